//! Where everybody stood in an assessment by a scheme that compares subjects: found by reading them all, and kept in
//! memory for the assessments looked at last, as each explanation of one subject asks for it again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use huoju_catalogue::Catalogue;
use huoju_scheme::Standing;
use huoju_store::Store;

use super::EvaluateError;
use super::population::Whole;

/// So many assessments are kept; of 10,000 subjects each takes half a MiB.
const N_KEPT: usize = 16;

/// By hash, the one looked at last first. A hash names one text, whatever store it lies in, so that nothing here can
/// grow old.
static KEPT: Mutex<VecDeque<(String, Arc<Standing>)>> = Mutex::new(VecDeque::new());

/// The standing of all subjects in an assessment; `None` where its scheme compares nobody.
pub(super) fn standing(
    store: &Store,
    catalogue: &Catalogue,
    hash: &str,
) -> Result<Option<Arc<Standing>>, EvaluateError> {
    if let Some(found) = kept(hash) {
        return Ok(Some(found));
    }
    let found = Whole::of(store, catalogue, hash)?.settings.standing;
    if let Some(found) = &found {
        keep(hash, found);
    }
    Ok(found)
}

fn kept(hash: &str) -> Option<Arc<Standing>> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(|(of, _)| of == hash)?;
    let found = kept.remove(at)?;
    let standing = found.1.clone();
    kept.push_front(found);
    Some(standing)
}

fn keep(hash: &str, found: &Arc<Standing>) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push_front((hash.to_owned(), found.clone()));
    kept.truncate(N_KEPT);
}
