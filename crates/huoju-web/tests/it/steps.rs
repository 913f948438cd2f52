//! 差一步: an officer has it reckoned, sees who is one step away and by which, and takes the list along.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Request as Import, import};
use huoju_programme::evaluate::steps::kept;
use huoju_programme::evaluate::{self, Request};
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

/// 青禾 passes; 云岭 lacks one of the technical staff that the last points ask for; 星海 lacks 研发费用; 芦花 is too large.
const ROWS: &str = "统一社会信用代码,企业名称,职工总数,科技人员,销售收入(万元),资产总额(万元),研发费用(万元),成本费用支出总额(万元),Ⅰ类知识产权,Ⅱ类知识产权\n\
                    91649900EX0000037X,青禾农机（示例）有限公司,100,25,1000,1000,60,900,0,1\n\
                    91649900EX0000088J,云岭软件（示例）有限公司,100,9,1000,1000,60,900,0,1\n\
                    91649900EX0000061E,星海储能（示例）有限公司,50,15,1000,1000,—,900,0,1\n\
                    91649900EX000007X6,芦花生物（示例）有限公司,600,150,1000,1000,60,900,0,1\n";

async fn assessed(kit: &Testkit, scheme: &str) -> (Browser, String, String) {
    let request = Import {
        name: "申报.csv".into(),
        source: "tax".into(),
        new_source: Some(("市税务局".into(), PermittedUse::Administrative)),
        period: Period::of_year(2025).ok(),
        ..Import::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request, ROWS.as_bytes(), None).await.expect("imported");
    let request = Request::of(scheme, Period::of_year(2025).expect("a year"));
    let made = evaluate::assess(&kit.store, &catalogue, &Actor::System, &request, &mut |_| true).await.expect("made");
    let (browser, csrf) = inside_of(kit, serve::pages()).await;
    (browser, csrf, made.assessment.hash)
}

async fn reckoned(kit: &Testkit, hash: &str) {
    let (catalogue, now) = (Catalogue::builtin().expect("the packs"), jiff::Timestamp::now());
    let today = jiff::tz::TimeZone::UTC.to_datetime(now + jiff::SignedDuration::from_hours(8)).date();
    kept::keep(&kit.store, &catalogue, &Actor::System, hash, today, &mut |_, _| true).await.expect("reckoned");
}

