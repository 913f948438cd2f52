//! What a goal costs at least within a box of steps: the scheme's own program, run over all points of the box at once.
//!
//! Each register holds what it could be in the box and what each truth of it would cost, so no point of the box that
//! meets the goal is cheaper than what comes out. That is all a search must know: whether a point does meet it is
//! asked of the program itself.

use arrow_buffer::i256;

use super::cost::Cost;
use super::levers::{MOST_LEVERS, STILL, Steps};
use super::line::{Box, Line, Num};
use super::model::Model;
use crate::columns::Columns;
use crate::expression::Comparison;
use crate::program::{EdgeCode, FALSE, NO_BAND, Op, Reg, TRUE, UNKNOWN};
use crate::run::Frame;
use crate::scheme::InputKind;
use crate::score::Scored;

/// One subject as it is, before anything is moved.
#[derive(Clone, Copy)]
pub(crate) struct Base<'a> {
    pub columns: &'a Columns,
    /// The registers of its chunk.
    pub frame: &'a Frame<'a>,
    /// Where its chunk begins.
    pub start: usize,
    /// Its row of the chunk.
    pub row: usize,
    /// The points of the items that don't move, over the chunk.
    pub fixed: &'a [Scored],
    /// The inputs that it lacks, a bit each.
    pub missing: u128,
    /// The warnings that it has, a bit each.
    pub warned: u64,
    /// Whether a criterion that lacks anything is missing.
    pub strict: bool,
}

/// What a register could be.
#[derive(Debug, Clone)]
enum Could {
    Num(Num),
    /// What each truth costs.
    Truth([Cost; 3]),
    /// What each band costs, and what it costs to be in none.
    Band(Vec<Cost>, Cost),
}

/// One subject's registers within a box.
pub(crate) struct Reach<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) base: &'a Base<'a>,
    could: Vec<Option<Could>>,
    low: Steps,
    high: Steps,
}

const F: usize = FALSE as usize;
const U: usize = UNKNOWN as usize;
const T: usize = TRUE as usize;

impl<'a> Reach<'a> {
    pub fn new(model: &'a Model<'a>, base: &'a Base<'a>) -> Self {
        let mut reach = Reach { model, base, could: vec![None; model.movers.len()], low: STILL, high: STILL };
        for &reg in &model.still {
            reach.could[reg] = Some(reach.as_it_is(reg));
        }
        reach
    }

    /// What the goal costs at least within a box, beyond its lower corner.
    pub fn goal(&mut self, low: &Steps, high: &Steps) -> Cost {
        self.look(low, high);
        let code = self.model.program.code();
        let gates = code.gates.iter().map(|(reg, _)| self.truth(*reg)[T]);
        let mut all: Vec<Cost> = gates.chain([self.tiers()]).collect();
        all.extend(self.doubts());
        all.extend(self.limits());
        Cost::all(all)
    }

    /// Runs the program over a box.
    pub fn look(&mut self, low: &Steps, high: &Steps) {
        (self.low, self.high) = (*low, *high);
        for &reg in &self.model.order {
            self.could[reg] = Some(self.register(reg));
        }
    }

    /// That one of the tiers that are good enough holds.
    pub fn tiers(&self) -> Cost {
        let tiers = &self.model.program.code().tiers[..self.model.n_tiers];
        Cost::any(&tiers.iter().map(|(reg, _)| self.truth(*reg)[T]).collect::<Vec<_>>())
    }

    /// Figures that the scheme itself would doubt are no plan: no warning comes up that isn't there.
    fn doubts(&self) -> impl Iterator<Item = Cost> {
        let there = |reg: Reg| self.base.frame.bytes(reg)[self.base.row] == TRUE;
        let warnings = &self.model.program.code().warnings;
        warnings.iter().filter(move |reg| !there(**reg)).map(|reg| self.not(*reg))
    }

    /// Every figure stays within what its indicator allows.
    fn limits(&self) -> Vec<Cost> {
        let mut costs = Vec::new();
        for input in self.model.moved_inputs() {
            let (InputKind::Amount { bounds: (lo, hi), .. }, Some(_)) = (
                &self.model.program.inputs()[input].kind,
                self.base.columns.int(input, self.base.start + self.base.row),
            ) else {
                continue;
            };
            let line = self.figure(input);
            costs.push(line.climb(i128::from(*lo), &self.within()));
            costs.extend(line.times(-1).map(|down| down.climb(-i128::from(*hi), &self.within())));
        }
        costs
    }

