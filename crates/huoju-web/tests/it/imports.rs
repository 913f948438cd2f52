//! 导入: an officer sends a dirty file in, reads what is refused, mends it, commits what was looked at, and undoes it.

use axum::http::StatusCode;
use huoju_model::{Actor, Scope};
use huoju_programme::discover::draft;
use huoju_store::NOW;
use huoju_store::subject::Search;
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Answer, Browser, inside_of};

const DIRTY: &str = "统一社会信用代码,企业名称,研发费用(万元),职工总数,备注\n\
                     91649900EX0000037X,青禾农机（示例）有限公司,338,120,甲\n\
                     91649900EX0000061E,星海储能（示例）有限公司,1Z.5,40,乙\n";
const MENDED: &str = "统一社会信用代码,企业名称,研发费用(万元),职工总数\n\
                      91649900EX0000037X,青禾农机（示例）有限公司,340,120\n\
                      91649900EX0000061E,星海储能（示例）有限公司,12.5,40\n";
const KIND: &str = "multipart/form-data; boundary=x";

/// The form as a browser sends it.
fn form(csrf: &str, fields: &[(&str, &str)], name: &str, text: &str) -> String {
    let part = |(name, value): &(&str, &str)| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields: String = std::iter::once(&("csrf", csrf)).chain(fields).map(part).collect();
    format!(
        "{fields}--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--x--\r\n"
    )
}

const TAX: [(&str, &str); 5] = [
    ("kind", "figures"),
    ("source", ""),
    ("source_name", "市税务局"),
    ("permitted", "administrative"),
    ("period", "2025"),
];
const AGAIN: [(&str, &str); 2] = [("source", "市税务局"), ("period", "2025")];

async fn sent(browser: &mut Browser, csrf: &str, fields: &[(&str, &str)], name: &str, text: &str) -> Answer {
    browser.ask("POST", "/imports", KIND, form(csrf, fields, name, text)).await
}

/// The value of the page's hidden field.
fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}

/// Tries a file and commits what the page shows; where the batch is.
async fn imported(browser: &mut Browser, csrf: &str, fields: &[(&str, &str)], text: &str) -> String {
    let tried = sent(browser, csrf, fields, "税务.csv", text).await;
    assert_eq!(tried.status, StatusCode::SEE_OTHER, "{}", tried.text);
    let address = tried.to().to_owned();
    let page = browser.get(&address).await.text;
    let done = browser.post(&address, &format!("csrf={csrf}&hash={}", hidden(&page, "hash"))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(done.to().ends_with("?done=in"), "{}", done.to());
    done.to().trim_end_matches("?done=in").to_owned()
}

async fn n_subjects(kit: &Testkit) -> i64 {
    let found = kit.store.subjects(Scope { within: None }, &Search::default(), 0, 10).await;
    found.expect("subjects").1
}

#[test]
fn a_dry_run_says_what_is_refused_and_writes_no_figure() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let tried = sent(&mut browser, &csrf, &TAX, "税务.csv", DIRTY).await;
        assert_eq!(tried.status, StatusCode::SEE_OTHER, "{}", tried.text);
        let page = browser.get(tried.to()).await.text;
        for said in [
            "税务.csv",
            "试读",
            "<td class=\"n t2 hj-row\" data-l=\"行\">3</td>",
            "C 研发费用(万元)",
            "1Z.5",
            "不是数字",
            "请填以万元计的数字",
            "“备注”不读",
            "表头在第 1 行",
            "青禾农机（示例）有限公司",
            "市税务局（新来源）",
            "行政共享",
            "退回的 1 行不入库",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert_eq!((n_subjects(kit).await, kit.store.n_batches().await.expect("a count")), (0, 0));
        let list = browser.get("/imports").await.text;
        assert!(list.contains(tried.to()) && list.contains("陈晓"), "the dry run waits in the list: {list}");
    });
}

