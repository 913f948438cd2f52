//! `assess` and `explain` on a data directory: the same output as from a file, and behind each figure where it is from.

use std::collections::HashSet;

use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use huoju_catalogue::Catalogue;
use huoju_model::{Decimal, Period};
use huoju_programme::evaluate::{self, Basis as From, EvaluateError, Explained, Made, Request, own, results};
use huoju_scheme::{Input, InputKind};
use huoju_store::assessment::{Assessment, Happened, Since};
use huoju_store::population::{Candidate, Refused, Taken};
use huoju_store::results::{Filter, Listed};
use huoju_store::{Place, Store, StoreError};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::args::{Assess, Basis, Explain};
use crate::discover::operator;
use crate::evaluate::assess::Piece;
use crate::evaluate::explain::{NAMED, listed};
use crate::evaluate::population::{last_full_year, today};
use crate::evaluate::summary::{self, Seen};
use crate::evaluate::{only, scheme};
use crate::output::cell::cell;
use crate::output::columns;
use crate::output::sink::{Of, Rows, Sink};
use crate::report::{Exit, Failure, note, print, say};
use crate::words::Words;

/// `huoju assess` without a file.
pub fn assess(asked: &Assess, place: &Place, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let only = asked.only.as_deref().map(|only| only::read(only, words)).transpose()?;
    let named = &asked.basis.scheme;
    let (meant, made) = running(words, async {
        let store = open(place, catalogue).await?;
        let meant = catalogue.meant(named, asked.basis.as_of, today())?;
        let request = request(&asked.basis, &meant.scheme);
        let made = evaluate::assess(&store, catalogue, &operator(), &request, &mut |_| true).await?;
        Ok((meant, made))
    })?;
    scheme::say_edition(named, &meant, words);
    for over in &made.passed_over {
        note(&passed_over(&over.source, &over.why, over.n, words), words);
    }
    if made.ended > 0 {
        note(&words.with("stored-ended", &[("count", &made.ended.to_string())]), words);
    }
    let n = write(asked, &made, only, words)?;
    let Assessment { hash, evaluation_year, .. } = &made.assessment;
    let key = if made.is_new { "stored-made" } else { "stored-same" };
    say(&words.with(key, &[("hash", short(hash)), ("year", &evaluation_year.to_string())]));
    if n == 0 { Err(Failure::new(words.get("no-subjects"))) } else { Ok(Exit::Done) }
}

fn request(basis: &Basis, scheme: &str) -> Request {
    Request {
        scheme: scheme.to_owned(),
        period: basis.period.unwrap_or_else(last_full_year),
        as_of: basis.as_of,
        missing: basis.missing,
        presume: basis.presume,
        evaluation_year: basis.evaluation_year,
        within: None,
    }
}

/// Writes the result as that of a file is written; so many subjects were among those asked for.
fn write(asked: &Assess, made: &Made, only: Option<HashSet<String>>, words: &Words) -> Result<usize, Failure> {
    let Made { program, settings, population, assessed, .. } = made;
    let of = Of { program, settings, schema: population.schema() };
    let own = (words.get("header-id"), words.get("header-name"));
    let columns = columns::chosen(asked.columns.as_deref(), asked.format, program, (&own.0, Some(&own.1)), words)?;
    let mut sink = Sink::create(asked, &columns, &of, words)?;
    let rows = columns::assemble(&columns, population, assessed)?;
    let kept = kept(population, only.as_ref());
    let fail = |error: &dyn ToString| Failure::new(error.to_string());
    let rows = match (sink.encoder(), sink.explains()) {
        (_, Some(explain)) => {
            let asked_for = (0..population.num_rows()).filter(|&row| kept.value(row));
            let one = |row| program.explain(population, row, settings).map(|explanation| explain.text(&explanation));
            Rows::Explained(asked_for.map(one).collect::<Result<_, _>>().map_err(|e| Failure::assess(&e, words))?)
        }
        (encoder, None) => {
            let rows = filter_record_batch(&rows, &kept).map_err(|error| fail(&error))?;
            match encoder {
                Some(encoder) => Rows::Group(encoder.encode(&[rows]).map_err(|error| Failure::table(&error, words))?),
                None => Rows::Batch(rows),
            }
        }
    };
    sink.take(rows, asked.out.as_deref(), words)?;
    sink.finish(asked.out.as_deref(), words)?;
    let n = kept.true_count();
    let mut seen = Seen::new(only, false);
    let ids = population.column_by_name("id").cloned();
    seen.add(Piece { tally: assessed.tally().clone(), n_read: population.num_rows(), ids, ..Piece::default() });
    summary::say_all(asked, &of, &seen, words);
    Ok(n)
}

