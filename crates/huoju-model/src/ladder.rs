//! Ladders (梯度): titles in order, each on a rung, and where a subject stands on one.
//!
//! A title that is held and our own assessment are two things and stay two: [`Standing::held`] is what others granted,
//! [`Standing::reached`] is what our own assessment says. What nobody told is not taken for "no".

use crate::{Outcome, Text};

/// As many rungs as a ladder may have.
pub const MOST_RUNGS: usize = 16;

/// A ladder (梯度): rungs from the lowest to the highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// Its id, which is its file's name.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The province whose ladder it is; `None`: the nation's.
    pub place: Option<Text>,
    /// The document that puts the rungs in this order.
    pub source: String,
    /// What a reader should know, what was not seen among it.
    pub note: Option<Text>,
    /// The rungs, the lowest first; at least two, at most [`MOST_RUNGS`].
    pub rungs: Vec<Rung>,
}

/// A rung (级): a title that is held, a scheme that one is assessed by, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Its id within the ladder.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// The title (资格), as lists of who holds it call it.
    pub holds: Option<String>,
    /// For so many years the title holds, where a list leaves its last day out.
    pub years: Option<u8>,
    /// The schemes of the own assessment (预评): editions of one rule, the earliest first.
    pub schemes: Vec<String>,
    /// Rungs above that nobody who is to be on this one may hold; whoever holds one passes this one by.
    pub excludes: Vec<usize>,
    /// Rungs below whose title must be held.
    pub needs: Vec<usize>,
    /// The document that says so.
    pub source: Option<String>,
    /// Its clause.
    pub clause: Option<String>,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// Whether a title is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Held {
    /// No list of the title is known, and nobody said.
    #[default]
    Untold,
    /// The subject is on no list of it, or no longer.
    No,
    /// It holds.
    Yes,
}

/// What is known of a subject and one rung at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Whether its title is held.
    pub held: Held,
    /// How the subject came out by its scheme; `None` where it was not assessed.
    pub outcome: Option<Outcome>,
}

/// Where a subject stands on a ladder; rungs by their place, the lowest 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The highest rung whose title is held.
    pub held: Option<u8>,
    /// The highest rung whose scheme is passed, by our own assessment.
    pub reached: Option<u8>,
    /// The next step; `None` on the highest rung, or where nothing is known.
    pub next: Option<u8>,
    /// The rungs of whose title it is known whether it is held, a bit each.
    told: u16,
    /// The rungs passed by without fault, a bit each.
    passed_by: u16,
    /// The rungs that the next step needs and whose title is not known to be held, a bit each.
    lacking: u16,
}

/// How a standing compares with an earlier one, by the titles held. A list that ends makes nobody fall, and one that begins
/// makes nobody rise to its own rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    /// Higher than before, or for the first time.
    Rose,
    /// Lower than before, or no more.
    Fell,
    /// On the same rung, or on none both times.
    Stayed,
    /// What is known at one time only could make it another.
    Untold,
}

impl Ladder {
    /// Where a subject stands, of whom this is known, a rung each.
    pub fn standing(&self, seen: &[Seen]) -> Standing {
        let highest = |is: &dyn Fn(&Seen) -> bool| seen.iter().rposition(is);
        let held = highest(&|seen| seen.held == Held::Yes);
        let reached = highest(&|seen| passes(seen));
        let known = seen.iter().any(|seen| seen.held != Held::Untold || seen.outcome.is_some());
        let skips = |rung: usize| self.passes_by(rung, seen);
        let next = (held.map_or(0, |held| held + 1)..self.rungs.len()).find(|&rung| !skips(rung)).filter(|_| known);
        let below = next.or(held).unwrap_or(0);
        let is_held = |below: usize| seen.get(below).is_some_and(|seen| seen.held == Held::Yes);
        let needs = next.and_then(|next| self.rungs.get(next)).map_or(&[][..], |rung| &rung.needs);
        Standing {
            held: held.map(place),
            reached: reached.map(place),
            next: next.map(place),
            told: bits(seen.iter().enumerate().filter(|(_, seen)| seen.held != Held::Untold).map(|(rung, _)| rung)),
            passed_by: bits((0..below).filter(|&rung| skips(rung))),
            lacking: bits(needs.iter().copied().filter(|&rung| !is_held(rung))),
        }
    }

