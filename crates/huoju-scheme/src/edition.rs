//! Own editions (本区版): a scheme with an office's own numbers, under its own document and from its own day.
//!
//! An edition is a scheme file like any other: the text that it is made from with other points, other ends of points in
//! proportion, and another head. What was said of invented numbers is left out, since none of them is left unlooked at.

use std::collections::BTreeMap;
use std::ops::Range;

use huoju_model::{Decimal, Text};
use jiff::civil::Date;

use crate::check::{Vocabulary, read_scheme};
use crate::diagnostic::Diagnostics;
use crate::dial::{Turned, put};
use crate::read::Table;
use crate::scheme::Scheme;

/// What an own edition sets anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The document's number.
    pub source: String,
    /// The first day in force; there is no last one.
    pub from: Date,
    /// Points, by the place of their dial.
    pub points: Turned,
    /// Where points in proportion end, by the place in [`Scheme::ends`].
    pub ends: BTreeMap<usize, Decimal>,
}

/// Where what a scheme's head says stands in its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Places {
    id: Option<Range<usize>>,
    title: Option<Range<usize>>,
    source: Option<Range<usize>>,
    in_force: Option<Range<usize>>,
    sample: Option<Range<usize>>,
    pub(crate) total: Option<Range<usize>>,
}

impl Places {
    pub(crate) fn of(root: &Table<'_, '_>) -> Self {
        let place = |key| root.value(key).map(|value| value.span());
        Places {
            id: place("id"),
            title: place("title"),
            source: place("source"),
            in_force: place("in_force"),
            sample: place("sample"),
            total: place("total"),
        }
    }
}

impl Scheme {
    /// The scheme with an edition's numbers, read and checked like any other. The declared total stays as it is, so
    /// weights that don't add up to it are refused.
    pub fn edition(&self, edition: &Edition, vocabulary: &Vocabulary) -> Result<Scheme, Diagnostics> {
        let mut places = self.dialled(&edition.points);
        let end = |(end, number): (&usize, &Decimal)| Some((self.ends.get(*end)?.place.clone(), number.to_string()));
        places.extend(edition.ends.iter().filter_map(end));
        let title = match &edition.title.en {
            Some(en) => format!("{{ zh = {}, en = {} }}", quoted(&edition.title.zh), quoted(en)),
            None => quoted(&edition.title.zh),
        };
        let head = [
            (&self.places.id, quoted(&edition.id)),
            (&self.places.title, title),
            (&self.places.source, quoted(&edition.source)),
            (&self.places.in_force, format!("{{ from = {} }}", edition.from)),
        ];
        // What is remarked behind a value was remarked of the value that goes.
        places.extend(head.into_iter().filter_map(|(place, says)| Some((self.to_line_end(place.clone()?), says))));
        places.extend(self.places.sample.clone().map(|place| (self.whole_lines(place), String::new())));
        let text = put(&self.text, places);
        read_scheme(&format!("{}.toml", edition.id), &text, vocabulary).map(|(scheme, _)| scheme)
    }

    fn to_line_end(&self, place: Range<usize>) -> Range<usize> {
        let rest = self.text.get(place.end..).unwrap_or_default();
        place.start..place.end + rest.find(['\r', '\n']).unwrap_or(rest.len())
    }

    fn whole_lines(&self, place: Range<usize>) -> Range<usize> {
        let before = self.text.get(..place.start).unwrap_or_default();
        let end = self.to_line_end(place).end;
        let broken = self.text.get(end..).unwrap_or_default();
        let line_break = broken.find('\n').map_or(broken.len(), |at| at + 1);
        before.rfind('\n').map_or(0, |at| at + 1)..end + line_break
    }
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    format!("\"{}\"", text.chars().map(plain).collect::<String>().replace('\\', "\\\\").replace('"', "\\\""))
}
