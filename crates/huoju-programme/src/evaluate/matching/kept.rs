//! Matching everybody and keeping what came of it, as a job: pages show what was matched last, with the day it was.

use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_catalogue::offers::Open;
use huoju_model::{Actor, Lang, Outcome, Period};
use huoju_store::Store;
use huoju_store::ledger::{Act, now};
use huoju_store::matching::{MatchRow, Matching};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Matched, Matcher, Standing, of_store};
use crate::evaluate::EvaluateError;
use crate::evaluate::job::{asked_by, failed};
use crate::jobs::{self, Finished, JobError, Run};

/// The kind of these jobs.
pub const KIND: &str = "offers.match";

/// Lines a matching up, by the figures of this period as of this day; the job's number comes back. An empty store is
/// refused at once. `lang` is the language in which a failure is told.
pub async fn order(store: &Store, actor: &Actor, period: Period, day: Date, lang: Lang) -> Result<i64, EvaluateError> {
    if store.newest_batch().await? == 0 {
        return Err(EvaluateError::Nobody);
    }
    let lang = if lang == Lang::En { "en" } else { "zh" };
    let args = json!({ "period": period.to_string(), "day": day.to_string(), "lang": lang }).to_string();
    Ok(jobs::add(store, actor, KIND, &args).await?)
}

/// Does a job of this kind.
pub async fn work(run: Run, catalogue: Arc<Catalogue>) -> Result<Finished, JobError> {
    let (period, day, lang) = read(&run.job.args).ok_or_else(|| JobError::Failed(run.job.args.clone()))?;
    let actor = asked_by(run.store(), &run.job.made_by).await?;
    run.step(0, 0, "reading").await?;
    let store = run.store().clone();
    // Matching computes, and holds nobody up beside it.
    let doing = tokio::task::spawn_blocking(move || {
        tokio::runtime::Handle::current().block_on(keep(&store, &catalogue, &actor, period, day))
    });
    match doing.await.map_err(|panic| JobError::Failed(panic.to_string()))? {
        Ok(made) => Ok(Finished::With(json!({ "matching": made.id, "n": made.n }).to_string())),
        Err(error) => Err(failed(error, lang)),
    }
}

/// The period and the day that a job of this kind is given, and in which language it tells a failure.
pub fn read(args: &str) -> Option<(Period, Date, Lang)> {
    let args: Value = serde_json::from_str(args).ok()?;
    let lang = if args["lang"] == "en" { Lang::En } else { Lang::Zh };
    Some((Period::parse(args["period"].as_str()?).ok()?, args["day"].as_str()?.parse().ok()?, lang))
}

/// Matches all offers that have not closed with everybody whom the actor may see, and writes what came of it: one record
/// of the ledger.
pub async fn keep(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    period: Period,
    day: Date,
) -> Result<Matching, EvaluateError> {
    let open = catalogue.offers()?.iter().filter(|offer| offer.open(day) != Open::Closed).cloned().collect();
    let matcher = Matcher::new(open, period, day, true);
    let known = of_store(store, catalogue, actor, &matcher).await?;
    let matched = matcher.rows(&known.population)?;
    let made = Matching {
        id: 0,
        period,
        day: day.to_string(),
        as_of_batch: known.as_of_batch,
        n: known.subjects.len() as i64,
        made_by: actor.to_string(),
        made_at: now(),
    };
    let mut write = store.write().await?;
    let id = write.matching(&made, rows(&matcher, &matched, &known.subjects)).await?;
    let (about, what) = (format!("matching {id}"), format!("{period} {day} {}", matcher.offers().len()));
    write.commit(actor, Act { name: "offers.match", about: &about, what: &what }).await?;
    Ok(Matching { id, ..made })
}

/// A row for each offer and enterprise that it fits, nearly fits or may fit.
fn rows<'a>(
    matcher: &'a Matcher,
    matched: &'a Matched<'a>,
    subjects: &'a [i64],
) -> impl Iterator<Item = MatchRow> + 'a {
    let pairs = (0..matcher.offers().len()).flat_map(|offer| (0..subjects.len()).map(move |row| (offer, row)));
    let told = pairs.filter(|(offer, row)| matched.standing(*offer, *row) != Standing::Not);
    told.map(|(offer, row)| MatchRow {
        offer: matcher.offers()[offer].id.clone(),
        standing: matched.standing(offer, row).code().to_owned(),
        subject_id: subjects[row],
        automatic: matched.automatic(offer, row),
        gives_way_to: matched.gives_way(offer, row).map(|other| matcher.offers()[other].id.clone()),
        failed: joined(matched.conditions(offer, row, Outcome::Fail).iter().map(|gate| gate.id.clone())),
        missing: joined(matched.missing(offer, row).iter().map(|input| input.column())),
    })
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(";")
}
