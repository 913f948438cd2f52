//! 名单比对: a person decides who a listed name means, and takes it back.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Kind, Request, import};
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

const REGISTER: &str = "企业名称,统一社会信用代码,曾用名,更名日期,行业\n\
    云溪星海储能有限公司,91649900EX0000061E,云溪晨星电源有限公司,2022-05-01,电池制造\n";
const LIST: &str = "企业名称,证书编号,批次,公告日期,有效期至\n\
    云溪晨星电源有限公司,GR1,2021年认定,2021-12-20,2024-12-20\n\
    云溪晨星电源有限公司,GR3,2024年认定,2024-12-16,2027-12-16\n";

async fn brought(kit: &Testkit, kind: Kind, text: &str) {
    let request = Request {
        name: format!("{}.csv", kind.zh()),
        kind,
        source: kind.code().into(),
        new_source: Some((kind.zh().into(), PermittedUse::Public)),
        period: Period::of_year(2025).ok(),
        title: (kind == Kind::Titles).then(|| "高新技术企业".into()),
        ..Request::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request, text.as_bytes(), None).await.expect("imported");
}

async fn zone(kit: &Testkit) -> (Browser, String) {
    brought(kit, Kind::Register, REGISTER).await;
    brought(kit, Kind::Titles, LIST).await;
    inside_of(kit, serve::pages()).await
}

#[test]
fn an_unsure_name_stands_beside_who_may_be_meant_and_why() {
    on_both(async |kit| {
        let (mut browser, _) = zone(kit).await;
        let page = browser.get("/matches").await.text;
        for said in [
            "云溪晨星电源有限公司",
            "资格名单.csv › A3",
            "高新技术企业 · 2024年认定",
            "与它的曾用名相同，用到 2022-05-01",
            "云溪星海储能有限公司",
            "91649900EX0000061E",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
    });
}

#[test]
fn a_decision_gives_the_title_and_is_taken_back() {
    on_both(async |kit| {
        let (mut browser, csrf) = zone(kit).await;
        let sent = browser.post("/matches", &format!("name.1=1&csrf={csrf}")).await;
        assert_eq!((sent.status, sent.to()), (StatusCode::SEE_OTHER, "/matches?said=1"));
        let page = browser.get(sent.to()).await.text;
        assert!(page.contains("定了 1 个名称，还有 0 个待定"), "{page}");
        assert!(page.contains("没有待定的名称") && page.contains("/matches/1/take-back"), "{page}");
        let subject = browser.get("/subjects/1").await.text;
        for said in ["GR3", "2024年认定", "至 2027-12-16", "曾用名", "云溪晨星电源有限公司", "电池制造"]
        {
            assert!(subject.contains(said), "{said}");
        }
        browser.post("/matches/1/take-back", &format!("csrf={csrf}")).await;
        assert!(!browser.get("/subjects/1").await.text.contains("GR3"));
        let later = browser.post("/matches?batch=2", &format!("name.1=later&csrf={csrf}")).await;
        assert_eq!(later.to(), "/matches?batch=2&said=0");
        assert!(browser.get("/matches?batch=2").await.text.contains("name.1"));
    });
}
