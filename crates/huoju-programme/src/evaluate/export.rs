//! Results as a file: a row a subject, points and figures with their units, and beside each figure where it is from.
//!
//! Whoever takes a file says what for, and the ledger keeps it. A figure whose source is 统计专用 by now and has no
//! authority on record is left out, and its source says so.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, StringArray};
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, Text};
use huoju_scheme::{ColumnKind, Input, InputKind, Points, Program, outcome_word};
use huoju_store::Store;
use huoju_store::assessment::{Assessment, BatchOrigin};
use huoju_store::ledger::Act;
use huoju_store::results::{Filter, Listed};
use huoju_table::{FileFormat, OutputKind};
use serde_json::Value;

use super::canonical::{self, Figure, Line};
use super::{EvaluateError, explain};
use crate::sheet::{self, Column};

/// Where the values of a batch are from.
type Origins = HashMap<i64, BatchOrigin>;

/// What is taken along, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// Which results.
    pub filter: &'w Filter,
    /// In whose language.
    pub lang: Lang,
    /// What for (用途).
    pub purpose: &'w str,
}

/// Writes the results that a filter lets through, and one record of the ledger that says what for; how many there were
/// comes back. Without a purpose nothing is written.
pub async fn export(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    assessment: &Assessment,
    wanted: &Wanted<'_>,
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let Wanted { filter, lang, purpose } = *wanted;
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let hash = &assessment.hash;
    let damaged = || EvaluateError::Damaged(hash.clone());
    let text = store.assessment_text(hash)?;
    let head = canonical::head(&text).ok_or_else(damaged)?;
    let program = explain::program(&head, catalogue)?;
    let lines = canonical::lines(&text).ok_or_else(damaged)?;
    let lines: HashMap<i64, Line> = lines.into_iter().map(|line| (line.subject_id, line)).collect();
    let (listed, _) = store.results(actor.scope(), hash, filter, 0, i64::MAX).await?;
    let origins = store.origins(&store.assessment_inputs(hash).await?).await?;
    let mut columns = results(&program, &listed, lang);
    for input in program.inputs() {
        columns.extend(figure(input, &listed, &lines, &origins, lang));
    }
    let head = vec![
        ("format", "huoju.assessments/1".to_owned()),
        ("scheme", assessment.scheme.clone()),
        ("period", assessment.data_period.to_string()),
        ("assessment", hash.clone()),
    ];
    let n_columns = columns.len();
    sheet::write(path, format, columns, head).map_err(EvaluateError::Table)?;
    let about = format!("assessment {hash} {purpose}");
    let what = format!("{n_columns} {} {filter:?}", listed.len());
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(listed.len())
}

/// Who, and what came out: the engine's own columns, from the stored rows.
fn results(program: &Program, listed: &[Listed], lang: Lang) -> Vec<Column> {
    let own = |name: &str, label: Text, texts: StringArray| Column {
        name: name.to_owned(),
        header: label.get(lang).to_owned(),
        kind: OutputKind::Text,
        array: Arc::new(texts),
    };
    let id = |one: &Listed| Some(super::population::id_of(one.code.as_deref(), one.row.subject_id));
    let mut columns = vec![
        own("id", Text::new("统一社会信用代码", "code"), listed.iter().map(id).collect()),
        own("name", Text::new("企业名称", "name"), listed.iter().map(|one| Some(one.name.as_str())).collect()),
    ];
    let parsed: Vec<[Value; 2]> = listed
        .iter()
        .map(|one| [&one.row.points, &one.row.gates].map(|json| serde_json::from_str(json).unwrap_or_default()))
        .collect();
    for column in program.columns() {
        let array = result(program, &column.name, listed, &parsed, lang);
        let kind = match column.kind {
            ColumnKind::Points { .. } => OutputKind::Number { scale: Points::SCALE },
            _ => OutputKind::Text,
        };
        // Whoever sorts by the total must know that it counts nothing for what is missing.
        let note = match (column.name.as_str(), lang) {
            ("total", Lang::Zh) => "，缺项计 0",
            ("total", Lang::En) => ", what is missing counts 0",
            _ => "",
        };
        let header = format!("{}{note}", column.label.get(lang));
        columns.push(Column { header, name: column.name, kind, array });
    }
    columns
}

