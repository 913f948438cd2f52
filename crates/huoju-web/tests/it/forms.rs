//! No form of another site, none that is too large, none of an unknown kind.

use huoju_testkit::on_both;
use huoju_web::sign_in;

use crate::browser::{Browser, chen, inside};

fn file(csrf: &str, n: usize) -> String {
    format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--x\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{}\r\n--x--\r\n",
        "a".repeat(n)
    )
}

const FILES: &str = "multipart/form-data; boundary=x";

#[test]
fn a_form_without_its_sessions_token_reaches_no_handler() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside(kit).await;
        let sent = browser.post("/subjects", &format!("a=1&csrf={csrf}")).await;
        assert_eq!((sent.status.as_u16(), sent.text), (200, format!("person:chen sent {} bytes", csrf.len() + 9)));
        let mut stranger = Browser::new(kit);
        let others = stranger.get(sign_in::SIGN_IN).await.csrf();
        assert_eq!(others.len(), 64);
        for form in ["", "a=1", "csrf=", &format!("csrf={others}"), &format!("xcsrf={csrf}")] {
            let refused = browser.post("/subjects", form).await;
            assert_eq!(refused.status.as_u16(), 403, "{form}");
            assert!(refused.text.contains("这张表单已过期"), "{}", refused.text);
        }
    });
}

#[test]
fn even_the_sign_in_form_has_a_token() {
    on_both(async |kit| {
        let password = chen(kit).await;
        let mut browser = Browser::new(kit);
        let form = format!("name=chen&password={password}");
        assert_eq!(browser.post(sign_in::SIGN_IN, &form).await.status.as_u16(), 403);
        let guessed = format!("{form}&csrf={}", "0".repeat(64));
        assert_eq!(browser.post(sign_in::SIGN_IN, &guessed).await.status.as_u16(), 403);
    });
}

#[test]
fn a_file_comes_with_the_token_too_and_only_from_who_is_signed_in() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside(kit).await;
        let sent = browser.ask("POST", "/subjects", FILES, file(&csrf, 10)).await;
        assert_eq!(sent.status.as_u16(), 200, "{}", sent.text);
        assert_eq!(browser.ask("POST", "/subjects", FILES, file("", 10)).await.status.as_u16(), 403);
        let mut stranger = Browser::new(kit);
        let csrf = stranger.get(sign_in::SIGN_IN).await.csrf();
        let refused = stranger.ask("POST", sign_in::SIGN_IN, FILES, file(&csrf, 10)).await;
        assert_eq!((refused.status.as_u16(), refused.to()), (303, "/sign-in?next=/sign-in"));
    });
}

#[test]
fn what_is_too_large_is_refused_and_the_limit_said() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside(kit).await;
        let room = (1 << 20) - file(&csrf, 0).len();
        assert_eq!(browser.ask("POST", "/subjects", FILES, file(&csrf, room)).await.status.as_u16(), 200);
        let large = browser.ask("POST", "/subjects", FILES, file(&csrf, room + 1)).await;
        assert_eq!(large.status.as_u16(), 413);
        assert!(large.text.contains("最多 1 MB"), "{}", large.text);
        let form = format!("csrf={csrf}&a={}", "a".repeat(256 << 10));
        assert_eq!(browser.post("/subjects", &form).await.status.as_u16(), 413);
    });
}

#[test]
fn a_form_of_another_kind_is_refused() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside(kit).await;
        for kind in ["application/json", "text/plain", ""] {
            let refused = browser.ask("POST", "/subjects", kind, format!("csrf={csrf}")).await;
            assert_eq!(refused.status.as_u16(), 415, "{kind}");
        }
        for method in ["PUT", "DELETE", "PATCH"] {
            let refused = browser.ask(method, "/subjects", "", String::new()).await;
            assert_eq!(refused.status.as_u16(), 415, "{method}");
        }
    });
}
