//! 首页 and 发现: what there is at a glance, the subjects, one of them with all that is known of it, and listed names
//! that a person is to decide.

mod home;
mod matches;
mod past;
pub mod series;
mod subject;
mod subjects;

use axum::response::Html;
use axum::{Router, routing};
use huoju_model::Actor;

pub use subject::{came, end_by, points, scheme_title};

use crate::view::sign_in::SoonPage;
use crate::view::{Frame, Room};
use crate::{App, PageError, Visitor, paths, render};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::HOME, routing::get(home::home))
        .route(paths::MATCHES, routing::get(matches::matches).post(matches::decide))
        .route("/matches/{name}/take-back", routing::post(matches::undecide))
        .route(paths::SUBJECTS, routing::get(subjects::subjects))
        .route("/subjects/{subject}", routing::get(subject::subject))
        .route("/subjects/{subject}/assessments", routing::get(past::assessments))
        .route(paths::SELECT, routing::get(soon))
}

/// `GET /select`: a word of the spine without rooms yet.
async fn soon(visitor: Visitor, _: Actor) -> Result<Html<String>, PageError> {
    render::page(&SoonPage { frame: Frame { basis: Vec::new(), ..render::frame(&visitor, Room::Select, "") } })
}
