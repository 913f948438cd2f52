//! 评价结果: the assessments that were run, one of them with its distribution and table, and one explanation.

use askama::Template;

use super::subject::Assessed;
use super::{Clause, Empty, Fact, Field, Frame, KeyFigure, Link, Options, Outcome, Pages, Sure};
use crate::chart::Svg;

/// The list of assessments.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "assessments.html")]
pub struct AssessmentsPage {
    /// The frame.
    pub frame: Frame,
    /// Assessments, latest first.
    pub rows: Vec<AssessmentRow>,
    /// The pages.
    pub pages: Pages,
    /// Shown where none was run.
    pub empty: Empty,
}

/// One assessment in the list.
#[derive(Debug, Clone, Default)]
pub struct AssessmentRow {
    /// Scheme and evaluation year, with its address.
    pub what: Link,
    /// The data's period: `2025 年`.
    pub period: String,
    /// Which run: `第 3 次`.
    pub run: String,
    /// When.
    pub at: String,
    /// How many were assessed.
    pub total: String,
    /// How many passed.
    pub passed: String,
    /// How many failed.
    pub failed: String,
    /// How many are undetermined.
    pub undetermined: String,
    /// Its short hash.
    pub hash: String,
    /// An import that it used was undone.
    pub stale: bool,
}

/// One assessment of a population.
///
/// Its form is a GET to its own address with `q`, `outcome`, `tier`, `points`, `missing`,
/// `order`, `page`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "assessment.html")]
pub struct AssessmentPage {
    /// The frame; its title is scheme and year, its subtitle the run, its basis what it rests on.
    pub frame: Frame,
    /// Its own address, where the form of filters goes.
    pub href: String,
    /// What can be done beside exports: run again.
    pub actions: Vec<Link>,
    /// Why it should be run again, such as an import that was undone. Empty for none.
    pub stale: String,
    /// Assessed, passed, failed, undetermined.
    pub figures: Vec<KeyFigure>,
    /// How the totals are distributed; `None` where the scheme has no points.
    pub distribution: Option<Distribution>,
    /// What the undetermined lack.
    pub lacks: Vec<Lack>,
    /// How many are undetermined in all; the lacks may add up to more.
    pub undetermined: String,
    /// Tiers, with how many are in each.
    pub tiers: Vec<Fact>,
    /// `q`: name, code or pinyin.
    pub query: Field,
    /// `outcome`
    pub outcomes: Options,
    /// `tier`
    pub in_tiers: Options,
    /// `points`: a range of totals.
    pub points: Options,
    /// `missing`: which figure is missing.
    pub missing: Options,
    /// `order`: which come first.
    pub orders: Options,
    /// The filters in force, each leading to the list without it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// The criteria that head the columns.
    pub criteria: Vec<CriterionHead>,
    /// Full points of the total: `100`.
    pub full: String,
    /// The axis above the positions ([`crate::chart::position_axis`]); `None` for a scheme without points.
    pub axis: Option<Svg>,
    /// The rows of this page.
    pub rows: Vec<ResultRow>,
    /// The pages.
    pub pages: Pages,
    /// The results as files, each with a purpose to be given.
    pub exports: Vec<Sure>,
    /// By what it can be verified: hashes, who made it and when.
    pub seals: Vec<Fact>,
    /// Shown in place of the table where the filters leave nothing.
    pub empty: Empty,
}

/// How totals are distributed.
#[derive(Debug, Clone, Default)]
pub struct Distribution {
    /// Who is in it: `评分企业 1,722 家，直接确认者不计`.
    pub caption: String,
    /// The chart ([`crate::chart::histogram`]).
    pub chart: Svg,
    /// The same figures as a table, a row a bin.
    pub bins: Vec<BinRow>,
}

/// A bin of the distribution.
#[derive(Debug, Clone, Default)]
pub struct BinRow {
    /// `60–69`
    pub range: String,
    /// How many passed.
    pub passed: String,
    /// How many are undetermined, by the least they can have.
    pub undetermined: String,
    /// How many failed.
    pub failed: String,
}

