//! Running a program over a chunk of rows: each step fills its register, each register is one column.
//!
//! The chunk is small enough for its registers to stay in cache. 64-bit steps run unchecked, because the compiler
//! proved that their bounds fit and [`Columns`] refuses figures beyond them; wider ones are checked besides.

use std::cmp::Ordering;

use arrow_buffer::i256;

use crate::assess::AssessError;
use crate::calendar::civil;
use crate::columns::{Columns, Params};
use crate::expression::Comparison;
use crate::int::{Cells, Int};
use crate::program::{Code, EdgeCode, FALSE, NO_BAND, Op, Param, Reg, Step, TRUE, UNKNOWN, Width, truth};
use crate::scheme::PointsOf;
use crate::survey::Standing;

/// Ranges of every criterion's points in a chunk, and of their total.
pub(crate) struct Ranges<'a> {
    pub criteria: &'a [(Vec<i32>, Vec<i32>)],
    pub total: (&'a [i32], &'a [i32]),
}

/// The registers of a chunk.
pub(crate) struct Frame<'c> {
    code: &'c Code,
    standing: Option<&'c Standing>,
    cells: Vec<Cells>,
    pub len: usize,
}

impl<'c> Frame<'c> {
    pub fn new(code: &'c Code, standing: Option<&'c Standing>) -> Self {
        let cells = code.steps.iter().map(|step| match step_width(step) {
            Width::I64 => Cells::I64(Vec::new()),
            Width::I128 => Cells::I128(Vec::new()),
            Width::I256 => Cells::I256(Vec::new()),
            Width::Byte => Cells::Byte(Vec::new()),
        });
        Frame { code, standing, cells: cells.collect(), len: 0 }
    }

    #[inline]
    pub fn cells(&self, reg: Reg) -> &Cells {
        &self.cells[reg]
    }

    #[inline]
    pub fn bytes(&self, reg: Reg) -> &[u8] {
        self.cells[reg].bytes()
    }

    /// The steps that need no points, over rows `start..start + len`.
    pub fn first(&mut self, columns: &Columns, params: &Params, start: usize, len: usize) -> Result<(), AssessError> {
        self.len = len;
        for reg in 0..self.code.n_first {
            self.step(reg, columns, params, start, None)?;
        }
        Ok(())
    }

    /// The steps that do.
    pub fn second(
        &mut self,
        columns: &Columns,
        params: &Params,
        start: usize,
        ranges: &Ranges,
    ) -> Result<(), AssessError> {
        for reg in self.code.n_first..self.code.steps.len() {
            self.step(reg, columns, params, start, Some(ranges))?;
        }
        Ok(())
    }

    fn step(
        &mut self,
        reg: Reg,
        columns: &Columns,
        params: &Params,
        start: usize,
        ranges: Option<&Ranges>,
    ) -> Result<(), AssessError> {
        let step = &self.code.steps[reg];
        if matches!((&step.op, &self.cells[reg]), (Op::Int(_), Cells::I64(filled)) if filled.len() == self.len) {
            return Ok(());
        }
        // The register steps aside while the others are read.
        let mut target = std::mem::replace(&mut self.cells[reg], Cells::Byte(Vec::new()));
        let done = match &mut target {
            Cells::Byte(out) => {
                out.resize(self.len, FALSE);
                self.truths(step, columns, start, ranges, out)
            }
            Cells::I64(out) => {
                out.resize(self.len, 0);
                match &step.op {
                    Op::Load(input) | Op::LoadDay(input) => {
                        columns.load(*input, start, out);
                        Some(())
                    }
                    Op::Place(index) | Op::PeerCount(index) => {
                        self.standing(*index, matches!(step.op, Op::Place(_)), columns, start, out);
                        Some(())
                    }
                    _ => self.ints::<i64>(&step.op, columns, params, start, out),
                }
            }
            Cells::I128(out) => {
                out.resize(self.len, 0);
                self.ints::<i128>(&step.op, columns, params, start, out)
            }
            Cells::I256(out) => {
                out.resize(self.len, i256::ZERO);
                self.ints::<i256>(&step.op, columns, params, start, out)
            }
        };
        self.cells[reg] = target;
        done.ok_or(AssessError::Overflow)
    }