fn result(program: &Program, name: &str, listed: &[Listed], parsed: &[[Value; 2]], lang: Lang) -> ArrayRef {
    let whole = |of: fn(&Listed) -> i64| -> ArrayRef { Arc::new(listed.iter().map(of).collect::<Int64Array>()) };
    match name {
        "total" => return whole(|one| one.row.total),
        "total_min" => return whole(|one| one.row.total_min),
        "total_max" => return whole(|one| one.row.total_max),
        _ => {}
    }
    if let Some(id) = name.strip_prefix("criterion.") {
        return Arc::new(parsed.iter().map(|[points, _]| points[id].as_i64()).collect::<Int64Array>());
    }
    let text = |(one, [_, gates]): (&Listed, &[Value; 2])| match name {
        "outcome" => Some(outcome_word(one.row.outcome, lang).to_owned()),
        "tier" => one.row.tier.as_deref().map(|tier| tier_word(program, tier, lang)),
        "missing" => Some(figure_words(program, &one.row.missing, lang)),
        _ => gates[name.strip_prefix("gate.")?].as_str().map(|word| state_word(word, lang)),
    };
    Arc::new(listed.iter().zip(parsed).map(text).collect::<StringArray>())
}

/// A tier's title.
pub fn tier_word(program: &Program, id: &str, lang: Lang) -> String {
    let tier = program.scheme().tiers.iter().find(|tier| tier.id == id);
    tier.map_or(id, |tier| tier.title.get(lang)).to_owned()
}

fn state_word(word: &str, lang: Lang) -> String {
    use huoju_model::Outcome;
    let outcome = [Outcome::Pass, Outcome::Fail, Outcome::Undetermined].into_iter().find(|o| o.code() == word);
    outcome.map_or(word, |outcome| outcome_word(outcome, lang)).to_owned()
}

/// The names of figures whose codes are joined by `;`.
pub fn figure_words(program: &Program, codes: &str, lang: Lang) -> String {
    let name = |code: &str| {
        let input = program.inputs().iter().find(|input| input.column() == code);
        input.map_or_else(|| code.to_owned(), |input| input.label(lang))
    };
    let names: Vec<String> = codes.split(';').filter(|code| !code.is_empty()).map(name).collect();
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// A figure's column and, behind it, where each value is from.
fn figure(input: &Input, listed: &[Listed], lines: &HashMap<i64, Line>, origins: &Origins, lang: Lang) -> [Column; 2] {
    let (column, label) = (input.column(), input.label(lang));
    let figures: Vec<Option<&Figure>> =
        listed.iter().map(|one| lines.get(&one.row.subject_id)?.figures.get(&column)).collect();
    let told = |figure: &&Figure| origins.get(&figure.batch_id).is_none_or(|from| from.may_be_told);
    let value = |figure: &Option<&Figure>| figure.filter(told).and_then(|figure| figure.value);
    let (kind, header, array): (OutputKind, String, ArrayRef) = match input.kind {
        InputKind::Amount { unit, scale, .. } => {
            let header = if lang == Lang::Zh { format!("{label}（{unit}）") } else { format!("{label} ({unit})") };
            (OutputKind::Number { scale }, header, Arc::new(figures.iter().map(value).collect::<Int64Array>()))
        }
        InputKind::Fact { .. } => {
            let facts = figures.iter().map(|figure| value(figure).map(|fact| fact != 0));
            (OutputKind::Fact, label.clone(), Arc::new(facts.collect::<BooleanArray>()))
        }
        InputKind::Date => {
            let days = figures.iter().map(|figure| value(figure).and_then(|day| i32::try_from(day).ok()));
            (OutputKind::Date, label.clone(), Arc::new(days.collect::<Date32Array>()))
        }
        InputKind::Word => {
            let words = figures.iter().map(|figure| figure.filter(told).and_then(|figure| figure.said.as_deref()));
            (OutputKind::Text, label.clone(), Arc::new(words.collect::<StringArray>()))
        }
    };
    let from = figures.iter().map(|figure| figure.map(|figure| origin(figure, origins, lang)));
    let from = Column {
        name: format!("{column}.source"),
        header: if lang == Lang::Zh { format!("{label}的来源") } else { format!("source of {label}") },
        kind: OutputKind::Text,
        array: Arc::new(from.collect::<StringArray>()),
    };
    [Column { name: column, header, kind, array }, from]
}

/// `市税务局，税务.xlsx [Sheet1] F17，第 3 批`
fn origin(figure: &Figure, origins: &Origins, lang: Lang) -> String {
    let from = origins.get(&figure.batch_id);
    let said = from.map_or("", |from| from.said.as_str());
    let place = figure.place.as_deref().map_or_else(String::new, |place| format!(" {place}"));
    let withheld = match (from.is_none_or(|from| from.may_be_told), lang) {
        (true, _) => "",
        (false, Lang::Zh) => "，统计专用，不导出",
        (false, Lang::En) => ", for statistics only, left out",
    };
    match lang {
        Lang::Zh => format!("{said}{place}，第 {} 批{withheld}", figure.batch_id),
        Lang::En => format!("{said}{place}, batch {}{withheld}", figure.batch_id),
    }
}
