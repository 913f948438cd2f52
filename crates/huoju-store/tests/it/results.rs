//! Lists of results and of subjects: whatever is asked for, the pages together hold what a plain look at each row finds,
//! each once and in order.

use std::cmp::Reverse;

use huoju_model::{Actor, MissingMode, Outcome, Period, Scope};
use huoju_store::assessment::{Assessment, Counts, ResultRow};
use huoju_store::results::{Filter, Order};
use huoju_store::subject::Search;
use huoju_store::tally::STRETCH;

use huoju_testkit::zone::Zone;

const ALL: Scope = Scope { within: None };
/// Subject 500 is a zone; every third enterprise belongs to it.
const PART: Scope = Scope { within: Some(500) };
const HASH: &str = "a1";
const N: i64 = 137;
const ON_A_PAGE: i64 = 20;
const OUTCOMES: [Outcome; 3] = [Outcome::Pass, Outcome::Fail, Outcome::Undetermined];

/// Rows with many equal totals, so that what follows the total decides too.
fn row(id: i64) -> ResultRow {
    let total = (id * 37 % 11) * 90_000;
    let outcome = OUTCOMES[(id % 3) as usize];
    ResultRow {
        subject_id: id,
        outcome,
        tier: (outcome == Outcome::Pass).then(|| ["direct", "scored"][(id % 2) as usize].to_owned()),
        total,
        total_min: total,
        total_max: total + 10_000,
        points: "{}".into(),
        gates: "{}".into(),
        missing: ["", "rnd", "rnd_costs", "sales;rnd;costs"][(id % 4) as usize].into(),
        line_at: None,
    }
}

fn name(id: i64) -> String {
    format!("{}科技{:03}", ["云溪", "青岚"][(id % 2) as usize], id * 61 % N)
}

fn initials(id: i64) -> String {
    format!("{}kj{:03}", ["yx", "ql"][(id % 2) as usize], id * 61 % N)
}

/// The order of the list: the highest total first, and equals by name.
fn placed(id: i64) -> (Reverse<i64>, String, String, i64) {
    (Reverse(row(id).total), initials(id), name(id), id)
}

/// 137 enterprises with their results in one assessment, and one result in another.
async fn assessed(zone: &Zone) {
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.batch(1, 1).await;
    zone.enterprise(500, 1).await;
    zone.put("update subject set kind = 'zone' where id = 500").await;
    for id in 1..=N {
        zone.enterprise(id, 1).await;
        let (name, initials) = (name(id), initials(id));
        zone.put(&format!(
            "update subject set name = '{name}', name_key = '{name}', initials = '{initials}' where id = {id}"
        ))
        .await;
        if id % 3 == 0 {
            zone.put(&format!(
                "insert into membership (subject_id, of_id, role, from_batch) values ({id}, 500, 'registered', 1)"
            ))
            .await;
        }
    }
    zone.put("insert into subject_name (subject_id, name, name_key, initials, from_batch) values (7, '旧名', '旧名', 'jm', 1)")
        .await;
    let mut ids: Vec<i64> = (1..=N).collect();
    ids.sort_by_key(|id| placed(*id));
    made(zone, HASH, ids.into_iter().map(row).collect()).await;
    made(zone, "b2", vec![row(1)]).await;
}

async fn made(zone: &Zone, hash: &str, rows: Vec<ResultRow>) {
    made_by(zone, hash, "s", "2026-01-01T00:00:00Z", rows).await;
}

async fn made_by(zone: &Zone, hash: &str, scheme: &str, made_at: &str, rows: Vec<ResultRow>) {
    let n = |outcome| rows.iter().filter(|row| row.outcome == outcome).count() as i64;
    let made = Assessment {
        hash: hash.into(),
        scheme: scheme.into(),
        scheme_hash: "x".into(),
        data_period: Period::of_year(2025).expect("a year"),
        evaluation_year: 2026,
        as_of_day: None,
        as_of_batch: 1,
        missing: MissingMode::Strict,
        presume: true,
        counts: Counts {
            n: rows.len() as i64,
            n_pass: n(Outcome::Pass),
            n_fail: n(Outcome::Fail),
            n_undetermined: n(Outcome::Undetermined),
        },
        made_by: "system".into(),
        made_at: made_at.into(),
    };
    let mut write = zone.store.write().await.expect("a write");
    assert!(write.assessment(&made, rows, &[1]).await.expect("an assessment"));
    write.commit_assessment(&Actor::System, &made).await.expect("a record");
}

