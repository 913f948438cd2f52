//! 名单比对: names of lists that no rule could settle; a person decides each, and may take it back.

use std::collections::HashMap;

use axum::extract::{Form, Path, Query, State};
use axum::response::{Html, Redirect};
use huoju_model::Actor;
use huoju_programme::ProgrammeError;
use huoju_programme::discover::lists::{Candidate as Found, Likeness, Names};
use huoju_programme::discover::matches::{Said, answer, given, take_back};
use huoju_store::batch::Batch;
use huoju_store::name_match::{Answer, MatchCounts, NameMatch};
use serde::Deserialize;

use crate::figure::thousands;
use crate::view::imports::{Answered, Candidate, MatchesPage, UnsureName};
use crate::view::{Banner, Empty, Figure, Frame, KeyFigure, Link, Pages, Room};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 10;
/// How many answers are shown, the last first.
const ANSWERED: i64 = 20;

/// Of which list, and which page.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    batch: String,
    #[serde(default)]
    page: String,
    /// How many names were just decided.
    #[serde(default)]
    said: String,
}

/// `GET /matches`, of all lists or, with `?batch=`, of one.
pub async fn matches(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let batch = asked.batch.parse::<i64>().ok();
    let counts = app.store.match_counts(batch).await?;
    let (number, skip) = Pages::place(&asked.page, ON_A_PAGE, Some(counts.n_open));
    let open = app.store.open_matches(batch, skip, ON_A_PAGE as i64).await?;
    let answered = app.store.answered_matches(batch, ANSWERED).await?;
    // All names there are, to find those alike; nobody is looked for where none waits.
    let names = Names::of(if open.is_empty() { Vec::new() } else { app.store.bearers().await? });
    let mut lists = HashMap::new();
    for id in open.iter().chain(&answered).map(|one| one.batch_id) {
        lists.insert(id, app.store.batch(id).await?);
    }
    let mut unsure: Vec<UnsureName> =
        open.iter().map(|one| unsure(one, lists.get(&one.batch_id), &names, words)).collect();
    for candidate in unsure.iter_mut().flat_map(|name| &mut name.candidates) {
        // Who is known by the present name, whichever name the list has.
        let id = candidate.id.parse().map_err(|_| PageError::NotFound)?;
        candidate.subject.text = app.store.subject(actor.scope(), id).await?.name;
    }
    let page = MatchesPage {
        action: address(batch, 0),
        batch: batch.map(|id| batch_link(id, words)),
        counts: counted(counts, words),
        names: unsure,
        answered: said(&app, &actor, &answered, words).await?,
        pages: Pages::new(number, ON_A_PAGE, counts.n_open as usize, |number| address(batch, number)),
        empty: Empty {
            title: words.get("match-none-waits"),
            text: words.get("match-none-waits-more"),
            link: Some(Link::new(words.get("room-imports"), paths::IMPORTS)),
        },
        frame: Frame { banner: recorded(&asked.said, counts, words), ..render::frame(&visitor, Room::Matches, "") },
    };
    render::page(&page)
}

/// `POST /matches`: for each name a field `name.<id>` with a subject's id, `none` or `later`.
pub async fn decide(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let mut n = 0;
    for (name, value) in &fields {
        let id = name.strip_prefix("name.").and_then(|id| id.parse().ok());
        let said = match value.as_str() {
            "none" => Some(Said::Nobody),
            subject => subject.parse().ok().map(Said::Subject),
        };
        if let (Some(id), Some(said)) = (id, said) {
            answer(&app.store, &actor, id, said).await.map_err(refused)?;
            n += 1;
        }
    }
    let to = address(asked.batch.parse().ok(), 0);
    let joint = if to.contains('?') { '&' } else { '?' };
    Ok(Redirect::to(&format!("{to}{joint}said={n}")))
}

