//! Reading a file as an import would, without writing a row: the same for every kind.

use std::collections::HashSet;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use huoju_catalogue::Catalogue;
use huoju_model::{Dictionary, Period};
use huoju_store::Store;
use huoju_store::files::Kept;
use huoju_store::observation::Value;
use huoju_table::{Batch, Layout, Notice, Refusal, Remark, Table, TableError, Wanted, Why};

use super::import::Request;
use super::kind::Kind;
use crate::ProgrammeError;

/// What a file would bring, or brought.
#[derive(Debug)]
pub struct Read {
    /// The bytes.
    pub kept: Kept,
    /// What was found in the file.
    pub layout: Layout,
    /// The period of its rows; none where each says its own, or none is needed.
    pub period: Option<Period>,
    /// Rows read, those refused among them.
    pub n_rows: usize,
    /// Rows refused.
    pub n_refused: usize,
    /// The cells and rows that were not read.
    pub refusals: Vec<Refusal>,
    /// Remarks on single rows.
    pub notices: Vec<Notice>,
    /// The rows that were read, in the file's order.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number in the file.
    pub number: u64,
    /// The code of its subject; its name, where the file has names only.
    pub id: String,
    /// Its subject's name, where the file has codes besides.
    pub name: Option<String>,
    /// Its other cells that hold something.
    pub cells: Vec<Cell>,
}

/// One cell that was read.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The indicator, or what its column is.
    pub code: String,
    /// How many periods before the row's.
    pub earlier: u8,
    /// What it holds.
    pub value: Value,
    /// Where it stands: `F17`.
    pub place: String,
}

impl Row {
    /// What a column says in words.
    pub(super) fn said(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|cell| cell.code == column).and_then(|cell| match &cell.value {
            Value::Said(said) => Some(said.trim()).filter(|said| !said.is_empty()),
            Value::Whole(_) => None,
        })
    }

    /// The day in a column, ISO 8601.
    pub(super) fn day(&self, column: &str) -> Option<String> {
        let cell = self.cells.iter().find(|cell| cell.code == column)?;
        let Value::Whole(days) = cell.value else { return None };
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let day = epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
        Some(day.to_string())
    }
}

/// How many periods earlier a column may speak of: 上年 and the years before it.
const EARLIER: u8 = 5;

/// Keeps a file's bytes and reads them as an import would, without writing a row.
pub fn dry_run(store: &Store, catalogue: &Catalogue, request: &Request, bytes: &[u8]) -> Result<Read, ProgrammeError> {
    let kept = store.keep_bytes(&request.name, bytes)?;
    let path = store.file_path(&kept.hash, &kept.name);
    let dictionary = request.kind.dictionary(catalogue);
    // The sender knows the file by the name it came with, not by its hash.
    let unread = |error: TableError| ProgrammeError::Table(error.of(&request.name));
    let table = huoju_table::open(&path, &wanted(request, &dictionary), &dictionary).map_err(unread)?;
    let layout = table.layout().clone();
    check(request, &layout)?;
    let of_none = matches!(request.kind, Kind::Titles | Kind::Bulletin);
    let period = if of_none { None } else { request.period.or(layout.period) };
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
    read.table(&table, request).map_err(unread)?;
    match request.kind {
        Kind::Register => super::register::check(&mut read),
        Kind::Bulletin => super::bulletin::check(&mut read, catalogue),
        Kind::Figures | Kind::Titles | Kind::Negatives => {}
    }
    if period.is_none() && read.needs_a_period(request.kind) {
        return Err(ProgrammeError::NoPeriod);
    }
    Ok(read)
}

fn wanted(request: &Request, dictionary: &Dictionary) -> Wanted {
    let columns = dictionary.iter().flat_map(|i| (0..=EARLIER).map(|earlier| (i.code.clone(), earlier))).collect();
    Wanted {
        columns,
        only: None,
        period: request.period,
        sheet: request.sheet.clone(),
        repeats: request.kind.may_repeat_subjects(),
    }
}

