//! The marked-up copy (退回表): the file as it came, with a column that says what was refused and why, to go back to
//! its sender.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{Color, Format, Note, Workbook, XlsxError};

use crate::cell::Cell;
use crate::csv::Source;
use crate::error::TableError;
use crate::header::REASON;
use crate::refusal::Refusal;
use crate::rows::Row;
use crate::sniff::{self, Kind};
use crate::workbook::{self, Rows};
use crate::write::csv::record;
use crate::write::place::Place;
use crate::write::value::harmless;
use crate::write::xlsx::{cut, excel_date};

/// Writes the marked-up copy of `original` to `out`: a workbook for a workbook, a CSV for a CSV, a list of refusals as
/// CSV for Parquet.
pub fn write_refused(original: &Path, out: &Path, refusals: &[Refusal]) -> Result<(), TableError> {
    match sniff::kind(original)? {
        Kind::Csv => mark_csv(original, out, refusals),
        Kind::Parquet | Kind::Folder => list(out, refusals),
        kind => mark_workbook(original, kind, out, refusals),
    }
}

/// Looks for the header's last row among those above the refused ones: where a refused column says what its refusal
/// says; else the first row of several cells.
struct HeaderSearch<'r> {
    column: Option<(usize, &'r str)>,
    /// The first refused row.
    end: u64,
    found: Option<u64>,
    wide: Option<u64>,
}

impl<'r> HeaderSearch<'r> {
    fn new(refusals: &'r [Refusal]) -> Self {
        let column = refusals.iter().find_map(|refusal| {
            let letters = refusal.cell.as_deref()?.trim_end_matches(|c: char| c.is_ascii_digit());
            Some((index_of(letters)?, refusal.column.as_deref()?))
        });
        let end = refusals.iter().map(|refusal| refusal.row).min().unwrap_or(u64::MAX);
        HeaderSearch { column, end, found: None, wide: None }
    }

    /// Looks at a row; whether more are to be looked at.
    fn look(&mut self, number: u64, row: &dyn Row) -> bool {
        if number >= self.end {
            return false;
        }
        if row.width() > 1 && self.wide.is_none() {
            self.wide = Some(number);
        }
        if let Some((index, header)) = self.column {
            let text = row.cell(index).plain().split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() && header.ends_with(&text) {
                self.found = Some(number);
            }
        }
        true
    }

    fn row(&self) -> u64 {
        self.found.or(self.wide).unwrap_or(1)
    }
}

/// The place of a column from its letters.
fn index_of(letters: &str) -> Option<usize> {
    let number = letters.bytes().fold(0usize, |n, b| n * 26 + usize::from(b.saturating_sub(b'A')) + 1);
    (letters.len() <= 3).then(|| number.checked_sub(1)).flatten()
}

/// The refusals of each row.
fn by_row(refusals: &[Refusal]) -> HashMap<u64, Vec<&Refusal>> {
    let mut rows: HashMap<u64, Vec<&Refusal>> = HashMap::new();
    for refusal in refusals {
        rows.entry(refusal.row).or_default().push(refusal);
    }
    rows
}

