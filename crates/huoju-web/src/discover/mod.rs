//! 首页 and 发现: what there is at a glance, the subjects, one of them with all that is known of it, and listed names
//! that a person is to decide.

mod home;
mod matches;
pub mod series;
mod subject;
mod subjects;

use axum::{Router, routing};

pub use subject::{came, points, scheme_title};

use crate::{App, paths};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::HOME, routing::get(home::home))
        .route(paths::MATCHES, routing::get(matches::matches).post(matches::decide))
        .route("/matches/{name}/take-back", routing::post(matches::undecide))
        .route(paths::SUBJECTS, routing::get(subjects::subjects))
        .route("/subjects/{subject}", routing::get(subject::subject))
}
