//! The batches, the dry runs that wait above them, and the form.

use axum::extract::{Query, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::discover::draft::{Summary, request};
use huoju_store::batch::Batch;
use huoju_store::draft::Draft;
use huoju_store::source::Source;
use serde::Deserialize;

use super::form::{Sent, form};
use crate::figure::thousands;
use crate::view::imports::{BatchRow, BatchState, ImportForm, ImportsPage};
use crate::view::{Banner, Empty, Frame, Link, Pages, Room};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;

/// Which page, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
    done: String,
}

/// `GET /imports`
pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let form = form(&app, &visitor, &Sent::default()).await?;
    let words = Words::of(visitor.lang);
    let discarded = Banner { tag: words.get("discarded"), text: words.get("discard-kept"), ..Banner::default() };
    shown(&app, &visitor, form, &asked, (asked.done == "discarded").then_some(discarded)).await
}

/// The list under a form, as it is or as it was filled in.
pub async fn shown(
    app: &App,
    visitor: &Visitor,
    form: ImportForm,
    asked: &Asked,
    banner: Option<Banner>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let total = app.store.n_batches().await?;
    let (page, skip) = Pages::place(&asked.page, ON_A_PAGE, Some(total));
    let (sources, who) = (app.store.sources().await?, Who::of(&app.store).await?);
    let batches = app.store.batches(skip, ON_A_PAGE as i64).await?;
    let drafts = if page == 1 { app.store.drafts().await? } else { Vec::new() };
    let waiting = drafts.iter().map(|draft| waiting(draft, &sources, &who, words));
    let page = ImportsPage {
        frame: Frame { banner, ..render::frame(visitor, Room::Imports, "") },
        form,
        rows: waiting.chain(batches.iter().map(|batch| row(batch, &sources, &who, words))).collect(),
        pages: Pages::new(page, ON_A_PAGE, total as usize, |page| format!("{}?page={page}", paths::IMPORTS)),
        empty: Empty { title: words.get("imports-none"), text: words.get("imports-none-more"), link: None },
    };
    render::page(&page)
}

/// A batch in a list.
pub fn row(batch: &Batch, sources: &[Source], who: &Who, words: &Words) -> BatchRow {
    let source = sources.iter().find(|source| source.id == batch.source_id);
    let number = |n: i64| thousands(&n.to_string());
    BatchRow {
        batch: link(batch.id, words),
        file: match (&batch.file, batch.about) {
            (Some((_, name)), _) => name.clone(),
            (None, Some(about)) => format!("{} {}", words.get(kind_key(&batch.kind)), link(about, words).text),
            (None, None) => "—".to_owned(),
        },
        kind: words.get(kind_key(&batch.kind)),
        source: source.map_or_else(Link::default, |source| Link::new(&source.name, paths::source(&source.code))),
        period: batch.period.clone().unwrap_or_else(|| "—".to_owned()),
        taken: if batch.file.is_none() {
            "—".to_owned()
        } else {
            number(batch.counts.n_rows - batch.counts.n_refused)
        },
        refused: if batch.file.is_none() { "—".to_owned() } else { number(batch.counts.n_refused) },
        by: format!("{} {}", who.name(&batch.made_by, words), render::day(&batch.made_at)),
        state: state(batch),
    }
}

fn waiting(draft: &Draft, sources: &[Source], who: &Who, words: &Words) -> BatchRow {
    let request = request(draft).ok();
    let code = request.as_ref().map(|request| request.source.as_str());
    let known = sources.iter().find(|source| Some(source.code.as_str()) == code);
    let source = match (known, &request) {
        (Some(source), _) => Link::new(&source.name, paths::source(&source.code)),
        (None, Some(request)) => Link::new(request.new_source.clone().map_or_else(String::new, |(name, _)| name), ""),
        (None, None) => Link::default(),
    };
    let counts = Summary::of(draft);
    let number = |n: Option<usize>| n.filter(|n| *n > 0).map_or_else(String::new, |n| thousands(&n.to_string()));
    BatchRow {
        batch: Link::new(words.get("batch-dry-run"), paths::draft(&draft.id)),
        file: draft.file_name.clone(),
        kind: request.as_ref().map_or_else(String::new, |request| words.get(kind_key(request.kind.code()))),
        source,
        period: request.and_then(|request| request.period).map_or_else(String::new, |period| period.to_string()),
        taken: number(counts.map(|counts| counts.n_rows - counts.n_refused)),
        refused: number(counts.map(|counts| counts.n_refused)),
        by: format!("{} {}", who.name(&draft.made_by, words), render::day(&draft.made_at)),
        state: BatchState::DryRun,
    }
}

/// A batch's number and address.
pub fn link(batch: i64, words: &Words) -> Link {
    let number = batch.to_string();
    Link::new(words.with("batch-number", &[("n", &number)]), paths::import(&number))
}

/// Where a batch stands.
pub fn state(batch: &Batch) -> BatchState {
    match (batch.undone_in, &batch.file) {
        (Some(_), _) => BatchState::Undone,
        (None, None) => BatchState::Done,
        (None, Some(_)) => BatchState::Committed,
    }
}

/// The key of a kind's word.
pub fn kind_key(kind: &str) -> &'static str {
    match kind {
        "figures" => "import-figures",
        "register" => "import-register",
        "titles" => "import-titles",
        "negatives" => "import-negatives",
        "bulletin" => "import-bulletin",
        "undo" => "import-undo",
        "match" => "room-matches",
        _ => "kind-other",
    }
}
