//! Drafts (试读): a file is tried and laid by, a person looks at what it would bring, then it is imported as it was
//! looked at, or dropped.

use std::collections::HashSet;
use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_store::batch::Batch;
use huoju_store::draft::Draft;
use huoju_store::ledger::{Act, now, random_hex};
use huoju_store::observation::{NewObservation, Value, says_again};
use huoju_store::{Store, StoreError};
use huoju_table::{TableError, write_refused};
use serde::{Deserialize, Serialize};

use super::import::{self, Findings, Imported, Kind, Read, Request, dry_run, foresee, read_bytes};
use crate::ProgrammeError;

/// A draft that was read again, to be looked at.
#[derive(Debug)]
pub struct Tried {
    /// The draft.
    pub draft: Draft,
    /// What it is to be imported as.
    pub request: Request,
    /// What was found in it.
    pub read: Read,
    /// Whom it would rename, whose names are unsure.
    pub findings: Findings,
}

/// What a draft counted when it was laid by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows read, those refused among them.
    pub n_rows: usize,
    /// Rows refused.
    pub n_refused: usize,
}

/// What an import would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Subjects that nobody had named before.
    pub n_subjects: usize,
    /// Values that the source had not brought before.
    pub n_new: usize,
    /// Values that the source had brought already.
    pub n_same: usize,
    /// Values that would replace another one of the same source.
    pub changed: Vec<Changed>,
}

/// A value that would replace another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The subject's row.
    pub subject_id: i64,
    /// The indicator.
    pub indicator: String,
    /// The period.
    pub period: Period,
    /// What stands.
    pub from: Value,
    /// What would stand.
    pub to: Value,
}

/// A request as a draft keeps it; the file's name has a column of its own.
#[derive(Serialize, Deserialize)]
struct Asked {
    kind: String,
    title: Option<String>,
    source: String,
    new_source: Option<(String, String)>,
    period: Option<String>,
    sheet: Option<String>,
    provisional: bool,
}

/// Tries a file and lays it by, where it can be read at all; the draft's id comes back.
pub async fn lay_by(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    request: &Request,
    bytes: &[u8],
) -> Result<String, ProgrammeError> {
    let read = dry_run(store, catalogue, request, bytes)?;
    // Whether the source is known, or known otherwise, is said now rather than at the import.
    let _ = import::source(store, request).await?;
    let draft = Draft {
        id: random_hex(8),
        file_hash: read.kept.hash.clone(),
        file_name: request.name.clone(),
        request: written(&asked(request)),
        summary: written(&Summary { n_rows: read.n_rows, n_refused: read.n_refused }),
        made_by: actor.to_string(),
        made_at: now(),
    };
    let mut write = store.write().await?;
    write.file(&read.kept).await?;
    write.add_draft(&draft).await?;
    let about = about(&draft.id);
    write.commit(actor, Act { name: "import.try", about: &about, what: &draft.file_hash }).await?;
    Ok(draft.id)
}

/// Reads a draft again, from the bytes that were kept.
pub async fn looked_at(store: &Store, catalogue: &Catalogue, id: &str) -> Result<Tried, ProgrammeError> {
    let draft = store.draft(id).await?;
    let request = request(&draft)?;
    let mut read = dry_run(store, catalogue, &request, &bytes(store, &draft.file_hash, &draft.file_name)?)?;
    let findings = foresee(store, &request, &mut read).await?;
    Ok(Tried { draft, request, read, findings })
}

/// Imports a draft, whose bytes are those of the hash that somebody looked at.
pub async fn commit(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    id: &str,
    hash: &str,
) -> Result<Imported, ProgrammeError> {
    let draft = store.draft(id).await?;
    let bytes = bytes(store, &draft.file_hash, &draft.file_name)?;
    let done = import::import(store, catalogue, actor, &request(&draft)?, &bytes, Some(hash)).await?;
    // The batch stands by now; a draft that outlives it is refused as a file that came twice.
    let mut write = store.write().await?;
    write.end_draft(id).await?;
    write.commit_quietly().await?;
    Ok(done)
}

/// Drops a draft; its file is kept.
pub async fn discard(store: &Store, actor: &Actor, id: &str) -> Result<(), ProgrammeError> {
    let mut write = store.write().await?;
    if !write.end_draft(id).await? {
        return Err(StoreError::Stale("draft").into());
    }
    write.commit(actor, Act { name: "import.discard", about: &about(id), what: "" }).await?;
    Ok(())
}

