//! `huoju demo`: a data directory of sample data, filled on the way that real files take.

use std::net::SocketAddr;
use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_model::Period;
use huoju_programme::ProgrammeError;
use huoju_programme::discover::import::{self, Kind, Request, read_bytes};
use huoju_store::{Place, Store, StoreError, setting};

use super::{operator, running};
use crate::demo::{DemoFile, Status, generate, partly, schemes, stepped};
use crate::evaluate::stored::by_each;
use crate::evaluate::{gap, matching};
use crate::report::{Exit, Failure, print};
use crate::serve::{self, Serve};
use crate::words::Words;

/// What is asked for.
#[derive(Debug)]
pub struct Demo {
    /// The data directory.
    pub place: Place,
    /// Where it is served.
    pub listen: SocketAddr,
    /// Whether it is only made, not served.
    pub only_make: bool,
}

/// The invented zone.
const ZONE: &str = "云溪高新技术产业开发区";
/// The zone is the same every time, so doing it again changes nothing.
const SEED: u64 = 20_260_101;
/// The years of files whose rows say theirs.
const YEARS: std::ops::RangeInclusive<i16> = 2021..=2025;

/// What was imported.
#[derive(Default)]
struct Counts {
    batches: usize,
    values: i64,
    twice: usize,
    unsure: usize,
}

/// Runs the command.
pub fn run(asked: &Demo, catalogue: Catalogue, words: &Words) -> Result<Exit, Failure> {
    made(&asked.place, &catalogue, words)?;
    if asked.only_make {
        return Ok(Exit::Done);
    }
    let serve = Serve { place: asked.place.clone(), listen: asked.listen, behind_tls: false, guest: true };
    serve::run(&serve, catalogue, words)
}

fn made(place: &Place, catalogue: &Catalogue, words: &Words) -> Result<(), Failure> {
    let folder = place.folder.join(words.get("demo-folder"));
    let trouble = |why: String| Failure::new(words.with("demo-trouble", &[("why", &why)]));
    let files = generate(&folder, SEED).map_err(|error| trouble(error.to_string()))?;
    let (now, later): (Vec<&DemoFile>, Vec<&DemoFile>) = files.iter().partition(|file| !file.by_hand);
    let counts = running(words, imported(place, catalogue, &now))?;
    let about = [
        ("files", files.len().to_string()),
        ("path", folder.display().to_string()),
        ("batches", counts.batches.to_string()),
        ("values", counts.values.to_string()),
        ("twice", counts.twice.to_string()),
        ("unsure", counts.unsure.to_string()),
    ];
    let mut lines = vec![words.with("demo-done", &about.each_ref().map(|(key, value)| (*key, value.as_str())))];
    let schemes = schemes().and_then(|fed| Ok([fed, partly()?].concat()));
    let schemes = schemes.map_err(|error| trouble(error.to_string()))?;
    let period = YEARS.rev().find_map(|year| Period::of_year(year).ok());
    let made = period.map(|period| by_each(&schemes, place, period, catalogue, words)).transpose()?;
    let stepped = stepped().map_err(|error| trouble(error.to_string()))?;
    period.map(|period| gap::stored::keep(&stepped, place, period, catalogue, words)).transpose()?;
    period.map(|period| matching::stored::keep(place, period, catalogue, words)).transpose()?;
    lines.extend(made.into_iter().flatten().map(|(scheme, passed, n)| {
        words.with("demo-assessed", &[("scheme", &scheme), ("passed", &passed.to_string()), ("n", &n.to_string())])
    }));
    lines.push(words.get("demo-left"));
    lines.extend(later.iter().map(|file| listed(file)));
    print(&(lines.join("\n") + "\n"), words)
}

async fn imported(place: &Place, catalogue: &Catalogue, files: &[&DemoFile]) -> Result<Counts, ProgrammeError> {
    let store = Store::open(place, true).await?;
    let mut write = store.write().await?;
    write.set(setting::ZONE, ZONE).await?;
    write.set(setting::DEMO, "1").await?;
    write.commit_quietly().await?;
    let mut counts = Counts::default();
    for file in files {
        let bytes = read_bytes(&file.path)?;
        let years = YEARS.filter_map(|year| Period::of_year(year).ok());
        let of_no_year = file.period.is_some() || file.kind != Kind::Figures;
        let periods = if of_no_year { vec![file.period] } else { years.map(Some).collect() };
        for period in periods {
            match import::import(&store, catalogue, &operator(), &request(file, period), &bytes, None).await {
                Ok(done) => {
                    counts.batches += 1;
                    counts.values += done.written.n_new + done.written.n_changed;
                    counts.unsure += done.findings.unsure.len();
                }
                Err(ProgrammeError::Store(StoreError::Exists { what: "batch", .. })) => counts.twice += 1,
                // Not every file that has its years in its rows has every year.
                Err(ProgrammeError::Nothing) if file.period.is_none() => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(counts)
}

fn request(file: &DemoFile, period: Option<Period>) -> Request {
    Request {
        name: name(&file.path),
        kind: file.kind,
        title: file.title.clone(),
        source: file.source.id.clone(),
        new_source: Some((file.source.title.clone(), file.source.permitted_use)),
        period,
        sheet: None,
        provisional: file.status == Status::Provisional,
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A file that waits, as its office sent it.
fn listed(file: &DemoFile) -> String {
    let title = file.title.as_ref().map_or(String::new(), |title| format!("  {title}"));
    format!("  {}  {}  {}{title}", file.received, name(&file.path), file.source.office)
}