/// All that is wrong with a row, in one cell.
fn reasons(refusals: &[&Refusal]) -> String {
    let one = |refusal: &&Refusal| match &refusal.column {
        Some(column) => format!("{column}：{}", refusal.why.zh()),
        None => refusal.why.zh(),
    };
    refusals.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn mark_csv(original: &Path, out: &Path, refusals: &[Refusal]) -> Result<(), TableError> {
    let source = Source::open(original)?;
    let by_row = by_row(refusals);
    let (separator, header_row) = header_of(&source, refusals)?;
    let mut records = source.records(separator)?;
    let (place, file) = Place::create(out)?;
    let mut out_file = BufWriter::new(file);
    let io = |source| TableError::Io { path: out.to_owned(), source };
    out_file.write_all("\u{feff}".as_bytes()).map_err(io)?;
    let mut width = 0;
    while let Some(row) = records.next_record()? {
        let mut cells: Vec<String> = match row.fields {
            [] => vec![row.text()],
            fields => (0..fields.len()).map(|i| row.cell(i).plain().into_owned()).collect(),
        };
        if row.line == header_row {
            width = cells.len();
        }
        let reason = match by_row.get(&row.line) {
            _ if row.line == header_row => REASON.to_owned(),
            Some(refusals) => reasons(refusals),
            None => String::new(),
        };
        if row.line >= header_row {
            cells.resize(cells.len().max(width), String::new());
            cells.push(reason);
        }
        let mut line = String::new();
        record(&mut line, &cells);
        out_file.write_all(line.as_bytes()).map_err(io)?;
    }
    out_file.flush().map_err(io)?;
    place.keep()
}

/// The separator that makes most columns of the header, and the header's row.
fn header_of(source: &Source, refusals: &[Refusal]) -> Result<(u8, u64), TableError> {
    let mut best = (0, b',', 1);
    for separator in [b',', b'\t', b';'] {
        let mut records = source.records(separator)?;
        let mut search = HeaderSearch::new(refusals);
        let mut widest = 0;
        while let Some(record) = records.next_record()?
            && search.look(record.line, &record)
        {
            widest = widest.max(record.fields.len());
        }
        if widest > best.0 {
            best = (widest, separator, search.row());
        }
    }
    Ok((best.1, best.2))
}

fn list(out: &Path, refusals: &[Refusal]) -> Result<(), TableError> {
    let (place, file) = Place::create(out)?;
    let mut out_file = BufWriter::new(file);
    let io = |source| TableError::Io { path: out.to_owned(), source };
    let mut line = String::from("\u{feff}");
    record(&mut line, &["文件", "行", "列", "值", REASON]);
    out_file.write_all(line.as_bytes()).map_err(io)?;
    for refusal in refusals {
        line.clear();
        let column = refusal.column.as_deref().unwrap_or_default();
        let value = harmless(&refusal.value);
        record(&mut line, &[&*refusal.file, &refusal.row.to_string(), column, &value, &refusal.why.zh()]);
        out_file.write_all(line.as_bytes()).map_err(io)?;
    }
    out_file.flush().map_err(io)?;
    place.keep()
}

fn mark_workbook(original: &Path, kind: Kind, out: &Path, refusals: &[Refusal]) -> Result<(), TableError> {
    let sheet = refusals.iter().find_map(|refusal| refusal.sheet.as_deref());
    let (name, rows) = workbook::all_rows(original, kind, sheet)?;
    let mut search = HeaderSearch::new(refusals);
    rows.iter().take_while(|row| search.look(row.number, *row)).for_each(drop);
    let header_row = search.row();
    let (place, file) = Place::create(out)?;
    let mut workbook = Workbook::new();
    Marked::new(&rows, header_row, refusals).write(&mut workbook, &name).map_err(TableError::internal)?;
    workbook.save_to_writer(BufWriter::new(file)).map_err(TableError::internal)?;
    place.keep()
}

/// A sheet with its marks.
struct Marked<'r> {
    rows: &'r Rows,
    header_row: u64,
    by_row: HashMap<u64, Vec<&'r Refusal>>,
    /// The column of reasons.
    last: u16,
    bad: Format,
    date: Format,
    bad_date: Format,
    bold: Format,
}

impl<'r> Marked<'r> {
    fn new(rows: &'r Rows, header_row: u64, refusals: &'r [Refusal]) -> Self {
        let day = "yyyy-mm-dd";
        let bad = Format::new().set_background_color(Color::RGB(0xFF_C7CE));
        Marked {
            rows,
            header_row,
            by_row: by_row(refusals),
            last: rows.iter().map(Row::width).max().unwrap_or(0).min(16_383) as u16,
            date: Format::new().set_num_format(day),
            bad_date: bad.clone().set_num_format(day),
            bad,
            bold: Format::new().set_bold(),
        }
    }

