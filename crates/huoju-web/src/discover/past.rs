//! All assessments of one subject, by pages.

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::Actor;

use super::subject::past;
use crate::paging::{Asked, paged};
use crate::view::subject::SubjectAssessmentsPage;
use crate::view::{Empty, Link, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;

/// `GET /subjects/{subject}/assessments`
pub async fn assessments(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(subject): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let id = subject.parse::<i64>().map_err(|_| PageError::NotFound)?;
    let found = app.store.subject(actor.scope(), id).await?;
    let words = Words::of(visitor.lang);
    let read = |skip| app.store.results_of(actor.scope(), id, skip, ON_A_PAGE as i64);
    let (number, results, total) = paged(&asked.page, ON_A_PAGE, read).await?;
    let mut frame = render::frame(&visitor, Room::Subjects, words.with("assessments-of", &[("n", &found.name)]));
    frame.crumbs.push(Link::new(&found.name, paths::subject(&subject)));
    let page = SubjectAssessmentsPage {
        rows: results.iter().map(|result| past(result, &app, &visitor)).collect(),
        pages: Pages::new(number, ON_A_PAGE, total as usize, |page| {
            format!("{}?page={page}", paths::subject_assessments(&subject))
        }),
        empty: Empty {
            title: words.get("not-assessed"),
            text: words.get("not-assessed-next"),
            link: Some(Link::new(words.get("run-assessment"), paths::ASSESS)),
        },
        frame,
    };
    render::page(&page)
}
