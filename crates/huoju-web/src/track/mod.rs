//! 跟踪: what follows once something was granted; so far the ledger of titles.

mod export;
mod titles;

use axum::{Router, routing};

use crate::{App, paths};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::TITLES, routing::get(titles::titles))
        .route(paths::TITLES_EXPORT, routing::post(export::export))
}
