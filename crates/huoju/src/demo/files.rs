//! What the demo's files are, read from `files.toml`: a table that people may edit, and the place where titles stand,
//! since no law's name stands in code.

use huoju_model::{Period, PermittedUse};
use huoju_programme::discover::import::Kind;
use jiff::civil::Date;
use toml::{Table, Value};

use crate::demo::DemoError;

/// One file that an office sends, and how it is to be imported.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file's name.
    pub name: String,
    /// Who writes it.
    pub sheet: String,
    /// As what it is imported.
    pub kind: Kind,
    /// Where it comes from.
    pub source: FileSource,
    /// The day it came.
    pub received: Date,
    /// The period of all its figures; `None` where its rows say theirs, or have none.
    pub period: Option<Period>,
    /// Whether its figures are final.
    pub status: Status,
    /// Whether it is left for a person to import and mend.
    pub by_hand: bool,
    /// Of a list of titles: which, how long it holds, in which batches it was announced.
    pub titles: Option<Titles>,
}

/// The source (来源) of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who issues it.
    pub office: String,
    /// What its values may be used for.
    pub permitted_use: PermittedUse,
}

/// Whether figures are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 终值
    Actual,
    /// 初报
    Provisional,
    /// 修订
    Revised,
}

/// What a list of titles holds.
#[derive(Debug, Clone)]
pub struct Titles {
    /// The title.
    pub title: String,
    /// Whole years that it holds from the day it is announced; 0: to the end of that year.
    pub years: i16,
    /// Name and day of each batch.
    pub batches: Vec<(String, Date)>,
}

fn table() -> Result<Table, DemoError> {
    include_str!("files.toml").parse().map_err(|error| DemoError::Table(format!("{error}")))
}

/// The schemes whose figures the offices send, by any other most enterprises stay undetermined.
pub fn schemes() -> Result<Vec<String>, DemoError> {
    listed("schemes")
}

/// The schemes whose figures they send in part: their results say what is missing.
pub fn partly() -> Result<Vec<String>, DemoError> {
    listed("partly")
}

/// The schemes by which it is reckoned at once who is one step away.
pub fn stepped() -> Result<Vec<String>, DemoError> {
    listed("stepped")
}

fn listed(key: &str) -> Result<Vec<String>, DemoError> {
    let table = table()?;
    let schemes = table.get(key).and_then(Value::as_array).map_or(&[] as &[Value], Vec::as_slice);
    let id = |id: &Value| id.as_str().map(str::to_owned).ok_or_else(|| DemoError::Table(id.to_string()));
    schemes.iter().map(id).collect()
}

/// All files, in the order they are to be imported.
pub fn entries() -> Result<Vec<Entry>, DemoError> {
    let table = table()?;
    let files = table.get("file").and_then(Value::as_array).map_or(&[] as &[Value], Vec::as_slice);
    files.iter().map(|file| file.as_table().and_then(entry).ok_or_else(|| DemoError::Table(file.to_string()))).collect()
}

fn entry(file: &Table) -> Option<Entry> {
    Some(Entry {
        name: text(file, "name")?,
        sheet: text(file, "sheet")?,
        kind: Kind::parse(&text(file, "as")?)?,
        source: source(file.get("source")?.as_table()?)?,
        received: text(file, "received")?.parse().ok()?,
        period: match text(file, "period") {
            Some(period) => Some(Period::parse(&period).ok()?),
            None => None,
        },
        status: status(file)?,
        by_hand: file.get("by_hand").and_then(Value::as_bool).unwrap_or_default(),
        titles: match text(file, "title") {
            Some(title) => Some(titles(title, file)?),
            None => None,
        },
    })
}

fn source(source: &Table) -> Option<FileSource> {
    let permitted_use = PermittedUse::parse(&text(source, "permitted_use")?)?;
    Some(FileSource {
        id: text(source, "id")?,
        title: text(source, "title")?,
        office: text(source, "office")?,
        permitted_use,
    })
}

fn titles(title: String, file: &Table) -> Option<Titles> {
    let years = match text(file, "valid")?.as_str() {
        "year" => 0,
        "three_years" => 3,
        _ => return None,
    };
    let batches = file.get("batches")?.as_array()?.iter().map(|batch| {
        let batch = batch.as_table()?;
        Some((text(batch, "name")?, text(batch, "announced")?.parse().ok()?))
    });
    Some(Titles { title, years, batches: batches.collect::<Option<_>>()? })
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key)?.as_str().map(str::to_owned)
}

fn status(file: &Table) -> Option<Status> {
    Some(match text(file, "status").as_deref() {
        None => Status::Actual,
        Some("provisional") => Status::Provisional,
        Some("revised") => Status::Revised,
        Some(_) => return None,
    })
}
