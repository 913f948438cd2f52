//! From populations and results to files: CSV, XLSX, Parquet, JSON.
//!
//! A file is written beside its place under another name and moved there by [`Writer::finish`]: it is whole or absent.

pub(crate) mod csv;
mod json;
mod parquet;
pub(crate) mod place;
pub(crate) mod value;
pub(crate) mod xlsx;

use std::io::Write;
use std::path::Path;

use arrow_array::RecordBatch;

use crate::error::TableError;
pub use parquet::{EncodedGroup, Encoder, ParquetSink};
use place::Place;

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// Parquet.
    Parquet,
    /// One document, its objects under `rows`; an object a line where the file ends in `.jsonl`.
    Json,
}

impl FileFormat {
    /// The format of a file's ending.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(FileFormat::Csv),
            "xlsx" => Some(FileFormat::Xlsx),
            "parquet" => Some(FileFormat::Parquet),
            "json" | "jsonl" => Some(FileFormat::Json),
            _ => None,
        }
    }
}

/// A column of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputColumn {
    /// Its name: the header of CSV, the field of Parquet and JSON.
    pub name: String,
    /// Its header in a workbook, with the unit: `研发费用（元）`.
    pub header: String,
    /// What its values are.
    pub kind: OutputKind,
}

/// What the values of an output column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputKind {
    /// Text, codes among them: stays text in a workbook. Utf8, or a dictionary of Utf8.
    Text,
    /// Integers of `10^-scale`: points, amounts. Any integer type.
    Number {
        /// Decimal places.
        scale: u8,
    },
    /// Yes or no: Boolean.
    Fact,
    /// A day: Date32.
    Date,
}

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOptions {
    /// Whether CSV begins with a byte order mark, without which Excel takes it for GBK.
    pub csv_mark: bool,
    /// Whether JSON is an object a line rather than one document.
    pub json_lines: bool,
    /// What a JSON document says before its rows: `format` and whatever the rows share.
    pub json_head: Vec<(&'static str, String)>,
}

impl Default for WriteOptions {
    fn default() -> Self {
        WriteOptions { csv_mark: true, json_lines: false, json_head: vec![("format", "huoju.table/1".to_owned())] }
    }
}

/// Writes record batches of one schema, in order.
pub struct Writer {
    sink: Box<dyn Sink>,
    place: Option<Place>,
}

/// A format's own part of writing.
trait Sink: Send {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError>;
    fn finish(self: Box<Self>) -> Result<(), TableError>;
}

impl Writer {
    /// Writes a file. Nothing stands at `path` before [`finish`](Self::finish), and nothing is left of it without.
    pub fn create(
        path: &Path,
        format: FileFormat,
        columns: Vec<OutputColumn>,
        options: WriteOptions,
    ) -> Result<Self, TableError> {
        let (place, file) = Place::create(path)?;
        let json_lines = options.json_lines || path.extension().is_some_and(|ending| ending == "jsonl");
        let options = WriteOptions { json_lines, ..options };
        let out = Box::new(std::io::BufWriter::with_capacity(1 << 18, file));
        Ok(Writer { sink: sink(out, format, columns, options)?, place: Some(place) })
    }

    /// Writes to anything else, as the standard output.
    pub fn to(
        out: Box<dyn Write + Send>,
        format: FileFormat,
        columns: Vec<OutputColumn>,
        options: WriteOptions,
    ) -> Result<Self, TableError> {
        Ok(Writer { sink: sink(out, format, columns, options)?, place: None })
    }

    /// Writes rows: a batch's columns are taken by their names.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        self.sink.write(batch)
    }

    /// Ends the file and moves it to its place.
    pub fn finish(self) -> Result<(), TableError> {
        self.sink.finish()?;
        self.place.map_or(Ok(()), Place::keep)
    }
}

fn sink(
    out: Box<dyn Write + Send>,
    format: FileFormat,
    columns: Vec<OutputColumn>,
    options: WriteOptions,
) -> Result<Box<dyn Sink>, TableError> {
    Ok(match format {
        FileFormat::Csv => Box::new(csv::CsvSink::new(out, columns, options.csv_mark)?),
        FileFormat::Json => Box::new(json::JsonSink::new(out, columns, &options.json_head, options.json_lines)?),
        FileFormat::Xlsx => Box::new(xlsx::XlsxSink::new(out, columns)?),
        FileFormat::Parquet => Box::new(parquet::BatchSink::new(out, columns)?),
    })
}

fn output(error: std::io::Error) -> TableError {
    TableError::Io { path: Path::new("output").to_owned(), source: error }
}
