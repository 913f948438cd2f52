//! Levers (可调项): what a subject can move, in whole steps, what moves with it, and what a step costs.
//!
//! Costs are not law. They come from a file that a zone writes, or from a sample that says it is one.

use huoju_model::{Decimal, Text, Unit};

use crate::assess::Program;
use crate::columns::Columns;
use crate::scheme::{InputKind, ItemKind, Scheme};

/// The most levers that one scheme may be moved by; they are bits of one word.
pub const MOST_LEVERS: usize = 16;

/// The most steps of a lever that says no bound of its own.
const MOST_STEPS: u32 = 10_000_000;

/// Whole steps of each lever.
pub(crate) type Steps = [u32; MOST_LEVERS];

/// No step of any.
pub(crate) const STILL: Steps = [0; MOST_LEVERS];

/// What can be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levers {
    /// The levers, in the file's order.
    pub list: Vec<Lever>,
    /// What a cost is counted in; [`Lever::cost`] is in hundredths of it.
    pub unit: Unit,
    /// Whether the costs are only a sample, which whoever reads an answer must know.
    pub sample: bool,
}

/// A lever (可调项).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lever {
    /// Its id.
    pub id: String,
    /// What is done: 招聘科技人员.
    pub title: Text,
    /// What one step moves, by the indicator's code.
    pub moves: Vec<(String, Motion)>,
    /// The most steps; as many as the indicators' bounds leave, if `None`.
    pub most: Option<u32>,
    /// What a step costs, in hundredths of the unit; above zero.
    pub cost: u64,
}

/// What one step does to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Adds this many of its smallest units.
    By(i64),
    /// Makes a fact so.
    Set(bool),
}

impl Levers {
    /// Decimal places that costs are kept to.
    pub const COST_SCALE: u32 = 2;

    /// A cost as people read it.
    pub fn cost(&self, cost: u64) -> String {
        let large = [("亿元", 1_000_000_000_000), ("万元", 1_000_000u64)];
        let fits = |per: u64| cost >= per && self.unit == Unit::YUAN && cost.is_multiple_of(per / 10_000);
        match large.into_iter().find(|(_, per)| fits(*per)) {
            Some((unit, per)) => format!("{} {unit}", Decimal::new(i128::from(cost / (per / 10_000)), 4)),
            None => format!("{} {}", Decimal::new(i128::from(cost), Self::COST_SCALE), self.unit),
        }
    }
}

/// A lever beside the scheme that it moves: indicators are inputs now.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    /// Its place in [`Levers::list`].
    pub place: usize,
    /// Input and smallest units a step.
    pub shifts: Vec<(usize, i64)>,
    /// How far all levers together move each of these inputs the other way.
    pub back: Vec<i128>,
    /// Input and what the fact becomes.
    pub sets: Vec<(usize, bool)>,
    pub most: u32,
    pub cost: u64,
}

impl Bound {
    /// Whether a fact of a row becomes another.
    fn makes_otherwise(&self, columns: &Columns, row: usize) -> bool {
        self.sets.iter().any(|(input, fact)| columns.fact(*input, row) != Some(*fact))
    }
}

/// The levers that move something which the scheme reads, of its own period, other than points that a person gives.
pub(crate) fn bind(program: &Program, levers: &Levers) -> Vec<Bound> {
    let given = given(program.scheme());
    let bound = levers.list.iter().enumerate().filter_map(|(place, lever)| {
        let mut bound = Bound {
            place,
            shifts: Vec::new(),
            back: Vec::new(),
            sets: Vec::new(),
            most: lever.most.unwrap_or(MOST_STEPS).min(MOST_STEPS),
            cost: lever.cost,
        };
        for (code, motion) in &lever.moves {
            let found = program.inputs().iter().position(|input| input.earlier == 0 && input.code == *code);
            let Some(input) = found.filter(|input| given & (1 << input) == 0) else { continue };
            match (motion, &program.inputs()[input].kind) {
                (Motion::By(by), InputKind::Amount { .. }) => bound.shifts.push((input, *by)),
                (Motion::Set(fact), InputKind::Fact { .. }) => bound.sets.push((input, *fact)),
                _ => {}
            }
        }
        if !bound.sets.is_empty() {
            bound.most = bound.most.min(1);
        }
        (!bound.shifts.is_empty() || !bound.sets.is_empty()).then_some(bound)
    });
    bound.collect()
}

