//! In by password or link, out again, and never further than allowed.

use huoju_model::Actor;
use huoju_programme::people;
use huoju_testkit::on_both;
use huoju_web::{Settings, sign_in};
use jiff::Timestamp;

use crate::browser::{Browser, chen, inside};

#[test]
fn a_stranger_is_led_to_the_form_and_back_to_where_they_wanted() {
    on_both(async |kit| {
        let password = chen(kit).await;
        let mut browser = Browser::new(kit);
        let led = browser.get("/subjects?q=a&lang=en").await;
        assert_eq!((led.status.as_u16(), led.to()), (303, "/sign-in?next=/subjects%3Fq%3Da"));
        let form = browser.get(led.to()).await;
        assert!(form.text.contains("name=\"next\" value=\"/subjects?q=a\""), "{}", form.text);
        let entered = browser.sign_in("chen", &password, "/subjects%3Fq%3Da").await;
        assert_eq!((entered.status.as_u16(), entered.to()), (303, "/subjects?q=a"));
    });
}

#[test]
fn with_a_password_made_for_them_they_choose_their_own_first() {
    on_both(async |kit| {
        let password = chen(kit).await;
        let mut browser = Browser::new(kit);
        browser.sign_in("chen", &password, "").await;
        assert_eq!(browser.get("/").await.to(), sign_in::PASSWORD);
        let csrf = browser.get(sign_in::PASSWORD).await.csrf();
        let weak = browser.post(sign_in::PASSWORD, &format!("csrf={csrf}&old={password}&new=short")).await;
        assert_eq!(weak.status.as_u16(), 422);
        assert!(weak.text.contains("至少 10 个字符"), "{}", weak.text);
        let wrong = browser.post(sign_in::PASSWORD, &format!("csrf={csrf}&old=x&new=tea4lunch!")).await;
        assert!(wrong.text.contains("账号或密码不对"), "{}", wrong.text);
        let changed = browser.post(sign_in::PASSWORD, &format!("csrf={csrf}&old={password}&new=tea4lunch!")).await;
        assert_eq!((changed.status.as_u16(), changed.to()), (303, "/"));
        assert_eq!(browser.get("/").await.text, "home of person:chen");
    });
}

#[test]
fn a_wrong_password_is_said_above_the_form_and_too_many_wait() {
    on_both(async |kit| {
        chen(kit).await;
        let mut browser = Browser::new(kit);
        for _ in 0..people::PER_LOGIN {
            let wrong = browser.sign_in("chen", "wrong", "").await;
            assert_eq!(wrong.status.as_u16(), 422);
            assert!(wrong.text.contains("value=\"chen\"") && wrong.text.contains("账号或密码不对"), "{}", wrong.text);
        }
        let locked = browser.sign_in("chen", "wrong", "").await;
        assert_eq!(locked.status.as_u16(), 429);
        assert!(locked.text.contains("试错太多"), "{}", locked.text);
        assert_eq!(browser.get("/").await.status.as_u16(), 303);
    });
}

#[test]
fn signing_out_takes_the_cookie_and_ends_the_session() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside(kit).await;
        let before = browser.cookies.clone();
        assert_eq!(browser.post(sign_in::SIGN_OUT, &format!("csrf={csrf}")).await.to(), sign_in::SIGN_IN);
        assert!(!browser.cookies.contains_key("huoju"));
        browser.cookies = before;
        assert_eq!(browser.get("/").await.status.as_u16(), 303, "a copy of the cookie is worth nothing");
    });
}

#[test]
fn a_link_lets_one_browser_in_and_a_mere_look_uses_nothing_up() {
    on_both(async |kit| {
        chen(kit).await;
        let token = people::link(&kit.store, &Actor::System, "chen", Timestamp::now()).await.expect("a link");
        let path = format!("/enter/{token}");
        let (mut one, mut other) = (Browser::new(kit), Browser::new(kit));
        assert_eq!(one.ask("HEAD", &path, "", String::new()).await.status.as_u16(), 204);
        assert_eq!(one.get(&path).await.to(), "/");
        assert!(one.cookies.contains_key("huoju"));
        let spent = other.get(&path).await;
        assert_eq!(spent.status.as_u16(), 403);
        assert!(spent.text.contains("用过了或过期了"), "{}", spent.text);
    });
}

#[test]
fn who_is_stopped_is_out_at_once() {
    on_both(async |kit| {
        let (mut browser, _) = inside(kit).await;
        people::first(&kit.store, &Actor::System, Timestamp::now()).await.expect("somebody is there");
        let new = people::NewUser { login: "wang".into(), name: "王".into(), role: huoju_model::Role::Administrator };
        people::add(&kit.store, &Actor::System, &new, Timestamp::now()).await.expect("added");
        people::stop(&kit.store, &Actor::System, "chen").await.expect("stopped");
        assert_eq!(browser.get("/").await.to(), sign_in::SIGN_IN);
    });
}

#[test]
fn behind_tls_cookies_are_for_tls_and_the_proxy_says_who_asks() {
    on_both(async |kit| {
        chen(kit).await;
        let mut browser = Browser::with(kit, Settings { behind_tls: true, ..Settings::default() });
        let form = browser.get(sign_in::SIGN_IN).await;
        assert!(form.header("set-cookie").ends_with("; Secure"), "{}", form.header("set-cookie"));
        assert_eq!(form.header("strict-transport-security"), "max-age=31536000");
        browser.headers = vec![("x-forwarded-for", "1.1.1.1, 10.0.0.9")];
        for turn in 0..people::PER_ADDRESS {
            browser.sign_in(&format!("p{turn}"), "wrong", "").await;
        }
        assert_eq!(browser.sign_in("other", "wrong", "").await.status.as_u16(), 429);
        browser.headers = vec![("x-forwarded-for", "1.1.1.1, 10.0.0.10")];
        assert_eq!(browser.sign_in("other", "wrong", "").await.status.as_u16(), 422);
    });
}
