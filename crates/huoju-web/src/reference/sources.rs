//! 来源: who sends figures, what those may be used for, and what they brought.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, Redirect};
use huoju_model::{Actor, PermittedUse};
use huoju_programme::discover::source;
use huoju_store::source::{Source, Stock};
use serde::Deserialize;

use crate::figure::{permitted, thousands, use_word};
use crate::imports::row as batch_row;
use crate::view::reference::{SourcePage, SourceRow, SourceTerms, SourcesPage};
use crate::view::{Banner, Choice, Empty, Fact, Field, Frame, Link, Options, Room, Sure};
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
    Query(done): Query<Done>,
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
        terms: may_change(&found, &actor).then(|| terms(&found, &visitor)),
        frame: Frame {
            banner: (done.done == "changed").then(|| changed(words)),
            ..render::frame(&visitor, Room::Sources, &found.name)
        },
    };
    render::page(&page)
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    done: String,
}

fn changed(words: &Words) -> Banner {
    Banner { tag: words.get("saved"), text: words.get("source-changed"), ..Banner::default() }
}

fn may_change(found: &Source, actor: &Actor) -> bool {
    actor.administers() && found.withdrawn.is_none()
}

fn about(found: &Source, stock: Option<&Stock>, visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let mut facts = vec![
        Fact::new(words.get("code"), &found.code),
        Fact::new(words.get("permitted"), permitted(found, visitor.lang)),
        Fact::new(words.get("precedence"), words.with("precedence-is", &[("n", &found.precedence.to_string())])),
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

fn terms(found: &Source, visitor: &Visitor) -> SourceTerms {
    let choice =
        |used: &PermittedUse| Choice::new(used.code(), use_word(*used, visitor.lang), found.permitted_use.code());
    let field = |value: String| Field { value, error: String::new() };
    SourceTerms {
        permitted: Options { choices: PermittedUse::ALL.iter().map(choice).collect(), error: String::new() },
        authority: field(found.authority.clone().unwrap_or_default()),
        precedence: field(found.precedence.to_string()),
        version: found.version.to_string(),
    }
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

/// A source's terms from now on, as the form sends them.
#[derive(Debug, Deserialize)]
pub struct Terms {
    permitted: String,
    #[serde(default)]
    authority: String,
    precedence: String,
    version: i64,
}

/// `POST /sources/{source}`: change its terms.
pub async fn change(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    Form(asked): Form<Terms>,
) -> Result<Redirect, PageError> {
    let terms = source::Terms {
        permitted_use: PermittedUse::parse(&asked.permitted).ok_or(PageError::NotFound)?,
        authority: Some(asked.authority.replace('\0', "")),
        precedence: precedence(&asked.precedence)?,
    };
    source::change(&app.store, &actor, &code, asked.version, terms).await?;
    Ok(Redirect::to(&format!("{}?done=changed", paths::source(&code))))
}

/// A whole number from 1 to 999.
fn precedence(said: &str) -> Result<i64, PageError> {
    said.trim().parse().ok().filter(|n| (1..=999).contains(n)).ok_or_else(|| {
        PageError::refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("取用次序“{said}”要写 1 到 999 的整数，数小的先取；没有改动"),
            format!("the precedence “{said}” should be a whole number from 1 to 999, the least goes first; nothing was changed"),
        )
    })
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
