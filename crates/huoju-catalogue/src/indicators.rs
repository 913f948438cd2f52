//! `indicators.toml`: what a code means, once.

use huoju_model::{Amount, Category, Indicator, Kind, Text, Unit};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, Say, nearest};
use huoju_scheme::read::{Spanned, Table, Value};

use crate::pack::{File, read_file};
use crate::quantity::smallest_units;

const KINDS: [&str; 5] = ["amount", "fact", "category", "text", "date"];
/// The keys that belong to one kind or another.
const KEYS: [&str; 11] =
    ["unit", "also_units", "scale", "maximum", "minimum", "rounds", "adds", "presumed", "title", "values", "ends"];
const OVER_TIME: [&str; 3] = ["sum", "last", "never"];
const OVER_SUBJECTS: [&str; 2] = ["sum", "never"];
const MAX_SCALE: i64 = 8;

/// An indicator with the place of its code, and of its source where it names one.
pub(crate) struct Declared {
    pub(crate) indicator: Spanned<Indicator>,
    pub(crate) source: Option<Spanned<String>>,
}

/// Every indicator of a file.
pub(crate) fn read(file: &File) -> (Vec<Declared>, Diagnostics) {
    read_file(file, "huoju.indicators/1", |root| root.tables("indicator").iter().filter_map(declared).collect())
}

fn declared(table: &Table<'_, '_>) -> Option<Declared> {
    let code = code(table);
    let name = table.name("name");
    if name.is_none() && !table.has("name") {
        table.missing("name", "name = { zh = \"研发费用\", en = \"R&D expense\" }");
    }
    let also = table.texts("also").unwrap_or_default().into_iter().map(|header| header.value).collect();
    let source = table.text("source");
    let note = table.name("note");
    let kind = kind(table);
    let title = table.text("title").map(|title| title.value);
    let ends = table.texts("ends").unwrap_or_default().into_iter().map(|word| word.value).collect();
    adds(table);
    table.finish();
    let indicator = Indicator {
        code: code.value,
        name: name.unwrap_or_else(|| Text::zh("")),
        also,
        kind: kind?,
        source: source.as_ref().map(|source| source.value.clone()),
        note,
        title,
        ends,
    };
    Some(Declared { indicator: Spanned::new(indicator, code.span), source })
}

fn code(table: &Table<'_, '_>) -> Spanned<String> {
    let code = table.required_text("code", "rnd");
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !code.value.chars().all(fits) || code.value.starts_with(|c: char| c.is_ascii_digit()) {
        table.report(
            Diagnostic::error(
                code.span.clone(),
                format!("代码 `{}` 只能用小写字母、数字和 _，且以字母开头", code.value),
                format!("the code `{}` may hold only lower-case letters, digits and _, a letter first", code.value),
            )
            .mend("如 ip_class_1", "such as ip_class_1"),
        );
    }
    code
}

/// Every kind asks for all keys, so that `unit` on a fact is told apart from a key nobody knows.
fn kind(table: &Table<'_, '_>) -> Option<Kind> {
    for key in KEYS {
        table.has(key);
    }
    let word = one_of(table, "kind", &KINDS)?.unwrap_or("amount");
    let own: &[&'static str] = match word {
        "amount" => &["unit", "also_units", "scale", "maximum", "minimum", "rounds", "adds"],
        "fact" => &["presumed", "title"],
        "category" => &["values"],
        "text" => &["ends"],
        _ => &[],
    };
    for key in KEYS {
        if let (false, Some(value)) = (own.contains(&key), table.value(key)) {
            table.report(Diagnostic::error(
                value.span(),
                format!("`{key}` 不适用于 kind = \"{word}\""),
                format!("`{key}` does not go with kind = \"{word}\""),
            ));
        }
    }
    match word {
        "amount" => amount(table).map(Kind::Amount),
        "fact" => Some(Kind::Fact { presumed: table.boolean("presumed") }),
        "category" => Some(Kind::Category(categories(table))),
        "text" => Some(Kind::Text),
        _ => Some(Kind::Date),
    }
}

fn amount(table: &Table<'_, '_>) -> Option<Amount> {
    let unit = table.required_text("unit", "元");
    let scale = scale(table);
    let rounds = table.boolean("rounds").unwrap_or(false);
    let (maximum, minimum) = (table.text("maximum"), table.text("minimum"));
    if maximum.is_none() && !table.has("maximum") {
        table.missing("maximum", "maximum = \"1 万亿元\"");
    }
    let Some(parsed) = Unit::parse(&unit.value) else {
        unknown_unit(table, &unit);
        return None;
    };
    let also_units = also_units(table, parsed);
    let mut amount = Amount { unit: parsed, scale, minimum: 0, maximum: i64::MAX, rounds, also_units };
    amount.maximum = bound(table, &amount, maximum.as_ref()?)?;
    if let Some(minimum) = &minimum {
        amount.minimum = bound(table, &amount, minimum)?;
        if amount.minimum > amount.maximum {
            table.report(Diagnostic::error(
                minimum.span.clone(),
                "`minimum` 大于 `maximum`",
                "`minimum` is above `maximum`",
            ));
        }
    }
    Some(amount)
}

