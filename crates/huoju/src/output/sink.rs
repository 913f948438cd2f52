//! One result on its way to where it was asked for.

use std::io::{self, Write};
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use huoju_model::Lang;
use huoju_scheme::scheme::Reading;
use huoju_scheme::{Explanation, Program, Settings, cited};
use huoju_table::TableError;
use huoju_table::write::{EncodedGroup, Encoder, FileFormat, ParquetSink, WriteOptions, Writer};

use crate::args::{Assess, Format};
use crate::output::columns::{self, Column, for_file};
use crate::output::lines::Lines;
use crate::output::place::Place;
use crate::output::speech::Speech;
use crate::report::Failure;
use crate::words::Words;

/// Rows of the result, as the sink takes them.
pub enum Rows {
    /// A batch.
    Batch(RecordBatch),
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
            Explain::Text(lang) => explanation.brief(lang) + "\n",
            Explain::Json(lang) => explanation.json(lang).to_string(),
        }
    }
}

impl Explain {
    /// What stands between two of them.
    fn between(self) -> &'static [u8] {
        match self {
            Explain::Text(_) => b"",
            Explain::Json(_) => b",\n",
        }
    }
}

/// What a result is of.
pub struct Of<'a> {
    /// The scheme.
    pub program: &'a Program,
    /// Period, day, treatment of missing figures.
    pub settings: &'a Settings,
    /// The population's schema.
    pub schema: SchemaRef,
}

