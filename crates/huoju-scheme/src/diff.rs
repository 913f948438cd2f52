//! What changed between two schemes or editions, as policy text: `第七条2(1)「4%」档：30 分 → 35 分`.
//!
//! Both schemes are spelled out into statements with a key each; statements of one key are compared as text.

use std::collections::HashMap;

use huoju_model::{Lang, Text};

use crate::expression::Comparison;
use crate::scheme::{
    Band, Cond, Day, Input, InputKind, Item, ItemKind, Measured, Num, Reading, Scheme, Test, Tier, Warning,
};
use crate::show::{award, edge, on_one_line, quantity};
use crate::words::{Words, cited};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The clause it belongs to; of the second scheme, where both have one.
    pub clause: String,
    /// What is different, named.
    pub what: String,
    /// As it was; `None` where it is new.
    pub before: Option<String>,
    /// As it is; `None` where it is gone.
    pub after: Option<String>,
}

impl Change {
    /// The change as one line.
    pub fn text(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let place = [self.clause.as_str(), self.what.as_str()].into_iter().filter(|part| !part.is_empty());
        let place = place.collect::<Vec<_>>().join(" ");
        let colon = if zh { "：" } else { ": " };
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{place}{colon}{before} → {after}"),
            (None, Some(after)) => format!("{place}{colon}{}{after}", if zh { "新增 " } else { "new, " }),
            (Some(before), None) => format!("{place}{colon}{}{before}", if zh { "删去 " } else { "gone, was " }),
            (None, None) => place,
        }
    }
}

/// A statement of a scheme.
struct Statement {
    key: String,
    clause: String,
    what: String,
    says: String,
    /// The same in the other language, where the scheme's own text has one.
    other: String,
    /// Listed only where both schemes say something: what it belongs to is else listed as new or gone itself.
    detail: bool,
}

/// What changes from `a` to `b`, in the order of `b`, what is gone last.
pub fn diff(a: &Scheme, b: &Scheme, lang: Lang) -> Vec<Change> {
    let (old, new) = (statements(a, b, lang), statements(b, a, lang));
    let mut changes = Vec::new();
    for statement in &new {
        let before = old.iter().find(|before| before.key == statement.key);
        let (before, after) = match before {
            Some(before) if before.says != statement.says => (Some(&before.says), &statement.says),
            Some(before) if before.other != statement.other => (Some(&before.other), &statement.other),
            None if !statement.detail => (None, &statement.says),
            _ => continue,
        };
        changes.push(Change {
            clause: cited(&statement.clause),
            what: statement.what.clone(),
            before: before.cloned(),
            after: Some(after.clone()),
        });
    }
    changes.extend(tier_order(a, b, lang));
    for statement in old.into_iter().filter(|old| !old.detail && !new.iter().any(|new| new.key == old.key)) {
        changes.push(Change {
            clause: cited(&statement.clause),
            what: statement.what,
            before: Some(statement.says),
            after: None,
        });
    }
    changes
}

/// Tiers are tried in order, so the order of those that both have counts.
fn tier_order(a: &Scheme, b: &Scheme, lang: Lang) -> Option<Change> {
    let common = |this: &'_ Scheme, other: &Scheme| -> Vec<Tier> {
        this.tiers.iter().filter(|tier| other.tiers.iter().any(|o| o.id == tier.id)).cloned().collect()
    };
    let (old, new) = (common(a, b), common(b, a));
    if old.iter().map(|tier| &tier.id).eq(new.iter().map(|tier| &tier.id)) {
        return None;
    }
    let words = Words { scheme: b, lang };
    let titles =
        |tiers: &[Tier]| tiers.iter().map(|tier| tier.title.get(lang)).collect::<Vec<_>>().join(words.say("、", ", "));
    Some(Change {
        clause: String::new(),
        what: words.say("档次的先后", "order of the tiers").into(),
        before: Some(titles(&old)),
        after: Some(titles(&new)),
    })
}

