//! Why an expert does not judge an entry: what it would cost.

use crate::assign::{Assignment, Mode, Problem, Rules};
use crate::flow::optimum;
use crate::panel::Pool;

/// Why an expert does not judge an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The expert does.
    Assigned,
    /// Must keep away.
    Conflict,
    /// No similarity was given for the two.
    NotEligible,
    /// Below the floor of the mode `fair`.
    BelowFloor {
        /// The floor.
        floor: i64,
    },
    /// Not of a kind that the panel wants.
    WrongKind,
    /// The expert takes no place, or the entry needs none.
    NoPlace,
    /// With this pair the whole would be worth less by as much, all others rearranged for the best.
    Loss {
        /// In millionths.
        loss: i64,
        /// Whether a place less would be filled.
        leaves_unmet: bool,
    },
}

/// Why this expert does not judge this entry, under the rules of this assignment. The loss is that of the flow: where
/// rules cross, and in the mode `random` (where it is that of the expectation times `k`), a lower bound.
pub fn why(pool: &Pool, rules: &Rules, done: &Assignment, entry: u32, expert: u32) -> Reason {
    let at = pool.pairs.iter().position(|pair| (pair.entry, pair.expert) == (entry, expert));
    let Some(at) = at else { return Reason::NotEligible };
    if done.pairs.contains(&(at as u32)) {
        return Reason::Assigned;
    }
    if rules.conflicts && pool.is_barred(entry, expert) {
        return Reason::Conflict;
    }
    if pool.pairs[at].similarity < done.floor {
        return Reason::BelowFloor { floor: done.floor };
    }
    let rules = match rules.mode {
        Mode::Random { .. } => &Rules { balance: 0, ..rules.clone() },
        _ => rules,
    };
    let mut problem = Problem::new(pool, rules, done.floor, done.proof.times);
    problem.add_bonuses(pool, &done.bonuses);
    let (network, best) = optimum(problem.limits.clone(), &problem.choices, Some(&done.proof.prices));
    let choice = network.origin.iter().position(|&origin| problem.pairs[origin as usize] == at as u32);
    let Some(choice) = choice else { return Reason::WrongKind };
    match best.loss(&network, choice as u32) {
        None => Reason::NoPlace,
        Some(loss) => {
            let places = (loss + network.unmet / 2) / network.unmet;
            Reason::Loss { loss: loss - places * network.unmet, leaves_unmet: places > 0 }
        }
    }
}
