//! Files to take away: the one that came in, and its marked-up copy.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use huoju_model::Actor;
use huoju_programme::ProgrammeError;
use huoju_programme::discover::{draft, template};

use super::draft::gone;
use super::{aside, batch};
use crate::{App, PageError, render};

/// `GET /imports/try/{draft}/file`
pub async fn of_draft(State(app): State<App>, _: Actor, Path(id): Path<String>) -> Result<Response, PageError> {
    let draft = app.store.draft(&id).await.map_err(|error| gone(error.into()))?;
    let bytes = draft::bytes(&app.store, &draft.file_hash, &draft.file_name)?;
    Ok(attached(&draft.file_name, bytes))
}

/// `GET /imports/{batch}/file`
pub async fn of_batch(State(app): State<App>, _: Actor, Path(id): Path<String>) -> Result<Response, PageError> {
    let batch = batch::found(&app, &id).await?;
    let (hash, name) = batch.file.ok_or(PageError::NotFound)?;
    Ok(attached(&name, draft::bytes(&app.store, &hash, &name)?))
}

/// `GET /imports/try/{draft}/marked`
pub async fn marked_draft(State(app): State<App>, _: Actor, Path(id): Path<String>) -> Result<Response, PageError> {
    let done = aside(move || async move {
        let tried = draft::looked_at(&app.store, &app.catalogue, &id).await?;
        Ok::<_, ProgrammeError>((tried.draft.file_name, draft::marked(&app.store, &tried.read)?))
    });
    let (name, bytes) = done.await?.map_err(gone)?;
    Ok(attached(&marked_name(&name), bytes))
}

/// `GET /imports/{batch}/marked`
pub async fn marked_batch(State(app): State<App>, _: Actor, Path(id): Path<String>) -> Result<Response, PageError> {
    let batch = batch::found(&app, &id).await?;
    let name = batch.file.as_ref().map(|(_, name)| name.clone()).ok_or(PageError::NotFound)?;
    let done = aside(move || async move {
        let read = draft::read_again(&app.store, &app.catalogue, &batch)?;
        draft::marked(&app.store, &read)
    });
    Ok(attached(&marked_name(&name), done.await??))
}

/// `GET /imports/template/{scheme}`
pub async fn template(State(app): State<App>, _: Actor, Path(id): Path<String>) -> Result<Response, PageError> {
    // Only what the library lists: a path of the machine is nobody's template.
    let listed = app.catalogue.schemes().any(|entry| entry.id == id);
    let scheme = app.catalogue.scheme(&id).ok().filter(|_| listed).ok_or(PageError::NotFound)?;
    let headers = template::headers(&app.catalogue, &id).map_err(|error| PageError::Bug(error.to_string()))?;
    Ok(attached(&format!("{}.xlsx", scheme.title.zh), template::workbook(&headers)?))
}

/// `年报.xlsx` → `年报-标注.xlsx`; an old workbook comes back as a new one.
fn marked_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-标注.{}", draft::marked_ending(ending))
}

/// A file to be saved under its name, never shown: what others sent in must not act as a page of ours.
fn attached(name: &str, bytes: Vec<u8>) -> Response {
    let said = format!("attachment; filename*=UTF-8''{}", render::escaped(name));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(value) = HeaderValue::from_str(&said) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
