//! 差一步 over an assessment: what the list says is what the gap of each one says, it is made once, and it stands.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, Outcome, Period};
use huoju_programme::evaluate::steps::{Nearness, export, kept, told};
use huoju_programme::evaluate::{self, EvaluateError, Made, Request, assess, explain};
use huoju_scheme::gap::State;
use huoju_store::gap::{GapFilter, Gaps, Near};
use huoju_table::FileFormat;
use huoju_testkit::zone::Zone;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 3, 31);

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("the packs")
}

fn actor() -> Actor {
    Actor::Operator("test".into())
}

async fn made(zone: &Zone, scheme: &str) -> Made {
    let request = Request::of(scheme, Period::of_year(2025).expect("a year"));
    assess(&zone.store, &catalogue(), &actor(), &request, &mut |_| true).await.expect("an assessment")
}

async fn reckoned(zone: &Zone, made: &Made, today: Date) -> Gaps {
    let (hash, actor) = (&made.assessment.hash, actor());
    kept::keep(&zone.store, &catalogue(), &actor, hash, today, &mut |_, _| true).await.expect("reckoned")
}

async fn rows(zone: &Zone, gaps: &Gaps) -> Vec<Near> {
    zone.store.nearest(actor().scope(), gaps.id, &GapFilter::default(), 0, 99).await.expect("rows").0
}

/// Technical staff of 50, research in 万元 a year, from 2025 backwards; sales are 1,000 万元 and grow.
const SUBJECTS: [(i64, i64); 6] = [(15, 60), (4, 60), (15, 5), (4, 5), (0, 0), (7, 29)];

async fn facts(zone: &Zone) {
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.batch(1, 1).await;
    for (id, (tech_staff, rnd)) in (1..).zip(SUBJECTS) {
        zone.enterprise(id, 1).await;
        let still = [("headcount", 50), ("tech_staff", tech_staff), ("assets", 1_000_000_000), ("costs", 900_000_000)];
        for (code, value) in still.into_iter().chain([("ip_class_1", 0), ("ip_class_2", id % 3), ("rnd_staff", 5)]) {
            zone.observe(1, 1, id, code, value).await;
        }
        for (year, sales) in [(2025, 1_000_000_000i64), (2024, 900_000_000), (2023, 700_000_000), (2022, 650_000_000)] {
            for (code, value) in
                [("sales", sales), ("rnd", rnd * 1_000_000), ("main_revenue", sales), ("revenue", sales)]
            {
                let sql = format!(
                    "insert into observation (subject_id, indicator, period, source_id, status, value, place, from_batch) \
                     values ({id}, '{code}', '{year}', 1, 'actual', {value}, 'C{id}', 1)"
                );
                zone.put(&sql).await;
            }
        }
    }
    let years = "insert into batch_figure (batch_id, indicator, period, n_opened, n_closed) \
                 select 1, indicator, period, count(*), 0 from observation \
                 where indicator in ('sales', 'rnd', 'main_revenue', 'revenue') group by indicator, period";
    zone.put(years).await;
}

async fn the_list_says_what_the_gap_of_each_one_says(zone: Zone) {
    facts(&zone).await;
    let mut seen = Vec::new();
    for scheme in ["cn-tech-sme", "nx-gazelle", "cn-innovative-sme", "nx-eaglet", "cn-gazelle"] {
        let made = made(&zone, scheme).await;
        let gaps = reckoned(&zone, &made, TODAY).await;
        assert_eq!(gaps.period.year(), 2026, "the assessed year is closed");
        let rows = rows(&zone, &gaps).await;
        assert_eq!(rows.len() as i64, made.assessment.counts.n - made.assessment.counts.n_pass, "{scheme}");
        for near in rows {
            seen.push(Nearness::parse(&near.row.state).expect("a state"));
            agree(&zone, &made, &near).await;
        }
    }
    let all = [Nearness::OneStep, Nearness::Several, Nearness::Undetermined, Nearness::Beyond];
    assert!(all.iter().all(|one| seen.contains(one)), "{seen:?}");
}