/// Which rows were asked for.
fn kept(population: &RecordBatch, only: Option<&HashSet<String>>) -> BooleanArray {
    let ids = population.column_by_name("id");
    let wanted = |row| ids.and_then(|ids| cell(ids, row)).is_some_and(|id| only.is_none_or(|only| only.contains(&id)));
    (0..population.num_rows()).map(|row| Some(wanted(row))).collect()
}

/// `huoju explain` without a file: the last assessment by the scheme.
pub fn explain(asked: &Explain, place: &Place, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let basis = &asked.basis;
    let (explained, found) = running(words, async {
        let store = open(place, catalogue).await?;
        let meant = catalogue.meant(&basis.scheme, None, today())?;
        let last = results::latest(&store, &operator(), &meant.scheme, basis.period).await?;
        let called = asked.subject.trim();
        let filter = Filter { words: called.to_owned(), ..Filter::default() };
        let (mut found, _) = results::rows(&store, &operator(), &last.hash, &filter, 0, i64::MAX).await?;
        let is = |one: &Listed| one.name == called || one.code.as_deref() == Some(called);
        if found.iter().any(is) {
            found.retain(is);
        }
        let one = match found.as_slice() {
            [one] if is(one) => one.row.subject_id,
            _ => return Ok((None, found)),
        };
        let explained = evaluate::explain(&store, catalogue, &operator(), last, one).await?;
        Ok((Some(explained), found))
    })?;
    let explained = explained.ok_or_else(|| not_one(asked, place, &found, words))?;
    let text = if asked.json { json_text(&explained, words)? } else { text(&explained, words) };
    print(&text, words)?;
    Ok(Exit::Done)
}

fn not_one(asked: &Explain, place: &Place, found: &[Listed], words: &Words) -> Failure {
    let path = place.folder.display().to_string();
    let called = asked.subject.trim();
    let is = |one: &Listed| one.name == called || one.code.as_deref() == Some(called);
    let mut lines = if found.iter().filter(|one| is(one)).count() > 1 {
        vec![words.with("subject-ambiguous", &[("subject", called)])]
    } else {
        vec![words.with("subject-unknown", &[("path", path.as_str()), ("subject", called)])]
    };
    if lines.len() == 1 && !found.is_empty() && !found.iter().any(is) {
        lines.push(words.get("subject-near"));
    }
    lines.extend(found.iter().take(NAMED).map(|one| listed(one.code.as_deref().unwrap_or("—"), &one.name)));
    Failure::new(lines.join("\n"))
}

/// The explanation, then each figure with what every source said of it, then what happened since.
fn text(explained: &Explained, words: &Words) -> String {
    let Explained { assessment, explanation, figures, since, .. } = explained;
    let mut lines = vec![explanation.text(words.lang), words.get("stored-figures")];
    for figure in figures {
        lines.extend(figure_lines(figure, words));
    }
    lines.push(String::new());
    let year = assessment.evaluation_year.to_string();
    let about = [("hash", short(&assessment.hash)), ("year", year.as_str()), ("at", assessment.made_at.as_str())];
    lines.push(words.with("stored-assessment", &about));
    lines.extend(since.iter().map(|since| happened(since, words)));
    lines.join("\n") + "\n"
}

