//! Cases (用例): a situation and its outcome, named as a sentence that an official can check.
//!
//! A case becomes a population of one row, is assessed like any other, and every expectation that is not met
//! comes back as a [`Difference`].

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type, UInt16Type};
use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use huoju_model::{Decimal, MissingMode, Period};
use huoju_scheme::{AssessError, Assessed, Program, Scheme, Settings, Survey};
use jiff::civil::Date;

mod read;

pub(crate) use read::read;

/// The cases of one scheme.
#[derive(Debug, Clone)]
pub struct Cases {
    /// The file they are written in.
    pub path: String,
    /// The cases, in the file's order.
    pub cases: Vec<Case>,
}

/// A situation and what is expected of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// The situation and its outcome as a sentence.
    pub name: String,
    /// The line of the file where it begins.
    pub line: usize,
    given: Vec<(String, Given)>,
    /// With whom a scheme compares the subject: figures, and how many have just these.
    others: Vec<(Vec<(String, Given)>, u32)>,
    period: Option<Period>,
    as_of: Option<Date>,
    missing: Option<MissingMode>,
    presume: bool,
    expect: Vec<Expected>,
}

/// A figure of a case, as a population's column holds it.
#[derive(Debug, Clone, PartialEq)]
enum Given {
    Amount(i64),
    Fact(bool),
    Word(String),
    Day(i32),
}

/// What a column of the outcome should be.
#[derive(Debug, Clone)]
struct Expected {
    key: String,
    column: String,
    is: Wanted,
}

#[derive(Debug, Clone, PartialEq)]
enum Wanted {
    Points(Decimal),
    Missing,
    Word(String),
}

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key of `expect`: `outcome`, `total`, a criterion or a gate.
    pub key: String,
    /// What was expected: `20 分`, `missing`, `pass`.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl Case {
    /// Assesses the case; nothing comes back where every expectation is met. Where a scheme compares subjects, this one
    /// stands among its `others`, or is the only one.
    pub fn run(&self, program: &Program) -> Result<Vec<Difference>, AssessError> {
        let (row, mut settings) = (self.population(), self.settings(program.scheme()));
        if program.needs_survey() {
            settings.standing = Some(Arc::new(self.surveyed(program, &settings)?.finish()));
        }
        let assessed = program.assess(&row, &settings)?;
        Ok(self.expect.iter().filter_map(|expected| expected.difference(&assessed)).collect())
    }

    fn surveyed(&self, program: &Program, settings: &Settings) -> Result<Survey, AssessError> {
        let mut survey = Survey::default();
        program.survey(&self.population(), settings, &mut survey)?;
        for (given, times) in &self.others {
            let other = one_row(given);
            (0..*times).try_for_each(|_| program.survey(&other, settings, &mut survey))?;
        }
        Ok(survey)
    }

    /// What the case is assessed under.
    pub fn settings(&self, scheme: &Scheme) -> Settings {
        let usual = usual_settings(scheme);
        let period = self.period.unwrap_or(usual.period);
        Settings { period, as_of: self.as_of, missing: self.missing, presume: self.presume, ..usual }
    }

    /// One row: `id`, then a column for each figure that is given.
    pub fn population(&self) -> RecordBatch {
        one_row(&self.given)
    }
}

fn one_row(given: &[(String, Given)]) -> RecordBatch {
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    let mut columns: Vec<ArrayRef> = vec![Arc::new(StringArray::from(vec!["1"]))];
    for (name, given) in given {
        let column = given.column();
        fields.push(Field::new(name, column.data_type().clone(), true));
        columns.push(column);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).expect("every column has its field and one row")
}

/// The scheme's own ways, for the last full year at the time of writing or the nearest in which it is in force.
pub fn usual_settings(scheme: &Scheme) -> Settings {
    let last = scheme.in_force.to.map_or(2025, |day| day.year().min(2025));
    let year = Period::of_year(last.max(scheme.in_force.from.year())).or_else(|_| Period::of_year(2025));
    Settings::of(year.expect("2025 is a year"))
}

impl Given {
    fn column(&self) -> ArrayRef {
        match self {
            Given::Amount(value) => Arc::new(Int64Array::from(vec![*value])),
            Given::Fact(value) => Arc::new(BooleanArray::from(vec![*value])),
            Given::Word(value) => Arc::new(StringArray::from(vec![value.as_str()])),
            Given::Day(value) => Arc::new(Date32Array::from(vec![*value])),
        }
    }
}

impl Expected {
    fn difference(&self, assessed: &Assessed) -> Option<Difference> {
        let found = assessed.column(&self.column).and_then(|column| found(&column));
        let found = found.unwrap_or_else(|| self.is.nothing());
        (found != self.is).then(|| Difference {
            key: self.key.clone(),
            expected: self.is.to_string(),
            found: found.to_string(),
        })
    }
}

/// What stands in the one row of a column: points in integers or decimals, words in a dictionary.
fn found(column: &ArrayRef) -> Option<Wanted> {
    if column.is_null(0) {
        return None;
    }
    let points = |digits: i128, scale: u32| Some(Wanted::Points(Decimal::new(digits, scale)));
    match column.data_type() {
        DataType::Int32 => points(i128::from(column.as_primitive::<Int32Type>().value(0)), 0),
        DataType::Decimal128(_, scale) => {
            points(column.as_primitive::<Decimal128Type>().value(0), u32::from(scale.unsigned_abs()))
        }
        DataType::Utf8 => Some(Wanted::Word(column.as_string::<i32>().value(0).to_owned())),
        DataType::Dictionary(..) => {
            let words = column.as_dictionary_opt::<UInt16Type>()?;
            let word = words.values().as_string_opt::<i32>()?.value(words.key(0)?);
            Some(Wanted::Word(word.to_owned()))
        }
        _ => None,
    }
}

impl Wanted {
    /// What a blank cell is, where this is expected.
    fn nothing(&self) -> Wanted {
        match self {
            Wanted::Word(_) => Wanted::Word(String::new()),
            Wanted::Points(_) | Wanted::Missing => Wanted::Missing,
        }
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Wanted::Points(points) => write!(f, "{points} 分"),
            Wanted::Missing => f.write_str("missing"),
            Wanted::Word(word) if word.is_empty() => f.write_str("\"\""),
            Wanted::Word(word) => f.write_str(word),
        }
    }
}
