//! What a goal costs from where a subject stands, with all levers up to their tops: what [`Reach::goal`](super::reach)
//! says of a box, at a fraction of the time. A box is its lower corner's subject with fewer steps left.
//!
//! What holds already costs nothing, and only what stands in the way is looked at, upwards, along straight lines. Where
//! that isn't enough, since lines bend or points fall with a higher band, there is no answer and [`Reach`](super::reach::Reach)
//! has to be asked.

use super::choice::Choice;
use super::cover::{Covered, Helps};
use super::levels::Level;
use super::levers::{MOST_LEVERS, STILL, Steps};
use super::model::Model;
use super::reach::Base;
use super::slope::{Asked, Slope};
use super::way::{Way, Ways};
use crate::assessed::Assessed;
use crate::expression::Comparison;
use crate::program::{FALSE, Op, Reg, TRUE, UNKNOWN};

/// A subject where it stands, and how far each lever can be pulled.
pub(super) struct Stand<'a> {
    pub model: &'a Model<'a>,
    pub base: Base<'a>,
    /// What came of its chunk.
    pub assessed: &'a Assessed,
    pub top: Steps,
    /// The levers that can be pulled at all, a bit each.
    pub pulled: u32,
    /// The warnings that may be there, a bit each.
    pub warned: u64,
    /// Points of criteria under way; kept for the next subject.
    pub levels: Vec<Level>,
    /// Ways under way, too.
    pub ways: Ways,
    /// The levers that help along one line.
    helps: Helps,
    /// A choice of levels, where none is under way.
    pub choice: Option<Box<Choice>>,
}

/// What is wanted of a truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    True,
    False,
    NotFalse,
    NotTrue,
}

impl Want {
    fn is_met(self, truth: u8) -> bool {
        match self {
            Want::True => truth == TRUE,
            Want::False => truth == FALSE,
            Want::NotFalse => truth != FALSE,
            Want::NotTrue => truth != TRUE,
        }
    }

    fn of_opposite(self) -> Want {
        match self {
            Want::True => Want::False,
            Want::False => Want::True,
            Want::NotFalse => Want::NotTrue,
            Want::NotTrue => Want::NotFalse,
        }
    }

    fn is_up(self) -> bool {
        matches!(self, Want::True | Want::NotFalse)
    }
}

impl<'a> Stand<'a> {
    pub fn new(model: &'a Model<'a>, base: Base<'a>, assessed: &'a Assessed) -> Self {
        let (levels, ways, helps) = (Vec::new(), Ways::default(), Helps::default());
        Stand { model, base, assessed, top: STILL, pulled: 0, warned: u64::MAX, levels, ways, helps, choice: None }
    }

    /// Turns to a subject.
    pub fn look(&mut self, base: Base<'a>, top: Steps, warned: u64) {
        (self.base, self.top, self.warned) = (base, top, warned);
        self.pulled = (0..top.len()).filter(|lever| top[*lever] > 0).fold(0, |bits, lever| bits | 1 << lever);
    }

    /// What the goal costs at least; `None` where that can't be told here.
    pub fn goal(&mut self) -> Option<Way> {
        self.levels.clear();
        self.ways.clear();
        let (code, begin) = (self.model.program.code(), self.ways.begin());
        for (reg, _) in &code.gates {
            self.more(*reg)?;
        }
        let mut tiers = Way::NEVER;
        for (reg, _) in &code.tiers[..self.model.n_tiers] {
            tiers = tiers.or(&self.truth(*reg, Want::True)?);
        }
        self.ways.more(tiers);
        self.doubts();
        Some(self.ways.all(begin))
    }

    /// Figures that the scheme itself would doubt are no plan: a warning that isn't to be there must go.
    fn doubts(&mut self) {
        let doubts = self.base.warned & !self.warned;
        if doubts == 0 {
            return;
        }
        let warnings = &self.model.program.code().warnings;
        for (_, reg) in warnings.iter().enumerate().take(64).filter(|(bit, _)| doubts & (1 << bit) != 0) {
            let begin = self.ways.begin();
            match self.truth(*reg, Want::NotTrue) {
                Some(way) => self.ways.more(way),
                // Where it can't be told what that costs, it may cost nothing.
                None => self.ways.forget(begin),
            }
        }
    }

    /// What it costs that a truth holds, put to the others.
    pub(super) fn more(&mut self, reg: Reg) -> Option<()> {
        if self.now(reg) != TRUE {
            let way = self.truth(reg, Want::True)?;
            self.ways.more(way);
        }
        Some(())
    }

    /// What it costs that both are so.
    fn and(&mut self, a: Option<Way>, b: Option<Way>) -> Option<Way> {
        Some(self.ways.and(&a?, &b?))
    }

    /// A truth or band as it is.
    #[inline]
    pub(super) fn now(&self, reg: Reg) -> u8 {
        self.base.frame.bytes(reg)[self.base.row]
    }

