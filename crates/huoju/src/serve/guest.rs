//! A guest of a demonstration: an administrator's account that nobody has a password of, entered by a link that works once.

use huoju_model::Role;
use huoju_programme::people::{self, NewUser, PeopleError};
use huoju_store::{Store, StoreError};
use jiff::Timestamp;

use super::troubles::Trouble;
use crate::discover::operator;

const LOGIN: &str = "guest";

/// A link for the guest, who is made where there is none yet.
pub async fn link(store: &Store) -> Result<String, Trouble> {
    let (actor, now) = (operator(), Timestamp::now());
    let new = NewUser { login: LOGIN.to_owned(), name: "来宾".to_owned(), role: Role::Administrator };
    match people::add(store, &actor, &new, now).await {
        Ok(password) => forget(store, &password).await?,
        Err(PeopleError::Store(StoreError::Exists { .. })) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(people::link(store, &actor, LOGIN, now).await?)
}

/// Chooses another password, so that nobody asks the guest to.
async fn forget(store: &Store, password: &str) -> Result<(), Trouble> {
    let now = Timestamp::now();
    let token = people::link(store, &operator(), LOGIN, now).await?;
    let entered = people::enter(store, &token, now).await?;
    if let Some(who) = people::session(store, &entered.token, now).await? {
        people::change_password(store, &who, password, &people::generated(), now).await?;
    }
    Ok(())
}
