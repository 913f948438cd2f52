//! The whole ranking of a contest by its rule.

use std::collections::BTreeMap;

use super::compute::{Cell, Lack, Values, View, compute};
use super::contest::{Contest, Entry, Standing};
use super::place::{Placed, places, tie_value};
use super::quota::{Candidate, Outcome, seats, settle};
use super::rule::{Rule, Tie};
use crate::number::Number;
use crate::sheet::{Key, NONE};

/// A contest's ranking.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The values of every step.
    pub steps: Vec<Values>,
    /// A row an entry, by its place in the sheet.
    pub rows: Vec<Row>,
    /// The groups with a quota, or those within which places are counted where there is none.
    pub pools: Vec<Pool>,
    /// Places within each section that the rule ranks by itself, as the rule lists them.
    pub segments: Vec<Vec<Placed>>,
}

/// What came of one entry.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its pool, by its place in [`Ranking::pools`].
    pub pool: usize,
    /// Its score.
    pub score: Option<Number>,
    /// Why it has none.
    pub lack: Option<Lack>,
    /// Its place; none without a score or where it was disqualified.
    pub placed: Option<Placed>,
    /// Whether it goes on; none where the rule has no quota.
    pub outcome: Option<Outcome>,
}

/// Entries that share a quota.
#[derive(Debug, Clone)]
pub struct Pool {
    /// Its values in the columns of the quota, joined by `/`; empty where all entries are one.
    pub name: String,
    /// Its entries: those with a place in the order of places, then the others.
    pub entries: Vec<u32>,
    /// How many may go on; none without a quota.
    pub seats: Option<usize>,
    /// How many of the seats stay void.
    pub void: usize,
}

/// Ranks a contest.
pub fn rank(rule: &Rule, contest: &Contest) -> Ranking {
    let steps = compute(rule, contest, View::default());
    let scores = scores(&steps, contest.entries.len());
    let mut rows: Vec<Row> = scores.into_iter().map(row).collect();
    for entries in groups(&rule.within, &contest.entries).values() {
        for placed in placed(rule, contest, &steps, &rows, entries) {
            let entry = placed.entry as usize;
            rows[entry].placed = Some(placed);
        }
    }
    let pools = pools(rule, contest, &mut rows);
    let segments = rule.segments.iter().map(|segment| {
        let of = |entry: u32| Some((entry, steps[segment.step].of(entry, Some(segment.section), None)?));
        let scored: Vec<_> =
            (0..contest.entries.len() as u32).filter(|&e| ranked(rule, contest, e)).filter_map(of).collect();
        ordered(&scored, &segment.ties, &steps, contest)
    });
    let segments = segments.collect();
    Ranking { steps, rows, pools, segments }
}

/// The last step's value of every entry.
pub fn scores(steps: &[Values], n_entries: usize) -> Vec<Cell> {
    let last = steps.last();
    let of = |entry| {
        let key = Key([entry, NONE, NONE, NONE, NONE]);
        let found = last.and_then(|values| values.get(key)).cloned();
        found.unwrap_or(Cell::Missing(Lack::Few { key, found: 0 }))
    };
    (0..n_entries as u32).map(of).collect()
}

fn row(score: Cell) -> Row {
    let (score, lack) = match score {
        Cell::Is(number) => (Some(number), None),
        Cell::Missing(lack) => (None, Some(lack)),
    };
    Row { pool: 0, score, lack, placed: None, outcome: None }
}

/// Who is placed: not the disqualified, nor those that withdrew where the next takes their place.
pub fn ranked(rule: &Rule, contest: &Contest, entry: u32) -> bool {
    let substitute = rule.quota.as_ref().is_some_and(|quota| quota.substitute);
    match contest.entries[entry as usize].standing {
        Standing::In => true,
        Standing::Withdrawn => !substitute,
        Standing::Disqualified => false,
    }
}

fn placed(rule: &Rule, contest: &Contest, steps: &[Values], rows: &[Row], entries: &[u32]) -> Vec<Placed> {
    let ranked = entries.iter().filter(|&&entry| ranked(rule, contest, entry));
    let scored: Vec<_> = ranked.filter_map(|&entry| Some((entry, rows[entry as usize].score.as_ref()?))).collect();
    ordered(&scored, &rule.ties, steps, contest)
}

fn ordered(scored: &[(u32, &Number)], ties: &[Tie], steps: &[Values], contest: &Contest) -> Vec<Placed> {
    places(scored, ties, &|tie, entry| tie_value(tie, entry, steps, contest))
}

/// The entries by their values in these columns, joined by `/`; empty where none of them is filled in.
fn groups(columns: &[String], entries: &[Entry]) -> BTreeMap<String, Vec<u32>> {
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let value = |column: &String| entry.columns.get(column).map_or("", String::as_str);
        let values: Vec<&str> = columns.iter().map(value).collect();
        let name = if values.iter().all(|value| value.is_empty()) { String::new() } else { values.join("/") };
        groups.entry(name).or_default().push(at as u32);
    }
    groups
}

fn pools(rule: &Rule, contest: &Contest, rows: &mut [Row]) -> Vec<Pool> {
    let columns = rule.quota.as_ref().map_or(&rule.within, |quota| &quota.within);
    let mut pools = Vec::new();
    for (name, mut entries) in groups(columns, &contest.entries) {
        let place = |entry: u32| rows[entry as usize].placed.as_ref().map_or(usize::MAX, |placed| placed.place);
        entries.sort_by_key(|&entry| (place(entry), entry));
        let mut pool = Pool { name, entries, seats: None, void: 0 };
        pool.entries.iter().for_each(|&entry| rows[entry as usize].pool = pools.len());
        if let Some(quota) = &rule.quota {
            let out = |entry: &&u32| contest.entries[**entry as usize].standing != Standing::Disqualified;
            let n = pool.entries.iter().filter(out).count();
            pool.seats = seats(&quota.take, &pool.name, n);
            pool.void = settle_pool(rule, contest, &pool, rows);
        }
        pools.push(pool);
    }
    pools
}

/// Settles who of a pool goes on; how many of its seats stay void.
fn settle_pool(rule: &Rule, contest: &Contest, pool: &Pool, rows: &mut [Row]) -> usize {
    let Some(quota) = &rule.quota else { return 0 };
    let standing = |entry: u32| contest.entries[entry as usize].standing;
    for &entry in &pool.entries {
        rows[entry as usize].outcome = Some(match standing(entry) {
            Standing::In => Outcome::Undetermined,
            Standing::Withdrawn => Outcome::Withdrawn,
            Standing::Disqualified => Outcome::Disqualified,
        });
    }
    let placed: Vec<u32> = pool.entries.iter().copied().filter(|&e| rows[e as usize].placed.is_some()).collect();
    let candidates: Vec<_> = placed
        .iter()
        .filter_map(|&entry| {
            let row = &rows[entry as usize];
            let place = row.placed.as_ref()?.place;
            Some(Candidate { place, score: row.score.as_ref()?, standing: standing(entry) })
        })
        .collect();
    let (outcomes, void) = settle(&candidates, pool.seats.unwrap_or(0), quota);
    for (entry, outcome) in placed.into_iter().zip(outcomes) {
        rows[entry as usize].outcome = Some(outcome);
    }
    void
}
