//! How many stand where, year by year, and who went where: two tables, and the drawing over the first.

use std::collections::BTreeMap;

use huoju_model::Lang;
use huoju_programme::evaluate::ladder::table::Naming;
use huoju_programme::evaluate::ladder::{Counts, Spot, Standings};

use super::asked::Asked;
use crate::chart::Svg;
use crate::chart::sankey::{Lane, Sankey, Way, sankey};
use crate::figure::thousands;
use crate::view::Link;
use crate::view::ladder::{CountCell, CountRow, WayRow};
use crate::words::Words;

fn number(n: usize) -> String {
    thousands(&n.to_string())
}

/// The word by which a form names a spot.
fn word(standings: &Standings, spot: Spot) -> String {
    match spot {
        Spot::Rung(rung) => {
            standings.ladder.rungs.get(usize::from(rung)).map_or_else(String::new, |rung| rung.id.clone())
        }
        Spot::None => "none".to_owned(),
        Spot::Untold => "untold".to_owned(),
    }
}

fn named(standings: &Standings, spot: Spot, lang: Lang) -> String {
    Naming::Titles(lang).spot(&standings.ladder, spot).unwrap_or_default()
}

/// The rungs, the highest first.
fn rungs(standings: &Standings) -> impl Iterator<Item = u8> {
    (0..u8::try_from(standings.ladder.rungs.len()).unwrap_or(u8::MAX)).rev()
}

/// The rungs through the years, the highest first, then those on none and those not told.
pub fn counts(standings: &Standings, id: &str, words: &Words, lang: Lang) -> Vec<CountRow> {
    let counts: Vec<Counts> = (0..standings.moments.len()).map(|moment| standings.counts(moment)).collect();
    let row = |spot: Spot| CountRow {
        name: named(standings, spot, lang),
        cells: counts
            .iter()
            .enumerate()
            .map(|(moment, counts)| cell(standings, counts, moment, spot, id, words))
            .collect(),
    };
    let untold = counts.iter().any(|counts| counts.untold > 0).then_some(Spot::Untold);
    rungs(standings).map(Spot::Rung).chain([Spot::None]).chain(untold).map(row).collect()
}

fn cell(standings: &Standings, counts: &Counts, moment: usize, spot: Spot, id: &str, words: &Words) -> CountCell {
    let year = standings.moments.get(moment).map_or_else(String::new, |moment| moment.year.to_string());
    let asked = Asked { year, ..Asked::default() };
    let (n, is_told) = match spot {
        Spot::Rung(rung) => {
            let rung = usize::from(rung);
            (counts.held[rung], standings.told[moment][rung] || standings.ladder.rungs[rung].holds.is_none())
        }
        Spot::None => (counts.none, true),
        Spot::Untold => (counts.untold, true),
    };
    let held = match (is_told, n) {
        (false, _) => Link::new("…", ""),
        (true, 0) => Link::new("0", ""),
        (true, n) => Link::new(number(n), Asked { spot: word(standings, spot), ..asked.clone() }.address(id, 1)),
    };
    let reached = match spot {
        Spot::Rung(rung) if standings.assessed[moment][usize::from(rung)].is_some() => {
            let n = counts.reached[usize::from(rung)];
            let href = Asked { reached: word(standings, spot), ..asked }.address(id, 1);
            Link::new(words.with("ladder-own", &[("n", &number(n))]), if n > 0 { href } else { String::new() })
        }
        _ => Link::default(),
    };
    CountCell { held, reached }
}

/// What is to be known of the counts: rungs of which no list and no scheme is there.
pub fn notes(standings: &Standings, words: &Words, lang: Lang) -> Vec<String> {
    let silent = standings.ladder.rungs.iter().enumerate().filter(|(rung, own)| {
        own.holds.is_some() && standings.told.iter().all(|told| !told.get(*rung).copied().unwrap_or(false))
    });
    let silent: Vec<&str> = silent.map(|(_, rung)| rung.title.get(lang)).collect();
    let mut notes = vec![words.get("ladder-counts-note")];
    if !silent.is_empty() {
        notes.push(words.with("ladder-no-list", &[("n", &silent.join(&words.get("list-comma")))]));
    }
    notes
}

/// The ways that anybody went, from the highest rung down; those that stayed and those never told are left out.
pub fn ways(standings: &Standings, id: &str, lang: Lang) -> Vec<WayRow> {
    let n = standings.moments.len();
    let mut ways: BTreeMap<(Spot, Spot), Vec<Link>> = BTreeMap::new();
    for moment in 1..n {
        for flow in standings.flows(moment) {
            let is_on = |spot| matches!(spot, Spot::Rung(_));
            if flow.from == flow.to || !(is_on(flow.from) || is_on(flow.to)) {
                continue;
            }
            let asked = Asked {
                year: standings.moments[moment].year.to_string(),
                spot: word(standings, flow.to),
                from: word(standings, flow.from),
                ..Asked::default()
            };
            let cells = ways.entry((flow.from, flow.to)).or_insert_with(|| vec![Link::default(); n]);
            cells[moment] = Link::new(number(flow.n), asked.address(id, 1));
        }
    }
    let row = |((from, to), cells): ((Spot, Spot), Vec<Link>)| WayRow {
        from: named(standings, from, lang),
        to: named(standings, to, lang),
        cells,
    };
    ways.into_iter().rev().map(row).collect()
}

/// The drawing; `None` where nobody stands on any rung.
pub fn chart(standings: &Standings, words: &Words, lang: Lang) -> Option<Svg> {
    let n_years = standings.moments.len();
    let counts: Vec<Counts> = (0..n_years).map(|moment| standings.counts(moment)).collect();
    if counts.iter().all(|counts| counts.held.iter().all(|n| *n == 0)) {
        return None;
    }
    let lanes: Vec<Lane> = rungs(standings)
        .map(|rung| Lane {
            name: named(standings, Spot::Rung(rung), lang),
            counts: counts.iter().map(|counts| counts.held[usize::from(rung)]).collect(),
        })
        .collect();
    let outside = lanes.len();
    let lane = |spot| match spot {
        Spot::Rung(rung) => outside - 1 - usize::from(rung),
        Spot::None | Spot::Untold => outside,
    };
    let ways = (1..n_years).flat_map(|moment| {
        let each = standings.flows(moment).iter();
        each.map(move |flow| Way { year: moment - 1, from: lane(flow.from), to: lane(flow.to), n: flow.n })
            .filter(move |way| way.from != outside || way.to != outside)
    });
    Some(sankey(&Sankey {
        ways: ways.collect(),
        lanes,
        outside: words.get("ladder-outside"),
        n_years,
        label: words.with("ladder-chart", &[("n", &n_years.to_string())]),
    }))
}
