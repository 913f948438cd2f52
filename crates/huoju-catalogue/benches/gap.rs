//! How long the gaps of a population take beside assessing it: `cargo bench -p huoju-catalogue --bench gap [ROWS]`.
//!
//! The population is made up: a fixed stream of small firms, one figure in two hundred blank. Both run on one thread over
//! the same batch in memory, so reading and writing files are left out of both; the least of three runs counts.

mod firms;

use std::time::{Duration, Instant};

use huoju_catalogue::Catalogue;
use huoju_model::Period;
use huoju_scheme::gap::{Aim, State, Sweep};
use huoju_scheme::{Program, Settings};

fn main() {
    let n_rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(100_000);
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    let program = catalogue.compiled("cn-tech-sme").expect("a scheme");
    let levers = catalogue.levers(None).expect("the levers are sound");
    let aim = Aim { levers, tier: None, today: jiff::civil::date(2025, 6, 1), n_plans: 3 };
    let settings = Settings::of(Period::of_year(2025).expect("a year"));
    let population = firms::population(n_rows);
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
