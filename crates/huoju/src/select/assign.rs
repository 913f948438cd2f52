//! `huoju assign`: experts to entries, or both to rooms.

use std::io::Write;
use std::path::{Path, PathBuf};

use huoju_review::assign::{Assignment, Reason, Rules, assign, why};
use huoju_review::panel::Pool;

use crate::output::place::Place;
use crate::report::{Exit, Failure, say};
use crate::select::pool::{self, Files, places};
use crate::select::{certificate, document, report, rooms};
use crate::words::Words;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Assign {
    /// The inputs.
    pub files: Files,
    /// The rules.
    pub rules: Rules,
    /// Rooms instead of panels for each entry.
    pub rooms: Option<huoju_review::rooms::Plan>,
    /// Questions: entry and expert.
    pub why: Vec<(String, String)>,
    /// Where the assignment goes.
    pub out: Option<PathBuf>,
    /// Whether it is the document `huoju.assignment/1` instead of CSV.
    pub json: bool,
    /// Where the certificate goes.
    pub certificate: Option<PathBuf>,
}

/// An answered question.
pub struct Answer {
    /// The entry's id.
    pub entry: String,
    /// The expert's id.
    pub expert: String,
    /// Why not.
    pub reason: Reason,
}

/// Runs the command.
pub fn run(asked: &Assign, words: &Words) -> Result<Exit, Failure> {
    let pool = pool::read(&asked.files, words)?;
    if let Some(plan) = &asked.rooms {
        return rooms::run(&pool, plan, asked.out.as_deref(), words);
    }
    let done = assign(&pool, &asked.rules).map_err(|error| report::failure(&error, words))?;
    let answers = answers(asked, &pool, &done, words)?;
    if let Some(path) = &asked.certificate {
        let inputs = asked.files.digests(words)?;
        let text = certificate::text(&pool, &inputs, &asked.rules, &done, &answers);
        write(Some(path), words, |out| out.write_all(text.as_bytes()))?;
    }
    write(asked.out.as_deref(), words, |out| match asked.json {
        true => out.write_all(document::text(&pool, &asked.rules, &done, &answers).as_bytes()),
        false => pairs(&pool, &done, out),
    })?;
    report::assignment(&pool, &asked.rules, &done, words);
    answers.iter().for_each(|answer| say(&report::answer(answer, words)));
    Ok(if done.unmet.iter().any(|&n| n > 0) { Exit::Refused } else { Exit::Done })
}

/// Writes to a file that appears whole, or to stdout.
pub fn write(
    out: Option<&Path>,
    words: &Words,
    text: impl FnOnce(&mut Place) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let mut place = Place::open(out).map_err(|error| Failure::unwritable(out, &error, words))?;
    let written = text(&mut place).and_then(|()| place.finish());
    written.map_err(|error| Failure::unwritable(out, &error, words))
}

/// A cell of CSV.
pub fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

fn pairs(pool: &Pool, done: &Assignment, out: &mut Place) -> std::io::Result<()> {
    let mut pairs: Vec<_> = done.pairs.iter().map(|&pair| pool.pairs[pair as usize]).collect();
    pairs.sort_by_key(|pair| (pair.entry, pair.expert));
    writeln!(out, "entry_id,expert_id")?;
    for pair in pairs {
        let (entry, expert) = (&pool.entries[pair.entry as usize], &pool.experts[pair.expert as usize]);
        writeln!(out, "{},{}", cell(&entry.id), cell(&expert.id))?;
    }
    Ok(())
}

fn answers(asked: &Assign, pool: &Pool, done: &Assignment, words: &Words) -> Result<Vec<Answer>, Failure> {
    let entries = places(pool.entries.iter().map(|entry| entry.id.as_str()));
    let experts = places(pool.experts.iter().map(|expert| expert.id.as_str()));
    let answer = |(entry, expert): &(String, String)| {
        let (Some(&p), Some(&x)) = (entries.get(entry.as_str()), experts.get(expert.as_str())) else {
            return Err(Failure::new(words.with("why-unknown", &[("entry", entry), ("expert", expert)])));
        };
        let reason = why(pool, &asked.rules, done, p, x);
        Ok(Answer { entry: entry.clone(), expert: expert.clone(), reason })
    };
    asked.why.iter().map(answer).collect()
}
