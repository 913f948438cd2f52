//! From a checked [`Scheme`] to its [`Code`].
//!
//! Each register's bounds follow from the maxima that indicators declare; they pick 64, 128 or 256 bits, and what
//! exceeds those is refused here, at load. Equal steps are one register. A band's edges become whole numbers here
//! ([`Compiler::bands`]), and holes below the lowest edge are found ([`Compiler::hole`]).

use std::collections::HashMap;
use std::ops::Range;

use arrow_buffer::i256;

use crate::diagnostic::Diagnostic;
use crate::expression::{Arithmetic, Comparison};
use crate::inputs::{inputs_of_item, inputs_of_test};
use crate::program::{
    AwardCode, Code, CriterionCode, EdgeCode, ItemCode, ItemCodeKind, Op, Param, Reg, Step, SurveyCode, Value, Width,
    width,
};
use crate::ratio::Ratio;
use crate::scheme::{
    Arm, Award, Band, Cond, Day, InputKind, Item, ItemKind, Linear, Measured, Num, Points, Scheme, Test,
};

/// More inputs than any rule reads; they are bits of one word.
const MAX_INPUTS: usize = 128;

/// Compiles a scheme. Every problem is about the scheme's text.
pub(crate) fn compile(scheme: &Scheme) -> Result<Code, Vec<Diagnostic>> {
    if scheme.inputs.len() > MAX_INPUTS {
        return Err(vec![Diagnostic::error(0..0, "读的指标超过 128 个", "it reads more than 128 figures")]);
    }
    let mut compiler = Compiler {
        scheme,
        code: Code::default(),
        known: HashMap::new(),
        measures: HashMap::new(),
        problems: Vec::new(),
    };
    compiler.scheme();
    if compiler.problems.is_empty() { Ok(compiler.code) } else { Err(compiler.problems) }
}

/// A number can't be held in 256 bits.
struct TooWide;

type Lowered<T> = Result<T, TooWide>;

