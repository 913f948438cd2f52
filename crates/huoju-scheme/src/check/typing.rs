//! Names and units in expressions: every name is looked up, every sum and comparison has one unit.

use huoju_model::{Decimal, Dimension, Indicator, Kind, Unit};

use super::section::Resolution;
use super::{Checker, Declared};
use crate::diagnostic::{Diagnostic, nearest};
use crate::expression::{Arithmetic, Comparison, Node, NodeKind};
use crate::ratio::Ratio;
use crate::scheme::{Cond, Input, InputKind, Measure, Num};

/// A number with what it measures.
pub(super) type Typed = Option<(Num, Dimension)>;

impl Checker<'_, '_> {
    /// The input of an indicator, so many periods earlier.
    pub(super) fn input(&mut self, indicator: &Indicator, earlier: u8) -> usize {
        let key = (indicator.code.clone(), earlier);
        if let Some(&index) = self.input_index.get(&key) {
            return index;
        }
        let kind = match &indicator.kind {
            Kind::Amount(amount) => {
                let (num, den) = amount.step();
                InputKind::Amount {
                    unit: amount.unit,
                    scale: amount.scale,
                    step: Ratio::new(i128::from(num), i128::from(den)).unwrap_or(Ratio::ONE),
                    bounds: (amount.minimum, amount.maximum),
                }
            }
            Kind::Fact { presumed } => InputKind::Fact { presumed: *presumed },
            Kind::Category(_) | Kind::Text => InputKind::Word,
            Kind::Date => InputKind::Date,
        };
        self.inputs.push(Input { code: indicator.code.clone(), earlier, name: indicator.name.clone(), kind });
        self.input_index.insert(key, self.inputs.len() - 1);
        self.inputs.len() - 1
    }

    pub(super) fn indicator(&self, name: &str) -> Option<Indicator> {
        self.vocabulary.dictionary.get(name).cloned()
    }

    /// Reports, with a mend where there is one to give, and yields nothing.
    pub(super) fn fail<T>(
        &self,
        node: &Node,
        zh: impl Into<String>,
        en: impl Into<String>,
        mend: (&str, &str),
    ) -> Option<T> {
        let finding = Diagnostic::error(node.span.clone(), zh, en);
        self.report(if mend.0.is_empty() { finding } else { finding.mend(mend.0, mend.1) });
        None
    }

    /// A condition. Points of criteria and `total` may be compared only where `with_points` says so.
    pub(super) fn condition(&mut self, node: &Node, shift: u8, with_points: bool) -> Option<Cond> {
        let mut each = |nodes: &[Node]| -> Option<Vec<Cond>> {
            let conds: Vec<_> = nodes.iter().map(|node| self.condition(node, shift, with_points)).collect();
            conds.into_iter().collect()
        };
        match &node.kind {
            NodeKind::And(nodes) => each(nodes).map(Cond::And),
            NodeKind::Or(nodes) => each(nodes).map(Cond::Or),
            NodeKind::Not(inner) => Some(Cond::Not(Box::new(self.condition(inner, shift, with_points)?))),
            NodeKind::Shift(inner, by) => {
                let shift = self.shifted(node, shift, *by)?;
                self.condition(inner, shift, with_points)
            }
            NodeKind::Name(name) => self.fact(node, name, shift),
            NodeKind::Compare(op, left, right) => self.compare(node, *op, left, right, shift, with_points),
            NodeKind::In(subject, members) => self.member(subject, members, shift),
            _ => self.fail(
                node,
                "这里要的是条件，不是数",
                "a condition is needed here, not a number",
                ("写成比较，如 rnd / sales >= 5%", "write a comparison, such as rnd / sales >= 5%"),
            ),
        }
    }

    pub(super) fn shifted(&self, node: &Node, shift: u8, by: u8) -> Option<u8> {
        let sum = shift.saturating_add(by);
        if sum > 20 {
            return self.fail(
                node,
                "往前超过 20 期",
                "more than 20 periods earlier",
                ("减少 @ 的期数", "reach back less"),
            );
        }
        Some(sum)
    }

