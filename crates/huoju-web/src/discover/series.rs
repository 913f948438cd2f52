//! A subject's years as a table with a chart on it, and where sources differ.

use std::collections::BTreeMap;

use huoju_model::{Kind, Period};
use huoju_store::observation::{Observation, Status, Value};
use huoju_store::source::Source;

use crate::chart::{Measure, Point, bars_and_line};
use crate::figure::{Sheet, office_unit, permitted, unit_of};
use crate::view::subject::{Differing, Series, SeriesRow, Version};
use crate::view::{Figure, Link, Presence};
use crate::words::Words;
use crate::{Visitor, paths};

/// The observations of one indicator and period, the one that is taken first: see [`order`].
type Versions<'o> = Vec<&'o Observation>;

/// By indicator and period. Where sources differ, the one that a scheme would take stands first: never a withdrawn
/// source nor 统计专用 without an authority, then least precedence, then the newest batch.
pub fn by_figure<'o>(known: &'o [Observation], sheet: &Sheet<'_>) -> BTreeMap<(&'o str, Period), Versions<'o>> {
    let mut figures: BTreeMap<(&str, Period), Versions<'_>> = BTreeMap::new();
    for observation in known {
        figures.entry((&observation.indicator, observation.period)).or_default().push(observation);
    }
    for versions in figures.values_mut() {
        versions.sort_by_key(|observation| order(observation, sheet));
    }
    figures
}

fn order(observation: &Observation, sheet: &Sheet<'_>) -> (bool, i64, i64) {
    let source = sheet.sources.get(&observation.source_id);
    let barred = !source.is_some_and(Source::may_judge_one);
    (barred, source.map_or(i64::MAX, |source| source.precedence), -observation.from_batch)
}

/// The years of what was observed, in the dictionary's order; `None` where nothing was.
pub fn series(
    figures: &BTreeMap<(&str, Period), Versions<'_>>,
    codes: &[&str],
    sheet: &Sheet<'_>,
    visitor: &Visitor,
) -> Option<Series> {
    let mut periods: Vec<Period> = figures.keys().map(|(_, period)| *period).collect();
    periods.sort();
    periods.dedup();
    let (first, last) = (periods.first()?, periods.last()?);
    let shown: Vec<&&str> =
        codes.iter().filter(|code| periods.iter().any(|p| figures.contains_key(&(**code, *p)))).collect();
    let taken =
        |code: &str, period: &Period| figures.get(&(code, *period)).and_then(|versions| versions.first().copied());
    let row = |code: &&&str| {
        let indicator = sheet.indicator(code);
        let name = indicator.map_or(**code, |indicator| indicator.name.get(visitor.lang));
        let figure = |period: &Period| match taken(code, period) {
            Some(observation) => Figure { unit: String::new(), ..sheet.figure(observation) },
            None => Figure::missing(),
        };
        SeriesRow {
            indicator: Link::new(name, paths::indicator(code)),
            unit: unit_of(indicator, visitor.lang),
            figures: aligned(periods.iter().map(figure).collect()),
        }
    };
    let rows: Vec<SeriesRow> = shown.iter().map(row).collect();
    let chart = ["sales", "revenue", "total_income"].iter().find(|code| shown.iter().any(|shown| **shown == **code));
    let chart = chart.filter(|_| periods.len() > 1).map(|code| {
        let points: Vec<Option<Point>> =
            periods.iter().map(|period| taken(code, period).and_then(|o| point(o, sheet))).collect();
        let name = sheet.indicator(code).map_or(*code, |indicator| indicator.name.get(visitor.lang)).to_owned();
        bars_and_line(
            &Measure {
                name: name.clone(),
                unit: unit_of(sheet.indicator(code), visitor.lang),
                points,
                edges: Vec::new(),
            },
            None,
            &name,
        )
    });
    Some(Series {
        range: if first == last { first.to_string() } else { format!("{first}—{last}") },
        periods: periods.iter().map(Period::to_string).collect(),
        chart,
        rows,
        notes: Vec::new(),
    })
}

