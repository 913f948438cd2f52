//! Enterprises and offers as a table, read from a file part by part.

use arrow_array::RecordBatch;
use huoju_model::Lang;
use huoju_programme::evaluate::matching::{Matched, Matcher, Standing, table};
use huoju_table::write::{WriteOptions, Writer};
use huoju_table::{Batch, Table};

use super::{Counts, say_all};
use crate::args::Match;
use crate::evaluate::assess::Piece as Read;
use crate::evaluate::pool::{self, Stopped};
use crate::evaluate::population::Trouble;
use crate::evaluate::summary::Seen;
use crate::report::{Exit, Failure, refusals};
use crate::words::Words;

/// One batch of the file.
struct Piece {
    rows: RecordBatch,
    counts: Counts,
    read: Read,
}

/// Matches a file.
pub fn run(asked: &Match, file: &Table, matcher: &Matcher, words: &Words) -> Result<Exit, Failure> {
    let mut writer = writer(asked, matcher, words)?;
    let (mut seen, mut counts) = (Seen::new(None, false), nobody(matcher));
    let fail = |error| Failure::output(&error, asked.out.as_deref(), words);
    let lang = words.lang;
    let done = pool::in_order(
        file.n_parts(),
        asked.threads,
        |part, give| read_part(file, matcher, lang, part, give),
        |piece: Piece| {
            add(&mut counts, &piece.counts);
            seen.add(piece.read);
            writer.write(&piece.rows).map_err(|error| Trouble::Said(fail(error)))
        },
    );
    done.map_err(|trouble| trouble.said(words))?;
    if counts[0].iter().sum::<usize>() == 0 {
        refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
        return Err(Failure::new(words.get(if seen.n_refused > 0 { "nothing-assessed" } else { "no-subjects" })));
    }
    writer.finish().map_err(fail)?;
    seen.remarks.say(words);
    refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
    say_all(asked, matcher, &counts, words);
    Ok(if seen.n_refused > 0 { Exit::Refused } else { Exit::Done })
}

fn read_part(
    file: &Table,
    matcher: &Matcher,
    lang: Lang,
    part: usize,
    give: &mut dyn FnMut(Piece) -> Result<(), Stopped>,
) -> Result<(), Trouble> {
    for batch in file.read_part(part).map_err(Trouble::Table)? {
        let Batch { population, refusals, notices, n_read, .. } = batch.map_err(Trouble::Table)?;
        let matched = matcher.rows(&population).map_err(Trouble::Assess)?;
        let rows = rows(matcher, &matched, &population, lang).map_err(Trouble::Said)?;
        let counts = count(matcher, &matched, population.num_rows());
        let read = Read { n_read, refusals, notices, ..Read::default() };
        if give(Piece { rows, counts, read }).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// A row for every enterprise and offer.
pub fn rows(
    matcher: &Matcher,
    matched: &Matched<'_>,
    population: &RecordBatch,
    lang: Lang,
) -> Result<RecordBatch, Failure> {
    let rows = table::rows(matcher, matched, population, lang, |_, _| true);
    rows.map_err(|error| Failure::new(error.to_string()))
}

/// The file or stdout that the rows go to.
pub fn writer(asked: &Match, matcher: &Matcher, words: &Words) -> Result<Writer, Failure> {
    let json_head = vec![
        ("format", "huoju.match/1".to_owned()),
        ("period", matcher.period().to_string()),
        ("day", matcher.day().to_string()),
    ];
    let options = WriteOptions { csv_mark: asked.out.is_some(), json_head, ..WriteOptions::default() };
    let format = asked.format.file();
    let columns = table::columns(words.lang);
    let writer = match &asked.out {
        Some(path) => Writer::create(path, format, columns, options),
        None => Writer::to(Box::new(std::io::BufWriter::new(std::io::stdout())), format, columns, options),
    };
    writer.map_err(|error| Failure::output(&error, asked.out.as_deref(), words))
}

fn nobody(matcher: &Matcher) -> Counts {
    vec![Default::default(); matcher.offers().len()]
}

/// How many of these rows stand how to each offer.
pub fn count(matcher: &Matcher, matched: &Matched<'_>, n_rows: usize) -> Counts {
    let mut counts = nobody(matcher);
    for (offer, counts) in counts.iter_mut().enumerate() {
        for row in 0..n_rows {
            let standing = matched.standing(offer, row);
            let place = Standing::ALL.iter().position(|one| *one == standing).unwrap_or_default();
            counts[place] += 1;
        }
    }
    counts
}

fn add(counts: &mut Counts, more: &Counts) {
    for (sums, more) in counts.iter_mut().zip(more) {
        sums.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
    }
}
