//! Small words for reading rows and for writing many at once.

use huoju_model::Period;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row};

use crate::StoreError;

/// A column as a whole number.
pub fn int(row: &AnyRow, column: &str) -> Result<i64, StoreError> {
    Ok(row.try_get(column)?)
}

/// A column as text.
pub fn text(row: &AnyRow, column: &str) -> Result<String, StoreError> {
    Ok(row.try_get(column)?)
}

/// A column that may be null, as a whole number.
pub fn maybe_int(row: &AnyRow, column: &str) -> Result<Option<i64>, StoreError> {
    Ok(row.try_get(column)?)
}

/// A column that may be null, as text.
pub fn maybe_text(row: &AnyRow, column: &str) -> Result<Option<String>, StoreError> {
    Ok(row.try_get(column)?)
}

/// A column that holds a word of a closed list.
pub fn word<T>(row: &AnyRow, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let found = text(row, column)?;
    parse(&found).ok_or(StoreError::Unreadable { column, found })
}

/// A column that holds a period.
pub fn period(row: &AnyRow, column: &'static str) -> Result<Period, StoreError> {
    word(row, column, |text| Period::parse(text).ok())
}

/// One value to write.
#[derive(Debug, Clone)]
pub enum Cell {
    /// A whole number or null.
    Int(Option<i64>),
    /// A text or null.
    Text(Option<String>),
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Cell::Int(Some(value))
    }
}

impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        Cell::Int(value)
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Cell::Text(Some(value.to_owned()))
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Cell::Text(Some(value))
    }
}

impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Self {
        Cell::Text(value)
    }
}

/// How many values one statement carries at most: fewer would be more trips, and more take PostgreSQL longer to plan.
const AT_ONCE: usize = 300;

/// Writes many rows with few statements. `into` is `table (a, b)`, a constant of this crate.
pub async fn insert(
    connection: &mut AnyConnection,
    into: &'static str,
    n_columns: usize,
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> Result<(), StoreError> {
    let n_at_once = (AT_ONCE / n_columns.max(1)).max(1);
    let mark = if connection.backend_name() == "PostgreSQL" { numbered } else { unnumbered };
    let statement = |n_rows| statement(into, n_columns, n_rows, mark);
    let full = statement(n_at_once);
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<Vec<Cell>> = rows.by_ref().take(n_at_once).collect();
        if some.is_empty() {
            return Ok(());
        }
        let sql = if some.len() == n_at_once { full.clone() } else { statement(some.len()) };
        bind(sqlx::query(AssertSqlSafe(sql)), some.into_iter().flatten()).execute(&mut *connection).await?;
    }
}

/// Binds values to a query's next placeholders.
pub fn bind<'q>(
    query: Query<'q, Any, AnyArguments>,
    cells: impl IntoIterator<Item = Cell>,
) -> Query<'q, Any, AnyArguments> {
    cells.into_iter().fold(query, |query, cell| match cell {
        Cell::Int(value) => query.bind(value),
        Cell::Text(value) => query.bind(value),
    })
}

/// A placeholder as PostgreSQL has it.
fn numbered(place: usize) -> String {
    format!("${place}")
}

/// A placeholder that SQLite doesn't look up along a list of all names, which takes the square of their number.
fn unnumbered(_: usize) -> String {
    "?".to_owned()
}

fn statement(into: &str, n_columns: usize, n_rows: usize, mark: fn(usize) -> String) -> String {
    let row = |row: usize| {
        let marks: Vec<String> = (1..=n_columns).map(|column| mark(row * n_columns + column)).collect();
        format!("({})", marks.join(", "))
    };
    let rows: Vec<String> = (0..n_rows).map(row).collect();
    format!("insert into {into} values {}", rows.join(", "))
}

/// Between the columns of a packed row, and between rows: control characters that no office types.
pub const COLUMN: char = '\u{1f}';
const ROW: char = '\u{1e}';

/// Columns, nulls as nothing, for a query that gives all its rows as one text `packed`: a row by itself costs ten times
/// what a line of a text does.
pub fn packed(columns: &[&str]) -> String {
    let plain = |column: &&str| {
        format!("replace(replace(coalesce(cast({column} as text), ''), '{COLUMN}', ' '), '{ROW}', ' ')")
    };
    let columns: Vec<String> = columns.iter().map(plain).collect();
    format!("string_agg({}, '{ROW}') as packed", columns.join(&format!(" || '{COLUMN}' || ")))
}

/// The rows of a text that [`packed`] gave; `read` takes one apart.
pub fn unpacked<T>(row: &AnyRow, mut read: impl FnMut(&str) -> Option<T>) -> Result<Vec<T>, StoreError> {
    let Some(text) = maybe_text(row, "packed")? else { return Ok(Vec::new()) };
    let one =
        |line: &str| read(line).ok_or_else(|| StoreError::Unreadable { column: "packed", found: line.to_owned() });
    text.split(ROW).map(one).collect()
}

/// A list of placeholders from `$first` on: `$3, $4, $5`.
pub fn marks(first: usize, n: usize) -> String {
    let marks: Vec<String> = (first..first + n).map(|mark| format!("${mark}")).collect();
    marks.join(", ")
}
