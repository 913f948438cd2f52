//! A second, naive reading of a checked scheme: one row at a time among all, fractions of unlimited size, no registers.
//!
//! It exists to be compared with the program: in property tests over random schemes, and in the generated edge
//! cases of `scheme test`. It is written for plainness and shares no arithmetic with the program.

use std::collections::HashMap;
use std::fmt;

use huoju_model::{MissingMode, Outcome};
use jiff::civil::Date;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::assess::Settings;
use crate::expression::{Arithmetic, Comparison};
use crate::kinds::growth_of;
use crate::ratio::Ratio;
use crate::scheme::{
    Arm, Award, Band, Cond, Day, InputKind, Item, ItemKind, Linear, Measured, Num, Points, PointsOf, Scheme, Test,
};

/// A cell of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// An amount in smallest units.
    Int(i64),
    /// A fact.
    Fact(bool),
    /// A category or a text.
    Word(String),
    /// A day.
    Day(Date),
}

/// A subject's figures by input; what is not there is missing.
pub type Row = HashMap<usize, Cell>;

/// What the naive reading finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The outcome.
    pub outcome: Outcome,
    /// The tier's place.
    pub tier: Option<usize>,
    /// The total, missing criteria counted as 0, and its range.
    pub total: (Points, Points, Points),
    /// Each criterion; `None` where missing.
    pub criteria: Vec<Option<Points>>,
    /// Each gate.
    pub gates: Vec<Option<bool>>,
}

impl fmt::Display for Found {
    /// `pass 84 [84, 84]; criteria 20 40 –; gates + ? -`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (total, least, most) = self.total;
        write!(f, "{} {total} [{least}, {most}]", self.outcome)?;
        let points = self.criteria.iter().map(|points| points.map_or("–".to_owned(), |points| points.to_string()));
        let gates = self.gates.iter().map(|gate| match gate {
            Some(true) => "+",
            Some(false) => "-",
            None => "?",
        });
        write!(f, "; criteria {}; gates {}", points.collect::<Vec<_>>().join(" "), gates.collect::<Vec<_>>().join(" "))
    }
}

/// Assesses one subject as if there were no other.
pub fn assess(scheme: &Scheme, row: &Row, settings: &Settings) -> Found {
    assess_among(scheme, row, std::slice::from_ref(row), settings)
}

/// Assesses one subject among all, itself included, with whom a scheme may compare it.
pub fn assess_among(scheme: &Scheme, row: &Row, all_rows: &[Row], settings: &Settings) -> Found {
    let naive = Naive { scheme, row, all_rows, settings };
    let mode = settings.missing.unwrap_or(scheme.missing);
    let gates: Vec<Option<bool>> = scheme.gates.iter().map(|gate| naive.test(&gate.test, &[])).collect();
    let mut criteria = Vec::new();
    let mut ranges = Vec::new();
    for criterion in &scheme.criteria {
        let scored = naive.item(&criterion.item);
        let incomplete = mode == MissingMode::Strict && !naive.complete(&criterion.item);
        let (points, range) = match scored {
            Scored::Points(_) if incomplete => (None, (criterion.item.min, criterion.item.max)),
            Scored::Points(points) => (Some(points), (points, points)),
            Scored::Between(lo, hi) => (None, (lo, hi)),
        };
        criteria.push(points);
        ranges.push(range);
    }
    let sum = |of: &dyn Fn(&(Points, Points)) -> i64| Points(ranges.iter().map(of).sum());
    let total = Points(criteria.iter().flatten().map(|points| points.0).sum());
    let tiers: Vec<Option<bool>> = scheme.tiers.iter().map(|tier| naive.test(&tier.test, &ranges)).collect();
    let all_gates = all(gates.iter().copied());
    let holds = match (all_gates, any(tiers.iter().copied())) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let first = tiers.iter().position(|tier| *tier != Some(false));
    Found {
        outcome: match holds {
            Some(true) => Outcome::Pass,
            Some(false) => Outcome::Fail,
            None => Outcome::Undetermined,
        },
        tier: first.filter(|&tier| holds == Some(true) && tiers[tier] == Some(true)),
        total: (total, sum(&|range| range.0.0), sum(&|range| range.1.0)),
        criteria,
        gates,
    }
}

