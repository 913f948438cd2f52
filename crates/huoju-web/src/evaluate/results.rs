//! 评价结果: every assessment that was made, the last first.

use axum::extract::{Query, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::evaluate::results as made;
use huoju_store::assessment::Assessment;

use crate::discover::scheme_title;
use crate::figure::thousands;
use crate::paging::Asked;
use crate::view::result::{AssessmentRow, AssessmentsPage};
use crate::view::{Empty, Link, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

pub const ON_A_PAGE: usize = 50;

/// `GET /assessments`
pub async fn results(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let total = app.store.n_assessments().await?;
    let (number, skip) = Pages::place(&asked.page, ON_A_PAGE, Some(total));
    let listed = made::assessments(&app.store, &actor, None, skip, ON_A_PAGE as i64).await?;
    let hashes: Vec<&str> = listed.iter().map(|one| one.hash.as_str()).collect();
    let (runs, stale) = (app.store.runs(&hashes).await?, app.store.stale_among(&hashes).await?);
    let full = |one: &Assessment| {
        let run = runs.get(&one.hash).copied().unwrap_or(1).to_string();
        let run = words.with("run-nth", &[("n", &run)]);
        AssessmentRow { run, stale: stale.contains(&one.hash), ..row(one, &app, &visitor) }
    };
    let rows = listed.iter().map(full).collect();
    let page = AssessmentsPage {
        rows,
        pages: Pages::new(number, ON_A_PAGE, total as usize, |n| format!("{}?page={n}", paths::ASSESSMENTS)),
        empty: Empty {
            title: words.get("assessments-none"),
            text: words.get("assessments-none-more"),
            link: Some(Link::new(words.get("run-assessment"), paths::ASSESS)),
        },
        frame: render::frame(&visitor, Room::Assessments, ""),
    };
    render::page(&page)
}

fn row(one: &Assessment, app: &App, visitor: &Visitor) -> AssessmentRow {
    let counts = &one.counts;
    let [total, passed, failed, undetermined] =
        [counts.n, counts.n_pass, counts.n_fail, counts.n_undetermined].map(|n| thousands(&n.to_string()));
    let scheme = scheme_title(app, &one.scheme, visitor.lang);
    let about = [("scheme", scheme.as_str()), ("year", &one.evaluation_year.to_string())];
    AssessmentRow {
        what: Link::new(Words::of(visitor.lang).with("scheme-year", &about), paths::assessment(&one.hash)),
        period: one.data_period.to_string(),
        at: render::moment(&one.made_at),
        total,
        passed,
        failed,
        undetermined,
        hash: short(&one.hash).to_owned(),
        ..AssessmentRow::default()
    }
}

/// As much of a hash as tells it from others.
pub fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
