//! `huoju match`: which offers fit whom; of one enterprise as text, of all as a table.

pub mod stored;
mod table;
mod text;

use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_catalogue::offers::Open;
use huoju_programme::evaluate::matching::{Matcher, Standing};
use huoju_scheme::{Input, InputKind};
use huoju_table::{Table, Wanted};

use crate::args::{Data, Match};
use crate::evaluate::explain;
use crate::evaluate::population::{last_full_year, today};
use crate::output::progress::opening;
use crate::report::{Exit, Failure, Remarks, note, say};
use crate::words::Words;

/// How many enterprises stand how to each offer.
type Counts = Vec<[usize; Standing::ALL.len()]>;

/// Runs the command.
pub fn run(asked: &Match, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let mut offers =
        catalogue.offers_named(asked.offers.as_deref()).map_err(|error| Failure::catalogue(&error, words))?;
    let day = asked.as_of.unwrap_or_else(today);
    let shut = words.list(offers.iter().filter(|o| o.open(day) == Open::Closed).map(|o| words.name(&o.title)));
    if !shut.is_empty() {
        note(&words.with("match-closed", &[("day", &day.to_string()), ("offers", &shut)]), words);
    }
    offers.retain(|offer| offer.open(day) != Open::Closed);
    if offers.is_empty() {
        return Err(Failure::new(words.get("match-no-offers")));
    }
    let offers: Arc<[_]> = offers.into();
    match &asked.data {
        Data::Store(place) => stored::run(asked, place, offers, day, catalogue, words),
        Data::File(file) => {
            let draft =
                Matcher::new(Arc::clone(&offers), asked.period.unwrap_or_else(last_full_year), day, asked.presume);
            let columns = draft.inputs().iter().map(|input| (input.code.clone(), input.earlier)).collect();
            let wanted = Wanted { columns, period: asked.period, sheet: asked.sheet.clone(), ..Wanted::default() };
            let open = || huoju_table::open(file, &wanted, catalogue.dictionary());
            let table = opening(file, words, open).map_err(|error| Failure::table(&error, words))?;
            let period = asked.period.or(table.layout().period).unwrap_or_else(last_full_year);
            let matcher = Matcher::new(offers, period, day, asked.presume);
            announce(&table, &matcher, asked.presume, words);
            match &asked.subject {
                None => table::run(asked, &table, &matcher, words),
                Some(subject) => {
                    let row = explain::one(&table, file, subject, words)?;
                    text::write(asked, &matcher, &row, words)
                }
            }
        }
    }
}

/// Remarks on the file, then the figures that it has no column for, which leave conditions undetermined.
fn announce(table: &Table, matcher: &Matcher, presume: bool, words: &Words) {
    let layout = table.layout();
    Remarks::of(&layout.notices).say(words);
    let is_presumed = |input: &Input| presume && matches!(input.kind, InputKind::Fact { presumed: Some(_) });
    let absent = |input: &&Input| layout.absent.contains(&(input.code.clone(), input.earlier)) && !is_presumed(input);
    let names: Vec<_> = matcher.inputs().iter().filter(absent).map(|input| input.label(words.lang)).collect();
    if !names.is_empty() {
        note(&words.with("match-absent", &[("names", &names.join(&words.get("semicolon")))]), words);
    }
}

/// The counts of each offer on stderr, then what is a sample.
fn say_all(asked: &Match, matcher: &Matcher, counts: &Counts, words: &Words) {
    let about = [("period", words.period(matcher.period())), ("day", matcher.day().to_string())];
    say(&words.with("match-title", &about.each_ref().map(|(key, value)| (*key, value.as_str()))));
    for (offer, counts) in matcher.offers().iter().zip(counts) {
        let [fits, one, open, not] = counts.map(|n| n.to_string());
        let about =
            [("offer", words.name(&offer.title)), ("fits", &fits), ("one", &one), ("open", &open), ("not", &not)];
        say(&words.with("match-counts", &about));
    }
    if matcher.offers().iter().any(|offer| offer.sample) {
        note(&words.get("match-sample-note"), words);
    }
    if let Some(path) = &asked.out {
        say(&words.with("summary-written", &[("path", &path.display().to_string())]));
    }
}
