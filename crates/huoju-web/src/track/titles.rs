//! 资格台账: whose title ends when, how its holder came out when last assessed, and where to find them.

use axum::extract::{Query, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::track::titles::{self as held, Again, Counts, Ends, Entry, MONTHS};
use jiff::civil::Date;
use serde::Deserialize;

use super::export::offer;
use crate::discover::{came, end_by, scheme_title};
use crate::evaluate::reason;
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::track::{Left, TitleRow, TitlesPage};
use crate::view::{Choice, Empty, Fact, Field, Figure, Frame, KeyFigure, Link, Options, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;

/// By when a title ends: the word of the form, and the key of what it says. The first is taken where none is asked for.
const ENDS: [(&str, &str, Ends); 5] = [
    ("12", "ends-in-12", Ends::Within(12)),
    ("6", "ends-in-6", Ends::Within(6)),
    ("3", "ends-in-3", Ends::Within(3)),
    ("expired", "ends-expired", Ends::Expired),
    ("any", "ends-any", Ends::Any),
];

/// Which titles are asked for, as the form of filters sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    title: String,
    ends: String,
    scheme: String,
    day: String,
    page: String,
}

impl Asked {
    /// The same as the use case takes it. What can't be read doesn't filter; the day is today unless another is given.
    pub fn wanted(&self) -> held::Asked {
        // PostgreSQL takes no such character in a text, and no title has one.
        let given = |text: &str| Some(text.trim().replace('\0', "")).filter(|text| !text.is_empty());
        held::Asked {
            day: self.day.parse().unwrap_or_else(|_| render::today()),
            title: given(&self.title),
            scheme: given(&self.scheme),
            ends: self.ends().2,
        }
    }

    fn ends(&self) -> (&'static str, &'static str, Ends) {
        ENDS.into_iter().find(|(word, ..)| *word == self.ends).unwrap_or(ENDS[0])
    }

    /// All that filters, by the name of its field.
    pub fn fields(&self) -> [(&'static str, &str); 4] {
        [("title", &self.title), ("ends", &self.ends), ("scheme", &self.scheme), ("day", &self.day)]
    }

    fn address(&self, page: usize) -> String {
        let given = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| format!("{name}={}&", render::escaped(value)));
        format!("{}?{}page={page}", paths::TITLES, pairs.collect::<String>())
    }
}

/// `GET /titles`
pub async fn titles(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let (words, wanted) = (Words::of(visitor.lang), asked.wanted());
    let read = |skip| held::titles(&app.store, &app.catalogue, &actor, &wanted, skip, ON_A_PAGE as i64);
    let (number, entries, n) = paged(&asked.page, ON_A_PAGE, read).await?;
    let counts = held::counts(&app.store, &app.catalogue, &actor, &wanted).await?;
    let known = app.store.titles().await?;
    let schemes = schemes(&app, &known, &asked, &visitor);
    let page = TitlesPage {
        figures: figures(counts, words),
        titles: options(&asked.title, words, known.iter().map(|title| (title.clone(), title.clone()))),
        ends: Options { choices: ends(&asked, words), ..Options::default() },
        day: Field { value: wanted.day.to_string(), ..Field::default() },
        applied: applied(&asked, &schemes, wanted.day, words),
        schemes,
        clear: paths::TITLES.to_owned(),
        counted: words.with("count-titles", &[("n", &thousands(&n.to_string()))]),
        rows: entries.iter().map(|entry| row(entry, &app, words, &visitor)).collect(),
        pages: Pages::new(number, ON_A_PAGE, usize::try_from(n).unwrap_or(0), |page| asked.address(page)),
        take: offer(words, &asked, n),
        empty: empty(known.is_empty(), words),
        frame: frame(&entries, wanted.day, &visitor),
    };
    render::page(&page)
}

/// The page says of which day it speaks and on which assessments it stands.
fn frame(entries: &[Entry], day: Date, visitor: &Visitor) -> Frame {
    let words = Words::of(visitor.lang);
    let mut frame = render::frame(visitor, Room::Titles, "");
    frame.basis.push(Fact::new(words.get("titles-day"), day.to_string()));
    let mut seen = Vec::new();
    for renewal in entries.iter().filter_map(|entry| Some(&entry.again.as_ref()?.renewal)) {
        let made = &renewal.assessment;
        if seen.contains(&made.hash.as_str()) {
            continue;
        }
        seen.push(&made.hash);
        let title = renewal.program.scheme().title.get(visitor.lang);
        let about = [("scheme", title), ("year", &made.evaluation_year.to_string())];
        let text = words.with("scheme-year", &about);
        frame.basis.push(Fact { label: words.get("own-result"), text, href: paths::assessment(&made.hash) });
    }
    frame.basis.push(Fact::new(words.get("nature"), words.get("own-only")));
    frame
}

fn figures(counts: Counts, words: &Words) -> Vec<KeyFigure> {
    let key = |key: &str, n: i64| KeyFigure {
        label: words.get(key),
        figure: Figure::plain(thousands(&n.to_string()), words.get("unit-titles")),
        ..KeyFigure::default()
    };
    let within = MONTHS.iter().zip(counts.n_within).filter_map(|(months, n)| {
        let (_, name, _) = ENDS.into_iter().find(|(.., ends)| *ends == Ends::Within(*months))?;
        Some(key(name, n))
    });
    std::iter::once(key("ends-expired", counts.n_expired)).chain(within).collect()
}

fn options(now: &str, words: &Words, choices: impl IntoIterator<Item = (String, String)>) -> Options {
    let all = std::iter::once(Choice::new("", words.get("all"), now));
    let choices = all.chain(choices.into_iter().map(|(value, text)| Choice::new(value, text, now)));
    Options { choices: choices.collect(), ..Options::default() }
}

fn ends(asked: &Asked, words: &Words) -> Vec<Choice> {
    let now = asked.ends().0;
    ENDS.iter().map(|(word, key, _)| Choice::new(*word, words.get(key), now)).collect()
}

/// The schemes that grant a title that anybody holds.
fn schemes(app: &App, known: &[String], asked: &Asked, visitor: &Visitor) -> Options {
    let granting = held::granting(&app.catalogue).into_iter().filter(|(_, title)| known.contains(title));
    let choices = granting.map(|(id, _)| {
        let title = scheme_title(app, &id, visitor.lang);
        (id, title)
    });
    options(&asked.scheme, Words::of(visitor.lang), choices)
}

/// The filters in force, each leading to the list without it.
fn applied(asked: &Asked, schemes: &Options, day: Date, words: &Words) -> Vec<Link> {
    let scheme = schemes.choices.iter().find(|choice| choice.chosen).map(|choice| choice.text.clone());
    let day = words.with("titles-on-day", &[("day", &day.to_string())]);
    let each = [
        (&asked.title, asked.title.clone(), Asked { title: String::new(), ..asked.clone() }),
        (&asked.ends, words.get(asked.ends().1), Asked { ends: String::new(), ..asked.clone() }),
        (&asked.scheme, scheme.unwrap_or_default(), Asked { scheme: String::new(), ..asked.clone() }),
        (&asked.day, day, Asked { day: String::new(), ..asked.clone() }),
    ];
    let given = each.into_iter().filter(|(value, ..)| !value.is_empty());
    given.map(|(_, text, rest)| Link::new(text, rest.address(1))).collect()
}

fn row(entry: &Entry, app: &App, words: &Words, visitor: &Visitor) -> TitleRow {
    let title = &entry.holding.title;
    let place = entry.places.iter().cloned().chain(Some(entry.address.clone()).filter(|said| !said.is_empty()));
    TitleRow {
        subject: Link::new(&entry.holding.name, paths::subject(&title.subject_id.to_string())),
        title: title.title.clone(),
        number: title.number.clone().unwrap_or_default(),
        granted: title.granted_on.clone().unwrap_or_default(),
        valid_to: title.valid_to.clone().unwrap_or_default(),
        end_by: end_by(app, title, visitor.lang),
        left: left(entry.days_left),
        days: entry.days_left.map_or_else(String::new, |days| thousands(&days.unsigned_abs().to_string())),
        outcome: entry.again.as_ref().map(|again| came(again.row.outcome)),
        why: entry.again.as_ref().map_or_else(Link::default, |again| why(again, words, visitor)),
        place: place.collect::<Vec<_>>().join(&words.get("list-semicolon")),
    }
}

fn left(days: Option<i32>) -> Left {
    match days {
        None => Left::Unknown,
        Some(0) => Left::LastDay,
        Some(days) if days < 0 => Left::Over,
        Some(_) => Left::Days,
    }
}

/// Why it is not a pass, leading to the explanation clause by clause.
fn why(again: &Again, words: &Words, visitor: &Visitor) -> Link {
    let said = reason(words, &again.renewal.program, &again.why, visitor.lang);
    let said = if said.is_empty() { words.get("titles-explained") } else { said };
    Link::new(said, paths::explanation(&again.renewal.assessment.hash, &again.row.subject_id.to_string()))
}

fn empty(nothing_known: bool, words: &Words) -> Empty {
    let (title, text, link) = if nothing_known {
        ("titles-none", "titles-none-more", Link::new(words.get("import-data"), paths::IMPORTS))
    } else {
        ("titles-not-found", "titles-not-found-more", Link::new(words.get("ends-any"), all_titles()))
    };
    Empty { title: words.get(title), text: words.get(text), link: Some(link) }
}

fn all_titles() -> String {
    Asked { ends: "any".to_owned(), ..Asked::default() }.address(1)
}
