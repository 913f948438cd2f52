//! Places, trimmed means and rounding beside a naive reading; statistics that don't depend on threads.

use huoju_model::{Decimal, Text};
use huoju_review::calibrate::{Settings, calibrate};
use huoju_review::number::{Mode, Number, Round, of_count, of_decimal};
use huoju_review::rank::remark::calibration_remarks;
use huoju_review::rank::rule::{Act, AtLine, Criterion, Named, Quota, Rule, Source, Step, Take, Tie, TieBy};
use huoju_review::rank::{Contest, Outcome, Records, rank};
use huoju_review::sheet::{Dim, Dims};
use proptest::prelude::*;

fn named(id: &str) -> Named {
    Named { id: id.into(), title: Text::zh(id) }
}

/// A trimmed mean, told apart by spread, with this many seats.
fn rule(drop: usize, seats: usize, at_line: AtLine) -> Rule {
    let range = (of_count(0), of_count(100));
    let step = of_decimal(Decimal::new(1, 0));
    let round = Some(Round { to: of_decimal(Decimal::new(1, 2)), mode: Mode::HalfUp });
    let by = Dims::of(&[Dim::Entry]);
    let act = Act::TrimmedMean(drop);
    Rule {
        id: "naive".into(),
        title: Text::zh("朴素"),
        panel: None,
        at_least: 1,
        sections: Vec::new(),
        criteria: vec![Criterion { name: named("total"), range, step, items: None }],
        tables: Vec::new(),
        steps: vec![Step { name: named("score"), clause: None, of: Source::Marks, only: Vec::new(), by, act, round }],
        ties: vec![Tie { by: TieBy::Spread, descending: false, text: "spread asc".into() }],
        segments: Vec::new(),
        within: Vec::new(),
        quota: Some(Quota {
            within: Vec::new(),
            take: Take::Each(seats),
            reserve: 1,
            minimum: None,
            substitute: false,
            at_line,
        }),
    }
}

fn contest(rule: &Rule, marks: &[Vec<u8>]) -> Contest {
    let header = ["entry_id", "expert_id", "mark"].map(str::to_owned).to_vec();
    let mut rows = Vec::new();
    for (entry, marks) in marks.iter().enumerate() {
        for (expert, mark) in marks.iter().enumerate() {
            rows.push((rows.len() as u64 + 2, vec![format!("E{entry}"), format!("J{expert}"), mark.to_string()]));
        }
    }
    Contest::read(rule, &Records { file: "marks.csv".into(), header, rows }, None, &[]).expect("sound marks")
}

/// Hundredths of the trimmed mean, half up, in plain integers.
fn naive_score(marks: &[u8], drop: usize) -> Option<u64> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let kept = sorted.len().checked_sub(2 * drop).filter(|&kept| kept > 0)?;
    let sum: u64 = sorted[drop..drop + kept].iter().map(|&mark| u64::from(mark)).sum();
    Some((sum * 200 + kept as u64) / (2 * kept as u64))
}

fn spread(marks: &[u8]) -> u8 {
    marks.iter().max().unwrap_or(&0) - marks.iter().min().unwrap_or(&0)
}

proptest! {
    #[test]
    fn places_are_one_more_than_those_who_are_better(
        marks in prop::collection::vec(prop::collection::vec(60u8..64, 1..6), 1..12),
        drop in 0usize..2,
        seats in 0usize..8,
    ) {
        let rule = rule(drop, seats, AtLine::Review);
        let contest = contest(&rule, &marks);
        let ranking = rank(&rule, &contest);
        let scores: Vec<_> = marks.iter().map(|marks| naive_score(marks, drop)).collect();
        for (entry, row) in ranking.rows.iter().enumerate() {
            let own = scores[entry].map(|score| Number::ratio(score.into(), 100));
            prop_assert_eq!(&row.score, &own);
            let Some(score) = scores[entry] else {
                prop_assert_eq!(row.outcome, Some(Outcome::Undetermined));
                continue;
            };
            let order = |e: usize| scores[e].map(|score| (std::cmp::Reverse(score), spread(&marks[e])));
            let own = (std::cmp::Reverse(score), spread(&marks[entry]));
            let others = || (0..marks.len()).filter_map(order);
            let place = 1 + others().filter(|other| *other < own).count();
            let shared = others().filter(|other| *other == own).count();
            prop_assert_eq!(row.placed.as_ref().map(|placed| (placed.place, placed.shared)), Some((place, shared > 1)));
            let taken = place + shared - 1 <= seats;
            let straddles = place <= seats && !taken;
            prop_assert_eq!(row.outcome == Some(Outcome::Taken), taken);
            prop_assert_eq!(row.outcome == Some(Outcome::AtLine), straddles);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_statistics_on_any_number_of_threads() {
    let rule = rule(0, 5, AtLine::Review);
    let marks: Vec<Vec<u8>> = (0..20u8).map(|e| (0..5u8).map(|j| 60 + e + (e * 7 + j * 5) % 11).collect()).collect();
    let contest = contest(&rule, &marks);
    let ranking = rank(&rule, &contest);
    let of =
        |threads| format!("{:?}", calibrate(&rule, &contest, &ranking, Settings { seed: 7, draws: 2_000, threads }));
    assert_eq!(of(1), of(2));
    assert_eq!(of(1), of(5));
}

#[test]
fn entries_that_nothing_tells_apart_have_no_interval() {
    let rule = rule(0, 1, AtLine::Review);
    let contest = contest(&rule, &[vec![88, 83, 70], vec![70, 80, 95], vec![80, 75, 90]]);
    let ranking = rank(&rule, &contest);
    let found = calibrate(&rule, &contest, &ranking, Settings { seed: 1, draws: 100, threads: 1 });
    assert_eq!(found.components[0].fit.as_ref().map(|fit| fit.entry_variance), Some(0.0));
    assert!(found.entries.iter().flatten().all(|entry| entry.odds.is_none() && !entry.crosses));
    let said: Vec<_> = calibration_remarks(&contest, &found).into_iter().map(|remark| remark.en).collect();
    let expected =
        "3 entries differ no more than the experts' marks do: nothing tells them apart, and no rank interval is given";
    assert_eq!(said, [expected]);
}

#[test]
fn equal_marks_are_ranked_and_not_calibrated() {
    let rule = rule(0, 1, AtLine::Review);
    let contest = contest(&rule, &[vec![80, 80], vec![80, 80]]);
    let ranking = rank(&rule, &contest);
    let found = calibrate(&rule, &contest, &ranking, Settings { seed: 1, draws: 100, threads: 1 });
    assert!(found.components[0].constant && found.components[0].fit.is_none());
    assert_eq!(ranking.rows.iter().map(|row| row.outcome).collect::<Vec<_>>(), [Some(Outcome::AtLine); 2]);
}
