//! One cell: what a file holds there, and how it becomes a value of its column's kind.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use huoju_model::{Amount, Kind, Unit, indicator::folded};
use jiff::civil::Date;

use crate::date;
use crate::header::near;
use crate::notice::Remark;
use crate::number::{AmountReader, Scaled, half_width, is_dash, is_missing};
use crate::refusal::{CELL_LIMIT, Why, shown, shown_of};

/// What a file holds in one cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    /// A number that the workbook formats as a day.
    Date(Date),
    /// `#REF!` and its like.
    Error(Cow<'a, str>),
    /// More text than a cell holds; its head and its length.
    TooLong(String, usize),
    /// Bytes that are no text; what can be made of them.
    Undecodable(String),
}

impl<'a> Cell<'a> {
    /// A text, or nothing, or too much.
    pub fn text(text: Cow<'a, str>) -> Self {
        if text.len() > CELL_LIMIT {
            let chars = text.chars().count();
            if chars > CELL_LIMIT {
                return Cell::TooLong(text.chars().take(100).collect(), chars);
            }
        }
        if text.trim().is_empty() { Cell::Blank } else { Cell::Text(text) }
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Blank)
    }

    /// The cell as text, as near to what the reader sees as we know.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Blank => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Error(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number_text(*number)),
            Cell::Bool(truth) => Cow::Borrowed(if *truth { "TRUE" } else { "FALSE" }),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::TooLong(head, _) => Cow::Borrowed(head),
            Cell::Undecodable(text) => Cow::Borrowed(text),
        }
    }

    /// The cell as a message repeats it.
    pub fn shown(&self) -> String {
        match self {
            Cell::TooLong(head, chars) => shown_of(head, *chars),
            other => shown(&other.plain()),
        }
    }

    /// What can't be read whatever the column.
    fn unreadable(&self, encoding: &'static str) -> Option<Why> {
        match self {
            Cell::Error(_) => Some(Why::ErrorCell),
            Cell::Text(text) if text.starts_with('#') && ERRORS.contains(&text.trim()) => Some(Why::ErrorCell),
            Cell::TooLong(_, chars) => Some(Why::TooLong { chars: *chars }),
            Cell::Undecodable(_) => Some(Why::Undecodable { encoding }),
            _ => None,
        }
    }
}

/// What a formula that failed leaves, where only its text was kept.
const ERRORS: [&str; 9] = ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];

/// A float as Excel shows it: its 15 digits.
pub(crate) fn number_text(number: f64) -> String {
    huoju_model::Decimal::from_f64(number).map_or_else(|_| number.to_string(), |decimal| decimal.to_string())
}

/// A value of a column's kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Parsed {
    Missing,
    Amount(i64),
    Fact(bool),
    Text(String),
    /// The place of a category's value among those declared.
    Category(usize),
    Date(i32),
}

/// How the cells of one column are read.
#[derive(Debug, Clone)]
pub(crate) enum CellReader {
    Amount(AmountReader),
    Fact,
    Category(Arc<Categories>),
    Text,
    Date,
}

/// The values of a category and their other spellings.
#[derive(Debug)]
pub(crate) struct Categories {
    pub names: Vec<String>,
    by_spelling: HashMap<String, usize>,
}

impl Categories {
    pub fn find(&self, text: &str) -> Result<usize, Why> {
        self.by_spelling.get(text).or_else(|| self.by_spelling.get(&folded(text))).copied().ok_or_else(|| {
            let near = near(text, self.names.iter().map(String::as_str)).map(str::to_owned);
            Why::UnknownValue { accepted: self.names.clone(), near }
        })
    }
}

/// The circumstances of a file that decide how its cells are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habits {
    pub encoding: &'static str,
    pub epoch_1904: bool,
}

/// A value, and what is to be said of how it was read.
pub(crate) type Reading = Result<(Parsed, Aside), Why>;

/// What is to be said of how a value was read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Aside {
    /// It was rounded to fit.
    pub rounded: bool,
    /// It has a unit of the indicator's `also_units` behind it.
    pub also: Option<Unit>,
}

