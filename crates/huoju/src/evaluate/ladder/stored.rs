//! A ladder over a data directory: titles by the lists that were imported, own results by the last assessments.

use huoju_catalogue::Catalogue;
use huoju_model::Ladder;
use huoju_programme::evaluate::EvaluateError;
use huoju_programme::evaluate::ladder::list::{Asked, Entry, list};
use huoju_programme::evaluate::ladder::table::Line;
use huoju_programme::evaluate::ladder::{Standings, moments};
use huoju_store::{Place, Store};

use super::Sheet;
use super::summary::{self, Year};
use crate::args;
use crate::discover::operator;
use crate::evaluate::population::today;
use crate::evaluate::stored::running;
use crate::report::{Exit, Failure, note, say};
use crate::words::Words;

pub fn run(
    asked: &args::Ladder,
    place: &Place,
    ladder: Ladder,
    catalogue: &Catalogue,
    words: &Words,
) -> Result<Exit, Failure> {
    let day = asked.day.unwrap_or_else(today);
    let (standings, wanted, entries) = running(words, async {
        let store = Store::open(place, false).await?;
        let standings = Standings::read(&store, catalogue, &operator(), ladder, moments(day)).await?;
        let wanted: Vec<usize> = (0..standings.moments.len())
            .filter(|&moment| asked.period.is_none_or(|period| period.year() == standings.moments[moment].year))
            .collect();
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        for &moment in &wanted {
            let every = Asked { moment, ..Asked::default() };
            entries.push(list(&store, catalogue, &operator(), &standings, &every, 0, usize::MAX).await?.0);
        }
        Ok::<_, EvaluateError>((standings, wanted, entries))
    })?;
    if standings.subjects.is_empty() {
        return Err(Failure::new(words.get("stored-nobody")));
    }
    if wanted.is_empty() {
        let years = words.list(standings.moments.iter().map(|moment| moment.year.to_string()));
        return Err(Failure::new(words.with("ladder-no-year", &[("years", &years)])));
    }
    let mut sheet = Sheet::new(asked, &standings.ladder, words);
    for (&moment, entries) in wanted.iter().zip(&entries) {
        let lines: Vec<Line<'_>> = entries.iter().map(Line::of).collect();
        sheet.write(standings.moments[moment].year, &lines, words)?;
    }
    sheet.finish(words)?;
    untold(&standings, &wanted, words);
    let years = wanted.iter().map(|&moment| Year {
        year: standings.moments[moment].year,
        counts: standings.counts(moment),
        flows: standings.flows(moment).to_vec(),
        known: standings.told[moment]
            .iter()
            .zip(&standings.assessed[moment])
            .map(|(told, assessed)| [*told, assessed.is_some()])
            .collect(),
        moved: standings.n_moved(moment),
    });
    summary::say_all(&standings.ladder, &years.collect::<Vec<_>>(), words);
    if let Some(path) = &asked.out {
        say(&words.with("summary-written", &[("path", &path.display().to_string())]));
    }
    Ok(Exit::Done)
}

/// Rungs of which neither a list nor an assessment speaks in any year.
fn untold(standings: &Standings, wanted: &[usize], words: &Words) {
    let rungs = standings.ladder.rungs.iter().enumerate();
    let silent = rungs.filter(|(rung, _)| {
        wanted.iter().all(|&moment| !standings.told[moment][*rung] && standings.assessed[moment][*rung].is_none())
    });
    let titles = words.list(silent.map(|(_, rung)| words.name(&rung.title)));
    if !titles.is_empty() {
        note(&words.with("ladder-silent", &[("rungs", &titles)]), words);
    }
}
