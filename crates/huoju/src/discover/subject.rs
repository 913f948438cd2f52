//! `huoju subject`: all that is known of one, each figure with its source, file and cell.

use std::collections::{BTreeSet, HashMap};

use huoju_catalogue::Catalogue;
use huoju_model::{Kind, Lang};
use huoju_programme::ProgrammeError;
use huoju_store::batch::Batch;
use huoju_store::observation::{Observation, Status, Value};
use huoju_store::register::Name;
use huoju_store::source::Source;
use huoju_store::subject::Subject;
use huoju_store::title::Title;
use huoju_store::{NOW, Store};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Look, operator, running};
use crate::report::{Exit, Failure, print};
use crate::words::Words;

/// What is known, and where it came from.
struct Known {
    found: Vec<Subject>,
    names: Vec<Name>,
    titles: Vec<Title>,
    observations: Vec<Observation>,
    sources: HashMap<i64, Source>,
    batches: HashMap<i64, Batch>,
}

/// Runs the command.
pub fn look(asked: &Look, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let known = running(words, known(asked))?;
    let [subject] = known.found.as_slice() else { return Err(not_one(&known.found, asked, words)) };
    let mut lines = vec![format!("{}  {}", subject.name, subject.code.as_deref().unwrap_or("—"))];
    lines.extend(known.names.iter().filter(|name| name.name != subject.name).map(|name| former(name, words)));
    lines.extend(known.titles.iter().map(|title| held(title, words)));
    lines.extend(known.observations.iter().map(|o| line(o, &known, catalogue, words)));
    print(&(lines.join("\n") + "\n"), words)?;
    Ok(Exit::Done)
}

async fn known(asked: &Look) -> Result<Known, ProgrammeError> {
    let store = Store::open(&asked.place, false).await?;
    let scope = operator().scope();
    let found = store.subjects_called(scope, &asked.called).await?;
    let sources = store.sources().await?.into_iter().map(|source| (source.id, source)).collect();
    let (names, titles, observations) = (Vec::new(), Vec::new(), Vec::new());
    let mut known = Known { found, names, titles, observations, sources, batches: HashMap::new() };
    if let [subject] = known.found.as_slice() {
        known.names = store.names_of(scope, subject.id).await?.into_iter().map(|(name, _)| name).collect();
        known.titles = store.titles_of(scope, subject.id).await?.into_iter().map(|(title, _)| title).collect();
        known.observations = store.observations_of(scope, subject.id, NOW).await?;
    }
    let batches: BTreeSet<i64> = known.observations.iter().map(|observation| observation.from_batch).collect();
    for id in batches {
        known.batches.insert(id, store.batch(id).await?);
    }
    Ok(known)
}

fn not_one(found: &[Subject], asked: &Look, words: &Words) -> Failure {
    let about = [("subject", asked.called.as_str())];
    let key = if found.is_empty() { "subject-nobody" } else { "subject-ambiguous" };
    let listed = found.iter().map(|s| format!("  {}  {}", s.code.as_deref().unwrap_or("—"), s.name));
    Failure::new(std::iter::once(words.with(key, &about)).chain(listed).collect::<Vec<_>>().join("\n"))
}

/// `  曾用名 云溪晨星电源有限公司，至 2022-05-01`
fn former(name: &Name, words: &Words) -> String {
    let until = name.valid_to.as_deref().unwrap_or("…");
    words.with("subject-former", &[("name", &name.name), ("until", until)])
}

/// `  持有 高新技术企业 GR202499000012，2024年认定，至 2027-12-16`
fn held(title: &Title, words: &Words) -> String {
    let or_missing = |said: &Option<String>| said.clone().unwrap_or_else(|| "…".to_owned());
    let until = match (&title.valid_to, &title.end_by) {
        (Some(day), Some(scheme)) => words.with("subject-until-by", &[("day", day), ("scheme", scheme)]),
        (day, _) => or_missing(day),
    };
    let about = [
        ("title", title.title.clone()),
        ("number", or_missing(&title.number)),
        ("batch", or_missing(&title.batch_no)),
        ("until", until),
    ];
    words.with("subject-title", &about.each_ref().map(|(key, value)| (*key, value.as_str())))
}

/// `  2025年  研发费用 338 万元  市税务局，税务.xlsx [Sheet1] C2，第 3 批`
fn line(observation: &Observation, known: &Known, catalogue: &Catalogue, words: &Words) -> String {
    let indicator = catalogue.dictionary().get(&observation.indicator);
    let name = indicator.map_or(observation.indicator.as_str(), |indicator| words.name(&indicator.name));
    let batch = known.batches.get(&observation.from_batch);
    let file = batch.and_then(|batch| batch.file.as_ref()).map_or("—", |(_, name)| name.as_str());
    let sheet = batch.and_then(|batch| batch.sheet.as_ref()).map_or(String::new(), |sheet| format!(" [{sheet}]"));
    let source = known.sources.get(&observation.source_id).map_or("—", |source| source.name.as_str());
    let about = [
        ("period", words.period(observation.period)),
        ("name", name.to_owned()),
        ("value", value(observation, indicator.map(|indicator| &indicator.kind), words)),
        // What the source says besides stands with the value: 超, 比2016年.
        ("status", format!("{}{}", status(observation.status, words), beside(observation))),
        ("source", source.to_owned()),
        ("file", format!("{file}{sheet}")),
        ("place", observation.place.clone().unwrap_or_default()),
        ("batch", observation.from_batch.to_string()),
    ];
    words.with("subject-line", &about.each_ref().map(|(key, value)| (*key, value.as_str())))
}

fn beside(observation: &Observation) -> String {
    observation.words.as_ref().map_or(String::new(), |said| format!("（{said}）"))
}

fn value(observation: &Observation, kind: Option<&Kind>, words: &Words) -> String {
    match (&observation.value, kind) {
        (None, _) => "…".to_owned(),
        (Some(Value::Said(said)), _) => said.clone(),
        (Some(Value::Whole(whole)), Some(Kind::Amount(amount))) => {
            let shown = huoju_model::Decimal::new(i128::from(*whole), u32::from(amount.scale));
            format!("{shown} {}", amount.unit)
        }
        (Some(Value::Whole(whole)), Some(Kind::Fact { .. })) => words.get(if *whole == 0 { "no" } else { "yes" }),
        (Some(Value::Whole(whole)), Some(Kind::Date)) => day(*whole),
        (Some(Value::Whole(whole)), _) => whole.to_string(),
    }
}

fn day(since: i64) -> String {
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(since.days()).map_or_else(|_| since.to_string(), |day| day.to_string())
}

fn status(status: Status, words: &Words) -> String {
    match (status, words.lang) {
        (Status::Provisional, Lang::Zh) => "初".to_owned(),
        (Status::Revised, Lang::Zh) => "修".to_owned(),
        (Status::Provisional | Status::Revised, Lang::En) => status.code().to_owned(),
        _ => String::new(),
    }
}
