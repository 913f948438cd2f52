//! What the points of a criterion cost within a box of steps.
//!
//! Points are looked at from one side: upwards as the least that are sure, downwards as the most that are possible,
//! with their sign turned, so that more is always harder to have.

use super::cost::{Cost, FAR, Stair};
use super::model::Part;
use super::reach::{Base, Reach};
use crate::program::{AwardCode, Code, FALSE, ItemCode, ItemCodeKind, Reg, TRUE, UNKNOWN, Value};
use crate::score::given_points;

/// So many different points of a counted item are told apart; of more, only every so manieth.
const MOST_LEVELS: i64 = 64;

impl Reach<'_> {
    /// The points of a criterion, as strictly as missing figures are treated.
    pub(super) fn criterion(&self, index: usize, up: bool) -> Stair {
        let part = &self.model.criteria[index];
        let stair = self.item(part, up);
        // What is missing already keeps its own range; only known points are taken back where something is lacking.
        if !self.base.strict || !part.whole[usize::from(!up)] {
            return stair;
        }
        let complete = self.complete(index);
        Stair::best(worst(part.item, up), &[(complete, stair)])
    }

    /// Under strict treatment, what it costs that a criterion lacks nothing.
    fn complete(&self, index: usize) -> Cost {
        let code = &self.model.program.code().criteria[index];
        let lacking = self.base.missing & code.inputs;
        let figures = (0..128).filter(|input| lacking & (1 << input) != 0).map(|input| self.there(input));
        let known = code.strict.iter().map(|reg| self.truth(*reg)[usize::from(TRUE)]);
        Cost::all(figures.chain(known).collect())
    }

    fn item(&self, part: &Part<'_>, up: bool) -> Stair {
        let item = part.item;
        if let Some(fixed) = part.fixed {
            let scored = &self.base.fixed[fixed];
            return Stair::flat(side((scored.lo[self.base.row], scored.hi[self.base.row]), up));
        }
        let floor = worst(item, up);
        match &item.kind {
            ItemCodeKind::Banded { value, band, awards, given, undefined } => {
                let given = |award: &AwardCode| self.base.award(self.model.program.code(), award, *given, item);
                Stair::of(floor, self.banded((value, *band, *undefined), awards, up, given, false))
            }
            ItemCodeKind::Counted { value, points, undefined } => {
                let mut outcomes = self.counted(value, *points, item, up);
                outcomes.extend(self.undefined(value, *undefined, up));
                Stair::of(floor, outcomes)
            }
            ItemCodeKind::BestOf(_) => Stair::best(floor, &self.open(&part.parts, up)),
            ItemCodeKind::SumOf(_) => {
                let (start, cap) = if up { (0, i64::from(item.max)) } else { (0, i64::MAX) };
                let parts = part.parts.iter().flatten();
                let sum = parts.fold(Stair::flat(start), |sum, part| sum.plus(&self.item(part, up), cap));
                // Downwards the cap gives for nothing what lies beyond it.
                if up { sum } else { Stair::best(-i64::from(item.max), &[(Cost::FREE, sum)]) }
            }
            ItemCodeKind::FirstOf(arms) => Stair::best(floor, &self.arms(arms, &part.parts, (up, false))),
            ItemCodeKind::Fixed(_) | ItemCodeKind::Judged { .. } => Stair::flat(floor),
        }
    }

    /// What each band gives, or only those that give `known` points.
    fn banded(
        &self,
        (value, band, undefined): (&Value, Reg, Option<i32>),
        awards: &[AwardCode],
        up: bool,
        given: impl Fn(&AwardCode) -> (i32, i32),
        known: bool,
    ) -> Vec<(i64, Cost)> {
        let each = awards.iter().map(given).zip(self.band(band).0).filter(|((lo, hi), _)| !known || lo == hi);
        let mut outcomes: Vec<(i64, Cost)> = each.map(|(points, cost)| (side(points, up), *cost)).collect();
        outcomes.extend(self.undefined(value, undefined, up));
        outcomes
    }

    fn open(&self, parts: &[Option<Part<'_>>], up: bool) -> Vec<(Cost, Stair)> {
        parts.iter().flatten().map(|part| (Cost::FREE, self.item(part, up))).collect()
    }

    /// Each arm at the cost of passing by those before it. Where it stays open whether an arm applies, and one after it
    /// always may, their points count only where they are the same.
    fn arms(
        &self,
        arms: &[(Option<Reg>, Option<ItemCode>)],
        parts: &[Option<Part<'_>>],
        (up, known): (bool, bool),
    ) -> Vec<(Cost, Stair)> {
        let (mut passed, has_last) = (Cost::FREE, arms.last().is_some_and(|(when, _)| when.is_none()));
        let mut ways = Vec::new();
        for (at, ((when, _), part)) in arms.iter().zip(parts).enumerate() {
            let [f, u, t] = when.map_or([Cost::NEVER, Cost::NEVER, Cost::FREE], |when| self.truth(when));
            if has_last && f.is_never() && t.is_never() {
                let rest = self.arms(&arms[at + 1..], &parts[at + 1..], (up, true));
                ways.extend(part.iter().flat_map(|part| self.agreed(&passed, &self.arm(part, up, true), &rest)));
                break;
            }
            let open = passed.and(&u.or(&t));
            ways.extend(part.iter().filter(|_| !open.is_never()).map(|part| (open, self.arm(part, up, known))));
            passed = passed.and(&f.or(&u));
        }
        ways
    }

    /// What an arm gives together with each of those after it.
    fn agreed(&self, open: &Cost, arm: &Stair, rest: &[(Cost, Stair)]) -> Vec<(Cost, Stair)> {
        rest.iter().map(|(cost, stair)| (open.and(cost), arm.least(stair))).collect()
    }

    /// The points of an arm, or only those of them that are `known`; what else it gives is as good as nothing.
    fn arm(&self, part: &Part<'_>, up: bool, known: bool) -> Stair {
        let nothing = Stair::flat(FAR);
        match (&part.item.kind, part.fixed) {
            (_, Some(fixed)) if known && self.base.fixed[fixed].missing[self.base.row] != 0 => nothing,
            (ItemCodeKind::Banded { value, band, awards, given, undefined }, None) if known => {
                let given = |award: &AwardCode| self.base.award(self.model.program.code(), award, *given, part.item);
                Stair::of(FAR, self.banded((value, *band, *undefined), awards, up, given, true))
            }
            _ => self.item(part, up),
        }
    }

    /// The points of a measure that is there and not defined.
    fn undefined(&self, value: &Value, points: Option<i32>, up: bool) -> Option<(i64, Cost)> {
        let sure = [Cost::NEVER, Cost::NEVER, Cost::FREE];
        let truth = |reg: Option<Reg>| reg.map_or(sure, |reg| self.truth(reg));
        let (known, present) = (truth(value.known), truth(value.present));
        let unknown = known[usize::from(FALSE)].or(&known[usize::from(UNKNOWN)]);
        points.map(|points| (side((points, points), up), unknown.and(&present[usize::from(TRUE)])))
    }

    /// Points counted in a register: every one of them, or so many that what lies between costs no less.
    fn counted(&self, value: &Value, points: Reg, item: &ItemCode, up: bool) -> Vec<(i64, Cost)> {
        let num = self.num(points);
        let known = value.known.map_or(Cost::FREE, |known| self.truth(known)[usize::from(TRUE)]);
        let clip = |end: i128| end.clamp(i128::from(item.min), i128::from(item.max)) as i64;
        let (lo, hi) = (clip(num.lo), clip(num.hi));
        let stride = (hi - lo) / MOST_LEVELS + 1;
        let levels = (0..=(hi - lo) / stride).map(|level| level * stride);
        levels
            .map(|level| {
                // Up to the next level that is looked at, points cost no less than this one.
                let beyond = (level + stride - 1).min(hi - lo);
                if up {
                    (lo + beyond, self.up(points, i128::from(lo + level)).and(&known))
                } else {
                    (-hi + beyond, self.down(points, i128::from(hi - level)).and(&known))
                }
            })
            .collect()
    }
}

impl Base<'_> {
    /// What a band gives; points that a person gave stay what they are and count only within their range.
    pub fn award(&self, code: &Code, award: &AwardCode, given: Option<usize>, item: &ItemCode) -> (i32, i32) {
        match award {
            AwardCode::Points(points) => (*points, *points),
            AwardCode::Silent => (item.min, item.max),
            AwardCode::Within(lo, hi) => {
                let row = self.start + self.row;
                let points = given.and_then(|given| given_points(code, self.columns, given, row));
                points.filter(|points| (*lo..=*hi).contains(points)).map_or((*lo, *hi), |points| (points, points))
            }
        }
    }
}

