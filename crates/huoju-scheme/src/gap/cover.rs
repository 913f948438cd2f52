//! The cheapest whole steps of several levers that together make up for what is short of one line.

use super::cost::Cost;
use super::levers::{MOST_LEVERS, STILL, Steps};

/// So many ways to share it out are looked at; beyond them levers count in parts, which no whole steps can beat.
const MOST_WAYS: usize = 256;

/// A lever that helps: what a step adds, how many there are, and what each costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Help {
    pub lever: usize,
    pub by: i128,
    pub width: i128,
    pub price: u64,
}

/// Levers that help, those first that give most for their price.
pub(super) struct Helps {
    list: [Help; MOST_LEVERS],
    n: usize,
}

/// A search for the cheapest way under way.
struct Cover {
    steps: Steps,
    best: Option<(u64, Steps)>,
    n_ways: usize,
}

impl Default for Helps {
    fn default() -> Self {
        Helps { list: [Help { lever: 0, by: 1, width: 0, price: 0 }; MOST_LEVERS], n: 0 }
    }
}

impl Helps {
    /// Those of a line's levers that raise it, without how many steps there are.
    pub fn of(by: &[i128; MOST_LEVERS], prices: &[u64]) -> Vec<Help> {
        let mut helps = Helps::default();
        for (lever, (by, price)) in by.iter().zip(prices).enumerate().filter(|(_, (by, _))| **by > 0) {
            helps.add(Help { lever, by: *by, width: 0, price: *price });
        }
        helps.list[..helps.n].to_vec()
    }

    /// One that gives no more for its price than those before it.
    pub fn push(&mut self, help: Help) {
        self.list[self.n] = help;
        self.n += 1;
    }

    pub fn add(&mut self, help: Help) {
        let dearer = |other: &Help| {
            let price = |of: &Help, by: i128| i128::from(of.price).saturating_mul(by);
            price(other, help.by) > price(&help, other.by)
        };
        let place = self.list[..self.n].iter().position(dearer).unwrap_or(self.n);
        self.list.copy_within(place..self.n, place + 1);
        self.list[place] = help;
        self.n += 1;
    }

    /// What it costs at least to make up for what is short.
    pub fn cover(&self, short: i128) -> Cost {
        let helps = &self.list[..self.n];
        let Some(least) = in_parts(helps, short) else { return Cost::NEVER };
        let levers = helps.iter().fold(0, |bits, help| bits | 1 << help.lever);
        let mut cover = Cover { steps: STILL, best: None, n_ways: 0 };
        cover.share(helps, short, 0);
        let (value, steps) = cover.best.unwrap_or((least, STILL));
        Cost { value: if cover.n_ways < MOST_WAYS { value } else { least }, levers, steps }
    }
}

impl Cover {
    fn share(&mut self, helps: &[Help], short: i128, paid: u64) {
        if short <= 0 {
            if self.is_cheaper(paid) {
                self.best = Some((paid, self.steps));
            }
            return;
        }
        let Some((first, rest)) = helps.split_first() else { return };
        let most = up(short, first.by).min(first.width);
        for n in (0..=most).rev() {
            self.n_ways += 1;
            let (left, paid) = (short - first.by * n, paid.saturating_add(price(first, n)));
            let bound = in_parts(rest, left).map(|more| paid.saturating_add(more));
            if bound.is_some_and(|bound| self.is_cheaper(bound)) && self.n_ways < MOST_WAYS {
                self.steps[first.lever] = n as u32;
                self.share(rest, left, paid);
            } else if n < most || self.n_ways >= MOST_WAYS {
                // With fewer steps of the best lever the rest costs only more.
                break;
            }
        }
        self.steps[first.lever] = 0;
    }

    fn is_cheaper(&self, cost: u64) -> bool {
        self.best.is_none_or(|(best, _)| cost < best)
    }
}

/// What it costs where the last lever may be pulled in parts; `None` where all of them are not enough.
fn in_parts(helps: &[Help], mut short: i128) -> Option<u64> {
    let mut value = 0u64;
    for help in helps {
        if short <= 0 {
            break;
        }
        let all = help.by.saturating_mul(help.width);
        if short <= all {
            let part = match i128::from(help.price).checked_mul(short) {
                Some(whole) => up(whole, help.by),
                None => i128::from(help.price).saturating_mul(short / help.by),
            };
            return Some(value.saturating_add(part.clamp(0, i128::from(u64::MAX - 1)) as u64));
        }
        value = value.saturating_add(price(help, help.width));
        short -= all;
    }
    (short <= 0).then_some(value)
}

fn price(help: &Help, steps: i128) -> u64 {
    help.price.saturating_mul(steps as u64)
}

fn up(a: i128, b: i128) -> i128 {
    a.div_euclid(b) + i128::from(a.rem_euclid(b) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn helps(of: &[(i128, i128, u64)]) -> Helps {
        let mut helps = Helps::default();
        for (lever, (by, width, price)) in of.iter().enumerate() {
            helps.add(Help { lever, by: *by, width: *width, price: *price });
        }
        helps
    }

    /// What is cheapest of all ways there are.
    fn tried(of: &[(i128, i128, u64)], short: i128) -> Option<u64> {
        match of {
            _ if short <= 0 => Some(0),
            [] => None,
            [(by, width, price), rest @ ..] => {
                (0..=*width).filter_map(|n| Some(price * n as u64 + tried(rest, short - by * n)?)).min()
            }
        }
    }

    #[test]
    fn whole_steps_cost_what_the_cheapest_way_of_all_costs() {
        let levers = [(4, 5, 8), (3, 9, 20), (7, 2, 15), (10, 1, 100)];
        for n in 0..=levers.len() {
            for short in 1..90 {
                let cost = helps(&levers[..n]).cover(short);
                assert_eq!((!cost.is_never()).then_some(cost.value), tried(&levers[..n], short), "{n} for {short}");
                let price: u64 = levers.iter().zip(cost.steps).map(|(lever, steps)| lever.2 * u64::from(steps)).sum();
                assert!(cost.is_never() || cost.value == price);
            }
        }
    }

    #[test]
    fn beyond_so_many_ways_the_cost_is_a_bound() {
        let cost = helps(&[(1000, 1000, 1001), (999, 1000, 1000), (998, 1000, 999)]).cover(1_499_999);
        assert!(cost.value <= 1_501_500 && cost.value >= 1_500_000, "{}", cost.value);
    }
}
