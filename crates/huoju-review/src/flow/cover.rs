//! How many places can be filled at all, and why not more: augmenting paths, and Hall's condition.

use std::collections::VecDeque;

use crate::flow::network::{NONE, Network};
use crate::flow::state::State;

/// As many places filled as can be.
#[derive(Debug, Clone)]
pub struct Cover {
    /// How many places stay unfilled.
    pub n_unmet: u32,
    /// Why, for each reason of its own.
    pub shortages: Vec<Shortage>,
}

/// Demands that share too few places: whoever any of them could have is full of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The demands.
    pub demands: Vec<u32>,
    /// The experts that they share.
    pub experts: Vec<u32>,
    /// How many of their places stay unfilled.
    pub n_unmet: u32,
}

/// Fills as many places as can be; stops once more than `allowed` stay unfilled.
pub fn cover(network: &Network, allowed: u32) -> Cover {
    let mut filler = Filler::new(network);
    let mut failed: Vec<(u32, u32)> = Vec::new();
    let mut n_unmet = 0;
    for demand in 0..network.n_demands() as u32 {
        for filled in 0..network.limits.needs[demand as usize] {
            if !filler.fill(demand) {
                let lacks = network.limits.needs[demand as usize] - filled;
                failed.push((demand, lacks));
                n_unmet += lacks;
                break;
            }
        }
        if n_unmet > allowed {
            break;
        }
    }
    let shortages = filler.shortages(&failed);
    Cover { n_unmet, shortages }
}

struct Filler<'n> {
    network: &'n Network,
    state: State,
    stamp: Vec<u32>,
    via: Vec<(u32, u32)>,
    round: u32,
    queue: VecDeque<u32>,
}

impl<'n> Filler<'n> {
    fn new(network: &'n Network) -> Self {
        let n_nodes = network.n_leaves() + network.n_experts();
        let state = State::new(network);
        let via = vec![(NONE, NONE); n_nodes];
        Filler { network, state, stamp: vec![0; n_nodes], via, round: 0, queue: VecDeque::new() }
    }

    /// Fills one more place of a demand, moving others where that helps.
    fn fill(&mut self, demand: u32) -> bool {
        let Some(mut node) = self.search(demand) else { return false };
        while node != demand {
            let (from, choice) = self.via[node as usize];
            self.exchange(from, node, choice);
            node = from;
        }
        true
    }

    fn exchange(&mut self, from: u32, to: u32, choice: u32) {
        let n_leaves = self.network.n_leaves() as u32;
        match (from < n_leaves, to < n_leaves) {
            (true, true) if self.network.parent(to).is_some() => self.state.in_leaf[to as usize] += 1,
            (true, true) => self.state.in_leaf[from as usize] -= 1,
            (true, false) => self.state.take(self.network, choice),
            (false, _) => self.state.give_back(self.network, choice),
        }
    }

    /// Breadth first to an expert who has room.
    fn search(&mut self, demand: u32) -> Option<u32> {
        self.round += 1;
        self.queue.clear();
        self.reach(demand, NONE, NONE);
        while let Some(node) = self.queue.pop_front() {
            let Some(expert) = node.checked_sub(self.network.n_leaves() as u32) else {
                self.scan_leaf(node);
                continue;
            };
            if self.state.load(expert) < self.network.limits.caps[expert as usize] {
                return Some(node);
            }
            for at in 0..self.state.held[expert as usize].len() {
                let choice = self.state.held[expert as usize][at];
                self.reach(self.network.leaf[choice as usize], node, choice);
            }
        }
        None
    }

    fn scan_leaf(&mut self, leaf: u32) {
        let network = self.network;
        for choice in network.choices(leaf) {
            if !self.state.taken[choice as usize] {
                self.reach(network.n_leaves() as u32 + network.expert[choice as usize], leaf, choice);
            }
        }
        if let Some(demand) = network.parent(leaf) {
            if self.state.in_leaf[leaf as usize] > 0 {
                self.reach(demand, leaf, NONE);
            }
            return;
        }
        for group in network.groups(leaf) {
            if self.state.in_leaf[group as usize] < network.limits.group_cap {
                self.reach(group, leaf, NONE);
            }
        }
    }

    fn reach(&mut self, node: u32, from: u32, choice: u32) {
        if self.stamp[node as usize] != self.round {
            self.stamp[node as usize] = self.round;
            self.via[node as usize] = (from, choice);
            self.queue.push_back(node);
        }
    }

    /// What the failed demands reach in vain; those whose reach overlaps are one shortage.
    fn shortages(&mut self, failed: &[(u32, u32)]) -> Vec<Shortage> {
        let mut shortages: Vec<Shortage> = Vec::new();
        for &(demand, n_unmet) in failed {
            if self.search(demand).is_some() {
                continue;
            }
            let n_leaves = self.network.n_leaves();
            let reached = |node: &usize| self.stamp[*node] == self.round;
            let mut demands: Vec<u32> = (0..self.network.n_demands()).filter(reached).map(|d| d as u32).collect();
            let mut experts: Vec<u32> =
                (n_leaves..self.stamp.len()).filter(reached).map(|node| (node - n_leaves) as u32).collect();
            let mut n_unmet = n_unmet;
            let overlaps = |s: &Shortage| s.demands.iter().any(|d| demands.binary_search(d).is_ok());
            let (same, apart): (Vec<_>, Vec<_>) = shortages.into_iter().partition(overlaps);
            for shortage in same {
                demands.extend(shortage.demands);
                experts.extend(shortage.experts);
                n_unmet += shortage.n_unmet;
            }
            for list in [&mut demands, &mut experts] {
                list.sort_unstable();
                list.dedup();
            }
            shortages = apart;
            shortages.push(Shortage { demands, experts, n_unmet });
        }
        shortages
    }
}