    /// Places or counts; 0 in the first pass, which has no standing yet.
    fn standing(&self, index: usize, places: bool, columns: &Columns, start: usize, out: &mut [i64]) {
        let Some(standing) = self.standing else { return out.fill(0) };
        let code = &self.code.surveys[index];
        for (row, out) in out.iter_mut().enumerate() {
            *out = if places {
                let den = code.value.den.map_or(i256::ONE, |den| self.cells[den].wide(row));
                standing.place(index, code, columns, start + row, (self.cells[code.value.num].wide(row), den))
            } else {
                standing.count(index, code, columns, start + row)
            };
        }
    }

    fn peer_sum<T: Int>(&self, index: usize, columns: &Columns, start: usize, out: &mut [T]) -> Option<()> {
        let code = &self.code.surveys[index];
        for (row, out) in out.iter_mut().enumerate() {
            let sum = self.standing.map_or(i256::ZERO, |standing| standing.sum(index, code, columns, start + row));
            *out = T::from_i256(sum)?;
        }
        Some(())
    }

    fn ints<T: Int>(&self, op: &Op, columns: &Columns, params: &Params, start: usize, out: &mut [T]) -> Option<()> {
        match op {
            Op::Int(n) => out.fill(T::of(*n)),
            Op::Param(param) => out.fill(T::of(params.get(*param))),
            Op::Add(a, b) => self.two(*a, *b, out, T::add)?,
            Op::Sub(a, b) => self.two(*a, *b, out, T::sub)?,
            Op::Mul(a, b) => self.two(*a, *b, out, T::mul)?,
            Op::Min(a, b) => self.two(*a, *b, out, |a, b| Some(a.min(b)))?,
            Op::Max(a, b) => self.two(*a, *b, out, |a, b| Some(a.max(b)))?,
            Op::FloorDiv(a, b) => self.floor_div(*a, *b, out)?,
            Op::PeerSum(index) => self.peer_sum(*index, columns, start, out)?,
            Op::Scale(a, by) => {
                let by = T::from_i256(*by)?;
                self.one(*a, out, |a| a.mul(by))?;
            }
            Op::Select(when, yes, no) => self.select(self.bytes(*when), *yes, *no, out),
            Op::CountTrue(regs) => {
                for (row, out) in out.iter_mut().enumerate() {
                    let n = regs.iter().filter(|&&reg| self.bytes(reg)[row] == TRUE).count();
                    *out = T::of(n as i64);
                }
            }
            Op::Age(day) => {
                let (y, m, d) = civil(params.get(Param::AsOf));
                for (row, out) in out.iter_mut().enumerate() {
                    let (year, month, date) = civil(i64::from_cells(&self.cells[*day], row));
                    *out = T::of(y - year - i64::from((m, d) < (month, date)));
                }
            }
            Op::YearOf(day) => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = T::of(civil(i64::from_cells(&self.cells[*day], row)).0);
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Each case of `f` is its own loop, as in [`two`](Self::two).
    fn one<T: Int>(&self, a: Reg, out: &mut [T], f: impl Fn(T) -> Option<T>) -> Option<()> {
        let a = &self.cells[a];
        match T::slice(a) {
            Some(a) => {
                for (out, a) in out.iter_mut().zip(a) {
                    *out = f(*a)?;
                }
            }
            None => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = f(T::from_cells(a, row))?;
                }
            }
        }
        Some(())
    }

