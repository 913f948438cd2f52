//! The network of an assignment: places wanted, experts who may take them, and the limits between.
//!
//! A *demand* wants places. A *choice* is one expert for one demand, at a value. Choices may stand in a *group* of their
//! demand, of which only so many may be taken (experts of one organisation). Demands and groups are the *leaves* that
//! choices hang on: leaf `d` is demand `d`, and the groups follow. An expert takes at most `cap` places.

use std::ops::Range;

/// No group, no organisation.
pub const NONE: u32 = u32::MAX;

/// One expert for one demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The demand.
    pub demand: u32,
    /// The expert.
    pub expert: u32,
    /// What it is worth.
    pub value: i64,
    /// Choices of a demand that share a group limit each other; [`NONE`]: no limit.
    pub group: u32,
}

/// What is asked of [`Network::new`] beside the choices.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Places wanted, for each demand.
    pub needs: Vec<u32>,
    /// Places an expert takes at most.
    pub caps: Vec<u32>,
    /// How many of a group may be taken.
    pub group_cap: u32,
    /// What an expert's place costs for each place that the expert has already: evens out the load.
    pub step: i64,
}

/// The network, its choices ordered by leaf.
#[derive(Debug, Clone)]
pub struct Network {
    /// Needs, caps and what else limits.
    pub limits: Limits,
    /// What a place that nobody takes costs: more than any chain of exchanges can gain, so coverage comes first.
    pub unmet: i64,
    /// The expert of each choice.
    pub expert: Vec<u32>,
    /// The value of each choice.
    pub value: Vec<i64>,
    /// The leaf of each choice.
    pub leaf: Vec<u32>,
    /// The place of each choice among those given to [`Network::new`].
    pub origin: Vec<u32>,
    /// The choices of each leaf.
    leaves: Vec<Range<u32>>,
    /// The demand of each group.
    parents: Vec<u32>,
    /// The groups of each demand, as leaves.
    groups: Vec<Range<u32>>,
}

impl Network {
    /// Orders the choices. Those of experts without a place, and of demands without a need, are kept: they cost nothing.
    pub fn new(limits: Limits, choices: &[Choice]) -> Self {
        let n_demands = limits.needs.len();
        let order = by_demand(n_demands, choices);
        let unmet = unmet_cost(&limits, choices);
        let mut network = Network {
            unmet,
            expert: Vec::with_capacity(choices.len()),
            value: Vec::with_capacity(choices.len()),
            leaf: Vec::with_capacity(choices.len()),
            origin: Vec::with_capacity(choices.len()),
            leaves: vec![0..0; n_demands],
            parents: Vec::new(),
            groups: Vec::with_capacity(n_demands),
            limits,
        };
        let mut rest = order.as_slice();
        for demand in 0..n_demands as u32 {
            let n = rest.iter().take_while(|&&at| choices[at as usize].demand == demand).count();
            let (own, later) = rest.split_at(n);
            network.add_demand(demand, own, choices);
            rest = later;
        }
        network
    }

    fn add_demand(&mut self, demand: u32, own: &[u32], choices: &[Choice]) {
        let (mut free, mut grouped): (Vec<u32>, Vec<u32>) =
            own.iter().partition(|&&at| choices[at as usize].group == NONE);
        grouped.sort_by_key(|&at| choices[at as usize].group);
        let mut binding = Vec::new();
        for group in grouped.chunk_by(|&a, &b| choices[a as usize].group == choices[b as usize].group) {
            // One alone can't be too many. Two may fit when needs are multiplied, and still limit each other when drawn.
            if group.len() > 1 { binding.push(group) } else { free.extend(group) }
        }
        let first_group = self.leaves.len() as u32;
        self.leaves[demand as usize] = self.add_leaf(demand, &free, choices);
        for group in binding {
            let leaf = self.leaves.len() as u32;
            let range = self.add_leaf(leaf, group, choices);
            self.leaves.push(range);
            self.parents.push(demand);
        }
        self.groups.push(first_group..self.leaves.len() as u32);
    }

    fn add_leaf(&mut self, leaf: u32, own: &[u32], choices: &[Choice]) -> Range<u32> {
        let start = self.expert.len() as u32;
        for &at in own {
            let choice = choices[at as usize];
            self.expert.push(choice.expert);
            self.value.push(choice.value);
            self.leaf.push(leaf);
            self.origin.push(at);
        }
        start..self.expert.len() as u32
    }

    /// How many demands.
    pub fn n_demands(&self) -> usize {
        self.limits.needs.len()
    }

    /// How many experts.
    pub fn n_experts(&self) -> usize {
        self.limits.caps.len()
    }

    /// How many demands and groups.
    pub fn n_leaves(&self) -> usize {
        self.leaves.len()
    }

    /// The choices that hang on a leaf.
    pub fn choices(&self, leaf: u32) -> Range<u32> {
        self.leaves[leaf as usize].clone()
    }

    /// The groups of a demand, as leaves.
    pub fn groups(&self, demand: u32) -> Range<u32> {
        self.groups[demand as usize].clone()
    }

    /// The demand that a group belongs to; `None` for a demand.
    pub fn parent(&self, leaf: u32) -> Option<u32> {
        let group = (leaf as usize).checked_sub(self.n_demands())?;
        self.parents.get(group).copied()
    }

    /// The demand of a leaf.
    pub fn demand(&self, leaf: u32) -> u32 {
        self.parent(leaf).unwrap_or(leaf)
    }

    /// All choices of a demand, those of its groups among them.
    pub fn all_choices(&self, demand: u32) -> Range<u32> {
        let last = self.groups(demand).last().map(|group| self.choices(group).end);
        let own = self.choices(demand);
        own.start..last.unwrap_or(own.end)
    }

    /// What an expert's next place costs who has `load` already; `None` where there is no next.
    pub fn place_cost(&self, expert: u32, load: u32) -> Option<i64> {
        (load < self.limits.caps[expert as usize]).then_some(self.limits.step * i64::from(load))
    }
}

/// The choices' places in the order of their demands; those of one demand stay as they were.
fn by_demand(n_demands: usize, choices: &[Choice]) -> Vec<u32> {
    let mut starts = vec![0u32; n_demands + 1];
    for choice in choices {
        starts[choice.demand as usize + 1] += 1;
    }
    for at in 0..n_demands {
        starts[at + 1] += starts[at];
    }
    let mut order = vec![0u32; choices.len()];
    for (at, choice) in choices.iter().enumerate() {
        let next = &mut starts[choice.demand as usize];
        order[*next as usize] = at as u32;
        *next += 1;
    }
    order
}

/// A chain of exchanges passes each expert at most once, and loses at most a value and a load's cost at each.
fn unmet_cost(limits: &Limits, choices: &[Choice]) -> i64 {
    let (least, most) = choices.iter().fold((0, 0), |(l, m), choice| (choice.value.min(l), choice.value.max(m)));
    let cap = limits.caps.iter().copied().max().unwrap_or(0);
    let each = most - least + limits.step * i64::from(cap) + 1;
    each * (limits.caps.len() as i64 + 2)
}
