//! Import (导入) of figures: a workbook's cells become observations, each with its source, file, cell and batch.
//!
//! A dry run and the import itself read the same bytes in the same way: those that were kept under their hash. The
//! import is one transaction and one ledger record; refused rows are named and the others taken.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_store::batch::{Counts, NewBatch};
use huoju_store::files::Kept;
use huoju_store::ledger::Act;
use huoju_store::observation::{NewObservation, Status, Value, Written};
use huoju_store::source::{NewSource, Source};
use huoju_store::subject::NewSubject;
use huoju_store::{Store, StoreError, Write};
use huoju_table::{Batch, Layout, Notice, Refusal, Table, Wanted};

use crate::ProgrammeError;

/// What is to be imported, and as what.
#[derive(Debug, Clone)]
pub struct Request {
    /// The name that the file came with.
    pub name: String,
    /// The code of its source.
    pub source: String,
    /// Name and use of the source, where it may not be there yet.
    pub new_source: Option<(String, PermittedUse)>,
    /// The period of the figures; the file's own, if `None`.
    pub period: Option<Period>,
    /// The sheet of a workbook; the one that has most figures, if `None`.
    pub sheet: Option<String>,
    /// Whether the figures are provisional (初报).
    pub provisional: bool,
}

/// What a file would bring, or brought.
#[derive(Debug)]
pub struct Read {
    /// The bytes.
    pub kept: Kept,
    /// What was found in the file.
    pub layout: Layout,
    /// The period of its rows.
    pub period: Period,
    /// Rows read, those refused among them.
    pub n_rows: usize,
    /// Rows refused.
    pub n_refused: usize,
    /// The cells and rows that were not read.
    pub refusals: Vec<Refusal>,
    /// Remarks on single rows.
    pub notices: Vec<Notice>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    code: String,
    name: Option<String>,
    values: Vec<(String, Period, Value, String)>,
}

impl Read {
    /// How many values it holds.
    pub fn n_values(&self) -> usize {
        self.rows.iter().map(|row| row.values.len()).sum()
    }
}

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    /// The batch.
    pub batch: i64,
    /// Subjects that nobody had named before.
    pub n_subjects: usize,
    /// What became of the values.
    pub written: Written,
    /// What was read.
    pub read: Read,
}

/// How many periods earlier a column may speak of: 上年 and the years before it.
const EARLIER: u8 = 5;

/// Keeps a file's bytes and reads them as an import would, without writing a row.
pub fn dry_run(store: &Store, catalogue: &Catalogue, request: &Request, bytes: &[u8]) -> Result<Read, ProgrammeError> {
    let kept = store.keep_bytes(&request.name, bytes)?;
    let path = store.file_path(&kept.hash, &kept.name);
    let indicators = catalogue.dictionary().iter();
    let columns = indicators.flat_map(|i| (0..=EARLIER).map(|earlier| (i.code.clone(), earlier))).collect();
    let wanted = Wanted { columns, only: None, period: request.period, sheet: request.sheet.clone() };
    let table = huoju_table::open(&path, &wanted, catalogue.dictionary()).map_err(ProgrammeError::Table)?;
    let layout = table.layout().clone();
    if layout.name.is_none() && layout.notices.iter().any(|n| matches!(n.what, huoju_table::Remark::NameAsId { .. })) {
        return Err(ProgrammeError::NamesOnly(layout.id.header.to_string()));
    }
    let period = request.period.or(layout.period).ok_or(ProgrammeError::NoPeriod)?;
    let mut read = Read {
        kept,
        layout,
        period,
        n_rows: 0,
        n_refused: 0,
        refusals: Vec::new(),
        notices: Vec::new(),
        rows: Vec::new(),
    };
    read.table(&table, request)?;
    Ok(read)
}

/// Imports a file. `expected` is the hash of a dry run that somebody looked at: other bytes are refused.
pub async fn import(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    request: &Request,
    bytes: &[u8],
    expected: Option<&str>,
) -> Result<Imported, ProgrammeError> {
    let read = dry_run(store, catalogue, request, bytes)?;
    if let Some(expected) = expected.filter(|expected| **expected != read.kept.hash) {
        return Err(ProgrammeError::Replaced { expected: expected.to_owned(), found: read.kept.hash });
    }
    if read.rows.is_empty() {
        return Err(ProgrammeError::Nothing);
    }
    let source = source(store, request).await?;
    let mut write = store.write().await?;
    let source = match source {
        Ok(source) => source.id,
        Err(new) => write.add_source(&new).await?,
    };
    write.file(&read.kept).await?;
    let new = NewBatch {
        kind: "figures",
        source_id: source,
        file: Some((&read.kept.hash, &request.name)),
        sheet: read.layout.sheet.as_deref(),
        period: Some(read.period),
        undoes: None,
    };
    let batch = write.begin_batch(actor, &new).await?;
    let (ids, n_subjects) = subjects(&mut write, batch, &read.rows).await?;
    let values = observations(&read.rows, &ids);
    let status = if request.provisional { Status::Provisional } else { Status::Actual };
    let written = write.observe(batch, source, status, values).await?;
    let counts = Counts {
        n_rows: read.n_rows as i64,
        n_refused: read.n_refused as i64,
        n_values: written.n_new + written.n_changed,
        n_changed: written.n_changed,
    };
    write.count_batch(batch, counts).await?;
    let what = format!("{} {} {} {}", read.kept.hash, request.source, read.period, status.code());
    let about = format!("batch {batch}");
    write.commit(actor, Act { name: "import.commit", about: &about, what: &what }).await?;
    Ok(Imported { batch, n_subjects, written, read })
}

