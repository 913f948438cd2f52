//! `indices/<id>.toml`: composite indices as text, read into what `huoju-index` runs.

use std::collections::HashMap;
use std::ops::Range;

use huoju_index::document::{
    Aggregate, Columns, Impute, Leaf, MissingRule, Node, Normalise, Parameters, Robustness, Screen, Step, Transform,
    Treat, WeightDraw, Weighting,
};
use huoju_index::{Index, Tree};
use huoju_model::{Decimal, Text};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, nearest};
use huoju_scheme::read::{Spanned, Table, Value};

use crate::pack::{File, read_file};

const TRANSFORMS: [&str; 6] = ["none", "log", "log_ct", "log_ct_both", "log_shift", "log_gii"];
const IMPUTES: [&str; 9] =
    ["none", "mean", "median", "group_mean", "group_median", "constant", "latest", "linear", "hot_deck"];
const NORMALISES: [&str; 10] = [
    "minmax",
    "zscore",
    "rank",
    "borda",
    "percentile",
    "maximum",
    "share_of_maximum",
    "reference",
    "target",
    "goalposts",
];
const AGGREGATES: [&str; 5] = ["arithmetic", "geometric", "harmonic", "power", "copeland"];
const WEIGHTINGS: [&str; 4] = ["given", "equal", "pca", "unknown"];

/// What nodes say for themselves, before levels are known.
struct Own {
    aggregate: Option<Aggregate>,
    weights: Option<Weighting>,
    missing: Option<MissingRule>,
}

/// A choice for all nodes, and those for single levels, the lowest first.
struct ByLevel<T> {
    usual: T,
    levels: Vec<T>,
}

impl<T: Copy> ByLevel<T> {
    fn at(&self, level: usize) -> T {
        level.checked_sub(1).and_then(|at| self.levels.get(at)).copied().unwrap_or(self.usual)
    }
}

/// The index of a file with everything that was found in it; usable where that has no error.
pub(crate) fn read(file: &File, cited: &dyn Fn(&str) -> bool) -> (Index, Diagnostics) {
    let ((mut index, owns, levels, spans), mut found) = read_file(file, "huoju.index/1", |root| index(root, cited));
    if found.has_errors() {
        return (index, found);
    }
    if let Ok(tree) = Tree::of(&index) {
        for (at, own) in owns.iter().enumerate() {
            let level = tree.level[tree.n_leaves + at];
            let node = &mut index.nodes[at];
            node.aggregate = own.aggregate.unwrap_or(levels.0.at(level));
            node.weights = own.weights.unwrap_or(levels.1.at(level));
            node.missing = own.missing.unwrap_or(levels.2.at(level));
        }
    }
    for fault in Tree::of(&index).err().unwrap_or_default() {
        let span = spans.get(&fault.element).cloned().unwrap_or(0..0);
        found.push(Diagnostic::error(span, fault.zh(), fault.en()));
    }
    found.sort();
    (index, found)
}

type Levels = (ByLevel<Aggregate>, ByLevel<Weighting>, ByLevel<MissingRule>);

fn index(
    root: &Table<'_, '_>,
    cited: &dyn Fn(&str) -> bool,
) -> (Index, Vec<Own>, Levels, HashMap<String, Range<usize>>) {
    let mut spans = HashMap::new();
    let id = root.required_text("id", "zone-index").value;
    let title = titled(root, &id);
    let source = root.text("source");
    if let Some(source) = source.as_ref().filter(|source| !cited(&source.value)) {
        let id = &source.value;
        root.report(
            Diagnostic::error(
                source.span.clone(),
                format!("来源 `{id}` 不在任何 sources.toml 中"),
                format!("the source `{id}` is in no sources.toml"),
            )
            .mend(
                "在 sources.toml 里加一条 [[source]]，或去掉 source",
                "add a [[source]] to sources.toml, or take it out",
            ),
        );
    }
    root.text("assesses");
    let levels = levels(root);
    let (nodes, owns) = nodes(root, &mut spans);
    let index = Index {
        id,
        title,
        source: source.map(|source| source.value),
        note: root.name("note"),
        readings: readings(root),
        columns: columns(root),
        parameters: match word(root, "parameters", &["pooled", "by_period"]) {
            Some("by_period") => Parameters::ByPeriod,
            _ => Parameters::Pooled,
        },
        order: order(root),
        impute: root.value("impute").and_then(|value| impute(root, &value, false)).unwrap_or_default(),
        screen: screen(root),
        treat: root.value("treat").and_then(|value| treat(root, &value)).unwrap_or(Treat::NONE),
        normalise: root
            .value("normalise")
            .and_then(|value| normalise(root, &value))
            .unwrap_or(Normalise::MinMax { to: (0.0, 100.0) }),
        robustness: robustness(root),
        leaves: leaves(root, &mut spans),
        nodes,
    };
    (index, owns, levels, spans)
}