fn statements(scheme: &Scheme, other: &Scheme, lang: Lang) -> Vec<Statement> {
    let mut all = Statements { words: Words { scheme, lang }, all: Vec::new() };
    all.head(scheme);
    for measure in &scheme.measures {
        let place = Place {
            key: format!("measure.{}", measure.id),
            clause: measure.clause.clone().unwrap_or_default(),
            what: measure.title.get(lang).into(),
        };
        all.named(&place, Some(&measure.title), measure.clause.as_deref());
        all.add(&place, "value", "", all.words.num(&measure.value));
    }
    for group in &scheme.groups {
        let place = Place {
            key: format!("group.{}", group.id),
            clause: group.clause.clone(),
            what: group.title.get(lang).into(),
        };
        all.named(&place, Some(&group.title), Some(&group.clause));
        if let Some(max) = group.max {
            all.add(&place, "max", all.words.say("满分", "most points"), max.to_string());
        }
    }
    for gate in &scheme.gates {
        let place =
            Place { key: format!("gate.{}", gate.id), clause: gate.clause.clone(), what: gate.title.get(lang).into() };
        all.named(&place, Some(&gate.title), Some(&gate.clause));
        all.grouped(&place, gate.group);
        all.test(&place, &gate.test);
    }
    for criterion in &scheme.criteria {
        let place = Place {
            key: format!("criterion.{}", criterion.id),
            clause: criterion.clause.clone(),
            what: criterion.title.get(lang).into(),
        };
        all.named(&place, Some(&criterion.title), Some(&criterion.clause));
        all.grouped(&place, criterion.group);
        all.add(&place, "max", all.words.say("满分", "most points"), criterion.item.max.to_string());
        all.item(&place, &criterion.item);
    }
    for tier in &scheme.tiers {
        let place =
            Place { key: format!("tier.{}", tier.id), clause: tier.clause.clone(), what: tier.title.get(lang).into() };
        all.named(&place, Some(&tier.title), Some(&tier.clause));
        all.test(&place, &tier.test);
    }
    for warning in &scheme.warnings {
        all.warning(warning, other);
    }
    for reading in &scheme.readings {
        all.reading(reading, other);
    }
    for input in &scheme.inputs {
        all.input(input);
    }
    all.numbered()
}

/// Where a statement stands.
struct Place {
    key: String,
    clause: String,
    what: String,
}

impl Place {
    fn inner(&self, index: usize, item: &Item, lang: Lang) -> Place {
        // A scheme may cite an item's clause in full or as what follows its criterion's.
        let clause = match &item.clause {
            Some(own) if own.starts_with(&self.clause) => own.clone(),
            Some(own) => format!("{}{own}", self.clause),
            None => self.clause.clone(),
        };
        let what = item.title.as_ref().map_or(self.what.clone(), |title| title.get(lang).to_owned());
        Place { key: format!("{}.{index}", self.key), clause, what }
    }
}

/// The statements of one scheme while they are gathered.
struct Statements<'s> {
    words: Words<'s>,
    all: Vec<Statement>,
}