impl CellReader {
    /// A reader for an indicator's values; `unit` is what a bare number has.
    pub fn new(kind: &Kind, unit: Option<Unit>) -> Self {
        match kind {
            Kind::Amount(amount) => CellReader::amount(amount, unit),
            Kind::Fact { .. } => CellReader::Fact,
            Kind::Text => CellReader::Text,
            Kind::Date => CellReader::Date,
            Kind::Category(values) => {
                let spellings = values.iter().enumerate().flat_map(|(index, value)| {
                    std::iter::once(&value.name).chain(&value.also).map(move |spelling| (spelling, index))
                });
                let by_spelling = spellings.flat_map(|(s, index)| [(s.clone(), index), (folded(s), index)]).collect();
                let names = values.iter().map(|value| value.name.clone()).collect();
                CellReader::Category(Arc::new(Categories { names, by_spelling }))
            }
        }
    }

    fn amount(amount: &Amount, unit: Option<Unit>) -> Self {
        CellReader::Amount(AmountReader { amount: amount.clone(), unit: unit.unwrap_or(amount.unit) })
    }

    /// Reads a cell.
    pub fn read(&self, cell: &Cell<'_>, habits: Habits) -> Reading {
        if let Some(why) = cell.unreadable(habits.encoding) {
            return Err(why);
        }
        if cell.is_blank() {
            return Ok(exact(Parsed::Missing));
        }
        match self {
            CellReader::Amount(reader) => amount(reader, cell),
            CellReader::Fact => fact(cell).map(exact),
            CellReader::Category(categories) => category(categories, &cell.plain()).map(exact),
            CellReader::Text => Ok(exact(text(&cell.plain()))),
            CellReader::Date => day(cell, habits.epoch_1904).map(exact),
        }
    }
}

/// In which columns cells with a unit of the indicator's `also_units` were met: each is remarked once.
#[derive(Debug, Default)]
pub(crate) struct AlsoTold(Vec<(usize, Unit)>);

impl AlsoTold {
    /// The remark on a cell, where it is the first of its column with such a unit.
    pub fn first(
        &mut self,
        column: usize,
        reader: &CellReader,
        also: Option<Unit>,
        from: impl FnOnce() -> String,
    ) -> Option<Remark> {
        let CellReader::Amount(reader) = reader else { return None };
        let (given, own) = reader.amount.one_for_one(also?)?;
        if self.0.contains(&(column, given)) {
            return None;
        }
        self.0.push((column, given));
        Some(Remark::UnitAlsoInCell { from: from(), given, own })
    }
}

fn exact(parsed: Parsed) -> (Parsed, Aside) {
    (parsed, Aside::default())
}

fn amount(reader: &AmountReader, cell: &Cell<'_>) -> Reading {
    let scaled = match cell {
        Cell::Number(number) => Some(reader.number(*number)?),
        Cell::Text(text) => reader.text(text)?,
        _ => return Err(Why::NotANumber { unit: reader.unit }),
    };
    Ok(match scaled {
        Some(Scaled { value, rounded, also }) => (Parsed::Amount(value), Aside { rounded, also }),
        None => exact(Parsed::Missing),
    })
}

fn fact(cell: &Cell<'_>) -> Result<Parsed, Why> {
    match cell {
        Cell::Bool(truth) => Ok(Parsed::Fact(*truth)),
        Cell::Number(1.0) => Ok(Parsed::Fact(true)),
        Cell::Number(0.0) => Ok(Parsed::Fact(false)),
        Cell::Text(text) => fact_text(text).map(|truth| truth.map_or(Parsed::Missing, Parsed::Fact)),
        _ => Err(Why::NotYesNo),
    }
}

/// Yes, no, or missing.
pub(crate) fn fact_text(text: &str) -> Result<Option<bool>, Why> {
    const YES: [&str; 17] = [
        "是",
        "有",
        "对",
        "√",
        "✓",
        "✔",
        "☑",
        "1",
        "y",
        "yes",
        "true",
        "t",
        "具备",
        "符合",
        "满足",
        "已认定",
        "已获得",
    ];
    const NO: [&str; 18] = [
        "否",
        "无",
        "没有",
        "不是",
        "×",
        "✗",
        "✘",
        "x",
        "0",
        "n",
        "no",
        "false",
        "f",
        "不具备",
        "不符合",
        "不满足",
        "未认定",
        "未获得",
    ];
    let folded = folded(text);
    let is = |words: &[&str]| words.contains(&folded.as_str());
    if is(&YES) {
        Ok(Some(true))
    } else if is(&NO) {
        Ok(Some(false))
    } else if is_dash(&folded) || is_missing(&folded) {
        Ok(None)
    } else {
        Err(Why::NotYesNo)
    }
}

