//! Points shared out among criteria: the cheapest level of each that together give what is needed.

use std::ops::Range;

use super::levels::Level;

/// So many ways to share points out among criteria are looked at before it is left to the stairs.
const MOST_WAYS: usize = 4_000;

/// The most criteria that are looked at together.
const MOST_TERMS: usize = 12;

/// A criterion's levels within a sum, ascending.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Term {
    pub factor: i64,
    from: u32,
    to: u32,
}

impl Term {
    pub fn new(factor: i64, from: usize, to: usize) -> Self {
        Term { factor, from: from as u32, to: to as u32 }
    }

    /// Where its levels are.
    pub fn levels(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// The cheapest choice of levels under way.
#[derive(Default)]
pub(super) struct Choice {
    pub terms: [Term; MOST_TERMS],
    pub n: usize,
    /// The most that each term and those after it give.
    pub tops: [i64; MOST_TERMS + 1],
    now: [u32; MOST_TERMS],
    pub best: Option<(u64, [u32; MOST_TERMS])>,
    n_ways: usize,
}

impl Choice {
    /// Forgets all terms.
    pub fn clear(&mut self) {
        (self.n, self.best, self.n_ways) = (0, None, 0);
    }

    pub fn add(&mut self, term: Term) -> Option<()> {
        *self.terms.get_mut(self.n)? = term;
        self.n += 1;
        Some(())
    }

    /// Tries the levels of this term and those after it; `None` where they are too many.
    pub fn choose(&mut self, levels: &[Level], at: usize, need: i64, value: u64, levers: u32) -> Option<()> {
        if at == self.n {
            if need <= 0 && self.best.is_none_or(|(best, _)| value < best) {
                self.best = Some((value, self.now));
            }
            return Some(());
        }
        self.n_ways += 1;
        if self.n_ways > MOST_WAYS {
            return None;
        }
        let term = self.terms[at];
        for place in term.from..term.to {
            let level = &levels[place as usize];
            let left = need - level.points * term.factor;
            if left > self.tops[at + 1] {
                continue;
            }
            let cost = &level.way;
            let together =
                if levers & cost.levers == 0 { value.saturating_add(cost.value) } else { value.max(cost.value) };
            if self.best.is_some_and(|(best, _)| best <= together) {
                break;
            }
            self.now[at] = place;
            self.choose(levels, at + 1, left, together, levers | cost.levers)?;
            if left <= self.free(levels, at + 1) {
                break;
            }
        }
        Some(())
    }

    /// What the terms from here on give for nothing.
    fn free(&self, levels: &[Level], at: usize) -> i64 {
        self.terms[at..self.n].iter().map(|term| levels[term.from as usize].points * term.factor).sum()
    }
}
