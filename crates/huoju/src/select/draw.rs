//! `huoju draw`: the commitment first, the order by a public seed later.

use std::io::Write;
use std::path::PathBuf;

use huoju_review::draw::{commitment, draw};

use crate::report::{Exit, Failure, say};
use crate::select::assign::{cell, write};
use crate::select::report;
use crate::select::sheet::{Column, Sheet};
use crate::words::Words;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Draw {
    /// The candidates, a column `id`.
    pub candidates: PathBuf,
    /// The public seed; none: only the commitment.
    pub seed: Option<String>,
    /// How many; none: all.
    pub count: Option<usize>,
    /// The commitment published before.
    pub commitment: Option<String>,
    /// Where the order goes.
    pub out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(asked: &Draw, words: &Words) -> Result<Exit, Failure> {
    let mut sheet = Sheet::open(&asked.candidates, &[Column::Must("id")], words)?;
    let mut ids: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    while sheet.advance()? {
        let id = sheet.cell(0).to_owned();
        if id.is_empty() || !seen.insert(id.clone()) {
            let key = if id.is_empty() { "select-no-id" } else { "draw-twice" };
            return Err(sheet.refused(0, &words.get(key)));
        }
        ids.push(id);
    }
    let fixed = commitment(&ids);
    if let Some(published) = asked.commitment.as_ref().filter(|published| published.to_lowercase() != fixed) {
        return Err(Failure::new(words.with("draw-changed", &[("published", published), ("found", &fixed)])));
    }
    let Some(seed) = &asked.seed else {
        write(asked.out.as_deref(), words, |out| writeln!(out, "{fixed}"))?;
        say(&words.with("draw-committed", &[("count", &ids.len().to_string())]));
        return Ok(Exit::Done);
    };
    let drawn = draw(&ids, seed, asked.count.unwrap_or(ids.len())).map_err(|error| report::failure(&error, words))?;
    write(asked.out.as_deref(), words, |out| {
        writeln!(out, "place,id,sha256")?;
        drawn.iter().try_for_each(|one| writeln!(out, "{},{},{}", one.place, cell(&one.id), one.digest))
    })?;
    let (count, all) = (drawn.len().to_string(), ids.len().to_string());
    say(&words.with("draw-done", &[("count", &count), ("all", &all), ("commitment", &fixed), ("seed", seed)]));
    Ok(Exit::Done)
}
