//! 政策匹配: an officer matches anew, sees whom an offer fits and why not, and takes the list along.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Request, import};
use huoju_programme::evaluate::matching::kept;
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

const FIGURES: &str = "统一社会信用代码,企业名称,职工总数,科技人员,销售收入(万元),研发费用(万元)\n\
                       91649900EX0000037X,青禾农机（示例）有限公司,100,25,1000,30\n\
                       91649900EX0000061E,星海储能（示例）有限公司,50,15,1000,—\n\
                       91649900EX0000088J,云岭软件（示例）有限公司,600,60,90000,60\n";

async fn zone(kit: &Testkit) -> (Browser, String) {
    let request = Request {
        name: "申报.csv".into(),
        source: "tax".into(),
        new_source: Some(("市税务局".into(), PermittedUse::Administrative)),
        period: Period::of_year(2025).ok(),
        ..Request::default()
    };
    let (catalogue, actor) = (Catalogue::builtin().expect("the packs"), Actor::System);
    import(&kit.store, &catalogue, &actor, &request, FIGURES.as_bytes(), None).await.expect("imported");
    kit.tamper(
        "insert into title (id, subject_id, title, number, granted_on, valid_to, listed_as, from_batch) \
         select 1, id, '高新技术企业', 'A1', '2024-01-05', '2027-01-05', 'x', 1 from subject where name like '青禾%'",
    )
    .await;
    inside_of(kit, serve::pages()).await
}

async fn matched(kit: &Testkit) {
    let (catalogue, day) = (Catalogue::builtin().expect("the packs"), jiff::civil::date(2026, 11, 28));
    let year = Period::of_year(2025).expect("a year");
    kept::keep(&kit.store, &catalogue, &Actor::System, year, day).await.expect("matched");
}

#[test]
fn offers_say_whom_they_fit_and_what_others_lack() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let before = browser.get("/offers").await.text;
        assert!(before.contains("还没有匹配过"), "nobody is counted as 0 before anything was matched");
        matched(kit).await;
        let page = browser.get("/offers").await.text;
        assert!(page.contains("高新技术企业认定奖补") && page.contains("示例"));
        let award = browser.get("/offers/sample-hnte-award").await.text;
        assert!(award.contains("青禾农机") && award.contains("免申即享候选"), "3% of sales to the cent, on the list");
        assert!(award.contains("第三条（二）") && award.contains("追回"));
        let fits = browser.get("/offers/sample-hnte-award?standing=fits").await.text;
        assert!(fits.contains("青禾农机") && !fits.contains("星海储能"));
        let voucher = browser.get("/offers/sample-voucher?standing=undetermined").await.text;
        assert!(voucher.contains("星海储能") && voucher.contains("研发费用"), "what is missing is named");
        let away = browser.get("/offers/sample-voucher?standing=one_away").await.text;
        assert!(away.contains("云岭软件") && away.contains("第七条（一）") && !away.contains("青禾农机"));
        let found = browser.get("/offers/sample-voucher?find=%E4%BA%91%E5%B2%AD").await.text;
        assert!(found.contains("云岭软件") && !found.contains("星海储能"));
        assert_eq!(browser.get("/offers/none").await.status, StatusCode::NOT_FOUND);
        kit.assert_sound().await;
    });
}

#[test]
fn an_enterprise_sees_what_fits_and_what_is_missing() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        assert!(browser.get("/subjects/1").await.text.contains("/subjects/1/offers"));
        assert!(browser.get("/subjects/1/offers").await.text.contains("还没有匹配过"));
        matched(kit).await;
        let page = browser.get("/subjects/1/offers").await.text;
        assert!(page.contains("高新技术企业认定奖补（示例）") && page.contains("20 万元"), "{page}");
        assert_eq!(browser.get("/subjects/99/offers").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn matching_is_a_job_and_an_export_says_what_for() {
    on_both(async |kit| {
        let (mut browser, csrf) = zone(kit).await;
        let sent = browser.post("/offers/match", &format!("csrf={csrf}")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let (jobs, _) = kit.store.jobs(0, 10).await.expect("the jobs");
        assert!(matches!(jobs.as_slice(), [one] if one.kind == kept::KIND));
        matched(kit).await;
        let send = |reason: &str| format!("csrf={csrf}&standing=fits&reason={reason}");
        let refused = browser.post("/offers/sample-voucher/export", &send("")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "without a purpose nothing leaves");
        let file = browser.post("/offers/sample-voucher/export", &send("%E9%80%9A%E7%9F%A5")).await;
        assert_eq!(file.status, StatusCode::OK);
        let ledger = kit.store.ledger(0, 100).await.expect("the ledger");
        assert!(ledger.iter().any(|one| one.act == "export" && one.about == "offer sample-voucher 通知"));
        assert!(ledger.iter().any(|one| one.act == "offers.match" && one.about == "matching 1"));
        assert!(browser.get("/ledger").await.text.contains("政策匹配，用于通知"));
    });
}