fn titled(table: &Table<'_, '_>, id: &str) -> Text {
    table.name("title").unwrap_or_else(|| Text::zh(id))
}

fn readings(root: &Table<'_, '_>) -> Vec<Text> {
    let one = |table: Table<'_, '_>| {
        let text = table.name("text");
        table.finish();
        text
    };
    root.tables("reading").into_iter().filter_map(one).collect()
}

fn columns(root: &Table<'_, '_>) -> Columns {
    let groups = root.texts("groups").unwrap_or_default().into_iter().map(|group| group.value).collect();
    let Some(table) = root.table("columns") else { return Columns { groups, ..Columns::default() } };
    let text = |key| table.text(key).map(|text| text.value);
    let columns = Columns { id: text("id"), name: text("name"), period: text("period"), groups };
    table.finish();
    columns
}

/// The steps in the order given: every one of them once, normalising last.
fn order(root: &Table<'_, '_>) -> Vec<Step> {
    let Some(words) = root.texts("order") else { return Step::USUAL.to_vec() };
    let steps: Vec<Step> =
        words.iter().filter_map(|word| Step::USUAL.into_iter().find(|step| step.code() == word.value)).collect();
    let whole = Step::USUAL.iter().all(|step| steps.contains(step)) && steps.len() == words.len() && steps.len() == 5;
    if !whole || steps.last() != Some(&Step::Normalise) {
        let span = words.first().map_or(root.span(), |word| word.span.clone());
        root.report(Diagnostic::error(
            span,
            "`order` 应把 denominate、impute、screen、treat、normalise 各写一次，normalise 在最后",
            "`order` must have each of denominate, impute, screen, treat, normalise once, normalise last",
        ));
        return Step::USUAL.to_vec();
    }
    steps
}

fn screen(root: &Table<'_, '_>) -> Screen {
    let Some(table) = root.table("screen") else { return Screen::default() };
    let screen = Screen {
        at_least: share(&table, "at_least").unwrap_or(0.0),
        not_zero: share(&table, "not_zero").unwrap_or(0.0),
    };
    table.finish();
    screen
}

