//! What is written is read back: workbooks and Parquet in and out, on several threads.

use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray};
use huoju_model::{Amount, Dictionary, Indicator, Kind, Text, Unit};
use huoju_table::write::ParquetSink;
use huoju_table::{Wanted, open};

use crate::support::Desk;

/// A Parquet file of `n_groups` row groups of 1000 subjects.
fn parquet(path: &Path, n_groups: i64) {
    let group = |group: i64| {
        let rows = group * 1000..(group + 1) * 1000;
        let column = |of: fn(i64) -> i64| Arc::new(Int64Array::from_iter_values(rows.clone().map(of))) as ArrayRef;
        let ids = StringArray::from_iter_values(rows.clone().map(|row| format!("P{row:06}")));
        let titles = BooleanArray::from_iter(rows.clone().map(|row| (row % 3 > 0).then_some(row % 3 == 1)));
        RecordBatch::try_from_iter([
            ("id", Arc::new(ids) as ArrayRef),
            ("t_staff", column(|row| row % 97)),
            ("t_tech", column(|row| row % 31)),
            ("t_sales", column(|row| row % 2000 * 10_000)),
            ("t_title", Arc::new(titles) as ArrayRef),
        ])
        .expect("columns of one length")
    };
    let mut sink = ParquetSink::create(path, group(0).schema()).expect("a file");
    for number in 0..n_groups {
        sink.append(sink.encoder().encode(&[group(number)]).expect("a row group")).expect("it is appended");
    }
    sink.finish().expect("it is put in place");
}

/// An amount in 分 under this code and header.
fn points(dictionary: &mut Dictionary, code: &str, header: &str) {
    let unit = Unit::parse("分").expect("a unit");
    let kind =
        Kind::Amount(Amount { unit, scale: 1, minimum: 0, maximum: 10_000, rounds: false, also_units: Vec::new() });
    let name = Text::zh(header);
    dictionary
        .add(Indicator {
            code: code.into(),
            name,
            also: Vec::new(),
            kind,
            source: None,
            note: None,
            title: None,
            ends: Vec::new(),
        })
        .expect("a new code");
}

/// Id and total of every subject of a result.
fn totals(path: &Path, header: &str) -> Vec<(String, Option<i64>)> {
    let mut dictionary = Dictionary::new();
    points(&mut dictionary, "total", header);
    let wanted = Wanted { columns: vec![("total".into(), 0)], ..Wanted::default() };
    let table = open(path, &wanted, &dictionary).expect("a result that can be read");
    let mut totals = Vec::new();
    for part in 0..table.n_parts() {
        for batch in table.read_part(part).expect("a part") {
            let rows = batch.expect("a batch").population;
            let (ids, values) = (rows["id"].as_string::<i32>(), rows["total"].as_primitive::<Int64Type>());
            totals.extend(ids.iter().zip(values).map(|(id, total)| (id.unwrap_or_default().to_owned(), total)));
        }
    }
    totals
}

#[test]
fn parquet_is_assessed_in_its_order_on_any_number_of_threads() {
    let desk = Desk::new();
    parquet(&desk.path().join("park.parquet"), 12);
    let run = |threads: usize, out: &str| {
        let line = format!("assess test-star --data park.parquet --period 2025 --threads {threads} --out {out}");
        let done = desk.huoju(&line);
        assert_eq!(done.status, 0, "{}", done.err);
    };
    run(1, "one.csv");
    run(4, "four.csv");
    assert_eq!(desk.read("one.csv"), desk.read("four.csv"));
    run(1, "one.parquet");
    run(3, "three.parquet");
    let expected: Vec<_> = desk
        .read("one.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>())
        .map(|cells| (cells[0].clone(), (cells[3].parse::<f64>().expect("a number") * 10.0) as i64))
        .map(|(id, total)| (id, Some(total)))
        .collect();
    assert_eq!(expected.len(), 12_000);
    for file in ["one.parquet", "three.parquet"] {
        assert!(totals(&desk.path().join(file), "总分") == expected, "{file} differs from the CSV");
    }
}

#[test]
fn a_workbook_speaks_the_readers_language_and_can_be_read_again() {
    let desk = Desk::new();
    desk.data("A1,甲公司,50,15,1000,否\nA2,乙公司,50,5,100,\n");
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --out out.xlsx");
    assert_eq!(done.status, 0, "{}", done.err);
    let read = totals(&desk.path().join("out.xlsx"), "总分");
    assert_eq!(read, [("A1".to_owned(), Some(1000)), ("A2".to_owned(), Some(505))]);
}
