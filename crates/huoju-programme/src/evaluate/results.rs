//! Results looked up: lists, distribution, what is lacking, what happened since, and two assessments side by side.

use std::collections::BTreeMap;

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Outcome, Period};
use huoju_scheme::Program;
use huoju_scheme::scheme::Tier;
use huoju_store::assessment::{Assessment, Since};
use huoju_store::results::{Change, Filter, Listed, Standing};
use huoju_store::{Store, StoreError};

use super::{EvaluateError, canonical, explain};

/// How many results in one stretch of the total came out how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// The lower edge in points, included.
    pub from: i64,
    /// The upper edge in points, excluded but for the last bin.
    pub to: i64,
    /// Passed.
    pub n_pass: i64,
    /// Failed.
    pub n_fail: i64,
    /// Undetermined.
    pub n_undetermined: i64,
}

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

/// Ten points in ten-thousandths.
const BIN: i64 = 100_000;

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

/// How many results have each of these tiers.
pub async fn in_tiers(store: &Store, actor: &Actor, hash: &str, tiers: &[Tier]) -> Result<Vec<i64>, StoreError> {
    let counts = store.in_tiers(actor.scope(), hash).await?;
    Ok(tiers.iter().map(|tier| counts.get(&tier.id).copied().unwrap_or_default()).collect())
}

/// How the totals lie, in stretches of ten points. A stretch that nobody is in between two others is there with zeros;
/// the most that the scheme gives belongs to the stretch below it.
pub async fn distribution(store: &Store, actor: &Actor, hash: &str, most: i64) -> Result<Vec<Bin>, StoreError> {
    let found = store.distribution(actor.scope(), hash, BIN).await?;
    let last = ((most * 10_000 - 1) / BIN).max(0);
    let mut bins: BTreeMap<i64, Bin> = BTreeMap::new();
    for one in found {
        let at = (one.from / BIN).min(last);
        let bin = bins.entry(at).or_insert_with(|| empty(at));
        match one.outcome {
            Outcome::Pass => bin.n_pass += one.n,
            Outcome::Fail => bin.n_fail += one.n,
            Outcome::Undetermined => bin.n_undetermined += one.n,
        }
    }
    let (first, end) = (bins.keys().next().copied(), bins.keys().last().copied());
    let Some((first, end)) = first.zip(end) else { return Ok(Vec::new()) };
    Ok((first..=end).map(|at| bins.get(&at).copied().unwrap_or_else(|| empty(at))).collect())
}

fn empty(at: i64) -> Bin {
    Bin { from: at * 10, to: at * 10 + 10, n_pass: 0, n_fail: 0, n_undetermined: 0 }
}

/// What the undetermined lack: figures by how many lack them, the most first.
pub async fn lacking(store: &Store, actor: &Actor, hash: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for (missing, n) in store.lacking(actor.scope(), hash).await? {
        for code in missing.split(';').filter(|code| !code.is_empty()) {
            *counts.entry(code.to_owned()).or_default() += n;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| -n);
    Ok(counts)
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