/// A choice: a word, or a table whose `method` is the word.
fn choice<'t, 'i>(
    table: &Table<'t, 'i>,
    value: &Value<'_, 't, 'i>,
    words: &[&'static str],
) -> Option<(&'static str, Option<Table<'t, 'i>>)> {
    let inner = value.table();
    let written = match &inner {
        Some(inner) => Some(inner.required_text("method", words[0])),
        None => value.text(),
    };
    let Some(written) = written else {
        table.report(Diagnostic::error(
            value.span(),
            format!("这里应是一个方法名，或 {{ method = \"{}\", … }}", words[0]),
            format!("here stands a method, or {{ method = \"{}\", … }}", words[0]),
        ));
        return None;
    };
    known(table, &written, words).map(|word| (word, inner))
}

/// The word that was written, if it is one of these.
fn known(table: &Table<'_, '_>, written: &Spanned<String>, words: &[&'static str]) -> Option<&'static str> {
    if let Some(word) = words.iter().find(|word| **word == written.value) {
        return Some(word);
    }
    let (zh, en) = match nearest(&written.value, words.iter().copied()) {
        Some(near) => (format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => (format!("可写：{}", words.join("、")), format!("accepted here: {}", words.join(", "))),
    };
    let what = &written.value;
    table.report(
        Diagnostic::error(written.span.clone(), format!("这里不能写 `{what}`"), format!("`{what}` can't stand here"))
            .mend(zh, en),
    );
    None
}

fn word(table: &Table<'_, '_>, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
    table.text(key).and_then(|written| known(table, &written, words))
}

fn finished(table: Option<Table<'_, '_>>) {
    if let Some(table) = table {
        table.finish();
    }
}

fn impute(table: &Table<'_, '_>, value: &Value<'_, '_, '_>, drawn: bool) -> Option<Impute> {
    let words = if drawn { &IMPUTES[..] } else { &IMPUTES[..8] };
    let (word, inner) = choice(table, value, words)?;
    let group = || inner.as_ref().map(|inner| inner.required_text("group", "region").value);
    let chosen = match word {
        "mean" => Impute::Mean,
        "median" => Impute::Median,
        "group_mean" => Impute::GroupMean(group().unwrap_or_default()),
        "group_median" => Impute::GroupMedian(group().unwrap_or_default()),
        "constant" => Impute::Constant(inner.as_ref().and_then(|inner| number(inner, "value")).unwrap_or(f64::NAN)),
        "latest" => Impute::Latest,
        "linear" => Impute::Linear,
        "hot_deck" => Impute::HotDeck,
        _ => Impute::None,
    };
    let wants = match &chosen {
        Impute::GroupMean(group) | Impute::GroupMedian(group) if group.is_empty() => Some("group = \"region\""),
        Impute::Constant(value) if value.is_nan() => Some("value = 0"),
        _ => None,
    };
    if let Some(wants) = wants {
        let method = format!("{{ method = \"{word}\", {wants} }}");
        table.report(Diagnostic::error(value.span(), format!("应写作 {method}"), format!("write it as {method}")));
    }
    finished(inner);
    Some(chosen)
}

fn treat(table: &Table<'_, '_>, value: &Value<'_, '_, '_>) -> Option<Treat> {
    if value.text().is_some_and(|text| text.value == "none") {
        return Some(Treat::NONE);
    }
    let Some(inner) = value.table() else {
        table.report(Diagnostic::error(
            value.span(),
            "应为 \"none\" 或 { winsorise = 5, then = \"log_ct\" }",
            "must be \"none\" or { winsorise = 5, then = \"log_ct\" }",
        ));
        return None;
    };
    let then = match word(&inner, "then", &TRANSFORMS) {
        Some("log") => Transform::Log,
        Some("log_ct") => Transform::LogCt,
        Some("log_ct_both") => Transform::LogCtBoth,
        Some("log_shift") => Transform::LogShift,
        Some("log_gii") => Transform::LogGii,
        _ => Transform::None,
    };
    let treat = Treat {
        winsorise: number(&inner, "winsorise").map(|most| most as usize),
        then,
        combine: inner.boolean("combine").unwrap_or(false),
        skew: number(&inner, "skew").unwrap_or(Treat::NONE.skew),
        kurtosis: number(&inner, "kurtosis").unwrap_or(Treat::NONE.kurtosis),
    };
    inner.finish();
    Some(treat)
}

fn normalise(table: &Table<'_, '_>, value: &Value<'_, '_, '_>) -> Option<Normalise> {
    let (word, inner) = choice(table, value, &NORMALISES)?;
    let inner = inner.as_ref();
    let usual = if word == "minmax" { (0.0, 100.0) } else { (0.0, 1.0) };
    let to = inner.and_then(|inner| pair(inner, "to")).unwrap_or(usual);
    let cap = |usual| inner.and_then(|inner| inner.boolean("cap")).unwrap_or(usual);
    let number = |key, usual| inner.and_then(|inner| number(inner, key)).unwrap_or(usual);
    let chosen = match word {
        "zscore" => Normalise::ZScore { mean: number("mean", 0.0), sd: number("sd", 1.0) },
        "rank" => Normalise::Rank,
        "borda" => Normalise::Borda,
        "percentile" => Normalise::Percentile { to },
        "maximum" => Normalise::Maximum { to },
        "share_of_maximum" => Normalise::ShareOfMaximum { to },
        "reference" => Normalise::Reference {
            subject: inner.map(|inner| inner.required_text("subject", "A01").value).unwrap_or_default(),
            cap: cap(false),
            to,
        },
        "target" => Normalise::Target { cap: cap(false), to },
        "goalposts" => Normalise::Goalposts { cap: cap(true), to },
        _ => Normalise::MinMax { to },
    };
    if let Some(inner) = inner {
        inner.finish();
    }
    Some(chosen)
}

fn aggregate(table: &Table<'_, '_>, value: &Value<'_, '_, '_>) -> Option<Aggregate> {
    let (word, inner) = choice(table, value, &AGGREGATES)?;
    let exponent = inner.as_ref().and_then(|inner| number(inner, "exponent"));
    finished(inner);
    Some(match word {
        "geometric" => Aggregate::Geometric,
        "harmonic" => Aggregate::Harmonic,
        "copeland" => Aggregate::Copeland,
        "power" => match exponent.filter(|exponent| *exponent != 0.0) {
            Some(exponent) => Aggregate::Power(exponent),
            None => {
                table.report(Diagnostic::error(
                    value.span(),
                    "power 要有不为 0 的 exponent，如 { method = \"power\", exponent = 0.5 }；0 即 geometric",
                    "power needs an exponent other than 0: { method = \"power\", exponent = 0.5 }; 0 would be geometric",
                ));
                return None;
            }
        },
        _ => Aggregate::Arithmetic,
    })
}

fn weighting(table: &Table<'_, '_>, value: &Value<'_, '_, '_>) -> Option<Weighting> {
    let (word, inner) = choice(table, value, &WEIGHTINGS)?;
    finished(inner);
    Some(match word {
        "equal" => Weighting::Equal,
        "pca" => Weighting::Pca,
        "unknown" => Weighting::Unknown,
        _ => Weighting::Given,
    })
}

fn missing(table: &Table<'_, '_>, value: &Value<'_, '_, '_>) -> Option<MissingRule> {
    let Some(inner) = value.table() else {
        table.report(Diagnostic::error(
            value.span(),
            "应为 { aggregate = \"rescale\", at_least = \"65%\" }",
            "must be { aggregate = \"rescale\", at_least = \"65%\" }",
        ));
        return None;
    };
    let rule = MissingRule {
        void: word(&inner, "aggregate", &["rescale", "void"]) == Some("void"),
        at_least: share(&inner, "at_least").unwrap_or(0.0),
    };
    inner.finish();
    Some(rule)
}

/// `aggregate`, `weights` and `missing` hold for all nodes, `….by_level` for a level each, the lowest first.
fn levels(root: &Table<'_, '_>) -> Levels {
    (
        by_level(root, "aggregate", "aggregate_by_level", aggregate),
        by_level(root, "weights", "weights_by_level", weighting),
        by_level(root, "missing", "missing_by_level", missing),
    )
}

fn by_level<T: Default + Copy>(
    root: &Table<'_, '_>,
    key: &'static str,
    levels: &'static str,
    one: impl Fn(&Table<'_, '_>, &Value<'_, '_, '_>) -> Option<T>,
) -> ByLevel<T> {
    let usual = root.value(key).and_then(|value| one(root, &value)).unwrap_or_default();
    let levels = if root.has(levels) { root.list(levels).unwrap_or_default() } else { Vec::new() };
    ByLevel { usual, levels: levels.iter().map(|value| one(root, value).unwrap_or(usual)).collect() }
}

fn nodes(root: &Table<'_, '_>, spans: &mut HashMap<String, Range<usize>>) -> (Vec<Node>, Vec<Own>) {
    let one = |table: Table<'_, '_>| {
        let id = table.required_text("id", "resources");
        spans.insert(id.value.clone(), id.span);
        let own = Own {
            aggregate: table.value("aggregate").and_then(|value| aggregate(&table, &value)),
            weights: table.value("weights").and_then(|value| weighting(&table, &value)),
            missing: table.value("missing").and_then(|value| missing(&table, &value)),
        };
        let node = Node {
            title: titled(&table, &id.value),
            id: id.value,
            parent: table.text("parent").map(|parent| parent.value),
            weight: weight(&table),
            aggregate: Aggregate::default(),
            weights: own.weights.unwrap_or(Weighting::Equal),
            missing: MissingRule::default(),
        };
        table.finish();
        (node, own)
    };
    root.tables("node").into_iter().map(one).unzip()
}

fn leaves(root: &Table<'_, '_>, spans: &mut HashMap<String, Range<usize>>) -> Vec<Leaf> {
    let one = |table: Table<'_, '_>| {
        let code = table.required_text("indicator", "rd_intensity");
        spans.insert(code.value.clone(), code.span);
        table.text("unit");
        table.text("source");
        table.name("note");
        let leaf = Leaf {
            title: titled(&table, &code.value),
            indicator: code.value,
            parent: table.required_text("parent", "resources").value,
            less: word(&table, "direction", &["more", "less"]) == Some("less"),
            weight: weight(&table),
            denominator: table.text("denominator").map(|code| code.value),
            per: number(&table, "per").unwrap_or(1.0),
            treat: table.value("treat").and_then(|value| treat(&table, &value)),
            normalise: table.value("normalise").and_then(|value| normalise(&table, &value)),
            target: number(&table, "target"),
            goalposts: pair(&table, "goalposts"),
        };
        table.finish();
        leaf
    };
    root.tables("leaf").into_iter().map(one).collect()
}

fn weight(table: &Table<'_, '_>) -> f64 {
    share(table, "weight").unwrap_or(1.0)
}

fn robustness(root: &Table<'_, '_>) -> Robustness {
    let usual = Robustness::default();
    let Some(table) = root.table("robustness") else { return usual };
    let list = |key| if table.has(key) { table.list(key).unwrap_or_default() } else { Vec::new() };
    let robustness = Robustness {
        weights: table.table("weights").and_then(|inner| weight_draw(&inner)).unwrap_or(usual.weights),
        impute: list("impute").iter().filter_map(|value| impute(&table, value, true)).collect(),
        treat: list("treat").iter().filter_map(|value| treat(&table, value)).collect(),
        normalise: list("normalise").iter().filter_map(|value| normalise(&table, value)).collect(),
        aggregate: list("aggregate").iter().filter_map(|value| aggregate(&table, value)).collect(),
        interval: share(&table, "interval").unwrap_or(usual.interval),
        top: match list("top") {
            top if top.is_empty() => usual.top,
            top => top.iter().filter_map(|value| Some(float(value.number()?.value) as usize)).collect(),
        },
    };
    table.finish();
    robustness
}

fn weight_draw(table: &Table<'_, '_>) -> Option<WeightDraw> {
    let (spread, dirichlet) = (share(table, "spread"), number(table, "dirichlet"));
    table.finish();
    match (spread, dirichlet) {
        (Some(spread), None) if (0.0..=1.0).contains(&spread) => {
            Some(if spread == 0.0 { WeightDraw::None } else { WeightDraw::Spread(spread) })
        }
        (None, Some(concentration)) if concentration > 0.0 => Some(WeightDraw::Dirichlet(concentration)),
        _ => {
            table.report(Diagnostic::error(
                table.span(),
                "应为 { spread = \"25%\" }（0 至 100%）或 { dirichlet = 50 }（大于 0）",
                "must be { spread = \"25%\" } (0 to 100%) or { dirichlet = 50 } (above 0)",
            ));
            None
        }
    }
}

fn float(decimal: Decimal) -> f64 {
    // A decimal's text is a number.
    decimal.to_string().parse().unwrap_or(f64::NAN)
}

fn number(table: &Table<'_, '_>, key: &'static str) -> Option<f64> {
    table.number(key).map(|number| float(number.value))
}

/// A share: `0.65` or `"65%"`.
fn share(table: &Table<'_, '_>, key: &'static str) -> Option<f64> {
    let value = table.value(key)?;
    if let Some(number) = value.number() {
        return Some(float(number.value));
    }
    let percent = value.text().and_then(|text| {
        let number = Decimal::parse(text.value.strip_suffix('%')?.trim()).ok()?;
        number.times(1, 100)
    });
    if percent.is_none() {
        table.report(Diagnostic::error(
            value.span(),
            format!("`{key}` 应为数字或百分数，如 0.65 或 \"65%\""),
            format!("`{key}` must be a number or a percentage, such as 0.65 or \"65%\""),
        ));
    }
    percent.map(float)
}

/// Two numbers: `[0, 100]`.
fn pair(table: &Table<'_, '_>, key: &'static str) -> Option<(f64, f64)> {
    let value = table.value(key)?;
    let list = value.list().unwrap_or_default();
    let numbers: Vec<f64> = list.iter().filter_map(|item| Some(float(item.number()?.value))).collect();
    if let [from, to] = numbers[..] {
        return Some((from, to));
    }
    table.report(Diagnostic::error(
        value.span(),
        format!("`{key}` 应为两个数，如 [0, 100]"),
        format!("`{key}` must be two numbers, such as [0, 100]"),
    ));
    None
}
