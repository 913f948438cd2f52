//! The mode `fair`: the least similar pair as similar as can be, then the greatest total.

use crate::assign::{Assignment, Problem, Rules, total};
use crate::error::ReviewError;
use crate::flow::{Network, cover};
use crate::panel::Pool;

/// Halves the similarities until the greatest floor is found under which as many places are filled as without one.
pub fn fair(pool: &Pool, rules: &Rules) -> Result<Assignment, ReviewError> {
    let problem = Problem::new(pool, rules, 0, 1);
    problem.crossing(pool, rules)?;
    let mut floors: Vec<i64> = problem.choices.iter().map(|choice| choice.value).collect();
    floors.sort_unstable();
    floors.dedup();
    let allowed = n_unmet(&problem, 0, u32::MAX);
    let met = |floor: &i64| n_unmet(&problem, *floor, allowed) <= allowed;
    let n_met = floors.partition_point(met);
    let floor = n_met.checked_sub(1).and_then(|at| floors.get(at)).copied().unwrap_or(0);
    total(pool, rules, floor, &[])
}

fn n_unmet(problem: &Problem, floor: i64, allowed: u32) -> u32 {
    let choices: Vec<_> = problem.choices.iter().filter(|choice| choice.value >= floor).copied().collect();
    cover(&Network::new(problem.limits.clone(), &choices), allowed).n_unmet
}