    /// Whether a rung is passed by without fault: it is not held, and whoever is to hold it may not be on one that is held
    /// or that the own assessment reaches.
    fn passes_by(&self, rung: usize, seen: &[Seen]) -> bool {
        let is_there = |&above: &usize| seen.get(above).is_some_and(|seen| seen.held == Held::Yes || passes(seen));
        let holds = seen.get(rung).is_some_and(|seen| seen.held == Held::Yes);
        !holds && self.rungs.get(rung).is_some_and(|rung| rung.excludes.iter().any(is_there))
    }
}

/// That of whom nothing is known.
impl Default for Standing {
    fn default() -> Self {
        Standing { held: None, reached: None, next: None, told: 0, passed_by: 0, lacking: 0 }
    }
}

impl Standing {
    /// Whether a rung was passed by without fault.
    pub fn passes_by(&self, rung: usize) -> bool {
        has(self.passed_by, rung)
    }

    /// Whether the next step needs the title of this rung, and it is not known to be held.
    pub fn lacks(&self, rung: usize) -> bool {
        has(self.lacking, rung)
    }

    /// Whether it is known of any title of the ladder if it is held: without it, standing on no rung means nothing.
    pub fn is_told(&self) -> bool {
        self.told != 0
    }

    /// How it compares with an earlier one.
    pub fn since(&self, before: &Standing) -> Move {
        match (before.held, self.held) {
            (Some(from), to) if to < Some(from) && covers(self.told, before.told, from) => Move::Fell,
            (from, Some(to)) if from < Some(to) && has(before.told, usize::from(to)) => Move::Rose,
            (from, to) if from == to && (to.is_some() || self.is_told() && self.told == before.told) => Move::Stayed,
            _ => Move::Untold,
        }
    }
}

fn passes(seen: &Seen) -> bool {
    seen.outcome == Some(Outcome::Pass)
}

/// Rungs as bits.
fn bits(rungs: impl Iterator<Item = usize>) -> u16 {
    rungs.filter(|&rung| rung < MOST_RUNGS).fold(0, |bits, rung| bits | 1 << rung)
}

/// Whether all that is told of the rungs from this one up is told there too.
fn covers(there: u16, told: u16, from: u8) -> bool {
    told.checked_shr(u32::from(from)).unwrap_or(0) & !there.checked_shr(u32::from(from)).unwrap_or(0) == 0
}

fn has(bits: u16, rung: usize) -> bool {
    rung < MOST_RUNGS && bits >> rung & 1 == 1
}

