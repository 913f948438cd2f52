//! Verifying (核验): whether all that is kept is still what was written.

use std::collections::BTreeSet;

use huoju_store::files::Kept;
use huoju_store::invariants::Breach;
use huoju_store::ledger::{Verdict, hex};
use huoju_store::{Store, StoreError};
use sha2::{Digest, Sha256};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The walk along the ledger.
    pub ledger: Verdict,
    /// Kept files that are gone or have other bytes.
    pub files: Vec<Kept>,
    /// Assessments, by hash, whose text has other bytes.
    pub assessments: Vec<String>,
    /// Invariants of the rows that are broken.
    pub breaches: Vec<Breach>,
}

impl Findings {
    /// Whether all is well.
    pub fn sound(&self) -> bool {
        let holds = matches!(self.ledger, Verdict::Holds { .. });
        holds && self.files.is_empty() && self.assessments.is_empty() && self.breaches.is_empty()
    }
}

/// Walks the ledger, reads every kept file and assessment again, and asks that no invariant is broken.
pub async fn verify(store: &Store) -> Result<Findings, StoreError> {
    Ok(Findings {
        ledger: store.verify_ledger().await?,
        files: store.damaged_files().await?,
        assessments: damaged_assessments(store).await?,
        breaches: store.breaches().await?,
    })
}

/// Assessments whose text is gone or another one, and whatever lies among them under a hash that is not its own.
async fn damaged_assessments(store: &Store) -> Result<Vec<String>, StoreError> {
    let made = store.damaged_assessments().await?;
    let mut damaged: BTreeSet<String> = made.into_iter().map(|made| made.hash).collect();
    let folder = store.folder().join("assessments");
    let failed = |source| StoreError::Io { path: folder.clone(), source };
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        // Drafts of what was being written when the power failed begin with a dot.
        if !name.starts_with('.') && std::fs::read(&path).map_or(true, |bytes| hex(&Sha256::digest(&bytes)) != name) {
            damaged.insert(name);
        }
    }
    Ok(damaged.into_iter().collect())
}
