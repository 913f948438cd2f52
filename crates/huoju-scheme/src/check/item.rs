//! How points are found: the items of a criterion.
//!
//! A new kind of item is a variant of [`ItemKind`] and a branch of [`Checker::item`] here; then one of `lower::item`,
//! one of [`crate::score`] and one of `explain::item`.

use std::ops::Range;

use huoju_model::{Decimal, Dimension, Text, Unit};

use super::{Checker, heading};
use crate::diagnostic::Diagnostic;
use crate::dial::{Dial, DialOf, End, number_at};
use crate::ratio::Ratio;
use crate::read::{Table, Value};
use crate::scheme::{Arm, Award, Item, ItemKind, Measured, Num, Points};

/// Which keys beside the item's own stand in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// A criterion has taken its id, title and clause.
    Criterion,
    /// An item inside another may have its own title and clause.
    Inner,
}

/// Every key of every kind of item.
const KEYS: [&str; 17] = [
    "best_of",
    "sum_of",
    "first_of",
    "bands",
    "measure",
    "undefined",
    "given",
    "within",
    "per",
    "points",
    "at_most",
    "from",
    "to",
    "round",
    "rank",
    "title",
    "clause",
];

/// The keys that say what kind an item is.
const FORMS: [&str; 7] = ["best_of", "sum_of", "first_of", "bands", "per", "from", "within"];

impl Checker<'_, '_> {
    /// Reads an item from its table; the caller finishes the table.
    pub(super) fn item(&mut self, table: &Table<'_, '_>, keys: Keys) -> Option<Item> {
        let item = self.formed(table, keys);
        if item.is_none() {
            // Its fault is reported; that the rest of its keys went unread is not another.
            for key in KEYS {
                table.has(key);
            }
        }
        item
    }

    fn formed(&mut self, table: &Table<'_, '_>, keys: Keys) -> Option<Item> {
        let (title, clause) = match keys {
            Keys::Criterion => (None, None),
            Keys::Inner => (table.name("title"), table.text("clause").map(|text| text.value)),
        };
        let first = self.dials.len();
        let cap = table.number("at_most").and_then(|number| self.points(number));
        let form = FORMS.into_iter().find(|&form| table.has(form));
        let kind = match form {
            Some("best_of") => ItemKind::BestOf(self.items(table, "best_of")?),
            Some("sum_of") => ItemKind::SumOf(self.items(table, "sum_of")?),
            Some("first_of") => ItemKind::FirstOf(self.arms(table)?),
            Some("bands") => self.banded(table)?,
            Some("per") => self.steps(table, cap)?,
            Some("from") => self.linear_item(table)?,
            Some("within") => self.judged(table)?,
            _ if table.has("points") => {
                let number = table.number("points")?;
                let place = number.span.clone();
                let points = self.points(number)?;
                self.dial("", points, place);
                ItemKind::Fixed(points)
            }
            _ => {
                table.report(
                    Diagnostic::error(heading(table), "没有写怎样得分", "how points are found is not said").mend(
                        "写 measure + bands、points、given + within、best_of、sum_of 或 first_of",
                        "write measure + bands, points, given + within, best_of, sum_of or first_of",
                    ),
                );
                return None;
            }
        };
        // The criterion that it is in comes to be known later.
        self.dials_of(first, DialOf::Criterion(0), title.as_ref(), clause.as_deref());
        let (min, max) = self.range(&kind, table, cap);
        let capped = matches!(kind, ItemKind::SumOf(_) | ItemKind::Steps { .. });
        if cap.is_some() && !capped {
            table.report(Diagnostic::error(
                heading(table),
                "at_most 只用于 sum_of 和按步给分",
                "at_most belongs to sum_of and points by steps",
            ));
        }
        let max = cap.filter(|_| capped).map_or(max, |cap| cap.min(max));
        Some(Item { clause, title, min, max, kind, place: heading(table) })
    }

    /// Notes points that may be set anew.
    pub(super) fn dial(&mut self, label: &str, points: Points, place: Range<usize>) {
        let (of, label) = (DialOf::Criterion(0), label.to_owned());
        self.dials.push(Dial { of, title: Text::default(), clause: String::new(), label, points, place });
    }

