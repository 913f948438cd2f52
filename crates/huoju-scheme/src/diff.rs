//! What changed between two schemes or editions, as policy text: `第七条2(1)「4%」档：30 分 → 35 分`.
//!
//! Both schemes are spelled out into statements with a key each; statements of one key are compared as text.

use huoju_model::Lang;

use crate::expression::Comparison;
use crate::scheme::{Cond, Item, ItemKind, Num, Scheme, Test};
use crate::show::{award, edge, on_one_line};
use crate::words::Words;

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
}

/// What changes from `a` to `b`, in the order of `b`, what is gone last.
pub fn diff(a: &Scheme, b: &Scheme, lang: Lang) -> Vec<Change> {
    let (old, new) = (statements(a, lang), statements(b, lang));
    let mut changes = Vec::new();
    for statement in &new {
        let before = old.iter().find(|before| before.key == statement.key);
        if before.is_some_and(|before| before.says == statement.says) {
            continue;
        }
        changes.push(Change {
            clause: statement.clause.clone(),
            what: statement.what.clone(),
            before: before.map(|before| before.says.clone()),
            after: Some(statement.says.clone()),
        });
    }
    for statement in old.into_iter().filter(|old| !new.iter().any(|new| new.key == old.key)) {
        changes.push(Change {
            clause: statement.clause,
            what: statement.what,
            before: Some(statement.says),
            after: None,
        });
    }
    changes
}

fn statements(scheme: &Scheme, lang: Lang) -> Vec<Statement> {
    let words = Words { scheme, lang };
    let mut all = Vec::new();
    let mut head = |key: &str, what: &str, says: String| {
        all.push(Statement { key: key.into(), clause: String::new(), what: what.into(), says });
    };
    head("title", words.say("名称", "title"), scheme.title.get(lang).to_owned());
    head("source", words.say("文件", "document"), scheme.source.clone());
    head("from", words.say("施行日", "in force from"), scheme.in_force.from.to_string());
    head(
        "to",
        words.say("失效日", "in force to"),
        scheme.in_force.to.map_or(words.say("现行", "now").into(), |to| to.to_string()),
    );
    head(
        "total",
        words.say("满分", "total"),
        scheme.total.map_or(words.say("不计分", "none").into(), |total| total.to_string()),
    );
    head("missing", words.say("缺数处理", "missing figures"), scheme.missing.code().into());
    for measure in &scheme.measures {
        let clause = measure.clause.clone().unwrap_or_default();
        let what = measure.title.get(lang).to_owned();
        all.push(Statement { key: format!("measure.{}", measure.id), clause, what, says: words.num(&measure.value) });
    }
    for gate in &scheme.gates {
        let key = format!("gate.{}", gate.id);
        test(&words, &key, &gate.clause, gate.title.get(lang), &gate.test, &mut all);
    }
    for criterion in &scheme.criteria {
        let place = Place {
            key: format!("criterion.{}", criterion.id),
            clause: criterion.clause.clone(),
            what: criterion.title.get(lang).into(),
        };
        all.push(place.says(words.say("满分", "most points"), criterion.item.max.to_string()));
        item(&words, &place, &criterion.item, &mut all);
    }
    for tier in &scheme.tiers {
        let key = format!("tier.{}", tier.id);
        test(&words, &key, &tier.clause, tier.title.get(lang), &tier.test, &mut all);
    }
    all
}

/// A test: each comparison with a constant is a statement of its own, so that only what moved is listed.
fn test(words: &Words<'_>, key: &str, clause: &str, title: &str, test: &Test, all: &mut Vec<Statement>) {
    let mut push =
        |key: String, what: String, says: String| all.push(Statement { key, clause: clause.to_owned(), what, says });
    match test {
        Test::All(conds) => {
            for cond in conds {
                let (subject, says) = split(words, cond);
                push(format!("{key}.{subject}"), format!("{title} {subject}").trim().to_owned(), says);
            }
        }
        other => push(key.to_owned(), title.to_owned(), on_one_line(words, other)),
    }
}

/// `职工总数` and `≤ 500 人`.
fn split(words: &Words<'_>, cond: &Cond) -> (String, String) {
    let bound =
        |num: &Num, op: Comparison, constant: &Num| (words.num(num), format!("{} {}", op.sign(), words.num(constant)));
    match cond {
        Cond::Compare(op, num, constant @ Num::Const(..)) => bound(num, *op, constant),
        Cond::Compare(op, constant @ Num::Const(..), num) => bound(num, op.flipped(), constant),
        Cond::Points(..) => {
            let text = words.cond(cond);
            match text.find(['<', '≤', '=', '≠', '>', '≥']) {
                Some(at) => (text[..at].trim().to_owned(), text[at..].to_owned()),
                None => (text.clone(), text),
            }
        }
        other => (words.cond(other), words.say("须符合", "must hold").to_owned()),
    }
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

    fn says(&self, what: &str, says: String) -> Statement {
        let what = format!("{} {what}", self.what).trim().to_owned();
        Statement { key: format!("{}.{what}", self.key), clause: self.clause.clone(), what, says }
    }
}

fn item(words: &Words<'_>, place: &Place, this: &Item, all: &mut Vec<Statement>) {
    match &this.kind {
        ItemKind::Fixed(points) => all.push(place.says("", points.to_string())),
        ItemKind::Judged { .. } => {
            all.push(place.says(words.say("评定", "judged"), format!("{}–{}", this.min, this.max)))
        }
        ItemKind::Banded { measure, bands, .. } | ItemKind::Ranked { measure, bands, .. } => {
            all.push(place.says(words.say("度量", "measure"), words.num(&measure.num)));
            for band in bands {
                let label = edge(words, band);
                let what = words.say(format!("「{label}」档"), format!("band {label}"));
                all.push(place.says(&what, award(words, &band.award)));
            }
        }
        ItemKind::Steps { measure, per, points } => {
            all.push(place.says(words.say("度量", "measure"), words.num(&measure.num)));
            all.push(place.says(words.say("每满", "per full"), format!("{per} → {points}")));
        }
        ItemKind::Linear { measure, ends, points, .. } => {
            all.push(place.says(words.say("度量", "measure"), words.num(&measure.num)));
            all.push(place.says(
                words.say("按比例", "in proportion"),
                format!("{}–{} → {}–{}", ends.0, ends.1, points.0, points.1),
            ));
        }
        ItemKind::BestOf(items) | ItemKind::SumOf(items) => {
            for (index, inner) in items.iter().enumerate() {
                item(words, &place.inner(index, inner, words.lang), inner, all);
            }
        }
        ItemKind::FirstOf(arms) => {
            for (index, arm) in arms.iter().enumerate() {
                let when =
                    arm.when.as_ref().map_or(words.say("其余", "otherwise").to_owned(), |when| words.cond(when));
                let numbered = Place {
                    key: format!("{}.{index}", place.key),
                    clause: place.clause.clone(),
                    what: place.what.clone(),
                };
                all.push(numbered.says(&words.say(format!("第 {} 支", index + 1), format!("arm {}", index + 1)), when));
                match &arm.then {
                    Ok(inner) => item(words, &place.inner(index, inner, words.lang), inner, all),
                    Err(reason) => all.push(numbered.says(words.say("未规定", "silent"), reason.clone())),
                }
            }
        }
    }
}
