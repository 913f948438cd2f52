//! 评价: an officer reads an assessment, finds one enterprise in it, and takes the results along.

use axum::http::StatusCode;
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::discover::import::{Request as Import, import};
use huoju_programme::evaluate::{self, Request, job};
use huoju_programme::jobs::Runner;
use huoju_testkit::{Testkit, on_both};
use huoju_web::serve;

use crate::browser::{Browser, inside_of};

const SCHEME: &str = "cn-tech-sme";
const OTHER: &str = "cn-innovative-sme";
const HEAD: &str = "统一社会信用代码,企业名称,职工总数,科技人员,销售收入(万元),资产总额(万元),研发费用(万元),成本费用支出总额(万元),Ⅰ类知识产权,Ⅱ类知识产权\n";

/// 青禾 has 16 + 50 + 6 = 72 points, 星海 lacks 研发费用, 云岭 has 0 points of 科技人员.
const ROWS: &str = "91649900EX0000037X,青禾农机（示例）有限公司,100,25,1000,1000,60,900,0,1\n\
                    91649900EX0000061E,星海储能（示例）有限公司,50,15,1000,1000,—,900,0,1\n\
                    91649900EX0000088J,云岭软件（示例）有限公司,100,5,1000,1000,60,900,1,0\n";

async fn imported(kit: &Testkit) {
    imported_from(kit, "tax", "市税务局", PermittedUse::Administrative).await;
}

async fn imported_from(kit: &Testkit, source: &str, name: &str, permitted_use: PermittedUse) {
    let request = Import {
        name: "申报.csv".into(),
        source: source.into(),
        new_source: Some((name.into(), permitted_use)),
        period: Period::of_year(2025).ok(),
        provisional: false,
        ..Import::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    let text = format!("{HEAD}{ROWS}");
    import(&kit.store, &catalogue, &Actor::System, &request, text.as_bytes(), None).await.expect("imported");
}

/// A browser before an assessment of 2025, the token of its forms, and the assessment's address.
async fn assessed(kit: &Testkit) -> (Browser, String, String) {
    imported(kit).await;
    let (catalogue, period) = (Catalogue::builtin().expect("the packs"), Period::of_year(2025).expect("a year"));
    let request = Request::of(SCHEME, period);
    let made = evaluate::assess(&kit.store, &catalogue, &Actor::System, &request, &mut |_| true).await.expect("made");
    let (browser, csrf) = inside_of(kit, serve::pages()).await;
    (browser, csrf, format!("/assessments/{}", made.assessment.hash))
}

fn says(page: &str, all: &[&str]) {
    let absent: Vec<_> = all.iter().filter(|said| !page.contains(**said)).collect();
    assert!(absent.is_empty(), "{absent:?} in {page}");
}

#[test]
fn an_assessment_is_listed_with_its_counts() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let page = browser.get("/assessments").await.text;
        says(&page, &["科技型中小企业评价 2026", "第 1 次运行", path.as_str()]);
        let english = browser.get("/assessments?lang=en").await.text;
        says(&english, &["Evaluation of technology-based SMEs 2026", "run 1"]);
    });
}

#[test]
fn one_assessment_shows_its_distribution_and_what_the_undetermined_lack() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let page = browser.get(&path).await.text;
        says(&page, &["总分分布", "合格线 60 分", "2025 年，至第 1 批导入", "缺研发费用", "市税务局", "综合评价合格"]);
        says(
            &page,
            &["青禾农机（示例）有限公司", "72", "26–76", "预评为本区自算", path.rsplit('/').next().expect("a hash")],
        );
    });
}

#[test]
fn filters_narrow_the_list_and_say_so() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        for (query, name) in [
            ("q=qhnj", "青禾农机"),
            ("outcome=undetermined", "星海储能"),
            ("missing=rnd", "星海储能"),
            ("tier=scored", "青禾农机"),
            ("points=80-90", "云岭软件"),
        ] {
            let page = browser.get(&format!("{path}?{query}")).await.text;
            assert_eq!(page.matches("/subjects/").count(), 1, "{query}");
            says(&page, &[name, "已选"]);
        }
        let none = browser.get(&format!("{path}?q=%E6%97%A0")).await.text;
        says(&none, &["没有符合的企业"]);
        let odd = browser.get(&format!("{path}?q=%00&points=9-x&order=?&page=-1&outcome=%00&missing=%00")).await;
        assert_eq!(odd.status, StatusCode::OK, "what can't be read doesn't filter");
        let lowest = browser.get(&format!("{path}?order=lowest")).await.text;
        assert!(lowest.find("星海储能") < lowest.find("青禾农机"), "the lowest stand first");
    });
}

