//! Reads a Parquet file on as many threads as are given and says how long it took:
//! `cargo run --release -p huoju-table --example read -- sme1m.parquet 2`. Every integer column but the id is taken for
//! an amount in 元 or 人 and every Boolean one for a fact.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use huoju_model::{Amount, Dictionary, Indicator, Kind, Text, Unit};
use huoju_table::Wanted;

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().unwrap_or_else(|| "sme1m.parquet".into());
    let n_threads = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let mut dictionary = Dictionary::new();
    let mut wanted = Wanted::default();
    let money = ["revenue", "rd", "cost", "assets"].map(|code| (code, 2));
    let counts = ["staff", "sci_staff", "class1", "class2"].map(|code| (code, 0));
    for (code, scale) in money.into_iter().chain(counts) {
        let amount = Amount {
            unit: Unit::YUAN,
            scale,
            minimum: 0,
            maximum: 100_000_000_000_000,
            rounds: false,
            also_units: Vec::new(),
        };
        add(&mut dictionary, &mut wanted, code, Kind::Amount(amount));
    }
    add(&mut dictionary, &mut wanted, "no_violation", Kind::Fact { presumed: None });
    let began = Instant::now();
    let table = match huoju_table::open(Path::new(&path), &wanted, &dictionary) {
        Ok(table) => table,
        Err(error) => return eprintln!("{error}"),
    };
    let (next, n_rows) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                loop {
                    let part = next.fetch_add(1, Ordering::Relaxed);
                    if part >= table.n_parts() {
                        return;
                    }
                    let batches = table.read_part(part).into_iter().flatten().flatten();
                    n_rows.fetch_add(batches.map(|batch| batch.population.num_rows()).sum(), Ordering::Relaxed);
                }
            });
        }
    });
    let absent = table.layout().absent.len();
    println!("{} rows, {absent} columns absent, {:?}", n_rows.into_inner(), began.elapsed());
}

fn add(dictionary: &mut Dictionary, wanted: &mut Wanted, code: &str, kind: Kind) {
    let indicator = Indicator {
        code: code.into(),
        name: Text::zh(code),
        also: vec![],
        kind,
        source: None,
        note: None,
        title: None,
        ends: Vec::new(),
    };
    if dictionary.add(indicator).is_ok() {
        wanted.columns.push((code.to_owned(), 0));
    }
}
