//! From the text of a scheme to a checked [`Scheme`], or to everything that is wrong with it at once.
//!
//! This file reads the head and the sections; [`typing`] looks up names and checks units in expressions,
//! [`item`] reads how points are found. A new kind of criterion starts in [`item`].

mod item;
mod typing;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use huoju_model::{Dictionary, MissingMode, Text};

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::expression::{self, Node};
use crate::lower;
use crate::ratio::Ratio;
use crate::read::{self, Spanned, Table};
use crate::scheme::{
    Criterion, Gate, InForce, Input, ItemKind, Measure, Num, Points, Reading, Scheme, Test, TestArm, Tier, Warning,
};

/// What a scheme's names may mean.
pub struct Vocabulary<'a> {
    /// The indicators.
    pub dictionary: &'a Dictionary,
    /// Whether a document of this id is described among the sources.
    pub sources: &'a dyn Fn(&str) -> bool,
}

/// Reads and checks a scheme. Warnings don't stop it; they come back beside it.
pub fn read_scheme(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<(Scheme, Diagnostics), Diagnostics> {
    let found = RefCell::new(Diagnostics::new(file, text));
    let scheme = read::document(&found, text, |root| Checker::new(vocabulary, &found, text).scheme(root));
    if !found.borrow().has_errors() {
        let proven = lower::compile(&scheme);
        match proven {
            Ok(code) => {
                let mut found = found.into_inner();
                found.sort();
                return Ok((Scheme { code: Arc::new(code), ..scheme }, found));
            }
            Err(problems) => problems.into_iter().for_each(|p| found.borrow_mut().push(p)),
        }
    }
    let mut found = found.into_inner();
    found.sort();
    Err(found)
}

/// Names that expressions already use for something else.
const RESERVED: &[&str] = &[
    "total",
    "and",
    "or",
    "not",
    "in",
    "sum",
    "mean",
    "min",
    "max",
    "floor",
    "count",
    "growth",
    "cagr",
    "peer_mean",
    "age",
    "fiscal_years",
    "period_start",
    "period_end",
    "as_of",
    "id",
    "name",
    "outcome",
    "tier",
    "missing",
];

/// What a declared name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Measure(usize),
    Criterion(usize),
}

/// A measure before its names are looked up.
struct Draft {
    id: String,
    title: Option<Text>,
    clause: Option<String>,
    arms: Vec<(Option<Node>, Node)>,
    span: Range<usize>,
}

/// How far a measure is.
enum Resolution {
    Open,
    Running,
    Done(Option<Measure>),
}

struct Checker<'v, 'f> {
    vocabulary: &'v Vocabulary<'v>,
    found: &'f RefCell<Diagnostics>,
    file_text: &'f str,
    declared: HashMap<String, Declared>,
    inputs: Vec<Input>,
    input_index: HashMap<(String, u8), usize>,
    drafts: Vec<Draft>,
    resolutions: Vec<Resolution>,
    criterion_titles: Vec<String>,
}

impl<'v, 'f> Checker<'v, 'f> {
    fn new(vocabulary: &'v Vocabulary<'v>, found: &'f RefCell<Diagnostics>, file_text: &'f str) -> Self {
        Checker {
            vocabulary,
            found,
            file_text,
            declared: HashMap::new(),
            inputs: Vec::new(),
            input_index: HashMap::new(),
            drafts: Vec::new(),
            resolutions: Vec::new(),
            criterion_titles: Vec::new(),
        }
    }

    fn report(&self, finding: Diagnostic) {
        self.found.borrow_mut().push(finding);
    }

    fn scheme(mut self, root: &Table<'_, '_>) -> Scheme {
        self.format(root);
        let id = root.required_text("id", "my-scheme");
        if !id.value.is_empty() && !id.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            self.report(
                Diagnostic::error(
                    id.span,
                    format!("编号 `{}` 不合规", id.value),
                    format!("the id `{}` is not usable", id.value),
                )
                .mend("用小写字母、数字和 -", "use lower-case letters, digits and -"),
            );
        }
        let title = self.titled(root, "title");
        let assesses = root.required_text("assesses", "enterprise").value;
        self.period(root);
        let source = self.source(root);
        let in_force = self.in_force(root);
        let total = root.number("total").and_then(|number| self.points(number));
        let missing = self.missing(root);
        let note = root.text("note").map(|text| text.value);

