//! Fills a store with invented figures and measures what officers wait for: assessing, lists, one subject, the past.
//!
//! `store FOLDER [ENTERPRISES] [OBSERVATIONS]`, 10000 and 2000000 unless given; the rows lie in the PostgreSQL database
//! that `DATABASE_URL` names, where it names one. A filled folder is used again. One JSON object goes to stdout, times
//! in milliseconds, each with its median and its 95th percentile over so many runs.

use std::path::PathBuf;
use std::time::Instant;

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Kind, Period, Scope};
use huoju_programme::evaluate::{Request, assess, explain, results};
use huoju_scheme::Settings;
use huoju_store::population::{Figure, Whom};
use huoju_store::results::Filter;
use huoju_store::{Place, Store};
use serde_json::{Map, Value, json};
use sqlx::{AnyPool, AssertSqlSafe};

type Failure = Box<dyn std::error::Error>;

const YEARS: std::ops::RangeInclusive<i64> = 2021..=2025;
/// Rows of one statement.
const AT_ONCE: usize = 1_000;
/// Whom the store is filled with.
const KIND: &str = "enterprise";
const SCOPE: Scope = Scope { within: None };

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().ok_or("store FOLDER [ENTERPRISES] [OBSERVATIONS]")?);
    let mut count = |usual: i64| args.next().map_or(Ok(usual), |text| text.parse());
    let (n_enterprises, n_observations) = (count(10_000)?, count(2_000_000)?);
    let database = std::env::var("DATABASE_URL").ok().filter(|address| !address.is_empty());
    let address = database.clone().unwrap_or_else(|| format!("sqlite://{}/huoju.db", folder.display()));
    let store = Store::open(&Place { folder, database }, true).await?;
    let catalogue = Catalogue::builtin()?;
    let mut found = Map::new();
    if store.newest_batch().await? == 0 {
        let began = Instant::now();
        Fill { rows: AnyPool::connect(&address).await?, is_postgres: store.is_postgres(), chance: 42 }
            .all(&catalogue, n_enterprises, n_observations)
            .await?;
        found.insert("fill_seconds".into(), json!(began.elapsed().as_secs()));
    }
    measure(&store, &catalogue, n_enterprises, &mut found).await?;
    println!("{}", serde_json::to_string_pretty(&Value::Object(found))?);
    Ok(())
}

/// Writes rows as an import leaves them.
struct Fill {
    rows: AnyPool,
    is_postgres: bool,
    chance: u64,
}

impl Fill {
    async fn all(&mut self, catalogue: &Catalogue, n_enterprises: i64, n_observations: i64) -> Result<(), Failure> {
        for (id, name) in [(1, "tax"), (2, "labour"), (3, "filed")] {
            let sql = format!(
                "insert into source (id, code, name, permitted_use, precedence) values ({id}, '{name}', '{name}', 'administrative', {id})"
            );
            self.run(sql).await?;
        }
        let mut batch = 0;
        let mut left = n_observations;
        let mut plan = Vec::new();
        // Round by round another source says the same figures; the last round revises the first.
        'plan: for source in [1, 2, 3, 1, 2, 3] {
            for year in YEARS.rev() {
                for indicator in catalogue.dictionary().iter() {
                    let most = match &indicator.kind {
                        Kind::Amount(amount) => amount.maximum.min(10_000_000_000),
                        Kind::Fact { .. } => 1,
                        _ => continue,
                    };
                    if left <= 0 {
                        break 'plan;
                    }
                    left -= n_enterprises;
                    plan.push((source, year, indicator.code.clone(), most));
                }
            }
        }
        let mut of = (0, 0);
        for (source, year, code, most) in plan {
            if of != (source, year) {
                of = (source, year);
                batch += 1;
                self.run(format!("insert into batch (id, kind, source_id, period, made_by, made_at) values ({batch}, 'figures', {source}, '{year}', 'bench', '2026-01-01T00:00:00Z')")).await?;
                if batch == 1 {
                    self.enterprises(n_enterprises).await?;
                }
            }
            self.run(format!("update observation set to_batch = {batch} where indicator = '{code}' and period = '{year}' and source_id = {source} and to_batch is null")).await?;
            self.observations((batch, source, year, &code, most), n_enterprises).await?;
        }
        self.counted().await
    }

    /// What each batch brought and closed, and what the planner of PostgreSQL learns by itself within a minute.
    async fn counted(&self) -> Result<(), Failure> {
        self.run(
            "insert into batch_figure (batch_id, indicator, period, n_opened, n_closed) \
             select batch, indicator, period, sum(opened), sum(closed) from ( \
             select from_batch as batch, indicator, period, 1 as opened, 0 as closed from observation union all \
             select to_batch, indicator, period, 0, 1 from observation where to_batch is not null) counted \
             group by batch, indicator, period"
                .to_owned(),
        )
        .await?;
        if self.is_postgres { self.run("vacuum analyze".to_owned()).await } else { Ok(()) }
    }

    async fn enterprises(&mut self, n: i64) -> Result<(), Failure> {
        for first in (1..=n).step_by(AT_ONCE) {
            let all = || (first..=n).take(AT_ONCE);
            let row = |id: i64| {
                let (name, initials) = called(id);
                format!("({id}, 'enterprise', '91{id:016}', '{name}', '{name}', '{initials}', 1)")
            };
            let rows: Vec<String> = all().map(row).collect();
            let into = "insert into subject (id, kind, code, name, name_key, initials, from_batch) values ";
            self.run(format!("{into}{}", rows.join(", "))).await?;
            // Every fourth had another name before.
            let named = |id: i64, name: String, initials: &str, until: &str| {
                format!("({id}, '{name}', '{name}', '{initials}', {until}, 1)")
            };
            let names = all().flat_map(|id| {
                let (name, initials) = called(id);
                let former = (id % 4 == 0).then(|| named(id, format!("旧名{id}"), "jm", "'2023-06-30'"));
                std::iter::once(named(id, name, &initials, "null")).chain(former)
            });
            let into = "insert into subject_name (subject_id, name, name_key, initials, valid_to, from_batch) values ";
            self.run(format!("{into}{}", names.collect::<Vec<_>>().join(", "))).await?;
        }
        Ok(())
    }

    async fn observations(
        &mut self,
        (batch, source, year, code, most): (i64, i64, i64, &str, i64),
        n: i64,
    ) -> Result<(), Failure> {
        for first in (1..=n).step_by(AT_ONCE) {
            let mut rows = Vec::with_capacity(AT_ONCE);
            for id in (first..=n).take(AT_ONCE) {
                let value = self.next() as i64 & i64::MAX;
                rows.push(format!(
                    "({id}, '{code}', '{year}', {source}, 'actual', {}, 'C{id}', {batch})",
                    value % (most + 1)
                ));
            }
            let into = "insert into observation (subject_id, indicator, period, source_id, status, value, place, from_batch) values ";
            self.run(format!("{into}{}", rows.join(", "))).await?;
        }
        Ok(())
    }

    async fn run(&self, sql: String) -> Result<(), Failure> {
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&self.rows).await?;
        Ok(())
    }

    fn next(&mut self) -> u64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        self.chance
    }
}

