//! What keeps strangers out: headers on every answer, and a look at every form before a handler sees it.
//!
//! A form must carry the token of the session it was made for (or, before signing in, that of the browser's cookie).
//! Another site can make a browser send a form, but can't read the token.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{App, PageError, Visitor};

/// How many bytes a form without files may have.
const FORM_LIMIT: usize = 256 << 10;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Puts the headers on an answer. Pages are not kept: the next person at this desk would see them.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if app.settings.behind_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Lets a request that changes something pass only with the right token, and within its size.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    match checked(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn checked(app: &App, request: Request) -> Result<Request, PageError> {
    let (parts, body) = request.into_parts();
    let visitor = parts.extensions.get::<Arc<Visitor>>().cloned();
    let visitor = visitor.ok_or_else(|| PageError::bug("a form outside of `visit`"))?;
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let files = kind.starts_with("multipart/form-data");
    if !files && !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    // Strangers send no files.
    if files && visitor.signed_in.is_none() {
        return Err(PageError::SignIn(visitor.path.clone()));
    }
    let limit = if files { app.settings.upload_limit } else { FORM_LIMIT };
    let bytes = to_bytes(body, limit).await.map_err(|_| PageError::TooLarge(limit))?;
    let carries = if files { part_says(&bytes, &visitor.csrf) } else { field_says(&bytes, &visitor.csrf) };
    if !carries {
        return Err(PageError::Form);
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// A token is hex, so no form escapes it.
fn field_says(body: &[u8], token: &str) -> bool {
    let field = format!("csrf={token}");
    body.split(|byte| *byte == b'&').any(|pair| pair == field.as_bytes())
}

fn part_says(body: &[u8], token: &str) -> bool {
    let part = format!("name=\"csrf\"\r\n\r\n{token}\r\n");
    body.windows(part.len()).any(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_stands_in_its_own_field() {
        assert!(field_says(b"name=a&csrf=ab12", "ab12"));
        assert!(!field_says(b"name=csrf=ab12", "ab12"));
        assert!(!field_says(b"xcsrf=ab12&csrf=ab123", "ab12"));
        assert!(!field_says(b"", "ab12"));
    }

    #[test]
    fn the_token_stands_in_its_own_part() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nab12\r\n--x--\r\n";
        assert!(part_says(body, "ab12"));
        assert!(!part_says(body, "ab1"));
        assert!(!part_says(b"--x\r\n\r\nab12\r\n--x--\r\n", "ab12"));
    }
}
