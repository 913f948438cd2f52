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
            _ if !self.model.moves[reg] => u32::MAX,
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
        let Some((need, stairs)) = self.stairs(op, terms, constant) else { return u32::MAX };
        let paid = |stair: &Stair| stair.0.iter().fold(0, |bits, (_, cost)| bits | cost.levers);
        let paid: Vec<u32> = stairs.iter().map(paid).collect();
        let most = |lever: usize| -> i64 {
            let each = stairs.iter().zip(&paid);
            each.map(|(stair, paid)| if paid & (1 << lever) != 0 { stair.top() } else { stair.floor() }).sum()
        };
        (0..self.model.levers.len()).filter(|lever| most(*lever) >= need).fold(0, |bits, lever| bits | 1 << lever)
    }

    /// What it costs that `Σ factor · points + constant` meets zero, whatever is missing.
    pub(super) fn points(&self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64) -> Cost {
        let Some((need, stairs)) = self.stairs(op, terms, constant) else { return Cost::FREE };
        let mut rest: i64 = stairs.iter().map(Stair::floor).sum();
        let mut sum = Stair::flat(0);
        for stair in &stairs {
            rest -= stair.floor();
            sum = sum.plus(stair, need - rest);
        }
        sum.cost(need)
    }

    /// What `Σ factor · points` must reach, and what each term of it costs; `None` for equality, which is not looked at.
    fn stairs(&self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64) -> Option<(i64, Vec<Stair>)> {
        let (sign, least) = match op {
            Comparison::Ge => (1, 0),
            Comparison::Gt => (1, 1),
            Comparison::Le => (-1, 0),
            Comparison::Lt => (-1, 1),
            Comparison::Eq | Comparison::Ne => return None,
        };
        let mut stairs = Vec::new();
        for (of, factor) in terms {
            let criteria = match of {
                PointsOf::Total => 0..self.model.criteria.len(),
                PointsOf::Criterion(index) => *index..*index + 1,
            };
            let factor = sign * factor;
            stairs.extend(criteria.map(|index| self.criterion(index, factor > 0).times(factor.abs())));
        }
        Some((least - sign * constant, stairs))
    }
}
