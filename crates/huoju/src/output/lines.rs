//! A result as lines for a terminal.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use huoju_scheme::{ColumnKind, Program};

use crate::output::cell::shown;
use crate::output::columns::Column;
use crate::output::place::Place;
use crate::output::speech::Speech;
use crate::output::text::{Columns, cut};
use crate::words::Words;

/// Writes a result as an aligned table.
pub struct Lines {
    place: Place,
    columns: Vec<Column>,
    /// The widths, once the first rows have come.
    widths: Option<Columns>,
    headings: Vec<String>,
    speech: Speech,
}

impl Lines {
    /// A table of these columns.
    pub fn new(place: Place, columns: &[Column], program: &Program, words: &Words) -> Self {
        let columns: Vec<Column> = columns.iter().filter(|column| !is_range(column, columns)).cloned().collect();
        let headings = columns.iter().map(|column| cut(words.name(&column.label))).collect();
        Lines { place, columns, widths: None, headings, speech: Speech::new(program, words) }
    }

    /// Writes a batch of the result.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let rows: Vec<Vec<String>> = (0..batch.num_rows()).map(|row| self.row(batch, row)).collect();
        if self.widths.is_none() && !rows.is_empty() {
            let mut first = vec![self.headings.clone()];
            first.extend(rows.iter().cloned());
            let numbers = self.columns.iter().map(|c| matches!(c.kind, Some(ColumnKind::Points { .. }))).collect();
            let widths = Columns::of(&first, numbers);
            self.place.write_all(widths.line(&self.headings).as_bytes())?;
            self.widths = Some(widths);
        }
        let Some(widths) = &self.widths else { return Ok(()) };
        rows.iter().try_for_each(|row| self.place.write_all(widths.line(row).as_bytes()))
    }

    /// Writes out what is left.
    pub fn finish(self) -> io::Result<()> {
        self.place.finish()
    }

    fn row(&self, batch: &RecordBatch, row: usize) -> Vec<String> {
        self.columns.iter().map(|column| self.cell(batch, column, row)).collect()
    }

    /// A cell; of the total its range, where what is missing leaves one.
    fn cell(&self, batch: &RecordBatch, column: &Column, row: usize) -> String {
        let of = |name: &str| batch.column_by_name(name).and_then(|array| shown(array, column.kind, row));
        let own = of(&column.name);
        if column.name == "total"
            && let (Some(least), Some(most)) = (of("total_min"), of("total_max"))
            && least != most
        {
            return format!("{least}–{most}");
        }
        match own {
            Some(text) => cut(&self.speech.say(column.kind, &text)),
            None => "—".to_owned(),
        }
    }
}

/// The ends of the range stand beside the total, so they need no columns of their own.
fn is_range(column: &Column, all: &[Column]) -> bool {
    matches!(column.name.as_str(), "total_min" | "total_max") && all.iter().any(|other| other.name == "total")
}
