//! `huoju import`: a workbook's cells become observations; what is refused goes back to its sender.

use std::path::PathBuf;

use huoju_catalogue::Catalogue;
use huoju_programme::discover::import::{self, Findings, Imported, Kind, Listed, Read, Request, read_bytes};
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
    let (read, findings, done) = running(words, async {
        let bytes = read_bytes(&asked.file)?;
        let store = Store::open(&asked.place, false).await?;
        if asked.dry_run {
            let mut read = import::dry_run(&store, catalogue, &asked.request, &bytes)?;
            let findings = import::foresee(&store, &asked.request, &mut read).await?;
            return Ok((read, findings, None));
        }
        let done = import::import(&store, catalogue, &operator(), &asked.request, &bytes, None).await?;
        let Imported { batch, n_subjects, written, findings, read } = done;
        Ok((read, findings, Some((batch, n_subjects, written))))
    })?;
    said_of(&read, asked, words)?;
    say_findings(&findings, words);
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
            let mut lines = vec![with(words, done_key(asked.request.kind), &about)];
            if asked.request.kind == Kind::Register {
                let (merged, members) = (findings.n_merged.to_string(), findings.n_memberships.to_string());
                let renamed = findings.renamed.len().to_string();
                let about = [("renamed", renamed), ("merged", merged), ("members", members)];
                lines.push(with(words, "import-registered", &about));
            }
            lines.join("\n")
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

/// How many of each finding are named one by one.
const SHOWN: usize = 10;

/// What a register or a list says besides its values, on stderr.
fn say_findings(findings: &Findings, words: &Words) {
    let listed = |listed: &Listed| format!("{} {}", listed.place, listed.name);
    let renamed = findings.renamed.iter().map(|one| format!("{} {} → {}", one.code, one.from, one.to));
    say_some("import-renamed", renamed.collect(), words);
    let namesakes = findings.namesakes.iter().map(|one| format!("{}: {}", one.name, one.codes.join(" ")));
    say_some("import-namesakes", namesakes.collect(), words);
    say_some("import-unsure", findings.unsure.iter().map(listed).collect(), words);
    say_some("import-unknown", findings.unknown.iter().map(listed).collect(), words);
}

fn say_some(key: &str, lines: Vec<String>, words: &Words) {
    if lines.is_empty() {
        return;
    }
    say(&words.with(key, &[("n", &lines.len().to_string())]));
    lines.iter().take(SHOWN).for_each(|line| say(&format!("  {line}")));
    if lines.len() > SHOWN {
        say(&words.with("import-more", &[("n", &(lines.len() - SHOWN).to_string())]));
    }
}

/// What became of the rows, in the words of their kind.
fn done_key(kind: Kind) -> &'static str {
    if kind == Kind::Titles { "import-done-titles" } else { "import-done" }
}

fn with(words: &Words, key: &str, about: &[(&str, String)]) -> String {
    let about: Vec<(&str, &str)> = about.iter().map(|(key, value)| (*key, value.as_str())).collect();
    words.with(key, &about)
}