    /// What stands before `@`, and how many periods earlier it is.
    pub(super) fn at_period<'n>(&self, node: &'n Node, shift: u8) -> Option<(&'n Node, u8)> {
        match &node.kind {
            NodeKind::Shift(inner, by) => self.at_period(inner, self.shifted(node, shift, *by)?),
            _ => Some((node, shift)),
        }
    }

    fn fact(&mut self, node: &Node, name: &str, shift: u8) -> Option<Cond> {
        if let Some(indicator) = self.indicator(name) {
            if let Kind::Fact { .. } = indicator.kind {
                return Some(Cond::Fact(self.input(&indicator, shift)));
            }
            return self.fail(
                node,
                format!("`{name}`（{}）不是是非类指标，不能单独作条件", indicator.name.zh),
                format!("`{name}` is not a fact, so it can't be a condition by itself"),
                ("写成比较", "write a comparison"),
            );
        }
        match self.declared.get(name) {
            Some(_) => self.fail(
                node,
                format!("`{name}` 是数，不是条件"),
                format!("`{name}` is a number, not a condition"),
                ("写成比较", "write a comparison"),
            ),
            None => {
                self.unknown_name(name, node.span.clone());
                None
            }
        }
    }

    fn compare(
        &mut self,
        node: &Node,
        op: Comparison,
        left: &Node,
        right: &Node,
        shift: u8,
        with_points: bool,
    ) -> Option<Cond> {
        if self.is_day(left) || self.is_day(right) {
            return Some(Cond::Days(op, self.day(left, shift)?, self.day(right, shift)?));
        }
        for (subject, text) in [(left, right), (right, left)] {
            if let NodeKind::Text(_) = text.kind {
                return self.compare_text(node, op, subject, text, shift);
            }
        }
        if self.mentions_points(left) || self.mentions_points(right) {
            return self.compare_points(node, op, left, right, with_points);
        }
        let (a, b) = (self.number(left, shift), self.number(right, shift));
        let ((a, a_dim), (b, b_dim)) = (a?, b?);
        if a_dim != b_dim {
            self.units_differ(node, left, a_dim, right, b_dim);
            return None;
        }
        let constant = [&a, &b].iter().any(|num| matches!(num, Num::Const(..)));
        if !constant && [&a, &b].iter().any(|num| self.is_root(num)) {
            return self.fail(
                node,
                "cagr 只能与常数比较",
                "cagr compares only with a constant",
                ("如 cagr(sales, 3) >= 20%", "such as cagr(sales, 3) >= 20%"),
            );
        }
        self.place_edge(node, op, (&a, &b));
        Some(Cond::Compare(op, a, b))
    }

    fn compare_text(&mut self, node: &Node, op: Comparison, subject: &Node, text: &Node, shift: u8) -> Option<Cond> {
        let member = self.member(subject, std::slice::from_ref(text), shift)?;
        match op {
            Comparison::Eq => Some(member),
            Comparison::Ne => Some(Cond::Not(Box::new(member))),
            _ => self.fail(node, "文字只能比相等", "texts compare only for equality", ("用 = 或 !=", "use = or !=")),
        }
    }

    pub(super) fn units_differ(&self, node: &Node, left: &Node, a: Dimension, right: &Node, b: Dimension) {
        let shown = |dimension: Dimension| {
            if dimension.is_none() { "无单位（比例、个数）".to_owned() } else { dimension.to_string() }
        };
        let is_number = |node: &Node| matches!(node.kind, NodeKind::Number(..));
        let finding = Diagnostic::error(
            node.span.clone(),
            format!("单位对不上：左边是 {}，右边是 {}", shown(a), shown(b)),
            format!("units don't match: the left is {a}, the right is {b}"),
        );
        let wanted = if is_number(left) { b } else { a };
        let examples: Vec<_> = Unit::all().filter(|unit| unit.dimension() == wanted).map(Unit::symbol).collect();
        self.report(if (is_number(left) || is_number(right)) && !examples.is_empty() {
            finding.mend(
                format!("数字的单位改用：{}", examples.join("、")),
                format!("write the number in {}", examples.join(", ")),
            )
        } else {
            finding.mend("检查是不是用错了指标，或少了一个除法", "check for a wrong indicator or a missing division")
        });
    }

    fn member(&mut self, subject: &Node, members: &[Node], shift: u8) -> Option<Cond> {
        let (subject, shift) = self.at_period(subject, shift)?;
        let NodeKind::Name(name) = &subject.kind else {
            return self.fail(
                subject,
                "`in` 左边写分类指标",
                "`in` needs a category on its left",
                ("如 field in (\"新材料\")", "such as field in (\"新材料\")"),
            );
        };
        let Some(indicator) = self.indicator(name) else {
            self.unknown_name(name, subject.span.clone());
            return None;
        };
        let values = match &indicator.kind {
            Kind::Category(values) => Some(values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>()),
            Kind::Text => None,
            _ => {
                return self.fail(
                    subject,
                    format!("`{name}` 不是分类或文字指标"),
                    format!("`{name}` is neither a category nor a text"),
                    ("", ""),
                );
            }
        };
        let mut words = Vec::new();
        for member in members {
            let NodeKind::Text(word) = &member.kind else {
                return self.fail(member, "这里应是加引号的文字", "a quoted text is needed here", ("", ""));
            };
            if let Some(values) = values.as_ref().filter(|values| !values.contains(&word.as_str())) {
                return self.no_such_value(member, &indicator, word, values);
            }
            words.push(word.clone());
        }
        Some(Cond::Member(self.input(&indicator, shift), words))
    }

    fn no_such_value<T>(&self, member: &Node, indicator: &Indicator, word: &str, values: &[&str]) -> Option<T> {
        let all = values.join("、");
        let finding = Diagnostic::error(
            member.span.clone(),
            format!("{} 没有 `{word}` 这一类", indicator.name.zh),
            format!("`{}` has no value `{word}`", indicator.code),
        );
        self.report(match nearest(word, values.iter().copied()) {
            Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => finding.mend(format!("可写：{all}"), format!("accepted: {all}")),
        });
        None
    }

    /// A number that may be computed with: anything but a compound growth, whose root is only ever compared.
    pub(super) fn plain(&mut self, node: &Node, shift: u8) -> Typed {
        match self.number(node, shift)? {
            (num, _) if self.is_root(&num) => self.fail(
                node,
                "cagr 只能直接与常数比较，或直接作分档的度量",
                "cagr is only compared with a constant, or banded, and never computed with",
                ("如 cagr(sales, 3) >= 20%", "such as cagr(sales, 3) >= 20%"),
            ),
            typed => Some(typed),
        }
    }

    /// Whether a number is a compound growth, by itself or by its name.
    fn is_root(&self, num: &Num) -> bool {
        match num {
            Num::Cagr(..) => true,
            Num::Measure(index) => self.resolved(*index).is_some_and(|measure| self.is_root(&measure.value)),
            _ => false,
        }
    }

    /// A number.
    pub(super) fn number(&mut self, node: &Node, shift: u8) -> Typed {
        match &node.kind {
            NodeKind::Number(value, unit) => self.constant(node, *value, *unit),
            NodeKind::Name(name) => self.amount(node, name, shift),
            NodeKind::Shift(inner, by) => {
                let shift = self.shifted(node, shift, *by)?;
                self.number(inner, shift)
            }
            NodeKind::Neg(inner) => self.plain(inner, shift).map(|(num, dim)| match num {
                Num::Const(c, unit) => (Num::Const(c.negated(), unit), dim),
                num => (Num::Neg(Box::new(num)), dim),
            }),
            NodeKind::Arithmetic(op, a, b) => self.arithmetic(node, *op, a, b, shift),
            NodeKind::Call(name, args) => self.call(node, name, args, shift),
            NodeKind::Spread(_) => self.fail(
                node,
                "`@-2..0` 只能用作函数的参数",
                "`@-2..0` may only stand as arguments of a function",
                ("如 sum(rnd@-2..0)", "such as sum(rnd@-2..0)"),
            ),
            _ => self.fail(node, "这里要的是数", "a number is needed here", ("", "")),
        }
    }

    fn constant(&self, node: &Node, value: Decimal, unit: Option<Unit>) -> Typed {
        let (num, den) = unit.map_or((1, 1), Unit::factor);
        let factor = Ratio::new(i128::from(num), i128::from(den))?;
        match Ratio::decimal(value).and_then(|value| value.times(factor)) {
            Some(ratio) => Some((Num::Const(ratio, unit), unit.map_or(Dimension::NONE, Unit::dimension))),
            None => self.fail(node, "数字太长", "the number is too long", ("", "")),
        }
    }

    fn amount(&mut self, node: &Node, name: &str, shift: u8) -> Typed {
        if let Some(indicator) = self.indicator(name) {
            let Some(dimension) = indicator.amount().map(|amount| amount.dimension()) else {
                return self.fail(
                    node,
                    format!("`{name}`（{}）不是数量", indicator.name.zh),
                    format!("`{name}` is not an amount"),
                    (
                        "是非类指标直接写代码，或 not 代码；分类用 in",
                        "write a fact by its code alone, or `not code`; a category with `in`",
                    ),
                );
            };
            return Some((Num::Input(self.input(&indicator, shift)), dimension));
        }
        match self.declared.get(name).copied() {
            Some(Declared::Measure(index)) if shift == 0 => {
                let measure = self.measure(index)?;
                let position = self.resolved_position(index);
                Some((Num::Measure(position), measure.dimension))
            }
            Some(Declared::Measure(index)) => {
                self.measure(index)?;
                self.measure_value(index, shift)
            }
            Some(_) => self.fail(
                node,
                format!("`{name}` 不能在这里当数用"),
                format!("`{name}` can't be used as a number here"),
                ("得分只能在档次里引用", "points may only be used in tiers"),
            ),
            None => {
                self.unknown_name(name, node.span.clone());
                None
            }
        }
    }

    /// The measure at a place among those without fault.
    pub(super) fn resolved(&self, position: usize) -> Option<&Measure> {
        match self.resolutions.iter().filter(|resolution| !matches!(resolution, Resolution::Done(None))).nth(position) {
            Some(Resolution::Done(measure)) => measure.as_ref(),
            _ => None,
        }
    }

    /// The place of a measure among those without fault.
    fn resolved_position(&self, index: usize) -> usize {
        self.resolutions[..index].iter().filter(|r| !matches!(r, Resolution::Done(None))).count()
    }

    fn arithmetic(&mut self, node: &Node, op: Arithmetic, left: &Node, right: &Node, shift: u8) -> Typed {
        if op == Arithmetic::Sub && (self.is_day(left) || self.is_day(right)) {
            let days = Num::Days(Box::new(self.day(left, shift)?), Box::new(self.day(right, shift)?));
            return Some((days, Unit::parse("天")?.dimension()));
        }
        let (a, b) = (self.plain(left, shift), self.plain(right, shift));
        let ((a, a_dim), (b, b_dim)) = (a?, b?);
        let dimension = match op {
            Arithmetic::Add | Arithmetic::Sub if a_dim != b_dim => {
                self.units_differ(node, left, a_dim, right, b_dim);
                return None;
            }
            Arithmetic::Add | Arithmetic::Sub => a_dim,
            Arithmetic::Mul => a_dim.times(b_dim),
            Arithmetic::Div => a_dim.over(b_dim),
        };
        if op == Arithmetic::Div && matches!(&b, Num::Const(c, _) if c.sign() <= 0) {
            return self.fail(right, "除数不能为零或负", "the divisor must be positive", ("", ""));
        }
        Some((Num::Arithmetic(op, Box::new(a), Box::new(b)), dimension))
    }
}
