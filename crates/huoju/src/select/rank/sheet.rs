//! The ranking as rows: places, scores, a column a step, ties, outcomes, and the statistics last.

use huoju_review::calibrate::Calibrated;
use huoju_review::number::shown;
use huoju_review::rank::remark::lack;
use huoju_review::rank::rule::Step;
use huoju_review::rank::{Outcome, Row};
use huoju_review::sheet::{Dim, Dims};

use super::{Ranked, said};
use crate::words::Words;

/// A column of one step: the step by its place, with the section and criterion it is about.
#[derive(Debug, Clone)]
pub struct StepColumn {
    /// The step.
    pub step: usize,
    /// Of which section.
    pub section: Option<u32>,
    /// Of which criterion.
    pub criterion: Option<u32>,
    /// Its header: `step.item:technology`, `step.segment@short`.
    pub header: String,
}

/// The columns of all steps that have values per entry, section or criterion.
pub fn step_columns(ranked: &Ranked) -> Vec<StepColumn> {
    let coarse = Dims::of(&[Dim::Entry, Dim::Section, Dim::Criterion]);
    let steps = ranked.rule.steps.iter().enumerate().filter(|(_, step)| step.by.within(coarse));
    steps.flat_map(|(at, step)| columns_of(ranked, at, step)).collect()
}

fn columns_of(ranked: &Ranked, at: usize, step: &Step) -> Vec<StepColumn> {
    let all = |dim: Dim, n: usize| -> Vec<Option<u32>> {
        if step.by.has(dim) { (0..n as u32).map(Some).collect() } else { vec![None] }
    };
    let mut columns = Vec::new();
    for section in all(Dim::Section, ranked.rule.sections.len()) {
        for criterion in all(Dim::Criterion, ranked.rule.criteria.len()) {
            if criterion.is_some_and(|criterion| !step.only.is_empty() && !step.only.contains(&criterion)) {
                continue;
            }
            let mut header = format!("step.{}", step.name.id);
            if let Some(section) = section {
                header += &format!("@{}", ranked.rule.sections[section as usize].id);
            }
            if let Some(criterion) = criterion {
                header += &format!(":{}", ranked.rule.criteria[criterion as usize].name.id);
            }
            columns.push(StepColumn { step: at, section, criterion, header });
        }
    }
    columns
}

/// The entries in the order of their pools and places.
pub fn order(ranked: &Ranked) -> Vec<u32> {
    ranked.ranking.pools.iter().flat_map(|pool| pool.entries.iter().copied()).collect()
}

/// A score with the decimals of its rounding.
pub fn score(ranked: &Ranked, row: &Row) -> Option<String> {
    let places = ranked.rule.steps.last().and_then(|step| step.round.as_ref()).map_or(0, |round| round.places());
    row.score.as_ref().map(|score| shown(score, places))
}

/// A step's value of an entry.
pub fn step_value(ranked: &Ranked, column: &StepColumn, entry: u32) -> Option<String> {
    let places = ranked.rule.steps[column.step].round.as_ref().map_or(0, |round| round.places());
    let value = ranked.ranking.steps[column.step].of(entry, column.section, column.criterion)?;
    Some(shown(value, places))
}

/// What put an entry apart from others of its score, or that nothing did.
pub fn tie(ranked: &Ranked, row: &Row, words: &Words) -> Option<String> {
    let placed = row.placed.as_ref()?;
    if placed.shared {
        return Some(words.get("rank-shared"));
    }
    let (tie, value) = placed.tie.as_ref()?;
    let rule = &ranked.rule.ties[*tie].text;
    Some(words.with("rank-tie", &[("rule", rule), ("value", &shown(value, 0))]))
}

/// An outcome in the reader's language.
pub fn outcome(outcome: Outcome, words: &Words) -> String {
    match outcome {
        Outcome::Taken => words.get("rank-taken"),
        Outcome::Reserve(at) => words.with("rank-reserve", &[("at", &at.to_string())]),
        Outcome::Out => words.get("rank-out"),
        Outcome::BelowMinimum => words.get("rank-below"),
        Outcome::AtLine => words.get("rank-at-line"),
        Outcome::Undetermined => words.get("outcome-undetermined"),
        Outcome::Withdrawn => words.get("rank-withdrawn"),
        Outcome::Disqualified => words.get("rank-disqualified"),
    }
}

/// Why an entry has no score, in the reader's language.
pub fn why(ranked: &Ranked, row: &Row, words: &Words) -> Option<String> {
    Some(said(&lack(&ranked.rule, &ranked.contest, row.lack?), words).to_owned())
}

