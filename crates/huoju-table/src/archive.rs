//! What a zipped workbook unpacks to, found out before anything parses it.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, copy, sink};
use std::path::Path;

use crate::error::TableError;

/// The most that a workbook may unpack to.
const UNPACKED_LIMIT: u64 = 1 << 30;
/// Below this the ratio doesn't matter.
const SMALL: u64 = 64 << 20;
/// How many times its size a workbook may unpack to; real ones stay below 50.
const RATIO_LIMIT: u64 = 200;

/// Refuses an archive that unpacks to more than any real workbook, by what it declares and by what it really holds.
pub(crate) fn check(path: &Path, file: &File) -> Result<(), TableError> {
    let io = |source| TableError::Io { path: path.to_owned(), source };
    let damaged = |detail: String| TableError::Damaged { path: path.to_owned(), detail };
    let packed = file.metadata().map_err(io)?.len();
    let limit = UNPACKED_LIMIT.min(SMALL.max(packed.saturating_mul(RATIO_LIMIT)));
    let too_big = || TableError::TooBig { path: path.to_owned(), unpacked_mib: limit >> 20 };
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(0)).map_err(io)?;
    let mut archive = zip::ZipArchive::new(reader).map_err(|e| damaged(e.to_string()))?;
    let mut unpacked = 0u64;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| damaged(e.to_string()))?;
        if unpacked.saturating_add(entry.size()) > limit {
            return Err(too_big());
        }
        let room = limit - unpacked + 1;
        unpacked += copy(&mut entry.take(room), &mut sink()).map_err(|e| damaged(e.to_string()))?;
        if unpacked > limit {
            return Err(too_big());
        }
    }
    let mut file = file;
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    Ok(())
}
