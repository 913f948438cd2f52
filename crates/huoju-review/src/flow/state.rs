//! Who holds which place, and the elementary exchanges.

use crate::flow::network::Network;

/// A flow on a network: which choices are taken, by whom, and which places nobody takes.
#[derive(Debug, Clone)]
pub struct State {
    /// Whether a choice is taken.
    pub taken: Vec<bool>,
    /// The choices that each expert holds.
    pub held: Vec<Vec<u32>>,
    /// Where a taken choice stands in its expert's list.
    at: Vec<u32>,
    /// How many of each leaf's own choices and groups are taken.
    pub in_leaf: Vec<u32>,
    /// How many places of each demand nobody takes.
    pub nobody: Vec<u32>,
}

impl State {
    /// Nothing is taken, and nobody is not there either.
    pub fn new(network: &Network) -> Self {
        State {
            taken: vec![false; network.expert.len()],
            held: vec![Vec::new(); network.n_experts()],
            at: vec![0; network.expert.len()],
            in_leaf: vec![0; network.n_leaves()],
            nobody: vec![0; network.n_demands()],
        }
    }

    /// Takes a choice; the leaf's count is the caller's.
    pub fn take(&mut self, network: &Network, choice: u32) {
        let held = &mut self.held[network.expert[choice as usize] as usize];
        self.taken[choice as usize] = true;
        self.at[choice as usize] = held.len() as u32;
        held.push(choice);
    }

    /// Gives a choice back; the leaf's count is the caller's.
    pub fn give_back(&mut self, network: &Network, choice: u32) {
        let held = &mut self.held[network.expert[choice as usize] as usize];
        let at = self.at[choice as usize] as usize;
        self.taken[choice as usize] = false;
        held.swap_remove(at);
        if let Some(&moved) = held.get(at) {
            self.at[moved as usize] = at as u32;
        }
    }

    /// How many places an expert has.
    pub fn load(&self, expert: u32) -> u32 {
        self.held[expert as usize].len() as u32
    }

    /// The choices that are taken, in the network's order.
    pub fn chosen(&self) -> impl Iterator<Item = u32> + '_ {
        self.taken.iter().enumerate().filter(|(_, taken)| **taken).map(|(at, _)| at as u32)
    }
}