/// What the statistics say of an entry.
pub fn calibrated(ranked: &Ranked, entry: u32) -> Option<&Calibrated> {
    ranked.calibration.as_ref()?.entries[entry as usize].as_ref()
}

/// The table as CSV: codes and plain numbers, UTF-8 with its mark.
pub fn csv(ranked: &Ranked, words: &Words) -> String {
    let steps = step_columns(ranked);
    let mut header = vec!["entry_id", "name", "pool", "place", "shared", "score"];
    header.extend(steps.iter().map(|column| column.header.as_str()));
    header.extend(["tie", "outcome", "reserve", "why", "ref.mean", "ref.additive", "ref.level"]);
    header.extend(["ref.rank50_from", "ref.rank50_to", "ref.rank90_from", "ref.rank90_to", "ref.p_top", "ref.review"]);
    let mut lines = vec![line(header.iter().map(|&name| name.to_owned()))];
    lines.extend(order(ranked).into_iter().map(|entry| line(row(ranked, &steps, entry, words).into_iter())));
    format!("\u{feff}{}", lines.concat())
}

fn row(ranked: &Ranked, steps: &[StepColumn], entry: u32, words: &Words) -> Vec<String> {
    let row = &ranked.ranking.rows[entry as usize];
    let placed = row.placed.as_ref();
    let mut cells = vec![
        ranked.contest.sheet.entries.name(entry).to_owned(),
        ranked.contest.entries[entry as usize].name.clone(),
        ranked.ranking.pools[row.pool].name.clone(),
        placed.map_or_else(String::new, |placed| placed.place.to_string()),
        placed.map_or_else(String::new, |placed| u8::from(placed.shared).to_string()),
        score(ranked, row).unwrap_or_default(),
    ];
    cells.extend(steps.iter().map(|column| step_value(ranked, column, entry).unwrap_or_default()));
    let reserve = if let Some(Outcome::Reserve(at)) = row.outcome { at.to_string() } else { String::new() };
    cells.extend([
        tie(ranked, row, words).unwrap_or_default(),
        row.outcome.map_or("", Outcome::word).to_owned(),
        reserve,
        why(ranked, row, words).unwrap_or_default(),
    ]);
    cells.extend(reference(calibrated(ranked, entry)));
    cells
}

fn reference(found: Option<&Calibrated>) -> [String; 9] {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.4}"));
    let odds = found.and_then(|found| found.odds.as_ref());
    let place = |place: Option<usize>| place.map_or_else(String::new, |place| place.to_string());
    [
        number(found.map(|found| found.mean)),
        number(found.and_then(|found| found.additive)),
        number(found.and_then(|found| found.level)),
        place(odds.map(|odds| odds.half.0)),
        place(odds.map(|odds| odds.half.1)),
        place(odds.map(|odds| odds.ninety.0)),
        place(odds.map(|odds| odds.ninety.1)),
        number(odds.map(|odds| odds.top)),
        found.map_or_else(String::new, |found| u8::from(found.crosses).to_string()),
    ]
}

/// A line of cells, quoted where they must be; what a spreadsheet would take for a formula begins with `'`.
fn line(cells: impl Iterator<Item = String>) -> String {
    let cells = cells.map(|cell| {
        let formula =
            cell.starts_with(['=', '+', '@', '\t']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    });
    cells.collect::<Vec<_>>().join(",") + "\n"
}

/// Each expert's own score of an entry by the marks alone, for the table of a page: `(expert, mean of the marks)`.
pub fn marks_of(ranked: &Ranked, entry: u32) -> Vec<(u32, Option<f64>)> {
    let marks = &ranked.contest.sheet.marks;
    let from = marks.partition_point(|(key, _)| key.at(Dim::Entry) < entry);
    let own = marks[from..].iter().take_while(|(key, _)| key.at(Dim::Entry) == entry);
    let mut by_expert: std::collections::BTreeMap<u32, Vec<f64>> = std::collections::BTreeMap::new();
    for (key, mark) in own {
        let given = by_expert.entry(key.at(Dim::Expert)).or_default();
        if let huoju_review::sheet::Mark::Given(number) = mark {
            given.push(number.to_f64());
        }
    }
    let mean = |given: Vec<f64>| (!given.is_empty()).then(|| given.iter().sum::<f64>() / given.len() as f64);
    by_expert.into_iter().map(|(expert, given)| (expert, mean(given))).collect()
}