/// A figure that undetermined subjects lack.
#[derive(Debug, Clone, Default)]
pub struct Lack {
    /// The indicator.
    pub indicator: String,
    /// Who should supply it. Empty for unknown.
    pub from: String,
    /// How many lack it.
    pub count: String,
    /// The list of them.
    pub href: String,
}

/// A criterion that heads a column.
#[derive(Debug, Clone, Default)]
pub struct CriterionHead {
    /// Its name.
    pub title: String,
    /// Full points.
    pub full: String,
}

/// One subject's result.
#[derive(Debug, Clone, Default)]
pub struct ResultRow {
    /// The subject, leading to its explanation.
    pub subject: Link,
    /// Its code.
    pub code: String,
    /// Points a criterion, in the order of the heads; `…` where missing.
    pub points: Vec<String>,
    /// `68`, or `50–80` where it isn't settled.
    pub total: String,
    /// Where the total stands ([`crate::chart::position`]); `None` for a scheme without points.
    pub position: Option<Svg>,
    /// How it came out.
    pub outcome: Outcome,
    /// The tier. Empty for none.
    pub tier: String,
    /// What is missing, or by how much it missed. Empty for none.
    pub remark: String,
}

/// One subject's explanation (依据), made for paper.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "explanation.html")]
pub struct ExplanationPage {
    /// The frame; its title is the subject's name.
    pub frame: Frame,
    /// Who it is.
    pub profile: Vec<Fact>,
    /// The assessment, clause by clause.
    pub assessed: Assessed,
    /// Each input with where it comes from.
    pub inputs: Vec<Input>,
    /// What is missing, by who gives it. Empty for none.
    pub lacks: Vec<LackGroup>,
    /// What it would take, where it failed and something can be moved.
    pub gap: Option<GapCard>,
    /// The run's hash, the scheme's text's hash, the ledger's record: by these it can be verified.
    pub seals: Vec<Fact>,
}

/// The gap: a closed period was only missed; targets are for the next open one.
#[derive(Debug, Clone, Default)]
pub struct GapCard {
    /// `2025 年度未通过，目标定在 2026 年度`
    pub title: String,
    /// The assumption, and whether the first way is proven the cheapest.
    pub about: String,
    /// By how much the closed period was missed, one line each. Empty for an open one.
    pub missed: Vec<String>,
    /// The ways, the cheapest first.
    pub plans: Vec<GapPlan>,
    /// Why there is none, each with its clause.
    pub why: Vec<(Clause, String)>,
    /// What stays as it is, and of what kind the costs are.
    pub notes: Vec<String>,
}

/// One way to the goal.
#[derive(Debug, Clone, Default)]
pub struct GapPlan {
    /// `最省的办法：36.4 万元`
    pub title: String,
    /// The figures that move.
    pub moves: Vec<GapMove>,
    /// What it changes, each with its clause.
    pub turns: Vec<(Clause, String)>,
    /// `总分 52 → 62`; empty where nothing is scored.
    pub total: String,
}

/// One figure that moves.
#[derive(Debug, Clone, Default)]
pub struct GapMove {
    /// The figure.
    pub what: String,
    /// By which levers: `招聘科技人员`.
    pub by: String,
    /// What it is.
    pub from: String,
    /// What it becomes.
    pub to: String,
    /// The difference: `+1 人`; empty for a fact.
    pub difference: String,
}

/// Missing figures that one giver has.
#[derive(Debug, Clone, Default)]
pub struct LackGroup {
    /// Who gives them of others: `企业所得税预缴申报`, `专家评审`.
    pub from: String,
    /// What they are.
    pub names: Vec<String>,
}

/// An input of an explanation.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The indicator and period: `职工总数 2025 年`.
    pub what: String,
    /// The value with its unit; `…` where missing.
    pub value: String,
    /// Where it comes from; `None` where it is missing or presumed.
    pub origin: Option<super::Origin>,
    /// `推定：…` or who should supply it. Empty for none.
    pub remark: String,
}
