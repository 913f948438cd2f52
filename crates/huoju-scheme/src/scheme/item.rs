//! How a criterion's points are found: bands, steps and proportions of a measure, judges, and what is made of several.

use std::ops::Range;

use huoju_model::{Dimension, Text};

use super::{Cond, Num, Points};
use crate::ratio::Ratio;

/// How points are found.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its own clause.
    pub clause: Option<String>,
    /// Its own title.
    pub title: Option<Text>,
    /// Fewest points.
    pub min: Points,
    /// Most points.
    pub max: Points,
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// What an item is.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// A measure falls into a band.
    Banded {
        /// The measure.
        measure: Measured,
        /// Its bands, the highest first.
        bands: Vec<Band>,
        /// The points that a person gave, where the band leaves room.
        given: Option<usize>,
    },
    /// These points.
    Fixed(Points),
    /// Points given by a person.
    Judged {
        /// Where they stand.
        given: usize,
    },
    /// Points for every full step.
    Steps {
        /// The measure.
        measure: Measured,
        /// The step, in base units.
        per: Ratio,
        /// Points for each.
        points: Points,
    },
    /// Points in proportion between two ends.
    Linear {
        /// The measure.
        measure: Measured,
        /// Where the proportion starts and ends, in base units.
        ends: (Ratio, Ratio),
        /// The points at those ends.
        points: (Points, Points),
        /// What they are rounded to (四舍五入).
        to: Points,
    },
    /// The highest of these.
    BestOf(Vec<Item>),
    /// All of these together, capped by the item's maximum.
    SumOf(Vec<Item>),
    /// The first that applies.
    FirstOf(Vec<Arm>),
}

/// A measure with what its being undefined means.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The number.
    pub num: Num,
    /// What it measures.
    pub dimension: Dimension,
    /// Points where it is undefined; `None`: the item is then missing.
    pub undefined: Option<Points>,
}

/// An arm of `first_of`.
#[derive(Debug, Clone)]
pub struct Arm {
    /// When it applies; the last one always.
    pub when: Option<Cond>,
    /// What it gives, or the reason why the document does not say.
    pub then: Result<Item, Text>,
}

/// A band (分档): an interval of one measure, up to the next higher band.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its lower edge in base units and whether the edge belongs to it; `None` for all that is left.
    pub from: Option<(Ratio, bool)>,
    /// The edge as it was written.
    pub label: String,
    /// What it gives.
    pub award: Award,
}

/// What a band gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Award {
    /// These points.
    Points(Points),
    /// Points that a person gives, from the first to the second.
    Within(Points, Points),
    /// The document does not say.
    Silent(Text),
}

impl Item {
    /// What it measures, where it has no parts and measures something.
    pub fn measure(&self) -> Option<&Measured> {
        match &self.kind {
            ItemKind::Banded { measure, .. } | ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. } => {
                Some(measure)
            }
            _ => None,
        }
    }

    /// Its own bands, the highest first; none where it has none.
    pub fn bands(&self) -> &[Band] {
        match &self.kind {
            ItemKind::Banded { bands, .. } => bands,
            _ => &[],
        }
    }

    /// Visits this item and those inside it.
    pub fn visit<'s>(&'s self, see: &mut impl FnMut(&'s Item)) {
        see(self);
        match &self.kind {
            ItemKind::BestOf(items) | ItemKind::SumOf(items) => items.iter().for_each(|item| item.visit(see)),
            ItemKind::FirstOf(arms) => arms.iter().flat_map(|arm| &arm.then).for_each(|item| item.visit(see)),
            _ => {}
        }
    }
}
