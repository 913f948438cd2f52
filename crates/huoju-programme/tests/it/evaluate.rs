//! From facts to an assessment that stays what it was, and back to each figure's cell.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, MissingMode, Outcome, Period};
use huoju_programme::evaluate::explain::Basis;
use huoju_programme::evaluate::{
    EvaluateError, Explained, Made, Request, Step, assess, explain,
    export::{Wanted, export},
    results,
};
use huoju_programme::verify::verify;
use huoju_store::assessment::Happened;
use huoju_store::ledger::Verdict;
use huoju_store::population::Refused;
use huoju_store::results::Filter;
use huoju_table::FileFormat;

use huoju_testkit::zone::Zone;

const SCHEME: &str = "cn-tech-sme";

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("the packs")
}

fn actor() -> Actor {
    Actor::Operator("test".into())
}

fn request() -> Request {
    Request::of(SCHEME, Period::of_year(2025).expect("a year"))
}

async fn made(zone: &Zone, request: &Request) -> Result<Made, EvaluateError> {
    assess(&zone.store, &catalogue(), &actor(), request, &mut |_| true).await
}

async fn explained(zone: &Zone, made: &Made, subject: i64) -> Explained {
    let assessment = made.assessment.clone();
    explain(&zone.store, &catalogue(), &actor(), assessment, subject).await.expect("an explanation")
}

/// Amounts of money are in 分: sales of 1000 万元, research of 60 万元.
const FULL: [(&str, i64); 8] = [
    ("headcount", 50),
    ("tech_staff", 15),
    ("sales", 1_000_000_000),
    ("assets", 1_000_000_000),
    ("rnd", 60_000_000),
    ("costs", 900_000_000),
    ("ip_class_1", 0),
    ("ip_class_2", 1),
];

/// 市税务局 (source 1, batch 1) says all of enterprise 7 (20 + 50 + 6 points) and all but 研发费用 of 8; 9 is known by name.
async fn facts(zone: &Zone) {
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.batch(1, 1).await;
    for id in [7, 8, 9] {
        zone.enterprise(id, 1).await;
    }
    for (code, value) in FULL {
        zone.observe(1, 1, 7, code, value).await;
        if code != "rnd" {
            zone.observe(1, 1, 8, code, value).await;
        }
    }
}

fn basis<'e>(explained: &'e Explained, code: &str) -> &'e Basis {
    explained.figures.iter().find(|basis| basis.input.code == code).expect("a figure of the scheme")
}

