//! Items into registers: bands with whole edges, points counted by steps or in proportion, places among others.

use arrow_buffer::i256;
use huoju_model::Unit;

use super::number::{common, powered};
use super::{Compiler, IntoI256, Lowered, TooWide, hull, mul};
use crate::diagnostic::Diagnostic;
use crate::program::{AwardCode, EdgeCode, ItemCode, ItemCodeKind, Op, Reg, SurveyCode, Value, Width};
use crate::ratio::Ratio;
use crate::scheme::{Arm, Award, Band, Item, ItemKind, Measured, Points};

impl Compiler<'_> {
    pub(super) fn item(&mut self, item: &Item) -> Lowered<ItemCode> {
        let kind = match &item.kind {
            ItemKind::Fixed(points) => ItemCodeKind::Fixed(self.at_scale(*points)),
            ItemKind::Judged { given } => ItemCodeKind::Judged { given: *given },
            ItemKind::Banded { measure, bands, given } => {
                let value = self.number(&measure.num)?;
                self.banded(item, measure, value, bands, *given)?
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

    fn banded(
        &mut self,
        item: &Item,
        measure: &Measured,
        value: Value,
        bands: &[Band],
        given: Option<usize>,
    ) -> Lowered<ItemCodeKind> {
        self.hole(item, measure, &value, bands);
        let band = self.bands(&value, bands)?;
        let awards = bands.iter().map(|band| self.award(&band.award)).collect();
        Ok(ItemCodeKind::Banded { value, band, awards, given, undefined: self.undefined(measure) })
    }

    fn items(&mut self, items: &[Item]) -> Lowered<Vec<ItemCode>> {
        items.iter().map(|item| self.item(item)).collect()
    }

    /// The share of subjects up to and including a subject's place.
    pub(super) fn share(&mut self, value: Value, within: Option<usize>, descending: bool) -> Lowered<Value> {
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

    /// Points at the scheme's own scale.
    fn at_scale(&self, points: Points) -> i32 {
        (points.0 / 10i64.pow(u32::from(Points::SCALE - self.scheme.points_scale))) as i32
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

    /// The register of the band that each row falls into: its edges become whole numbers.
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
        let widest = self.widest(num, value.den, over, &edges)?;
        let op = Op::Bands { num, den: value.den, over, edges, known: value.known };
        if let Some(&reg) = self.known.get(&op) {
            return Ok(reg);
        }
        Ok(self.push(op, Width::Byte, widest))
    }

    /// Bounds of the widest product, which decide the integers that every edge is compared in.
    fn widest(&self, num: Reg, den: Option<Reg>, over: i256, edges: &[EdgeCode]) -> Lowered<(i256, i256)> {
        let mut widest = (i256::ZERO, i256::ZERO);
        for edge in edges {
            let (lo, hi) = self.bounds(num);
            let (den_lo, den_hi) = den.map_or((i256::ONE, i256::ONE), |den| self.bounds(den));
            let ends = [mul(lo, over)?, mul(hi, over)?, mul(den_lo, edge.under)?, mul(den_hi, edge.under)?];
            let (l, h) = hull(&ends);
            // One more, for edges that leave themselves out.
            let h = h.checked_add(i256::ONE).ok_or(TooWide)?;
            widest = (widest.0.min(l), widest.1.max(h));
        }
        Ok(widest)
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
        let unit =
            if measure.dimension.is_none() { "%" } else { measure.dimension.base_unit().map_or("", Unit::symbol) };
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

/// Names every banded item by its criterion and its places inside it, from 1.
pub(super) fn collect_bands(item: &ItemCode, name: &str, bands: &mut Vec<(String, Reg)>) {
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

pub(super) fn collect_known(item: &ItemCode, known: &mut Vec<Reg>) {
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
