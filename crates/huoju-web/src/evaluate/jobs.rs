//! 任务: what was lined up, how far it is, and calling it off.

use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use huoju_model::Actor;
use huoju_programme::evaluate::matching::kept;
use huoju_programme::evaluate::steps::kept as reckoning;
use huoju_programme::evaluate::{Request, job as assessing};
use huoju_programme::jobs;
use huoju_store::job::{Job, JobState as Stands, WORKER_DIED};
use jiff::Timestamp;

use super::result::mode_key;
use super::results::ON_A_PAGE;
use crate::discover::scheme_title;
use crate::figure::thousands;
use crate::paging::{Asked, paged};
use crate::view::assess::{JobPage, JobRow, JobState, JobsPage};
use crate::view::{Empty, Fact, Frame, Link, Pages, Room, Sure};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// How many seconds lie between two looks at a job that goes on.
const AGAIN: u8 = 2;

/// `GET /jobs`
pub async fn jobs(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let read = |skip| app.store.jobs(skip, ON_A_PAGE as i64);
    let (number, found, total) = paged(&asked.page, ON_A_PAGE, read).await?;
    let who = Who::of(&app.store).await?;
    let row = |job: &Job| JobRow {
        what: Link::new(what(job, &app, &visitor), paths::job(&job.id.to_string())),
        state: state(job.state),
        progress: percent(job).map_or(String::new(), |percent| format!("{percent}%")),
        by: who.name(&job.made_by, words),
        began: render::moment(&job.made_at),
        took: took(job, words),
    };
    let page = JobsPage {
        rows: found.iter().map(row).collect(),
        pages: Pages::new(number, ON_A_PAGE, usize::try_from(total).unwrap_or(0), |n| {
            format!("{}?page={n}", paths::JOBS)
        }),
        empty: Empty {
            title: words.get("jobs-none"),
            text: words.get("jobs-none-more"),
            link: Some(Link::new(words.get("run-assessment"), paths::ASSESS)),
        },
        frame: render::frame(&visitor, Room::Jobs, ""),
    };
    render::page(&page)
}

/// `GET /jobs/{job}`
pub async fn job(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Path(job): Path<String>,
) -> Result<Html<String>, PageError> {
    let found = app.store.job(number(&job)?).await?;
    let words = Words::of(visitor.lang);
    let made = found.result.as_deref().and_then(assessing::outcome);
    let page = JobPage {
        state: state(found.state),
        percent: percent(&found),
        progress: progress(&found, words),
        about: about(&found, &app, &visitor).await?,
        failure: failure(&found, words),
        result: result(&found, made.as_ref(), words),
        cancel: (found.state.open() && !found.cancel).then(|| cancelling(&found, words)),
        log: made.map(|made| log(&made, words)).unwrap_or_default(),
        frame: Frame {
            refresh: found.state.open().then_some(AGAIN),
            ..render::frame(&visitor, Room::Jobs, what(&found, &app, &visitor))
        },
    };
    render::page(&page)
}

/// `POST /jobs/{job}/cancel`
pub async fn cancel(State(app): State<App>, actor: Actor, Path(job): Path<String>) -> Result<Redirect, PageError> {
    let id = number(&job)?;
    jobs::cancel(&app.store, &actor, id).await?;
    Ok(Redirect::to(&paths::job(&job)))
}

/// The page of what it made.
fn result(job: &Job, made: Option<&assessing::Outcome>, words: &Words) -> Option<Link> {
    let href = match made {
        Some(made) => paths::assessment(&made.hash),
        None if job.kind == kept::KIND && job.state == Stands::Done => paths::OFFERS.to_owned(),
        None if job.state == Stands::Done => paths::steps(&reckoned(job)?.assessment),
        None => return None,
    };
    Some(Link::new(words.get("see-results"), href))
}

fn number(job: &str) -> Result<i64, PageError> {
    job.parse().map_err(|_| PageError::NotFound)
}

fn asked(job: &Job) -> Option<Request> {
    if job.kind == assessing::KIND { assessing::read(&job.args).map(|(request, _)| request) } else { None }
}

fn reckoned(job: &Job) -> Option<reckoning::Asked> {
    if job.kind == reckoning::KIND { reckoning::read(&job.args) } else { None }
}

