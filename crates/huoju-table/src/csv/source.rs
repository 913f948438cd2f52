//! A text file's bytes and their encoding.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::GB18030;

use super::{RECORD_LIMIT, Records};
use crate::error::TableError;
use crate::layout::{HEAD_ROWS, HeadRow};
use crate::notice::EncodingBy;
use crate::rows::Row;

/// How a text file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Gb18030,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }
}

/// Where the bytes come from: UTF-16 is turned into UTF-8 in memory, everything else is streamed.
#[derive(Clone)]
pub(crate) struct Source {
    path: PathBuf,
    memory: Option<Arc<[u8]>>,
    start: u64,
    pub encoding: Encoding,
    pub by: EncodingBy,
}

impl Source {
    /// Decides the encoding: a byte order mark, else UTF-8 if all of it is, else what most lines are.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let io = |source| TableError::Io { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(io)?;
        let mut mark = Vec::new();
        file.by_ref().take(3).read_to_end(&mut mark).map_err(io)?;
        let (encoding, start) = match mark.as_slice() {
            [] => return Err(TableError::Empty { path: path.to_owned() }),
            [0xef, 0xbb, 0xbf] => (Some(Encoding::Utf8), 3),
            [0xff, 0xfe, ..] => (Some(Encoding::Utf16Le), 2),
            [0xfe, 0xff, ..] => (Some(Encoding::Utf16Be), 2),
            _ => (None, 0),
        };
        let mut source =
            Source { path: path.to_owned(), memory: None, start, encoding: Encoding::Utf8, by: EncodingBy::Mark };
        match encoding {
            Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
                let bytes = std::fs::read(path).map_err(io)?;
                let with = if encoding == Encoding::Utf16Le { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
                source.memory = Some(Arc::from(with.decode_with_bom_removal(&bytes).0.as_bytes()));
                (source.encoding, source.start) = (encoding, 0);
            }
            _ => (source.encoding, source.by) = source.decide(encoding.is_some())?,
        }
        Ok(source)
    }

    fn decide(&self, marked: bool) -> Result<(Encoding, EncodingBy), TableError> {
        let (mut utf8, mut gb, mut neither) = (0u64, 0u64, 0u64);
        let mut lines = self.bytes()?;
        let mut line = Vec::new();
        loop {
            line.clear();
            let n = lines.by_ref().take(RECORD_LIMIT as u64).read_until(b'\n', &mut line).map_err(|e| self.io(e))?;
            if n == 0 {
                break;
            }
            if line.is_ascii() {
                continue;
            }
            match std::str::from_utf8(&line) {
                // Characters of two bytes alone may as well be GB18030: 芯片 is such a word.
                Ok(text) if text.chars().all(|c| c < '\u{800}') => {}
                Ok(_) => utf8 += 1,
                Err(_) if decoded(Encoding::Gb18030, &line).is_some() => gb += 1,
                Err(_) => neither += 1,
            }
        }
        Ok(match (utf8, gb, neither) {
            (_, 0, 0) if marked => (Encoding::Utf8, EncodingBy::Mark),
            (_, 0, 0) => (Encoding::Utf8, EncodingBy::WellFormed),
            _ if marked => (Encoding::Utf8, EncodingBy::Majority),
            (0, _, 0) => (Encoding::Gb18030, EncodingBy::WellFormed),
            (utf8, gb, _) if gb > utf8 => (Encoding::Gb18030, EncodingBy::Majority),
            _ => (Encoding::Utf8, EncodingBy::Majority),
        })
    }

    fn io(&self, source: std::io::Error) -> TableError {
        TableError::Io { path: self.path.clone(), source }
    }

    fn bytes(&self) -> Result<Box<dyn BufRead + Send>, TableError> {
        if let Some(memory) = &self.memory {
            return Ok(Box::new(std::io::Cursor::new(Arc::clone(memory))));
        }
        let mut file = File::open(&self.path).map_err(|e| self.io(e))?;
        file.seek(SeekFrom::Start(self.start)).map_err(|e| self.io(e))?;
        Ok(Box::new(BufReader::with_capacity(1 << 18, file)))
    }

    /// The file's records, split by `separator`.
    pub fn records(&self, separator: u8) -> Result<Records, TableError> {
        let encoding = if self.memory.is_some() { Encoding::Utf8 } else { self.encoding };
        Ok(Records {
            bytes: self.bytes()?,
            path: self.path.clone(),
            separator,
            encoding,
            line: 0,
            buffer: Vec::new(),
            fields: Vec::new(),
            quoted: Vec::new(),
        })
    }

    pub(super) fn head(&self, separator: u8) -> Result<Vec<HeadRow>, TableError> {
        let mut records = self.records(separator)?;
        let mut head = Vec::new();
        while head.len() < HEAD_ROWS
            && let Some(record) = records.next_record()?
        {
            if record.first().is_some() {
                let cells = (0..record.fields.len()).map(|i| record.cell(i).plain().chars().take(200).collect());
                head.push(HeadRow { number: record.line, cells: cells.collect() });
            }
        }
        Ok(head)
    }
}

/// The text of these bytes, if they are well-formed.
pub(super) fn decoded(encoding: Encoding, bytes: &[u8]) -> Option<Cow<'_, str>> {
    match encoding {
        Encoding::Gb18030 => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    }
}
