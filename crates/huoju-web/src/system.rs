//! 系统 and what figures are made of: the ledger, people, upkeep; sources and indicators.

use axum::Router;

use crate::App;

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
}
