//! Dials (可调的分值): the points in a scheme's text that a rule author may set anew, and the text with them set.
//!
//! What a band gives, what a criterion gives at once, and the points that a tier asks for. What is measured, and where
//! a band ends, is no dial: whoever moves that writes another scheme.

use std::collections::BTreeMap;
use std::ops::Range;

use huoju_model::{Decimal, Text};

use crate::check::{Totals, Vocabulary, read};
use crate::diagnostic::Diagnostics;
use crate::scheme::{Points, Scheme};

/// Points that a rule author may set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dial {
    /// What they belong to.
    pub of: DialOf,
    /// The title of the criterion, of the item inside it, or of the tier.
    pub title: Text,
    /// Its clause.
    pub clause: String,
    /// The band's edge as it is written: `6%`; empty where there is no band.
    pub label: String,
    /// The points.
    pub points: Points,
    /// Where the number stands in the scheme's text.
    pub(crate) place: Range<usize>,
}

/// What a dial belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialOf {
    /// A criterion, by its place.
    Criterion(usize),
    /// A tier, by its place.
    Tier(usize),
}

/// New points by the place of a dial in [`Scheme::dials`].
pub type Turned = BTreeMap<usize, Points>;

impl Scheme {
    /// The scheme as it would be with dials turned, read and checked like any other: its text is a scheme file. The
    /// declared total follows the criteria. Places that are no dial are passed over.
    pub fn turned(&self, turned: &Turned, vocabulary: &Vocabulary) -> Result<Scheme, Diagnostics> {
        let file = format!("{}.toml", self.id);
        let mut places: Vec<(Range<usize>, Points)> =
            turned.iter().filter_map(|(dial, points)| Some((self.dials.get(*dial)?.place.clone(), *points))).collect();
        places.sort_by_key(|(place, _)| place.start);
        let mut text = self.text.to_string();
        for (place, points) in places.into_iter().rev() {
            text.replace_range(place, &points.to_string());
        }
        let (draft, found) = read(&file, &text, vocabulary, Totals::Follow)?;
        let Some((total, place)) = draft.total.zip(draft.total_place.clone()) else { return Ok(draft) };
        if self.total == Some(total) {
            return Ok(draft);
        }
        drop(found);
        text.replace_range(place, &total.to_string());
        read(&file, &text, vocabulary, Totals::Declared).map(|(scheme, _)| scheme)
    }
}

/// The bytes of a number that an expression's number and unit begin with; `None` where they are written otherwise.
pub(crate) fn number_at(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let said = text.get(span.clone())?;
    let digits = said.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(said.len());
    Decimal::parse(said.get(..digits)?).ok().map(|_| span.start..span.start + digits)
}