    fn write(&self, workbook: &mut Workbook, name: &str) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        self.widths(sheet)?;
        let bottom = self.rows.last().map_or(self.header_row, |row| row.number);
        sheet.autofilter((self.header_row - 1) as u32, 0, (bottom.max(self.header_row) - 1) as u32, self.last)?;
        let reason = Format::new().set_text_wrap().set_font_color(Color::RGB(0x9C_0006));
        for row in self.rows {
            let at = (row.number - 1) as u32;
            let refusals = self.by_row.get(&row.number).map(Vec::as_slice).unwrap_or_default();
            for (column, cell) in &row.cells {
                let letter = crate::layout::letter(*column);
                let place = format!("{letter}{}", row.number);
                let bad: Vec<_> = refusals.iter().filter(|r| r.cell.as_deref() == Some(&place)).collect();
                self.cell(sheet, at, *column as u16, cell, row.number == self.header_row, !bad.is_empty())?;
            }
            self.notes(sheet, at, refusals)?;
            if row.number == self.header_row {
                sheet.write_string_with_format(at, self.last, REASON, &self.bold)?;
                sheet.set_freeze_panes(at + 1, 0)?;
            } else if !refusals.is_empty() {
                sheet.write_string_with_format(at, self.last, cut(&reasons(refusals)), &reason)?;
            }
        }
        Ok(())
    }

    /// Columns wide enough for their first cells below the title rows, within reason.
    fn widths(&self, sheet: &mut rust_xlsxwriter::Worksheet) -> Result<(), XlsxError> {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for (column, cell) in
            self.rows.iter().filter(|row| row.number >= self.header_row).take(200).flat_map(|r| &r.cells)
        {
            let wide = cell.plain().chars().take(40).map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            let widest = widths.entry(*column).or_default();
            *widest = wide.max(*widest);
        }
        for (column, wide) in widths {
            sheet.set_column_width(column as u16, wide.clamp(8, 40) as f64 + 1.0)?;
        }
        sheet.set_column_width(self.last, 60).map(drop)
    }

    fn cell(
        &self,
        sheet: &mut rust_xlsxwriter::Worksheet,
        row: u32,
        column: u16,
        cell: &Cell<'_>,
        header: bool,
        bad: bool,
    ) -> Result<(), XlsxError> {
        let plain = Format::default();
        let format = match (cell, bad, header) {
            (Cell::Date(_), true, _) => &self.bad_date,
            (Cell::Date(_), false, _) => &self.date,
            (_, true, _) => &self.bad,
            (_, _, true) => &self.bold,
            _ => &plain,
        };
        match cell {
            Cell::Number(number) if number.is_finite() => {
                sheet.write_number_with_format(row, column, *number, format)?;
            }
            Cell::Bool(truth) => {
                sheet.write_boolean_with_format(row, column, *truth, format)?;
            }
            Cell::Date(date) if excel_date(*date).is_some() => {
                if let Some(date) = excel_date(*date) {
                    sheet.write_datetime_with_format(row, column, &date, format)?;
                }
            }
            other => {
                sheet.write_string_with_format(row, column, cut(&other.plain()), format)?;
            }
        }
        Ok(())
    }

    /// A note on every bad cell, blank ones among them.
    fn notes(&self, sheet: &mut rust_xlsxwriter::Worksheet, row: u32, refusals: &[&Refusal]) -> Result<(), XlsxError> {
        let mut noted: HashMap<&str, Vec<String>> = HashMap::new();
        for refusal in refusals {
            if let Some(cell) = &refusal.cell {
                noted.entry(cell).or_default().push(refusal.why.zh());
            }
        }
        for (cell, whys) in noted {
            let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
            if let Some(Ok(column @ ..16_384)) = index_of(letters).map(u16::try_from) {
                let note = Note::new(whys.join("\n")).set_author("火炬").add_author_prefix(false);
                sheet.insert_note(row, column, &note)?;
            }
        }
        Ok(())
    }
}
