//! People (用户): who may sign in, with which password, and what a signed-in browser is.
//!
//! A password is stretched with Argon2id; a session is 32 random bytes in a cookie, of which the store keeps the
//! SHA-256 alone. Tries are counted before they are looked at, so that many at once gain nothing.

mod error;
mod password;
mod session;
mod sign_in;

use huoju_model::{Actor, Role};
use huoju_store::ledger::Act;
use huoju_store::person::{NewPerson, Person};
use huoju_store::{Store, StoreError};
use jiff::Timestamp;

pub use error::{PeopleError, Weakness};
pub use password::{generated, hashed};
pub use session::{ABSOLUTE, Entered, IDLE, SignedIn, session, sign_out};
pub use sign_in::{LINK, PER_ADDRESS, PER_LOGIN, WINDOW, enter, link, sign_in};

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// What they sign in with: 2 to 32 of `a`–`z`, `0`–`9`, `.`, `-`, `_`.
    pub login: String,
    /// What colleagues call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// Adds somebody with a password made for them, which comes back and is nowhere else. They must choose their own when
/// they first sign in.
pub async fn add(store: &Store, actor: &Actor, new: &NewUser, now: Timestamp) -> Result<String, PeopleError> {
    administers(actor)?;
    let login = login(&new.login)?;
    let name = Some(new.name.trim()).filter(|name| !name.is_empty()).ok_or(PeopleError::NoName)?;
    let password = generated();
    let password_hash = hashed(password.clone()).await?;
    let mut write = store.write().await?;
    let row = NewPerson { login: &login, name, role: new.role, password_hash: &password_hash, must_change: true };
    write.add_person(&row, &at(now)).await?;
    let what = format!("{login} {name} {}", new.role.code());
    write.commit(actor, Act { name: "person.add", about: &about(&login), what: &what }).await?;
    Ok(password)
}

/// Makes the first administrator, `admin`, where there is nobody yet; the password comes back.
pub async fn first(store: &Store, actor: &Actor, now: Timestamp) -> Result<Option<String>, PeopleError> {
    if !store.people().await?.is_empty() {
        return Ok(None);
    }
    let new = NewUser { login: FIRST.to_owned(), name: "管理员".to_owned(), role: Role::Administrator };
    match add(store, actor, &new, now).await {
        // Somebody else was first at this very moment.
        Err(PeopleError::Store(StoreError::Exists { .. })) => Ok(None),
        added => added.map(Some),
    }
}

/// The login of the first administrator.
pub const FIRST: &str = "admin";

/// All people.
pub async fn list(store: &Store, actor: &Actor) -> Result<Vec<Person>, PeopleError> {
    administers(actor)?;
    Ok(store.people().await?)
}

/// Makes somebody a new password, which comes back. They are signed out and must choose their own.
pub async fn reset(store: &Store, actor: &Actor, login: &str) -> Result<String, PeopleError> {
    administers(actor)?;
    let person = found(store, login).await?;
    let password = generated();
    let hash = hashed(password.clone()).await?;
    let mut write = store.write().await?;
    write.set_password(&person, &hash, true).await?;
    write.commit(actor, Act { name: "person.reset_password", about: &about(login), what: "" }).await?;
    Ok(password)
}

/// Changes one's own password. All one's browsers are signed out; this one signs in anew.
pub async fn change_password(
    store: &Store,
    who: &SignedIn,
    old: &str,
    new: &str,
    now: Timestamp,
) -> Result<Entered, PeopleError> {
    let Some((person, hash)) = store.person_with_password(&who.person.login).await? else {
        return Err(PeopleError::WrongPassword);
    };
    sign_in::tried(store, &person.login, None, now, password::verified(old.to_owned(), Some(hash))).await?;
    if old == new {
        return Err(PeopleError::Weak(Weakness::Same));
    }
    password::fit(new, &person)?;
    let hash = hashed(new.to_owned()).await?;
    let (entered, row) = session::new(person.clone(), now);
    let mut write = store.write().await?;
    write.set_password(&person, &hash, false).await?;
    write.add_session(&row).await?;
    let act = Act { name: "person.change_password", about: &about(&person.login), what: "" };
    write.commit(&person.actor(), act).await?;
    Ok(entered)
}

/// Lets somebody sign in no more. Nobody stops themselves, and the last administrator stays.
pub async fn stop(store: &Store, actor: &Actor, login: &str) -> Result<(), PeopleError> {
    administers(actor)?;
    let person = found(store, login).await?;
    if !person.active {
        return Err(PeopleError::Stopped(person.login));
    }
    let mut write = store.write().await?;
    if person.role == Role::Administrator && write.n_administrators().await? == 1 {
        return Err(PeopleError::LastAdministrator);
    }
    if matches!(actor, Actor::Person { login: own, .. } if *own == person.login) {
        return Err(PeopleError::Oneself);
    }
    write.stop_person(&person).await?;
    write.commit(actor, Act { name: "person.stop", about: &about(login), what: "" }).await?;
    Ok(())
}

fn administers(actor: &Actor) -> Result<(), PeopleError> {
    if actor.administers() { Ok(()) } else { Err(PeopleError::Forbidden(actor.to_string())) }
}

async fn found(store: &Store, login: &str) -> Result<Person, PeopleError> {
    store.person(login).await?.ok_or_else(|| PeopleError::Nobody(login.to_owned()))
}

/// As the ledger names them.
fn about(login: &str) -> String {
    format!("person {login}")
}

/// As the store writes times: to the microsecond, so that tries within a second are told apart.
fn at(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

fn login(text: &str) -> Result<String, PeopleError> {
    let login = text.trim().to_lowercase();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    let fits = (2..=32).contains(&login.len()) && login.chars().all(plain);
    if fits { Ok(login) } else { Err(PeopleError::Login(text.to_owned())) }
}
