//! One value of an output column.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use huoju_model::Decimal;
use jiff::civil::Date;

use super::{OutputColumn, OutputKind};
use crate::date;
use crate::error::TableError;

/// A value as the writers of rows need it.
pub(super) enum Value<'a> {
    Missing,
    Text(&'a str),
    Number(Decimal),
    Fact(bool),
    Date(Date),
}

/// The columns of a batch in the order of the output.
pub(super) fn arrays<'b>(columns: &[OutputColumn], batch: &'b RecordBatch) -> Result<Vec<&'b ArrayRef>, TableError> {
    let find = |column: &OutputColumn| {
        let array = batch.column_by_name(&column.name);
        array.ok_or_else(|| TableError::internal(format!("the output has no column `{}`", column.name)))
    };
    columns.iter().map(find).collect()
}

/// The value in a row.
pub(super) fn value<'a>(array: &'a ArrayRef, kind: OutputKind, row: usize) -> Value<'a> {
    if array.is_null(row) {
        return Value::Missing;
    }
    match (array.data_type(), kind) {
        (DataType::Utf8, _) => Value::Text(array.as_string::<i32>().value(row)),
        (DataType::LargeUtf8, _) => Value::Text(array.as_string::<i64>().value(row)),
        (DataType::Dictionary(..), _) => dictionary(array, row),
        (DataType::Boolean, _) => Value::Fact(array.as_boolean().value(row)),
        (DataType::Date32, _) => {
            date::from_arrow(array.as_primitive::<Date32Type>().value(row)).map_or(Value::Missing, Value::Date)
        }
        (_, OutputKind::Number { scale }) => number(array, row, scale),
        _ => number(array, row, 0),
    }
}

fn number<'a>(array: &'a ArrayRef, row: usize, scale: u8) -> Value<'a> {
    integer(array, row).map_or(Value::Missing, |digits| Value::Number(Decimal::new(digits, u32::from(scale))))
}

/// The integer in a row of any integer column.
pub(super) fn integer(array: &ArrayRef, row: usize) -> Option<i128> {
    macro_rules! of {
        ($type:ty) => {
            Some(i128::from(array.as_primitive::<$type>().value(row)))
        };
    }
    match array.data_type() {
        DataType::Int64 => of!(Int64Type),
        DataType::Int32 => of!(Int32Type),
        DataType::Int16 => of!(Int16Type),
        DataType::Int8 => of!(Int8Type),
        DataType::UInt64 => of!(UInt64Type),
        DataType::UInt32 => of!(UInt32Type),
        DataType::UInt16 => of!(UInt16Type),
        DataType::UInt8 => of!(UInt8Type),
        _ => None,
    }
}

fn dictionary<'a>(array: &'a ArrayRef, row: usize) -> Value<'a> {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return Value::Missing };
    let key = integer_of(dictionary.keys(), row);
    let values = dictionary.values();
    match (key, values.data_type()) {
        (Some(key), DataType::Utf8) if values.is_valid(key) => Value::Text(values.as_string::<i32>().value(key)),
        _ => Value::Missing,
    }
}

fn integer_of(array: &dyn Array, row: usize) -> Option<usize> {
    let array = array.slice(row, 1);
    integer(&array, 0).and_then(|key| usize::try_from(key).ok())
}

/// A text cell that a spreadsheet would take for a formula, made harmless by an apostrophe before it.
pub(crate) fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    let number = text.starts_with('-') && Decimal::parse(text).is_ok();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number {
        std::borrow::Cow::Owned(format!("'{text}"))
    } else {
        std::borrow::Cow::Borrowed(text)
    }
}
