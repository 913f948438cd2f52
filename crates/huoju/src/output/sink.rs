//! One result on its way to where it was asked for.

use std::io::{self, Write};
use std::path::Path;

use arrow_array::RecordBatch;
use huoju_model::Lang;
use huoju_scheme::Explanation;
use huoju_table::TableError;
use huoju_table::write::{EncodedGroup, Encoder, FileFormat, ParquetSink, WriteOptions, Writer};

use crate::args::{Assess, Format};
use crate::evaluate::population::Population;
use crate::output::columns::{self, Column, for_file};
use crate::output::lines::Lines;
use crate::output::place::Place;
use crate::output::speech::Speech;
use crate::report::Failure;
use crate::words::Words;

/// Rows of the result, as the sink takes them.
pub enum Rows {
    /// A batch, with a text to write under each row or none at all.
    Batch(RecordBatch, Vec<String>),
    /// Explanations alone.
    Explained(Vec<String>),
    /// A row group of Parquet, encoded on the thread that assessed it.
    Group(EncodedGroup),
}

/// How a row's explanation is written.
#[derive(Debug, Clone, Copy)]
pub enum Explain {
    /// Text, in a language.
    Text(Lang),
    /// JSON, in a language.
    Json(Lang),
}

impl Explain {
    /// The explanation's text.
    pub fn text(self, explanation: &Explanation) -> String {
        match self {
            Explain::Text(lang) => explanation.text(lang),
            Explain::Json(lang) => explanation.json(lang).to_string(),
        }
    }
}

/// Where a result is written.
pub enum Sink {
    /// Aligned text.
    Lines(Lines),
    /// Explanations, in one JSON document.
    Explanations {
        /// Where it goes.
        place: Place,
        /// How many were written.
        n: usize,
    },
    /// A file of `huoju-table`, or stdout in one of its formats.
    File(Writer),
    /// A workbook, which people read.
    Workbook(Writer, Speech, Vec<Column>),
    /// Parquet, whose row groups come encoded.
    Parquet(ParquetSink),
}

impl Sink {
    /// Opens what was asked for.
    pub fn create(asked: &Assess, columns: &[Column], population: &Population, words: &Words) -> Result<Self, Failure> {
        let out = asked.out.as_deref();
        let place = || Place::open(out).map_err(|error| io_failure(&error, out, words));
        match asked.format {
            Format::Table => Ok(Sink::Lines(Lines::new(place()?, columns, &population.program, words))),
            Format::Json if asked.explain => {
                let mut place = place()?;
                let head = b"{\"format\":\"huoju.explanations/1\",\"explanations\":[\n";
                place.write_all(head).map_err(|error| io_failure(&error, out, words))?;
                Ok(Sink::Explanations { place, n: 0 })
            }
            Format::Csv => writer(FileFormat::Csv, out, columns, words).map(Sink::File),
            Format::Xlsx => {
                let speech = Speech::new(&population.program, words);
                Ok(Sink::Workbook(writer(FileFormat::Xlsx, out, columns, words)?, speech, columns.to_vec()))
            }
            Format::Parquet => parquet(out.unwrap_or(Path::new("-")), columns, population, words),
            Format::Json => writer(FileFormat::Json, out, columns, words).map(Sink::File),
        }
    }

    /// How rows are explained, where that is asked for.
    pub fn explains(&self, asked: &Assess, lang: Lang) -> Option<Explain> {
        match self {
            Sink::Lines(_) if asked.explain => Some(Explain::Text(lang)),
            Sink::Explanations { .. } => Some(Explain::Json(lang)),
            _ => None,
        }
    }

    /// What encodes row groups, where they are taken so.
    pub fn encoder(&self) -> Option<Encoder> {
        match self {
            Sink::Parquet(sink) => Some(sink.encoder()),
            _ => None,
        }
    }

    /// Writes rows, in the file's order.
    pub fn take(&mut self, rows: Rows, words: &Words) -> Result<(), Failure> {
        let table = |done: Result<(), TableError>| done.map_err(|error| Failure::table(&error, words));
        let io = |done: io::Result<()>| done.map_err(|error| io_failure(&error, None, words));
        match (self, rows) {
            (Sink::Lines(lines), Rows::Batch(batch, explained)) => {
                io(lines.write(&columns::with_integers(batch)?, &explained))
            }
            (Sink::File(writer), Rows::Batch(batch, _)) => table(writer.write(&columns::with_integers(batch)?)),
            (Sink::Workbook(writer, speech, columns), Rows::Batch(batch, _)) => {
                let batch = columns::with_integers(batch)?;
                table(writer.write(speech.batch(&batch, columns).as_ref().unwrap_or(&batch)))
            }
            (Sink::Parquet(sink), Rows::Group(group)) => table(sink.append(group)),
            (Sink::Explanations { place, n }, Rows::Explained(texts)) => io(texts.iter().try_for_each(|text| {
                *n += 1;
                place.write_all(if *n > 1 { b",\n" } else { b"" })?;
                place.write_all(text.as_bytes())
            })),
            _ => Err(Failure::new("rows came in a form that this output does not take".to_owned())),
        }
    }

    /// Puts what is whole in its place.
    pub fn finish(self, words: &Words) -> Result<(), Failure> {
        match self {
            Sink::Lines(lines) => lines.finish().map_err(|error| io_failure(&error, None, words)),
            Sink::Explanations { mut place, .. } => {
                let ended = place.write_all(b"\n]}\n").and_then(|()| place.finish());
                ended.map_err(|error| io_failure(&error, None, words))
            }
            Sink::File(writer) | Sink::Workbook(writer, ..) => {
                writer.finish().map_err(|error| Failure::table(&error, words))
            }
            Sink::Parquet(sink) => sink.finish().map_err(|error| Failure::table(&error, words)),
        }
    }
}

fn writer(format: FileFormat, out: Option<&Path>, columns: &[Column], words: &Words) -> Result<Writer, Failure> {
    let columns = for_file(columns, words);
    let options = WriteOptions { csv_mark: out.is_some(), ..WriteOptions::default() };
    let writer = match out {
        Some(path) => Writer::create(path, format, columns, options),
        None => Writer::to(Box::new(io::BufWriter::new(io::stdout())), format, columns, options),
    };
    writer.map_err(|error| Failure::table(&error, words))
}

/// The schema is that of an assessment of nobody.
fn parquet(path: &Path, columns: &[Column], population: &Population, words: &Words) -> Result<Sink, Failure> {
    let nobody = RecordBatch::new_empty(population.table.schema());
    let assessed = population.program.assess(&nobody, &population.settings);
    let assessed = assessed.map_err(|error| Failure::assess(&error, words))?;
    let schema = columns::assemble(columns, &nobody, &assessed)?.schema();
    ParquetSink::create(path, schema).map(Sink::Parquet).map_err(|error| Failure::table(&error, words))
}

fn io_failure(error: &io::Error, out: Option<&Path>, words: &Words) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::Closed;
    }
    Failure::unwritable(out.unwrap_or(Path::new("-")), error, words)
}
