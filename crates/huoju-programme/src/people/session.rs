//! Sessions: a browser that is signed in, until it is signed out, left alone for a while, or a day's work is over.

use huoju_store::Store;
use huoju_store::ledger::{Act, random_hex, sha256};
use huoju_store::person::{Person, Session};
use jiff::{SignedDuration, Timestamp};

use super::{PeopleError, about, at};

/// How long a session lasts that nobody uses.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);

/// How long a session lasts at most.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);

/// How often use is written down.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// Who asks, as their session says.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// What each of their forms carries.
    pub csrf: String,
}

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct Entered {
    /// What the browser keeps in its cookie; it is nowhere else.
    pub token: String,
    /// Who.
    pub signed_in: SignedIn,
}

/// Who bears this token, if their session still lasts.
pub async fn session(store: &Store, token: &str, now: Timestamp) -> Result<Option<SignedIn>, PeopleError> {
    let Some((session, person)) = store.session(&sha256(&[token])).await? else { return Ok(None) };
    if session.expires_at <= at(now) || session.seen_at <= at(now - IDLE) {
        return Ok(None);
    }
    if session.seen_at <= at(now - TOUCH) {
        // A disk that is full must not keep anybody from reading; the session then ends a little earlier.
        let _ = touch(store, &session.token_hash, now).await;
    }
    Ok(Some(SignedIn { person, csrf: session.csrf }))
}

async fn touch(store: &Store, token_hash: &str, now: Timestamp) -> Result<(), PeopleError> {
    let mut write = store.write().await?;
    write.see_session(token_hash, &at(now)).await?;
    Ok(write.commit_quietly().await?)
}

/// Ends a session.
pub async fn sign_out(store: &Store, who: &SignedIn, token: &str) -> Result<(), PeopleError> {
    let mut write = store.write().await?;
    if write.end_session(&sha256(&[token])).await? {
        let act = Act { name: "session.end", about: &about(&who.person.login), what: "" };
        write.commit(&who.person.actor(), act).await?;
    }
    Ok(())
}

/// A new session and the row that says so.
pub(super) fn new(person: Person, now: Timestamp) -> (Entered, Session) {
    let (token, csrf) = (random_hex(32), random_hex(32));
    let row = Session {
        token_hash: sha256(&[&token]),
        person_id: person.id,
        csrf: csrf.clone(),
        made_at: at(now),
        seen_at: at(now),
        expires_at: at(now + ABSOLUTE),
    };
    (Entered { token, signed_in: SignedIn { person, csrf } }, row)
}
