//! Chance from a seed: the same seed gives the same zone on every machine.
//!
//! SplitMix64 (Steele, Lea and Flood, 2014) gives the bits. What is made of them uses only `+ − × ÷` on floats, whose
//! results IEEE 754 fixes to the last bit; `exp` of a system's library may differ, so it is built here.

/// A stream of chance.
pub struct Chance(u64);

impl Chance {
    /// A stream for one purpose: streams of one seed and different `purpose` don't follow each other, so that one
    /// more draw for an enterprise moves no other enterprise.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut apart = Chance(purpose);
        Chance(seed ^ apart.bits())
    }

    /// 64 bits: SplitMix64.
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Evenly from 0 up to 1, 1 not included.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in this share of cases.
    pub fn happens(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// Evenly from `least` to `most`, both included.
    pub fn whole(&mut self, least: i64, most: i64) -> i64 {
        let width = most.saturating_sub(least).unsigned_abs() + 1;
        least + (self.bits() % width) as i64
    }

    /// One of several, each as likely; the default where there are none.
    pub fn one_of<T: Copy + Default>(&mut self, all: &[T]) -> T {
        let last = all.len().saturating_sub(1);
        all.get(self.whole(0, last as i64) as usize).copied().unwrap_or_default()
    }

    /// About normal, mean 0 and deviation 1: the sum of twelve even shares, so never beyond 6.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    /// Poisson by Knuth's product; for means of some tens at most.
    pub fn count(&mut self, mean: f64) -> i64 {
        let end = exp(-mean.clamp(0.0, 60.0));
        let mut product = self.share();
        let mut n = 0;
        while product > end {
            product *= self.share();
            n += 1;
        }
        n
    }
}

/// eˣ by its series on x/256, squared eight times: the same bits everywhere.
pub fn exp(x: f64) -> f64 {
    let small = x.clamp(-40.0, 40.0) / 256.0;
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..=10 {
        term *= small / f64::from(n);
        sum += term;
    }
    (0..8).fold(sum, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_are_those_of_splitmix64() {
        // The first outputs of the reference implementation for seed 1234567.
        let mut chance = Chance(1_234_567);
        assert_eq!([chance.bits(), chance.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn the_exponential_is_right_to_twelve_digits() {
        for x in [-12.5, -1.0, 0.0, 0.3, 1.0, 7.7] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn means_come_out_as_asked() {
        let mut chance = Chance::new(1, 1);
        let n = 20_000;
        let mean = |sum: f64| sum / f64::from(n);
        assert!(mean((0..n).map(|_| chance.normal()).sum()).abs() < 0.03);
        assert!((mean((0..n).map(|_| chance.count(2.5) as f64).sum()) - 2.5).abs() < 0.05);
        assert!((mean((0..n).map(|_| chance.whole(1, 6) as f64).sum()) - 3.5).abs() < 0.05);
    }
}
