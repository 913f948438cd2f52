//! What stands around every page: headers, language, and pages for what goes wrong.

use huoju_testkit::on_both;
use huoju_web::sign_in;

use crate::browser::{Browser, inside};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

#[test]
fn every_answer_carries_the_headers() {
    on_both(async |kit| {
        let (mut browser, _) = inside(kit).await;
        let style = browser.get(sign_in::PASSWORD).await.text;
        let style = style
            .split("rel=\"stylesheet\" href=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a style")
            .to_owned();
        for path in ["/", "/none", "/wrong/panic", sign_in::PASSWORD, &style, "/assets/none.css"] {
            let answer = browser.get(path).await;
            assert_eq!(answer.header("content-security-policy"), POLICY, "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            let kept = if path == style { "public, max-age=31536000, immutable" } else { "no-store" };
            assert_eq!(answer.header("cache-control"), kept, "{path}");
            assert_eq!(answer.header("strict-transport-security"), "", "{path}");
        }
    });
}

#[test]
fn what_goes_wrong_is_a_page_with_its_status() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside(kit).await;
        for (path, status, said) in [
            ("/none", 404, "404"),
            ("/wrong/number/x", 400, "读不懂的值"),
            ("/wrong/full", 507, "磁盘满了，没有写入"),
            ("/wrong/stale", 409, "别人刚刚改过这一项"),
            ("/wrong/panic", 500, "500"),
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status.as_u16(), status, "{path}");
            assert!(page.text.starts_with("<!doctype html>") && page.text.contains(said), "{path}: {}", page.text);
            assert!(!page.text.contains("a bug of ours"), "what is inside stays inside");
        }
        let page = browser.post("/wrong/full", &format!("csrf={csrf}")).await;
        assert_eq!(
            (page.status.as_u16(), page.text.contains("这里要从页面上的按钮进入")),
            (405, true),
            "{}",
            page.text
        );
    });
}

#[test]
fn the_language_is_asked_for_kept_or_the_browsers() {
    on_both(async |kit| {
        let mut browser = Browser::new(kit);
        let tag = async |browser: &mut Browser, path: &str| {
            let text = browser.get(path).await.text;
            text.split("lang=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
        };
        assert_eq!(tag(&mut browser, "/sign-in").await, "zh-CN");
        browser.headers = vec![("accept-language", "en-GB,zh;q=0.5")];
        assert_eq!(tag(&mut browser, "/sign-in").await, "en");
        assert_eq!(tag(&mut browser, "/none?lang=zh").await, "zh-CN");
        assert_eq!(tag(&mut browser, "/none").await, "zh-CN", "it is kept");
        assert_eq!(tag(&mut browser, "/none?lang=fr").await, "zh-CN");
    });
}
