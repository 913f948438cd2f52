//! The nouns of a checked scheme (办法): what its text says once names and units are looked up.
//!
//! A value of [`Scheme`] exists only where the text has no error, so everything here can be trusted:
//! units match, bands have no hole, maxima add up, every comparison fits the integers that hold it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use huoju_model::{Dimension, Lang, MissingMode, Text, Unit};
use jiff::civil::Date;

use crate::dial::{Dial, End};
use crate::edition::Places;
use crate::expression::{Arithmetic, Comparison};
use crate::program::Code;
use crate::ratio::Ratio;

/// Points (分), exact to 0.0001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(pub i64);

impl Points {
    /// Decimal places that points are kept to.
    pub const SCALE: u8 = 4;
    /// No points.
    pub const ZERO: Points = Points(0);

    /// Points of an exact number, if it has no more than four decimal places and is not absurdly large.
    pub fn of(ratio: Ratio) -> Option<Points> {
        ratio.at_scale(Self::SCALE).filter(|p| p.abs() <= 100_000 * 10_000).map(Points)
    }

    /// The exact number.
    pub fn ratio(self) -> Ratio {
        Ratio::new(i128::from(self.0), 10_000).unwrap_or(Ratio::ZERO)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", huoju_model::Decimal::new(i128::from(self.0), u32::from(Self::SCALE)))
    }
}

/// The days between which a scheme is in force, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce {
    /// The first day.
    pub from: Date,
    /// The last day; `None` while it is in force.
    pub to: Option<Date>,
}

impl InForce {
    /// Whether it is in force on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// A checked scheme (办法).
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its id: `cn-tech-sme` in a pack.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The rule that it is an edition of, which all its editions name alike; its own id where it says none.
    pub family: String,
    /// Which part of the rule it is, where parts stand side by side, as for enterprises of one stage each.
    pub part: Option<Part>,
    /// What in it is invented for show and waits for the office's own numbers; `None` where nothing is.
    pub sample: Option<Text>,
    /// What it assesses: `enterprise`.
    pub assesses: String,
    /// The document, an id of `sources.toml`.
    pub source: String,
    /// When it is in force.
    pub in_force: InForce,
    /// The title (资格) that it grants; `None` where it grants none.
    pub grants: Option<Grant>,
    /// The most points there are; `None` where nothing is scored.
    pub total: Option<Points>,
    /// When a criterion counts as missing.
    pub missing: MissingMode,
    /// Free text.
    pub note: Option<Text>,
    /// The figures it reads, in the order they are first met.
    pub inputs: Vec<Input>,
    /// Named numbers.
    pub measures: Vec<Measure>,
    /// The headings over gates or criteria.
    pub groups: Vec<Group>,
    /// Pass or stop.
    pub gates: Vec<Gate>,
    /// Points.
    pub criteria: Vec<Criterion>,
    /// Named outcomes, tried in order.
    pub tiers: Vec<Tier>,
    /// Figures that deserve a second look.
    pub warnings: Vec<Warning>,
    /// How ambiguous words were read.
    pub readings: Vec<Reading>,
    /// The points that may be set anew, in the text's order of criteria and tiers.
    pub dials: Vec<Dial>,
    /// Where points in proportion end, as far as that may be set anew.
    pub ends: Vec<End>,
    /// Decimal places that its points need.
    pub points_scale: u8,
    /// Where what its head says stands in the text.
    pub(crate) places: Places,
    /// The text it was read from.
    pub text: Arc<str>,
    pub(crate) code: Arc<Code>,
}

/// A title (资格) that a scheme grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// As lists of who holds it call it.
    pub title: String,
    /// For how long it holds; `None` where that is not known.
    pub valid: Option<Validity>,
}

/// For how long a title holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validity {
    /// Full years; the anniversary of the day it was granted is the last day.
    pub years: u8,
    /// The clause that says so.
    pub clause: String,
}

/// A part of a rule: a stage of growth, say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place among the parts.
    pub number: i64,
    /// What it is called.
    pub title: Text,
}

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

/// A group (类): a heading of the document over gates or criteria that stand together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// The most that its criteria give together; `None` over gates.
    pub max: Option<Points>,
    /// Where its declared total stands in the text.
    pub(crate) total: Option<Range<usize>>,
}

/// A gate (门槛).
#[derive(Debug, Clone)]
pub struct Gate {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// The group that it stands under, by its place.
    pub group: Option<usize>,
    /// What it asks.
    pub test: Test,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// What a gate or a tier asks.
#[derive(Debug, Clone)]
pub enum Test {
    /// All of these hold.
    All(Vec<Cond>),
    /// One of these holds.
    Any(Vec<Cond>),
    /// The first arm that applies decides.
    FirstOf(Vec<TestArm>),
}

/// An arm of a gate's `first_of`.
#[derive(Debug, Clone)]
pub struct TestArm {
    /// When it applies; the last one always.
    pub when: Option<Cond>,
    /// Its own clause.
    pub clause: Option<String>,
    /// What it asks, or the reason why the document does not say.
    pub then: Result<Test, Text>,
}

/// A criterion (评价项).
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// The group that it stands under, by its place.
    pub group: Option<usize>,
    /// How its points are found.
    pub item: Item,
}

