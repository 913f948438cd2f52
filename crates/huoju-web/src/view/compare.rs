//! 推演: two assessments side by side, and who enters, leaves and moves between them.

use askama::Template;

use super::{Empty, Frame, KeyFigure, Link, Options, Outcome};

/// Two assessments compared. Its form is a GET to its own address with `with`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "compare.html")]
pub struct ComparePage {
    /// The frame; its basis names both.
    pub frame: Frame,
    /// Its own address without a query.
    pub href: String,
    /// `with`: the assessment it is compared with.
    pub others: Options,
    /// Passed before, passed now, entrants, leavers, moved.
    pub figures: Vec<KeyFigure>,
    /// Entrants, leavers, moved: those that are not empty.
    pub groups: Vec<Group>,
    /// Shown where nothing differs, or where there is nothing to compare with.
    pub empty: Option<Empty>,
}

/// Those that moved one way.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// `新进`
    pub title: String,
    /// How many.
    pub n: String,
    /// The first few hundred.
    pub rows: Vec<Moved>,
    /// How many are not shown. Empty for none.
    pub more: String,
}

/// One subject before and after.
#[derive(Debug, Clone, Default)]
pub struct Moved {
    /// Name, leading to why it is so now.
    pub subject: Link,
    /// Credit code.
    pub code: String,
    /// Before; `None` where it was not assessed.
    pub before: Option<Stood>,
    /// Now.
    pub after: Option<Stood>,
    /// `+4`, `−12.5`; empty where either has no points.
    pub difference: String,
}

/// How a subject stood.
#[derive(Debug, Clone, Default)]
pub struct Stood {
    /// The outcome.
    pub outcome: Outcome,
    /// Points and tier: `76，优秀`. Empty where the scheme has neither.
    pub what: String,
}
