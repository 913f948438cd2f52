//! 首页 and 发现: what there is at a glance, the subjects, and one of them with all that is known of it.

use axum::Router;

use crate::App;

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
}