/// The exact value of a number for one subject; `None` where it is missing or undefined.
pub fn value(scheme: &Scheme, row: &Row, settings: &Settings, num: &Num) -> Option<BigRational> {
    match (Naive { scheme, row, all_rows: std::slice::from_ref(row), settings }).num(num) {
        Number::Known(value) => Some(value),
        Number::Missing | Number::Undefined => None,
    }
}

enum Number {
    Known(BigRational),
    Missing,
    /// Every input is there, but a denominator is not positive.
    Undefined,
}

enum Scored {
    Points(Points),
    Between(Points, Points),
}

struct Naive<'a> {
    scheme: &'a Scheme,
    row: &'a Row,
    /// With whom it is compared, itself among them.
    all_rows: &'a [Row],
    settings: &'a Settings,
}

fn big(ratio: Ratio) -> BigRational {
    BigRational::new(ratio.num().into(), ratio.den().into())
}

fn all(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let truths: Vec<Option<bool>> = truths.collect();
    if truths.contains(&Some(false)) {
        return Some(false);
    }
    (!truths.contains(&None)).then_some(true)
}

fn any(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(truths.map(|truth| truth.map(|t| !t))).map(|none| !none)
}

impl Naive<'_> {
    fn num(&self, num: &Num) -> Number {
        match self.number(num) {
            Ok(value) => Number::Known(value),
            Err(undefined) => {
                // Undefined only where nothing is missing.
                let bits = crate::inputs::inputs_of(self.scheme, num);
                let complete =
                    (0..self.scheme.inputs.len()).filter(|input| bits & (1 << input) != 0).all(|input| self.has(input));
                if undefined && complete { Number::Undefined } else { self.chosen_is_undefined(num) }
            }
        }
    }

    /// A choice is undefined, not missing, where the arm it takes is.
    fn chosen_is_undefined(&self, num: &Num) -> Number {
        match num {
            Num::Choose(arms, last) => {
                for (when, num) in arms {
                    match self.cond(when, &[]) {
                        Some(true) => return self.num(num),
                        Some(false) => {}
                        None => return Number::Missing,
                    }
                }
                self.num(last)
            }
            Num::Measure(index) => self.chosen_is_undefined(&self.scheme.measures[*index].value),
            _ => Number::Missing,
        }
    }

    fn has(&self, input: usize) -> bool {
        match self.scheme.inputs[input].kind {
            InputKind::Fact { .. } => self.fact(input).is_some(),
            _ => self.row.contains_key(&input),
        }
    }

    /// `Err(true)` where a denominator is not positive.
    fn number(&self, num: &Num) -> Result<BigRational, bool> {
        let each = |nums: &[Num]| nums.iter().map(|num| self.number(num)).collect::<Result<Vec<_>, bool>>();
        match num {
            Num::Const(c, _) => Ok(big(*c)),
            Num::Input(input) => match (self.row.get(input), &self.scheme.inputs[*input].kind) {
                (Some(Cell::Int(int)), InputKind::Amount { step, .. }) => Ok(big(*step) * BigInt::from(*int)),
                _ => Err(false),
            },
            Num::Measure(index) => self.number(&self.scheme.measures[*index].value),
            Num::Neg(inner) => Ok(-self.number(inner)?),
            Num::Arithmetic(op, a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                match op {
                    Arithmetic::Add => Ok(a + b),
                    Arithmetic::Sub => Ok(a - b),
                    Arithmetic::Mul => Ok(a * b),
                    Arithmetic::Div if b.is_positive() => Ok(a / b),
                    Arithmetic::Div => Err(true),
                }
            }
            Num::Sum(nums) => Ok(each(nums)?.into_iter().sum()),
            Num::Mean(nums) => Ok(each(nums)?.into_iter().sum::<BigRational>() / BigInt::from(nums.len())),
            Num::Min(nums) => each(nums)?.into_iter().min().ok_or(false),
            Num::Max(nums) => each(nums)?.into_iter().max().ok_or(false),
            Num::Floor(inner, step) => Ok((self.number(inner)? / big(*step)).floor()),
            Num::Count(conds) => {
                let truths: Option<Vec<bool>> = conds.iter().map(|cond| self.cond(cond, &[])).collect();
                let n = truths.ok_or(false)?.into_iter().filter(|&t| t).count();
                Ok(BigRational::from_integer(n.into()))
            }
            Num::Days(a, b) => {
                let (a, b) = (self.day(a).ok_or(false)?, self.day(b).ok_or(false)?);
                Ok(BigRational::from_integer((a - b).get_days().into()))
            }
            Num::Age(day) => {
                let (since, now) = (self.day(day).ok_or(false)?, self.as_of());
                let not_yet = (now.month(), now.day()) < (since.month(), since.day());
                Ok(BigRational::from_integer((now.year() - since.year() - i16::from(not_yet)).into()))
            }
            Num::FiscalYears(day) => {
                let since = self.day(day).ok_or(false)?;
                Ok(BigRational::from_integer((self.settings.period.end().year() - since.year() + 1).into()))
            }
            // Compared by powers: see `compare`.
            Num::Cagr(quotient, _) => {
                let quotient = self.number(quotient)?;
                if quotient.is_negative() { Err(true) } else { Ok(quotient) }
            }
            Num::Choose(arms, last) => {
                for (when, num) in arms {
                    if self.cond(when, &[]).ok_or(false)? {
                        return self.number(num);
                    }
                }
                self.number(last)
            }
            Num::PeerMean { of, within } => {
                let others = self.compared(of, Some(*within)).ok_or(false)?;
                let n = BigInt::from(others.len());
                if n.is_zero() { Err(true) } else { Ok(others.into_iter().sum::<BigRational>() / n) }
            }
            Num::Place { of, within, descending } => self.place(of, *within, *descending),
        }
    }

    /// A number of everybody in the same category who has it; `None` where the own category is missing.
    fn compared(&self, num: &Num, within: Option<usize>) -> Option<Vec<BigRational>> {
        let own = within.map(|within| self.row.get(&within).ok_or(())).transpose().ok()?;
        let same = |row: &&Row| within.is_none_or(|within| row.get(&within) == own);
        let others = self.all_rows.iter().filter(same).map(|row| Naive { row, ..*self });
        Some(others.filter_map(|other| other.number(num).ok()).collect())
    }

    /// How many are not behind it, of all who have the number.
    fn place(&self, of: &Num, within: Option<usize>, descending: bool) -> Result<BigRational, bool> {
        let own = self.number(of)?;
        let others = self.compared(of, within).ok_or(false)?;
        let ahead = others.iter().filter(|other| if descending { **other > own } else { **other < own }).count();
        if others.is_empty() { Err(true) } else { Ok(BigRational::new((ahead + 1).into(), others.len().into())) }
    }

    fn as_of(&self) -> Date {
        self.settings.as_of.unwrap_or(self.settings.period.end())
    }

    fn day(&self, day: &Day) -> Option<Date> {
        match day {
            Day::Input(input) => match self.row.get(input) {
                Some(Cell::Day(date)) => Some(*date),
                _ => None,
            },
            Day::Const(date) => Some(*date),
            Day::PeriodStart => Some(self.settings.period.start()),
            Day::PeriodEnd => Some(self.settings.period.end()),
            Day::AsOf => Some(self.as_of()),
        }
    }

    fn fact(&self, input: usize) -> Option<bool> {
        match (self.row.get(&input), &self.scheme.inputs[input].kind) {
            (Some(Cell::Fact(fact)), _) => Some(*fact),
            (_, InputKind::Fact { presumed }) if self.settings.presume => *presumed,
            _ => None,
        }
    }

    fn cond(&self, cond: &Cond, ranges: &[(Points, Points)]) -> Option<bool> {
        match cond {
            Cond::Fact(input) => self.fact(*input),
            Cond::Compare(op, a, b) => self.compare(*op, a, b),
            Cond::Points(op, linear) => points(*op, linear, ranges),
            Cond::Days(op, a, b) => Some(op.holds(self.day(a)?.cmp(&self.day(b)?))),
            Cond::Member(input, words) => match self.row.get(input)? {
                Cell::Word(word) => Some(words.contains(word)),
                _ => None,
            },
            Cond::And(conds) => all(conds.iter().map(|cond| self.cond(cond, ranges))),
            Cond::Or(conds) => any(conds.iter().map(|cond| self.cond(cond, ranges))),
            Cond::Not(inner) => self.cond(inner, ranges).map(|t| !t),
        }
    }

    fn compare(&self, op: Comparison, a: &Num, b: &Num) -> Option<bool> {
        // A compound growth is its quotient, so what it meets is raised.
        let side = |num: &Num, other: &Num| match (num, growth_of(self.scheme, other)) {
            (Num::Const(c, _), Some(n)) => Some(grown(*c, n)),
            _ => self.number(num).ok(),
        };
        Some(op.holds(side(a, b)?.cmp(&side(b, a)?)))
    }

    fn test(&self, test: &Test, ranges: &[(Points, Points)]) -> Option<bool> {
        match test {
            Test::All(conds) => all(conds.iter().map(|cond| self.cond(cond, ranges))),
            Test::Any(conds) => any(conds.iter().map(|cond| self.cond(cond, ranges))),
            Test::FirstOf(arms) => {
                let mut possible = Vec::new();
                for arm in arms {
                    let when = arm.when.as_ref().map_or(Some(true), |when| self.cond(when, ranges));
                    if when != Some(false) {
                        possible.push(arm.then.as_ref().ok().and_then(|test| self.test(test, ranges)));
                    }
                    if when == Some(true) {
                        break;
                    }
                }
                possible.iter().all(|truth| *truth == possible[0]).then(|| possible[0]).flatten()
            }
        }
    }

    fn item(&self, item: &Item) -> Scored {
        let unknown = || Scored::Between(item.min, item.max);
        match &item.kind {
            ItemKind::Fixed(points) => Scored::Points(*points),
            ItemKind::Judged { given } => self.judged(*given, item.min, item.max),
            ItemKind::Banded { measure, bands, given } => {
                let growth = growth_of(self.scheme, &measure.num);
                self.measured(item, measure, |value| self.banded(item, bands, &value, growth, *given))
            }
            ItemKind::Steps { measure, per, points } => self.measured(item, measure, |value| {
                let steps = (value / big(*per)).floor().to_integer();
                let points = (BigInt::from(points.0) * steps).clamp(BigInt::zero(), BigInt::from(item.max.0));
                Scored::Points(Points(points.to_i64().unwrap_or_default()))
            }),
            ItemKind::Linear { measure, ends, points, to } => self.measured(item, measure, |value| {
                let share = (value - big(ends.0)) / (big(ends.1) - big(ends.0));
                let exact = big(points.0.ratio()) + share * (big(points.1.ratio()) - big(points.0.ratio()));
                let half = BigRational::new(BigInt::one(), 2.into());
                let steps = (exact / big(to.ratio()) + half).floor().to_integer() * BigInt::from(to.0);
                let (lo, hi) = (points.0.min(points.1), points.0.max(points.1));
                Scored::Points(Points(steps.clamp(lo.0.into(), hi.0.into()).to_i64().unwrap_or_default()))
            }),
            ItemKind::BestOf(items) => {
                let scored: Vec<Scored> = items.iter().map(|item| self.item(item)).collect();
                let known = scored.iter().filter_map(|s| if let Scored::Points(p) = s { Some(*p) } else { None }).max();
                match (
                    known,
                    between(&scored, |points| points.min().unwrap_or_default()),
                    between(&scored, |points| points.max().unwrap_or_default()),
                ) {
                    (Some(points), ..) => Scored::Points(points),
                    (None, Scored::Between(lo, _), Scored::Between(_, hi)) => Scored::Between(lo, hi),
                    _ => unknown(),
                }
            }
            ItemKind::SumOf(items) => {
                let scored: Vec<Scored> = items.iter().map(|item| self.item(item)).collect();
                let sum = |points: &mut dyn Iterator<Item = Points>| Points(points.map(|p| p.0).sum()).min(item.max);
                match between(&scored, |points| sum(points)) {
                    Scored::Between(lo, hi) if lo == hi => Scored::Points(lo),
                    other => other,
                }
            }
            ItemKind::FirstOf(arms) => self.first_of(arms).unwrap_or_else(unknown),
        }
    }

    fn banded(
        &self,
        item: &Item,
        bands: &[Band],
        value: &BigRational,
        growth: Option<u8>,
        given: Option<usize>,
    ) -> Scored {
        let unknown = Scored::Between(item.min, item.max);
        let Some(band) = bands.iter().find(|band| reaches(value, band, growth)) else { return unknown };
        match &band.award {
            Award::Points(points) => Scored::Points(*points),
            Award::Within(lo, hi) => given.map_or(Scored::Between(*lo, *hi), |given| self.judged(given, *lo, *hi)),
            Award::Silent(_) => unknown,
        }
    }

    fn first_of(&self, arms: &[Arm]) -> Option<Scored> {
        let mut possible = Vec::new();
        for arm in arms {
            let when = arm.when.as_ref().map_or(Some(true), |when| self.cond(when, &[]));
            if when != Some(false) {
                possible.push(arm.then.as_ref().ok().map(|item| self.item(item)));
            }
            if when == Some(true) {
                break;
            }
        }
        if possible.len() == 1 {
            return possible.remove(0);
        }
        let points: Option<Vec<Points>> = possible
            .iter()
            .map(|scored| match scored {
                Some(Scored::Points(points)) => Some(*points),
                _ => None,
            })
            .collect();
        let points = points?;
        points.iter().all(|p| *p == points[0]).then(|| Scored::Points(points[0]))
    }

    fn measured(&self, item: &Item, measure: &Measured, points: impl FnOnce(BigRational) -> Scored) -> Scored {
        match (self.num(&measure.num), measure.undefined) {
            (Number::Known(value), _) => points(value),
            (Number::Undefined, Some(points)) => Scored::Points(points),
            _ => Scored::Between(item.min, item.max),
        }
    }

    fn judged(&self, given: usize, lo: Points, hi: Points) -> Scored {
        let (Some(Cell::Int(int)), InputKind::Amount { step, .. }) =
            (self.row.get(&given), &self.scheme.inputs[given].kind)
        else {
            return Scored::Between(lo, hi);
        };
        let fine = 10i64.pow(u32::from(Points::SCALE - self.scheme.points_scale));
        let points = step.times(Ratio::whole(*int)).and_then(Points::of);
        match points.filter(|points| (lo..=hi).contains(points) && points.0 % fine == 0) {
            Some(points) => Scored::Points(points),
            None => Scored::Between(lo, hi),
        }
    }

    /// Whether an item has every input and every measure it could use.
    fn complete(&self, item: &Item) -> bool {
        let bits = crate::inputs::inputs_of_item(self.scheme, item);
        let mut complete =
            (0..self.scheme.inputs.len()).filter(|input| bits & (1 << input) != 0).all(|input| self.has(input));
        item.visit(&mut |item| {
            complete &= item.measure().is_none_or(|measure| match self.num(&measure.num) {
                Number::Known(_) => true,
                Number::Undefined => measure.undefined.is_some(),
                Number::Missing => false,
            });
        });
        complete
    }
}

