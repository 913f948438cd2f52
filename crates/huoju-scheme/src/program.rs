//! The program of a scheme: steps over columns of integers.
//!
//! Every number is `k · num / den`: an exact constant `k` and two integer registers, so a ratio meets a threshold by
//! cross-multiplication and nothing is ever divided or rounded. [`crate::lower`] makes programs, [`crate::run`] runs
//! them, and [`crate::explain`] reads the same registers, so it can't disagree with the score.

use arrow_buffer::i256;

use crate::expression::Comparison;
use crate::ratio::Ratio;
use crate::scheme::{Cond, Num, PointsOf};

/// A register: one column of a batch.
pub(crate) type Reg = usize;

/// How wide the integers of a register are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    I64,
    I128,
    I256,
    /// A truth ([`FALSE`], [`UNKNOWN`], [`TRUE`]) or the place of a band.
    Byte,
}

/// Three truths in this order make `and` the least and `or` the greatest.
pub(crate) const FALSE: u8 = 0;
pub(crate) const UNKNOWN: u8 = 1;
pub(crate) const TRUE: u8 = 2;
/// The band of a row whose measure is not known.
pub(crate) const NO_BAND: u8 = u8::MAX;

/// What a run is told beside the population.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Param {
    PeriodStart,
    PeriodEnd,
    AsOf,
    PeriodYear,
}

/// An edge of a band as cross-multiplied: `num · over ≥ den · under`, or `>` where the edge is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct EdgeCode {
    pub under: i256,
    pub included: bool,
}

/// One step; its place is its register.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    /// An amount's integers, 0 where missing.
    Load(usize),
    /// A date's day number, 0 where missing.
    LoadDay(usize),
    Int(i64),
    Param(Param),
    Add(Reg, Reg),
    Sub(Reg, Reg),
    Mul(Reg, Reg),
    Scale(Reg, i256),
    Min(Reg, Reg),
    Max(Reg, Reg),
    /// Rounded down; 0 where the second is not positive.
    FloorDiv(Reg, Reg),
    /// The second where the first is true, else the third.
    Select(Reg, Reg, Reg),
    /// How many are true.
    CountTrue(Vec<Reg>),
    /// Full years from a day to the day of application.
    Age(Reg),
    /// The calendar year of a day.
    YearOf(Reg),
    /// Whether an input is there.
    Present(usize),
    /// Whether a number is above zero.
    Positive(Reg),
    /// Whether a number is not below zero.
    NotNegative(Reg),
    /// Whether a truth is known at all.
    Settled(Reg),
    Fact(usize),
    Member(usize, Vec<String>),
    /// Unknown where `known` is not true.
    Compare {
        op: Comparison,
        left: Reg,
        right: Reg,
        known: Option<Reg>,
    },
    And(Vec<Reg>),
    Or(Vec<Reg>),
    Not(Reg),
    /// The truth of the first arm whose condition holds; an arm without truth is silent.
    FirstOf(Vec<(Option<Reg>, Option<Reg>)>),
    /// The place of a subject among all, of the survey with this index.
    Place(usize),
    /// How many subjects there are in its category.
    PeerCount(usize),
    /// Their sum.
    PeerSum(usize),
    /// The place of the band that `num / den` falls into, the highest band 0.
    Bands {
        num: Reg,
        den: Option<Reg>,
        over: i256,
        edges: Vec<EdgeCode>,
        known: Option<Reg>,
    },
    /// `Σ factor · points + constant` against zero, over the range that missing criteria leave.
    Points {
        op: Comparison,
        terms: Vec<(PointsOf, i64)>,
        constant: i64,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub op: Op,
    pub width: Width,
    bounds: (i256, i256),
}

/// A number over registers: `k · num / den`, or its `root`th root less one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Value {
    pub k: Ratio,
    pub num: Reg,
    pub den: Option<Reg>,
    /// Where every input is there; always, if `None`.
    pub present: Option<Reg>,
    /// Where besides every denominator is positive.
    pub known: Option<Reg>,
    pub root: u8,
}

/// An item over registers. Points are at the scheme's own scale.
#[derive(Debug, Clone)]
pub(crate) struct ItemCode {
    pub min: i32,
    pub max: i32,
    pub kind: ItemCodeKind,
}

