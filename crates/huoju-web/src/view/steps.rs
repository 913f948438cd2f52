//! 差一步: how near those are who did not pass an assessment.

use askama::Template;

use super::{Empty, Field, Frame, KeyFigure, Link, Options, Pages, Sure};
use crate::chart::Svg;

/// How near those are who did not pass an assessment.
///
/// Its form is a GET to [`crate::paths::steps`] with `state`, `lever`, `find` and `page`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "steps.html")]
pub struct StepsPage {
    /// The frame; its basis names the scheme, the data's year and the targets'.
    pub frame: Frame,
    /// Its own address, where the form of filters goes.
    pub href: String,
    /// Reckoning it, and the button; `None` where what is shown is what would come of it.
    pub renew: Option<Sure>,
    /// The assumption, and what is to be known of the whole. Empty where nothing was reckoned.
    pub about: Vec<String>,
    /// Whether anything was reckoned.
    pub reckoned: bool,
    /// What was reckoned.
    pub of: Steps,
    /// Shown where nothing was reckoned, or where the filters leave nothing.
    pub empty: Empty,
}

/// What was reckoned.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    /// One step away, several, and so on.
    pub figures: Vec<KeyFigure>,
    /// The levers that are enough by themselves, the one of most subjects first.
    pub levers: Vec<LeverRow>,
    /// `state`: how near.
    pub states: Options,
    /// `lever`: which one is enough by itself.
    pub in_levers: Options,
    /// `find`: name or code.
    pub find: Field,
    /// The filters in force, each leading to the list without it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// How many there are: `213 家`.
    pub counted: String,
    /// The rows of this page.
    pub rows: Vec<StepRow>,
    /// The pages.
    pub pages: Pages,
    /// The offer to take the list along.
    pub take: Sure,
    /// What stays as it is, and of what kind the costs are.
    pub notes: Vec<String>,
}

/// A lever, and for how many it is enough by itself.
#[derive(Debug, Clone, Default)]
pub struct LeverRow {
    /// `招聘科技人员`
    pub lever: String,
    /// How many, leading to them.
    pub count: Link,
    /// The same as a bar ([`crate::chart::share`]).
    pub bar: Svg,
}

/// How near one is.
#[derive(Debug, Clone, Default)]
pub struct StepRow {
    /// The subject, leading to its explanation with the gap.
    pub subject: Link,
    /// Its code.
    pub code: String,
    /// `差一步`
    pub nearness: String,
    /// The ending of its class `hj-o--`.
    pub form: &'static str,
    /// What is to be done, in its own figures.
    pub moves: Vec<StepMove>,
    /// What must be known first, or why it is out of reach. Empty where something is to be done.
    pub reason: String,
    /// `40 万元`; empty where nothing is to be done.
    pub cost: String,
    /// What several levers together would cost less: `更省：…`. Empty for none.
    pub cheaper: String,
}

/// What is to be done by one lever.
#[derive(Debug, Clone, Default)]
pub struct StepMove {
    /// `科技人员 再增 2 人，到 42 人`
    pub target: String,
    /// `今 40 人 · 招聘科技人员 × 2`
    pub by: String,
    /// `职工总数 100 人 → 102 人`; empty where nothing moves with it.
    pub with: String,
}
