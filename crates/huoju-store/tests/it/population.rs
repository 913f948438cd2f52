//! Which value is taken where sources differ, and why others are not.

use huoju_model::{Period, Scope};
use huoju_store::population::{End, Figure, Population, Refused, Whom};

use huoju_testkit::zone::Zone;

const SCOPE: Scope = Scope { within: None };
const DAY: &str = "2025-12-31";

fn figure(title: Option<&str>) -> Figure {
    let period = Period::of_year(2025).expect("a year");
    Figure { code: "rnd".into(), period, title: title.map(str::to_owned), is_word: false }
}

async fn known(zone: &Zone, as_of: i64, title: Option<&str>) -> Population {
    zone.store.population(&Whom::all(SCOPE, "enterprise"), as_of, DAY, &[figure(title)]).await.expect("a population")
}

/// The values that are taken, member by member.
async fn taken(zone: &Zone, as_of: i64) -> Vec<Option<i64>> {
    known(zone, as_of, None).await.columns.remove(0).into_iter().map(|taken| taken?.value).collect()
}

/// Two sources, the second going before the first; one enterprise with both values and one with the first's only.
async fn two_sources(zone: &Zone) {
    zone.source(1, "市人社局", "administrative", 2).await;
    zone.source(2, "市税务局", "administrative", 1).await;
    zone.batch(1, 1).await;
    zone.batch(2, 2).await;
    zone.enterprise(7, 1).await;
    zone.enterprise(8, 1).await;
    zone.observe(1, 1, 7, "rnd", 100).await;
    zone.observe(1, 1, 8, "rnd", 300).await;
    zone.observe(2, 2, 7, "rnd", 200).await;
}

async fn the_source_of_least_precedence_is_taken(zone: Zone) {
    two_sources(&zone).await;
    assert_eq!(taken(&zone, 2).await, [Some(200), Some(300)]);
    let column = known(&zone, 2, None).await.columns.remove(0);
    let first = column[0].as_ref().expect("a value");
    assert_eq!((first.source_id, first.batch_id, first.place.as_deref()), (2, 2, Some("C7")));
    let shown = zone.store.candidates(SCOPE, 7, &[figure(None)], 2, DAY).await.expect("candidates").remove(0);
    let shown: Vec<_> = shown.iter().map(|c| (c.source.as_str(), c.taken.value, c.file.as_deref())).collect();
    assert_eq!(shown, [("市税务局", Some(200), Some("2.xlsx")), ("市人社局", Some(100), Some("1.xlsx"))]);
}

async fn of_equal_precedence_the_newest_batch_is_taken(zone: Zone) {
    two_sources(&zone).await;
    zone.put("update source set precedence = 5").await;
    assert_eq!(taken(&zone, 2).await, [Some(200), Some(300)]);
    zone.batch(3, 1).await;
    zone.observe(3, 1, 7, "rnd", 101).await;
    assert_eq!(taken(&zone, 3).await, [Some(101), Some(300)]);
}

async fn a_withdrawn_source_is_never_taken(zone: Zone) {
    two_sources(&zone).await;
    zone.put("update source set state = 'withdrawn', reason = '口径有误' where id = 2").await;
    assert_eq!(taken(&zone, 2).await, [Some(100), Some(300)]);
    let over = known(&zone, 2, None).await.passed_over;
    assert_eq!((over[0].source.as_str(), over[0].n), ("市税务局", 1));
    assert_eq!(over[0].why, Refused::Withdrawn("口径有误".into()));
}

async fn statistics_are_refused_with_the_reason_and_taken_with_an_authority(zone: Zone) {
    two_sources(&zone).await;
    zone.put("update source set permitted_use = 'statistics' where id = 2").await;
    assert_eq!(taken(&zone, 2).await, [Some(100), Some(300)]);
    let over = known(&zone, 2, None).await.passed_over;
    assert_eq!((over[0].source.as_str(), &over[0].why, over[0].n), ("市税务局", &Refused::StatisticsOnly, 1));
    zone.put("update source set authority = '' where id = 2").await;
    assert_eq!(taken(&zone, 2).await, [Some(100), Some(300)], "an empty authority is none");
    zone.put("update source set authority = '国统字〔2026〕1号' where id = 2").await;
    assert_eq!(taken(&zone, 2).await, [Some(200), Some(300)]);
    assert_eq!(known(&zone, 2, None).await.passed_over, []);
}

async fn what_was_known_as_of_a_batch_can_be_read(zone: Zone) {
    two_sources(&zone).await;
    zone.batch(3, 2).await;
    zone.enterprise(9, 3).await;
    zone.observe(3, 2, 7, "rnd", 250).await;
    assert_eq!(taken(&zone, 1).await, [Some(100), Some(300)]);
    assert_eq!(taken(&zone, 2).await, [Some(200), Some(300)]);
    assert_eq!(taken(&zone, 3).await, [Some(250), Some(300), None]);
    assert_eq!(taken(&zone, 0).await, [], "before the first batch there was nobody");
}

async fn what_is_missing_is_not_zero_and_zero_is_not_missing(zone: Zone) {
    two_sources(&zone).await;
    zone.put("update observation set status = 'missing', value = null where subject_id = 8").await;
    zone.put("update observation set value = 0 where subject_id = 7").await;
    assert_eq!(taken(&zone, 2).await, [Some(0), None]);
}

