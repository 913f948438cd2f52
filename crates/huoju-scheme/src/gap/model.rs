//! What of a program moves with which levers, once for all subjects.

use std::collections::BTreeSet;

use super::levers::{Bound, Levers, MOST_LEVERS, Steps, ample, bind, give_back};
use super::slope::Slopes;
use super::stairs::is_all_or_worst;
use crate::assess::Program;
use crate::columns::Columns;
use crate::expression::Comparison;
use crate::program::{AwardCode, ItemCode, ItemCodeKind, Op, Reg, Value};
use crate::scheme::PointsOf;

/// A program beside the levers that move it, and what is to be reached.
pub(crate) struct Model<'p> {
    pub program: &'p Program,
    pub levers: Vec<Bound>,
    /// The places of those that are more than can be looked at together.
    pub unused: Vec<usize>,
    /// What a step of each costs.
    pub prices: Vec<u64>,
    /// By input: lever and smallest units a step.
    pub shifts: Vec<Vec<(usize, i64)>>,
    /// By input: lever and what the fact becomes.
    pub sets: Vec<Vec<(usize, bool)>>,
    /// The levers that may move each register, a bit each.
    pub movers: Vec<u32>,
    /// The registers that move, in the program's order.
    pub order: Vec<Reg>,
    /// The registers that don't move and are read by those that do, or by what is asked.
    pub still: Vec<Reg>,
    /// Of each register the criterion whose points alone it asks for, and how many.
    pub singles: Vec<Option<(usize, i64)>>,
    /// The criteria, taken apart as far as they move.
    pub criteria: Vec<Part<'p>>,
    /// The items that don't move, as [`Part::fixed`] counts them.
    pub fixed: Vec<&'p ItemCode>,
    /// Between which figures all levers can be pulled in full.
    pub ample: Vec<(usize, i64, i64)>,
    /// How far a step takes each register.
    pub slopes: Slopes,
    /// So many of the first tiers are good enough.
    pub n_tiers: usize,
}

/// An item and whether it moves.
pub(crate) struct Part<'p> {
    pub item: &'p ItemCode,
    /// The levers that may move it, a bit each.
    pub movers: u32,
    /// Its place among those that don't move; `None` where it does.
    pub fixed: Option<usize>,
    /// Whether it is known or else leaves its whole range, upwards and downwards.
    pub whole: [bool; 2],
    /// Whether it is in bands of which none gives less than those below it, whoever gives points within them.
    pub rises: bool,
    /// What is inside, an arm that is silent left out.
    pub parts: Vec<Option<Part<'p>>>,
}

impl<'p> Model<'p> {
    pub fn new(program: &'p Program, levers: &Levers, n_tiers: usize) -> Self {
        let mut bound = bind(program, levers);
        let unused = bound.split_off(bound.len().min(MOST_LEVERS)).into_iter().map(|bound| bound.place).collect();
        give_back(&mut bound);
        let n_inputs = program.inputs().len();
        let (mut shifts, mut sets) = (vec![Vec::new(); n_inputs], vec![Vec::new(); n_inputs]);
        for (lever, bound) in bound.iter().enumerate() {
            bound.shifts.iter().for_each(|(input, by)| shifts[*input].push((lever, *by)));
            bound.sets.iter().for_each(|(input, fact)| sets[*input].push((lever, *fact)));
        }
        let ample = ample(program, &bound);
        let prices = bound.iter().map(|lever| lever.cost).collect();
        let mut model = Model {
            program,
            unused,
            levers: bound,
            prices,
            shifts,
            sets,
            movers: Vec::new(),
            order: Vec::new(),
            still: Vec::new(),
            singles: program.code().steps.iter().map(|step| single(&step.op)).collect(),
            criteria: Vec::new(),
            fixed: Vec::new(),
            ample,
            slopes: Slopes::default(),
            n_tiers,
        };
        model.registers();
        model.slopes = Slopes::new(&model);
        model
    }

    fn registers(&mut self) {
        let code = self.program.code();
        for reg in 0..code.n_first {
            self.movers.push(self.register(reg));
        }
        for criterion in &code.criteria {
            let part = self.part(&criterion.item);
            self.criteria.push(part);
        }
        for reg in code.n_first..code.steps.len() {
            self.movers.push(self.register(reg));
        }
        self.order = (0..self.movers.len()).filter(|reg| self.moves(*reg)).collect();
        self.still = self.read().into_iter().filter(|reg| !self.moves(*reg)).collect();
    }

    /// Whether any lever moves a register.
    pub fn moves(&self, reg: Reg) -> bool {
        self.movers[reg] != 0
    }

    fn register(&self, reg: Reg) -> u32 {
        match &self.program.code().steps[reg].op {
            Op::Load(input) => bits(&self.shifts[*input]),
            Op::Fact(input) => bits(&self.sets[*input]),
            Op::Place(index) => self.value(&self.program.code().surveys[*index].value),
            Op::Points { terms, .. } => terms.iter().fold(0, |bits, (of, _)| match of {
                PointsOf::Total => self.criteria.iter().fold(bits, |bits, part| bits | part.movers),
                PointsOf::Criterion(index) => bits | self.criteria[*index].movers,
            }),
            op => self.any(op.operands()),
        }
    }

