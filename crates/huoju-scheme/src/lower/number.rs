//! Numbers into registers: exact arithmetic over `k · num / den`, choices, means, whole steps, days.
//!
//! A denominator is never divided by, so a number stays exact until it is compared.

use arrow_buffer::i256;

use super::{Compiler, IntoI256, Lowered, TooWide, mul};
use crate::calendar::day_number;
use crate::expression::Arithmetic;
use crate::program::{Op, Param, Reg, SurveyCode, Value};
use crate::ratio::Ratio;
use crate::scheme::{Cond, Day, InputKind, Num};

impl Compiler<'_> {
    pub(super) fn number(&mut self, num: &Num) -> Lowered<Value> {
        let value = self.value(num)?;
        if !self.code.values.iter().any(|(known, _)| known == num) {
            self.code.values.push((num.clone(), value));
        }
        Ok(value)
    }

    fn value(&mut self, num: &Num) -> Lowered<Value> {
        let plain = |k, num, known| Value { k, num, den: None, present: known, known, root: 1 };
        Ok(match num {
            Num::Const(c, _) => plain(*c, self.int(1), None),
            Num::Input(input) => {
                let InputKind::Amount { step, bounds, .. } = self.scheme.inputs[*input].kind else {
                    return Err(TooWide);
                };
                let (lo, hi) = (bounds.0.min(0).into_i256(), bounds.1.max(0).into_i256());
                let num = self.step(Op::Load(*input), (lo, hi));
                plain(step, num, Some(self.truth(Op::Present(*input))))
            }
            Num::Measure(index) => self.measure(*index)?,
            Num::Neg(inner) => {
                let value = self.value(inner)?;
                Value { k: value.k.negated(), ..value }
            }
            Num::Arithmetic(op, a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                match op {
                    Arithmetic::Add => self.sum_of_two(a, b, false)?,
                    Arithmetic::Sub => self.sum_of_two(a, b, true)?,
                    Arithmetic::Mul => self.product(a, b)?,
                    Arithmetic::Div => self.quotient(a, b)?,
                }
            }
            Num::Sum(nums) => self.sum(nums)?,
            Num::Mean(nums) => {
                let sum = self.sum(nums)?;
                let k = sum.k.over(Ratio::whole(nums.len() as i64)).ok_or(TooWide)?;
                Value { k, ..sum }
            }
            Num::Min(nums) | Num::Max(nums) => self.extreme_of(nums, matches!(num, Num::Min(_)))?,
            Num::Floor(inner, step) => {
                let value = self.value(inner)?;
                let count = self.whole_steps(value, *step)?;
                Value { k: Ratio::ONE, num: count, den: None, ..value }
            }
            Num::Count(conds) => {
                let regs = conds.iter().map(|cond| self.cond(cond)).collect::<Lowered<Vec<_>>>()?;
                let bounds = (i256::ZERO, (conds.len() as i64).into_i256());
                let settled: Vec<_> = regs.iter().map(|&reg| self.truth(Op::Settled(reg))).collect();
                let known = settled.into_iter().fold(None, |all, reg| self.both(all, Some(reg)));
                plain(Ratio::ONE, self.step(Op::CountTrue(regs), bounds), known)
            }
            Num::Days(a, b) => {
                let ((a, a_there), (b, b_there)) = (self.day(a), self.day(b));
                let known = self.both(a_there, b_there);
                plain(Ratio::ONE, self.sub(a, b)?, known)
            }
            Num::Age(day) => {
                let (day, known) = self.day(day);
                plain(Ratio::ONE, self.step(Op::Age(day), years()), known)
            }
            Num::FiscalYears(day) => {
                let (day, known) = self.day(day);
                let year = self.step(Op::YearOf(day), years());
                let now = self.step(Op::Param(Param::PeriodYear), years());
                let (one, span) = (self.int(1), self.sub(now, year)?);
                plain(Ratio::ONE, self.add(span, one)?, known)
            }
            Num::Cagr(quotient, n) => {
                let value = self.value(quotient)?;
                let enough = self.truth(Op::NotNegative(value.num));
                Value { root: *n, known: self.both(value.known, Some(enough)), ..value }
            }
            Num::Choose(arms, last) => self.choose(arms, last)?,
            Num::PeerMean { of, within } => self.peer_mean(of, *within)?,
            Num::Place { of, within, descending } => {
                let value = self.number(of)?;
                self.share(value, *within, *descending)?
            }
        })
    }

    /// The value of a measure, lowered once; measures may use those that stand after them.
    pub(super) fn measure(&mut self, index: usize) -> Lowered<Value> {
        if let Some(&value) = self.measures.get(&index) {
            return Ok(value);
        }
        let value = self.value(&self.scheme.measures[index].value)?;
        self.measures.insert(index, value);
        Ok(value)
    }

    fn sum(&mut self, nums: &[Num]) -> Lowered<Value> {
        let mut values = nums.iter();
        let mut sum = self.value(values.next().ok_or(TooWide)?)?;
        for next in values {
            let next = self.value(next)?;
            sum = self.sum_of_two(sum, next, false)?;
        }
        Ok(sum)
    }

    fn extreme_of(&mut self, nums: &[Num], least: bool) -> Lowered<Value> {
        let mut values = nums.iter();
        let mut found = self.value(values.next().ok_or(TooWide)?)?;
        for next in values {
            let next = self.value(next)?;
            let (k, a, b, den) = self.aligned(found, next)?;
            let num = self.extreme(a, b, least);
            found = self.joined(k, num, den, found, next);
        }
        Ok(found)
    }

    /// Two numbers over one constant and one denominator: `(k, a, b, den)`.
    pub(super) fn aligned(&mut self, a: Value, b: Value) -> Lowered<(Ratio, Reg, Reg, Option<Reg>)> {
        let (mut x, mut y) = (a.num, b.num);
        let den = match (a.den, b.den) {
            (Some(p), Some(q)) if p == q => Some(p),
            (p, q) => {
                x = q.map_or(Ok(x), |q| self.mul(x, q))?;
                y = p.map_or(Ok(y), |p| self.mul(y, p))?;
                match (p, q) {
                    (Some(p), Some(q)) => Some(self.mul(p, q)?),
                    (p, q) => p.or(q),
                }
            }
        };
        // k is the greatest constant of which both are whole multiples.
        let k = common(a.k, b.k).ok_or(TooWide)?;
        let times = |of: Ratio| of.over(k).map(|times| i256::from_i128(times.num())).ok_or(TooWide);
        let (x, y) = (self.scale(x, times(a.k)?)?, self.scale(y, times(b.k)?)?);
        Ok((k, x, y, den))
    }

    fn joined(&mut self, k: Ratio, num: Reg, den: Option<Reg>, a: Value, b: Value) -> Value {
        Value { k, num, den, present: self.both(a.present, b.present), known: self.both(a.known, b.known), root: 1 }
    }

    pub(super) fn sum_of_two(&mut self, a: Value, b: Value, minus: bool) -> Lowered<Value> {
        let (k, x, y, den) = self.aligned(a, b)?;
        let num = if minus { self.sub(x, y)? } else { self.add(x, y)? };
        Ok(self.joined(k, num, den, a, b))
    }

    pub(super) fn product(&mut self, a: Value, b: Value) -> Lowered<Value> {
        let k = a.k.times(b.k).ok_or(TooWide)?;
        let num = self.mul(a.num, b.num)?;
        let den = match (a.den, b.den) {
            (Some(p), Some(q)) => Some(self.mul(p, q)?),
            (p, q) => p.or(q),
        };
        Ok(self.joined(k, num, den, a, b))
    }

    /// Defined only where the divisor is positive.
    fn quotient(&mut self, a: Value, b: Value) -> Lowered<Value> {
        if b.k == Ratio::ZERO {
            return Err(TooWide);
        }
        // A negative constant moves into the integers, so that the denominator's sign is the divisor's.
        let (k, under) =
            if b.k.sign() < 0 { (b.k.negated(), self.scale(b.num, i256::MINUS_ONE)?) } else { (b.k, b.num) };
        let k = a.k.over(k).ok_or(TooWide)?;
        let num = b.den.map_or(Ok(a.num), |den| self.mul(a.num, den))?;
        let den = a.den.map_or(Ok(under), |den| self.mul(den, under))?;
        let constant = matches!(self.code.steps[under].op, Op::Int(1));
        let positive = (!constant).then(|| self.truth(Op::Positive(under)));
        let value = self.joined(k, num, (!constant || a.den.is_some()).then_some(den), a, b);
        Ok(Value { known: self.both(value.known, positive), ..value })
    }

    /// How many whole steps a number has.
    pub(super) fn whole_steps(&mut self, value: Value, step: Ratio) -> Lowered<Reg> {
        let k = value.k.over(step).ok_or(TooWide)?;
        let over = self.scale(value.num, i256::from_i128(k.num()))?;
        let under = match value.den {
            Some(den) => self.scale(den, i256::from_i128(k.den()))?,
            None if k.den() == 1 => return Ok(over),
            None => {
                let one = self.int(1);
                self.scale(one, i256::from_i128(k.den()))?
            }
        };
        Ok(self.floor_div(over, under))
    }

    fn choose(&mut self, arms: &[(Cond, Num)], last: &Num) -> Lowered<Value> {
        let mut found = self.value(last)?;
        for (when, num) in arms.iter().rev() {
            let (when, value) = (self.cond(when)?, self.value(num)?);
            let (k, x, y, _) = self.aligned(Value { den: None, ..value }, Value { den: None, ..found })?;
            let one = self.int(1);
            let (p, q) = (value.den.unwrap_or(one), found.den.unwrap_or(one));
            let den = if p == q { p } else { self.select(when, p, q) };
            let num = if x == y { x } else { self.select(when, x, y) };
            let settled = self.truth(Op::Settled(when));
            let branch = |compiler: &mut Self, yes: Option<Reg>, no: Option<Reg>| {
                if yes == no {
                    return compiler.both(Some(settled), yes);
                }
                let always = compiler.truth(Op::And(Vec::new()));
                let chosen = compiler.truth(Op::FirstOf(vec![
                    (Some(when), Some(yes.unwrap_or(always))),
                    (None, Some(no.unwrap_or(always))),
                ]));
                compiler.both(Some(settled), Some(chosen))
            };
            let present = branch(self, value.present, found.present);
            let known = branch(self, value.known, found.known);
            found = Value { k, num, den: (den != one).then_some(den), present, known, root: 1 };
        }
        Ok(found)
    }

    fn select(&mut self, when: Reg, yes: Reg, no: Reg) -> Reg {
        let ((a_lo, a_hi), (b_lo, b_hi)) = (self.bounds(yes), self.bounds(no));
        self.step(Op::Select(when, yes, no), (a_lo.min(b_lo), a_hi.max(b_hi)))
    }

    /// A day's number and where it is known.
    pub(super) fn day(&mut self, day: &Day) -> (Reg, Option<Reg>) {
        let days = ((-4_000_000i64).into_i256(), 4_000_000i64.into_i256());
        match day {
            Day::Input(input) => {
                let reg = self.step(Op::LoadDay(*input), days);
                (reg, Some(self.truth(Op::Present(*input))))
            }
            Day::Const(date) => (self.int(day_number(*date)), None),
            Day::PeriodStart => (self.step(Op::Param(Param::PeriodStart), days), None),
            Day::PeriodEnd => (self.step(Op::Param(Param::PeriodEnd), days), None),
            Day::AsOf => (self.step(Op::Param(Param::AsOf), days), None),
        }
    }

    /// Only of amounts: the mean of ratios and the ratio of means differ, and a rule must say which.
    fn peer_mean(&mut self, of: &Num, within: usize) -> Lowered<Value> {
        let value = self.value(of)?;
        if value.den.is_some() || value.root > 1 {
            return Err(TooWide);
        }
        let index = self.surveyed(SurveyCode { value, within: Some(within), descending: true });
        let many = i64::from(u32::MAX).into_i256();
        let (lo, hi) = self.bounds(value.num);
        let num = self.step(Op::PeerSum(index), (mul(lo, many)?, mul(hi, many)?));
        let den = self.step(Op::PeerCount(index), (i256::ZERO, many));
        let (there, counted) = (self.truth(Op::Present(within)), self.truth(Op::Positive(den)));
        Ok(Value {
            k: value.k,
            num,
            den: Some(den),
            present: Some(there),
            known: self.both(Some(there), Some(counted)),
            root: 1,
        })
    }
}

