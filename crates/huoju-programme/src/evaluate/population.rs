//! What a scheme reads, between the store's rows, Arrow's columns and an assessment's canonical text.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{Field, Schema};
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period};
use huoju_scheme::{Input, InputKind, Program, Settings, Survey};
use huoju_store::Store;
use huoju_store::population::{End, Figure, Member, Population, Whom};

use super::canonical::{self, Line};
use super::{EvaluateError, explain};

/// The figures of these inputs, in their order.
pub fn figures(inputs: &[Input], catalogue: &Catalogue, period: Period) -> Vec<Figure> {
    inputs.iter().map(|input| figure(input, catalogue, period)).collect()
}

/// Whom to look at: those of a kind, of a place where one is given, without those who are no more.
pub fn whom(kind: &str, catalogue: &Catalogue, actor: &Actor, period: Period, within: Option<i64>) -> Whom {
    let indicators = catalogue.dictionary().iter().filter(|indicator| !indicator.ends.is_empty());
    let ends =
        indicators.map(|indicator| End { code: indicator.code.clone(), words: indicator.ends.clone(), until: period });
    Whom { scope: actor.scope(), kind: kind.to_owned(), within, ends: ends.collect() }
}

/// One input as the store has it.
pub fn figure(input: &Input, catalogue: &Catalogue, period: Period) -> Figure {
    Figure {
        code: input.code.clone(),
        period: period.earlier(u32::from(input.earlier)),
        title: catalogue.dictionary().get(&input.code).and_then(|indicator| indicator.title.clone()),
        is_word: input.kind == InputKind::Word,
    }
}

/// What people and files call a member: its code, or `#` and its row where it has none.
pub fn id_of(code: Option<&str>, subject: i64) -> String {
    code.map_or_else(|| format!("#{subject}"), str::to_owned)
}

/// The store's population as the engine takes it.
pub fn of_store(inputs: &[Input], known: &Population) -> Result<RecordBatch, EvaluateError> {
    let id = |member: &Member| id_of(member.code.as_deref(), member.id);
    let who = known.members.iter().map(|member| (id(member), Some(member.name.clone()))).collect();
    let columns = inputs.iter().zip(&known.columns).map(|(input, column)| {
        let values = column.iter().map(|taken| match taken {
            Some(taken) => (taken.value, taken.said.as_deref()),
            None => (None, None),
        });
        (input.column(), array(&input.kind, values))
    });
    batch(who, columns)
}

/// An assessment's scheme and all its figures, read out of its text, as it was assessed.
pub struct Whole {
    /// The scheme as it stood.
    pub program: Program,
    /// How it was assessed; places and means are settled.
    pub settings: Settings,
    /// Everybody's figures.
    pub lines: Vec<Line>,
}

impl Whole {
    /// Reads an assessment's text.
    pub fn of(store: &Store, catalogue: &Catalogue, hash: &str) -> Result<Self, EvaluateError> {
        let damaged = || EvaluateError::Damaged(hash.to_owned());
        let text = store.assessment_text(hash)?;
        let head = canonical::head(&text).ok_or_else(damaged)?;
        let lines = canonical::lines(&text).ok_or_else(damaged)?;
        let program = explain::program(&head, catalogue)?;
        let mut settings = head.settings();
        if program.needs_survey() {
            let everybody = of_lines(&program, &lines, &vec![None; lines.len()])?;
            settle(&program, &everybody, &mut settings)?;
        }
        Ok(Whole { program, settings, lines })
    }
}

/// Lines of an assessment as the engine takes them; `names` are beside them.
pub fn of_lines(program: &Program, lines: &[Line], names: &[Option<String>]) -> Result<RecordBatch, EvaluateError> {
    let who = lines.iter().zip(names).map(|(line, name)| (line.id.clone(), name.clone())).collect();
    let columns = program.inputs().iter().map(|input| {
        let column = input.column();
        let values = lines.iter().map(|line| match line.figures.get(&column) {
            Some(figure) => (figure.value, figure.said.as_deref()),
            None => (None, None),
        });
        let figures = array(&input.kind, values);
        (column, figures)
    });
    batch(who, columns)
}

/// The first pass of a scheme that compares subjects, where it is one.
pub fn settle(program: &Program, population: &RecordBatch, settings: &mut Settings) -> Result<(), EvaluateError> {
    if program.needs_survey() {
        let mut survey = Survey::default();
        program.survey(population, settings, &mut survey)?;
        settings.standing = Some(Arc::new(survey.finish()));
    }
    Ok(())
}

fn array<'v>(kind: &InputKind, values: impl Iterator<Item = (Option<i64>, Option<&'v str>)>) -> ArrayRef {
    match kind {
        InputKind::Amount { .. } => Arc::new(values.map(|(value, _)| value).collect::<Int64Array>()),
        InputKind::Fact { .. } => {
            Arc::new(values.map(|(value, _)| value.map(|fact| fact != 0)).collect::<BooleanArray>())
        }
        InputKind::Word => Arc::new(values.map(|(_, said)| said).collect::<StringArray>()),
        InputKind::Date => {
            let day = |value: Option<i64>| value.and_then(|day| i32::try_from(day).ok());
            Arc::new(values.map(|(value, _)| day(value)).collect::<Date32Array>())
        }
    }
}

fn batch(
    who: Vec<(String, Option<String>)>,
    columns: impl Iterator<Item = (String, ArrayRef)>,
) -> Result<RecordBatch, EvaluateError> {
    let (ids, names): (Vec<String>, Vec<Option<String>>) = who.into_iter().unzip();
    let own: [(String, ArrayRef); 2] =
        [("id".into(), Arc::new(StringArray::from(ids))), ("name".into(), Arc::new(StringArray::from(names)))];
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = own
        .into_iter()
        .chain(columns)
        .map(|(name, array)| (Field::new(&name, array.data_type().clone(), name != "id"), array))
        .unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|error| {
        EvaluateError::Assess(huoju_scheme::AssessError::Column {
            column: error.to_string(),
            found: arrow_schema::DataType::Null,
            wanted: "a column of the population",
        })
    })
}