fn figure_lines(figure: &From, words: &Words) -> Vec<String> {
    let name = figure.input.label(words.lang);
    let mut lines: Vec<String> = Vec::new();
    match (figure.taken(), &figure.used) {
        (Some(taken), _) => lines.push(candidate(&name, &figure.input, taken, words)),
        (None, Some(used)) => {
            let value = shown(&figure.input, used.value, used.said.as_deref(), words);
            let about = [("name", name.as_str()), ("value", &value), ("batch", &used.batch_id.to_string())];
            lines.push(words.with("stored-figure-batch", &about));
        }
        (None, None) => lines.push(words.with("stored-figure-none", &[("name", &name)])),
    }
    let others = figure.candidates.iter().filter(|one| figure.taken().is_none_or(|taken| *taken != **one));
    for other in others {
        let mut line = words.get("stored-other") + &candidate("", &figure.input, other, words);
        if let Some(why) = &other.refused {
            line += &(words.get("semicolon") + &reason(why, words));
        }
        lines.push(line);
    }
    lines.into_iter().map(|line| format!("  {}", line.trim_start())).collect()
}

/// `研发费用 338 万元  市税务局，税务.xlsx [Sheet1] C2，第 3 批`
fn candidate(name: &str, input: &Input, one: &Candidate, words: &Words) -> String {
    let Taken { value, said, batch_id, place, .. } = &one.taken;
    let value = shown(input, *value, said.as_deref(), words);
    let sheet = one.sheet.as_ref().map_or_else(String::new, |sheet| format!(" [{sheet}]"));
    let file = format!("{}{sheet}", one.file.as_deref().unwrap_or("—"));
    let status = if one.status == "provisional" { words.get("stored-provisional") } else { String::new() };
    let about = [
        ("name", name),
        ("value", &value),
        ("status", &status),
        ("source", &one.source),
        ("file", &file),
        ("place", place.as_deref().unwrap_or_default()),
        ("batch", &batch_id.to_string()),
    ];
    words.with("stored-figure", &about)
}

fn shown(input: &Input, value: Option<i64>, said: Option<&str>, words: &Words) -> String {
    match (said, value, &input.kind) {
        (Some(said), ..) => said.to_owned(),
        (None, None, _) => "—".to_owned(),
        (None, Some(value), InputKind::Amount { unit, scale, .. }) => {
            format!("{} {unit}", Decimal::new(i128::from(value), u32::from(*scale)))
        }
        (None, Some(value), InputKind::Fact { .. }) => words.get(if value == 0 { "no" } else { "yes" }),
        (None, Some(value), InputKind::Date) => {
            let day = Date::constant(1970, 1, 1).checked_add(value.days());
            day.map_or_else(|_| value.to_string(), |day| day.to_string())
        }
        (None, Some(value), InputKind::Word) => value.to_string(),
    }
}

fn reason(why: &Refused, words: &Words) -> String {
    match why {
        Refused::Withdrawn(reason) => words.with("stored-withdrawn", &[("reason", reason)]),
        Refused::StatisticsOnly => words.get("stored-statistics"),
    }
}

/// A source that was not taken, in words.
pub(super) fn passed_over(source: &str, why: &Refused, n: u64, words: &Words) -> String {
    let about = [("source", source), ("count", &n.to_string()), ("why", &reason(why, words))];
    words.with("stored-passed-over", &about)
}

fn happened(since: &Since, words: &Words) -> String {
    let key = match since.what {
        Happened::Undone => "stored-since-undone",
        Happened::Withdrawn => "stored-since-withdrawn",
    };
    let batch = since.batch_id.to_string();
    let file = since.file.as_deref().unwrap_or("—");
    let about = [("batch", batch.as_str()), ("file", file), ("source", &since.source), ("reason", &since.reason)];
    words.with(key, &about)
}

