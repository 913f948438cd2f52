//! The functions of expressions: what each takes, and what comes of it.

use huoju_model::{Dimension, Kind, Unit};

use super::Checker;
use super::typing::Typed;
use crate::diagnostic::nearest;
use crate::expression::{Arithmetic, Node, NodeKind};
use crate::ratio::Ratio;
use crate::scheme::Num;

/// Every function there is.
const FUNCTIONS: [&str; 11] =
    ["sum", "mean", "min", "max", "floor", "count", "growth", "cagr", "age", "fiscal_years", "peer_mean"];

impl Checker<'_, '_> {
    pub(super) fn call(&mut self, node: &Node, name: &str, args: &[Node], shift: u8) -> Typed {
        match (name, args) {
            ("sum" | "mean" | "min" | "max", [_, ..]) => {
                let (nums, dimension) = self.alike(args, shift)?;
                let num = match name {
                    "sum" => Num::Sum(nums),
                    "mean" => Num::Mean(nums),
                    "min" => Num::Min(nums),
                    _ => Num::Max(nums),
                };
                Some((num, dimension))
            }
            ("floor", [x, step]) => self.floor(x, step, shift),
            ("count", [_, ..]) => {
                let conds: Vec<_> = args.iter().map(|arg| self.condition(arg, shift, false)).collect();
                let conds: Option<Vec<_>> = conds.into_iter().collect();
                Some((Num::Count(conds?), Dimension::NONE))
            }
            ("growth", [x]) => self.growth(node, x, shift),
            ("cagr", [x, n]) => self.cagr(node, x, n, shift),
            ("age" | "fiscal_years", [date]) => {
                let day = Box::new(self.day(date, shift)?);
                let num = if name == "age" { Num::Age(day) } else { Num::FiscalYears(day) };
                Some((num, Unit::parse("年")?.dimension()))
            }
            ("peer_mean", [x, within]) => {
                let (of, dimension) = self.plain(x, shift)?;
                if dimension.is_none() || self.compares_subjects(&of) {
                    return self.fail(
                        x,
                        "peer_mean 只用于金额、人数等数量：比例的均值与均值的比例不同，均值的均值没有意义",
                        "peer_mean takes amounts only: the mean of ratios and the ratio of means differ",
                        (
                            "写成 peer_mean(a, 类) / peer_mean(b, 类)",
                            "write peer_mean(a, category) / peer_mean(b, category)",
                        ),
                    );
                }
                let within = self.category(within, shift)?;
                Some((Num::PeerMean { of: Box::new(of), within }, dimension))
            }
            _ if FUNCTIONS.contains(&name) => self.fail(
                node,
                format!("`{name}` 的参数个数不对"),
                format!("`{name}` has the wrong number of arguments"),
                ("见 docs/reference/formats.md", "see docs/reference/formats.md"),
            ),
            _ => self.unknown_function(node, name),
        }
    }

    fn floor(&mut self, x: &Node, step: &Node, shift: u8) -> Typed {
        let (nums, _) = self.alike(&[x.clone(), step.clone()], shift)?;
        match &nums[1] {
            Num::Const(step, _) if step.sign() > 0 => {
                Some((Num::Floor(Box::new(nums[0].clone()), *step), Dimension::NONE))
            }
            _ => self.fail(
                step,
                "步长应是正的常数",
                "the step must be a positive constant",
                ("如 floor(x, 2 年)", "such as floor(x, 2 年)"),
            ),
        }
    }

    /// Against the period before: the quotient less one.
    fn growth(&mut self, node: &Node, x: &Node, shift: u8) -> Typed {
        let now = self.plain(x, shift)?.0;
        let before = self.plain(x, self.shifted(node, shift, 1)?)?.0;
        let quotient = Num::Arithmetic(Arithmetic::Div, Box::new(now), Box::new(before));
        let one = Num::Const(Ratio::ONE, None);
        Some((Num::Arithmetic(Arithmetic::Sub, Box::new(quotient), Box::new(one)), Dimension::NONE))
    }

    /// Compound growth over so many periods; only its quotient is computed, and roots are never drawn.
    fn cagr(&mut self, node: &Node, x: &Node, n: &Node, shift: u8) -> Typed {
        let NodeKind::Number(periods, None) = n.kind else {
            return self.fail(
                n,
                "期数应是整数",
                "the number of periods must be whole",
                ("如 cagr(sales, 3)", "such as cagr(sales, 3)"),
            );
        };
        let Some(periods) = periods.to_scaled(0).ok().filter(|n| (1..=10).contains(n)) else {
            return self.fail(n, "期数应在 1 到 10 之间", "the number of periods must be 1 to 10", ("", ""));
        };
        let now = self.plain(x, shift)?.0;
        let before = self.plain(x, self.shifted(node, shift, periods as u8)?)?.0;
        let quotient = Num::Arithmetic(Arithmetic::Div, Box::new(now), Box::new(before));
        Some((Num::Cagr(Box::new(quotient), periods as u8), Dimension::NONE))
    }

    fn unknown_function(&self, node: &Node, name: &str) -> Typed {
        let mend = match nearest(name, FUNCTIONS) {
            Some(near) => (format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => (format!("可用的函数：{}", FUNCTIONS.join("、")), format!("functions: {}", FUNCTIONS.join(", "))),
        };
        self.fail(node, format!("没有函数 `{name}`"), format!("there is no function `{name}`"), (&mend.0, &mend.1))
    }

    /// The category whose name stands here, of its own period or an earlier one.
    pub(super) fn category(&mut self, node: &Node, shift: u8) -> Option<usize> {
        let (named, shift) = self.at_period(node, shift)?;
        if let NodeKind::Name(name) = &named.kind
            && let Some(indicator) = self.indicator(name)
            && matches!(indicator.kind, Kind::Category(_) | Kind::Text)
        {
            return Some(self.input(&indicator, shift));
        }
        self.fail(node, "这里应是分类指标的代码", "the code of a category is needed here", ("", ""))
    }

    /// Numbers of one dimension.
    fn alike(&mut self, nodes: &[Node], shift: u8) -> Option<(Vec<Num>, Dimension)> {
        let typed: Vec<_> = nodes.iter().map(|node| self.plain(node, shift)).collect();
        let typed: Vec<_> = typed.into_iter().collect::<Option<_>>()?;
        let dimension = typed[0].1;
        for (node, (_, dim)) in nodes.iter().zip(&typed) {
            if *dim != dimension {
                self.units_differ(node, &nodes[0], dimension, node, *dim);
                return None;
            }
        }
        Some((typed.into_iter().map(|(num, _)| num).collect(), dimension))
    }
}
