//! Numbers over a box of steps: straight lines in the levers where they are, else only their range.

use super::cost::Cost;
use super::cover::Helps;
use super::levers::{MOST_LEVERS, STILL, Steps};

/// So many different lines are told apart in one number; beyond them only its range is kept.
const MOST_CASES: usize = 6;

/// The steps that are looked at: from the lower corner, so many more of each lever, each at its price.
pub(super) struct Box<'a> {
    pub low: &'a Steps,
    pub high: &'a Steps,
    pub prices: &'a [u64],
}

impl Box<'_> {
    pub fn width(&self, lever: usize) -> i128 {
        i128::from(self.high[lever] - self.low[lever])
    }
}

/// `at + Σ by · steps`, the steps counted from the box's lower corner.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub at: i128,
    pub by: [i128; MOST_LEVERS],
}

/// A line, and what it costs that it is the one that counts.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub given: Cost,
    pub line: Line,
}

/// A number: one of these lines, or where there is none anything from `lo` to `hi`; the ends of 128 bits stand for
/// no end at all.
#[derive(Debug, Clone)]
pub(super) struct Num {
    pub cases: Vec<Case>,
    pub lo: i128,
    pub hi: i128,
}

impl Line {
    pub fn fixed(at: i128) -> Line {
        Line { at, by: [0; MOST_LEVERS] }
    }

    fn is_fixed(&self) -> bool {
        self.by.iter().all(|by| *by == 0)
    }

    fn both(&self, other: &Line, f: impl Fn(i128, i128) -> Option<i128>) -> Option<Line> {
        let mut by = [0; MOST_LEVERS];
        for (by, (a, b)) in by.iter_mut().zip(self.by.iter().zip(&other.by)).filter(|(_, (a, b))| **a != 0 || **b != 0)
        {
            *by = f(*a, *b)?;
        }
        Some(Line { at: f(self.at, other.at)?, by })
    }

    pub fn plus(&self, other: &Line) -> Option<Line> {
        self.both(other, i128::checked_add)
    }

    pub fn minus(&self, other: &Line) -> Option<Line> {
        self.both(other, i128::checked_sub)
    }

    pub fn times(&self, factor: i128) -> Option<Line> {
        let mut times = [0; MOST_LEVERS];
        for (times, by) in times.iter_mut().zip(&self.by).filter(|(_, by)| **by != 0) {
            *times = by.checked_mul(factor)?;
        }
        Some(Line { at: self.at.checked_mul(factor)?, by: times })
    }

    /// Only where one of them doesn't move.
    pub fn product(&self, other: &Line) -> Option<Line> {
        if other.is_fixed() {
            return self.times(other.at);
        }
        if self.is_fixed() { other.times(self.at) } else { None }
    }

    /// Its least and greatest value within the box.
    fn range(&self, within: &Box) -> Option<(i128, i128)> {
        let (mut lo, mut hi) = (self.at, self.at);
        for (lever, by) in self.by.iter().enumerate().filter(|(_, by)| **by != 0) {
            let most = by.checked_mul(within.width(lever))?;
            let end = if most < 0 { &mut lo } else { &mut hi };
            *end = end.checked_add(most)?;
        }
        Some((lo, hi))
    }

    /// What it costs at least that the line reaches `need`, in whole steps.
    pub fn climb(&self, need: i128, within: &Box) -> Cost {
        let Some(short) = need.checked_sub(self.at) else { return Cost::FREE };
        if short <= 0 {
            return Cost::FREE;
        }
        let mut widths = STILL;
        (0..within.prices.len()).for_each(|lever| widths[lever] = within.high[lever] - within.low[lever]);
        Helps::of(&self.by, within.prices).cover(short, &widths).into()
    }
}

impl Num {
    pub fn fixed(at: Option<i128>) -> Num {
        match at {
            Some(at) => Num { cases: vec![Case { given: Cost::FREE, line: Line::fixed(at) }], lo: at, hi: at },
            None => Num::between(i128::MIN, i128::MAX),
        }
    }

    pub fn between(lo: i128, hi: i128) -> Num {
        Num { cases: Vec::new(), lo, hi }
    }

    pub fn line(line: Line, within: &Box) -> Num {
        Num::of(vec![Case { given: Cost::FREE, line }], within)
    }

    /// Of the cases that can be.
    fn of(mut cases: Vec<Case>, within: &Box) -> Num {
        cases.retain(|case| !case.given.is_never());
        let ranges: Option<Vec<_>> = cases.iter().map(|case| case.line.range(within)).collect();
        match ranges {
            Some(ranges) if !ranges.is_empty() => {
                let lo = ranges.iter().map(|range| range.0).min().unwrap_or(i128::MIN);
                let hi = ranges.iter().map(|range| range.1).max().unwrap_or(i128::MAX);
                if cases.len() > MOST_CASES { Num::between(lo, hi) } else { Num { cases, lo, hi } }
            }
            _ => Num::between(i128::MIN, i128::MAX),
        }
    }

