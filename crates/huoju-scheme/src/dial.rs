//! Dials (可调的分值): the points in a scheme's text that a rule author may set anew, and the text with them set.
//!
//! What a band gives, what a criterion gives at once or in proportion, and the points that a tier asks for. What is
//! measured, and where a band ends, is no dial: whoever moves that writes another scheme. Where a proportion ends is
//! set by an own edition ([`edition`](crate::edition)).

use std::collections::BTreeMap;
use std::ops::Range;

use huoju_model::{Decimal, Text};

use crate::check::{Totals, Vocabulary, read};
use crate::diagnostic::Diagnostics;
use crate::scheme::{Points, Scheme};

/// Points of a weight's bands are kept to hundredths.
const STEP: i64 = 100;

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

/// Where points in proportion reach their most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The criterion, by its place.
    pub criterion: usize,
    /// The number as it is written: `100` of `100 万元`.
    pub number: Decimal,
    /// Its unit as it is written; empty for none.
    pub unit: String,
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
    /// declared totals follow the criteria. Places that are no dial are passed over.
    pub fn turned(&self, turned: &Turned, vocabulary: &Vocabulary) -> Result<Scheme, Diagnostics> {
        let file = format!("{}.toml", self.id);
        let mut text = put(&self.text, self.dialled(turned));
        let (draft, _) = read(&file, &text, vocabulary, Totals::Follow)?;
        let total = draft.places.total.clone().zip(draft.total);
        let groups = draft.groups.iter().filter_map(|group| group.total.clone().zip(group.max));
        let totals = total.into_iter().chain(groups).map(|(place, points)| (place, points.to_string()));
        let moved: Vec<_> = totals.filter(|(place, says)| text.get(place.clone()) != Some(says)).collect();
        if moved.is_empty() {
            return Ok(draft);
        }
        text = put(&text, moved);
        read(&file, &text, vocabulary, Totals::Declared).map(|(scheme, _)| scheme)
    }

    /// The dials of a criterion turned in proportion, to hundredths, so that it gives `weight` at most. Where it gives
    /// nothing so far, the first of them gives all: a scheme's highest band, or the end of its proportion.
    pub fn weighed(&self, criterion: usize, weight: Points) -> Turned {
        let Some(full) = self.criteria.get(criterion).map(|criterion| criterion.item.max) else { return Turned::new() };
        let of = self.dials.iter().enumerate().filter(|(_, dial)| dial.of == DialOf::Criterion(criterion));
        if full == Points::ZERO {
            return of.take(1).map(|(place, _)| (place, weight)).collect();
        }
        of.filter_map(|(place, dial)| Some((place, in_proportion(dial.points, weight, full)?))).collect()
    }

    /// The places in the text of dials, with what is to stand there.
    pub(crate) fn dialled(&self, turned: &Turned) -> Vec<(Range<usize>, String)> {
        let place =
            |(dial, points): (&usize, &Points)| Some((self.dials.get(*dial)?.place.clone(), points.to_string()));
        turned.iter().filter_map(place).collect()
    }
}

/// A text with something else at some places that don't overlap.
pub(crate) fn put(text: &str, mut places: Vec<(Range<usize>, String)>) -> String {
    places.sort_by_key(|(place, _)| place.start);
    let mut text = text.to_owned();
    for (place, says) in places.into_iter().rev() {
        text.replace_range(place, &says);
    }
    text
}

/// Points of a band when its criterion's full points become `weight`, to a hundredth, halves up.
fn in_proportion(points: Points, weight: Points, full: Points) -> Option<Points> {
    let product = i128::from(points.0) * i128::from(weight.0);
    let per = i128::from(full.0) * i128::from(STEP);
    let steps = (per != 0).then(|| (product * 2 + per).div_euclid(per * 2))?;
    i64::try_from(steps).ok()?.checked_mul(STEP).map(Points)
}

/// The bytes of a number that an expression's number and unit begin with; `None` where they are written otherwise.
pub(crate) fn number_at(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let said = text.get(span.clone())?;
    let digits = said.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(said.len());
    Decimal::parse(said.get(..digits)?).ok().map(|_| span.start..span.start + digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_their_criterion_in_proportion() {
        let points = |whole: i64| Points(whole * 10_000);
        for (band, weight, full, follows) in
            [(50, 40, 50, 400_000), (40, 40, 50, 320_000), (16, 7, 20, 56_000), (10, 1, 30, 3_300), (20, 1, 30, 6_700)]
        {
            assert_eq!(in_proportion(points(band), points(weight), points(full)), Some(Points(follows)));
        }
        assert_eq!(in_proportion(points(0), points(5), points(0)), None);
    }
}
