//! Import (导入): what offices send becomes what is known, each with its source, file, cell and batch.
//!
//! A dry run and the import itself read the same bytes in the same way: those that were kept under their hash. The
//! import is one transaction and one ledger record; refused rows are named and the others taken.

use std::collections::HashSet;
use std::path::Path;

use huoju_catalogue::{Catalogue, Terms};
use huoju_model::{Actor, Period, PermittedUse};
use huoju_store::batch::{Counts, NewBatch};
use huoju_store::ledger::Act;
use huoju_store::observation::{NewObservation, Status, Written};
use huoju_store::source::{NewSource, Source};
use huoju_store::subject::NewSubject;
use huoju_store::{Store, StoreError, Write};

pub use super::kind::Kind;
pub use super::read::{Read, Row, dry_run};
use super::{bulletin, lists, register};
use crate::ProgrammeError;

/// What is to be imported, and as what.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The name that the file came with.
    pub name: String,
    /// As what it is imported.
    pub kind: Kind,
    /// The code of its source.
    pub source: String,
    /// Name and use of the source, where it may not be there yet.
    pub new_source: Option<(String, PermittedUse)>,
    /// The period of the figures; the file's own, if `None`.
    pub period: Option<Period>,
    /// Of a list of titles: which title.
    pub title: Option<String>,
    /// The sheet of a workbook; the one that has most figures, if `None`.
    pub sheet: Option<String>,
    /// Whether the figures are provisional (初报).
    pub provisional: bool,
}

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    /// The batch.
    pub batch: i64,
    /// Subjects that nobody had named before.
    pub n_subjects: usize,
    /// What became of the values; of a list, of its titles.
    pub written: Written,
    /// What a register or a list says besides.
    pub findings: Findings,
    /// What was read.
    pub read: Read,
}

/// What a register or a list says besides its values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Subjects whose present name is another one now.
    pub renamed: Vec<Renamed>,
    /// Names that several subjects bear at once; only their codes tell them apart.
    pub namesakes: Vec<Namesakes>,
    /// Subjects that were merged into another.
    pub n_merged: usize,
    /// Memberships that are new.
    pub n_memberships: usize,
    /// Listed names that a person is to decide.
    pub unsure: Vec<Listed>,
    /// Listed names that nobody here bears or bore, nor anything like them.
    pub unknown: Vec<Listed>,
}

/// A subject whose present name is another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// Its code.
    pub code: String,
    /// The name until now.
    pub from: String,
    /// The name from now on.
    pub to: String,
}

/// Subjects of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesakes {
    /// The name.
    pub name: String,
    /// Their codes.
    pub codes: Vec<String>,
}

/// A name of a list, and its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name as the list has it.
    pub name: String,
    /// Its cell.
    pub place: String,
}

/// What one kind's writing did.
#[derive(Default)]
pub(super) struct Brought {
    pub n_subjects: usize,
    pub written: Written,
    pub findings: Findings,
}

/// What a file that was read would find in the store: whom it renames, whose names are unsure. Rows that the store shows
/// to be wrong are refused.
pub async fn foresee(store: &Store, request: &Request, read: &mut Read) -> Result<Findings, ProgrammeError> {
    match request.kind {
        Kind::Figures | Kind::Bulletin => Ok(Findings::default()),
        Kind::Register => Ok(register::look(read, &store.bearers().await?)),
        Kind::Titles | Kind::Negatives => {
            // Whom names mean doesn't depend on how long a title holds.
            let names = lists::Names::of(store.bearers().await?);
            Ok(lists::look(read, names, request, &Terms::default()).findings)
        }
    }
}

/// Imports a file. `expected` is the hash of a dry run that somebody looked at: other bytes are refused.
pub async fn import(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    request: &Request,
    bytes: &[u8],
    expected: Option<&str>,
) -> Result<Imported, ProgrammeError> {
    let mut read = dry_run(store, catalogue, request, bytes)?;
    if let Some(expected) = expected.filter(|expected| **expected != read.kept.hash) {
        return Err(ProgrammeError::Replaced { expected: expected.to_owned(), found: read.kept.hash });
    }
    if read.rows.is_empty() {
        return Err(ProgrammeError::Nothing);
    }
    let source = source(store, request).await?;
    let mut write = store.write().await?;
    let source = match source {
        Ok(source) => source.id,
        Err(new) => write.add_source(&new).await?,
    };
    write.file(&read.kept).await?;
    let new = NewBatch {
        file: Some((&read.kept.hash, &request.name)),
        sheet: read.layout.sheet.as_deref(),
        period: read.period,
        title: request.title.as_deref(),
        ..NewBatch::of(request.kind.code(), source)
    };
    let batch = write.begin_batch(actor, &new).await?;
    let Brought { n_subjects, written, findings } = match request.kind {
        Kind::Figures => figures(&mut write, (batch, source), request, &read).await?,
        Kind::Register => register::write(&mut write, (batch, source), request, &mut read).await?,
        Kind::Titles | Kind::Negatives => {
            let terms = request.title.as_deref().map(|title| catalogue.terms(title)).unwrap_or_default();
            lists::write(&mut write, (batch, source), request, &read, &terms).await?
        }
        Kind::Bulletin => bulletin::write(&mut write, (batch, source), catalogue, &read).await?,
    };
    let counts = Counts {
        n_rows: read.n_rows as i64,
        n_refused: read.n_refused as i64,
        n_values: written.n_new + written.n_changed,
        n_changed: written.n_changed,
    };
    write.count_batch(batch, counts).await?;
    let period = read.period.map(|period| period.to_string()).unwrap_or_default();
    let what =
        format!("{} {} {} {period} {}", request.kind.code(), read.kept.hash, request.source, request.status().code());
    let about = format!("batch {batch}");
    write.commit(actor, Act { name: "import.commit", about: &about, what: &what }).await?;
    Ok(Imported { batch, n_subjects, written, findings, read })
}

