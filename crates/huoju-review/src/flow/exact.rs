//! The optimum: from any prices to an assignment that no exchange can improve.
//!
//! At given prices each demand takes its best choices; that is optimal but for experts who then have too many places or,
//! though they cost something, too few. Each surplus is sent along a cheapest chain of exchanges (Dijkstra over reduced
//! costs, which stay non-negative) until none is left: the successive shortest path method. Levels and prices are dual
//! values throughout, so the end is a proof as well as an answer.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::flow::network::{NONE, Network};
use crate::flow::state::State;

/// An optimal assignment with the prices that prove it.
#[derive(Debug, Clone)]
pub struct Optimum {
    /// Who holds what.
    pub state: State,
    /// The price of a place with each expert: the least there is, so exactly what one more place would gain.
    pub prices: Vec<i64>,
    /// What a place is worth to each leaf.
    pub levels: Vec<i64>,
}

/// The optimum of a network, from these prices.
pub fn solve(network: &Network, prices: &[i64]) -> Optimum {
    let mut search = Search::new(network, prices);
    search.take_best();
    search.settle_loads();
    for node in search.surpluses() {
        while search.surplus(node) > 0 {
            if !search.send_one(node) {
                break;
            }
        }
    }
    search.lower_prices();
    Optimum { state: search.state, prices: search.prices, levels: search.levels }
}

impl Optimum {
    /// How much less the whole would be worth with this choice in it, per choice of the network; 0 if it is taken.
    /// `None` where the choice can't be forced, as the expert has no place or the demand no need.
    pub fn loss(&self, network: &Network, choice: u32) -> Option<i64> {
        let (leaf, expert) = (network.leaf[choice as usize], network.expert[choice as usize]);
        if self.state.taken[choice as usize] {
            return Some(0);
        }
        if network.limits.caps[expert as usize] == 0 || network.limits.needs[network.demand(leaf) as usize] == 0 {
            return None;
        }
        let mut search = Search::new(network, &self.prices);
        search.state = self.state.clone();
        search.levels = self.levels.clone();
        search.out = (0..network.n_experts() as u32).map(|j| self.state.load(j)).collect();
        let goal = leaf as usize;
        search.banned = choice;
        let own = self.levels[goal] + self.prices[expert as usize] - network.value[choice as usize];
        search.run(search.expert_node(expert), |_, node| node == goal).then(|| own + search.dist[goal])
    }
}

/// The kinds of arcs that lead to a node, to walk a path backwards.
#[derive(Debug, Clone, Copy)]
struct Via {
    from: u32,
    choice: u32,
}

struct Search<'n> {
    network: &'n Network,
    state: State,
    /// Dual values: of leaves, and of experts.
    levels: Vec<i64>,
    prices: Vec<i64>,
    sink: i64,
    /// How many places of each expert are handed on; equal to the load in the end.
    out: Vec<u32>,
    /// What the sink has still to receive; negative: to give back.
    sink_lacks: i64,
    /// A choice that no path uses.
    banned: u32,
    dist: Vec<i64>,
    stamp: Vec<u32>,
    settled: Vec<u32>,
    via: Vec<Via>,
    round: u32,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
}

impl<'n> Search<'n> {
    fn new(network: &'n Network, prices: &[i64]) -> Self {
        let n_nodes = network.n_leaves() + network.n_experts() + 1;
        Search {
            network,
            state: State::new(network),
            levels: vec![-network.unmet; network.n_leaves()],
            prices: prices.to_vec(),
            sink: 0,
            out: vec![0; network.n_experts()],
            sink_lacks: 0,
            banned: NONE,
            dist: vec![0; n_nodes],
            stamp: vec![0; n_nodes],
            settled: Vec::new(),
            via: vec![Via { from: NONE, choice: NONE }; n_nodes],
            round: 0,
            heap: BinaryHeap::new(),
        }
    }

    fn expert_node(&self, expert: u32) -> usize {
        self.network.n_leaves() + expert as usize
    }

    fn sink_node(&self) -> usize {
        self.network.n_leaves() + self.network.n_experts()
    }

    fn worth(&self, choice: u32) -> i64 {
        self.network.value[choice as usize] - self.prices[self.network.expert[choice as usize] as usize]
    }

    /// Each demand takes its best choices at these prices.
    fn take_best(&mut self) {
        let mut order = Vec::new();
        for demand in 0..self.network.n_demands() as u32 {
            order.clear();
            for leaf in std::iter::once(demand).chain(self.network.groups(demand)) {
                order.extend(self.network.choices(leaf).map(|choice| (Reverse(self.worth(choice)), choice)));
            }
            self.keep_front(&mut order, demand);
            order.sort_unstable();
            self.take_in_order(demand, &order);
            self.set_group_levels(demand);
        }
    }

