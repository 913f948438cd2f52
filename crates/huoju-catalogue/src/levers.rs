//! `levers/*.toml`: what a subject can move, in whole steps, what moves with it, and what a step costs.

use std::collections::HashMap;

use huoju_model::{Decimal, Dictionary, Kind, Text, Unit};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, Say, nearest};
use huoju_scheme::gap::{Lever, Levers, Motion};
use huoju_scheme::read::{Spanned, Table, Value};

use crate::pack::{File, read_file};
use crate::quantity::{number_and_unit, smallest_units};

/// The most steps that a file may allow.
const MOST_STEPS: i64 = 10_000_000;

/// A file of levers with the places of their ids.
struct Read {
    sample: bool,
    list: Vec<(Spanned<Lever>, Option<Unit>)>,
}

/// Reads files of levers and joins them: one id and one kind of cost throughout. A sample among them makes all a sample.
pub(crate) fn join(files: &[&File], dictionary: &Dictionary) -> (Levers, Vec<Diagnostics>) {
    let mut joined = Levers { list: Vec::new(), unit: Unit::YUAN, sample: false };
    let (mut found, mut seen, mut unit) = (Vec::new(), HashMap::<String, &str>::new(), None);
    for file in files {
        let (read, mut findings) = read_file(file, "huoju.levers/1", |root| levers(root, dictionary));
        joined.sample |= read.sample;
        for (lever, counted) in read.list {
            if let Some(other) = seen.insert(lever.value.id.clone(), &file.path) {
                findings.push(twice(&lever, other));
                continue;
            }
            if let (Some(first), Some(own)) = (unit, counted)
                && first != own
            {
                findings.push(other_unit(&lever, first, own));
            }
            unit = unit.or(counted);
            joined.list.push(lever.value);
        }
        findings.sort();
        found.push(findings);
    }
    joined.unit = unit.unwrap_or(Unit::YUAN);
    (joined, found)
}

fn levers(root: &Table<'_, '_>, dictionary: &Dictionary) -> Read {
    root.name("title");
    root.name("note");
    let sample = root.boolean("sample").unwrap_or(false);
    let tables = root.tables("lever");
    if tables.is_empty() && !root.has("lever") {
        root.missing("lever", "[[lever]]");
    }
    Read { sample, list: tables.iter().filter_map(|table| lever(table, dictionary)).collect() }
}

fn lever(table: &Table<'_, '_>, dictionary: &Dictionary) -> Option<(Spanned<Lever>, Option<Unit>)> {
    let id = table.required_text("id", "hire_scientist");
    let title = table.name("title");
    let moves = moves(table, dictionary);
    let most = most(table);
    let cost = cost(table);
    table.name("note");
    table.finish();
    let (cost, unit) = cost?;
    let title = title.unwrap_or_else(|| Text::zh(id.value.clone()));
    let moves = moves.filter(|moves| !moves.is_empty())?;
    let lever = Lever { id: id.value.clone(), title, moves, most: most?, cost };
    Some((Spanned::new(lever, id.span), Some(unit)))
}

fn moves(table: &Table<'_, '_>, dictionary: &Dictionary) -> Option<Vec<(String, Motion)>> {
    if !table.has("moves") {
        table.missing("moves", "moves = { tech_staff = \"1 人\", headcount = \"1 人\" }");
        return None;
    }
    let entries = table.table("moves")?;
    let entries = entries.entries();
    if entries.is_empty() {
        table.missing("moves", "moves = { tech_staff = \"1 人\", headcount = \"1 人\" }");
    }
    entries.iter().map(|(code, value)| motion(table, dictionary, code, value)).collect()
}

