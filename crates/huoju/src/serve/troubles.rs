//! What the store and its use cases refuse, in the reader's language, each with the next step.

use huoju_programme::backup::BackupError;
use huoju_programme::people::PeopleError;
use huoju_store::StoreError;

use crate::report::Failure;
use crate::words::Words;

/// What was refused.
#[derive(Debug)]
pub enum Trouble {
    Store(StoreError),
    People(PeopleError),
    Backup(BackupError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Trouble::Store(error)
    }
}

impl From<PeopleError> for Trouble {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Store(error) => Trouble::Store(error),
            error => Trouble::People(error),
        }
    }
}

impl From<BackupError> for Trouble {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Store(error) => Trouble::Store(error),
            error => Trouble::Backup(error),
        }
    }
}

impl Trouble {
    /// In the reader's language.
    pub fn said(&self, words: &Words) -> Failure {
        match self {
            Trouble::Store(error) => store(error, words),
            Trouble::People(error) => Failure::new(error.say(words.lang).unwrap_or_else(|| error.to_string())),
            Trouble::Backup(error) => Failure::new(error.say(words.lang).unwrap_or_else(|| error.to_string())),
        }
    }
}

fn store(error: &StoreError, words: &Words) -> Failure {
    let with = |key: &str, about: &[(&str, &str)]| Failure::new(words.with(key, about));
    match error {
        StoreError::Stale(what) => with("trouble-stale", &[("what", &noun(what, words))]),
        StoreError::Exists { what, which } => with("trouble-exists", &[("what", &noun(what, words)), ("which", which)]),
        StoreError::NotFound { what, which } => {
            with("trouble-not-found", &[("what", &noun(what, words)), ("which", which)])
        }
        StoreError::Full => with("trouble-full", &[]),
        StoreError::ReadOnly(path) => with("trouble-read-only", &[("path", &path.display().to_string())]),
        StoreError::Absent(path) => with("trouble-absent", &[("path", &path.display().to_string())]),
        StoreError::Later { .. } => with("trouble-later", &[]),
        StoreError::Io { path, source } => Failure::unwritable(Some(path), source, words),
        StoreError::Unreadable { .. } | StoreError::Database(_) => {
            with("trouble-database", &[("why", &error.to_string())])
        }
    }
}

/// What a row is called.
fn noun(what: &str, words: &Words) -> String {
    match what {
        "person" => words.get("noun-person"),
        other => other.to_owned(),
    }
}