#[test]
fn what_was_looked_at_is_imported_and_can_be_undone() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let first = imported(&mut browser, &csrf, &TAX, DIRTY).await;
        let page = browser.get(&first).await.text;
        for said in ["已入库", "市税务局", "1Z.5", "标注文件", "撤销本批"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // The mended file would change one figure and bring three.
        let tried = sent(&mut browser, &csrf, &AGAIN, "税务.csv", MENDED).await;
        let page = browser.get(tried.to()).await.text;
        for said in ["将改动的已有数字", "338 万元", "340 万元", "1 个替换现存的数字"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let second = imported(&mut browser, &csrf, &AGAIN, MENDED).await;
        assert_eq!(n_subjects(kit).await, 2);
        let no_reason = browser.post(&format!("{second}/undo"), &format!("csrf={csrf}&reason=+")).await;
        assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
        let undone = browser.post(&format!("{second}/undo"), &format!("csrf={csrf}&reason=wrong+file")).await;
        assert_eq!((undone.status, undone.to()), (StatusCode::SEE_OTHER, second.as_str()));
        let page = browser.get(&second).await.text;
        assert!(page.contains("已撤销") && page.contains("wrong file") && !page.contains("撤销本批…"), "{page}");
        assert_eq!(n_subjects(kit).await, 1);
    });
}

#[test]
fn what_stood_before_stands_again_after_the_undo() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        imported(&mut browser, &csrf, &TAX, DIRTY).await;
        let second = imported(&mut browser, &csrf, &AGAIN, MENDED).await;
        browser.post(&format!("{second}/undo"), &format!("csrf={csrf}&reason=wrong")).await;
        let known = kit.store.observations_of(Scope { within: None }, 1, NOW).await.expect("observations");
        let values: Vec<_> = known.iter().map(|known| (known.indicator.as_str(), known.from_batch)).collect();
        assert_eq!(values, [("headcount", 1), ("rnd", 3)], "the undo brings the old value in its own batch");
    });
}

#[test]
fn a_file_replaced_since_it_was_looked_at_is_not_imported() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let tried = sent(&mut browser, &csrf, &TAX, "税务.csv", DIRTY).await;
        let done = browser.post(tried.to(), &format!("csrf={csrf}&hash={}", "0".repeat(64))).await;
        assert_eq!(done.status, StatusCode::CONFLICT);
        assert!(done.text.contains("不是试读时看过的那一份"), "{}", done.text);
        let draft = kit.store.drafts().await.expect("drafts").remove(0);
        std::fs::write(kit.store.file_path(&draft.file_hash, "税务.csv"), MENDED).expect("replaced");
        let done = browser.post(tried.to(), &format!("csrf={csrf}&hash={}", draft.file_hash)).await;
        assert_eq!(done.status, StatusCode::CONFLICT, "{}", done.text);
        assert_eq!(n_subjects(kit).await, 0);
    });
}

#[test]
fn the_same_file_is_imported_once_and_a_dropped_one_never() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let batch = imported(&mut browser, &csrf, &TAX, MENDED).await;
        let twice = sent(&mut browser, &csrf, &AGAIN, "税务.csv", MENDED).await.to().to_owned();
        let page = browser.get(&twice).await.text;
        assert!(page.contains("第 1 批），不能再入一次") && !page.contains("确认入库"), "{page}");
        let form = format!("csrf={csrf}&hash={}", kit.store.drafts().await.expect("drafts")[0].file_hash);
        assert_eq!(browser.post(&twice, &form).await.status, StatusCode::CONFLICT);
        let dropped = browser.post(&format!("{twice}/discard"), &format!("csrf={csrf}")).await;
        assert_eq!(dropped.to(), "/imports?done=discarded");
        for (path, form) in [(twice.clone(), form), (format!("{twice}/discard"), format!("csrf={csrf}"))] {
            let gone = browser.post(&path, &form).await;
            assert_eq!((gone.status, gone.text.contains("已经入库或放弃了")), (StatusCode::NOT_FOUND, true), "{path}");
        }
        assert_eq!(browser.get(&batch).await.status, StatusCode::OK);
    });
}

#[test]
fn a_file_goes_back_to_its_sender_with_every_refusal_marked() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let tried = sent(&mut browser, &csrf, &TAX, "税务.csv", DIRTY).await.to().to_owned();
        let marked = browser.get(&format!("{tried}/marked")).await;
        assert!(marked.text.contains("1Z.5") && marked.text.contains("研发费用(万元)：不是数字"), "{}", marked.text);
        let called = marked.header("content-disposition");
        assert!(called.starts_with("attachment; filename*=UTF-8''%E7%A8%8E"), "{called}");
        let original = browser.get(&format!("{tried}/file")).await;
        assert_eq!((original.text.as_str(), original.header("content-type")), (DIRTY, "application/octet-stream"));
        let batch = imported(&mut browser, &csrf, &TAX, DIRTY).await;
        assert_eq!(browser.get(&format!("{batch}/file")).await.text, DIRTY);
        assert_eq!(browser.get(&format!("{batch}/marked")).await.text, marked.text);
    });
}

