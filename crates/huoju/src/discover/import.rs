//! `huoju import`: a workbook's cells become observations; what is refused goes back to its sender.

use std::path::PathBuf;

use huoju_catalogue::Catalogue;
use huoju_programme::discover::import::{self, Imported, Read, Request, read_bytes};
use huoju_store::{Place, Store};
use huoju_table::write_refused;

use super::{operator, running};
use crate::report::{Exit, Failure, Remarks, print, refusals, say};
use crate::words::Words;

/// What is asked for.
#[derive(Debug)]
pub struct Import {
    /// The data directory.
    pub place: Place,
    /// The file.
    pub file: PathBuf,
    /// What it is.
    pub request: Request,
    /// Whether nothing is to be written.
    pub dry_run: bool,
    /// Where the marked-up copy goes.
    pub refused: Option<PathBuf>,
}

/// Runs the command.
pub fn run(asked: &Import, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let (read, done) = running(words, async {
        let bytes = read_bytes(&asked.file)?;
        let store = Store::open(&asked.place, false).await?;
        if asked.dry_run {
            return Ok((import::dry_run(&store, catalogue, &asked.request, &bytes)?, None));
        }
        let done = import::import(&store, catalogue, &operator(), &asked.request, &bytes, None).await?;
        let Imported { batch, n_subjects, written, read } = done;
        Ok((read, Some((batch, n_subjects, written))))
    })?;
    said_of(&read, asked, words)?;
    let rows = [
        ("rows", read.n_rows.to_string()),
        ("refused", read.n_refused.to_string()),
        ("values", read.n_values().to_string()),
    ];
    print(&(with(words, "import-read", &rows) + "\n"), words)?;
    let line = match done {
        None => words.with("import-dry", &[("hash", &read.kept.hash)]),
        Some((batch, subjects, written)) => {
            let about = [
                ("batch", batch.to_string()),
                ("subjects", subjects.to_string()),
                ("new", written.n_new.to_string()),
                ("changed", written.n_changed.to_string()),
                ("same", written.n_same.to_string()),
            ];
            with(words, "import-done", &about)
        }
    };
    print(&(line + "\n"), words)?;
    Ok(if read.n_refused > 0 { Exit::Refused } else { Exit::Done })
}

/// Remarks and refusals on stderr, and the marked-up copy where one was asked for.
fn said_of(read: &Read, asked: &Import, words: &Words) -> Result<(), Failure> {
    Remarks::of(&read.layout.notices).say(words);
    Remarks::of(&read.notices).say(words);
    refusals(&read.refusals, read.n_refused as u64, 0, words);
    if let Some(out) = &asked.refused {
        write_refused(&asked.file, out, &read.refusals).map_err(|error| Failure::output(&error, Some(out), words))?;
        say(&words.with("import-marked", &[("path", &out.display().to_string())]));
    }
    Ok(())
}

fn with(words: &Words, key: &str, about: &[(&str, String)]) -> String {
    let about: Vec<(&str, &str)> = about.iter().map(|(key, value)| (*key, value.as_str())).collect();
    words.with(key, &about)
}
