//! What the commands of 遴选 are given.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use huoju_review::assign::{Mode, Rules};
use huoju_review::calibrate::MOST_DRAWS;
use huoju_review::conflict::Reach;
use huoju_review::rooms::Plan;

use super::{bad, date, many, one, required, threads};
use crate::report::Failure;
use crate::select::assign::Assign;
use crate::select::conflicts::Conflicts;
use crate::select::draw::Draw;
use crate::select::pool::Files;
use crate::words::Words;

/// `huoju conflicts`
pub fn conflicts(given: &ArgMatches, words: &Words) -> Result<Conflicts, Failure> {
    Ok(Conflicts {
        entries: required(given, "entries").into(),
        experts: required(given, "experts").into(),
        declared: paths(given, "declared"),
        ties: paths(given, "ties"),
        reach: Reach {
            as_of: date(&required(given, "as-of"), words)?,
            years: count(given, "years", 0..=100, words)?.unwrap_or(3) as i32,
        },
        out: one(given, "out").map(PathBuf::from),
    })
}

/// `huoju assign`
pub fn assign(given: &ArgMatches, words: &Words) -> Result<Assign, Failure> {
    let rules = Rules {
        mode: mode(given, words)?,
        one_per_org: given.get_flag("one-per-org"),
        balance: count(given, "balance", 0..=1_000_000, words)?.unwrap_or(0),
        link: count(given, "link", 0..=1_000_000, words)?.unwrap_or(0),
        ..Rules::default()
    };
    let rooms = count(given, "rooms", 1..=1000, words)?;
    let size = count(given, "size", 1..=1000, words)?.unwrap_or(3) as usize;
    let seed = one(given, "seed");
    let plan = match (rooms, seed) {
        (None, _) => None,
        (Some(_), None) => return Err(Failure::new(words.get("assign-no-seed"))),
        (Some(rooms), Some(seed)) => Some(Plan { rooms: rooms as usize, size, seed }),
    };
    let out = one(given, "out").map(PathBuf::from);
    let json = is_json(given, out.as_deref(), words)?;
    if json && plan.is_some() {
        return Err(Failure::new(words.get("assign-rooms-csv")));
    }
    Ok(Assign {
        files: files(given, words)?,
        rules,
        rooms: plan,
        why: questions(given, words)?,
        out,
        json,
        certificate: one(given, "certificate").map(PathBuf::from),
    })
}

/// `huoju draw`
pub fn draw(given: &ArgMatches, words: &Words) -> Result<Draw, Failure> {
    Ok(Draw {
        candidates: required(given, "candidates").into(),
        seed: one(given, "seed"),
        count: count(given, "count", 1..=i64::from(u32::MAX), words)?.map(|n| n as usize),
        commitment: one(given, "commitment"),
        out: one(given, "out").map(PathBuf::from),
    })
}

fn files(given: &ArgMatches, words: &Words) -> Result<Files, Failure> {
    Ok(Files {
        entries: required(given, "entries").into(),
        experts: required(given, "experts").into(),
        similarity: required(given, "similarity").into(),
        conflicts: paths(given, "conflicts"),
        need: count(given, "need", 0..=100_000, words)?.map(|n| n as u32),
        panel: one(given, "panel"),
    })
}

fn mode(given: &ArgMatches, words: &Words) -> Result<Mode, Failure> {
    match (one(given, "mode").as_deref(), one(given, "seed")) {
        (None | Some("total"), _) => Ok(Mode::Total),
        (Some("fair"), _) => Ok(Mode::Fair),
        (Some("random"), Some(seed)) => {
            Ok(Mode::Random { k: count(given, "k", 2..=20, words)?.unwrap_or(2) as u32, seed })
        }
        (Some("random"), None) => Err(Failure::new(words.get("assign-no-seed"))),
        (Some(other), _) => Err(bad(words, "assign-bad-mode", other)),
    }
}

/// Whether the assignment is written as JSON: as `--format` says, else by the ending of the file.
fn is_json(given: &ArgMatches, out: Option<&Path>, words: &Words) -> Result<bool, Failure> {
    match one(given, "format").as_deref() {
        None => Ok(out.and_then(Path::extension).is_some_and(|ending| ending.eq_ignore_ascii_case("json"))),
        Some("json") => Ok(true),
        Some("csv") => Ok(false),
        Some(other) => Err(bad(words, "assign-bad-format", other)),
    }
}

