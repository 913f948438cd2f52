//! The cheapest whole steps of several levers that together make up for what is short of one line.

use super::cost::Cost;
use super::levers::{MOST_LEVERS, STILL, Steps};

/// So many ways to share it out are looked at; beyond them levers count in parts, which no whole steps can beat.
const MOST_WAYS: usize = 256;

/// Numbers beyond this are halved until they fit, what is short rounded down and what helps rounded up.
const MOST: i128 = 1 << 62;

/// A lever that helps: what a step adds, and what it costs.
#[derive(Debug, Clone, Copy)]
struct Help {
    lever: usize,
    by: i64,
    price: u64,
}

/// Levers that help, those first that give most for their price.
#[derive(Debug, Clone, Default)]
pub(super) struct Helps {
    list: Vec<Help>,
    /// Whether no step adds more than the first's and none costs less: where the first is enough, nothing is cheaper.
    first_leads: bool,
    /// How often what a step adds was halved.
    halved: u32,
}

/// What makes up for what is short.
pub(super) enum Covered {
    Free,
    Never,
    /// Steps of one lever, though others of `levers` could help as well.
    One {
        lever: usize,
        steps: u32,
        value: u64,
        levers: u32,
    },
    Several(Cost),
}

/// A search for the cheapest way under way.
struct Cover<'a> {
    tops: &'a Steps,
    /// What no way is cheaper than.
    least: u64,
    steps: Steps,
    best: Option<(u64, Steps)>,
    n_ways: usize,
}

impl Helps {
    /// Those of a line's levers that raise it.
    pub fn of(by: &[i128; MOST_LEVERS], prices: &[u64]) -> Helps {
        let mut helps = Helps::default();
        helps.set(by, prices);
        helps
    }

    /// Turns to another line.
    pub fn set(&mut self, by: &[i128; MOST_LEVERS], prices: &[u64]) {
        let most = by.iter().max().copied().unwrap_or(0);
        self.halved = (0..128).find(|n| most >> n < MOST).unwrap_or(0);
        let help = |lever: usize| Help { lever, by: halves_up(by[lever], self.halved), price: prices[lever] };
        self.list.clear();
        self.list.extend((0..prices.len()).filter(|lever| by[*lever] > 0).map(help));
        self.list.sort_by(|a, b| {
            let price = |of: &Help, other: &Help| i128::from(of.price).saturating_mul(by[other.lever]);
            price(a, b).cmp(&price(b, a))
        });
        let leads = |first: &Help| self.list.iter().all(|help| help.by <= first.by && help.price >= first.price);
        self.first_leads = self.list.first().is_some_and(leads);
    }

    /// What it costs at least to make up for what is short, with so many steps of each lever at most.
    #[inline]
    pub fn cover(&self, short: i128, tops: &Steps) -> Covered {
        let short = short >> self.halved;
        if short >= MOST {
            return self.coarser().cover(short, tops);
        }
        let (short, mut levers) = (short as i64, 0);
        if short <= 0 {
            return Covered::Free;
        }
        let (mut first, mut able) = (None, 0);
        for help in self.list.iter().filter(|help| tops[help.lever] > 0) {
            first = first.or(Some(help));
            (able, levers) = (able + 1, levers | 1 << help.lever);
        }
        let Some(first) = first else { return Covered::Never };
        match first.steps(short, tops) {
            // All are in the list's order, so that the leader is the first of those able, or isn't able at all.
            Some(steps) if able == 1 || self.leads(first) => {
                Covered::One { lever: first.lever, steps, value: first.price(steps.into()), levers }
            }
            None if able == 1 => Covered::Never,
            _ => self.shared(short, tops, levers),
        }
    }

    fn shared(&self, short: i64, tops: &Steps, levers: u32) -> Covered {
        let Some(least) = in_parts(&self.list, short, tops) else { return Covered::Never };
        let mut cover = Cover { tops, least, steps: STILL, best: None, n_ways: 0 };
        cover.share(&self.list, short, 0);
        let (value, steps) = cover.best.unwrap_or((least, STILL));
        Covered::Several(Cost { value: if cover.n_ways < MOST_WAYS { value } else { least }, levers, steps })
    }

    /// Whether nothing is cheaper than this one, where it is enough.
    #[inline]
    fn leads(&self, help: &Help) -> bool {
        self.first_leads && self.list.first().is_some_and(|first| first.lever == help.lever)
    }

    /// The levers that make up for it each by itself, a bit each.
    pub fn alone(&self, short: i128, tops: &Steps) -> u32 {
        let short = short >> self.halved;
        let able = self.list.iter().filter(|help| i128::from(help.by) * i128::from(tops[help.lever]) >= short);
        able.fold(0, |bits, help| bits | 1 << help.lever)
    }

    /// Counted in units twice as large again and again, for a number that is far too large.
    fn coarser(&self) -> Helps {
        let help = |help: &Help| Help { by: halves_up(i128::from(help.by), 32), ..*help };
        Helps { list: self.list.iter().map(help).collect(), first_leads: false, halved: 32 }
    }
}