impl Request {
    /// How firm its figures are.
    pub(super) fn status(&self) -> Status {
        if self.provisional { Status::Provisional } else { Status::Actual }
    }
}

async fn figures(
    write: &mut Write,
    (batch, source): (i64, i64),
    request: &Request,
    read: &Read,
) -> Result<Brought, ProgrammeError> {
    let (ids, n_subjects) = subjects(write, batch, &read.rows).await?;
    let period = read.period.ok_or(ProgrammeError::NoPeriod)?;
    let written = write.observe(batch, source, request.status(), observations(&read.rows, &ids, period)).await?;
    Ok(Brought { n_subjects, written, findings: Findings::default() })
}

/// Undoes an import. What it brought is known no more; what it had replaced stands again.
pub async fn undo(store: &Store, actor: &Actor, batch: i64, reason: &str) -> Result<i64, ProgrammeError> {
    if reason.trim().is_empty() {
        return Err(ProgrammeError::NoReason);
    }
    let mut write = store.write().await?;
    let undo = write.undo_batch(actor, batch, reason).await?;
    let about = format!("batch {batch}");
    write.commit(actor, Act { name: "import.undo", about: &about, what: reason }).await?;
    Ok(undo)
}

/// The source of a request, or what it is to be.
pub(super) async fn source(store: &Store, request: &Request) -> Result<Result<Source, NewSource>, ProgrammeError> {
    let found = store.source(&request.source).await?;
    match (found, &request.new_source) {
        (Some(found), Some((name, permitted_use))) if found.name != *name || found.permitted_use != *permitted_use => {
            Err(ProgrammeError::OtherSource(request.source.clone()))
        }
        (Some(found), _) => Ok(Ok(found)),
        (None, Some((name, permitted_use))) => {
            let new = NewSource { code: request.source.clone(), name: name.clone(), permitted_use: *permitted_use };
            Ok(Err(new))
        }
        (None, None) => Err(ProgrammeError::NoSource(request.source.clone())),
    }
}

/// The rows of the subjects, those made that are new.
async fn subjects(write: &mut Write, batch: i64, rows: &[Row]) -> Result<(Vec<i64>, usize), StoreError> {
    let codes: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut known = write.by_codes(&codes).await?;
    let mut seen = HashSet::new();
    let new: Vec<NewSubject> = rows
        .iter()
        .filter(|row| !known.contains_key(&row.id) && seen.insert(&row.id))
        .map(|row| NewSubject {
            kind: "enterprise",
            code: Some(row.id.clone()),
            name: row.name.clone().unwrap_or_else(|| row.id.clone()),
            since: None,
        })
        .collect();
    let made = write.add_subjects(batch, &new).await?;
    known.extend(new.iter().filter_map(|subject| subject.code.clone()).zip(made));
    let ids = rows.iter().filter_map(|row| known.get(&row.id).copied()).collect();
    Ok((ids, new.len()))
}

/// The figures of rows; columns that only tell who a subject is are none.
pub(super) fn observations<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    ids: &[i64],
    period: Period,
) -> Vec<NewObservation> {
    let of = |(row, &subject_id): (&Row, &i64)| {
        let figures = row.cells.iter().filter(|cell| !cell.code.starts_with('_')).cloned();
        let new = move |cell: super::read::Cell| NewObservation {
            subject_id,
            indicator: cell.code,
            period: period.earlier(u32::from(cell.earlier)),
            value: cell.value,
            words: None,
            place: cell.place,
        };
        figures.map(new).collect::<Vec<_>>()
    };
    rows.into_iter().zip(ids).flat_map(of).collect()
}

/// Reads a file's bytes, up to the size that an import takes.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ProgrammeError> {
    std::fs::read(path).map_err(|source| StoreError::Io { path: path.to_owned(), source }.into())
}
