//! The ledger of titles: each once, by when it ends, as it was known on a day.

use huoju_model::Scope;
use huoju_store::holdings::Holdings;

use huoju_testkit::zone::Zone;

const ALL: Scope = Scope { within: None };
const HNTE: &str = "高新技术企业";
const SME: &str = "科技型中小企业";
const DAY: &str = "2026-11-28";

/// Enterprise 1 had its title renewed, 2 and 3 lose theirs around the day, 4's list says no end, 5 belongs to zone 9.
async fn held(zone: &Zone) {
    zone.source(1, "市科技局", "public", 1).await;
    zone.batch(1, 1).await;
    for id in 1..=5 {
        zone.enterprise(id, 1).await;
    }
    zone.enterprise(9, 1).await;
    zone.put("insert into membership (subject_id, of_id, role, from_batch) values (5, 9, 'registered', 1), (5, 9, 'working', 1)")
        .await;
    for (id, subject, title, granted_on, valid_to) in [
        (11, 1, HNTE, "2022-11-01", "2025-11-01"),
        (12, 1, HNTE, "2025-11-01", "2028-11-01"),
        (13, 1, SME, "2026-03-01", "2026-12-31"),
        (21, 2, HNTE, "2023-11-28", "2026-11-28"),
        (31, 3, HNTE, "2023-11-27", "2026-11-27"),
        (51, 5, HNTE, "2026-12-01", "2029-12-01"),
        (52, 5, HNTE, "2023-12-01", "2026-12-01"),
    ] {
        zone.title(id, 1, subject, title, granted_on, valid_to).await;
    }
    zone.put(&format!(
        "insert into title (id, subject_id, title, listed_as, from_batch) values (41, 4, '{HNTE}', 'x', 1)"
    ))
    .await;
}

fn on(day: &str) -> Holdings {
    Holdings { day: day.into(), ..Holdings::default() }
}

/// Who holds what is asked for, and the day that it ends.
async fn found(zone: &Zone, scope: Scope, asked: &Holdings) -> Vec<(i64, String)> {
    let (rows, n) = zone.store.holdings(scope, asked, 0, 100).await.expect("rows");
    assert_eq!(n, rows.len() as i64);
    rows.into_iter().map(|row| (row.title.subject_id, row.title.valid_to.unwrap_or_default())).collect()
}

fn ends(rows: &[(i64, &str)]) -> Vec<(i64, String)> {
    rows.iter().map(|(subject, end)| (*subject, (*end).to_owned())).collect()
}

async fn each_title_stands_once_the_first_to_end_first(zone: Zone) {
    held(&zone).await;
    let all = [(3, "2026-11-27"), (2, "2026-11-28"), (5, "2026-12-01"), (1, "2026-12-31"), (1, "2028-11-01"), (4, "")];
    assert_eq!(found(&zone, ALL, &on(DAY)).await, ends(&all));
    let (page, n) = zone.store.holdings(ALL, &on(DAY), 4, 2).await.expect("a page");
    let page: Vec<_> = page.iter().map(|row| (row.title.subject_id, row.name.as_str(), row.batch)).collect();
    assert_eq!((page, n), (vec![(1, "企业1", 1), (4, "企业4", 1)], 6));
}

async fn a_title_holds_on_its_last_day_and_no_longer(zone: Zone) {
    held(&zone).await;
    let from = Holdings { from: Some(DAY.into()), to: Some("2026-12-01".into()), ..on(DAY) };
    assert_eq!(found(&zone, ALL, &from).await, ends(&[(2, "2026-11-28"), (5, "2026-12-01")]));
    let expired = Holdings { to: Some("2026-11-27".into()), last_first: true, ..on(DAY) };
    assert_eq!(found(&zone, ALL, &expired).await, ends(&[(3, "2026-11-27")]));
    assert_eq!(zone.store.n_holdings(ALL, &expired).await.expect("a count"), 1);
}

async fn what_is_granted_later_does_not_count_yet(zone: Zone) {
    held(&zone).await;
    let before = Holdings { title: Some(HNTE.into()), ..on("2025-10-31") };
    let first = found(&zone, ALL, &before).await;
    assert_eq!(first[0], (1, "2025-11-01".to_owned()), "not renewed yet");
    let after = Holdings { title: Some(HNTE.into()), ..on("2026-12-01") };
    assert!(found(&zone, ALL, &after).await.contains(&(5, "2029-12-01".to_owned())));
}

async fn a_scope_and_a_title_narrow_the_list(zone: Zone) {
    held(&zone).await;
    let part = Scope { within: Some(9) };
    assert_eq!(found(&zone, part, &on(DAY)).await, ends(&[(5, "2026-12-01")]));
    let sme = Holdings { title: Some(SME.into()), ..on(DAY) };
    assert_eq!(found(&zone, ALL, &sme).await, ends(&[(1, "2026-12-31")]));
    zone.put("update title set to_batch = 1 where id = 13").await;
    assert_eq!(found(&zone, ALL, &sme).await, []);
    let places = zone.store.places_of(&[1, 5]).await.expect("places");
    assert_eq!((places.get(&1), places.get(&5)), (None, Some(&vec!["企业9".to_owned()])));
}

huoju_testkit::on_both_engines!(
    each_title_stands_once_the_first_to_end_first,
    a_title_holds_on_its_last_day_and_no_longer,
    what_is_granted_later_does_not_count_yet,
    a_scope_and_a_title_narrow_the_list,
);
