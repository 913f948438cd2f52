//! The demo's files (示例数据): workbooks as if sent by the offices around an invented zone, the same for the same seed.
//!
//! [`generate`] makes a zone of enterprises with five years of figures ([`zone`], [`growth`]), and lets each office see
//! its part of it, in its own way and with its own gaps ([`offices`], [`judged`], [`titles`]). [`first_hour`] is one
//! workbook with mistakes that a person is to mend. `files.toml` says how each is to be imported; `figures.csv` holds
//! what one real bulletin said of zones and the nation. No enterprise exists: names are made of invented parts, codes
//! carry a division that is assigned to nobody.

mod chance;
mod files;
mod first_hour;
mod growth;
mod industries;
mod judged;
mod names;
mod offices;
mod sheet;
mod titles;
mod zone;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use huoju_model::Period;
use huoju_programme::discover::import::Kind;
use jiff::civil::Date;

pub use files::{FileSource, Status, partly, schemes, stepped};

use files::Entry;
use sheet::Sheet;
use zone::Zone;

/// What one real bulletin of 2022 said of zones and the nation: `formats.md`, "Figures of a bulletin 公报".
const FIGURES: &str = include_str!("figures.csv");

/// One written file, and how it is to be imported.
#[derive(Debug, Clone)]
pub struct DemoFile {
    /// Where it lies.
    pub path: PathBuf,
    /// As what it is imported.
    pub kind: Kind,
    /// Where it comes from, and what its values may be used for.
    pub source: FileSource,
    /// The day it came.
    pub received: Date,
    /// The period of all its figures; `None` where its rows say theirs, or have none.
    pub period: Option<Period>,
    /// Whether its figures are final.
    pub status: Status,
    /// Of a list of titles: which title.
    pub title: Option<String>,
    /// Whether it is left for a person to import and mend.
    pub by_hand: bool,
}

/// Why the demo's files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder or a text in it could not be made.
    #[error("`{}` can't be made: {problem}", .folder.display())]
    Folder {
        /// The folder or the text.
        folder: PathBuf,
        /// What the system says.
        problem: std::io::Error,
    },
    /// A workbook could not be written.
    #[error("`{}` can't be written: {problem}", .path.display())]
    Write {
        /// The workbook.
        path: PathBuf,
        /// What is wrong.
        problem: rust_xlsxwriter::XlsxError,
    },
    /// Our bug: the built-in table of files does not read.
    #[error("the built-in table of the demo's files does not read; please report this: {0}")]
    Table(String),
}

/// Writes all files into `folder` (made where it is not there; files of the same names are replaced) and lists them in
/// the order they are to be imported. The same seed gives the same bytes.
pub fn generate(folder: &Path, seed: u64) -> Result<Vec<DemoFile>, DemoError> {
    std::fs::create_dir_all(folder).map_err(|problem| DemoError::Folder { folder: folder.to_owned(), problem })?;
    let zone = Zone::new(seed);
    files::entries()?.into_iter().map(|entry| written(folder, entry, &zone)).collect()
}

fn written(folder: &Path, entry: Entry, zone: &Zone) -> Result<DemoFile, DemoError> {
    let path = folder.join(&entry.name);
    if entry.kind == Kind::Bulletin {
        std::fs::write(&path, FIGURES).map_err(|problem| DemoError::Folder { folder: path.clone(), problem })?;
    } else {
        let sheets = sheets(&entry, zone)?;
        sheet::write(&path, &sheets).map_err(|problem| DemoError::Write { path: path.clone(), problem })?;
    }
    let Entry { kind, source, received, period, status, by_hand, titles, .. } = entry;
    Ok(DemoFile { path, kind, source, received, period, status, title: titles.map(|titles| titles.title), by_hand })
}

fn sheets(entry: &Entry, zone: &Zone) -> Result<Vec<(&'static str, Sheet)>, DemoError> {
    let sheet = match entry.sheet.as_str() {
        "register" => offices::register(zone),
        "tax" => offices::tax(zone, entry),
        "corrections" => offices::corrections(zone, entry),
        "staff" => offices::staff(zone),
        "ip" => offices::ip(zone),
        "survey" => offices::survey(zone),
        "filing" => offices::filing(zone),
        "judged" => judged::judged(zone)?,
        "listed" | "certified" | "regional" | "giant" | "fast" => titles::list(zone, entry)?,
        "negative" => titles::negative(zone),
        "first-hour" => return Ok(first_hour::sheets(zone, &entry.source.office)),
        unknown => return Err(DemoError::Table(unknown.to_owned())),
    };
    Ok(vec![("数据", Sheet { office: entry.source.office.clone(), ..sheet })])
}
