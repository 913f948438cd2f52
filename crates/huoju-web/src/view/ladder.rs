//! 梯度: who stands on which rung, year by year, and who goes where.

use askama::Template;

use super::{Clause, Empty, Field, Frame, KeyFigure, Link, Options, Outcome, Pages, Sure};
use crate::chart::Svg;

/// The ladders of the packs.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ladders.html")]
pub struct LaddersPage {
    /// The frame.
    pub frame: Frame,
    /// The ladders.
    pub rows: Vec<LadderRow>,
    /// Shown where there is none.
    pub empty: Empty,
}

/// A ladder in the list.
#[derive(Debug, Clone, Default)]
pub struct LadderRow {
    /// Its title, leading to its page.
    pub title: Link,
    /// `宁夏回族自治区`, `全国`
    pub place: String,
    /// Its rungs, the lowest first.
    pub rungs: Vec<String>,
    /// The document.
    pub source: Link,
}

/// One ladder.
///
/// Its form is a GET to its own address with `year`, `spot`, `moved`, `q`, `page`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ladder.html")]
pub struct LadderPage {
    /// The frame; its basis names the source and the day.
    pub frame: Frame,
    /// Its own address without a query.
    pub href: String,
    /// On the ladder, rose, fell, end within a year.
    pub figures: Vec<KeyFigure>,
    /// The titles that end soon, each leading to the ledger of titles.
    pub expiring: Vec<Link>,
    /// What the ladder's text says of itself. Empty for nothing.
    pub note: String,
    /// The ways between years; `None` where nobody is on any rung.
    pub chart: Option<Svg>,
    /// The columns: the year, and beneath it how far one is known that is not over: `至 11-28`.
    pub years: Vec<(String, String)>,
    /// The rungs, the highest first, then those on none and those not told.
    pub counts: Vec<CountRow>,
    /// What is to be known of the counts.
    pub notes: Vec<String>,
    /// The ways that anybody went.
    pub ways: Vec<WayRow>,
    /// Each rung with the clauses that it stands on, the highest first.
    pub rungs: Vec<RungRow>,
    /// `year`
    pub year: Options,
    /// `spot`: where they stand.
    pub spot: Options,
    /// `moved`: how they moved.
    pub moved: Options,
    /// `q`: a name or code.
    pub words: Field,
    /// The filters in force, each leading to the list without it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// How many there are: `213 家`.
    pub counted: String,
    /// The rows of this page.
    pub rows: Vec<ClimberRow>,
    /// The pages.
    pub pages: Pages,
    /// The offer to take the list along.
    pub take: Sure,
    /// Shown in place of the table where nobody was found.
    pub empty: Empty,
}

/// A rung through the years.
#[derive(Debug, Clone, Default)]
pub struct CountRow {
    /// Its name.
    pub name: String,
    /// Each year's numbers.
    pub cells: Vec<CountCell>,
}

/// How many stand on a rung in a year.
#[derive(Debug, Clone, Default)]
pub struct CountCell {
    /// By the title held, leading to the list; `…` where it is not told.
    pub held: Link,
    /// By own assessment; empty where there is none.
    pub reached: Link,
}

/// A way that somebody went.
#[derive(Debug, Clone, Default)]
pub struct WayRow {
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// How many in each year, leading to the list; empty at the first and where nobody did.
    pub cells: Vec<Link>,
}

/// A rung with what it stands on.
#[derive(Debug, Clone, Default)]
pub struct RungRow {
    /// Its name.
    pub name: String,
    /// The schemes of the own assessment. Empty: its conditions are in no pack.
    pub schemes: Vec<Link>,
    /// What must be held first: `自治区科技型中小企业`. Empty for nothing.
    pub needs: String,
    /// What may not be held. Empty for nothing.
    pub excludes: String,
    /// `3 年`. Empty where it is not known.
    pub valid: String,
    /// The document and clause that say so.
    pub clause: Clause,
    /// What a reader should know. Empty for nothing.
    pub note: String,
}

/// Somebody on the ladder.
#[derive(Debug, Clone, Default)]
pub struct ClimberRow {
    /// Who, leading to the subject's page.
    pub subject: Link,
    /// Where it stands by the title held.
    pub held: String,
    /// The last day of that title. Empty where it is not known.
    pub until: String,
    /// How it moved: `上升`, `下降`. Empty where it stayed.
    pub moved: String,
    /// Whether it fell.
    pub fell: bool,
    /// Where it stood the year before. Empty where it stayed, or at the first year.
    pub before: String,
    /// Why it fell: the title that ended and what its rung's scheme says. Empty where it didn't.
    pub why: String,
    /// The highest rung that our own assessment reaches. Empty for none.
    pub reached: String,
    /// The next rung. Empty on the highest.
    pub next: String,
    /// How it came out for it; `None` where it was not assessed.
    pub outcome: Option<Outcome>,
    /// What it lacks for it, leading to the explanation.
    pub lacks: Link,
    /// What was passed by without fault. Empty for nothing.
    pub passed_by: String,
}
