//! A small table as text, cell by cell: for files whose columns no dictionary declares, such as an index's data.

use std::path::Path;

use crate::cell::Cell;
use crate::csv::Source;
use crate::error::TableError;
use crate::sniff::{self, Kind};
use crate::{number, parquet, workbook};

/// A row that holds anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainRow {
    /// Excel's row or CSV's line, from 1.
    pub number: u64,
    /// Its cells as text; a workbook's number with all digits of its float.
    pub cells: Vec<String>,
}

/// The rows of a CSV or Parquet file or of a workbook's sheet (the one named, else the first), blank ones left out.
/// A Parquet file's names of columns are its row 1.
pub fn plain(path: &Path, sheet: Option<&str>) -> Result<Vec<PlainRow>, TableError> {
    let rows = match sniff::kind(path)? {
        Kind::Csv => csv(path)?,
        Kind::Parquet => {
            let mut rows = Vec::new();
            parquet::each_row(path, |row| rows.push(row.iter().map(text).collect()))?;
            (1..).zip(rows).map(|(number, cells)| PlainRow { number, cells }).collect()
        }
        Kind::Folder => return Err(TableError::Ending { path: path.to_owned() }),
        kind => {
            let (_, rows) = workbook::all_rows(path, kind, sheet)?;
            rows.iter().map(|row| PlainRow { number: row.number, cells: cells(row) }).collect()
        }
    };
    if rows.is_empty() { Err(TableError::Empty { path: path.to_owned() }) } else { Ok(rows) }
}

/// Whether a cell's text stands for a missing figure: blank, dashes, `NA` and its like.
pub fn stands_for_missing(text: &str) -> bool {
    number::is_missing(text.trim()) || text.trim().eq_ignore_ascii_case("nan")
}

/// Split by the separator that makes most cells of the first record.
fn csv(path: &Path) -> Result<Vec<PlainRow>, TableError> {
    let source = Source::open(path)?;
    let mut best: Vec<PlainRow> = Vec::new();
    for separator in [b',', b'\t', b';'] {
        let mut records = source.records(separator)?;
        let mut rows = Vec::new();
        while let Some(record) = records.next_record()? {
            if crate::rows::Row::first(&record).is_some() {
                rows.push(PlainRow { number: record.line, cells: cells(&record) });
            }
        }
        let width = |rows: &[PlainRow]| rows.first().map_or(0, |row| row.cells.len());
        if width(&rows) > width(&best) {
            best = rows;
        }
    }
    Ok(best)
}

fn cells(row: &impl crate::rows::Row) -> Vec<String> {
    (0..row.width()).map(|at| text(&row.cell(at))).collect()
}

fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        other => other.plain().trim().to_owned(),
    }
}
