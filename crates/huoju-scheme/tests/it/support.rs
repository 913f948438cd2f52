//! A small dictionary, rows written as text, and schemes read from text.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use huoju_model::{Amount, Category, Decimal, Dictionary, Indicator, Kind, Lang, Period, Text, Unit};
use huoju_scheme::explain::State;
use huoju_scheme::{Diagnostics, Program, Scheme, Settings, Vocabulary, read_scheme};

/// The indicators that the tests' schemes read.
pub fn dictionary() -> Dictionary {
    let mut dictionary = Dictionary::new();
    let trillion = 100_000_000_000_000;
    let amounts = [
        ("headcount", "职工总数", "人", 0, 0, 10_000_000),
        ("tech_staff", "科技人员", "人", 0, 0, 10_000_000),
        ("sales", "销售收入", "元", 2, 0, trillion),
        ("rnd", "研发费用", "元", 2, 0, trillion),
        ("costs", "成本费用", "元", 2, 0, trillion),
        ("assets", "资产总额", "元", 2, 0, trillion),
        ("profit", "净利润", "元", 2, -trillion, trillion),
        ("ip_class_1", "Ⅰ类知识产权", "项", 0, 0, 1_000_000),
        ("ip_class_2", "Ⅱ类知识产权", "项", 0, 0, 1_000_000),
        ("exports", "出口额", "美元", 2, 0, trillion),
        ("mark", "评分", "分", 0, 0, 100),
        ("fine_mark", "细评分", "分", 1, 0, 1_000),
    ];
    for (code, zh, unit, scale, minimum, maximum) in amounts {
        let unit = Unit::parse(unit).expect("a unit");
        let kind = Kind::Amount(Amount { unit, scale, minimum, maximum, rounds: false, also_units: Vec::new() });
        add(&mut dictionary, code, zh, kind);
    }
    for (code, zh, presumed) in
        [("resident", "居民企业", Some(true)), ("award", "获奖", Some(false)), ("clean_record", "无失信记录", None)]
    {
        add(&mut dictionary, code, zh, Kind::Fact { presumed });
    }
    let values = ["新材料", "电子信息"].map(|name| Category { name: name.into(), also: Vec::new() });
    add(&mut dictionary, "field", "技术领域", Kind::Category(values.into()));
    add(&mut dictionary, "registered_on", "成立日期", Kind::Date);
    dictionary
}

fn add(dictionary: &mut Dictionary, code: &str, zh: &str, kind: Kind) {
    let indicator = Indicator {
        code: code.into(),
        name: Text::zh(zh),
        also: Vec::new(),
        kind,
        source: None,
        note: None,
        title: None,
        ends: Vec::new(),
    };
    dictionary.add(indicator).expect("distinct");
}

/// Reads a scheme of these sections below a plain head.
pub fn read(sections: &str) -> Result<Scheme, Diagnostics> {
    read_both(sections).map(|(scheme, _)| scheme)
}

/// The same with its warnings.
pub fn read_both(sections: &str) -> Result<(Scheme, Diagnostics), Diagnostics> {
    let head = "format = \"huoju.scheme/1\"\nid = \"test\"\ntitle = \"试验办法\"\nassesses = \"enterprise\"\nperiod = \"year\"\nsource = \"试〔2025〕1号\"\nin_force = { from = 2017-05-03 }\n";
    read_text(&format!("{head}{sections}"))
}

/// Reads a whole scheme.
pub fn read_whole(text: &str) -> Result<Scheme, Diagnostics> {
    read_text(text).map(|(scheme, _)| scheme)
}

fn read_text(text: &str) -> Result<(Scheme, Diagnostics), Diagnostics> {
    let dictionary = dictionary();
    let vocabulary = Vocabulary { dictionary: &dictionary, sources: &|id| id == "试〔2025〕1号" };
    read_scheme("test.toml", text, &vocabulary)
}

/// A program of these sections.
pub fn program(sections: &str) -> Program {
    match read(sections) {
        Ok(scheme) => Program::compile(scheme),
        Err(found) => panic!("{found}"),
    }
}

/// The settings of most tests.
pub fn settings() -> Settings {
    Settings::of(Period::of_year(2025).expect("a year"))
}

/// One row a text: `headcount 50 人, rnd@-1 5 万元, resident yes, field 新材料, registered_on 2020-01-01`.
pub fn population(rows: &[&str]) -> RecordBatch {
    let dictionary = dictionary();
    let mut names: Vec<String> = Vec::new();
    let parsed: Vec<Vec<(String, String)>> = rows.iter().map(|row| cells(row)).collect();
    for (name, _) in parsed.iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..rows.len()).map(|n| format!("E{n}"))));
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    let mut arrays = vec![ids];
    for name in names {
        let column: Vec<Option<&str>> =
            parsed.iter().map(|row| row.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())).collect();
        let code = name.split('@').next().expect("a code");
        let array = array(&dictionary.get(code).unwrap_or_else(|| panic!("no {code}")).kind, &column);
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("a batch")
}

