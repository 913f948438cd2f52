//! Points set anew: the text that comes of it, and that cells say what a whole run says.

use arrow_array::RecordBatch;
use huoju_model::MissingMode;
use huoju_scheme::dial::{DialOf, Turned};
use huoju_scheme::edges::batch;
use huoju_scheme::scheme::ItemKind;
use huoju_scheme::{Cells, Comparison, Points, Program, Scheme, Settings, Vocabulary};
use proptest::prelude::*;

use crate::agreement::{rows, sections, with_total};
use crate::sme::SME;
use crate::support::{dictionary, population, program, read, read_whole, settings};

fn turned(scheme: &Scheme, dials: &[(usize, i64)]) -> Result<Scheme, huoju_scheme::Diagnostics> {
    let dictionary = dictionary();
    let vocabulary = Vocabulary { dictionary: &dictionary, sources: &|id| id == "试〔2025〕1号" };
    let turned: Turned = dials.iter().map(|(dial, points)| (*dial, Points(*points))).collect();
    scheme.turned(&turned, &vocabulary)
}

#[test]
fn every_band_and_mark_is_a_dial() {
    let scheme = read(SME).expect("a scheme");
    let said: Vec<String> = scheme
        .dials
        .iter()
        .map(|dial| format!("{:?} {} {} {} {}", dial.of, dial.clause, dial.title.zh, dial.label, dial.points))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    Criterion(0) 第七条1 科技人员 30% 20
    Criterion(0) 第七条1 科技人员 25% 16
    Criterion(0) 第七条1 科技人员 20% 12
    Criterion(0) 第七条1 科技人员 15% 8
    Criterion(0) 第七条1 科技人员 10% 4
    Criterion(0) 第七条1 科技人员 0% 0
    Criterion(1) 第七条2(1) 研发投入 6% 50
    Criterion(1) 第七条2(1) 研发投入 5% 40
    Criterion(1) 第七条2(1) 研发投入 4% 30
    Criterion(1) 第七条2(1) 研发投入 3% 20
    Criterion(1) 第七条2(1) 研发投入 2% 10
    Criterion(1) 第七条2(1) 研发投入 0% 0
    Criterion(1) 第七条2(2) 研发投入 30% 50
    Criterion(1) 第七条2(2) 研发投入 25% 40
    Criterion(1) 第七条2(2) 研发投入 20% 30
    Criterion(1) 第七条2(2) 研发投入 15% 20
    Criterion(1) 第七条2(2) 研发投入 10% 10
    Criterion(1) 第七条2(2) 研发投入 0% 0
    Criterion(2) 第七条3 科技成果  30
    Criterion(2) 第七条3 科技成果 4 项 24
    Criterion(2) 第七条3 科技成果 3 项 18
    Criterion(2) 第七条3 科技成果 2 项 12
    Criterion(2) 第七条3 科技成果 1 项 6
    Criterion(2) 第七条3 科技成果 0 项 0
    Tier(1) 第六条(五) 按得分  60
    "#);
}

#[test]
fn the_text_has_the_new_points_and_the_total_follows() {
    let scheme = read(SME).expect("a scheme");
    let top = scheme.dials.iter().position(|dial| dial.of == DialOf::Criterion(0)).expect("a dial");
    let mark = scheme.dials.iter().position(|dial| matches!(dial.of, DialOf::Tier(_))).expect("a dial");
    let other = turned(&scheme, &[(top, 255_000), (mark, 650_000)]).expect("a scheme");
    assert_eq!(other.pass_mark().map(|mark| mark.to_string()).as_deref(), Some("65"));
    assert_eq!(other.total.map(|total| total.to_string()).as_deref(), Some("105.5"));
    assert_eq!(read_whole(&other.text).expect("it stands by itself").dials[top].points, Points(255_000));
    assert_eq!(
        turned(&other, &[(top, scheme.dials[top].points.0), (mark, 600_000)]).expect("a scheme").text,
        scheme.text
    );
}

