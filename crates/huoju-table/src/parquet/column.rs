//! One column of Parquet into one column of a population.
//!
//! Integers go as a whole: the bounds are checked on the least and the greatest value first, and row by row only where
//! one is outside. Every other type goes cell by cell through the same readers as a workbook's.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BooleanArray, Int64Array, PrimitiveArray, StringArray};
use arrow_buffer::ScalarBuffer;
use arrow_schema::{DataType, TimeUnit};
use huoju_model::{Decimal, Unit};

use crate::batch::ColumnBuilder;
use crate::cell::{self, Cell, CellReader, Habits, Parsed};
use crate::date;
use crate::number::{AmountReader, Scaled, shown_amount};
use crate::refusal::Why;

/// Parquet's texts are UTF-8 and its days its own.
const HABITS: Habits = Habits { encoding: "UTF-8", epoch_1904: false };

/// A converted column and the rows in which it could not be read.
pub(super) struct Converted {
    pub array: ArrayRef,
    pub bad: Vec<(usize, Why)>,
    /// Rows that were rounded, and to what.
    pub rounded: Vec<(usize, String)>,
    /// Rows whose number has a unit of the indicator's `also_units` behind it.
    pub also: Vec<(usize, Unit)>,
}

impl Converted {
    fn whole(array: ArrayRef) -> Self {
        Converted { array, bad: Vec::new(), rounded: Vec::new(), also: Vec::new() }
    }
}

/// Whether a column holds single values of a type that [`cell`] reads.
pub(super) fn is_scalar(data_type: &DataType) -> bool {
    use DataType::{Boolean, Date32, Decimal128, Float32, Float64, Null, Timestamp, Utf8};
    data_type.is_integer()
        || matches!(data_type, Utf8 | Boolean | Date32 | Float32 | Float64 | Null | Timestamp(..) | Decimal128(..))
}

/// Whether a reader takes a type; else what it takes.
pub(super) fn accepted(reader: &CellReader, data_type: &DataType) -> Result<(), &'static str> {
    use DataType::{Boolean, Date32, Timestamp};
    let scalar = is_scalar(data_type);
    let dated = matches!(data_type, Date32 | Timestamp(..));
    match reader {
        CellReader::Amount(_) if !scalar || dated || *data_type == Boolean => Err("integers, floats, decimals or text"),
        CellReader::Fact if !scalar || dated => Err("booleans, 0 and 1, or text"),
        CellReader::Date if !scalar || *data_type == Boolean => Err("dates, timestamps or text"),
        _ if !scalar => Err("text"),
        _ => Ok(()),
    }
}

/// Converts a column of an accepted type.
pub(super) fn convert(array: &ArrayRef, reader: &CellReader) -> Converted {
    match (reader, array.data_type()) {
        (CellReader::Amount(reader), DataType::Int64) => whole_integers(array.as_primitive(), reader),
        (CellReader::Amount(reader), DataType::Int32) => integers::<Int32Type>(array, reader),
        (CellReader::Amount(reader), DataType::Int16) => integers::<Int16Type>(array, reader),
        (CellReader::Amount(reader), DataType::Int8) => integers::<Int8Type>(array, reader),
        (CellReader::Amount(reader), DataType::UInt32) => integers::<UInt32Type>(array, reader),
        (CellReader::Amount(reader), DataType::UInt16) => integers::<UInt16Type>(array, reader),
        (CellReader::Amount(reader), DataType::UInt8) => integers::<UInt8Type>(array, reader),
        (CellReader::Amount(reader), DataType::UInt64) => {
            let values = array.as_primitive::<UInt64Type>();
            decimals(array, reader, |row| Some(Decimal::new(i128::from(values.value(row)), 0)))
        }
        (CellReader::Amount(reader), DataType::Decimal128(_, scale)) => {
            let values = array.as_primitive::<Decimal128Type>();
            let scale = i32::from(*scale);
            decimals(array, reader, |row| decimal(values.value(row), scale))
        }
        (CellReader::Fact, DataType::Boolean) | (CellReader::Date, DataType::Date32) => {
            Converted::whole(Arc::clone(array))
        }
        (CellReader::Text, DataType::Utf8) if is_plain(array.as_string::<i32>()) => Converted::whole(Arc::clone(array)),
        _ => by_cells(array, reader),
    }
}