    fn items(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<Vec<Item>> {
        let tables = table.tables(key);
        if tables.is_empty() {
            table.report(Diagnostic::error(heading(table), format!("`{key}` 是空的"), format!("`{key}` is empty")));
        }
        let items: Vec<_> = tables
            .iter()
            .map(|inner| {
                let item = self.item(inner, Keys::Inner);
                inner.finish();
                item
            })
            .collect();
        items.into_iter().collect::<Option<Vec<_>>>().filter(|items| !items.is_empty())
    }

    fn arms(&mut self, table: &Table<'_, '_>) -> Option<Vec<Arm>> {
        let tables = table.tables("first_of");
        let mut arms = Vec::new();
        let mut sound = !tables.is_empty();
        for (index, inner) in tables.iter().enumerate() {
            let text = inner.text("when");
            self.last_is_open(inner, text.is_some(), index + 1 == tables.len());
            let has_when = text.is_some();
            let when = text.and_then(|text| self.expression(&text)).and_then(|node| self.condition(&node, 0, false));
            sound &= when.is_some() == has_when;
            let then = match inner.name("silent") {
                Some(reason) => Some(Err(reason)),
                None => self.item(inner, Keys::Inner).map(Ok),
            };
            inner.finish();
            match then {
                Some(then) => arms.push(Arm { when, then }),
                None => sound = false,
            }
        }
        sound.then_some(arms)
    }

    /// The measure; only a band compares it, so only there it may be a compound growth.
    fn measured(&mut self, table: &Table<'_, '_>, compared: bool) -> Option<Measured> {
        let undefined = match table.value("undefined") {
            None => None,
            Some(value) if value.text().is_some_and(|text| text.value == "missing") => None,
            Some(value) => match value.number() {
                Some(number) => Some(self.points(number)?),
                None => {
                    table.report(Diagnostic::error(
                        value.span(),
                        "undefined 写 \"missing\" 或分值",
                        "undefined is \"missing\" or points",
                    ));
                    return None;
                }
            },
        };
        let node = self.expression(&table.required_text("measure", "rnd / sales"))?;
        let (num, dimension) = if compared { self.number(&node, 0)? } else { self.plain(&node, 0)? };
        Some(Measured { num, dimension, undefined })
    }

    fn banded(&mut self, table: &Table<'_, '_>) -> Option<ItemKind> {
        let given = self.given(table);
        let rank = table.table("rank").map(|rank| self.order(&rank));
        let mut measure = self.measured(table, true)?;
        if let Some(order) = rank {
            // The bands are of the place by it.
            measure = Measured { num: self.placed(measure.num, &order, 0)?, dimension: Dimension::NONE, ..measure };
        }
        let bands = self.bands(&table.table("bands")?, measure.dimension)?;
        let open = bands.iter().any(|band| matches!(band.award, Award::Within(..)));
        if open && given == Some(None) {
            table.report(
                Diagnostic::error(
                    heading(table),
                    "分档留有打分余地，但没有写分从哪来",
                    "bands leave room for a judge, but nothing says whose points",
                )
                .mend("补上 given = \"指标代码\"（单位 分）", "add given = \"code\" of an indicator in 分"),
            );
            return None;
        }
        if !open && matches!(given, Some(Some(_))) {
            table.report(
                Diagnostic::error(
                    heading(table),
                    "写了 given，但没有一档留打分余地",
                    "`given` is set, but no band leaves room",
                )
                .mend("把某档写成 [7, 8]，或去掉 given", "write a band as [7, 8], or remove `given`"),
            );
        }
        Some(ItemKind::Banded { measure, bands, given: given? })
    }

    /// The input that holds a judge's points; the outer `None` is a fault.
    fn given(&mut self, table: &Table<'_, '_>) -> Option<Option<usize>> {
        let Some(code) = table.text("given") else { return Some(None) };
        let indicator = self.vocabulary.dictionary.get(&code.value).cloned();
        let point = Unit::parse("分").map(Unit::dimension);
        match indicator {
            Some(indicator) if indicator.amount().map(|amount| amount.dimension()) == point => {
                Some(Some(self.input(&indicator, 0)))
            }
            Some(_) => {
                self.report(
                    Diagnostic::error(
                        code.span,
                        format!("`{}` 的单位不是 分", code.value),
                        format!("`{}` is not in 分", code.value),
                    )
                    .mend("评委打分的指标单位写 分", "an indicator that holds a judge's points has the unit 分"),
                );
                None
            }
            None => {
                self.unknown_name(&code.value, code.span);
                None
            }
        }
    }

    fn judged(&mut self, table: &Table<'_, '_>) -> Option<ItemKind> {
        if !table.has("given") {
            table.missing("given", "given = \"hnte_ip_advanced\"");
        }
        let given = self.given(table)??;
        Some(ItemKind::Judged { given })
    }

    fn steps(&mut self, table: &Table<'_, '_>, cap: Option<Points>) -> Option<ItemKind> {
        let measure = self.measured(table, false)?;
        let per = self.quantity(table, "per", measure.dimension)?;
        let points = self.points(table.number("points")?)?;
        if cap.is_none() {
            table.missing("at_most", "at_most = 5");
        }
        if measure.undefined > cap {
            table.report(Diagnostic::error(
                heading(table),
                "undefined 的分值超过 at_most",
                "`undefined` gives more points than `at_most`",
            ));
        }
        if per.sign() <= 0 || points.0 <= 0 {
            table.report(Diagnostic::error(
                heading(table),
                "步长和每步分值都应大于零",
                "the step and its points must be positive",
            ));
            return None;
        }
        Some(ItemKind::Steps { measure, per, points })
    }

    fn linear_item(&mut self, table: &Table<'_, '_>) -> Option<ItemKind> {
        let measure = self.measured(table, false)?;
        let ends = (self.quantity(table, "from", measure.dimension)?, self.quantity(table, "to", measure.dimension)?);
        let points = self.pair(table, "points")?;
        let to = self.rounding(table)?;
        self.linear_dials(table, points);
        if ends.0 >= ends.1 {
            table.report(Diagnostic::error(heading(table), "from 应小于 to", "`from` must lie below `to`"));
            return None;
        }
        if points.0.0 % to.0 != 0 || points.1.0 % to.0 != 0 {
            table.report(
                Diagnostic::error(
                    heading(table),
                    format!("两端的分值不是舍入单位 {to} 的整数倍，两端就给不出这些分"),
                    format!(
                        "the points at the ends are no multiples of the rounding's {to}, so the ends could not hold"
                    ),
                )
                .mend("把 round.to 改小，如 0.1", "round more finely, such as to 0.1"),
            );
        }
        Some(ItemKind::Linear { measure, ends, points, to })
    }

    /// The points at both ends, the upper one first, and where that is.
    fn linear_dials(&mut self, table: &Table<'_, '_>, points: (Points, Points)) {
        let places = table.list("points").unwrap_or_default();
        for ((end, points), place) in [("from", points.0), ("to", points.1)].into_iter().zip(&places).rev() {
            let label = table.text(end).map(|end| end.value).unwrap_or_default();
            self.dial(&label, points, place.span());
        }
        let Some(to) = table.text("to") else { return };
        let inside = to.span.start + 1..to.span.end.saturating_sub(1);
        if let Some(place) = number_at(self.file_text, &inside) {
            let number = self.file_text.get(place.clone()).and_then(|number| Decimal::parse(number).ok());
            let unit = self.file_text.get(place.end..inside.end).unwrap_or_default().trim().to_owned();
            self.ends.extend(number.map(|number| End { criterion: 0, number, unit, place }));
        }
    }

    /// `round = { to = "0.01", mode = "half_up" }`
    fn rounding(&self, table: &Table<'_, '_>) -> Option<Points> {
        let Some(round) = table.table("round") else {
            table.missing("round", "round = { to = \"0.01\", mode = \"half_up\" }");
            return None;
        };
        let (to, mode) = (round.required_text("to", "0.01"), round.required_text("mode", "half_up"));
        round.finish();
        let step = Decimal::parse(&to.value).ok().and_then(Ratio::decimal).and_then(Points::of);
        match step.filter(|step| step.0 > 0 && mode.value == "half_up") {
            Some(step) => Some(step),
            None => {
                self.report(
                    Diagnostic::error(to.span, "舍入写法不认识", "this rounding is not known").mend(
                        "写 { to = \"0.01\", mode = \"half_up\" }",
                        "write { to = \"0.01\", mode = \"half_up\" }",
                    ),
                );
                None
            }
        }
    }

    fn pair(&self, table: &Table<'_, '_>, key: &'static str) -> Option<(Points, Points)> {
        let list = table.list(key)?;
        let points: Vec<_> = list.iter().filter_map(Value::number).filter_map(|number| self.points(number)).collect();
        match points[..] {
            [lo, hi] if list.len() == 2 => Some((lo, hi)),
            _ => {
                table.report(Diagnostic::error(
                    heading(table),
                    format!("`{key}` 应是两个分值，如 [1, 6]"),
                    format!("`{key}` must be two points, such as [1, 6]"),
                ));
                None
            }
        }
    }

    /// A constant of this dimension, written as a text with its unit.
    fn quantity(&mut self, table: &Table<'_, '_>, key: &'static str, wanted: Dimension) -> Option<Ratio> {
        let text = table.required_text(key, "10%");
        let node = self.expression(&text)?;
        let (num, dimension) = self.number(&node, 0)?;
        match num {
            _ if dimension != wanted => self.report(Diagnostic::error(
                text.span,
                format!("`{key}` 的单位是 {dimension}，度量的单位是 {wanted}"),
                format!("`{key}` is in {dimension}, the measure in {wanted}"),
            )),
            Num::Const(value, _) => return Some(value),
            _ => self.report(Diagnostic::error(
                text.span,
                format!("`{key}` 应是常数"),
                format!("`{key}` must be a constant"),
            )),
        }
        None
    }

    /// Fewest and most points of an item before its cap.
    fn range(&self, kind: &ItemKind, table: &Table<'_, '_>, cap: Option<Points>) -> (Points, Points) {
        let over = |items: &mut dyn Iterator<Item = (Points, Points)>| {
            items.reduce(|(lo, hi), (l, h)| (lo.min(l), hi.max(h))).unwrap_or_default()
        };
        let with_undefined = |(lo, hi): (Points, Points), measure: &Measured| match measure.undefined {
            Some(points) => (lo.min(points), hi.max(points)),
            None => (lo, hi),
        };
        match kind {
            ItemKind::Banded { bands, measure, .. } => {
                let mut awards = bands.iter().filter_map(|band| match band.award {
                    Award::Points(points) => Some((points, points)),
                    Award::Within(lo, hi) => Some((lo, hi)),
                    Award::Silent(_) => None,
                });
                with_undefined(over(&mut awards), measure)
            }
            ItemKind::Fixed(points) => (*points, *points),
            ItemKind::Judged { .. } => match self.pair(table, "within") {
                Some((lo, hi)) if lo <= hi => (lo, hi),
                Some(_) => {
                    table.report(Diagnostic::error(
                        heading(table),
                        "within 的下限大于上限",
                        "`within` ends below its start",
                    ));
                    (Points::ZERO, Points::ZERO)
                }
                None => (Points::ZERO, Points::ZERO),
            },
            ItemKind::Steps { measure, .. } => with_undefined((Points::ZERO, cap.unwrap_or_default()), measure),
            ItemKind::Linear { points, measure, .. } => {
                with_undefined((points.0.min(points.1), points.0.max(points.1)), measure)
            }
            ItemKind::BestOf(items) => {
                // Which of them can be computed in the end is not known, so the least counts alone.
                over(&mut items.iter().map(|item| (item.min, item.max)))
            }
            ItemKind::SumOf(items) => {
                let sum = |of: fn(&Item) -> Points| Points(items.iter().map(|item| of(item).0).sum());
                let (lo, hi) = (sum(|item| item.min), sum(|item| item.max));
                (cap.map_or(lo, |cap| lo.min(cap)), hi)
            }
            ItemKind::FirstOf(arms) => {
                over(&mut arms.iter().filter_map(|arm| arm.then.as_ref().ok()).map(|item| (item.min, item.max)))
            }
        }
    }
}
