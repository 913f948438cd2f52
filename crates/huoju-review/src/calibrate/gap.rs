//! Do experts mark their own group's entries otherwise? A permutation test per expert, and Benjamini–Hochberg over all.

use super::chance::Chance;

/// One expert's marks of its own group's entries beside those of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The expert.
    pub expert: u32,
    /// How many sheets of its own group's entries.
    pub own: usize,
    /// How many of others.
    pub others: usize,
    /// How much higher its own group's were marked, each against the others' mean of the same entry.
    pub gap: f64,
    /// The share of ways to name as many sheets its own that have a gap at least as large, either way.
    pub p: f64,
    /// The same adjusted for how many experts were looked at (Benjamini and Hochberg, 1995).
    pub q: f64,
}

/// Up to so many ways, all are tried.
const MOST_WAYS: u64 = 20_000;

/// The gap of an expert from the differences of its sheets, each with whether the entry is of its own group; `None`
/// where one side is empty. Exact where the ways to choose are few, else by `draws` random ones.
pub fn gap(expert: u32, differences: &[(bool, f64)], (seed, job): (u64, u64), draws: usize) -> Option<Gap> {
    let own = differences.iter().filter(|(own, _)| *own).count();
    let others = differences.len() - own;
    if own == 0 || others == 0 {
        return None;
    }
    let values: Vec<f64> = differences.iter().map(|(_, value)| *value).collect();
    let total: f64 = values.iter().sum();
    let of_sum = |sum: f64| sum / own as f64 - (total - sum) / others as f64;
    let gap = of_sum(differences.iter().filter(|(own, _)| *own).map(|(_, value)| value).sum());
    let least = gap.abs() - 1e-9 * (1.0 + gap.abs());
    let as_large = |sum: f64| of_sum(sum).abs() >= least;
    let p = match ways(values.len(), own) {
        Some(ways) => all_sums(&values, own, 0.0, &as_large) as f64 / ways as f64,
        None => {
            let mut chance = Chance::new(seed, job, u64::from(expert));
            let hits = (0..draws).filter(|_| as_large(random_sum(&values, own, &mut chance))).count();
            (hits + 1) as f64 / (draws + 1) as f64
        }
    };
    Some(Gap { expert, own, others, gap, p, q: p })
}

/// How many ways there are to choose, if few enough to try all.
fn ways(n: usize, k: usize) -> Option<u64> {
    let mut ways: u64 = 1;
    for i in 0..k.min(n - k) as u64 {
        ways = ways * (n as u64 - i) / (i + 1);
        if ways > MOST_WAYS {
            return None;
        }
    }
    Some(ways)
}

/// How many choices of `k` values have a sum that counts.
fn all_sums(values: &[f64], k: usize, sum: f64, counts: &impl Fn(f64) -> bool) -> u64 {
    if k == 0 {
        return u64::from(counts(sum));
    }
    if values.len() < k {
        return 0;
    }
    all_sums(&values[1..], k - 1, sum + values[0], counts) + all_sums(&values[1..], k, sum, counts)
}

fn random_sum(values: &[f64], k: usize, chance: &mut Chance) -> f64 {
    let (mut sum, mut wanted) = (0.0, k);
    for (at, value) in values.iter().enumerate() {
        if chance.below(values.len() - at) < wanted {
            sum += value;
            wanted -= 1;
        }
    }
    sum
}

/// Adjusts each `p` for how many there are.
pub fn benjamini_hochberg(gaps: &mut [Gap]) {
    let mut order: Vec<usize> = (0..gaps.len()).collect();
    order.sort_by(|&a, &b| gaps[b].p.total_cmp(&gaps[a].p));
    let (n, mut least) = (gaps.len() as f64, 1.0f64);
    for (at, index) in order.into_iter().enumerate() {
        least = least.min(gaps[index].p * n / (n - at as f64));
        gaps[index].q = least;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_tested_against_every_way_to_choose() {
        // 3 of 6: 20 ways; only the choice itself and its mirror have a gap as large.
        let differences = [(true, 3.0), (true, 4.0), (true, 5.0), (false, -1.0), (false, 0.0), (false, 1.0)];
        let gap = gap(0, &differences, (1, 0), 100).expect("both sides");
        assert_eq!((gap.gap, gap.p), (4.0, 0.1));
        assert_eq!(super::gap(0, &differences[..3], (1, 0), 100), None);
    }

    #[test]
    fn many_looks_make_each_worth_less() {
        let of = |p| Gap { expert: 0, own: 1, others: 1, gap: 0.0, p, q: p };
        let mut gaps = [0.01, 0.04, 0.03, 0.005].map(of);
        benjamini_hochberg(&mut gaps);
        assert_eq!(gaps.map(|gap| format!("{:.3}", gap.q)), ["0.020", "0.040", "0.040", "0.020"]);
    }
}
