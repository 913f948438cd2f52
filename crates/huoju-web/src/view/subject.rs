//! One subject: who it is, its series, where sources differ, its assessment clause by clause, its history.

use askama::Template;

use super::{Band, Clause, Empty, Fact, Figure, Frame, Lineage, Link, Mark, Outcome, Pages};
use crate::chart::Svg;

/// The page of one subject.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "subject.html")]
pub struct SubjectPage {
    /// The frame; its title is the subject's name.
    pub frame: Frame,
    /// Our own latest results, each with its scheme, as tags beside the name.
    pub own_results: Vec<(String, Outcome)>,
    /// What can be done: print or export the explanation.
    pub actions: Vec<Link>,
    /// The profile: code, founded, zones, industry, former names, sources, titles held.
    pub profile: Vec<Fact>,
    /// The series of some years; `None` where nothing was observed.
    pub series: Option<Series>,
    /// Where sources differ.
    pub differing: Vec<Differing>,
    /// The latest assessment by each scheme; none where none was run.
    pub assessed: Vec<ByScheme>,
    /// The latest assessments of this subject, latest first.
    pub assessments: Vec<PastAssessment>,
    /// All of them, where there are more. Empty where there are not.
    pub all_assessments: Link,
    /// Titles that it holds or held.
    pub titles: Vec<HeldTitle>,
    /// Names that it once bore.
    pub former_names: Vec<FormerName>,
    /// What happened, latest first.
    pub history: Vec<Event>,
}

/// All assessments of one subject, by pages.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "subject_assessments.html")]
pub struct SubjectAssessmentsPage {
    /// The frame.
    pub frame: Frame,
    /// The assessments, latest first.
    pub rows: Vec<PastAssessment>,
    /// The pages.
    pub pages: Pages,
    /// In place of the list where there is none.
    pub empty: Empty,
}

/// Observations over periods, as a table with a chart on top of it.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// The range of periods: `2021—2025`.
    pub range: String,
    /// The periods, earliest first; they head the columns.
    pub periods: Vec<String>,
    /// The chart ([`crate::chart::bars_and_line`]); its columns are the table's. `None` for too few figures.
    pub chart: Option<Svg>,
    /// One row an indicator.
    pub rows: Vec<SeriesRow>,
    /// Notes under the table: revisions and how ratios are taken.
    pub notes: Vec<String>,
}

/// One indicator over the periods.
#[derive(Debug, Clone, Default)]
pub struct SeriesRow {
    /// Name and address of the indicator.
    pub indicator: Link,
    /// `万元`
    pub unit: String,
    /// One figure a period, in the order of [`Series::periods`].
    pub figures: Vec<Figure>,
}

/// One figure that several sources give differently (数出多门).
#[derive(Debug, Clone, Default)]
pub struct Differing {
    /// `研发费用 2025 年`
    pub what: String,
    /// `万元`
    pub unit: String,
    /// What each source says.
    pub versions: Vec<Version>,
    /// The difference between the largest and the smallest: `7`.
    pub difference: String,
    /// Why the one was taken: `318，依`. Empty where none was.
    pub taken: String,
    /// The clause that says so.
    pub clause: Option<Clause>,
}

/// What one source says.
#[derive(Debug, Clone, Default)]
pub struct Version {
    /// The source.
    pub source: Link,
    /// `统计专用`, `行政共享`.
    pub permitted: String,
    /// The value.
    pub figure: Figure,
    /// Whether the rule takes it.
    pub taken: bool,
    /// Whether it may not be used to assess.
    pub barred: bool,
}

/// The latest assessment by one scheme.
#[derive(Debug, Clone, Default)]
pub struct ByScheme {
    /// The scheme's id, which the address of the open one ends in.
    pub anchor: String,
    /// `高新技术企业 · 2026 年度`
    pub caption: String,
    /// The page with this one open.
    pub href: String,
    /// Clause by clause, where it is open.
    pub open: Option<Assessed>,
}

/// An assessment of one subject, clause by clause. The page of the explanation shows the same.
#[derive(Debug, Clone, Default)]
pub struct Assessed {
    /// `科技型中小企业 · 2025 年度预评`
    pub caption: String,
    /// The scheme.
    pub scheme: Link,
    /// The assessment that it is part of.
    pub assessment: Link,
    /// The explanation as a page to print.
    pub explanation: String,
    /// Why it came out so, in a sentence.
    pub conclusion: String,
    /// Gates first, then criteria, each arm of a choice a row of its own, then tiers that ask for no total.
    pub rows: Vec<ClauseRow>,
    /// The last row.
    pub total: TotalRow,
    /// Notes under the table.
    pub notes: Vec<String>,
}

