//! CSV: its encoding, its separator, its records with their lines.
//!
//! Records are split here rather than by a parser crate, because a refused row must name its line, a mixed encoding is
//! decided row by row, and a quotation mark that is never closed must not swallow the file.

mod source;

use std::io::{BufRead, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huoju_model::Dictionary;

use crate::batch::Batch;
use crate::cell::{Cell, Habits};
use crate::error::TableError;
use crate::layout::{self, Header, Layout};
use crate::notice::{EncodingBy, Remark};
use crate::refusal::Why;
use crate::rows::{Plan, Row, RowReader};
use crate::{Part, Wanted};
pub(crate) use source::Source;
use source::{Encoding, decoded};

/// The most bytes of one record: enough for 300 columns of full cells, not for a file behind an open quote.
const RECORD_LIMIT: usize = 48 << 20;
/// Rows in a batch.
pub(crate) const BATCH_ROWS: usize = 8192;

/// A CSV file whose layout is known.
pub(crate) struct Csv {
    source: Source,
    separator: u8,
    header_end: u64,
    plan: Arc<Plan>,
    pub layout: Layout,
}

impl Csv {
    /// Finds the encoding, the separator and the header.
    pub fn open(path: &Path, wanted: &Wanted, dictionary: &Dictionary) -> Result<Self, TableError> {
        let source = Source::open(path)?;
        let heads = [b',', b'\t', b';'].map(|separator| (separator, source.head(separator)));
        let mut best: Option<(u8, Header)> = None;
        for (separator, head) in heads {
            if let Some(header) = layout::find(&head?, wanted, dictionary)
                && best.as_ref().is_none_or(|(_, best)| header.score > best.score)
            {
                best = Some((separator, header));
            }
        }
        let no_header = || TableError::NoHeader { path: path.to_owned(), sheets: Vec::new() };
        let (separator, header) = best.ok_or_else(no_header)?;
        let mut layout = layout::lay_out(path, None, &header, wanted, dictionary)?;
        layout.encoding = Some((source.encoding.name(), source.by));
        if source.encoding != Encoding::Utf8 || source.by == EncodingBy::Majority {
            layout.remark(Remark::Encoding { name: source.encoding.name(), by: source.by });
        }
        let header_end = header.rows.last().copied().unwrap_or(0);
        let habits = Habits { encoding: source.encoding.name(), epoch_1904: false };
        let plan = Plan::new(&layout, dictionary, wanted, habits, Some(header.columns.len()));
        let csv = Csv { source, separator, header_end, plan: Arc::new(plan), layout };
        if !csv.has_rows()? {
            return Err(TableError::NoRows { path: path.to_owned(), header_row: header_end });
        }
        Ok(csv)
    }

    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    fn has_rows(&self) -> Result<bool, TableError> {
        let mut records = self.source.records(self.separator)?;
        while let Some(record) = records.next_record()? {
            if record.line > self.header_end && record.first().is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows below the header, in batches.
    pub fn read(&self) -> Result<Part, TableError> {
        let records = self.source.records(self.separator)?;
        let reader = RowReader::new(Arc::clone(&self.plan));
        Ok(Part::new(CsvPart { records, reader, header_end: self.header_end, done: false }))
    }
}

struct CsvPart {
    records: Records,
    reader: RowReader,
    header_end: u64,
    done: bool,
}

impl Iterator for CsvPart {
    type Item = Result<Batch, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        while self.reader.n_waiting() < BATCH_ROWS {
            match self.records.next_record() {
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
                Ok(None) => {
                    self.done = true;
                    return Some(self.reader.finish());
                }
                Ok(Some(record)) if record.line <= self.header_end => {}
                Ok(Some(record)) => read_record(&mut self.reader, &record),
            }
        }
        Some(self.reader.take())
    }
}

fn read_record(reader: &mut RowReader, record: &Record<'_>) {
    if record.open_quote {
        reader.refuse(record.line, &record.text(), Why::OpenQuote);
    } else if record.is_mixed() {
        reader.refuse(
            record.line,
            &String::from_utf8_lossy(record.bytes),
            Why::MixedEncoding { encoding: record.encoding.name() },
        );
    } else {
        reader.push(record.line, record);
    }
}

/// The records of a CSV file, one at a time.
pub(crate) struct Records {
    bytes: Box<dyn BufRead + Send>,
    path: PathBuf,
    separator: u8,
    encoding: Encoding,
    line: u64,
    buffer: Vec<u8>,
    fields: Vec<Range<usize>>,
    /// Unquoted fields of a record with quotes, one after another.
    quoted: Vec<u8>,
}

/// One record: its line and its fields.
pub(crate) struct Record<'r> {
    pub line: u64,
    pub bytes: &'r [u8],
    pub open_quote: bool,
    text: &'r [u8],
    pub fields: &'r [Range<usize>],
    encoding: Encoding,
}

impl Records {
    pub fn next_record(&mut self) -> Result<Option<Record<'_>>, TableError> {
        self.buffer.clear();
        let first_line = self.line + 1;
        let mut open = false;
        loop {
            let before = self.buffer.len();
            let n = self
                .bytes
                .by_ref()
                .take(RECORD_LIMIT as u64)
                .read_until(b'\n', &mut self.buffer)
                .map_err(|source| TableError::Io { path: self.path.clone(), source })?;
            if n == 0 && before == 0 {
                return Ok(None);
            }
            if n > 0 {
                self.line += 1;
            }
            let has_quotes = self.buffer[before..].contains(&b'"');
            if before == 0 && !has_quotes {
                break;
            }
            open = is_open(&self.buffer, self.separator);
            if !open || n == 0 || self.buffer.len() >= RECORD_LIMIT {
                break;
            }
            // A quoted cell may hold line breaks, but not thousands of lines: those are an open quote's.
            if self.line - first_line >= 1000 {
                break;
            }
        }
        while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
            self.buffer.pop();
        }
        self.split(open);
        let quoted = !self.quoted.is_empty() || self.buffer.contains(&b'"');
        Ok(Some(Record {
            line: first_line,
            bytes: &self.buffer,
            open_quote: open,
            text: if quoted { &self.quoted } else { &self.buffer },
            fields: &self.fields,
            encoding: self.encoding,
        }))
    }

    fn split(&mut self, open: bool) {
        self.fields.clear();
        self.quoted.clear();
        if open {
            return;
        }
        if !self.buffer.contains(&b'"') {
            let mut start = 0;
            for (end, _) in self.buffer.iter().enumerate().filter(|(_, b)| **b == self.separator) {
                self.fields.push(start..end);
                start = end + 1;
            }
            return self.fields.push(start..self.buffer.len());
        }
        let mut start = 0;
        let mut state = State::Start;
        for &b in &self.buffer {
            let kept;
            (state, kept) = state.step(b, self.separator);
            if state == State::Start {
                self.fields.push(start..self.quoted.len());
                start = self.quoted.len();
            } else if kept {
                self.quoted.push(b);
            }
        }
        self.fields.push(start..self.quoted.len());
    }
}

