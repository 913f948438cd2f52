//! Ranked items and peer means: what one subject's points take from the others.

use std::sync::Arc;

use arrow_array::RecordBatch;
use huoju_model::Lang;
use huoju_scheme::edges::{batch, found};
use huoju_scheme::gap::Aim;
use huoju_scheme::reference;
use huoju_scheme::{Cells, Program, Settings, Survey};
use proptest::prelude::*;

use crate::agreement::{condition, item, item_lines, rows};
use crate::gap::{aim, gap};
use crate::support::{assessed, population, program, read, read_both, settings};

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
    let parts = rows.chunks(rows.len().div_ceil(parts).max(1)).map(population);
    surveyed(program, parts, settings())
}

fn surveyed(program: &Program, parts: impl Iterator<Item = RecordBatch>, settings: Settings) -> Settings {
    let mut whole = Survey::default();
    for part in parts {
        let mut survey = Survey::default();
        program.survey(&part, &settings, &mut survey).expect("surveyed");
        whole.merge(survey);
    }
    Settings { standing: Some(Arc::new(whole.finish())), ..settings }
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
    assert!(explained.contains("第 1 名，共 4 家，前 25%，落在“<= 25%”档，得 20 分"), "{explained}");
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

/// Three lists by place, with no points anywhere.
const LISTED: &str = r#"
missing = "settled"
[[measure]]
id = "place"
title = "同一领域的排位"
clause = "榜单"
value = "rnd / sales"
rank = { within = "field", order = "desc" }
[[gate]]
id = "known"
clause = "一"
holds = "sales >= 100 万元"
[[tier]]
id = "lead"
title = "领跑"
clause = "二"
holds = "place <= 5%"
[[tier]]
id = "race"
title = "竞跑"
clause = "二"
holds = "place <= 10%"
"#;

/// So many others of a field, the best of whom spends 1 万元 of 100.
fn others(n: usize) -> Vec<String> {
    (0..n).map(|n| format!("field 新材料, sales 100 万元, rnd {} 元", 10_000 - n)).collect()
}

fn listed(n_others: usize, row: &str) -> (Program, Settings, String) {
    let program = program(LISTED);
    let mut texts = others(n_others);
    texts.push(row.to_owned());
    let rows: Vec<&str> = texts.iter().map(String::as_str).collect();
    let settings = standing(&program, &rows, 3);
    let came = assessed(&program, row, &settings, &["outcome", "tier"]);
    (program, settings, came)
}

#[test]
fn a_tier_asks_for_a_place_without_any_points() {
    let came = |n_others, row| listed(n_others, row).2;
    let best = "field 新材料, sales 100 万元, rnd 2 万元";
    let second = "field 新材料, sales 100 万元, rnd 9999.5 元";
    // The first of 20 is 5%, of 19 more than that; the second of 40 is 5%, of 39 more.
    assert_eq!([came(19, best), came(18, best), came(8, best)], ["pass lead", "pass race", "fail null"]);
    assert_eq!([came(39, second), came(38, second)], ["pass lead", "pass race"]);
    // Without the figure, or the field, there is no place; another field is another list.
    assert_eq!(came(39, "field 新材料, sales 100 万元"), "undetermined null");
    assert_eq!(came(39, "sales 100 万元, rnd 2 万元"), "undetermined null");
    assert_eq!(came(39, "field 电子信息, sales 100 万元, rnd 2 万元"), "fail null");
    assert_eq!(came(39, "field 新材料, sales 0 元, rnd 2 万元"), "fail null");
}

#[test]
fn a_place_is_told_with_its_figure_its_number_and_its_share() {
    let said = |n_others, row: &str, lang| {
        let (program, settings, _) = listed(n_others, row);
        let text = program.explain(&population(&[row]), 0, &settings).expect("explained").text(lang);
        let at = text.lines().position(|line| line.contains("领跑") || line.contains("lead")).expect("a tier") + 1;
        text.lines().nth(at).expect("a line").trim().to_owned()
    };
    insta::assert_snapshot!(said(39, "field 新材料, sales 100 万元, rnd 9998.5 元", Lang::Zh), @"同一领域的排位 ≤ 5%：9,998.5 元 ÷ 100 万元 ≈ 1%，第 3 名，共 40 家，前 7.5%，不符合");
    insta::assert_snapshot!(said(39, "field 新材料, sales 100 万元, rnd 9998.5 元", Lang::En), @"同一领域的排位 ≤ 5%: 9,998.5 元 ÷ 100 万元 ≈ 1%, place 3 of 40, top 7.5%, does not hold");
    insta::assert_snapshot!(said(2, "field 新材料, sales 100 万元, rnd 2 万元", Lang::Zh), @"同一领域的排位 ≤ 5%：2 万元 ÷ 100 万元 = 2%，第 1 名，共 3 家，约前 33.33%，不符合");
    insta::assert_snapshot!(said(2, "field 新材料, sales 0 元, rnd 2 万元", Lang::Zh), @"同一领域的排位 ≤ 5%：2 万元 ÷ 0 元，分母不大于零，算不出，待定");
    insta::assert_snapshot!(said(2, "sales 100 万元, rnd 2 万元", Lang::Zh), @"同一领域的排位 ≤ 5%：缺技术领域，待定");
    // An empty list is named: nobody of this field has the figure.
    insta::assert_snapshot!(said(2, "field 电子信息, sales 100 万元", Lang::Zh), @"同一领域的排位 ≤ 5%：缺研发费用，技术领域“电子信息”没有一家有此数，排不出名次，待定");
    insta::assert_snapshot!(said(2, "field 电子信息, sales 100 万元", Lang::En), @"同一领域的排位 ≤ 5%: no figure for 研发费用, nobody whose 技术领域 is 电子信息 has this figure, so there are no places, undetermined");
}

#[test]
fn the_gap_to_a_place_is_the_fewest_steps_past_those_who_stay() {
    for start in [9_962, 9_980, 9_999] {
        let row = |rnd: i64| format!("field 新材料, sales 100 万元, rnd {rnd} 元");
        let (program, settings, _) = listed(39, &row(start));
        let came = |rnd| assessed(&program, &row(rnd), &settings, &["tier"]);
        let steps = (0..200).find(|steps| came(start + steps) == "lead").expect("a step");
        let aim = Aim { tier: Some("lead".into()), ..aim(&["rnd 1 20000: rnd 100"]) };
        let found = gap(&program, &row(start), &aim, &settings);
        let plans: Vec<_> = found.now.plans.iter().map(|plan| i64::from(plan.moves[0].steps)).collect();
        assert_eq!(plans, if steps == 0 { vec![] } else { vec![steps] }, "from {start}: {found:?}");
        let held = "其他主体不动：名次、百分位和同行均值按现在的总体算";
        assert!(steps == 0 || found.text(Lang::Zh).contains(held), "{}", found.text(Lang::Zh));
    }
}

#[test]
fn an_edge_between_lists_is_moved_as_in_a_run_of_everybody() {
    let program = program(LISTED);
    let texts: Vec<String> = others(60).into_iter().chain(["field 新材料, sales 100 万元".to_owned()]).collect();
    let everybody = population(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let settings = surveyed(&program, [everybody.clone()].into_iter(), settings());
    let cells = Cells::new(&program, &everybody, &settings).expect("cells");
    for (from, to) in
        [("place <= 5%", "place <= 8%"), ("order = \"desc\"", "order = \"asc\""), ("100 万元", "200 万元")]
    {
        let other = crate::support::program(&LISTED.replace(from, to));
        let again = surveyed(&other, [everybody.clone()].into_iter(), settings.clone());
        let whole = other.assess(&everybody, &again).expect("assessed");
        let moved = cells.assess(&other).expect("assessed again");
        let mut changed = 0;
        for row in 0..texts.len() {
            assert_eq!(moved.verdict(row), whole.verdict(row), "{to}: row {row}");
            changed += usize::from(moved.verdict(row) != cells.now(row));
        }
        assert!(changed > 0, "{to}");
    }
}

#[test]
fn a_place_that_can_be_nobodys_or_everybodys_is_warned_of() {
    let warned = |holds: &str| {
        let text = LISTED.replace("place <= 10%", holds);
        read_both(&text)
            .expect("read")
            .1
            .list()
            .iter()
            .map(|found| found.what.en.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(warned("place < 100%"), "");
    assert_eq!(warned("place > 0.1%"), "");
    assert_eq!(warned("place <= 100%"), "a place is above 0% and at most 100%, so every place meets this");
    assert_eq!(warned("0% >= place"), "a place is above 0% and at most 100%, so no place meets this");
}

#[test]
fn only_own_figures_are_ranked_and_only_within_a_category() {
    let fault = |text: &str| read(text).expect_err("a fault").list()[0].what.en.clone();
    let within = |within: &str| fault(&LISTED.replace("within = \"field\"", &format!("within = \"{within}\"")));
    assert_eq!(within("sales"), "the code of a category is needed here");
    assert_eq!(within("feild"), "the code of a category is needed here");
    let twice = format!("{LISTED}[[measure]]\nid = \"again\"\nvalue = \"place\"\nrank = {{ order = \"asc\" }}\n");
    assert_eq!(fault(&twice), "what is ranked can't itself be a place or take peer_mean");
    assert_eq!(fault(&LISTED.replace("order = \"desc\"", "order = \"best\"")), "order is \"desc\" or \"asc\"");
}

/// A scheme that compares subjects everywhere it may: in a measure, a gate, a criterion and a tier.
fn compared() -> impl Strategy<Value = String> {
    let place = prop::sample::select(&["place", "low", "(place + low) / 2", "place@-1"][..]);
    let op = prop::sample::select(&["<=", "<", ">", "=", "!="][..]);
    let asked = (place, op, 1u32..100).prop_map(|(place, op, percent)| format!("{place} {op} {percent}%"));
    let within = prop::sample::select(
        &["within = 'field', order = 'desc'", "within = 'field@-1', order = 'asc'", "order = 'asc'"][..],
    );
    let missing = prop::sample::select(&["strict", "settled"][..]);
    (missing, prop::collection::vec(asked, 3), within, condition(), item()).prop_map(
        |(missing, asked, within, way, item)| {
            format!(
                "missing = '{missing}'
[[measure]]
id = 'place'
value = 'rnd / sales'
rank = {{ {within} }}
[[measure]]
id = 'low'
first_of = [{{ when = 'award', value = 'profit' }}, {{ value = 'sales' }}]
rank = {{ order = 'asc' }}
[[gate]]
id = 'g'
clause = '一'
holds = '{} or sales >= peer_mean(sales, field)'
[[criterion]]
id = 'c0'
clause = '二'
measure = 'growth(sales)'
rank = {{ within = 'field', order = 'desc' }}
bands = {{ '<= 30%' = 9, '< 60%' = 5, else = 0 }}
undefined = 2
[[criterion]]
id = 'c1'
clause = '二'
first_of = [{{ when = '{}', points = 3 }}, {{ measure = 'place', bands = {{ '<= 50%' = 7, else = 1 }} }}]
[[criterion]]
id = 'c2'
clause = '二'
{}
[[tier]]
id = 'listed'
clause = '三'
all = ['{}', '{way}']
[[tier]]
id = 'scored'
clause = '三'
holds = 'total >= 10 分'
",
                asked[0],
                asked[1],
                item_lines(&item),
                asked[2]
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn places_agree_with_the_naive_reading_over_a_population(
        sections in compared(),
        picks in prop::collection::vec((any::<u8>(), 0i64..1000), 97),
        presume in any::<bool>(),
        parts in 1usize..4,
    ) {
        let Some(program) = crate::agreement::with_total(&sections) else { return Err(TestCaseError::reject("beyond 256 bits")) };
        let rows = rows(&program, &picks, 12);
        let population = batch(program.scheme(), &rows);
        let slices = rows.chunks(rows.len().div_ceil(parts)).map(|part| batch(program.scheme(), part));
        let settings = surveyed(&program, slices, Settings { presume, ..settings() });
        let assessed = program.assess(&population, &settings).expect("assessed");
        for (n, row) in rows.iter().enumerate() {
            let naive = reference::assess_among(program.scheme(), row, &rows, &settings);
            prop_assert_eq!(&found(program.scheme(), &assessed, n), &naive, "row {} {:?} of\n{}", n, row, sections);
            let explanation = program.explain(&population, n, &settings).expect("explained");
            prop_assert_eq!(explanation.outcome, naive.outcome);
            prop_assert!(!explanation.text(Lang::Zh).is_empty());
        }
    }
}

#[test]
fn a_place_is_shown_and_compared_in_words() {
    let old = program(LISTED);
    let new = program(&LISTED.replace("order = \"desc\"", "order = \"asc\""));
    let shown = huoju_scheme::show(old.scheme(), Lang::Zh);
    assert!(shown.contains("（研发费用 ÷ 销售收入）的位次占比（同技术领域内从高到低）"), "{shown}");
    assert!(shown.contains("同一领域的排位 ≤ 5%"), "{shown}");
    let said = |lang| {
        let changes = huoju_scheme::diff(old.scheme(), new.scheme(), lang);
        changes
            .iter()
            .map(|change| format!("{} {:?} → {:?}", change.what, change.before, change.after))
            .collect::<Vec<_>>()
    };
    insta::assert_snapshot!(said(Lang::Zh).join("\n"), @r#"同一领域的排位 Some("（研发费用 ÷ 销售收入）的位次占比（同技术领域内从高到低）") → Some("（研发费用 ÷ 销售收入）的位次占比（同技术领域内从低到高）")"#);
    insta::assert_snapshot!(said(Lang::En).join("\n"), @r#"同一领域的排位 Some("share of places by (研发费用 ÷ 销售收入) (within the same 技术领域, greatest first)") → Some("share of places by (研发费用 ÷ 销售收入) (within the same 技术领域, least first)")"#);
}