/// The subjects of all pages, one after the other.
async fn listed(zone: &Zone, scope: Scope, filter: &Filter) -> Vec<i64> {
    let mut found = Vec::new();
    loop {
        let (page, n) =
            zone.store.results(scope, HASH, filter, found.len() as i64, ON_A_PAGE).await.expect("a page of results");
        for one in &page {
            assert_eq!((&one.name, &one.row), (&name(one.row.subject_id), &row(one.row.subject_id)));
        }
        found.extend(page.iter().map(|one| one.row.subject_id));
        assert_eq!(page.len() as i64, ON_A_PAGE.min(n - (found.len() - page.len()) as i64), "{filter:?}");
        if found.len() as i64 == n {
            return found;
        }
    }
}

/// The same by looking at each row.
fn looked_up(scope: Scope, filter: &Filter) -> Vec<i64> {
    let words = filter.words.to_lowercase();
    let answers = |id: &i64| {
        let row = row(*id);
        (scope.within.is_none() || id % 3 == 0)
            && filter.outcome.is_none_or(|outcome| outcome == row.outcome)
            && filter.tier.as_ref().is_none_or(|tier| Some(tier) == row.tier.as_ref())
            && filter.least.is_none_or(|least| row.total >= least)
            && filter.below.is_none_or(|below| row.total < below)
            && filter.lacks.as_ref().is_none_or(|code| row.missing.split(';').any(|one| one == code))
            && (words.is_empty()
                || name(*id).contains(&words)
                || initials(*id).contains(&words)
                || format!("e{id}").starts_with(&words))
    };
    let mut found: Vec<i64> = (1..=N).filter(answers).collect();
    match filter.order {
        Order::Highest => found.sort_by_key(|id| placed(*id)),
        Order::Lowest => found.sort_by_key(|id| Reverse(placed(*id))),
        Order::Name => found.sort_by_key(|id| (initials(*id), name(*id), *id)),
        Order::Code => found.sort_by_key(|id| (format!("E{id}"), *id)),
    }
    found
}

async fn pages_of_results_are_whole_and_in_order(zone: Zone) {
    assessed(&zone).await;
    let some = |text: &str| Some(text.to_owned());
    let plain = Filter::default;
    let filters = [
        plain(),
        Filter { outcome: Some(Outcome::Pass), ..plain() },
        Filter { tier: some("direct"), ..plain() },
        Filter { least: Some(180_000), below: Some(540_000), ..plain() },
        Filter { lacks: some("rnd"), ..plain() },
        Filter { lacks: some("costs"), ..plain() },
        Filter { words: "青岚".into(), ..plain() },
        Filter { words: "QLKJ".into(), ..plain() },
        Filter { words: "e1".into(), ..plain() },
        Filter { words: "nobody".into(), ..plain() },
        Filter { words: "云".into(), outcome: Some(Outcome::Fail), least: Some(90_000), ..plain() },
        Filter { tier: some("scored"), lacks: some("sales"), words: "科技".into(), ..plain() },
    ];
    for filter in filters {
        for order in [Order::Highest, Order::Lowest, Order::Name, Order::Code] {
            let filter = Filter { order, ..filter.clone() };
            for scope in [ALL, PART] {
                assert_eq!(listed(&zone, scope, &filter).await, looked_up(scope, &filter), "{filter:?} {scope:?}");
            }
        }
    }
}

