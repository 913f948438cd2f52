//! The nouns of a checked scheme (办法): what its text says once names and units are looked up.
//!
//! A value of [`Scheme`] exists only where the text has no error, so everything here can be trusted:
//! units match, bands have no hole, maxima add up, every comparison fits the integers that hold it.

mod item;
mod number;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use huoju_model::{Lang, MissingMode, Text};
use jiff::civil::Date;

use crate::dial::{Dial, End};
use crate::edition::Places;
use crate::expression::Comparison;
use crate::program::Code;
use crate::ratio::Ratio;

pub use item::{Arm, Award, Band, Item, ItemKind, Measured};
pub use number::{Cond, Day, Input, InputKind, Linear, Measure, Num, PointsOf};

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
