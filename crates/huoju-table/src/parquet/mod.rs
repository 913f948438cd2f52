//! Parquet: a file or a folder of them, its row groups read side by side, only the columns that are wanted.
//!
//! Enterprises are not compared with one another here, so a duplicate is not found, and credit codes are not checked:
//! both belong to the import that made the file.

mod column;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use arrow_array::builder::BooleanBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use huoju_model::{Dictionary, Period};

use crate::batch::{self, Batch, RowNumbers};
use crate::cell::{AlsoTold, Cell, CellReader};
use crate::error::TableError;
use crate::guard::guarded;
use crate::header;
use crate::layout::{self, Column, Found, Header, Layout};
use crate::notice::{Notice, Remark};
use crate::refusal::{Refusal, Why};
use crate::{Part, Wanted};
use column::Ids;

/// Rows in a batch.
const BATCH_ROWS: usize = 65_536;

/// A Parquet file or folder whose layout is known.
pub(crate) struct Parquet {
    files: Vec<Arc<ParquetFile>>,
    /// File, row group and the rows before it in its file.
    parts: Vec<(usize, usize, u64)>,
    schema: SchemaRef,
    only: Option<Arc<Ids>>,
    pub layout: Layout,
}

/// One file: where its columns are.
struct ParquetFile {
    path: PathBuf,
    name: Arc<str>,
    metadata: ArrowReaderMetadata,
    /// The columns to read, in the file's order.
    roots: Vec<usize>,
    id: usize,
    name_at: Option<usize>,
    period_at: Option<usize>,
    figures: Vec<Figure>,
}

/// A figure's columns, by their place among those read.
struct Figure {
    at: usize,
    header: Arc<str>,
    reader: CellReader,
    duplicates: Vec<(usize, Arc<str>, CellReader)>,
}

impl Parquet {
    /// Opens a file, or every `.parquet` file of a folder in the order of their names.
    pub fn open(path: &Path, wanted: &Wanted, dictionary: &Dictionary) -> Result<Self, TableError> {
        let paths = if path.is_dir() { files_in(path)? } else { vec![path.to_owned()] };
        let mut files = Vec::new();
        let mut first: Option<(Layout, DataType)> = None;
        for file in paths {
            let (layout, id, file) = open_file(&file, wanted, dictionary)?;
            match &first {
                Some(first) => same_columns(first, (&layout, &id), &file.path)?,
                None => first = Some((layout, id)),
            }
            files.push(Arc::new(file));
        }
        let Some((mut layout, id)) = first else { return Err(TableError::Empty { path: path.to_owned() }) };
        let mut parts = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let mut before = 0;
            for (group, metadata) in file.metadata.metadata().row_groups().iter().enumerate() {
                parts.push((index, group, before));
                before += u64::try_from(metadata.num_rows()).unwrap_or(0);
            }
        }
        let n_rows = files.iter().map(|file| file.metadata.metadata().file_metadata().num_rows().max(0) as u64).sum();
        if n_rows == 0 {
            return Err(TableError::NoRows { path: path.to_owned(), header_row: 0 });
        }
        layout.file = path.display().to_string().into();
        layout.n_rows = Some(n_rows);
        let readers = files[0].figures.iter().map(|figure| &figure.reader);
        let fields = layout.found.iter().map(Found::field).zip(readers);
        let schema = batch::schema(id.clone(), layout.name.is_some(), fields, layout.period_column.is_some());
        let only = wanted.only.as_ref().map(|only| Arc::new(Ids::new(only, &id)));
        Ok(Parquet { files, parts, schema, only, layout })
    }

    pub fn n_parts(&self) -> usize {
        self.parts.len()
    }

    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The batches of one row group.
    pub fn read(&self, part: usize) -> Result<Part, TableError> {
        let Some(&(file, group, before)) = self.parts.get(part) else {
            return Err(TableError::internal(format!("there is no part {part}")));
        };
        let file = Arc::clone(&self.files[file]);
        let handle = File::open(&file.path).map_err(|source| TableError::Io { path: file.path.clone(), source })?;
        let metadata = file.metadata.clone();
        let mask = ProjectionMask::roots(metadata.parquet_schema(), file.roots.iter().copied());
        let batches = ParquetRecordBatchReaderBuilder::new_with_metadata(handle, metadata)
            .with_projection(mask)
            .with_row_groups(vec![group])
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|e| damaged(&file.path, e))?;
        let (schema, only) = (Arc::clone(&self.schema), self.only.clone());
        Ok(Part::new(ParquetPart {
            batches,
            file,
            schema,
            only,
            next_row: before + 1,
            also_told: AlsoTold::default(),
            failed: false,
        }))
    }
}

