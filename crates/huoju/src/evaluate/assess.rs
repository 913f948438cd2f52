//! `huoju assess`: from a file and a scheme to a result, a row a subject.
//!
//! Parts of the file are read and assessed on several threads; the result is written in the file's order, to a
//! draft that takes its place when it is whole. What is in memory is bounded by threads and batches, not by rows.

use std::collections::HashSet;

use arrow_array::{ArrayRef, RecordBatch};
use huoju_catalogue::Catalogue;
use huoju_scheme::Tally;
use huoju_table::{Batch, Notice, Refusal};

use crate::args::{Assess, Data};
use crate::evaluate::pool::{self, Stopped};
use crate::evaluate::population::{Population, Trouble};
use crate::evaluate::summary::{self, Seen};
use crate::evaluate::{only, stored};
use crate::output::columns::{self, Column};
use crate::output::progress::Progress;
use crate::output::sink::{Explain, Of, Rows, Sink};
use crate::report::{Exit, Failure, refusals, say};
use crate::words::Words;
use huoju_table::write::Encoder;

/// One batch of the file, assessed.
#[derive(Default)]
pub struct Piece {
    /// The result's rows, as the sink takes them.
    pub rows: Option<Rows>,
    /// What was counted.
    pub tally: Tally,
    /// Rows read, those refused among them.
    pub n_read: usize,
    /// The cells and rows that were not read.
    pub refusals: Vec<Refusal>,
    /// Remarks.
    pub notices: Vec<Notice>,
    /// The subjects' ids, where they were asked for by id.
    pub ids: Option<ArrayRef>,
}

/// Runs the command.
pub fn run(asked: &Assess, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    if let Data::Store(place) = &asked.basis.data {
        return stored::assess(asked, place, catalogue, words);
    }
    let only = asked.only.as_deref().map(|only| only::read(only, words)).transpose()?;
    let population = Population::open(&asked.basis, only.clone(), asked.threads, catalogue, words)?;
    let layout = population.table.layout();
    let own = (&*layout.id.header, layout.name.as_ref().map(|column| &*column.header));
    let columns = columns::chosen(asked.columns.as_deref(), asked.format, &population.program, own, words)?;
    let Population { program, settings, .. } = &population;
    let of = Of { program, settings, schema: population.table.schema() };
    let mut sink = Sink::create(asked, &columns, &of, words)?;
    let seen = stream(asked, &population, &columns, only, &mut sink, words)?;
    if seen.tally.n == 0 {
        return Err(nothing(&seen, words));
    }
    // Before the result takes its place, so that both are there or neither.
    let marked = asked.refused.as_ref().map(|path| summary::write_refused(&asked.basis, path, &seen, words));
    let marked = marked.transpose()?;
    sink.finish(asked.out.as_deref(), words)?;
    seen.remarks.say(words);
    refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
    marked.iter().for_each(|line| say(line));
    summary::say_all(asked, &of, &seen, words);
    Ok(if seen.n_refused > 0 { Exit::Refused } else { Exit::Done })
}

/// Reads, assesses and writes every part; comes back with what was seen on the way.
fn stream(
    asked: &Assess,
    population: &Population,
    columns: &[Column],
    only: Option<HashSet<String>>,
    sink: &mut Sink,
    words: &Words,
) -> Result<Seen, Failure> {
    let mut progress = Progress::new(asked, population.table.layout().n_rows, words);
    let job = Job { population, columns, keeps_ids: only.is_some(), explain: sink.explains(), encoder: sink.encoder() };
    let mut seen = Seen::new(only, asked.refused.is_some());
    let done = pool::in_order(
        population.table.n_parts(),
        asked.threads,
        |part, give| job.part(part, give),
        |piece: Piece| {
            progress.add(piece.n_read, words);
            let rows = seen.add(piece);
            rows.map_or(Ok(()), |rows| sink.take(rows, asked.out.as_deref(), words)).map_err(Trouble::Said)
        },
    );
    progress.clear();
    done.map(|()| seen).map_err(|trouble| trouble.said(words))
}

/// Rows of a row group, and how many make one.
#[derive(Default)]
struct Group {
    batches: Vec<RecordBatch>,
    n_rows: usize,
}

const GROUP_ROWS: usize = 131_072;

impl Group {
    fn add(&mut self, batch: RecordBatch) {
        self.n_rows += batch.num_rows();
        self.batches.push(batch);
    }
}

/// What every thread does, without a word of the reader's language.
struct Job<'a> {
    population: &'a Population,
    columns: &'a [Column],
    keeps_ids: bool,
    explain: Option<Explain>,
    encoder: Option<Encoder>,
}

impl Job<'_> {
    fn part(&self, part: usize, give: &mut dyn FnMut(Piece) -> Result<(), Stopped>) -> Result<(), Trouble> {
        let mut group = Group::default();
        for batch in self.population.table.read_part(part).map_err(Trouble::Table)? {
            let piece = self.piece(batch.map_err(Trouble::Table)?, &mut group)?;
            if give(piece).is_err() {
                return Ok(());
            }
        }
        if let Some(rows) = self.encoded(&mut group)? {
            // Whoever takes it may have stopped, and then knows why.
            let _ = give(Piece { rows: Some(rows), ..Piece::default() });
        }
        Ok(())
    }

    fn piece(&self, batch: Batch, group: &mut Group) -> Result<Piece, Trouble> {
        let Population { program, settings, .. } = self.population;
        let assessed = program.assess(&batch.population, settings).map_err(Trouble::Assess)?;
        let rows = columns::assemble(self.columns, &batch.population, &assessed).map_err(Trouble::Said)?;
        let rows = match (&self.encoder, self.explain) {
            (Some(_), _) => {
                group.add(rows);
                if group.n_rows < GROUP_ROWS { None } else { self.encoded(group)? }
            }
            (None, Some(explain)) => Some(Rows::Explained(self.explained(&batch.population, explain)?)),
            (None, None) => Some(Rows::Batch(rows)),
        };
        let ids = batch.population.column_by_name("id").filter(|_| self.keeps_ids).cloned();
        let Batch { refusals, notices, n_read, .. } = batch;
        Ok(Piece { rows, tally: assessed.tally().clone(), n_read, refusals, notices, ids })
    }

    /// The row group that has come together, where there is one.
    fn encoded(&self, group: &mut Group) -> Result<Option<Rows>, Trouble> {
        let (Some(encoder), true) = (&self.encoder, group.n_rows > 0) else { return Ok(None) };
        let Group { batches, .. } = std::mem::take(group);
        encoder.encode(&batches).map(|group| Some(Rows::Group(group))).map_err(Trouble::Table)
    }

    /// A text for each row.
    fn explained(&self, population: &RecordBatch, explain: Explain) -> Result<Vec<String>, Trouble> {
        let Population { program, settings, .. } = self.population;
        let one = |row| program.explain(population, row, settings).map(|explanation| explain.text(&explanation));
        (0..population.num_rows()).map(one).collect::<Result<_, _>>().map_err(Trouble::Assess)
    }
}

/// Nothing could be assessed: what was refused, then the next step.
fn nothing(seen: &Seen, words: &Words) -> Failure {
    seen.remarks.say(words);
    refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
    let key = if seen.n_refused > 0 { "nothing-assessed" } else { "no-subjects" };
    Failure::new(words.get(key))
}
