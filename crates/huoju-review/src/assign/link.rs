//! Linking: panels that share experts, so that judges' offsets can be estimated.
//!
//! Experts who share no entry, not even over others, can't be compared. Where the best assignment falls apart, the pairs
//! that would join its parts at the least loss get a bonus, as far as `link` allows, and it is assigned again.

use crate::assign::{Assignment, Bonus, Rules, total};
use crate::error::ReviewError;
use crate::panel::Pool;

/// Rounds after which it stays as it is.
const MOST_ROUNDS: usize = 8;

/// The best assignment with bonuses for pairs that link.
pub fn linked(pool: &Pool, rules: &Rules) -> Result<Assignment, ReviewError> {
    let mut best = total(pool, rules, 0, &[])?;
    for _ in 0..MOST_ROUNDS {
        let mut bonuses = best.bonuses.clone();
        bonuses.extend(bridges(pool, rules, &best));
        if bonuses.len() == best.bonuses.len() {
            break;
        }
        best = total(pool, rules, 0, &bonuses)?;
    }
    Ok(best)
}

/// Which part each expert belongs to, by the least expert of it; `None` for those without an entry.
pub fn components(pool: &Pool, pairs: &[u32]) -> Vec<Option<u32>> {
    let mut parts = Parts::new(pool);
    let mut judged = vec![None; pool.entries.len()];
    let mut works = vec![false; pool.experts.len()];
    for &at in pairs {
        let pair = pool.pairs[at as usize];
        works[pair.expert as usize] = true;
        let first = *judged[pair.entry as usize].get_or_insert(pair.expert);
        parts.join(first, pair.expert);
    }
    (0..pool.experts.len() as u32).map(|expert| works[expert as usize].then(|| parts.of(expert))).collect()
}

/// Pairs that join two parts, those with the least loss first, none more than needed.
fn bridges(pool: &Pool, rules: &Rules, best: &Assignment) -> Vec<Bonus> {
    let part = components(pool, &best.pairs);
    let mut parts = Parts::new(pool);
    let mut judged = vec![None; pool.entries.len()];
    for &at in &best.pairs {
        let pair = pool.pairs[at as usize];
        let first = *judged[pair.entry as usize].get_or_insert(pair.expert);
        parts.join(first, pair.expert);
    }
    let mut level = vec![i64::MIN; pool.entries.len()];
    for (&entry, &own) in best.proof.entries.iter().zip(&best.proof.levels) {
        level[entry as usize] = level[entry as usize].max(own);
    }
    let barred = |entry, expert| rules.conflicts && pool.is_barred(entry, expert);
    let mut able: Vec<_> = pool.pairs.iter().filter(|pair| !barred(pair.entry, pair.expert)).collect();
    let loss = |pair: &crate::panel::Pair| {
        level[pair.entry as usize] + best.proof.prices[pair.expert as usize] - pair.similarity
    };
    able.retain(|pair| part[pair.expert as usize].is_some() && (0..rules.link).contains(&loss(pair).max(0)));
    able.sort_by_key(|pair| (loss(pair), pair.entry, pair.expert));
    let mut found = Vec::new();
    for pair in able {
        let Some(first) = judged[pair.entry as usize] else { continue };
        if parts.of(first) != parts.of(pair.expert)
            && !best.bonuses.iter().any(|b| (b.entry, b.expert) == (pair.entry, pair.expert))
        {
            parts.join(first, pair.expert);
            found.push(Bonus { entry: pair.entry, expert: pair.expert, bonus: rules.link });
        }
    }
    found
}

/// Disjoint sets of experts.
struct Parts(Vec<u32>);

impl Parts {
    fn new(pool: &Pool) -> Self {
        Parts((0..pool.experts.len() as u32).collect())
    }

    fn of(&mut self, expert: u32) -> u32 {
        let mut at = expert;
        while self.0[at as usize] != at {
            self.0[at as usize] = self.0[self.0[at as usize] as usize];
            at = self.0[at as usize];
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
