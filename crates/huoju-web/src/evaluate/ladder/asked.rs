//! Who is asked for, as the form of filters and the links of the tables send it.

use huoju_model::Lang;
use huoju_model::ladder::Move;
use huoju_programme::evaluate::ladder::table::Naming;
use huoju_programme::evaluate::ladder::{Moment, Spot, Standings, list};
use jiff::civil::date;
use serde::Deserialize;

use crate::view::{Choice, Link, Options};
use crate::words::Words;
use crate::{paths, render};

/// How somebody moved: the word of the form, the key of what it says, and what it is.
pub const MOVES: [(&str, &str, Move); 3] = [
    ("rose", "ladder-rose", Move::Rose),
    ("fell", "ladder-fell", Move::Fell),
    ("stayed", "ladder-stayed", Move::Stayed),
];

/// Who is asked for. What can't be read doesn't filter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The year; the last full one, if it is none of those looked at.
    pub year: String,
    /// A rung's id, `none` or `untold`.
    pub spot: String,
    /// Where they stood the year before, likewise.
    pub from: String,
    /// A word of [`MOVES`].
    pub moved: String,
    /// The rung that the own assessment reaches.
    pub reached: String,
    /// Part of a name or code.
    pub q: String,
    /// The page.
    pub page: String,
}

/// `2024`, and of the year that is not over `2026（至11-28）`.
pub fn year_words(moment: &Moment, words: &Words) -> String {
    let year = moment.year.to_string();
    until(moment).map_or_else(|| year.clone(), |day| words.with("ladder-year-to", &[("year", &year), ("day", &day)]))
}

/// The same above a column: the year, and beneath it `至 11-28` of one that is not over.
pub fn year_head(moment: &Moment, words: &Words) -> (String, String) {
    let beneath = until(moment).map_or_else(String::new, |day| words.with("ladder-until", &[("day", &day)]));
    (moment.year.to_string(), beneath)
}

/// The last day that is known of a year that is not over.
fn until(moment: &Moment) -> Option<String> {
    (moment.day != date(moment.year, 12, 31)).then(|| moment.day.strftime("%m-%d").to_string())
}

impl Asked {
    /// The same as the use case takes it.
    pub fn wanted(&self, standings: &Standings) -> list::Asked {
        let rung = |id: &str| standings.ladder.rungs.iter().position(|rung| rung.id == id);
        let rung = |id: &str| rung(id).and_then(|rung| u8::try_from(rung).ok());
        let spot = |word: &str| match word {
            "none" => Some(Spot::None),
            "untold" => Some(Spot::Untold),
            id => rung(id).map(Spot::Rung),
        };
        let year = standings.moments.iter().position(|moment| moment.year.to_string() == self.year);
        list::Asked {
            moment: year.unwrap_or_else(|| standings.last_full_year()),
            spot: spot(&self.spot),
            from: spot(&self.from),
            moved: MOVES.into_iter().find(|(word, ..)| *word == self.moved).map(|(.., moved)| moved),
            reached: rung(&self.reached),
            // PostgreSQL takes no such character in a text, and no name has one.
            words: self.q.trim().replace('\0', ""),
        }
    }

    /// All that filters, by the name of its field.
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("year", &self.year),
            ("spot", &self.spot),
            ("from", &self.from),
            ("moved", &self.moved),
            ("reached", &self.reached),
            ("q", &self.q),
        ]
    }

    /// The list of these on a page of it.
    pub fn address(&self, ladder: &str, page: usize) -> String {
        let given = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let mut pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", render::escaped(value))).collect();
        if page > 1 {
            pairs.push(format!("page={page}"));
        }
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        format!("{}{query}#list", paths::ladder(ladder))
    }

    /// The years that can be looked at, the latest first.
    pub fn years(&self, standings: &Standings, moment: usize, words: &Words) -> Options {
        let now = standings.moments.get(moment).map_or_else(String::new, |moment| moment.year.to_string());
        let each = standings.moments.iter().rev();
        let each = each.map(|moment| Choice::new(moment.year.to_string(), year_words(moment, words), &now));
        Options { choices: each.collect(), ..Options::default() }
    }

    /// The filters in force, each leading to the list without it.
    pub fn applied(&self, standings: &Standings, ladder: &str, words: &Words, lang: Lang) -> Vec<Link> {
        let wanted = self.wanted(standings);
        let spot = |spot| Naming::Titles(lang).spot(&standings.ladder, spot).unwrap_or_default();
        let said = |key: &str, what: String| words.with(key, &[("n", &what)]);
        let moved = MOVES.into_iter().find(|(word, ..)| *word == self.moved);
        let each = [
            (wanted.spot.map(|at| said("ladder-is-on", spot(at))), Asked { spot: String::new(), ..self.clone() }),
            (wanted.from.map(|at| said("ladder-was-on", spot(at))), Asked { from: String::new(), ..self.clone() }),
            (moved.map(|(_, key, _)| words.get(key)), Asked { moved: String::new(), ..self.clone() }),
            (
                wanted.reached.map(|rung| said("ladder-has-reached", spot(Spot::Rung(rung)))),
                Asked { reached: String::new(), ..self.clone() },
            ),
            (Some(wanted.words).filter(|q| !q.is_empty()), Asked { q: String::new(), ..self.clone() }),
        ];
        each.into_iter().filter_map(|(text, rest)| Some(Link::new(text?, rest.address(ladder, 1)))).collect()
    }
}
