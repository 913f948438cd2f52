//! The columns of a result: the subject's, then those of the assessment.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};
use huoju_model::Text;
use huoju_scheme::{Assessed, ColumnKind, Program};
use huoju_table::write::{OutputColumn, OutputKind};

use crate::args::Format;
use crate::report::Failure;
use crate::words::Words;

/// A column of a result.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in files: `id`, `outcome`, `criterion.personnel`.
    pub name: String,
    /// What people read above it.
    pub label: Text,
    /// What stands in it; `None` for the subject's own id and name.
    pub kind: Option<ColumnKind>,
}

/// The headers of the subject's id and, where there are names, of its name.
pub type Own<'a> = (&'a str, Option<&'a str>);

/// The columns asked for, else those that suit the format: all in files, the telling ones in a table.
pub fn chosen(
    asked: Option<&[String]>,
    format: Format,
    program: &Program,
    own: Own<'_>,
    words: &Words,
) -> Result<Vec<Column>, Failure> {
    let all = all(program, own);
    let Some(asked) = asked else {
        let suits = |column: &Column| match format {
            Format::Table => column.name != "missing" && !column.name.starts_with("gate."),
            Format::Xlsx => true,
            Format::Csv | Format::Parquet | Format::Json => column.name != "name",
        };
        return Ok(all.into_iter().filter(suits).collect());
    };
    let mut all = all;
    all.extend(program.band_columns().into_iter().map(of_assessment));
    asked.iter().map(|name| named(name, &all, words)).collect()
}

/// All but the bands, which are there for the asking; the subject's own columns keep the headers of the file.
fn all(program: &Program, (id, name): Own<'_>) -> Vec<Column> {
    let own = |name: &str, header: &str| Column { name: name.to_owned(), label: Text::new(header, name), kind: None };
    let mut all = vec![own("id", id)];
    all.extend(name.map(|header| own("name", header)));
    all.extend(program.columns().into_iter().map(of_assessment));
    all
}

fn of_assessment(column: huoju_scheme::Column) -> Column {
    Column { name: column.name, label: column.label, kind: Some(column.kind) }
}

fn named(name: &str, all: &[Column], words: &Words) -> Result<Column, Failure> {
    let found = all.iter().find(|column| column.name == name || column.label.zh == name);
    found.cloned().ok_or_else(|| {
        let known = words.list(all.iter().map(|column| &column.name));
        Failure::new(words.with("args-column", &[("column", name), ("known", &known)]))
    })
}

/// The result's rows for a batch of the population.
pub fn assemble(columns: &[Column], population: &RecordBatch, assessed: &Assessed) -> Result<RecordBatch, Failure> {
    let array = |column: &Column| match column.kind {
        Some(_) => assessed.column(&column.name),
        None => population.column_by_name(&column.name).cloned(),
    };
    let arrays = columns.iter().map(array).collect::<Option<Vec<_>>>();
    let arrays = arrays.ok_or_else(|| Failure::new("a column of the result is absent".to_owned()))?;
    let fields =
        columns.iter().zip(&arrays).map(|(c, array)| Field::new(&c.name, array.data_type().clone(), c.name != "id"));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    RecordBatch::try_new(schema, arrays).map_err(|error| Failure::new(error.to_string()))
}

/// The same rows with points as integers of their smallest step, which is how the writers of text and workbooks take
/// them; Parquet has decimals of its own.
pub fn with_integers(batch: RecordBatch) -> Result<RecordBatch, Failure> {
    let arrays: Vec<ArrayRef> = batch.columns().iter().map(integers).collect();
    let schema = batch.schema();
    let fields = schema.fields().iter().zip(&arrays);
    let fields: Vec<_> =
        fields.map(|(f, array)| Field::new(f.name(), array.data_type().clone(), f.is_nullable())).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|error| Failure::new(error.to_string()))
}

fn integers(column: &ArrayRef) -> ArrayRef {
    match column.as_primitive_opt::<Decimal128Type>() {
        Some(points) => Arc::new(points.unary::<_, Int64Type>(|points| points as i64)),
        None => Arc::clone(column),
    }
}

/// The columns as `huoju-table` writes them; a workbook's headers speak the reader's language.
pub fn for_file(columns: &[Column], words: &Words) -> Vec<OutputColumn> {
    let column = |column: &Column| OutputColumn {
        name: column.name.clone(),
        header: words.name(&column.label).to_owned(),
        kind: match column.kind {
            Some(ColumnKind::Points { scale }) => OutputKind::Number { scale },
            _ => OutputKind::Text,
        },
    };
    columns.iter().map(column).collect()
}