/// Hands on a file's names of columns, then each of its rows: for small tables, whose columns no dictionary declares.
pub(crate) fn each_row(path: &Path, mut row: impl FnMut(&[Cell<'_>])) -> Result<(), TableError> {
    let handle = File::open(path).map_err(|source| TableError::Io { path: path.to_owned(), source })?;
    let metadata = metadata(path, &handle)?;
    let names: Vec<Cell<'_>> = metadata.schema().fields().iter().map(|field| Cell::text(field.name().into())).collect();
    row(&names);
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(handle, metadata.clone()).build();
    let mut batches = reader.map_err(|e| damaged(path, e))?;
    while let Some(batch) = guarded(|| batches.next()).map_err(|e| damaged(path, e))? {
        let batch = batch.map_err(|e| damaged(path, e))?;
        for at in 0..batch.num_rows() {
            row(&batch.columns().iter().map(|column| column::cell(column, at)).collect::<Vec<_>>());
        }
    }
    Ok(())
}

/// The file's own types, not those of the program that wrote it: a dictionary of texts is read as texts.
fn metadata(path: &Path, handle: &File) -> Result<ArrowReaderMetadata, TableError> {
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = guarded(|| ArrowReaderMetadata::load(handle, options)).map_err(|e| damaged(path, e))?;
    metadata.map_err(|e| damaged(path, e))
}

/// A value of an array as text.
pub(crate) fn text_of(array: &ArrayRef, row: usize) -> String {
    column::cell(array, row).plain().into_owned()
}

fn damaged(path: &Path, error: impl std::fmt::Display) -> TableError {
    TableError::Damaged { path: path.to_owned(), detail: error.to_string() }
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, TableError> {
    let io = |source| TableError::Io { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn open_file(
    path: &Path,
    wanted: &Wanted,
    dictionary: &Dictionary,
) -> Result<(Layout, DataType, ParquetFile), TableError> {
    let handle = File::open(path).map_err(|source| TableError::Io { path: path.to_owned(), source })?;
    let metadata = metadata(path, &handle)?;
    let schema = Arc::clone(metadata.schema());
    let columns =
        schema.fields().iter().map(|field| (field.name().clone(), header::role(None, field.name(), dictionary)));
    let header = Header { rows: Vec::new(), columns: columns.collect(), score: (0, 0), notes: Vec::new() };
    let layout = layout::lay_out(path, None, &header, wanted, dictionary)?;
    let kept: Vec<&Column> = std::iter::once(&layout.id).chain(&layout.name).chain(&layout.period_column).collect();
    let figures =
        layout.found.iter().flat_map(|f| std::iter::once(&f.column).chain(f.duplicates.iter().map(|(c, _)| c)));
    let mut roots: Vec<usize> = kept.into_iter().chain(figures).map(|column| column.index).collect();
    roots.sort_unstable();
    roots.dedup();
    let at = |column: &Column| roots.binary_search(&column.index).unwrap_or(0);
    let type_of = |column: &Column| schema.field(column.index).data_type();
    let wrong = |column: &Column, accepted| TableError::ColumnType {
        path: path.to_owned(),
        column: column.header.to_string(),
        found: type_of(column).to_string(),
        accepted,
    };
    let id_type = match type_of(&layout.id) {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => DataType::Utf8,
        other if other.is_integer() && *other != DataType::UInt64 => DataType::Int64,
        _ => return Err(wrong(&layout.id, "text or integers")),
    };
    for column in layout.name.iter().chain(&layout.period_column) {
        if !column::is_scalar(type_of(column)) {
            return Err(wrong(column, "text"));
        }
    }
    let reader = |found: &Found, column: &Column, unit| {
        let kind = dictionary.get(&found.code).map(|indicator| &indicator.kind);
        let reader = kind.map_or(CellReader::Text, |kind| CellReader::new(kind, unit));
        match column::accepted(&reader, type_of(column)) {
            Ok(()) => Ok(reader),
            Err(accepted) => Err(wrong(column, accepted)),
        }
    };
    let mut figures = Vec::new();
    for found in &layout.found {
        let duplicates = found
            .duplicates
            .iter()
            .map(|(column, unit)| Ok((at(column), column.header.clone(), reader(found, column, *unit)?)));
        figures.push(Figure {
            at: at(&found.column),
            header: found.column.header.clone(),
            reader: reader(found, &found.column, found.unit)?,
            duplicates: duplicates.collect::<Result<_, TableError>>()?,
        });
    }
    let file = ParquetFile {
        path: path.to_owned(),
        name: path.display().to_string().into(),
        id: at(&layout.id),
        name_at: layout.name.as_ref().map(at),
        period_at: layout.period_column.as_ref().map(at),
        figures,
        metadata,
        roots,
    };
    Ok((layout, id_type, file))
}

fn same_columns(first: &(Layout, DataType), other: (&Layout, &DataType), path: &Path) -> Result<(), TableError> {
    let differs = |column: &str| Err(TableError::FolderDiffers { path: path.to_owned(), column: column.to_owned() });
    if first.1 != *other.1 {
        return differs(&first.0.id.header);
    }
    let fields = |layout: &Layout| {
        let figures = layout.found.iter().map(Found::field);
        let name = layout.name.iter().map(|_| "name".to_owned());
        let period = layout.period_column.iter().map(|_| batch::PERIOD.to_owned());
        figures.chain(name).chain(period).collect::<std::collections::BTreeSet<_>>()
    };
    let (ours, theirs) = (fields(&first.0), fields(other.0));
    match ours.symmetric_difference(&theirs).next() {
        Some(column) => differs(column),
        // The same columns in another order would be read into the wrong fields.
        None if first.0.found.iter().map(Found::field).ne(other.0.found.iter().map(Found::field)) => differs("order"),
        None => Ok(()),
    }
}

struct ParquetPart {
    batches: ParquetRecordBatchReader,
    file: Arc<ParquetFile>,
    schema: SchemaRef,
    only: Option<Arc<Ids>>,
    next_row: u64,
    also_told: AlsoTold,
    failed: bool,
}

impl Iterator for ParquetPart {
    type Item = Result<Batch, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let result = match guarded(|| self.batches.next()).transpose()? {
            Ok(Ok(columns)) => self.read(&columns),
            Ok(Err(error)) => Err(damaged(&self.file.path, error)),
            Err(panic) => Err(damaged(&self.file.path, panic)),
        };
        self.failed = result.is_err();
        Some(result)
    }
}

impl ParquetPart {
    fn read(&mut self, columns: &RecordBatch) -> Result<Batch, TableError> {
        let first = self.next_row;
        self.next_row += columns.num_rows() as u64;
        let (columns, rows) = self.wanted_rows(columns, first)?;
        let also_told = &mut self.also_told;
        let mut reading = Reading { file: &self.file, rows: &rows, bad: Vec::new(), notices: Vec::new(), also_told };
        let mut population: Vec<ArrayRef> =
            vec![reading.ids(columns.column(self.file.id), self.schema.field(0).data_type())];
        if let Some(at) = self.file.name_at {
            population.push(column::texts(columns.column(at)));
        }
        for figure in &self.file.figures {
            population.push(reading.figure(&columns, figure)?);
        }
        if let Some(at) = self.file.period_at {
            population.push(reading.periods(columns.column(at)));
        }
        let Reading { bad, notices, .. } = reading;
        self.batch(population, rows, bad, notices, columns.num_rows())
    }

    /// The rows of the subjects asked for.
    fn wanted_rows(&self, columns: &RecordBatch, first: u64) -> Result<(RecordBatch, RowNumbers), TableError> {
        let Some(only) = &self.only else { return Ok((columns.clone(), RowNumbers::From(first))) };
        let wanted = only.mask(columns.column(self.file.id));
        let rows = (0..wanted.len()).filter(|&i| wanted.value(i)).map(|i| first + i as u64).collect();
        let columns = arrow_select::filter::filter_record_batch(columns, &wanted).map_err(TableError::internal)?;
        Ok((columns, RowNumbers::Each(rows)))
    }

    /// Puts a population together, without the rows that were refused.
    fn batch(
        &self,
        mut population: Vec<ArrayRef>,
        mut rows: RowNumbers,
        mut bad: Vec<(usize, Refusal)>,
        notices: Vec<Notice>,
        n_read: usize,
    ) -> Result<Batch, TableError> {
        if !bad.is_empty() {
            bad.sort_by_key(|(row, _)| *row);
            let mut good = vec![true; n_read];
            bad.iter().for_each(|(row, _)| good[*row] = false);
            rows = RowNumbers::Each((0..n_read).filter(|&i| good[i]).filter_map(|i| rows.get(i)).collect());
            let mut mask = BooleanBuilder::with_capacity(n_read);
            mask.append_slice(&good);
            let mask = mask.finish();
            for column in &mut population {
                *column = arrow_select::filter::filter(column, &mask).map_err(TableError::internal)?;
            }
        }
        Ok(Batch {
            population: batch::record_batch(&self.schema, population)?,
            file: self.file.name.clone(),
            rows,
            refusals: bad.into_iter().map(|(_, refusal)| refusal).collect(),
            notices,
            n_read,
        })
    }
}

/// One batch while it is read.
struct Reading<'p> {
    file: &'p ParquetFile,
    rows: &'p RowNumbers,
    bad: Vec<(usize, Refusal)>,
    notices: Vec<Notice>,
    also_told: &'p mut AlsoTold,
}

impl Reading<'_> {
    fn refuse(&mut self, row: usize, header: Arc<str>, value: String, why: Why) {
        let refusal = Refusal {
            file: self.file.name.clone(),
            sheet: None,
            row: self.rows.get(row).unwrap_or(0),
            id: None,
            name: None,
            column: Some(header),
            cell: None,
            value,
            why,
        };
        self.bad.push((row, refusal));
    }

    fn remark(&mut self, row: usize, figure: &Figure, what: Remark) {
        let (file, column) = (self.file.name.clone(), Some(figure.header.clone()));
        self.notices.push(Notice { file, sheet: None, row: self.rows.get(row), column, cell: None, what });
    }

    fn ids(&mut self, array: &ArrayRef, data_type: &DataType) -> ArrayRef {
        let (ids, bad) = column::ids(array, data_type);
        for (row, why) in bad {
            self.refuse(row, "id".into(), column::shown(array, row), why);
        }
        ids
    }

    fn periods(&mut self, array: &ArrayRef) -> ArrayRef {
        let mut periods = arrow_array::builder::StringBuilder::new();
        for row in 0..array.len() {
            let text = column::cell(array, row).plain().into_owned();
            match Period::parse(&text) {
                Ok(period) => periods.append_value(period.to_string()),
                Err(_) => {
                    periods.append_value("");
                    self.refuse(row, batch::PERIOD.into(), crate::refusal::shown(&text), Why::NotAPeriod);
                }
            }
        }
        Arc::new(periods.finish())
    }

    fn figure(&mut self, columns: &RecordBatch, figure: &Figure) -> Result<ArrayRef, TableError> {
        let array = columns.column(figure.at);
        let read = column::convert(array, &figure.reader);
        for (row, why) in read.bad {
            self.refuse(row, figure.header.clone(), column::shown(array, row), why);
        }
        for (row, to) in read.rounded {
            self.remark(row, figure, Remark::Rounded { from: column::shown(array, row), to });
        }
        for (row, unit) in read.also {
            let shown = || column::shown(array, row);
            if let Some(remark) = self.also_told.first(figure.at, &figure.reader, Some(unit), shown) {
                self.remark(row, figure, remark);
            }
        }
        for (at, header, reader) in &figure.duplicates {
            let other = columns.column(*at);
            let duplicate = column::convert(other, reader);
            for row in 0..other.len() {
                let bad = duplicate.bad.iter().any(|(b, _)| *b == row);
                if bad || (duplicate.array.is_valid(row) && !column::equal(&read.array, &duplicate.array, row)) {
                    let why = Why::Disagree { other: header.to_string(), value: column::shown(other, row) };
                    self.refuse(row, figure.header.clone(), column::shown(array, row), why);
                }
            }
        }
        Ok(read.array)
    }
}