impl From<Covered> for Cost {
    fn from(covered: Covered) -> Cost {
        match covered {
            Covered::Free => Cost::FREE,
            Covered::Never => Cost::NEVER,
            Covered::One { lever, steps: one, value, levers } => {
                let mut steps = STILL;
                steps[lever] = one;
                Cost { value, levers, steps }
            }
            Covered::Several(cost) => cost,
        }
    }
}

impl Help {
    /// The steps that make up for what is short; `None` where there are not so many.
    #[inline]
    fn steps(&self, short: i64, tops: &Steps) -> Option<u32> {
        let needed = up(short, self.by);
        (needed <= i64::from(tops[self.lever])).then_some(needed as u32)
    }

    fn price(&self, steps: i64) -> u64 {
        self.price.saturating_mul(steps as u64).min(u64::MAX - 1)
    }
}

impl Cover<'_> {
    fn share(&mut self, helps: &[Help], short: i64, paid: u64) {
        if short <= 0 {
            if self.is_cheaper(paid) {
                self.best = Some((paid, self.steps));
            }
            return;
        }
        let Some((first, rest)) = helps.split_first() else { return };
        let most = up(short, first.by).min(i64::from(self.tops[first.lever]));
        for n in (0..=most).rev() {
            self.n_ways += 1;
            let (left, paid) = (short - first.by * n, paid.saturating_add(first.price(n)));
            let bound = in_parts(rest, left, self.tops).map(|more| paid.saturating_add(more));
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
        self.best.is_none_or(|(best, _)| cost < best && best > self.least)
    }
}

/// What it costs where the last lever may be pulled in parts; `None` where all of them are not enough.
fn in_parts(helps: &[Help], mut short: i64, tops: &Steps) -> Option<u64> {
    let mut value = 0u64;
    for help in helps {
        if short <= 0 {
            break;
        }
        let all = i128::from(help.by) * i128::from(tops[help.lever]);
        if i128::from(short) <= all {
            let part = match help.price.checked_mul(short as u64) {
                Some(whole) => whole.div_ceil(help.by as u64),
                None => help.price.saturating_mul((short / help.by) as u64),
            };
            return Some(value.saturating_add(part).min(u64::MAX - 1));
        }
        value = value.saturating_add(help.price(i64::from(tops[help.lever])));
        short -= all as i64;
    }
    (short <= 0).then_some(value.min(u64::MAX - 1))
}

fn halves_up(by: i128, n: u32) -> i64 {
    let whole = by >> n;
    (whole + i128::from(whole << n != by)) as i64
}

/// Divided and rounded up; both are above zero.
#[inline]
fn up(a: i64, b: i64) -> i64 {
    a.div_euclid(b) + i64::from(a.rem_euclid(b) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Levers by what a step adds, how many there are and what each costs, and what they make up for.
    fn covered(of: &[(i128, u32, u64)], short: i128) -> Cost {
        let (mut by, mut tops, mut prices) = ([0; MOST_LEVERS], STILL, Vec::new());
        for (lever, told) in of.iter().enumerate() {
            (by[lever], tops[lever]) = (told.0, told.1);
            prices.push(told.2);
        }
        Helps::of(&by, &prices).cover(short, &tops).into()
    }

    /// What is cheapest of all ways there are.
    fn tried(of: &[(i128, u32, u64)], short: i128) -> Option<u64> {
        match of {
            _ if short <= 0 => Some(0),
            [] => None,
            [(by, width, price), rest @ ..] => {
                (0..=*width).filter_map(|n| Some(price * u64::from(n) + tried(rest, short - by * i128::from(n))?)).min()
            }
        }
    }

    #[test]
    fn whole_steps_cost_what_the_cheapest_way_of_all_costs() {
        let mixed = [(4, 5, 8), (3, 9, 20), (7, 2, 15), (10, 1, 100)];
        // Here no step adds more than the first's and none costs less.
        let led = [(5, 6, 8), (3, 9, 8), (5, 3, 9), (1, 20, 10)];
        for (levers, n) in [mixed, led].iter().flat_map(|levers| (0..=levers.len()).map(move |n| (levers, n))) {
            for short in 1..90 {
                let cost = covered(&levers[..n], short);
                assert_eq!((!cost.is_never()).then_some(cost.value), tried(&levers[..n], short), "{n} for {short}");
                let price: u64 = levers.iter().zip(cost.steps).map(|(lever, steps)| lever.2 * u64::from(steps)).sum();
                assert!(cost.is_never() || cost.value == price);
            }
        }
    }

    #[test]
    fn beyond_so_many_ways_the_cost_is_a_bound() {
        let cost = covered(&[(1000, 1000, 1001), (999, 1000, 1000), (998, 1000, 999)], 1_499_999);
        assert!(cost.value <= 1_501_500 && cost.value >= 1_500_000, "{}", cost.value);
    }

    #[test]
    fn numbers_beyond_64_bits_are_bounded_from_below() {
        let large = 1i128 << 100;
        assert_eq!(covered(&[(large, 5, 7)], large * 3).value, 21);
        assert_eq!(covered(&[(large, 5, 7), (large * 2, 1, 9)], large * 4).value, 23);
        assert!(covered(&[(large, 5, 7)], large * 6).is_never());
        assert!(covered(&[(1, 5, 7)], large).is_never());
        assert!(covered(&[(large + 1, 5, 7)], large * 3 + 4).value <= 28);
    }
}
