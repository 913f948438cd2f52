//! CSV out: UTF-8, with a byte order mark where Excel is to open it.

use std::io::Write;

use arrow_array::RecordBatch;

use super::value::{Value, arrays, harmless, value};
use super::{OutputColumn, Sink, output};
use crate::error::TableError;

pub(super) struct CsvSink {
    out: Box<dyn Write + Send>,
    columns: Vec<OutputColumn>,
}

impl CsvSink {
    pub fn new(mut out: Box<dyn Write + Send>, columns: Vec<OutputColumn>, mark: bool) -> Result<Self, TableError> {
        let mut line = if mark { String::from("\u{feff}") } else { String::new() };
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        record(&mut line, &names);
        out.write_all(line.as_bytes()).map_err(output)?;
        Ok(CsvSink { out, columns })
    }
}

impl Sink for CsvSink {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let arrays = arrays(&self.columns, batch)?;
        let mut lines = String::new();
        for row in 0..batch.num_rows() {
            for (index, (array, column)) in arrays.iter().zip(&self.columns).enumerate() {
                if index > 0 {
                    lines.push(',');
                }
                match value(array, column.kind, row) {
                    Value::Missing => {}
                    Value::Text(text) => field(&mut lines, &harmless(text)),
                    Value::Number(number) => lines.push_str(&number.to_string()),
                    Value::Fact(truth) => lines.push_str(if truth { "true" } else { "false" }),
                    Value::Date(date) => lines.push_str(&date.to_string()),
                }
            }
            lines.push('\n');
        }
        self.out.write_all(lines.as_bytes()).map_err(output)
    }

    fn finish(mut self: Box<Self>) -> Result<(), TableError> {
        self.out.flush().map_err(output)
    }
}

/// Adds a record of texts, with its line end.
pub(crate) fn record<T: AsRef<str>>(line: &mut String, cells: &[T]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        field(line, cell.as_ref());
    }
    line.push('\n');
}

/// Adds a field, in quotes where it needs them.
pub(crate) fn field(line: &mut String, text: &str) {
    if text.contains([',', '"', '\n', '\r', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}
