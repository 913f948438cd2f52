//! A workbook as an office sends it: a title over all columns, who sends it and in which unit, a header, rows, a note.

use std::path::Path;

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// A cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// 万元, given in hundredths of it.
    Money(i64),
    /// A day.
    Day(Date),
    /// A formula that has lost what it referred to, with its error.
    Broken(&'static str),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// 是 or 否.
    pub fn fact(truth: bool) -> Self {
        Cell::text(if truth { "是" } else { "否" })
    }

    /// The cell, or a blank one.
    pub fn unless(self, blank: bool) -> Self {
        if blank { Cell::Blank } else { self }
    }
}

/// A sheet to be written.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Over all columns.
    pub title: String,
    /// Who sends it.
    pub office: String,
    /// 万元 where it holds money.
    pub unit: Option<&'static str>,
    /// The header.
    pub header: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Below the rows.
    pub notes: Vec<String>,
}

struct Formats {
    title: Format,
    header: Format,
    text: Format,
    money: Format,
    day: Format,
}

/// The row of the header, from 0.
pub const HEADER_ROW: u32 = 2;

/// Writes the sheets into one workbook. The same sheets give the same bytes: a workbook that carried the hour would
/// change its hash with every run.
pub fn write(path: &Path, sheets: &[(&str, Sheet)]) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let formats = Formats::new();
    for (name, sheet) in sheets {
        sheet.write(workbook.add_worksheet().set_name(*name)?, &formats)?;
    }
    workbook.save(path)
}

impl Formats {
    fn new() -> Self {
        let boxed = Format::new().set_border(FormatBorder::Thin);
        Formats {
            title: Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            header: boxed.clone().set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            text: boxed.clone().set_num_format("@"),
            money: boxed.clone().set_num_format("#,##0.00"),
            day: boxed.set_num_format("yyyy-mm-dd"),
        }
    }
}

impl Sheet {
    fn write(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let last = self.header.len().saturating_sub(1) as u16;
        sheet.merge_range(0, 0, 0, last, &self.title, &formats.title)?;
        sheet.write_string(1, 0, format!("填报单位：{}", self.office))?;
        if let Some(unit) = self.unit {
            sheet.write_string(1, last, format!("单位：{unit}"))?;
        }
        for (column, header) in (0..).zip(&self.header) {
            sheet.write_string_with_format(HEADER_ROW, column, *header, &formats.header)?;
            sheet.set_column_width(column, width(header))?;
        }
        let mut row = HEADER_ROW + 1;
        for cells in &self.rows {
            for (column, cell) in (0..).zip(cells) {
                put(sheet, row, column, cell, formats)?;
            }
            row += 1;
        }
        for note in &self.notes {
            sheet.write_string(row, 0, note)?;
            row += 1;
        }
        sheet.set_freeze_panes(HEADER_ROW + 1, 0)?;
        Ok(())
    }
}

fn width(header: &str) -> f64 {
    match header {
        "序号" => 6.0,
        "企业名称" | "曾用名" => 36.0,
        "统一社会信用代码" => 22.0,
        "注册地址" | "经营地址" => 48.0,
        _ => (2 * header.chars().count()).clamp(12, 26) as f64,
    }
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => sheet.write_blank(row, column, &formats.text)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, &formats.text)?,
        Cell::Whole(number) => sheet.write_number(row, column, *number as f64)?,
        Cell::Money(hundredths) => {
            sheet.write_number_with_format(row, column, *hundredths as f64 / 100.0, &formats.money)?
        }
        Cell::Day(day) => {
            let (year, month, date) = (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
            sheet.write_datetime_with_format(row, column, ExcelDateTime::from_ymd(year, month, date)?, &formats.day)?
        }
        Cell::Broken(error) => {
            let formula = rust_xlsxwriter::Formula::new(format!("={error}")).set_result(*error);
            sheet.write_formula(row, column, formula)?
        }
    };
    Ok(())
}
