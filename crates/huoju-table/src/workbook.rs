//! Workbooks: `.xlsx`, `.xls`, `.ods`. Sheets are held sparse, so a cell at the far corner costs one cell.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xlsx};
use huoju_model::Dictionary;

use crate::batch::Batch;
use crate::biff::OldBook;
use crate::cell::{Cell, Habits};
use crate::csv::BATCH_ROWS;
use crate::date;
use crate::error::TableError;
use crate::guard::guarded;
use crate::layout::{self, HEAD_ROWS, HeadRow, Header, Layout};
use crate::rows::{Plan, Row, RowReader};
use crate::sniff::Kind;
use crate::{Part, Wanted, archive};

/// The rows of a sheet that have any cell, with Excel's row number.
pub(crate) type Rows = Vec<SheetRow>;

/// A row of a sheet: its cells that are not blank, by column.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetRow {
    pub number: u64,
    pub cells: Vec<(usize, Cell<'static>)>,
}

impl Row for SheetRow {
    fn cell(&self, index: usize) -> Cell<'_> {
        match self.cells.binary_search_by_key(&index, |(column, _)| *column) {
            Ok(found) => borrowed(&self.cells[found].1),
            Err(_) => Cell::Blank,
        }
    }

    fn first(&self) -> Option<usize> {
        self.cells.first().map(|(column, _)| *column)
    }

    fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| column + 1)
    }
}

fn borrowed<'c>(cell: &'c Cell<'static>) -> Cell<'c> {
    match cell {
        Cell::Text(text) => Cell::Text(Cow::Borrowed(text)),
        other => other.clone(),
    }
}

/// An opened workbook of any of the three kinds.
pub(crate) enum Book {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Xls(Box<OldBook>),
    Ods(Box<Ods<BufReader<File>>>),
}

impl Book {
    /// Opens a workbook, once what it unpacks to is known to be bearable.
    pub fn open(path: &Path, kind: Kind) -> Result<Self, TableError> {
        let file = File::open(path).map_err(|source| TableError::Io { path: path.to_owned(), source })?;
        if kind != Kind::Xls {
            archive::check(path, &file)?;
        }
        let damaged = |e: &dyn std::fmt::Display| TableError::Damaged { path: path.to_owned(), detail: e.to_string() };
        let file = BufReader::new(file);
        Ok(match kind {
            Kind::Xls => {
                let bytes = std::fs::read(path).map_err(|source| TableError::Io { path: path.to_owned(), source })?;
                Book::Xls(Box::new(OldBook::open(bytes).map_err(|e| damaged(&e))?))
            }
            Kind::Ods => {
                let book = guarded(|| Ods::new(file)).map_err(|e| damaged(&e))?;
                Book::Ods(Box::new(book.map_err(|e| damaged(&e))?))
            }
            _ => {
                let book = guarded(|| Xlsx::new(file)).map_err(|e| damaged(&e))?;
                Book::Xlsx(Box::new(book.map_err(|e| damaged(&e))?))
            }
        })
    }

    /// The sheets' names; hidden ones are read only when asked for by name.
    pub fn sheets(&self) -> Vec<(String, bool)> {
        let sheets = match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => return book.sheets(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        sheets.iter().map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    pub fn epoch_1904(&self) -> bool {
        match self {
            Book::Xlsx(book) => book.has_1904_epoch(),
            Book::Xls(book) => book.epoch_1904(),
            Book::Ods(_) => false,
        }
    }

    /// The sheet's rows, or the first `limit` of them.
    pub fn rows(&mut self, sheet: &str, limit: Option<usize>) -> Result<Rows, String> {
        let epoch_1904 = self.epoch_1904();
        match self {
            Book::Xlsx(book) => guarded(|| xlsx_rows(book, sheet, limit, epoch_1904))?,
            Book::Xls(book) => book.rows(sheet, limit),
            Book::Ods(book) => {
                let range = guarded(|| book.worksheet_range(sheet))?;
                range_rows(range.map_err(|e| e.to_string())?, limit, false)
            }
        }
    }
}

/// Reads cell by cell rather than a whole rectangle: one stray format at the last row of a sheet would make the
/// rectangle larger than memory.
fn xlsx_rows(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    limit: Option<usize>,
    epoch_1904: bool,
) -> Result<Rows, String> {
    let mut reader = match book.worksheet_cells_reader(sheet) {
        // A chart has a sheet's place and no cells.
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        other => other.map_err(|e| e.to_string())?,
    };
    let mut rows: BTreeMap<u32, SheetRow> = BTreeMap::new();
    let mut budget = Budget::default();
    while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
        let (row, column) = cell.get_position();
        if let DataRef::SharedString(text) = cell.get_value() {
            budget.take(text.len())?;
        }
        let value = match cell.get_value() {
            DataRef::SharedString(text) => Cell::text(Cow::Borrowed(*text)).owned(),
            other => owned_cell(&Data::from(other.clone()), epoch_1904),
        };
        if value.is_blank() {
            continue;
        }
        if limit.is_some_and(|limit| rows.len() >= limit && !rows.contains_key(&row)) {
            break;
        }
        let entry = rows.entry(row).or_insert_with(|| SheetRow { number: u64::from(row) + 1, cells: Vec::new() });
        entry.cells.push((column as usize, value));
    }
    Ok(rows.into_values().map(sorted).collect())
}

/// How much text a sheet may still hold: a long text shared by a million cells is in the file but once.
pub(crate) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Budget(1 << 30)
    }
}