/// `P1:X2`
fn questions(given: &ArgMatches, words: &Words) -> Result<Vec<(String, String)>, Failure> {
    let question = |text: String| match text.split_once([':', '：']) {
        Some((entry, expert)) => Ok((entry.trim().to_owned(), expert.trim().to_owned())),
        None => Err(bad(words, "assign-bad-why", &text)),
    };
    many(given, "why").into_iter().map(question).collect()
}

fn paths(given: &ArgMatches, name: &str) -> Vec<PathBuf> {
    many(given, name).into_iter().map(PathBuf::from).collect()
}

/// A whole number within these.
fn count(
    given: &ArgMatches,
    name: &str,
    range: std::ops::RangeInclusive<i64>,
    words: &Words,
) -> Result<Option<i64>, Failure> {
    let Some(text) = one(given, name) else { return Ok(None) };
    let found = text.parse().ok().filter(|n| range.contains(n));
    let (least, most) = (range.start().to_string(), range.end().to_string());
    let option = format!("--{name}");
    let about = [("option", option.as_str()), ("least", &least), ("most", &most), ("value", &text)];
    found.map(Some).ok_or_else(|| Failure::new(words.with("args-count", &about)))
}

/// `huoju rank`
#[derive(Debug)]
pub struct Rank {
    /// A rank rule: an id or a path.
    pub rule: String,
    /// The marks.
    pub marks: PathBuf,
    /// Who takes part, where a list is given.
    pub entries: Option<PathBuf>,
    /// Side tables by the names that the rule has for them.
    pub tables: Vec<(String, PathBuf)>,
    /// Where the table goes; `None`: stdout, as text.
    pub out: Option<PathBuf>,
    /// Where the report goes.
    pub report: Option<PathBuf>,
    /// Fixes every draw.
    pub seed: u64,
    /// How many draws; 0: no statistics.
    pub draws: usize,
    /// How many threads.
    pub threads: usize,
}

/// `huoju rank`
pub fn rank(given: &ArgMatches, words: &Words) -> Result<Rank, Failure> {
    let path = |name: &str| one(given, name).map(PathBuf::from);
    let count = |name: &str, usual: u64, most: u64| match one(given, name) {
        None => Ok(usual),
        Some(text) => text.parse().ok().filter(|count| *count <= most).ok_or_else(|| {
            Failure::new(words.with(
                "args-count",
                &[("option", &format!("--{name}")), ("value", &text), ("least", "0"), ("most", &most.to_string())],
            ))
        }),
    };
    let asked = Rank {
        rule: required(given, "rule"),
        marks: PathBuf::from(required(given, "marks")),
        entries: path("entries"),
        tables: many(given, "table").iter().map(|text| table(text, words)).collect::<Result<_, _>>()?,
        out: path("out"),
        report: path("report"),
        seed: count("seed", 1, u64::MAX)?,
        draws: count("draws", 10_000, MOST_DRAWS as u64)? as usize,
        threads: threads(given, words)?,
    };
    if let Some(path) = overwritten(&asked) {
        return Err(Failure::new(words.with("args-overwrites", &[("path", &path.display().to_string())])));
    }
    Ok(asked)
}

/// A result that would go over a file that is read, or over the other result.
fn overwritten(asked: &Rank) -> Option<&PathBuf> {
    let tables = asked.tables.iter().map(|(_, path)| path);
    let read: Vec<&PathBuf> = std::iter::once(&asked.marks).chain(&asked.entries).chain(tables).collect();
    let twice = asked.report.as_ref().filter(|_| asked.out == asked.report);
    [&asked.out, &asked.report].into_iter().flatten().find(|path| read.contains(path)).or(twice)
}

/// `base=scores/base.csv`
fn table(text: &str, words: &Words) -> Result<(String, PathBuf), Failure> {
    let (id, path) = text.split_once('=').ok_or_else(|| bad(words, "args-table", text))?;
    Ok((id.trim().to_owned(), PathBuf::from(path.trim())))
}