/// The row of the list beside the card of the explanation.
async fn agree(zone: &Zone, made: &Made, near: &Near) {
    let subject = near.row.subject_id;
    let explained = explain(&zone.store, &catalogue(), &actor(), made.assessment.clone(), subject).await.expect("why");
    if explained.explanation.outcome == Outcome::Undetermined {
        assert_eq!(near.row.state, "undetermined");
        return;
    }
    let gap = evaluate::gap::gap(&explained, &catalogue(), TODAY).expect("a gap").expect("levers");
    let next = gap.next.expect("the next year");
    let state = Nearness::parse(&near.row.state);
    let [step, plan] = [&near.row.step, &near.row.plan].map(|kept| kept.as_deref().and_then(told::read));
    let scheme = &made.assessment.scheme;
    match next.state {
        State::Reached => assert_eq!(state, Some(Nearness::Reached), "{scheme} {subject}"),
        State::Undetermined => assert_eq!(state, Some(Nearness::Undetermined), "{scheme} {subject}"),
        State::Missed if next.plans.is_empty() => assert_eq!(state, Some(Nearness::Beyond), "{scheme} {subject}"),
        State::Missed => {
            let cheapest = plan.or(step.clone()).expect("a plan");
            assert_eq!(cheapest.cost, next.plans[0].cost, "{scheme} {subject}");
            assert_eq!(step.is_some(), state == Some(Nearness::OneStep));
            assert!(step.is_none_or(|step| step.moves.len() == 1 && step.cost.0 >= cheapest.cost.0));
        }
    }
}

async fn the_same_is_reckoned_once_and_another_year_or_other_levers_anew(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, "cn-tech-sme").await;
    let first = reckoned(&zone, &made, TODAY).await;
    assert_eq!(reckoned(&zone, &made, date(2026, 12, 31)).await, first);
    let later = reckoned(&zone, &made, date(2027, 1, 1)).await;
    assert_eq!((later.id, later.period.year()), (2, 2027));
    assert_eq!(reckoned(&zone, &made, TODAY).await, first, "what was reckoned earlier stands");
    let open = reckoned(&zone, &made, date(2025, 6, 1)).await;
    assert_eq!((open.id, open.period.year()), (3, 2025), "an open year is its own target");
    let acts = zone.store.ledger(0, 99).await.expect("the ledger");
    assert_eq!(acts.iter().filter(|one| one.act == kept::KIND).count(), 3);
    let mut off = |_: usize, _: usize| false;
    let hash = &made.assessment.hash;
    let off = kept::keep(&zone.store, &catalogue(), &actor(), hash, date(2028, 1, 1), &mut off).await;
    assert!(matches!(off, Err(EvaluateError::Cancelled)));
    assert_eq!(zone.store.gaps_of(hash).await.expect("all").len(), 3, "what is called off writes nothing");
}

async fn a_file_says_what_for_and_leaves_out_what_only_statistics_may_know(zone: Zone) {
    facts(&zone).await;
    let made = made(&zone, "cn-tech-sme").await;
    let gaps = reckoned(&zone, &made, TODAY).await;
    let (folder, filter) = (tempfile::tempdir().expect("a folder"), GapFilter::default());
    let path = folder.path().join("差一步.csv");
    let wanted =
        export::Wanted { gaps: &gaps, program: &made.program, filter: &filter, lang: Lang::Zh, purpose: "约谈" };
    let to = (path.as_path(), FileFormat::Csv);
    let silent = export::export(&zone.store, &actor(), &export::Wanted { purpose: " ", ..wanted }, to).await;
    assert!(matches!(silent, Err(EvaluateError::NoPurpose)));
    let n = export::export(&zone.store, &actor(), &wanted, to).await.expect("a file");
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(
        n as i64 == gaps.n && text.contains("科技人员,4,") && text.contains(",人,") && text.contains("差一步"),
        "{text}"
    );
    zone.put("update source set permitted_use = 'statistics' where id = 1").await;
    export::export(&zone.store, &actor(), &wanted, to).await.expect("a file");
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(!text.contains("科技人员,4,") && text.contains("统计专用，不导出"), "{text}");
}

huoju_testkit::on_both_engines!(
    the_list_says_what_the_gap_of_each_one_says,
    the_same_is_reckoned_once_and_another_year_or_other_levers_anew,
    a_file_says_what_for_and_leaves_out_what_only_statistics_may_know,
);
