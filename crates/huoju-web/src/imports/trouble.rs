//! Why a file was not tried, imported or undone, in the reader's words.

use axum::http::StatusCode;
use huoju_model::Lang;
use huoju_programme::ProgrammeError;
use huoju_programme::discover::TableError;

use crate::PageError;
use crate::words::Words;

/// In the reader's words, with the next step. What the store says has words of its own.
pub fn said(error: &ProgrammeError, words: &Words, lang: Lang) -> String {
    match error {
        ProgrammeError::Table(TableError::SheetTie { sheets, .. }) => {
            words.with("import-which-sheet", &[("sheets", &sheets.join("、"))])
        }
        ProgrammeError::Table(error) => match lang {
            Lang::Zh => error.zh(),
            Lang::En => error.en(),
        },
        ProgrammeError::Store(_) => String::new(),
        ProgrammeError::Forbidden(_) => words.get("trouble-forbidden"),
        ProgrammeError::NoSource(code) => words.with("trouble-no-source", &[("source", code)]),
        ProgrammeError::OtherSource(code) => words.with("trouble-other-source", &[("source", code)]),
        ProgrammeError::NamesOnly(column) => words.with("trouble-names-only", &[("column", column)]),
        ProgrammeError::NoColumn(column) => words.with("trouble-no-column", &[("column", column)]),
        ProgrammeError::NoTitle => words.get("trouble-no-title"),
        ProgrammeError::NoPeriod => words.get("trouble-no-period"),
        ProgrammeError::Replaced { .. } => words.get("trouble-replaced"),
        ProgrammeError::NoReason => words.get("trouble-no-reason"),
        ProgrammeError::Nothing => words.get("trouble-nothing"),
    }
}

impl From<ProgrammeError> for PageError {
    fn from(error: ProgrammeError) -> Self {
        let error = match error {
            ProgrammeError::Store(error) => return error.into(),
            error => error,
        };
        let status = match &error {
            ProgrammeError::Forbidden(_) => StatusCode::FORBIDDEN,
            ProgrammeError::Replaced { .. } => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let in_words = |lang| said(&error, Words::of(lang), lang);
        PageError::refused(status, in_words(Lang::Zh), in_words(Lang::En))
    }
}
