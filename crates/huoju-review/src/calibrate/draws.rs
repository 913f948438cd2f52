//! How far a place may move: draws from the fitted model, a ranking of each, and what share of them agree.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::chance::Chance;
use super::mixed::Fit;
use super::normal::Ziggurat;
use super::panel::Panel;

/// The first and the last place of an interval.
pub type Interval = (usize, usize);

/// What the draws say of one entry's place.
#[derive(Debug, Clone, PartialEq)]
pub struct RankOdds {
    /// The mean of its places.
    pub expected: f64,
    /// The middle half of them.
    pub half: Interval,
    /// The middle nine tenths.
    pub ninety: Interval,
    /// The share of draws in which it is among the first `seats`.
    pub top: f64,
}

/// Entries that are ranked with one another: their places in the panel, and how many go on.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The entries.
    pub members: Vec<usize>,
    /// The seats.
    pub seats: usize,
}

/// Draws made side by side.
const WIDTH: usize = 16;
/// Blocks of them whose places are counted together, so that an entry's counters are at hand while they are needed.
const BLOCKS: usize = 16;
/// More draws than this would overflow the counters.
pub const MOST_DRAWS: usize = 60_000;

/// Ranks `draws` draws of the panel; the odds of each member of each group. A block's draws follow from its own
/// stream and counts add up in any order, so threads change nothing.
pub fn odds(
    panel: &Panel,
    fit: &Fit,
    groups: &[Standing],
    (seed, job): (u64, u64),
    draws: usize,
    threads: usize,
) -> Vec<Vec<RankOdds>> {
    let draws = draws.clamp(1, MOST_DRAWS);
    let (next, ziggurat) = (AtomicUsize::new(0), Ziggurat::new());
    let count = || {
        let mut counts = Counts::new(groups);
        let (mut values, mut keys, mut places) = (Vec::new(), Vec::new(), vec![Vec::new(); groups.len()]);
        loop {
            let first = next.fetch_add(BLOCKS, Ordering::Relaxed);
            for block in (first..first + BLOCKS).take_while(|block| block * WIDTH < draws) {
                drawn(panel, fit, &mut Chance::new(seed, job, block as u64), &ziggurat, &mut values);
                groups.iter().zip(&mut places).for_each(|(group, places)| place(&values, group, &mut keys, places));
            }
            if first * WIDTH >= draws {
                return counts;
            }
            counts.add(&mut places, draws - first * WIDTH);
        }
    };
    let counts = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(count)).collect();
        let mut sum = count();
        for other in others {
            match other.join() {
                Ok(counts) => sum.merge(&counts),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        sum
    });
    groups.iter().zip(&counts.0).map(|(group, counts)| summed(group, counts, draws)).collect()
}

/// `WIDTH` draws of every entry of the panel, side by side.
fn drawn(panel: &Panel, fit: &Fit, chance: &mut Chance, normal: &Ziggurat, values: &mut Vec<[f64; WIDTH]>) {
    let b = panel.experts.len();
    let scale = fit.residual_variance.sqrt();
    let mut moved: Vec<[f64; WIDTH]> = (0..=b).map(|_| std::array::from_fn(|_| normal.draw(chance) * scale)).collect();
    fit.factor.back(&mut moved);
    let root = (fit.expert_variance / fit.residual_variance).sqrt();
    let ratio = fit.entry_variance / fit.residual_variance;
    let draw = |(sheets, effect): (&[super::Observation], &f64)| {
        let k = sheets.len() as f64;
        let weight = ratio / (1.0 + ratio * k);
        let spread = (weight * fit.residual_variance).sqrt();
        let mut shift = moved[b].map(|mean| k * mean);
        for sheet in sheets {
            shift.iter_mut().zip(&moved[sheet.expert as usize]).for_each(|(shift, u)| *shift += root * u);
        }
        shift.map(|shift| effect - weight * shift + spread * normal.draw(chance))
    };
    values.clear();
    values.extend(panel.by_entry().zip(&fit.entries).map(draw));
}

/// Appends every member's place, from 0, lane after lane of a block.
fn place(values: &[[f64; WIDTH]], group: &Standing, keys: &mut Vec<u64>, places: &mut Vec<u32>) {
    let n = group.members.len();
    keys.resize(WIDTH * n, 0);
    for (at, &member) in group.members.iter().enumerate() {
        values[member].iter().enumerate().for_each(|(lane, &value)| keys[lane * n + at] = key(value, at));
    }
    for keys in keys.chunks_exact_mut(n.max(1)) {
        keys.sort_unstable();
        let start = places.len();
        places.resize(start + n, 0);
        let own = &mut places[start..];
        keys.iter().enumerate().for_each(|(place, key)| own[(key & MEMBER) as usize] = place as u32);
    }
}

/// How often each member had each place.
struct Counts(Vec<Vec<u16>>);

impl Counts {
    fn new(groups: &[Standing]) -> Counts {
        Counts(groups.iter().map(|group| vec![0; group.members.len() * group.members.len()]).collect())
    }

    /// Counts the places of the first `draws` draws in these, and takes all away.
    fn add(&mut self, places: &mut [Vec<u32>], draws: usize) {
        for (counts, places) in self.0.iter_mut().zip(places) {
            let n = counts.len().isqrt().max(1);
            // A few members at a time, as many as share a line of memory in every draw.
            for (part, counts) in counts.chunks_mut(WIDTH * n).enumerate() {
                for places in places.chunks_exact(n).take(draws) {
                    let own = counts.chunks_exact_mut(n).zip(&places[part * WIDTH..]);
                    own.for_each(|(counts, &place)| counts[place as usize] += 1);
                }
            }
            places.clear();
        }
    }

    fn merge(&mut self, other: &Counts) {
        let all = self.0.iter_mut().flatten().zip(other.0.iter().flatten());
        all.for_each(|(sum, count)| *sum += count);
    }
}

/// The low bits of a key hold the member.
const MEMBER: u64 = (1 << 20) - 1;

/// A key whose order is that of falling values.
fn key(value: f64, member: usize) -> u64 {
    let bits = value.to_bits();
    let rising = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    (!rising & !MEMBER) | member as u64
}

fn summed(group: &Standing, counts: &[u16], draws: usize) -> Vec<RankOdds> {
    let n = group.members.len();
    counts.chunks_exact(n.max(1)).map(|counts| odds_of(counts, group.seats, draws)).collect()
}

fn odds_of(counts: &[u16], seats: usize, draws: usize) -> RankOdds {
    let sum: u64 = counts.iter().enumerate().map(|(at, &count)| (at as u64 + 1) * u64::from(count)).sum();
    let top: u64 = counts.iter().take(seats).map(|&count| u64::from(count)).sum();
    let place = |share: f64| {
        let mut left = share * draws as f64;
        let reached = counts.iter().position(|&count| {
            left -= f64::from(count);
            left <= 0.0
        });
        reached.unwrap_or(counts.len() - 1) + 1
    };
    RankOdds {
        expected: sum as f64 / draws as f64,
        half: (place(0.25), place(0.75)),
        ninety: (place(0.05), place(0.95)),
        top: top as f64 / draws as f64,
    }
}
