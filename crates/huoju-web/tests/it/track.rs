//! 跟踪: an officer asks on a Monday whose title ends, why they might not get it again, and takes the list along.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Request, import};
use huoju_programme::evaluate;
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

const DAY: &str = "2026-11-28";
const FIGURES: &str = "统一社会信用代码,企业名称,职工总数,科技人员,销售收入(万元),资产总额(万元),研发费用(万元),成本费用支出总额(万元),Ⅰ类知识产权,Ⅱ类知识产权\n\
                       91649900EX0000037X,青禾农机（示例）有限公司,100,25,1000,1000,60,900,0,1\n\
                       91649900EX0000061E,星海储能（示例）有限公司,50,15,1000,1000,—,900,0,1\n\
                       91649900EX0000088J,云岭软件（示例）有限公司,600,60,90000,90000,60,900,1,0\n";

/// 青禾 passes and its title ends in a month; 星海 lacks 研发费用 and its ends today; 云岭 is too large, and its ended yesterday.
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
    for (subject, title, number, end) in [
        (1, "科技型中小企业", "A1", "2026-12-28"),
        (2, "科技型中小企业", "A2", DAY),
        (3, "科技型中小企业", "A3", "2026-11-27"),
        (1, "瞪羚企业", "B1", "2027-11-28"),
        (2, "瞪羚企业", "B2", "2027-11-29"),
    ] {
        kit.tamper(&format!(
            "insert into title (id, subject_id, title, number, granted_on, valid_to, listed_as, from_batch) \
             select coalesce(max(id), 0) + 1, {subject}, '{title}', '{number}', '2026-01-05', '{end}', 'x', 1 from title"
        ))
        .await;
    }
    let asked = evaluate::Request::of("cn-tech-sme", Period::of_year(2025).expect("a year"));
    evaluate::assess(&kit.store, &catalogue, &actor, &asked, &mut |_| true).await.expect("made");
    inside_of(kit, serve::pages()).await
}

/// The numbers of the titles that a page lists, in its order.
fn listed(page: &str) -> Vec<&str> {
    let rows = page.split("<tbody>").nth(1).unwrap_or_default();
    let numbers = rows.split("class=\"code gone\">").skip(1);
    numbers.filter_map(|rest| rest.split('<').next()).collect()
}

#[test]
fn the_ledger_of_titles_says_whose_ends_when_and_why_not_again() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let page = browser.get(&format!("/titles?day={DAY}")).await.text;
        assert_eq!(listed(&page), ["A2", "A1", "B1"], "a year ahead and not a day more");
        for said in [
            "资格台账",
            "今日到期",
            "余 30 天",
            "缺研发费用",
            "逐条依据",
            "未参评",
            "科技型中小企业评价 2026 年度",
            "2026-12-28",
            "联系人、电话两栏留空",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let expired = browser.get(&format!("/titles?day={DAY}&ends=expired")).await.text;
        assert_eq!(listed(&expired), ["A3"]);
        for said in ["已过 1 天", "不符", "第六条"] {
            assert!(expired.contains(said), "{said}: {expired}");
        }
        let english = browser.get(&format!("/titles?day={DAY}&lang=en")).await.text;
        for said in ["30 days", "Last day", "lacks R&#38;D expense"] {
            assert!(english.contains(said), "{said}: {english}");
        }
    });
}

#[test]
fn titles_are_found_by_title_end_and_scheme() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let gazelle = "title=%E7%9E%AA%E7%BE%9A%E4%BC%81%E4%B8%9A";
        for (query, numbers) in [
            ("ends=3", vec!["A2", "A1"]),
            ("ends=any", vec!["A3", "A2", "A1", "B1", "B2"]),
            (gazelle, vec!["B1"]),
            ("scheme=nx-gazelle&ends=any", vec!["B1", "B2"]),
            ("scheme=cn-tech-sme&ends=any", vec!["A3", "A2", "A1"]),
            ("scheme=nobodys&ends=any", vec![]),
            ("title=%00&ends=9&page=-1", vec!["A2", "A1", "B1"]),
        ] {
            let page = browser.get(&format!("/titles?day={DAY}&{query}")).await.text;
            assert_eq!(listed(&page), numbers, "{query}");
        }
        let crossed = browser.get(&format!("/titles?scheme=cn-tech-sme&ends=any&{gazelle}")).await.text;
        assert!(crossed.contains("没有符合的资格"), "{crossed}");
        assert_eq!(browser.get("/titles?day=31").await.status, StatusCode::OK, "today, where no day is given");
    });
}

#[test]
fn a_call_list_asks_what_for_and_is_written_down() {
    on_both(async |kit| {
        let (mut browser, csrf) = zone(kit).await;
        let send = |reason: &str| format!("csrf={csrf}&day={DAY}&ends=any&reason={reason}");
        let refused = browser.post("/titles/export", &send("")).await;
        assert_eq!((refused.status, refused.text.contains("写明用途")), (StatusCode::CONFLICT, true));
        let file = browser.post("/titles/export", &send("%E7%BA%A6%E8%B0%88")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.header("content-disposition").ends_with("2026-11-28.xlsx"));
        let records = kit.store.ledger(0, 9).await.expect("records");
        let exports: Vec<_> = records.iter().filter(|record| record.act == "export").collect();
        assert!(matches!(exports.as_slice(), [one] if one.about == "titles 约谈" && one.actor == "person:chen"));
        assert!(browser.get("/ledger").await.text.contains("资格台账，用于约谈"));
    });
}

#[test]
fn before_the_first_list_the_ledger_says_what_will_stand_there() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let page = browser.get("/titles").await.text;
        assert!(page.contains("还没有资格名单") && page.contains("href=\"/imports\""), "{page}");
    });
}
