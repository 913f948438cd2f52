//! XLSX out: in constant memory, units in the headers, codes as text, no formulas.

use std::io::Write;

use arrow_array::RecordBatch;
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::value::{Value, arrays, value};
use super::{OutputColumn, Sink, output};
use crate::error::TableError;

/// The rows of a sheet, its header among them.
const SHEET_ROWS: u32 = 1_048_576;

pub(super) struct XlsxSink {
    out: Box<dyn Write + Send>,
    workbook: Workbook,
    columns: Vec<OutputColumn>,
    row: u32,
    sheets: usize,
    formats: Vec<Format>,
}

impl XlsxSink {
    pub fn new(out: Box<dyn Write + Send>, columns: Vec<OutputColumn>) -> Result<Self, TableError> {
        let formats = columns.iter().map(format).collect();
        let mut sink = XlsxSink { out, workbook: Workbook::new(), columns, row: 0, sheets: 0, formats };
        sink.new_sheet().map_err(TableError::internal)?;
        Ok(sink)
    }

    /// Begins a sheet: a table longer than a sheet goes on in the next.
    fn new_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = if self.sheets == 1 { "数据".to_owned() } else { format!("数据{}", self.sheets) };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (index, column) in self.columns.iter().enumerate() {
            let width = column.header.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().clamp(10, 30);
            sheet.set_column_width(index as u16, width as f64 + 2.0)?;
        }
        let bold = Format::new().set_bold();
        for (index, column) in self.columns.iter().enumerate() {
            sheet.write_string_with_format(0, index as u16, &column.header, &bold)?;
        }
        self.row = 1;
        Ok(())
    }

    fn write_rows(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let columns = self.columns.clone();
        let arrays = arrays(&columns, batch)?;
        for row in 0..batch.num_rows() {
            if self.row == SHEET_ROWS {
                self.new_sheet().map_err(TableError::internal)?;
            }
            for (index, (array, column)) in arrays.iter().zip(&columns).enumerate() {
                self.write_cell(index, &value(array, column.kind, row)).map_err(TableError::internal)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn write_cell(&mut self, index: usize, value: &Value<'_>) -> Result<(), XlsxError> {
        let (row, column) = (self.row, index as u16);
        let format = &self.formats[index];
        let sheet = self.workbook.worksheet_from_index(self.sheets - 1)?;
        match value {
            Value::Missing => return Ok(()),
            Value::Text(text) => sheet.write_string_with_format(row, column, cut(text), format)?,
            Value::Fact(truth) => sheet.write_string(row, column, if *truth { "是" } else { "否" })?,
            Value::Date(date) => match excel_date(*date) {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
                None => sheet.write_string(row, column, date.to_string())?,
            },
            // A number of more than 15 digits would lose some as Excel's float.
            Value::Number(number) if number.digits().unsigned_abs() >= 10u128.pow(15) => {
                sheet.write_string(row, column, number.to_string())?
            }
            Value::Number(number) => {
                let float = number.digits() as f64 / 10f64.powi(number.scale() as i32);
                sheet.write_number_with_format(row, column, float, format)?
            }
        };
        Ok(())
    }
}

/// A text that fits a cell.
pub(crate) fn cut(text: &str) -> &str {
    text.char_indices().nth(crate::refusal::CELL_LIMIT).map_or(text, |(end, _)| &text[..end])
}

/// Excel's form of a day; none before 1900.
pub(crate) fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

fn format(column: &OutputColumn) -> Format {
    match column.kind {
        super::OutputKind::Text => Format::new().set_num_format("@"),
        super::OutputKind::Date => Format::new().set_num_format("yyyy-mm-dd"),
        super::OutputKind::Number { .. } | super::OutputKind::Fact => Format::new(),
    }
}

impl Sink for XlsxSink {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        self.write_rows(batch)
    }

    fn finish(mut self: Box<Self>) -> Result<(), TableError> {
        let bytes = self.workbook.save_to_buffer().map_err(TableError::internal)?;
        self.out.write_all(&bytes).map_err(output)?;
        self.out.flush().map_err(output)
    }
}
