//! The points of an item, chunk by chunk: known, or missing with what they could be.
//!
//! Bands, judges' points, counted points, and what is made of several items: the best, the sum, the first that holds.

use crate::columns::Columns;
use crate::program::{AwardCode, Code, FALSE, ItemCode, ItemCodeKind, NO_BAND, Reg, TRUE};
use crate::run::Frame;

/// The points of an item in a chunk. Where `missing`, the points are 0 and `[lo, hi]` is what they could be.
pub(crate) struct Scored {
    pub points: Vec<i32>,
    pub missing: Vec<u8>,
    pub lo: Vec<i32>,
    pub hi: Vec<i32>,
    /// Inputs whose points were given but don't count, a bit each; empty while there are none.
    unusable: Vec<u128>,
}

impl Scored {
    fn new(len: usize) -> Self {
        Scored { points: vec![0; len], missing: vec![0; len], lo: vec![0; len], hi: vec![0; len], unusable: Vec::new() }
    }

    /// The inputs of a row whose points were given but don't count.
    pub fn unusable(&self, row: usize) -> u128 {
        self.unusable.get(row).copied().unwrap_or(0)
    }

    fn mark(&mut self, row: usize, inputs: u128) {
        if inputs != 0 {
            self.unusable.resize(self.points.len(), 0);
            self.unusable[row] |= inputs;
        }
    }

    fn set(&mut self, row: usize, points: i32) {
        (self.points[row], self.missing[row], self.lo[row], self.hi[row]) = (points, 0, points, points);
    }

    fn set_missing(&mut self, row: usize, (lo, hi): (i32, i32)) {
        (self.points[row], self.missing[row], self.lo[row], self.hi[row]) = (0, 1, lo, hi);
    }

    fn copy(&mut self, row: usize, from: &Scored) {
        (self.points[row], self.missing[row]) = (from.points[row], from.missing[row]);
        (self.lo[row], self.hi[row]) = (from.lo[row], from.hi[row]);
        self.mark(row, from.unusable(row));
    }

    /// Strict treatment: what is not `complete` is missing, whatever the rest would settle.
    pub fn demand(&mut self, item: &ItemCode, complete: &[u8]) {
        for (row, complete) in complete.iter().enumerate() {
            if *complete != TRUE && self.missing[row] == 0 {
                self.set_missing(row, (item.min, item.max));
            }
        }
    }
}

/// Points as far as what is known settles them.
pub(crate) fn score(item: &ItemCode, code: &Code, columns: &Columns, frame: &Frame<'_>, start: usize) -> Scored {
    let mut out = Scored::new(frame.len);
    let all = (item.min, item.max);
    match &item.kind {
        ItemCodeKind::Fixed(points) => (0..frame.len).for_each(|row| out.set(row, *points)),
        ItemCodeKind::Judged { given } => {
            for row in 0..frame.len {
                judge(&mut out, row, Given::of(code, columns, *given, start + row), all);
            }
        }
        ItemCodeKind::Banded { band, awards, given: None, undefined: None, .. } => {
            fixed_awards(&mut out, frame.bytes(*band), awards, all);
        }
        ItemCodeKind::Banded { value, band, awards, given, undefined } => {
            let undefined = |row| undefined.filter(|_| holds(frame, value.present, row));
            let given = |row| given.map_or(Given::NONE, |given| Given::of(code, columns, given, start + row));
            banded(&mut out, frame.bytes(*band), awards, undefined, given, all);
        }
        ItemCodeKind::Counted { value, points, undefined } => {
            let counted = frame.cells(*points);
            for row in 0..frame.len {
                match undefined {
                    _ if holds(frame, value.known, row) => out.set(row, counted.wide(row).as_i128() as i32),
                    Some(points) if holds(frame, value.present, row) => out.set(row, *points),
                    _ => out.set_missing(row, all),
                }
            }
        }
        ItemCodeKind::BestOf(items) => best_of(&mut out, &scores(items, code, columns, frame, start)),
        ItemCodeKind::SumOf(items) => sum_of(&mut out, &scores(items, code, columns, frame, start), item.max),
        ItemCodeKind::FirstOf(arms) => {
            let scored: Vec<_> = arms
                .iter()
                .map(|(_, item)| item.as_ref().map(|item| score(item, code, columns, frame, start)))
                .collect();
            first_of(&mut out, arms, &scored, frame, all);
        }
    }
    out
}

/// Always, where there is no register.
fn holds(frame: &Frame<'_>, reg: Option<Reg>, row: usize) -> bool {
    reg.is_none_or(|reg| frame.bytes(reg)[row] == TRUE)
}

/// Bands, with the points that undefined rows get and those that a judge has `given`.
fn banded(
    out: &mut Scored,
    bands: &[u8],
    awards: &[AwardCode],
    undefined: impl Fn(usize) -> Option<i32>,
    given: impl Fn(usize) -> Given,
    all: (i32, i32),
) {
    for (row, &band) in bands.iter().enumerate() {
        if band == NO_BAND {
            match undefined(row) {
                Some(points) => out.set(row, points),
                None => out.set_missing(row, all),
            }
            continue;
        }
        match awards[usize::from(band)] {
            AwardCode::Points(points) => out.set(row, points),
            AwardCode::Silent => out.set_missing(row, all),
            AwardCode::Within(lo, hi) => judge(out, row, given(row), (lo, hi)),
        }
    }
}