/// A ladder has few rungs.
fn place(rung: usize) -> u8 {
    u8::try_from(rung).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four rungs; the second excludes the third and needs the first.
    fn ladder() -> Ladder {
        let rung = |id: &str| Rung {
            id: id.to_owned(),
            title: Text::zh(id),
            holds: Some(id.to_owned()),
            years: None,
            schemes: Vec::new(),
            excludes: Vec::new(),
            needs: Vec::new(),
            source: None,
            clause: None,
            note: None,
        };
        let mut rungs: Vec<Rung> = ["one", "two", "three", "four"].map(rung).to_vec();
        rungs[1].excludes = vec![2];
        rungs[1].needs = vec![0];
        Ladder { id: String::new(), title: Text::default(), place: None, source: String::new(), note: None, rungs }
    }

    /// `y` held, `n` not, `.` untold; then `+` passed, `-` failed, `?` undetermined, `.` not assessed.
    fn seen(words: &str) -> Vec<Seen> {
        let one = |word: &str| {
            let (held, outcome) = word.split_at(1);
            let held = match held {
                "y" => Held::Yes,
                "n" => Held::No,
                _ => Held::Untold,
            };
            let outcome = match outcome {
                "+" => Some(Outcome::Pass),
                "-" => Some(Outcome::Fail),
                "?" => Some(Outcome::Undetermined),
                _ => None,
            };
            Seen { held, outcome }
        };
        words.split(' ').map(one).collect()
    }

    fn stands(words: &str) -> String {
        let standing = ladder().standing(&seen(words));
        let by: Vec<usize> = (0..4).filter(|&rung| standing.passes_by(rung)).collect();
        let rung = |rung: Option<u8>| rung.map_or("-".to_owned(), |rung| rung.to_string());
        let [held, reached, next] = [standing.held, standing.reached, standing.next].map(rung);
        format!(
            "held {held} reached {reached} next {next} by {by:?}{}",
            if standing.is_told() { "" } else { " untold" }
        )
    }

    #[test]
    fn the_next_step_is_the_rung_above_the_title_held() {
        assert_eq!(stands("n. n. n. n."), "held - reached - next 0 by []");
        assert_eq!(stands("y. n- n. n."), "held 0 reached - next 1 by []");
        assert_eq!(stands("y. y. n. n."), "held 1 reached - next 2 by []");
        assert_eq!(stands("n. n. n. y."), "held 3 reached - next - by []");
    }

    #[test]
    fn a_rung_that_excludes_what_is_held_or_reached_is_passed_by() {
        assert_eq!(stands("y. n- y. n."), "held 2 reached - next 3 by [1]");
        assert_eq!(stands("y. n- n+ n."), "held 0 reached 2 next 2 by [1]", "it may go straight to the third");
        assert_eq!(stands("y. n- n? n."), "held 0 reached - next 1 by []", "undetermined reaches nothing");
        assert_eq!(stands("y. y. y. n."), "held 2 reached - next 3 by []", "what is held is not passed by");
    }

    #[test]
    fn a_title_held_and_an_own_assessment_stay_apart() {
        assert_eq!(stands("n+ n. n. n."), "held - reached 0 next 0 by []");
    }

    #[test]
    fn what_nobody_told_is_not_taken_for_no() {
        assert_eq!(stands(".. .. .. .."), "held - reached - next - by [] untold");
        assert_eq!(
            stands(".. .- .. .."),
            "held - reached - next 0 by [] untold",
            "an own result says nothing of titles"
        );
        assert_eq!(stands(".. .. n. .."), "held - reached - next 0 by []", "on no list that is known");
    }

    #[test]
    fn a_move_is_told_as_far_as_what_is_not_known_cant_change_it() {
        let moved =
            |before: &str, after: &str| ladder().standing(&seen(after)).since(&ladder().standing(&seen(before)));
        assert_eq!(moved("n. n. n. n.", "n. y. n. n."), Move::Rose);
        assert_eq!(moved("n. y. n. n.", "n. n. n. n."), Move::Fell);
        assert_eq!(moved("n. n. n. n.", "n. n. n. n."), Move::Stayed);
        assert_eq!(moved("n. y. n. n.", "y. y. n. n."), Move::Stayed);
        assert_eq!(moved(".. n. y. n.", ".. n. n. n."), Move::Fell, "the first is known at neither time");
        assert_eq!(moved("n. n. y. n.", "y. n. .. n."), Move::Untold, "it may hold the third still");
        assert_eq!(moved("n. y. .. n.", "n. n. y. n."), Move::Untold, "it may have held the third before");
        assert_eq!(moved(".. n. n. n.", "n. n. y. n."), Move::Rose);
        assert_eq!(moved("y. n. n. ..", "y. n. y. n."), Move::Rose, "the fourth has lists since");
        assert_eq!(moved(".. n. n. n.", ".. n. n. n."), Move::Stayed, "on none of the lists that are known");
        assert_eq!(moved(".. n. n. n.", "n. n. n. n."), Move::Untold);
        assert_eq!(moved(".. .. y. ..", ".. .. n. .."), Move::Fell, "no list of the fourth is known at all");
        assert_eq!(moved(".. .. .. ..", ".. .. y. .."), Move::Untold, "it may have held it before");
    }

    #[test]
    fn a_title_that_a_rung_needs_is_named_until_it_is_held() {
        let lacking = |words: &str| {
            let standing = ladder().standing(&seen(words));
            (standing.next, (0..4).filter(|&rung| standing.lacks(rung)).collect::<Vec<_>>())
        };
        assert_eq!(lacking("y. n. n. n."), (Some(1), vec![]));
        assert_eq!(lacking("n. y. n. n."), (Some(2), vec![]), "the third needs nothing");
        let mut third = ladder();
        third.rungs[2].needs = vec![0, 1];
        let standing = third.standing(&seen(".. y. n. n."));
        assert_eq!((0..4).filter(|&rung| standing.lacks(rung)).collect::<Vec<_>>(), [0], "untold is not held");
    }
}
