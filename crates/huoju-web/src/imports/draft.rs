//! A dry run: what was understood, what is refused, what would change; then the commit of exactly that, or none.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use huoju_model::{Actor, Lang};
use huoju_programme::ProgrammeError;
use huoju_programme::discover::draft::{self, Changed, Forecast, Tried};
use huoju_programme::discover::import::Read;
use huoju_store::StoreError;
use huoju_store::batch::Batch;
use huoju_store::source::Source;
use serde::Deserialize;

use super::list::kind_key;
use super::{aside, read};
use crate::figure::{permitted, shown, thousands, use_word};
use crate::view::imports::{BatchState, Change, ImportPage};
use crate::view::{Fact, Figure, KeyFigure, Link, Room, Sure};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// How many changed figures are shown.
const CHANGES: usize = 50;

/// `GET /imports/try/{draft}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Html<String>, PageError> {
    let lang = visitor.lang;
    let (tried, forecast) = looked_at(&app, &id).await?;
    let Tried { draft, request, read: found, findings } = &tried;
    let source = app.store.source(&request.source).await?;
    let (refusals, refusals_more) = read::refusals(found, lang);
    let changed = forecast.changed.iter().take(CHANGES);
    let more = forecast.changed.len().saturating_sub(CHANGES);
    let mut changes = Vec::new();
    for change in changed {
        changes.push(would_change(&app, &actor, &visitor, change).await?);
    }
    let blocked = blocked(&app, &visitor, &tried, source.as_ref()).await?;
    let address = paths::draft(&id);
    let marked = if found.refusals.is_empty() { String::new() } else { format!("{address}/marked") };
    let page = ImportPage {
        frame: render::frame(&visitor, Room::Imports, &draft.file_name),
        state: BatchState::DryRun,
        given: given(&tried, source.as_ref(), &Who::of(&app.store).await?, &visitor),
        counts: counts(found, &forecast, Words::of(lang)),
        commit: if blocked.is_empty() { Some(commit_form(&tried, &forecast, &visitor)) } else { None },
        undo: Some(discard_form(&id, Words::of(lang))),
        blocked,
        doubts: read::doubts(found, lang),
        refusals,
        refusals_all: thousands(&found.refusals.len().to_string()),
        refusals_more,
        files: vec![Link::new(Words::of(lang).get("original-file"), format!("{address}/file"))],
        marked,
        remarks: read::findings(findings, lang).chain(read::remarks(found, &app.catalogue, lang)).collect(),
        preview: read::preview(found, &app.catalogue, lang),
        changes,
        changes_more: if more == 0 { String::new() } else { more.to_string() },
        ..ImportPage::default()
    };
    render::page(&page)
}

/// Reads a draft again and asks what it would change.
async fn looked_at(app: &App, id: &str) -> Result<(Tried, Forecast), PageError> {
    let (app, id) = (app.clone(), id.to_owned());
    let done = aside(move || async move {
        let tried = draft::looked_at(&app.store, &app.catalogue, &id).await?;
        let forecast = draft::forecast(&app.store, &tried.request, &tried.read).await?;
        Ok::<_, ProgrammeError>((tried, forecast))
    });
    done.await?.map_err(gone)
}

/// A draft that is there no more was committed or dropped, perhaps by a colleague.
pub fn gone(error: ProgrammeError) -> PageError {
    match error {
        ProgrammeError::Store(StoreError::NotFound { what: "draft", .. } | StoreError::Stale("draft")) => {
            let said = |words: &Words| words.get("draft-gone");
            let (zh, en) = (Words::of(Lang::Zh), Words::of(Lang::En));
            PageError::refused(StatusCode::NOT_FOUND, said(zh), said(en))
        }
        error => error.into(),
    }
}

/// Why nothing can be committed; empty where all may.
async fn blocked(app: &App, visitor: &Visitor, tried: &Tried, source: Option<&Source>) -> Result<String, PageError> {
    let words = Words::of(visitor.lang);
    if tried.read.rows.is_empty() {
        return Ok(words.get("trouble-nothing"));
    }
    let batches = app.store.batches_of_file(&tried.read.kept.hash).await?;
    let period = tried.read.period.map(|period| period.to_string());
    let same = |batch: &&Batch| {
        batch.kind == tried.request.kind.code()
            && batch.title == tried.request.title
            && source.is_some_and(|source| source.id == batch.source_id)
            && batch.period == period
    };
    let twice = batches.iter().find(same).map(|batch| batch.id.to_string());
    Ok(twice.map_or_else(String::new, |n| words.with("import-twice", &[("n", &n)])))
}

