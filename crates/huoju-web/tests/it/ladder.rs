//! 梯度: an officer looks who stands on which rung, who fell and why, and takes the list along.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Request, import};
use huoju_programme::evaluate;
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::browser::{Browser, inside_of};

const FIGURES: &str = "统一社会信用代码,企业名称,职工总数,科技人员,销售收入(万元),资产总额(万元),研发费用(万元),成本费用支出总额(万元),Ⅰ类知识产权,Ⅱ类知识产权\n\
                       91649900EX0000037X,青禾农机（示例）有限公司,100,25,1000,1000,60,900,0,1\n\
                       91649900EX0000061E,星海储能（示例）有限公司,50,15,1000,1000,—,900,0,1\n\
                       91649900EX0000088J,云岭软件（示例）有限公司,600,60,90000,90000,60,900,1,0\n\
                       91649900EX0000100R,远帆材料（示例）有限公司,60,6,9000,9000,60,900,1,0\n";

/// The last full year.
fn last_year() -> i16 {
    TimeZone::UTC.to_datetime(Timestamp::now() + 8.hours()).date().year() - 1
}

/// 青禾 became 高新技术企业 last year and passed 小巨人 by; 星海's certificate, of three years, ran out last year; 云岭 holds one
/// all along; 远帆 is on no list.
async fn zone(kit: &Testkit) -> (Browser, String) {
    let year = last_year();
    let request = Request {
        name: "申报.csv".into(),
        source: "tax".into(),
        new_source: Some(("市税务局".into(), PermittedUse::Administrative)),
        period: Period::of_year(year).ok(),
        ..Request::default()
    };
    let (catalogue, actor) = (Catalogue::builtin().expect("the packs"), Actor::System);
    import(&kit.store, &catalogue, &actor, &request, FIGURES.as_bytes(), None).await.expect("imported");
    for (subject, title, from, to) in [
        (1, "自治区科技型中小企业", format!("{}-01-05", year - 2), None),
        (1, "高新技术企业", format!("{year}-03-01"), Some(format!("{}-03-01", year + 3))),
        (2, "高新技术企业", format!("{}-12-30", year - 3), None),
        (3, "高新技术企业", format!("{}-01-05", year - 3), Some(format!("{}-12-31", year + 1))),
    ] {
        let to = to.map_or("null".to_owned(), |day| format!("'{day}'"));
        kit.tamper(&format!(
            "insert into title (id, subject_id, title, number, granted_on, valid_to, listed_as, from_batch) \
             select coalesce(max(id), 0) + 1, {subject}, '{title}', 'N{subject}', '{from}', {to}, 'x', 1 from title"
        ))
        .await;
    }
    let asked = evaluate::Request::of("cn-hnte", Period::of_year(year).expect("a year"));
    evaluate::assess(&kit.store, &catalogue, &actor, &asked, &mut |_| true).await.expect("made");
    inside_of(kit, serve::pages()).await
}

/// The names that a page lists, in its order.
fn listed(page: &str) -> Vec<&str> {
    let list = page.split(r#"id="list""#).nth(1).unwrap_or_default();
    let rows = list.split("<tbody>").nth(1).and_then(|rows| rows.split("</tbody>").next()).unwrap_or_default();
    let names = rows.split(r#"<a href="/subjects/"#).skip(1);
    names.filter_map(|rest| rest.split('>').nth(1)?.split('（').next()).collect()
}

#[test]
fn a_ladder_says_who_stands_where_and_who_went_where() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let ladders = browser.get("/ladders").await.text;
        assert!(ladders.contains("/ladders/nx-tech-enterprise") && ladders.contains("上海市"), "{ladders}");
        let page = browser.get("/ladders/nx-tech-enterprise").await.text;
        assert_eq!(
            listed(&page),
            ["云岭软件", "青禾农机", "星海储能", "远帆材料"],
            "the highest rung first, then by name"
        );
        let year = last_year();
        for said in [
            "自治区科技型中小企业 → 高新技术企业",
            "高新技术企业 → 不在名单上",
            "越过科技小巨人企业，不算缺",
            "还没有导入这几级的名单：科技小巨人企业、瞪羚企业",
            "宁科规发〔2020〕3号 认定条件1",
            "公报2022年第21期",
            &format!("/ladders/nx-tech-enterprise?year={year}&#38;spot=hnte#list"),
            "preserveAspectRatio",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("style="), "no inline style");
        let english = browser.get("/ladders/nx-tech-enterprise?lang=en").await.text;
        assert!(english.contains("sci-tech little giant passed by, no fault"), "{english}");
    });
}

