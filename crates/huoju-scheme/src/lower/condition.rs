//! Conditions and tests into registers of truths: comparisons by cross-multiplication, points against points.

use super::number::{common, powered};
use super::{Compiler, Lowered, TooWide};
use crate::expression::Comparison;
use crate::program::{Op, Reg, Value};
use crate::ratio::Ratio;
use crate::scheme::{Cond, Linear, Num, Test};

impl Compiler<'_> {
    pub(super) fn cond(&mut self, cond: &Cond) -> Lowered<Reg> {
        let reg = self.condition(cond)?;
        if !self.code.truths.iter().any(|(known, _)| known == cond) {
            self.code.truths.push((cond.clone(), reg));
        }
        Ok(reg)
    }

    fn condition(&mut self, cond: &Cond) -> Lowered<Reg> {
        Ok(match cond {
            Cond::Fact(input) => self.truth(Op::Fact(*input)),
            Cond::Compare(op, a, b) => self.compare(*op, a, b)?,
            Cond::Points(op, linear) => self.points(*op, linear)?,
            Cond::Days(op, a, b) => {
                let ((left, a_there), (right, b_there)) = (self.day(a), self.day(b));
                let known = self.both(a_there, b_there);
                self.truth(Op::Compare { op: *op, left, right, known })
            }
            Cond::Member(input, words) => self.truth(Op::Member(*input, words.clone())),
            Cond::And(conds) | Cond::Or(conds) => {
                let regs = conds.iter().map(|cond| self.cond(cond)).collect::<Lowered<Vec<_>>>()?;
                self.truth(if matches!(cond, Cond::And(_)) { Op::And(regs) } else { Op::Or(regs) })
            }
            Cond::Not(inner) => {
                let inner = self.cond(inner)?;
                self.truth(Op::Not(inner))
            }
        })
    }

    fn compare(&mut self, op: Comparison, a: &Num, b: &Num) -> Lowered<Reg> {
        let (mut a, mut b) = (self.number(a)?, self.number(b)?);
        let mut op = op;
        if b.root > 1 {
            (a, b, op) = (b, a, op.flipped());
        }
        if a.root > 1 {
            // The root less one meets c exactly where the quotient meets (1 + c)^n.
            b.k = powered(b.k, a.root).ok_or(TooWide)?;
        }
        let (_, left, right, _) = self.aligned(Value { root: 1, ..a }, b)?;
        let known = self.both(a.known, b.known);
        Ok(self.truth(Op::Compare { op, left, right, known }))
    }

    /// Points against points: all at the scheme's scale, the factors made whole.
    fn points(&mut self, op: Comparison, linear: &Linear) -> Lowered<Reg> {
        let unit = Ratio::new(1, 10i128.pow(u32::from(self.scheme.points_scale))).ok_or(TooWide)?;
        let mut k = linear.constant.over(unit).ok_or(TooWide)?;
        for (_, factor) in &linear.terms {
            k = common(k, *factor).ok_or(TooWide)?;
        }
        let whole = |of: Ratio| of.over(k).and_then(|n| n.at_scale(0)).ok_or(TooWide);
        let mut terms = Vec::new();
        for (of, factor) in &linear.terms {
            terms.push((*of, whole(*factor)?));
        }
        let constant = whole(linear.constant.over(unit).ok_or(TooWide)?)?;
        // Points fit 31 bits, so sums of these stay within 62.
        let sum: u128 = terms.iter().map(|(_, n)| u128::from(n.unsigned_abs())).sum();
        if sum > 1 << 30 || constant.unsigned_abs() > 1 << 61 {
            return Err(TooWide);
        }
        Ok(self.truth(Op::Points { op, terms, constant }))
    }

    pub(super) fn test(&mut self, test: &Test) -> Lowered<Reg> {
        Ok(match test {
            Test::All(conds) | Test::Any(conds) => {
                let regs = conds.iter().map(|cond| self.cond(cond)).collect::<Lowered<Vec<_>>>()?;
                self.truth(if matches!(test, Test::All(_)) { Op::And(regs) } else { Op::Or(regs) })
            }
            Test::FirstOf(arms) => {
                let mut regs = Vec::new();
                for arm in arms {
                    let when = arm.when.as_ref().map(|when| self.cond(when)).transpose()?;
                    let then = arm.then.as_ref().ok().map(|test| self.test(test)).transpose()?;
                    regs.push((when, then));
                }
                self.truth(Op::FirstOf(regs))
            }
        })
    }
}
