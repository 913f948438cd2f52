//! Places among others: how subjects are ordered, what may be ordered, and edges that no place lies beyond.

use std::ops::Range;

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::expression::{Comparison, Node};
use crate::ratio::Ratio;
use crate::read::{Spanned, Table};
use crate::scheme::{Cond, Num};

/// `rank = { within = "field", order = "desc" }`
#[derive(Clone)]
pub(super) struct Order {
    /// The category within which places are counted; the inner `None` where its text is faulty, and reported.
    within: Option<Option<Node>>,
    /// Whether the greatest comes first.
    pub descending: bool,
    span: Range<usize>,
}

impl Checker<'_, '_> {
    pub(super) fn order(&self, rank: &Table<'_, '_>) -> Order {
        let within = rank.text("within").map(|text| self.expression(&text));
        let order = rank.text("order").unwrap_or_else(|| Spanned::new("desc".into(), rank.span()));
        rank.finish();
        if !matches!(order.value.as_str(), "desc" | "asc") {
            self.report(Diagnostic::error(order.span, "order 写 \"desc\" 或 \"asc\"", "order is \"desc\" or \"asc\""));
        }
        Order { within, descending: order.value != "asc", span: rank.span() }
    }

    /// The category of an order, `shift` periods earlier; the outer `None` is a fault.
    pub(super) fn within(&mut self, order: &Order, shift: u8) -> Option<Option<usize>> {
        match &order.within {
            None => Some(None),
            Some(node) => Some(Some(self.category(node.as_ref()?, shift)?)),
        }
    }

    /// The place of a number among all subjects'.
    pub(super) fn placed(&mut self, of: Num, order: &Order, shift: u8) -> Option<Num> {
        let within = self.within(order, shift)?;
        if self.compares_subjects(&of) {
            self.report(
                Diagnostic::error(
                    order.span.clone(),
                    "排位次的数不能本身又是位次或 peer_mean",
                    "what is ranked can't itself be a place or take peer_mean",
                )
                .mend("只用本主体自己的指标排位次", "rank by a subject's own figures"),
            );
            return None;
        }
        Some(Num::Place { of: Box::new(of), within, descending: order.descending })
    }

    /// Whether a number takes others' figures.
    pub(super) fn compares_subjects(&self, num: &Num) -> bool {
        let any = |nums: &[Num]| nums.iter().any(|num| self.compares_subjects(num));
        match num {
            Num::PeerMean { .. } | Num::Place { .. } => true,
            Num::Measure(index) => self.resolved(*index).is_some_and(|measure| self.compares_subjects(&measure.value)),
            Num::Neg(inner) | Num::Floor(inner, _) | Num::Cagr(inner, _) => self.compares_subjects(inner),
            Num::Arithmetic(_, a, b) => self.compares_subjects(a) || self.compares_subjects(b),
            Num::Sum(nums) | Num::Mean(nums) | Num::Min(nums) | Num::Max(nums) => any(nums),
            Num::Count(conds) => conds.iter().any(|cond| self.asks_of_others(cond)),
            Num::Choose(arms, last) => {
                let arm = |(when, num): &(Cond, Num)| self.asks_of_others(when) || self.compares_subjects(num);
                self.compares_subjects(last) || arms.iter().any(arm)
            }
            Num::Const(..) | Num::Input(_) | Num::Days(..) | Num::Age(_) | Num::FiscalYears(_) => false,
        }
    }

    /// Whether a condition takes others' figures.
    pub(super) fn asks_of_others(&self, cond: &Cond) -> bool {
        match cond {
            Cond::Compare(_, a, b) => self.compares_subjects(a) || self.compares_subjects(b),
            Cond::And(conds) | Cond::Or(conds) => conds.iter().any(|cond| self.asks_of_others(cond)),
            Cond::Not(inner) => self.asks_of_others(inner),
            Cond::Fact(_) | Cond::Points(..) | Cond::Days(..) | Cond::Member(..) => false,
        }
    }

    /// Warns of a place compared with what every place, or none, lies beyond: it is above 0% and at most 100%.
    pub(super) fn place_edge(&self, node: &Node, op: Comparison, (a, b): (&Num, &Num)) {
        let (op, num, edge) = match (a, b) {
            (num, Num::Const(edge, _)) => (op, num, *edge),
            (Num::Const(edge, _), num) => (op.flipped(), num, *edge),
            _ => return,
        };
        if !self.is_place(num) {
            return;
        }
        let holds = match op {
            Comparison::Le | Comparison::Lt if edge.sign() <= 0 => false,
            Comparison::Ge | Comparison::Gt if edge.sign() <= 0 => true,
            Comparison::Le if edge >= Ratio::ONE => true,
            Comparison::Gt if edge >= Ratio::ONE => false,
            Comparison::Lt if edge > Ratio::ONE => true,
            Comparison::Ge if edge > Ratio::ONE => false,
            _ => return,
        };
        let (zh, en) =
            if holds { ("谁都符合", "every place meets") } else { ("谁也不符合", "no place meets") };
        self.report(
            Diagnostic::warning(
                node.span.clone(),
                format!("位次占比大于 0%、不超过 100%，这个条件{zh}"),
                format!("a place is above 0% and at most 100%, so {en} this"),
            )
            .mend("「前5%」写作 <= 5%", "“the first 5%” is written <= 5%"),
        );
    }

    fn is_place(&self, num: &Num) -> bool {
        match num {
            Num::Place { .. } => true,
            Num::Measure(index) => self.resolved(*index).is_some_and(|measure| self.is_place(&measure.value)),
            _ => false,
        }
    }
}