async fn results_are_counted_by_tier_stretch_and_what_they_lack(zone: Zone) {
    assessed(&zone).await;
    for scope in [ALL, PART] {
        let plain = |filter: Filter| looked_up(scope, &filter).len() as i64;
        let tally = zone.store.tally(scope, HASH).await.expect("a tally");
        for tier in ["direct", "scored"] {
            let n = plain(Filter { tier: Some(tier.into()), ..Filter::default() });
            assert_eq!(tally.tiers.get(tier).copied().unwrap_or_default(), n, "{tier}");
        }
        for (at, counts) in &tally.stretches {
            let (least, below) = (Some(at * STRETCH), Some((at + 1) * STRETCH));
            let in_it = |outcome| plain(Filter { least, below, outcome, ..Filter::default() });
            let each = OUTCOMES.map(|outcome| in_it(Some(outcome)));
            assert_eq!([counts.n_pass, counts.n_fail, counts.n_undetermined], each, "{at}");
            assert_eq!(counts.n, in_it(None), "{at}");
        }
        assert_eq!(tally.stretches.values().map(|counts| counts.n).sum::<i64>(), plain(Filter::default()));
        for (column, n) in tally.lacking() {
            let outcome = Some(Outcome::Undetermined);
            assert_eq!(n, plain(Filter { lacks: Some(column.clone()), outcome, ..Filter::default() }), "{column}");
        }
    }
    let kept = zone.store.tally(ALL, HASH).await.expect("what was kept");
    zone.put("delete from assessment_tally").await;
    assert_eq!(zone.store.tally(ALL, HASH).await.expect("counted now"), kept, "of an earlier release");
}

async fn pages_of_subjects_are_whole_and_in_order(zone: Zone) {
    assessed(&zone).await;
    let kinds = [None, Some("enterprise".to_owned())];
    for (words, kind) in
        ["", "青岚", "qlkj01", "e12", "旧名", "nobody"].into_iter().flat_map(|w| kinds.clone().map(|k| (w, k)))
    {
        let answers = |id: &i64| {
            let called = [name(*id), initials(*id)].iter().any(|called| called.contains(words));
            called || format!("e{id}").starts_with(words) || (*id == 7 && words == "旧名")
        };
        let mut expected: Vec<i64> = (1..=N).filter(answers).collect();
        expected.sort_by_key(|id| (name(*id), *id));
        let search = Search { kind: kind.clone(), words: words.into(), ..Search::default() };
        let (mut found, mut n) = (Vec::new(), 1);
        while (found.len() as i64) < n {
            let (page, of) = zone.store.subjects(ALL, &search, found.len() as i64, ON_A_PAGE).await.expect("a page");
            found.extend(page.iter().map(|subject| subject.id));
            n = of;
        }
        // The zone is called 企业500, which stands after all others.
        found.retain(|id| *id != 500);
        assert_eq!(found, expected, "{words} {kind:?}");
    }
}

async fn a_subjects_results_come_latest_first_by_pages(zone: Zone) {
    assessed(&zone).await;
    // Of subject 1 there are two results of one moment; then one by another scheme, old, and 24 by the first, newer.
    made_by(&zone, "old", "other", "2025-01-01T00:00:00Z", vec![row(1)]).await;
    let newer: Vec<String> = (10..34).map(|n| format!("n{n}")).collect();
    for hash in &newer {
        made_by(&zone, hash, "s", &format!("2026-02-{}T00:00:00Z", &hash[1..]), vec![row(1)]).await;
    }
    let mut all: Vec<String> = newer.into_iter().rev().collect();
    all.extend([HASH, "b2", "old"].map(str::to_owned));
    let hashes = |rows: Vec<(Assessment, ResultRow)>| {
        rows.into_iter()
            .map(|(made, found)| {
                assert_eq!(found, row(1));
                made.hash
            })
            .collect::<Vec<_>>()
    };
    for (skip, n) in [(0, 10), (10, 10), (20, 10), (27, 10), (0, 27)] {
        let (page, of) = zone.store.results_of(ALL, 1, skip, n).await.expect("a page");
        let expected: Vec<String> = all.iter().skip(skip as usize).take(n as usize).cloned().collect();
        assert_eq!((hashes(page), of), (expected, 27), "{n} after {skip}");
    }
    let (latest, of) = zone.store.latest_of(ALL, 1, 20).await.expect("the latest");
    let expected: Vec<String> = all.iter().take(20).chain(["old".to_owned()].iter()).cloned().collect();
    assert_eq!((hashes(latest), of), (expected, 27));
    let (none, of) = zone.store.latest_of(ALL, 500, 20).await.expect("none");
    assert_eq!((none.len(), of), (0, 0));
}

huoju_testkit::on_both_engines!(
    a_subjects_results_come_latest_first_by_pages,
    pages_of_results_are_whole_and_in_order,
    results_are_counted_by_tier_stretch_and_what_they_lack,
    pages_of_subjects_are_whole_and_in_order,
);
