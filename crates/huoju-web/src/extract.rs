//! Who asks: their language, their session, and where they ask from.
//!
//! [`visit`] finds it out once for each request; handlers take a [`Visitor`] where anybody may come, and an
//! [`Actor`] where somebody must be signed in.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;
use huoju_model::{Actor, Lang};
use huoju_programme::people::{self, SignedIn};
use huoju_store::glance::Glance;
use huoju_store::ledger::random_hex;
use jiff::Timestamp;

use crate::{App, PageError, Settings};

/// The cookie that holds a session's token.
pub const SESSION: &str = "huoju";
/// The cookie of a browser that is not signed in: the token of the sign-in form.
pub const FORM: &str = "huoju_form";
/// The cookie that holds the language.
pub const LANG: &str = "huoju_lang";

/// A year.
const LONG: &str = "; Max-Age=31536000";

/// Who asks.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The language: what `?lang=` says, else the cookie, else the browser, else Chinese.
    pub lang: Lang,
    /// The page's own path with its query, for the switch of language and the way back after signing in.
    pub path: String,
    /// The token that each form carries in its hidden field `csrf`.
    pub csrf: String,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// Whose server this is.
    pub settings: Arc<Settings>,
    /// How the store stands, for who is signed in.
    pub glance: Glance,
    /// The session's token, for signing out.
    pub(crate) token: Option<String>,
    /// Where they ask from.
    pub(crate) address: String,
}

/// Finds out who asks; writes their language and form token into cookies; puts words on what went wrong.
pub async fn visit(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let (visitor, cookies) = match visitor(&app, &parts).await {
        Ok(found) => found,
        Err((error, visitor)) => return PageError::from(error).page(&visitor, &path),
    };
    let visitor = Arc::new(visitor);
    parts.extensions.insert(Arc::clone(&visitor));
    let response = next.run(Request::from_parts(parts, body)).await;
    let mut response = crate::error::worded(response, &visitor, &path);
    for cookie in cookies {
        add_cookie(&mut response, &app, &cookie);
    }
    response
}

type Found = (Visitor, Vec<String>);

async fn visitor(app: &App, parts: &Parts) -> Result<Found, (people::PeopleError, Visitor)> {
    let headers = &parts.headers;
    let asked = parts.uri.query().and_then(|query| parameter(query, "lang")).and_then(lang);
    let told = cookie(headers, LANG).and_then(lang);
    let mut visitor = Visitor {
        lang: asked.or(told).or_else(|| preferred(headers)).unwrap_or_default(),
        path: own_path(&parts.uri),
        csrf: String::new(),
        signed_in: None,
        settings: Arc::clone(&app.settings),
        glance: Glance::default(),
        token: cookie(headers, SESSION).map(str::to_owned),
        address: address(app, parts),
    };
    let mut cookies: Vec<String> = asked.map(|lang| format!("{LANG}={}{LONG}", code(lang))).into_iter().collect();
    if let Some(token) = &visitor.token {
        match people::session(&app.store, token, Timestamp::now()).await {
            Ok(signed_in) => visitor.signed_in = signed_in,
            Err(error) => return Err((error, visitor)),
        }
    }
    if visitor.signed_in.is_some() {
        match app.store.glance().await {
            Ok(glance) => visitor.glance = glance,
            Err(error) => return Err((error.into(), visitor)),
        }
    }
    match (&visitor.signed_in, cookie(headers, FORM)) {
        (Some(signed_in), _) => visitor.csrf = signed_in.csrf.clone(),
        (None, Some(token)) if token.len() == 64 => visitor.csrf = token.to_owned(),
        (None, _) => {
            visitor.csrf = random_hex(32);
            cookies.push(format!("{FORM}={}", visitor.csrf));
        }
    }
    Ok((visitor, cookies))
}

/// Adds a cookie that scripts can't read and other sites' forms don't send.
pub(crate) fn add_cookie(response: &mut Response, app: &App, cookie: &str) {
    let secure = if app.settings.behind_tls { "; Secure" } else { "" };
    let text = format!("{cookie}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// The path with its query, without the switch of language: that would stick to every link.
fn own_path(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")).collect();
    let path = uri.path();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

fn parameter<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn lang(tag: &str) -> Option<Lang> {
    match tag.split(['-', '_']).next().unwrap_or_default().trim() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

/// The first language of the browser that is one of ours; browsers send them in order.
fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let tags = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    tags.split(',').filter_map(|tag| lang(tag.split(';').next().unwrap_or_default().trim())).next()
}

fn address(app: &App, parts: &Parts) -> String {
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|all| all.rsplit(',').next()).map(str::trim);
    if let Some(last) = last.filter(|_| app.settings.behind_tls) {
        return last.chars().take(64).collect();
    }
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or_else(String::new, |ConnectInfo(peer)| peer.ip().to_string())
}

/// Whoever asks.
impl FromRequestParts<App> for Visitor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, PageError> {
        here(parts).map(|visitor| (**visitor).clone())
    }
}

/// Whoever is signed in, even where they have a password to change first.
impl FromRequestParts<App> for Session {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, PageError> {
        let visitor = here(parts)?;
        match (&visitor.signed_in, &visitor.token) {
            (Some(signed_in), Some(token)) => Ok(Session { signed_in: signed_in.clone(), token: token.clone() }),
            _ => Err(PageError::SignIn(visitor.path.clone())),
        }
    }
}

/// Whoever is signed in, with the token they bear.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who.
    pub signed_in: SignedIn,
    /// Their token.
    pub token: String,
}

/// Whoever is signed in and acts.
impl FromRequestParts<App> for Actor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let Session { signed_in, .. } = Session::from_request_parts(parts, app).await?;
        if signed_in.person.must_change { Err(PageError::ChangePassword) } else { Ok(signed_in.person.actor()) }
    }
}

fn here(parts: &Parts) -> Result<&Arc<Visitor>, PageError> {
    parts.extensions.get::<Arc<Visitor>>().ok_or_else(|| PageError::bug("a route outside of `visit`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn the_own_path_leaves_out_the_switch_of_language() {
        for (uri, path) in [
            ("/subjects", "/subjects"),
            ("/subjects?lang=en", "/subjects"),
            ("/subjects?q=a&lang=en&page=2", "/subjects?q=a&page=2"),
            ("/subjects?", "/subjects"),
        ] {
            assert_eq!(own_path(&Uri::from_static(uri)), path);
        }
    }

    #[test]
    fn the_first_language_that_is_ours_is_taken() {
        let said =
            |tags: &'static str| preferred(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(tags))]));
        assert_eq!(said("zh-CN,zh;q=0.9,en;q=0.8"), Some(Lang::Zh));
        assert_eq!(said("fr, en-GB;q=0.7"), Some(Lang::En));
        assert_eq!(said("fr"), None);
    }

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("huoju_form=a; huoju=b; x=huoju=c"))]);
        assert_eq!(cookie(&headers, SESSION), Some("b"));
        assert_eq!(cookie(&headers, FORM), Some("a"));
        assert_eq!(cookie(&headers, LANG), None);
    }
}
