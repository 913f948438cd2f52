//! `huoju match` on a data directory.

use std::sync::Arc;

use huoju_catalogue::{Catalogue, Offer};
use huoju_model::Period;
use huoju_programme::evaluate::matching::{Matcher, OfStore, kept, of_store};
use huoju_store::{Place, Store};
use jiff::civil::Date;

use super::{say_all, table, text};
use crate::args::Match;
use crate::discover::operator;
use crate::evaluate::explain::Search;
use crate::evaluate::population::{last_full_year, today};
use crate::evaluate::stored::{passed_over, running};
use crate::report::{Exit, Failure, note};
use crate::words::Words;

/// Matches the offers of the packs with the enterprises of a data directory, as of today, and keeps it for its pages.
pub fn keep(place: &Place, period: Period, catalogue: &Catalogue, words: &Words) -> Result<(), Failure> {
    running(words, async {
        let store = Store::open(place, false).await?;
        kept::keep(&store, catalogue, &operator(), period, today()).await.map(drop)
    })
}

/// Matches the enterprises of a data directory.
pub fn run(
    asked: &Match,
    place: &Place,
    offers: Arc<[Offer]>,
    day: Date,
    catalogue: &Catalogue,
    words: &Words,
) -> Result<Exit, Failure> {
    let matcher = Matcher::new(offers, asked.period.unwrap_or_else(last_full_year), day, asked.presume);
    let of_store: OfStore = running(words, async {
        let store = Store::open(place, false).await?;
        of_store(&store, catalogue, &operator(), &matcher).await
    })?;
    for over in &of_store.passed_over {
        note(&passed_over(&over.source, &over.why, over.n, words), words);
    }
    if of_store.ended > 0 {
        note(&words.with("stored-ended", &[("count", &of_store.ended.to_string())]), words);
    }
    let population = &of_store.population;
    if let Some(subject) = &asked.subject {
        let mut search = Search::of(subject.trim());
        search.rows(population);
        return text::write(asked, &matcher, &search.one(&place.folder, words)?, words);
    }
    let matched = matcher.rows(population).map_err(|error| Failure::assess(&error, words))?;
    let fail = |error| Failure::output(&error, asked.out.as_deref(), words);
    let mut writer = table::writer(asked, &matcher, words)?;
    writer.write(&table::rows(&matcher, &matched, population, words.lang)?).map_err(fail)?;
    writer.finish().map_err(fail)?;
    say_all(asked, &matcher, &table::count(&matcher, &matched, population.num_rows()), words);
    Ok(Exit::Done)
}
