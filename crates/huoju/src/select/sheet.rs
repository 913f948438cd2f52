//! A CSV file of ids and numbers: its columns by name, its rows with their lines.

use std::path::{Path, PathBuf};

use csv::{ByteRecord, Reader, ReaderBuilder};
use huoju_model::Lang;
use jiff::civil::Date;

use crate::report::Failure;
use crate::words::Words;

/// An open file.
pub struct Sheet<'w> {
    path: PathBuf,
    names: Vec<&'static str>,
    at: Vec<Option<usize>>,
    reader: Reader<std::io::Cursor<Vec<u8>>>,
    record: ByteRecord,
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
    /// Opens a file in UTF-8 or GB18030 and finds its columns; others are left alone.
    pub fn open(path: &Path, columns: &[Column], words: &'w Words) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        let bytes = bytes(path, words)?;
        let bytes = decoded(bytes).ok_or_else(|| Failure::new(words.with("select-encoding", &[("path", &shown)])))?;
        let reader = ReaderBuilder::new().flexible(true).from_reader(std::io::Cursor::new(bytes));
        let names = columns.iter().map(|(Column::Must(name) | Column::May(name))| *name).collect();
        let record = ByteRecord::new();
        let mut sheet = Sheet { path: path.to_owned(), names, at: Vec::new(), reader, record, words };
        let header = sheet.reader.byte_headers().cloned().map_err(|error| sheet.broken(&error))?;
        let find = |name: &str| header.iter().position(|own| own.trim_ascii().eq_ignore_ascii_case(name.as_bytes()));
        for &column in columns {
            let (Column::Must(name) | Column::May(name)) = column;
            let at = find(name);
            if at.is_none() && column == Column::Must(name) {
                let found = header.iter().map(String::from_utf8_lossy).collect::<Vec<_>>();
                let about = [("path", shown.as_str()), ("column", name), ("found", &words.list(found))];
                return Err(Failure::new(words.with("select-no-column", &about)));
            }
            sheet.at.push(at);
        }
        Ok(sheet)
    }

    /// Goes to the next row that is not blank.
    pub fn advance(&mut self) -> Result<bool, Failure> {
        loop {
            let more = self.reader.read_byte_record(&mut self.record).map_err(|error| self.broken(&error))?;
            if !more || self.record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                return Ok(more);
            }
        }
    }

    /// The cell in the column asked for at this place, without spaces around it; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        let cell = self.at.get(column).copied().flatten().and_then(|at| self.record.get(at));
        std::str::from_utf8(cell.unwrap_or_default()).unwrap_or_default().trim()
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
        let path = self.path.display().to_string();
        let name = self.names.get(column).copied().unwrap_or_default();
        let about =
            [("path", path.as_str()), ("line", &line), ("column", name), ("value", self.cell(column)), ("why", why)];
        Failure::new(self.words.with("select-refused", &about))
    }

    /// The line of the row.
    pub fn line(&self) -> u64 {
        self.record.position().map_or(1, csv::Position::line)
    }

    fn broken(&self, error: &csv::Error) -> Failure {
        let (path, why) = (self.path.display().to_string(), error.to_string());
        Failure::new(self.words.with("select-broken", &[("path", &path), ("why", &why)]))
    }
}

/// What a file holds.
pub fn bytes(path: &Path, words: &Words) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let (shown, why) = (path.display().to_string(), huoju_table::io_en(&error));
        Failure::new(match words.lang {
            Lang::Zh => huoju_table::io_zh(path, &error),
            Lang::En => words.with("select-unreadable", &[("path", &shown), ("why", &why)]),
        })
    })
}

/// UTF-8 without its mark, from UTF-8 or GB18030.
fn decoded(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return Some(bytes);
    }
    let (text, _, is_broken) = encoding_rs::GB18030.decode(&bytes);
    (!is_broken).then(|| text.into_owned().into_bytes())
}