/// Undoes an import. What it brought is known no more; what it had replaced stands again.
pub async fn undo(store: &Store, actor: &Actor, batch: i64, reason: &str) -> Result<i64, ProgrammeError> {
    let mut write = store.write().await?;
    let undo = write.undo_batch(actor, batch, reason).await?;
    let about = format!("batch {batch}");
    write.commit(actor, Act { name: "import.undo", about: &about, what: reason }).await?;
    Ok(undo)
}

/// The source of a request, or what it is to be.
async fn source(store: &Store, request: &Request) -> Result<Result<Source, NewSource>, ProgrammeError> {
    let found = store.source(&request.source).await?;
    match (found, &request.new_source) {
        (Some(found), Some((name, permitted_use))) if found.name != *name || found.permitted_use != *permitted_use => {
            Err(ProgrammeError::OtherSource(request.source.clone()))
        }
        (Some(found), _) => Ok(Ok(found)),
        (None, Some((name, permitted_use))) => {
            let new = NewSource { code: request.source.clone(), name: name.clone(), permitted_use: *permitted_use };
            Ok(Err(new))
        }
        (None, None) => Err(ProgrammeError::NoSource(request.source.clone())),
    }
}

/// The rows of the subjects, those made that are new.
async fn subjects(write: &mut Write, batch: i64, rows: &[Row]) -> Result<(Vec<i64>, usize), StoreError> {
    let codes: Vec<String> = rows.iter().map(|row| row.code.clone()).collect();
    let mut known = write.by_codes(&codes).await?;
    let mut seen = HashSet::new();
    let new: Vec<NewSubject> = rows
        .iter()
        .filter(|row| !known.contains_key(&row.code) && seen.insert(&row.code))
        .map(|row| NewSubject {
            kind: "enterprise",
            code: Some(row.code.clone()),
            name: row.name.clone().unwrap_or_else(|| row.code.clone()),
        })
        .collect();
    let made = write.add_subjects(batch, &new).await?;
    known.extend(new.iter().filter_map(|subject| subject.code.clone()).zip(made));
    let ids = rows.iter().filter_map(|row| known.get(&row.code).copied()).collect();
    Ok((ids, new.len()))
}

fn observations(rows: &[Row], ids: &[i64]) -> Vec<NewObservation> {
    let of = |(row, &subject_id): (&Row, &i64)| {
        let values = row.values.iter().cloned();
        let new =
            move |(indicator, period, value, place)| NewObservation { subject_id, indicator, period, value, place };
        values.map(new).collect::<Vec<_>>()
    };
    rows.iter().zip(ids).flat_map(of).collect()
}

impl Read {
    fn table(&mut self, table: &Table, request: &Request) -> Result<(), ProgrammeError> {
        let name: Arc<str> = request.name.as_str().into();
        for part in 0..table.n_parts() {
            for batch in table.read_part(part).map_err(ProgrammeError::Table)? {
                self.batch(batch.map_err(ProgrammeError::Table)?, &name);
            }
        }
        // The sender knows the file by the name it came with, not by its hash.
        self.layout.file = Arc::clone(&name);
        self.layout.notices.iter_mut().for_each(|notice| notice.file = Arc::clone(&name));
        let refused: HashSet<u64> = self.refusals.iter().map(|refusal| refusal.row).collect();
        self.n_refused = refused.len();
        Ok(())
    }

    fn batch(&mut self, batch: Batch, name: &Arc<str>) {
        self.n_rows += batch.n_read;
        self.refusals.extend(batch.refusals.into_iter().map(|refusal| Refusal { file: Arc::clone(name), ..refusal }));
        self.notices.extend(batch.notices.into_iter().map(|notice| Notice { file: Arc::clone(name), ..notice }));
        for row in 0..batch.population.num_rows() {
            let number = batch.rows.get(row).unwrap_or_default();
            let code = said(&batch.population, "id", row).unwrap_or_default();
            let name = said(&batch.population, "name", row).filter(|name| !name.is_empty());
            let values = self.values(&batch.population, row, number);
            self.rows.push(Row { code, name, values });
        }
    }

    fn values(&self, population: &RecordBatch, row: usize, number: u64) -> Vec<(String, Period, Value, String)> {
        let found = self.layout.found.iter();
        let value = |found: &huoju_table::Found| {
            let value = value(population.column_by_name(&found.field())?, row)?;
            let place = format!("{}{number}", found.column.letter);
            Some((found.code.clone(), self.period.earlier(u32::from(found.earlier)), value, place))
        };
        found.filter_map(value).collect()
    }
}

fn said(population: &RecordBatch, column: &str, row: usize) -> Option<String> {
    match value(population.column_by_name(column)?, row)? {
        Value::Said(said) => Some(said),
        Value::Whole(whole) => Some(whole.to_string()),
    }
}

/// A cell of a population; a null is missing and makes no observation.
fn value(column: &dyn Array, row: usize) -> Option<Value> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Int64 => Some(Value::Whole(column.as_primitive::<Int64Type>().value(row))),
        DataType::Date32 => Some(Value::Whole(column.as_primitive::<Date32Type>().value(row).into())),
        DataType::Boolean => Some(Value::Whole(column.as_boolean().value(row).into())),
        DataType::Utf8 => Some(Value::Said(column.as_string::<i32>().value(row).to_owned())),
        _ => None,
    }
}

/// Reads a file's bytes, up to the size that an import takes.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ProgrammeError> {
    std::fs::read(path).map_err(|source| StoreError::Io { path: path.to_owned(), source }.into())
}
