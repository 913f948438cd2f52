//! A batch: some rows of a population, with their places in the file and what was refused among them.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use crate::cell::{CellReader, Parsed};
use crate::error::TableError;
use crate::notice::Notice;
use crate::refusal::Refusal;

/// Some rows of a population (总体).
///
/// `population` has the column `id` (Utf8, or Int64 straight from Parquet), where the file has names `name` (Utf8),
/// then a column for each figure found, named `code` or `code@-n`: an amount is Int64 in the indicator's smallest
/// unit, a fact Boolean, a category its declared name and a text as it stands (Utf8), a day Date32. Null is missing.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The rows that were read whole.
    pub population: RecordBatch,
    /// The file they come from.
    pub file: Arc<str>,
    /// Where each stands in the file.
    pub rows: RowNumbers,
    /// The cells and rows that were not read.
    pub refusals: Vec<Refusal>,
    /// Remarks on single rows, and at a part's end on what was skipped.
    pub notices: Vec<Notice>,
    /// Rows read, those refused among them.
    pub n_read: usize,
}

/// Where the rows of a batch stand in their file: Excel's row, CSV's line, Parquet's row, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowNumbers {
    /// One after another from here.
    From(u64),
    /// One by one.
    Each(Vec<u64>),
}

impl RowNumbers {
    /// The place of the `index`-th row of the batch.
    pub fn get(&self, index: usize) -> Option<u64> {
        match self {
            RowNumbers::From(first) => Some(first + index as u64),
            RowNumbers::Each(rows) => rows.get(index).copied(),
        }
    }
}

/// The column of a long file's periods, which [`crate::long`] takes away.
pub(crate) const PERIOD: &str = "period";

/// A population's schema.
pub(crate) fn schema<'c>(
    id: DataType,
    name: bool,
    figures: impl Iterator<Item = (String, &'c CellReader)>,
    period: bool,
) -> SchemaRef {
    let mut fields = vec![Field::new("id", id, false)];
    fields.extend(name.then(|| Field::new("name", DataType::Utf8, true)));
    fields.extend(figures.map(|(name, reader)| Field::new(name, data_type(reader), true)));
    fields.extend(period.then(|| Field::new(PERIOD, DataType::Utf8, false)));
    Arc::new(Schema::new(fields))
}

fn data_type(reader: &CellReader) -> DataType {
    match reader {
        CellReader::Amount(_) => DataType::Int64,
        CellReader::Fact => DataType::Boolean,
        CellReader::Category(_) | CellReader::Text => DataType::Utf8,
        CellReader::Date => DataType::Date32,
    }
}

/// A column of a population under construction.
pub(crate) enum ColumnBuilder {
    Amount(Int64Builder),
    Fact(BooleanBuilder),
    Text(StringBuilder),
    Date(Date32Builder),
}

impl ColumnBuilder {
    pub fn new(data_type: &DataType) -> Self {
        match data_type {
            DataType::Int64 => ColumnBuilder::Amount(Int64Builder::new()),
            DataType::Boolean => ColumnBuilder::Fact(BooleanBuilder::new()),
            DataType::Date32 => ColumnBuilder::Date(Date32Builder::new()),
            _ => ColumnBuilder::Text(StringBuilder::new()),
        }
    }

    /// Adds a value that the column's reader made.
    pub fn push(&mut self, value: &Parsed, reader: &CellReader) {
        match (self, value) {
            (ColumnBuilder::Amount(b), Parsed::Amount(value)) => b.append_value(*value),
            (ColumnBuilder::Amount(b), _) => b.append_null(),
            (ColumnBuilder::Fact(b), Parsed::Fact(value)) => b.append_value(*value),
            (ColumnBuilder::Fact(b), _) => b.append_null(),
            (ColumnBuilder::Date(b), Parsed::Date(value)) => b.append_value(*value),
            (ColumnBuilder::Date(b), _) => b.append_null(),
            (ColumnBuilder::Text(b), Parsed::Text(value)) => b.append_value(value),
            (ColumnBuilder::Text(b), Parsed::Category(index)) => match reader {
                CellReader::Category(categories) => b.append_option(categories.names.get(*index)),
                _ => b.append_null(),
            },
            (ColumnBuilder::Text(b), _) => b.append_null(),
        }
    }

    pub fn push_text(&mut self, text: Option<&str>) {
        if let ColumnBuilder::Text(b) = self {
            b.append_option(text);
        }
    }

    pub fn finish(&mut self) -> ArrayRef {
        match self {
            ColumnBuilder::Amount(b) => Arc::new(b.finish()),
            ColumnBuilder::Fact(b) => Arc::new(b.finish()),
            ColumnBuilder::Text(b) => Arc::new(b.finish()),
            ColumnBuilder::Date(b) => Arc::new(b.finish()),
        }
    }
}

/// A record batch of finished columns.
pub(crate) fn record_batch(schema: &SchemaRef, columns: Vec<ArrayRef>) -> Result<RecordBatch, TableError> {
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(TableError::internal)
}