fn json_text(explained: &Explained, words: &Words) -> Result<String, Failure> {
    let Explained { assessment, explanation, figures, since, .. } = explained;
    let mut value = explanation.json(words.lang);
    value["assessment"] = json!(assessment.hash);
    value["evaluation_year"] = json!(assessment.evaluation_year);
    value["figures"] = figures.iter().map(|figure| figure_json(figure, words)).collect();
    value["since"] = since.iter().map(|since| json!(happened(since, words))).collect();
    let text = serde_json::to_string_pretty(&value).map_err(|error| Failure::new(error.to_string()))?;
    Ok(text + "\n")
}

fn figure_json(figure: &From, words: &Words) -> Value {
    let one = |one: &Candidate| {
        json!({
            "value": shown(&figure.input, one.taken.value, one.taken.said.as_deref(), words),
            "taken": figure.taken() == Some(one),
            "source": one.source,
            "file": one.file,
            "sheet": one.sheet,
            "place": one.taken.place,
            "batch": one.taken.batch_id,
            "status": one.status,
            "authority": one.authority,
            "refused": one.refused.as_ref().map(|why| reason(why, words)),
        })
    };
    json!({
        "code": figure.input.column(),
        "name": figure.input.label(words.lang),
        "sources": figure.candidates.iter().map(one).collect::<Vec<_>>(),
    })
}

/// As much of a hash as tells it from others, and as commands take it.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// Assesses a data directory by each of these schemes; how many passed and how many there were.
pub fn by_each(
    schemes: &[String],
    place: &Place,
    period: Period,
    catalogue: &Catalogue,
    words: &Words,
) -> Result<Vec<(String, i64, i64)>, Failure> {
    running(words, async {
        let store = open(place, catalogue).await?;
        let mut made = Vec::new();
        for scheme in schemes {
            let request = Request::of(scheme, period);
            let one = evaluate::assess(&store, catalogue, &operator(), &request, &mut |_| true).await?;
            let counts = one.assessment.counts;
            made.push((words.name(&one.program.scheme().title).to_owned(), counts.n_pass, counts.n));
        }
        Ok(made)
    })
}

/// A data directory, its own editions of schemes among the library's.
pub async fn open(place: &Place, catalogue: &Catalogue) -> Result<Store, StoreError> {
    let store = Store::open(place, false).await?;
    own::shelve(&store, catalogue).await?;
    Ok(store)
}

/// Runs what waits for the store.
pub fn running<T>(words: &Words, work: impl Future<Output = Result<T, EvaluateError>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(error.to_string()))?;
    runtime.block_on(work).map_err(|error| trouble(&error, words))
}

fn trouble(error: &EvaluateError, words: &Words) -> Failure {
    let with = |key: &str, about: &[(&str, &str)]| Failure::new(words.with(key, about));
    match error {
        EvaluateError::Store(StoreError::Absent(path)) => {
            with("stored-absent", &[("path", &path.display().to_string())])
        }
        EvaluateError::Store(error) => with("stored-trouble", &[("why", &error.to_string())]),
        EvaluateError::Catalogue(error) => Failure::catalogue(error, words),
        EvaluateError::Assess(error) => Failure::assess(error, words),
        EvaluateError::Table(error) => Failure::table(error, words),
        EvaluateError::Nobody => with("stored-nobody", &[]),
        EvaluateError::NoPurpose | EvaluateError::NoLever | EvaluateError::Edition(_) => {
            Failure::new(error.say(words.lang).unwrap_or_default())
        }
        EvaluateError::NoAssessment(scheme) => with("stored-no-assessment", &[("scheme", scheme)]),
        EvaluateError::NotAssessed { hash, subject } => {
            with("stored-not-assessed", &[("hash", short(hash)), ("subject", &subject.to_string())])
        }
        EvaluateError::Damaged(hash) => with("stored-damaged", &[("hash", short(hash))]),
        EvaluateError::Cancelled => with("stored-cancelled", &[]),
    }
}
