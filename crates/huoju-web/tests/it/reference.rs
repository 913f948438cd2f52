//! 来源, 指标, 高新区: what figures are made of, and who may change it.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Request, import};
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of, officer_of};

const TAX: &str = "统一社会信用代码,企业名称,研发费用(万元),职工总数\n91649900EX0000037X,青禾农机（示例）有限公司,338,120\n\
                   91649900EX0000061E,星海储能（示例）有限公司,12.5,—\n";
const SURVEY: &str = "统一社会信用代码,企业名称,研发费用(万元)\n91649900EX0000037X,青禾农机（示例）有限公司,345\n";

async fn imported(kit: &Testkit, text: &str, source: &str, name: &str, permitted_use: PermittedUse) {
    let request = Request {
        name: format!("{name}.csv"),
        source: source.into(),
        new_source: Some((name.into(), permitted_use)),
        period: Period::of_year(2025).ok(),
        ..Request::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request, text.as_bytes(), None).await.expect("imported");
}

async fn zone(kit: &Testkit) {
    imported(kit, TAX, "tax", "市税务局", PermittedUse::Administrative).await;
    imported(kit, SURVEY, "火炬/统计", "火炬统计", PermittedUse::StatisticsOnly).await;
}

fn has(page: &str, said: &[&str]) {
    for said in said {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[test]
fn sources_say_what_they_brought_and_what_it_may_be_used_for() {
    on_both(async |kit| {
        zone(kit).await;
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let list = browser.get("/sources").await.text;
        has(
            &list,
            &["市税务局", "行政共享", "火炬统计", "统计专用", "/sources/%E7%81%AB%E7%82%AC%2F%E7%BB%9F%E8%AE%A1"],
        );
        let page = browser.get("/sources/%E7%81%AB%E7%82%AC%2F%E7%BB%9F%E8%AE%A1").await.text;
        has(&page, &["统计专用：只作汇总", "火炬统计.csv", "研发费用", "/imports/2", "撤回来源…"]);
        assert_eq!(browser.get("/sources/none").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_administrator_changes_the_permitted_use_and_withdraws_and_nobody_else() {
    on_both(async |kit| {
        zone(kit).await;
        let (mut officer, csrf) = officer_of(kit, serve::pages()).await;
        let page = officer.get("/sources/tax").await.text;
        assert!(!page.contains("撤回来源…") && !page.contains("许可与取用"), "{page}");
        for (path, form) in [
            ("/sources/tax", "permitted=public&precedence=1&version=1"),
            ("/sources/tax/withdraw", "reason=x&version=1"),
        ] {
            let refused = officer.post(path, &format!("csrf={csrf}&{form}")).await;
            assert_eq!((refused.status, refused.text.contains("只有管理员")), (StatusCode::FORBIDDEN, true), "{path}");
        }
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        assert_eq!(
            browser.post("/sources/tax", "permitted=public&precedence=1&version=1").await.status,
            StatusCode::FORBIDDEN
        );
        let done = browser.post("/sources/tax", &format!("csrf={csrf}&permitted=public&precedence=1&version=1")).await;
        assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/sources/tax?done=changed"));
        let stale = browser.post("/sources/tax/withdraw", &format!("csrf={csrf}&reason=x&version=1")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "somebody changed it since it was looked at");
        let empty = browser.post("/sources/tax/withdraw", &format!("csrf={csrf}&reason=&version=2")).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        browser.post("/sources/tax/withdraw", &format!("csrf={csrf}&reason=resent&version=2")).await;
        let page = browser.get("/sources/tax").await.text;
        has(&page, &["resent", "已撤回：数字留档可查", "公开"]);
        assert!(!page.contains("撤回来源…"), "{page}");
        let names: Vec<String> =
            kit.store.ledger_about("source tax").await.expect("records").into_iter().map(|record| record.act).collect();
        assert_eq!(names, ["source.withdraw", "source.change"]);
    });
}

#[test]
fn an_authority_on_record_lets_statistics_assess_until_it_is_taken_back() {
    on_both(async |kit| {
        zone(kit).await;
        let path = "/sources/%E7%81%AB%E7%82%AC%2F%E7%BB%9F%E8%AE%A1";
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let form = |authority: &str, precedence: &str, version: i64| {
            format!("csrf={csrf}&permitted=statistics&authority={authority}&precedence={precedence}&version={version}")
        };
        browser.post(path, &form("%E5%9B%BD%E7%BB%9F%E5%AD%97%E3%80%942026%E3%80%951%E5%8F%B7", "1", 1)).await;
        has(&browser.get(path).await.text, &["国统字〔2026〕1号", "依下列文件可用于评价"]);
        let source = kit.store.source("火炬/统计").await.expect("a store").expect("a source");
        assert!((source.may_judge_one(), source.precedence) == (true, 1), "{source:?}");
        for wrong in ["", "0", "1000", "先"] {
            let refused = browser.post(path, &form("", &wrong.replace('先', "%E5%85%88"), 2)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            has(&refused.text, &["1 到 999 的整数"]);
        }
        browser.post(path, &form("+", "2", 2)).await;
        let source = kit.store.source("火炬/统计").await.expect("a store").expect("a source");
        assert!((source.may_judge_one(), source.authority) == (false, None), "a blank is no document");
    });
}

#[test]
fn an_indicator_says_what_it_means_who_reads_it_and_what_there_is() {
    on_both(async |kit| {
        zone(kit).await;
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let list = browser.get("/indicators?q=%E7%A0%94%E5%8F%91%E8%B4%B9%E7%94%A8").await.text;
        has(&list, &["href=\"/indicators/rnd\"", "万元", "2025"]);
        assert!(!list.contains("href=\"/indicators/headcount\""), "only what is looked for");
        let page = browser.get("/indicators/rnd").await.text;
        has(&page, &["研发费用", "科技型中小企业评价", "市税务局", "火炬统计", "保留 2 位小数"]);
        let year = page.split("<th scope=\"row\">2025</th>").nth(1).and_then(|rest| rest.split("</tr>").next());
        let cells: Vec<&str> = year.unwrap_or_default().split("<td class=\"n\">").skip(1).collect();
        let cells: Vec<&str> = cells.iter().filter_map(|cell| cell.split("</td>").next()).collect();
        assert_eq!(cells, ["2", "0", "1"], "two have it, nobody lacks it, sources differ on one");
        let staff = browser.get("/indicators/headcount").await.text;
        has(&staff, &["<td class=\"n\">1</td>"]);
        assert_eq!(browser.get("/indicators/none").await.status, StatusCode::NOT_FOUND);
        assert!(browser.get("/indicators?q=zzz").await.text.contains("没有指标叫这个名称"));
    });
}

#[test]
fn a_zone_shows_each_figure_with_its_source() {
    on_both(async |kit| {
        zone(kit).await;
        kit.tamper("update subject set kind = 'zone', name = '示例高新区' where id = 1").await;
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let list = browser.get("/zones").await.text;
        has(&list, &["href=\"/zones/1\"", "示例高新区", "研发费用", "338"]);
        let page = browser.get("/zones/1").await.text;
        has(&page, &["示例高新区", "338", "345", "市税务局.csv", "C2", "火炬统计"]);
        for path in ["/zones/2", "/zones/x", "/zones/99"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn without_data_each_page_says_what_will_be_there() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        for (path, said) in
            [("/sources", "还没有来源"), ("/zones", "还没有高新区的数字"), ("/imports", "还没有导入过文件")]
        {
            assert!(browser.get(path).await.text.contains(said), "{path}");
        }
        let mut stranger = Browser::of(kit, serve::pages());
        for path in ["/sources", "/sources/tax", "/indicators", "/indicators/rnd", "/zones", "/zones/1"] {
            assert!(stranger.get(path).await.to().starts_with("/sign-in"), "{path}");
        }
    });
}

#[test]
fn in_english_the_pages_are_english() {
    on_both(async |kit| {
        zone(kit).await;
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        for (path, said) in [
            ("/sources?lang=en", "statistics"),
            ("/sources/tax", "Shared between offices"),
            ("/indicators/rnd", "with 2 decimal places"),
            ("/zones", "No figures of zones yet"),
        ] {
            let page = browser.get(path).await.text;
            assert!(page.contains("<html lang=\"en\">") && page.contains(said), "{path}: {page}");
        }
    });
}