/// Bounds of years.
fn years() -> (i256, i256) {
    ((-20_000i64).into_i256(), 20_000i64.into_i256())
}

/// `(1 + c)^n`, or a number below every quotient where `1 + c` is negative.
pub(super) fn powered(c: Ratio, n: u8) -> Option<Ratio> {
    let base = Ratio::ONE.plus(c)?;
    if base.sign() < 0 { Some(Ratio::whole(-1)) } else { base.power(u32::from(n)) }
}

/// The greatest positive number of which both are whole multiples.
pub(super) fn common(a: Ratio, b: Ratio) -> Option<Ratio> {
    if a == Ratio::ZERO || b == Ratio::ZERO {
        let other = if a == Ratio::ZERO { b } else { a };
        return Some(if other == Ratio::ZERO {
            Ratio::ONE
        } else if other.sign() < 0 {
            other.negated()
        } else {
            other
        });
    }
    // gcd(p/q, r/s) = gcd(p·s, r·q) / (q·s)
    let (ps, rq) = (a.num().checked_mul(b.den())?, b.num().checked_mul(a.den())?);
    let (mut x, mut y) = (ps.abs(), rq.abs());
    while y != 0 {
        (x, y) = (y, x % y);
    }
    Ratio::new(x, a.den().checked_mul(b.den())?)
}
