//! The figures of an index, and its weight sets, from files.

use std::collections::HashSet;
use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_index::document::Impute;
use huoju_index::{Chain, Data, Index, Row, Sets};
use huoju_model::{Period, indicator::folded};
use huoju_table::{PlainRow, plain, stands_for_missing};

use crate::args;
use crate::report::{Failure, say};
use crate::words::Words;

const IDS: [&str; 9] =
    ["id", "统一社会信用代码", "主体代码", "高新区代码", "园区代码", "单位代码", "代码", "subject", "ucode"];
const NAMES: [&str; 7] = ["name", "名称", "主体名称", "高新区", "高新区名称", "园区名称", "uname"];
const PERIODS: [&str; 6] = ["period", "所属期", "年份", "年度", "统计年度", "time"];
const HEAD_ROWS: usize = 30;
const SHOWN: usize = 20;

/// What one wanted column is called in a file.
struct Column {
    code: String,
    at: Option<(usize, f64)>,
}

/// Reads the file; every cell of a wanted column must be a number or missing, since one bad figure would move others.
pub fn read(asked: &args::Index, index: &Index, catalogue: &Catalogue, words: &Words) -> Result<Data, Failure> {
    let rows = plain(&asked.data, asked.sheet.as_deref()).map_err(|error| Failure::table(&error, words))?;
    let path = asked.data.display().to_string();
    let figures = figures(index);
    let (head, columns) = header(&rows, &figures, index, catalogue);
    if columns.iter().all(|column| column.at.is_none()) {
        let about = [("path", path.as_str()), ("columns", &words.list(&figures))];
        return Err(Failure::new(words.with("index-no-header", &about)));
    }
    let Some((header, body)) = rows.get(head).zip(rows.get(head + 1..)) else {
        return Err(Failure::new(
            words.with("index-no-header", &[("path", &path), ("columns", &words.list(&figures))]),
        ));
    };
    let find = |own: &Option<String>, usual: &[&str]| match own {
        Some(own) => header.cells.iter().position(|cell| folded(cell) == folded(own)),
        None => usual.iter().find_map(|word| header.cells.iter().position(|cell| folded(cell) == *word)),
    };
    let name = find(&index.columns.name, &NAMES);
    let id = find(&index.columns.id, &IDS).or(name).unwrap_or(0);
    let mut data = Data {
        rows: subjects(body, id, name, find(&index.columns.period, &PERIODS), &path, words)?,
        ..Data::default()
    };
    let mut bad = Vec::new();
    for column in columns {
        let Some((at, factor)) = column.at else { continue };
        let values = body.iter().map(|row| {
            let text = row.cells.get(at).map_or("", String::as_str);
            number(text).map(|value| value * factor).unwrap_or_else(|| {
                let (row, header) = (row.number.to_string(), &header.cells[at]);
                bad.push(
                    words
                        .with("index-bad-cell", &[("path", &path), ("row", &row), ("column", header), ("value", text)]),
                );
                f64::NAN
            })
        });
        data.figures.insert(column.code, values.collect());
    }
    if !bad.is_empty() {
        bad.iter().take(SHOWN).for_each(|line| say(line));
        return Err(Failure::new(words.with("index-bad-cells", &[("path", &path), ("count", &bad.len().to_string())])));
    }
    for group in categories(index) {
        if let Some(at) = header.cells.iter().position(|cell| folded(cell) == folded(&group)) {
            let text = |row: &PlainRow| row.cells.get(at).filter(|cell| !stands_for_missing(cell)).cloned();
            data.categories.insert(group, body.iter().map(text).collect());
        }
    }
    Ok(data)
}

/// Codes of indicators and denominators.
fn figures(index: &Index) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for leaf in &index.leaves {
        for code in std::iter::once(&leaf.indicator).chain(&leaf.denominator) {
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
    }
    codes
}

/// Columns of categories: those ranked within, and those whose means fill gaps.
fn categories(index: &Index) -> Vec<String> {
    let imputes = index.robustness.impute.iter().chain([&index.impute]);
    let groups = imputes.filter_map(|impute| match impute {
        Impute::GroupMean(group) | Impute::GroupMedian(group) => Some(group.clone()),
        _ => None,
    });
    groups.chain(index.columns.groups.iter().cloned()).collect()
}