    pub(super) fn within(&self) -> Box<'_> {
        Box { low: &self.low, high: &self.high, prices: &self.model.prices }
    }

    fn as_it_is(&self, reg: Reg) -> Could {
        let (step, row) = (&self.model.program.code().steps[reg], self.base.row);
        let cells = self.base.frame.cells(reg);
        if let Op::Bands { edges, .. } = &step.op {
            let band = cells.bytes()[row];
            let places = (0..=edges.len()).map(|place| Cost::when(usize::from(band) == place)).collect();
            return Could::Band(places, Cost::when(band == NO_BAND));
        }
        if cells.bytes().is_empty() {
            return Could::Num(Num::fixed(cells.wide(row).to_i128()));
        }
        let truth = cells.bytes()[row];
        Could::Truth([FALSE, UNKNOWN, TRUE].map(|each| Cost::when(truth == each)))
    }

    pub(super) fn truth(&self, reg: Reg) -> [Cost; 3] {
        match &self.could[reg] {
            Some(Could::Truth(costs)) => *costs,
            _ => [Cost::FREE; 3],
        }
    }

    /// What it costs that a truth doesn't hold for sure.
    pub(super) fn not(&self, reg: Reg) -> Cost {
        let truth = self.truth(reg);
        truth[F].or(&truth[U])
    }

    pub(super) fn band(&self, reg: Reg) -> (&[Cost], Cost) {
        match &self.could[reg] {
            Some(Could::Band(places, none)) => (places, *none),
            _ => (&[], Cost::FREE),
        }
    }

    pub(super) fn num(&self, reg: Reg) -> Num {
        match &self.could[reg] {
            Some(Could::Num(num)) => num.clone(),
            _ => Num::between(i128::MIN, i128::MAX),
        }
    }

    /// A figure as the levers move it.
    fn figure(&self, input: usize) -> Line {
        let row = self.base.start + self.base.row;
        let now = self.base.columns.int(input, row);
        let mut line = Line { at: i128::from(now.unwrap_or(0)), by: [0; MOST_LEVERS] };
        for &(lever, by) in self.model.shifts[input].iter().filter(|_| now.is_some()) {
            line.at += i128::from(by) * i128::from(self.low[lever]);
            line.by[lever] += i128::from(by);
        }
        line
    }

    fn register(&self, reg: Reg) -> Could {
        let within = &self.within();
        let op = &self.model.program.code().steps[reg].op;
        Could::Num(match op {
            Op::Load(input) => Num::line(self.figure(*input), within),
            Op::Add(a, b) => self.num(*a).plus(&self.num(*b), within),
            Op::Sub(a, b) => self.num(*a).minus(&self.num(*b), within),
            Op::Mul(a, b) => self.num(*a).times(&self.num(*b), within),
            Op::Scale(a, by) => self.num(*a).times(&Num::fixed(by.to_i128()), within),
            Op::Min(a, b) | Op::Max(a, b) => self.num(*a).extreme(&self.num(*b), matches!(op, Op::Min(..)), within),
            Op::FloorDiv(a, b) => self.num(*a).floor_div(&self.num(*b)),
            Op::Select(when, yes, no) => {
                self.num(*yes).either(&self.truth(*when)[T], &self.num(*no), &self.not(*when), within)
            }
            Op::CountTrue(regs) => {
                let sure = regs.iter().filter(|reg| self.not(**reg).is_never()).count();
                let possible = regs.iter().filter(|reg| !self.truth(**reg)[T].is_never()).count();
                Num::between(sure as i128, possible as i128)
            }
            Op::Place(_) => Num::between(0, i128::from(u32::MAX)),
            Op::Bands { num, den, over, edges, known } => return self.bands(*num, *den, *over, edges, *known),
            _ => return Could::Truth(self.condition(op)),
        })
    }

    /// What each truth of a condition costs.
    fn condition(&self, op: &Op) -> [Cost; 3] {
        match op {
            Op::Fact(input) => self.fact(*input),
            Op::Positive(reg) => [self.down(*reg, 0), Cost::NEVER, self.up(*reg, 1)],
            Op::NotNegative(reg) => [self.down(*reg, -1), Cost::NEVER, self.up(*reg, 0)],
            Op::Settled(reg) => {
                let truth = self.truth(*reg);
                [truth[U], Cost::NEVER, truth[F].or(&truth[T])]
            }
            Op::Compare { op, left, right, known } => self.compare(*op, *left, *right, *known),
            Op::And(regs) => {
                let mut costs = self.several(regs, T, F);
                costs[T] = self.all(regs);
                costs
            }
            Op::Or(regs) => self.several(regs, F, T),
            Op::Not(reg) => {
                let [f, u, t] = self.truth(*reg);
                [t, u, f]
            }
            Op::FirstOf(arms) => self.first_of(arms),
            Op::Points { op, terms, constant } => [Cost::FREE, Cost::FREE, self.points(*op, terms, *constant)],
            _ => [Cost::FREE; 3],
        }
    }

    /// Some levers make a fact so, others make it otherwise; until one is pulled it is what it was.
    fn fact(&self, input: usize) -> [Cost; 3] {
        let now = self.base.columns.fact(input, self.base.start + self.base.row);
        let pulls = &self.model.sets[input];
        let kept = pulls.iter().all(|(lever, _)| self.low[*lever] == 0);
        let made = |fact: bool| {
            let ways = pulls.iter().filter(|(lever, makes)| *makes == fact && self.high[*lever] > 0);
            Cost::any(&ways.map(|(lever, _)| self.pull(*lever)).collect::<Vec<_>>())
        };
        let is = |truth: Option<bool>| Cost::when(kept && now == truth);
        [is(Some(false)).or(&made(false)), is(None), is(Some(true)).or(&made(true))]
    }

    fn pull(&self, lever: usize) -> Cost {
        if self.low[lever] > 0 {
            return Cost::FREE;
        }
        let mut steps = STILL;
        steps[lever] = 1;
        Cost { value: self.model.prices[lever], levers: 1 << lever, steps }
    }

    /// What it costs that a missing input is there.
    pub(super) fn there(&self, input: usize) -> Cost {
        let ways = self.model.sets[input].iter().filter(|(lever, _)| self.high[*lever] > 0);
        Cost::any(&ways.map(|(lever, _)| self.pull(*lever)).collect::<Vec<_>>())
    }

    fn several(&self, regs: &[Reg], all: usize, one: usize) -> [Cost; 3] {
        let truths: Vec<[Cost; 3]> = regs.iter().map(|reg| self.truth(*reg)).collect();
        let mut costs = [Cost::any(truths.iter().map(|truth| &truth[U])); 3];
        costs[all] = Cost::all(truths.iter().map(|truth| truth[all]).collect());
        costs[one] = Cost::any(truths.iter().map(|truth| &truth[one]));
        costs
    }

    fn compare(&self, op: Comparison, left: Reg, right: Reg, known: Option<Reg>) -> [Cost; 3] {
        let ahead = |a: Reg, b: Reg, by: i128| self.ahead(a, b, by);
        let (holds, fails) = match op {
            Comparison::Ge => (ahead(left, right, 0), ahead(right, left, 1)),
            Comparison::Gt => (ahead(left, right, 1), ahead(right, left, 0)),
            Comparison::Le => (ahead(right, left, 0), ahead(left, right, 1)),
            Comparison::Lt => (ahead(right, left, 1), ahead(left, right, 0)),
            Comparison::Eq | Comparison::Ne => {
                let same = ahead(left, right, 0).and(&ahead(right, left, 0));
                let other = ahead(left, right, 1).or(&ahead(right, left, 1));
                if op == Comparison::Eq { (same, other) } else { (other, same) }
            }
        };
        match known.map(|known| self.truth(known)) {
            None => [fails, Cost::NEVER, holds],
            Some([f, u, t]) => [fails.and(&t), f.or(&u), holds.and(&t)],
        }
    }

    /// What it costs that one register is ahead of another by so much.
    fn ahead(&self, a: Reg, b: Reg, by: i128) -> Cost {
        let (x, y) = (self.num(a), self.num(b));
        match (x.lo == x.hi, y.lo == y.hi) {
            (_, true) => by.checked_add(y.lo).map_or(Cost::FREE, |need| self.up(a, need)),
            (true, _) => x.lo.checked_sub(by).map_or(Cost::FREE, |most| self.down(b, most)),
            _ => x.minus(&y, &self.within()).climb(by, &self.within()),
        }
    }

    /// What it costs that a register is at least so much.
    pub(super) fn up(&self, reg: Reg, need: i128) -> Cost {
        let num = self.num(reg);
        let plain = num.climb(need, &self.within());
        if !num.cases.is_empty() || plain.is_never() || num.lo >= need || !self.model.moves(reg) {
            return plain;
        }
        match &self.model.program.code().steps[reg].op {
            Op::Min(a, b) => self.up(*a, need).and(&self.up(*b, need)),
            Op::Max(a, b) => self.up(*a, need).or(&self.up(*b, need)),
            Op::Scale(a, by) => match by.to_i128() {
                Some(by) if by > 0 => self.up(*a, need.div_euclid(by) + i128::from(need.rem_euclid(by) != 0)),
                Some(by) if by < 0 => self.down(*a, -need.div_euclid(-by) - i128::from(need.rem_euclid(-by) != 0)),
                _ => plain,
            },
            // Whole steps reach `need` where what is divided reaches as many divisors.
            Op::FloorDiv(a, b) if need > 0 => {
                let over = self.num(*b).times(&Num::fixed(Some(need)), &self.within());
                let enough = self.num(*a).minus(&over, &self.within()).climb(0, &self.within());
                enough.and(&self.up(*b, 1))
            }
            Op::CountTrue(regs) => {
                let mut costs: Vec<Cost> = regs.iter().map(|reg| self.truth(*reg)[T]).collect();
                costs.sort_by_key(|cost| cost.value);
                let nth = usize::try_from(need - 1).ok().and_then(|nth| costs.get(nth)).map_or(plain, |cost| *cost);
                // Any of them may be among those that hold.
                Cost { levers: costs.iter().fold(0, |bits, cost| bits | cost.levers), ..nth }
            }
            _ => plain,
        }
    }

    /// What it costs that a register is at most so much.
    pub(super) fn down(&self, reg: Reg, most: i128) -> Cost {
        let num = self.num(reg);
        let Some(need) = most.checked_neg() else { return Cost::FREE };
        let plain = num.times(&Num::fixed(Some(-1)), &self.within()).climb(need, &self.within());
        if !num.cases.is_empty() || plain.is_never() || num.hi <= most || !self.model.moves(reg) {
            return plain;
        }
        match &self.model.program.code().steps[reg].op {
            Op::Min(a, b) => self.down(*a, most).or(&self.down(*b, most)),
            Op::Max(a, b) => self.down(*a, most).and(&self.down(*b, most)),
            _ => plain,
        }
    }

    fn first_of(&self, arms: &[(Option<Reg>, Option<Reg>)]) -> [Cost; 3] {
        let mut passed = Cost::FREE;
        let mut costs = [Cost::NEVER; 3];
        for (when, then) in arms {
            let when = when.map_or([Cost::NEVER, Cost::NEVER, Cost::FREE], |when| self.truth(when));
            let then = then.map_or([Cost::NEVER, Cost::FREE, Cost::NEVER], |then| self.truth(then));
            let taken = passed.and(&when[T]);
            for truth in [F, U, T] {
                costs[truth] = costs[truth].or(&taken.and(&then[truth]));
            }
            // What can't be told whether it applies leaves the whole unknown, or agrees with what comes after it.
            costs[U] = costs[U].or(&when[U]);
            passed = passed.and(&when[F].or(&when[U]));
        }
        costs[U] = costs[U].or(&passed);
        costs
    }

    fn bands(&self, num: Reg, den: Option<Reg>, over: i256, edges: &[EdgeCode], known: Option<Reg>) -> Could {
        let known = known.map_or([Cost::NEVER, Cost::NEVER, Cost::FREE], |known| self.truth(known));
        let left = self.num(num).times(&Num::fixed(over.to_i128()), &self.within());
        let den = den.map_or(Num::fixed(Some(1)), |den| self.num(den));
        let (mut places, mut missed) = (Vec::with_capacity(edges.len() + 1), known[T]);
        for edge in edges {
            let (reached, below) = self.edge(&left, &den, edge);
            places.push(missed.and(&reached));
            missed = known[T].and(&below);
        }
        places.push(missed);
        Could::Band(places, known[F].or(&known[U]))
    }

    /// What it costs to reach an edge, and not to.
    fn edge(&self, left: &Num, den: &Num, edge: &EdgeCode) -> (Cost, Cost) {
        let within = &self.within();
        let right = den.times(&Num::fixed(edge.under.to_i128()), within);
        let least = i128::from(!edge.included);
        (left.minus(&right, within).climb(least, within), right.minus(left, within).climb(1 - least, within))
    }
}
