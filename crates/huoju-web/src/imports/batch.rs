//! A batch: what it brought, what was refused in it, who used it, and its undo.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use huoju_model::Actor;
use huoju_programme::discover::import::Read;
use huoju_programme::discover::{draft, import};
use huoju_store::batch::Batch;
use serde::Deserialize;

use super::list::{kind_key, link, state};
use super::{aside, read};
use crate::discover::scheme_title;
use crate::figure::{permitted, thousands};
use crate::view::imports::ImportPage;
use crate::view::{Banner, Fact, Figure, Frame, KeyFigure, Link, Room, Sure};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// `GET /imports/{batch}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Path(id): Path<String>,
    Query(asked): Query<Done>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let batch = found(&app, &id).await?;
    let who = Who::of(&app.store).await?;
    let address = paths::import(&id);
    let read = refused(&app, &batch).await?;
    let (refusals, refusals_more) =
        read.as_ref().map_or_else(Default::default, |read| read::refusals(read, visitor.lang));
    let refusals_all = read.map_or(0, |read| read.refusals.len());
    let used_by = used_by(&app, &visitor, &batch).await?;
    let undone_in = match batch.undone_in {
        Some(undo) => Some(app.store.batch(undo).await?),
        None => None,
    };
    let original = Link::new(words.get("original-file"), format!("{address}/file"));
    let banner = match &undone_in {
        Some(undo) => Some(undone(undo, &who, words)),
        None => (asked.done == "in").then(|| taken_in(&batch, words)),
    };
    let n_open = app.store.match_counts(Some(batch.id)).await?.n_open;
    let page = ImportPage {
        frame: Frame { banner, ..render::frame(&visitor, Room::Imports, title(&batch, words)) },
        state: state(&batch),
        given: given(&app, &visitor, &batch, &who).await?,
        counts: counts(&batch, words),
        marked: if refusals.is_empty() { String::new() } else { format!("{address}/marked") },
        refusals,
        refusals_all: thousands(&refusals_all.to_string()),
        refusals_more,
        undo: can_undo(&batch).then(|| undo_form(&batch, used_by.len(), words)),
        unsure: (n_open > 0).then(|| unsure(batch.id, n_open, words)),
        used_by,
        files: batch.file.iter().map(|_| original.clone()).collect(),
        ..ImportPage::default()
    };
    render::page(&page)
}

/// The batch of an address.
pub async fn found(app: &App, id: &str) -> Result<Batch, PageError> {
    let id = id.parse::<i64>().map_err(|_| PageError::NotFound)?;
    Ok(app.store.batch(id).await?)
}

/// Its file read again, where something in it was refused.
async fn refused(app: &App, batch: &Batch) -> Result<Option<Read>, PageError> {
    if batch.counts.n_refused == 0 {
        return Ok(None);
    }
    let (app, batch) = (app.clone(), batch.clone());
    Ok(aside(move || async move { draft::read_again(&app.store, &app.catalogue, &batch) }).await?.ok())
}

fn title(batch: &Batch, words: &Words) -> String {
    match (&batch.file, batch.about) {
        (Some((_, name)), _) => name.clone(),
        // An undoing undoes a batch; a decided name was on a list.
        (None, Some(about)) => format!("{} {}", words.get(kind_key(&batch.kind)), link(about, words).text),
        (None, None) => words.get(kind_key(&batch.kind)),
    }
}

async fn given(app: &App, visitor: &Visitor, batch: &Batch, who: &Who) -> Result<Vec<Fact>, PageError> {
    let words = Words::of(visitor.lang);
    let sources = app.store.sources().await?;
    let source = sources.iter().find(|source| source.id == batch.source_id);
    let by = format!("{} {}", who.name(&batch.made_by, words), render::moment(&batch.made_at));
    let mut facts = vec![
        Fact::new(words.get("batch"), link(batch.id, words).text),
        Fact::new(words.get("kind"), words.get(kind_key(&batch.kind))),
    ];
    facts.extend(source.map(|source| Fact {
        label: words.get("source"),
        text: source.name.clone(),
        href: paths::source(&source.code),
    }));
    facts.extend(source.map(|source| Fact::new(words.get("permitted"), permitted(source, visitor.lang))));
    facts.extend(batch.period.as_ref().map(|period| Fact::new(words.get("period"), period)));
    facts.extend(batch.title.as_ref().map(|title| Fact::new(words.get("title-held"), title)));
    facts.extend(batch.sheet.as_ref().map(|sheet| Fact::new(words.get("sheet"), sheet)));
    facts.extend(batch.file.as_ref().map(|(hash, _)| Fact::new(words.get("file-digest"), render::short(hash))));
    facts.extend(batch.about.map(|about| {
        let undone = link(about, words);
        Fact { label: words.get("to-what"), text: undone.text, href: undone.href }
    }));
    facts.extend(batch.reason.as_ref().map(|reason| Fact::new(words.get("reason"), reason)));
    facts.push(Fact::new(words.get("by-whom"), by));
    Ok(facts)
}