    /// Without groups, only the best few need sorting.
    fn keep_front(&self, order: &mut Vec<(Reverse<i64>, u32)>, demand: u32) {
        let need = self.network.limits.needs[demand as usize] as usize;
        if self.network.groups(demand).is_empty() && need < order.len() {
            order.select_nth_unstable(need);
            order.truncate(need + 1);
        }
    }

    fn take_in_order(&mut self, demand: u32, order: &[(Reverse<i64>, u32)]) {
        let network = self.network;
        let mut left = network.limits.needs[demand as usize];
        for &(Reverse(worth), choice) in order {
            if left == 0 || worth <= -network.unmet {
                break;
            }
            let leaf = network.leaf[choice as usize];
            if leaf != demand {
                if self.state.in_leaf[leaf as usize] >= network.limits.group_cap {
                    continue;
                }
                self.state.in_leaf[leaf as usize] += 1;
            }
            self.state.take(network, choice);
            self.levels[demand as usize] = worth;
            left -= 1;
        }
        self.state.nobody[demand as usize] = left;
        if left > 0 {
            self.levels[demand as usize] = -network.unmet;
        }
        if network.limits.needs[demand as usize] == 0 {
            self.levels[demand as usize] = order.first().map_or(0, |(worth, _)| worth.0.max(-network.unmet));
        }
    }

    /// A full group's level covers its best choice that is not taken.
    fn set_group_levels(&mut self, demand: u32) {
        let level = self.levels[demand as usize];
        for group in self.network.groups(demand) {
            let waiting = self.network.choices(group).filter(|&choice| !self.state.taken[choice as usize]);
            let best = waiting.map(|choice| self.worth(choice)).max().unwrap_or(level);
            self.levels[group as usize] = best.max(level);
        }
    }

    /// Each expert hands on as many places as the price calls for; the rest is surplus or lack.
    fn settle_loads(&mut self) {
        let network = self.network;
        for expert in 0..network.n_experts() as u32 {
            let (price, load) = (self.prices[expert as usize], self.state.load(expert));
            let cap = network.limits.caps[expert as usize];
            let least = (0..cap).take_while(|&l| network.limits.step * i64::from(l) < price).count() as u32;
            let most = (0..cap).take_while(|&l| network.limits.step * i64::from(l) <= price).count() as u32;
            self.out[expert as usize] = load.clamp(least, most);
            self.sink_lacks += i64::from(load) - i64::from(self.out[expert as usize]);
        }
    }

    /// Nodes that have something to send.
    fn surpluses(&self) -> Vec<usize> {
        (self.network.n_leaves()..=self.sink_node()).filter(|&node| self.surplus(node) > 0).collect()
    }

    fn surplus(&self, node: usize) -> i64 {
        if node == self.sink_node() {
            return -self.sink_lacks;
        }
        match node.checked_sub(self.network.n_leaves()) {
            Some(expert) => i64::from(self.state.load(expert as u32)) - i64::from(self.out[expert]),
            None => 0,
        }
    }

    /// Sends one place from a node along a cheapest path to one that lacks it.
    fn send_one(&mut self, from: usize) -> bool {
        if !self.run(from, |search, node| search.surplus(node) < 0) {
            return false;
        }
        let Some(&goal) = self.settled.last() else { return false };
        let length = self.dist[goal as usize];
        for at in 0..self.settled.len() {
            let node = self.settled[at] as usize;
            self.shift(node, self.dist[node] - length);
        }
        self.walk(from, goal as usize);
        true
    }

    /// Raises a node's potential.
    fn shift(&mut self, node: usize, by: i64) {
        if node < self.network.n_leaves() {
            self.levels[node] += by;
        } else if node == self.sink_node() {
            self.sink -= by;
        } else {
            self.prices[node - self.network.n_leaves()] -= by;
        }
    }

    /// Moves one place along the path that the last run found.
    fn walk(&mut self, from: usize, goal: usize) {
        let mut node = goal;
        if node == self.sink_node() {
            self.sink_lacks -= 1;
        }
        if from == self.sink_node() {
            self.sink_lacks += 1;
        }
        while node != from {
            let via = self.via[node];
            self.exchange(via.from as usize, node, via.choice);
            node = via.from as usize;
        }
    }

    fn exchange(&mut self, from: usize, to: usize, choice: u32) {
        let (n_leaves, sink) = (self.network.n_leaves(), self.sink_node());
        match (from < n_leaves, to < n_leaves) {
            (true, true) if self.network.parent(to as u32).is_some() => self.state.in_leaf[to] += 1,
            (true, true) => self.state.in_leaf[from] -= 1,
            (true, false) if to == sink => self.state.nobody[from] += 1,
            (true, false) => self.state.take(self.network, choice),
            (false, true) if from == sink => self.state.nobody[to] -= 1,
            (false, true) => self.state.give_back(self.network, choice),
            (false, false) if to == sink => self.out[from - n_leaves] += 1,
            (false, false) => self.out[to - n_leaves] -= 1,
        }
    }

