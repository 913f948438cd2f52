//! Assessing everybody whom the store knows, as of its last batch.

use std::cmp::Reverse;
use std::collections::HashMap;

use arrow_array::RecordBatch;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, MissingMode, Period};
use huoju_scheme::{Assessed, Program, Settings};
use huoju_store::Store;
use huoju_store::assessment::{Assessment, Counts, ResultRow};
use huoju_store::ledger::{now, sha256};
use huoju_store::names;
use huoju_store::population::{Member, PassedOver, Population};
use jiff::civil::Date;

use super::canonical::{self, Head};
use super::{EvaluateError, population};

/// What is to be assessed, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// The scheme: an id or a path.
    pub scheme: String,
    /// The period that the figures describe (数据年度).
    pub period: Period,
    /// The day of application; the period's end, if `None`.
    pub as_of: Option<Date>,
    /// Treatment of missing figures; the scheme's own, if `None`.
    pub missing: Option<MissingMode>,
    /// Whether facts may be presumed.
    pub presume: bool,
    /// The year that it is made for (评价年度); the year after the period's, if `None`.
    pub evaluation_year: Option<i16>,
    /// Only those who belong to this zone or carrier; everybody, if `None`.
    pub within: Option<i64>,
}

impl Request {
    /// The scheme's own ways, for this period.
    pub fn of(scheme: &str, period: Period) -> Self {
        Request {
            scheme: scheme.to_owned(),
            period,
            as_of: None,
            missing: None,
            presume: true,
            evaluation_year: None,
            within: None,
        }
    }

    /// How to assess.
    pub fn settings(&self) -> Settings {
        Settings {
            period: self.period,
            as_of: self.as_of,
            missing: self.missing,
            presume: self.presume,
            standing: None,
        }
    }
}

/// What is being done, for who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The figures are read.
    Reading,
    /// So many are assessed.
    Assessing(usize),
    /// So many results are written.
    Writing(usize),
}

/// An assessment, with all that it was made of.
#[derive(Debug)]
pub struct Made {
    /// What it says of itself.
    pub assessment: Assessment,
    /// Whether it was written now; else it stood already, as the same figures were assessed in the same way.
    pub is_new: bool,
    /// The scheme.
    pub program: Program,
    /// Period, day, treatment of missing figures.
    pub settings: Settings,
    /// Who was assessed: `id`, `name` and a column a figure.
    pub population: RecordBatch,
    /// The results, a row a row of the population.
    pub assessed: Assessed,
    /// Sources that were not taken, with the reason.
    pub passed_over: Vec<PassedOver>,
    /// How many were left out, as they are no more (注销).
    pub ended: usize,
}

/// Assesses all whom the scheme is for, the request asks for and the actor may see. `go_on` hears of each step; where it says no, nothing is written.
/// The same figures assessed in the same way are one assessment, written once.
pub async fn assess(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    request: &Request,
    go_on: &mut (dyn FnMut(Step) -> bool + Send),
) -> Result<Made, EvaluateError> {
    let mut step = |step| if go_on(step) { Ok(()) } else { Err(EvaluateError::Cancelled) };
    let program = catalogue.compiled(&request.scheme)?;
    let mut settings = request.settings();
    program.in_force(&settings)?;
    step(Step::Reading)?;
    let as_of_batch = store.newest_batch().await?;
    let day = settings.as_of.unwrap_or(settings.period.end()).to_string();
    let figures = population::figures(program.inputs(), catalogue, settings.period);
    let whom = population::whom(&program.scheme().assesses, catalogue, actor, request.period, request.within);
    let known = store.population(&whom, as_of_batch, &day, &figures).await?;
    if known.members.is_empty() {
        return Err(EvaluateError::Nobody);
    }
    step(Step::Assessing(known.members.len()))?;
    let population = population::of_store(program.inputs(), &known)?;
    population::settle(&program, &population, &mut settings)?;
    let assessed = program.assess(&population, &settings)?;
    step(Step::Writing(known.members.len()))?;
    let head = Head { ended: known.ended, ..head(&program, request) };
    let (assessment, is_new) = keep(store, actor, &head, &program, &known, &assessed, as_of_batch).await?;
    let Population { passed_over, ended, .. } = known;
    Ok(Made { assessment, is_new, program, settings, population, assessed, passed_over, ended })
}

fn head(program: &Program, request: &Request) -> Head {
    let scheme = program.scheme();
    Head {
        scheme: scheme.id.clone(),
        text: scheme.text.to_string(),
        period: request.period,
        evaluation_year: request.evaluation_year.map_or(i64::from(request.period.year()) + 1, i64::from),
        as_of: request.as_of,
        missing: request.missing.unwrap_or(scheme.missing),
        presume: request.presume,
        within: request.within,
        ended: 0,
    }
}

/// The rows as a list shows them: the highest total first, and equals by name.
fn in_order(mut rows: Vec<ResultRow>, known: &Population) -> Vec<ResultRow> {
    let called = |member: &Member| (member.id, (names::initials(&member.name), member.name.clone()));
    let called: HashMap<i64, (String, String)> = known.members.iter().map(called).collect();
    rows.sort_by_cached_key(|row| (Reverse(row.total), called.get(&row.subject_id), row.subject_id));
    rows
}

/// The canonical text first, then rows and ledger record in one transaction: what the store names is on disk.
async fn keep(
    store: &Store,
    actor: &Actor,
    head: &Head,
    program: &Program,
    known: &Population,
    assessed: &Assessed,
    as_of_batch: i64,
) -> Result<(Assessment, bool), EvaluateError> {
    let inputs = canonical::batches(known);
    let used = store.batches_used(&inputs).await?;
    let (text, rows) = canonical::write(head, &used, program, known, assessed);
    let tally = assessed.tally();
    let made = Assessment {
        hash: store.keep_assessment(&text)?,
        scheme: head.scheme.clone(),
        scheme_hash: sha256(&[&head.text]),
        data_period: head.period,
        evaluation_year: head.evaluation_year,
        as_of_day: head.as_of.map(|day| day.to_string()),
        as_of_batch,
        missing: head.missing,
        presume: head.presume,
        counts: Counts {
            n: tally.n as i64,
            n_pass: tally.pass as i64,
            n_fail: tally.fail as i64,
            n_undetermined: tally.undetermined as i64,
        },
        made_by: actor.to_string(),
        made_at: now(),
    };
    let mut write = store.write().await?;
    if write.assessment(&made, in_order(rows, known), &inputs).await? {
        write.commit_assessment(actor, &made).await?;
        return Ok((made, true));
    }
    drop(write);
    Ok((store.assessment(&made.hash).await?, false))
}