    /// Lines of every two cases; `None` where one of them is no line.
    fn pairs(&self, other: &Num, within: &Box, f: impl Fn(&Line, &Line) -> Option<Line>) -> Option<Num> {
        if self.cases.is_empty() || other.cases.is_empty() {
            return None;
        }
        let mut cases = Vec::new();
        for (a, b) in self.cases.iter().flat_map(|a| other.cases.iter().map(move |b| (a, b))) {
            cases.push(Case { given: a.given.and(&b.given), line: f(&a.line, &b.line)? });
        }
        Some(Num::of(cases, within))
    }

    pub fn plus(&self, other: &Num, within: &Box) -> Num {
        self.pairs(other, within, Line::plus).unwrap_or_else(|| {
            Num::between(
                low(ended(self.lo, other.lo, i128::checked_add)),
                high(ended(self.hi, other.hi, i128::checked_add)),
            )
        })
    }

    pub fn minus(&self, other: &Num, within: &Box) -> Num {
        self.pairs(other, within, Line::minus).unwrap_or_else(|| {
            Num::between(
                low(ended(self.lo, other.hi, i128::checked_sub)),
                high(ended(self.hi, other.lo, i128::checked_sub)),
            )
        })
    }

    pub fn times(&self, other: &Num, within: &Box) -> Num {
        self.pairs(other, within, Line::product).unwrap_or_else(|| {
            let ends = [(self.lo, other.lo), (self.lo, other.hi), (self.hi, other.lo), (self.hi, other.hi)];
            let ends: Option<Vec<i128>> = ends.iter().map(|(a, b)| ended(*a, *b, i128::checked_mul)).collect();
            hull(ends)
        })
    }

    /// Of the two the lesser, or the greater.
    pub fn extreme(&self, other: &Num, least: bool, within: &Box) -> Num {
        let side = |one: &Num, other: &Num| {
            let pairs = one.cases.iter().flat_map(|a| other.cases.iter().map(move |b| (a, b)));
            let each = pairs.map(|(a, b)| {
                let ahead = if least { b.line.minus(&a.line)? } else { a.line.minus(&b.line)? };
                let given = Cost::all(vec![a.given, b.given, ahead.climb(0, within)]);
                Some(Case { given, line: a.line.clone() })
            });
            each.collect::<Option<Vec<Case>>>()
        };
        let (lo, hi) = if least {
            (self.lo.min(other.lo), self.hi.min(other.hi))
        } else {
            (self.lo.max(other.lo), self.hi.max(other.hi))
        };
        match (side(self, other), side(other, self)) {
            (Some(mut a), Some(b)) if !a.is_empty() || !b.is_empty() => {
                a.extend(b);
                Num { lo, hi, ..Num::of(a, within) }
            }
            _ => Num::between(lo, hi),
        }
    }

    /// The first at the cost `yes`, the second at the cost `no`.
    pub fn either(&self, yes: &Cost, other: &Num, no: &Cost, within: &Box) -> Num {
        if no.is_never() {
            return self.clone();
        }
        if yes.is_never() {
            return other.clone();
        }
        if self.cases.is_empty() || other.cases.is_empty() {
            return Num::between(self.lo.min(other.lo), self.hi.max(other.hi));
        }
        let under = |num: &Num, given: &Cost| {
            let case = |case: &Case| Case { given: case.given.and(given), line: case.line.clone() };
            num.cases.iter().map(case).collect::<Vec<_>>()
        };
        let mut cases = under(self, yes);
        cases.extend(under(other, no));
        Num::of(cases, within)
    }

    /// Whole times that the other goes into it; 0 where the other is not positive.
    pub fn floor_div(&self, other: &Num) -> Num {
        if other.hi <= 0 {
            return Num::between(0, 0);
        }
        let divisors = [other.lo.max(1), other.hi];
        let ends = [self.lo, self.hi].into_iter().flat_map(|a| {
            let end = a == i128::MIN || a == i128::MAX;
            divisors.map(move |b| (!end).then(|| a.div_euclid(b)))
        });
        let zero = (other.lo < 1).then_some(Some(0));
        hull(ends.chain(zero).collect())
    }

    /// What it costs at least that it is `need` or more.
    pub fn climb(&self, need: i128, within: &Box) -> Cost {
        if self.lo >= need {
            return Cost::FREE;
        }
        if self.hi < need {
            return Cost::NEVER;
        }
        if self.cases.is_empty() {
            return Cost::FREE;
        }
        let ways: Vec<Cost> = self.cases.iter().map(|case| case.given.and(&case.line.climb(need, within))).collect();
        Cost::any(&ways)
    }
}

/// Nothing is known beyond an end of 128 bits.
fn ended(a: i128, b: i128, f: impl Fn(i128, i128) -> Option<i128>) -> Option<i128> {
    let open = |of: i128| of == i128::MIN || of == i128::MAX;
    if open(a) || open(b) { None } else { f(a, b) }
}

fn low(end: Option<i128>) -> i128 {
    end.unwrap_or(i128::MIN)
}

fn high(end: Option<i128>) -> i128 {
    end.unwrap_or(i128::MAX)
}

fn hull(ends: Option<Vec<i128>>) -> Num {
    let ends = ends.unwrap_or_default();
    Num::between(low(ends.iter().copied().min()), high(ends.iter().copied().max()))
}