impl Budget {
    /// Takes the room for a text, if there is any.
    pub fn take(&mut self, length: usize) -> Result<(), String> {
        self.0 = self
            .0
            .checked_sub(length.min(4 * crate::refusal::CELL_LIMIT))
            .ok_or("more than 1 GiB of text in one sheet")?;
        Ok(())
    }
}

/// Cells by column; of two that claim one place the later holds.
pub(crate) fn sorted(mut row: SheetRow) -> SheetRow {
    if !row.cells.is_sorted_by(|a, b| a.0 < b.0) {
        row.cells.reverse();
        row.cells.sort_by_key(|(column, _)| *column);
        row.cells.dedup_by_key(|(column, _)| *column);
    }
    row
}

fn range_rows(range: calamine::Range<Data>, limit: Option<usize>, epoch_1904: bool) -> Result<Rows, String> {
    let Some((first_row, first_column)) = range.start() else { return Ok(Vec::new()) };
    let rows = range.rows().enumerate().filter_map(|(i, cells)| {
        let cells: Vec<_> = cells
            .iter()
            .enumerate()
            .map(|(j, cell)| (first_column as usize + j, owned_cell(cell, epoch_1904)))
            .filter(|(_, cell)| !cell.is_blank())
            .collect();
        (!cells.is_empty()).then(|| SheetRow { number: u64::from(first_row) + i as u64 + 1, cells })
    });
    Ok(rows.take(limit.unwrap_or(usize::MAX)).collect())
}

fn owned_cell(data: &Data, epoch_1904: bool) -> Cell<'static> {
    match data {
        Data::Empty => Cell::Blank,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(truth) => Cell::Bool(*truth),
        Data::Error(error) => Cell::Error(Cow::Owned(error.to_string())),
        Data::String(text) | Data::DurationIso(text) => Cell::text(Cow::Borrowed(text.as_str())).owned(),
        Data::DateTime(value) => dated(value, epoch_1904),
        Data::DateTimeIso(text) => match date::read(text) {
            Ok(date) => Cell::Date(date),
            Err(_) => Cell::text(Cow::Borrowed(text.as_str())).owned(),
        },
    }
}

/// A number formatted as a day; one formatted as a time alone is a number.
fn dated(value: &ExcelDateTime, epoch_1904: bool) -> Cell<'static> {
    let serial = value.as_f64();
    let day =
        if value.is_datetime() && (epoch_1904 || serial >= 1.0) { date::serial(serial, epoch_1904) } else { None };
    day.map_or(Cell::Number(serial), Cell::Date)
}

impl Cell<'_> {
    pub fn owned(self) -> Cell<'static> {
        match self {
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Error(text) => Cell::Error(Cow::Owned(text.into_owned())),
            Cell::Blank => Cell::Blank,
            Cell::Number(number) => Cell::Number(number),
            Cell::Bool(truth) => Cell::Bool(truth),
            Cell::Date(date) => Cell::Date(date),
            Cell::TooLong(head, chars) => Cell::TooLong(head, chars),
            Cell::Undecodable(text) => Cell::Undecodable(text),
        }
    }
}

/// A workbook whose sheet and layout are known, its rows in memory.
pub(crate) struct Workbook {
    rows: Arc<Rows>,
    header_end: u64,
    plan: Arc<Plan>,
    pub layout: Layout,
}