#[test]
fn other_points_are_tried_and_nothing_is_changed() {
    on_both(async |kit| {
        let (mut browser, csrf, path) = assessed(kit).await;
        let as_it_is = browser.get(&format!("{path}/what-if")).await.text;
        says(&as_it_is, &["推演：科技型中小企业评价", "研发投入", "现行 50 分", "综合评价合格：分数线", "3 家"]);
        assert!(!as_it_is.contains("差异成文"), "nothing is changed");
        // 青禾 has 16 + 50 + 6; with half the weight of R&D it has 47.
        let tried = browser.get(&format!("{path}/what-if?w1=25")).await.text;
        says(
            &tried,
            &["−1", "青禾农机（示例）有限公司", "第七条2（1）", "<del>50 分</del>", "<ins>25 分</ins>", "−25", "75"],
        );
        let lower = browser.get(&format!("{path}/what-if?w1=25&d17=45")).await.text;
        assert!(!lower.contains("<del>60"), "d17 is another band of the same criterion");
        let draft = browser.get(&format!("{path}/what-if/scheme?w1=25")).await;
        assert_eq!(draft.status, StatusCode::OK);
        let catalogue = Catalogue::builtin().expect("the packs");
        let file = huoju_catalogue::File { path: "draft.toml".into(), text: draft.text };
        let (scheme, _) = catalogue.read(&file).expect("the draft is a scheme");
        assert_eq!(scheme.total.map(|total| total.to_string()).as_deref(), Some("75"));
        let refused = browser.get(&format!("{path}/what-if?w0=0&w1=0&w2=1")).await.text;
        says(&refused, &["有的改动没有算进去", "总分最多", "下面仍是现行的结果"]);
        let send = |reason: &str| format!("csrf={csrf}&w1=25&reason={reason}");
        let asked = browser.post(&format!("{path}/what-if/export"), &send("")).await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "it says what for");
        let file = browser.post(&format!("{path}/what-if/export"), &send("%E8%AE%A8%E8%AE%BA")).await;
        assert_eq!((file.status, file.header("content-disposition").ends_with(".xlsx")), (StatusCode::OK, true));
        let odd = browser.get(&format!("{path}/what-if?w0=x&d9999=3&d0=-5&w1=1e9&q=%00")).await;
        assert_eq!(odd.status, StatusCode::OK, "what can't be read changes nothing");
        says(&odd.text, &["「科技人员」填的是「x」，不是分值", "「科技人员」填的是「-5」"]);
        assert_eq!(kit.store.n_assessments().await.expect("a count"), 1);
    });
}

#[test]
fn an_export_asks_what_for_and_is_written_down() {
    on_both(async |kit| {
        let (mut browser, csrf, path) = assessed(kit).await;
        let send = |reason: &str| format!("csrf={csrf}&format=csv&outcome=pass&reason={reason}");
        let refused = browser.post(&format!("{path}/export"), &send("")).await;
        assert_eq!((refused.status, refused.text.contains("写明用途")), (StatusCode::CONFLICT, true));
        let file = browser.post(&format!("{path}/export"), &send("%E6%8A%A5%E5%B8%82%E5%B1%80")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.header("content-disposition").ends_with(".csv"));
        says(&file.text, &["青禾农机", "市税务局，申报.csv", "C2"]);
        assert!(!file.text.contains("星海储能"), "the filters hold for the file too");
        let records = kit.store.ledger(0, 9).await.expect("records");
        let export = records.iter().find(|record| record.act == "export").expect("a record");
        assert_eq!((export.actor.as_str(), export.about.ends_with("报市局")), ("person:chen", true));
    });
}

#[test]
fn an_import_undone_since_is_said() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        huoju_programme::discover::import::undo(&kit.store, &Actor::System, 1, "发错了文件").await.expect("undone");
        let page = browser.get(&path).await.text;
        says(&page, &["第 1 批导入", "已撤销：发错了文件", "结果保持原样"]);
        says(&browser.get("/assessments").await.text, &["所用导入已撤销"]);
    });
}

