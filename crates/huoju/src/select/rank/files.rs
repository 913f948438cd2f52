//! CSV files as rows of text: UTF-8, or GB18030 as offices' spreadsheets save it.

use std::path::Path;

use huoju_model::Lang;
use huoju_review::rank::Records;
use huoju_table::{io_en, io_zh};

use crate::report::Failure;
use crate::words::Words;

/// Reads a file; its first line is the header.
pub fn read(path: &Path, words: &Words) -> Result<Records, Failure> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error, words))?;
    let shown = path.display().to_string();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Failure::new(words.with("rank-workbook", &[("path", &shown)])));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned(),
    };
    records(&shown, text.trim_start_matches('\u{feff}'), words)
}

fn records(file: &str, text: &str, words: &Words) -> Result<Records, Failure> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = Records { file: file.to_owned(), ..Records::default() };
    for record in reader.records() {
        let about = |why: &str| words.with("rank-csv", &[("path", file), ("why", why)]);
        let record = record.map_err(|error| Failure::new(about(&error.to_string())))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        match records.header.is_empty() {
            true => records.header = cells,
            false => records.rows.push((line, cells)),
        }
    }
    Ok(records)
}

fn unreadable(path: &Path, error: &std::io::Error, words: &Words) -> Failure {
    let said = match words.lang {
        Lang::Zh => io_zh(path, error),
        Lang::En => words.with("rank-unreadable", &[("path", &path.display().to_string()), ("why", &io_en(error))]),
    };
    Failure::new(said)
}
