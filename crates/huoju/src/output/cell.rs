//! One cell of a result as text.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, UInt16Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use huoju_model::Decimal;
use huoju_scheme::ColumnKind;

/// What stands in a row of a result's column; points with their decimal places.
pub fn shown(column: &ArrayRef, kind: Option<ColumnKind>, row: usize) -> Option<String> {
    match (cell(column, row), kind) {
        (Some(points), Some(ColumnKind::Points { scale })) if scale > 0 => {
            let digits = points.parse::<i64>().ok()?;
            Some(Decimal::new(i128::from(digits), u32::from(scale)).to_string())
        }
        (cell, _) => cell,
    }
}

/// What stands in a row of a column; `None` where it is blank.
pub fn cell(column: &ArrayRef, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).to_owned()),
        DataType::Int32 => Some(column.as_primitive::<Int32Type>().value(row).to_string()),
        DataType::Int64 => Some(column.as_primitive::<Int64Type>().value(row).to_string()),
        DataType::Dictionary(..) => {
            let words = column.as_dictionary_opt::<UInt16Type>()?;
            Some(words.values().as_string_opt::<i32>()?.value(words.key(row)?).to_owned())
        }
        _ => None,
    }
}
