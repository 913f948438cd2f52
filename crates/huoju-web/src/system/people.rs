//! 用户: who may sign in. Administrators alone see and change it.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use huoju_model::{Actor, Lang, Role};
use huoju_programme::people::{self, NewUser, PeopleError};
use huoju_store::StoreError;
use huoju_store::person::Person as Row;
use jiff::Timestamp;
use serde::Deserialize;

use crate::view::system::{PeoplePage, Person};
use crate::view::{Choice, Fact, Field, Options, Room, Sure};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// Somebody to be added, as the form has it.
#[derive(Debug, Default, Deserialize)]
pub struct Sent {
    account: String,
    name: String,
    role: String,
}

/// `GET /people`
pub async fn page(State(app): State<App>, visitor: Visitor, actor: Actor) -> Result<Html<String>, PageError> {
    shown(&app, &visitor, &actor, &Sent::default(), PeoplePage::default()).await
}

/// The page with what was typed and what came of it.
async fn shown(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    sent: &Sent,
    came: PeoplePage,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let people = people::list(&app.store, actor).await?;
    let last = app.store.last_acts("session.begin").await?;
    let row = |person: &Row| {
        let last = last.get(&format!("person {}", person.login));
        shown_person(person, last.map(String::as_str), visitor, words)
    };
    let role = |role: &Role| Choice::new(role.code(), role_word(*role, visitor.lang), &sent.role);
    let page = PeoplePage {
        rows: people.iter().map(row).collect(),
        account: Field { value: sent.account.clone(), ..came.account },
        name: Field { value: sent.name.clone(), ..came.name },
        // The least that may be given stands first.
        roles: Options { choices: Role::ALL.iter().rev().map(role).collect(), error: String::new() },
        password: came.password,
        frame: render::frame(visitor, Room::People, ""),
    };
    render::page(&page)
}

fn role_word(role: Role, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => role.zh(),
        Lang::En => role.code(),
    }
}

fn shown_person(person: &Row, last: Option<&str>, visitor: &Visitor, words: &Words) -> Person {
    let sure = |open: &str, what: &str, consequence: &str, act: &str| Sure {
        open: words.get(open),
        action: format!("{}/{}/{what}", paths::PEOPLE, person.login),
        consequences: vec![words.get(consequence)],
        act: words.get(act),
        ..Sure::default()
    };
    let reset = || sure("reset-open", "password", "reset-follows", "reset-act");
    let stop = || sure("stop-open", "stop", "stop-follows", "stop-act");
    Person {
        account: person.login.clone(),
        name: person.name.clone(),
        role: role_word(person.role, visitor.lang).to_owned(),
        last: last.map_or_else(String::new, render::moment),
        active: person.active,
        reset: person.active.then(reset),
        close: person.active.then(stop),
    }
}

/// `POST /people`: add somebody. The password stands in this answer alone, so no address leads to it.
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let role = Role::parse(&sent.role).unwrap_or(Role::Officer);
    let new = NewUser { login: sent.account.clone(), name: sent.name.clone(), role };
    let wrong = |error: String| Field { value: String::new(), error };
    let came = match people::add(&app.store, &actor, &new, Timestamp::now()).await {
        Ok(password) => {
            let came = PeoplePage { password: Some(once(&sent.name, password, &visitor)), ..PeoplePage::default() };
            return Ok(shown(&app, &visitor, &actor, &Sent::default(), came).await?.into_response());
        }
        Err(error @ PeopleError::NoName) => {
            PeoplePage { name: wrong(error.say(visitor.lang).unwrap_or_default()), ..PeoplePage::default() }
        }
        Err(error @ PeopleError::Login(_)) => {
            PeoplePage { account: wrong(error.say(visitor.lang).unwrap_or_default()), ..PeoplePage::default() }
        }
        Err(PeopleError::Store(StoreError::Exists { which, .. })) => {
            let said = Words::of(visitor.lang).with("account-taken", &[("account", &which)]);
            PeoplePage { account: wrong(said), ..PeoplePage::default() }
        }
        Err(error) => return Err(error.into()),
    };
    let page = shown(&app, &visitor, &actor, &sent, came).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn once(name: &str, password: String, visitor: &Visitor) -> Fact {
    Fact::new(Words::of(visitor.lang).with("password-of", &[("name", name)]), password)
}

/// `POST /people/{login}/password`: make somebody a new password, shown as in [`add`].
pub async fn reset(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(login): Path<String>,
) -> Result<Html<String>, PageError> {
    let password = people::reset(&app.store, &actor, &login).await?;
    let came = PeoplePage { password: Some(once(&login, password, &visitor)), ..PeoplePage::default() };
    shown(&app, &visitor, &actor, &Sent::default(), came).await
}

/// `POST /people/{login}/stop`
pub async fn stop(State(app): State<App>, actor: Actor, Path(login): Path<String>) -> Result<Redirect, PageError> {
    people::stop(&app.store, &actor, &login).await?;
    Ok(Redirect::to(paths::PEOPLE))
}
