//! Assignment (分派): experts to entries, the best there is, with what proves it.
//!
//! Coverage comes first: no assignment fills more places. Among those, `total` has the greatest sum of similarities,
//! `fair` first raises the least similar pair as far as it goes, and `random` lets no pair be more likely than 1 in k.
//! All are integer flows and exact. One case is not a flow: one expert per organisation *and* a panel's composition,
//! where an organisation has experts of several kinds; that is searched by branch and bound, and the certificate says so.

mod branch;
mod fair;
mod link;
mod problem;
mod random;
mod why;

use crate::error::ReviewError;
use crate::flow::{Network, Optimum, Shortage, cover, optimum};
use crate::panel::Pool;

pub use link::components;
pub use problem::Problem;
pub use why::{Reason, why};

/// What is aimed at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Mode {
    /// The greatest total.
    #[default]
    Total,
    /// The least similar pair first, then the total.
    Fair,
    /// No pair more likely than 1 in `k`, then the greatest expected total; drawn by the seed.
    Random {
        /// 2 or more.
        k: u32,
        /// Goes on record.
        seed: String,
    },
}

/// The rules of an assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What is aimed at.
    pub mode: Mode,
    /// Whether conflicts keep experts away; only turned off to tell what they cost.
    pub conflicts: bool,
    /// At most one expert of an organisation on a panel.
    pub one_per_org: bool,
    /// Whether the entries' compositions hold.
    pub panels: bool,
    /// What each place of an expert costs for every place that the expert has already.
    pub balance: i64,
    /// How much similarity may be given up for each pair that links panels; 0: none.
    pub link: i64,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { mode: Mode::Total, conflicts: true, one_per_org: false, panels: true, balance: 0, link: 0 }
    }
}

/// What linking gives for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bonus {
    /// The entry.
    pub entry: u32,
    /// The expert.
    pub expert: u32,
    /// In millionths.
    pub bonus: i64,
}

/// An assignment with its proof.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// Who judges what: places in [`Pool::pairs`], in their order.
    pub pairs: Vec<u32>,
    /// The sum of similarities.
    pub total: i64,
    /// Places of each entry that nobody takes.
    pub unmet: Vec<u32>,
    /// Why places stay unfilled, by entries and experts.
    pub shortages: Vec<Shortage>,
    /// The least similarity that was allowed; 0 but in the mode `fair`.
    pub floor: i64,
    /// What linking gave.
    pub bonuses: Vec<Bonus>,
    /// The proof.
    pub proof: Proof,
}

/// Why nothing is better.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The value of what was found: similarities and bonuses, less the costs of load and of unfilled places. In the mode
    /// `random` of the `k`-fold problem.
    pub value: i64,
    /// What the prices allow at most.
    pub bound: i64,
    /// What an unfilled place costs.
    pub unmet_cost: i64,
    /// The price of a place with each expert: what one more would gain.
    pub prices: Vec<i64>,
    /// What the last place of each demand is worth, by [`Problem::entries`].
    pub levels: Vec<i64>,
    /// The demands' entries.
    pub entries: Vec<u32>,
    /// Needs and caps were taken so many times: `k` in the mode `random`, else 1.
    pub times: u32,
    /// In the mode `random`, the pairs that have a chance of 1 in `k`.
    pub chances: Vec<u32>,
    /// Branches that were looked at; 0 where the problem is a flow.
    pub branches: u32,
    /// Whether nothing better exists: the bound is met, or all branches were looked at.
    pub is_proved: bool,
}

/// The best assignment of a pool under rules.
pub fn assign(pool: &Pool, rules: &Rules) -> Result<Assignment, ReviewError> {
    match &rules.mode {
        Mode::Total if rules.link > 0 => link::linked(pool, rules),
        Mode::Total => total(pool, rules, 0, &[]),
        Mode::Fair => fair::fair(pool, rules),
        Mode::Random { k, seed } => random::random(pool, rules, *k, seed),
    }
}

/// The greatest total over pairs of at least `floor`.
fn total(pool: &Pool, rules: &Rules, floor: i64, bonuses: &[Bonus]) -> Result<Assignment, ReviewError> {
    let mut problem = Problem::new(pool, rules, floor, 1);
    problem.add_bonuses(pool, bonuses);
    let (network, best) = optimum(problem.limits.clone(), &problem.choices, None);
    let (value, bound) = (value(&network, &best, network.unmet), bound(&network, &best.prices));
    if value != bound {
        return Err(ReviewError::Unproved { value, bound });
    }
    let mut found = Found { chosen: chosen(&problem, &network, &best), nobody: best.state.nobody.clone(), value };
    let search = branch::search(&problem, rules, &network, &best, &mut found);
    let proof = Proof {
        value: found.value,
        bound,
        unmet_cost: network.unmet,
        prices: best.prices,
        levels: best.levels[..problem.entries.len()].to_vec(),
        entries: problem.entries.clone(),
        times: 1,
        chances: Vec::new(),
        branches: search.branches,
        is_proved: search.is_complete,
    };
    let shortages = shortages(&problem, &network, found.nobody.iter().sum());
    Ok(finished(pool, &problem, found, proof, Extra { shortages, floor, bonuses: bonuses.to_vec() }))
}