/// Bands without a judge and without points for the undefined, which most are: a table by band.
fn fixed_awards(out: &mut Scored, bands: &[u8], awards: &[AwardCode], (min, max): (i32, i32)) {
    let mut table = [(0, 1, min, max); 256];
    for (place, award) in awards.iter().enumerate() {
        if let AwardCode::Points(points) = award {
            table[place] = (*points, 0, *points, *points);
        }
    }
    for (row, band) in bands.iter().enumerate() {
        let (points, missing, lo, hi) = table[usize::from(*band)];
        (out.points[row], out.missing[row], out.lo[row], out.hi[row]) = (points, missing, lo, hi);
    }
}

fn scores(items: &[ItemCode], code: &Code, columns: &Columns, frame: &Frame<'_>, start: usize) -> Vec<Scored> {
    items.iter().map(|item| score(item, code, columns, frame, start)).collect()
}

/// The points that a person gave, at the scheme's scale; `None` if there are none or they are finer than that.
pub(crate) fn given_points(code: &Code, columns: &Columns, given: usize, row: usize) -> Option<i32> {
    let int = columns.int(given, row)?;
    let (from, to) = (u32::from(code.given_scale[given]), u32::from(code.points_scale));
    let points =
        if to >= from { int.checked_mul(10i64.pow(to - from))? } else { exact_div(int, 10i64.pow(from - to))? };
    i32::try_from(points).ok()
}

fn exact_div(a: i64, b: i64) -> Option<i64> {
    (a % b == 0).then_some(a / b)
}

/// What a judge gave.
#[derive(Clone, Copy)]
struct Given {
    /// Usable as far as their decimal places go.
    points: Option<i32>,
    /// The bit of the input, where anything was given.
    input: u128,
}

impl Given {
    const NONE: Given = Given { points: None, input: 0 };

    fn of(code: &Code, columns: &Columns, given: usize, row: usize) -> Self {
        let input = if columns.int(given, row).is_some() { 1 << given } else { 0 };
        Given { points: given_points(code, columns, given, row), input }
    }
}

/// Given points count only within their range.
fn judge(out: &mut Scored, row: usize, given: Given, (lo, hi): (i32, i32)) {
    match given.points {
        Some(points) if (lo..=hi).contains(&points) => out.set(row, points),
        _ => {
            out.set_missing(row, (lo, hi));
            out.mark(row, given.input);
        }
    }
}

/// What makes several items missing together.
fn mark_all(out: &mut Scored, row: usize, items: &[Scored]) {
    items.iter().filter(|item| item.missing[row] != 0).for_each(|item| out.mark(row, item.unusable(row)));
}

/// The firm chooses: the best of what can be computed.
fn best_of(out: &mut Scored, items: &[Scored]) {
    for row in 0..out.points.len() {
        let known = items.iter().filter(|item| item.missing[row] == 0).map(|item| item.points[row]).max();
        match known {
            Some(points) => out.set(row, points),
            None => {
                // Any one of them may be the only one that is computed in the end.
                let lo = items.iter().map(|item| item.lo[row]).min().unwrap_or(0);
                let hi = items.iter().map(|item| item.hi[row]).max().unwrap_or(0);
                out.set_missing(row, (lo, hi));
                mark_all(out, row, items);
            }
        }
    }
}

fn sum_of(out: &mut Scored, items: &[Scored], cap: i32) {
    for row in 0..out.points.len() {
        let sum = |of: fn(&Scored) -> &[i32]| items.iter().map(|item| of(item)[row]).sum::<i32>().min(cap);
        let (lo, hi) = (sum(|item| &item.lo), sum(|item| &item.hi));
        // Where the cap is reached whatever is missing, nothing is missing.
        if lo == hi {
            out.set(row, lo);
        } else {
            out.set_missing(row, (lo, hi));
            mark_all(out, row, items);
        }
    }
}

fn first_of(
    out: &mut Scored,
    arms: &[(Option<Reg>, Option<ItemCode>)],
    scored: &[Option<Scored>],
    frame: &Frame<'_>,
    all: (i32, i32),
) {
    for row in 0..frame.len {
        let (mut open, mut agreed, mut hit, mut n_possible) = (TRUE, None, None, 0);
        for ((when, _), arm) in arms.iter().zip(scored) {
            let when = when.map_or(TRUE, |when| frame.bytes(when)[row]);
            if open.min(when) != FALSE {
                let points = arm.as_ref().filter(|arm| arm.missing[row] == 0).map(|arm| arm.points[row]);
                agreed = Some(agreed.map_or(points, |before| if before == points { points } else { None }));
                (hit, n_possible) = (arm.as_ref(), n_possible + 1);
            }
            open = open.min(TRUE - when);
        }
        match (agreed.flatten(), hit) {
            (Some(points), _) => out.set(row, points),
            // The only arm that can apply leaves its own range.
            (None, Some(arm)) if n_possible == 1 => out.copy(row, arm),
            _ => out.set_missing(row, all),
        }
    }
}