fn cells(row: &str) -> Vec<(String, String)> {
    row.split(',')
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.split_once(' ').unwrap_or_else(|| panic!("`{cell}` has no value")))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

fn array(kind: &Kind, column: &[Option<&str>]) -> ArrayRef {
    match kind {
        Kind::Amount(amount) => {
            Arc::new(column.iter().map(|cell| cell.map(|cell| smallest(amount, cell))).collect::<Int64Array>())
        }
        Kind::Fact { .. } => {
            Arc::new(column.iter().map(|cell| cell.map(|cell| cell == "yes")).collect::<BooleanArray>())
        }
        Kind::Category(_) | Kind::Text => Arc::new(column.iter().copied().collect::<StringArray>()),
        Kind::Date => {
            let epoch = jiff::civil::date(1970, 1, 1);
            let days = |cell: &str| (cell.parse::<jiff::civil::Date>().expect("a date") - epoch).get_days();
            Arc::new(column.iter().map(|cell| cell.map(days)).collect::<Date32Array>())
        }
    }
}

fn smallest(amount: &Amount, cell: &str) -> i64 {
    let (number, unit) = cell.split_once(' ').unwrap_or((cell, amount.unit.symbol()));
    let (num, den) = Unit::parse(unit).and_then(|unit| unit.conversion(amount.unit)).expect("a fitting unit");
    Decimal::parse(number)
        .expect("a number")
        .times(num, den)
        .expect("exact")
        .to_scaled(amount.scale.into())
        .expect("fits")
}

/// `criterion.x=… outcome=…` of each named column for one row.
pub fn assessed(program: &Program, row: &str, settings: &Settings, columns: &[&str]) -> String {
    let assessed = program.assess(&population(&[row]), settings).unwrap_or_else(|e| panic!("{e}"));
    let shown = columns.iter().map(|name| {
        let array = assessed.column(name).unwrap_or_else(|| panic!("no column {name}"));
        let value = arrow_array::cast::AsArray::as_any_dictionary_opt(&array).map(|dictionary| {
            let keys = dictionary.normalized_keys();
            if arrow_array::Array::is_null(dictionary, 0) {
                "null".into()
            } else {
                string(dictionary.values(), keys[0])
            }
        });
        value.unwrap_or_else(|| string(&array, 0))
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn string(array: &ArrayRef, row: usize) -> String {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Decimal128Type, Int32Type};
    if array.is_null(row) {
        return "null".into();
    }
    if let Some(texts) = array.as_string_opt::<i32>() {
        return texts.value(row).to_owned();
    }
    if let Some(ints) = array.as_primitive_opt::<Int32Type>() {
        return ints.value(row).to_string();
    }
    array.as_primitive_opt::<Decimal128Type>().expect("points").value_as_string(row)
}

/// The ways to each criterion's points as a page draws them: what is measured, its figures and value, the ruler with the
/// band hit in brackets, the points, and whether they count.
pub fn ways(program: &Program, row: &str, settings: &Settings) -> String {
    let explanation = program.explain(&population(&[row]), 0, settings).unwrap_or_else(|e| panic!("{e}"));
    let ways = explanation.criteria.iter().flat_map(|criterion| &criterion.ways).map(|way| {
        let bands = way.ruler(Lang::Zh).iter().enumerate().map(|(at, band)| {
            let shown = format!("{}:{}", band.edge, band.points);
            if way.place == Some(at) { format!("[{shown}]") } else { shown }
        });
        let bands = bands.collect::<Vec<_>>().join(" ");
        let when: Vec<&str> = way.when.iter().map(|when| when.get(Lang::Zh)).collect();
        let said = [&way.measure, &way.figures, &way.value, &way.rule].map(|say| say.get(Lang::Zh));
        let state = match &way.state {
            State::Points(got, _) => format!("{got}/{}", way.full),
            State::Missing(least, most) => format!("{least}–{most}/{}", way.full),
            State::Truth(held) => held.code().to_owned(),
        };
        let words = when.into_iter().chain(said).chain([bands.as_str()]).filter(|said| !said.is_empty());
        format!("{} | {state} {:?}", words.collect::<Vec<_>>().join(" | "), way.counts)
    });
    ways.collect::<Vec<_>>().join("\n")
}

/// The explanation of one row.
pub fn explained(program: &Program, row: &str, settings: &Settings, lang: Lang) -> String {
    program.explain(&population(&[row]), 0, settings).unwrap_or_else(|e| panic!("{e}")).text(lang)
}
