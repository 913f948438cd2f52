//! A small dictionary, files made on the spot, and a table told as text.

use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use huoju_model::{Amount, Category, Dictionary, Indicator, Kind, Text, Unit};
use huoju_table::{Batch, IgnoredBecause, Table, TableError, Wanted};
use rust_xlsxwriter::{Workbook, Worksheet};

/// Indicators of every kind.
pub fn dictionary() -> Dictionary {
    let mut dictionary = Dictionary::new();
    let amount = |unit: &str, scale, minimum, maximum, rounds| {
        // As the packs have it: what is kept in 项 is also given in 件 and 个.
        let also_units = if unit == "项" { vec!["件", "个"] } else { vec![] };
        let unit_of = |symbol| Unit::parse(symbol).expect("a unit");
        let also_units = also_units.into_iter().map(unit_of).collect();
        Kind::Amount(Amount { unit: unit_of(unit), scale, minimum, maximum, rounds, also_units })
    };
    let money = || amount("元", 2, 0, 100_000_000_000_000, false);
    let values = ["电子信息", "新材料"].map(|name| Category { name: name.into(), also: vec![] });
    let service = Category { name: "高技术服务".into(), also: vec!["高技术服务业".into()] };
    for (code, zh, also, kind) in [
        ("revenue", "营业收入", vec!["营收"], money()),
        ("rnd", "研发费用", vec!["研发费用总额"], money()),
        ("profit", "利润总额", vec![], amount("元", 2, -100_000_000_000_000, 100_000_000_000_000, false)),
        ("assets", "资产总额", vec![], amount("元", 0, 0, 100_000_000_000_000, true)),
        ("staff", "职工总数", vec![], amount("人", 0, 0, 10_000_000, false)),
        ("tech_staff", "科技人员", vec!["科技人员数"], amount("人", 0, 0, 10_000_000, false)),
        ("rights", "知识产权", vec![], amount("项", 0, 0, 1_000_000, false)),
        ("works", "软件著作权", vec![], amount("项", 0, 0, 1_000_000, false)),
        ("share", "研发投入占比", vec![], amount("%", 2, 0, 10_000, false)),
        ("hnte", "高新技术企业", vec![], Kind::Fact { presumed: Some(false) }),
        ("field", "技术领域", vec![], Kind::Category(values.into_iter().chain([service]).collect())),
        ("registered", "注册日期", vec![], Kind::Date),
        ("remark", "主营产品", vec![], Kind::Text),
    ] {
        let also = also.into_iter().map(String::from).collect();
        let indicator = Indicator {
            code: code.into(),
            name: Text::zh(zh),
            also,
            kind,
            source: None,
            note: None,
            title: None,
            ends: Vec::new(),
        };
        dictionary.add(indicator).expect("an indicator");
    }
    dictionary
}

/// `"revenue revenue@-1 staff"` as columns that are wanted.
pub fn wanted(columns: &str) -> Wanted {
    let column = |text: &str| match text.split_once("@-") {
        Some((code, earlier)) => (code.to_owned(), earlier.parse().expect("a number")),
        None => (text.to_owned(), 0),
    };
    Wanted { columns: columns.split_whitespace().map(column).collect(), ..Wanted::default() }
}

/// A folder that goes away with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A file of these bytes.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// A workbook of one sheet: texts, and numbers where they parse as one and don't begin with `'`.
    pub fn sheet(&self, name: &str, rows: &[&str]) -> PathBuf {
        self.book(name, |book| fill(book.add_worksheet(), rows))
    }

    pub fn book(&self, name: &str, make: impl FnOnce(&mut Workbook)) -> PathBuf {
        let mut book = Workbook::new();
        make(&mut book);
        let path = self.path(name);
        book.save(&path).expect("a workbook");
        path
    }

    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// Rows of cells parted by `|`.
pub fn fill(sheet: &mut Worksheet, rows: &[&str]) {
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.split('|').map(str::trim).enumerate() {
            let (row, column) = (row as u32, column as u16);
            match (cell, cell.strip_prefix('\''), cell.parse::<f64>()) {
                ("", ..) => {}
                (_, Some(text), _) => drop(sheet.write_string(row, column, text)),
                (_, _, Ok(number)) => drop(sheet.write_number(row, column, number)),
                _ => drop(sheet.write_string(row, column, cell)),
            }
        }
    }
}

/// What a file holds, told: rows, refusals, notices; or why it could not be read.
pub fn told(path: &Path, wanted: &Wanted) -> String {
    match huoju_table::open(path, wanted, &dictionary()) {
        Ok(table) => table_told(&table),
        Err(error) => {
            // The folder differs from run to run.
            let folder = path.parent().map(|folder| format!("{}/", folder.display())).unwrap_or_default();
            error_told(&error).replace(&folder, "")
        }
    }
}

pub fn error_told(error: &TableError) -> String {
    format!("{}\n{}", error.en(), error.zh())
}

pub fn table_told(table: &Table) -> String {
    let mut told = String::new();
    for notice in &table.layout().notices {
        told += &format!("* {}\n", notice.en());
    }
    for ignored in &table.layout().ignored {
        let why = match &ignored.why {
            IgnoredBecause::Unknown(Some(near)) => format!("Unknown, perhaps {near}"),
            IgnoredBecause::Unknown(None) => "Unknown".into(),
            other => format!("{other:?}"),
        };
        told += &format!("- {}{}: {why}\n", ignored.column.letter, ignored.column.header);
    }
    if !table.layout().absent.is_empty() {
        told += &format!("absent {:?}\n", table.layout().absent);
    }
    for part in 0..table.n_parts() {
        for batch in table.read_part(part).expect("a part") {
            match batch {
                Ok(batch) => told += &batch_told(&batch),
                Err(error) => told += &format!("{}\n", error_told(&error)),
            }
        }
    }
    told
}

pub fn batch_told(batch: &Batch) -> String {
    let mut told = String::new();
    let schema = batch.population.schema();
    for row in 0..batch.population.num_rows() {
        told += &format!("{}:", batch.rows.get(row).expect("a row"));
        for (field, column) in schema.fields().iter().zip(batch.population.columns()) {
            told += &format!(" {}={}", field.name(), value(column, row));
        }
        told += "\n";
    }
    for refusal in &batch.refusals {
        let place = refusal.cell.clone().unwrap_or_else(|| format!("row {}", refusal.row));
        told += &format!("! {place} `{}`: {}\n", refusal.value, refusal.why);
    }
    for notice in &batch.notices {
        let place = notice.cell.clone().or_else(|| notice.row.map(|row| format!("row {row}"))).unwrap_or_default();
        told += &format!("* {place} {}\n", notice.en());
    }
    told
}

pub fn value(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return "∅".into();
    }
    match column.data_type() {
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Date32 => format!("day {}", column.as_primitive::<Date32Type>().value(row)),
        _ => column.as_string::<i32>().value(row).to_owned(),
    }
}
