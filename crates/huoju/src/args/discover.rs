//! What the commands of 发现, and those of the data directory, are given.

use std::path::PathBuf;

use clap::ArgMatches;
use huoju_model::PermittedUse;
use huoju_programme::discover::import::{Kind, Request};

use super::{bad, one, period, required, store_place};
use crate::discover::import::Import;
use crate::discover::{Look, Undo};
use crate::report::Failure;
use crate::words::Words;

/// `huoju import`
pub fn import(given: &ArgMatches, words: &Words) -> Result<Import, Failure> {
    let file = PathBuf::from(required(given, "file"));
    let used =
        one(given, "use").map(|word| PermittedUse::parse(&word).ok_or_else(|| bad(words, "import-bad-use", &word)));
    let new_source = match (one(given, "source-name"), used.transpose()?) {
        (None, None) => None,
        (Some(name), Some(permitted_use)) => Some((name, permitted_use)),
        _ => return Err(Failure::new(words.get("import-name-and-use"))),
    };
    let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
    let kind = one(given, "as")
        .map_or(Ok(Kind::default()), |word| Kind::parse(&word).ok_or_else(|| bad(words, "import-bad-kind", &word)))?;
    let request = Request {
        name,
        kind,
        title: one(given, "title"),
        source: required(given, "source"),
        new_source,
        period: one(given, "period").map(|text| period(&text, words)).transpose()?,
        sheet: one(given, "sheet"),
        provisional: given.get_flag("provisional"),
    };
    Ok(Import {
        place: store_place(given),
        file,
        request,
        dry_run: given.get_flag("dry-run"),
        refused: one(given, "refused").map(PathBuf::from),
    })
}

/// `huoju undo`
pub fn undo(given: &ArgMatches, words: &Words) -> Result<Undo, Failure> {
    let batch = required(given, "batch");
    let batch = batch.parse().map_err(|_| bad(words, "undo-bad-batch", &batch))?;
    Ok(Undo { place: store_place(given), batch, reason: required(given, "reason") })
}

/// `huoju subject`
pub fn look(given: &ArgMatches) -> Look {
    Look { place: store_place(given), called: required(given, "subject") }
}