/// How points are found.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its own clause.
    pub clause: Option<String>,
    /// Its own title.
    pub title: Option<Text>,
    /// Fewest points.
    pub min: Points,
    /// Most points.
    pub max: Points,
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// What an item is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// A measure falls into a band.
    Banded {
        /// The measure.
        measure: Measured,
        /// Its bands, the highest first.
        bands: Vec<Band>,
        /// The points that a person gave, where the band leaves room.
        given: Option<usize>,
    },
    /// These points.
    Fixed(Points),
    /// Points given by a person.
    Judged {
        /// Where they stand.
        given: usize,
    },
    /// Points for every full step.
    Steps {
        /// The measure.
        measure: Measured,
        /// The step, in base units.
        per: Ratio,
        /// Points for each.
        points: Points,
    },
    /// Points in proportion between two ends.
    Linear {
        /// The measure.
        measure: Measured,
        /// Where the proportion starts and ends, in base units.
        ends: (Ratio, Ratio),
        /// The points at those ends.
        points: (Points, Points),
        /// What they are rounded to (四舍五入).
        to: Points,
    },
    /// The highest of these.
    BestOf(Vec<Item>),
    /// All of these together, capped by the item's maximum.
    SumOf(Vec<Item>),
    /// The first that applies.
    FirstOf(Vec<Arm>),
}

/// A measure with what its being undefined means.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The number.
    pub num: Num,
    /// What it measures.
    pub dimension: Dimension,
    /// Points where it is undefined; `None`: the item is then missing.
    pub undefined: Option<Points>,
}

/// An arm of `first_of`.
#[derive(Debug, Clone)]
pub struct Arm {
    /// When it applies; the last one always.
    pub when: Option<Cond>,
    /// What it gives, or the reason why the document does not say.
    pub then: Result<Item, Text>,
}

/// A band (分档): an interval of one measure, up to the next higher band.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its lower edge in base units and whether the edge belongs to it; `None` for all that is left.
    pub from: Option<(Ratio, bool)>,
    /// The edge as it was written.
    pub label: String,
    /// What it gives.
    pub award: Award,
}

/// What a band gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Award {
    /// These points.
    Points(Points),
    /// Points that a person gives, from the first to the second.
    Within(Points, Points),
    /// The document does not say.
    Silent(Text),
}

/// A tier (档次).
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// What it asks.
    pub test: Test,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// Figures that deserve a second look.
#[derive(Debug, Clone)]
pub struct Warning {
    /// When.
    pub when: Cond,
    /// What to say.
    pub says: Text,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// How an ambiguous word was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The clause.
    pub clause: String,
    /// How it was read.
    pub text: Text,
}

impl Group {
    /// The clause; `None` where the title is itself what is cited.
    pub fn clause_beside(&self, lang: Lang) -> Option<&str> {
        Some(self.clause.as_str()).filter(|clause| *clause != self.title.get(lang))
    }
}

impl Scheme {
    /// Whether it ranks subjects or takes means over them, so that all must be looked at before any is assessed.
    pub fn compares_subjects(&self) -> bool {
        !self.code.surveys.is_empty()
    }

    /// The total (合格线) that a tier asks for by itself, the lowest where several do; `None` where none does.
    pub fn pass_mark(&self) -> Option<Points> {
        self.tiers.iter().filter_map(Tier::least_total).min()
    }
}

impl Tier {
    /// The total that it asks for by itself; `None` where it asks for none.
    pub fn least_total(&self) -> Option<Points> {
        let mut marks = Vec::new();
        self.test.visit(&mut |cond| marks.extend(least_total(cond)));
        marks.into_iter().min()
    }
}

/// `total >= 60 分` → 60
fn least_total(cond: &Cond) -> Option<Points> {
    match cond {
        Cond::Points(Comparison::Ge | Comparison::Gt, Linear { terms, constant })
            if *terms == [(PointsOf::Total, Ratio::ONE)] =>
        {
            Points::of(constant.negated())
        }
        _ => None,
    }
}

impl Item {
    /// What it measures, where it has no parts and measures something.
    pub fn measure(&self) -> Option<&Measured> {
        match &self.kind {
            ItemKind::Banded { measure, .. } | ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. } => {
                Some(measure)
            }
            _ => None,
        }
    }

    /// Its own bands, the highest first; none where it has none.
    pub fn bands(&self) -> &[Band] {
        match &self.kind {
            ItemKind::Banded { bands, .. } => bands,
            _ => &[],
        }
    }

    /// Visits this item and those inside it.
    pub fn visit<'s>(&'s self, see: &mut impl FnMut(&'s Item)) {
        see(self);
        match &self.kind {
            ItemKind::BestOf(items) | ItemKind::SumOf(items) => items.iter().for_each(|item| item.visit(see)),
            ItemKind::FirstOf(arms) => arms.iter().flat_map(|arm| &arm.then).for_each(|item| item.visit(see)),
            _ => {}
        }
    }
}

impl Test {
    /// Visits every condition in it.
    pub fn visit<'s>(&'s self, see: &mut impl FnMut(&'s Cond)) {
        match self {
            Test::All(conds) | Test::Any(conds) => conds.iter().for_each(see),
            Test::FirstOf(arms) => {
                for arm in arms {
                    arm.when.iter().for_each(&mut *see);
                    if let Ok(test) = &arm.then {
                        test.visit(see);
                    }
                }
            }
        }
    }
}
