//! 系统: the ledger, people, and how the machine is kept.

mod ledger;
mod people;
mod upkeep;

use axum::{Router, routing};

use crate::{App, paths};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::LEDGER, routing::get(ledger::page))
        .route("/ledger/verify", routing::post(ledger::verify))
        .route(paths::PEOPLE, routing::get(people::page).post(people::add))
        .route("/people/{login}/password", routing::post(people::reset))
        .route("/people/{login}/stop", routing::post(people::stop))
        .route(paths::SYSTEM, routing::get(upkeep::page))
}