    fn value(&self, value: &Value) -> u32 {
        self.any([Some(value.num), value.den, value.present, value.known].into_iter().flatten())
    }

    fn any(&self, regs: impl IntoIterator<Item = Reg>) -> u32 {
        regs.into_iter().fold(0, |bits, reg| bits | self.movers[reg])
    }

    fn part(&mut self, item: &'p ItemCode) -> Part<'p> {
        let whole = [true, false].map(|up| is_all_or_worst(item, up));
        let mut parts = Vec::new();
        let own = match &item.kind {
            ItemCodeKind::Fixed(_) | ItemCodeKind::Judged { .. } => 0,
            ItemCodeKind::Banded { value, band, .. } => self.movers[*band] | self.value(value),
            ItemCodeKind::Counted { value, points, .. } => self.movers[*points] | self.value(value),
            ItemCodeKind::BestOf(items) | ItemCodeKind::SumOf(items) => {
                parts = items.iter().map(|item| Some(self.part(item))).collect();
                0
            }
            ItemCodeKind::FirstOf(arms) => {
                parts = arms.iter().map(|(_, item)| item.as_ref().map(|item| self.part(item))).collect();
                self.any(arms.iter().filter_map(|(when, _)| *when))
            }
        };
        let movers = parts.iter().flatten().fold(own, |bits, part| bits | part.movers);
        if movers != 0 {
            return Part { item, movers, fixed: None, whole, rises: rises(item), parts };
        }
        self.fixed.push(item);
        Part { item, movers, fixed: Some(self.fixed.len() - 1), whole, rises: false, parts: Vec::new() }
    }

    /// Every register that a search reads.
    fn read(&self) -> BTreeSet<Reg> {
        let code = self.program.code();
        let mut read: BTreeSet<Reg> = code.gates.iter().chain(&code.tiers).map(|(reg, _)| *reg).collect();
        read.extend(&code.warnings);
        read.extend(code.criteria.iter().flat_map(|criterion| &criterion.strict));
        read.extend(self.order.iter().flat_map(|reg| code.steps[*reg].op.operands()));
        self.criteria.iter().for_each(|part| part.read(&mut read));
        read
    }

    /// Whether each of these rows has every figure that levers move, and room for all of their steps.
    pub fn have_room(&self, columns: &Columns, start: usize, len: usize) -> Vec<bool> {
        let mut room = vec![true; len];
        self.ample.iter().for_each(|(input, lo, hi)| columns.within(*input, start, (*lo, *hi), &mut room));
        room
    }

    /// What steps cost.
    pub fn price(&self, steps: &Steps) -> u64 {
        let each = self.prices.iter().zip(steps).map(|(price, steps)| price.saturating_mul(u64::from(*steps)));
        each.fold(0, u64::saturating_add)
    }

    /// The inputs that a lever moves.
    pub fn moved_inputs(&self) -> impl Iterator<Item = usize> {
        (0..self.shifts.len()).filter(|input| !self.shifts[*input].is_empty() || !self.sets[*input].is_empty())
    }
}

/// The levers of a list, a bit each.
fn bits<T>(list: &[(usize, T)]) -> u32 {
    list.iter().fold(0, |bits, (lever, _)| bits | 1 << lever)
}

fn rises(item: &ItemCode) -> bool {
    let ItemCodeKind::Banded { awards, .. } = &item.kind else { return false };
    let range = |award: &AwardCode| match award {
        AwardCode::Points(points) => (*points, *points),
        AwardCode::Within(lo, hi) => (*lo, *hi),
        AwardCode::Silent => (item.min, item.max),
    };
    awards.windows(2).all(|pair| range(&pair[0]).0 >= range(&pair[1]).1)
}

/// The single criterion that at least so many points are asked of.
fn single(op: &Op) -> Option<(usize, i64)> {
    let Op::Points { op: op @ (Comparison::Ge | Comparison::Gt), terms, constant } = op else { return None };
    match terms.as_slice() {
        [(PointsOf::Criterion(index), factor)] if *factor > 0 => {
            Some((*index, up(i64::from(*op == Comparison::Gt) - constant, *factor)))
        }
        _ => None,
    }
}

/// Divided and rounded up.
#[inline]
pub(super) fn up(a: i64, b: i64) -> i64 {
    // Most often a point counts once, and a division takes long.
    if b == 1 {
        return a;
    }
    a.div_euclid(b) + i64::from(a.rem_euclid(b) != 0)
}

impl Part<'_> {
    fn read(&self, read: &mut BTreeSet<Reg>) {
        match &self.item.kind {
            ItemCodeKind::Banded { value, band: reg, .. } | ItemCodeKind::Counted { value, points: reg, .. } => {
                read.extend([Some(*reg), value.present, value.known].into_iter().flatten());
            }
            ItemCodeKind::FirstOf(arms) => read.extend(arms.iter().filter_map(|(when, _)| *when)),
            _ => {}
        }
        self.parts.iter().flatten().for_each(|part| part.read(read));
    }
}
