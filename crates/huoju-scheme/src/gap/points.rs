//! Points together: what a total costs within a box of steps, and which lever could reach the goal by itself.

use super::cost::{Cost, Stair};
use super::reach::Reach;
use crate::expression::Comparison;
use crate::program::{Op, Reg, TRUE};
use crate::scheme::PointsOf;

impl Reach<'_> {
    /// The levers that could make a truth hold each by itself, a bit each, as far as its bounds tell.
    pub fn alone(&self, reg: Reg) -> u32 {
        let parts = |regs: &[Reg]| regs.iter().map(|reg| self.alone(*reg)).collect::<Vec<_>>();
        let cost = self.truth(reg)[usize::from(TRUE)];
        match &self.model.program.code().steps[reg].op {
            _ if cost.is_never() => 0,
            _ if !self.model.moves(reg) => u32::MAX,
            Op::And(regs) => parts(regs).into_iter().fold(u32::MAX, |all, one| all & one),
            Op::Or(regs) => parts(regs).into_iter().fold(0, |any, one| any | one),
            Op::Points { op, terms, constant } => self.points_alone(*op, terms, *constant),
            _ if cost.value == 0 => u32::MAX,
            _ => cost.levers,
        }
    }

    /// The levers that could reach the goal each by itself.
    pub fn goal_alone(&self) -> u32 {
        let code = self.model.program.code();
        let gates = code.gates.iter().fold(u32::MAX, |all, (reg, _)| all & self.alone(*reg));
        gates & code.tiers[..self.model.n_tiers].iter().fold(0, |any, (reg, _)| any | self.alone(*reg))
    }

    /// A criterion's points that a lever doesn't move stay; those that it does are taken at their most.
    fn points_alone(&self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64) -> u32 {
        let Some((need, terms)) = self.terms(op, terms, constant) else { return u32::MAX };
        let paid = |term: &Term| term.stair.0.iter().fold(0, |bits, (_, cost)| bits | cost.levers);
        let paid: Vec<u32> = terms.iter().map(paid).collect();
        let most = |lever: usize| -> i64 {
            let each = terms.iter().zip(&paid);
            each.map(|(term, paid)| if paid & (1 << lever) != 0 { term.stair.top() } else { term.stair.floor() }).sum()
        };
        (0..self.model.levers.len()).filter(|lever| most(*lever) >= need).fold(0, |bits, lever| bits | 1 << lever)
    }

    /// What it costs that `Σ factor · points + constant` meets zero, whatever is missing.
    pub(super) fn points(&self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64) -> Cost {
        self.terms(op, terms, constant).map_or(Cost::FREE, |(need, terms)| sum(need, &terms))
    }

    /// What it costs that all of these hold. A sum is looked at together with what single criteria must have besides,
    /// since they share their levers.
    pub(super) fn all(&self, regs: &[Reg]) -> Cost {
        let (mut singles, mut sums, mut costs) = (Vec::new(), Vec::new(), Vec::new());
        for &reg in regs {
            let terms = match &self.model.program.code().steps[reg].op {
                Op::Points { op, terms, constant } if self.model.moves(reg) => self.terms(*op, terms, *constant),
                _ => None,
            };
            match terms {
                Some((need, terms)) if terms.len() == 1 => singles.push((reg, need, terms)),
                Some(sum) => sums.push(sum),
                None => costs.push(self.truth(reg)[usize::from(TRUE)]),
            }
        }
        for (reg, need, single) in &singles {
            let joined = sums.iter_mut().flat_map(|(_, terms)| terms).filter(|term| term.is_of(&single[0]));
            let joined = joined.map(|term| term.ask(*need, &single[0])).count();
            costs.extend((joined == 0).then(|| self.truth(*reg)[usize::from(TRUE)]));
        }
        costs.extend(sums.iter().map(|(need, terms)| sum(*need, terms)));
        Cost::all(costs)
    }

    /// What `Σ factor · points` must reach, and what each term of it costs; `None` for equality, which is not looked at.
    fn terms(&self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64) -> Option<(i64, Vec<Term>)> {
        let (sign, least) = match op {
            Comparison::Ge => (1, 0),
            Comparison::Gt => (1, 1),
            Comparison::Le => (-1, 0),
            Comparison::Lt => (-1, 1),
            Comparison::Eq | Comparison::Ne => return None,
        };
        let mut made = Vec::new();
        for (of, factor) in terms {
            let criteria = match of {
                PointsOf::Total => 0..self.model.criteria.len(),
                PointsOf::Criterion(index) => *index..*index + 1,
            };
            let factor = sign * factor;
            made.extend(criteria.map(|criterion| {
                let stair = self.criterion(criterion, factor > 0).times(factor.abs());
                Term { criterion, factor, asked: None, stair }
            }));
        }
        Some((least - sign * constant, made))
    }
}

/// A criterion's points within a sum.
struct Term {
    criterion: usize,
    factor: i64,
    /// So much of the sum it must give by itself.
    asked: Option<i64>,
    stair: Stair,
}

impl Term {
    /// Whether they are the same points, looked at from the same side.
    fn is_of(&self, other: &Term) -> bool {
        self.criterion == other.criterion && self.factor.signum() == other.factor.signum()
    }

    /// Asks for what the other is asked for.
    fn ask(&mut self, need: i64, other: &Term) {
        let each = other.factor.abs().max(1);
        let need = (need.div_euclid(each) + i64::from(need.rem_euclid(each) != 0)).saturating_mul(self.factor.abs());
        self.asked = Some(self.asked.map_or(need, |asked| asked.max(need)));
    }

    /// So much it gives for nothing; what is asked for is never had for less.
    fn floor(&self) -> i64 {
        self.asked.unwrap_or(i64::MIN).max(self.stair.floor())
    }
}

/// What it costs that these reach `need` together. What is still to come gives its floor, so more is never asked for.
fn sum(need: i64, terms: &[Term]) -> Cost {
    let mut rest: i64 = terms.iter().map(Term::floor).sum();
    let mut sum = Stair::flat(0);
    for term in terms {
        rest -= term.floor();
        match term.asked {
            None => sum = sum.plus(&term.stair, need - rest),
            Some(asked) => sum = sum.plus(&term.stair.at_least(asked), need - rest),
        }
    }
    sum.cost(need)
}