fn motion(
    table: &Table<'_, '_>,
    dictionary: &Dictionary,
    code: &Spanned<String>,
    value: &Value<'_, '_, '_>,
) -> Option<(String, Motion)> {
    let Some(indicator) = dictionary.get(&code.value) else {
        table.report(unknown(code, dictionary));
        return None;
    };
    let text = value.text().map(|text| text.value);
    let read = match (&indicator.kind, text, value.boolean()) {
        (Kind::Amount(amount), Some(text), _) => match smallest_units(&text, amount) {
            Ok(0) => Err(Say::new("一步动 0，等于没动", "a step of 0 moves nothing")),
            other => other.map(Motion::By),
        },
        (Kind::Amount(amount), None, _) => Err(Say::new(
            format!("应为数字加单位，如 \"1 {}\" 或 \"-1 {}\"", amount.unit, amount.unit),
            format!("a number with its unit is expected, such as \"1 {}\" or \"-1 {}\"", amount.unit, amount.unit),
        )),
        (Kind::Fact { .. }, _, Some(fact)) => Ok(Motion::Set(fact)),
        (Kind::Fact { .. }, ..) => Err(Say::new("应为 true 或 false", "true or false is expected")),
        _ => Err(Say::new(
            format!("`{}` 不是数量也不是是非，不能作可调项", code.value),
            format!("`{}` is neither an amount nor a fact, so nothing moves it", code.value),
        )),
    };
    match read {
        Ok(motion) => Some((code.value.clone(), motion)),
        Err(say) => {
            table.report(Diagnostic::error(value.span(), say.zh, say.en));
            None
        }
    }
}

fn unknown(code: &Spanned<String>, dictionary: &Dictionary) -> Diagnostic {
    let finding = Diagnostic::error(
        code.span.clone(),
        format!("没有指标 `{}`", code.value),
        format!("there is no indicator `{}`", code.value),
    );
    match nearest(&code.value, dictionary.iter().map(|indicator| indicator.code.as_str())) {
        Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => finding.mend(
            "写 indicators.toml 里的代码；以前各期的数已定，不能动",
            "write a code of indicators.toml; figures of earlier periods are settled and don't move",
        ),
    }
}

/// How many steps at most; the inner is `None` where the file leaves it open.
fn most(table: &Table<'_, '_>) -> Option<Option<u32>> {
    if !table.has("most") {
        return Some(None);
    }
    let most = table.number("most")?;
    match most.value.to_scaled(0) {
        Ok(steps @ 1..=MOST_STEPS) => Some(u32::try_from(steps).ok()),
        _ => {
            table.report(
                Diagnostic::error(
                    most.span,
                    format!("`most` 是最多几步，1 至 {MOST_STEPS} 的整数"),
                    format!("`most` is how many steps at most, a whole number from 1 to {MOST_STEPS}"),
                )
                .mend("如 most = 30", "such as most = 30"),
            );
            None
        }
    }
}

/// What a step costs, in hundredths of the unit's base.
fn cost(table: &Table<'_, '_>) -> Option<(u64, Unit)> {
    let written = table.required_text("cost", "20 万元");
    if written.value.is_empty() {
        return None;
    }
    let read = number_and_unit(&written.value).and_then(|(number, unit)| {
        let base = unit.dimension().base_unit()?;
        let (num, den) = unit.conversion(base)?;
        Some((hundredths(number.times(num, den)?)?, base))
    });
    if read.is_none() {
        table.report(
            Diagnostic::error(
                written.span,
                format!("`cost` 应为大于 0 的数字加单位，最细到 0.01，这里是 `{}`", written.value),
                format!("`cost` must be above 0 with its unit, 0.01 of it at the finest, not `{}`", written.value),
            )
            .mend(
                "如 cost = \"20 万元\"；不花钱的也写出所费，如 \"1 元\"，否则无从比较",
                "such as cost = \"20 万元\"; what costs nothing still takes something, such as \"1 元\", or there is nothing to compare",
            ),
        );
    }
    read
}

fn hundredths(number: Decimal) -> Option<u64> {
    u64::try_from(number.to_scaled(Levers::COST_SCALE).ok()?).ok().filter(|cost| *cost > 0)
}

fn twice(lever: &Spanned<Lever>, other: &str) -> Diagnostic {
    let id = &lever.value.id;
    Diagnostic::error(
        lever.span.clone(),
        format!("可调项 `{id}` 已在 {other} 中写过"),
        format!("the lever `{id}` is in {other} already"),
    )
    .mend("改掉其中一个的 id", "change the id of one of them")
}

fn other_unit(lever: &Spanned<Lever>, first: Unit, own: Unit) -> Diagnostic {
    let id = &lever.value.id;
    Diagnostic::error(
        lever.span.clone(),
        format!("可调项 `{id}` 的费用以{own}计，其余以{first}计，无从相加"),
        format!("the lever `{id}` costs {own} where the others cost {first}, so they don't add up"),
    )
    .mend("都用同一种单位写 cost", "write every cost in one kind of unit")
}
