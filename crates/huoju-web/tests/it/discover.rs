//! 首页 and 发现: an officer looks an enterprise up and asks each figure where it comes from.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse, Scope};
use huoju_programme::discover::import::{Request, import};
use huoju_programme::evaluate;
use huoju_store::assessment::{Assessment, Counts};
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

const TAX: &str = "统一社会信用代码,企业名称,研发费用(万元),职工总数\n91649900EX0000037X,青禾农机（示例）有限公司,338,120\n\
                   91649900EX0000061E,星海储能（示例）有限公司,12.5,—\n";
const SURVEY: &str = "统一社会信用代码,企业名称,研发费用(万元)\n91649900EX0000037X,青禾农机（示例）有限公司,345\n";

async fn imported(kit: &Testkit, text: &str, source: &str, name: &str, permitted_use: PermittedUse, provisional: bool) {
    let request = Request {
        name: format!("{name}.csv"),
        source: source.into(),
        new_source: Some((name.into(), permitted_use)),
        period: Period::of_year(2025).ok(),
        provisional,
        ..Request::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request, text.as_bytes(), None).await.expect("imported");
}

async fn zone(kit: &Testkit) -> Browser {
    imported(kit, TAX, "tax", "市税务局", PermittedUse::Administrative, true).await;
    imported(kit, SURVEY, "survey", "火炬统计", PermittedUse::StatisticsOnly, false).await;
    inside_of(kit, serve::pages()).await.0
}

/// The address of the only subject that answers.
async fn found(browser: &mut Browser, words: &str) -> String {
    let page = browser.get(&format!("/subjects?q={words}")).await;
    assert_eq!(page.text.matches("href=\"/subjects/").count(), 1, "{words}");
    let rest = page.text.split("href=\"/subjects/").nth(1).unwrap_or_default();
    format!("/subjects/{}", rest.split('"').next().unwrap_or_default())
}

#[test]
fn a_figure_says_its_source_file_cell_and_batch() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        let path = found(&mut browser, "qhnj").await;
        let page = browser.get(&path).await.text;
        for said in
            ["青禾农机（示例）有限公司", "91649900EX0000037X", "338", "市税务局.csv", "C2", "行政共享", "第 1 批", "初"]
        {
            assert!(page.contains(said), "{said}");
        }
    });
}

#[test]
fn sources_that_differ_stand_side_by_side_and_survey_figures_never_judge() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        let path = found(&mut browser, "91649900EX0000037X").await;
        let page = browser.get(&path).await.text;
        let differing = page.split("数出多门").nth(1).expect("where sources differ");
        for said in ["市税务局", "火炬统计", "统计专用", "345", "取 338"] {
            assert!(differing.contains(said), "{said}");
        }
    });
}

#[test]
fn subjects_are_found_by_kind_zone_title_and_how_they_came_out() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        kit.tamper("insert into subject (id, kind, name, name_key, initials, from_batch) values (9, 'zone', '云溪高新区', '云溪高新区', 'yxgxq', 1)").await;
        kit.tamper("insert into membership (subject_id, of_id, role, from_batch) values (1, 9, 'registered', 1)").await;
        kit.tamper("insert into title (id, subject_id, title, granted_on, valid_to, listed_as, from_batch) values (1, 1, '高新技术企业', '2000-01-01', '2100-01-01', 'x', 1), (2, 2, '高新技术企业', '2000-01-01', '2000-12-31', 'y', 1)").await;
        let (catalogue, period) = (Catalogue::builtin().expect("the packs"), Period::of_year(2025).expect("a year"));
        let request = evaluate::Request::of("cn-tech-sme", period);
        evaluate::assess(&kit.store, &catalogue, &Actor::System, &request, &mut |_| true).await.expect("made");
        let (first, second) = ("青禾农机", "星海储能");
        for (query, here) in [
            ("", vec![first, second]),
            ("kind=zone", vec!["云溪高新区"]),
            ("kind=all", vec![first, second, "云溪高新区"]),
            ("zone=9", vec![first]),
            ("title=%E9%AB%98%E6%96%B0%E6%8A%80%E6%9C%AF%E4%BC%81%E4%B8%9A", vec![first]),
            ("outcome=undetermined", vec![first, second]),
            ("outcome=pass", vec![]),
            ("q=%E9%9D%92%E7%A6%BE+%E7%A4%BA%E4%BE%8B", vec![first]),
            ("q=%E9%9D%92%E7%A6%BE+%E6%98%9F%E6%B5%B7", vec![]),
            ("q=%00", vec![first, second]),
            ("zone=9&outcome=pass", vec![]),
        ] {
            let page = browser.get(&format!("/subjects?{query}")).await.text;
            let rows = page.split("<tbody>").nth(1).unwrap_or_default();
            for name in [first, second, "云溪高新区"] {
                assert_eq!(rows.contains(name), here.contains(&name), "{query}: {name}");
            }
        }
        let page = browser.get("/subjects").await.text;
        for said in ["2 家", "科技型中小企业评价 2026 年度", "待定", "高新技术企业"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(browser.get("/subjects?outcome=pass").await.text.contains("几个词用空格隔开"));
    });
}

