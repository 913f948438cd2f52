//! Matching everybody whom the store knows, as of its last batch.

use arrow_array::RecordBatch;
use huoju_catalogue::Catalogue;
use huoju_model::Actor;
use huoju_store::Store;
use huoju_store::population::PassedOver;

use super::Matcher;
use crate::evaluate::{EvaluateError, population};

/// Whom offers are for.
const ENTERPRISE: &str = "enterprise";

/// The store's enterprises with the figures that offers read.
#[derive(Debug)]
pub struct OfStore {
    /// `id`, `name` and a column a figure.
    pub population: RecordBatch,
    /// Their rows of `subject`.
    pub subjects: Vec<i64>,
    /// The last batch that could be seen.
    pub as_of_batch: i64,
    /// Sources that were not taken, with the reason.
    pub passed_over: Vec<PassedOver>,
    /// How many were left out, as they are no more (注销).
    pub ended: usize,
}

/// The enterprises that the actor may see. 统计专用 values are not taken unless an authority is on record.
pub async fn of_store(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    matcher: &Matcher,
) -> Result<OfStore, EvaluateError> {
    let as_of_batch = store.newest_batch().await?;
    let figures = population::figures(matcher.inputs(), catalogue, matcher.period());
    let whom = population::whom(ENTERPRISE, catalogue, actor, matcher.period(), None);
    let known = store.population(&whom, as_of_batch, &matcher.day().to_string(), &figures).await?;
    if known.members.is_empty() {
        return Err(EvaluateError::Nobody);
    }
    Ok(OfStore {
        population: population::of_store(matcher.inputs(), &known)?,
        subjects: known.members.iter().map(|member| member.id).collect(),
        as_of_batch,
        passed_over: known.passed_over,
        ended: known.ended,
    })
}