/// Where in a field a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// A quote within quotes: the end of them, or the first of two.
    Quote,
}

impl State {
    /// The state behind `b`, and whether `b` belongs to the text.
    fn step(self, b: u8, separator: u8) -> (Self, bool) {
        match (self, b) {
            (State::Quoted, b'"') => (State::Quote, false),
            (State::Quoted, _) => (State::Quoted, true),
            (State::Quote, b'"') => (State::Quoted, true),
            (_, b) if b == separator => (State::Start, false),
            (State::Start, b'"') => (State::Quoted, false),
            _ => (State::Plain, true),
        }
    }
}

fn is_open(bytes: &[u8], separator: u8) -> bool {
    bytes.iter().fold(State::Start, |state, &b| state.step(b, separator).0) == State::Quoted
}

impl Record<'_> {
    /// The record's text, as far as it can be read.
    pub fn text(&self) -> String {
        let head = &self.bytes[..self.bytes.len().min(400)];
        decoded(self.encoding, head).unwrap_or_else(|| String::from_utf8_lossy(head)).into_owned()
    }

    /// Whether the record is in UTF-8 though its file is not: as GB18030 it would read, but as nonsense.
    fn is_mixed(&self) -> bool {
        let ideograph = |c: char| ('\u{3000}'..='\u{9fff}').contains(&c);
        self.encoding == Encoding::Gb18030
            && !self.bytes.is_ascii()
            && std::str::from_utf8(self.bytes).is_ok_and(|text| text.chars().any(ideograph))
    }
}

impl Row for Record<'_> {
    fn cell(&self, index: usize) -> Cell<'_> {
        let Some(field) = self.fields.get(index) else { return Cell::Blank };
        let bytes = &self.text[field.clone()];
        match decoded(self.encoding, bytes) {
            Some(text) => Cell::text(text),
            None => Cell::Undecodable(String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned()),
        }
    }

    fn first(&self) -> Option<usize> {
        self.fields.iter().position(|field| !is_blank(&self.text[field.clone()]))
    }

    fn width(&self) -> usize {
        self.fields.iter().rposition(|field| !is_blank(&self.text[field.clone()])).map_or(0, |last| last + 1)
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}
