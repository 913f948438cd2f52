//! Assessing as a job: what is asked waits in line, and the worker says how far it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, MissingMode, Period};
use huoju_store::Store;
use huoju_store::population::{PassedOver, Refused};
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

use super::{EvaluateError, Made, Request, Step, assess};
use crate::jobs::{self, Finished, JobError, Run};

/// The kind of these jobs.
pub const KIND: &str = "assess";

/// What a job that has ended says of what it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The assessment.
    pub hash: String,
    /// Whether it was new; else the same figures had been assessed in the same way.
    pub is_new: bool,
    /// Sources whose values were not used: name, how many, whether because they are 统计专用.
    pub passed_over: Vec<(String, u64, bool)>,
}

/// Lines an assessment up; the job's number comes back. What can't be assessed is refused at once: a scheme that is not
/// there or not in force, or an empty store. `lang` is the language in which a failure is told.
pub async fn order(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    request: &Request,
    lang: Lang,
) -> Result<i64, EvaluateError> {
    let program = catalogue.compiled(&request.scheme)?;
    program.in_force(&request.settings())?;
    if store.newest_batch().await? == 0 {
        return Err(EvaluateError::Nobody);
    }
    Ok(jobs::add(store, actor, KIND, &written(request, lang)).await?)
}

/// Does a job of this kind.
pub async fn work(run: Run, catalogue: Arc<Catalogue>) -> Result<Finished, JobError> {
    let (request, lang) = read(&run.job.args).ok_or_else(|| JobError::Failed(run.job.args.clone()))?;
    let actor = asked_by(run.store(), &run.job.made_by).await?;
    let made = assessed(&run, catalogue, actor, request).await?;
    made.map(|made| Finished::With(ended(&made))).map_err(|error| failed(error, lang))
}

/// Why work did not come to its end, in the language of whoever asked.
pub(super) fn failed(error: EvaluateError, lang: Lang) -> JobError {
    match error {
        EvaluateError::Cancelled => JobError::Cancelled,
        EvaluateError::Store(error) => JobError::Store(error),
        error => JobError::Failed(error.say(lang).unwrap_or_else(|| error.to_string())),
    }
}

async fn assessed(
    run: &Run,
    catalogue: Arc<Catalogue>,
    actor: Actor,
    request: Request,
) -> Result<Result<Made, EvaluateError>, JobError> {
    let store = run.store().clone();
    let work = move |go_on: &mut GoOn<'_>| {
        let mut step = |step| go_on(stage(step));
        tokio::runtime::Handle::current().block_on(assess(&store, &catalogue, &actor, &request, &mut step))
    };
    aside(run, work).await
}

/// How far it is: so many of how many, and what is being done.
pub(super) type Stage = (i64, i64, &'static str);

/// Hears how far it is, and says whether to go on.
pub(super) type GoOn<'a> = dyn FnMut(Stage) -> bool + Send + 'a;

/// Works where it holds nobody up, and tells the store each step.
pub(super) async fn aside<T: Send + 'static>(
    run: &Run,
    work: impl FnOnce(&mut GoOn<'_>) -> T + Send + 'static,
) -> Result<T, JobError> {
    let (told, mut heard) = unbounded_channel();
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let doing = tokio::task::spawn_blocking(move || {
        // Where nobody listens any more, the job was taken away.
        work(&mut |stage| told.send(stage).is_ok() && !stopped.load(Ordering::Relaxed))
    });
    while let Some((done, of, message)) = heard.recv().await {
        match run.step(done, of, message).await {
            Err(JobError::Cancelled) => stop.store(true, Ordering::Relaxed),
            told => told?,
        }
    }
    doing.await.map_err(|panic| JobError::Failed(panic.to_string()))
}

/// Half of the way is assessing, half is writing.
fn stage(step: Step) -> Stage {
    match step {
        Step::Reading => (0, 0, "reading"),
        Step::Assessing(n) => (0, n as i64 * 2, "assessing"),
        Step::Writing(n) => (n as i64, n as i64 * 2, "writing"),
    }
}

/// Whoever asked, as they are now.
pub(super) async fn asked_by(store: &Store, made_by: &str) -> Result<Actor, JobError> {
    if let Some(name) = made_by.strip_prefix("operator:") {
        return Ok(Actor::Operator(name.to_owned()));
    }
    let Some(login) = made_by.strip_prefix("person:") else { return Ok(Actor::System) };
    let person = store.person(login).await?.filter(|person| person.active);
    person.map(|person| person.actor()).ok_or_else(|| JobError::Failed(format!("{login} 已停用 / is stopped")))
}

fn written(request: &Request, lang: Lang) -> String {
    json!({
        "scheme": request.scheme,
        "period": request.period.to_string(),
        "as_of": request.as_of.map(|day| day.to_string()),
        "missing": request.missing.map(MissingMode::code),
        "presume": request.presume,
        "evaluation_year": request.evaluation_year,
        "within": request.within,
        "lang": if lang == Lang::En { "en" } else { "zh" },
    })
    .to_string()
}

/// What a job of this kind is given.
pub fn read(args: &str) -> Option<(Request, Lang)> {
    let args: Value = serde_json::from_str(args).ok()?;
    let request = Request {
        scheme: args["scheme"].as_str()?.to_owned(),
        period: Period::parse(args["period"].as_str()?).ok()?,
        as_of: args["as_of"].as_str().and_then(|day| day.parse().ok()),
        missing: args["missing"].as_str().and_then(MissingMode::parse),
        presume: args["presume"].as_bool()?,
        evaluation_year: args["evaluation_year"].as_i64().and_then(|year| i16::try_from(year).ok()),
        within: args["within"].as_i64(),
    };
    Some((request, if args["lang"] == "en" { Lang::En } else { Lang::Zh }))
}

fn ended(made: &Made) -> String {
    let passed_over = |over: &PassedOver| json!({ "source": over.source, "n": over.n, "statistics": over.why == Refused::StatisticsOnly });
    json!({
        "assessment": made.assessment.hash,
        "new": made.is_new,
        "passed_over": made.passed_over.iter().map(passed_over).collect::<Vec<_>>(),
    })
    .to_string()
}

/// What a job of this kind has made.
pub fn outcome(result: &str) -> Option<Outcome> {
    let result: Value = serde_json::from_str(result).ok()?;
    let over =
        |over: &Value| Some((over["source"].as_str()?.to_owned(), over["n"].as_u64()?, over["statistics"].as_bool()?));
    Some(Outcome {
        hash: result["assessment"].as_str()?.to_owned(),
        is_new: result["new"].as_bool()?,
        passed_over: result["passed_over"].as_array()?.iter().map(over).collect::<Option<_>>()?,
    })
}
