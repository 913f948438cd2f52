//! `huoju conflicts`: who keeps away from what, with evidence and date.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use huoju_review::conflict::{Conflict, Reach, Tie, computed};

use crate::report::{Exit, Failure, say};
use crate::select::assign::{cell, write};
use crate::select::pool::{Ids, experts, named, places};
use crate::select::sheet::{Column, Sheet};
use crate::words::Words;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Conflicts {
    /// The entries.
    pub entries: PathBuf,
    /// The experts.
    pub experts: PathBuf,
    /// Declarations of either side: `entry_id, expert_id[, reason, date]`.
    pub declared: Vec<PathBuf>,
    /// `id, party, relation[, from, to, source]`
    pub ties: Vec<PathBuf>,
    /// How far back ties bind.
    pub reach: Reach,
    /// Where the result goes.
    pub out: Option<PathBuf>,
}

/// Runs the command.
pub fn run(asked: &Conflicts, words: &Words) -> Result<Exit, Failure> {
    let entries = named(&asked.entries, words)?;
    let experts = experts(&asked.experts, words)?;
    let by_entry = places(entries.iter().map(|entry| entry.id.as_str()));
    let by_expert = places(experts.iter().map(|expert| expert.id.as_str()));
    let source = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let now = |who: usize, party: &str, relation: &str, path| Tie {
        who: who as u32,
        party: party.to_owned(),
        relation: relation.to_owned(),
        from: None,
        to: None,
        source: source(path),
    };
    let mut own: Vec<Tie> =
        entries.iter().enumerate().map(|(at, entry)| now(at, &entry.org, "applicant", &asked.entries)).collect();
    let mut other: Vec<Tie> =
        experts.iter().enumerate().map(|(at, expert)| now(at, &expert.org, "employer", &asked.experts)).collect();
    for path in &asked.ties {
        ties(path, &by_entry, &by_expert, [&mut own, &mut other], words)?;
    }
    let mut found = computed(&own, &other, asked.reach);
    let ids = Ids { entries: &by_entry, experts: &by_expert };
    for path in &asked.declared {
        declared(path, &source(path), &ids, &mut found, words)?;
    }
    found.sort_by(|a, b| (a.entry, a.expert, &a.reason).cmp(&(b.entry, b.expert, &b.reason)));
    write(asked.out.as_deref(), words, |out| {
        writeln!(out, "entry_id,expert_id,reason,date,evidence")?;
        found.iter().try_for_each(|one| {
            let (entry, expert) = (&entries[one.entry as usize].id, &experts[one.expert as usize].id);
            let date = one.date.map(|date| date.to_string()).unwrap_or_default();
            let cells = [entry, expert, &one.reason, &date, &one.evidence].map(|text| cell(text));
            writeln!(out, "{}", cells.join(","))
        })
    })?;
    let mut pairs: Vec<_> = found.iter().map(|one| (one.entry, one.expert)).collect();
    pairs.dedup();
    say(&words.with("conflicts-done", &[("pairs", &pairs.len().to_string()), ("facts", &found.len().to_string())]));
    Ok(Exit::Done)
}

fn ties(
    path: &Path,
    entries: &HashMap<&str, u32>,
    experts: &HashMap<&str, u32>,
    [own, other]: [&mut Vec<Tie>; 2],
    words: &Words,
) -> Result<(), Failure> {
    let [must, may] = [Column::Must, Column::May];
    let columns = [must("id"), must("party"), must("relation"), may("from"), may("to"), may("source")];
    let mut sheet = Sheet::open(path, &columns, words)?;
    while sheet.advance()? {
        let [party, relation, source] = [1, 2, 5].map(|column| sheet.cell(column).to_owned());
        let (from, to) = (sheet.date(3)?, sheet.date(4)?);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(sheet.refused(4, &words.get("conflicts-backwards")));
        }
        let tie = |who| Tie { who, party, relation, from, to, source };
        match (entries.get(sheet.cell(0)), experts.get(sheet.cell(0))) {
            (Some(&who), None) => own.push(tie(who)),
            (None, Some(&who)) => other.push(tie(who)),
            (None, None) => return Err(sheet.refused(0, &words.get("conflicts-unknown"))),
            (Some(_), Some(_)) => return Err(sheet.refused(0, &words.get("conflicts-both"))),
        }
    }
    Ok(())
}

fn declared(path: &Path, source: &str, ids: &Ids<'_>, found: &mut Vec<Conflict>, words: &Words) -> Result<(), Failure> {
    let [must, may] = [Column::Must, Column::May];
    let mut sheet = Sheet::open(path, &[must("entry_id"), must("expert_id"), may("reason"), may("date")], words)?;
    while sheet.advance()? {
        let (entry, expert, date) = (ids.entry(&sheet, words)?, ids.expert(&sheet, words)?, sheet.date(3)?);
        let evidence = [sheet.cell(2), &format!("[{source}:{}]", sheet.line())].join(" ").trim().to_owned();
        found.push(Conflict { entry, expert, reason: "declared".into(), date, evidence });
    }
    Ok(())
}
