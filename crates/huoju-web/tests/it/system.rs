//! 系统: the ledger and its chain, people by administrators alone, and how the machine is kept.

use axum::http::StatusCode;
use huoju_store::ledger::Verdict;
use huoju_testkit::on_both;
use huoju_web::{serve, sign_in};

use crate::browser::{Browser, chen, inside_of, officer_of};

#[test]
fn the_ledger_lists_acts_in_words_and_by_who_did_them() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let all = browser.get("/ledger").await.text;
        for said in ["添加用户", "登录", "更改密码", "陈晓", "系统", "尚未核验"] {
            assert!(all.contains(said), "{said}: {all}");
        }
        let some = browser.get("/ledger?act=person.add&who=system").await.text;
        assert_eq!(some.matches("hj-row\" id=").count(), 1, "{some}");
        let none = browser.get("/ledger?act=person.add&who=person:chen").await.text;
        assert_eq!(none.matches("hj-row\" id=").count(), 0);
        for page in ["0", "99999999999999999999", "x"] {
            assert_eq!(browser.get(&format!("/ledger?page={page}")).await.status, StatusCode::OK, "{page}");
        }
    });
}

#[test]
fn a_button_verifies_and_one_changed_byte_is_found() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        assert_eq!(browser.post("/ledger/verify", "").await.status, StatusCode::FORBIDDEN);
        let done = browser.post("/ledger/verify", &format!("csrf={csrf}")).await;
        assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/ledger"));
        let page = browser.get("/ledger").await.text;
        assert!(page.contains("账本完好") && page.contains("核验"), "{page}");
        assert!(browser.get("/system").await.text.contains("账本完好"));
        kit.tamper("update ledger set actor = 'person:wang' where seq = 1").await;
        browser.post("/ledger/verify", &format!("csrf={csrf}")).await;
        let page = browser.get("/ledger").await.text;
        assert!(page.contains("第 1 条与其摘要不符") && !page.contains("账本完好"), "{page}");
        kit.tamper("update ledger set actor = 'system' where seq = 1").await;
        assert!(matches!(kit.store.verify_ledger().await, Ok(Verdict::Holds { .. })));
    });
}

/// The password that a page shows once.
fn password(page: &str) -> String {
    let rest = page.split("<span class=\"hj-mono\">").nth(1).unwrap_or_default();
    rest.split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn an_administrator_adds_people_and_their_password_shows_once() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let form = format!("csrf={csrf}&account=zhao&name=%E8%B5%B5%E5%AE%81&role=officer");
        assert_eq!(browser.post("/people", &form.replace(&csrf, "")).await.status, StatusCode::FORBIDDEN);
        let added = browser.post("/people", &form).await;
        let first = password(&added.text);
        assert!(added.text.contains("赵宁的密码") && first.len() > 9, "{}", added.text);
        let page = browser.get("/people").await.text;
        assert!(page.contains("zhao") && page.contains("专员") && !page.contains(&first), "{page}");
        let taken = browser.post("/people", &form).await;
        assert_eq!((taken.status, taken.text.contains("“zhao”已有人用")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        let bad = browser.post("/people", &format!("csrf={csrf}&account=Zh%20ao&name=x&role=officer")).await;
        assert!(bad.text.contains("不能作账号") && bad.text.contains("value=\"Zh ao\""), "{}", bad.text);
        let mut zhao = Browser::of(kit, serve::pages());
        assert_eq!(zhao.sign_in("zhao", &first, "").await.status, StatusCode::SEE_OTHER);
        let second = password(&browser.post("/people/zhao/password", &format!("csrf={csrf}")).await.text);
        assert!(zhao.get(sign_in::PASSWORD).await.to().starts_with("/sign-in"), "a new password signs them out");
        assert_eq!(zhao.sign_in("zhao", &second, "").await.status, StatusCode::SEE_OTHER);
        let stopped = browser.post("/people/zhao/stop", &format!("csrf={csrf}")).await;
        assert_eq!(stopped.to(), "/people");
        assert!(browser.get("/people").await.text.contains("已停用"));
        let last = browser.post("/people/chen/stop", &format!("csrf={csrf}")).await;
        assert_eq!((last.status, last.text.contains("最后一位管理员")), (StatusCode::CONFLICT, true));
    });
}

#[test]
fn an_officer_sees_and_changes_nobody() {
    on_both(async |kit| {
        chen(kit).await;
        let (mut officer, csrf) = officer_of(kit, serve::pages()).await;
        let refused = officer.get("/people").await;
        assert_eq!((refused.status, refused.text.contains("只有管理员")), (StatusCode::FORBIDDEN, true));
        let form = format!("csrf={csrf}&account=zhao&name=x&role=administrator");
        for path in ["/people", "/people/wang/password", "/people/wang/stop"] {
            assert_eq!(officer.post(path, &form).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(kit.store.people().await.expect("people").len(), 2);
        assert_eq!(officer.get("/ledger").await.status, StatusCode::OK);
    });
}

#[test]
fn upkeep_says_where_things_are_and_how_to_back_them_up() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let page = browser.get("/system").await.text;
        let engine = if kit.store.is_postgres() { "PostgreSQL" } else { "SQLite" };
        let folder = kit.store.folder().display().to_string();
        for said in [engine, folder.as_str(), env!("CARGO_PKG_VERSION"), "huoju backup --dir", "huoju verify --dir"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let english = browser.get("/system?lang=en").await.text;
        assert!(english.contains("Data folder") && english.contains("Not verified yet"), "{english}");
        let mut stranger = Browser::of(kit, serve::pages());
        for path in ["/ledger", "/people", "/system"] {
            assert!(stranger.get(path).await.to().starts_with("/sign-in"), "{path}");
        }
    });
}
