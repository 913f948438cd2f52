//! 评价: the rule library, running an assessment, its results, and why one subject got what it got.

use axum::Router;

use crate::App;

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
}
