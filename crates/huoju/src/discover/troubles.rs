//! What the store and its use cases refuse, in the reader's language, each with the next step.

use huoju_programme::ProgrammeError;
use huoju_store::StoreError;

use crate::report::Failure;
use crate::words::Words;

/// In the reader's language.
pub fn said(error: &ProgrammeError, words: &Words) -> Failure {
    let with = |key: &str, about: &[(&str, &str)]| Failure::new(words.with(key, about));
    match error {
        ProgrammeError::Table(error) => Failure::table(error, words),
        ProgrammeError::Store(error) => store(error, words),
        ProgrammeError::Forbidden(actor) => with("trouble-forbidden", &[("actor", actor)]),
        ProgrammeError::NoSource(code) => with("trouble-no-source", &[("code", code)]),
        ProgrammeError::OtherSource(code) => with("trouble-other-source", &[("code", code)]),
        ProgrammeError::NamesOnly(column) => with("trouble-names-only", &[("column", column)]),
        ProgrammeError::NoTitle => with("trouble-no-title", &[]),
        ProgrammeError::NoColumn(column) => with("trouble-no-column", &[("column", column)]),
        ProgrammeError::NoPeriod => with("trouble-no-period", &[]),
        ProgrammeError::Replaced { expected, found } => {
            with("trouble-replaced", &[("expected", expected), ("found", found)])
        }
        ProgrammeError::NoReason => with("trouble-no-reason", &[]),
        ProgrammeError::Nothing => with("trouble-nothing", &[]),
    }
}

fn store(error: &StoreError, words: &Words) -> Failure {
    let with = |key: &str, about: &[(&str, &str)]| Failure::new(words.with(key, about));
    match error {
        StoreError::Stale(what) => with("trouble-stale", &[("what", &noun(what, words))]),
        StoreError::Exists { what: "batch", which } => with("trouble-twice", &[("file", which)]),
        StoreError::Exists { what, which } | StoreError::NotFound { what, which } => {
            let key = if matches!(error, StoreError::Exists { .. }) { "trouble-exists" } else { "trouble-not-found" };
            with(key, &[("what", &noun(what, words)), ("which", which)])
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
        "batch" | "import" => words.get("noun-batch"),
        "source" => words.get("noun-source"),
        "subject" => words.get("noun-subject"),
        "match" => words.get("noun-match"),
        other => other.to_owned(),
    }
}
