//! 导入: trying a file, looking at what it would bring, committing what was looked at, and undoing it.

mod batch;
mod draft;
mod files;
mod form;
mod list;
mod read;
mod trouble;

pub use list::row;

use axum::{Router, routing};
use tokio::runtime::Handle;

use crate::{App, PageError, paths};

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::IMPORTS, routing::get(list::list).post(form::send))
        .route("/imports/try/{draft}", routing::get(draft::page).post(draft::commit))
        .route("/imports/try/{draft}/discard", routing::post(draft::discard))
        .route("/imports/try/{draft}/file", routing::get(files::of_draft))
        .route("/imports/try/{draft}/marked", routing::get(files::marked_draft))
        .route("/imports/template/{scheme}", routing::get(files::template))
        .route("/imports/{batch}", routing::get(batch::page))
        .route("/imports/{batch}/undo", routing::post(batch::undo))
        .route("/imports/{batch}/file", routing::get(files::of_batch))
        .route("/imports/{batch}/marked", routing::get(files::marked_batch))
}

/// Does what reads a whole file away from the threads that answer others meanwhile.
async fn aside<T, F>(work: impl FnOnce() -> F + Send + 'static) -> Result<T, PageError>
where
    T: Send + 'static,
    F: Future<Output = T>,
{
    let handle = Handle::current();
    let done = tokio::task::spawn_blocking(move || handle.block_on(work())).await;
    done.map_err(|error| PageError::Bug(error.to_string()))
}
