//! How long the gaps of a population take beside assessing it: `cargo bench -p huoju-catalogue --bench gap [ROWS]`.
//!
//! The populations are made up: fixed streams of firms, one figure in two hundred blank. All run on one thread over the
//! same batch in memory, so reading and writing files are left out of both; the least of three runs counts. Finding is
//! steps and costs for everybody; telling puts them into words, as a table of them needs.

#[path = "firms/applicants.rs"]
mod applicants;
mod firms;

use std::time::{Duration, Instant};

use arrow_array::RecordBatch;
use huoju_catalogue::Catalogue;
use huoju_model::Period;
use huoju_scheme::gap::{Aim, State, Sweep, Swept};
use huoju_scheme::{Program, Settings};

fn main() {
    let n_rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    let program = |scheme: &str| catalogue.compiled(scheme).expect("a scheme");
    let (sme, hnte) = (program("cn-tech-sme"), program("cn-hnte"));
    let levers = catalogue.levers(None).expect("the levers are sound");
    let aim = Aim { levers, tier: None, today: jiff::civil::date(2025, 6, 1), n_plans: 3 };
    measure(&sme, &aim, &firms::population(n_rows));
    // Many of these are searched one by one, which takes long.
    measure(&hnte, &aim, &applicants::applicants(hnte.inputs(), n_rows.div_ceil(50)));
}

fn measure(program: &Program, aim: &Aim, population: &RecordBatch) {
    let settings = Settings::of(Period::of_year(2025).expect("a year"));
    let sweep = Sweep::new(program, aim, program.scheme().tiers.len());
    let assessing = least(|| drop(program.assess(population, &settings).expect("assessed")));
    let finding = least(|| drop(sweep.rows(population, &settings).expect("swept")));
    let swept = sweep.rows(population, &settings).expect("swept");
    let telling = least(|| drop(sweep.told(population, &settings, &swept).expect("told")));
    let count = |of: &dyn Fn(&Swept) -> bool| swept.iter().filter(|one| of(one)).count();
    println!(
        "{}, {} rows: {} missed, {} of them one step away, {} beyond the levers, {} not proven",
        program.scheme().id,
        population.num_rows(),
        count(&|one| one.state == State::Missed),
        count(&|one| one.step.is_some()),
        count(&|one| one.state == State::Missed && one.plan.is_none()),
        count(&|one| !one.proven),
    );
    let times = |of: Duration| of.as_secs_f64() / assessing.as_secs_f64();
    println!(
        "assessed in {assessing:.1?}, gaps found in {finding:.1?}: {:.1} times; told in {telling:.1?}: {:.1} times",
        times(finding),
        times(telling)
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
