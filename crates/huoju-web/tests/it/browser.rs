//! A browser with its cookies, before a server with two pages of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::{Router, routing};
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Role};
use huoju_programme::people::{self, NewUser};
use huoju_store::StoreError;
use huoju_testkit::Testkit;
use huoju_web::{App, PageError, Ready, Settings, serve, sign_in};
use jiff::Timestamp;
use tower::ServiceExt;

pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// The headers of every request.
    pub headers: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn to(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The token of the page's first form.
    pub fn csrf(&self) -> String {
        let rest = self.text.split("name=\"csrf\" value=\"").nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

/// Two pages, and some that go wrong.
pub fn pages() -> Router<App> {
    Router::new()
        .route("/", routing::get(async |actor: Actor| format!("home of {actor}")))
        .route(
            "/subjects",
            routing::get(async |_: Actor| "subjects")
                .post(async |actor: Actor, body: String| format!("{actor} sent {} bytes", body.len())),
        )
        .route("/wrong/panic", routing::get(panics))
        .route("/wrong/full", routing::get(async || PageError::from(StoreError::Full)))
        .route("/wrong/stale", routing::get(async || PageError::from(StoreError::Stale("source"))))
        .route("/wrong/number/{n}", routing::get(async |n: axum::extract::Path<u8>| n.0.to_string()))
}

async fn panics() -> &'static str {
    panic!("a bug of ours")
}

pub fn app(kit: &Testkit, settings: Settings) -> App {
    let catalogue = Arc::new(Catalogue::builtin().expect("the packs"));
    let (store, settings) = (kit.store.clone(), Arc::new(settings));
    App { store, catalogue, ladders: Arc::default(), settings, ready: Ready::default() }
}

impl Browser {
    pub fn new(kit: &Testkit) -> Self {
        Self::with(kit, Settings { upload_limit: 1 << 20, ..Settings::default() })
    }

    pub fn with(kit: &Testkit, settings: Settings) -> Self {
        Self::before(kit, settings, pages())
    }

    /// Before a server with these pages.
    pub fn of(kit: &Testkit, pages: Router<App>) -> Self {
        Self::before(kit, Settings { upload_limit: 1 << 20, ..Settings::default() }, pages)
    }

    fn before(kit: &Testkit, settings: Settings, pages: Router<App>) -> Self {
        let router = serve::router(app(kit, settings), pages);
        Browser { router, cookies: BTreeMap::new(), headers: Vec::new() }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "", String::new()).await
    }

    pub async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.ask("POST", path, "application/x-www-form-urlencoded", form.to_owned()).await
    }

    pub async fn ask(&mut self, method: &str, path: &str, kind: &str, body: String) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(COOKIE, cookies.join("; "));
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = if kind.is_empty() { request } else { request.header(CONTENT_TYPE, kind) };
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a text"));
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    fn keep(&mut self, cookie: &str) {
        assert!(cookie.contains("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
        let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
        match cookie.contains("Max-Age=0") {
            true => self.cookies.remove(name),
            false => self.cookies.insert(name.to_owned(), value.to_owned()),
        };
    }

    /// Fills in the form of the sign-in page and sends it.
    pub async fn sign_in(&mut self, login: &str, password: &str, next: &str) -> Answer {
        let csrf = self.get(sign_in::SIGN_IN).await.csrf();
        self.post(sign_in::SIGN_IN, &format!("csrf={csrf}&name={login}&password={password}&next={next}")).await
    }
}

/// A password that was made for `chen`, an administrator.
pub async fn chen(kit: &Testkit) -> String {
    let new = NewUser { login: "chen".into(), name: "陈晓".into(), role: Role::Administrator };
    people::add(&kit.store, &Actor::System, &new, Timestamp::now()).await.expect("added")
}

/// A browser of `chen`, whose password is their own, and the token of their forms.
pub async fn inside(kit: &Testkit) -> (Browser, String) {
    inside_of(kit, pages()).await
}

/// The same before a server with these pages.
pub async fn inside_of(kit: &Testkit, pages: Router<App>) -> (Browser, String) {
    let password = chen(kit).await;
    settled(Browser::of(kit, pages), "chen", &password).await
}

/// A browser of `wang`, an officer, before a server with these pages.
pub async fn officer_of(kit: &Testkit, pages: Router<App>) -> (Browser, String) {
    let new = NewUser { login: "wang".into(), name: "王蓓".into(), role: Role::Officer };
    let password = people::add(&kit.store, &Actor::System, &new, Timestamp::now()).await.expect("added");
    settled(Browser::of(kit, pages), "wang", &password).await
}

/// Signs in and chooses a password of one's own.
async fn settled(mut browser: Browser, login: &str, password: &str) -> (Browser, String) {
    browser.sign_in(login, password, "").await;
    let csrf = browser.get(sign_in::PASSWORD).await.csrf();
    browser.post(sign_in::PASSWORD, &format!("csrf={csrf}&old={password}&new=tea4lunch!")).await;
    let csrf = browser.get(sign_in::PASSWORD).await.csrf();
    (browser, csrf)
}