fn decimal(digits: i128, scale: i32) -> Option<Decimal> {
    match u32::try_from(scale) {
        Ok(scale) => Some(Decimal::new(digits, scale)),
        Err(_) => Some(Decimal::new(digits.checked_mul(10i128.checked_pow(scale.unsigned_abs())?)?, 0)),
    }
}

fn integers<T: ArrowPrimitiveType>(array: &ArrayRef, reader: &AmountReader) -> Converted
where
    i64: From<T::Native>,
{
    let array = array.as_primitive::<T>();
    let values: ScalarBuffer<i64> = array.values().iter().map(|&value| i64::from(value)).collect();
    whole_integers(&PrimitiveArray::new(values, array.nulls().cloned()), reader)
}

/// Integers of the column's unit into smallest units: one multiplication where the unit is a multiple of them.
fn whole_integers(array: &Int64Array, reader: &AmountReader) -> Converted {
    if let Some(step) = step(reader)
        && within(
            array,
            reader.amount.minimum.div_euclid(step) + i64::from(reader.amount.minimum.rem_euclid(step) != 0),
            reader.amount.maximum.div_euclid(step),
        )
    {
        let nulls = array.nulls().cloned();
        let values = match step {
            1 => array.values().clone(),
            step => array.values().iter().map(|value| value.wrapping_mul(step)).collect(),
        };
        return Converted::whole(Arc::new(Int64Array::new(values, nulls)));
    }
    let values = array.values();
    let any: ArrayRef = Arc::new(array.clone());
    decimals(&any, reader, |row| Some(Decimal::new(i128::from(values[row]), 0)))
}

/// How many smallest units one unit of the column is, where that is whole.
fn step(reader: &AmountReader) -> Option<i64> {
    let (num, den) = reader.amount.conversion(reader.unit)?;
    let over = num.checked_mul(10i64.checked_pow(u32::from(reader.amount.scale))?)?;
    (over % den == 0).then_some(over / den)
}

/// Whether every value that is there lies between the bounds. What stands behind a null says nothing, so it is looked
/// at only where the quick answer over all of them is no.
fn within(array: &Int64Array, least: i64, greatest: i64) -> bool {
    let (low, high) = array.values().iter().fold((i64::MAX, i64::MIN), |(low, high), &v| (low.min(v), high.max(v)));
    array.is_empty()
        || (low >= least && high <= greatest)
        || array.iter().flatten().all(|v| v >= least && v <= greatest)
}

/// Row by row through exact decimals.
fn decimals(array: &ArrayRef, reader: &AmountReader, value: impl Fn(usize) -> Option<Decimal>) -> Converted {
    let mut values = Int64Array::builder(array.len());
    let mut converted = Converted::whole(Arc::clone(array));
    for row in 0..array.len() {
        if array.is_null(row) {
            values.append_null();
            continue;
        }
        let scaled =
            value(row).ok_or(Why::NotANumber { unit: reader.unit }).and_then(|d| reader.scaled(d, reader.unit));
        match scaled {
            Ok(Scaled { value, rounded, .. }) => {
                values.append_value(value);
                if rounded {
                    converted.rounded.push((row, shown_amount(value, &reader.amount)));
                }
            }
            Err(why) => {
                values.append_null();
                converted.bad.push((row, why));
            }
        }
    }
    converted.array = Arc::new(values.finish());
    converted
}

