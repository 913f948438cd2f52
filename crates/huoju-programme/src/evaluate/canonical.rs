//! The canonical text of an assessment: what its hash is over, and all that it is.
//!
//! An object a line (`huoju.assessment/1`). The first says the scheme with its whole text, the period, the day, the
//! treatment of missing figures and the batches that were used with their files' hashes. Each other line is a subject,
//! by id: its result, points in ten-thousandths, and under `figures` what was taken of each: value in smallest units,
//! batch, cell. The same text means the same assessment.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type, UInt16Type};
use arrow_array::{Array, ArrayRef};
use huoju_model::{MissingMode, Period};
use huoju_scheme::{Assessed, Points, Program, Settings};
use huoju_store::assessment::{ResultRow, Used};
use huoju_store::population::{Population, Taken};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::population::id_of;

const FORMAT: &str = "huoju.assessment/1";

/// What the first line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The scheme's id.
    pub scheme: String,
    /// The scheme's text.
    pub text: String,
    /// The period that the figures describe.
    pub period: Period,
    /// The year that it is made for.
    pub evaluation_year: i64,
    /// The day of application, where one was given.
    pub as_of: Option<Date>,
    /// How missing figures were treated.
    pub missing: MissingMode,
    /// Whether facts were presumed.
    pub presume: bool,
    /// The zone or carrier whose members alone were assessed.
    pub within: Option<i64>,
    /// How many were left out, as they were no more.
    pub ended: usize,
}

/// What one line says, as far as it is read again: who, and what was taken of each figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The row of `subject`.
    pub subject_id: i64,
    /// Code, or `#` and the row.
    pub id: String,
    /// By column: `rnd`, `sales@-1`.
    pub figures: HashMap<String, Figure>,
}

/// What was taken of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// An amount in smallest units, a fact as 0 or 1, a day since 1970-01-01.
    pub value: Option<i64>,
    /// A word.
    pub said: Option<String>,
    /// The batch that it came in.
    pub batch_id: i64,
    /// The cell.
    pub place: Option<String>,
}

impl Head {
    /// How to assess as it was assessed.
    pub fn settings(&self) -> Settings {
        Settings {
            period: self.period,
            as_of: self.as_of,
            missing: Some(self.missing),
            presume: self.presume,
            standing: None,
        }
    }

    fn line(&self, used: &[Used]) -> String {
        let used = used.iter().map(|u| json!({ "batch": u.batch_id, "source": u.source, "file": u.file_hash }));
        let head = json!({
            "format": FORMAT,
            "preliminary": true,
            "scheme": self.scheme,
            "period": self.period.to_string(),
            "evaluation_year": self.evaluation_year,
            "as_of": self.as_of.map(|day| day.to_string()),
            "missing": self.missing.code(),
            "presume": self.presume,
            "within": self.within,
            "ended": self.ended,
            "inputs": used.collect::<Vec<_>>(),
            "text": self.text,
        });
        head.to_string()
    }
}

/// The whole text, and the rows that the store keeps of it.
pub fn write(
    head: &Head,
    used: &[Used],
    program: &Program,
    known: &Population,
    assessed: &Assessed,
) -> (String, Vec<ResultRow>) {
    let rows = Rows::of(program, assessed);
    let columns: Vec<String> = program.inputs().iter().map(|input| json!(input.column()).to_string()).collect();
    let mut text = head.line(used) + "\n";
    let mut results = Vec::with_capacity(known.members.len());
    for (row, member) in known.members.iter().enumerate() {
        let result = rows.row(row, member.id);
        let id = json!(id_of(member.code.as_deref(), member.id));
        let figures =
            known.columns.iter().zip(&columns).filter_map(|(column, name)| Some((name, column[row].as_ref()?)));
        let result = ResultRow { line_at: i64::try_from(text.len()).ok(), ..result };
        // Writing to a String never fails. The store finds a line by how it begins.
        let _ = writeln!(
            text,
            "{{\"subject\":{},\"id\":{id},\"outcome\":\"{}\",\"tier\":{},\"total\":{},\"total_min\":{},\"total_max\":{},\
             \"points\":{},\"gates\":{},\"missing\":{},\"figures\":{{{}}}}}",
            member.id,
            result.outcome,
            json!(result.tier),
            result.total,
            result.total_min,
            result.total_max,
            result.points,
            result.gates,
            json!(result.missing),
            joined(figures.map(|(name, taken)| format!("{name}:{}", figure(taken)))),
        );
        results.push(result);
    }
    (text, results)
}

