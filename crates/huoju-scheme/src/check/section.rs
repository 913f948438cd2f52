//! The sections of a scheme: measures, gates, criteria, tiers, warnings and readings, and the tests in them.

use std::ops::Range;

use huoju_model::{Dimension, Text};

use super::place::Order;
use super::{Checker, heading, item};
use crate::diagnostic::Diagnostic;
use crate::dial::DialOf;
use crate::expression::Node;
use crate::read::{Spanned, Table};
use crate::scheme::{
    Award, Criterion, Gate, Input, InputKind, ItemKind, Measure, Num, Points, Reading, Test, TestArm, Tier, Warning,
};

/// A measure before its names are looked up.
pub(super) struct Draft {
    pub id: String,
    title: Option<Text>,
    clause: Option<String>,
    arms: Vec<(Option<Node>, Node)>,
    /// Where its value is a place among others.
    rank: Option<Order>,
    span: Range<usize>,
}

/// How far a measure is.
pub(super) enum Resolution {
    Open,
    Running,
    Done(Option<Measure>),
}

impl Checker<'_, '_> {
    pub(super) fn draft(&self, table: &Table<'_, '_>, id: String) -> Draft {
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
        let rank = table.table("rank").map(|rank| self.order(&rank));
        table.finish();
        Draft { id, title, clause, arms, rank, span: heading(table) }
    }

    /// The last arm of a `first_of` has no `when`, all others have one.
    pub(super) fn last_is_open(&self, arm: &Table<'_, '_>, has_when: bool, is_last: bool) {
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
    pub(super) fn measure(&mut self, index: usize) -> Option<Measure> {
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
    pub(super) fn measure_value(&mut self, index: usize, shift: u8) -> Option<(Num, Dimension)> {
        let Draft { arms, rank, .. } = &self.drafts[index];
        let (arms, rank) = (arms.clone(), rank.clone());
        let mut chosen = Vec::new();
        let mut dimension = None;
        for (when, value) in &arms {
            let when = match when {
                Some(node) => Some(self.condition(node, shift, false)?),
                None => None,
            };
            // One value may be a compound growth, as it is then compared like its own name.
            let (num, found) = if arms.len() == 1 { self.number(value, shift)? } else { self.plain(value, shift)? };
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
        match rank {
            Some(order) => Some((self.placed(value, &order, shift)?, Dimension::NONE)),
            None => Some((value, dimension?)),
        }
    }

    pub(super) fn gate(&mut self, table: &Table<'_, '_>, id: String) -> Gate {
        let clause = self.clause(table);
        let title = table.name("title").unwrap_or_else(|| Text::zh(id.clone()));
        let group = self.group_of(table);
        let test = self.test(table, false);
        table.finish();
        Gate { id, title, clause, group, test, place: heading(table) }
    }

    pub(super) fn tiers(&mut self, root: &Table<'_, '_>, criteria: &[Criterion]) -> Vec<Tier> {
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
            let first = self.dials.len();
            let test = self.test(table, true);
            table.finish();
            self.dials_of(first, DialOf::Tier(tiers.len()), Some(&title), Some(&clause));
            self.after_always(&id, &tiers);
            tiers.push(Tier { id: id.value, title, clause, test, place: heading(table) });
        }
        self.unreachable_tiers(&tables, &tiers, criteria);
        tiers
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
            let then = match arm.name("silent") {
                Some(reason) => Err(reason),
                None => Ok(self.test(arm, with_points)),
            };
            arm.finish();
            arms.push(TestArm { when, clause, then });
        }
        Test::FirstOf(arms)
    }

    pub(super) fn criterion(&mut self, table: &Table<'_, '_>, id: String, place: usize) -> Option<Criterion> {
        let clause = self.clause(table);
        let title = table.name("title").unwrap_or_else(|| Text::zh(id.clone()));
        let (first, first_end) = (self.dials.len(), self.ends.len());
        let group = self.group_of(table);
        let item = self.item(table, item::Keys::Criterion);
        table.finish();
        self.dials_of(first, DialOf::Criterion(place), Some(&title), Some(&clause));
        self.ends[first_end..].iter_mut().for_each(|end| end.criterion = place);
        Some(Criterion { id, title, clause, group, item: item? })
    }

    /// Says of the dials from `first` on what they belong to; the innermost title and clause stand.
    pub(super) fn dials_of(&mut self, first: usize, of: DialOf, title: Option<&Text>, clause: Option<&str>) {
        for dial in &mut self.dials[first..] {
            dial.of = of;
            if dial.title.zh.is_empty() {
                dial.title = title.cloned().unwrap_or_default();
            }
            // A scheme may cite an item's clause in full or as what follows its criterion's.
            let outer = clause.unwrap_or_default();
            if !dial.clause.starts_with(outer) {
                dial.clause = format!("{outer}{}", dial.clause);
            }
        }
    }

    pub(super) fn total(&self, root: &Table<'_, '_>, total: Option<Points>, criteria: &[Criterion]) {
        let sum = sum(criteria);
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

    pub(super) fn warning(&mut self, table: &Table<'_, '_>) -> Option<Warning> {
        let when = self.expression(&table.required_text("when", "rnd > sales"));
        let says = self.titled(table, "says");
        table.finish();
        let when = self.condition(&when?, 0, false)?;
        Some(Warning { when, says, place: heading(table) })
    }

    pub(super) fn reading(&self, table: &Table<'_, '_>) -> Reading {
        let reading = Reading { clause: self.clause(table), text: self.titled(table, "text") };
        table.finish();
        reading
    }
}

/// The decimal places that the scheme's points need, those that judges may give included.
pub(super) fn points_scale(criteria: &[Criterion], inputs: &[Input]) -> u8 {
    let mut all = Vec::new();
    let mut judged = 0;
    for criterion in criteria {
        criterion.item.visit(&mut |item| {
            all.extend([item.min, item.max]);
            if let ItemKind::Banded { given: Some(given), .. } | ItemKind::Judged { given } = &item.kind
                && let InputKind::Amount { scale, .. } = inputs[*given].kind
            {
                judged = judged.max(scale.min(Points::SCALE));
            }
            match &item.kind {
                ItemKind::Banded { bands, measure, .. } => {
                    all.extend(measure.undefined);
                    for band in bands {
                        match band.award {
                            Award::Points(points) => all.push(points),
                            Award::Within(lo, hi) => all.extend([lo, hi]),
                            Award::Silent(_) => {}
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
    all.iter().map(|points| places(points).unwrap_or(Points::SCALE)).max().unwrap_or(0).max(judged)
}

/// Whether every sum of the scheme's points fits the 32 bits that columns of points have.
pub(super) fn points_fit(criteria: &[Criterion], scale: u8) -> bool {
    let mut sum: i128 = 0;
    for criterion in criteria {
        criterion.item.visit(&mut |item| sum += i128::from(item.min.0.abs().max(item.max.0.abs())));
    }
    sum / 10i128.pow(u32::from(Points::SCALE - scale)) < i128::from(i32::MAX)
}

/// The most points that all criteria give together.
pub(super) fn sum(criteria: &[Criterion]) -> Points {
    Points(criteria.iter().map(|criterion| criterion.item.max.0).sum())
}
