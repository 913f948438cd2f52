//! What fits one enterprise, what nearly fits and why not, as text.

use std::io::Write;

use arrow_array::RecordBatch;
use huoju_catalogue::Offer;
use huoju_catalogue::offers::Open;
use huoju_model::Outcome;
use huoju_programme::evaluate::matching::{Matched, Matcher, Standing, table};

use crate::args::Match;
use crate::output::cell::cell;
use crate::output::place::Place;
use crate::report::{Exit, Failure};
use crate::words::Words;

/// Writes the answer of the one enterprise in `row`.
pub fn write(asked: &Match, matcher: &Matcher, row: &RecordBatch, words: &Words) -> Result<Exit, Failure> {
    let matched = matcher.rows(row).map_err(|error| Failure::assess(&error, words))?;
    let text = text(matcher, &matched, row, words);
    let out = asked.out.as_deref();
    let written = Place::open(out).and_then(|mut place| place.write_all(text.as_bytes()).and_then(|()| place.finish()));
    written.map_err(|error| Failure::unwritable(out, &error, words))?;
    Ok(Exit::Done)
}

fn text(matcher: &Matcher, matched: &Matched<'_>, row: &RecordBatch, words: &Words) -> String {
    let own = |column| row.column_by_name(column).and_then(|column| cell(column, 0));
    let head = [own("name"), own("id")].into_iter().flatten().collect::<Vec<_>>().join("  ");
    let (period, day) = (words.period(matcher.period()), matcher.day().to_string());
    let mut lines = vec![head, words.with("match-title", &[("period", &period), ("day", &day)])];
    for standing in Standing::ALL {
        let offers = (0..matcher.offers().len()).filter(|offer| matched.standing(*offer, 0) == standing);
        let offers: Vec<usize> = offers.collect();
        if offers.is_empty() {
            continue;
        }
        lines.push(String::new());
        let about = [("standing", words.name(&standing.name()).to_owned()), ("count", offers.len().to_string())];
        lines.push(words.with("match-group", &about.each_ref().map(|(key, value)| (*key, value.as_str()))));
        for offer in offers {
            lines.extend(one(matcher, matched, offer, words));
        }
    }
    lines.join("\n") + "\n"
}

/// The lines of one offer: what it gives, then why it is not had.
fn one(matcher: &Matcher, matched: &Matched<'_>, offer: usize, words: &Words) -> Vec<String> {
    let of = &matcher.offers()[offer];
    let sample = if of.sample { words.get("match-sample") } else { String::new() };
    let benefit = table::benefit(of, words.lang);
    let about = [("title", words.name(&of.title)), ("sample", sample.as_str()), ("benefit", benefit.as_str())];
    let mut lines = vec![words.with("match-offer", &about)];
    if matched.automatic(offer, 0) {
        lines.push(words.get("match-automatic"));
    }
    if let Some(other) = matched.gives_way(offer, 0) {
        lines.push(words.with("match-gives-way", &[("other", words.name(&matcher.offers()[other].title))]));
    }
    lines.extend(window(of, matcher, words));
    let failed = table::cited(&matched.conditions(offer, 0, Outcome::Fail), words.lang);
    if !failed.is_empty() {
        lines.push(words.with("match-failed", &[("conditions", &failed)]));
    }
    let open = table::cited(&matched.conditions(offer, 0, Outcome::Undetermined), words.lang);
    if !open.is_empty() {
        lines.push(words.with("match-undetermined", &[("conditions", &open)]));
    }
    let missing = table::figures(&matched.missing(offer, 0), words.lang);
    if !missing.is_empty() {
        lines.push(words.with("match-missing", &[("figures", &missing)]));
    }
    lines
}

/// What keeps it from being applied for now.
fn window(of: &Offer, matcher: &Matcher, words: &Words) -> Option<String> {
    if of.spent() {
        return Some(words.get("match-spent"));
    }
    let opens = of.window.map_or(of.in_force.from, |window| window.opens);
    (of.open(matcher.day()) == Open::NotYet).then(|| words.with("match-not-yet", &[("day", &opens.to_string())]))
}
