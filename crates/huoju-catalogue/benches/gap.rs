//! How long the gaps of a population take beside assessing it: `cargo bench -p huoju-catalogue --bench gap [ROWS]`.
//!
//! The population is made up: a fixed stream of small firms, one figure in two hundred blank. Both run on one thread over
//! the same batch in memory, so reading and writing files are left out of both; the least of three runs counts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use huoju_catalogue::Catalogue;
use huoju_model::Period;
use huoju_scheme::gap::{Aim, State, Sweep};
use huoju_scheme::{Program, Settings};

fn main() {
    let n_rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    let program = Program::compile(catalogue.scheme("cn-tech-sme").expect("a scheme"));
    let levers = catalogue.levers(None).expect("the levers are sound");
    let aim = Aim { levers, tier: None, today: jiff::civil::date(2025, 6, 1), n_plans: 3 };
    let settings = Settings::of(Period::of_year(2025).expect("a year"));
    let population = population(n_rows);
    let sweep = Sweep::new(&program, &aim, program.scheme().tiers.len());
    let assessing = least(|| drop(program.assess(&population, &settings).expect("assessed")));
    let sweeping = least(|| drop(sweep.rows(&population, &settings).expect("swept")));
    let swept = sweep.rows(&population, &settings).expect("swept");
    let count = |of: &dyn Fn(&huoju_scheme::gap::Swept) -> bool| swept.iter().filter(|one| of(one)).count();
    println!(
        "{n_rows} rows: {} missed, {} of them one step away, {} beyond the levers, {} not proven",
        count(&|one| one.state == State::Missed),
        count(&|one| one.step.is_some()),
        count(&|one| one.state == State::Missed && one.plan.is_none()),
        count(&|one| !one.proven),
    );
    println!(
        "assessed in {assessing:.1?}, swept in {sweeping:.1?}: {:.1} times",
        sweeping.as_secs_f64() / assessing.as_secs_f64()
    );
}

fn least(run: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Firms of 5 to 300 people with sales of 1 to 200 million yuan; the facts are presumed.
fn population(n_rows: usize) -> RecordBatch {
    let mut state = 7u64;
    let mut next = |least: i64, most: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + ((state >> 33) as i64) % (most - least + 1)
    };
    let names = ["headcount", "tech_staff", "sales", "rnd", "costs", "assets", "ip_class_1", "ip_class_2"];
    let mut columns: Vec<Vec<Option<i64>>> = vec![Vec::with_capacity(n_rows); names.len()];
    for _ in 0..n_rows {
        let (staff, sales) = (next(5, 300), next(100, 20_000));
        let costs = sales * next(60, 110) / 100;
        let class_1 = i64::from(next(1, 10) > 8);
        let ten_thousands = 1_000_000;
        let row = [
            staff,
            staff * next(0, 45) / 100,
            sales * ten_thousands,
            sales * next(0, 80) * ten_thousands / 1000,
            costs * ten_thousands,
            next(100, 25_000) * ten_thousands,
            class_1,
            next(0, 6),
        ];
        for (column, figure) in columns.iter_mut().zip(row) {
            column.push((next(1, 200) > 1).then_some(figure));
        }
    }
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..n_rows).map(|n| format!("E{n}"))));
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    fields.extend(names.map(|name| Field::new(name, DataType::Int64, true)));
    let figures = columns.into_iter().map(|column| Arc::new(Int64Array::from(column)) as ArrayRef);
    let arrays = std::iter::once(ids).chain(figures).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("a population")
}
