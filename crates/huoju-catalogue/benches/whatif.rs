//! How long other points take once a pass has found the cells: `cargo bench -p huoju-catalogue --bench whatif [ROWS]`.
//!
//! A made-up population of small firms, one figure in two hundred blank, in memory on one thread. After one pass, a
//! weight, a band and a pass mark are moved in turn; each time is of all that an answer takes: the scheme's text read
//! anew, the cells scored, and everybody compared. Each answer is held to a whole run. The most of so many runs counts.

mod firms;

use std::time::{Duration, Instant};

use huoju_catalogue::Catalogue;
use huoju_model::Period;
use huoju_scheme::dial::{DialOf, Turned};
use huoju_scheme::{Cells, Comparison, Points, Program, Settings};

fn main() {
    let n_rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    let program = catalogue.compiled("cn-tech-sme").expect("a scheme");
    let settings = Settings::of(Period::of_year(2025).expect("a year"));
    let population = firms::population(n_rows);
    let (assessed, whole) = timed(|| program.assess(&population, &settings).expect("assessed"));
    drop(assessed);
    let (cells, pass) = timed(|| Cells::new(&program, &population, &settings).expect("cells"));
    println!("{n_rows} rows in {} cells: assessed in {whole:.1?}, cells found in {pass:.1?}", cells.n_cells());
    let dials = &program.scheme().dials;
    let band = |of: DialOf| dials.iter().position(|dial| dial.of == of).expect("a dial");
    let mark = dials.iter().position(|dial| matches!(dial.of, DialOf::Tier(_))).expect("a mark");
    let half = dials.iter().enumerate().filter(|(_, dial)| dial.of == DialOf::Criterion(1));
    let half: Turned = half.map(|(place, dial)| (place, Points(dial.points.0 / 2))).collect();
    let asked: [(&str, Turned); 3] = [
        ("a weight", half),
        ("a band", [(band(DialOf::Criterion(0)), Points(250_000))].into()),
        ("a pass mark", [(mark, Points(550_000))].into()),
    ];
    for (name, turned) in asked {
        let mut most = Duration::ZERO;
        for _ in 0..20 {
            let (compared, took) = timed(|| {
                let other = Program::compile(catalogue.turned(program.scheme(), &turned).expect("a scheme"));
                let after = cells.assess(&other).expect("scored");
                let compared = Comparison::of(n_rows, |row| cells.now(row), |row| after.verdict(row));
                (other, compared)
            });
            most = most.max(took);
            held(&compared.0, &compared.1, &population, &settings);
        }
        println!("{name}: {most:.1?} at most of 20, {:.2} of a whole run", most.as_secs_f64() / whole.as_secs_f64());
    }
}

/// A whole run comes to the same.
fn held(other: &Program, compared: &Comparison, population: &arrow_array::RecordBatch, settings: &Settings) {
    let whole = other.assess(population, settings).expect("assessed");
    assert_eq!((compared.after.pass, &compared.after.tiers), (whole.tally().pass, &whole.tally().tiers));
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = run();
    (done, start.elapsed())
}
