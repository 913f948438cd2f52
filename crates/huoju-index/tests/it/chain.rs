//! The chain, its faults and its draws.

use std::collections::HashMap;

use huoju_index::document::{
    Aggregate, Columns, Impute, Leaf, MissingRule, Node, Normalise, Parameters, Robustness, Screen, Step, Treat,
    WeightDraw, Weighting,
};
use huoju_index::{Chain, Data, FaultKind, Index, IndexError, Input, Row, Tree};
use huoju_model::{Period, Text};
use proptest::prelude::*;

fn leaf(code: &str) -> Leaf {
    Leaf {
        indicator: code.to_owned(),
        title: Text::zh(code),
        parent: "root".to_owned(),
        less: false,
        weight: 1.0,
        denominator: None,
        per: 1.0,
        treat: None,
        normalise: None,
        target: None,
        goalposts: None,
    }
}

fn node(id: &str, parent: Option<&str>) -> Node {
    Node {
        id: id.to_owned(),
        title: Text::zh(id),
        parent: parent.map(str::to_owned),
        weight: 1.0,
        aggregate: Aggregate::Arithmetic,
        weights: Weighting::Given,
        missing: MissingRule::default(),
    }
}

fn index(leaves: Vec<Leaf>) -> Index {
    Index {
        id: "test".to_owned(),
        title: Text::zh("测试"),
        source: None,
        note: None,
        readings: Vec::new(),
        columns: Columns::default(),
        parameters: Parameters::Pooled,
        order: Step::USUAL.to_vec(),
        impute: Impute::None,
        screen: Screen::default(),
        treat: Treat::NONE,
        normalise: Normalise::MinMax { to: (0.0, 100.0) },
        nodes: vec![node("root", None)],
        leaves,
        robustness: Robustness::default(),
    }
}

fn data(columns: &[(&str, &[f64])]) -> Data {
    let n = columns.first().map_or(0, |(_, values)| values.len());
    let rows = (0..n).map(|at| Row { id: format!("s{at}"), name: String::new(), period: None }).collect();
    let figures: HashMap<_, _> = columns.iter().map(|(code, values)| ((*code).to_owned(), values.to_vec())).collect();
    Data { rows, figures, categories: HashMap::new() }
}

fn scores(index: &Index, data: &Data) -> (Vec<f64>, Vec<u32>) {
    let chain = Chain::new(index, data).expect("a tree").expect("all columns");
    let outcome = chain.run(&chain.nominal(), false);
    (outcome.scores[chain.tree.root].clone(), outcome.places)
}

#[test]
fn a_target_that_is_the_worst_value_leaves_its_indicator_out() {
    let mut index = index(vec![leaf("x"), leaf("y")]);
    index.leaves[1].normalise = Some(Normalise::Target { cap: false, to: (0.0, 1.0) });
    index.leaves[1].target = Some(3.0);
    let data = data(&[("x", &[0.0, 1.0, 2.0]), ("y", &[5.0, 3.0, 4.0])]);
    assert_eq!(scores(&index, &data), (vec![0.0, 50.0, 100.0], vec![3, 2, 1]));
}

#[test]
fn a_circle_is_a_fault_and_so_is_a_second_root() {
    let mut index = index(vec![leaf("x")]);
    index.nodes.extend([node("a", Some("b")), node("b", Some("a"))]);
    let faults = Tree::of(&index).expect_err("a circle");
    assert_eq!(faults[0].kind, FaultKind::Circle);
    index.nodes.push(node("c", None));
    let faults = Tree::of(&index).expect_err("two roots");
    assert!(faults.iter().any(|fault| fault.kind == FaultKind::TwoRoots("root".to_owned())));
}

#[test]
fn void_and_a_least_share_make_a_gap_count() {
    let mut index = index(vec![leaf("x"), leaf("y"), leaf("z")]);
    let gap = f64::NAN;
    let data = data(&[("x", &[0.0, 1.0, 2.0]), ("y", &[0.0, gap, 1.0]), ("z", &[0.0, 1.0, gap])]);
    let places = |index: &Index| scores(index, &data).1;
    index.nodes[0].missing = MissingRule { void: false, at_least: 2.0 / 3.0 };
    assert_eq!(places(&index), [3, 2, 1]);
    index.nodes[0].missing = MissingRule { void: false, at_least: 0.67 };
    assert_eq!(places(&index), [1, 0, 0]);
    index.nodes[0].missing = MissingRule { void: true, at_least: 0.0 };
    assert_eq!(places(&index), [1, 0, 0]);
}