/// Units that are read one for one: each a count of another kind than the indicator's own, and of one kind once.
fn also_units(table: &Table<'_, '_>, own: Unit) -> Vec<Unit> {
    let mut units = Vec::new();
    for written in table.texts("also_units").unwrap_or_default() {
        match Unit::parse(&written.value) {
            None => unknown_unit(table, &written),
            Some(unit) => match no_also_unit(unit, own, &units) {
                None => units.push(unit),
                Some(say) => table.report(
                    Diagnostic::error(written.span, say.zh, say.en)
                        .mend(format!("从 also_units 里去掉 {unit}"), format!("leave {unit} out of also_units")),
                ),
            },
        }
    }
    units
}

/// Why a unit can't stand in `also_units`.
fn no_also_unit(unit: Unit, own: Unit, others: &[Unit]) -> Option<Say> {
    if unit.dimension() == own.dimension() {
        return Some(Say::new(
            format!("`also_units` 里的 {unit} 本来就能换算为 {own}"),
            format!("{unit} in `also_units` converts to {own} by itself"),
        ));
    }
    if let Some(other) = others.iter().find(|other| other.dimension() == unit.dimension()) {
        return Some(Say::new(
            format!("`also_units` 里已有 {other}，{unit} 随之可用"),
            format!("`also_units` has {other} already, and {unit} with it"),
        ));
    }
    let counts = unit.dimension().is_count() && own.dimension().is_count();
    (!counts).then(|| {
        Say::new(
            format!("{unit} 不能当作 {own} 一对一读取：`also_units` 只用于计数，如件、项、个"),
            format!("{unit} can't be read one for one as {own}: `also_units` are for counts such as 件, 项, 个"),
        )
    })
}

fn unknown_unit(table: &Table<'_, '_>, unit: &Spanned<String>) {
    if unit.value.is_empty() {
        return;
    }
    let known: Vec<_> = Unit::all().map(Unit::symbol).collect();
    let finding = Diagnostic::error(
        unit.span.clone(),
        format!("没有计量单位 `{}`", unit.value),
        format!("there is no unit `{}`", unit.value),
    );
    table.report(finding.mend(format!("可写：{}", known.join("、")), format!("accepted here: {}", known.join(", "))));
}

fn scale(table: &Table<'_, '_>) -> u8 {
    let Some(scale) = table.number("scale") else { return 0 };
    match scale.value.to_scaled(0) {
        Ok(places @ 0..=MAX_SCALE) => places as u8,
        _ => {
            table.report(Diagnostic::error(
                scale.span,
                format!("`scale` 是小数位数，0 至 {MAX_SCALE}"),
                format!("`scale` is a number of decimal places, 0 to {MAX_SCALE}"),
            ));
            0
        }
    }
}

fn bound(table: &Table<'_, '_>, amount: &Amount, bound: &Spanned<String>) -> Option<i64> {
    match smallest_units(&bound.value, amount) {
        Ok(value) => Some(value),
        Err(say) => {
            table.report(Diagnostic::error(bound.span.clone(), say.zh, say.en));
            None
        }
    }
}

fn categories(table: &Table<'_, '_>) -> Vec<Category> {
    let values = table.list("values");
    if values.is_none() && !table.has("values") {
        table.missing("values", "values = [\"电子信息\", \"新材料\"]");
    }
    let values: Vec<(Category, _)> =
        values.unwrap_or_default().iter().filter_map(|value| Some((category(table, value)?, value.span()))).collect();
    let mut seen = std::collections::HashSet::new();
    for (category, span) in &values {
        for name in std::iter::once(&category.name).chain(&category.also) {
            if !seen.insert(name.clone()) {
                table.report(Diagnostic::error(
                    span.clone(),
                    format!("取值 `{name}` 出现两次"),
                    format!("the value `{name}` is there twice"),
                ));
            }
        }
    }
    values.into_iter().map(|(category, _)| category).collect()
}

fn category(table: &Table<'_, '_>, value: &Value<'_, '_, '_>) -> Option<Category> {
    if let Some(name) = value.text() {
        return Some(Category { name: name.value, also: Vec::new() });
    }
    let Some(inner) = value.table() else {
        table.report(Diagnostic::error(
            value.span(),
            "取值应为文字或 { name = \"…\", also = […] }",
            "a value must be a text or { name = \"…\", also = […] }",
        ));
        return None;
    };
    let name = inner.required_text("name", "高技术服务").value;
    let also = inner.texts("also").unwrap_or_default().into_iter().map(|other| other.value).collect();
    inner.finish();
    Some(Category { name, also })
}

/// How it adds up is checked here and kept with the pack for those who aggregate.
fn adds(table: &Table<'_, '_>) {
    if !table.has("adds") {
        return;
    }
    let Some(adds) = table.table("adds") else { return };
    one_of(&adds, "over_time", &OVER_TIME);
    one_of(&adds, "over_subjects", &OVER_SUBJECTS);
    adds.finish();
}

/// The word of a key that takes one of a few: `Some(None)` where it is left out, `None` where it is none of them.
fn one_of(table: &Table<'_, '_>, key: &'static str, words: &[&'static str]) -> Option<Option<&'static str>> {
    if !table.has(key) {
        return Some(None);
    }
    let written = table.text(key)?;
    if let Some(word) = words.iter().find(|&&word| word == written.value) {
        return Some(Some(word));
    }
    let (zh, en) = match nearest(&written.value, words.iter().copied()) {
        Some(near) => (format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => (format!("可写：{}", words.join("、")), format!("accepted here: {}", words.join(", "))),
    };
    let what = &written.value;
    table.report(
        Diagnostic::error(written.span, format!("`{key}` 不能是 `{what}`"), format!("`{key}` can't be `{what}`"))
            .mend(zh, en),
    );
    None
}
