//! The mode `random`: no pair more likely than 1 in k.
//!
//! With needs and caps taken k times and every pair once, the greatest flow gives each of its pairs the chance 1 in k,
//! and the greatest expected total under that limit. An assignment is then drawn that keeps these chances exactly:
//! fractions are pushed around cycles, one way or the other with the odds that leave every chance as it is, until none
//! is left (dependent rounding, Gandhi et al., J. ACM 53, 2006). Needs, caps and organisations hold throughout.

use crate::assign::{Assignment, Extra, Found, Problem, Proof, Rules, bound, chosen, finished, shortages, value};
use crate::chance::Chance;
use crate::error::ReviewError;
use crate::flow::{Network, State, optimum};
use crate::panel::Pool;

/// Assigns by the seed.
pub fn random(pool: &Pool, rules: &Rules, k: u32, seed: &str) -> Result<Assignment, ReviewError> {
    let rules = Rules { balance: 0, ..rules.clone() };
    let k = k.max(2);
    let problem = Problem::new(pool, &rules, 0, k);
    problem.crossing(pool, &rules)?;
    let (network, best) = optimum(problem.limits.clone(), &problem.choices, None);
    let (value, bound) = (value(&network, &best, network.unmet), bound(&network, &best.prices));
    if value != bound {
        return Err(ReviewError::Unproved { value, bound });
    }
    let mut rounding = Rounding::new(&network, &best.state, k);
    rounding.run(&mut Chance::new(seed));
    let pair = |choice: u32| problem.pairs[network.origin[choice as usize] as usize];
    let mut drawn: Vec<u32> = rounding.taken().map(pair).collect();
    drawn.sort_unstable();
    let proof = Proof {
        value,
        bound,
        unmet_cost: network.unmet,
        prices: best.prices.clone(),
        levels: best.levels[..problem.entries.len()].to_vec(),
        entries: problem.entries.clone(),
        times: k,
        chances: chosen(&problem, &network, &best),
        branches: 0,
        is_proved: true,
    };
    let found = Found { chosen: drawn, nobody: rounding.nobody(), value };
    let shortages = shortages(&problem, &network, best.state.nobody.iter().sum());
    Ok(finished(pool, &problem, found, proof, Extra { shortages, floor: 0, bonuses: Vec::new() }))
}

/// An arc of the flow with its amount in k-ths.
struct Arc {
    from: u32,
    to: u32,
    amount: u32,
}

struct Rounding {
    k: u32,
    arcs: Vec<Arc>,
    /// The choice of an arc; the arcs behind these are of groups, nobody and experts.
    choices: Vec<u32>,
    /// The arc of each demand's nobody.
    nobody: Vec<usize>,
    /// The arcs at each node.
    at: Vec<Vec<u32>>,
}

impl Rounding {
    fn new(network: &Network, state: &State, k: u32) -> Self {
        let (n_leaves, n_experts) = (network.n_leaves() as u32, network.n_experts() as u32);
        let sink = n_leaves + n_experts;
        let choices: Vec<u32> = state.chosen().collect();
        let mut arcs: Vec<Arc> = Vec::new();
        for &choice in &choices {
            let (leaf, expert) = (network.leaf[choice as usize], network.expert[choice as usize]);
            arcs.push(Arc { from: leaf, to: n_leaves + expert, amount: 1 });
        }
        for group in network.n_demands() as u32..n_leaves {
            arcs.push(Arc { from: network.demand(group), to: group, amount: state.in_leaf[group as usize] });
        }
        for expert in 0..n_experts {
            arcs.push(Arc { from: n_leaves + expert, to: sink, amount: state.load(expert) });
        }
        let first = arcs.len();
        for (demand, &amount) in state.nobody.iter().enumerate() {
            arcs.push(Arc { from: demand as u32, to: sink, amount });
        }
        let mut at = vec![Vec::new(); sink as usize + 1];
        for (i, arc) in arcs.iter().enumerate() {
            at[arc.from as usize].push(i as u32);
            at[arc.to as usize].push(i as u32);
        }
        Rounding { k, arcs, choices, nobody: (first..first + state.nobody.len()).collect(), at }
    }

    /// What is drawn: choices whose amount is whole and not nothing.
    fn taken(&self) -> impl Iterator<Item = u32> + '_ {
        self.choices.iter().zip(&self.arcs).filter(|(_, arc)| arc.amount == self.k).map(|(choice, _)| *choice)
    }

    fn nobody(&self) -> Vec<u32> {
        self.nobody.iter().map(|&arc| self.arcs[arc].amount / self.k).collect()
    }

    fn run(&mut self, chance: &mut Chance) {
        for node in 0..self.at.len() as u32 {
            let mut path: Vec<(u32, u32)> = Vec::new();
            let mut on_path = vec![false; self.at.len()];
            let mut here = node;
            loop {
                let last = path.last().map(|&(_, arc)| arc);
                let Some(arc) = self.fraction(here, last) else {
                    let Some((back, _)) = path.pop() else { break };
                    (here, on_path[back as usize]) = (back, false);
                    continue;
                };
                on_path[here as usize] = true;
                path.push((here, arc));
                let Arc { from, to, .. } = self.arcs[arc as usize];
                here = from + to - here;
                if on_path[here as usize] {
                    let start = path.iter().position(|&(node, _)| node == here).unwrap_or(0);
                    let cycle = path.split_off(start);
                    cycle.iter().for_each(|&(node, _)| on_path[node as usize] = false);
                    self.push(&cycle, chance);
                }
            }
        }
    }

    /// An arc at a node, not the one it was reached by, whose amount is a fraction.
    fn fraction(&mut self, node: u32, but: Option<u32>) -> Option<u32> {
        let (k, arcs) = (self.k, &self.arcs);
        let own = &mut self.at[node as usize];
        while let Some(&arc) = own.last()
            && arcs[arc as usize].amount.is_multiple_of(k)
        {
            own.pop();
        }
        own.iter().rev().copied().find(|&arc| Some(arc) != but && !arcs[arc as usize].amount.is_multiple_of(k))
    }

    /// Pushes a cycle's amounts up or down until one of them is whole, with odds that keep every chance.
    fn push(&mut self, cycle: &[(u32, u32)], chance: &mut Chance) {
        let (mut up, mut down) = (self.k, self.k);
        for &(node, arc) in cycle {
            let Arc { from, amount, .. } = self.arcs[arc as usize];
            let (below, above) = (amount % self.k, self.k - amount % self.k);
            let (more, less) = if from == node { (above, below) } else { (below, above) };
            (up, down) = (up.min(more), down.min(less));
        }
        let goes_up = chance.below(u64::from(up + down)) < u64::from(down);
        for &(node, arc) in cycle {
            let arc = &mut self.arcs[arc as usize];
            match (arc.from == node) == goes_up {
                true => arc.amount += if goes_up { up } else { down },
                false => arc.amount -= if goes_up { up } else { down },
            }
        }
    }
}
