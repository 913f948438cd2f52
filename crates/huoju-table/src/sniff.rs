//! What kind of file it is: its ending says, its first bytes must agree.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Content, TableError};

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Csv,
    Xlsx,
    Xls,
    Ods,
    Parquet,
    Folder,
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const PARQUET: &[u8] = b"PAR1";
const PDF: &[u8] = b"%PDF";

/// The kind of the file or folder at `path`.
pub(crate) fn kind(path: &Path) -> Result<Kind, TableError> {
    let io = |source| TableError::Io { path: path.to_owned(), source };
    if std::fs::metadata(path).map_err(io)?.is_dir() {
        return Ok(Kind::Folder);
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let kind = match ending.as_str() {
        "csv" | "tsv" | "txt" => Kind::Csv,
        "xlsx" | "xlsm" => Kind::Xlsx,
        "xls" | "et" => Kind::Xls,
        "ods" => Kind::Ods,
        "parquet" => Kind::Parquet,
        _ => return Err(TableError::Ending { path: path.to_owned() }),
    };
    let mut head = Vec::new();
    File::open(path).map_err(io)?.take(512).read_to_end(&mut head).map_err(io)?;
    if head.is_empty() {
        return Err(TableError::Empty { path: path.to_owned() });
    }
    agree(path, kind, &head)
}

/// WPS and old exports name a new workbook `.xls`: that is read as what it is. Other disagreements are refused.
fn agree(path: &Path, kind: Kind, head: &[u8]) -> Result<Kind, TableError> {
    let magics = [(ZIP, Content::Zip), (COMPOUND, Content::Compound), (PARQUET, Content::Parquet), (PDF, Content::Pdf)];
    let found = magics.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, content)| content);
    match (kind, found) {
        (Kind::Xlsx | Kind::Ods, Some(Content::Zip)) | (Kind::Parquet, Some(Content::Parquet)) => Ok(kind),
        (Kind::Xls, Some(Content::Compound)) => Ok(Kind::Xls),
        (Kind::Xls, Some(Content::Zip)) => Ok(Kind::Xlsx),
        (Kind::Csv, None) if !is_binary(head) => Ok(Kind::Csv),
        _ => Err(TableError::NotItsEnding { path: path.to_owned(), found }),
    }
}

/// Text has no zero bytes, unless it is UTF-16 with its mark.
fn is_binary(head: &[u8]) -> bool {
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    !marked && head.contains(&0)
}