/// The row among the first that names most wanted columns, and where they are.
fn header(rows: &[PlainRow], codes: &[String], index: &Index, catalogue: &Catalogue) -> (usize, Vec<Column>) {
    let of_row = |row: &PlainRow| -> Vec<Column> {
        let find = |code: &String| Column { code: code.clone(), at: place(row, code, index, catalogue) };
        codes.iter().map(find).collect()
    };
    let found = |columns: &[Column]| columns.iter().filter(|column| column.at.is_some()).count();
    let mut best = (0, rows.first().map(of_row).unwrap_or_default());
    for (at, row) in rows.iter().enumerate().take(HEAD_ROWS).skip(1) {
        let columns = of_row(row);
        if found(&columns) > found(&best.1) {
            best = (at, columns);
        }
    }
    best
}

/// A column by its code, by the title that the index gives it, or by any name that the dictionary knows, whose unit
/// then is converted to the indicator's.
fn place(row: &PlainRow, code: &str, index: &Index, catalogue: &Catalogue) -> Option<(usize, f64)> {
    let exact = row.cells.iter().position(|cell| cell == code);
    let title = index.leaves.iter().find(|leaf| leaf.indicator == code).map(|leaf| &leaf.title);
    let titled = |cell: &String| {
        folded(cell) == folded(code)
            || title.is_some_and(|title| {
                folded(&title.zh) == folded(cell) || title.en.as_ref().is_some_and(|en| folded(en) == folded(cell))
            })
    };
    if let Some(at) = exact.or_else(|| row.cells.iter().position(titled)) {
        return Some((at, 1.0));
    }
    row.cells.iter().enumerate().find_map(|(at, cell)| {
        let named =
            catalogue.dictionary().named(cell).filter(|named| named.earlier == 0 && named.indicator.code == code)?;
        let factor = match named.unit.zip(named.indicator.amount()) {
            Some((unit, amount)) => amount.conversion(unit).map(|(over, under)| over as f64 / under as f64)?,
            None => 1.0,
        };
        Some((at, factor))
    })
}

/// A number as offices write it; `NaN` where it is missing.
fn number(text: &str) -> Option<f64> {
    if stands_for_missing(text) {
        return Some(f64::NAN);
    }
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (plain, divisor) = plain.strip_suffix('%').map_or((plain.as_str(), 1.0), |percent| (percent, 100.0));
    plain.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value / divisor)
}

fn subjects(
    body: &[PlainRow],
    id: usize,
    name: Option<usize>,
    period: Option<usize>,
    path: &str,
    words: &Words,
) -> Result<Vec<Row>, Failure> {
    let mut seen = HashSet::new();
    let one = |row: &PlainRow| {
        let cell = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
        let (at, id) = (row.number.to_string(), cell(id));
        if id.is_empty() {
            return Err(Failure::new(words.with("index-no-id", &[("path", path), ("row", &at)])));
        }
        let written = period.map(cell);
        let period = written.as_ref().map(|text| Period::parse(text)).transpose().map_err(|_| {
            let value = written.clone().unwrap_or_default();
            Failure::new(words.with("index-bad-period", &[("path", path), ("row", &at), ("value", &value)]))
        })?;
        if !seen.insert((id.clone(), written)) {
            return Err(Failure::new(words.with("index-twice", &[("path", path), ("row", &at), ("subject", &id)])));
        }
        Ok(Row { id, name: name.map(cell).unwrap_or_default(), period })
    };
    body.iter().map(one).collect()
}

/// The weight sets of a file; a blank cell keeps the index's weight.
pub fn weight_sets(path: &Path, chain: &Chain<'_>, words: &Words) -> Result<Sets, Failure> {
    let rows = plain(path, None).map_err(|error| Failure::table(&error, words))?;
    let shown = path.display().to_string();
    let Some((header, body)) = rows.split_first() else { return Ok(Vec::new()) };
    let n = chain.tree.parent.len();
    let element = |cell: &String| {
        let found = (0..n).find(|&element| chain.index.id_of(element) == cell);
        found.ok_or_else(|| Failure::new(words.with("index-set-column", &[("path", &shown), ("column", cell)])))
    };
    let elements = header.cells.iter().map(element).collect::<Result<Vec<_>, _>>()?;
    let mut sets = Sets::new();
    for row in body {
        let mut set = Vec::new();
        for (cell, &element) in row.cells.iter().zip(&elements) {
            let value = number(cell).filter(|value| value.is_nan() || *value >= 0.0).ok_or_else(|| {
                let (at, column) = (row.number.to_string(), chain.index.id_of(element));
                let about = [("path", shown.as_str()), ("row", &at), ("column", column), ("value", cell)];
                Failure::new(words.with("index-bad-cell", &about))
            })?;
            if !value.is_nan() {
                set.push((element, value));
            }
        }
        sets.push(set);
    }
    Ok(sets)
}
