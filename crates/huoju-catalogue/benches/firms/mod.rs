//! A made-up population for benchmarks: a fixed stream of small firms, one figure in two hundred blank.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};

/// Firms of 5 to 300 people with sales of 1 to 200 million yuan; the facts are presumed.
pub fn population(n_rows: usize) -> RecordBatch {
    let mut state = 7u64;
    let mut next = |least: i64, most: i64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + ((state >> 33) as i64) % (most - least + 1)
    };
    let names = ["headcount", "tech_staff", "sales", "rnd", "costs", "assets", "ip_class_1", "ip_class_2"];
    let mut columns: Vec<Vec<Option<i64>>> = vec![Vec::with_capacity(n_rows); names.len()];
    for _ in 0..n_rows {
        let (staff, sales) = (next(5, 300), next(100, 20_000));
        let costs = sales * next(60, 110) / 100;
        let class_1 = i64::from(next(1, 10) > 8);
        let ten_thousands = 1_000_000;
        let row = [
            staff,
            staff * next(0, 45) / 100,
            sales * ten_thousands,
            sales * next(0, 80) * ten_thousands / 1000,
            costs * ten_thousands,
            next(100, 25_000) * ten_thousands,
            class_1,
            next(0, 6),
        ];
        for (column, figure) in columns.iter_mut().zip(row) {
            column.push((next(1, 200) > 1).then_some(figure));
        }
    }
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..n_rows).map(|n| format!("E{n}"))));
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    fields.extend(names.map(|name| Field::new(name, DataType::Int64, true)));
    let figures = columns.into_iter().map(|column| Arc::new(Int64Array::from(column)) as ArrayRef);
    let arrays = std::iter::once(ids).chain(figures).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("a population")
}
