//! Who would go on if one expert had not judged? The rule itself is run again, exactly, over what that expert touched.

use std::collections::BTreeSet;

use crate::number::Number;
use crate::rank::compute::{Cell, View, compute};
use crate::rank::quota::Outcome;
use crate::rank::{Contest, Ranking, Rule};
use crate::sheet::Dim;

/// What changes without an expert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The expert.
    pub expert: u32,
    /// Who would go on and doesn't.
    pub enter: Vec<u32>,
    /// Who goes on and wouldn't.
    pub leave: Vec<u32>,
    /// Whose score could not be had: too few marks would be left.
    pub unscored: Vec<u32>,
}

/// What changes without each expert, for those without whom anything does. Rules whose panel leaves no mark to spare
/// are run with one mark fewer, as the question supposes. Ties at the line are left as they are: equal scores change
/// nobody.
pub fn left_out(rule: &Rule, contest: &Contest, ranking: &Ranking, threads: usize) -> Vec<LeftOut> {
    let mut spared = rule.clone();
    spared.at_least = spared.at_least.saturating_sub(1).max(1);
    let mut touched: Vec<Vec<u32>> = vec![Vec::new(); contest.sheet.experts.len()];
    for (key, _) in &contest.sheet.marks {
        let entries = &mut touched[key.at(Dim::Expert) as usize];
        if entries.last() != Some(&key.at(Dim::Entry)) {
            entries.push(key.at(Dim::Entry));
        }
    }
    let share = touched.len().div_ceil(threads.max(1)).max(1);
    let one = |(expert, entries): (usize, &Vec<u32>)| without(&spared, contest, ranking, expert as u32, entries);
    let experts: Vec<(usize, &Vec<u32>)> = touched.iter().enumerate().collect();
    std::thread::scope(|scope| {
        let parts =
            experts.chunks(share).map(|part| scope.spawn(move || part.iter().filter_map(|&e| one(e)).collect()));
        let parts: Vec<std::thread::ScopedJoinHandle<'_, Vec<LeftOut>>> = parts.collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn without(rule: &Rule, contest: &Contest, ranking: &Ranking, expert: u32, entries: &[u32]) -> Option<LeftOut> {
    let steps = compute(rule, contest, View { only: Some(entries), without: Some(expert), alone: false });
    let last = steps.last()?;
    let mut moved: Vec<(u32, Option<&Number>)> = Vec::with_capacity(entries.len());
    for &entry in entries {
        let cell = last.of_entry(entry).first().map(|(_, cell)| cell);
        moved.push((entry, cell.and_then(Cell::number)));
    }
    let pools: BTreeSet<usize> = entries.iter().map(|&entry| ranking.rows[entry as usize].pool).collect();
    let mut left = LeftOut { expert, enter: Vec::new(), leave: Vec::new(), unscored: Vec::new() };
    left.unscored.extend(moved.iter().filter(|(_, score)| score.is_none()).map(|(entry, _)| *entry));
    for pool in pools {
        changes(ranking, pool, &moved, &mut left);
    }
    (!left.enter.is_empty() || !left.leave.is_empty()).then_some(left)
}

/// Whether the entries that go on are still the best of their pool.
fn changes(ranking: &Ranking, pool: usize, moved: &[(u32, Option<&Number>)], left: &mut LeftOut) {
    let taken = |entry: u32| ranking.rows[entry as usize].outcome == Some(Outcome::Taken);
    let stands = |entry: u32| {
        let open = [Outcome::Taken, Outcome::Out, Outcome::AtLine];
        let outcome = ranking.rows[entry as usize].outcome;
        outcome.is_some_and(|outcome| open.contains(&outcome) || matches!(outcome, Outcome::Reserve(_)))
    };
    let score = |entry: u32| match moved.binary_search_by_key(&entry, |(entry, _)| *entry) {
        Ok(at) => moved[at].1,
        Err(_) => ranking.rows[entry as usize].score.as_ref(),
    };
    let standing = ranking.pools[pool].entries.iter().filter(|&&entry| stands(entry));
    let mut scored: Vec<(u32, &Number)> = standing.filter_map(|&entry| Some((entry, score(entry)?))).collect();
    let seats = scored.iter().filter(|(entry, _)| taken(*entry)).count();
    // Those that go on come first among equals, so that an equal score changes nobody.
    scored.sort_by(|a, b| b.1.cmp(a.1).then(taken(b.0).cmp(&taken(a.0))));
    for (at, (entry, _)) in scored.iter().enumerate() {
        match (at < seats, taken(*entry)) {
            (true, false) => left.enter.push(*entry),
            (false, true) => left.leave.push(*entry),
            _ => {}
        }
    }
}
