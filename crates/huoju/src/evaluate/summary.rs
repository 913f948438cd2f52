//! What was seen on the way through a file, said at the end on stderr.

use std::collections::HashSet;
use std::path::Path;

use arrow_array::ArrayRef;
use huoju_scheme::{Program, Tally};
use huoju_table::Refusal;

use crate::args::{Assess, Basis};
use crate::evaluate::assess::Piece;
use crate::output::cell::cell;
use crate::output::sink::{Of, Rows};
use crate::report::{Failure, Remarks, say};
use crate::words::Words;

/// Refusals that are kept where nobody asked for all of them.
const KEPT: usize = 1000;

/// What was seen.
pub struct Seen {
    /// What was counted.
    pub tally: Tally,
    /// Rows read, those refused among them.
    pub n_read: u64,
    /// Rows of which something was refused.
    pub n_refused: u64,
    /// The refusals, all of them where they are to be written.
    pub refusals: Vec<Refusal>,
    /// How many more there were.
    pub n_more_refusals: usize,
    /// Remarks on rows.
    pub remarks: Remarks,
    /// The subjects that were asked for and not met yet.
    pending: Option<HashSet<String>>,
    last_refused: Option<(std::sync::Arc<str>, u64)>,
    keeps_all: bool,
}

impl Seen {
    /// Nothing yet. `only` are the subjects asked for by id.
    pub fn new(only: Option<HashSet<String>>, keeps_all: bool) -> Self {
        Seen {
            tally: Tally::default(),
            n_read: 0,
            n_refused: 0,
            refusals: Vec::new(),
            n_more_refusals: 0,
            remarks: Remarks::default(),
            pending: only,
            last_refused: None,
            keeps_all,
        }
    }

    /// Counts a piece and gives its rows back.
    pub fn add(&mut self, piece: Piece) -> Option<Rows> {
        self.tally.add(&piece.tally);
        self.n_read += piece.n_read as u64;
        piece.refusals.into_iter().for_each(|refusal| self.refused(refusal));
        piece.notices.into_iter().for_each(|notice| self.remarks.add(notice));
        if let (Some(pending), Some(ids)) = (&mut self.pending, &piece.ids) {
            forget(pending, ids);
        }
        piece.rows
    }

    fn refused(&mut self, refusal: Refusal) {
        let row = (refusal.file.clone(), refusal.row);
        if self.last_refused.as_ref() != Some(&row) {
            self.n_refused += 1;
            self.last_refused = Some(row);
        }
        if self.keeps_all || self.refusals.len() < KEPT {
            self.refusals.push(refusal);
        } else {
            self.n_more_refusals += 1;
        }
    }
}

fn forget(pending: &mut HashSet<String>, ids: &ArrayRef) {
    for row in 0..ids.len() {
        if let Some(id) = cell(ids, row) {
            pending.remove(&id);
        }
    }
}

/// Writes the copy that is marked with the reason of each refusal, and comes back with what to say of it.
pub fn write_refused(basis: &Basis, path: &Path, seen: &Seen, words: &Words) -> Result<String, Failure> {
    let shown = path.display().to_string();
    if seen.refusals.is_empty() {
        return Ok(words.with("refused-none", &[("path", &shown)]));
    }
    huoju_table::write_refused(basis.data.path(), path, &seen.refusals)
        .map_err(|error| Failure::table(&error, words))?;
    Ok(words.with("refused-written", &[("path", &shown)]))
}

/// The summary: rows, outcomes, tiers, warnings, and the figures that are missing most.
pub fn say_all(asked: &Assess, of: &Of<'_>, seen: &Seen, words: &Words) {
    let (program, tally) = (of.program, &seen.tally);
    let period = words.period(of.settings.period);
    let scheme = program.scheme();
    let about = [("title", words.name(&scheme.title)), ("scheme", &scheme.id), ("period", &period)];
    say(&words.with("summary-title", &about));
    say(&rows(seen, words));
    let counts = [tally.pass, tally.fail, tally.undetermined].map(|n| n.to_string());
    let about = [("pass", counts[0].as_str()), ("fail", &counts[1]), ("undetermined", &counts[2])];
    say(&words.with("summary-outcomes", &about));
    tiers(program, tally, words);
    warnings(program, tally, words);
    missing(program, tally, words);
    absent(seen, words);
    if let Some(path) = &asked.out {
        say(&words.with("summary-written", &[("path", &path.display().to_string())]));
    }
}

fn rows(seen: &Seen, words: &Words) -> String {
    let n_assessed = seen.tally.n as u64;
    let counts = [seen.n_read, n_assessed, seen.n_refused].map(|n| n.to_string());
    let about = [("read", counts[0].as_str()), ("assessed", &counts[1]), ("refused", &counts[2])];
    let line = words.with("summary-rows", &about);
    match seen.n_read.saturating_sub(n_assessed + seen.n_refused) {
        0 => line,
        skipped => line + &words.with("summary-rows-skipped", &[("skipped", &skipped.to_string())]),
    }
}

fn tiers(program: &Program, tally: &Tally, words: &Words) {
    let tiers = program.scheme().tiers.iter().zip(&tally.tiers);
    let counts: Vec<_> = tiers.map(|(tier, n)| format!("{} {n}", words.name(&tier.title))).collect();
    if counts.len() > 1 {
        say(&words.with("summary-tiers", &[("tiers", &words.list(counts))]));
    }
}

fn warnings(program: &Program, tally: &Tally, words: &Words) {
    for (warning, n) in program.scheme().warnings.iter().zip(&tally.warnings).filter(|(_, n)| **n > 0) {
        say(&words.with("summary-warning", &[("count", &n.to_string()), ("says", words.name(&warning.says))]));
    }
}

/// The five figures that most subjects lack.
fn missing(program: &Program, tally: &Tally, words: &Words) {
    let mut counts: Vec<_> = program.inputs().iter().zip(&tally.missing).filter(|(_, n)| **n > 0).collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
    let line = counts.into_iter().take(5).map(|(input, n)| {
        let name = input.label(words.lang);
        words.with("summary-missing-figure", &[("name", &name), ("count", &n.to_string())])
    });
    let line = words.list(line);
    if !line.is_empty() {
        say(&words.with("summary-missing", &[("figures", &line)]));
    }
}

/// Subjects that were asked for and are not in the file.
fn absent(seen: &Seen, words: &Words) {
    let Some(pending) = seen.pending.as_ref().filter(|pending| !pending.is_empty()) else { return };
    let mut ids: Vec<&str> = pending.iter().map(String::as_str).collect();
    ids.sort_unstable();
    let count = ids.len().to_string();
    ids.truncate(10);
    say(&words.with("only-absent", &[("count", &count), ("ids", &words.list(ids))]));
}
