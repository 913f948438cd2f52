//! How long matching offers takes beside assessing the same population once:
//! `cargo bench -p huoju-programme --bench match [ROWS]`.
//!
//! The population is made up: a fixed stream of small firms, one figure in two hundred blank. Fifty offers are made of
//! the samples by moving the first number of each condition. Both run on one thread over the same batches in memory, so
//! reading and writing files are left out of both; the least of three runs counts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema};
use huoju_catalogue::{Catalogue, Offer};
use huoju_model::Period;
use huoju_programme::evaluate::matching::{Matcher, Standing};
use huoju_scheme::Settings;

/// How many offers are matched.
const N_OFFERS: usize = 50;
/// Rows of a batch, as a file is read.
const BATCH: usize = 65_536;

fn main() {
    let n_rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000_000);
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    let program = catalogue.compiled("cn-tech-sme").expect("a scheme");
    let year = Period::of_year(2025).expect("a year");
    let settings = Settings::of(year);
    let matcher = Matcher::new(offers(&catalogue).into(), year, jiff::civil::date(2026, 6, 1), true);
    let population = population(n_rows);
    let batches: Vec<RecordBatch> =
        (0..n_rows).step_by(BATCH).map(|at| population.slice(at, BATCH.min(n_rows - at))).collect();
    let each = |run: &dyn Fn(&RecordBatch)| least(|| batches.iter().for_each(run));
    let assessing = each(&|rows| drop(program.assess(rows, &settings).expect("assessed")));
    let matching = each(&|rows| drop(matcher.rows(rows).expect("matched")));
    let mut counts = [0usize; 4];
    for rows in &batches {
        let matched = matcher.rows(rows).expect("matched");
        for (offer, row) in (0..N_OFFERS).flat_map(|offer| (0..rows.num_rows()).map(move |row| (offer, row))) {
            let standing = matched.standing(offer, row);
            counts[Standing::ALL.iter().position(|one| *one == standing).unwrap_or_default()] += 1;
        }
    }
    println!("{n_rows} rows, {N_OFFERS} offers: {counts:?} fit, one away, undetermined, not");
    println!(
        "assessed in {assessing:.1?}, matched in {matching:.1?}: {:.1} times",
        matching.as_secs_f64() / assessing.as_secs_f64()
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

/// The samples, again and again with other numbers in their conditions, read from files as anybody's are.
fn offers(catalogue: &Catalogue) -> Vec<Offer> {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sample-offers/offers");
    let entries = std::fs::read_dir(samples).expect("the samples");
    let mut texts: Vec<(String, String)> = entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (id, std::fs::read_to_string(path).expect("a text"))
        })
        .collect();
    texts.sort();
    let named: Vec<String> = (0..N_OFFERS)
        .map(|n| {
            let (id, text) = &texts[n % texts.len()];
            let own = format!("bench-{n}");
            let text = text.replacen(id, &own, 1);
            let lines =
                text.lines().map(|line| if line.starts_with("when") { moved(line, n) } else { line.to_owned() });
            let path = folder.path().join(format!("{own}.toml"));
            std::fs::write(&path, lines.collect::<Vec<_>>().join("\n")).expect("written");
            path.display().to_string()
        })
        .collect();
    catalogue.offers_named(Some(&named.join(","))).unwrap_or_else(|error| panic!("{error}"))
}

/// `rnd >= 100 万元` with another number.
fn moved(line: &str, n: usize) -> String {
    let Some(at) = line.find(">= ").map(|at| at + 3) else { return line.to_owned() };
    let end = line[at..].find(|c: char| !c.is_ascii_digit()).map_or(line.len(), |end| at + end);
    match line[at..end].parse::<usize>() {
        Ok(number) => format!("{}{}{}", &line[..at], number + n / 12, &line[end..]),
        Err(_) => line.to_owned(),
    }
}

/// Firms of 5 to 300 people with sales of 1 to 200 million yuan over three years; the facts are presumed.
fn population(n_rows: usize) -> RecordBatch {
    let mut state = 7u64;
    let mut next = |least: i64, most: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + ((state >> 33) as i64) % (most - least + 1)
    };
    const WAN: i64 = 1_000_000;
    let names = [
        "headcount",
        "tech_staff",
        "sales",
        "sales@-1",
        "sales@-2",
        "rnd",
        "rnd@-1",
        "costs",
        "assets",
        "liabilities",
        "net_profit",
        "net_profit@-1",
        "loan_interest",
        "ip_class_1",
        "ip_class_2",
    ];
    let mut columns: Vec<Vec<Option<i64>>> = vec![Vec::with_capacity(n_rows); names.len()];
    let mut titles = Vec::with_capacity(n_rows);
    for _ in 0..n_rows {
        let (staff, sales, assets) = (next(5, 300), next(100, 20_000), next(100, 25_000));
        let rnd = sales * next(0, 80) * WAN / 1000;
        let row = [
            staff,
            staff * next(0, 45) / 100,
            sales * WAN,
            sales * WAN / 100 * next(60, 120),
            sales * WAN / 100 * next(40, 120),
            rnd,
            rnd / 100 * next(60, 120),
            sales * WAN / 100 * next(60, 110),
            assets * WAN,
            assets * WAN / 100 * next(10, 95),
            sales * WAN / 100 * next(0, 20),
            sales * WAN / 100 * next(0, 20),
            next(0, 50) * WAN,
            i64::from(next(1, 10) > 8),
            next(0, 6),
        ];
        for (column, figure) in columns.iter_mut().zip(row) {
            column.push((next(1, 200) > 1).then_some(figure));
        }
        titles.push(Some(next(1, 5) == 1));
    }
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..n_rows).map(|n| format!("E{n}"))));
    let titles: ArrayRef = Arc::new(BooleanArray::from(titles));
    let own = [("id", ids), ("hnte_certificate", titles)];
    let figures =
        names.into_iter().zip(columns).map(|(name, column)| (name, Arc::new(Int64Array::from(column)) as ArrayRef));
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = own
        .into_iter()
        .chain(figures)
        .map(|(name, array)| (Field::new(name, array.data_type().clone(), name != "id"), array))
        .unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("a population")
}
