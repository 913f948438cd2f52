//! 本区权重: an office fills in a table, is told what doesn't add up, and assesses by what it saved.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period};
use huoju_programme::evaluate::{self, Request, own};
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

const PATH: &str = "/schemes/cn-innovation-points-growth/weights";

/// The fields of the form as the page holds them, some of them changed.
fn filled(page: &str, changed: &[(&str, &str)]) -> String {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let mut fields: Vec<(String, String)> = page
        .split("<input")
        .skip(1)
        .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)))
        .filter(|(name, _)| name.starts_with("base.") || name.starts_with("w.") || name.starts_with("e."))
        .collect();
    for (name, value) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let pair = |(name, value): (String, String)| format!("{name}={}", value.replace('%', "%25"));
    fields.into_iter().map(pair).collect::<Vec<_>>().join("&")
}

fn says(page: &str, all: &[&str]) {
    let absent: Vec<_> = all.iter().filter(|said| !page.contains(**said)).collect();
    assert!(absent.is_empty(), "{absent:?} in {page}");
}

async fn opened(kit: &Testkit) -> (Browser, String, String) {
    let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
    let page = browser.get(PATH).await.text;
    (browser, csrf, page)
}

const NAMED: [(&str, &str); 4] =
    [("title", "云溪积分"), ("document", "云溪〔2026〕1号"), ("from", "2026-01-01"), ("issuer", "云溪管委会")];

#[test]
fn the_table_has_all_stages_and_groups_and_says_what_does_not_add_up() {
    on_both(async |kit| {
        let (mut browser, csrf, page) = opened(kit).await;
        says(&page, &["初创期", "成长期", "稳定期", "技术创新指标", "辅助指标", "示例", "万元", "100 / 100"]);
        assert_eq!(page.matches("name=\"w.").count(), 3 * 18);
        let check = |fields: String| format!("csrf={csrf}&act=check&{fields}");
        let less = check(filled(&page, &[("w.1.rnd_amount", "7.99"), ("w.0.rnd_growth", "x")]));
        let refused = browser.post(PATH, &less).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused.text, &["填的是“x”，不是可用的数"]);
        let less = check(filled(&page, &[("w.1.rnd_amount", "7.99"), ("w.2.pct", "99")]));
        let refused = browser.post(PATH, &less).await.text;
        says(&refused, &["成长期：各项合计 99.99 分，办法的满分是 100 分，差 0.01 分", "稳定期：各项合计", "多"]);
        assert!(!refused.contains("没有写文号"), "what is only looked over needs no number");
        let moved =
            check(filled(&page, &[("w.1.rnd_amount", "6"), ("w.1.rnd_growth", "10"), ("e.1.rnd_amount", "800")]));
        let looked = browser.post(PATH, &moved).await;
        assert_eq!(looked.status, StatusCode::OK);
        says(&looked.text, &["各项合计与满分相符", "研发费用金额", "800 万元", "<ins>"]);
        let nameless = browser.post(PATH, &moved.replace("act=check", "act=save")).await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&nameless.text, &["施行日写成"]);
        assert_eq!(kit.store.editions().await.expect("editions"), []);
        let unknown = browser.post("/schemes/nothing/weights", &format!("csrf={csrf}&act=save")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "a form that names no part is about those of its address");
        let partless = browser.post(PATH, &format!("csrf={csrf}&act=check")).await;
        says(&partless.text, &["初创期", "成长期", "稳定期", "各项合计与满分相符"]);
    });
}

#[test]
fn what_is_saved_is_an_edition_of_its_own_and_assesses_at_once() {
    on_both(async |kit| {
        let (mut browser, csrf, page) = opened(kit).await;
        let mut changed = vec![("w.1.rnd_amount", "6"), ("w.1.rnd_growth", "10"), ("e.1.rnd_amount", "800")];
        changed.extend(NAMED);
        let saved = browser.post(PATH, &format!("csrf={csrf}&act=save&{}", filled(&page, &changed))).await;
        assert_eq!(saved.to(), "/schemes/cn-innovation-points-growth-own-1", "back to the part it was filled in from");
        let own = browser.get(saved.to()).await.text;
        says(
            &own,
            &[
                "云溪积分（成长期）",
                "云溪〔2026〕1号",
                "云溪管委会",
                "本区",
                "现行，本区版先用",
                "数填在 cn-innovation-points-growth 里",
                "陈",
            ],
        );
        let compared = browser.get("/schemes/cn-innovation-points-growth-own-1?with=cn-innovation-points-growth").await;
        says(&compared.text, &["版本差异", "研发费用金额", "<del>", "800 万元"]);
        let list = browser.get("/schemes").await.text;
        says(&list, &["云溪积分（初创期）", "云溪积分（稳定期）", "示例"]);
        says(&browser.get("/assessments/new").await.text, &["cn-innovation-points-growth-own-1"]);

        says(&browser.get("/ledger").await.text, &["云溪积分（初创期）、云溪积分（成长期）、云溪积分（稳定期）"]);

        let sample = browser.get(PATH).await.text;
        says(&sample, &["企业创新积分（初创期，示例权重）", "企业创新积分（稳定期，示例权重）"]);
        assert!(!sample.contains("云溪积分"), "a sample is filled in beside samples");
        let next = browser.get("/schemes/cn-innovation-points-growth-own-1/weights").await.text;
        says(&next, &["云溪积分（初创期）", "云溪积分（稳定期）"]);

        // Another process finds it in the store, and a second one of the same day is another edition.
        let catalogue = Catalogue::builtin().expect("the packs");
        own::shelve(&kit.store, &catalogue).await.expect("shelved");
        let made = catalogue.scheme("cn-innovation-points-growth-own-1").expect("the edition");
        assert_eq!(
            (made.sample.is_none(), made.part.as_ref().map(|part| part.title.zh.as_str())),
            (true, Some("成长期"))
        );
        let again = browser.post(PATH, &format!("csrf={csrf}&act=save&{}", filled(&page, &changed))).await;
        assert_eq!(again.to(), "/schemes/cn-innovation-points-growth-own-2");
        let records = kit.store.ledger(0, 9).await.expect("records");
        assert_eq!(records.iter().filter(|record| record.act == "edition.save").count(), 2);
        assert_eq!(kit.store.damaged_files().await.expect("files"), []);
        let nobody = Request::of("cn-innovation-points-growth-own-1", Period::of_year(2025).expect("a year"));
        let error = evaluate::assess(&kit.store, &catalogue, &Actor::System, &nobody, &mut |_| true).await;
        assert!(matches!(error, Err(evaluate::EvaluateError::Nobody)), "it assesses, if there is somebody: {error:?}");
    });
}
