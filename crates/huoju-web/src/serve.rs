//! The server: its routes with what stands around each of them, its worker, and how it stops.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Path};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::{Router, routing};
use huoju_programme::jobs::Runner;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{App, PageError, discover, evaluate, extract, imports, reference, security, sign_in, system, track};

/// How long requests that have begun may go on once the server is asked to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// The pages that show and change what the zone knows.
pub fn pages() -> Router<App> {
    discover::routes()
        .merge(imports::routes())
        .merge(evaluate::routes())
        .merge(track::routes())
        .merge(reference::routes())
        .merge(system::routes())
}

/// All routes. `pages` are those that show and change what the zone knows; what is here stands around them too.
pub fn router(app: App, pages: Router<App>) -> Router {
    // The last layer is the outermost: headers on everything, then who asks, then whether they may send a form.
    pages
        .merge(sign_in::routes())
        .fallback(async || PageError::NotFound)
        .method_not_allowed_fallback(async || PageError::Status(StatusCode::METHOD_NOT_ALLOWED))
        .layer(DefaultBodyLimit::disable()) // `guard` has a limit for each kind of form
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), security::guard))
        .layer(from_fn_with_state(app.clone(), extract::visit))
        .route("/assets/{name}", routing::get(asset))
        .layer(from_fn_with_state(app.clone(), security::headers))
        .with_state(app)
}

/// Serves until `stop`, then lets requests end, puts the worker's job back and lets go of the database.
pub async fn serve(
    app: App,
    pages: Router<App>,
    runner: Runner,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, mut stopped) = watch::channel(false);
    let store = app.store.clone();
    let worker =
        tokio::spawn(async move { runner.run(async move { drop(stopped.wait_for(|stop| *stop).await) }).await });
    let mut told = stopping.subscribe();
    let service = router(app, pages).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        let _ = stopping.send(true);
    });
    let late = async {
        drop(told.wait_for(|stop| *stop).await);
        tokio::time::sleep(LAST_WORDS).await;
    };
    let served = tokio::select! {
        served = server.into_future() => served,
        () = late => Ok(()),
    };
    let _ = worker.await;
    store.close().await;
    served
}

/// Waits until the machine or the keyboard asks the program to stop.
pub async fn asked_to_stop() {
    let keyboard = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let machine = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let machine = std::future::pending::<()>();
    tokio::select! {
        () = keyboard => {},
        () = machine => {},
    }
}

/// An asset under its hashed name: what it holds never changes, so browsers may keep it for good.
async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = crate::assets::named(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let kept = (CACHE_CONTROL, "public, max-age=31536000, immutable");
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|all| all.to_str().ok()).unwrap_or_default();
    if !asset.gzip.is_empty() && accepted.contains("gzip") {
        let encoded = [(CONTENT_TYPE, asset.media), (CONTENT_ENCODING, "gzip"), kept];
        return (encoded, asset.gzip.as_slice()).into_response();
    }
    ([(CONTENT_TYPE, asset.media), kept], asset.plain.as_slice()).into_response()
}

/// A handler that panicked has a bug; its page says so and the server goes on.
fn panicked(why: Box<dyn std::any::Any + Send>) -> Response {
    let said = why.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| why.downcast_ref::<String>().cloned()).unwrap_or_default();
    PageError::Bug(said).into_response()
}
