//! From a checked [`Scheme`] to its [`Code`].
//!
//! Each register's bounds follow from the maxima that indicators declare; they pick 64, 128 or 256 bits, and what
//! exceeds those is refused here, at load. Equal steps are one register. This file walks the scheme and keeps the
//! registers; [`number`], [`condition`] and [`item`] lower what stands in it. A band's edges become whole numbers in
//! [`Compiler::bands`], and holes below the lowest edge are found by [`Compiler::hole`].

mod condition;
mod item;
mod number;

use std::collections::HashMap;
use std::ops::Range;

use arrow_buffer::i256;

use self::item::{collect_bands, collect_known};
use crate::diagnostic::Diagnostic;
use crate::inputs::{inputs_of_item, inputs_of_test};
use crate::program::{Code, CriterionCode, Op, Reg, Step, SurveyCode, Value, Width, width};
use crate::scheme::{Cond, Criterion, InputKind, Scheme, Test};

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
            let code = self.tested(&gate.test, &gate.place);
            self.code.gates.extend(code);
        }
        for criterion in &scheme.criteria {
            self.criterion(criterion);
        }
        for warning in &scheme.warnings {
            match self.cond(&warning.when) {
                Ok(reg) => self.code.warnings.push(reg),
                Err(TooWide) => self.too_wide(warning.place.clone()),
            }
        }
        for tier in &scheme.tiers {
            tier.test.visit(&mut |cond| self.unscored(cond));
        }
        self.code.n_first = self.code.steps.len();
        for tier in &scheme.tiers {
            let code = self.tested(&tier.test, &tier.place);
            self.code.tiers.extend(code);
        }
    }

    /// What a tier asks besides points: the first pass over a population takes the numbers in it, and knows no points.
    fn unscored(&mut self, cond: &Cond) {
        match cond {
            Cond::And(conds) | Cond::Or(conds) => conds.iter().for_each(|cond| self.unscored(cond)),
            Cond::Not(inner) => self.unscored(inner),
            Cond::Points(..) => {}
            // What is too wide is told with its tier.
            other => drop(self.cond(other)),
        }
    }

    /// The truth of a gate or tier, with the inputs it reads.
    fn tested(&mut self, test: &Test, place: &Range<usize>) -> Option<(Reg, u128)> {
        match self.test(test) {
            Ok(reg) => Some((reg, inputs_of_test(self.scheme, test))),
            Err(TooWide) => {
                self.too_wide(place.clone());
                None
            }
        }
    }

    fn criterion(&mut self, criterion: &Criterion) {
        match self.item(&criterion.item) {
            Ok(item) => {
                let mut strict = Vec::new();
                collect_known(&item, &mut strict);
                collect_bands(&item, &criterion.id, &mut self.code.bands);
                let inputs = inputs_of_item(self.scheme, &criterion.item);
                self.code.criteria.push(CriterionCode { item, inputs, strict });
            }
            Err(TooWide) => self.too_wide(criterion.item.place.clone()),
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

    fn surveyed(&mut self, code: SurveyCode) -> usize {
        let surveys = &mut self.code.surveys;
        surveys.iter().position(|known| *known == code).unwrap_or_else(|| {
            surveys.push(code);
            surveys.len() - 1
        })
    }
}

fn mul(a: i256, b: i256) -> Lowered<i256> {
    a.checked_mul(b).ok_or(TooWide)
}

fn hull(ends: &[i256]) -> (i256, i256) {
    let lo = ends.iter().copied().min().unwrap_or(i256::ZERO);
    (lo, ends.iter().copied().max().unwrap_or(i256::ZERO))
}

trait IntoI256 {
    fn into_i256(self) -> i256;
}

impl IntoI256 for i64 {
    fn into_i256(self) -> i256 {
        i256::from_i128(i128::from(self))
    }
}
