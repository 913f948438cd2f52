//! Prices to begin with: places bid for experts.
//!
//! Only a start: [`exact`](super::exact) is right from any prices, and quick from good ones. A demand bids for its best
//! expert as much as leaves it as well off as with its next best, and a little more. A full expert keeps the highest
//! bids, and its lowest is its price.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::flow::network::Network;
use crate::flow::state::State;

/// Bids for each place on average, after which bidding stops: places that can't be filled would bid for ever.
const BIDS_A_PLACE: u64 = 60;

/// Offers looked at for each place: enough for good prices, and few enough to be quick where every pair is given.
const OFFERS_A_PLACE: usize = 12;

/// A price for each expert.
pub fn prices(network: &Network, raise: i64) -> Vec<i64> {
    let mut auction = Auction {
        network,
        offers: offers(network),
        state: State::new(network),
        bids: vec![BinaryHeap::new(); network.n_experts()],
        price: (0..network.n_experts()).map(|j| if network.limits.caps[j] == 0 { network.unmet } else { 0 }).collect(),
        raise,
    };
    let needs = &network.limits.needs;
    let mut waiting: VecDeque<u32> =
        needs.iter().enumerate().flat_map(|(d, &need)| std::iter::repeat_n(d as u32, need as usize)).collect();
    let mut left = waiting.len() as u64 * BIDS_A_PLACE;
    while let Some(demand) = waiting.pop_front() {
        let outbid = auction.bid(demand);
        waiting.extend(outbid);
        left -= 1;
        if left == 0 {
            break;
        }
    }
    auction.price
}

/// One choice, as bidding looks at it.
#[derive(Clone, Copy)]
struct Offer {
    value: i64,
    expert: u32,
    choice: u32,
}

struct Auction<'n> {
    network: &'n Network,
    offers: Vec<Vec<Offer>>,
    state: State,
    /// Lowest first.
    bids: Vec<BinaryHeap<Reverse<(i64, u32)>>>,
    price: Vec<i64>,
    raise: i64,
}

impl Auction<'_> {
    /// One place of a demand bids; comes back with the demand that lost its place.
    fn bid(&mut self, demand: u32) -> Option<u32> {
        let (choice, best, next) = self.best_two(demand)?;
        let expert = self.network.expert[choice as usize];
        let bid = self.price[expert as usize] + (best - next).min(self.network.unmet) + self.raise;
        self.state.take(self.network, choice);
        self.count(choice, 1);
        self.bids[expert as usize].push(Reverse((bid, choice)));
        self.settle(expert)
    }

    /// Drops the lowest bid of an expert who has too many, and sets the price.
    fn settle(&mut self, expert: u32) -> Option<u32> {
        let (bids, cap) = (&mut self.bids[expert as usize], self.network.limits.caps[expert as usize] as usize);
        let mut outbid = None;
        if bids.len() > cap
            && let Some(Reverse((_, choice))) = bids.pop()
        {
            outbid = Some(choice);
        }
        if bids.len() == cap
            && let Some(Reverse((lowest, _))) = bids.peek()
        {
            self.price[expert as usize] = *lowest;
        }
        let choice = outbid?;
        self.state.give_back(self.network, choice);
        self.count(choice, -1);
        Some(self.network.demand(self.network.leaf[choice as usize]))
    }

    fn count(&mut self, choice: u32, by: i32) {
        let leaf = &mut self.state.in_leaf[self.network.leaf[choice as usize] as usize];
        *leaf = leaf.saturating_add_signed(by);
    }

    /// The best choice that is left to a demand, what it is worth at these prices, and what the next best is. No price
    /// is negative, so the search ends where values fall below the next best.
    fn best_two(&self, demand: u32) -> Option<(u32, i64, i64)> {
        let least = -self.network.unmet;
        let (mut at, mut best, mut next) = (None, least, least);
        for offer in &self.offers[demand as usize] {
            if offer.value <= next {
                break;
            }
            let worth = offer.value - self.price[offer.expert as usize];
            if worth > next && self.is_open(offer.choice) {
                if worth > best {
                    (at, next, best) = (Some(offer.choice), best, worth);
                } else {
                    next = worth;
                }
            }
        }
        at.map(|choice| (choice, best, next))
    }

    fn is_open(&self, choice: u32) -> bool {
        let leaf = self.network.leaf[choice as usize];
        let full =
            self.network.parent(leaf).is_some() && self.state.in_leaf[leaf as usize] >= self.network.limits.group_cap;
        !full && !self.state.taken[choice as usize]
    }
}

/// The best choices of each demand, the most valuable first.
fn offers(network: &Network) -> Vec<Vec<Offer>> {
    (0..network.n_demands() as u32).map(|demand| offers_to(network, demand)).collect()
}

fn offers_to(network: &Network, demand: u32) -> Vec<Offer> {
    let offer =
        |choice: u32| Offer { value: network.value[choice as usize], expert: network.expert[choice as usize], choice };
    let leaves = std::iter::once(demand).chain(network.groups(demand));
    let mut offers: Vec<Offer> = leaves.flat_map(|leaf| network.choices(leaf)).map(offer).collect();
    let most = OFFERS_A_PLACE * network.limits.needs[demand as usize].max(1) as usize;
    if offers.len() > most {
        offers.select_nth_unstable_by_key(most, |offer| std::cmp::Reverse(offer.value));
        offers.truncate(most);
    }
    offers.sort_by_key(|offer| Reverse((offer.value, Reverse(offer.choice))));
    offers
}