fn given(tried: &Tried, source: Option<&Source>, who: &Who, visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let Tried { draft, request, read, .. } = tried;
    let (name, used) = match (source, &request.new_source) {
        (Some(source), _) => (Some(source.name.clone()), permitted(source, visitor.lang)),
        (None, Some((name, used))) => {
            (Some(words.with("import-new-source", &[("source", name)])), use_word(*used, visitor.lang).to_owned())
        }
        (None, None) => (None, String::new()),
    };
    let status = if request.provisional { "provisional" } else { "actual" };
    let by = format!("{} {}", who.name(&draft.made_by, words), render::moment(&draft.made_at));
    vec![
        Fact::new(words.get("kind"), words.get(kind_key(request.kind.code()))),
        Fact::new(words.get("source"), name.unwrap_or_default()),
        Fact::new(words.get("permitted"), used),
        Fact::new(words.get("period"), read.period.map_or_else(|| "—".to_owned(), |period| period.to_string())),
        Fact::new(words.get("title-held"), request.title.as_deref().unwrap_or("—")),
        Fact::new(words.get("state"), words.get(status)),
        Fact::new(words.get("sheet"), read.layout.sheet.as_deref().unwrap_or("—")),
        Fact::new(words.get("file-digest"), render::short(&read.kept.hash)),
        Fact::new(words.get("by-whom"), by),
    ]
}

fn counts(read: &Read, forecast: &Forecast, words: &Words) -> Vec<KeyFigure> {
    let count = |label: &str, n: usize, unit: &str, context: String| KeyFigure {
        label: words.get(label),
        figure: Figure::plain(thousands(&n.to_string()), words.get(unit)),
        context,
        ..KeyFigure::default()
    };
    let with = |key: &str, n: usize| words.with(key, &[("n", &thousands(&n.to_string()))]);
    vec![
        count("import-n-read", read.n_rows, "unit-rows", String::new()),
        count("import-n-fit", read.n_rows - read.n_refused, "unit-rows", with("import-n-values", read.n_values())),
        count("import-n-refused", read.n_refused, "unit-rows", with("count-places", read.refusals.len())),
        count("import-n-subjects", forecast.n_subjects, "count", words.get("import-by-code")),
        count("import-n-changed", forecast.changed.len(), "unit-figures", with("import-n-same", forecast.n_same)),
    ]
}

async fn would_change(app: &App, actor: &Actor, visitor: &Visitor, change: &Changed) -> Result<Change, PageError> {
    let subject = app.store.subject(actor.scope(), change.subject_id).await?;
    let indicator = app.catalogue.dictionary().get(&change.indicator);
    let name = indicator.map_or(change.indicator.as_str(), |indicator| indicator.name.get(visitor.lang));
    let said = |value| {
        let (value, unit) = shown(Some(value), indicator, visitor.lang);
        format!("{value} {unit}").trim().to_owned()
    };
    Ok(Change {
        subject: Link::new(&subject.name, paths::subject(&subject.id.to_string())),
        what: format!("{name} {}", change.period),
        from: said(&change.from),
        to: said(&change.to),
    })
}

fn commit_form(tried: &Tried, forecast: &Forecast, visitor: &Visitor) -> Sure {
    let words = Words::of(visitor.lang);
    let read = &tried.read;
    let number = |n: usize| thousands(&n.to_string());
    let (rows, refused) = (number(read.n_rows - read.n_refused), number(read.n_refused));
    let values = number(forecast.n_new + forecast.changed.len());
    let mut consequences = vec![words.with("commit-values", &[("rows", &rows), ("values", &values)])];
    if !forecast.changed.is_empty() {
        consequences.push(words.with("commit-changes", &[("n", &number(forecast.changed.len()))]));
    }
    if read.n_refused > 0 {
        consequences.push(words.with("commit-leaves", &[("n", &refused)]));
    }
    consequences.push(words.get("commit-undoable"));
    Sure {
        open: words.with("commit-open", &[("n", &rows)]),
        action: paths::draft(&tried.draft.id),
        consequences,
        act: words.get("commit-act"),
        hidden: vec![("hash".to_owned(), read.kept.hash.clone())],
        ..Sure::default()
    }
}

fn discard_form(id: &str, words: &Words) -> Sure {
    Sure {
        open: words.get("discard-open"),
        action: format!("{}/discard", paths::draft(id)),
        consequences: vec![words.get("discard-kept")],
        act: words.get("discard-act"),
        ..Sure::default()
    }
}

/// What was looked at.
#[derive(Debug, Deserialize)]
pub struct LookedAt {
    hash: String,
}

/// `POST /imports/try/{draft}`: import what was looked at, and nothing else.
pub async fn commit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Form(seen): Form<LookedAt>,
) -> Result<Redirect, PageError> {
    let done = aside(move || async move { draft::commit(&app.store, &app.catalogue, &actor, &id, &seen.hash).await });
    let done = done.await?.map_err(gone)?;
    Ok(Redirect::to(&format!("{}?done=in", paths::import(&done.batch.to_string()))))
}

/// `POST /imports/try/{draft}/discard`
pub async fn discard(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Redirect, PageError> {
    draft::discard(&app.store, &actor, &id).await.map_err(gone)?;
    Ok(Redirect::to(&format!("{}?done=discarded", paths::IMPORTS)))
}
