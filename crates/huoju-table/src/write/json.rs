//! JSON out: one document with its format and its rows, or an object a line. Numbers are exact: decimals as they are,
//! never a float.

use std::io::Write;

use arrow_array::RecordBatch;

use super::value::{Value, arrays, value};
use super::{OutputColumn, Sink, output};
use crate::error::TableError;

pub(super) struct JsonSink {
    out: Box<dyn Write + Send>,
    columns: Vec<OutputColumn>,
    /// The names as JSON strings.
    names: Vec<String>,
    lines: bool,
    any: bool,
}

impl JsonSink {
    /// `head` are the document's keys before its rows, `format` first.
    pub fn new(
        mut out: Box<dyn Write + Send>,
        columns: Vec<OutputColumn>,
        head: &[(&'static str, String)],
        lines: bool,
    ) -> Result<Self, TableError> {
        if !lines {
            let head: String = head.iter().map(|(key, value)| format!("{}:{},", quoted(key), quoted(value))).collect();
            out.write_all(format!("{{{head}\"rows\":[").as_bytes()).map_err(output)?;
        }
        let names = columns.iter().map(|column| quoted(&column.name)).collect();
        Ok(JsonSink { out, columns, names, lines, any: false })
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Sink for JsonSink {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let arrays = arrays(&self.columns, batch)?;
        let mut text = String::new();
        for row in 0..batch.num_rows() {
            if !self.lines {
                text.push_str(if self.any { ",\n" } else { "\n" });
            }
            self.any = true;
            for (index, ((array, column), name)) in arrays.iter().zip(&self.columns).zip(&self.names).enumerate() {
                text.push(if index == 0 { '{' } else { ',' });
                text.push_str(name);
                text.push(':');
                match value(array, column.kind, row) {
                    Value::Missing => text.push_str("null"),
                    Value::Text(value) => text.push_str(&quoted(value)),
                    Value::Number(number) => text.push_str(&number.to_string()),
                    Value::Fact(truth) => text.push_str(if truth { "true" } else { "false" }),
                    Value::Date(date) => text.push_str(&quoted(&date.to_string())),
                }
            }
            text.push_str(if self.lines { "}\n" } else { "}" });
        }
        self.out.write_all(text.as_bytes()).map_err(output)
    }

    fn finish(mut self: Box<Self>) -> Result<(), TableError> {
        if !self.lines {
            self.out.write_all(b"\n]}\n").map_err(output)?;
        }
        self.out.flush().map_err(output)
    }
}
