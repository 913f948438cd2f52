//! Signing in and out, the link that works once, and one's own password.

use axum::extract::{Form, Path, Query, State};
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Router, routing};
use huoju_programme::people::{self, Entered, PeopleError};
use jiff::Timestamp;
use serde::Deserialize;

use crate::extract::{SESSION, Session, add_cookie};
use crate::{App, PageError, Visitor, render};

/// The form to sign in with, and where it is sent.
pub const SIGN_IN: &str = "/sign-in";
/// Where signing out is sent.
pub const SIGN_OUT: &str = "/sign-out";
/// One's own password.
pub const PASSWORD: &str = "/password";
/// A link that signs in once.
pub const ENTER: &str = "/enter/{token}";

/// The routes of this module.
pub fn routes() -> Router<App> {
    Router::new()
        .route(SIGN_IN, routing::get(form).post(enter))
        .route(SIGN_OUT, routing::post(leave))
        .route(PASSWORD, routing::get(password_form).post(change_password))
        .route(ENTER, routing::get(enter_by_link))
}

/// The address of the sign-in page that leads back to `path`.
pub(crate) fn with_way_back(path: &str) -> String {
    if path == "/" {
        return SIGN_IN.to_owned();
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let escaped =
        path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("{SIGN_IN}?next={}", escaped.collect::<String>())
}

/// A path of this site; anything else leads home, as a link to elsewhere would be somebody's bait.
fn back(next: &str) -> &str {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if own { next } else { "/" }
}

#[derive(Deserialize)]
struct Way {
    #[serde(default)]
    next: String,
}

async fn form(State(app): State<App>, visitor: Visitor, Query(way): Query<Way>) -> Result<Response, PageError> {
    if visitor.signed_in.is_some() {
        return Ok(Redirect::to(back(&way.next)).into_response());
    }
    let people = app.store.people().await?;
    let first = people.len() == 1 && people.iter().all(|person| person.must_change);
    Ok(Html(render::sign_in(&visitor, "", "", &way.next, first)).into_response())
}

#[derive(Deserialize)]
struct Credentials {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`. What was wrong is said above the form, which keeps the login.
async fn enter(
    State(app): State<App>,
    visitor: Visitor,
    Form(given): Form<Credentials>,
) -> Result<Response, PageError> {
    let Credentials { name, password, next } = given;
    let entered = people::sign_in(&app.store, &name, &password, &visitor.address, Timestamp::now()).await;
    match entered {
        Ok(entered) => Ok(inside(&app, &entered, back(&next))),
        Err(error @ (PeopleError::WrongPassword | PeopleError::Locked(_))) => {
            let said = error.say(visitor.lang).unwrap_or_default();
            let page = Html(render::sign_in(&visitor, &name, &said, &next, false));
            let locked = matches!(error, PeopleError::Locked(_));
            let status = if locked { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok((status, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /enter/{token}`. A look without a body, as some programs take before they follow a link, uses nothing up.
async fn enter_by_link(
    State(app): State<App>,
    method: Method,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    if method == Method::HEAD {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let entered = people::enter(&app.store, &token, Timestamp::now()).await?;
    Ok(inside(&app, &entered, "/"))
}

/// Hands the session's cookie over; who has a password made for them chooses their own on the next page.
fn inside(app: &App, entered: &Entered, next: &str) -> Response {
    let mut response = Redirect::to(next).into_response();
    add_cookie(&mut response, app, &format!("{SESSION}={}", entered.token));
    response
}

/// `POST /sign-out`
async fn leave(State(app): State<App>, session: Session) -> Result<Response, PageError> {
    people::sign_out(&app.store, &session.signed_in, &session.token).await?;
    let mut response = Redirect::to(SIGN_IN).into_response();
    add_cookie(&mut response, &app, &format!("{SESSION}=; Max-Age=0"));
    Ok(response)
}

async fn password_form(visitor: Visitor, session: Session) -> Html<String> {
    Html(render::password(&visitor, "", "", session.signed_in.person.must_change))
}

#[derive(Deserialize)]
struct NewPassword {
    old: String,
    new: String,
}

/// `POST /password`. All other browsers of this person are signed out.
async fn change_password(
    State(app): State<App>,
    visitor: Visitor,
    session: Session,
    Form(given): Form<NewPassword>,
) -> Result<Response, PageError> {
    let who = &session.signed_in;
    let changed = people::change_password(&app.store, who, &given.old, &given.new, Timestamp::now()).await;
    let (error, at_old) = match changed {
        Ok(entered) => return Ok(inside(&app, &entered, "/")),
        Err(error @ PeopleError::Weak(_)) => (error, false),
        Err(error @ (PeopleError::WrongPassword | PeopleError::Locked(_))) => (error, true),
        Err(error) => return Err(error.into()),
    };
    let said = error.say(visitor.lang).unwrap_or_default();
    let (old, new) = if at_old { (said.as_str(), "") } else { ("", said.as_str()) };
    let page = Html(render::password(&visitor, old, new, who.person.must_change));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        assert_eq!(back("/subjects?q=火炬&page=2"), "/subjects?q=火炬&page=2");
        for bait in ["", "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
        {
            assert_eq!(back(bait), "/", "{bait}");
        }
        assert_eq!(with_way_back("/"), "/sign-in");
        assert_eq!(with_way_back("/subjects?q=a&b=火"), "/sign-in?next=/subjects%3Fq%3Da%26b%3D%E7%81%AB");
    }
}
