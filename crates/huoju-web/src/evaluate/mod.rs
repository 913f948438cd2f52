//! 评价: the rule library, running an assessment, its results, and why one subject got what it got.

mod clauses;
mod compare;
mod conclusion;
mod edges;
mod explanation;
mod export;
mod gap;
mod jobs;
mod ladder;
mod offers;
mod result;
mod results;
mod run;
mod scheme;
mod schemes;
mod steps;
mod weights;
mod whatif;
mod why;

use axum::http::StatusCode;
use axum::{Router, routing};
use huoju_catalogue::CatalogueError;
use huoju_model::Lang;
use huoju_programme::evaluate::EvaluateError;

pub use clauses::Clauses;
pub use whatif::Ready;
pub use why::reason;

use crate::{App, PageError, paths};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::SCHEMES, routing::get(schemes::schemes))
        .route("/schemes/{scheme}", routing::get(scheme::scheme))
        .route("/schemes/{scheme}/text", routing::get(scheme::text))
        .route("/schemes/{scheme}/weights", routing::get(weights::form).post(weights::fill))
        .route(paths::ASSESSMENTS, routing::get(results::results))
        .route(paths::ASSESS, routing::get(run::form).post(run::run))
        .route(paths::OFFERS, routing::get(offers::offers))
        .route(paths::OFFERS_MATCH, routing::post(offers::matching))
        .route("/offers/{offer}", routing::get(offers::offer))
        .route("/offers/{offer}/export", routing::post(offers::export))
        .route("/subjects/{subject}/offers", routing::get(offers::subject))
        .route(paths::LADDERS, routing::get(ladder::ladders))
        .route("/ladders/{ladder}", routing::get(ladder::ladder))
        .route("/ladders/{ladder}/export", routing::post(ladder::export))
        .route(paths::JOBS, routing::get(jobs::jobs))
        .route("/jobs/{job}", routing::get(jobs::job))
        .route("/jobs/{job}/cancel", routing::post(jobs::cancel))
        .route("/assessments/{assessment}", routing::get(result::result))
        .route("/assessments/{assessment}/compare", routing::get(compare::compare))
        .route("/assessments/{assessment}/edges", routing::get(edges::edges))
        .route("/assessments/{assessment}/edges/export", routing::post(edges::export))
        .route("/assessments/{assessment}/export", routing::post(export::export))
        .route("/assessments/{assessment}/steps", routing::get(steps::steps).post(steps::reckon))
        .route("/assessments/{assessment}/steps/export", routing::post(steps::export))
        .route("/assessments/{assessment}/what-if", routing::get(whatif::whatif))
        .route("/assessments/{assessment}/what-if/scheme", routing::get(whatif::scheme))
        .route("/assessments/{assessment}/what-if/export", routing::post(whatif::export))
        .route("/assessments/{assessment}/subjects/{subject}", routing::get(explanation::explanation))
}

impl From<EvaluateError> for PageError {
    fn from(error: EvaluateError) -> Self {
        match error {
            EvaluateError::Store(error) => error.into(),
            EvaluateError::NotAssessed { .. } | EvaluateError::NoAssessment(_) => PageError::NotFound,
            error => match (error.say(Lang::Zh), error.say(Lang::En)) {
                (Some(zh), Some(en)) => PageError::refused(StatusCode::CONFLICT, zh, en),
                _ => PageError::Bug(format!("{error:?}")),
            },
        }
    }
}

impl From<CatalogueError> for PageError {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::Unknown { .. } => PageError::NotFound,
            error => PageError::Bug(error.to_string()),
        }
    }
}