#[test]
fn what_was_never_assessed_is_a_page_that_says_so() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        says(&browser.get("/assessments").await.text, &["还没有评价过", "运行评价"]);
        for path in ["/assessments/0123", "/assessments/x%2F..%2Fy"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

/// The address of the explanation of the one who is found by these words.
async fn explanation(browser: &mut Browser, path: &str, words: &str) -> String {
    let page = browser.get(&format!("{path}?q={words}")).await.text;
    let rest = page.split("/subjects/").nth(1).unwrap_or_default();
    format!("{path}/subjects/{}", rest.split('"').next().unwrap_or_default())
}

#[test]
fn an_explanation_says_each_clause_with_its_band_and_each_figure_with_its_cell() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let of = explanation(&mut browser, &path, "qhnj").await;
        let page = browser.get(&of).await.text;
        says(
            &page,
            &["第七条1", "科技人员 ÷ 职工总数", "25 人 ÷ 100 人", "25%", "申报.csv", "D2", "第 1 批", "行政共享"],
        );
        says(&page, &[r#"<li class="hit"><b>16</b>25%</li>"#, r#"<li class="next"><b>20</b>30%</li>"#]);
        says(&page, &["择一，取高", "未采用", "推定为是", "综合评价合格", "72"]);
    });
}

#[test]
fn an_explanation_says_what_is_missing_and_that_it_is_not_zero() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let of = explanation(&mut browser, &path, "xhcn").await;
        let page = browser.get(&of).await.text;
        says(&page, &["预评待定", "缺项按办法不作 0", "缺 1 项", "26–76", "缺，没有来源给出"]);
        says(&page, &["待定：缺研发费用；已知 26 分，补齐后至多 76 分，合格线 60 分"]);
        // Both ways lack the same figure and say the same of it; a branch's full points are the criterion's.
        assert_eq!(page.matches("<b>0–50</b> <span class=\"hj-3\">(50)</span>").count(), 2, "{page}");
        says(&page, &["<b>6</b> <span class=\"hj-3\">(30)</span>", "（符合的可得 30 分）"]);
        for path in [format!("{path}/subjects/999"), format!("{path}/subjects/x")] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_subjects_page_has_its_latest_assessment_clause_by_clause() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let of = explanation(&mut browser, &path, "qhnj").await;
        let subject = format!("/subjects/{}", of.rsplit('/').next().expect("an id"));
        let page = browser.get(&subject).await.text;
        says(&page, &["科技型中小企业评价 预评通过", "逐条评价", r#"<li class="hit"><b>16</b>25%</li>"#, of.as_str()]);
    });
}

#[test]
fn by_a_scheme_without_points_nobody_has_any() {
    on_both(async |kit| {
        imported(kit).await;
        let (catalogue, period) = (Catalogue::builtin().expect("the packs"), Period::of_year(2025).expect("a year"));
        let request = Request::of("nx-gazelle", period);
        let made = evaluate::assess(&kit.store, &catalogue, &Actor::System, &request, &mut |_| true).await;
        let path = format!("/assessments/{}", made.expect("made").assessment.hash);
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let page = browser.get(&path).await.text;
        says(&page, &["名称", "信用代码"]);
        assert!(!page.contains("总分从高到低"), "{page}");
        let of = explanation(&mut browser, &path, "qhnj").await;
        says(&browser.get(&of).await.text, &["门槛都符合即可", "待定：缺", "—"]);
        let subject = browser.get(&format!("/subjects/{}", of.rsplit('/').next().expect("an id"))).await.text;
        says(&subject, &["宁夏回族自治区瞪羚企业认定 预评待定", r#"<td class="n">—</td>"#]);
    });
}

#[test]
fn one_scheme_is_open_on_a_subjects_page_and_each_other_a_link_away() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let (catalogue, period) = (Catalogue::builtin().expect("the packs"), Period::of_year(2025).expect("a year"));
        let request = Request::of(OTHER, period);
        evaluate::assess(&kit.store, &catalogue, &Actor::System, &request, &mut |_| true).await.expect("made");
        let of = explanation(&mut browser, &path, "qhnj").await;
        let subject = format!("/subjects/{}", of.rsplit('/').next().expect("an id"));
        for (open, folded) in [(SCHEME, OTHER), (OTHER, SCHEME)] {
            let page = browser.get(&format!("{subject}?scheme={open}")).await.text;
            let other = format!("href=\"{subject}?scheme={folded}#{folded}\"");
            says(&page, &[&format!("id=\"{open}\""), &format!("id=\"{folded}\""), &other]);
            assert_eq!(page.matches("hj-t--clauses").count(), 1, "one of them is explained");
            let clause = format!("href=\"/schemes/{folded}#");
            assert!(!page.contains(&clause), "no clause of the other");
        }
        let plain = browser.get(&subject).await.text;
        assert_eq!(plain.matches("hj-t--clauses").count(), 1, "without a word the last one is open");
    });
}

