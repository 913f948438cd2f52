//! 导入: trying a file, committing what was looked at, and undoing it.

use axum::Router;

use crate::App;

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
}