impl Statements<'_> {
    fn add(&mut self, place: &Place, key: &str, what: &str, says: String) {
        self.all.push(Statement {
            key: format!("{}.{key}", place.key),
            clause: place.clause.clone(),
            what: format!("{} {what}", place.what).trim().to_owned(),
            says,
            other: String::new(),
            detail: false,
        });
    }

    /// A text of the scheme's own, compared in both languages.
    fn add_text(&mut self, place: &Place, key: &str, what: &str, text: &Text) {
        self.add(place, key, what, text.get(self.words.lang).to_owned());
        let other = match self.words.lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        self.last(|last| last.other = text.get(other).to_owned());
    }

    fn last(&mut self, change: impl FnOnce(&mut Statement)) {
        if let Some(last) = self.all.last_mut() {
            change(last);
        }
    }

    /// Title and clause of what is listed itself.
    fn named(&mut self, place: &Place, title: Option<&Text>, clause: Option<&str>) {
        let words = self.words;
        let none = Text::new("未写", "none");
        self.add_text(place, "title", words.say("名称", "title"), title.unwrap_or(&none));
        self.last(|last| last.detail = true);
        self.add(place, "clause", words.say("条号", "clause"), cited(clause.unwrap_or(none.get(words.lang))));
        self.last(|last| last.detail = true);
    }

    /// The group of what is listed itself.
    fn grouped(&mut self, place: &Place, group: Option<usize>) {
        let none = Text::new("不归类", "none");
        let title = group.map_or(&none, |at| &self.words.scheme.groups[at].title).clone();
        self.add_text(place, "group", self.words.say("所属的类", "group"), &title);
        self.last(|last| last.detail = true);
    }

    /// Gives each of several statements of one key its number.
    fn numbered(mut self) -> Vec<Statement> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for statement in &mut self.all {
            let n = seen.entry(statement.key.clone()).or_default();
            *n += 1;
            if *n > 1 {
                statement.key += &format!("#{n}");
            }
        }
        self.all
    }

    fn head(&mut self, scheme: &Scheme) {
        let words = self.words;
        let place = Place { key: "head".into(), clause: String::new(), what: String::new() };
        self.add_text(&place, "name", words.say("名称", "title"), &scheme.title);
        self.add(&place, "assesses", words.say("评价对象", "assesses"), scheme.assesses.clone());
        self.add(&place, "source", words.say("文件", "document"), scheme.source.clone());
        self.add(&place, "from", words.say("施行日", "in force from"), scheme.in_force.from.to_string());
        let to = scheme.in_force.to.map_or(words.say("现行", "now").into(), |to| to.to_string());
        self.add(&place, "to", words.say("失效日", "in force to"), to);
        let grants = scheme.grants.as_ref().map_or_else(|| words.say("无", "none").into(), |grant| words.grant(grant));
        self.add(&place, "grants", words.say("授予资格", "grants"), grants);
        let total = scheme.total.map_or(words.say("不计分", "none").into(), |total| total.to_string());
        self.add(&place, "total", words.say("满分", "total"), total);
        self.add(&place, "missing", words.say("缺数处理", "missing figures"), scheme.missing.code().into());
        if let Some(note) = &scheme.note {
            self.add_text(&place, "note", words.say("说明", "note"), note);
        }
    }

    /// A test: each comparison with a constant is a statement of its own, so that only what moved is listed.
    fn test(&mut self, place: &Place, test: &Test) {
        match test {
            Test::All(conds) if !conds.is_empty() => {
                for cond in conds {
                    let Bound { subject, direction, says } = bound(&self.words, cond);
                    self.add(place, &format!("all.{subject}.{direction}"), &subject, says);
                }
            }
            other => self.add(place, "test", "", on_one_line(&self.words, other)),
        }
    }

    /// A warning has no name: it is known by its condition, else by its text.
    fn warning(&mut self, warning: &Warning, other: &Scheme) {
        let there = Words { scheme: other, lang: self.words.lang };
        let when = self.words.cond(&warning.when);
        let same_when = other.warnings.iter().any(|w| there.cond(&w.when) == when);
        let same_text = other.warnings.iter().any(|w| w.says == warning.says);
        let what = self.words.say("请核对的情形", "second look");
        let place = Place { key: "warning".into(), clause: String::new(), what: what.into() };
        if !same_when && same_text {
            let named = Place { what: format!("{what} {}", warning.says.get(self.words.lang)), ..place };
            self.add(&named, &format!("text.{}", warning.says.zh), "", when);
        } else {
            self.add_text(&place, &format!("when.{when}"), &when, &warning.says);
        }
    }

    /// A reading has no name: it is known by its text, else by its clause.
    fn reading(&mut self, reading: &Reading, other: &Scheme) {
        let what = self.words.say("口径说明", "how words are read");
        let place = Place { key: "reading".into(), clause: reading.clause.clone(), what: what.into() };
        if other.readings.iter().any(|there| there.text == reading.text) {
            let text = reading.text.get(self.words.lang).to_owned();
            let named = Place { what: format!("{what}「{text}」"), ..place };
            self.add(
                &named,
                &format!("text.{:?}", reading.text),
                self.words.say("条号", "clause"),
                cited(&named.clause),
            );
        } else {
            self.add_text(&place, &format!("clause.{}", reading.clause), "", &reading.text);
        }
    }

    /// A figure: its unit and what is presumed of it stand in the pack, not in the scheme.
    fn input(&mut self, input: &Input) {
        let words = self.words;
        let kind = match &input.kind {
            InputKind::Amount { unit, scale: 0, .. } => unit.to_string(),
            InputKind::Amount { unit, scale, .. } => {
                words.say(format!("{unit}，{scale} 位小数"), format!("{unit}, decimal places: {scale}"))
            }
            InputKind::Fact { presumed: None } => words.say("是否，不推定", "yes or no, nothing presumed").into(),
            InputKind::Fact { presumed: Some(true) } => {
                words.say("是否，无记录推定为是", "yes or no, yes where nothing is recorded").into()
            }
            InputKind::Fact { presumed: Some(false) } => {
                words.say("是否，无记录推定为否", "yes or no, no where nothing is recorded").into()
            }
            InputKind::Word => words.say("文字", "a word").into(),
            InputKind::Date => words.say("日期", "a day").into(),
        };
        let name = words.input(input);
        let says = words.say(format!("{name}（{kind}）"), format!("{name} ({kind})"));
        let what = words.say("所用指标", "figure it reads").to_owned();
        let place = Place { key: "input".into(), clause: String::new(), what };
        self.add(&place, &input.column(), &input.column(), says);
    }

    fn item(&mut self, place: &Place, this: &Item) {
        let words = self.words;
        match &this.kind {
            ItemKind::Fixed(points) => self.add(place, "fixed", "", points.to_string()),
            ItemKind::Judged { given } => {
                let range = format!("{}–{}", this.min, this.max);
                self.add(place, "judged", words.say("评定", "judged"), range);
                self.given(place, *given);
            }
            ItemKind::Banded { measure, bands, given } => {
                self.measured(place, measure);
                self.bands(place, bands);
                given.iter().for_each(|given| self.given(place, *given));
            }
            ItemKind::Steps { measure, per, points } => {
                self.measured(place, measure);
                let per = quantity(&words, *per, measure);
                self.add(
                    place,
                    "steps",
                    words.say("每满", "per full"),
                    words.say(format!("{per}，得 {points} 分"), format!("{per}: {points} points")),
                );
                self.add(place, "cap", words.say("至多", "at most"), this.max.to_string());
            }
            ItemKind::Linear { measure, ends, points, to } => {
                self.measured(place, measure);
                let [from, until] = [ends.0, ends.1].map(|end| quantity(&words, end, measure));
                let says = words.say(
                    format!("从 {from} 到 {until} 得 {} 到 {} 分", points.0, points.1),
                    format!("{} to {} points from {from} to {until}", points.0, points.1),
                );
                self.add(place, "linear", words.say("按比例", "in proportion"), says);
                self.add(
                    place,
                    "round",
                    words.say("四舍五入", "rounded half up"),
                    words.say(format!("到 {to} 分"), format!("to {to} points")),
                );
            }
            ItemKind::BestOf(items) | ItemKind::SumOf(items) => {
                let how = match this.kind {
                    ItemKind::BestOf(_) => words.say("取其高者", "the best").to_owned(),
                    _ => words.say(format!("各项相加，至多 {} 分", this.max), format!("the sum, at most {}", this.max)),
                };
                self.add(place, "several", words.say("各项怎样合计", "how its items combine"), how);
                for (index, inner) in items.iter().enumerate() {
                    self.inner(place, index, inner);
                }
            }
            ItemKind::FirstOf(arms) => {
                for (index, arm) in arms.iter().enumerate() {
                    let otherwise = || words.say("其余", "otherwise").to_owned();
                    let when = arm.when.as_ref().map_or_else(otherwise, |when| words.cond(when));
                    let numbered = Place {
                        key: format!("{}.{index}", place.key),
                        clause: place.clause.clone(),
                        what: place.what.clone(),
                    };
                    let nth = words.say(format!("第 {} 支", index + 1), format!("arm {}", index + 1));
                    self.add(&numbered, "when", &nth, when);
                    match &arm.then {
                        Ok(inner) => self.inner(place, index, inner),
                        Err(reason) => self.add_text(&numbered, "silent", words.say("未规定", "silent"), reason),
                    }
                }
            }
        }
    }

    fn inner(&mut self, place: &Place, index: usize, item: &Item) {
        let inner = place.inner(index, item, self.words.lang);
        self.named(&inner, item.title.as_ref(), item.clause.as_deref());
        self.item(&inner, item);
    }

    fn measured(&mut self, place: &Place, measure: &Measured) {
        let words = self.words;
        self.add(place, "measure", words.say("度量", "measure"), words.num(&measure.num));
        let says = measure.undefined.map(|points| words.say(format!("{points} 分"), format!("{points} points")));
        let missing = || words.say("按缺数计", "missing").to_owned();
        self.add(place, "undefined", words.say("算不出时", "where undefined"), says.unwrap_or_else(missing));
        self.last(|last| last.detail = measure.undefined.is_none());
    }

    fn bands(&mut self, place: &Place, bands: &[Band]) {
        for band in bands {
            let label = edge(&self.words, band);
            let what = self.words.say(format!("「{label}」档"), format!("band {label}"));
            self.add(place, &format!("band.{}", label.replace(' ', "")), &what, award(&self.words, &band.award));
        }
    }

    fn given(&mut self, place: &Place, given: usize) {
        let input = &self.words.scheme.inputs[given];
        let name = self.words.input(input);
        self.add(place, "given", self.words.say("评定分取自", "points given in"), name);
    }
}