#[test]
fn who_is_one_step_away_sees_by_which_step_and_to_what_figure() {
    on_both(async |kit| {
        let (mut browser, _, hash) = assessed(kit, "cn-tech-sme").await;
        let path = format!("/assessments/{hash}/steps");
        assert!(browser.get(&format!("/assessments/{hash}")).await.text.contains(&path));
        let before = browser.get(&path).await.text;
        assert!(before.contains("还没有测算过") && before.contains("开始测算"), "{before}");
        reckoned(kit, &hash).await;
        let page = browser.get(&path).await.text;
        for said in [
            "2025 年度已结账，账不能改",
            "云岭软件",
            "科技人员 再增 1 人，到 10 人",
            "星海储能",
            "先要知道：研发费用",
            "芦花生物",
            "费用是示例",
            &format!("/assessments/{hash}/subjects/2#gap"),
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(!page.contains("青禾农机"), "who passed is not here");
        assert!(!page.contains("开始测算"), "the same is reckoned once");
        let english = browser.get(&format!("{path}?lang=en")).await.text;
        assert!(english.contains("sci-tech personnel: 1 人 more, to 10 人"), "{english}");
        kit.assert_sound().await;
    });
}

#[test]
fn filters_narrow_the_list_by_lever_state_and_name() {
    on_both(async |kit| {
        let (mut browser, _, hash) = assessed(kit, "cn-tech-sme").await;
        reckoned(kit, &hash).await;
        let path = format!("/assessments/{hash}/steps?lang=zh");
        for (query, name) in [
            ("lever=transfer_staff", "云岭软件"),
            ("state=undetermined", "星海储能"),
            ("state=beyond", "芦花生物"),
            ("find=%E8%8A%A6%E8%8A%B1", "芦花生物"),
        ] {
            let page = browser.get(&format!("{path}&{query}")).await.text;
            assert!(page.matches("#gap").count() == 1 && page.contains(name), "{query}: {page}");
        }
        let odd = browser.get(&format!("{path}&state=x&lever=%00&find=%00&page=-1")).await;
        assert_eq!(
            (odd.status, odd.text.matches("#gap").count()),
            (StatusCode::OK, 3),
            "what can't be read doesn't filter"
        );
        assert_eq!(browser.get("/assessments/none/steps").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn reckoning_is_a_job_and_an_export_says_what_for() {
    on_both(async |kit| {
        let (mut browser, csrf, hash) = assessed(kit, "cn-tech-sme").await;
        let path = format!("/assessments/{hash}/steps");
        let sent = browser.post(&path, &format!("csrf={csrf}")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let (jobs, _) = kit.store.jobs(0, 10).await.expect("the jobs");
        let [job] = jobs.as_slice() else { panic!("{jobs:?}") };
        assert_eq!(job.kind, kept::KIND);
        let page = browser.get(&format!("/jobs/{}", job.id)).await.text;
        assert!(page.contains("测算差一步：科技型中小企业评价 2026 年度"), "{page}");
        reckoned(kit, &hash).await;
        let send = |reason: &str| format!("csrf={csrf}&state=one_step&reason={reason}");
        let refused = browser.post(&format!("{path}/export"), &send("")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "without a purpose nothing leaves");
        let file = browser.post(&format!("{path}/export"), &send("%E9%80%9A%E7%9F%A5")).await;
        assert_eq!(file.status, StatusCode::OK);
        let ledger = browser.get("/ledger").await.text;
        assert!(ledger.contains("差一步：科技型中小企业评价 2026 年度，用于通知"), "{ledger}");
    });
}

#[test]
fn a_scheme_without_levers_says_so() {
    on_both(async |kit| {
        let (mut browser, csrf, hash) = assessed(kit, "sq-unicorn").await;
        let path = format!("/assessments/{hash}/steps");
        let page = browser.get(&path).await.text;
        assert!(page.contains("这部办法没有可调项") && !page.contains("开始测算"), "{page}");
        let refused = browser.post(&path, &format!("csrf={csrf}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
    });
}

#[test]
fn a_boundary_audit_names_the_edge_and_who_stands_on_either_side() {
    on_both(async |kit| {
        let (mut browser, csrf, hash) = assessed(kit, "cn-tech-sme").await;
        let path = format!("/assessments/{hash}/edges");
        assert!(browser.get(&format!("/assessments/{hash}")).await.text.contains(&path));
        let page = browser.get(&path).await.text;
        // 25 of 100 is on the edge of 25%, 9 of 100 is one below that of 10%.
        for said in ["刚够", "科技人员 减 1 人", "16 → 12 分", "只差一点", "科技人员 加 1 人", "0 → 4 分", "第七条1"]
        {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(page.contains("未通过 → 综合评价合格"), "one more passes: {page}");
        assert_eq!(browser.get("/assessments/none/edges").await.status, StatusCode::NOT_FOUND);
        let send = |reason: &str| format!("csrf={csrf}&reason={reason}");
        let refused = browser.post(&format!("{path}/export"), &send("")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "without a purpose nothing leaves");
        let file = browser.post(&format!("{path}/export"), &send("%E6%A0%B8%E6%9F%A5")).await;
        assert_eq!((file.status, file.header("content-disposition").ends_with(".xlsx")), (StatusCode::OK, true));
        let records = kit.store.ledger(0, 9).await.expect("records");
        let export = records.iter().find(|record| record.act == "export").expect("a record");
        assert!(export.about.starts_with("edges ") && export.about.ends_with("核查"), "{}", export.about);
    });
}