/// One gate, criterion or arm.
#[derive(Debug, Clone, Default)]
pub struct ClauseRow {
    /// Whether it is a heading of the document over those that follow.
    pub group: bool,
    /// The clause.
    pub clause: Clause,
    /// `科技人员`
    pub title: String,
    /// What is added to the title: `择一，取高`, `未采用`. Empty for none.
    pub aside: String,
    /// Whether it counts; a branch not taken is set in a lighter tone.
    pub taken: bool,
    /// The figures taken: `科技人员 25 人 ÷ 职工总数 86 人`.
    pub inputs: Vec<Line>,
    /// `29.07%`, with its three answers.
    pub value: Figure,
    /// Where the value falls.
    pub fall: Fall,
    /// Points got: `16`, `…`, `0–30`; empty for a gate, and the word for a tier.
    pub points: String,
    /// Full points: `20`; empty for a gate or a tier.
    pub full: String,
    /// The sources of the inputs.
    pub sources: Vec<ClauseSource>,
}

/// A line of reasons.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// How deep it stands under those before it.
    pub depth: usize,
    /// What it says.
    pub text: String,
}

/// Where a value falls.
#[derive(Debug, Clone, Default)]
pub enum Fall {
    /// Nothing to say.
    #[default]
    Nothing,
    /// A gate or condition, held or not.
    Gate(Outcome),
    /// What a tier asks, held or not: no result by itself.
    Tier(Outcome),
    /// A band of a ruler, lowest first.
    Bands(Vec<Band>),
    /// A sentence: `每 1 件 2 分，至多 10 分`.
    Words(String),
}

/// A source of an input.
#[derive(Debug, Clone, Default)]
pub struct ClauseSource {
    /// Its name.
    pub source: Link,
    /// As of when: `2025-12`. Empty for unknown.
    pub at: String,
    /// Provisional or revised.
    pub mark: Mark,
}

/// The total of an assessment.
#[derive(Debug, Clone, Default)]
pub struct TotalRow {
    /// The clause that asks for a total.
    pub clause: Clause,
    /// `总分不低于 60 分，且科技人员得分不为 0`
    pub rule: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The tier: `评分入库`. Empty for none.
    pub tier: String,
    /// `74`, `46–76`; `—` for a scheme without points.
    pub points: String,
    /// `100`; empty for a scheme without points.
    pub full: String,
    /// How much is missing: `无缺项`, `缺 3 项` leading to what they are.
    pub remark: Link,
    /// The three answers of the total.
    pub lineage: Option<Lineage>,
}

/// An assessment beside the one shown.
#[derive(Debug, Clone, Default)]
pub struct PastAssessment {
    /// Scheme and year, leading to the explanation.
    pub what: Link,
    /// The period: `2024 年`.
    pub period: String,
    /// How it came out.
    pub outcome: Outcome,
    /// `68`, `50–80`; `—` by a scheme without points.
    pub points: String,
}

/// A title held: a fact of its own, never our own result.
#[derive(Debug, Clone, Default)]
pub struct HeldTitle {
    /// `科技型中小企业`
    pub title: String,
    /// 入库编号 or certificate number. Empty where the list gave none.
    pub number: String,
    /// `2025 年第 4 批`
    pub batch: Link,
    /// When it was announced. Empty for unknown.
    pub since: String,
    /// Valid to. Empty for unknown.
    pub until: String,
    /// The scheme that this day follows from. Empty where the list says it itself.
    pub end_by: Link,
    /// Whether it is in force today.
    pub valid: bool,
}

/// A former name.
#[derive(Debug, Clone, Default)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// Until when: `2020-03`. Empty for unknown.
    pub until: String,
    /// Where we know it from.
    pub source: Link,
}

/// One line of the history.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// `2026-03-15`
    pub on: String,
    /// What happened.
    pub text: String,
    /// Where to see it; empty for nowhere.
    pub href: String,
    /// The ledger's record: `48,213`. Empty where it isn't an act of a person here.
    pub record: String,
}
