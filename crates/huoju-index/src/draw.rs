//! Chance that can be repeated: every draw has streams of its own, so threads change nothing.
//!
//! A stream is SplitMix64 (Steele, Lea and Flood, 2014) begun at a mix of seed, draw and purpose.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The number that seed, draw and purpose come to.
pub fn key(seed: u64, draw: u64, purpose: u64) -> u64 {
    mixed(mixed(mixed(seed.wrapping_add(GOLDEN)).wrapping_add(draw)).wrapping_add(purpose.wrapping_mul(GOLDEN)))
}

impl Stream {
    /// The stream of a key.
    pub fn of(key: u64) -> Self {
        Stream(key)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mixed(self.0)
    }

    /// Evenly from [0, 1), on 53 bits.
    pub fn unit(&mut self) -> f64 {
        unit(self.bits())
    }

    /// Evenly from 0 to `n − 1`.
    pub fn below(&mut self, n: usize) -> usize {
        choice(self.bits(), n)
    }

    /// Standard normal, by the polar method of Marsaglia.
    fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// Gamma of this shape and scale 1, by Marsaglia and Tsang (2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * (1.0 - self.unit()).powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && (1.0 - self.unit()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }
}

/// Bits as a number of [0, 1).
pub fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// Bits as one of `n` choices.
pub fn choice(bits: u64, n: usize) -> usize {
    ((u128::from(bits) * n as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_that_of_splitmix64() {
        let mut stream = Stream::of(1_234_567);
        assert_eq!([stream.bits(), stream.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn draws_have_the_moments_that_they_should() {
        let mut stream = Stream::of(key(1, 2, 3));
        let n = 100_000;
        let mean = |draw: &mut dyn FnMut() -> f64| (0..n).map(|_| draw()).sum::<f64>() / f64::from(n);
        assert!((mean(&mut || stream.unit()) - 0.5).abs() < 0.005);
        assert!((mean(&mut || stream.gamma(2.5)) - 2.5).abs() < 0.03);
        assert!((mean(&mut || stream.gamma(0.3)) - 0.3).abs() < 0.02);
    }
}