fn category(categories: &Categories, text: &str) -> Result<Parsed, Why> {
    match categories.find(text.trim()) {
        Ok(index) => Ok(Parsed::Category(index)),
        Err(_) if is_missing(half_width(text).trim()) => Ok(Parsed::Missing),
        Err(why) => Err(why),
    }
}

fn text(text: &str) -> Parsed {
    let trimmed = text.trim();
    if is_dash(trimmed) { Parsed::Missing } else { Parsed::Text(trimmed.to_owned()) }
}

fn day(cell: &Cell<'_>, epoch_1904: bool) -> Result<Parsed, Why> {
    let day = match cell {
        Cell::Date(date) => *date,
        Cell::Number(number) => date::number(*number, epoch_1904)?,
        Cell::Text(text) if is_missing(half_width(text).trim()) => return Ok(Parsed::Missing),
        Cell::Text(text) => date::read(text)?,
        _ => return Err(Why::NotADate),
    };
    Ok(Parsed::Date(date::to_arrow(day)))
}

/// An id as text: trimmed, in half width, without the white space that copying leaves. A float of more than 15 digits
/// has lost the others.
pub(crate) fn id(cell: &Cell<'_>, encoding: &'static str) -> Result<String, Why> {
    if let Some(why) = cell.unreadable(encoding) {
        return Err(why);
    }
    match cell {
        Cell::Number(number) if number.abs() >= 1e15 => Err(Why::LostDigits),
        Cell::Text(text) if lost(text) => Err(Why::LostDigits),
        other => {
            let plain = other.plain();
            let half = half_width(&plain);
            let id = half.trim().trim_start_matches('\'');
            if is_missing(id) { Err(Why::NoId) } else { Ok(id.to_owned()) }
        }
    }
}

/// `9.135E+17`: what Excel writes into a CSV for a code that it took for a number.
fn lost(text: &str) -> bool {
    let half = half_width(text);
    match half.trim().split_once(['E', 'e']) {
        Some((mantissa, exponent)) => {
            exponent.starts_with('+')
                && exponent[1..].parse::<u32>().is_ok_and(|e| e >= 10)
                && mantissa.contains('.')
                && mantissa.parse::<f64>().is_ok()
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact_of(text: &str) -> String {
        match fact_text(text) {
            Ok(truth) => format!("{truth:?}"),
            Err(why) => why.en(),
        }
    }

    #[test]
    fn a_fact_is_yes_no_or_missing() {
        for text in ["是", "有", "√", "1", "Y", "true", "TRUE", "Ｙ", " 是 "] {
            assert_eq!(fact_of(text), "Some(true)", "{text}");
        }
        for text in ["无", "否", "×", "0", "不是", "N", "false"] {
            assert_eq!(fact_of(text), "Some(false)", "{text}");
        }
        for text in ["—", "-", "/", "N/A", ""] {
            assert_eq!(fact_of(text), "None", "{text}");
        }
        for text in ["大概", "2", "是否"] {
            assert!(fact_of(text).starts_with("neither yes nor no"), "{text}");
        }
    }

    #[test]
    fn an_id_that_became_a_number_lost_its_digits() {
        let id = |cell| id(&cell, "UTF-8").map_err(|why| why.en());
        assert_eq!(id(Cell::Number(123.0)).as_deref(), Ok("123"));
        assert_eq!(id(Cell::text(" ９１350100M000100Y43\u{200b}".into())).as_deref(), Ok("91350100M000100Y43"));
        assert!(
            id(Cell::Number(913501000001000432.0)).is_err_and(|why| why.contains("digits after the 15th are lost"))
        );
        assert!(id(Cell::text("9.1350E+17".into())).is_err_and(|why| why.contains("digits after the 15th are lost")));
        assert_eq!(id(Cell::text("12E45".into())).as_deref(), Ok("12E45"));
        assert!(id(Cell::Blank).is_err_and(|why| why.contains("names no subject")));
    }
}
