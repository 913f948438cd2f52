//! From the text of a scheme to a checked [`Scheme`], or to everything that is wrong with it at once.
//!
//! This file reads the head and keeps the names that a scheme declares; [`section`] reads the sections and [`item`]
//! how points are found, with [`band`] for their bands; [`group`] the headings over them. [`typing`] looks up names and
//! checks units in expressions, [`call`], [`place`] and [`points`] in those of their kinds; [`reach`] finds tiers that
//! nobody reaches; [`conditions`] reads those of a file that is no scheme.
//! A new kind of criterion starts in [`item`].

mod band;
mod call;
mod conditions;
mod group;
mod head;
mod item;
mod place;
mod points;
mod reach;
mod section;
mod settled;
mod typing;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use huoju_model::{Decimal, Dictionary, Text};

pub use self::conditions::{Brought, Heading, read_conditions};
use self::section::{Draft, Resolution, points_fit, points_scale};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::dial::{Dial, End};
use crate::edition::Places;
use crate::expression::{self, Node};
use crate::lower;
use crate::ratio::Ratio;
use crate::read::{self, Spanned, Table};
use crate::scheme::{Criterion, Gate, Input, Measure, Points, Scheme};

/// What a scheme's names may mean.
pub struct Vocabulary<'a> {
    /// The indicators.
    pub dictionary: &'a Dictionary,
    /// Whether a document of this id is described among the sources.
    pub sources: &'a dyn Fn(&str) -> bool,
}

/// Whether the declared total is held to the criteria's maxima.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Totals {
    /// It must be their sum.
    Declared,
    /// It follows them, whatever is declared.
    Follow,
}

/// Reads and checks a scheme. Warnings don't stop it; they come back beside it.
pub fn read_scheme(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<(Scheme, Diagnostics), Diagnostics> {
    read(file, text, vocabulary, Totals::Declared)
}

pub(crate) fn read(
    file: &str,
    text: &str,
    vocabulary: &Vocabulary,
    totals: Totals,
) -> Result<(Scheme, Diagnostics), Diagnostics> {
    let found = RefCell::new(Diagnostics::new(file, text));
    let scheme = read::document(&found, text, |root| Checker::new(vocabulary, &found, text, totals).scheme(root));
    if !found.borrow().has_errors() {
        let proven = lower::compile(&scheme);
        match proven {
            Ok(code) => {
                let mut found = found.into_inner();
                settled::settled_gates(&scheme, &code).into_iter().for_each(|warning| found.push(warning));
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

struct Checker<'v, 'f> {
    vocabulary: &'v Vocabulary<'v>,
    found: &'f RefCell<Diagnostics>,
    file_text: &'f str,
    declared: HashMap<String, Declared>,
    inputs: Vec<Input>,
    input_index: HashMap<(String, u8), usize>,
    drafts: Vec<Draft>,
    resolutions: Vec<Resolution>,
    dials: Vec<Dial>,
    ends: Vec<End>,
    groups: Vec<group::Draft>,
    /// Whether something names a group that isn't there.
    has_strays: bool,
    totals: Totals,
}

impl<'v, 'f> Checker<'v, 'f> {
    fn new(
        vocabulary: &'v Vocabulary<'v>,
        found: &'f RefCell<Diagnostics>,
        file_text: &'f str,
        totals: Totals,
    ) -> Self {
        Checker {
            vocabulary,
            found,
            file_text,
            declared: HashMap::new(),
            inputs: Vec::new(),
            input_index: HashMap::new(),
            drafts: Vec::new(),
            resolutions: Vec::new(),
            dials: Vec::new(),
            ends: Vec::new(),
            groups: Vec::new(),
            has_strays: false,
            totals,
        }
    }

    fn report(&self, finding: Diagnostic) {
        self.found.borrow_mut().push(finding);
    }

    fn scheme(mut self, root: &Table<'_, '_>) -> Scheme {
        self.format(root);
        let id = self.id(root);
        let title = self.titled(root, "title");
        let assesses = root.required_text("assesses", "enterprise").value;
        self.period(root);
        let source = self.source(root);
        let in_force = self.in_force(root);
        let (family, part, sample) = (self.family(root), self.part(root), root.name("sample"));
        let places = Places::of(root);
        let grants = self.grants(root);
        let total = root.number("total");
        let mut total = total.and_then(|number| self.points(number));
        let missing = self.missing(root);
        let note = root.name("note");

        let (measures, gates, criteria) = (root.tables("measure"), root.tables("gate"), root.tables("criterion"));
        let ids = |tables: &[Table<'_, '_>]| tables.iter().map(|t| t.required_text("id", "size")).collect::<Vec<_>>();
        let (measure_ids, gate_ids, criterion_ids) = (ids(&measures), ids(&gates), ids(&criteria));
        self.declare(&measure_ids, Declared::Measure);
        self.gate_ids(&gate_ids);
        self.declare(&criterion_ids, Declared::Criterion);

        self.groups = self.group_drafts(root);
        self.drafts = measures.iter().zip(measure_ids).map(|(table, id)| self.draft(table, id.value)).collect();
        self.resolutions = self.drafts.iter().map(|_| Resolution::Open).collect();
        let measures: Vec<Measure> = (0..self.drafts.len()).filter_map(|index| self.measure(index)).collect();
        let gates: Vec<Gate> = gates.iter().zip(gate_ids).map(|(table, id)| self.gate(table, id.value)).collect();
        let (n_criteria, mut groups) = (criterion_ids.len(), Vec::new());
        let tables = criteria.iter().zip(criterion_ids).enumerate();
        let criteria: Vec<Criterion> =
            tables.filter_map(|(place, (table, id))| self.criterion(table, id.value, place)).collect();
        if criteria.len() == n_criteria {
            match self.totals {
                Totals::Declared => self.total(root, total, &criteria),
                Totals::Follow => total = total.map(|_| section::sum(&criteria)),
            }
            groups = self.grouped(&gates, &criteria);
        }
        let points_scale = points_scale(&criteria, &self.inputs);
        if !points_fit(&criteria, points_scale) {
            self.report(
                Diagnostic::error(
                    root.number("total").map_or(0..0, |number| number.span),
                    "分值合计太大",
                    "the points add up to too much",
                )
                .mend("减小分值，或减少小数位", "make them smaller, or give them fewer decimal places"),
            );
        }
        let tiers = self.tiers(root, &criteria);
        let warnings = root.tables("warning").iter().filter_map(|table| self.warning(table)).collect();
        let readings = root.tables("reading").iter().map(|table| self.reading(table)).collect();
        Scheme {
            family: family.unwrap_or_else(|| id.clone()),
            id,
            title,
            part,
            sample,
            assesses,
            source,
            in_force,
            grants,
            total,
            missing,
            note,
            points_scale,
            inputs: self.inputs,
            measures,
            groups,
            gates,
            criteria,
            tiers,
            warnings,
            readings,
            dials: self.dials,
            ends: self.ends,
            places,
            text: self.file_text.into(),
            code: Arc::default(),
        }
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
    fn points(&self, number: Spanned<Decimal>) -> Option<Points> {
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
