//! What there is of an indicator: the same whether it is counted from what is kept or the figures are compared.

use huoju_testkit::zone::Zone;

/// `period kind n_subjects/n_differing`
async fn years(zone: &Zone, indicator: &str) -> Vec<String> {
    let years = zone.store.years_of(indicator).await.expect("years").into_iter();
    years.map(|year| format!("{} {} {}/{}", year.period, year.kind, year.n_subjects, year.n_differing)).collect()
}

/// Twelve enterprises and two zones; two sources with two batches each.
async fn subjects(zone: &Zone) {
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.source(2, "火炬统计", "administrative", 2).await;
    for (batch, source) in [(1, 1), (2, 2), (3, 1), (4, 2)] {
        zone.batch(batch, source).await;
    }
    for id in 1..=14 {
        zone.enterprise(id, 1).await;
    }
    zone.put("update subject set kind = 'zone' where id > 12").await;
}

async fn one_source_is_counted_each_subject_once(zone: Zone) {
    subjects(&zone).await;
    assert_eq!(years(&zone, "rnd").await, Vec::<String>::new());
    for id in 1..=9 {
        zone.observe(1, 1, id, "rnd", id).await;
    }
    assert_eq!(years(&zone, "rnd").await, ["2025 enterprise 9/0"]);
    zone.observe(1, 1, 13, "rnd", 5).await;
    // What the source says anew replaces what it said.
    zone.observe(3, 1, 2, "rnd", 77).await;
    zone.observe(3, 1, 13, "rnd", 6).await;
    assert_eq!(years(&zone, "rnd").await, ["2025 enterprise 9/0", "2025 zone 1/0"]);
    zone.observe(1, 1, 14, "gdp", 5).await;
    assert_eq!(years(&zone, "gdp").await, ["2025 zone 1/0"], "of no enterprise");
}

async fn several_sources_are_compared(zone: Zone) {
    subjects(&zone).await;
    for id in 1..=6 {
        zone.observe(1, 1, id, "rnd", id).await;
    }
    for id in 4..=8 {
        // 4 and 5 as before, 6 otherwise.
        zone.observe(2, 2, id, "rnd", if id == 6 { 60 } else { id }).await;
    }
    zone.observe(1, 1, 13, "rnd", 1).await;
    zone.observe(2, 2, 13, "rnd", 2).await;
    assert_eq!(years(&zone, "rnd").await, ["2025 enterprise 8/1", "2025 zone 1/1"]);
    zone.observe(4, 2, 6, "rnd", 6).await;
    assert_eq!(years(&zone, "rnd").await, ["2025 enterprise 8/0", "2025 zone 1/1"]);
    // Texts differ as numbers do; of a number with words beside it the number counts.
    zone.put("update observation set value = null, said = 'a' where subject_id = 4 and source_id = 1").await;
    zone.put("update observation set value = null, said = 'b' where subject_id = 4 and source_id = 2").await;
    zone.put("update observation set said = 'why' where subject_id = 5 and source_id = 1").await;
    assert_eq!(years(&zone, "rnd").await, ["2025 enterprise 8/1", "2025 zone 1/1"]);
    zone.put("update observation set value = 4, said = null where subject_id = 4").await;
}

huoju_testkit::on_both_engines!(one_source_is_counted_each_subject_once, several_sources_are_compared);