#[test]
fn a_scheme_reads_like_its_document() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        says(&browser.get("/schemes").await.text, &["科技型中小企业评价", "国科发政〔2017〕115号", "自 2017-05-03"]);
        let page = browser.get(&format!("/schemes/{SCHEME}")).await.text;
        says(
            &page,
            &["第六条（二）", "职工总数 ≤ 500 人", "取其高者", "<li><b>50</b>6%</li>", "符合其一即可", "例相符"],
        );
        assert!(!page.contains("hj-o--no hj-hot"), "every case holds");
        let text = browser.get(&format!("/schemes/{SCHEME}/text")).await;
        assert!(text.text.contains("huoju.scheme/1") && text.header("content-disposition").ends_with(".toml\""));
        let english = browser.get(&format!("/schemes/{SCHEME}?lang=en")).await.text;
        says(&english, &["sci-tech personnel", "the best of"]);
        for path in ["/schemes/none", "/schemes/..%2F..%2Fetc%2Fpasswd"] {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_scheme_has_the_headings_of_its_document_and_says_what_is_unknown_in_both_languages() {
    on_both(async |kit| {
        let (mut browser, _) = inside_of(kit, serve::pages()).await;
        let page = browser.get("/schemes/cn-zjtx-sme").await.text;
        assert_eq!(page.matches("class=\"hj-group\"").count(), 4);
        says(&page, &["<h3>专业化</h3><small>满分 25 分", "<h3>特色化</h3><small>满分 15 分", "研发费用：当年、上年<"]);
        let over_gates = browser.get("/schemes/cn-zjtx-giant-2022").await.text;
        assert_eq!(over_gates.matches("class=\"hj-group\"").count(), 6);
        says(&over_gates, &["<h3>专</h3>", "<h3>品</h3>"]);
        let unknown = browser.get("/schemes/nx-gazelle?lang=en").await.text;
        says(
            &unknown,
            &[
                "Interim measures for recognising gazelles in Ningxia (its number was not seen)",
                "The conditions were checked against one account",
                "no formula was published for the average growth",
            ],
        );
    });
}

/// Does what waits, as the server's worker does.
async fn worked(kit: &Testkit) {
    let catalogue = std::sync::Arc::new(Catalogue::builtin().expect("the packs"));
    let packs = std::sync::Arc::clone(&catalogue);
    let runner = Runner::new(kit.store.clone()).on(job::KIND, move |run| job::work(run, std::sync::Arc::clone(&packs)));
    assert!(runner.turn().await.expect("a turn"), "something waits");
}

#[test]
fn an_assessment_is_lined_up_worked_at_and_shown() {
    on_both(async |kit| {
        imported(kit).await;
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        says(&browser.get(&format!("/assessments/new?scheme={SCHEME}")).await.text, &["3 家有职工总数"]);
        let form = format!("csrf={csrf}&scheme={SCHEME}&period=2025&year=&as_of=&missing=");
        let sent = browser.post("/assessments/new", &form).await;
        assert_eq!((sent.status, sent.to()), (StatusCode::SEE_OTHER, "/jobs/1"));
        let waiting = browser.get("/jobs/1").await.text;
        says(&waiting, &["排队", "http-equiv=\"refresh\"", "陈晓", "取消任务"]);
        worked(kit).await;
        let done = browser.get("/jobs/1").await.text;
        says(&done, &["完成", "已写下新的评价", "看结果"]);
        assert!(!done.contains("http-equiv=\"refresh\""), "nothing more is to come");
        says(&browser.get("/jobs").await.text, &["运行评价：科技型中小企业评价 2026 年度", "100%"]);
        says(&browser.get("/jobs?page=9").await.text, &["运行评价：科技型中小企业评价 2026 年度", "100%"]);
        says(&browser.get("/assessments").await.text, &["第 1 次运行"]);
    });
}

#[test]
fn who_is_assessed_may_be_one_zone_and_is_nobody_who_is_no_more() {
    on_both(async |kit| {
        imported(kit).await;
        kit.tamper("insert into subject (id, kind, name, name_key, initials, from_batch) values (9, 'zone', '云溪高新区', '云溪高新区', 'yxgxq', 1)").await;
        for id in [1, 2] {
            kit.tamper(&format!(
                "insert into membership (subject_id, of_id, role, from_batch) values ({id}, 9, 'registered', 1)"
            ))
            .await;
        }
        kit.tamper("insert into observation (subject_id, indicator, period, source_id, status, said, from_batch) values (2, 'registration_state', '2025', 1, 'actual', '注销', 1)").await;
        kit.tamper("insert into batch_figure (batch_id, indicator, period, n_opened, n_closed) values (1, 'registration_state', '2025', 1, 0)").await;
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        says(&browser.get("/assessments/new").await.text, &["全部企业", "云溪高新区（2 家）"]);
        browser.post("/assessments/new", &format!("csrf={csrf}&scheme={SCHEME}&period=2025&within=9")).await;
        worked(kit).await;
        let made = kit.store.assessments(None, 0, 1).await.expect("assessments").remove(0);
        assert_eq!(made.counts.n, 1);
        let page = browser.get(&format!("/assessments/{}", made.hash)).await.text;
        says(&page, &["参评范围", "云溪高新区", "已注销、吊销的 1 家不评价", "青禾农机"]);
        assert!(!page.contains("星海储能") && !page.contains("云岭软件"), "{page}");
    });
}

#[test]
fn figures_for_statistics_only_are_not_used_and_the_job_says_so() {
    on_both(async |kit| {
        imported_from(kit, "survey", "火炬统计", PermittedUse::StatisticsOnly).await;
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        says(&browser.get("/assessments/new").await.text, &["不用于评价的来源", "统计专用，没有批准依据"]);
        browser.post("/assessments/new", &format!("csrf={csrf}&scheme={SCHEME}&period=2025")).await;
        worked(kit).await;
        says(&browser.get("/jobs/1").await.text, &["火炬统计", "个数没有用：统计专用，没有批准依据"]);
    });
}

#[test]
fn who_failed_is_told_what_the_next_year_would_take_and_who_passed_is_not() {
    on_both(async |kit| {
        let (mut browser, _, path) = assessed(kit).await;
        let page = browser.get(&format!("{path}/subjects/3")).await.text;
        let card = page.split("id=\"gap\"").nth(1).unwrap_or_default();
        let next = (jiff::Timestamp::now() + jiff::ToSpan::hours(8)).strftime("%Y").to_string();
        let target = format!("目标定在 {next} 年度");
        says(card, &[&target, "已结账，账不能改", "最省的办法", "科技人员", "5 人", "10 人", "费用是示例"]);
        for passed_or_open in ["1", "2"] {
            let page = browser.get(&format!("{path}/subjects/{passed_or_open}")).await.text;
            assert!(!page.contains("id=\"gap\""), "{passed_or_open}: {page}");
        }
        let english = browser.get(&format!("{path}/subjects/3?lang=en")).await.text;
        says(&english, &["The cheapest way", "as if the figures of"]);
    });
}

#[test]
fn two_runs_are_compared_and_who_enters_and_who_leaves_is_named() {
    on_both(async |kit| {
        let (mut browser, _, first) = assessed(kit).await;
        says(&browser.get(&format!("{first}/compare")).await.text, &["没有可比的评价"]);
        // 青禾 sheds its sci-tech staff, 星海's R&D arrives.
        kit.tamper("update observation set value = 0 where subject_id = 1 and indicator in ('tech_staff', 'rnd')")
            .await;
        kit.tamper("insert into observation (subject_id, indicator, period, source_id, status, value, from_batch) values (2, 'rnd', '2025', 1, 'actual', 60000000, 1)").await;
        kit.tamper("update batch_figure set n_opened = n_opened + 1 where indicator = 'rnd'").await;
        let (catalogue, period) = (Catalogue::builtin().expect("the packs"), Period::of_year(2025).expect("a year"));
        let again = Request::of(SCHEME, period);
        let made = evaluate::assess(&kit.store, &catalogue, &Actor::System, &again, &mut |_| true).await.expect("made");
        let page = browser.get(&format!("/assessments/{}/compare", made.assessment.hash)).await.text;
        let part = |from: &str, to: &str| {
            let rest = page.split(from).nth(1).unwrap_or_default();
            rest.split(to).next().unwrap_or_default().to_owned()
        };
        let enter = part("<h2>新进", "<h2>退出");
        assert!(enter.contains("星海储能") && !enter.contains("青禾农机"), "{page}");
        let leave = part("<h2>退出", "</main>");
        assert!(leave.contains("青禾农机") && leave.contains("−66"), "{page}");
        let back = browser.get(&format!("{first}/compare?with={}", made.assessment.hash)).await.text;
        says(&back, &["+66", "第 2 次运行"]);
        assert_eq!(browser.get(&format!("{first}/compare?with=0000")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_job_that_waits_can_be_called_off() {
    on_both(async |kit| {
        imported(kit).await;
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        browser.post("/assessments/new", &format!("csrf={csrf}&scheme={SCHEME}&period=2025")).await;
        assert_eq!(browser.post("/jobs/1/cancel", &format!("csrf={csrf}")).await.to(), "/jobs/1");
        says(&browser.get("/jobs/1").await.text, &["已取消"]);
        let again = browser.post("/jobs/1/cancel", &format!("csrf={csrf}")).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        says(&browser.get("/assessments").await.text, &["还没有评价过"]);
    });
}

#[test]
fn a_form_that_cannot_be_read_says_where_and_nothing_waits() {
    on_both(async |kit| {
        let (mut browser, csrf) = inside_of(kit, serve::pages()).await;
        for (form, said) in [
            ("period=2025&as_of=3%E6%9C%88", "写成 2026-03-31 这样的日期"),
            ("period=2025&year=26x", "写成 2026 这样的年份"),
            ("period=2025&as_of=2020-01-01", "2020-01-01 这天"),
            ("period=2025", "还没有企业"),
        ] {
            let answer = browser.post("/assessments/new", &format!("csrf={csrf}&scheme=nx-gazelle&{form}")).await;
            assert_eq!((answer.status, answer.text.contains(said)), (StatusCode::UNPROCESSABLE_ENTITY, true), "{form}");
        }
        let path = browser.post("/assessments/new", &format!("csrf={csrf}&scheme=%2Fetc%2Fpasswd&period=2025")).await;
        assert_eq!((path.status, path.text.contains("没有这部办法")), (StatusCode::UNPROCESSABLE_ENTITY, true));
        says(&browser.get("/jobs").await.text, &["还没有任务"]);
    });
}

#[test]
fn the_day_of_application_chooses_the_edition_and_says_why() {
    on_both(async |kit| {
        let (mut browser, csrf, _) = assessed(kit).await;
        let ask = |day: &str, more: &str| {
            format!("csrf={csrf}&scheme=nx-little-giant&period=2018&year=&as_of={day}&missing=&within={more}")
        };
        let other = browser.post("/assessments/new", &ask("2019-12-31", "")).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(
            &other.text,
            &["2019-12-31 施行的是", "这天只有这一版", "再按一次运行", "value=\"nx-little-giant-2018\" selected"],
        );
        let kept = browser.post("/assessments/new", &ask("2019-12-31", "&edition=this")).await;
        says(&kept.text, &["2019-12-31 的申报不能用它"]);
        let none = browser.post("/assessments/new", &ask("2017-12-31", "")).await;
        says(&none.text, &["2017-12-31 这天", "2018-01-01—2019-12-31"]);
        let first_day = browser.post("/assessments/new", &ask("2020-01-01", "")).await;
        assert_eq!(first_day.status, StatusCode::SEE_OTHER, "the edition asked for is the one in force");
    });
}