fn figure(taken: &Taken) -> String {
    let value = match (&taken.said, taken.value) {
        (Some(said), _) => json!(said).to_string(),
        (None, Some(value)) => value.to_string(),
        (None, None) => "null".to_owned(),
    };
    match &taken.place {
        Some(place) => format!("[{value},{},{}]", taken.batch_id, json!(place)),
        None => format!("[{value},{}]", taken.batch_id),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}

/// The batches whose values were taken.
pub fn batches(known: &Population) -> Vec<i64> {
    let taken = known.columns.iter().flatten().flatten();
    taken.map(|taken| taken.batch_id).collect::<BTreeSet<_>>().into_iter().collect()
}

/// An assessment as the store's rows have it; its columns are found once.
pub struct Rows<'a> {
    assessed: &'a Assessed,
    tier: Option<ArrayRef>,
    totals: [Option<ArrayRef>; 3],
    criteria: Vec<(&'a str, Option<ArrayRef>)>,
    gates: Vec<(&'a str, Option<ArrayRef>)>,
    missing: Option<ArrayRef>,
    /// One point of the columns' scale in ten-thousandths.
    step: i64,
}

impl<'a> Rows<'a> {
    /// Those of an assessment by this program.
    pub fn of(program: &'a Program, assessed: &'a Assessed) -> Self {
        let scheme = program.scheme();
        let column = |prefix: &str, id: &str| assessed.column(&format!("{prefix}{id}"));
        Rows {
            assessed,
            tier: assessed.column("tier"),
            totals: ["total", "total_min", "total_max"].map(|name| assessed.column(name)),
            criteria: scheme.criteria.iter().map(|c| (c.id.as_str(), column("criterion.", &c.id))).collect(),
            gates: scheme.gates.iter().map(|gate| (gate.id.as_str(), column("gate.", &gate.id))).collect(),
            missing: assessed.column("missing"),
            step: 10i64.pow(u32::from(Points::SCALE.saturating_sub(scheme.points_scale))),
        }
    }

    /// A row of it, of this subject.
    pub fn row(&self, row: usize, subject_id: i64) -> ResultRow {
        let word = |array: &Option<ArrayRef>| said(array.as_ref()?, row).map(str::to_owned);
        let points = |array: &Option<ArrayRef>| points(array.as_ref()?, row).map(|points| points * self.step);
        let [total, total_min, total_max] = self.totals.each_ref().map(|total| points(total).unwrap_or_default());
        let shown = |points: Option<i64>| points.map_or_else(|| "null".to_owned(), |points| points.to_string());
        // Ids of criteria and gates are plain words.
        let criteria = self.criteria.iter().map(|(id, array)| format!("\"{id}\":{}", shown(points(array))));
        let gates = self.gates.iter().map(|(id, array)| format!("\"{id}\":\"{}\"", word(array).unwrap_or_default()));
        ResultRow {
            subject_id,
            outcome: self.assessed.outcome(row),
            tier: word(&self.tier),
            total,
            total_min,
            total_max,
            points: format!("{{{}}}", joined(criteria)),
            gates: format!("{{{}}}", joined(gates)),
            missing: word(&self.missing).unwrap_or_default(),
            line_at: None,
        }
    }
}

fn points(array: &ArrayRef, row: usize) -> Option<i64> {
    if array.is_null(row) {
        return None;
    }
    match array.as_primitive_opt::<Int32Type>() {
        Some(whole) => Some(i64::from(whole.value(row))),
        None => i64::try_from(array.as_primitive_opt::<Decimal128Type>()?.value(row)).ok(),
    }
}

fn said(array: &ArrayRef, row: usize) -> Option<&str> {
    if array.is_null(row) {
        return None;
    }
    if let Some(texts) = array.as_string_opt::<i32>() {
        return Some(texts.value(row));
    }
    let dictionary = array.as_dictionary_opt::<UInt16Type>()?;
    let key = usize::from(dictionary.keys().value(row));
    Some(dictionary.values().as_string_opt::<i32>()?.value(key))
}

/// Reads the first line.
pub fn head(text: &str) -> Option<Head> {
    let head: Value = serde_json::from_str(text.lines().next()?).ok()?;
    if head["format"] != FORMAT {
        return None;
    }
    let as_of = match &head["as_of"] {
        Value::Null => None,
        day => Some(day.as_str()?.parse().ok()?),
    };
    Some(Head {
        scheme: head["scheme"].as_str()?.to_owned(),
        text: head["text"].as_str()?.to_owned(),
        period: Period::parse(head["period"].as_str()?).ok()?,
        evaluation_year: head["evaluation_year"].as_i64()?,
        as_of,
        missing: MissingMode::parse(head["missing"].as_str()?)?,
        presume: head["presume"].as_bool()?,
        // Assessments of the first releases have neither.
        within: head["within"].as_i64(),
        ended: head["ended"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
    })
}

/// All lines of subjects; `None` where one can't be read.
pub fn lines(text: &str) -> Option<Vec<Line>> {
    text.lines().skip(1).map(line).collect()
}

/// The line of one subject; `None` where it can't be read.
pub fn line(text: &str) -> Option<Line> {
    let line: Value = serde_json::from_str(text).ok()?;
    let figures: &Map<String, Value> = line["figures"].as_object()?;
    Some(Line {
        subject_id: line["subject"].as_i64()?,
        id: line["id"].as_str()?.to_owned(),
        figures: figures.iter().map(|(name, figure)| Some((name.clone(), read(figure)?))).collect::<Option<_>>()?,
    })
}

fn read(figure: &Value) -> Option<Figure> {
    Some(Figure {
        value: figure[0].as_i64(),
        said: figure[0].as_str().map(str::to_owned),
        batch_id: figure[1].as_i64()?,
        place: figure[2].as_str().map(str::to_owned),
    })
}
