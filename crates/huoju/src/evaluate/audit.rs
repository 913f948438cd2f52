//! `huoju audit`: who stands within one unit of an edge, a row for each subject beside each edge.

use arrow_array::RecordBatch;
use huoju_catalogue::Catalogue;
use huoju_model::Lang;
use huoju_programme::evaluate::edges::columns;
use huoju_programme::sheet::record_batch;
use huoju_scheme::Input;
use huoju_scheme::audit::{audit, office_unit};
use huoju_table::Batch;
use huoju_table::write::{OutputColumn, WriteOptions, Writer};

use crate::args::Audit;
use crate::evaluate::assess::Piece as Read;
use crate::evaluate::pool::{self, Stopped};
use crate::evaluate::population::{Population, Trouble};
use crate::evaluate::summary::Seen;
use crate::output::cell::cell;
use crate::report::{Exit, Failure, refusals, say};
use crate::words::Words;

/// One batch of the file.
struct Piece {
    rows: RecordBatch,
    n: usize,
    /// How many stand beside an edge, and of how many the outcome changes with one unit.
    beside: [usize; 2],
    read: Read,
}

/// Runs the command.
pub fn run(asked: &Audit, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let population = Population::open(&asked.basis, None, asked.threads, catalogue, words)?;
    let mut writer = writer(asked, &population, words)?;
    let fail = |error| Failure::output(&error, asked.out.as_deref(), words);
    let lang = words.lang;
    let (mut seen, mut n, mut beside) = (Seen::new(None, false), 0, [0, 0]);
    let done = pool::in_order(
        population.table.n_parts(),
        asked.threads,
        |part, give| read_part(&population, lang, part, give),
        |piece: Piece| {
            n += piece.n;
            beside = [beside[0] + piece.beside[0], beside[1] + piece.beside[1]];
            seen.add(piece.read);
            writer.write(&piece.rows).map_err(|error| Trouble::Said(fail(error)))
        },
    );
    done.map_err(|trouble| trouble.said(words))?;
    refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
    if n == 0 {
        return Err(Failure::new(words.get(if seen.n_refused > 0 { "nothing-assessed" } else { "no-subjects" })));
    }
    writer.finish().map_err(fail)?;
    let about = [("n", n.to_string()), ("beside", beside[0].to_string()), ("turned", beside[1].to_string())];
    say(&words.with("audit-summary", &about.each_ref().map(|(key, value)| (*key, value.as_str()))));
    Ok(if seen.n_refused > 0 { Exit::Refused } else { Exit::Done })
}

fn read_part(
    population: &Population,
    lang: Lang,
    part: usize,
    give: &mut dyn FnMut(Piece) -> Result<(), Stopped>,
) -> Result<(), Trouble> {
    let Population { program, table, settings } = population;
    let unit = |input: &Input| office_unit(input).map(|(unit, _)| unit);
    for batch in table.read_part(part).map_err(Trouble::Table)? {
        let Batch { population: figures, refusals, notices, n_read, .. } = batch.map_err(Trouble::Table)?;
        let found = audit(program, &figures, settings, unit).map_err(Trouble::Assess)?;
        let text = |column: &str, row| figures.column_by_name(column).and_then(|array| cell(array, row));
        let columns = columns(program, &found, |row| (text("id", row), text("name", row)), lang);
        let rows = record_batch(&columns).map_err(|error| Trouble::Said(Failure::new(error.to_string())))?;
        let count = |turned: bool| {
            let rows = found.iter().filter(|one| !turned || one.outcome[0] != one.outcome[1]).map(|one| one.row);
            rows.collect::<std::collections::BTreeSet<_>>().len()
        };
        let read = Read { n_read, refusals, notices, ..Read::default() };
        let piece = Piece { rows, n: figures.num_rows(), beside: [count(false), count(true)], read };
        if give(piece).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn writer(asked: &Audit, population: &Population, words: &Words) -> Result<Writer, Failure> {
    let columns = columns(&population.program, &[], |_| (None, None), words.lang);
    let output = columns.into_iter().map(|c| OutputColumn { name: c.name, header: c.header, kind: c.kind }).collect();
    let json_head = vec![("format", "huoju.edges/1".to_owned()), ("scheme", population.program.scheme().id.clone())];
    let options = WriteOptions { csv_mark: asked.out.is_some(), json_head, ..WriteOptions::default() };
    let format = asked.format.file();
    let writer = match &asked.out {
        Some(path) => Writer::create(path, format, output, options),
        None => Writer::to(Box::new(std::io::BufWriter::new(std::io::stdout())), format, output, options),
    };
    writer.map_err(|error| Failure::output(&error, asked.out.as_deref(), words))
}