        let (measures, gates, criteria) = (root.tables("measure"), root.tables("gate"), root.tables("criterion"));
        let ids = |tables: &[Table<'_, '_>]| tables.iter().map(|t| t.required_text("id", "size")).collect::<Vec<_>>();
        let (measure_ids, gate_ids, criterion_ids) = (ids(&measures), ids(&gates), ids(&criteria));
        self.declare(&measure_ids, Declared::Measure);
        self.gate_ids(&gate_ids);
        self.declare(&criterion_ids, Declared::Criterion);

        self.drafts = measures.iter().zip(measure_ids).map(|(table, id)| self.draft(table, id.value)).collect();
        self.resolutions = self.drafts.iter().map(|_| Resolution::Open).collect();
        let measures: Vec<Measure> = (0..self.drafts.len()).filter_map(|index| self.measure(index)).collect();
        let gates: Vec<Gate> = gates.iter().zip(gate_ids).map(|(table, id)| self.gate(table, id.value)).collect();
        let n_criteria = criterion_ids.len();
        let criteria: Vec<Criterion> =
            criteria.iter().zip(criterion_ids).filter_map(|(table, id)| self.criterion(table, id.value)).collect();
        self.criterion_titles = criteria.iter().map(|c| c.title.zh.clone()).collect();
        if criteria.len() == n_criteria {
            self.total(root, total, &criteria);
        }
        let tiers = self.tiers(root);
        let warnings = root.tables("warning").iter().filter_map(|table| self.warning(table)).collect();
        let readings = root.tables("reading").iter().map(|table| self.reading(table)).collect();
        Scheme {
            id: id.value,
            title,
            assesses,
            source,
            in_force,
            total,
            missing,
            note,
            points_scale: points_scale(&criteria),
            inputs: self.inputs,
            measures,
            gates,
            criteria,
            tiers,
            warnings,
            readings,
            text: self.file_text.into(),
            code: Arc::default(),
        }
    }

    fn format(&self, root: &Table<'_, '_>) {
        let format = root.required_text("format", "huoju.scheme/1");
        if !format.value.is_empty() && format.value != "huoju.scheme/1" {
            self.report(
                Diagnostic::error(
                    format.span,
                    format!("不认识的格式 `{}`", format.value),
                    format!("unknown format `{}`", format.value),
                )
                .mend("办法文件写 format = \"huoju.scheme/1\"", "a scheme says format = \"huoju.scheme/1\""),
            );
        }
    }

    fn period(&self, root: &Table<'_, '_>) {
        let period = root.required_text("period", "year");
        if !period.value.is_empty() && period.value != "year" {
            self.report(
                Diagnostic::error(
                    period.span,
                    format!("不认识的所属期 `{}`", period.value),
                    format!("unknown period `{}`", period.value),
                )
                .mend("写 period = \"year\"", "write period = \"year\""),
            );
        }
    }

    fn source(&self, root: &Table<'_, '_>) -> String {
        let source = root.required_text("source", "国科发〔2025〕1号");
        if !source.value.is_empty() && !(self.vocabulary.sources)(&source.value) {
            self.report(
                Diagnostic::error(
                    source.span,
                    format!("文件 `{}` 没有在 sources.toml 里说明", source.value),
                    format!("the document `{}` is not described in sources.toml", source.value),
                )
                .mend(
                    "在 sources.toml 里加一条 [[source]]，写明文号、名称、发文机关",
                    "add a [[source]] with its number, title and issuers",
                ),
            );
        }
        source.value
    }

    fn in_force(&self, root: &Table<'_, '_>) -> InForce {
        let fallback = InForce { from: jiff::civil::Date::MIN, to: None };
        let Some(table) = root.table("in_force") else {
            if !root.has("in_force") {
                root.missing("in_force", "in_force = { from = 2017-05-03 }");
            }
            return fallback;
        };
        let from = table.date("from");
        let to = table.date("to");
        if from.is_none() {
            table.missing("from", "from = 2017-05-03");
        }
        table.finish();
        let in_force = InForce { from: from.map_or(fallback.from, |d| d.value), to: to.as_ref().map(|d| d.value) };
        if let Some(to) = to.filter(|to| to.value < in_force.from) {
            self.report(Diagnostic::error(to.span, "失效日早于施行日", "it ends before it begins"));
        }
        in_force
    }

    fn missing(&self, root: &Table<'_, '_>) -> MissingMode {
        let word = root.required_text("missing", "strict");
        MissingMode::parse(&word.value).unwrap_or_else(|| {
            if !word.value.is_empty() {
                self.report(
                    Diagnostic::error(
                        word.span,
                        format!("不认识的缺数处理 `{}`", word.value),
                        format!("unknown treatment `{}`", word.value),
                    )
                    .mend(
                        "写 \"strict\"（缺一即缺）或 \"settled\"（已知足以定论的不算缺）",
                        "write \"strict\" or \"settled\"",
                    ),
                );
            }
            MissingMode::Strict
        })
    }

    fn titled(&self, table: &Table<'_, '_>, key: &'static str) -> Text {
        let absent = !table.has(key);
        if absent {
            table.missing(key, &format!("{key} = \"科技人员\""));
        }
        table.name(key).unwrap_or_default()
    }

    fn clause(&self, table: &Table<'_, '_>) -> String {
        if !table.has("clause") {
            table.report(
                Diagnostic::error(heading(table), "没有写明条款", "no clause is cited")
                    .mend("补上依据，如 clause = \"第六条(二)\"", "cite it, such as clause = \"第六条(二)\""),
            );
            return String::new();
        }
        table.text("clause").map(|text| text.value).unwrap_or_default()
    }

    /// Points written as a number.
    fn points(&self, number: Spanned<huoju_model::Decimal>) -> Option<Points> {
        let points = Ratio::decimal(number.value).and_then(Points::of);
        if points.is_none() {
            self.report(
                Diagnostic::error(
                    number.span,
                    format!("{} 不能作分值", number.value),
                    format!("{} can't be points", number.value),
                )
                .mend(
                    "分值在 ±100000 以内，至多四位小数",
                    "points lie within ±100000 with at most four decimal places",
                ),
            );
        }
        points
    }

    fn declare(&mut self, ids: &[Spanned<String>], declared: fn(usize) -> Declared) {
        for (index, id) in ids.iter().enumerate() {
            let name = &id.value;
            if name.is_empty() {
                continue;
            }
            let form = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            let taken = if !form {
                Some(("用小写字母、数字和 _，以字母开头", "use lower-case letters, digits and _, a letter first"))
            } else if RESERVED.contains(&name.as_str()) {
                Some(("这是表达式自己的词，换一个", "expressions use this word; take another"))
            } else if self.vocabulary.dictionary.get(name).is_some() {
                Some(("已有同名指标，换一个", "an indicator has this name; take another"))
            } else if self.declared.contains_key(name) {
                Some(("本办法里已经用过，换一个", "the scheme has used it already; take another"))
            } else {
                None
            };
            match taken {
                Some((zh, en)) => self.report(
                    Diagnostic::error(
                        id.span.clone(),
                        format!("编号 `{name}` 不能用"),
                        format!("`{name}` can't be used"),
                    )
                    .mend(zh, en),
                ),
                None => {
                    self.declared.insert(name.clone(), declared(index));
                }
            }
        }
    }

    /// Gates are never named in expressions, so theirs is a namespace of its own.
    fn gate_ids(&self, ids: &[Spanned<String>]) {
        for (index, id) in ids.iter().enumerate() {
            if ids[..index].iter().any(|before| before.value == id.value) {
                let name = &id.value;
                self.report(
                    Diagnostic::error(
                        id.span.clone(),
                        format!("门槛 `{name}` 重复"),
                        format!("the gate `{name}` stands twice"),
                    )
                    .mend("换一个编号", "take another id"),
                );
            }
        }
    }

    /// Parses an expression that stands as a text in the file.
    fn expression(&self, text: &Spanned<String>) -> Option<Node> {
        let plain = text.span.len() == text.value.len() + 2;
        let at = text.span.start + usize::from(plain);
        match expression::parse(&text.value, at) {
            Ok(node) => Some(node),
            Err(finding) => {
                self.report(if plain { finding } else { Diagnostic { span: text.span.clone(), ..finding } });
                None
            }
        }
    }

    fn draft(&self, table: &Table<'_, '_>, id: String) -> Draft {
        let (title, clause) = (table.name("title"), table.text("clause").map(|c| c.value));
        let mut arms = Vec::new();
        if let Some(value) = table.text("value") {
            arms.extend(self.expression(&value).map(|node| (None, node)));
        } else if table.has("first_of") {
            let tables = table.tables("first_of");
            for (index, arm) in tables.iter().enumerate() {
                let when = arm.text("when");
                self.last_is_open(arm, when.is_some(), index + 1 == tables.len());
                let when = when.map(|text| self.expression(&text));
                let value = self.expression(&arm.required_text("value", "rnd / sales"));
                arm.text("clause");
                arm.finish();
                match (when, value) {
                    (Some(None), _) | (_, None) => {}
                    (when, Some(value)) => arms.push((when.flatten(), value)),
                }
            }
        } else {
            table.missing("value", "value = \"rnd / sales\"");
        }
        table.finish();
        Draft { id, title, clause, arms, span: heading(table) }
    }

    /// The last arm of a `first_of` has no `when`, all others have one.
    fn last_is_open(&self, arm: &Table<'_, '_>, has_when: bool, is_last: bool) {
        if has_when && is_last {
            self.report(
                Diagnostic::error(
                    arm.span(),
                    "最后一支带了 when，其余情形没有去处",
                    "the last arm has a `when`, so some cases have nowhere to go",
                )
                .mend(
                    "最后加一支不带 when 的，或写 silent = \"办法未规定……\"",
                    "end with an arm without `when`, or one with silent = \"…\"",
                ),
            );
        }
        if !has_when && !is_last {
            self.report(
                Diagnostic::error(
                    arm.span(),
                    "这一支没有 when，后面的永远轮不到",
                    "this arm has no `when`, so those after it are never reached",
                )
                .mend("给它加 when，或移到最后", "give it a `when`, or move it to the end"),
            );
        }
    }

    /// The measure, its names looked up; `None` where it is faulty.
    fn measure(&mut self, index: usize) -> Option<Measure> {
        match &self.resolutions[index] {
            Resolution::Done(measure) => return measure.clone(),
            Resolution::Running => {
                let draft = &self.drafts[index];
                self.report(
                    Diagnostic::error(
                        draft.span.clone(),
                        format!("度量 `{}` 绕回了自己", draft.id),
                        format!("the measure `{}` leads back to itself", draft.id),
                    )
                    .mend("拆开循环：度量只能用指标和别的度量", "break the cycle"),
                );
                return None;
            }
            Resolution::Open => {}
        }
        self.resolutions[index] = Resolution::Running;
        let resolved = self.measure_value(index, 0).map(|(value, dimension)| {
            let draft = &self.drafts[index];
            let title = draft.title.clone().unwrap_or_else(|| Text::zh(draft.id.clone()));
            Measure { id: draft.id.clone(), title, clause: draft.clause.clone(), value, dimension }
        });
        self.resolutions[index] = Resolution::Done(resolved.clone());
        resolved
    }

    /// The value of a measure, `shift` periods earlier.
    fn measure_value(&mut self, index: usize, shift: u8) -> Option<(Num, huoju_model::Dimension)> {
        let arms = self.drafts[index].arms.clone();
        let mut chosen = Vec::new();
        let mut dimension = None;
        for (when, value) in &arms {
            let when = match when {
                Some(node) => Some(self.condition(node, shift, false)?),
                None => None,
            };
            let (num, found) = self.number(value, shift)?;
            if *dimension.get_or_insert(found) != found {
                self.report(Diagnostic::error(value.span.clone(), "各支的计量单位不同", "the arms differ in unit"));
                return None;
            }
            chosen.push((when, num));
        }
        let (_, last) = chosen.pop()?;
        let arms: Option<Vec<_>> = chosen.into_iter().map(|(when, num)| Some((when?, num))).collect();
        let value = match arms? {
            arms if arms.is_empty() => last,
            arms => Num::Choose(arms, Box::new(last)),
        };
        Some((value, dimension?))
    }

    fn gate(&mut self, table: &Table<'_, '_>, id: String) -> Gate {
        let clause = self.clause(table);
        let title = table.name("title").unwrap_or_else(|| Text::zh(id.clone()));
        let test = self.test(table, false);
        table.finish();
        Gate { id, title, clause, test, place: heading(table) }
    }

    fn tiers(&mut self, root: &Table<'_, '_>) -> Vec<Tier> {
        let tables = root.tables("tier");
        if tables.is_empty() {
            root.missing("[[tier]]", "[[tier]] id = \"passed\" …");
        }
        let mut tiers: Vec<Tier> = Vec::new();
        for table in &tables {
            let id = table.required_text("id", "passed");
            if tiers.iter().any(|tier| tier.id == id.value) {
                self.report(Diagnostic::error(
                    id.span.clone(),
                    format!("档次 `{}` 重复", id.value),
                    format!("the tier `{}` stands twice", id.value),
                ));
            }
            let clause = self.clause(table);
            let title = table.name("title").unwrap_or_else(|| Text::zh(id.value.clone()));
            let test = self.test(table, true);
            table.finish();
            if let Some(before) = tiers.iter().find(|tier| always(&tier.test)) {
                self.report(
                    Diagnostic::error(
                        id.span,
                        format!("档次 `{}` 永远轮不到：前面的 `{}` 总能满足", id.value, before.id),
                        format!("the tier `{}` is never reached: `{}` before it always holds", id.value, before.id),
                    )
                    .mend("调整次序或补上条件", "reorder them or give that one a condition"),
                );
            }
            tiers.push(Tier { id: id.value, title, clause, test, place: heading(table) });
        }
        self.unreachable_tiers(&tables, &tiers);
        tiers
    }

    /// A tier whose pass mark lies no lower than that of a tier tried before it is never reached.
    fn unreachable_tiers(&self, tables: &[Table<'_, '_>], tiers: &[Tier]) {
        for (index, tier) in tiers.iter().enumerate() {
            let shadow = tiers[..index].iter().find(|before| implies(&tier.test, &before.test));
            if let Some(before) = shadow {
                self.report(
                    Diagnostic::error(
                        heading(&tables[index]),
                        format!("档次 `{}` 永远轮不到：满足它的都先满足 `{}`", tier.id, before.id),
                        format!(
                            "the tier `{}` is never reached: whatever meets it meets `{}` first",
                            tier.id, before.id
                        ),
                    )
                    .mend("要求高的档次写在前面", "put the more demanding tier first"),
                );
            }
        }
    }

    /// `holds`, `all`, `any` or `first_of`.
    fn test(&mut self, table: &Table<'_, '_>, with_points: bool) -> Test {
        let nothing = Test::All(Vec::new());
        let forms = ["holds", "all", "any", "first_of"];
        let given: Vec<_> = forms.into_iter().filter(|&form| table.has(form)).collect();
        if given.len() != 1 {
            table.report(
                Diagnostic::error(
                    heading(table),
                    format!("条件要写且只写一种，这里有 {} 种", given.len()),
                    format!("one condition is needed, there are {}", given.len()),
                )
                .mend(
                    "写 holds = \"…\"、all = [\"…\"]、any = [\"…\"] 或 first_of = [ … ]",
                    "write holds, all, any or first_of",
                ),
            );
            return nothing;
        }
        let mut conditions = |texts: Vec<Spanned<String>>| -> Vec<_> {
            let nodes: Vec<_> = texts.iter().filter_map(|text| self.expression(text)).collect();
            nodes.iter().filter_map(|node| self.condition(node, 0, with_points)).collect()
        };
        match given[0] {
            "holds" => Test::All(conditions(table.text("holds").into_iter().collect())),
            "all" => Test::All(conditions(table.texts("all").unwrap_or_default())),
            "any" => Test::Any(conditions(table.texts("any").unwrap_or_default())),
            _ => self.test_arms(table, with_points),
        }
    }

    fn test_arms(&mut self, table: &Table<'_, '_>, with_points: bool) -> Test {
        let tables = table.tables("first_of");
        let mut arms = Vec::new();
        for (index, arm) in tables.iter().enumerate() {
            let when = arm.text("when");
            self.last_is_open(arm, when.is_some(), index + 1 == tables.len());
            let when =
                when.and_then(|text| self.expression(&text)).and_then(|node| self.condition(&node, 0, with_points));
            let clause = arm.text("clause").map(|text| text.value);
            let then = match arm.text("silent") {
                Some(reason) => Err(reason.value),
                None => Ok(self.test(arm, with_points)),
            };
            arm.finish();
            arms.push(TestArm { when, clause, then });
        }
        Test::FirstOf(arms)
    }

    fn criterion(&mut self, table: &Table<'_, '_>, id: String) -> Option<Criterion> {
        let clause = self.clause(table);
        let title = table.name("title").unwrap_or_else(|| Text::zh(id.clone()));
        let item = self.item(table, item::Keys::Criterion);
        table.finish();
        Some(Criterion { id, title, clause, item: item? })
    }

    fn total(&self, root: &Table<'_, '_>, total: Option<Points>, criteria: &[Criterion]) {
        let sum = Points(criteria.iter().map(|c| c.item.max.0).sum());
        let span = root.number("total").map_or(root.span().start..root.span().start, |number| number.span);
        match total {
            None if !criteria.is_empty() => root.missing("total", &format!("total = {sum}")),
            Some(total) if total != sum => {
                let parts =
                    criteria.iter().map(|c| format!("{} {}", c.title.zh, c.item.max)).collect::<Vec<_>>().join(" + ");
                self.report(
                    Diagnostic::error(
                        span,
                        format!("声明总分 {total}，各评价项满分合计 {sum}（{parts}）"),
                        format!("the declared total is {total}, the criteria's maxima add up to {sum}"),
                    )
                    .mend("核对各分档的最高分和总分", "check the bands' highest points and the total"),
                );
            }
            _ => {}
        }
    }

    fn warning(&mut self, table: &Table<'_, '_>) -> Option<Warning> {
        let when = self.expression(&table.required_text("when", "rnd > sales"));
        let says = self.titled(table, "says");
        table.finish();
        let when = self.condition(&when?, 0, false)?;
        Some(Warning { when, says, place: heading(table) })
    }

    fn reading(&self, table: &Table<'_, '_>) -> Reading {
        let reading = Reading { clause: self.clause(table), text: self.titled(table, "text") };
        table.finish();
        reading
    }

    /// What a name that nobody knows was meant to be.
    fn unknown_name(&self, name: &str, span: Range<usize>) {
        let codes = self.vocabulary.dictionary.iter().map(|indicator| indicator.code.as_str());
        let all = codes.chain(self.declared.keys().map(String::as_str));
        let finding =
            Diagnostic::error(span, format!("没有叫 `{name}` 的指标或度量"), format!("nothing is called `{name}`"));
        self.report(match nearest(name, all) {
            Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => finding.mend(
                "在 indicators.toml 里加上这个指标，或改用已有代码",
                "add the indicator to indicators.toml, or use a code that is there",
            ),
        });
    }
}

