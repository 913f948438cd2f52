//! Signing in: by password, within a number of tries, or by a link that works once.

use huoju_model::Actor;
use huoju_store::Store;
use huoju_store::ledger::{Act, random_hex, sha256};
use huoju_store::person::Person;
use jiff::{SignedDuration, Timestamp};

use super::session::{self, Entered};
use super::{PeopleError, about, administers, at, found, login as plain_login, password};

/// Failed tries of one login within [`WINDOW`]; the next one waits.
pub const PER_LOGIN: i64 = 5;

/// Failed tries from one address within [`WINDOW`]: an office may sit behind one address.
pub const PER_ADDRESS: i64 = 30;

/// How long a failed try counts.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// How long a link works.
pub const LINK: SignedDuration = SignedDuration::from_mins(30);

/// Signs somebody in who comes from `address`.
pub async fn sign_in(
    store: &Store,
    login: &str,
    password: &str,
    address: &str,
    now: Timestamp,
) -> Result<Entered, PeopleError> {
    // What can't be a login is nobody's; all of it counts as one.
    let login = plain_login(login).unwrap_or_default();
    let found = store.person_with_password(&login).await?.filter(|(person, _)| person.active);
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    tried(store, &login, Some(address), now, password::verified(password.to_owned(), hash)).await?;
    let (person, _) = found.ok_or(PeopleError::WrongPassword)?;
    let mut write = store.write().await?;
    let (entered, row) = session::new(person, now);
    write.add_session(&row).await?;
    let who = &entered.signed_in.person;
    write.commit(&who.actor(), Act { name: "session.begin", about: &about(&who.login), what: address }).await?;
    Ok(entered)
}

/// Counts a try, then looks at it, then takes the count back where it was right: many at once are counted as many.
pub(super) async fn tried(
    store: &Store,
    login: &str,
    address: Option<&str>,
    now: Timestamp,
    verified: impl Future<Output = Result<bool, PeopleError>>,
) -> Result<(), PeopleError> {
    let (login, address) = (format!("login {login}"), address.map(|address| format!("address {address}")));
    let (at, since) = (at(now), at(now - WINDOW));
    let mut write = store.write().await?;
    for (key, most) in [(Some(&login), PER_LOGIN), (address.as_ref(), PER_ADDRESS)] {
        let Some(key) = key else { continue };
        let failures = write.failures(key, &since, most).await?;
        if let Some(until) = until(&failures, most) {
            return Err(PeopleError::Locked(until));
        }
        write.add_failure(key, &at, &since).await?;
    }
    write.commit_quietly().await?;
    if !verified.await? {
        return Err(PeopleError::WrongPassword);
    }
    let mut write = store.write().await?;
    write.forget_failures(&login, None).await?;
    if let Some(address) = &address {
        write.forget_failures(address, Some(&at)).await?;
    }
    Ok(write.commit_quietly().await?)
}

/// Until when no more tries are taken: until the first of the last `most` failures counts no more.
fn until(failures: &[String], most: i64) -> Option<Timestamp> {
    let first = failures.get(usize::try_from(most - 1).ok()?)?;
    first.parse::<Timestamp>().ok()?.checked_add(WINDOW).ok()
}

/// Makes a link that signs somebody in once; the token comes back.
pub async fn link(store: &Store, actor: &Actor, login: &str, now: Timestamp) -> Result<String, PeopleError> {
    administers(actor)?;
    let person: Person = found(store, login).await?;
    if !person.active {
        return Err(PeopleError::Stopped(person.login));
    }
    let token = random_hex(32);
    let mut write = store.write().await?;
    write.add_link(&sha256(&[&token]), person.id, &at(now + LINK), &at(now)).await?;
    write.commit(actor, Act { name: "person.link", about: &about(login), what: "" }).await?;
    Ok(token)
}

/// Signs in whoever has an unused link.
pub async fn enter(store: &Store, token: &str, now: Timestamp) -> Result<Entered, PeopleError> {
    let mut write = store.write().await?;
    let person = write.use_link(&sha256(&[token]), &at(now)).await?.ok_or(PeopleError::SpentLink)?;
    let (entered, row) = session::new(person, now);
    write.add_session(&row).await?;
    let who = &entered.signed_in.person;
    write.commit(&who.actor(), Act { name: "session.begin", about: &about(&who.login), what: "link" }).await?;
    Ok(entered)
}