async fn a_source_that_says_missing_leaves_room_for_another(zone: Zone) {
    two_sources(&zone).await;
    zone.put("update observation set status = 'missing', value = null where source_id = 2").await;
    assert_eq!(taken(&zone, 2).await, [Some(100), Some(300)]);
}

async fn a_title_answers_on_the_days_on_which_it_is_valid(zone: Zone) {
    two_sources(&zone).await;
    zone.put("delete from observation").await;
    zone.title(1, 2, 7, "高企", "2025-12-31", "2028-12-30").await;
    zone.title(2, 2, 8, "高企", "2022-12-31", "2025-12-30").await;
    let held = |population: Population| {
        let column = population.columns.into_iter().next().expect("a column");
        column.into_iter().map(|taken| taken.and_then(|taken| taken.value)).collect::<Vec<_>>()
    };
    assert_eq!(held(known(&zone, 2, Some("高企")).await), [Some(1), None], "granted that day, lapsed the day before");
    assert_eq!(held(known(&zone, 2, None).await), [None, None], "no title is asked for");
    assert_eq!(held(known(&zone, 1, Some("高企")).await), [None, None], "the list had not come");
    zone.put("update source set state = 'withdrawn' where id = 2").await;
    assert_eq!(held(known(&zone, 2, Some("高企")).await), [None, None]);
}

async fn a_merged_enterprise_and_one_outside_the_scope_are_not_members(zone: Zone) {
    two_sources(&zone).await;
    zone.enterprise(9, 1).await;
    zone.put("update subject set merged_into = 7 where id = 9").await;
    zone.put("insert into subject (id, kind, code, name, name_key, initials, from_batch) values (1, 'zone', 'Z', '园', '园', 'y', 1)").await;
    zone.put("insert into membership (subject_id, of_id, role, from_batch) values (8, 1, 'registered', 2)").await;
    let ids = |population: Population| population.members.iter().map(|member| member.id).collect::<Vec<_>>();
    assert_eq!(ids(known(&zone, 2, None).await), [7, 8]);
    let within = Scope { within: Some(1) };
    let scoped = Whom::all(within, "enterprise");
    let asked = Whom { within: Some(1), ..Whom::all(SCOPE, "enterprise") };
    for whom in [&scoped, &asked] {
        let of = |as_of| zone.store.population(whom, as_of, DAY, &[]);
        assert_eq!(ids(of(2).await.expect("a population")), [8]);
        assert_eq!(ids(of(1).await.expect("a population")), Vec::<i64>::new(), "it joined later");
    }
    let zones = zone.store.population(&Whom::all(SCOPE, "zone"), 2, DAY, &[]).await.expect("a population");
    assert_eq!(ids(zones), [1], "what is assessed may be zones");
    assert!(zone.store.candidates(within, 7, &[figure(None)], 2, DAY).await.is_err(), "whom the scope hides");
}

async fn who_is_no_more_is_left_out_from_then_on(zone: Zone) {
    two_sources(&zone).await;
    for (id, said) in [(9, "已注销"), (10, "吊销，未注销"), (11, "存续（未注销）")] {
        zone.enterprise(id, 1).await;
        zone.put(&format!(
            "insert into observation (subject_id, indicator, period, source_id, status, said, from_batch)
             values ({id}, 'state', '2025', 1, 'actual', '{said}', 2)"
        ))
        .await;
    }
    let known = async |as_of: i64, year: i16| {
        let until = Period::of_year(year).expect("a year");
        let end = End { code: "state".into(), words: vec!["注销".into(), "吊销".into()], until };
        let whom = Whom { ends: vec![end], ..Whom::all(SCOPE, "enterprise") };
        let known = zone.store.population(&whom, as_of, DAY, &[]).await.expect("a population");
        (known.members.iter().map(|member| member.id).collect::<Vec<_>>(), known.ended)
    };
    let everybody = vec![10, 11, 7, 8, 9];
    assert_eq!(known(2, 2025).await, (vec![11, 7, 8], 2));
    assert_eq!(known(2, 2026).await, (vec![11, 7, 8], 2), "nothing was said since");
    assert_eq!(known(2, 2024).await, (everybody.clone(), 0), "what is said of 2025 says nothing of 2024");
    assert_eq!(known(1, 2025).await, (everybody.clone(), 0), "it was not said yet");
    zone.put(
        "insert into observation (subject_id, indicator, period, source_id, status, said, from_batch)
         values (9, 'state', '2026', 1, 'actual', '存续', 2)",
    )
    .await;
    assert_eq!(known(2, 2026).await, (vec![11, 7, 8, 9], 1), "what was said last counts");
    zone.put("update source set state = 'withdrawn' where id = 1").await;
    assert_eq!(known(2, 2025).await, (everybody, 0), "a withdrawn source says nothing");
}

huoju_testkit::on_both_engines! {
    who_is_no_more_is_left_out_from_then_on,
    the_source_of_least_precedence_is_taken,
    of_equal_precedence_the_newest_batch_is_taken,
    a_withdrawn_source_is_never_taken,
    statistics_are_refused_with_the_reason_and_taken_with_an_authority,
    what_was_known_as_of_a_batch_can_be_read,
    what_is_missing_is_not_zero_and_zero_is_not_missing,
    a_source_that_says_missing_leaves_room_for_another,
    a_title_answers_on_the_days_on_which_it_is_valid,
    a_merged_enterprise_and_one_outside_the_scope_are_not_members,
}
