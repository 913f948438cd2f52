//! The only chance there is: a stream of numbers fixed by a seed and the place where it is drawn.
//!
//! xoshiro256++ (Blackman and Vigna, 2018), its state filled by SplitMix64 from the seed and two places. Work that is
//! split among threads takes a stream per piece, so results don't depend on how many threads there are.

/// A stream of pseudo-random numbers.
#[derive(Debug, Clone)]
pub struct Chance([u64; 4]);

impl Chance {
    /// The stream of a seed for piece `piece` of job `job`.
    pub fn new(seed: u64, job: u64, piece: u64) -> Chance {
        let mut state = seed ^ mixed(job.wrapping_mul(0xA076_1D64_78BD_642F)) ^ mixed(!piece);
        Chance(std::array::from_fn(|_| {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            mixed(state)
        }))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// A whole number below `bound`, each as likely up to 2⁻⁶⁴.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_fixed_by_seed_job_and_piece() {
        let first = |seed, job, piece| Chance::new(seed, job, piece).bits();
        assert_eq!(first(1, 2, 3), first(1, 2, 3));
        assert_ne!(first(1, 2, 3), first(1, 3, 2));
        assert_ne!(first(1, 2, 3), first(2, 2, 3));
    }
}
