//! What is said of a ladder at the end: how many stand on each rung, year by year, and who went where between years.

use huoju_model::Ladder;
use huoju_programme::evaluate::ladder::table::Naming;
use huoju_programme::evaluate::ladder::{Counts, Flow};

use crate::output::text::Columns;
use crate::report::say;
use crate::words::Words;

/// One year.
pub struct Year {
    /// Which.
    pub year: i16,
    /// How many stand where.
    pub counts: Counts,
    /// Who went where since the year before; empty at the first.
    pub flows: Vec<Flow>,
    /// Of each rung, whether its title is told of anybody, and whether anybody was assessed.
    pub known: Vec<[bool; 2]>,
    /// How many rose, and how many fell.
    pub moved: [usize; 2],
}

/// Says all of it on stderr.
pub fn say_all(ladder: &Ladder, years: &[Year], words: &Words) {
    say(&words.with("ladder-summary", &[("title", words.name(&ladder.title)), ("ladder", &ladder.id)]));
    aligned(&counts(ladder, years, words));
    for year in years.iter().filter(|year| !year.flows.is_empty()) {
        moved(ladder, year, words);
    }
}

fn aligned(rows: &[Vec<String>]) {
    let n = rows.first().map_or(0, Vec::len);
    let columns = Columns::of(rows, (0..n).map(|column| column > 0).collect());
    rows.iter().for_each(|row| say(columns.line(row).trim_end()));
}

/// The highest rung first, `by title held / by own assessment`.
fn counts(ladder: &Ladder, years: &[Year], words: &Words) -> Vec<Vec<String>> {
    let head = std::iter::once(words.get("ladder-by")).chain(years.iter().map(|year| year.year.to_string()));
    let mut rows = vec![head.collect()];
    for (rung, title) in ladder.rungs.iter().enumerate().rev() {
        let cell = |year: &Year| {
            let [told, assessed] = year.known.get(rung).copied().unwrap_or_default();
            let n = |is_known: bool, n: usize| if is_known { n.to_string() } else { "…".to_owned() };
            format!("{} / {}", n(told, year.counts.held[rung]), n(assessed, year.counts.reached[rung]))
        };
        rows.push(row(words.name(&title.title), years, cell));
    }
    rows.push(row(&words.get("ladder-none"), years, |year| year.counts.none.to_string()));
    if years.iter().any(|year| year.counts.untold > 0) {
        rows.push(row(&words.get("ladder-untold"), years, |year| year.counts.untold.to_string()));
    }
    rows
}

fn row(name: &str, years: &[Year], cell: impl Fn(&Year) -> String) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(years.iter().map(cell)).collect()
}

/// Those who rose and fell, then each way that anybody went.
fn moved(ladder: &Ladder, year: &Year, words: &Words) {
    let [rose, fell] = year.moved.map(|n| n.to_string());
    let about = [("from", (year.year - 1).to_string()), ("to", year.year.to_string()), ("rose", rose), ("fell", fell)];
    say(&words.with("ladder-moved", &about.each_ref().map(|(key, value)| (*key, value.as_str()))));
    let spot = |spot| Naming::Titles(words.lang).spot(ladder, spot).unwrap_or_default();
    for flow in year.flows.iter().filter(|flow| flow.from != flow.to) {
        say(&format!("  {} → {}  {}", spot(flow.from), spot(flow.to), flow.n));
    }
}