/// The inputs that hold points which a person gives, a bit each.
pub(super) fn given(scheme: &Scheme) -> u128 {
    let mut bits = 0;
    for criterion in &scheme.criteria {
        criterion.item.visit(&mut |item| match item.kind {
            ItemKind::Judged { given } | ItemKind::Banded { given: Some(given), .. } => bits |= 1 << given,
            _ => {}
        });
    }
    bits
}

/// The most steps of each lever that one subject can take, as far as each alone tells: its figures stay within what
/// their indicators allow, whatever other levers give back, and a figure that is missing can't be moved from anywhere.
pub(crate) fn rooms(program: &Program, levers: &[Bound], columns: &Columns, row: usize) -> Steps {
    let mut rooms = STILL;
    for (place, lever) in levers.iter().enumerate() {
        let mut most = lever.most;
        let mut moves = lever.makes_otherwise(columns, row);
        for ((input, by), back) in lever.shifts.iter().zip(&lever.back) {
            let InputKind::Amount { bounds: (lo, hi), .. } = program.inputs()[*input].kind else { continue };
            let Some(now) = columns.int(*input, row) else { continue };
            moves = true;
            let free = if *by > 0 { i128::from(hi) - i128::from(now) } else { i128::from(now) - i128::from(lo) };
            let (room, each) = ((free + back).max(0), i128::from(by.unsigned_abs().max(1)));
            if room < i128::from(most) * each {
                most = (room / each) as u32;
            }
        }
        rooms[place] = if moves { most } else { 0 };
    }
    rooms
}

/// The same of a subject with ample room: of its figures none need be asked.
pub(crate) fn ample_rooms(levers: &[Bound], columns: &Columns, row: usize) -> Steps {
    let mut rooms = STILL;
    for (room, lever) in rooms.iter_mut().zip(levers) {
        if !lever.shifts.is_empty() || lever.makes_otherwise(columns, row) {
            *room = lever.most;
        }
    }
    rooms
}

/// Between which figures all levers together can be pulled in full: input, least and greatest.
pub(crate) fn ample(program: &Program, levers: &[Bound]) -> Vec<(usize, i64, i64)> {
    let amounts = program.inputs().iter().enumerate().filter_map(|(input, told)| {
        let InputKind::Amount { bounds: (lo, hi), .. } = told.kind else { return None };
        let (down, up) = (given_back(levers, input, 1), given_back(levers, input, -1));
        let ends = (i128::from(lo) + down, i128::from(hi) - up);
        // Where there is no such figure the two ends cross.
        let end = |end: i128| end.clamp(i128::from(lo), i128::from(hi)) as i64;
        (down + up > 0).then(|| if ends.0 > ends.1 { (input, hi, lo) } else { (input, end(ends.0), end(ends.1)) })
    });
    amounts.collect()
}

/// Tells each lever how far all of them together move its figures the other way.
pub(crate) fn give_back(levers: &mut [Bound]) {
    for place in 0..levers.len() {
        let shifts = levers[place].shifts.iter();
        levers[place].back = shifts.map(|(input, by)| given_back(levers, *input, *by)).collect();
    }
}

/// How far all levers together move an input the other way.
fn given_back(levers: &[Bound], input: usize, by: i64) -> i128 {
    let each = levers.iter().flat_map(|lever| lever.shifts.iter().map(move |shift| (lever.most, shift)));
    let against = each.filter(|(_, (moved, other))| *moved == input && other.signum() == -by.signum());
    against.map(|(most, (_, other))| i128::from(most) * i128::from(other.unsigned_abs())).sum()
}