/// `POST /matches/{name}/take-back`
pub async fn undecide(
    State(app): State<App>,
    actor: Actor,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Redirect, PageError> {
    let id = name.parse().map_err(|_| PageError::NotFound)?;
    take_back(&app.store, &actor, id).await.map_err(refused)?;
    Ok(Redirect::to(&address(asked.batch.parse().ok(), 0)))
}

/// What was just recorded.
fn recorded(said: &str, counts: MatchCounts, words: &Words) -> Option<Banner> {
    let n = said.parse::<u32>().ok()?.to_string();
    let text = words.with("match-recorded", &[("n", &n), ("left", &thousands(&counts.n_open.to_string()))]);
    Some(Banner { tag: words.get("match-recorded-tag"), text, ..Banner::default() })
}

fn refused(error: ProgrammeError) -> PageError {
    match error {
        ProgrammeError::Store(error) => error.into(),
        other => PageError::Bug(other.to_string()),
    }
}

fn address(batch: Option<i64>, page: usize) -> String {
    let batch = batch.map(|batch| format!("batch={batch}"));
    let page = (page > 0).then(|| format!("page={page}"));
    let query: Vec<String> = batch.into_iter().chain(page).collect();
    if query.is_empty() { paths::MATCHES.to_owned() } else { format!("{}?{}", paths::MATCHES, query.join("&")) }
}

fn batch_link(id: i64, words: &Words) -> Link {
    Link::new(words.with("batch-number", &[("n", &id.to_string())]), paths::import(&id.to_string()))
}

fn counted(counts: MatchCounts, words: &Words) -> Vec<KeyFigure> {
    let of = |label: &str, n: i64| KeyFigure {
        label: words.get(label),
        figure: Figure::plain(thousands(&n.to_string()), ""),
        ..KeyFigure::default()
    };
    vec![of("match-waiting", counts.n_open), of("match-chosen", counts.n_chosen), of("match-nobody", counts.n_nobody)]
}

fn unsure(one: &NameMatch, list: Option<&Batch>, names: &Names, words: &Words) -> UnsureName {
    let found = names.candidates(&one.listed_as);
    UnsureName {
        id: one.id.to_string(),
        name: one.listed_as.clone(),
        place: place(one, list),
        gives: gives(one),
        candidates: found.iter().map(|found| candidate(found, words)).collect(),
    }
}

/// `名单.xlsx › 数据 › B88`
fn place(one: &NameMatch, list: Option<&Batch>) -> String {
    let file = list.and_then(|list| list.file.as_ref()).map(|(_, name)| name.clone());
    let sheet = list.and_then(|list| list.sheet.clone());
    file.into_iter().chain(sheet).chain([one.place.clone()]).collect::<Vec<_>>().join(" › ")
}

/// `高新技术企业 · 2024年认定 · 2024-12-16`
fn gives(one: &NameMatch) -> String {
    let given = given(one);
    [given.title, given.reason, given.batch, given.number, given.day]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn candidate(found: &Found, words: &Words) -> Candidate {
    let id = found.bearer.name.subject_id.to_string();
    Candidate {
        subject: Link::new(&found.bearer.name.name, paths::subject(&id)),
        code: found.bearer.code.clone().unwrap_or_default(),
        why: why(found, words),
        id,
    }
}

/// `曾用名相同，至 2022-05-01；已并入别家`
fn why(found: &Found, words: &Words) -> String {
    let alike = words.get(match (found.likeness, found.bearer.is_present) {
        (Likeness::Same, true) => "match-same",
        (Likeness::Same, false) => "match-same-former",
        (Likeness::Form, true) => "match-form",
        (Likeness::Form, false) => "match-form-former",
        (Likeness::OneSlip, true) => "match-slip",
        (Likeness::OneSlip, false) => "match-slip-former",
    });
    let day = |key: &str, day: &Option<String>| day.as_ref().map(|day| words.with(key, &[("day", day)]));
    let name = &found.bearer.name;
    let merged = found.bearer.merged_into.map(|_| words.get("match-merged"));
    let parts = [Some(alike), day("match-since", &name.valid_from), day("match-until", &name.valid_to), merged];
    parts.into_iter().flatten().collect::<Vec<_>>().join(&words.get("match-and"))
}

/// What was said last, each with the way to take it back.
async fn said(app: &App, actor: &Actor, answered: &[NameMatch], words: &Words) -> Result<Vec<Answered>, PageError> {
    let who = Who::of(&app.store).await?;
    let mut lines = Vec::with_capacity(answered.len());
    for one in answered {
        let subject = match one.state {
            Answer::Chosen { subject, .. } => {
                let name = app.store.subject(actor.scope(), subject).await.map(|subject| subject.name);
                Link::new(name.unwrap_or_default(), paths::subject(&subject.to_string()))
            }
            _ => Link { text: words.get("match-none"), href: String::new() },
        };
        lines.push(Answered {
            name: one.listed_as.clone(),
            gives: gives(one),
            subject,
            by: one.decided_by.as_ref().map_or_else(String::new, |by| who.name(by, words)),
            action: format!("{}/{}/take-back", paths::MATCHES, one.id),
        });
    }
    Ok(lines)
}