/// `职工总数` and `≤ 500 人`.
struct Bound {
    subject: String,
    /// From which side it bounds: one thing may have a bound on each.
    direction: &'static str,
    says: String,
}

fn bound(words: &Words<'_>, cond: &Cond) -> Bound {
    let of = |subject: String, op: Comparison, constant: String| Bound {
        subject,
        direction: match op {
            Comparison::Ge | Comparison::Gt => "lower",
            Comparison::Le | Comparison::Lt => "upper",
            Comparison::Eq => "equal",
            Comparison::Ne => "unequal",
        },
        says: format!("{} {constant}", op.sign()),
    };
    let whole =
        || Bound {
            subject: words.cond(cond), direction: "holds", says: words.say("须符合", "must hold").to_owned()
        };
    match cond {
        Cond::Compare(op, num, constant @ Num::Const(..)) => of(words.num(num), *op, words.num(constant)),
        Cond::Compare(op, constant @ Num::Const(..), num) => of(words.num(num), op.flipped(), words.num(constant)),
        Cond::Days(op, day, constant @ Day::Const(_)) => of(words.day(day), *op, words.day(constant)),
        Cond::Days(op, constant @ Day::Const(_), day) => of(words.day(day), op.flipped(), words.day(constant)),
        Cond::Points(op, _) => {
            let text = words.cond(cond);
            match text.rsplit_once(op.sign()) {
                Some((subject, constant)) => of(subject.trim().to_owned(), *op, constant.trim().to_owned()),
                None => whole(),
            }
        }
        _ => whole(),
    }
}
