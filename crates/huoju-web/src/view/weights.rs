//! 本区权重: the numbers that a document leaves to the office, all parts of the rule side by side.

use askama::Template;

use super::whatif::Law;
use super::{Clause, Field, Frame, Link};

/// The table, and what is to be said of the edition. Sent to its own address, with `act` `check` or `save`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "weights.html")]
pub struct WeightsPage {
    /// The frame.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// What is wrong, a sentence each; nothing can be saved before that is mended.
    pub faults: Vec<String>,
    /// The edition's title.
    pub title: Field,
    /// The number of the office's document.
    pub document: Field,
    /// The document's title; may be empty.
    pub document_title: Field,
    /// Who issued it; may be empty.
    pub issuer: Field,
    /// The first day in force.
    pub from: Field,
    /// The parts, one a column.
    pub parts: Vec<Part>,
    /// The criteria, in groups.
    pub groups: Vec<Group>,
    /// Whether the numbers were looked at and nothing is wrong.
    pub sound: bool,
    /// What would be different, part by part, in the document's words.
    pub changes: Vec<(String, Vec<Law>)>,
}

/// A part of the rule.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Its name: `初创期`. Empty where the rule has no parts.
    pub name: String,
    /// What its numbers are filled into: the field, the id, and the scheme's page.
    pub base: (String, String, Link),
    /// `示例`, `本区`. Empty for neither.
    pub label: String,
    /// What the weights add up to.
    pub sum: String,
    /// What is declared.
    pub total: String,
    /// Whether the two differ.
    pub off: bool,
}

/// Criteria under one heading of the document.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// `技术创新指标`. Empty for those under none.
    pub title: String,
    /// Its criteria.
    pub rows: Vec<Row>,
    /// What its weights add up to, part by part.
    pub sums: Vec<String>,
}

/// A criterion.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its clause.
    pub clause: Clause,
    /// Its title.
    pub title: String,
    /// Its numbers, part by part; `None` where a part has no such criterion.
    pub cells: Vec<Option<Cell>>,
}

/// The numbers of a criterion in one part.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// The part's name, for narrow pages.
    pub part: String,
    /// The field and value of its weight.
    pub weight: (String, String),
    /// Where its points in proportion reach their most: field, value and unit. `None` where they don't.
    pub end: Option<(String, String, String)>,
}
