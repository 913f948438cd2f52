//! A scheme as text that an officer reads: every gate, band and tier with its clause.

use arrow_buffer::i256;
use huoju_model::{Dimension, Lang, MissingMode, Text};

use crate::kinds::is_count;
use crate::ratio::Ratio;
use crate::scheme::{Award, Band, Item, ItemKind, Measured, Points, Scheme, Test};
use crate::sheet::{indicators, rule, together};
use crate::words::{Words, cited, shown};

/// The whole scheme as text.
pub fn show(scheme: &Scheme, lang: Lang) -> String {
    let words = Words { scheme, lang };
    let mut out = vec![scheme.title.get(lang).to_owned()];
    out.push(format!("{}  {}", scheme.id, scheme.source));
    out.push(in_force(&words));
    if let Some(grant) = &scheme.grants {
        out.push(words.say(format!("授予资格：{}", words.grant(grant)), format!("grants {}", words.grant(grant))));
    }
    if let Some(total) = scheme.total {
        out.push(words.say(format!("满分 {total} 分"), format!("{total} points in all")));
    }
    out.push(match (scheme.missing, lang) {
        (MissingMode::Strict, Lang::Zh) => "缺数从严：一项缺任何一个数，该项按缺数计".into(),
        (MissingMode::Settled, Lang::Zh) => "缺数从实：已知的数足以定论的，不算缺".into(),
        (mode, Lang::En) => format!("missing figures: {}", mode.code()),
    });
    let sample = |text: &Text| words.say(format!("示例：{}", text.get(lang)), format!("sample: {}", text.get(lang)));
    out.extend(scheme.sample.as_ref().map(sample));
    out.extend(scheme.note.as_ref().map(|note| note.get(lang).to_owned()));
    if !scheme.measures.is_empty() {
        section(&mut out, words.say("计算口径", "How it is computed"));
        for measure in &scheme.measures {
            let clause = cite(&words, measure.clause.as_deref());
            out.push(format!("  {}{clause}", measure.title.get(lang)));
            out.push(format!("      {}", words.num(&measure.value)));
        }
    }
    if !scheme.gates.is_empty() {
        section(&mut out, words.say("门槛", "Gates"));
    }
    let mut under = None;
    for gate in &scheme.gates {
        let indent = heading(&words, gate.group, &mut under, &mut out);
        out.push(format!("{:indent$}{}{}", "", gate.title.get(lang), cite(&words, Some(&gate.clause))));
        let asked = words.test(&gate.test).into_iter();
        out.extend(asked.map(|(depth, line)| format!("{:1$}{line}", "", indent + 4 + 2 * depth)));
    }
    if !scheme.criteria.is_empty() {
        section(&mut out, words.say("评价项", "Criteria"));
    }
    let mut under = None;
    for criterion in &scheme.criteria {
        let indent = heading(&words, criterion.group, &mut under, &mut out);
        let (title, max) = (criterion.title.get(lang), points(&words, criterion.item.max));
        out.push(format!("{:indent$}{title}{} {max}", "", cite(&words, Some(&criterion.clause))));
        item(&words, &criterion.item, indent + 4, &mut out);
    }
    section(&mut out, words.say("档次", "Tiers"));
    for tier in &scheme.tiers {
        out.push(format!("  {}{}", tier.title.get(lang), cite(&words, Some(&tier.clause))));
        out.extend(words.test(&tier.test).into_iter().map(|(depth, line)| format!("{:1$}{line}", "", 6 + 2 * depth)));
    }
    if !scheme.warnings.is_empty() {
        section(&mut out, words.say("请核对的情形", "Second looks"));
        out.extend(scheme.warnings.iter().map(|w| format!("  {}", w.says.get(lang))));
    }
    if !scheme.readings.is_empty() {
        section(&mut out, words.say("口径说明", "How words were read"));
        out.extend(scheme.readings.iter().map(|r| {
            format!(
                "  {}{}",
                words.say(format!("〔{}〕", cited(&r.clause)), format!("[{}] ", cited(&r.clause))),
                r.text.get(lang)
            )
        }));
    }
    section(&mut out, words.say("所用指标", "Figures it reads"));
    out.extend(indicators(&words).into_iter().map(|(code, asked)| format!("  {code}  {asked}")));
    out.push(String::new());
    out.join("\n")
}

fn section(out: &mut Vec<String>, heading: &str) {
    out.push(String::new());
    out.push(heading.to_owned());
}

/// Says the group where another begins than the one before; how far what stands under it is set in.
fn heading(words: &Words<'_>, group: Option<usize>, under: &mut Option<usize>, out: &mut Vec<String>) -> usize {
    let before = std::mem::replace(under, group);
    let Some(at) = group else { return 2 };
    if before != group {
        let group = &words.scheme.groups[at];
        let max = group.max.map_or(String::new(), |max| format!(" {}", points(words, max)));
        out.push(format!("  {}{}{max}", group.title.get(words.lang), cite(words, group.clause_beside(words.lang))));
    }
    4
}

fn points(words: &Words<'_>, points: Points) -> String {
    words.say(format!("{points} 分"), format!("{points} points"))
}

fn in_force(words: &Words<'_>) -> String {
    let (from, to) = (words.scheme.in_force.from, words.scheme.in_force.to);
    match to {
        None => words.say(format!("{from} 起施行"), format!("in force from {from}")),
        Some(to) => words.say(format!("{from} 至 {to} 施行"), format!("in force from {from} to {to}")),
    }
}

