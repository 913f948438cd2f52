//! Results looked up: lists, what they come to, what happened since, and two assessments side by side.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Outcome, Period};
use huoju_scheme::Program;
use huoju_store::assessment::{Assessment, Since};
use huoju_store::results::{Change, Filter, Listed, Standing};
use huoju_store::tally::Tally;
use huoju_store::{Store, StoreError};

use super::{EvaluateError, canonical, explain};

/// Two assessments compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Who passes now and did not.
    pub entrants: Vec<Change>,
    /// Who passed and does not now.
    pub leavers: Vec<Change>,
    /// Who has another tier, total or outcome otherwise.
    pub moves: Vec<Change>,
}

/// The assessments, of one scheme or of all, the last first.
pub async fn assessments(
    store: &Store,
    _: &Actor,
    scheme: Option<&str>,
    skip: i64,
    n: i64,
) -> Result<Vec<Assessment>, StoreError> {
    store.assessments(scheme, skip, n).await
}

/// The last assessment by a scheme, of a period where one is given.
pub async fn latest(
    store: &Store,
    _: &Actor,
    scheme: &str,
    period: Option<Period>,
) -> Result<Assessment, EvaluateError> {
    let made = store.assessments(Some(scheme), 0, i64::MAX).await?;
    let last = made.into_iter().find(|made| period.is_none_or(|period| made.data_period == period));
    last.ok_or_else(|| EvaluateError::NoAssessment(scheme.to_owned()))
}

/// A page of results in the filter's order, and how many there are.
pub async fn rows(
    store: &Store,
    actor: &Actor,
    hash: &str,
    filter: &Filter,
    skip: i64,
    n: i64,
) -> Result<(Vec<Listed>, i64), StoreError> {
    store.results(actor.scope(), hash, filter, skip, n).await
}

/// By what an assessment was made, and of whom.
#[derive(Debug)]
pub struct Basis {
    /// The scheme, as it stood.
    pub program: Program,
    /// The zone or carrier whose members alone were assessed.
    pub within: Option<i64>,
    /// How many were left out, as they were no more.
    pub ended: usize,
}

/// By what an assessment was made, and of whom.
pub fn basis(store: &Store, catalogue: &Catalogue, hash: &str) -> Result<Basis, EvaluateError> {
    let head = canonical::head(&store.assessment_head(hash)?).ok_or_else(|| EvaluateError::Damaged(hash.to_owned()))?;
    Ok(Basis { program: explain::program(&head, catalogue)?, within: head.within, ended: head.ended })
}

/// What the results that the actor may see come to: by tier, by stretch of totals, and what the undetermined lack.
pub async fn tally(store: &Store, actor: &Actor, hash: &str) -> Result<Tally, StoreError> {
    store.tally(actor.scope(), hash).await
}

/// Which of the imports that an assessment used were undone since, and which sources withdrawn.
pub async fn since(store: &Store, hash: &str) -> Result<Vec<Since>, StoreError> {
    store.assessment_since(hash).await
}

/// Who enters, leaves and moves from one assessment to another.
pub async fn compare(store: &Store, actor: &Actor, before: &str, after: &str) -> Result<Compared, StoreError> {
    let mut compared = Compared::default();
    let passes = |standing: &Option<Standing>| standing.as_ref().is_some_and(|s| s.outcome == Outcome::Pass);
    for change in store.changes(actor.scope(), before, after).await? {
        match (passes(&change.before), passes(&change.after)) {
            (false, true) => compared.entrants.push(change),
            (true, false) => compared.leavers.push(change),
            _ => compared.moves.push(change),
        }
    }
    Ok(compared)
}