#[test]
fn points_that_no_scheme_can_have_are_refused() {
    let scheme = read(SME).expect("a scheme");
    let mark = scheme.dials.iter().position(|dial| matches!(dial.of, DialOf::Tier(_))).expect("a dial");
    let found = turned(&scheme, &[(mark, 1_000_001)]).expect_err("nobody reaches it");
    assert!(found.to_string().contains("asks for 100.0001 of 100 points"), "{found}");
    assert!(turned(&scheme, &[(mark, 1_000_000)]).is_ok());
}

#[test]
fn who_enters_and_leaves_is_told_by_rows() {
    let firm = |staff: &str, rnd: &str| {
        format!(
            "headcount 100 人, tech_staff {staff}, sales 1000 万元, rnd {rnd}, costs 900 万元, assets 1000 万元, ip_class_1 0 项, ip_class_2 4 项, resident yes, clean_record yes"
        )
    };
    let rows = [firm("30 人", "60 万元"), firm("10 人", "30 万元"), firm("30 人", "30 万元")];
    let population = population(&rows.each_ref().map(String::as_str));
    let scheme = read(SME).expect("a scheme");
    let cells = Cells::new(&Program::compile(scheme.clone()), &population, &settings()).expect("cells");
    let mark = scheme.dials.iter().position(|dial| matches!(dial.of, DialOf::Tier(_))).expect("a dial");
    let lower = Program::compile(turned(&scheme, &[(mark, 480_000)]).expect("a scheme"));
    let after = cells.assess(&lower).expect("assessed");
    let compared = Comparison::of(3, |row| cells.now(row), |row| after.verdict(row));
    assert_eq!(
        (compared.entrants, compared.leavers, compared.before.pass, compared.after.pass),
        (vec![1], vec![], 2, 3)
    );
}

/// Every row of a whole run.
fn agree(cells: &Cells, other: &Program, population: &RecordBatch, settings: &Settings) {
    let (whole, rescored) =
        (other.assess(population, settings).expect("assessed"), cells.assess(other).expect("rescored"));
    for row in 0..population.num_rows() {
        assert_eq!(rescored.verdict(row), whole.verdict(row), "row {row}");
    }
}

/// Whether points are in proportion somewhere: rows of one cell may then part as the ends are given other points.
fn has_proportions(scheme: &Scheme) -> bool {
    let mut found = false;
    for criterion in &scheme.criteria {
        criterion.item.visit(&mut |item| found |= matches!(item.kind, ItemKind::Linear { .. }));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn cells_say_what_a_whole_run_says(
        sections in sections(),
        picks in prop::collection::vec((any::<u8>(), 0i64..1000), 97),
        strict in any::<bool>(),
        turns in prop::collection::vec((any::<prop::sample::Index>(), 0i64..60), 1..6),
    ) {
        let Some(program) = with_total(&sections) else { return Err(TestCaseError::reject("beyond 256 bits, or a tier that is never reached")) };
        let missing = if strict { MissingMode::Strict } else { MissingMode::Settled };
        let settings = Settings { missing: Some(missing), ..settings() };
        let scheme = program.scheme();
        let population = batch(scheme, &rows(&program, &picks, 200));
        let cells = Cells::new(&program, &population, &settings).expect("cells");
        agree(&cells, &program, &population, &settings);
        let dials: Vec<(usize, i64)> = turns.iter().map(|(at, points)| (at.index(scheme.dials.len()), points * 10_000)).collect();
        if let Ok(other) = turned(scheme, &dials) {
            let other = Program::compile(other);
            prop_assert!(cells.fits(&other) || has_proportions(scheme), "points alone are other");
            agree(&cells, &other, &population, &settings);
        }
    }
}

#[test]
fn where_an_edge_moves_every_row_is_run_again() {
    let program = program(SME);
    let other = crate::support::program(&SME.replace("\"30%\" = 20", "\"31%\" = 20"));
    let rows = rows(&program, &[(1, 0), (2, 7), (5, 3), (6, 1), (4, 9)], 100);
    let population = batch(program.scheme(), &rows);
    let cells = Cells::new(&program, &population, &settings()).expect("cells");
    assert!(!cells.fits(&other));
    agree(&cells, &other, &population, &settings());
}
