//! Where one expert per organisation crosses a panel's composition: branch and bound over the flow.
//!
//! Within a kind the rule is part of the flow. Where the best flow still puts two experts of one organisation on a
//! panel, for different kinds, one of them must go: a branch for each kind says that only this one may have them.
//! A branch's flow bounds all below it, so those that can't beat the best panel found are left.

use crate::assign::problem::Only;
use crate::assign::{Found, Problem, Rules, chosen, value};
use crate::flow::{NONE, Network, Optimum, optimum};

/// Flows that are solved at most; after that the best so far stands, with its bound.
const MOST_BRANCHES: u32 = 2_000;

/// How a search went.
pub struct Searched {
    /// Flows solved.
    pub branches: u32,
    /// Whether nothing was left unlooked at.
    pub is_complete: bool,
}

/// Replaces `found` by the best without crossings, if it has one.
pub fn search(problem: &Problem, rules: &Rules, network: &Network, best: &Optimum, found: &mut Found) -> Searched {
    if !(rules.one_per_org && rules.panels) || crossing(problem, network, best).is_none() {
        return Searched { branches: 0, is_complete: true };
    }
    let mut search = Search { problem, unmet: network.unmet, incumbent: None, branches: 0 };
    search.below(Vec::new(), network, best);
    if let Some(incumbent) = search.incumbent {
        *found = incumbent;
    }
    Searched { branches: search.branches, is_complete: search.branches < MOST_BRANCHES }
}

struct Search<'p> {
    problem: &'p Problem,
    /// What an unfilled place costs, on every branch.
    unmet: i64,
    incumbent: Option<Found>,
    branches: u32,
}

impl Search<'_> {
    fn below(&mut self, only: Vec<Only>, network: &Network, best: &Optimum) {
        let worth = value(network, best, self.unmet);
        if self.incumbent.as_ref().is_some_and(|found| found.value >= worth) {
            return;
        }
        let Some((entry, org, demands)) = crossing(&self.problem.restricted(&only), network, best) else {
            let problem = self.problem.restricted(&only);
            let chosen = chosen(&problem, network, best);
            self.incumbent = Some(Found { chosen, nobody: best.state.nobody.clone(), value: worth });
            return;
        };
        let mut children: Vec<_> = demands.into_iter().map(|demand| self.child(&only, entry, org, demand)).collect();
        children.sort_by_key(|(_, network, best)| std::cmp::Reverse(value(network, best, self.unmet)));
        for (only, network, best) in children {
            // The first way down is followed to its end even so: an answer that obeys the rules is owed.
            if self.branches >= MOST_BRANCHES && self.incumbent.is_some() {
                return;
            }
            self.below(only, &network, &best);
        }
    }

    fn child(&mut self, only: &[Only], entry: u32, org: u32, demand: u32) -> (Vec<Only>, Network, Optimum) {
        let mut only = only.to_vec();
        only.push(Only { entry, org, demand });
        let restricted = self.problem.restricted(&only);
        let (network, mut best) = optimum(restricted.limits.clone(), &restricted.choices, None);
        best.levels.shrink_to_fit();
        self.branches += 1;
        (only, network, best)
    }
}

/// An entry and an organisation that has experts on its panel for several demands, and those demands.
fn crossing(problem: &Problem, network: &Network, best: &Optimum) -> Option<(u32, u32, Vec<u32>)> {
    let place = |choice: u32| {
        let choice = problem.choices[network.origin[choice as usize] as usize];
        (problem.entries[choice.demand as usize], problem.orgs[choice.expert as usize], choice.demand)
    };
    let mut places: Vec<_> = best.state.chosen().map(place).filter(|(_, org, _)| *org != NONE).collect();
    places.sort_unstable();
    let same = places.windows(2).find(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1))?;
    let (entry, org) = (same[0].0, same[0].1);
    let here = problem
        .choices
        .iter()
        .filter(|c| problem.entries[c.demand as usize] == entry && problem.orgs[c.expert as usize] == org);
    let mut demands: Vec<u32> = here.map(|choice| choice.demand).collect();
    demands.sort_unstable();
    demands.dedup();
    Some((entry, org, demands))
}
