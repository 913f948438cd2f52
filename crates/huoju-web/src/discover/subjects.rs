//! 主体库: every subject, found by name, former name, code or pinyin initials, and by what it holds and came to.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::Html;
use huoju_model::{Actor, Outcome as Came};
use huoju_programme::evaluate::results;
use huoju_scheme::outcome_word;
use huoju_store::assessment::{Assessment, ResultRow};
use huoju_store::names;
use huoju_store::subject::{Search, Subject};
use serde::Deserialize;

use super::{came, points, scheme_title};
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::subjects::{SubjectRow, SubjectsPage};
use crate::view::{Choice, Empty, Frame, Link, Options, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;
/// The kinds that can be chosen; everything of any kind is `all`.
const KINDS: [&str; 6] = ["enterprise", "zone", "carrier", "competition", "nation", "other"];
const ALL: &str = "all";
const OUTCOMES: [Came; 3] = [Came::Pass, Came::Fail, Came::Undetermined];
/// The indicator whose word is the column of industries.
const INDUSTRY: &str = "industry";

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    kind: String,
    zone: String,
    title: String,
    outcome: String,
    page: String,
}

impl Asked {
    /// The kind asked for: enterprises, unless another or all are.
    fn kind(&self) -> Option<&str> {
        match self.kind.as_str() {
            ALL => None,
            kind => Some(KINDS.into_iter().find(|known| *known == kind).unwrap_or(KINDS[0])),
        }
    }

    fn outcome(&self) -> Option<Came> {
        OUTCOMES.into_iter().find(|outcome| outcome.code() == self.outcome)
    }

    fn fields(&self) -> [(&'static str, &str); 5] {
        [("q", &self.q), ("kind", &self.kind), ("zone", &self.zone), ("title", &self.title), ("outcome", &self.outcome)]
    }

    fn address(&self, page: usize) -> String {
        let given = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| format!("{name}={}&", render::escaped(value)));
        format!("{}?{}page={page}", paths::SUBJECTS, pairs.collect::<String>())
    }
}

/// `GET /subjects`
pub async fn subjects(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    // PostgreSQL takes no such character in a text, and no name has one.
    let asked = Asked { q: asked.q.replace('\0', ""), title: asked.title.replace('\0', ""), ..asked };
    let latest = telling(&app, &actor).await?;
    let search = search(&asked, latest.as_ref());
    let read = |skip| app.store.subjects(actor.scope(), &search, skip, ON_A_PAGE as i64);
    // What doesn't wait for one another is asked for side by side.
    let ((number, found, total, cards), zones, titles) = tokio::try_join!(
        async {
            let (number, found, total) = paged(&asked.page, ON_A_PAGE, read).await?;
            let cards = Cards::of(&app, latest.as_ref(), &found).await?;
            Ok((number, found, total, cards))
        },
        zones(&app, &actor, &asked.zone, words),
        titles(&app, &asked.title, words),
    )?;
    let nobody = visitor.glance.last_batch.is_none();
    let page = SubjectsPage {
        applied: applied(&asked, &zones, words, &visitor),
        kinds: kinds(&asked, words),
        zones,
        titles,
        outcomes: outcomes(&asked, latest.is_some(), words, &visitor),
        counted: words.with(
            if asked.kind() == Some(KINDS[0]) { "count-subjects" } else { "count-listed" },
            &[("n", &thousands(&total.to_string()))],
        ),
        clear: paths::SUBJECTS.to_owned(),
        assessed_by: latest.as_ref().map_or_else(String::new, |made| {
            let scheme = scheme_title(&app, &made.scheme, visitor.lang);
            words.with("scheme-year", &[("scheme", scheme.as_str()), ("year", &made.evaluation_year.to_string())])
        }),
        rows: found.iter().map(|subject| row(subject, &asked.q, &cards, words)).collect(),
        pages: Pages::new(number, ON_A_PAGE, total as usize, |number| asked.address(number)),
        empty: if nobody {
            Empty {
                title: words.get("subjects-none"),
                text: words.get("subjects-none-more"),
                link: Some(Link::new(words.get("import-data"), paths::IMPORTS)),
            }
        } else {
            Empty {
                title: words.get("subjects-not-found"),
                text: words.get("subjects-not-found-more"),
                link: Some(Link::new(words.get("clear"), paths::SUBJECTS)),
            }
        },
        frame: Frame { find: asked.q.clone(), ..render::frame(&visitor, Room::Subjects, "") },
    };
    render::page(&page)
}

/// The assessment that tells most of the subjects: of the last of each scheme the one that most pass.
async fn telling(app: &App, actor: &Actor) -> Result<Option<Assessment>, PageError> {
    let mut last: HashMap<String, Assessment> = HashMap::new();
    for made in results::assessments(&app.store, actor, None, 0, i64::MAX).await? {
        let newer = last.get(&made.scheme).is_none_or(|known| made.data_period > known.data_period);
        if newer {
            last.insert(made.scheme.clone(), made);
        }
    }
    Ok(last.into_values().max_by(|a, b| (a.counts.n_pass, &a.scheme).cmp(&(b.counts.n_pass, &b.scheme))))
}

