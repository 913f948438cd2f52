//! Backups (备份): one folder with the rows, the files and the assessments, and a list of them with their hashes.
//!
//! The rows are copied first and the files after them: files are only ever added, so a copy has all that its rows name.
//! A backup and a restored directory appear whole, under their name, or not at all.

mod copy;
mod error;

use std::path::{Path, PathBuf};

use huoju_store::{Place, Store};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use error::BackupError;

use crate::verify::{Findings, verify};
use copy::Draft;

/// The name of a backup's list.
const LIST: &str = "backup.json";
/// What the list says it is.
const FORMAT: &str = "huoju.backup/1";
/// The rows of SQLite.
const SQLITE: &str = "huoju.db";
/// The rows of PostgreSQL, as `pg_dump --format=custom` writes them.
const DUMP: &str = "huoju.dump";
/// The folders of a data directory.
const FOLDERS: [&str; 2] = ["files", "assessments"];

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `huoju.backup/1`
    pub format: String,
    /// The release that made it.
    pub release: String,
    /// When, UTC.
    pub made_at: String,
    /// Every file, rows first, by path.
    pub files: Vec<Part>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Below the backup's folder, with `/`.
    pub path: String,
    /// How many bytes.
    pub n_bytes: u64,
    /// Their SHA-256, in hex.
    pub sha256: String,
}

/// Copies all that a store holds into the new folder `to`, while others go on working. Rows in PostgreSQL come as a
/// `dump` that was made just before. What comes back says whether what was copied is sound; it is kept either way.
pub async fn backup(
    store: &Store,
    dump: Option<&Path>,
    to: &Path,
    now: Timestamp,
) -> Result<(Manifest, Findings), BackupError> {
    vacant(to)?;
    let draft = Draft::beside(to)?;
    let findings = match (store.is_postgres(), dump) {
        (true, None) => return Err(BackupError::NeedsDump),
        (false, Some(_)) => return Err(BackupError::NeedsNoDump),
        // A dump can't be asked, so the store is.
        (true, Some(dump)) => {
            draft.copy(dump, DUMP)?;
            draft.copy_folders(store.folder())?;
            verify(store).await?
        }
        (false, None) => {
            store.copy_rows(&draft.path(SQLITE)).await?;
            draft.copy_folders(store.folder())?;
            opened(&Place { folder: draft.path(""), database: None }).await?
        }
    };
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        release: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        files: draft.parts()?,
    };
    let list = serde_json::to_vec_pretty(&manifest).map_err(|error| BackupError::NoBackup(error.to_string()))?;
    draft.write(LIST, &list)?;
    draft.place(to)?;
    Ok((manifest, findings))
}

async fn opened(place: &Place) -> Result<Findings, BackupError> {
    let store = Store::open(place, false).await?;
    let findings = verify(&store).await;
    store.close().await;
    Ok(findings?)
}

/// Makes a data directory of a backup, in a place where none is yet. Rows of PostgreSQL are restored by `pg_restore`
/// beforehand. What comes back says whether what was restored is sound; it is kept either way.
pub async fn restore(from: &Path, place: &Place) -> Result<(Manifest, Findings), BackupError> {
    let manifest = listed(from)?;
    let dumped = manifest.files.first().is_some_and(|rows| rows.path == DUMP);
    match (dumped, &place.database) {
        (true, None) => return Err(BackupError::NeedsDatabase(from.join(DUMP))),
        (false, Some(_)) => return Err(BackupError::NeedsNoDatabase),
        _ => {}
    }
    vacant(&place.folder)?;
    let draft = Draft::beside(&place.folder)?;
    for part in manifest.files.iter().filter(|part| part.path != DUMP) {
        if draft.copy(&from.join(&part.path), &part.path)? != *part {
            return Err(BackupError::Damaged(from.join(&part.path)));
        }
    }
    draft.place(&place.folder)?;
    Ok((manifest, opened(place).await?))
}

/// The list of a backup, all of whose paths stay inside it.
fn listed(from: &Path) -> Result<Manifest, BackupError> {
    let text = std::fs::read(from.join(LIST)).map_err(|error| BackupError::io(&from.join(LIST), error))?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|error| BackupError::NoBackup(format!("{LIST}: {error}")))?;
    if manifest.format != FORMAT {
        return Err(BackupError::NoBackup(format!("{LIST}: {}", manifest.format)));
    }
    match manifest.files.iter().find(|part| !inside(&part.path)) {
        Some(part) => Err(BackupError::NoBackup(format!("{LIST}: {}", part.path))),
        None => Ok(manifest),
    }
}

fn inside(path: &str) -> bool {
    let plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':']);
    match path.split_once('/') {
        Some((folder, name)) => FOLDERS.contains(&folder) && plain(name) && !name.contains('/'),
        None => [SQLITE, DUMP].contains(&path),
    }
}

fn vacant(folder: &Path) -> Result<(), BackupError> {
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(BackupError::Occupied(PathBuf::from(folder))),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(BackupError::io(folder, error)),
    }
}
