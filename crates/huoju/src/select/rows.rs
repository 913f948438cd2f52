//! Files of ids and numbers as rows of text: CSV in UTF-8 or GB18030, or the first sheet of a workbook.

use std::path::{Path, PathBuf};

use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use huoju_model::Lang;
use huoju_table::PlainRow;

use crate::report::Failure;
use crate::words::Words;

/// An open file, its header read, at one of its rows.
pub struct Rows<'w> {
    path: PathBuf,
    header: Vec<String>,
    source: Source,
    record: ByteRecord,
    words: &'w Words,
}

enum Source {
    Csv(Reader<std::io::Cursor<Vec<u8>>>),
    Workbook(std::vec::IntoIter<PlainRow>),
}

impl<'w> Rows<'w> {
    /// Opens a file; its first row is the header, which is empty where there is none.
    pub fn open(path: &Path, words: &'w Words) -> Result<Self, Failure> {
        let bytes = bytes(path, words)?;
        let source = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            let rows = huoju_table::plain(path, None).map_err(|error| Failure::table(&error, words))?;
            Source::Workbook(rows.into_iter())
        } else {
            let shown = path.display().to_string();
            let text = decoded(bytes);
            let text = text.ok_or_else(|| Failure::new(words.with("select-encoding", &[("path", &shown)])))?;
            Source::Csv(ReaderBuilder::new().flexible(true).has_headers(false).from_reader(std::io::Cursor::new(text)))
        };
        let mut rows = Rows { path: path.to_owned(), header: Vec::new(), source, record: ByteRecord::new(), words };
        if rows.advance()? {
            rows.header = rows.cells().map(str::to_owned).collect();
        }
        Ok(rows)
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Goes to the next row that is not blank.
    pub fn advance(&mut self) -> Result<bool, Failure> {
        loop {
            if !self.step()? {
                return Ok(false);
            }
            if self.cells().any(|cell| !cell.is_empty()) {
                return Ok(true);
            }
        }
    }

    fn step(&mut self) -> Result<bool, Failure> {
        match &mut self.source {
            Source::Csv(reader) => {
                let read = reader.read_byte_record(&mut self.record);
                read.map_err(|error| broken(&self.path, &error, self.words))
            }
            Source::Workbook(rows) => {
                let Some(row) = rows.next() else { return Ok(false) };
                self.record = laid(row, self.header.len());
                Ok(true)
            }
        }
    }

    /// A cell without spaces around it; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        text(self.record.get(column).unwrap_or_default())
    }

    /// All cells of the row.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(text)
    }

    /// Excel's row, or the line of CSV, from 1.
    pub fn line(&self) -> u64 {
        self.record.position().map_or(1, Position::line)
    }
}

fn text(cell: &[u8]) -> &str {
    // The whole file was checked or decoded.
    std::str::from_utf8(cell).unwrap_or_default().trim()
}

/// A sheet's row, as wide as the header: blank cells at its end are no more there than those that were never written.
fn laid(row: PlainRow, width: usize) -> ByteRecord {
    let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let mut record = ByteRecord::new();
    for at in 0..filled.max(width) {
        record.push_field(row.cells.get(at).map_or("", String::as_str).as_bytes());
    }
    let mut position = Position::new();
    position.set_line(row.number);
    record.set_position(Some(position));
    record
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

fn broken(path: &Path, error: &csv::Error, words: &Words) -> Failure {
    let (path, why) = (path.display().to_string(), error.to_string());
    Failure::new(words.with("select-broken", &[("path", &path), ("why", &why)]))
}
