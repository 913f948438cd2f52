//! 高新区: what was said of zones and of the nation, each figure with its source.

use std::collections::{BTreeMap, HashMap};

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::{Actor, Period};
use huoju_store::NOW;
use huoju_store::observation::Observation;
use huoju_store::subject::{Search, Subject};

use crate::discover::series::{by_figure, series};
use crate::figure::{Sheet, thousands, unit_of};
use crate::paging::{Asked, paged};
use crate::view::reference::{CriterionColumn, ZoneFigure, ZonePage, ZoneRow, ZonesPage};
use crate::view::{Empty, Fact, Figure, KeyFigure, Link, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;
/// How many indicators head columns, and how many figures stand first.
const COLUMNS: usize = 4;

/// `GET /zones`
pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let sought = Search::of_kind("zone");
    let read = |skip| app.store.subjects(actor.scope(), &sought, skip, ON_A_PAGE as i64);
    let (number, zones, total) = paged(&asked.page, ON_A_PAGE, read).await?;
    let (nations, _) = app.store.subjects(actor.scope(), &Search::of_kind("nation"), 0, 1).await?;
    let mut known = Vec::new();
    for zone in &zones {
        known.push((zone, app.store.observations_of(actor.scope(), zone.id, NOW).await?));
    }
    let nation = match nations.first() {
        Some(nation) => Some((nation, app.store.observations_of(actor.scope(), nation.id, NOW).await?)),
        None => None,
    };
    let all: Vec<Observation> =
        known.iter().flat_map(|(_, known)| known).chain(nation.iter().flat_map(|(_, known)| known)).cloned().collect();
    let sheet = Sheet::of(&app.store, &app.catalogue, visitor.lang, &all).await?;
    let columns = columns(&known);
    let row = |(zone, known): &(&Subject, Vec<Observation>)| {
        let latest = latest(known, &sheet);
        let figure = |code: &&str| latest.get(code).map_or_else(Figure::missing, |found| bare(sheet.figure(found)));
        ZoneRow { name: link(zone), figures: columns.iter().map(figure).collect() }
    };
    let page = ZonesPage {
        nation: nation.as_ref().map(|(nation, _)| link(nation)),
        figures: nation.as_ref().map_or_else(Vec::new, |(_, known)| key_figures(known, &sheet, &visitor)),
        columns: columns.iter().map(|code| head(code, &sheet, &visitor)).collect(),
        rows: known.iter().map(row).collect(),
        pages: Pages::new(number, ON_A_PAGE, total as usize, |page| format!("{}?page={page}", paths::ZONES)),
        empty: Empty {
            title: words.get("zones-none"),
            text: words.get("zones-none-more"),
            link: Some(Link::new(words.get("import-data"), paths::IMPORTS)),
        },
        frame: render::frame(&visitor, Room::Zones, ""),
    };
    render::page(&page)
}

fn link(zone: &Subject) -> Link {
    Link::new(&zone.name, paths::zone(&zone.id.to_string()))
}

/// The indicators that most zones have.
fn columns<'o>(known: &'o [(&Subject, Vec<Observation>)]) -> Vec<&'o str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, known) in known {
        let mut codes: Vec<&str> = known.iter().map(|known| known.indicator.as_str()).collect();
        codes.dedup();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let mut codes: Vec<(&str, usize)> = counts.into_iter().collect();
    codes.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    codes.into_iter().take(COLUMNS).map(|(code, _)| code).collect()
}

/// The value of each indicator's last period, of the source that stands first.
fn latest<'o>(known: &'o [Observation], sheet: &Sheet<'_>) -> HashMap<&'o str, &'o Observation> {
    let mut latest = HashMap::new();
    for ((code, _), versions) in by_figure(known, sheet) {
        latest.extend(versions.first().map(|first| (code, *first)));
    }
    latest
}

/// A figure under a head that has the unit.
fn bare(figure: Figure) -> Figure {
    Figure { unit: String::new(), ..figure }
}

fn head(code: &str, sheet: &Sheet<'_>, visitor: &Visitor) -> CriterionColumn {
    let indicator = sheet.indicator(code);
    let name = indicator.map_or(code, |indicator| indicator.name.get(visitor.lang)).to_owned();
    CriterionColumn { name, unit: unit_of(indicator, visitor.lang) }
}

/// The figures that stand first: levels of the latest periods, in the dictionary's order.
fn key_figures(known: &[Observation], sheet: &Sheet<'_>, visitor: &Visitor) -> Vec<KeyFigure> {
    let mut latest: Vec<&Observation> = latest(known, sheet).into_values().collect();
    let place = |code: &str| sheet.places.get(code).copied().unwrap_or(usize::MAX);
    latest.sort_by_key(|found| (std::cmp::Reverse(found.period), place(&found.indicator)));
    let key = |found: &&Observation| {
        let name =
            sheet.indicator(&found.indicator).map_or(found.indicator.as_str(), |known| known.name.get(visitor.lang));
        KeyFigure {
            label: name.to_owned(),
            figure: sheet.figure(found),
            context: found.period.to_string(),
            ..KeyFigure::default()
        }
    };
    latest.iter().take(COLUMNS).map(key).collect()
}

/// `GET /zones/{zone}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Html<String>, PageError> {
    let id = id.parse::<i64>().map_err(|_| PageError::NotFound)?;
    let zone = app.store.subject(actor.scope(), id).await?;
    if !matches!(zone.kind.as_str(), "zone" | "nation") {
        return Err(PageError::NotFound);
    }
    let known = app.store.observations_of(actor.scope(), id, NOW).await?;
    let sheet = Sheet::of(&app.store, &app.catalogue, visitor.lang, &known).await?;
    let figures = by_figure(&known, &sheet);
    let periods: std::collections::BTreeSet<Period> = figures.keys().map(|(_, period)| *period).collect();
    let codes: Vec<&str> = app.catalogue.dictionary().iter().map(|indicator| indicator.code.as_str()).collect();
    let words = Words::of(visitor.lang);
    let page = ZonePage {
        about: about(&zone, &known, &visitor),
        empty: Empty {
            title: words.get("zone-none"),
            text: words.get("zone-none-more"),
            link: Some(Link::new(words.get("import-data"), paths::IMPORTS)),
        },
        series: if periods.len() > 1 { series(&figures, &codes, &sheet, &visitor) } else { None },
        rows: known.iter().map(|found| row(found, &sheet, &visitor)).collect(),
        frame: render::frame(&visitor, Room::Zones, &zone.name),
    };
    render::page(&page)
}

fn about(zone: &Subject, known: &[Observation], visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let kind = if zone.kind == "nation" { "kind-nation" } else { "kind-zone" };
    let mut facts = vec![Fact::new(words.get("kind"), words.get(kind))];
    facts.extend(zone.code.as_ref().map(|code| Fact::new(words.get("code"), code)));
    facts.push(Fact::new(words.get("figures"), thousands(&known.len().to_string())));
    facts
}

fn row(found: &Observation, sheet: &Sheet<'_>, visitor: &Visitor) -> ZoneFigure {
    let name = sheet.indicator(&found.indicator).map_or(found.indicator.as_str(), |known| known.name.get(visitor.lang));
    ZoneFigure {
        indicator: Link::new(name, paths::indicator(&found.indicator)),
        period: found.period.to_string(),
        figure: sheet.figure(found),
        source: sheet.origin(found).source,
    }
}
