//! Verifying (核验): whether all that is kept is still what was written.

use std::collections::BTreeSet;

use huoju_model::Actor;
use huoju_store::files::Kept;
use huoju_store::invariants::Breach;
use huoju_store::ledger::{Act, Verdict, hex, now};
use huoju_store::setting::VERIFIED;
use huoju_store::{Store, StoreError};
use serde::{Deserialize, Serialize};
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

/// How the last verification on record came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// When, UTC.
    pub at: String,
    /// How many records the ledger had.
    pub n: i64,
    /// The first record that does not hold.
    pub broken_at: Option<i64>,
    /// How many kept files are gone or have other bytes.
    pub n_files: usize,
    /// How many assessments have.
    pub n_assessments: usize,
    /// The invariants that are broken, by code.
    pub breaches: Vec<String>,
}

impl Verified {
    /// Whether all is well.
    pub fn sound(&self) -> bool {
        self.broken_at.is_none() && self.n_files == 0 && self.n_assessments == 0 && self.breaches.is_empty()
    }
}

/// Verifies, and keeps how it came out for those who look later.
pub async fn verify_on_record(store: &Store, actor: &Actor) -> Result<Verified, StoreError> {
    let (n, _) = store.ledger_head().await?;
    let found = verify(store).await?;
    let verified = Verified {
        at: now(),
        n,
        broken_at: match found.ledger {
            Verdict::Holds { .. } => None,
            Verdict::Broken { seq, .. } => Some(seq),
        },
        n_files: found.files.len(),
        n_assessments: found.assessments.len(),
        breaches: found.breaches.iter().map(|breach| breach.invariant.code.to_owned()).collect(),
    };
    // Plain data always has its JSON.
    let text = serde_json::to_string(&verified).unwrap_or_default();
    let mut write = store.write().await?;
    write.set(VERIFIED, &text).await?;
    write.commit(actor, Act { name: "ledger.verify", about: "ledger", what: &text }).await?;
    Ok(verified)
}

/// How the last verification on record came out; `None` before the first, or where another release wrote it.
pub async fn last(store: &Store) -> Result<Option<Verified>, StoreError> {
    Ok(store.setting(VERIFIED).await?.and_then(|text| serde_json::from_str(&text).ok()))
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
