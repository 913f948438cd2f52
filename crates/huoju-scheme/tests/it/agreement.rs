//! The program, its explanation and the naive reading agree on random schemes and random rows.

use std::collections::HashMap;

use huoju_model::{Lang, MissingMode, Outcome};
use huoju_scheme::edges::{batch, differ, edge_cases, found};
use huoju_scheme::reference::{self, Cell, Row};
use huoju_scheme::{Program, Settings};
use proptest::prelude::*;

use crate::sme::SME;
use crate::support::{program, settings};

/// Money, staff and counts that random expressions are made of.
const MONEY: &[&str] = &["sales", "rnd", "costs", "profit", "sales@-1", "profit@-1", "sales@-2"];
const STAFF: &[&str] = &["headcount", "tech_staff", "headcount@-1"];

/// A number in yuan.
fn money() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(MONEY).prop_map(str::to_owned),
        (0u32..5000).prop_map(|n| format!("{n} 万元")),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} - {b})")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| format!("max({})", all.join(", "))),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| format!("mean({})", all.join(", "))),
            inner.prop_map(|a| format!("sum({a}, sales@-1..0)")),
        ]
    })
}

/// A bare number: a ratio, a growth, a mean of them.
fn ratio() -> impl Strategy<Value = String> {
    let staff = (prop::sample::select(STAFF), prop::sample::select(STAFF)).prop_map(|(a, b)| format!("{a} / {b}"));
    let leaf = prop_oneof![
        (money(), money().prop_filter("not a constant", |m| !m.ends_with("万元")))
            .prop_map(|(a, b)| format!("({a}) / ({b})")),
        staff,
        Just("growth(sales)".to_owned()),
        Just("floor(sales, 300 万元) / 10".to_owned()),
        Just("count(rnd > 0 元, profit >= 0 元, award) / 3".to_owned()),
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("mean({a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min({a}, {b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a} - {b})")),
        ]
    })
}

fn percent() -> impl Strategy<Value = String> {
    (-300i32..3000).prop_map(|n| format!("{}{}.{}%", if n < 0 { "-" } else { "" }, n.abs() / 10, n.abs() % 10))
}

