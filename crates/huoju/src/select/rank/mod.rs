//! `huoju rank`: marks to scores, places and outcomes by a rank rule, and the statistics beside them.

mod files;
mod json;
mod sheet;
mod text;

use std::io::Write;
use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_review::calibrate::{Calibration, Settings, calibrate};
use huoju_review::rank::remark::{Remark, calibration_remarks, remarks};
use huoju_review::rank::{Contest, Fault, Ranking, Rule, rank};

use crate::args::Rank;
use crate::output::place::Place;
use crate::report::{Exit, Failure, note, print, say};
use crate::words::Words;

/// A ranked contest with all there is to say about it.
pub struct Ranked {
    /// The rule.
    pub rule: Rule,
    /// The contest.
    pub contest: Contest,
    /// Its ranking.
    pub ranking: Ranking,
    /// The statistics, unless they were declined.
    pub calibration: Option<Calibration>,
    /// What they were made with.
    pub settings: Settings,
}

/// Ranks a contest.
pub fn run(asked: &Rank, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let rule = catalogue.rank_rule(&asked.rule).map_err(|error| Failure::catalogue(&error, words))?;
    let contest = contest(asked, &rule, words)?;
    let ranking = rank(&rule, &contest);
    let settings = Settings { seed: asked.seed, draws: asked.draws, threads: asked.threads };
    let calibration = (asked.draws > 0).then(|| calibrate(&rule, &contest, &ranking, settings));
    let ranked = Ranked { rule, contest, ranking, calibration, settings };
    for remark in all_remarks(&ranked) {
        note(said(&remark, words), words);
    }
    match &asked.out {
        None => print(&text::table(&ranked, words), words)?,
        Some(path) => write(path, sheet::csv(&ranked, words).as_bytes(), words)?,
    }
    if let Some(path) = &asked.report {
        write(path, json::report(&ranked, words).as_bytes(), words)?;
    }
    text::summary(&ranked, words).iter().for_each(|line| say(line));
    for path in [&asked.out, &asked.report].into_iter().flatten() {
        say(&words.with("summary-written", &[("path", &path.display().to_string())]));
    }
    Ok(Exit::Done)
}

/// The remarks about a contest, in order.
pub fn all_remarks(ranked: &Ranked) -> Vec<Remark> {
    let mut all = remarks(&ranked.rule, &ranked.contest, &ranked.ranking);
    all.extend(ranked.calibration.iter().flat_map(|found| calibration_remarks(&ranked.contest, found)));
    all
}

/// A remark in the reader's language.
pub fn said<'r>(remark: &'r Remark, words: &Words) -> &'r str {
    match words.lang {
        huoju_model::Lang::Zh => &remark.zh,
        huoju_model::Lang::En => &remark.en,
    }
}

fn contest(asked: &Rank, rule: &Rule, words: &Words) -> Result<Contest, Failure> {
    let marks = files::read(&asked.marks, words)?;
    let entries = asked.entries.as_ref().map(|path| files::read(path, words)).transpose()?;
    let tables = asked.tables.iter().map(|(id, path)| Ok((id.clone(), files::read(path, words)?)));
    let tables = tables.collect::<Result<Vec<_>, Failure>>()?;
    Contest::read(rule, &marks, entries.as_ref(), &tables).map_err(|faults| refused(&faults, words))
}

/// How many faults are printed.
const SHOWN: usize = 20;

/// All faults of a contest as one failure.
fn refused(faults: &[Fault], words: &Words) -> Failure {
    let mut lines = vec![words.with("rank-refused", &[("count", &faults.len().to_string())])];
    lines.extend(faults.iter().take(SHOWN).map(|fault| format!("  {}", fault_line(fault, words))));
    if faults.len() > SHOWN {
        lines.push(format!("  {}", words.with("rank-more", &[("count", &(faults.len() - SHOWN).to_string())])));
    }
    Failure::new(lines.join("\n"))
}

fn fault_line(fault: &Fault, words: &Words) -> String {
    let why = match words.lang {
        huoju_model::Lang::Zh => fault.why.zh(),
        huoju_model::Lang::En => fault.why.en(),
    };
    let mut place = match fault.line {
        0 => fault.file.clone(),
        line => words.with("place-row", &[("file", &fault.file), ("row", &line.to_string())]),
    };
    if !fault.column.is_empty() {
        place += &words.with("place-column", &[("column", &fault.column)]);
    }
    if fault.value.is_empty() {
        return words.with("refused-line-bare", &[("place", &place), ("why", &why)]);
    }
    words.with("refused-line", &[("place", &place), ("value", &fault.value), ("why", &why)])
}

fn write(path: &Path, bytes: &[u8], words: &Words) -> Result<(), Failure> {
    let written = Place::open(Some(path)).and_then(|mut place| {
        place.write_all(bytes)?;
        place.finish()
    });
    written.map_err(|error| Failure::unwritable(Some(path), &error, words))
}
