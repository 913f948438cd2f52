//! 边界审计: who stands within one unit of an edge.

use askama::Template;

use super::{Clause, Empty, Frame, KeyFigure, Link, Sure};

/// Who stands within one unit of an edge in an assessment.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "edges.html")]
pub struct EdgesPage {
    /// The frame; its basis names the scheme and the unit.
    pub frame: Frame,
    /// Whose result one unit changes, and who stands beside any edge, on either side.
    pub figures: Vec<KeyFigure>,
    /// Those just on an edge, then those just below one.
    pub sides: Vec<Side>,
    /// All of them as a file; none where nobody stands beside an edge.
    pub takes: Vec<Sure>,
    /// Shown where nobody stands beside an edge.
    pub empty: Empty,
}

/// One side of the edges.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// `刚够`
    pub title: String,
    /// What one unit does there, and why one looks.
    pub about: String,
    /// Its edges: the result first, then gates and criteria in the document's order.
    pub rows: Vec<EdgeRow>,
}

/// One edge, and who stands beside it.
#[derive(Debug, Clone, Default)]
pub struct EdgeRow {
    /// Its clause; without text for the result.
    pub clause: Clause,
    /// The gate or criterion.
    pub title: String,
    /// `科技人员 减 1 人`
    pub moved: String,
    /// `16 → 12 分`
    pub change: String,
    /// How many.
    pub n: String,
    /// Of how many the outcome changes with it. Empty for none.
    pub turned: String,
    /// They, each leading to its explanation.
    pub who: Vec<Link>,
    /// How many more there are. Empty for none.
    pub more: String,
}