/// What an import would change of what is stored.
pub async fn forecast(store: &Store, request: &Request, read: &Read) -> Result<Forecast, ProgrammeError> {
    if request.kind.may_repeat_subjects() {
        return Ok(Forecast { n_new: read.rows.len(), ..Forecast::default() });
    }
    let codes: Vec<String> = read.rows.iter().map(|row| row.id.clone()).collect();
    let ids = store.by_codes(&codes).await?;
    let unknown: HashSet<&String> = codes.iter().filter(|code| !ids.contains_key(*code)).collect();
    let rows = read.rows.iter().filter(|row| ids.contains_key(&row.id));
    let places: Vec<i64> = rows.clone().filter_map(|row| ids.get(&row.id).copied()).collect();
    let values = read.period.map_or_else(Vec::new, |period| import::observations(rows, &places, period));
    let mut forecast = Forecast { n_subjects: unknown.len(), ..Forecast::default() };
    let standing = match store.source(&request.source).await? {
        Some(source) => store.known(source.id, &values).await?,
        None => Default::default(),
    };
    for NewObservation { subject_id, indicator, period, value: to, .. } in values {
        match standing.get(&(subject_id, indicator.clone(), period.to_string())) {
            None => {}
            Some(old) if says_again(old, &to, request.status()) => forecast.n_same += 1,
            Some((from, _)) => {
                forecast.changed.push(Changed { subject_id, indicator, period, from: from.clone(), to });
            }
        }
    }
    forecast.n_new = read.n_values().saturating_sub(forecast.n_same + forecast.changed.len());
    Ok(forecast)
}

/// Reads the file of a committed batch again, to say what was refused in it.
pub fn read_again(store: &Store, catalogue: &Catalogue, batch: &Batch) -> Result<Read, ProgrammeError> {
    let (hash, name) = batch.file.as_ref().ok_or(ProgrammeError::Nothing)?;
    let period = batch.period.as_deref().and_then(|period| Period::parse(period).ok());
    let request = Request {
        name: name.clone(),
        kind: Kind::parse(&batch.kind).ok_or(ProgrammeError::Nothing)?,
        title: batch.title.clone(),
        period,
        sheet: batch.sheet.clone(),
        ..Request::default()
    };
    dry_run(store, catalogue, &request, &bytes(store, hash, name)?)
}

/// The bytes of a kept file.
pub fn bytes(store: &Store, hash: &str, name: &str) -> Result<Vec<u8>, ProgrammeError> {
    read_bytes(&store.file_path(hash, name))
}

/// The marked-up copy (退回表) of what was read: the file with every refusal beside its cell.
pub fn marked(store: &Store, read: &Read) -> Result<Vec<u8>, ProgrammeError> {
    let original = store.file_path(&read.kept.hash, &read.kept.name);
    let ending = original.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    by_way_of(marked_ending(&ending), |out| write_refused(&original, out, &read.refusals))
}

/// The bytes of a file that is made for one answer alone.
pub(super) fn by_way_of(
    ending: &str,
    make: impl FnOnce(&Path) -> Result<(), TableError>,
) -> Result<Vec<u8>, ProgrammeError> {
    let path = std::env::temp_dir().join(format!("huoju-{}.{ending}", random_hex(8)));
    make(&path).map_err(ProgrammeError::Table)?;
    let bytes = read_bytes(&path);
    // What can't be removed the system's own broom takes.
    let _ = std::fs::remove_file(&path);
    bytes
}

/// What a marked-up copy is: text stays text, every workbook becomes an `xlsx`.
pub fn marked_ending(ending: &str) -> &'static str {
    if matches!(ending, "csv" | "txt" | "parquet") { "csv" } else { "xlsx" }
}

impl Summary {
    /// What a draft counted; `None` where another release wrote it.
    pub fn of(draft: &Draft) -> Option<Self> {
        serde_json::from_str(&draft.summary).ok()
    }
}

fn about(id: &str) -> String {
    format!("draft {id}")
}

/// Plain data always has its JSON.
fn written(data: &impl Serialize) -> String {
    serde_json::to_string(data).unwrap_or_default()
}

fn asked(request: &Request) -> Asked {
    Asked {
        kind: request.kind.code().to_owned(),
        title: request.title.clone(),
        source: request.source.clone(),
        new_source: request.new_source.as_ref().map(|(name, used)| (name.clone(), used.code().to_owned())),
        period: request.period.map(|period| period.to_string()),
        sheet: request.sheet.clone(),
        provisional: request.provisional,
    }
}

/// What a draft is to be imported as.
pub fn request(draft: &Draft) -> Result<Request, ProgrammeError> {
    let unreadable = || StoreError::Unreadable { column: "request", found: draft.request.clone() };
    let asked: Asked = serde_json::from_str(&draft.request).map_err(|_| unreadable())?;
    let new_source = asked.new_source.map(|(name, used)| Some((name, PermittedUse::parse(&used)?)));
    Ok(Request {
        name: draft.file_name.clone(),
        kind: Kind::parse(&asked.kind).ok_or_else(unreadable)?,
        title: asked.title,
        source: asked.source,
        new_source: match new_source {
            Some(None) => return Err(unreadable().into()),
            known => known.flatten(),
        },
        period: asked.period.and_then(|period| Period::parse(&period).ok()),
        sheet: asked.sheet,
        provisional: asked.provisional,
    })
}
