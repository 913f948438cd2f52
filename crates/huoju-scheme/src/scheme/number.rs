//! What a scheme reads and asks: figures, the numbers and days made of them, and conditions over these.

use huoju_model::{Dimension, Lang, Text, Unit};
use jiff::civil::Date;

use crate::expression::{Arithmetic, Comparison};
use crate::ratio::Ratio;

/// A figure that a scheme reads: an indicator, of its period or an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The indicator's code.
    pub code: String,
    /// How many periods earlier.
    pub earlier: u8,
    /// The indicator's name.
    pub name: Text,
    /// What its values are.
    pub kind: InputKind,
}

impl Input {
    /// The name of its column in a population: `sales` or `sales@-1`.
    pub fn column(&self) -> String {
        match self.earlier {
            0 => self.code.clone(),
            earlier => format!("{}@-{earlier}", self.code),
        }
    }

    /// What readers see: the indicator's name, and how long ago.
    pub fn label(&self, lang: Lang) -> String {
        let name = self.name.get(lang);
        match (self.earlier, lang) {
            (0, _) => name.to_owned(),
            (1, Lang::Zh) => format!("上年{name}"),
            (2, Lang::Zh) => format!("前年{name}"),
            (n, Lang::Zh) => format!("{n}年前的{name}"),
            (1, Lang::En) => format!("{name} of the year before"),
            (n, Lang::En) => format!("{name} {n} years before"),
        }
    }
}

/// What the values of an input are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputKind {
    /// Integers of the smallest unit.
    Amount {
        /// The indicator's unit.
        unit: Unit,
        /// Decimal places of it that are kept.
        scale: u8,
        /// One smallest unit in base units.
        step: Ratio,
        /// Least and greatest value, in smallest units.
        bounds: (i64, i64),
    },
    /// True or false, and what is presumed where nothing is recorded.
    Fact {
        /// The value taken where nothing is recorded.
        presumed: Option<bool>,
    },
    /// A category or a text.
    Word,
    /// A day.
    Date,
}

/// A named number (度量).
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause that defines it.
    pub clause: Option<String>,
    /// What it is.
    pub value: Num,
    /// What it measures.
    pub dimension: Dimension,
}

/// A number, in base units of its dimension.
#[derive(Debug, Clone, PartialEq)]
pub enum Num {
    /// A constant, with the unit it was written in.
    Const(Ratio, Option<Unit>),
    /// A figure.
    Input(usize),
    /// A named number.
    Measure(usize),
    /// `-x`
    Neg(Box<Num>),
    /// `a + b` …
    Arithmetic(Arithmetic, Box<Num>, Box<Num>),
    /// The sum of several.
    Sum(Vec<Num>),
    /// The mean of several.
    Mean(Vec<Num>),
    /// The least.
    Min(Vec<Num>),
    /// The greatest.
    Max(Vec<Num>),
    /// Whole steps of this size in it.
    Floor(Box<Num>, Ratio),
    /// How many hold.
    Count(Vec<Cond>),
    /// Days from the second to the first.
    Days(Box<Day>, Box<Day>),
    /// Full years since, on the day of application.
    Age(Box<Day>),
    /// Calendar years touched since, up to the period's.
    FiscalYears(Box<Day>),
    /// Compound yearly growth of a quotient over so many periods.
    Cagr(Box<Num>, u8),
    /// The first whose condition holds, else the last.
    Choose(Vec<(Cond, Num)>, Box<Num>),
    /// The mean of a number over the subjects of the same category.
    PeerMean {
        /// The number.
        of: Box<Num>,
        /// The category's input.
        within: usize,
    },
    /// The share of subjects up to and including its place: 3 of 40 is 7.5%.
    Place {
        /// What they are ordered by.
        of: Box<Num>,
        /// The category within which places are counted.
        within: Option<usize>,
        /// Whether the greatest comes first.
        descending: bool,
    },
}

/// A day.
#[derive(Debug, Clone, PartialEq)]
pub enum Day {
    /// A figure.
    Input(usize),
    /// A constant.
    Const(Date),
    /// The first day of the period.
    PeriodStart,
    /// The last day of the period.
    PeriodEnd,
    /// The day of application.
    AsOf,
}

/// A condition: three-valued.
#[derive(Debug, Clone, PartialEq)]
pub enum Cond {
    /// A fact.
    Fact(usize),
    /// Two numbers.
    Compare(Comparison, Num, Num),
    /// Points against a number: the sum compared with zero.
    Points(Comparison, Linear),
    /// Two days.
    Days(Comparison, Day, Day),
    /// A word among others.
    Member(usize, Vec<String>),
    /// All hold.
    And(Vec<Cond>),
    /// One holds.
    Or(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
}

/// `Σ factor × points + constant`, over criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// Criterion and factor.
    pub terms: Vec<(PointsOf, Ratio)>,
    /// What is added, in 分.
    pub constant: Ratio,
}

/// Whose points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PointsOf {
    /// One criterion's.
    Criterion(usize),
    /// All criteria's together.
    Total,
}
