//! Days and points in expressions, which have arithmetic of their own: a day less a day, points times a constant.

use huoju_model::{Kind, Unit};

use super::{Checker, Declared};
use crate::dial::number_at;
use crate::expression::{Arithmetic, Comparison, Node, NodeKind};
use crate::ratio::Ratio;
use crate::scheme::{Cond, Day, Linear, Points, PointsOf};

impl Checker<'_, '_> {
    pub(super) fn is_day(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Date(_) => true,
            NodeKind::Name(name) => {
                matches!(name.as_str(), "period_start" | "period_end" | "as_of")
                    || self.indicator(name).is_some_and(|indicator| indicator.kind == Kind::Date)
            }
            NodeKind::Shift(inner, _) => self.is_day(inner),
            _ => false,
        }
    }

    pub(super) fn day(&mut self, node: &Node, shift: u8) -> Option<Day> {
        match &node.kind {
            NodeKind::Date(date) => Some(Day::Const(*date)),
            NodeKind::Name(name) => match (name.as_str(), self.indicator(name)) {
                ("period_start", _) if shift == 0 => Some(Day::PeriodStart),
                ("period_end", _) if shift == 0 => Some(Day::PeriodEnd),
                ("as_of", _) if shift == 0 => Some(Day::AsOf),
                (_, Some(indicator)) if indicator.kind == Kind::Date => Some(Day::Input(self.input(&indicator, shift))),
                _ => self.not_a_day(node),
            },
            NodeKind::Shift(inner, by) => {
                let shift = self.shifted(node, shift, *by)?;
                self.day(inner, shift)
            }
            _ => self.not_a_day(node),
        }
    }

    fn not_a_day<T>(&self, node: &Node) -> Option<T> {
        self.fail(
            node,
            "这里要的是日期",
            "a date is needed here",
            (
                "写日期类指标、as_of、period_end 或 2022-08-01",
                "write a date indicator, as_of, period_end or 2022-08-01",
            ),
        )
    }

    pub(super) fn mentions_points(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Name(name) => name == "total" || matches!(self.declared.get(name), Some(Declared::Criterion(_))),
            NodeKind::Neg(inner) => self.mentions_points(inner),
            NodeKind::Arithmetic(_, a, b) => self.mentions_points(a) || self.mentions_points(b),
            _ => false,
        }
    }

    pub(super) fn compare_points(
        &mut self,
        node: &Node,
        op: Comparison,
        left: &Node,
        right: &Node,
        with_points: bool,
    ) -> Option<Cond> {
        if !with_points {
            return self.fail(
                node,
                "得分只能在档次里引用",
                "points may only be used in tiers",
                ("把得分条件写到 [[tier]] 里", "put conditions on points into [[tier]]"),
            );
        }
        self.mark(left, right);
        self.mark(right, left);
        let linear = self.linear(left)?.minus(self.linear(right)?);
        match linear {
            Some(linear) => Some(Cond::Points(op, linear)),
            None => self.fail(node, "数太大", "the numbers are too large", ("", "")),
        }
    }

    /// A number that the total is compared with may be set anew.
    fn mark(&mut self, total: &Node, node: &Node) {
        let NodeKind::Number(value, _) = &node.kind else { return };
        if !matches!(&total.kind, NodeKind::Name(name) if name == "total") {
            return;
        }
        let place = number_at(self.file_text, &node.span);
        if let Some((place, points)) = place.zip(Ratio::decimal(*value).and_then(Points::of)) {
            self.dial("", points, place);
        }
    }

    /// A sum of points and numbers in 分.
    fn linear(&mut self, node: &Node) -> Option<Linear> {
        let point = Unit::parse("分");
        match &node.kind {
            NodeKind::Name(name) if name == "total" => Some(Linear::of(PointsOf::Total)),
            NodeKind::Name(name) => match self.declared.get(name) {
                Some(Declared::Criterion(index)) => Some(Linear::of(PointsOf::Criterion(*index))),
                _ => self.fail(node, "得分只能与得分和分值相加减", "points add only to points", ("", "")),
            },
            NodeKind::Number(value, unit) if *unit == point => {
                Some(Linear { terms: Vec::new(), constant: Ratio::decimal(*value)? })
            }
            NodeKind::Number(..) => self.fail(
                node,
                "分值要带单位 分",
                "points are written with their unit 分",
                ("如 60 分", "such as 60 分"),
            ),
            NodeKind::Neg(inner) => self.linear(inner)?.scaled(Ratio::whole(-1)),
            NodeKind::Arithmetic(Arithmetic::Add, a, b) => self.linear(a)?.plus(self.linear(b)?),
            NodeKind::Arithmetic(Arithmetic::Sub, a, b) => self.linear(a)?.minus(self.linear(b)?),
            NodeKind::Arithmetic(Arithmetic::Mul, a, b) => match (&a.kind, &b.kind) {
                (NodeKind::Number(k, None), _) => self.linear(b)?.scaled(Ratio::decimal(*k)?),
                (_, NodeKind::Number(k, None)) => self.linear(a)?.scaled(Ratio::decimal(*k)?),
                _ => self.fail(node, "得分只能乘以常数", "points multiply only by a constant", ("", "")),
            },
            _ => self.fail(node, "得分只能相加减、乘以常数", "points may only be added and scaled", ("", "")),
        }
    }
}

impl Linear {
    fn of(points: PointsOf) -> Self {
        Linear { terms: vec![(points, Ratio::ONE)], constant: Ratio::ZERO }
    }

    fn scaled(self, by: Ratio) -> Option<Self> {
        let terms: Option<Vec<_>> = self.terms.into_iter().map(|(of, factor)| Some((of, factor.times(by)?))).collect();
        Some(Linear { terms: terms?, constant: self.constant.times(by)? })
    }

    fn plus(mut self, other: Self) -> Option<Self> {
        for (of, factor) in other.terms {
            match self.terms.iter_mut().find(|(known, _)| *known == of) {
                Some((_, sum)) => *sum = sum.plus(factor)?,
                None => self.terms.push((of, factor)),
            }
        }
        self.constant = self.constant.plus(other.constant)?;
        Some(self)
    }

    fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.scaled(Ratio::whole(-1))?)
    }
}
