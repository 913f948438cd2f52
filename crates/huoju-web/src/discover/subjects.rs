//! 主体库: every subject, found by name, former name, code or pinyin initials.

use axum::extract::{Query, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_store::names;
use huoju_store::subject::{Search, Subject};
use serde::Deserialize;

use crate::paging::paged;
use crate::view::subjects::{SubjectRow, SubjectsPage};
use crate::view::{Choice, Empty, Frame, Link, Options, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;
const KINDS: [&str; 2] = ["enterprise", "zone"];

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: String,
}

/// `GET /subjects`
pub async fn subjects(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let search = Search { kind: Some(asked.kind.clone()).filter(|kind| !kind.is_empty()), words: asked.q.clone() };
    let read = |skip| app.store.subjects(actor.scope(), &search, skip, ON_A_PAGE as i64);
    let (number, found, total) = paged(&asked.page, ON_A_PAGE, read).await?;
    let page = SubjectsPage {
        kinds: kinds(&asked.kind, words),
        applied: applied(&asked, words),
        clear: paths::SUBJECTS.to_owned(),
        rows: found.iter().map(|subject| row(subject, &asked.q, words)).collect(),
        pages: Pages::new(number, ON_A_PAGE, total as usize, |number| address(&asked.q, &asked.kind, number)),
        empty: Empty {
            title: words.get(if search == Search::default() { "subjects-none" } else { "subjects-not-found" }),
            text: words.get("subjects-none-more"),
            link: Some(Link::new(words.get("import-data"), paths::IMPORTS)),
        },
        frame: Frame { find: asked.q.clone(), ..render::frame(&visitor, Room::Subjects, "") },
        ..SubjectsPage::default()
    };
    render::page(&page)
}

fn kinds(now: &str, words: &Words) -> Options {
    let all = std::iter::once(Choice::new("", words.get("all"), now));
    let kinds = KINDS.iter().map(|kind| Choice::new(*kind, words.get(kind_key(kind)), now));
    Options { choices: all.chain(kinds).collect(), ..Options::default() }
}

/// The key of a kind's word.
pub fn kind_key(kind: &str) -> &'static str {
    match kind {
        "enterprise" => "kind-enterprise",
        "zone" => "kind-zone",
        _ => "kind-other",
    }
}

fn row(subject: &Subject, asked: &str, words: &Words) -> SubjectRow {
    let key = names::key(asked);
    let by_name = key.is_empty() || names::key(&subject.name).contains(&key);
    let by_code = subject.code.as_ref().is_some_and(|code| code.to_lowercase().starts_with(&key));
    let by_initials = names::initials(&subject.name).contains(&key);
    SubjectRow {
        name: Link::new(&subject.name, paths::subject(&subject.id.to_string())),
        found_by: if by_name || by_code || by_initials { String::new() } else { words.get("found-by-former") },
        code: subject.code.clone().unwrap_or_default(),
        ..SubjectRow::default()
    }
}

fn applied(asked: &Asked, words: &Words) -> Vec<Link> {
    let words_of = (!asked.q.is_empty()).then(|| Link::new(&asked.q, address("", &asked.kind, 1)));
    let kind = (!asked.kind.is_empty()).then(|| Link::new(words.get(kind_key(&asked.kind)), address(&asked.q, "", 1)));
    words_of.into_iter().chain(kind).collect()
}

fn address(q: &str, kind: &str, page: usize) -> String {
    format!("{}?q={}&kind={}&page={page}", paths::SUBJECTS, render::escaped(q), render::escaped(kind))
}