    /// Dijkstra from a node until `is_goal`; `settled` ends with the goal. False where none can be reached.
    fn run(&mut self, from: usize, is_goal: impl Fn(&Self, usize) -> bool) -> bool {
        self.round += 2; // odd: seen, even: settled
        self.settled.clear();
        self.heap.clear();
        self.reach(from, 0, Via { from: NONE, choice: NONE });
        while let Some(Reverse((dist, node))) = self.heap.pop() {
            if self.stamp[node as usize] == self.round {
                continue;
            }
            self.stamp[node as usize] = self.round;
            self.settled.push(node);
            if is_goal(self, node as usize) {
                return true;
            }
            self.scan(node as usize, dist);
        }
        false
    }

    fn reach(&mut self, node: usize, dist: i64, via: Via) {
        let stamp = self.stamp[node];
        if stamp == self.round || (stamp == self.round - 1 && self.dist[node] <= dist) {
            return;
        }
        self.stamp[node] = self.round - 1;
        self.dist[node] = dist;
        self.via[node] = via;
        self.heap.push(Reverse((dist, node as u32)));
    }

    fn scan(&mut self, node: usize, dist: i64) {
        if node < self.network.n_leaves() {
            self.scan_leaf(node as u32, dist);
        } else if node == self.sink_node() {
            self.scan_sink(node, dist);
        } else {
            self.scan_expert(node, dist);
        }
    }

    /// A leaf with a place to fill: by another choice, through a group or its demand, or by nobody.
    fn scan_leaf(&mut self, leaf: u32, dist: i64) {
        let (network, level) = (self.network, self.levels[leaf as usize]);
        let choice = |choice| Via { from: leaf, choice };
        for at in network.choices(leaf) {
            let i = at as usize;
            let expert = network.expert[i] as usize;
            let cost = level + self.prices[expert] - network.value[i];
            if !self.state.taken[i] && at != self.banned {
                self.reach(network.n_leaves() + expert, dist + cost, choice(at));
            }
        }
        if let Some(demand) = network.parent(leaf) {
            if self.state.in_leaf[leaf as usize] > 0 {
                self.reach(demand as usize, dist + level - self.levels[demand as usize], choice(NONE));
            }
            return;
        }
        for group in network.groups(leaf) {
            if self.state.in_leaf[group as usize] < network.limits.group_cap {
                self.reach(group as usize, dist + level - self.levels[group as usize], choice(NONE));
            }
        }
        let cost = level + network.unmet + self.sink;
        self.reach(self.sink_node(), dist + cost, choice(NONE));
    }

    /// An expert with a place too many gives one back, or hands one more on.
    fn scan_expert(&mut self, node: usize, dist: i64) {
        let network = self.network;
        let expert = node - network.n_leaves();
        for at in 0..self.state.held[expert].len() {
            let choice = self.state.held[expert][at];
            let leaf = network.leaf[choice as usize] as usize;
            let cost = network.value[choice as usize] - self.levels[leaf] - self.prices[expert];
            self.reach(leaf, dist + cost, Via { from: node as u32, choice });
        }
        if let Some(cost) = network.place_cost(expert as u32, self.out[expert]) {
            let cost = cost + self.sink - self.prices[expert];
            self.reach(self.sink_node(), dist + cost, Via { from: node as u32, choice: NONE });
        }
    }

    /// The sink takes a place back from an expert, or from nobody.
    fn scan_sink(&mut self, node: usize, dist: i64) {
        let (network, via) = (self.network, Via { from: node as u32, choice: NONE });
        for expert in 0..network.n_experts() {
            if let Some(last) = self.out[expert].checked_sub(1) {
                let cost = self.prices[expert] - self.sink - network.limits.step * i64::from(last);
                self.reach(self.expert_node(expert as u32), dist + cost, via);
            }
        }
        for demand in 0..network.n_demands() {
            if self.state.nobody[demand] > 0 {
                let cost = -(self.levels[demand] + network.unmet + self.sink);
                self.reach(demand, dist + cost, via);
            }
        }
    }

    /// The least prices that prove the optimum: what one more place with each expert would gain.
    fn lower_prices(&mut self) {
        let sink = self.sink_node();
        self.run(sink, |_, _| false);
        for node in 0..=sink {
            let reached = self.stamp[node] == self.round;
            self.shift(node, if reached { self.dist[node] } else { 0 });
        }
        // Who isn't reached could only serve demands that need nobody.
        for expert in 0..self.prices.len() {
            if self.stamp[self.expert_node(expert as u32)] != self.round {
                self.prices[expert] = self.sink;
            }
        }
        let sink = std::mem::take(&mut self.sink);
        self.prices.iter_mut().for_each(|price| *price = (*price - sink).max(0));
        self.levels.iter_mut().for_each(|level| *level += sink);
    }
}
