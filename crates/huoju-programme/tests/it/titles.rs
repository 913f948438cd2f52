//! The ledger of titles and the call list that leaves the house.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, Outcome, Period};
use huoju_programme::evaluate::why::Why;
use huoju_programme::evaluate::{self, EvaluateError};
use huoju_programme::track::export::{Wanted, export};
use huoju_programme::track::titles::{Asked, Counts, Ends, Entry, counts, titles};
use huoju_table::FileFormat;
use jiff::civil::{Date, date};

use huoju_testkit::zone::Zone;

const TITLE: &str = "科技型中小企业";
const DAY: Date = date(2026, 8, 31);

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("the packs")
}

fn actor() -> Actor {
    Actor::Operator("test".into())
}

fn asked(ends: Ends) -> Asked {
    Asked { day: DAY, title: None, scheme: None, ends }
}

/// Enterprise 1 is far too large for its title, of 2 nothing is known but its address; both are assessed.
async fn facts(zone: &Zone) {
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.source(2, "火炬统计", "statistics", 2).await;
    zone.batch(1, 1).await;
    for id in [1, 2, 3] {
        zone.enterprise(id, 1).await;
    }
    for (code, value) in [("headcount", 501), ("sales", 20_000_000_001), ("assets", 1_000_000_000)] {
        zone.observe(1, 1, 1, code, value).await;
    }
    zone.put("insert into observation (subject_id, indicator, period, source_id, status, said, from_batch) values (1, 'registered_address', '2025', 1, 'actual', '砺行路18号', 1), (2, 'business_address', '2025', 2, 'actual', '不外传路1号', 1)").await;
    zone.title(1, 1, 1, TITLE, "2025-10-01", "2026-12-31").await;
    zone.title(2, 1, 2, TITLE, "2025-10-01", "2026-08-30").await;
    zone.title(3, 1, 3, "无人授予的资格", "2025-10-01", "2026-11-30").await;
    zone.title(4, 1, 2, "高新技术企业", "2023-12-01", "2026-12-01").await;
}

async fn assessed(zone: &Zone, year: i16) {
    let request = evaluate::Request::of("cn-tech-sme", Period::of_year(year).expect("a year"));
    evaluate::assess(&zone.store, &catalogue(), &actor(), &request, &mut |_| true).await.expect("made");
}

async fn found(zone: &Zone, asked: &Asked) -> Vec<Entry> {
    let (entries, n) = titles(&zone.store, &catalogue(), &actor(), asked, 0, 50).await.expect("titles");
    assert_eq!(n, entries.len() as i64);
    entries
}

fn ids(entries: &[Entry]) -> Vec<i64> {
    entries.iter().map(|one| one.holding.title.subject_id).collect()
}

async fn a_title_stands_beside_its_holders_last_result(zone: Zone) {
    facts(&zone).await;
    assert!(found(&zone, &asked(Ends::Any)).await.iter().all(|one| one.again.is_none()), "nobody was assessed");
    assessed(&zone, 2025).await;
    assessed(&zone, 2024).await;
    let entries = found(&zone, &asked(Ends::Any)).await;
    let again: Vec<_> = entries.iter().map(|one| one.again.as_ref().map(|again| again.row.outcome)).collect();
    assert_eq!(ids(&entries), [2, 3, 2, 1]);
    assert_eq!(again, [Some(Outcome::Undetermined), None, None, Some(Outcome::Fail)]);
    let first = entries.last().and_then(|one| one.again.as_ref()).expect("a result");
    assert_eq!(first.renewal.assessment.data_period.to_string(), "2025", "the latest year, whenever it was made");
    let Why::Gates(unmet) = &first.why else { panic!("{:?}", first.why) };
    assert!(unmet.iter().any(|gate| gate.clause == "第六条(二)"), "{unmet:?}");
    let days: Vec<_> = entries.iter().map(|one| one.days_left).collect();
    assert_eq!(days, [Some(-1), Some(91), Some(92), Some(122)]);
    let addresses: Vec<_> = entries.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(addresses, ["", "", "", "砺行路18号"], "what only statistics may know is not told");
}

async fn months_end_on_their_last_day(zone: Zone) {
    facts(&zone).await;
    assert_eq!(ids(&found(&zone, &asked(Ends::Within(3))).await), [3], "2026-11-30 is three months from 2026-08-31");
    assert_eq!(ids(&found(&zone, &asked(Ends::Within(4))).await), [3, 2, 1]);
    assert_eq!(ids(&found(&zone, &asked(Ends::Expired)).await), [2]);
    let all = counts(&zone.store, &catalogue(), &actor(), &asked(Ends::Any)).await.expect("counts");
    assert_eq!(all, Counts { n_expired: 1, n_within: [1, 3, 3] });
    let scheme = Asked { scheme: Some("cn-tech-sme".into()), ..asked(Ends::Any) };
    assert_eq!(ids(&found(&zone, &scheme).await), [2, 1]);
    let crossed = Asked { title: Some("高新技术企业".into()), ..scheme };
    assert_eq!(ids(&found(&zone, &crossed).await), [0; 0]);
}

async fn a_call_list_names_clauses_and_has_room_for_whom_to_ring(zone: Zone) {
    facts(&zone).await;
    assessed(&zone, 2025).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("名单.xlsx");
    let any = asked(Ends::Any);
    let none = Wanted { asked: &any, lang: Lang::Zh, purpose: "\n" };
    let to = (path.as_path(), FileFormat::Xlsx);
    let refused = export(&zone.store, &catalogue(), &actor(), &none, to).await;
    assert!(matches!(refused, Err(EvaluateError::NoPurpose)) && !path.exists());
    let wanted = Wanted { purpose: "约谈", ..none };
    let n = export(&zone.store, &catalogue(), &actor(), &wanted, to).await.expect("a file");
    let rows = rows_of(&path);
    let cell = |row: usize, head: &str| {
        let at = rows[0].iter().position(|text| text.starts_with(head)).expect(head);
        rows[row][at].clone()
    };
    assert_eq!((n, rows.len()), (4, 5));
    assert_eq!([cell(4, "企业名称"), cell(4, "资格"), cell(4, "剩余天数")], ["企业1", TITLE, "122"]);
    assert_eq!([cell(4, "预评结果"), cell(4, "评价年度"), cell(4, "地址")], ["未通过", "2026", "砺行路18号"]);
    assert!(cell(4, "不符的条款").contains("〔第六条（二）〕"), "{rows:?}");
    assert!(cell(1, "缺的数据").contains("研发费用"), "{rows:?}");
    assert_eq!([cell(1, "联系人"), cell(1, "电话"), cell(1, "地址")], ["", "", ""]);
    let records = zone.store.ledger(0, 9).await.expect("records");
    assert!(records.iter().any(|record| record.act == "export" && record.about == "titles 约谈"), "{records:?}");
}

fn rows_of(book: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(book).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("a range");
    sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

huoju_testkit::on_both_engines!(
    a_title_stands_beside_its_holders_last_result,
    months_end_on_their_last_day,
    a_call_list_names_clauses_and_has_room_for_whom_to_ring,
);