    fn select<T: Int>(&self, when: &[u8], yes: Reg, no: Reg, out: &mut [T]) {
        let (yes, no) = (&self.cells[yes], &self.cells[no]);
        match (T::slice(yes), T::slice(no)) {
            (Some(yes), Some(no)) => {
                for ((out, when), (yes, no)) in out.iter_mut().zip(when).zip(yes.iter().zip(no)) {
                    *out = if *when == TRUE { *yes } else { *no };
                }
            }
            _ => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = T::from_cells(if when[row] == TRUE { yes } else { no }, row);
                }
            }
        }
    }

    /// Each case of `f` is its own loop, so that those over 64 bits are vectorised.
    fn two<T: Int>(&self, a: Reg, b: Reg, out: &mut [T], f: impl Fn(T, T) -> Option<T>) -> Option<()> {
        let (a, b) = (&self.cells[a], &self.cells[b]);
        match (T::slice(a), T::slice(b)) {
            (Some(a), Some(b)) => {
                for (out, (a, b)) in out.iter_mut().zip(a.iter().zip(b)) {
                    *out = f(*a, *b)?;
                }
            }
            _ => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = f(T::from_cells(a, row), T::from_cells(b, row))?;
                }
            }
        }
        Some(())
    }

    /// Its operands may be wider than its result.
    fn floor_div<T: Int>(&self, a: Reg, b: Reg, out: &mut [T]) -> Option<()> {
        let (a, b) = (&self.cells[a], &self.cells[b]);
        for (row, out) in out.iter_mut().enumerate() {
            *out = match (a, b) {
                (Cells::I64(a), Cells::I64(b)) => T::from_i256(i256::from_i128(i128::from(a[row].floor_div(b[row])?)))?,
                _ => T::from_i256(a.wide(row).floor_div(b.wide(row))?)?,
            };
        }
        Some(())
    }

    fn truths(
        &self,
        step: &Step,
        columns: &Columns,
        start: usize,
        ranges: Option<&Ranges>,
        out: &mut [u8],
    ) -> Option<()> {
        let sign = |reg: Reg, out: &mut [u8], least: i64| match &self.cells[reg] {
            Cells::I64(ints) => out.iter_mut().zip(ints).for_each(|(out, int)| *out = TRUE * u8::from(*int >= least)),
            wide => {
                let least = i256::from_i128(i128::from(least));
                out.iter_mut().enumerate().for_each(|(row, out)| *out = truth(wide.wide(row) >= least));
            }
        };
        match &step.op {
            Op::Present(input) => columns.present(*input, start, out),
            Op::Positive(reg) => sign(*reg, out, 1),
            Op::NotNegative(reg) => sign(*reg, out, 0),
            Op::Settled(reg) => {
                out.iter_mut().zip(self.bytes(*reg)).for_each(|(out, t)| *out = TRUE * u8::from(*t != UNKNOWN))
            }
            Op::Fact(input) => columns.facts(*input, start, out),
            Op::Member(input, words) => columns.member(*input, words, start, out),
            Op::And(regs) => self.fold(regs, TRUE, u8::min, out),
            Op::Or(regs) => self.fold(regs, FALSE, u8::max, out),
            Op::Not(reg) => out.iter_mut().zip(self.bytes(*reg)).for_each(|(out, t)| *out = TRUE - t),
            Op::Compare { op, left, right, known } => {
                self.compare(*op, *left, *right, out);
                self.masked(*known, UNKNOWN, out);
            }
            Op::FirstOf(arms) => self.first_of(arms, out),
            Op::Bands { num, den, over, edges, known } => {
                self.bands(step, (*num, *den), *over, edges, out)?;
                self.masked(*known, NO_BAND, out);
            }
            Op::Points { op, terms, constant } => points(*op, terms, *constant, ranges?, out),
            _ => return None,
        }
        Some(())
    }

    fn fold(&self, regs: &[Reg], unit: u8, f: fn(u8, u8) -> u8, out: &mut [u8]) {
        out.fill(unit);
        for &reg in regs {
            out.iter_mut().zip(self.bytes(reg)).for_each(|(out, t)| *out = f(*out, *t));
        }
    }

    fn masked(&self, known: Option<Reg>, otherwise: u8, out: &mut [u8]) {
        if let Some(known) = known {
            out.iter_mut().zip(self.bytes(known)).for_each(|(out, known)| {
                if *known != TRUE {
                    *out = otherwise;
                }
            });
        }
    }

    fn compare(&self, op: Comparison, left: Reg, right: Reg, out: &mut [u8]) {
        match (&self.cells[left], &self.cells[right]) {
            (Cells::I64(a), Cells::I64(b)) => {
                let mut fill = |f: fn(&i64, &i64) -> bool| {
                    out.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| *out = TRUE * u8::from(f(a, b)));
                };
                match op {
                    Comparison::Eq => fill(i64::eq),
                    Comparison::Ne => fill(i64::ne),
                    Comparison::Lt => fill(i64::lt),
                    Comparison::Le => fill(i64::le),
                    Comparison::Gt => fill(i64::gt),
                    Comparison::Ge => fill(i64::ge),
                }
            }
            (a, b) => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = truth(op.holds(a.wide(row).cmp(&b.wide(row))));
                }
            }
        }
    }

    fn first_of(&self, arms: &[(Option<Reg>, Option<Reg>)], out: &mut [u8]) {
        for (row, out) in out.iter_mut().enumerate() {
            // `open`: whether the arms so far have all been passed by.
            let (mut open, mut found) = (TRUE, None);
            for (when, then) in arms {
                let when = when.map_or(TRUE, |when| self.bytes(when)[row]);
                if open.min(when) != FALSE {
                    let then = then.map_or(UNKNOWN, |then| self.bytes(then)[row]);
                    found = Some(if found.is_none_or(|before| before == then) { then } else { UNKNOWN });
                }
                open = open.min(TRUE - when);
            }
            *out = if open == FALSE { found.unwrap_or(UNKNOWN) } else { UNKNOWN };
        }
    }

    /// How many edges a row lies below: the place of its band, the highest band 0.
    fn bands(
        &self,
        step: &Step,
        (num, den): (Reg, Option<Reg>),
        over: i256,
        edges: &[EdgeCode],
        out: &mut [u8],
    ) -> Option<()> {
        let narrow = step.product_width() == Width::I64;
        match (&self.cells[num], den.map(|den| &self.cells[den])) {
            (Cells::I64(num), Some(Cells::I64(den))) if narrow => {
                let (over, edges) = (i64::from_i256(over)?, narrowed(edges)?);
                for ((out, num), den) in out.iter_mut().zip(num).zip(den) {
                    let num = num * over;
                    // Below the edge: num · over < den · under, or ≤ where the edge is left out.
                    *out = edges.iter().map(|(under, less)| u8::from(num < den * under + less)).sum();
                }
            }
            (Cells::I64(num), None) if narrow => {
                let (over, edges) = (i64::from_i256(over)?, narrowed(edges)?);
                for (out, num) in out.iter_mut().zip(num) {
                    *out = edges.iter().map(|(under, less)| u8::from(num * over < under + less)).sum();
                }
            }
            (num, den) => {
                for (row, out) in out.iter_mut().enumerate() {
                    let den = den.map_or(i256::ONE, |den| den.wide(row));
                    let num = num.wide(row).checked_mul(over)?;
                    *out = 0;
                    for edge in edges {
                        let order = num.cmp(&den.checked_mul(edge.under)?);
                        *out += u8::from(!(order == Ordering::Greater || (edge.included && order == Ordering::Equal)));
                    }
                }
            }
        }
        Some(())
    }
}

