//! Contest files as rows of text.

use std::path::Path;

use huoju_review::rank::Records;

use crate::report::Failure;
use crate::select::rows::Rows;
use crate::words::Words;

/// Reads a file; its first row is the header.
pub fn read(path: &Path, words: &Words) -> Result<Records, Failure> {
    let mut rows = Rows::open(path, words)?;
    let mut records = Records { file: path.display().to_string(), header: rows.header().to_vec(), rows: Vec::new() };
    while rows.advance()? {
        records.rows.push((rows.line(), rows.cells().map(str::to_owned).collect()));
    }
    Ok(records)
}
