//! Ranked items and peer means: what one subject's points take from the others.

use std::sync::Arc;

use huoju_model::Lang;
use huoju_scheme::{Program, Settings, Survey};
use proptest::prelude::*;

use crate::support::{population, program, settings};

const RANKED: &str = r#"
total = 20
missing = "settled"
[[gate]]
id = "peers"
clause = "一"
holds = "sales >= peer_mean(sales, field) * 0.5"
[[criterion]]
id = "place"
clause = "二"
title = "位次"
measure = "rnd / sales"
rank = { within = "field", order = "desc" }
bands = { "<= 25%" = 20, "<= 50%" = 10, else = 0 }
[[tier]]
id = "passed"
clause = "三"
holds = "total >= 10 分"
"#;

fn standing(program: &Program, rows: &[&str], parts: usize) -> Settings {
    let mut whole = Survey::default();
    for part in rows.chunks(rows.len().div_ceil(parts).max(1)) {
        let mut survey = Survey::default();
        program.survey(&population(part), &settings(), &mut survey).expect("surveyed");
        whole.merge(survey);
    }
    Settings { standing: Some(Arc::new(whole.finish())), ..settings() }
}

fn points(program: &Program, rows: &[&str], settings: &Settings) -> Vec<String> {
    let assessed = program.assess(&population(rows), settings).expect("assessed");
    let column = |name: &str| assessed.column(name).expect("a column");
    let show = |array: arrow_array::ArrayRef, row: usize| {
        arrow_array::cast::AsArray::as_primitive_opt::<arrow_array::types::Int32Type>(&array).map_or(
            String::new(),
            |ints| {
                if arrow_array::Array::is_null(ints, row) { "null".into() } else { ints.value(row).to_string() }
            },
        )
    };
    (0..rows.len()).map(|row| show(column("criterion.place"), row)).collect()
}

#[test]
fn ties_take_the_best_place_within_their_field() {
    let program = program(RANKED);
    let rows = [
        "field 新材料, sales 100 万元, rnd 9 万元",
        "field 新材料, sales 200 万元, rnd 18 万元",
        "field 新材料, sales 100 万元, rnd 3 万元",
        "field 新材料, sales 100 万元, rnd 2 万元",
        "field 电子信息, sales 100 万元, rnd 1 万元",
        "field 电子信息, sales 0 元, rnd 1 万元",
        "sales 100 万元, rnd 1 万元",
    ];
    let settings = standing(&program, &rows, 3);
    assert_eq!(points(&program, &rows, &settings), ["20", "20", "0", "0", "0", "null", "null"]);
    let explained = program.explain(&population(&rows), 1, &settings).expect("explained").text(Lang::Zh);
    assert!(explained.contains("第 1 名，共 4 个，落在“<= 25%”档，得 20 分"), "{explained}");
    assert!(program.assess(&population(&rows), &crate::support::settings()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn places_equal_a_count_of_better_ratios(figures in prop::collection::vec((0i64..4, 0i64..6, 0u8..3), 1..40)) {
        let program = program(RANKED);
        let texts: Vec<String> = figures.iter().map(|(rnd, sales, field)| {
            let field = match field { 0 => "field 新材料, ", 1 => "field 电子信息, ", _ => "" };
            format!("{field}sales {sales} 元, rnd {rnd} 元")
        }).collect();
        let rows: Vec<&str> = texts.iter().map(String::as_str).collect();
        let got = points(&program, &rows, &standing(&program, &rows, 2));
        prop_assert_eq!(&got, &points(&program, &rows, &standing(&program, &rows, 1)));
        for ((rnd, sales, field), points) in figures.iter().zip(got) {
            let peers: Vec<_> = figures.iter().filter(|(_, s, f)| f == field && *s > 0).collect();
            let expected = if *field == 2 || *sales == 0 { "null" } else {
                let better = peers.iter().filter(|(r, s, _)| r * sales > rnd * s).count() + 1;
                if better * 4 <= peers.len() { "20" } else if better * 2 <= peers.len() { "10" } else { "0" }
            };
            prop_assert_eq!(points, expected);
        }
    }
}