#[test]
fn copeland_counts_who_is_beaten_over_what_both_have() {
    let mut index = index(vec![leaf("x"), leaf("y"), leaf("z")]);
    index.nodes[0].aggregate = Aggregate::Copeland;
    let gap = f64::NAN;
    let data = data(&[("x", &[3.0, 2.0, 1.0]), ("y", &[1.0, 2.0, 3.0]), ("z", &[gap, 2.0, 1.0])]);
    // 0 and 1 are even, 0 and 2 are even, 1 beats 2.
    assert_eq!(scores(&index, &data), (vec![0.0, 1.0, -1.0], vec![2, 1, 3]));
}

#[test]
fn unknown_weights_are_drawn_from_all_that_are_possible() {
    let mut index = index(vec![leaf("x"), leaf("y")]);
    index.nodes[0].weights = Weighting::Unknown;
    let data = data(&[("x", &[1.0, 0.0]), ("y", &[0.0, 1.0])]);
    let chain = Chain::new(&index, &data).expect("a tree").expect("all columns");
    let robust = chain.robustness(400, 1, None, 2);
    assert_eq!(robust.interval, [Some((1, 2)), Some((1, 2))]);
    assert!((robust.mean_shift[0] - 0.5).abs() < 0.1, "{}", robust.mean_shift[0]);
}

#[test]
fn the_only_open_choice_explains_all_variance_on_any_number_of_threads() {
    let mut index = index(vec![leaf("x"), leaf("y")]);
    index.robustness.weights = WeightDraw::None;
    index.robustness.aggregate = vec![Aggregate::Harmonic];
    let data = data(&[("x", &[0.0, 1.0, 5.0, 10.0]), ("y", &[10.0, 4.0, 5.0, 0.0])]);
    let chain = Chain::new(&index, &data).expect("a tree").expect("all columns");
    let found = chain.sensitivity(2_000, 3, 1);
    assert_eq!(found, chain.sensitivity(2_000, 3, 4));
    assert_eq!(found.iter().map(|found| found.input).collect::<Vec<_>>(), [Input::Aggregate]);
    let shift = found[0].of_shift.expect("places move");
    assert!((shift.first - 1.0).abs() < 0.1 && (shift.total - 1.0).abs() < 0.1, "{shift:?}");
    assert_eq!(found[0].of_places[2], None, "first either way");
}

#[test]
fn a_weight_set_of_nothing_but_zeros_is_refused_by_its_row() {
    let index = index(vec![leaf("x"), leaf("y")]);
    let data = data(&[("x", &[1.0, 0.0]), ("y", &[0.0, 1.0])]);
    let chain = Chain::new(&index, &data).expect("a tree").expect("all columns");
    let sets = vec![vec![(0, 0.0)], vec![(0, 0.0), (1, 0.0)]];
    let element = "root".to_owned();
    assert_eq!(chain.check_sets(&sets), Err(IndexError::WeightSet { row: 2, element, weight: 0.0 }));
    assert_eq!(chain.check_sets(&sets[..1].to_vec()), Ok(()));
}

#[test]
fn pooled_parameters_compare_periods_and_those_by_period_do_not() {
    let mut index = index(vec![leaf("x")]);
    let mut data = data(&[("x", &[0.0, 10.0, 10.0, 20.0])]);
    for (row, (id, year)) in data.rows.iter_mut().zip([("a", 2023), ("b", 2023), ("a", 2024), ("b", 2024)]) {
        *row = Row { id: id.to_owned(), name: String::new(), period: Some(Period::of_year(year).expect("a year")) };
    }
    assert_eq!(scores(&index, &data), (vec![0.0, 50.0, 50.0, 100.0], vec![2, 1, 2, 1]));
    index.parameters = Parameters::ByPeriod;
    assert_eq!(scores(&index, &data), (vec![0.0, 100.0, 0.0, 100.0], vec![2, 1, 2, 1]));
}

proptest! {
    #[test]
    fn a_change_of_unit_changes_no_place_and_threads_change_no_draw(
        values in proptest::collection::vec((-50i32..50, proptest::option::of(-50i32..50)), 3..20),
        seed: u64,
    ) {
        let x: Vec<f64> = values.iter().map(|(x, _)| f64::from(*x)).collect();
        let y: Vec<f64> = values.iter().map(|(_, y)| y.map_or(f64::NAN, f64::from)).collect();
        let eightfold: Vec<f64> = x.iter().map(|x| x * 8.0).collect();
        let index = index(vec![leaf("x"), leaf("y")]);
        let (first, second) = (data(&[("x", &x), ("y", &y)]), data(&[("x", &eightfold), ("y", &y)]));
        prop_assert_eq!(scores(&index, &first).1, scores(&index, &second).1);
        let chain = Chain::new(&index, &first).expect("a tree").expect("all columns");
        let of = |threads| chain.robustness(7, seed, None, threads).interval;
        prop_assert_eq!(of(1), of(4));
    }
}
