//! 指标: what a code means, which schemes read it, and what there is of it.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::indicator::folded;
use huoju_model::{Actor, Indicator, Kind, Lang};
use huoju_store::observation::Coverage;
use huoju_store::subject::Search;
use huoju_store::years::Year;
use serde::Deserialize;

use crate::figure::{round_amount, thousands, unit_of, unit_word};
use crate::view::reference::{IndicatorPage, IndicatorRow, IndicatorYear, IndicatorsPage};
use crate::view::{Empty, Fact, Frame, Link, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /indicators`
pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let coverage = app.store.coverage().await?;
    let readers = readers(&app, visitor.lang);
    let found = app.catalogue.dictionary().iter().filter(|indicator| answers(indicator, &asked.q));
    let row = |indicator: &Indicator| {
        let known = coverage.iter().find(|coverage| coverage.indicator == indicator.code);
        IndicatorRow {
            name: Link::new(indicator.name.get(visitor.lang), paths::indicator(&indicator.code)),
            code: indicator.code.clone(),
            unit: unit(indicator, visitor.lang),
            kind: words.get(kind_key(&indicator.kind)),
            observations: known.map_or_else(|| "0".to_owned(), |known| thousands(&known.n.to_string())),
            periods: known.map_or_else(|| "—".to_owned(), periods),
            schemes: readers.get(&indicator.code).map_or(0, Vec::len).to_string(),
        }
    };
    let page = IndicatorsPage {
        rows: found.map(row).collect(),
        empty: Empty { title: words.get("subjects-not-found"), text: words.get("indicators-none"), link: None },
        frame: Frame { find: asked.q.clone(), ..render::frame(&visitor, Room::Indicators, "") },
    };
    render::page(&page)
}

/// Whether an indicator's code or one of its names holds what is looked for.
fn answers(indicator: &Indicator, asked: &str) -> bool {
    let asked = folded(asked);
    let names = [&indicator.code, &indicator.name.zh].into_iter().chain(&indicator.name.en).chain(&indicator.also);
    names.map(|name| folded(name)).any(|name| name.contains(&asked))
}

fn periods(known: &Coverage) -> String {
    if known.first == known.last { known.first.clone() } else { format!("{}—{}", known.first, known.last) }
}

/// The unit that offices read it in; `—` where it has none.
fn unit(indicator: &Indicator, lang: Lang) -> String {
    Some(unit_of(Some(indicator), lang)).filter(|unit| !unit.is_empty()).unwrap_or_else(|| "—".to_owned())
}

fn kind_key(kind: &Kind) -> &'static str {
    match kind {
        Kind::Amount(_) => "kind-amount",
        Kind::Fact { .. } => "kind-fact",
        Kind::Category(_) => "kind-category",
        Kind::Text => "kind-text",
        Kind::Date => "kind-date",
    }
}

/// The schemes that read each indicator. One that can't be read any more reads nothing.
fn readers(app: &App, lang: Lang) -> BTreeMap<String, Vec<Link>> {
    let mut readers: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for entry in app.catalogue.schemes() {
        let Ok(scheme) = app.catalogue.scheme(entry.id) else { continue };
        let mut codes: Vec<&str> = scheme.inputs.iter().map(|input| input.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            let link = Link::new(scheme.title.get(lang), paths::scheme(entry.id));
            readers.entry(code.to_owned()).or_default().push(link);
        }
    }
    readers
}

/// `GET /indicators/{indicator}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Html<String>, PageError> {
    let indicator = app.catalogue.dictionary().get(&code).ok_or(PageError::NotFound)?;
    let enterprises = Search::of_kind("enterprise");
    let (_, n) = app.store.subjects(actor.scope(), &enterprises, 0, 0).await?;
    let years = app.store.years_of(&code).await?;
    let sources = app.store.sources().await?;
    let giving = app.store.sources_of_indicator(&code).await?;
    let given = sources.iter().filter(|source| giving.contains(&source.id));
    let page = IndicatorPage {
        about: about(&app, indicator, &visitor),
        years: years.iter().map(|year| shown(year, n)).collect(),
        schemes: readers(&app, visitor.lang).remove(&code).unwrap_or_default(),
        sources: given.map(|source| Link::new(&source.name, paths::source(&source.code))).collect(),
        frame: render::frame(&visitor, Room::Indicators, indicator.name.get(visitor.lang)),
    };
    render::page(&page)
}

fn shown(year: &Year, n_enterprises: i64) -> IndicatorYear {
    let count = |n: i64| thousands(&n.to_string());
    // Who lacks a figure is known of enterprises alone: nobody lists the zones that there are.
    let of_enterprises = year.kind == "enterprise";
    IndicatorYear {
        period: year.period.clone(),
        subjects: count(year.n_subjects),
        missing: if of_enterprises { count(n_enterprises - year.n_subjects) } else { "—".to_owned() },
        differing: count(year.n_differing),
    }
}

fn about(app: &App, indicator: &Indicator, visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let mut facts = vec![Fact::new(words.get("sort"), words.get(kind_key(&indicator.kind)))];
    match &indicator.kind {
        Kind::Amount(amount) => {
            let kept = amount.scale.to_string();
            let digits = |unit: &str| words.with("kept-digits", &[("unit", unit), ("n", &kept)]);
            let unit = unit_word(amount.unit, visitor.lang);
            facts.push(Fact::new(words.get("unit"), if amount.scale == 0 { unit.to_owned() } else { digits(unit) }));
            let most = round_amount(amount.maximum, amount.unit, amount.scale, visitor.lang);
            facts.push(Fact::new(words.get("maximum"), most));
        }
        Kind::Category(values) => {
            let names: Vec<&str> = values.iter().map(|value| value.name.as_str()).collect();
            facts.push(Fact::new(words.get("values"), names.join("、")));
        }
        Kind::Fact { presumed: Some(presumed) } => {
            facts.push(Fact::new(words.get("presumed"), words.get(if *presumed { "yes" } else { "no" })));
        }
        _ => {}
    }
    if !indicator.also.is_empty() {
        facts.push(Fact::new(words.get("also-called"), indicator.also.join("、")));
    }
    facts.extend(indicator.note.as_ref().map(|note| Fact::new(words.get("remark"), note.get(visitor.lang))));
    facts.extend(indicator.source.as_ref().map(|source| {
        let known = app.catalogue.source(source);
        let title = known.map_or_else(String::new, |known| format!(" {}", known.title.get(visitor.lang)));
        Fact::new(words.get("defined-by"), format!("{source}{title}"))
    }));
    facts.push(Fact::new(words.get("code"), &indicator.code));
    facts
}
