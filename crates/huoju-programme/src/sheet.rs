//! Lists as files that leave the house: finished columns, and what the file is for.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Field, Schema};
use huoju_table::{FileFormat, OutputColumn, OutputKind, TableError, WriteOptions, Writer};

/// A finished column.
pub struct Column {
    /// Its name in files for machines.
    pub name: String,
    /// Its header in a workbook.
    pub header: String,
    /// What its values are.
    pub kind: OutputKind,
    /// They, a row each.
    pub array: ArrayRef,
}

/// As many characters of a purpose as the ledger keeps.
const PURPOSE: usize = 200;

/// A purpose (用途) as the ledger keeps it; `None` where none is said.
pub fn purpose(said: &str) -> Option<String> {
    let purpose: String = said.trim().chars().filter(|c| !c.is_control()).take(PURPOSE).collect();
    (!purpose.is_empty()).then_some(purpose)
}

/// Writes the columns, which are of one length. `head` is what a document of JSON says above its rows.
pub fn write(
    path: &Path,
    format: FileFormat,
    columns: Vec<Column>,
    head: Vec<(&'static str, String)>,
) -> Result<(), TableError> {
    let rows = record_batch(&columns).map_err(|error| TableError::Internal { detail: error.to_string() })?;
    let options = WriteOptions { json_head: head, ..WriteOptions::default() };
    let output = columns.into_iter().map(|c| OutputColumn { name: c.name, header: c.header, kind: c.kind }).collect();
    let mut writer = Writer::create(path, format, output, options)?;
    writer.write(&rows)?;
    writer.finish()
}

/// The columns, which are of one length, as rows.
pub fn record_batch(columns: &[Column]) -> Result<RecordBatch, ArrowError> {
    let fields = columns.iter().map(|column| Field::new(&column.name, column.array.data_type().clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    RecordBatch::try_new(schema, columns.iter().map(|column| Arc::clone(&column.array)).collect())
}