    /// What it costs that a truth is as wanted.
    pub(super) fn truth(&mut self, reg: Reg, want: Want) -> Option<Way> {
        if want.is_met(self.now(reg)) {
            return Some(Way::FREE);
        }
        let model = self.model;
        if model.movers[reg] & self.pulled == 0 {
            return Some(Way::NEVER);
        }
        match &model.program.code().steps[reg].op {
            Op::Not(of) => self.truth(*of, want.of_opposite()),
            Op::And(regs) if want == Want::True => self.together(regs),
            Op::And(regs) => self.several(regs, want, want.is_up()),
            Op::Or(regs) => self.several(regs, want, !want.is_up()),
            Op::Fact(input) => Some(self.fact(*input, want.is_up())),
            Op::Positive(_) | Op::NotNegative(_) => {
                let least = i128::from(matches!(model.program.code().steps[reg].op, Op::Positive(_)));
                if want.is_up() { self.climb(reg, 0, least) } else { self.climb(reg, 1, 1 - least) }
            }
            Op::Compare { op, known, .. } => self.compare(reg, *op, *known, want),
            Op::FirstOf(arms) if want == Want::True => self.first_of(arms),
            Op::Points { op, terms, constant } if want == Want::True => self.points(*op, terms, *constant),
            _ => None,
        }
    }

    fn several(&mut self, regs: &[Reg], want: Want, all: bool) -> Option<Way> {
        let (begin, mut any) = (self.ways.begin(), Way::NEVER);
        for reg in regs {
            let way = self.truth(*reg, want)?;
            if all { self.ways.more(way) } else { any = any.or(&way) }
        }
        Some(if all { self.ways.all(begin) } else { any })
    }

    /// What it costs that a fact is made so.
    pub(super) fn fact(&mut self, input: usize, fact: bool) -> Way {
        let model = self.model;
        let ways = model.sets[input].iter().filter(|(_, makes)| *makes == fact);
        ways.fold(Way::NEVER, |any, (lever, _)| any.or(&self.pull(*lever)))
    }

    fn pull(&mut self, lever: usize) -> Way {
        if self.top[lever] == 0 {
            return Way::NEVER;
        }
        self.ways.one((lever, 1), self.model.prices[lever], 1 << lever, 1 << lever)
    }

    fn compare(&mut self, reg: Reg, op: Comparison, known: Option<Reg>, want: Want) -> Option<Way> {
        // Where something of it isn't known, it is neither true nor false.
        let sure = known.map_or(Some(Way::FREE), |known| self.truth(known, Want::True))?;
        let lost = match known {
            Some(known) if matches!(want, Want::NotTrue | Want::NotFalse) => self.truth(known, Want::NotTrue)?,
            _ => Way::NEVER,
        };
        if sure.is_never() {
            return Some(lost);
        }
        let held = match (op, want.is_up()) {
            (Comparison::Ge, true) | (Comparison::Lt, false) => self.climb(reg, 0, 0),
            (Comparison::Gt, true) | (Comparison::Le, false) => self.climb(reg, 0, 1),
            (Comparison::Le, true) | (Comparison::Gt, false) => self.climb(reg, 1, 0),
            (Comparison::Lt, true) | (Comparison::Ge, false) => self.climb(reg, 1, 1),
            (Comparison::Eq, true) | (Comparison::Ne, false) => {
                let (up, down) = (self.climb(reg, 0, 0), self.climb(reg, 1, 0));
                self.and(up, down)
            }
            (Comparison::Ne, true) | (Comparison::Eq, false) => {
                Some(self.climb(reg, 0, 1)?.or(&self.climb(reg, 1, 1)?))
            }
        };
        Some(self.and(held, Some(sure))?.or(&lost))
    }

    /// Each arm at the cost of passing by those before it. Where it stays open whether an arm applies, those after it
    /// must say the same.
    fn first_of(&mut self, arms: &[(Option<Reg>, Option<Reg>)]) -> Option<Way> {
        let (mut passed, mut any) = (Way::FREE, Way::NEVER);
        for (at, (when, then)) in arms.iter().enumerate() {
            if when.map_or(Some(false), |when| self.stays_open(when))? {
                let then = then.map_or(Some(Way::NEVER), |then| self.truth(then, Want::True))?;
                let rest = self.first_of(&arms[at + 1..])?;
                let both = self.ways.and(&then, &rest);
                return Some(any.or(&self.ways.and(&passed, &both)));
            }
            let holds = when.map_or(Some(Way::FREE), |when| self.truth(when, Want::True))?;
            let taken = self.ways.and(&holds, &passed);
            if let Some(then) = then.filter(|_| !taken.is_never()) {
                let then = self.truth(then, Want::True)?;
                any = any.or(&self.ways.and(&taken, &then));
            }
            let Some(when) = when else { break };
            let left = self.truth(*when, Want::NotTrue)?;
            passed = self.ways.and(&passed, &left);
            if passed.is_never() {
                break;
            }
        }
        Some(any)
    }