fn side((lo, hi): (i32, i32), up: bool) -> i64 {
    if up { i64::from(lo) } else { -i64::from(hi) }
}

/// What an item gives at worst.
pub(super) fn worst(item: &ItemCode, up: bool) -> i64 {
    side((item.min, item.max), up)
}

/// Whether an item is known or else leaves its whole range, so that no part of its points is ever sure without it.
pub(super) fn is_all_or_worst(item: &ItemCode, up: bool) -> bool {
    // What is fixed is never missing, whatever it gives.
    let fixed = |part: &ItemCode| matches!(part.kind, ItemCodeKind::Fixed(_));
    let same = |part: &ItemCode| fixed(part) || worst(part, up) == worst(item, up) && is_all_or_worst(part, up);
    match &item.kind {
        ItemCodeKind::Fixed(_) | ItemCodeKind::Judged { .. } | ItemCodeKind::Counted { .. } => true,
        ItemCodeKind::Banded { given, awards, .. } => {
            given.is_none() && !awards.iter().any(|award| matches!(award, AwardCode::Within(..)))
        }
        ItemCodeKind::BestOf(items) => items.iter().all(same),
        ItemCodeKind::FirstOf(arms) => arms.iter().filter_map(|(_, part)| part.as_ref()).all(same),
        ItemCodeKind::SumOf(_) => false,
    }
}
