//! How far a step of each lever takes each register: most often as far for every subject, and then worked out once.

use super::cover::Helps;
use super::levers::MOST_LEVERS;
use super::model::Model;
use crate::program::{Op, Reg};

/// How a register rises with the levers.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "one a register, and most of them even")]
pub(super) enum Slope {
    /// So much a step, for every subject that lacks none of these inputs.
    Even([i128; MOST_LEVERS], u128),
    /// A straight line, but another for each subject.
    Own,
    /// No straight line.
    Bent,
}

/// `left · over − right · under`, which something asks to be so much.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub left: (Reg, i128),
    pub right: Option<(Reg, i128)>,
    /// What is taken from it besides.
    pub less: i128,
    /// The levers that help, for every subject that lacks none of these inputs; `None` where it is not even.
    pub even: Option<(Helps, u128)>,
}

/// Every register's slope, and what each of them asks of others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slopes {
    pub(super) each: Vec<Slope>,
    /// Of a comparison upwards and downwards; of bands by edge.
    pub(super) asked: Vec<Vec<Asked>>,
}

impl Slopes {
    pub fn new(model: &Model<'_>) -> Self {
        let mut slopes = Slopes::default();
        for reg in 0..model.movers.len() {
            let slope = if model.moves(reg) { slopes.slope(model, reg) } else { Slope::Even([0; MOST_LEVERS], 0) };
            slopes.each.push(slope);
        }
        let asked = (0..model.movers.len()).map(|reg| {
            let asked = if model.moves(reg) { asked(&model.program.code().steps[reg].op) } else { Vec::new() };
            asked.into_iter().map(|asked| Asked { even: slopes.even(&asked, model), ..asked }).collect()
        });
        slopes.asked = asked.collect();
        slopes
    }

    fn slope(&self, model: &Model<'_>, reg: Reg) -> Slope {
        let op = &model.program.code().steps[reg].op;
        let even = match op {
            Op::Load(input) => {
                let mut by = [0; MOST_LEVERS];
                model.shifts[*input].iter().for_each(|(lever, step)| by[*lever] += i128::from(*step));
                Some((by, 1 << input))
            }
            Op::Add(a, b) => self.both(*a, *b, i128::checked_add),
            Op::Sub(a, b) => self.both(*a, *b, i128::checked_sub),
            Op::Scale(a, by) => by.to_i128().and_then(|by| self.both(*a, *a, |a, _| a.checked_mul(by))),
            Op::Mul(a, b) if !model.moves(*a) || !model.moves(*b) => None,
            Op::Select(when, yes, no) if !model.moves(*when) => self.same(*yes, *no),
            _ => return Slope::Bent,
        };
        match even {
            Some((by, inputs)) => Slope::Even(by, inputs),
            None if op.operands().iter().any(|reg| matches!(self.each[*reg], Slope::Bent)) => Slope::Bent,
            None => Slope::Own,
        }
    }

    /// Of two registers that rise alike.
    fn same(&self, a: Reg, b: Reg) -> Option<([i128; MOST_LEVERS], u128)> {
        self.both(a, b, |a, b| (a == b).then_some(a))
    }

    fn both(&self, a: Reg, b: Reg, f: impl Fn(i128, i128) -> Option<i128>) -> Option<([i128; MOST_LEVERS], u128)> {
        let (Slope::Even(a, left), Slope::Even(b, right)) = (&self.each[a], &self.each[b]) else { return None };
        let mut by = [0; MOST_LEVERS];
        for (by, (a, b)) in by.iter_mut().zip(a.iter().zip(b)) {
            *by = f(*a, *b)?;
        }
        Some((by, left | right))
    }

    fn even(&self, asked: &Asked, model: &Model<'_>) -> Option<(Helps, u128)> {
        let (left, over) = asked.left;
        let (by, inputs) = match asked.right {
            None => self.both(left, left, |a, _| a.checked_mul(over))?,
            Some((right, under)) => {
                self.both(left, right, |a, b| a.checked_mul(over)?.checked_sub(b.checked_mul(under)?))?
            }
        };
        Some((Helps::of(&by, &model.prices), inputs))
    }
}

/// What an operation asks of others, in the order that [`Slopes::asked`] says; empty where a factor is too large.
fn asked(op: &Op) -> Vec<Asked> {
    let both = |left: Reg, right: Option<Reg>| {
        let side = |by: i128| Asked { left: (left, by), right: right.map(|reg| (reg, by)), less: 0, even: None };
        vec![side(1), side(-1)]
    };
    match op {
        Op::Compare { left, right, .. } => both(*left, Some(*right)),
        Op::Positive(reg) | Op::NotNegative(reg) => both(*reg, None),
        Op::Bands { num, den, over, edges, .. } => {
            let edges = edges.iter().map(|edge| {
                let (over, under) = (over.to_i128()?, edge.under.to_i128()?);
                let less = if den.is_some() { 0 } else { under };
                Some(Asked { left: (*num, over), right: den.map(|den| (den, under)), less, even: None })
            });
            edges.collect::<Option<_>>().unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