/// A name and its initials.
fn called(id: i64) -> (String, String) {
    let (trade, initials) = [("科技", "kj"), ("半导体", "bdt"), ("材料", "cl"), ("软件", "rj")][(id % 4) as usize];
    (format!("示例企业{id}{trade}"), format!("slqy{id}{initials}"))
}

/// Milliseconds of single runs.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn add(&mut self, began: Instant) {
        self.0.push(began.elapsed().as_secs_f64() * 1_000.0);
    }

    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        sorted.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
    }

    fn said(&self) -> Value {
        let rounded = |time: f64| (time * 100.0).round() / 100.0;
        json!({ "median": rounded(self.at(0.5)), "p95": rounded(self.at(0.95)), "runs": self.0.len() })
    }
}

async fn measure(
    store: &Store,
    catalogue: &Catalogue,
    n_enterprises: i64,
    found: &mut Map<String, Value>,
) -> Result<(), Failure> {
    let actor = Actor::System;
    let period = Period::of_year(2025)?;
    let mut last = None;
    for entry in catalogue.schemes() {
        let program = catalogue.compiled(entry.id)?;
        if program.scheme().assesses != KIND || program.in_force(&Settings::of(period)).is_err() {
            continue;
        }
        let mut times = Times::default();
        // Each year of evaluation is an assessment of its own, written whole; what stands already would not be.
        let known = store.assessments(Some(entry.id), 0, i64::MAX).await?.len() as i16;
        for year in (2026 + known..).take(5) {
            let request = Request { evaluation_year: Some(year), ..Request::of(entry.id, period) };
            let began = Instant::now();
            let made = assess(store, catalogue, &actor, &request, &mut |_| true).await?;
            times.add(began);
            found.insert(format!("figures {}", entry.id), json!(made.program.inputs().len()));
            last = Some(made.assessment);
        }
        found.insert(format!("assess {}", entry.id), times.said());
    }
    let last = last.ok_or("no scheme")?;
    let (mut lists, mut explained, mut subjects) = (Times::default(), Times::default(), Times::default());
    for run in 0..200 {
        let filter =
            if run % 2 == 0 { Filter::default() } else { Filter { words: "企业7".into(), ..Filter::default() } };
        let began = Instant::now();
        results::rows(store, &actor, &last.hash, &filter, run * 5, 50).await?;
        lists.add(began);
        let subject = run * 37 % n_enterprises + 1;
        let began = Instant::now();
        explain(store, catalogue, &actor, last.clone(), subject).await?;
        explained.add(began);
        let began = Instant::now();
        store.latest_of(SCOPE, subject, 20).await?;
        subjects.add(began);
    }
    found.insert("list of 50".into(), lists.said());
    found.insert("explain one".into(), explained.said());
    found.insert("assessments of one".into(), subjects.said());
    past(store, period, found).await
}

/// The same figures as known now, and as of the batch before anything was revised.
async fn past(store: &Store, period: Period, found: &mut Map<String, Value>) -> Result<(), Failure> {
    let figure = |code: &str| Figure { code: code.into(), period, title: None, is_word: false };
    let figures: Vec<Figure> = ["headcount", "tech_staff", "sales", "rnd", "costs", "assets"].map(figure).into();
    let (mut now, mut past) = (Times::default(), Times::default());
    let whom = Whom::all(SCOPE, KIND);
    for _ in 0..10 {
        let began = Instant::now();
        store.population(&whom, huoju_store::NOW, "2025-12-31", &figures).await?;
        now.add(began);
        let began = Instant::now();
        store.population(&whom, 1, "2025-12-31", &figures).await?;
        past.add(began);
    }
    found.insert(
        "figures as of the first batch over as of now".into(),
        json!((past.at(0.5) / now.at(0.5) * 100.0).round() / 100.0),
    );
    found.insert("figures now".into(), now.said());
    Ok(())
}
