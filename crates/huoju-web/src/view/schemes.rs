//! 规则库: the schemes, and one that reads like a document.

use askama::Template;

use super::subject::Line;
use super::whatif::Law;
use super::{Band, Clause, Empty, Fact, Frame, Link};

/// The rule library.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "schemes.html")]
pub struct SchemesPage {
    /// The frame.
    pub frame: Frame,
    /// The schemes.
    pub rows: Vec<SchemeRow>,
    /// Shown where the library is empty.
    pub empty: Empty,
}

/// One scheme in the library.
#[derive(Debug, Clone, Default)]
pub struct SchemeRow {
    /// Title and address.
    pub title: Link,
    /// `本区`, `示例`; empty for neither.
    pub label: String,
    /// The document's number: `国科发政〔2017〕115号`. Empty for none.
    pub document: String,
    /// The pack that holds it.
    pub pack: String,
    /// In force: `自 2017-05-03`.
    pub in_force: String,
    /// Whether it is in force today.
    pub now: bool,
    /// How many cases it passes: `42`.
    pub cases: String,
    /// The latest assessment by it; empty text for none.
    pub latest: Link,
}

/// One scheme, to be read.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "scheme.html")]
pub struct SchemePage {
    /// The frame; its title is the scheme's, its basis the document, its issuer, dates in force, total, missing data.
    pub frame: Frame,
    /// What can be done: assess by it, download its text.
    pub actions: Vec<Link>,
    /// What it reads: the document, issuer, subject, period, total, treatment of missing data.
    pub about: Vec<Fact>,
    /// What is to be known of the document and of the scheme besides, a paragraph each.
    pub notes: Vec<String>,
    /// What makes an assessment ask for a second look.
    pub second_looks: Vec<String>,
    /// Named numbers, each with what it is.
    pub measures: Vec<Reading>,
    /// Gates, in order.
    pub gates: Vec<Gate>,
    /// Criteria, in order.
    pub criteria: Vec<Criterion>,
    /// Tiers, in order; the first that holds is the outcome.
    pub tiers: Vec<Gate>,
    /// How the scheme's author read what the document leaves open.
    pub readings: Vec<Reading>,
    /// Where the document is silent, so that the result is 待定.
    pub silent: Vec<Reading>,
    /// Editions: earlier and later documents.
    pub editions: Vec<Edition>,
    /// What changes from another edition to this one; `None` where none was asked for.
    pub changes: Option<Changes>,
    /// What the scheme reads: the indicators.
    pub indicators: Vec<Link>,
    /// Its cases: `42 例，全部符合`.
    pub cases: String,
    /// The cases, each a sentence.
    pub case_rows: Vec<Case>,
}

/// A heading of the document over gates or criteria.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// The clause.
    pub clause: Clause,
    /// Its name: `精细化`.
    pub title: String,
    /// Full points of what stands under it; empty over gates.
    pub full: String,
}

/// A gate or a tier: conditions that all or any must hold.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    /// The heading that begins with it.
    pub heading: Option<Heading>,
    /// The anchor in the page, which [`crate::paths::clause`] links to.
    pub anchor: String,
    /// The clause.
    pub clause: Clause,
    /// Its name: `规模`.
    pub title: String,
    /// The conditions, one a line; what a case asks stands under it.
    pub conditions: Vec<Line>,
    /// Whether any of them is enough.
    pub any: bool,
    /// Whether the first case that applies decides.
    pub by_case: bool,
}

/// A criterion.
#[derive(Debug, Clone, Default)]
pub struct Criterion {
    /// The heading that begins with it.
    pub heading: Option<Heading>,
    /// The anchor in the page.
    pub anchor: String,
    /// The clause.
    pub clause: Clause,
    /// Its name: `科技人员`.
    pub title: String,
    /// Full points: `20`.
    pub full: String,
    /// How its arms go together: `择一，取高`, `依次取先符者`. Empty for a single arm.
    pub together: String,
    /// Its arms; one where there is no choice.
    pub arms: Vec<Arm>,
}

/// One way to get a criterion's points.
#[derive(Debug, Clone, Default)]
pub struct Arm {
    /// The clause; empty text where the criterion's is enough.
    pub clause: Clause,
    /// What is measured: `科技人员 ÷ 职工总数`.
    pub measure: String,
    /// Its bands, lowest first; empty where it is no banded measure.
    pub bands: Vec<Band>,
    /// How it is scored in a sentence, where no ruler shows it. Empty for none.
    pub words: String,
}

/// A reading or a silence of the document.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The clause.
    pub clause: Clause,
    /// The sentence.
    pub text: String,
}

/// An edition of the document.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// Title or number, with its address.
    pub edition: Link,
    /// `2017-05-03—`
    pub in_force: String,
    /// What it is among the others: `本区 · 现行`. Empty for nothing.
    pub change: String,
    /// Whether it is the one shown.
    pub here: bool,
    /// What changes from it to the one shown.
    pub compare: String,
}

/// Two editions compared.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The other edition.
    pub from: Link,
    /// What is different; nothing where they say the same.
    pub law: Vec<Law>,
}

/// A case: a situation and its outcome.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// The sentence.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
}
