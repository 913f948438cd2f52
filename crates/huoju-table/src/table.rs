//! A table of any format, and the parts in which it is read.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use arrow_schema::SchemaRef;
use huoju_model::{Dictionary, Period};

use crate::batch::Batch;
use crate::csv::Csv;
use crate::error::TableError;
use crate::layout::Layout;
use crate::long::Long;
use crate::parquet::Parquet;
use crate::sniff::{self, Kind};
use crate::workbook::Workbook;

/// What the reader wants of a file.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Indicators, each with how many periods earlier than the row's.
    pub columns: Vec<(String, u8)>,
    /// Only the subjects with these ids.
    pub only: Option<HashSet<String>>,
    /// The period of the rows; where none is given, the latest that the file speaks of.
    pub period: Option<Period>,
    /// The sheet of a workbook; where none is given, the one that has most of the columns.
    pub sheet: Option<String>,
    /// Whether one subject may stand in several rows, as in a list of titles: then only equal rows are refused.
    pub repeats: bool,
}

impl Wanted {
    pub(crate) fn shared_only(&self) -> Option<Arc<HashSet<String>>> {
        self.only.clone().map(Arc::new)
    }
}

/// A file or folder whose layout is known and whose rows can be read, part by part and on several threads.
pub struct Table {
    source: Source,
}

enum Source {
    Csv(Csv),
    Workbook(Workbook),
    Parquet(Parquet),
    Long(Long),
}

/// Opens a file or a folder of Parquet and finds the wanted columns in it.
pub fn open(path: &Path, wanted: &Wanted, dictionary: &Dictionary) -> Result<Table, TableError> {
    let source = match sniff::kind(path)? {
        Kind::Csv => Source::Csv(Csv::open(path, wanted, dictionary)?),
        Kind::Parquet | Kind::Folder => Source::Parquet(Parquet::open(path, wanted, dictionary)?),
        kind => Source::Workbook(Workbook::open(path, kind, wanted, dictionary)?),
    };
    let table = Table { source };
    if table.layout().period_column.is_none() {
        return Ok(table);
    }
    let parts = (0..table.n_parts()).map(|part| table.read_part(part));
    let long = Long::join(parts, table.layout().clone(), wanted)?;
    Ok(Table { source: Source::Long(long) })
}

impl Table {
    /// What was found.
    pub fn layout(&self) -> &Layout {
        match &self.source {
            Source::Csv(csv) => &csv.layout,
            Source::Workbook(workbook) => &workbook.layout,
            Source::Parquet(parquet) => &parquet.layout,
            Source::Long(long) => &long.layout,
        }
    }

    /// The schema of every batch's population.
    pub fn schema(&self) -> SchemaRef {
        match &self.source {
            Source::Csv(csv) => Arc::clone(csv.plan().schema()),
            Source::Workbook(workbook) => Arc::clone(workbook.plan().schema()),
            Source::Parquet(parquet) => Arc::clone(parquet.schema()),
            Source::Long(long) => Arc::clone(long.schema()),
        }
    }

    /// How many parts can be read side by side: Parquet's row groups, 1 for other formats.
    pub fn n_parts(&self) -> usize {
        match &self.source {
            Source::Parquet(parquet) => parquet.n_parts(),
            _ => 1,
        }
    }

    /// Reads one part; each part can be read any number of times, on any thread.
    pub fn read_part(&self, part: usize) -> Result<Part, TableError> {
        match &self.source {
            Source::Csv(csv) => csv.read(),
            Source::Workbook(workbook) => Ok(workbook.read()),
            Source::Parquet(parquet) => parquet.read(part),
            Source::Long(long) => Ok(long.read()),
        }
    }
}

/// The batches of one part, in order.
pub struct Part(Box<dyn Iterator<Item = Result<Batch, TableError>> + Send>);

impl Part {
    pub(crate) fn new(batches: impl Iterator<Item = Result<Batch, TableError>> + Send + 'static) -> Self {
        Part(Box::new(batches))
    }
}

impl Iterator for Part {
    type Item = Result<Batch, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}
