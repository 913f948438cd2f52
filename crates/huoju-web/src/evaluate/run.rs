//! Running an assessment: the form, and the job that it becomes.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use huoju_catalogue::{Chosen, Why};
use huoju_model::{Actor, Lang, MissingMode, Period};
use huoju_programme::evaluate::{EvaluateError, Request, job, results};
use huoju_scheme::{InputKind, Scheme};
use huoju_store::source::Source;
use jiff::civil::Date;
use serde::Deserialize;

use super::schemes::{in_force, label};
use crate::figure::thousands;
use crate::view::assess::AssessPage;
use crate::view::{Choice, Fact, Field, Frame, Options, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// How many years can be chosen.
const YEARS: i16 = 6;

/// The edition that was chosen, whatever is in force on the day of application.
const THIS: &str = "this";

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    scheme: String,
    period: String,
    year: String,
    as_of: String,
    missing: String,
    within: String,
    edition: String,
}

/// `GET /assessments/new`
pub async fn form(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    render::page(&page(&app, &visitor, &actor, &asked, "").await?)
}

/// `POST /assessments/new`: lines the assessment up and leads to its job. What is wrong is said at its field.
pub async fn run(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Form(asked): Form<Asked>,
) -> Result<Response, PageError> {
    // A scheme may be named by its file as well; a browser has no files here.
    let known = app.catalogue.schemes().any(|entry| entry.id == asked.scheme);
    let Some(request) = asked.request().filter(|_| known) else {
        return again(&app, &visitor, &actor, &asked, "").await;
    };
    let scheme = app.catalogue.scheme(&request.scheme)?;
    if let Some(day) = request.as_of.filter(|_| asked.edition != THIS) {
        match app.catalogue.edition_beside(&scheme, day) {
            Some(chosen) if chosen.scheme.id != scheme.id => {
                let said = told(&chosen, day, visitor.lang);
                let asked = Asked { scheme: chosen.scheme.id.clone(), ..asked };
                return again(&app, &visitor, &actor, &asked, &said).await;
            }
            None => return again(&app, &visitor, &actor, &asked, &none(&app, &scheme, day, visitor.lang)).await,
            Some(_) => {}
        }
    }
    match job::order(&app.store, &app.catalogue, &actor, &request, visitor.lang).await {
        Ok(id) => Ok(Redirect::to(&paths::job(&id.to_string())).into_response()),
        Err(error @ (EvaluateError::Assess(_) | EvaluateError::Nobody)) => {
            let said = error.say(visitor.lang).unwrap_or_else(|| error.to_string());
            again(&app, &visitor, &actor, &asked, &said).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Which edition the day of application chose instead of the one that was asked for, and why.
fn told(chosen: &Chosen, day: Date, lang: Lang) -> String {
    let (scheme, words) = (&chosen.scheme, Words::of(lang));
    let about = [
        ("day", day.to_string()),
        ("scheme", scheme.title.get(lang).to_owned()),
        ("document", scheme.source.clone()),
        ("days", in_force(scheme, words)),
        ("why", words.get(why_key(chosen.why))),
    ];
    words.with("edition-meant", &about.each_ref().map(|(key, value)| (*key, value.as_str())))
}

/// The key of the words that say why an edition is the one of a day.
fn why_key(why: Why) -> &'static str {
    match why {
        Why::Only => "edition-day-only",
        Why::Own => "edition-day-own",
        Why::Latest => "edition-day-latest",
    }
}

/// That no edition is in force on the day, and when each is.
fn none(app: &App, scheme: &Scheme, day: Date, lang: Lang) -> String {
    let words = Words::of(lang);
    let family = app.catalogue.family(&scheme.family).into_iter().filter(|other| other.part == scheme.part);
    let editions = family.map(|other| format!("{} {}", other.source, in_force(&other, words))).collect::<Vec<_>>();
    let about = [
        ("day", day.to_string()),
        ("scheme", scheme.title.get(lang).to_owned()),
        ("editions", editions.join(&words.get("semicolon"))),
    ];
    words.with("edition-none", &about.each_ref().map(|(key, value)| (*key, value.as_str())))
}

async fn again(app: &App, visitor: &Visitor, actor: &Actor, asked: &Asked, error: &str) -> Result<Response, PageError> {
    let page = render::page(&page(app, visitor, actor, asked, error).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl Asked {
    /// `None` where a field can't be read; [`page`] says which.
    fn request(&self) -> Option<Request> {
        Some(Request {
            missing: MissingMode::parse(&self.missing),
            as_of: self.day().ok()?,
            evaluation_year: self.year().ok()?,
            within: given(&self.within).and_then(|place| place.parse().ok()),
            ..Request::of(&self.scheme, Period::parse(&self.period).ok()?)
        })
    }

    fn day(&self) -> Result<Option<Date>, ()> {
        given(&self.as_of).map_or(Ok(None), |day| day.parse().map(Some).map_err(drop))
    }

    fn year(&self) -> Result<Option<i16>, ()> {
        let year = given(&self.year).map_or(Ok(None), |year| year.parse().map(Some).map_err(drop))?;
        if year.is_some_and(|year| Period::of_year(year).is_err()) { Err(()) } else { Ok(year) }
    }
}

fn given(field: &str) -> Option<&str> {
    Some(field.trim()).filter(|field| !field.is_empty())
}

async fn page(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    asked: &Asked,
    error: &str,
) -> Result<AssessPage, PageError> {
    let words = Words::of(visitor.lang);
    let schemes = app.catalogue.schemes().map(|entry| app.catalogue.scheme(entry.id)).collect::<Result<Vec<_>, _>>()?;
    // What was run last is most often run again.
    let last = results::assessments(&app.store, actor, None, 0, 1).await?;
    let last = last.first().map_or("", |made| made.scheme.as_str());
    let wanted = if asked.scheme.is_empty() { last } else { asked.scheme.as_str() };
    let chosen = schemes.iter().find(|scheme| scheme.id == wanted).or(schemes.first());
    let (counted, stock) = stock(app, visitor, chosen.map(Arc::as_ref)).await?;
    let wrong = |wrong: bool, key: &str| if wrong { words.get(key) } else { String::new() };
    let field = |value: &str, error: String| Field { value: value.to_owned(), error };
    Ok(AssessPage {
        schemes: Options {
            choices: schemes.iter().map(|scheme| choice(scheme, wanted, app, visitor)).collect(),
            error: wrong(
                !asked.scheme.is_empty() && schemes.iter().all(|scheme| scheme.id != asked.scheme),
                "wrong-scheme",
            ),
        },
        periods: periods(&counted, &asked.period),
        year: field(&asked.year, wrong(asked.year().is_err(), "wrong-year")),
        as_of: field(&asked.as_of, wrong(asked.day().is_err(), "wrong-day")),
        missing: missing(&asked.missing, words),
        edition: edition(&asked.edition, words),
        within: places(app, actor, &asked.within, words).await?,
        stock,
        barred: barred(app, words).await?,
        error: error.to_owned(),
        frame: Frame { basis: Vec::new(), ..render::frame(visitor, Room::Assessments, words.get("run-assessment")) },
    })
}

fn choice(scheme: &Scheme, wanted: &str, app: &App, visitor: &Visitor) -> Choice {
    let words = Words::of(visitor.lang);
    let in_force = in_force(scheme, words);
    let about = [("title", scheme.title.get(visitor.lang)), ("document", &*scheme.source), ("days", &in_force)];
    let (choice, label) = (words.with("scheme-choice", &about), label(scheme, app, words));
    let labelled = || words.with("scheme-labelled", &[("label", &label), ("choice", &choice)]);
    Choice::new(&scheme.id, if label.is_empty() { choice.clone() } else { labelled() }, wanted)
}

/// The years of which something is known, the last first; the last few where nothing is yet.
fn periods(counted: &[(String, i64)], now: &str) -> Options {
    let last = render::today().year() - 1;
    let known: Vec<String> =
        counted.iter().map(|(period, _)| period.clone()).filter(|period| period.len() == 4).collect();
    let years = if known.is_empty() { (0..YEARS).map(|back| (last - back).to_string()).collect() } else { known };
    Options { choices: years.iter().map(|year| Choice::new(year, year, now)).collect(), ..Options::default() }
}

fn missing(now: &str, words: &Words) -> Options {
    let modes = [("", "missing-as-said"), ("strict", "missing-strict"), ("settled", "missing-settled")];
    Options { choices: modes.map(|(code, key)| Choice::new(code, words.get(key), now)).to_vec(), ..Options::default() }
}

/// The edition in force on the day of application, or just the one that is chosen.
fn edition(now: &str, words: &Words) -> Options {
    let ways = [("", "edition-by-day"), (THIS, "edition-this")];
    Options { choices: ways.map(|(code, key)| Choice::new(code, words.get(key), now)).to_vec(), ..Options::default() }
}

/// Everybody, or those of one zone or carrier.
async fn places(app: &App, actor: &Actor, now: &str, words: &Words) -> Result<Options, PageError> {
    let all = std::iter::once(Choice::new("", words.get("assessed-all"), now));
    let places = app.store.places(actor.scope()).await?;
    let place = |(id, name, n): &(i64, String, i64)| {
        let of = [("place", name.as_str()), ("n", &thousands(&n.to_string()))];
        Choice::new(id.to_string(), words.with("assessed-within", &of), now)
    };
    Ok(Options { choices: all.chain(places.iter().map(place)).collect(), ..Options::default() })
}

/// How many enterprises have the scheme's first amount, by year, and the same in words.
async fn stock(
    app: &App,
    visitor: &Visitor,
    scheme: Option<&Scheme>,
) -> Result<(Vec<(String, i64)>, Vec<Fact>), PageError> {
    let words = Words::of(visitor.lang);
    let amount = |scheme: &Scheme| {
        let amounts =
            scheme.inputs.iter().find(|input| matches!(input.kind, InputKind::Amount { .. }) && input.earlier == 0);
        amounts.map(|input| (input.code.clone(), input.label(visitor.lang)))
    };
    let Some((code, name)) = scheme.and_then(amount) else { return Ok(Default::default()) };
    let counted = app.store.stock(&code).await?;
    let line = |(period, n): &(String, i64)| {
        let n = thousands(&n.to_string());
        Fact::new(period, words.with("stock-of", &[("n", n.as_str()), ("name", name.as_str())]))
    };
    let lines = counted.iter().map(line).collect();
    Ok((counted, lines))
}

/// The sources whose values judge nobody, and why.
async fn barred(app: &App, words: &Words) -> Result<Vec<Fact>, PageError> {
    let why =
        |source: &Source| words.get(if source.withdrawn.is_some() { "barred-withdrawn" } else { "barred-statistics" });
    let fact =
        |source: &Source| Fact { label: source.name.clone(), text: why(source), href: paths::source(&source.code) };
    Ok(app.store.sources().await?.iter().filter(|source| !source.may_judge_one()).map(fact).collect())
}
