//! A draw (抽签) that anyone can check.
//!
//! First the list is fixed: its *commitment* is the SHA-256 of the ids, sorted by their bytes, each with a line feed
//! behind it. Later a public seed comes, named beforehand and known to nobody then. The order is that of
//! SHA-256(seed ‖ id), smallest first. Nobody can choose the list after the seed, or the seed after the list.

use crate::chance::sha256;
use crate::error::ReviewError;

/// The hash that fixes a list, in whatever order it is given.
pub fn commitment(ids: &[String]) -> String {
    let mut sorted: Vec<&str> = ids.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    sha256(sorted.iter().map(|id| format!("{id}\n")).collect::<String>())
}

/// One of those drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// From 1.
    pub place: usize,
    /// Who.
    pub id: String,
    /// SHA-256(seed ‖ id), which gave the place.
    pub digest: String,
}

/// All of a list in the order of a seed.
pub fn order(ids: &[String], seed: &str) -> Vec<Drawn> {
    let mut drawn: Vec<(String, &String)> = ids.iter().map(|id| (sha256(format!("{seed}{id}")), id)).collect();
    drawn.sort();
    let place = |(at, (digest, id)): (usize, (String, &String))| Drawn { place: at + 1, id: id.clone(), digest };
    drawn.into_iter().enumerate().map(place).collect()
}

/// The first `count` of a list in the order of a seed.
pub fn draw(ids: &[String], seed: &str, count: usize) -> Result<Vec<Drawn>, ReviewError> {
    if count > ids.len() {
        return Err(ReviewError::TooFew { wanted: count, found: ids.len() });
    }
    let mut drawn = order(ids, seed);
    drawn.truncate(count);
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_commitment_does_not_hang_on_the_order() {
        // printf 'P1\nP2\nP3\n' | sha256sum
        let expected = "96f48b119009669885257ebfeef1fb1835096acf203ca442bb80e494866c684f";
        assert_eq!(commitment(&ids("P1 P2 P3")), expected);
        assert_eq!(commitment(&ids("P3 P1 P2")), expected);
    }

    #[test]
    fn the_order_is_that_of_the_digests() {
        let drawn = order(&ids("P1 P2 P3 P4"), "2026-03-16 20:00 3D 0421");
        assert!(drawn.windows(2).all(|pair| pair[0].digest < pair[1].digest));
        assert!(drawn.iter().all(|one| one.digest == sha256(format!("2026-03-16 20:00 3D 0421{}", one.id))));
        assert_eq!(draw(&ids("P1 P2"), "s", 3), Err(ReviewError::TooFew { wanted: 3, found: 2 }));
    }
}