impl Workbook {
    /// Chooses the sheet and finds its header.
    pub fn open(path: &Path, kind: Kind, wanted: &Wanted, dictionary: &Dictionary) -> Result<Self, TableError> {
        let mut book = Book::open(path, kind)?;
        let damaged = |detail| TableError::Damaged { path: path.to_owned(), detail };
        let (sheet, header) = choose(&mut book, path, wanted, dictionary)?;
        let mut layout = layout::lay_out(path, Some(&sheet), &header, wanted, dictionary)?;
        let header_end = header.rows.last().copied().unwrap_or(0);
        let rows = book.rows(&sheet, None).map_err(damaged)?;
        let n_rows = rows.iter().filter(|row| row.number > header_end).count() as u64;
        if n_rows == 0 {
            return Err(TableError::NoRows { path: path.to_owned(), header_row: header_end });
        }
        layout.n_rows = Some(n_rows);
        let habits = Habits { encoding: "UTF-8", epoch_1904: book.epoch_1904() };
        let plan = Arc::new(Plan::new(&layout, dictionary, wanted, habits, None));
        Ok(Workbook { rows: Arc::new(rows), header_end, plan, layout })
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The rows below the header, in batches.
    pub fn read(&self) -> Part {
        let next = self.rows.partition_point(|row| row.number <= self.header_end);
        let reader = RowReader::new(Arc::clone(&self.plan));
        Part::new(WorkbookPart { rows: Arc::clone(&self.rows), next, reader, done: false })
    }
}

/// The sheet whose header has most of what is wanted, or the one asked for.
pub(crate) fn choose(
    book: &mut Book,
    path: &Path,
    wanted: &Wanted,
    dictionary: &Dictionary,
) -> Result<(String, Header), TableError> {
    let all = book.sheets();
    let names = || all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let asked: Vec<&String> = match &wanted.sheet {
        Some(asked) => all.iter().map(|(name, _)| name).filter(|name| name.trim() == asked.trim()).collect(),
        None => all.iter().filter(|(_, visible)| *visible).map(|(name, _)| name).collect(),
    };
    if let (Some(sheet), true) = (&wanted.sheet, asked.is_empty()) {
        return Err(TableError::NoSheet { path: path.to_owned(), sheet: sheet.clone(), sheets: names() });
    }
    let mut best: Vec<(String, Header)> = Vec::new();
    for name in asked {
        let rows = book.rows(name, Some(HEAD_ROWS));
        let rows = rows.map_err(|detail| TableError::Damaged { path: path.to_owned(), detail })?;
        let Some(header) = layout::find(&head(&rows), wanted, dictionary) else { continue };
        let score = |header: &Header| if wanted.columns.is_empty() { header.score.1 } else { header.score.0 };
        match best.first().map_or(std::cmp::Ordering::Greater, |(_, best)| score(&header).cmp(&score(best))) {
            std::cmp::Ordering::Greater => best = vec![(name.clone(), header)],
            std::cmp::Ordering::Equal => best.push((name.clone(), header)),
            std::cmp::Ordering::Less => {}
        }
    }
    if best.len() > 1 {
        let sheets = best.into_iter().map(|(name, _)| name).collect();
        return Err(TableError::SheetTie { path: path.to_owned(), sheets });
    }
    best.pop().ok_or_else(|| TableError::NoHeader { path: path.to_owned(), sheets: names() })
}

/// A sheet's first rows as text.
fn head(rows: &Rows) -> Vec<HeadRow> {
    let texts = |row: &SheetRow| {
        let mut cells = vec![String::new(); row.width().min(16_384)];
        for (column, cell) in &row.cells {
            if let Some(text) = cells.get_mut(*column) {
                *text = cell.plain().chars().take(200).collect();
            }
        }
        cells
    };
    rows.iter().map(|row| HeadRow { number: row.number, cells: texts(row) }).collect()
}

struct WorkbookPart {
    rows: Arc<Rows>,
    next: usize,
    reader: RowReader,
    done: bool,
}

impl Iterator for WorkbookPart {
    type Item = Result<Batch, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        while self.reader.n_waiting() < BATCH_ROWS {
            let Some(row) = self.rows.get(self.next) else {
                self.done = true;
                return Some(self.reader.finish());
            };
            self.reader.push(row.number, row);
            self.next += 1;
        }
        Some(self.reader.take())
    }
}

/// The rows of the sheet that a marked-up copy repeats: the one named, else the only or first one.
pub(crate) fn all_rows(path: &Path, kind: Kind, sheet: Option<&str>) -> Result<(String, Rows), TableError> {
    let mut book = Book::open(path, kind)?;
    let sheets = book.sheets();
    let name = sheet.map(str::to_owned).or_else(|| sheets.first().map(|(name, _)| name.clone())).unwrap_or_default();
    let rows = book.rows(&name, None).map_err(|detail| TableError::Damaged { path: path.to_owned(), detail })?;
    Ok((name, rows))
}
