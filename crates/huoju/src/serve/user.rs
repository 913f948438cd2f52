//! `huoju user`: who may sign in.

use huoju_model::{Lang, Role};
use huoju_programme::people::{self, NewUser};
use huoju_store::person::Person;
use huoju_store::{Place, Store};
use jiff::Timestamp;

use super::{operator, running};
use crate::report::{Exit, Failure, print};
use crate::words::Words;

/// `huoju user`
#[derive(Debug)]
pub struct User {
    /// The data directory.
    pub place: Place,
    /// What is to be done.
    pub task: Task,
}

/// What is to be done with people.
#[derive(Debug)]
pub enum Task {
    /// One more.
    Add(NewUser),
    /// All of them.
    List,
    /// A new password for this login.
    Password(String),
    /// This login signs in no more.
    Stop(String),
}

/// Runs the command.
pub fn run(asked: &User, words: &Words) -> Result<Exit, Failure> {
    let (actor, now) = (operator(), Timestamp::now());
    let said = running(words, async {
        let store = Store::open(&asked.place, false).await?;
        let secret =
            |key: &str, login: &str, password: &str| words.with(key, &[("login", login), ("password", password)]);
        let said = match &asked.task {
            Task::Add(new) => secret("user-added", &new.login, &people::add(&store, &actor, new, now).await?),
            Task::Password(login) => secret("user-new-password", login, &people::reset(&store, &actor, login).await?),
            Task::Stop(login) => {
                people::stop(&store, &actor, login).await?;
                words.with("user-stopped", &[("login", login)])
            }
            Task::List => listed(&people::list(&store, &actor).await?, words),
        };
        store.close().await;
        Ok(said)
    })?;
    print(&(said + "\n"), words)?;
    Ok(Exit::Done)
}

fn listed(people: &[Person], words: &Words) -> String {
    let width = people.iter().map(|person| person.login.len()).max().unwrap_or_default();
    let line = |person: &Person| {
        let role = match words.lang {
            Lang::Zh => person.role.zh(),
            Lang::En => person.role.code(),
        };
        let state = words.get(if person.active { "user-active" } else { "user-is-stopped" });
        format!("{:<width$}  {role}  {state}  {}", person.login, person.name)
    };
    let lines: Vec<String> = people.iter().map(line).collect();
    if lines.is_empty() { words.get("user-none") } else { lines.join("\n") }
}

/// The role of a word, officer where none is given.
pub fn role(word: Option<&str>) -> Option<Role> {
    word.map_or(Some(Role::Officer), Role::parse)
}
