//! Chance from a seed: the n-th number is the first eight bytes of SHA-256(seed ‖ "/" ‖ n), big end first.
//!
//! Slow and simple on purpose, so that anyone can follow a draw with tools they have.

use sha2::{Digest, Sha256};

/// Numbers that follow from a seed.
#[derive(Debug, Clone)]
pub struct Chance {
    seed: String,
    n: u64,
}

impl Chance {
    /// The numbers of this seed, from the first.
    pub fn new(seed: &str) -> Self {
        Chance { seed: seed.to_owned(), n: 0 }
    }

    fn next(&mut self) -> u64 {
        let digest = Sha256::digest(format!("{}/{}", self.seed, self.n));
        self.n += 1;
        digest.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
    }

    /// A whole number below `end`, each as likely; 0 where `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 {
            return 0;
        }
        // Numbers of the last, incomplete round are passed over, or the low ones would come more often.
        let last = u64::MAX - u64::MAX % end;
        loop {
            let number = self.next();
            if number < last {
                return number % end;
            }
        }
    }
}

/// SHA-256 as hexadecimal digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_seed_fixes_its_numbers_and_they_stay_below() {
        let draw = |seed: &str| {
            let mut chance = Chance::new(seed);
            (0..200).map(|_| chance.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
        assert!(draw("a").iter().all(|&n| n < 7) && (0..7).all(|n| draw("a").contains(&n)));
    }
}
