//! What figures are made of: sources, indicators, and zones with what was said of them.

mod indicators;
mod sources;
mod zones;

use axum::{Router, routing};

use crate::{App, paths};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::SOURCES, routing::get(sources::list))
        .route("/sources/{source}", routing::get(sources::page).post(sources::change))
        .route("/sources/{source}/withdraw", routing::post(sources::withdraw))
        .route(paths::INDICATORS, routing::get(indicators::list))
        .route("/indicators/{indicator}", routing::get(indicators::page))
        .route(paths::ZONES, routing::get(zones::list))
        .route("/zones/{zone}", routing::get(zones::page))
}