fn counts(batch: &Batch, words: &Words) -> Vec<KeyFigure> {
    let count = |label: &str, n: i64, unit: &str| KeyFigure {
        label: words.get(label),
        figure: Figure::plain(thousands(&n.to_string()), words.get(unit)),
        ..KeyFigure::default()
    };
    if batch.file.is_none() {
        return Vec::new();
    }
    vec![
        count("rows-taken", batch.counts.n_rows - batch.counts.n_refused, "unit-rows"),
        count("rows-refused", batch.counts.n_refused, "unit-rows"),
        count("values-written", batch.counts.n_values, "unit-figures"),
        count("values-changed", batch.counts.n_changed, "unit-figures"),
    ]
}

async fn used_by(app: &App, visitor: &Visitor, batch: &Batch) -> Result<Vec<Link>, PageError> {
    let mut links = Vec::new();
    for hash in app.store.assessments_using(batch.id).await? {
        let made = app.store.assessment(&hash).await?;
        let scheme = scheme_title(app, &made.scheme, visitor.lang);
        let about = [("scheme", scheme.as_str()), ("year", &made.evaluation_year.to_string())];
        links.push(Link::new(Words::of(visitor.lang).with("scheme-year", &about), paths::assessment(&hash)));
    }
    Ok(links)
}

fn can_undo(batch: &Batch) -> bool {
    batch.undone_in.is_none() && batch.kind != "undo"
}

fn undo_form(batch: &Batch, n_used: usize, words: &Words) -> Sure {
    let number = |n: i64| thousands(&n.to_string());
    let mut consequences = vec![words.with("undo-values", &[("n", &number(batch.counts.n_values))])];
    if n_used > 0 {
        consequences.push(words.with("undo-used", &[("n", &n_used.to_string())]));
    }
    consequences.push(words.get("undo-kept"));
    Sure {
        open: words.get("undo-open"),
        action: format!("{}/undo", paths::import(&batch.id.to_string())),
        consequences,
        reason: true,
        act: words.get("undo-act"),
        hidden: Vec::new(),
    }
}

fn undone(undo: &Batch, who: &Who, words: &Words) -> Banner {
    let (by, at) = (who.name(&undo.made_by, words), render::moment(&undo.made_at));
    let reason = undo.reason.clone().unwrap_or_default();
    let n = undo.id.to_string();
    let text = words.with("undone-by", &[("who", &by), ("at", &at), ("reason", &reason), ("n", &n)]);
    Banner { tag: words.get("batch-undone"), text, link: None, hot: true }
}

/// What was just imported.
fn taken_in(batch: &Batch, words: &Words) -> Banner {
    let [rows, refused] =
        [batch.counts.n_rows - batch.counts.n_refused, batch.counts.n_refused].map(|n| thousands(&n.to_string()));
    Banner {
        tag: words.get("batch-committed"),
        text: words.with("batch-taken-in", &[("rows", &rows), ("refused", &refused)]),
        link: Some(Link::new(words.get("run-assessment"), paths::ASSESS)),
        hot: false,
    }
}

/// Names of the list that wait for a person.
fn unsure(batch: i64, n: i64, words: &Words) -> Link {
    Link::new(
        words.with("todo-names", &[("n", &thousands(&n.to_string()))]),
        format!("{}?batch={batch}", paths::MATCHES),
    )
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    pub done: String,
}

/// Why.
#[derive(Debug, Deserialize)]
pub struct Reason {
    reason: String,
}

/// `POST /imports/{batch}/undo`
pub async fn undo(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Form(given): Form<Reason>,
) -> Result<Redirect, PageError> {
    let batch = found(&app, &id).await?;
    import::undo(&app.store, &actor, batch.id, given.reason.trim()).await?;
    Ok(Redirect::to(&paths::import(&id)))
}