async fn everybody_is_assessed_and_every_figure_says_where_it_is_from(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let counts = made.assessment.counts;
    assert_eq!((counts.n, counts.n_pass, counts.n_fail, counts.n_undetermined), (3, 1, 0, 2));
    assert_eq!((made.assessment.evaluation_year, made.assessment.data_period.year()), (2026, 2025));
    let (listed, n) =
        results::rows(&zone.store, &actor(), &made.assessment.hash, &Filter::default(), 0, 1).await.expect("rows");
    assert_eq!((n, listed[0].code.as_deref(), listed[0].row.total), (3, Some("E7"), 760_000));
    assert_eq!(listed[0].row.points, r#"{"personnel":200000,"rnd_input":500000,"results":60000}"#);
    let one = explained(&zone, &made, 7).await;
    assert_eq!(one.explanation.outcome, Outcome::Pass);
    assert_eq!(one.explanation.subject, ("E7".to_owned(), Some("企业7".to_owned())));
    let taken = basis(&one, "rnd").taken().expect("where it is from");
    assert_eq!(
        (taken.source.as_str(), taken.file.as_deref(), taken.sheet.as_deref()),
        ("市税务局", Some("1.xlsx"), Some("Sheet1"))
    );
    assert_eq!((taken.taken.place.as_deref(), taken.taken.batch_id, taken.status.as_str()), (Some("C7"), 1, "actual"));
    assert!(matches!(zone.store.verify_ledger().await, Ok(Verdict::Holds { n: 1, .. })));
}

async fn what_is_missing_is_not_zero(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let one = explained(&zone, &made, 8).await;
    assert_eq!(one.explanation.outcome, Outcome::Undetermined);
    assert!(basis(&one, "rnd").used.is_none());
    let (total, least, most, _) = one.explanation.total.expect("a total");
    assert_eq!([total, least, most].map(|points| points.to_string()), ["26", "26", "76"]);
    let hash = &made.assessment.hash;
    let lacking = results::tally(&zone.store, &actor(), hash).await.expect("counts").lacking();
    assert_eq!(lacking[0], ("rnd".to_owned(), 2));
    let filter = Filter { lacks: Some("tech_staff".into()), ..Filter::default() };
    let (listed, n) = results::rows(&zone.store, &actor(), hash, &filter, 0, 10).await.expect("rows");
    assert_eq!((n, listed[0].code.as_deref()), (1, Some("E9")));
    let zero = zone.observe(1, 1, 9, "rnd", 0);
    zero.await;
    let filter = Filter { lacks: Some("rnd".into()), ..Filter::default() };
    let again = self::made(&zone, &request()).await.expect("an assessment");
    let (_, n) = results::rows(&zone.store, &actor(), &again.assessment.hash, &filter, 0, 10).await.expect("rows");
    assert_eq!(n, 1, "a zero is a figure");
}

async fn the_same_figures_in_the_same_way_are_one_assessment(zone: Zone) {
    facts(&zone).await;
    let first = made(&zone, &request()).await.expect("an assessment");
    zone.source(2, "别处", "public", 2).await;
    zone.batch(2, 2).await;
    let second = made(&zone, &request()).await.expect("an assessment");
    assert_eq!(first.assessment.hash, second.assessment.hash, "a batch that it does not use changes nothing");
    assert_eq!((first.is_new, second.is_new), (true, false));
    assert!(matches!(zone.store.verify_ledger().await, Ok(Verdict::Holds { n: 1, .. })), "one record");
    for other in [
        Request { missing: Some(MissingMode::Settled), ..request() },
        Request { presume: false, ..request() },
        Request { evaluation_year: Some(2027), ..request() },
        Request { as_of: "2026-03-01".parse().ok(), ..request() },
    ] {
        let other = made(&zone, &other).await.expect("an assessment");
        assert!(other.is_new);
        assert_ne!(other.assessment.hash, first.assessment.hash);
    }
    assert_eq!(results::assessments(&zone.store, &actor(), Some(SCHEME), 0, 9).await.expect("a list").len(), 5);
}

async fn a_changed_value_changes_the_hash_and_the_old_assessment_stays(zone: Zone) {
    facts(&zone).await;
    let old = made(&zone, &request()).await.expect("an assessment");
    zone.batch(2, 1).await;
    zone.observe(2, 1, 7, "tech_staff", 14).await;
    let new = made(&zone, &request()).await.expect("an assessment");
    assert_ne!(old.assessment.hash, new.assessment.hash);
    let points = |explained: &Explained| explained.explanation.total.expect("a total").0.to_string();
    assert_eq!(points(&explained(&zone, &old, 7).await), "76");
    assert_eq!(points(&explained(&zone, &new, 7).await), "72");
    assert_eq!(basis(&explained(&zone, &old, 7).await, "tech_staff").taken().expect("then").taken.value, Some(15));
    let compared =
        results::compare(&zone.store, &actor(), &old.assessment.hash, &new.assessment.hash).await.expect("compared");
    assert_eq!((compared.entrants.len(), compared.leavers.len(), compared.moves.len()), (0, 0, 1));
    let latest = results::latest(&zone.store, &actor(), SCHEME, None).await.expect("the last");
    assert_eq!(latest.hash, new.assessment.hash);
}

async fn who_enters_and_who_leaves_is_told(zone: Zone) {
    facts(&zone).await;
    let before = made(&zone, &request()).await.expect("an assessment");
    zone.batch(2, 1).await;
    zone.observe(2, 1, 7, "headcount", 501).await;
    zone.observe(2, 1, 8, "rnd", 60_000_000).await;
    let after = made(&zone, &request()).await.expect("an assessment");
    let compared =
        results::compare(&zone.store, &actor(), &before.assessment.hash, &after.assessment.hash).await.expect("ok");
    assert_eq!(compared.entrants.iter().map(|c| c.code.as_deref()).collect::<Vec<_>>(), [Some("E8")]);
    assert_eq!(compared.leavers.iter().map(|c| c.code.as_deref()).collect::<Vec<_>>(), [Some("E7")]);
    assert_eq!(compared.moves, []);
}

async fn an_import_undone_since_is_said_and_changes_nothing(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    assert_eq!(results::since(&zone.store, &made.assessment.hash).await.expect("nothing"), []);
    zone.put(
        "insert into batch (id, kind, source_id, about, reason, made_by, made_at) values (2, 'undo', 1, 1, '发错了文件', 'test', '2026-02-01T00:00:00Z');
         update observation set to_batch = 2; update batch set state = 'undone', undone_in = 2 where id = 1",
    )
    .await;
    let one = explained(&zone, &made, 7).await;
    assert_eq!(one.explanation.total.expect("a total").0.to_string(), "76");
    assert_eq!(one.since.len(), 1);
    assert_eq!(
        (one.since[0].batch_id, one.since[0].what, one.since[0].reason.as_str()),
        (1, Happened::Undone, "发错了文件")
    );
    assert_eq!(basis(&one, "rnd").taken().expect("then").file.as_deref(), Some("1.xlsx"));
}

async fn a_source_withdrawn_since_is_said_and_not_taken_again(zone: Zone) {
    facts(&zone).await;
    let old = made(&zone, &request()).await.expect("an assessment");
    zone.put("update source set state = 'withdrawn', reason = '口径有误' where id = 1").await;
    let since = results::since(&zone.store, &old.assessment.hash).await.expect("since");
    assert_eq!((since[0].what, since[0].reason.as_str()), (Happened::Withdrawn, "口径有误"));
    let new = made(&zone, &request()).await.expect("an assessment");
    assert_eq!(new.assessment.counts.n_undetermined, 3);
    assert_eq!(new.passed_over[0].why, Refused::Withdrawn("口径有误".into()));
    let one = explained(&zone, &old, 7).await;
    let taken = basis(&one, "rnd").taken().expect("as it was");
    assert!(taken.refused.is_some(), "it would not be taken now, and that is said");
}

async fn statistics_judge_nobody_without_an_authority(zone: Zone) {
    facts(&zone).await;
    zone.put("update source set permitted_use = 'statistics' where id = 1").await;
    let refused = made(&zone, &request()).await.expect("an assessment");
    assert_eq!(refused.assessment.counts.n_undetermined, 3);
    assert_eq!((refused.passed_over[0].why.clone(), refused.passed_over[0].n), (Refused::StatisticsOnly, 15));
    zone.put("update source set authority = '国统字〔2026〕1号' where id = 1").await;
    let allowed = made(&zone, &request()).await.expect("an assessment");
    assert_eq!(allowed.assessment.counts.n_pass, 1);
    let one = explained(&zone, &allowed, 7).await;
    assert_eq!(basis(&one, "rnd").taken().and_then(|taken| taken.authority.as_deref()), Some("国统字〔2026〕1号"));
}

async fn a_held_title_answers_the_fact_that_the_pack_declares_it_for(zone: Zone) {
    facts(&zone).await;
    zone.title(1, 1, 8, "高新技术企业", "2024-01-01", "2026-12-31").await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let one = explained(&zone, &made, 8).await;
    assert_eq!(one.explanation.tier.as_ref().map(|(id, ..)| id.as_str()), Some("direct"));
    let taken = basis(&one, "hnte_certificate").taken().expect("the list");
    assert_eq!((taken.taken.value, taken.taken.place.as_deref()), (Some(1), Some("A7")));
    let late = Request { as_of: "2027-01-01".parse().ok(), ..request() };
    assert_eq!(self::made(&zone, &late).await.expect("an assessment").assessment.counts.n_pass, 1);
}

async fn the_totals_lie_in_stretches_of_ten_points(zone: Zone) {
    facts(&zone).await;
    zone.observe(1, 1, 9, "headcount", 10).await;
    for (code, value) in [("tech_staff", 10), ("sales", 100), ("rnd", 100), ("costs", 100), ("ip_class_1", 1)] {
        zone.observe(1, 1, 9, code, value).await;
    }
    zone.observe(1, 1, 9, "assets", 1).await;
    zone.observe(1, 1, 9, "ip_class_2", 0).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let tally = results::tally(&zone.store, &actor(), &made.assessment.hash).await.expect("a tally");
    assert_eq!(tally.stretches.first_key_value().map(|(at, counts)| (*at, counts.n_undetermined)), Some((2, 1)));
    assert_eq!(tally.stretches.last_key_value().map(|(at, counts)| (*at, counts.n_pass)), Some((10, 1)));
    let total = |least, below| {
        let filter = Filter { least: Some(least), below: Some(below), ..Filter::default() };
        let hash = made.assessment.hash.clone();
        let store = zone.store.clone();
        async move { results::rows(&store, &actor(), &hash, &filter, 0, 9).await.expect("rows").1 }
    };
    assert_eq!([total(760_000, 760_001).await, total(760_001, 1_000_000).await, total(0, 760_000).await], [1, 0, 1]);
    for (words, n) in [("企业7", 1), ("e8", 1), ("企业", 3), ("7", 1), ("无", 0)] {
        let filter = Filter { words: words.into(), ..Filter::default() };
        let found = results::rows(&zone.store, &actor(), &made.assessment.hash, &filter, 0, 9).await.expect("rows").1;
        assert_eq!(found, n, "{words}");
    }
}

async fn an_export_keeps_units_and_where_each_figure_is_from(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("结果.csv");
    let filter = Filter { outcome: Some(Outcome::Pass), ..Filter::default() };
    let to = (path.as_path(), FileFormat::Csv);
    let wanted = Wanted { filter: &filter, lang: Lang::Zh, purpose: "上报" };
    let n = export(&zone.store, &catalogue(), &actor(), &made.assessment, &wanted, to).await.expect("a file");
    assert_eq!(n, 1);
    let text = std::fs::read_to_string(&path).expect("the file");
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let heads: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let cells: Vec<&str> = lines.next().expect("a row").split(',').collect();
    let cell = |head: &str| cells[heads.iter().position(|h| *h == head).expect(head)];
    assert_eq!([cell("id"), cell("name"), cell("outcome"), cell("total")], ["E7", "企业7", "通过", "76"]);
    assert_eq!([cell("rnd"), cell("rnd.source")], ["600000", "市税务局，1.xlsx [Sheet1] C7，第 1 批"]);
    let book = folder.path().join("结果.xlsx");
    let to = (book.as_path(), FileFormat::Xlsx);
    let all = Filter::default();
    let wanted = Wanted { filter: &all, ..wanted };
    let n = export(&zone.store, &catalogue(), &actor(), &made.assessment, &wanted, to).await.expect("a file");
    assert_eq!((n, heads_of(&book).contains(&"研发费用（元）".to_owned())), (3, true));
}

async fn an_export_says_what_for_and_leaves_out_what_only_statistics_may_know(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("结果.csv");
    let to = (path.as_path(), FileFormat::Csv);
    let all = Filter::default();
    let none = Wanted { filter: &all, lang: Lang::Zh, purpose: " " };
    let refused = export(&zone.store, &catalogue(), &actor(), &made.assessment, &none, to).await;
    assert!(matches!(refused, Err(EvaluateError::NoPurpose)));
    zone.put("update source set permitted_use = 'statistics' where id = 1").await;
    let wanted = Wanted { purpose: "报市局", ..none };
    export(&zone.store, &catalogue(), &actor(), &made.assessment, &wanted, to).await.expect("a file");
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(text.contains("统计专用，不导出") && !text.contains("600000"), "{text}");
    let records = zone.store.ledger(0, 9).await.expect("records");
    let exports: Vec<_> = records.iter().filter(|record| record.act == "export").collect();
    assert!(matches!(exports.as_slice(), [one] if one.about.ends_with("报市局")), "{exports:?}");
}

fn heads_of(book: &std::path::Path) -> Vec<String> {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let mut book: Xlsx<_> = open_workbook(book).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("a range");
    let head = sheet.rows().next().expect("a row");
    head.iter().map(|cell| if let Data::String(text) = cell { text.clone() } else { String::new() }).collect()
}

async fn nothing_is_written_where_nobody_is_there_or_it_is_called_off(zone: Zone) {
    assert!(matches!(made(&zone, &request()).await, Err(EvaluateError::Nobody)));
    facts(&zone).await;
    let mut off = |step| !matches!(step, Step::Writing(_));
    let done = assess(&zone.store, &catalogue(), &actor(), &request(), &mut off).await;
    assert!(matches!(done, Err(EvaluateError::Cancelled)));
    assert_eq!(results::assessments(&zone.store, &actor(), None, 0, 9).await.expect("a list"), []);
    let none = results::latest(&zone.store, &actor(), SCHEME, None).await;
    assert!(matches!(none, Err(EvaluateError::NoAssessment(_))));
}

async fn an_assessment_that_was_changed_or_is_gone_is_found(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, &request()).await.expect("an assessment");
    let damaged = async || verify(&zone.store).await.expect("findings").assessments;
    assert_eq!(damaged().await, [""; 0]);
    let path = zone.store.assessment_path(&made.assessment.hash);
    let text = std::fs::read_to_string(&path).expect("the text");
    std::fs::write(&path, text.replacen("760000", "960000", 1)).expect("a careless hand");
    assert_eq!(damaged().await, [made.assessment.hash.as_str()]);
    std::fs::remove_file(&path).expect("a worse one");
    assert_eq!(damaged().await, [made.assessment.hash]);
}

huoju_testkit::on_both_engines! {
    everybody_is_assessed_and_every_figure_says_where_it_is_from,
    what_is_missing_is_not_zero,
    the_same_figures_in_the_same_way_are_one_assessment,
    a_changed_value_changes_the_hash_and_the_old_assessment_stays,
    who_enters_and_who_leaves_is_told,
    an_import_undone_since_is_said_and_changes_nothing,
    a_source_withdrawn_since_is_said_and_not_taken_again,
    statistics_judge_nobody_without_an_authority,
    a_held_title_answers_the_fact_that_the_pack_declares_it_for,
    the_totals_lie_in_stretches_of_ten_points,
    an_export_keeps_units_and_where_each_figure_is_from,
    an_export_says_what_for_and_leaves_out_what_only_statistics_may_know,
    nothing_is_written_where_nobody_is_there_or_it_is_called_off,
    an_assessment_that_was_changed_or_is_gone_is_found,
}