    /// Whether a truth is unknown and no lever makes it known.
    pub(super) fn stays_open(&mut self, reg: Reg) -> Option<bool> {
        Some(
            self.now(reg) == UNKNOWN
                && self.truth(reg, Want::True)?.is_never()
                && self.truth(reg, Want::False)?.is_never(),
        )
    }

    /// What it costs that what a register asks of others is `need` or more; `place` as in
    /// [`Slopes::asked`](super::slope::Slopes).
    #[inline]
    pub(super) fn climb(&mut self, reg: Reg, place: usize, need: i128) -> Option<Way> {
        let model = self.model;
        let asked = model.slopes.asked[reg].get(place)?;
        self.reach(asked, self.sides(asked)?, need)
    }

    /// The same from what [`Stand::sides`] says.
    #[inline]
    pub(super) fn reach(&mut self, asked: &Asked, (left, right): (i128, i128), need: i128) -> Option<Way> {
        let less = asked.right.map_or(Some(asked.less), |(_, by)| product(right, by))?;
        let short = need.checked_sub(left.checked_sub(less)?)?;
        match &asked.even {
            _ if short <= 0 => Some(Way::FREE),
            Some((helps, inputs)) if self.base.missing & inputs == 0 => Some(self.cover(helps, short)),
            _ => {
                let by = self.asked_slopes(asked)?;
                let mut helps = std::mem::take(&mut self.helps);
                helps.set(&by, &self.model.prices);
                let way = self.cover(&helps, short);
                self.helps = helps;
                Some(way)
            }
        }
    }

    /// The left of what is asked, as often as it is taken, and the right.
    #[inline]
    pub(super) fn sides(&self, asked: &Asked) -> Option<(i128, i128)> {
        let (left, by) = asked.left;
        Some((product(self.int(left)?, by)?, asked.right.map_or(Some(0), |(right, _)| self.int(right))?))
    }

    fn cover(&mut self, helps: &Helps, short: i128) -> Way {
        match helps.cover(short, &self.top) {
            Covered::Free => Way::FREE,
            Covered::Never => Way::NEVER,
            Covered::One { lever, steps, value, levers } => {
                let is_only = levers.is_power_of_two();
                let alone = if is_only { levers } else { helps.alone(short, &self.top) };
                self.ways.one((lever, steps), value, levers, alone)
            }
            Covered::Several(cost) => self.ways.of(&cost, helps.alone(short, &self.top)),
        }
    }

    #[inline]
    fn int(&self, reg: Reg) -> Option<i128> {
        self.base.frame.cells(reg).int(self.base.row)
    }

    /// How far a step of each lever takes what is asked.
    fn asked_slopes(&self, asked: &Asked) -> Option<[i128; MOST_LEVERS]> {
        let movers = &self.model.movers;
        let mut moved = movers[asked.left.0] | asked.right.map_or(0, |(right, _)| movers[right]);
        let mut by = [0; MOST_LEVERS];
        while moved != 0 {
            let lever = moved.trailing_zeros() as usize;
            moved &= moved - 1;
            let right = asked.right.map_or(Some(0), |(right, by)| self.slope(right, lever)?.checked_mul(by))?;
            by[lever] = self.slope(asked.left.0, lever)?.checked_mul(asked.left.1)?.checked_sub(right)?;
        }
        Some(by)
    }

    /// How far a step of a lever takes a register; `None` where that isn't the same from wherever it is.
    fn slope(&self, reg: Reg, lever: usize) -> Option<i128> {
        match &self.model.slopes.each[reg] {
            Slope::Bent => return None,
            Slope::Even(by, inputs) if self.base.missing & inputs == 0 => return Some(by[lever]),
            _ => {}
        }
        match &self.model.program.code().steps[reg].op {
            // What is missing is moved from nowhere.
            Op::Load(_) => Some(0),
            Op::Add(a, b) => self.slope(*a, lever)?.checked_add(self.slope(*b, lever)?),
            Op::Sub(a, b) => self.slope(*a, lever)?.checked_sub(self.slope(*b, lever)?),
            Op::Scale(a, by) => self.slope(*a, lever)?.checked_mul(by.to_i128()?),
            Op::Mul(a, b) if self.model.moves(*a) => product(self.slope(*a, lever)?, self.int(*b)?),
            Op::Mul(a, b) => product(self.int(*a)?, self.slope(*b, lever)?),
            Op::Select(when, yes, no) => self.slope(if self.now(*when) == TRUE { *yes } else { *no }, lever),
            _ => None,
        }
    }
}

/// Most often both fit 64 bits, and then nothing need be checked.
#[inline]
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}
