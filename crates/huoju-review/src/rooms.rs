//! Rooms (分组路演): entries into rooms, each with one panel that judges all of its entries, in a drawn order.
//!
//! Choosing panels and sharing out entries at once is no flow. Given the panels, sharing out the entries is one, and
//! given the entries so are the panels: the two take turns, each exact, until neither improves, from several beginnings
//! by the seed. Rooms differ by one entry at most and no conflict is let in; what can't be placed so is named.

use crate::chance::Chance;
use crate::draw;
use crate::error::ReviewError;
use crate::flow::{Choice, Limits, NONE, optimum};
use crate::panel::Pool;

/// Beginnings that are tried.
const TRIES: usize = 24;

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many rooms.
    pub rooms: usize,
    /// Experts of a panel: 3 or 5, say.
    pub size: usize,
    /// Fixes the beginnings and the order within rooms.
    pub seed: String,
}

/// A room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Room {
    /// The panel.
    pub experts: Vec<u32>,
    /// The entries in the order drawn.
    pub entries: Vec<u32>,
}

/// Rooms, and what could not be placed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sharing {
    /// The rooms.
    pub rooms: Vec<Room>,
    /// Entries without a room.
    pub left: Vec<u32>,
    /// Seats of panels that nobody could take.
    pub empty_seats: usize,
    /// The sum of similarities of every expert with every entry of the room.
    pub total: i64,
}

/// Shares entries and experts out among rooms.
pub fn share(pool: &Pool, plan: &Plan) -> Result<Sharing, ReviewError> {
    let seats = plan.rooms * plan.size;
    for (wanted, found) in [(seats, pool.experts.len()), (plan.rooms.max(1), pool.entries.len())] {
        if wanted > found {
            return Err(ReviewError::TooFew { wanted, found });
        }
    }
    let table = Table::new(pool);
    let mut chance = Chance::new(&plan.seed);
    let tries = (0..TRIES).map(|_| table.settle(plan, table.beginning(plan, &mut chance)));
    let worth = |sharing: &Sharing| (sharing.left.len() + sharing.empty_seats, -sharing.total);
    let mut best = tries.min_by_key(worth).unwrap_or_default();
    for room in &mut best.rooms {
        let ids: Vec<String> = room.entries.iter().map(|&entry| pool.entries[entry as usize].id.clone()).collect();
        let place = |id: &str| ids.iter().position(|own| own == id).map(|at| room.entries[at]);
        room.entries = draw::order(&ids, &plan.seed).iter().filter_map(|drawn| place(&drawn.id)).collect();
        room.experts.sort_unstable();
    }
    Ok(best)
}

/// Similarities and conflicts of all pairs.
struct Table<'p> {
    pool: &'p Pool,
    similarity: Vec<i64>,
}

impl<'p> Table<'p> {
    fn new(pool: &'p Pool) -> Self {
        let mut similarity = vec![0; pool.entries.len() * pool.experts.len()];
        for pair in &pool.pairs {
            similarity[pair.entry as usize * pool.experts.len() + pair.expert as usize] = pair.similarity;
        }
        Table { pool, similarity }
    }

    fn similarity(&self, entry: u32, expert: u32) -> i64 {
        self.similarity[entry as usize * self.pool.experts.len() + expert as usize]
    }

    /// Experts in rooms by chance.
    fn beginning(&self, plan: &Plan, chance: &mut Chance) -> Vec<Vec<u32>> {
        let mut experts: Vec<u32> = (0..self.pool.experts.len() as u32).collect();
        for at in (1..experts.len()).rev() {
            experts.swap(at, chance.below(at as u64 + 1) as usize);
        }
        (0..plan.rooms).map(|room| experts[room * plan.size..(room + 1) * plan.size].to_vec()).collect()
    }

    fn settle(&self, plan: &Plan, panels: Vec<Vec<u32>>) -> Sharing {
        let mut best = self.shared(plan, panels);
        loop {
            let entries: Vec<_> = best.rooms.iter().map(|room| room.entries.clone()).collect();
            let next = self.shared(plan, self.panels(plan, &entries));
            let worth = |s: &Sharing| (s.left.len() + s.empty_seats, -s.total);
            if worth(&next) >= worth(&best) {
                return best;
            }
            best = next;
        }
    }

    /// The best sharing of the entries for these panels.
    fn shared(&self, plan: &Plan, panels: Vec<Vec<u32>>) -> Sharing {
        let n_entries = self.pool.entries.len() as u32;
        let (each, more) = (n_entries / plan.rooms as u32, n_entries % plan.rooms as u32);
        let barred = |entry, panel: &[u32]| panel.iter().any(|&expert| self.pool.is_barred(entry, expert));
        // Every room has `each` places, and `more` rooms have one more: a spare demand takes the others' last places.
        let mut choices = Vec::new();
        for entry in 0..n_entries {
            for (room, panel) in panels.iter().enumerate().filter(|(_, panel)| !barred(entry, panel)) {
                let value = panel.iter().map(|&expert| self.similarity(entry, expert)).sum::<i64>();
                choices.push(Choice { demand: entry, expert: room as u32, value, group: NONE });
            }
        }
        let spare = plan.rooms as u32 - more;
        let extra = if more == 0 { 0 } else { spare };
        choices.extend((0..plan.rooms as u32).map(|room| Choice {
            demand: n_entries,
            expert: room,
            value: 0,
            group: NONE,
        }));
        let mut needs = vec![1; n_entries as usize];
        needs.push(extra);
        let caps = vec![each + u32::from(more > 0); plan.rooms];
        let (network, best) = optimum(Limits { needs, caps, group_cap: 1, step: 0 }, &choices, None);
        let mut sharing = Sharing {
            rooms: panels.into_iter().map(|experts| Room { experts, entries: vec![] }).collect(),
            ..Sharing::default()
        };
        for choice in best.state.chosen().filter(|&choice| network.leaf[choice as usize] < n_entries) {
            sharing.rooms[network.expert[choice as usize] as usize].entries.push(network.leaf[choice as usize]);
            sharing.total += network.value[choice as usize];
        }
        sharing.left = (0..n_entries).filter(|&entry| best.state.nobody[entry as usize] > 0).collect();
        sharing.empty_seats = sharing.rooms.iter().map(|room| plan.size - room.experts.len()).sum();
        sharing
    }

    /// The best panels for these entries.
    fn panels(&self, plan: &Plan, rooms: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut choices = Vec::new();
        for (room, entries) in rooms.iter().enumerate() {
            for expert in 0..self.pool.experts.len() as u32 {
                if !entries.iter().any(|&entry| self.pool.is_barred(entry, expert)) {
                    let value = entries.iter().map(|&entry| self.similarity(entry, expert)).sum();
                    choices.push(Choice { demand: room as u32, expert, value, group: NONE });
                }
            }
        }
        let limits = Limits {
            needs: vec![plan.size as u32; rooms.len()],
            caps: vec![1; self.pool.experts.len()],
            group_cap: 1,
            step: 0,
        };
        let (network, best) = optimum(limits, &choices, None);
        let mut panels = vec![Vec::new(); rooms.len()];
        for choice in best.state.chosen() {
            panels[network.leaf[choice as usize] as usize].push(network.expert[choice as usize]);
        }
        panels
    }
}