fn search(asked: &Asked, latest: Option<&Assessment>) -> Search {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Search {
        kind: asked.kind().map(str::to_owned),
        words: asked.q.clone(),
        within: asked.zone.parse().ok(),
        holds: given(&asked.title).map(|title| (title, render::today().to_string())),
        came: latest.map(|made| made.hash.clone()).zip(asked.outcome()),
    }
}

/// What a row says of a subject besides its name.
struct Cards {
    industries: HashMap<i64, String>,
    titles: HashMap<i64, Vec<String>>,
    results: HashMap<i64, ResultRow>,
}

impl Cards {
    async fn of(app: &App, latest: Option<&Assessment>, found: &[Subject]) -> Result<Self, PageError> {
        let ids: Vec<i64> = found.iter().map(|subject| subject.id).collect();
        let today = render::today().to_string();
        let results = async {
            match latest {
                Some(made) => app.store.results_among(&made.hash, &ids).await,
                None => Ok(HashMap::new()),
            }
        };
        let (industries, titles, results) =
            tokio::try_join!(app.store.words_of(INDUSTRY, &ids, false), app.store.titles_on(&ids, &today), results)?;
        Ok(Cards { industries, titles, results })
    }
}

fn options(now: &str, words: &Words, choices: impl IntoIterator<Item = (String, String)>) -> Options {
    let all = std::iter::once(Choice::new("", words.get("all"), now));
    let choices = all.chain(choices.into_iter().map(|(value, text)| Choice::new(value, text, now)));
    Options { choices: choices.collect(), ..Options::default() }
}

fn kinds(asked: &Asked, words: &Words) -> Options {
    let now = asked.kind().unwrap_or(ALL);
    let kinds = KINDS.iter().map(|kind| Choice::new(*kind, words.get(kind_key(kind)), now));
    Options { choices: kinds.chain([Choice::new(ALL, words.get("all"), now)]).collect(), ..Options::default() }
}

async fn zones(app: &App, actor: &Actor, now: &str, words: &Words) -> Result<Options, PageError> {
    let places = app.store.places(actor.scope()).await?;
    Ok(options(now, words, places.into_iter().map(|(id, name, _)| (id.to_string(), name))))
}

async fn titles(app: &App, now: &str, words: &Words) -> Result<Options, PageError> {
    let titles = app.store.titles().await?;
    if titles.is_empty() {
        return Ok(Options::default());
    }
    Ok(options(now, words, titles.into_iter().map(|title| (title.clone(), title))))
}

fn outcomes(asked: &Asked, assessed: bool, words: &Words, visitor: &Visitor) -> Options {
    if !assessed {
        return Options::default();
    }
    let choice = |outcome: Came| (outcome.code().to_owned(), outcome_word(outcome, visitor.lang).to_owned());
    options(&asked.outcome, words, OUTCOMES.map(choice))
}

/// The key of a kind's word.
pub fn kind_key(kind: &str) -> &'static str {
    match kind {
        "enterprise" => "kind-enterprise",
        "zone" => "kind-zone",
        "carrier" => "kind-carrier",
        "competition" => "kind-competition",
        "nation" => "kind-nation",
        _ => "kind-other",
    }
}

fn row(subject: &Subject, asked: &str, cards: &Cards, words: &Words) -> SubjectRow {
    let result = cards.results.get(&subject.id);
    SubjectRow {
        name: Link::new(&subject.name, paths::subject(&subject.id.to_string())),
        found_by: if is_plain(subject, asked) { String::new() } else { words.get("found-by-former") },
        code: subject.code.clone().unwrap_or_default(),
        industry: cards.industries.get(&subject.id).cloned().unwrap_or_default(),
        titles: cards.titles.get(&subject.id).map_or_else(String::new, |held| held.join(&words.get("list-comma"))),
        outcome: result.map(|result| came(result.outcome)),
        points: result.map_or_else(String::new, points),
    }
}

/// Whether every word asked for is in what the row shows.
fn is_plain(subject: &Subject, asked: &str) -> bool {
    asked.split_whitespace().map(names::key).all(|key| {
        let by_code = subject.code.as_ref().is_some_and(|code| code.to_lowercase().starts_with(&key));
        by_code || names::key(&subject.name).contains(&key) || names::initials(&subject.name).contains(&key)
    })
}

/// The filters in force, each leading to the list without it.
fn applied(asked: &Asked, zones: &Options, words: &Words, visitor: &Visitor) -> Vec<Link> {
    let without = |text: String, rest: Asked| Link::new(text, rest.address(1));
    let mut links = Vec::new();
    if !asked.q.is_empty() {
        links.push(without(asked.q.clone(), Asked { q: String::new(), ..asked.clone() }));
    }
    if !asked.kind.is_empty() {
        let kind = asked.kind().map_or_else(|| words.get("all"), |kind| words.get(kind_key(kind)));
        links.push(without(kind, Asked { kind: String::new(), ..asked.clone() }));
    }
    if let Some(zone) = zones.choices.iter().find(|choice| choice.chosen && !choice.value.is_empty()) {
        links.push(without(zone.text.clone(), Asked { zone: String::new(), ..asked.clone() }));
    }
    if !asked.title.is_empty() {
        links.push(without(asked.title.clone(), Asked { title: String::new(), ..asked.clone() }));
    }
    if let Some(outcome) = asked.outcome() {
        let text = outcome_word(outcome, visitor.lang).to_owned();
        links.push(without(text, Asked { outcome: String::new(), ..asked.clone() }));
    }
    links
}