/// A point of the chart: its height is only for drawing, its text is the figure's own.
fn point(observation: &Observation, sheet: &Sheet<'_>) -> Option<Point> {
    let (Some(Value::Whole(whole)), Some(Kind::Amount(amount))) =
        (&observation.value, sheet.indicator(&observation.indicator).map(|indicator| &indicator.kind))
    else {
        return None;
    };
    let height = *whole as f64 / 10f64.powi(office_unit(amount.unit, amount.scale).1 as i32);
    let provisional = observation.status == Status::Provisional;
    Some(Point { value: height, text: sheet.figure(observation).value, provisional })
}

/// Where sources say different things of one figure.
pub fn differing(
    figures: &BTreeMap<(&str, Period), Versions<'_>>,
    sheet: &Sheet<'_>,
    visitor: &Visitor,
) -> Vec<Differing> {
    let words = Words::of(visitor.lang);
    let differ = |versions: &Versions<'_>| versions.iter().any(|version| version.value != versions[0].value);
    let item = |((code, period), versions): (&(&str, Period), &Versions<'_>)| {
        let name = sheet.indicator(code).map_or(*code, |indicator| indicator.name.get(visitor.lang));
        let barred = |o: &Observation| !sheet.sources.get(&o.source_id).is_some_and(Source::may_judge_one);
        let version = |(place, observation): (usize, &&Observation)| Version {
            source: sheet.origin(observation).source,
            permitted: sheet.sources.get(&observation.source_id).map_or(String::new(), |s| permitted(s, visitor.lang)),
            figure: Figure { unit: String::new(), ..sheet.figure(observation) },
            taken: place == 0 && !barred(observation),
            barred: barred(observation),
        };
        let first = sheet.figure(versions[0]);
        Differing {
            what: format!("{name} {period}"),
            unit: first.unit.clone(),
            versions: versions.iter().enumerate().map(version).collect(),
            difference: difference(versions, sheet),
            taken: if barred(versions[0]) {
                words.get("taken-none")
            } else {
                words.with("taken-first", &[("value", &first.value), ("why", &words.get(why_first(versions, sheet)))])
            },
            clause: None,
        }
    };
    figures.iter().filter(|(_, versions)| differ(versions)).map(item).collect()
}

/// The key of the word for why the first version comes before the others: see [`order`].
fn why_first(versions: &Versions<'_>, sheet: &Sheet<'_>) -> &'static str {
    let mut places = versions.iter().map(|observation| order(observation, sheet));
    let (Some(first), Some(second)) = (places.next(), places.next()) else { return "taken-later" };
    match (first.0 != second.0, first.1 != second.1) {
        (true, _) => "taken-permitted",
        (_, true) => "taken-precedence",
        _ => "taken-later",
    }
}

/// Figures of one row with equally many decimals, so that their points stand under one another.
fn aligned(mut figures: Vec<Figure>) -> Vec<Figure> {
    let decimals = |figure: &Figure| match figure.value.rsplit_once('.') {
        _ if figure.presence != Presence::Value => Some(0),
        Some((_, rest)) => rest.bytes().all(|digit| digit.is_ascii_digit()).then_some(rest.len()),
        None => figure.value.ends_with(|last: char| last.is_ascii_digit()).then_some(0),
    };
    let Some(each) = figures.iter().map(decimals).collect::<Option<Vec<usize>>>() else { return figures };
    let most = each.iter().copied().max().unwrap_or(0);
    for (figure, has) in figures.iter_mut().zip(each) {
        if figure.presence == Presence::Value && has < most {
            let dot = if has == 0 { "." } else { "" };
            figure.value += &format!("{dot}{}", "0".repeat(most - has));
        }
    }
    figures
}

/// The largest less the smallest; empty where they are no numbers.
fn difference(versions: &Versions<'_>, sheet: &Sheet<'_>) -> String {
    let wholes = versions.iter().map(|version| match version.value {
        Some(Value::Whole(whole)) => Some(whole),
        _ => None,
    });
    let Some(wholes) = wholes.collect::<Option<Vec<i64>>>() else { return String::new() };
    let (Some(most), Some(least)) = (wholes.iter().max(), wholes.iter().min()) else { return String::new() };
    let gap = Observation { value: most.checked_sub(*least).map(Value::Whole), ..versions[0].clone() };
    sheet.figure(&gap).value
}