/// Whether the file is of its kind at all.
fn check(request: &Request, layout: &Layout) -> Result<(), ProgrammeError> {
    let by_name = layout.name.is_none() && layout.notices.iter().any(|n| matches!(n.what, Remark::NameAsId { .. }));
    match request.kind {
        Kind::Figures | Kind::Register if by_name => Err(ProgrammeError::NamesOnly(layout.id.header.to_string())),
        Kind::Titles if request.title.is_none() => Err(ProgrammeError::NoTitle),
        Kind::Bulletin => super::bulletin::check_columns(layout),
        _ => Ok(()),
    }
}

impl Read {
    /// How many values it holds.
    pub fn n_values(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }

    /// Whether what it brings is of a period: figures and negatives are, a register only where it has figures too.
    fn needs_a_period(&self, kind: Kind) -> bool {
        match kind {
            Kind::Figures | Kind::Negatives => true,
            Kind::Register => self.rows.iter().flat_map(|row| &row.cells).any(|cell| !cell.code.starts_with('_')),
            Kind::Titles | Kind::Bulletin => false,
        }
    }

    /// Whether its rows tell their subjects by name alone.
    pub(super) fn by_name(&self) -> bool {
        self.layout.name.is_none() && self.layout.notices.iter().any(|n| matches!(n.what, Remark::NameAsId { .. }))
    }

    /// Where a row's subject stands: `B7`.
    pub(super) fn place(&self, row: &Row) -> String {
        format!("{}{}", self.layout.id.letter, row.number)
    }

    /// Refuses rows after they were read. Each why goes to the cell of its column, or to the whole row where it has none.
    pub(super) fn refuse(&mut self, whys: Vec<(u64, &str, Why)>) {
        for (number, code, why) in whys {
            let Some(row) = self.rows.iter().find(|row| row.number == number) else { continue };
            let found = self.layout.found.iter().find(|found| found.code == code);
            let value = row.cells.iter().find(|cell| cell.code == code).map(|cell| match &cell.value {
                Value::Said(said) => said.clone(),
                Value::Whole(whole) => whole.to_string(),
            });
            self.refusals.push(Refusal {
                file: Arc::clone(&self.layout.file),
                sheet: self.layout.sheet.clone(),
                row: number,
                id: Some(row.id.as_str().into()),
                name: row.name.as_deref().map(Into::into),
                column: found.map(|found| Arc::clone(&found.column.header)),
                cell: found.map(|found| format!("{}{number}", found.column.letter)),
                value: value.unwrap_or_else(|| row.id.clone()),
                why,
            });
        }
        let refused: HashSet<u64> = self.refusals.iter().map(|refusal| refusal.row).collect();
        self.rows.retain(|row| !refused.contains(&row.number));
        self.n_refused = refused.len();
    }

    fn table(&mut self, table: &Table, request: &Request) -> Result<(), TableError> {
        let name: Arc<str> = request.name.as_str().into();
        for part in 0..table.n_parts() {
            for batch in table.read_part(part)? {
                self.batch(batch?, &name);
            }
        }
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
            let id = said(&batch.population, "id", row).unwrap_or_default();
            let name = said(&batch.population, "name", row).filter(|name| !name.is_empty());
            let cells = self.cells(&batch.population, row, number);
            self.rows.push(Row { number, id, name, cells });
        }
    }

    fn cells(&self, population: &RecordBatch, row: usize, number: u64) -> Vec<Cell> {
        let found = self.layout.found.iter();
        let cell = |found: &huoju_table::Found| {
            let value = value(population.column_by_name(&found.field())?, row)?;
            let place = format!("{}{number}", found.column.letter);
            Some(Cell { code: found.code.clone(), earlier: found.earlier, value, place })
        };
        found.filter_map(cell).collect()
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