pub fn condition() -> impl Strategy<Value = String> {
    let op = || prop::sample::select(&["<", "<=", ">", ">=", "=", "!="][..]);
    let leaf = prop_oneof![
        (ratio(), op(), percent()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (money(), op(), money()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (op(), percent()).prop_map(|(op, p)| format!("cagr(sales, 2) {op} {p}")),
        Just("resident".to_owned()),
        Just("clean_record".to_owned()),
        Just("field in (\"新材料\")".to_owned()),
        Just("field@-1 in (\"新材料\")".to_owned()),
        Just("age(registered_on) >= 3 年".to_owned()),
        Just("period_end - registered_on > 1000 天".to_owned()),
        Just("fiscal_years(registered_on) < 4 年".to_owned()),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

/// An item as an inline table's inside.
pub fn item() -> impl Strategy<Value = String> {
    let edges = prop::collection::btree_set(-50i32..200, 1..5);
    let banded =
        (ratio(), edges, any::<bool>(), prop::option::of(0..9)).prop_map(|(measure, edges, open, undefined)| {
            let bands: Vec<String> = edges
                .iter()
                .enumerate()
                .map(|(n, e)| format!("\"{}{e}%\" = {}", if open { "> " } else { "" }, n + 1))
                .collect();
            let undefined = undefined.map_or(String::new(), |points| format!(", undefined = {points}"));
            format!("measure = '{measure}', bands = {{ {}, else = 0 }}{undefined}", bands.join(", "))
        });
    let judged_bands = ratio().prop_map(|m| format!("measure = '{m}', given = 'mark', bands = {{ '30%' = [7, 9], '10%' = [3, 6], else = {{ silent = '未规定' }} }}"));
    let upper = ratio().prop_map(|m| format!("measure = '{m}', bands = {{ '<= 55%' = 10, '<= 75%' = 5, else = 0 }}"));
    let steps = money().prop_map(|m| format!("measure = '{m}', per = '150 万元', points = 1.5, at_most = 6"));
    let linear = ratio().prop_map(|m| {
        format!(
            "measure = '{m}', from = '-5%', to = '60%', points = [0, 20], round = {{ to = '0.1', mode = 'half_up' }}"
        )
    });
    let leaf = prop_oneof![4 => banded, 1 => judged_bands, 1 => upper, 1 => steps, 1 => linear, 1 => Just("given = 'fine_mark', within = [1, 6]".to_owned()), 1 => (0..9).prop_map(|n| format!("points = {n}"))];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            several().prop_map(|items| format!("best_of = [{}]", braced(&items))),
            (several(), 5..40).prop_map(|(items, cap)| format!("sum_of = [{}], at_most = {cap}", braced(&items))),
            (condition(), inner.clone(), inner.clone())
                .prop_map(|(when, a, b)| format!("first_of = [{{ when = '{when}', {a} }}, {{ {b} }}]")),
            (condition(), inner.clone())
                .prop_map(|(when, a)| format!("first_of = [{{ when = '{when}', silent = '未规定' }}, {{ {a} }}]")),
        ]
    })
}

fn braced(items: &[String]) -> String {
    items.iter().map(|item| format!("{{ {item} }}")).collect::<Vec<_>>().join(", ")
}

/// A gate's keys, without its id and clause.
pub fn gate() -> impl Strategy<Value = String> {
    prop_oneof![
        condition().prop_map(|c| format!("holds = '{c}'")),
        prop::collection::vec(condition(), 1..3).prop_map(|all| format!("any = [{}]", quoted(&all))),
        (condition(), condition(), condition())
            .prop_map(|(w, a, b)| format!("first_of = [{{ when = '{w}', holds = '{a}' }}, {{ holds = '{b}' }}]")),
        (condition(), condition())
            .prop_map(|(w, a)| format!("first_of = [{{ when = '{w}', holds = '{a}' }}, {{ silent = '未规定' }}]")),
    ]
}

/// A scheme's sections without its total, which the checker itself tells.
pub fn sections() -> impl Strategy<Value = String> {
    let missing = prop::sample::select(&["strict", "settled"][..]);
    let tier = (0u32..40, condition())
        .prop_map(|(mark, c)| format!("all = ['total >= {mark} 分', 'c0 + c1 * 2 > 3 分', '{c}']"));
    (missing, prop::collection::vec(gate(), 1..3), (item(), item()), (condition(), tier)).prop_map(|(missing, gates, items, (way, tier))| {
        let mut text = format!("missing = '{missing}'\n");
        text += "[[measure]]\nid = 'm'\nfirst_of = [{ when = 'award', value = 'rnd / sales' }, { value = 'growth(sales)' }]\n";
        for (n, gate) in gates.iter().enumerate() {
            text += &format!("[[gate]]\nid = 'g{n}'\nclause = '一'\n{gate}\n");
        }
        text += "[[gate]]\nid = 'gm'\nclause = '一'\nholds = 'm >= 5% or m@-1 > 3%'\n";
        text += "[[measure]]\nid = 'grown'\nvalue = 'cagr(sales, 2)'\n[[gate]]\nid = 'gg'\nclause = '一'\nholds = 'grown >= 20% or (50% > grown and award)'\n";
        for (n, item) in [items.0, items.1].iter().enumerate() {
            text += &format!("[[criterion]]\nid = 'c{n}'\nclause = '二'\n{}\n", item_lines(item));
        }
        text + &format!("[[tier]]\nid = 'way'\nclause = '三'\nany = ['{way}', 'award']\n[[tier]]\nid = 'scored'\nclause = '三'\n{tier}\n")
    })
}

fn quoted(all: &[String]) -> String {
    all.iter().map(|c| format!("'{c}'")).collect::<Vec<_>>().join(", ")
}

/// An inline table's inside as the lines of a table: commas outside brackets and quotes end a line.
pub fn item_lines(item: &str) -> String {
    let (mut depth, mut quote, mut out) = (0, None, String::new());
    for c in item.chars() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            ('[' | '{' | '(', None) => depth += 1,
            (']' | '}' | ')', None) => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 && quote.is_none() { out.push('\n') } else { out.push(c) }
    }
    out.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// A row: each input from a few round figures, so that edges are hit, or missing.
fn cell(program: &Program, input: usize, pick: u8, fine: i64) -> Option<Cell> {
    use huoju_scheme::InputKind;
    let round = [0i64, 1, 3, 5, 10, 20, 50, 100, 300, 1000];
    Some(match &program.inputs()[input].kind {
        InputKind::Amount { scale, bounds, .. } => {
            let whole = round[usize::from(pick) % round.len()]
                * 10i64.pow(u32::from(*scale))
                * if *scale > 1 { 10_000 } else { 1 };
            let int = match pick % 7 {
                0 => return None,
                1 => whole + fine % 3 - 1,
                2 => -whole,
                3 if fine % 50 == 0 => bounds.1,
                _ => whole,
            };
            Cell::Int(int.clamp(bounds.0, bounds.1))
        }
        InputKind::Fact { .. } if pick.is_multiple_of(3) => return None,
        InputKind::Fact { .. } => Cell::Fact(pick % 3 == 1),
        InputKind::Word if pick.is_multiple_of(3) => return None,
        InputKind::Word => Cell::Word(if pick % 3 == 1 { "新材料" } else { "电子信息" }.into()),
        InputKind::Date if pick.is_multiple_of(4) => return None,
        InputKind::Date => Cell::Day(jiff::civil::date(2018 + i16::from(pick % 7), 1 + (pick % 12) as i8, 28)),
    })
}

pub fn rows(program: &Program, picks: &[(u8, i64)], n: usize) -> Vec<Row> {
    let n_inputs = program.inputs().len();
    (0..n)
        .map(|row| {
            let pick = |input: usize| picks[(row * n_inputs + input * 7 + row) % picks.len()];
            (0..n_inputs)
                .filter_map(|input| Some((input, cell(program, input, pick(input).0, pick(input).1)?)))
                .collect::<HashMap<_, _>>()
        })
        .collect()
}

/// Reads the sections, with the total that the checker asks for.
pub fn with_total(sections: &str) -> Option<Program> {
    use crate::support::read;
    let total = match read(&format!("total = -1\n{sections}")) {
        Ok(_) => return None,
        Err(found) => {
            let other: Vec<_> = found.list().iter().filter(|d| !d.what.en.starts_with("the declared total")).collect();
            assert!(
                other.iter().all(|d| d.what.en.contains("bounds exceed") || d.what.en.contains("never reached")),
                "{found}\n{sections}"
            );
            let said = found.list().iter().find(|d| d.what.en.starts_with("the declared total"))?.what.en.clone();
            said.rsplit(' ').next().expect("a number").to_owned()
        }
    };
    let scheme = read(&format!("total = {total}\n{sections}"));
    scheme.ok().map(Program::compile)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn engine_explanation_and_naive_reading_agree(
        sections in sections(),
        picks in prop::collection::vec((any::<u8>(), 0i64..1000), 97),
        strict in prop::option::of(any::<bool>()),
        presume in any::<bool>(),
    ) {
        let Some(program) = with_total(&sections) else { return Err(TestCaseError::reject("beyond 256 bits, or a tier that is never reached")) };
        let missing = strict.map(|strict| if strict { MissingMode::Strict } else { MissingMode::Settled });
        let settings = Settings { missing, presume, ..settings() };
        let rows = rows(&program, &picks, 60);
        let population = batch(program.scheme(), &rows);
        let assessed = program.assess(&population, &settings).expect("assessed");
        for (n, row) in rows.iter().enumerate() {
            let naive = reference::assess(program.scheme(), row, &settings);
            prop_assert_eq!(&found(program.scheme(), &assessed, n), &naive, "row {:?} of\n{}", row, sections);
            let explanation = program.explain(&population, n, &settings).expect("explained");
            prop_assert_eq!(explanation.outcome, naive.outcome);
            let points = explanation.criteria.iter().map(|entry| match entry.state {
                huoju_scheme::explain::State::Points(points, _) => Some(points),
                _ => None,
            });
            prop_assert_eq!(points.collect::<Vec<_>>(), naive.criteria);
            prop_assert!(!explanation.text(Lang::Zh).is_empty());
        }
    }
}

#[test]
fn every_edge_of_a_scheme_is_tried_from_both_sides() {
    let (cases, unreached) = edge_cases(&program(SME), &settings());
    assert!(cases.len() > 100, "only {} cases", cases.len());
    assert_eq!(unreached, Vec::<String>::new());
    let differing: Vec<_> = cases.iter().filter(|case| case.differ.is_some()).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn a_row_at_every_maximum_overflows_nothing() {
    let program = program(SME);
    let mut row = Row::new();
    for (index, input) in program.inputs().iter().enumerate() {
        if let huoju_scheme::InputKind::Amount { bounds, .. } = input.kind {
            row.insert(index, Cell::Int(bounds.1));
        }
    }
    assert_eq!(differ(&program, &settings(), &row), None);
    assert_eq!(reference::assess(program.scheme(), &row, &settings()).outcome, Outcome::Fail);
}
