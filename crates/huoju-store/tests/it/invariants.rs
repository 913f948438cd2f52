//! Each invariant finds what breaks it, on both engines.

use huoju_store::invariants::INVARIANTS;
use huoju_testkit::{Testkit, on_both};

/// A source, batches 1 and 2, a subject, an assessment, a list of names, a job and two people, as sound as can be.
const SOUND: &[&str] = &[
    "insert into source (id, code, name, permitted_use, precedence) values (1, 'tax', '税务', 'administrative', 1)",
    "insert into batch (id, kind, source_id, made_by, made_at) values (1, 'figures', 1, 'system', 'x'), \
     (2, 'figures', 1, 'system', 'x')",
    "insert into subject (id, kind, code, name, name_key, initials, from_batch) \
     values (1, 'enterprise', 'A', '甲', '甲', 'J', 1)",
    "insert into observation (subject_id, indicator, period, source_id, status, value, from_batch, to_batch) \
     values (1, 'rnd', '2025', 1, 'actual', 1, 1, 2)",
    "insert into observation (subject_id, indicator, period, source_id, status, value, from_batch) \
     values (1, 'rnd', '2025', 1, 'revised', 2, 2)",
    "insert into batch_figure (batch_id, indicator, period, n_opened, n_closed) values (1, 'rnd', '2025', 1, 0), \
     (2, 'rnd', '2025', 1, 1)",
    "insert into assessment (hash, scheme, scheme_hash, data_period, evaluation_year, as_of_batch, missing, presume, \
     n, n_pass, n_fail, n_undetermined, made_by, made_at) values ('h', 's', 'x', '2025', 2026, 2, 'strict', 1, 1, 1, 0, 0, 'system', 'x')",
    "insert into assessment_row (hash, subject_id, outcome, total, total_min, total_max, points, gates, missing, place) \
     values ('h', 1, 'pass', 1, 1, 1, '{}', '{}', '', 1)",
    "insert into name_match (id, batch_id, place, listed_as, name_key, row_json, why) \
     values (1, 2, 'B2', '甲', '甲', '{}', 'similar')",
    "insert into title (id, subject_id, title, number, listed_as, from_batch) values (1, 1, 'T', '1', '甲', 2), \
     (2, 1, 'T', '2', '甲', 2)",
    "insert into job (id, kind, args, made_by, made_at) values (1, 'assess', '{}', 'system', 'x')",
    "insert into person (id, login, name, role, password_hash, made_at) values \
     (1, 'root', '管理员', 'administrator', 'x', 'x'), (2, 'chen', '陈晓', 'officer', 'x', 'x')",
    "insert into session (token_hash, person_id, csrf, made_at, seen_at, expires_at) values ('t', 2, 'c', 'x', 'x', 'x')",
];

/// By invariant: what breaks it, and what makes it good again.
const BROKEN: &[(&str, &str, &str)] = &[
    (
        "one-value-at-a-time",
        "update observation set to_batch = null where from_batch = 1",
        "update observation set to_batch = 2 where from_batch = 1",
    ),
    (
        "figure-of-a-batch",
        "update observation set source_id = 2 where from_batch = 1",
        "update observation set source_id = 1 where from_batch = 1",
    ),
    (
        "opened-before-closed",
        "update observation set to_batch = 2 where from_batch = 2",
        "update observation set to_batch = null where from_batch = 2",
    ),
    (
        "value-where-status-says",
        "update observation set status = 'missing' where from_batch = 1",
        "update observation set status = 'actual' where from_batch = 1",
    ),
    (
        "undone-is-closed",
        "update batch set state = 'undone', undone_in = 3 where id = 2",
        "update batch set state = 'committed', undone_in = null where id = 2",
    ),
    ("title-held-once", "update title set number = '1' where id = 2", "update title set number = '2' where id = 2"),
    ("title-end-reckoned", "update title set end_by = 's' where id = 1", "update title set end_by = null where id = 1"),
    (
        "merged-is-linked",
        "update subject set merged_into = 1 where id = 1",
        "update subject set merged_into = null where id = 1",
    ),
    (
        "undone-by-its-undo",
        "update batch set undone_in = 1 where id = 2",
        "update batch set undone_in = null where id = 2",
    ),
    ("batch-counts", "update batch set n_refused = 1 where id = 1", "update batch set n_refused = 0 where id = 1"),
    (
        "figures-counted",
        "update batch_figure set n_closed = 0 where batch_id = 2",
        "update batch_figure set n_closed = 1 where batch_id = 2",
    ),
    ("assessment-counts", "update assessment_row set outcome = 'fail'", "update assessment_row set outcome = 'pass'"),
    ("result-of-somebody", "update assessment_row set subject_id = 2", "update assessment_row set subject_id = 1"),
    ("match-decided", "update name_match set state = 'chosen'", "update name_match set state = 'open'"),
    ("job-ended", "update job set state = 'done'", "update job set state = 'waiting'"),
    (
        "stopped-is-out",
        "update person set state = 'stopped' where id = 2",
        "update person set state = 'active' where id = 2",
    ),
    (
        "an-administrator",
        "update person set role = 'officer' where id = 1",
        "update person set role = 'administrator' where id = 1",
    ),
];

async fn broken(kit: &Testkit) -> Vec<&'static str> {
    kit.store.breaches().await.expect("an answer").into_iter().map(|breach| breach.invariant.code).collect()
}

#[test]
fn each_invariant_finds_what_breaks_it_and_nothing_else() {
    let tested: Vec<_> = BROKEN.iter().map(|(code, ..)| *code).collect();
    assert_eq!(tested, INVARIANTS.iter().map(|invariant| invariant.code).collect::<Vec<_>>());
    on_both(async |kit| {
        for sql in SOUND {
            kit.tamper(sql).await;
        }
        let undo =
            "insert into batch (id, kind, source_id, about, made_by, made_at) values (3, 'undo', 1, 2, 'system', 'x')";
        kit.tamper(undo).await;
        assert_eq!(broken(kit).await, Vec::<&str>::new());
        for (code, breaks, mends) in BROKEN {
            assert!(kit.tamper(breaks).await > 0, "{breaks}");
            // Values that come and go out of turn are no longer as many as were counted either.
            let mut found = broken(kit).await;
            found.retain(|other| other == code || *other != "figures-counted");
            assert_eq!(found, [*code], "{breaks}");
            kit.tamper(mends).await;
            assert_eq!(broken(kit).await, Vec::<&str>::new(), "{mends}");
        }
    });
}

#[test]
fn a_breach_names_its_place() {
    on_both(async |kit| {
        for sql in SOUND {
            kit.tamper(sql).await;
        }
        kit.tamper("update batch set n_refused = 1").await;
        let breach = kit.store.breaches().await.expect("an answer").remove(0);
        assert_eq!(breach.places, ["batch 1", "batch 2"]);
        kit.tamper("update batch set n_refused = 0").await;
    });
}
