//! From a request to the frame around its page, and the pages that belong to no word: signing in and what goes wrong.

use askama::Template;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use huoju_model::Role;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::figure::thousands;
use crate::view::{Fact, Field, Frame, Link, Room, Stamp, User, sign_in};
use crate::words::Words;
use crate::{PageError, Visitor, paths};

/// The frame of a page of this room.
pub fn frame(visitor: &Visitor, room: Room, title: impl Into<String>) -> Frame {
    let user = visitor.signed_in.as_ref().map(|signed_in| User {
        name: signed_in.person.name.clone(),
        office: String::new(),
        administrator: signed_in.person.role == Role::Administrator,
    });
    Frame {
        lang: visitor.lang,
        room,
        title: title.into(),
        zone: visitor.settings.zone.clone(),
        demo: visitor.settings.demo,
        user,
        csrf: visitor.csrf.clone(),
        path: visitor.path.clone(),
        basis: as_of(visitor).into_iter().collect(),
        waiting: [usize::try_from(visitor.glance.n_unsure).unwrap_or(0), 0, 0, 0, 0],
        stamp: stamp(visitor),
        ..Frame::default()
    }
}

/// As of which batch a page speaks; none before the first.
fn as_of(visitor: &Visitor) -> Option<Fact> {
    let words = Words::of(visitor.lang);
    let (batch, at) = visitor.glance.last_batch.as_ref()?;
    let batch = batch.to_string();
    let said = words.with("as-of-batch", &[("at", &*moment(at)), ("batch", &batch)]);
    Some(Fact { href: paths::import(&batch), ..Fact::new(words.get("as-of"), said) })
}

fn stamp(visitor: &Visitor) -> Stamp {
    let made = local(Timestamp::now());
    match visitor.glance.record {
        0 => Stamp { made, ..Stamp::default() },
        record => Stamp { made, record: thousands(&record.to_string()), digest: short(&visitor.glance.digest) },
    }
}

/// A file that the browser keeps under this name.
pub fn attached(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let named = format!("attachment; filename*=UTF-8''{}", escaped(name));
    ([(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, named)], bytes).into_response()
}

/// A moment as offices in China read it, eight hours ahead of UTC.
fn local(at: Timestamp) -> String {
    (at + 8.hours()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A moment as the store writes it, as offices in China read it.
pub fn moment(stored: &str) -> String {
    stored.parse().map_or_else(|_| stored.to_owned(), local)
}

/// The day of a moment as the store writes it, as offices in China date it.
pub fn day(stored: &str) -> String {
    moment(stored).chars().take(10).collect()
}

/// The day that it is in China.
pub fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now() + 8.hours()).date()
}

/// The first and last digits of a hash: `7f3a…c21e`.
pub fn short(hash: &str) -> String {
    match (hash.get(..4), hash.len().checked_sub(4).and_then(|end| hash.get(end..))) {
        (Some(first), Some(last)) if hash.len() > 8 => format!("{first}…{last}"),
        _ => hash.to_owned(),
    }
}

/// A page as an answer; a template that fails is a bug of ours.
pub fn page(page: &impl Template) -> Result<Html<String>, PageError> {
    page.render().map(Html).map_err(|error| PageError::Bug(error.to_string()))
}

/// A page that has no other page to fall back to.
fn plain(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}

/// A text as it stands in the query of an address.
pub fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn with_error(error: &str) -> Field {
    Field { value: String::new(), error: error.to_owned() }
}

/// The form to sign in with. `first`: nobody has ever signed in.
pub fn sign_in(visitor: &Visitor, name: &str, error: &str, next: &str, first: bool) -> String {
    let words = Words::of(visitor.lang);
    let page = sign_in::SignInPage {
        frame: frame(visitor, Room::Home, words.get("sign-in")),
        name: Field { value: name.to_owned(), error: String::new() },
        error: error.to_owned(),
        next: next.to_owned(),
        first: if first { words.get("first-start-where") } else { String::new() },
    };
    plain(&page)
}

/// One's own password; the errors stand at their fields.
pub fn password(visitor: &Visitor, old_error: &str, new_error: &str, generated: bool) -> String {
    let page = sign_in::PasswordPage {
        frame: frame(visitor, Room::Home, Words::of(visitor.lang).get("password-change")),
        old: with_error(old_error),
        new: with_error(new_error),
        generated,
    };
    plain(&page)
}

/// What went wrong. `text` is empty where the status says it all; `number` where nothing was logged.
pub fn error(visitor: &Visitor, status: u16, text: &str, number: &str) -> String {
    let words = Words::of(visitor.lang);
    let what = words.get(sign_in::ErrorPage::title(status));
    let page = sign_in::ErrorPage {
        frame: Frame { subtitle: status.to_string(), basis: Vec::new(), ..frame(visitor, Room::Home, what) },
        status,
        text: text.to_owned(),
        details: Vec::new(),
        steps: vec![Link::new(words.get("room-home"), paths::HOME)],
        number: number.to_owned(),
    };
    plain(&page)
}
