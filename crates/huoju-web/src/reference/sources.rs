//! 来源: who sends figures, what those may be used for, and what they brought.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use huoju_model::{Actor, PermittedUse};
use huoju_programme::discover::source;
use huoju_store::source::{Source, Stock};
use serde::Deserialize;

use crate::figure::{permitted, thousands, use_word};
use crate::imports::row as batch_row;
use crate::view::reference::{SourcePage, SourceRow, SourcesPage};
use crate::view::{Choice, Empty, Fact, Link, Options, Room, Sure};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// How many batches are listed.
const BATCHES: i64 = 50;

/// `GET /sources`
pub async fn list(State(app): State<App>, visitor: Visitor, _: Actor) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let (sources, stock) = (app.store.sources().await?, app.store.source_stock().await?);
    let of = |source: &Source| stock.iter().find(|stock| stock.source_id == source.id);
    let row = |source: &Source| SourceRow {
        name: Link::new(&source.name, paths::source(&source.code)),
        permitted: permitted(source, visitor.lang),
        barred: !source.may_judge_one(),
        batches: of(source).map_or_else(String::new, |stock| count(stock.n_batches)),
        observations: of(source).map_or_else(String::new, |stock| count(stock.n_values)),
        latest: of(source).map_or_else(String::new, day),
        withdrawn: source.withdrawn.is_some(),
    };
    let page = SourcesPage {
        rows: sources.iter().map(row).collect(),
        empty: Empty {
            title: words.get("sources-none"),
            text: words.get("sources-none-more"),
            link: Some(Link::new(words.get("import-data"), paths::IMPORTS)),
        },
        frame: render::frame(&visitor, Room::Sources, ""),
    };
    render::page(&page)
}

fn count(n: i64) -> String {
    thousands(&n.to_string())
}

/// The day of the latest batch, in China.
fn day(stock: &Stock) -> String {
    render::moment(&stock.latest).chars().take(10).collect()
}

/// `GET /sources/{source}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let found = app.store.source(&code).await?.ok_or(PageError::NotFound)?;
    let stock = app.store.source_stock().await?.into_iter().find(|stock| stock.source_id == found.id);
    let (batches, who) = (app.store.batches_of_source(found.id, BATCHES).await?, Who::of(&app.store).await?);
    let name = |code: &String| {
        let known = app.catalogue.dictionary().get(code);
        Link::new(known.map_or(code.as_str(), |known| known.name.get(visitor.lang)), paths::indicator(code))
    };
    let sources = std::slice::from_ref(&found);
    let page = SourcePage {
        about: about(&found, stock.as_ref(), &visitor),
        meaning: words.get(meaning_key(&found)),
        batches: batches.iter().map(|batch| batch_row(batch, sources, &who, words)).collect(),
        indicators: app.store.indicators_of_source(found.id).await?.iter().map(name).collect(),
        authorities: found.authority.iter().map(|document| Fact::new(words.get("document"), document)).collect(),
        withdraw: may_change(&found, &actor).then(|| withdraw_form(&found, stock.as_ref(), words)),
        permitted: if may_change(&found, &actor) { uses(&found, &visitor) } else { Options::default() },
        version: found.version.to_string(),
        frame: render::frame(&visitor, Room::Sources, &found.name),
    };
    render::page(&page)
}

fn may_change(found: &Source, actor: &Actor) -> bool {
    actor.administers() && found.withdrawn.is_none()
}

fn about(found: &Source, stock: Option<&Stock>, visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let mut facts = vec![
        Fact::new(words.get("code"), &found.code),
        Fact::new(words.get("permitted"), permitted(found, visitor.lang)),
        Fact::new(words.get("precedence"), found.precedence.to_string()),
    ];
    if let Some(stock) = stock {
        facts.push(Fact::new(words.get("batches"), count(stock.n_batches)));
        facts.push(Fact::new(words.get("observations"), count(stock.n_values)));
        facts.push(Fact::new(words.get("latest"), day(stock)));
    }
    facts.extend(found.withdrawn.as_ref().map(|reason| Fact::new(words.get("withdrawn"), reason)));
    facts
}

/// The key of the sentence that says what the permitted use means here.
fn meaning_key(found: &Source) -> &'static str {
    match (&found.withdrawn, found.permitted_use, &found.authority) {
        (Some(_), _, _) => "meaning-withdrawn",
        (None, PermittedUse::StatisticsOnly, Some(_)) => "meaning-authority",
        (None, PermittedUse::StatisticsOnly, None) => "meaning-statistics",
        (None, PermittedUse::Administrative, _) => "meaning-administrative",
        (None, PermittedUse::Authorised, _) => "meaning-authorised",
        (None, PermittedUse::Public, _) => "meaning-public",
    }
}

fn uses(found: &Source, visitor: &Visitor) -> Options {
    let choice =
        |used: &PermittedUse| Choice::new(used.code(), use_word(*used, visitor.lang), found.permitted_use.code());
    Options { choices: PermittedUse::ALL.iter().map(choice).collect(), error: String::new() }
}

fn withdraw_form(found: &Source, stock: Option<&Stock>, words: &Words) -> Sure {
    let n = count(stock.map_or(0, |stock| stock.n_values));
    Sure {
        open: words.get("withdraw-open"),
        action: format!("{}/withdraw", paths::source(&found.code)),
        consequences: vec![words.with("withdraw-values", &[("n", &n)]), words.get("withdraw-assessments")],
        reason: true,
        act: words.get("withdraw-act"),
        hidden: vec![("version".to_owned(), found.version.to_string())],
    }
}

/// What a source's values may be used for from now on.
#[derive(Debug, Deserialize)]
pub struct Permitted {
    permitted: String,
    version: i64,
}

/// `POST /sources/{source}`: change the permitted use.
pub async fn permit(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    Form(asked): Form<Permitted>,
) -> Result<Redirect, PageError> {
    let used = PermittedUse::parse(&asked.permitted).ok_or(PageError::NotFound)?;
    source::permit(&app.store, &actor, &code, asked.version, used).await?;
    Ok(Redirect::to(&paths::source(&code)))
}

/// Why a source is used no more.
#[derive(Debug, Deserialize)]
pub struct Withdrawn {
    reason: String,
    version: i64,
}

/// `POST /sources/{source}/withdraw`
pub async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    Form(asked): Form<Withdrawn>,
) -> Result<Redirect, PageError> {
    source::withdraw(&app.store, &actor, &code, asked.version, asked.reason.trim()).await?;
    Ok(Redirect::to(&paths::source(&code)))
}