struct Compiler<'s> {
    scheme: &'s Scheme,
    code: Code,
    known: HashMap<Op, Reg>,
    measures: HashMap<usize, Value>,
    problems: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn scheme(&mut self) {
        let scheme = self.scheme;
        self.code.points_scale = scheme.points_scale;
        self.code.given_scale = scheme
            .inputs
            .iter()
            .map(|input| if let InputKind::Amount { scale, .. } = input.kind { scale } else { 0 })
            .collect();
        for index in 0..scheme.measures.len() {
            if let Err(TooWide) = self.measure(index) {
                return self.too_wide(0..0);
            }
        }
        for gate in &scheme.gates {
            match self.test(&gate.test) {
                Ok(reg) => {
                    let inputs = inputs_of_test(scheme, &gate.test);
                    self.code.gates.push((reg, inputs));
                }
                Err(TooWide) => self.too_wide(gate.place.clone()),
            }
        }
        for criterion in &scheme.criteria {
            match self.item(&criterion.item) {
                Ok(item) => {
                    let mut strict = Vec::new();
                    collect_known(&item, &mut strict);
                    collect_bands(&item, &criterion.id, &mut self.code.bands);
                    let inputs = inputs_of_item(scheme, &criterion.item);
                    self.code.criteria.push(CriterionCode { item, inputs, strict });
                }
                Err(TooWide) => self.too_wide(criterion.item.place.clone()),
            }
        }
        for warning in &scheme.warnings {
            match self.cond(&warning.when) {
                Ok(reg) => self.code.warnings.push(reg),
                Err(TooWide) => self.too_wide(warning.place.clone()),
            }
        }
        self.code.n_first = self.code.steps.len();
        for tier in &scheme.tiers {
            match self.test(&tier.test) {
                Ok(reg) => {
                    let inputs = inputs_of_test(scheme, &tier.test);
                    self.code.tiers.push((reg, inputs));
                }
                Err(TooWide) => self.too_wide(tier.place.clone()),
            }
        }
    }

    fn too_wide(&mut self, place: Range<usize>) {
        self.problems.push(
            Diagnostic::error(
                place,
                "算式的上界超出 256 位整数，无法保证精确",
                "the bounds exceed 256-bit integers, so exactness can't be promised",
            )
            .mend(
                "调低有关指标的 maximum，或拆成较小的算式",
                "lower the maxima of its indicators, or split the expression",
            ),
        );
    }

    /// The register of a step; an equal one is used again.
    fn step(&mut self, op: Op, bounds: (i256, i256)) -> Reg {
        if let Some(&reg) = self.known.get(&op) {
            return reg;
        }
        let width = width(bounds);
        self.push(op, width, bounds)
    }

    fn truth(&mut self, op: Op) -> Reg {
        if let Some(&reg) = self.known.get(&op) {
            return reg;
        }
        self.push(op, Width::Byte, (i256::ZERO, i256::ZERO))
    }

    fn push(&mut self, op: Op, width: Width, bounds: (i256, i256)) -> Reg {
        self.known.insert(op.clone(), self.code.steps.len());
        self.code.steps.push(Step::new(op, width, bounds));
        self.code.steps.len() - 1
    }

    fn bounds(&self, reg: Reg) -> (i256, i256) {
        self.code.steps[reg].bounds()
    }

    fn int(&mut self, n: i64) -> Reg {
        self.step(Op::Int(n), (n.into_i256(), n.into_i256()))
    }

    fn scale(&mut self, reg: Reg, by: i256) -> Lowered<Reg> {
        if by == i256::ONE {
            return Ok(reg);
        }
        if let Op::Int(n) = self.code.steps[reg].op
            && let Some(product) = mul(n.into_i256(), by)?.to_i128().and_then(|product| i64::try_from(product).ok())
        {
            return Ok(self.int(product));
        }
        let (lo, hi) = self.bounds(reg);
        let ends = [mul(lo, by)?, mul(hi, by)?];
        Ok(self.step(Op::Scale(reg, by), hull(&ends)))
    }

    fn add(&mut self, a: Reg, b: Reg) -> Lowered<Reg> {
        let ((a_lo, a_hi), (b_lo, b_hi)) = (self.bounds(a), self.bounds(b));
        let bounds = (a_lo.checked_add(b_lo).ok_or(TooWide)?, a_hi.checked_add(b_hi).ok_or(TooWide)?);
        Ok(self.step(Op::Add(a, b), bounds))
    }

    fn sub(&mut self, a: Reg, b: Reg) -> Lowered<Reg> {
        let ((a_lo, a_hi), (b_lo, b_hi)) = (self.bounds(a), self.bounds(b));
        let bounds = (a_lo.checked_sub(b_hi).ok_or(TooWide)?, a_hi.checked_sub(b_lo).ok_or(TooWide)?);
        Ok(self.step(Op::Sub(a, b), bounds))
    }

    fn mul(&mut self, a: Reg, b: Reg) -> Lowered<Reg> {
        for (one, other) in [(a, b), (b, a)] {
            if self.code.steps[one].op == Op::Int(1) {
                return Ok(other);
            }
        }
        let ((a_lo, a_hi), (b_lo, b_hi)) = (self.bounds(a), self.bounds(b));
        let ends = [mul(a_lo, b_lo)?, mul(a_lo, b_hi)?, mul(a_hi, b_lo)?, mul(a_hi, b_hi)?];
        Ok(self.step(Op::Mul(a.min(b), a.max(b)), hull(&ends)))
    }

    fn extreme(&mut self, a: Reg, b: Reg, least: bool) -> Reg {
        let ((a_lo, a_hi), (b_lo, b_hi)) = (self.bounds(a), self.bounds(b));
        let (op, bounds) = if least {
            (Op::Min(a, b), (a_lo.min(b_lo), a_hi.min(b_hi)))
        } else {
            (Op::Max(a, b), (a_lo.max(b_lo), a_hi.max(b_hi)))
        };
        if let Some(&reg) = self.known.get(&op) {
            return reg;
        }
        // The result may be narrower than what it is taken from, but the two must be compared whole.
        let width = self.code.steps[a].width.max(self.code.steps[b].width);
        self.push(op, width, bounds)
    }

    fn floor_div(&mut self, a: Reg, b: Reg) -> Reg {
        let (lo, hi) = self.bounds(a);
        self.step(Op::FloorDiv(a, b), (lo.min(i256::ZERO), hi.max(i256::ZERO)))
    }

    /// Both hold.
    fn both(&mut self, a: Option<Reg>, b: Option<Reg>) -> Option<Reg> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => {
                let mut parts = Vec::new();
                for reg in [a, b] {
                    match &self.code.steps[reg].op {
                        Op::And(inner) => parts.extend(inner.iter().copied()),
                        _ => parts.push(reg),
                    }
                }
                parts.sort_unstable();
                parts.dedup();
                Some(self.truth(Op::And(parts)))
            }
            (a, b) => a.or(b),
        }
    }

    fn number(&mut self, num: &Num) -> Lowered<Value> {
        let value = self.value(num)?;
        if !self.code.values.iter().any(|(known, _)| known == num) {
            self.code.values.push((num.clone(), value));
        }
        Ok(value)
    }

    fn value(&mut self, num: &Num) -> Lowered<Value> {
        let plain = |k, num| Value { k, num, den: None, present: None, known: None, root: 1 };
        Ok(match num {
            Num::Const(c, _) => plain(*c, self.int(1)),
            Num::Input(input) => {
                let InputKind::Amount { step, bounds, .. } = self.scheme.inputs[*input].kind else {
                    return Err(TooWide);
                };
                let (lo, hi) = (bounds.0.min(0).into_i256(), bounds.1.max(0).into_i256());
                let num = self.step(Op::Load(*input), (lo, hi));
                let present = Some(self.truth(Op::Present(*input)));
                Value { k: step, num, den: None, present, known: present, root: 1 }
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
            Num::Min(nums) | Num::Max(nums) => {
                let least = matches!(num, Num::Min(_));
                let mut values = nums.iter();
                let mut found = self.value(values.next().ok_or(TooWide)?)?;
                for next in values {
                    let next = self.value(next)?;
                    let (k, a, b, den) = self.aligned(found, next)?;
                    let num = self.extreme(a, b, least);
                    found = self.joined(k, num, den, found, next);
                }
                found
            }
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
                let num = self.step(Op::CountTrue(regs), bounds);
                Value { k: Ratio::ONE, num, den: None, present: known, known, root: 1 }
            }
            Num::Days(a, b) => {
                let ((a, a_there), (b, b_there)) = (self.day(a), self.day(b));
                let known = self.both(a_there, b_there);
                Value { k: Ratio::ONE, num: self.sub(a, b)?, den: None, present: known, known, root: 1 }
            }
            Num::Age(day) => {
                let (day, known) = self.day(day);
                let num = self.step(Op::Age(day), years());
                Value { k: Ratio::ONE, num, den: None, present: known, known, root: 1 }
            }
            Num::FiscalYears(day) => {
                let (day, known) = self.day(day);
                let year = self.step(Op::YearOf(day), years());
                let now = self.step(Op::Param(Param::PeriodYear), years());
                let (one, span) = (self.int(1), self.sub(now, year)?);
                Value { k: Ratio::ONE, num: self.add(span, one)?, den: None, present: known, known, root: 1 }
            }
            Num::Cagr(quotient, n) => {
                let value = self.value(quotient)?;
                let enough = self.truth(Op::NotNegative(value.num));
                Value { root: *n, known: self.both(value.known, Some(enough)), ..value }
            }
            Num::Choose(arms, last) => self.choose(arms, last)?,
            Num::PeerMean { of, within } => self.peer_mean(of, *within)?,
        })
    }

    /// The value of a measure, lowered once; measures may use those that stand after them.
    fn measure(&mut self, index: usize) -> Lowered<Value> {
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

    /// Two numbers over one constant and one denominator: `(k, a, b, den)`.
    fn aligned(&mut self, a: Value, b: Value) -> Lowered<(Ratio, Reg, Reg, Option<Reg>)> {
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

    fn sum_of_two(&mut self, a: Value, b: Value, minus: bool) -> Lowered<Value> {
        let (k, x, y, den) = self.aligned(a, b)?;
        let num = if minus { self.sub(x, y)? } else { self.add(x, y)? };
        Ok(self.joined(k, num, den, a, b))
    }

    fn product(&mut self, a: Value, b: Value) -> Lowered<Value> {
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
    fn whole_steps(&mut self, value: Value, step: Ratio) -> Lowered<Reg> {
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
    fn day(&mut self, day: &Day) -> (Reg, Option<Reg>) {
        let days = ((-4_000_000i64).into_i256(), 4_000_000i64.into_i256());
        match day {
            Day::Input(input) => {
                let reg = self.step(Op::LoadDay(*input), days);
                (reg, Some(self.truth(Op::Present(*input))))
            }
            Day::Const(date) => (self.int(crate::run::day_number(*date)), None),
            Day::PeriodStart => (self.step(Op::Param(Param::PeriodStart), days), None),
            Day::PeriodEnd => (self.step(Op::Param(Param::PeriodEnd), days), None),
            Day::AsOf => (self.step(Op::Param(Param::AsOf), days), None),
        }
    }

    fn cond(&mut self, cond: &Cond) -> Lowered<Reg> {
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
        let largest = terms.iter().map(|(_, n)| n.unsigned_abs()).max().unwrap_or(0);
        if largest > 1 << 31 || constant.unsigned_abs() > 1 << 60 {
            return Err(TooWide);
        }
        Ok(self.truth(Op::Points { op, terms, constant }))
    }

    fn test(&mut self, test: &Test) -> Lowered<Reg> {
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

    /// Points at the scheme's own scale.
    fn at_scale(&self, points: Points) -> i32 {
        (points.0 / 10i64.pow(u32::from(Points::SCALE - self.scheme.points_scale))) as i32
    }

    fn item(&mut self, item: &Item) -> Lowered<ItemCode> {
        let kind = match &item.kind {
            ItemKind::Fixed(points) => ItemCodeKind::Fixed(self.at_scale(*points)),
            ItemKind::Judged { given } => ItemCodeKind::Judged { given: *given },
            ItemKind::Banded { measure, bands, given } => {
                let value = self.number(&measure.num)?;
                self.hole(item, measure, &value, bands);
                let band = self.bands(&value, bands)?;
                let awards = bands.iter().map(|band| self.award(&band.award)).collect();
                ItemCodeKind::Banded { value, band, awards, given: *given, undefined: self.undefined(measure) }
            }
            ItemKind::Steps { measure, per, points } => {
                let value = self.number(&measure.num)?;
                let steps = self.whole_steps(value, *per)?;
                let points = self.scale(steps, i64::from(self.at_scale(*points)).into_i256())?;
                let points = self.clamped(points, item.min.max(Points::ZERO), item.max);
                ItemCodeKind::Counted { value, points, undefined: self.undefined(measure) }
            }
            ItemKind::Linear { measure, ends, points, to } => {
                let value = self.number(&measure.num)?;
                let counted = self.proportion(value, *ends, *points, *to)?;
                let (lo, hi) = (points.0.min(points.1), points.0.max(points.1));
                let points = self.clamped(counted, lo, hi);
                ItemCodeKind::Counted { value, points, undefined: self.undefined(measure) }
            }
            ItemKind::Ranked { measure, within, descending, bands } => {
                let value = self.number(&measure.num)?;
                let share = self.share(value, *within, *descending)?;
                self.hole(item, measure, &share, bands);
                let band = self.bands(&share, bands)?;
                let awards = bands.iter().map(|band| self.award(&band.award)).collect();
                ItemCodeKind::Banded { value: share, band, awards, given: None, undefined: self.undefined(measure) }
            }
            ItemKind::BestOf(items) => ItemCodeKind::BestOf(self.items(items)?),
            ItemKind::SumOf(items) => ItemCodeKind::SumOf(self.items(items)?),
            ItemKind::FirstOf(arms) => {
                let mut codes = Vec::new();
                for Arm { when, then } in arms {
                    let when = when.as_ref().map(|when| self.cond(when)).transpose()?;
                    let then = then.as_ref().ok().map(|item| self.item(item)).transpose()?;
                    codes.push((when, then));
                }
                ItemCodeKind::FirstOf(codes)
            }
        };
        Ok(ItemCode { min: self.at_scale(item.min), max: self.at_scale(item.max), kind })
    }

    /// The share of subjects up to and including a subject's place.
    fn share(&mut self, value: Value, within: Option<usize>, descending: bool) -> Lowered<Value> {
        // Values are ordered by cross-multiplication, so those products must fit.
        let ((lo, hi), den) =
            (self.bounds(value.num), value.den.map_or((i256::ONE, i256::ONE), |den| self.bounds(den)));
        for (a, b) in [(lo, den.0), (lo, den.1), (hi, den.0), (hi, den.1)] {
            mul(a, b)?;
        }
        // A negative constant turns the order round.
        let descending = descending == (value.k.sign() >= 0);
        let index = self.surveyed(SurveyCode { value, within, descending });
        let many = (i256::ZERO, i64::from(u32::MAX).into_i256());
        let (num, den) = (self.step(Op::Place(index), many), self.step(Op::PeerCount(index), many));
        let counted = self.truth(Op::Positive(den));
        let there = within.map(|within| self.truth(Op::Present(within)));
        let (present, known) = (self.both(value.present, there), self.both(value.known, Some(counted)));
        Ok(Value { k: Ratio::ONE, num, den: Some(den), present, known: self.both(known, there), root: 1 })
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

    fn surveyed(&mut self, code: SurveyCode) -> usize {
        let surveys = &mut self.code.surveys;
        surveys.iter().position(|known| *known == code).unwrap_or_else(|| {
            surveys.push(code);
            surveys.len() - 1
        })
    }

    fn items(&mut self, items: &[Item]) -> Lowered<Vec<ItemCode>> {
        items.iter().map(|item| self.item(item)).collect()
    }

    fn undefined(&self, measure: &Measured) -> Option<i32> {
        measure.undefined.map(|points| self.at_scale(points))
    }

    fn award(&self, award: &Award) -> AwardCode {
        match award {
            Award::Points(points) => AwardCode::Points(self.at_scale(*points)),
            Award::Within(lo, hi) => AwardCode::Within(self.at_scale(*lo), self.at_scale(*hi)),
            Award::Silent(_) => AwardCode::Silent,
        }
    }

    fn clamped(&mut self, points: Reg, lo: Points, hi: Points) -> Reg {
        let (lo, hi) = (self.int(i64::from(self.at_scale(lo))), self.int(i64::from(self.at_scale(hi))));
        let above = self.extreme(points, lo, false);
        self.extreme(above, hi, true)
    }

    /// `p0 + (p1 - p0) · (x - from) / (to - from)`, rounded half up to `step`, at the scheme's scale.
    fn proportion(&mut self, x: Value, ends: (Ratio, Ratio), points: (Points, Points), step: Points) -> Lowered<Reg> {
        let one = self.int(1);
        let constant = |k: Ratio| Value { k, num: one, den: None, present: None, known: None, root: 1 };
        let slope = (|| points.1.ratio().minus(points.0.ratio())?.over(ends.1.minus(ends.0)?)?.over(step.ratio()))();
        let base = points.0.ratio().over(step.ratio()).ok_or(TooWide)?;
        let half = Ratio::new(1, 2).ok_or(TooWide)?;
        let from_start = self.sum_of_two(x, constant(ends.0), true)?;
        let climbed = self.product(from_start, constant(slope.ok_or(TooWide)?))?;
        let steps = self.sum_of_two(climbed, constant(base.plus(half).ok_or(TooWide)?), false)?;
        let whole = self.whole_steps(steps, Ratio::ONE)?;
        self.scale(whole, i64::from(self.at_scale(step)).into_i256())
    }

    fn bands(&mut self, value: &Value, bands: &[Band]) -> Lowered<Reg> {
        let (k, num) = match value.k.sign() {
            0 => return Err(TooWide),
            1 => (value.k, value.num),
            _ => (value.k.negated(), self.scale(value.num, i256::MINUS_ONE)?),
        };
        // k · num / den ≥ edge  ⇔  num · over ≥ den · under, where under / over is edge / k. All edges share one
        // `over`, so that a row multiplies its numerator once.
        let mut quotients = Vec::new();
        for (edge, included) in bands.iter().filter_map(|band| band.from) {
            let edge = if value.root > 1 { powered(edge, value.root).ok_or(TooWide)? } else { edge };
            quotients.push((edge.over(k).ok_or(TooWide)?, included));
        }
        let step =
            quotients.iter().try_fold(Ratio::ONE, |step, (quotient, _)| common(step, *quotient)).ok_or(TooWide)?;
        let over = Ratio::ONE.over(step).filter(|over| over.den() == 1).ok_or(TooWide)?.num();
        let edges: Vec<EdgeCode> = quotients
            .into_iter()
            .map(|(quotient, included)| {
                let under = quotient.over(step).ok_or(TooWide)?.num();
                Ok(EdgeCode { under: i256::from_i128(under), included })
            })
            .collect::<Lowered<_>>()?;
        let over = i256::from_i128(over);
        // The widest product decides the integers that every edge is compared in.
        let mut widest = (i256::ZERO, i256::ZERO);
        for edge in &edges {
            let (lo, hi) = self.bounds(num);
            let (den_lo, den_hi) = value.den.map_or((i256::ONE, i256::ONE), |den| self.bounds(den));
            let ends = [mul(lo, over)?, mul(hi, over)?, mul(den_lo, edge.under)?, mul(den_hi, edge.under)?];
            let (l, h) = hull(&ends);
            // One more, for edges that leave themselves out.
            let h = h.checked_add(i256::ONE).ok_or(TooWide)?;
            widest = (widest.0.min(l), widest.1.max(h));
        }
        let op = Op::Bands { num, den: value.den, over, edges, known: value.known };
        if let Some(&reg) = self.known.get(&op) {
            return Ok(reg);
        }
        Ok(self.push(op, Width::Byte, widest))
    }

    /// Values that no band takes.
    fn hole(&mut self, item: &Item, measure: &Measured, value: &Value, bands: &[Band]) {
        let Some(Band { from: Some((edge, included)), label, .. }) = bands.last() else { return };
        let (lo, _) = self.bounds(value.num);
        let from_zero = value.k.sign() > 0 && lo >= i256::ZERO && value.root == 1;
        if from_zero && (edge.sign() < 0 || (edge.sign() == 0 && *included)) {
            return;
        }
        let below = if *included { "低于" } else { "不高于" };
        let unit = measure.dimension.base_unit().map_or("", |unit| unit.symbol());
        self.problems.push(
            Diagnostic::error(
                item.place.clone(),
                format!("{below} `{label}` 的没有分档"),
                format!("no band takes what lies below `{label}`"),
            )
            .mend(
                format!("补一档，如 \"0{unit}\" = 0 或 else = 0；文件没有规定的写 else = {{ silent = \"理由\" }}"),
                "add a band such as else = 0, or else = { silent = \"reason\" } where the document does not say",
            ),
        );
    }
}

/// Bounds of years.
fn years() -> (i256, i256) {
    ((-20_000i64).into_i256(), 20_000i64.into_i256())
}

/// `(1 + c)^n`, or a number below every quotient where `1 + c` is negative.
fn powered(c: Ratio, n: u8) -> Option<Ratio> {
    let base = Ratio::ONE.plus(c)?;
    if base.sign() < 0 { Some(Ratio::whole(-1)) } else { base.power(u32::from(n)) }
}

/// The greatest positive number of which both are whole multiples.
fn common(a: Ratio, b: Ratio) -> Option<Ratio> {
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

fn mul(a: i256, b: i256) -> Lowered<i256> {
    a.checked_mul(b).ok_or(TooWide)
}

fn hull(ends: &[i256]) -> (i256, i256) {
    let lo = ends.iter().copied().min().unwrap_or(i256::ZERO);
    (lo, ends.iter().copied().max().unwrap_or(i256::ZERO))
}

/// Names every banded item by its criterion and its places inside it, from 1.
fn collect_bands(item: &ItemCode, name: &str, bands: &mut Vec<(String, Reg)>) {
    let inner = |n: usize| format!("{name}.{}", n + 1);
    match &item.kind {
        ItemCodeKind::Banded { band, .. } => bands.push((name.to_owned(), *band)),
        ItemCodeKind::BestOf(items) | ItemCodeKind::SumOf(items) => {
            items.iter().enumerate().for_each(|(n, item)| collect_bands(item, &inner(n), bands));
        }
        ItemCodeKind::FirstOf(arms) => {
            for (n, item) in arms.iter().enumerate().filter_map(|(n, (_, item))| Some((n, item.as_ref()?))) {
                collect_bands(item, &inner(n), bands);
            }
        }
        _ => {}
    }
}

fn collect_known(item: &ItemCode, known: &mut Vec<Reg>) {
    match &item.kind {
        ItemCodeKind::Banded { value, undefined, .. } | ItemCodeKind::Counted { value, undefined, .. } => {
            known.extend(if undefined.is_some() { value.present } else { value.known });
        }
        ItemCodeKind::BestOf(items) | ItemCodeKind::SumOf(items) => {
            items.iter().for_each(|item| collect_known(item, known))
        }
        ItemCodeKind::FirstOf(arms) => {
            arms.iter().filter_map(|(_, item)| item.as_ref()).for_each(|item| collect_known(item, known))
        }
        ItemCodeKind::Fixed(_) | ItemCodeKind::Judged { .. } => {}
    }
}

trait IntoI256 {
    fn into_i256(self) -> i256;
}

impl IntoI256 for i64 {
    fn into_i256(self) -> i256 {
        i256::from_i128(i128::from(self))
    }
}