/// Cell by cell, as a workbook's column.
fn by_cells(array: &ArrayRef, reader: &CellReader) -> Converted {
    let mut builder = ColumnBuilder::new(&match reader {
        CellReader::Amount(_) => DataType::Int64,
        CellReader::Fact => DataType::Boolean,
        CellReader::Category(_) | CellReader::Text => DataType::Utf8,
        CellReader::Date => DataType::Date32,
    });
    let (mut bad, mut rounded, mut also) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..array.len() {
        let value = match reader.read(&cell(array, row), HABITS) {
            Ok((value, aside)) => {
                also.extend(aside.also.map(|unit| (row, unit)));
                if let (true, Parsed::Amount(amount), CellReader::Amount(reader)) = (aside.rounded, &value, reader) {
                    rounded.push((row, shown_amount(*amount, &reader.amount)));
                }
                value
            }
            Err(why) => {
                bad.push((row, why));
                Parsed::Missing
            }
        };
        builder.push(&value, reader);
    }
    Converted { array: builder.finish(), bad, rounded, also }
}

/// Whether texts can stay as they are: none blank, padded, a dash, or longer than a cell.
fn is_plain(texts: &StringArray) -> bool {
    texts.iter().flatten().all(|text| {
        let short = text.len() <= crate::refusal::CELL_LIMIT;
        short && text.trim().len() == text.len() && !crate::number::is_dash(text)
    })
}

/// One value as a workbook would hold it.
pub(super) fn cell(array: &ArrayRef, row: usize) -> Cell<'_> {
    if array.is_null(row) {
        return Cell::Blank;
    }
    macro_rules! integer {
        ($type:ty) => {{
            let value = array.as_primitive::<$type>().value(row);
            // More digits than a float holds stay a text, which is read exactly.
            if (value as i128).unsigned_abs() < 1 << 53 {
                Cell::Number(value as f64)
            } else {
                Cell::Text(value.to_string().into())
            }
        }};
    }
    match array.data_type() {
        DataType::Utf8 => Cell::text(Cow::Borrowed(array.as_string::<i32>().value(row))),
        DataType::Boolean => Cell::Bool(array.as_boolean().value(row)),
        DataType::Float64 => Cell::Number(array.as_primitive::<Float64Type>().value(row)),
        // A short float is what it prints as: 0.1, not its fifteen digits.
        DataType::Float32 => Cell::Text(array.as_primitive::<Float32Type>().value(row).to_string().into()),
        DataType::Int8 => integer!(Int8Type),
        DataType::Int16 => integer!(Int16Type),
        DataType::Int32 => integer!(Int32Type),
        DataType::Int64 => integer!(Int64Type),
        DataType::UInt8 => integer!(UInt8Type),
        DataType::UInt16 => integer!(UInt16Type),
        DataType::UInt32 => integer!(UInt32Type),
        DataType::UInt64 => integer!(UInt64Type),
        DataType::Decimal128(_, scale) => {
            let digits = array.as_primitive::<Decimal128Type>().value(row);
            decimal(digits, i32::from(*scale)).map_or(Cell::Blank, |decimal| Cell::Text(decimal.to_string().into()))
        }
        DataType::Date32 => day(i64::from(array.as_primitive::<Date32Type>().value(row))),
        DataType::Timestamp(unit, _) => {
            let (value, per_day) = match unit {
                TimeUnit::Second => return Cell::Blank,
                TimeUnit::Millisecond => (array.as_primitive::<TimestampMillisecondType>().value(row), 86_400_000),
                TimeUnit::Microsecond => (array.as_primitive::<TimestampMicrosecondType>().value(row), 86_400_000_000),
                TimeUnit::Nanosecond => {
                    (array.as_primitive::<TimestampNanosecondType>().value(row), 86_400_000_000_000)
                }
            };
            day(value.div_euclid(per_day))
        }
        _ => Cell::Blank,
    }
}

fn day(days: i64) -> Cell<'static> {
    let date = i32::try_from(days).ok().and_then(date::from_arrow);
    date.map_or_else(|| Cell::Text(days.to_string().into()), Cell::Date)
}