/// What was found: pairs, unfilled places of demands, and the value.
#[derive(Debug, Clone)]
struct Found {
    chosen: Vec<u32>,
    nobody: Vec<u32>,
    value: i64,
}

struct Extra {
    shortages: Vec<Shortage>,
    floor: i64,
    bonuses: Vec<Bonus>,
}

fn finished(pool: &Pool, problem: &Problem, found: Found, proof: Proof, extra: Extra) -> Assignment {
    let mut unmet = vec![0; pool.entries.len()];
    for (demand, &n) in found.nobody.iter().enumerate() {
        unmet[problem.entries[demand] as usize] += n;
    }
    let total = found.chosen.iter().map(|&pair| pool.pairs[pair as usize].similarity).sum();
    let Extra { shortages, floor, bonuses } = extra;
    Assignment { pairs: found.chosen, total, unmet, shortages, floor, bonuses, proof }
}

/// The pairs that an optimum takes, in the pool's order.
fn chosen(problem: &Problem, network: &Network, best: &Optimum) -> Vec<u32> {
    let pair = |choice: u32| problem.pairs[network.origin[choice as usize] as usize];
    let mut chosen: Vec<u32> = best.state.chosen().map(pair).collect();
    chosen.sort_unstable();
    chosen
}

/// The reasons of unfilled places, told by entries.
fn shortages(problem: &Problem, network: &Network, n_unmet: u32) -> Vec<Shortage> {
    if n_unmet == 0 {
        return Vec::new();
    }
    let mut shortages = cover(network, u32::MAX).shortages;
    for shortage in &mut shortages {
        let mut entries: Vec<u32> = shortage.demands.iter().map(|&d| problem.entries[d as usize]).collect();
        entries.dedup();
        shortage.demands = entries;
    }
    shortages
}

/// What a flow is worth: values, less the costs of load and of unfilled places at `unmet` each. That is the network's own
/// cost, but for branches, which are held to one another: what they leave out makes their own costs differ.
fn value(network: &Network, best: &Optimum, unmet: i64) -> i64 {
    let taken: i64 = best.state.chosen().map(|choice| network.value[choice as usize]).sum();
    let load_cost = |load: u32| network.limits.step * (i64::from(load) * (i64::from(load) - 1) / 2);
    let loads: i64 = (0..network.n_experts() as u32).map(|expert| load_cost(best.state.load(expert))).sum();
    taken - loads - unmet * best.state.nobody.iter().map(|&n| i64::from(n)).sum::<i64>()
}

/// What no assignment can exceed, from prices alone: every demand's best places at these prices, and what the experts'
/// places cost at most. This is the whole of the certificate's argument, so it is computed anew here.
fn bound(network: &Network, prices: &[i64]) -> i64 {
    let demands: i64 = (0..network.n_demands() as u32).map(|demand| best_at(network, prices, demand)).sum();
    let places = |expert: u32| -> i64 {
        let gains = (0..network.limits.caps[expert as usize])
            .map(|load| prices[expert as usize] - network.limits.step * i64::from(load));
        gains.filter(|&gain| gain > 0).sum()
    };
    demands + (0..network.n_experts() as u32).map(places).sum::<i64>()
}

fn best_at(network: &Network, prices: &[i64], demand: u32) -> i64 {
    let worth = |choice: u32| network.value[choice as usize] - prices[network.expert[choice as usize] as usize];
    let mut worths: Vec<i64> = network.choices(demand).map(worth).collect();
    for group in network.groups(demand) {
        let mut own: Vec<i64> = network.choices(group).map(worth).collect();
        own.sort_unstable_by(|a, b| b.cmp(a));
        worths.extend(own.into_iter().take(network.limits.group_cap as usize));
    }
    let need = network.limits.needs[demand as usize] as usize;
    if need < worths.len() {
        worths.select_nth_unstable_by(need, |a, b| b.cmp(a));
        worths.truncate(need);
    }
    let nobody = need.saturating_sub(worths.len()) as i64 * -network.unmet;
    nobody + worths.into_iter().map(|worth| worth.max(-network.unmet)).sum::<i64>()
}