#[test]
fn of_many_assessments_the_latest_stand_on_the_page_and_all_behind_it() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        let (catalogue, period) = (Catalogue::builtin().expect("the packs"), Period::of_year(2025).expect("a year"));
        let request = evaluate::Request::of("cn-tech-sme", period);
        evaluate::assess(&kit.store, &catalogue, &Actor::System, &request, &mut |_| true).await.expect("made");
        let rows = kit.store.results_of(Scope { within: None }, 1, 0, 1).await.expect("a result").0;
        let again = async |n: usize| {
            let made = Assessment {
                hash: format!("h{n:02}"),
                made_at: format!("2000-01-{n:02}T00:00:00Z"),
                ..rows[0].0.clone()
            };
            let mut write = kit.store.write().await.expect("a write");
            let made = Assessment { counts: Counts { n: 1, n_pass: 0, n_fail: 0, n_undetermined: 1 }, ..made };
            assert!(write.assessment(&made, vec![rows[0].1.clone()], &[1]).await.expect("written"));
            write.commit_assessment(&Actor::System, &made).await.expect("a record");
        };
        let listed = |page: &str| page.matches("/assessments/h").count();
        for n in 10..29 {
            again(n).await;
        }
        let page = browser.get("/subjects/1").await.text;
        assert_eq!((listed(&page), page.contains("/subjects/1/assessments")), (19, false), "20 are all shown");
        again(29).await;
        for n in 30..70 {
            again(n).await;
        }
        let page = browser.get("/subjects/1").await.text;
        assert_eq!(listed(&page), 19);
        assert!(page.contains("href=\"/subjects/1/assessments\">全部 61 次"), "{page}");
        let pages = [1, 2, 9].map(|n| format!("/subjects/1/assessments?page={n}"));
        let first = browser.get(&pages[0]).await.text;
        assert_eq!((listed(&first), first.contains("青禾农机（示例）有限公司：各项预评")), (49, true));
        for path in &pages[1..] {
            assert_eq!(listed(&browser.get(path).await.text), 11, "the last page, {path}");
        }
        assert_eq!(browser.get("/subjects/999/assessments").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_missing_figure_is_an_ellipsis_and_never_zero() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        let path = found(&mut browser, "%E6%98%9F%E6%B5%B7").await;
        let page = browser.get(&path).await.text;
        assert!(page.contains("12.5") && !page.contains("职工总数"), "what nobody ever said has no row");
    });
}

#[test]
fn the_home_page_counts_what_there_is() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        let page = browser.get("/").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("主体库企业") && page.text.contains("市税务局"), "{}", page.text);
    });
}

#[test]
fn a_subject_that_is_not_there_is_a_page_that_says_so() {
    on_both(async |kit| {
        let mut browser = zone(kit).await;
        for path in ["/subjects/999", "/subjects/x"] {
            let page = browser.get(path).await;
            assert_eq!((page.status, page.text.contains("没有这一页")), (StatusCode::NOT_FOUND, true), "{path}");
        }
        let none = browser.get("/subjects?q=%E4%B8%8D%E5%9C%A8").await;
        assert!(none.text.contains("没有找到"), "{}", none.text);
    });
}

#[test]
fn nobody_reads_who_is_not_signed_in() {
    on_both(async |kit| {
        imported(kit, TAX, "tax", "市税务局", PermittedUse::Administrative, false).await;
        let mut browser = Browser::of(kit, serve::pages());
        for path in ["/", "/subjects", "/subjects/1"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
            assert!(page.to().starts_with("/sign-in"), "{path}");
        }
    });
}
