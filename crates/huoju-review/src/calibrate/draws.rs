//! How far a place may move: draws from the fitted model, a ranking of each, and what share of them agree.

use super::chance::Chance;
use super::mixed::Fit;
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
/// More draws than this would overflow the counters.
pub const MOST_DRAWS: usize = 60_000;

/// Ranks `draws` draws of the panel; the odds of each member of each group.
pub fn odds(
    panel: &Panel,
    fit: &Fit,
    groups: &[Standing],
    (seed, job): (u64, u64),
    draws: usize,
    threads: usize,
) -> Vec<Vec<RankOdds>> {
    let draws = draws.clamp(1, MOST_DRAWS);
    let blocks = draws.div_ceil(WIDTH);
    let share = blocks.div_ceil(threads.max(1));
    let count = |part: usize| {
        let mut counts = Counts::new(groups);
        for block in part * share..blocks.min((part + 1) * share) {
            let width = WIDTH.min(draws - block * WIDTH);
            let values = drawn(panel, fit, &mut Chance::new(seed, job, block as u64));
            counts.add(&values, groups, width);
        }
        counts
    };
    let counts = std::thread::scope(|scope| {
        let parts: Vec<_> = (1..threads.max(1)).map(|part| scope.spawn(move || count(part))).collect();
        let mut sum = count(0);
        for part in parts {
            match part.join() {
                Ok(counts) => sum.merge(&counts),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        sum
    });
    groups.iter().zip(&counts.0).map(|(group, counts)| summed(group, counts, draws)).collect()
}

/// `WIDTH` draws of every entry of the panel, side by side.
fn drawn(panel: &Panel, fit: &Fit, chance: &mut Chance) -> Vec<[f64; WIDTH]> {
    let b = panel.experts.len();
    let scale = fit.residual_variance.sqrt();
    let mut moved: Vec<f64> = (0..(b + 1) * WIDTH).map(|_| chance.normal() * scale).collect();
    fit.factor.back(&mut moved, WIDTH);
    let root = (fit.expert_variance / fit.residual_variance).sqrt();
    let ratio = fit.entry_variance / fit.residual_variance;
    let lanes = |row: usize| &moved[row * WIDTH..(row + 1) * WIDTH];
    let draw = |(sheets, effect): (&[super::Observation], &f64)| {
        let k = sheets.len() as f64;
        let weight = ratio / (1.0 + ratio * k);
        let spread = (weight * fit.residual_variance).sqrt();
        let mut shift = [0.0; WIDTH];
        shift.iter_mut().zip(lanes(b)).for_each(|(shift, mean)| *shift = k * mean);
        for sheet in sheets {
            shift.iter_mut().zip(lanes(sheet.expert as usize)).for_each(|(shift, u)| *shift += root * u);
        }
        shift.map(|shift| effect - weight * shift + spread * chance.normal())
    };
    panel.by_entry().zip(&fit.entries).map(draw).collect()
}

/// How often each member had each place.
struct Counts(Vec<Vec<u16>>);

impl Counts {
    fn new(groups: &[Standing]) -> Counts {
        Counts(groups.iter().map(|group| vec![0; group.members.len() * group.members.len()]).collect())
    }

    fn add(&mut self, values: &[[f64; WIDTH]], groups: &[Standing], width: usize) {
        let mut keys: Vec<u64> = Vec::new();
        for (group, counts) in groups.iter().zip(&mut self.0) {
            let n = group.members.len();
            for lane in (0..WIDTH).take(width) {
                keys.clear();
                let value = |member: usize| values[member][lane];
                keys.extend(group.members.iter().enumerate().map(|(at, &member)| key(value(member), at)));
                keys.sort_unstable();
                for (place, key) in keys.iter().enumerate() {
                    counts[(key & MEMBER) as usize * n + place] += 1;
                }
            }
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
