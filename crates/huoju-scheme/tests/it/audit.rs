//! Boundary audit: both sides of an edge, and that it finds exactly those whom one unit moves.

use huoju_model::Outcome;
use huoju_scheme::audit::{Beside, Came, Place, audit, office_unit};
use huoju_scheme::edges::batch;
use huoju_scheme::reference::{self, Cell};
use huoju_scheme::{Input, InputKind, Program};
use proptest::prelude::*;

use crate::agreement::{rows, sections, with_total};
use crate::sme::SME;
use crate::support::{population, program, settings};

fn unit(input: &Input) -> Option<i64> {
    office_unit(input).map(|(unit, _)| unit)
}

fn said(program: &Program, beside: &[Beside]) -> String {
    let one = |one: &Beside| {
        let input = &program.inputs()[one.input];
        let way = if one.rises() { "rises" } else { "falls" };
        let came = one.came.map(|came| match came {
            Came::Result(outcome, _) | Came::Gate(outcome) => outcome.code().to_owned(),
            Came::Points(points) => points.map_or_else(|| "…".to_owned(), |points| points.to_string()),
        });
        format!("{} {} {:+}: {:?} {} → {}, {way}", one.row, input.column(), one.by, one.place, came[0], came[1])
    };
    beside.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// 15 of 50 is 30% and 14 is not; 500 人 are within the bound and 501 are not.
#[test]
fn an_edge_has_two_sides() {
    let program = program(SME);
    let rest = "resident yes, sales 1000 万元, assets 1000 万元, rnd 61 万元, costs 900 万元, ip_class_1 1 项, ip_class_2 0 项";
    let row = |staff: &str| format!("{staff}, {rest}");
    let [on, below, bound, over, far] = [
        "headcount 50 人, tech_staff 15 人",
        "headcount 50 人, tech_staff 14 人",
        "headcount 500 人, tech_staff 160 人",
        "headcount 501 人, tech_staff 160 人",
        "headcount 60 人, tech_staff 20 人",
    ]
    .map(row);
    let population = population(&[&on, &below, &bound, &over, &far]);
    let found = audit(&program, &population, &settings(), unit).expect("audited");
    let staff: Vec<Beside> = found
        .into_iter()
        .filter(|one| ["headcount", "tech_staff"].contains(&program.inputs()[one.input].code.as_str()))
        .collect();
    insta::assert_snapshot!(said(&program, &staff), @"
    0 headcount +1: Criterion(0) 20 → 16, falls
    2 headcount +1: Result pass → fail, falls
    2 headcount +1: Gate(1) pass → fail, falls
    3 headcount -1: Result fail → pass, rises
    3 headcount -1: Gate(1) fail → pass, rises
    1 tech_staff +1: Criterion(0) 16 → 20, rises
    0 tech_staff -1: Criterion(0) 20 → 16, falls
    ");
}

#[test]
fn a_unit_is_what_offices_write() {
    let program = program(SME);
    let units: Vec<String> =
        program.inputs().iter().filter_map(|input| Some(format!("{} {}", input.code, office_unit(input)?.1))).collect();
    insta::assert_snapshot!(units.join(", "), @"headcount 1 人, sales 1 万元, assets 1 万元, tech_staff 1 人, rnd 1 万元, costs 1 万元, ip_class_1 1 项, ip_class_2 1 项");
}

#[test]
fn what_is_missing_or_at_its_bound_is_not_moved() {
    let program = program(SME);
    let population = population(&["headcount 1 人, tech_staff 0 人, sales 0 元"]);
    let found = audit(&program, &population, &settings(), unit).expect("audited");
    let codes: Vec<&str> = found.iter().map(|one| program.inputs()[one.input].code.as_str()).collect();
    assert!(codes.iter().all(|code| ["headcount", "tech_staff", "sales"].contains(code)), "{codes:?}");
    assert!(found.iter().all(|one| one.by > 0 || program.inputs()[one.input].code == "headcount"), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Held by the naive reading, row by row, which shares no arithmetic.
    #[test]
    fn exactly_those_are_found_whom_one_unit_moves(
        sections in sections(),
        picks in prop::collection::vec((any::<u8>(), 0i64..1000), 97),
    ) {
        let Some(program) = with_total(&sections).filter(|program| !program.needs_survey()) else {
            return Err(TestCaseError::reject("no scheme that stands by itself"));
        };
        let (rows, settings) = (rows(&program, &picks, 8), settings());
        let found = audit(&program, &batch(program.scheme(), &rows), &settings, unit).expect("audited");
        for (place, input) in program.inputs().iter().enumerate() {
            let (InputKind::Amount { bounds, .. }, Some(unit)) = (&input.kind, unit(input)) else { continue };
            for (row, by) in rows.iter().enumerate().flat_map(|row| [(row, unit), (row, -unit)]) {
                let mut moved = row.1.clone();
                if let Some(Cell::Int(int)) = moved.get_mut(&place) {
                    let then = int.saturating_add(by);
                    if (bounds.0..=bounds.1).contains(&then) {
                        *int = then;
                    }
                }
                let [was, is] = [row.1, &moved].map(|row| reference::assess(program.scheme(), row, &settings));
                let of = |place_of: &dyn Fn(Place) -> bool| {
                    found.iter().any(|one| one.row == row.0 && one.input == place && one.by == by && place_of(one.place))
                };
                prop_assert_eq!(of(&|one| one == Place::Result), (was.outcome, was.tier) != (is.outcome, is.tier));
                for gate in 0..program.scheme().gates.len() {
                    prop_assert_eq!(of(&|one| one == Place::Gate(gate)), was.gates[gate] != is.gates[gate]);
                }
                for one in found.iter().filter(|one| one.row == row.0 && one.input == place && one.by == by) {
                    if let Place::Criterion(index) = one.place {
                        prop_assert!(was.criteria[index] != is.criteria[index]);
                    }
                    prop_assert_eq!(one.outcome, [was.outcome, is.outcome]);
                    prop_assert!(one.outcome != [Outcome::Pass, Outcome::Fail] || !one.rises() || one.place != Place::Result);
                }
            }
        }
    }
}
