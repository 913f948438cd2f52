//! The steps of a rank rule.

use std::collections::BTreeMap;

use huoju_review::number::Number;
use huoju_review::rank::rule::{Act, Operand, Rule, Source, Step};
use huoju_review::sheet::{Dim, Dims};
use huoju_scheme::diagnostic::Diagnostic;
use huoju_scheme::read::{Spanned, Table};

use super::{count_at, dims_at, named, not_a_number, number, number_at, place_of, round_at};

const ACTS: [&str; 9] =
    ["mean", "trimmed_mean", "median", "sum", "weighted_sum", "weighted_mean", "multiply", "add", "subtract"];

/// Reads a step and adds it to the rule.
pub fn read(table: &Table<'_, '_>, rule: &mut Rule) {
    let name = named(table, "score");
    let word = table.required_text("do", "mean");
    let at = if word.value.is_empty() { None } else { place_of(table, &word, &ACTS) };
    let of = source(table, "of", rule)
        .unwrap_or_else(|| rule.steps.len().checked_sub(1).map_or(Source::Marks, Source::Step));
    let only = only(table, rule);
    if !only.is_empty() && of != Source::Marks {
        table.report(Diagnostic::error(
            table.span(),
            "`only` 只能用在取自打分（of = \"marks\"）的步骤",
            "`only` belongs to steps over the marks (of = \"marks\")",
        ));
    }
    let input = dims(of, &only, rule);
    let clause = table.text("clause").map(|clause| clause.value);
    let joins = matches!(word.value.as_str(), "multiply" | "add" | "subtract");
    let by = if joins { input } else { kept(table, input) };
    let act = at.and_then(|at| act(table, ACTS[at as usize], input.less(by), input, rule));
    let round = round_at(table);
    table.finish();
    if let Some(act) = act {
        rule.steps.push(Step { name, clause, of, only, by, act, round });
    }
}

/// What an input is kept apart by.
fn dims(of: Source, only: &[u32], rule: &Rule) -> Dims {
    match of {
        Source::Marks => rule.dims_of_marks(only),
        Source::Step(at) => rule.steps[at].by,
        Source::Table(at) => rule.tables[at].by,
    }
}

fn source(table: &Table<'_, '_>, key: &'static str, rule: &Rule) -> Option<Source> {
    let name = table.text(key)?;
    let steps = rule.steps.iter().enumerate().map(|(at, step)| (step.name.id.as_str(), Source::Step(at)));
    let tables = rule.tables.iter().enumerate().map(|(at, side)| (side.id.as_str(), Source::Table(at)));
    let known: Vec<(&str, Source)> = std::iter::once(("marks", Source::Marks)).chain(tables).chain(steps).collect();
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    place_of(table, &name, &names).map(|at| known[at as usize].1)
}

fn only(table: &Table<'_, '_>, rule: &Rule) -> Vec<u32> {
    let known: Vec<&str> = rule.criteria.iter().map(|criterion| criterion.name.id.as_str()).collect();
    let named = table.texts("only").unwrap_or_default();
    named.iter().filter_map(|name| place_of(table, name, &known)).collect()
}

/// `by`, which must be among what the input is kept apart by; the entry always stays.
fn kept(table: &Table<'_, '_>, input: Dims) -> Dims {
    let Some(by) = dims_at(table, "by") else {
        table.missing("by", "by = [\"entry\"]");
        return Dims::of(&[Dim::Entry]);
    };
    if !by.within(input) || !by.has(Dim::Entry) {
        let known: Vec<_> = input.list().map(Dim::word).collect();
        table.report(
            Diagnostic::error(
                table.span(),
                "`by` 须含 entry，且只能用上一步还分开的项",
                "`by` must hold entry, and only what the input is still kept apart by",
            )
            .mend(format!("可用：{}", known.join("、")), format!("accepted: {}", known.join(", "))),
        );
    }
    by.with(Dim::Entry)
}