/// Where a result is written.
pub enum Sink {
    /// Aligned text.
    Lines(Lines),
    /// Explanations, as text or in one JSON document.
    Explanations {
        /// Where they go.
        place: Place,
        /// How each is written.
        explain: Explain,
        /// How many were written.
        n: usize,
        /// What stands behind the last.
        tail: String,
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
    pub fn create(asked: &Assess, columns: &[Column], of: &Of<'_>, words: &Words) -> Result<Self, Failure> {
        let out = asked.out.as_deref();
        let place = || Place::open(out).map_err(|error| Failure::unwritable(out, &error, words));
        match asked.format {
            Format::Table | Format::Json if asked.explain => {
                let mut place = place()?;
                let (explain, head, tail) = frame(asked.format, of, words);
                place.write_all(head.as_bytes()).map_err(|error| Failure::unwritable(out, &error, words))?;
                Ok(Sink::Explanations { place, explain, n: 0, tail })
            }
            Format::Table => Ok(Sink::Lines(Lines::new(place()?, columns, of.program, words))),
            Format::Csv => writer(FileFormat::Csv, out, columns, of, words).map(Sink::File),
            Format::Xlsx => {
                let speech = Speech::new(of.program, words);
                Ok(Sink::Workbook(writer(FileFormat::Xlsx, out, columns, of, words)?, speech, columns.to_vec()))
            }
            Format::Parquet => parquet(out.unwrap_or(Path::new("-")), columns, of, words),
            Format::Json => writer(FileFormat::Json, out, columns, of, words).map(Sink::File),
        }
    }

    /// How rows are explained, where that is asked for.
    pub fn explains(&self) -> Option<Explain> {
        match self {
            Sink::Explanations { explain, .. } => Some(*explain),
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
    pub fn take(&mut self, rows: Rows, out: Option<&Path>, words: &Words) -> Result<(), Failure> {
        let table = |done: Result<(), TableError>| done.map_err(|error| Failure::output(&error, out, words));
        let io = |done: io::Result<()>| done.map_err(|error| Failure::unwritable(out, &error, words));
        match (self, rows) {
            (Sink::Lines(lines), Rows::Batch(batch)) => io(lines.write(&columns::with_integers(batch)?)),
            (Sink::File(writer), Rows::Batch(batch)) => table(writer.write(&columns::with_integers(batch)?)),
            (Sink::Workbook(writer, speech, columns), Rows::Batch(batch)) => {
                let batch = columns::with_integers(batch)?;
                table(writer.write(speech.batch(&batch, columns).as_ref().unwrap_or(&batch)))
            }
            (Sink::Parquet(sink), Rows::Group(group)) => table(sink.append(group)),
            (Sink::Explanations { place, explain, n, .. }, Rows::Explained(texts)) => {
                io(texts.iter().try_for_each(|text| {
                    *n += 1;
                    place.write_all(if *n > 1 { explain.between() } else { b"" })?;
                    place.write_all(text.as_bytes())
                }))
            }
            _ => Err(Failure::new("rows came in a form that this output does not take".to_owned())),
        }
    }

    /// Puts what is whole in its place.
    pub fn finish(self, out: Option<&Path>, words: &Words) -> Result<(), Failure> {
        match self {
            Sink::Lines(lines) => lines.finish().map_err(|error| Failure::unwritable(out, &error, words)),
            Sink::Explanations { mut place, tail, .. } => {
                let ended = place.write_all(tail.as_bytes()).and_then(|()| place.finish());
                ended.map_err(|error| Failure::unwritable(out, &error, words))
            }
            Sink::File(writer) | Sink::Workbook(writer, ..) => {
                writer.finish().map_err(|error| Failure::output(&error, out, words))
            }
            Sink::Parquet(sink) => sink.finish().map_err(|error| Failure::output(&error, out, words)),
        }
    }
}

/// What stands before the first explanation and behind the last: the scheme, and how its words were read.
fn frame(format: Format, of: &Of<'_>, words: &Words) -> (Explain, String, String) {
    let (scheme, period) = (of.program.scheme(), of.settings.period);
    if format == Format::Json {
        let (id, period) = (json(&scheme.id), json(&period.to_string()));
        let head =
            format!("{{\"format\":\"huoju.explanations/1\",\"scheme\":{id},\"period\":{period},\"explanations\":[\n");
        return (Explain::Json(words.lang), head, "\n]}\n".to_owned());
    }
    let period = words.period(period);
    let about = [("title", words.name(&scheme.title)), ("source", &scheme.source), ("period", &period)];
    let head = words.with("explained-head", &about) + "\n\n";
    let reading = |reading: &Reading| {
        let about = [("clause", &*cited(&reading.clause)), ("text", words.name(&reading.text))];
        format!("  {}\n", words.with("explained-reading", &about))
    };
    let readings: String = scheme.readings.iter().map(reading).collect();
    let tail = if readings.is_empty() { String::new() } else { words.get("explained-readings") + "\n" + &readings };
    (Explain::Text(words.lang), head, tail)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn writer(
    format: FileFormat,
    out: Option<&Path>,
    columns: &[Column],
    of: &Of<'_>,
    words: &Words,
) -> Result<Writer, Failure> {
    let columns = for_file(columns, words);
    let json_head = vec![
        ("format", "huoju.assessments/1".to_owned()),
        ("scheme", of.program.scheme().id.clone()),
        ("period", of.settings.period.to_string()),
    ];
    let options = WriteOptions { csv_mark: out.is_some(), json_head, ..WriteOptions::default() };
    let writer = match out {
        Some(path) => Writer::create(path, format, columns, options),
        None => Writer::to(Box::new(io::BufWriter::new(io::stdout())), format, columns, options),
    };
    writer.map_err(|error| Failure::output(&error, out, words))
}

/// The schema is that of an assessment of nobody.
fn parquet(path: &Path, columns: &[Column], of: &Of<'_>, words: &Words) -> Result<Sink, Failure> {
    let nobody = RecordBatch::new_empty(SchemaRef::clone(&of.schema));
    let assessed = of.program.assess(&nobody, of.settings);
    let assessed = assessed.map_err(|error| Failure::assess(&error, words))?;
    let schema = columns::assemble(columns, &nobody, &assessed)?.schema();
    ParquetSink::create(path, schema).map(Sink::Parquet).map_err(|error| Failure::output(&error, Some(path), words))
}