/// `运行评价：科技型中小企业评价 2026 年度`
fn what(job: &Job, app: &App, visitor: &Visitor) -> String {
    let words = Words::of(visitor.lang);
    match asked(job) {
        Some(request) => {
            let title = scheme_title(app, &request.scheme, visitor.lang);
            let year = request.evaluation_year.unwrap_or(request.period.year() + 1).to_string();
            words.with("job-assess", &[("scheme", title.as_str()), ("year", &year)])
        }
        None if job.kind == kept::KIND => words.get("job-match"),
        None => match reckoned(job) {
            Some(asked) => {
                let title = scheme_title(app, &asked.scheme, visitor.lang);
                words.with("job-steps", &[("scheme", title.as_str()), ("year", &asked.year.to_string())])
            }
            None => job.kind.clone(),
        },
    }
}

async fn about(job: &Job, app: &App, visitor: &Visitor) -> Result<Vec<Fact>, PageError> {
    let words = Words::of(visitor.lang);
    let mut facts = Vec::new();
    if let Some(request) = asked(job) {
        let title = scheme_title(app, &request.scheme, visitor.lang);
        facts.push(Fact { label: words.get("scheme"), text: title, href: paths::scheme(&request.scheme) });
        facts.push(Fact::new(words.get("data-year"), request.period.to_string()));
        let year = request.evaluation_year.unwrap_or(request.period.year() + 1);
        facts.push(Fact::new(words.get("evaluation-year"), year.to_string()));
        facts.extend(request.as_of.map(|day| Fact::new(words.get("as-of-day"), day.to_string())));
        let mode = request.missing.map_or("missing-as-said", mode_key);
        facts.push(Fact::new(words.get("missing-mode"), words.get(mode)));
    }
    let by = format!("{} {}", Who::of(&app.store).await?.name(&job.made_by, words), render::moment(&job.made_at));
    facts.push(Fact::new(words.get("by-whom"), by));
    Ok(facts)
}

fn state(state: Stands) -> JobState {
    match state {
        Stands::Waiting => JobState::Waiting,
        Stands::Running => JobState::Running,
        Stands::Done => JobState::Done,
        Stands::Failed => JobState::Failed,
        Stands::Cancelled => JobState::Cancelled,
    }
}

fn percent(job: &Job) -> Option<u8> {
    match job.state {
        Stands::Done => Some(100),
        Stands::Running if job.of > 0 => u8::try_from(job.done * 100 / job.of).ok(),
        _ => None,
    }
}

fn progress(job: &Job, words: &Words) -> String {
    if job.cancel && job.state.open() {
        return words.get("job-stopping");
    }
    match (job.state, job.message.as_deref()) {
        (Stands::Running, Some("reading")) => words.get("step-reading"),
        (Stands::Running, Some("assessing")) => {
            words.with("step-assessing", &[("n", &thousands(&(job.of / 2).to_string()))])
        }
        (Stands::Running, Some("sweeping")) => {
            let about = [("n", thousands(&job.done.to_string())), ("of", thousands(&job.of.to_string()))];
            words.with("step-sweeping", &about.each_ref().map(|(key, value)| (*key, value.as_str())))
        }
        (Stands::Running, Some("writing")) => {
            words.with("step-writing", &[("n", &thousands(&(job.of / 2).to_string()))])
        }
        _ => String::new(),
    }
}

fn failure(job: &Job, words: &Words) -> String {
    match (job.state, job.message.as_deref()) {
        (Stands::Failed, Some(WORKER_DIED)) => words.get("job-died"),
        (Stands::Failed, Some(why)) => why.to_owned(),
        _ => String::new(),
    }
}

fn cancelling(job: &Job, words: &Words) -> Sure {
    Sure {
        open: words.get("job-cancel"),
        action: format!("{}/cancel", paths::job(&job.id.to_string())),
        consequences: vec![words.get("job-cancel-follows")],
        act: words.get("job-cancel-now"),
        ..Sure::default()
    }
}

/// What came of it: whether it is new, and whose values were not used.
fn log(made: &assessing::Outcome, words: &Words) -> Vec<Fact> {
    let known = words.get(if made.is_new { "job-made" } else { "job-known" });
    let over = made.passed_over.iter().map(|(source, n, statistics)| {
        let key = if *statistics { "over-statistics" } else { "over-withdrawn" };
        Fact::new(source, words.with(key, &[("n", &thousands(&n.to_string()))]))
    });
    std::iter::once(Fact::new(words.get("outcome"), known)).chain(over).collect()
}

/// `0.4 秒`; empty while it goes on.
fn took(job: &Job, words: &Words) -> String {
    let moment = |text: &str| text.parse::<Timestamp>().ok();
    let ended = job.finished_at.as_deref().and_then(moment);
    let Some((began, ended)) = moment(&job.made_at).zip(ended) else { return String::new() };
    words.with("seconds", &[("n", &(ended.as_second() - began.as_second()).to_string())])
}