fn between(scored: &[Scored], fold: impl Fn(&mut dyn Iterator<Item = Points>) -> Points) -> Scored {
    let end = |high: bool| {
        fold(&mut scored.iter().map(|s| match s {
            Scored::Points(points) => *points,
            Scored::Between(lo, hi) => {
                if high {
                    *hi
                } else {
                    *lo
                }
            }
        }))
    };
    Scored::Between(end(false), end(true))
}

/// What a quotient must reach for its yearly growth to reach `c`; below everything where `1 + c` is negative.
fn grown(c: Ratio, n: u8) -> BigRational {
    let base = big(c) + BigRational::one();
    if base.is_negative() { -BigRational::one() } else { base.pow(i32::from(n)) }
}

fn reaches(value: &BigRational, band: &Band, growth: Option<u8>) -> bool {
    let Some((edge, included)) = band.from else { return true };
    let edge = growth.map_or_else(|| big(edge), |n| grown(edge, n));
    if included { *value >= edge } else { *value > edge }
}

fn points(op: Comparison, linear: &Linear, ranges: &[(Points, Points)]) -> Option<bool> {
    let (mut lo, mut hi) = (big(linear.constant), big(linear.constant));
    for (of, factor) in &linear.terms {
        let (least, most) = match of {
            PointsOf::Criterion(index) => ranges[*index],
            PointsOf::Total => (Points(ranges.iter().map(|r| r.0.0).sum()), Points(ranges.iter().map(|r| r.1.0).sum())),
        };
        let ends = [big(least.ratio()) * big(*factor), big(most.ratio()) * big(*factor)];
        lo += ends.iter().min().cloned().unwrap_or_default();
        hi += ends.iter().max().cloned().unwrap_or_default();
    }
    let zero = BigRational::zero();
    match op {
        Comparison::Eq | Comparison::Ne if lo < zero && hi > zero => None,
        Comparison::Eq | Comparison::Ne if lo == hi => Some(op.holds(lo.cmp(&zero))),
        Comparison::Eq | Comparison::Ne if lo > zero || hi < zero => Some(op == Comparison::Ne),
        Comparison::Eq | Comparison::Ne => None,
        _ => (op.holds(lo.cmp(&zero)) == op.holds(hi.cmp(&zero))).then(|| op.holds(lo.cmp(&zero))),
    }
}
