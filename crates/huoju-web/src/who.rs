//! Who did something, as colleagues call them rather than as the ledger does.

use std::collections::HashMap;

use huoju_store::{Store, StoreError};

use crate::words::Words;

/// The names of all people by login.
#[derive(Debug, Default)]
pub struct Who {
    names: HashMap<String, String>,
}

impl Who {
    /// Everybody who is or was there.
    pub async fn of(store: &Store) -> Result<Self, StoreError> {
        let people = store.people().await?;
        Ok(Who { names: people.into_iter().map(|person| (person.login, person.name)).collect() })
    }

    /// `person:chen` → 陈晓; an operator of the machine and the program itself in words.
    pub fn name(&self, actor: &str, words: &Words) -> String {
        match actor.split_once(':') {
            Some(("person", login)) => self.names.get(login).map_or_else(|| login.to_owned(), Clone::clone),
            // The machine did not say under whose name it was run.
            Some(("operator", "?")) => words.get("who-operator-unnamed"),
            Some(("operator", name)) => words.with("who-operator", &[("name", name)]),
            _ => words.get("who-system"),
        }
    }
}
