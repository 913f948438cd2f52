//! 推演: an assessment with other points, and who would enter, leave and move.

use askama::Template;

use super::compare::Group;
use super::{Empty, Frame, KeyFigure, Outcome, Sure};

/// An assessment tried with other points. Its form is a GET to its own address.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "whatif.html")]
pub struct WhatIfPage {
    /// The frame.
    pub frame: Frame,
    /// Its own address without a query: the points in force.
    pub href: String,
    /// The criteria's full points; each moves its bands in proportion.
    pub weights: Vec<Knob>,
    /// All full points together, as they would be; empty where nothing is scored.
    pub total: String,
    /// The points that tiers ask for.
    pub marks: Vec<Knob>,
    /// Why these points make no scheme, line by line; the result is then of the points in force.
    pub refused: Vec<String>,
    /// What would come of it.
    pub tried: Tried,
    /// Shown where the scheme gives no points to be moved.
    pub empty: Option<Empty>,
}

/// Points that can be moved: a slider and a field.
#[derive(Debug, Clone, Default)]
pub struct Knob {
    /// The name of its field.
    pub name: String,
    /// `研发投入`
    pub label: String,
    /// The points in force: `50`.
    pub now: String,
    /// The points tried.
    pub value: String,
    /// The most that the slider gives.
    pub most: String,
    /// How far along the slider the points in force lie: `83.3%`.
    pub tick: String,
    /// Whether they are moved.
    pub moved: bool,
    /// Its bands one by one.
    pub bands: Vec<BandKnob>,
}

impl Knob {
    /// Whether any band was set by itself.
    pub fn bands_set(&self) -> bool {
        self.bands.iter().any(|band| !band.value.is_empty())
    }
}

/// One band's points.
#[derive(Debug, Clone, Default)]
pub struct BandKnob {
    /// The name of its field.
    pub name: String,
    /// `第七条2(1) 6%`
    pub label: String,
    /// The points in force.
    pub now: String,
    /// What was set for this band alone; empty where it follows its criterion.
    pub value: String,
    /// What it would give.
    pub follows: String,
}

/// What would come of other points.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// Entrants, leavers, passed, not touched.
    pub figures: Vec<KeyFigure>,
    /// From each outcome to each: pass, fail, undetermined.
    pub from: Vec<From>,
    /// How many would come out how, and all.
    pub sums: Vec<String>,
    /// By industry, the most moved first; none where nobody's is known.
    pub industries: Vec<Share>,
    /// By size class; none where nobody's is known.
    pub sizes: Vec<Share>,
    /// Entrants, leavers, moved: those that are not empty.
    pub groups: Vec<Group>,
    /// The change in the document's words.
    pub law: Vec<Law>,
    /// The scheme with these points as a file; empty where nothing is changed.
    pub draft: String,
    /// Who moves, as a file.
    pub exports: Vec<Sure>,
}

/// Those of one outcome.
#[derive(Debug, Clone, Default)]
pub struct From {
    /// The outcome in force.
    pub outcome: Outcome,
    /// How many would come out how, and whether that is the same; all of them last.
    pub to: Vec<(String, bool)>,
}

/// An industry or a size.
#[derive(Debug, Clone, Default)]
pub struct Share {
    /// Which.
    pub name: String,
    /// Pass as it is.
    pub before: String,
    /// Would pass.
    pub after: String,
    /// Enter.
    pub enter: String,
    /// Leave.
    pub leave: String,
}

/// One change of the text.
#[derive(Debug, Clone, Default)]
pub struct Law {
    /// `第七条2(1) 研发费用占销售收入 「4%」档`
    pub place: String,
    /// As it is; empty where it is new.
    pub before: String,
    /// As it would be; empty where it goes.
    pub after: String,
}