#[derive(Debug, Clone)]
pub(crate) enum ItemCodeKind {
    Banded {
        value: Value,
        band: Reg,
        awards: Vec<AwardCode>,
        given: Option<usize>,
        undefined: Option<i32>,
    },
    Fixed(i32),
    Judged {
        given: usize,
    },
    /// Points already counted in a register.
    Counted {
        value: Value,
        points: Reg,
        undefined: Option<i32>,
    },
    BestOf(Vec<ItemCode>),
    SumOf(Vec<ItemCode>),
    FirstOf(Vec<(Option<Reg>, Option<ItemCode>)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AwardCode {
    Points(i32),
    Within(i32, i32),
    Silent,
}

#[derive(Debug, Clone)]
pub(crate) struct CriterionCode {
    pub item: ItemCode,
    /// Inputs it reads, a bit each.
    pub inputs: u128,
    /// What must be defined under strict treatment of missing figures.
    pub strict: Vec<Reg>,
}

/// What the first pass gathers for one ranked item or peer mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SurveyCode {
    pub value: Value,
    pub within: Option<usize>,
    pub descending: bool,
}

/// The program of a scheme.
#[derive(Debug, Clone, Default)]
pub struct Code {
    pub(crate) steps: Vec<Step>,
    /// Steps up to here need no points.
    pub(crate) n_first: usize,
    pub(crate) gates: Vec<(Reg, u128)>,
    pub(crate) criteria: Vec<CriterionCode>,
    pub(crate) tiers: Vec<(Reg, u128)>,
    pub(crate) warnings: Vec<Reg>,
    pub(crate) surveys: Vec<SurveyCode>,
    /// Every banded item: `personnel`, or `rnd_input.1` for the first item inside a criterion.
    pub(crate) bands: Vec<(String, Reg)>,
    pub(crate) points_scale: u8,
    /// 10^-scale steps in a given point, by input.
    pub(crate) given_scale: Vec<u8>,
    /// Where each number and condition of the scheme went, for the explanation.
    pub(crate) values: Vec<(Num, Value)>,
    pub(crate) truths: Vec<(Cond, Reg)>,
}

impl Op {
    /// The registers that it reads.
    pub fn operands(&self) -> Vec<Reg> {
        let mut read = Vec::new();
        let mut register = |reg| {
            read.push(reg);
            reg
        };
        self.moved(&mut register, &|input| input);
        read
    }

    /// The same step over other registers and inputs; surveys and criteria stay those of its own scheme.
    pub fn moved(&self, reg: &mut dyn FnMut(Reg) -> Reg, input: &dyn Fn(usize) -> usize) -> Op {
        match self {
            Op::Load(from) => Op::Load(input(*from)),
            Op::LoadDay(from) => Op::LoadDay(input(*from)),
            Op::Present(from) => Op::Present(input(*from)),
            Op::Fact(from) => Op::Fact(input(*from)),
            Op::Member(from, words) => Op::Member(input(*from), words.clone()),
            Op::Add(a, b) => Op::Add(reg(*a), reg(*b)),
            Op::Sub(a, b) => Op::Sub(reg(*a), reg(*b)),
            Op::Mul(a, b) => Op::Mul(reg(*a), reg(*b)),
            Op::Scale(a, by) => Op::Scale(reg(*a), *by),
            Op::Min(a, b) => Op::Min(reg(*a), reg(*b)),
            Op::Max(a, b) => Op::Max(reg(*a), reg(*b)),
            Op::FloorDiv(a, b) => Op::FloorDiv(reg(*a), reg(*b)),
            Op::Select(a, b, c) => Op::Select(reg(*a), reg(*b), reg(*c)),
            Op::CountTrue(regs) => Op::CountTrue(regs.iter().map(|r| reg(*r)).collect()),
            Op::And(regs) => Op::And(regs.iter().map(|r| reg(*r)).collect()),
            Op::Or(regs) => Op::Or(regs.iter().map(|r| reg(*r)).collect()),
            Op::Age(a) => Op::Age(reg(*a)),
            Op::YearOf(a) => Op::YearOf(reg(*a)),
            Op::Positive(a) => Op::Positive(reg(*a)),
            Op::NotNegative(a) => Op::NotNegative(reg(*a)),
            Op::Settled(a) => Op::Settled(reg(*a)),
            Op::Not(a) => Op::Not(reg(*a)),
            Op::Compare { op, left, right, known } => {
                Op::Compare { op: *op, left: reg(*left), right: reg(*right), known: known.map(reg) }
            }
            Op::FirstOf(arms) => {
                Op::FirstOf(arms.iter().map(|(when, then)| (when.map(&mut *reg), then.map(&mut *reg))).collect())
            }
            Op::Bands { num, den, over, edges, known } => Op::Bands {
                num: reg(*num),
                den: den.map(&mut *reg),
                over: *over,
                edges: edges.clone(),
                known: known.map(&mut *reg),
            },
            Op::Int(_) | Op::Param(_) | Op::Place(_) | Op::PeerCount(_) | Op::PeerSum(_) | Op::Points { .. } => {
                self.clone()
            }
        }
    }
}

impl Step {
    pub fn new(op: Op, width: Width, bounds: (i256, i256)) -> Self {
        Step { op, width, bounds }
    }

    pub fn bounds(&self) -> (i256, i256) {
        self.bounds
    }

    /// The width that a band's products need; its own register is of bytes.
    pub fn product_width(&self) -> Width {
        width(self.bounds)
    }
}

/// Of the three, one that is known.
pub(crate) fn truth(holds: bool) -> u8 {
    if holds { TRUE } else { FALSE }
}

/// The narrowest integers that hold everything between the bounds.
pub(crate) fn width((lo, hi): (i256, i256)) -> Width {
    let fits = |min: i256, max: i256| lo >= min && hi <= max;
    if fits(i256::from_i128(i128::from(i64::MIN)), i256::from_i128(i128::from(i64::MAX))) {
        Width::I64
    } else if fits(i256::from_i128(i128::MIN), i256::from_i128(i128::MAX)) {
        Width::I128
    } else {
        Width::I256
    }
}