#[test]
fn a_template_for_each_scheme_can_be_taken_away() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let list = browser.get("/imports").await.text;
        let templates: Vec<&str> = list.split("href=\"/imports/template/").skip(1).collect();
        assert!(!templates.is_empty(), "{list}");
        for template in templates {
            let path = format!("/imports/template/{}", template.split('"').next().unwrap_or_default());
            let file = browser.get(&path).await;
            assert!(file.status == StatusCode::OK && file.text.starts_with("PK"), "{path}");
        }
        for path in ["/imports/template/none", "/imports/template/.%2Fx.toml"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn what_is_wrong_stands_at_its_field_and_what_was_typed_stays() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let no_period = [("source", ""), ("source_name", "市税务局")];
        for (fields, name, text, said) in [
            (&TAX[..], "年报.pdf", "%PDF-1.7", "年报.pdf 不是可读的文件"),
            (&TAX[..], "空.csv", "", "文件 空.csv 是空的"),
            (&TAX[..2], "税务.csv", MENDED, "没有写来源"),
            (&[("source", "tax"), ("source_name", "市税务局")], "税务.csv", MENDED, "只留一样"),
            (&[("source", "tax"), ("period", "2025")], "税务.csv", MENDED, "没有来源“tax”"),
            (&no_period, "税务.csv", MENDED, "文件里没有写是哪一期的数"),
            (&[("source_name", "市税务局"), ("period", "去年")], "税务.csv", MENDED, "不是所属期"),
            (&TAX[..], "名单.csv", "企业名称,研发费用\n青禾农机（示例）有限公司,338\n", "没有统一社会信用代码"),
        ] {
            let back = sent(&mut browser, &csrf, fields, name, text).await;
            assert_eq!(
                (back.status, back.text.contains(said)),
                (StatusCode::UNPROCESSABLE_ENTITY, true),
                "{said}: {}",
                back.text
            );
            assert!(!back.text.contains("files/"), "no path of the machine shows");
        }
        let back = sent(&mut browser, &csrf, &no_period, "税务.csv", MENDED).await.text;
        assert!(back.contains("value=\"市税务局\""), "{back}");
        assert!(kit.store.drafts().await.expect("drafts").is_empty());
    });
}

#[test]
fn no_import_without_the_token_nor_by_a_stranger() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        assert_eq!(sent(&mut browser, "", &TAX, "税务.csv", DIRTY).await.status, StatusCode::FORBIDDEN);
        let tried = sent(&mut browser, &csrf, &TAX, "税务.csv", DIRTY).await.to().to_owned();
        let hash = kit.store.drafts().await.expect("drafts")[0].file_hash.clone();
        assert_eq!(browser.post(&tried, &format!("hash={hash}")).await.status, StatusCode::FORBIDDEN);
        let done = draft::commit(
            &kit.store,
            &huoju_catalogue::Catalogue::builtin().expect("the packs"),
            &Actor::System,
            tried.rsplit('/').next().expect("an id"),
            &hash,
        )
        .await;
        assert!(done.is_ok(), "{done:?}");
        assert_eq!(browser.post("/imports/1/undo", "reason=x").await.status, StatusCode::FORBIDDEN);
        let mut stranger = Browser::of(kit, serve::pages());
        for path in ["/imports", "/imports/1", "/imports/1/file", tried.as_str()] {
            assert!(stranger.get(path).await.to().starts_with("/sign-in"), "{path}");
        }
    });
}

#[test]
fn the_english_page_is_english() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        let tried = sent(&mut browser, &csrf, &TAX, "税务.csv", DIRTY).await;
        let page = browser.get(&format!("{}?lang=en", tried.to())).await.text;
        for said in ["not a number", "Would change", "the import can be undone", "administrative", "new source"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        for missed in ["import-", "试读", "退回", "万元计"] {
            assert!(!page.replace("/imports", "").contains(missed), "{missed}");
        }
    });
}