#[test]
fn whoever_fell_is_listed_with_the_title_that_ended() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let year = last_year();
        let fell = browser.get("/ladders/nx-tech-enterprise?moved=fell").await.text;
        assert_eq!(listed(&fell), ["星海储能"]);
        for said in [format!("资格到 {year}-12-30 止"), "上年：高新技术企业".to_owned(), "缺".to_owned()]
        {
            assert!(fell.contains(&said), "{said}: {fell}");
        }
        let rose = browser.get("/ladders/nx-tech-enterprise?spot=hnte&from=tech_sme").await.text;
        assert_eq!(listed(&rose), ["青禾农机"]);
        let before = browser.get(&format!("/ladders/nx-tech-enterprise?year={}&spot=hnte", year - 1)).await.text;
        assert_eq!(
            listed(&before),
            ["云岭软件", "星海储能"],
            "three years after the day it was granted, and not a day more"
        );
        let named =
            browser.get("/ladders/nx-tech-enterprise?q=%E8%BF%9C%E5%B8%86&spot=strange&moved=strange").await.text;
        assert_eq!(listed(&named), ["远帆材料"], "what can't be read doesn't filter");
        let untold = browser.get("/ladders/cn-quality-sme").await.text;
        let keys =
            untold.split("hj-key--4").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
        assert_eq!(keys.matches('…').count(), 4, "never 0: {keys}");
        let nobody = browser.get("/ladders/nx-tech-enterprise?spot=gazelle").await.text;
        assert!(nobody.contains("没有符合的企业"), "{nobody}");
        assert_eq!(browser.get("/ladders/nobody").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_is_imported_or_assessed_since_shows_at_once() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let page = browser.get("/ladders/nx-tech-enterprise").await.text;
        assert!(page.contains("没有按这一级的办法评价过"), "{page}");
        let (catalogue, actor) = (Catalogue::builtin().expect("the packs"), Actor::System);
        let asked = evaluate::Request::of("nx-gazelle", Period::of_year(last_year()).expect("a year"));
        evaluate::assess(&kit.store, &catalogue, &actor, &asked, &mut |_| true).await.expect("made");
        let page = browser.get("/ladders/nx-tech-enterprise").await.text;
        assert!(!page.contains("没有按这一级的办法评价过"), "{page}");
    });
}

#[test]
fn the_list_is_taken_along_with_a_purpose_that_the_ledger_keeps() {
    on_both(async |kit| {
        let (mut browser, csrf) = zone(kit).await;
        let send = |reason: &str| format!("csrf={csrf}&moved=fell&reason={reason}");
        let refused = browser.post("/ladders/nx-tech-enterprise/export", &send("")).await;
        assert_eq!((refused.status, refused.text.contains("写明用途")), (StatusCode::CONFLICT, true));
        let file = browser.post("/ladders/nx-tech-enterprise/export", &send("%E5%9B%9E%E8%AE%BF")).await;
        assert_eq!(file.status, StatusCode::OK);
        let records = kit.store.ledger(0, 9).await.expect("records");
        let exports: Vec<_> = records.iter().filter(|record| record.act == "export").collect();
        assert!(matches!(exports.as_slice(), [one] if one.about == "ladder nx-tech-enterprise 回访"));
        let ledger = browser.get("/ledger").await.text;
        assert!(ledger.contains("梯度，用于回访") && ledger.contains("/ladders/nx-tech-enterprise"), "{ledger}");
    });
}
