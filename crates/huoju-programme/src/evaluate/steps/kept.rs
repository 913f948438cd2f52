//! Reckoning how near everybody is and keeping it, as a job: by one assessment, one period that the targets are for and
//! the levers there are, it is made once.

use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, Period};
use huoju_scheme::Program;
use huoju_scheme::gap::{Aim, Levers};
use huoju_store::Store;
use huoju_store::gap::{GapRow, Gaps};
use huoju_store::ledger::{Act, now, sha256};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Near, near, target, then, told};
use crate::evaluate::gap::aim;
use crate::evaluate::job::{aside, asked_by, failed};
use crate::evaluate::population::Whole;
use crate::evaluate::{EvaluateError, results};
use crate::jobs::{self, Finished, JobError, Run};

/// The kind of these jobs.
pub const KIND: &str = "gap.reckon";

/// What a job of this kind is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The assessment.
    pub assessment: String,
    /// Its scheme.
    pub scheme: String,
    /// The year that it is made for.
    pub year: i64,
    /// The day from which one looks.
    pub today: Date,
    /// In which language a failure is told.
    pub lang: Lang,
}

/// To pass by this scheme, with those of the packs' levers that move anything that it reads; none is an error.
pub fn aimed(catalogue: &Catalogue, program: &Program, today: Date) -> Result<Aim, EvaluateError> {
    let aim = aim(catalogue, today, 0)?;
    let alone = |lever| Aim { levers: Levers { list: vec![lever], ..aim.levers.clone() }, ..aim.clone() };
    let list: Vec<_> = aim.levers.list.iter().filter(|lever| alone((*lever).clone()).moves(program)).cloned().collect();
    if list.is_empty() {
        return Err(EvaluateError::NoLever);
    }
    Ok(Aim { levers: Levers { list, ..aim.levers.clone() }, ..aim })
}

/// Of the reckonings of an assessment of a period, the one that would be made with this aim.
pub fn current<'g>(made: &'g [Gaps], aim: &Aim, assessed: Period) -> Option<&'g Gaps> {
    let (period, levers) = (target(aim, assessed).0, sha256(&[&told::levers(&aim.levers)]));
    made.iter().find(|gaps| gaps.period == period && gaps.levers_hash == levers)
}

/// Lines a reckoning up; the job's number comes back. What can't be reckoned is refused at once: a scheme that no lever
/// moves, or that is over by the period that the targets are for.
pub async fn order(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    assessment: &str,
    today: Date,
    lang: Lang,
) -> Result<i64, EvaluateError> {
    let made = store.assessment(assessment).await?;
    let program = results::basis(store, catalogue, assessment)?.program;
    let aim = aimed(catalogue, &program, today)?;
    program.in_force(&then(&huoju_scheme::Settings::of(made.data_period), target(&aim, made.data_period).0))?;
    let args = json!({
        "assessment": assessment,
        "scheme": made.scheme,
        "year": made.evaluation_year,
        "day": today.to_string(),
        "lang": if lang == Lang::En { "en" } else { "zh" },
    });
    Ok(jobs::add(store, actor, KIND, &args.to_string()).await?)
}

/// What a job of this kind is given.
pub fn read(args: &str) -> Option<Asked> {
    let args: Value = serde_json::from_str(args).ok()?;
    Some(Asked {
        assessment: args["assessment"].as_str()?.to_owned(),
        scheme: args["scheme"].as_str()?.to_owned(),
        year: args["year"].as_i64()?,
        today: args["day"].as_str()?.parse().ok()?,
        lang: if args["lang"] == "en" { Lang::En } else { Lang::Zh },
    })
}

/// Does a job of this kind.
pub async fn work(run: Run, catalogue: Arc<Catalogue>) -> Result<Finished, JobError> {
    let asked = read(&run.job.args).ok_or_else(|| JobError::Failed(run.job.args.clone()))?;
    let actor = asked_by(run.store(), &run.job.made_by).await?;
    run.step(0, 0, "reading").await?;
    let (store, Asked { assessment, today, lang, .. }) = (run.store().clone(), asked);
    let made = aside(&run, move |go_on| {
        let mut step = |done: usize, of: usize| go_on((done as i64, of as i64, "sweeping"));
        let kept = keep(&store, &catalogue, &actor, &assessment, today, &mut step);
        tokio::runtime::Handle::current().block_on(kept)
    });
    match made.await? {
        Ok(made) => Ok(Finished::With(json!({ "gap": made.id, "n": made.n }).to_string())),
        Err(error) => Err(failed(error, lang)),
    }
}

/// Reckons how near everybody is who did not pass an assessment, and writes it with one record of the ledger. Where the
/// same was reckoned already, nothing is written and that one comes back.
pub async fn keep(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    assessment: &str,
    today: Date,
    go_on: &mut (dyn FnMut(usize, usize) -> bool + Send),
) -> Result<Gaps, EvaluateError> {
    let whole = Whole::of(store, catalogue, assessment)?;
    let (aim, assessed) = (aimed(catalogue, &whole.program, today)?, whole.settings.period);
    if let Some(made) = current(&store.gaps_of(assessment).await?, &aim, assessed) {
        return Ok(made.clone());
    }
    let reckoned = near(whole, &aim, go_on)?;
    let levers = told::levers(&aim.levers);
    let made = Gaps {
        id: 0,
        assessment: assessment.to_owned(),
        period: target(&aim, assessed).0,
        levers_hash: sha256(&[&levers]),
        levers,
        held: told::sentences(&reckoned.held),
        n: reckoned.rows.len() as i64,
        made_by: actor.to_string(),
        made_at: now(),
    };
    let mut write = store.write().await?;
    let Some(id) = write.gaps(&made, reckoned.rows.into_iter().map(row)).await? else {
        // Somebody else was quicker.
        drop(write);
        let made = store.gaps_of(assessment).await?;
        return current(&made, &aim, assessed).cloned().ok_or(EvaluateError::Cancelled);
    };
    let (about, what) = (format!("gap {assessment}"), format!("{} {} {}", made.period, made.n, made.levers_hash));
    write.commit(actor, Act { name: KIND, about: &about, what: &what }).await?;
    Ok(Gaps { id, ..made })
}

fn row(near: Near) -> GapRow {
    GapRow {
        subject_id: near.subject,
        state: near.nearness.code().to_owned(),
        lever: near.step.as_ref().and_then(|step| step.moves.first()).map(|step| step.lever.clone()),
        step: near.step.as_ref().map(told::written),
        plan: near.plan.as_ref().map(told::written),
        proven: near.proven,
        missing: near.missing.join(";"),
    }
}