/// The first line of a table, so that a finding about the whole does not underline a page.
fn heading(table: &Table<'_, '_>) -> Range<usize> {
    let span = table.span();
    span.start..span.end.min(span.start + 40)
}

/// A test that holds for everybody.
fn always(test: &Test) -> bool {
    matches!(test, Test::All(conds) if conds.is_empty())
}

/// Whether meeting `a` plainly means meeting `b`: `b` asks a subset of what `a` asks, pass marks compared by value.
fn implies(a: &Test, b: &Test) -> bool {
    use crate::expression::Comparison::{Ge, Gt};
    use crate::scheme::Cond;
    let (Test::All(a), Test::All(b)) = (a, b) else { return false };
    let covers = |have: &Cond, want: &Cond| match (have, want) {
        (Cond::Points(have_op, x), Cond::Points(want_op, y)) if x.terms == y.terms => {
            // Points + constant ≥ 0: the smaller constant is the higher mark.
            matches!((have_op, want_op), (Ge, Ge) | (Gt, Gt) | (Gt, Ge)) && x.constant <= y.constant
        }
        _ => have == want,
    };
    !b.is_empty() && b.iter().all(|want| a.iter().any(|have| covers(have, want)))
}

/// The decimal places that the scheme's points need.
fn points_scale(criteria: &[Criterion]) -> u8 {
    let mut all = Vec::new();
    for criterion in criteria {
        criterion.item.visit(&mut |item| {
            all.extend([item.min, item.max]);
            match &item.kind {
                ItemKind::Banded { bands, measure, .. } | ItemKind::Ranked { bands, measure, .. } => {
                    all.extend(measure.undefined);
                    for band in bands {
                        match band.award {
                            crate::scheme::Award::Points(points) => all.push(points),
                            crate::scheme::Award::Within(lo, hi) => all.extend([lo, hi]),
                            crate::scheme::Award::Silent(_) => {}
                        }
                    }
                }
                ItemKind::Fixed(points) => all.push(*points),
                ItemKind::Steps { points, measure, .. } => all.extend(measure.undefined.into_iter().chain([*points])),
                ItemKind::Linear { to, points, measure, .. } => {
                    all.extend(measure.undefined.into_iter().chain([*to, points.0, points.1]));
                }
                _ => {}
            }
        });
    }
    let places =
        |points: &Points| (0..Points::SCALE).find(|&s| points.0 % 10i64.pow(u32::from(Points::SCALE - s)) == 0);
    all.iter().map(|points| places(points).unwrap_or(Points::SCALE)).max().unwrap_or(0)
}