fn cite(words: &Words<'_>, clause: Option<&str>) -> String {
    clause.map_or(String::new(), |clause| words.clause(clause))
}

/// What an award gives.
pub(crate) fn award(words: &Words<'_>, award: &Award) -> String {
    match award {
        Award::Points(given) => points(words, *given),
        Award::Within(lo, hi) => words.say(format!("{lo}–{hi} 分"), format!("{lo}–{hi} points")),
        Award::Silent(reason) => {
            let reason = reason.get(words.lang);
            words.say(format!("待定（{reason}）"), format!("undetermined ({reason})"))
        }
    }
}

/// The edge of a band.
pub(crate) fn edge(words: &Words<'_>, band: &Band) -> String {
    match (&band.from, band.label.as_str()) {
        (None, "else") => words.say("其余", "otherwise").to_owned(),
        (_, label) => label.replace("<=", "≤").replace(">=", "≥"),
    }
}

/// An exact number as its measure is told: `2 年`, `8%`, of what counts `3`.
pub(crate) fn quantity(words: &Words<'_>, value: Ratio, measure: &Measured) -> String {
    if is_count(words.scheme, &measure.num) { value.to_string() } else { in_dimension(value, measure.dimension) }
}

/// An exact number in its dimension.
pub(crate) fn in_dimension(value: Ratio, dimension: Dimension) -> String {
    if !dimension.is_none() && dimension.base_unit().is_none() {
        return format!("{value} {dimension}");
    }
    shown(i256::from_i128(value.num()), i256::from_i128(value.den()), dimension, None, &[Ratio::ZERO])
}

/// How places are counted: `在同技术领域内从高到低`.
pub(crate) fn order(words: &Words<'_>, within: Option<usize>, descending: bool) -> String {
    let category = within.map(|within| words.input(&words.scheme.inputs[within]));
    let among = match &category {
        Some(category) => words.say(format!("同{category}内"), format!("within the same {category}, ")),
        None => words.say("全部对象中", "among all, ").to_owned(),
    };
    let order = match descending {
        true => words.say("从高到低", "greatest first"),
        false => words.say("从低到高", "least first"),
    };
    format!("{among}{order}")
}

fn item(words: &Words<'_>, this: &Item, indent: usize, out: &mut Vec<String>) {
    let pad = " ".repeat(indent);
    let head = {
        let clause = this.clause.as_ref().map_or(String::new(), |clause| format!("{} ", cited(clause)));
        let title = this
            .title
            .as_ref()
            .map_or(String::new(), |title| format!("{}{}", title.get(words.lang), words.say("：", ": ")));
        format!("{pad}{clause}{title}")
    };
    let measured = |measure: &Measured| format!("{head}{}", words.num(&measure.num));
    let undefined = |measure: &Measured| {
        measure.undefined.map(|points| {
            words.say(
                format!("{pad}  算不出的，得 {points} 分"),
                format!("{pad}  where it is undefined: {points} points"),
            )
        })
    };
    match &this.kind {
        ItemKind::Fixed(_) | ItemKind::Judged { .. } => out.push(format!("{head}{}", rule(words, this))),
        ItemKind::Banded { measure, bands, .. } => {
            out.push(measured(measure));
            out.push(format!("{pad}  {}", each_band(words, bands)));
            let rule = rule(words, this);
            out.extend((!rule.is_empty()).then(|| format!("{pad}  {rule}")));
            out.extend(undefined(measure));
        }
        ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. } => {
            out.push(format!("{}{}{}", measured(measure), words.say("：", ": "), rule(words, this)));
            out.extend(undefined(measure));
        }
        ItemKind::BestOf(items) => {
            out.push(format!("{head}{}{}", together(words, this), words.say("：", ":")));
            items.iter().for_each(|inner| item(words, inner, indent + 2, out));
        }
        ItemKind::SumOf(items) => {
            out.push(format!("{head}{}{}", together(words, this), words.say("：", ":")));
            items.iter().for_each(|inner| item(words, inner, indent + 2, out));
        }
        ItemKind::FirstOf(arms) => {
            let named = this.clause.is_some() || this.title.is_some();
            if named {
                out.push(format!("{head}{}", words.say("分情形：", "by case:")));
            }
            let indent = if named { indent + 2 } else { indent };
            let pad = " ".repeat(indent);
            for arm in arms {
                let when = match &arm.when {
                    Some(when) => words.case(when),
                    None => words.say("其余：", "otherwise:").to_owned(),
                };
                out.push(format!("{pad}{when}"));
                match &arm.then {
                    Ok(inner) => item(words, inner, indent + 2, out),
                    Err(reason) => out.push(format!("{pad}  {}", award(words, &Award::Silent(reason.clone())))),
                }
            }
        }
    }
}

fn each_band(words: &Words<'_>, bands: &[Band]) -> String {
    let each = bands.iter().map(|band| format!("{} → {}", edge(words, band), award(words, &band.award)));
    each.collect::<Vec<_>>().join(words.say("；", "; "))
}

/// The text of a test on one line, for comparing.
pub(crate) fn on_one_line(words: &Words<'_>, test: &Test) -> String {
    words.test(test).into_iter().map(|(_, line)| line).collect::<Vec<_>>().join(words.say("；", "; "))
}