/// Edges in 64 bits, with 1 to add where the edge is left out.
fn narrowed(edges: &[EdgeCode]) -> Option<Vec<(i64, i64)>> {
    edges.iter().map(|edge| Some((i64::from_i256(edge.under)?, i64::from(!edge.included)))).collect()
}

/// The width of a step's own register.
fn step_width(step: &Step) -> Width {
    match step.op {
        Op::Bands { .. } => Width::Byte,
        _ => step.width,
    }
}

/// Three-valued: true where even the least sum meets it, false where even the greatest does not.
fn points(op: Comparison, terms: &[(PointsOf, i64)], constant: i64, ranges: &Ranges, out: &mut [u8]) {
    let (mut lo, mut hi) = (vec![constant; out.len()], vec![constant; out.len()]);
    for (of, factor) in terms {
        let (least, most) = match of {
            PointsOf::Total => ranges.total,
            PointsOf::Criterion(index) => (&ranges.criteria[*index].0[..], &ranges.criteria[*index].1[..]),
        };
        let (low_end, high_end) = if *factor >= 0 { (least, most) } else { (most, least) };
        lo.iter_mut().zip(low_end).for_each(|(sum, points)| *sum += i64::from(*points) * factor);
        hi.iter_mut().zip(high_end).for_each(|(sum, points)| *sum += i64::from(*points) * factor);
    }
    let pairs = lo.into_iter().zip(hi);
    match op {
        Comparison::Eq | Comparison::Ne => out.iter_mut().zip(pairs).for_each(|(out, (lo, hi))| {
            *out = match () {
                () if lo == hi => truth(op.holds(lo.cmp(&0))),
                () if lo > 0 || hi < 0 => truth(op == Comparison::Ne),
                () => UNKNOWN,
            };
        }),
        // Holding at an end is 1 and not holding 0: both ends make true 2, neither false 0, one of them unknown 1.
        _ => out.iter_mut().zip(pairs).for_each(|(out, (lo, hi))| {
            *out = u8::from(op.holds(lo.cmp(&0))) + u8::from(op.holds(hi.cmp(&0)));
        }),
    }
}
