//! Ways to something and what they cost, as [`Cost`] has it, but light: the steps are gathered only of the way taken.

use super::cost::Cost;
use super::levers::{STILL, Steps};

/// What something costs, and which levers could do it each by itself, a bit each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub value: u64,
    /// The levers that the value counts, a bit each.
    pub levers: u32,
    pub alone: u32,
    pulls: u32,
}

/// Steps of a lever, and the ways taken besides.
#[derive(Debug, Clone, Copy)]
struct Pull {
    lever: u32,
    steps: u32,
    with: [u32; 2],
}

/// The ways of one subject: what they pull, and those that are being put together.
#[derive(Debug, Default)]
pub(super) struct Ways {
    pulls: Vec<Pull>,
    together: Vec<Way>,
}

impl Way {
    pub const FREE: Way = Way { value: 0, levers: 0, alone: u32::MAX, pulls: 0 };
    pub const NEVER: Way = Way { value: u64::MAX, levers: 0, alone: 0, pulls: 0 };

    pub fn is_never(&self) -> bool {
        self.value == u64::MAX
    }

    /// Either.
    #[inline]
    pub fn or(&self, other: &Way) -> Way {
        let cheaper = if self.value <= other.value { self } else { other };
        let levers = if cheaper.value == 0 || other.is_never() || self.is_never() {
            cheaper.levers
        } else {
            self.levers | other.levers
        };
        Way { levers, alone: self.alone | other.alone, ..*cheaper }
    }
}

impl Ways {
    /// Forgets all ways.
    pub fn clear(&mut self) {
        self.pulls.clear();
        self.together.clear();
        // The place of no pull at all.
        self.pulls.push(Pull { lever: 0, steps: 0, with: [0, 0] });
    }

    /// Steps of one lever, which others of `levers` could spare.
    #[inline]
    pub fn one(&mut self, (lever, steps): (usize, u32), value: u64, levers: u32, alone: u32) -> Way {
        let pulls = self.add(Pull { lever: lever as u32, steps, with: [0, 0] });
        Way { value, levers, alone, pulls }
    }

    /// Steps as a cost has them.
    pub fn of(&mut self, cost: &Cost, alone: u32) -> Way {
        let mut pulls = 0;
        let mut levers = cost.levers;
        while levers != 0 {
            let lever = levers.trailing_zeros();
            levers &= levers - 1;
            let steps = cost.steps[lever as usize];
            if steps > 0 {
                pulls = self.add(Pull { lever, steps, with: [pulls, 0] });
            }
        }
        Way { value: cost.value, levers: cost.levers, alone, pulls }
    }

    /// Both.
    #[inline]
    pub fn and(&mut self, a: &Way, b: &Way) -> Way {
        if a.is_never() || b.is_never() {
            return Way::NEVER;
        }
        let value = if a.levers & b.levers == 0 { a.value.saturating_add(b.value) } else { a.value.max(b.value) };
        let pulls = match (a.pulls, b.pulls) {
            (pulls, 0) | (0, pulls) => pulls,
            (a, b) => self.add(Pull { lever: 0, steps: 0, with: [a, b] }),
        };
        Way { value, levers: a.levers | b.levers, alone: a.alone & b.alone, pulls }
    }

    /// Where ways that are put together begin; [`Ways::all`] takes it.
    pub fn begin(&self) -> usize {
        self.together.len()
    }

    /// One more of those put together.
    #[inline]
    pub fn more(&mut self, way: Way) {
        if way.value > 0 {
            self.together.push(way);
        }
    }

    /// Those put together since are none of it.
    pub fn forget(&mut self, begin: usize) {
        self.together.truncate(begin);
    }

    /// All of them, the dearest first as in [`Cost::all`].
    pub fn all(&mut self, begin: usize) -> Way {
        self.together[begin..].sort_unstable_by_key(|way| std::cmp::Reverse(way.value));
        let mut all = Way::FREE;
        for at in begin..self.together.len() {
            let way = self.together[at];
            all = self.and(&all, &way);
        }
        self.together.truncate(begin);
        all
    }

    /// A way with its steps.
    pub fn cost(&self, way: &Way) -> Cost {
        let mut steps = STILL;
        self.gather(way.pulls, &mut steps);
        Cost { value: way.value, levers: way.levers, steps }
    }

    fn gather(&self, place: u32, steps: &mut Steps) {
        if place > 0 {
            let pull = self.pulls[place as usize];
            let most = &mut steps[pull.lever as usize];
            *most = pull.steps.max(*most);
            pull.with.iter().for_each(|with| self.gather(*with, steps));
        }
    }

    #[inline]
    fn add(&mut self, pull: Pull) -> u32 {
        self.pulls.push(pull);
        (self.pulls.len() - 1) as u32
    }
}
