//! What lists and assessments say of everybody, put together rung by rung.

use std::collections::HashMap;

use huoju_model::ladder::{Held, Seen};
use huoju_model::{Ladder, Outcome};
use jiff::civil::Date;

use super::{Lasts, Stand};

/// What is known, by subject, moment and rung.
pub(super) struct Sight {
    n_moments: usize,
    n_rungs: usize,
    places: HashMap<i64, usize>,
    seen: Vec<Seen>,
    until: Vec<Option<Date>>,
    /// Whether anybody holds a rung's title at a moment.
    pub told: Vec<Vec<bool>>,
}

impl Sight {
    /// Nothing yet of these subjects.
    pub fn new(subjects: &[i64], n_moments: usize, n_rungs: usize) -> Self {
        let n = subjects.len() * n_moments * n_rungs;
        Sight {
            n_moments,
            n_rungs,
            places: subjects.iter().enumerate().map(|(place, id)| (*id, place)).collect(),
            seen: vec![Seen::default(); n],
            until: vec![None; n],
            told: vec![vec![false; n_rungs]; n_moments],
        }
    }

    fn at(&self, subject: usize, (moment, rung): (usize, usize)) -> usize {
        (subject * self.n_moments + moment) * self.n_rungs + rung
    }

    /// Who holds a rung's title at a moment, and to which day. Where anybody does, everybody else is on no list of it.
    pub fn lists<'l>(&mut self, spot: (usize, usize), holders: impl Iterator<Item = &'l Lasts>) {
        for &Lasts { subject, to: end, .. } in holders {
            self.told[spot.0][spot.1] = true;
            let Some(&subject) = self.places.get(&subject) else { continue };
            let at = self.at(subject, spot);
            // Of several lists the one that ends last counts; one that leaves its end out ends last.
            self.until[at] = match self.seen[at].held {
                Held::Yes => self.until[at].zip(end).map(|(one, other)| one.max(other)),
                _ => end,
            };
            self.seen[at].held = Held::Yes;
        }
        if !self.told[spot.0][spot.1] {
            return;
        }
        for subject in 0..self.places.len() {
            let at = self.at(subject, spot);
            if self.seen[at].held == Held::Untold {
                self.seen[at].held = Held::No;
            }
        }
    }

    /// How subjects came out by a rung's scheme.
    pub fn results(&mut self, spot: (usize, usize), came: Vec<(i64, Outcome)>) {
        for (subject, outcome) in came {
            if let Some(&subject) = self.places.get(&subject) {
                let at = self.at(subject, spot);
                self.seen[at].outcome = Some(outcome);
            }
        }
    }

    /// The last days of all who hold a rung's title at the last moment, by rung; of whom none is known is left out.
    pub fn ends(&self) -> Vec<Vec<Date>> {
        let Some(last) = self.n_moments.checked_sub(1) else { return Vec::new() };
        let of = |rung| (0..self.places.len()).filter_map(move |subject| self.until[self.at(subject, (last, rung))]);
        (0..self.n_rungs).map(|rung| of(rung).collect()).collect()
    }

    /// Where everybody stands, by subject, then by moment.
    pub fn stands(&self, ladder: &Ladder) -> Vec<Stand> {
        let n = self.n_rungs.max(1);
        let stand = |(seen, until): (&[Seen], &[Option<Date>])| {
            let standing = ladder.standing(seen);
            Stand { standing, until: standing.held.and_then(|held| until.get(usize::from(held)).copied().flatten()) }
        };
        self.seen.chunks(n).zip(self.until.chunks(n)).map(stand).collect()
    }
}
