//! Why one subject got what it got in an assessment, and where each figure is from.

use arrow_array::RecordBatch;
use huoju_catalogue::{Catalogue, File};
use huoju_model::Actor;
use huoju_scheme::{Explanation, Input, Program, Settings};
use huoju_store::Store;
use huoju_store::assessment::{Assessment, Since};
use huoju_store::population::Candidate;

use super::canonical::{self, Figure, Head, Line};
use super::standing::standing;
use super::{EvaluateError, population, results};

/// One subject's assessment, clause by clause, with the figures it stands on.
#[derive(Debug)]
pub struct Explained {
    /// The assessment.
    pub assessment: Assessment,
    /// The scheme as it stood.
    pub program: Program,
    /// How it was assessed.
    pub settings: Settings,
    /// Its figures: one row.
    pub population: RecordBatch,
    /// Clause by clause.
    pub explanation: Explanation,
    /// Each figure that the scheme reads, in its order.
    pub figures: Vec<Basis>,
    /// What happened since to the batches that the assessment used.
    pub since: Vec<Since>,
}

/// A figure and where it is from.
#[derive(Debug)]
pub struct Basis {
    /// What it is.
    pub input: Input,
    /// What was taken; `None`: missing, or presumed.
    pub used: Option<Figure>,
    /// All that the sources said of it then, the one that is taken first.
    pub candidates: Vec<Candidate>,
}

impl Basis {
    /// The candidate that was taken.
    pub fn taken(&self) -> Option<&Candidate> {
        let used = self.used.as_ref()?;
        self.candidates.iter().find(|one| {
            let taken = &one.taken;
            (taken.batch_id, taken.value, &taken.said) == (used.batch_id, used.value, &used.said)
        })
    }
}

/// Explains one subject's result in an assessment, from the assessment's own text: the scheme and the figures are those
/// that it was made of, whatever was imported, undone or withdrawn since.
pub async fn explain(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    assessment: Assessment,
    subject: i64,
) -> Result<Explained, EvaluateError> {
    let hash = assessment.hash.as_str();
    let damaged = || EvaluateError::Damaged(hash.to_owned());
    let head = canonical::head(&store.assessment_head(hash)?).ok_or_else(damaged)?;
    let line = store.assessment_line(hash, subject).await?;
    let line = line.ok_or_else(|| EvaluateError::NotAssessed { hash: hash.to_owned(), subject })?;
    let line = canonical::line(&line).filter(|line| line.subject_id == subject).ok_or_else(damaged)?;
    let program = program(&head, catalogue)?;
    let mut settings = head.settings();
    if program.needs_survey() {
        settings.standing = standing(store, catalogue, hash)?;
    }
    let name = store.name_of(actor.scope(), subject).await?;
    let one = population::of_lines(&program, std::slice::from_ref(&line), &[Some(name)])?;
    let explanation = program.explain(&one, 0, &settings)?;
    let figures = bases(store, catalogue, actor, &assessment, &head, &program, line).await?;
    let since = results::since(store, hash).await?;
    Ok(Explained { assessment, program, settings, population: one, explanation, figures, since })
}

/// The scheme as it stood, not as the packs have it now.
pub(super) fn program(head: &Head, catalogue: &Catalogue) -> Result<Program, EvaluateError> {
    let file = File { path: format!("{}.toml", head.scheme), text: head.text.clone() };
    Ok(catalogue.program(&file)?)
}

async fn bases(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    assessment: &Assessment,
    head: &Head,
    program: &Program,
    mut line: Line,
) -> Result<Vec<Basis>, EvaluateError> {
    let day = head.as_of.unwrap_or(head.period.end()).to_string();
    let figures = population::figures(program.inputs(), catalogue, head.period);
    let mut bases = Vec::with_capacity(figures.len());
    let (scope, as_of) = (actor.scope(), assessment.as_of_batch);
    let mut candidates = store.candidates(scope, line.subject_id, &figures, as_of, &day).await?.into_iter();
    for input in program.inputs() {
        let used = line.figures.remove(&input.column());
        bases.push(Basis { input: input.clone(), used, candidates: candidates.next().unwrap_or_default() });
    }
    Ok(bases)
}
