//! A file of ids and numbers: its columns by name, its rows with their lines.

use std::path::Path;

use jiff::civil::Date;

use crate::report::Failure;
use crate::select::rows::Rows;
use crate::words::Words;

/// An open file.
pub struct Sheet<'w> {
    names: Vec<&'static str>,
    at: Vec<Option<usize>>,
    rows: Rows<'w>,
    words: &'w Words,
}

/// Whether a column must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// It must.
    Must(&'static str),
    /// It may.
    May(&'static str),
}

impl<'w> Sheet<'w> {
    /// Opens a file and finds its columns; others are left alone.
    pub fn open(path: &Path, columns: &[Column], words: &'w Words) -> Result<Self, Failure> {
        let rows = Rows::open(path, words)?;
        let names = columns.iter().map(|(Column::Must(name) | Column::May(name))| *name).collect();
        let mut sheet = Sheet { names, at: Vec::new(), rows, words };
        for &column in columns {
            let (Column::Must(name) | Column::May(name)) = column;
            let at = sheet.rows.header().iter().position(|own| own.eq_ignore_ascii_case(name));
            if at.is_none() && column == Column::Must(name) {
                let (shown, found) = (path.display().to_string(), words.list(sheet.rows.header()));
                let about = [("path", shown.as_str()), ("column", name), ("found", &found)];
                return Err(Failure::new(words.with("select-no-column", &about)));
            }
            sheet.at.push(at);
        }
        Ok(sheet)
    }

    /// Goes to the next row that is not blank.
    pub fn advance(&mut self) -> Result<bool, Failure> {
        self.rows.advance()
    }

    /// The cell in the column asked for at this place, without spaces around it; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.at.get(column).copied().flatten().map_or("", |at| self.rows.cell(at))
    }

    /// A whole number from `least` to `most`.
    pub fn number(&self, column: usize, least: i64, most: i64) -> Result<i64, Failure> {
        let number = self.cell(column).parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            let (least, most) = (least.to_string(), most.to_string());
            self.refused(column, &self.words.with("select-number", &[("least", &least), ("most", &most)]))
        })
    }

    /// A day, or none.
    pub fn date(&self, column: usize) -> Result<Option<Date>, Failure> {
        let text = self.cell(column);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.refused(column, &self.words.get("select-date")))
    }

    /// A cell that can't be taken, and why.
    pub fn refused(&self, column: usize, why: &str) -> Failure {
        let line = self.line().to_string();
        let path = self.rows.path().display().to_string();
        let name = self.names.get(column).copied().unwrap_or_default();
        let about =
            [("path", path.as_str()), ("line", &line), ("column", name), ("value", self.cell(column)), ("why", why)];
        Failure::new(self.words.with("select-refused", &about))
    }

    /// The line of the row.
    pub fn line(&self) -> u64 {
        self.rows.line()
    }
}