fn act(table: &Table<'_, '_>, word: &str, gone: Dims, input: Dims, rule: &Rule) -> Option<Act> {
    if gone.has(Dim::Expert) && gone.count() > 1 {
        table.report(
            Diagnostic::error(
                table.span(),
                "一步里不能既合并专家又合并别的：缺了一项的专家会被当作全评了",
                "one step can't merge experts and something else: an expert who left something out would count as whole",
            )
            .mend("分成两步，先按 [\"entry\", \"expert\"] 合计", "make it two, first a sum by [\"entry\", \"expert\"]"),
        );
    }
    match word {
        "mean" => Some(Act::Mean),
        "median" => Some(Act::Median),
        "sum" => Some(Act::Sum),
        "trimmed_mean" => trimmed(table, gone),
        "weighted_sum" | "weighted_mean" => weighted(table, gone, rule, word == "weighted_mean"),
        "multiply" => operand(table, input, rule).map(Act::Multiply),
        "add" => operand(table, input, rule).map(Act::Add),
        _ => operand(table, input, rule).map(Act::Subtract),
    }
}

fn trimmed(table: &Table<'_, '_>, gone: Dims) -> Option<Act> {
    if gone != Dims::of(&[Dim::Expert]) {
        table.report(
            Diagnostic::error(table.span(), "trimmed_mean 只能合并专家", "trimmed_mean merges experts only")
                .mend("从 `by` 去掉 expert，其余保留", "leave expert out of `by` and keep the rest"),
        );
    }
    let drop = count_at(table, "drop");
    if drop.is_none() && !table.has("drop") {
        table.missing("drop", "drop = 1");
    }
    drop.map(Act::TrimmedMean)
}

fn weighted(table: &Table<'_, '_>, gone: Dims, rule: &Rule, mean: bool) -> Option<Act> {
    let over = gone.list().next().filter(|dim| gone.count() == 1 && matches!(dim, Dim::Section | Dim::Criterion));
    let Some(over) = over else {
        table.has("weights");
        table.report(Diagnostic::error(
            table.span(),
            "加权只能合并 criterion 或 section 之一",
            "weights merge either the criteria or the sections",
        ));
        return None;
    };
    let weights: Vec<_> = each(table, "weights", over, rule)?.into_iter().collect();
    Some(Act::Weighted { over, weights, mean })
}

/// Numbers per section or criterion.
fn each(table: &Table<'_, '_>, key: &'static str, over: Dim, rule: &Rule) -> Option<BTreeMap<u32, Number>> {
    let Some(given) = table.table(key) else {
        table.missing(key, &format!("{key} = {{ technology = \"40%\", market = \"60%\" }}"));
        return None;
    };
    let known: Vec<&str> = match over {
        Dim::Section => rule.sections.iter().map(|section| section.id.as_str()).collect(),
        _ => rule.criteria.iter().map(|criterion| criterion.name.id.as_str()).collect(),
    };
    let mut values = BTreeMap::new();
    for (name, value) in given.entries() {
        match (place_of(table, &name, &known), number(&value)) {
            (Some(at), Some(number)) => drop(values.insert(at, number)),
            (_, None) => table.report(not_a_number(&name.value, value.span())),
            (None, _) => {}
        }
    }
    Some(values)
}

/// `factor = "10%"`, `factors = { short = "1.33" }` or `with = "base"`.
fn operand(table: &Table<'_, '_>, input: Dims, rule: &Rule) -> Option<Operand> {
    if table.has("factor") {
        return number_at(table, "factor").map(Operand::Constant);
    }
    if table.has("factors") {
        let over = if input.has(Dim::Criterion) { Dim::Criterion } else { Dim::Section };
        return each(table, "factors", over, rule).map(|values| Operand::Each { over, values });
    }
    if !table.has("with") {
        table.missing("with", "with = \"base\"");
        return None;
    }
    let with = source(table, "with", rule)?;
    let other = dims(with, &[], rule);
    if with == Source::Marks || !other.within(input) {
        let name = table.text("with").unwrap_or_else(|| Spanned::new(String::new(), table.span()));
        table.report(
            Diagnostic::error(
                name.span,
                format!("`{}` 分得比这一步细，不知道取哪个值", name.value),
                format!("`{}` is kept apart by more than this step, so its value is not one", name.value),
            )
            .mend("先把它合并，或换过来以它为 of", "merge it first, or take it as `of`"),
        );
    }
    Some(Operand::Value(with))
}