/// One value as a message repeats it.
pub(super) fn shown(array: &ArrayRef, row: usize) -> String {
    cell(array, row).shown()
}

/// A column of names.
pub(super) fn texts(array: &ArrayRef) -> ArrayRef {
    if array.data_type() == &DataType::Utf8 {
        return Arc::clone(array);
    }
    let texts = (0..array.len()).map(|row| (!array.is_null(row)).then(|| cell(array, row).plain().into_owned()));
    Arc::new(texts.collect::<StringArray>())
}

/// The ids of a column in the population's type, and the rows that have none.
pub(super) fn ids(array: &ArrayRef, data_type: &DataType) -> (ArrayRef, Vec<(usize, Why)>) {
    let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
    let missing = nulls.into_iter().flat_map(|nulls| (0..nulls.len()).filter(|&row| nulls.is_null(row)));
    let mut bad: Vec<(usize, Why)> = missing.map(|row| (row, Why::NoId)).collect();
    if *data_type == DataType::Int64 {
        let filled = if array.data_type() == &DataType::Int64 {
            array.as_primitive::<Int64Type>().values().clone()
        } else {
            wide(array)
        };
        return (Arc::new(Int64Array::new(filled, None)), bad);
    }
    let texts = array.as_string::<i32>();
    if bad.is_empty() && texts.iter().flatten().all(is_plain_id) {
        return (Arc::clone(array), bad);
    }
    let mut ids = arrow_array::builder::StringBuilder::new();
    for row in 0..array.len() {
        match cell::id(&cell(array, row), HABITS.encoding) {
            Ok(id) => ids.append_value(id),
            Err(why) => {
                ids.append_value("");
                if array.is_valid(row) {
                    bad.push((row, why));
                }
            }
        }
    }
    (Arc::new(ids.finish()), bad)
}

fn is_plain_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() < 64
        && id.bytes().all(|b| b.is_ascii_alphanumeric())
        && !id.eq_ignore_ascii_case("na")
        && !id.eq_ignore_ascii_case("null")
}

fn wide(array: &ArrayRef) -> ScalarBuffer<i64> {
    macro_rules! widened {
        ($type:ty) => {
            array.as_primitive::<$type>().values().iter().map(|&value| i64::from(value)).collect()
        };
    }
    match array.data_type() {
        DataType::Int8 => widened!(Int8Type),
        DataType::Int16 => widened!(Int16Type),
        DataType::Int32 => widened!(Int32Type),
        DataType::UInt8 => widened!(UInt8Type),
        DataType::UInt16 => widened!(UInt16Type),
        _ => widened!(UInt32Type),
    }
}

/// Whether two converted columns hold the same in a row.
pub(super) fn equal(a: &ArrayRef, b: &ArrayRef, row: usize) -> bool {
    match (a.is_valid(row), b.is_valid(row)) {
        (true, true) => cell(a, row) == cell(b, row),
        (valid, other) => valid == other,
    }
}

/// The ids asked for.
pub(crate) enum Ids {
    Texts(HashSet<String>),
    Numbers(HashSet<i64>),
}

impl Ids {
    /// The ids in the population's type.
    pub fn new(only: &HashSet<String>, data_type: &DataType) -> Self {
        match data_type {
            DataType::Int64 => Ids::Numbers(only.iter().filter_map(|id| id.trim().parse().ok()).collect()),
            _ => Ids::Texts(only.clone()),
        }
    }

    /// Which rows of a column of ids are among them.
    pub fn mask(&self, array: &ArrayRef) -> BooleanArray {
        let has = |row: usize| match self {
            Ids::Texts(ids) => cell::id(&cell(array, row), HABITS.encoding).is_ok_and(|id| ids.contains(&id)),
            Ids::Numbers(ids) => cell(array, row).plain().parse().is_ok_and(|id| ids.contains(&id)),
        };
        (0..array.len()).map(|row| Some(has(row))).collect()
    }
}
