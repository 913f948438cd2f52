//! Running a program over a chunk of rows: each step fills its register, each register is one column.
//!
//! The chunk is small enough for its registers to stay in cache. 64-bit steps run unchecked, because the compiler
//! proved that their bounds fit and [`Columns`] refuses figures beyond them; wider ones are checked besides.

use std::cmp::Ordering;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer, i256};
use jiff::civil::Date;

use crate::assess::{AssessError, Settings};
use crate::expression::Comparison;
use crate::program::{Code, EdgeCode, FALSE, NO_BAND, Op, Param, Reg, Step, TRUE, UNKNOWN, Width};
use crate::scheme::{Input, InputKind, PointsOf, Scheme};
use crate::survey::Standing;

/// Rows of a chunk.
pub(crate) const CHUNK: usize = 2048;

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    // Howard Hinnant's days_from_civil.
    let (y, m, d) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let year_of_era = y - era * 400;
    let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a day number: Howard Hinnant's civil_from_days.
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// One input's column of a batch.
enum Column {
    Absent,
    Int(arrow_array::Int64Array),
    Day(arrow_array::Date32Array),
    Fact(BooleanArray),
    Word(StringArray),
}

/// The inputs of a program in a batch, found by name and checked against their kinds and bounds.
pub(crate) struct Columns {
    columns: Vec<Column>,
    presumed: Vec<Option<bool>>,
    pub n_rows: usize,
}

impl Columns {
    pub fn new(scheme: &Scheme, population: &RecordBatch, presume: bool) -> Result<Self, AssessError> {
        let mut columns = Vec::with_capacity(scheme.inputs.len());
        let mut presumed = Vec::with_capacity(scheme.inputs.len());
        for input in &scheme.inputs {
            columns.push(match population.column_by_name(&input.column()) {
                Some(array) => column(input, array)?,
                None => Column::Absent,
            });
            presumed.push(match input.kind {
                InputKind::Fact { presumed } if presume => presumed,
                _ => None,
            });
        }
        Ok(Columns { columns, presumed, n_rows: population.num_rows() })
    }

    /// Whether the fact of this row is presumed, not recorded.
    pub fn is_presumed(&self, input: usize, row: usize) -> bool {
        self.presumed[input].is_some()
            && match &self.columns[input] {
                Column::Fact(facts) => facts.is_null(row),
                _ => true,
            }
    }

    /// The integer of this input and row.
    pub fn int(&self, input: usize, row: usize) -> Option<i64> {
        match &self.columns[input] {
            Column::Int(ints) if ints.is_valid(row) => Some(ints.value(row)),
            Column::Day(days) if days.is_valid(row) => Some(i64::from(days.value(row))),
            _ => None,
        }
    }

    /// The word of this input and row.
    pub fn word(&self, input: usize, row: usize) -> Option<&str> {
        match &self.columns[input] {
            Column::Word(words) if words.is_valid(row) => Some(words.value(row)),
            _ => None,
        }
    }

    /// The bits of the inputs that are missing, row by row. What is presumed is not missing.
    pub fn missing(&self, start: usize, len: usize) -> Vec<u128> {
        // Two words of 64 bits, because those loops are vectorised and a loop over 128 bits is not.
        let mut halves = [vec![0u64; len], vec![0u64; len]];
        let mut valid = vec![0u8; len];
        for (input, column) in self.columns.iter().enumerate().filter(|(input, _)| self.presumed[*input].is_none()) {
            let (half, shift) = (&mut halves[input / 64], input % 64);
            if matches!(column, Column::Absent) {
                half.iter_mut().for_each(|bits| *bits |= 1 << shift);
            } else if self.valid(input, start, &mut valid) {
                half.iter_mut().zip(&valid).for_each(|(bits, valid)| *bits |= u64::from(valid ^ 1) << shift);
            }
        }
        let [low, high] = halves;
        low.iter().zip(&high).map(|(low, high)| u128::from(*low) | u128::from(*high) << 64).collect()
    }

    fn nulls(&self, input: usize) -> Option<&NullBuffer> {
        let nulls = match &self.columns[input] {
            Column::Absent => None,
            Column::Int(array) => array.nulls(),
            Column::Day(array) => array.nulls(),
            Column::Fact(array) => array.nulls(),
            Column::Word(array) => array.nulls(),
        };
        nulls.filter(|nulls| nulls.null_count() > 0)
    }

    /// 1 where a cell is there, 0 where it is null; false, and nothing written, where none is null.
    fn valid(&self, input: usize, start: usize, out: &mut [u8]) -> bool {
        match self.nulls(input) {
            Some(nulls) => spread(&nulls.inner().slice(start, out.len()), out),
            None => return false,
        }
        true
    }

    fn present(&self, input: usize, start: usize, out: &mut [u8]) {
        if matches!(self.columns[input], Column::Absent) {
            out.fill(FALSE);
        } else if self.valid(input, start, out) {
            out.iter_mut().for_each(|truth| *truth *= TRUE);
        } else {
            out.fill(TRUE);
        }
    }

    fn load(&self, input: usize, start: usize, out: &mut [i64]) {
        match &self.columns[input] {
            Column::Int(array) => out.copy_from_slice(&array.values()[start..start + out.len()]),
            Column::Day(array) => {
                let days = &array.values()[start..start + out.len()];
                out.iter_mut().zip(days).for_each(|(out, day)| *out = i64::from(*day));
            }
            _ => return out.fill(0),
        }
        let mut valid = [0u8; CHUNK];
        let valid = &mut valid[..out.len()];
        if self.valid(input, start, valid) {
            out.iter_mut().zip(valid).for_each(|(int, valid)| *int = if *valid != 0 { *int } else { 0 });
        }
    }

    fn facts(&self, input: usize, start: usize, out: &mut [u8]) {
        let unrecorded = match self.presumed[input] {
            None => UNKNOWN,
            Some(fact) => truth(fact),
        };
        let Column::Fact(facts) = &self.columns[input] else { return out.fill(unrecorded) };
        spread(&facts.values().slice(start, out.len()), out);
        out.iter_mut().for_each(|truth| *truth *= TRUE);
        let mut valid = [0u8; CHUNK];
        let valid = &mut valid[..out.len()];
        if self.valid(input, start, valid) {
            out.iter_mut().zip(valid).for_each(|(out, valid)| *out = if *valid != 0 { *out } else { unrecorded });
        }
    }

    fn member(&self, input: usize, words: &[String], start: usize, out: &mut [u8]) {
        for (row, out) in out.iter_mut().enumerate() {
            *out = self.word(input, start + row).map_or(UNKNOWN, |word| truth(words.iter().any(|w| w == word)));
        }
    }
}

/// Bits into bytes of 0 and 1, a word at a time.
fn spread(bits: &BooleanBuffer, out: &mut [u8]) {
    let chunks = bits.bit_chunks();
    let words = chunks.iter().chain(std::iter::once(chunks.remainder_bits()));
    for (bytes, word) in out.chunks_mut(64).zip(words) {
        bytes.iter_mut().enumerate().for_each(|(n, byte)| *byte = (word >> n) as u8 & 1);
    }
}

fn truth(holds: bool) -> u8 {
    if holds { TRUE } else { FALSE }
}

fn column(input: &Input, array: &ArrayRef) -> Result<Column, AssessError> {
    let wrong = |wanted| AssessError::Column { column: input.column(), found: array.data_type().clone(), wanted };
    Ok(match input.kind {
        InputKind::Amount { bounds, .. } => {
            let ints = array.as_primitive_opt::<Int64Type>().ok_or_else(|| wanted_int(input, array))?;
            within_bounds(input, ints, bounds)?;
            Column::Int(ints.clone())
        }
        InputKind::Fact { .. } => Column::Fact(array.as_boolean_opt().ok_or_else(|| wrong("Boolean"))?.clone()),
        InputKind::Word => Column::Word(array.as_string_opt::<i32>().ok_or_else(|| wrong("Utf8"))?.clone()),
        InputKind::Date => {
            let days = array.as_primitive_opt::<Date32Type>().ok_or_else(|| wrong("Date32"))?;
            if let Some(row) = (0..days.len()).find(|&row| days.is_valid(row) && days.value(row).abs() > 4_000_000) {
                return Err(AssessError::Bounds { column: input.column(), row, value: i64::from(days.value(row)) });
            }
            Column::Day(days.clone())
        }
    })
}

fn wanted_int(input: &Input, array: &ArrayRef) -> AssessError {
    AssessError::Column { column: input.column(), found: array.data_type().clone(), wanted: "Int64" }
}

/// The bounds that the program's exactness was proven for.
fn within_bounds(input: &Input, ints: &arrow_array::Int64Array, (lo, hi): (i64, i64)) -> Result<(), AssessError> {
    let values = ints.values();
    let (least, greatest) = values.iter().fold((i64::MAX, i64::MIN), |(lo, hi), &v| (lo.min(v), hi.max(v)));
    if values.is_empty() || (least >= lo && greatest <= hi) {
        return Ok(());
    }
    let beyond = (0..ints.len()).find(|&row| ints.is_valid(row) && !(lo..=hi).contains(&ints.value(row)));
    match beyond {
        Some(row) => Err(AssessError::Bounds { column: input.column(), row, value: ints.value(row) }),
        // Whatever stands under a null is multiplied away, which is exact for any integer.
        None => Ok(()),
    }
}

/// A register's cells.
pub(crate) enum Cells {
    I64(Vec<i64>),
    I128(Vec<i128>),
    I256(Vec<i256>),
    Byte(Vec<u8>),
}

impl Cells {
    /// The integer of a row, widened.
    pub fn wide(&self, row: usize) -> i256 {
        match self {
            Cells::I64(cells) => i256::from_i128(i128::from(cells[row])),
            Cells::I128(cells) => i256::from_i128(cells[row]),
            Cells::I256(cells) => cells[row],
            Cells::Byte(cells) => i256::from_i128(i128::from(cells[row])),
        }
    }

    /// The truths or bands of a chunk.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Cells::Byte(cells) => cells,
            _ => &[],
        }
    }
}

/// Integers that registers are made of.
trait Int: Copy + Ord {
    fn of(wide: i64) -> Self;
    fn from_cells(cells: &Cells, row: usize) -> Self;
    fn slice(cells: &Cells) -> Option<&[Self]>;
    fn from_i256(wide: i256) -> Option<Self>;
    fn add(self, other: Self) -> Option<Self>;
    fn sub(self, other: Self) -> Option<Self>;
    fn mul(self, other: Self) -> Option<Self>;
    fn floor_div(self, other: Self) -> Option<Self>;
}

macro_rules! native_int {
    ($int:ty, $variant:ident, $add:expr, $sub:expr, $mul:expr) => {
        impl Int for $int {
            fn of(wide: i64) -> Self {
                <$int>::from(wide)
            }
            fn from_cells(cells: &Cells, row: usize) -> Self {
                match cells {
                    Cells::$variant(cells) => cells[row],
                    other => other.wide(row).to_i128().unwrap_or_default() as $int,
                }
            }
            fn slice(cells: &Cells) -> Option<&[Self]> {
                match cells {
                    Cells::$variant(cells) => Some(cells),
                    _ => None,
                }
            }
            fn from_i256(wide: i256) -> Option<Self> {
                wide.to_i128().and_then(|wide| <$int>::try_from(wide).ok())
            }
            fn add(self, other: Self) -> Option<Self> {
                $add(self, other)
            }
            fn sub(self, other: Self) -> Option<Self> {
                $sub(self, other)
            }
            fn mul(self, other: Self) -> Option<Self> {
                $mul(self, other)
            }
            fn floor_div(self, other: Self) -> Option<Self> {
                Some(if other > 0 { self.div_euclid(other) } else { 0 })
            }
        }
    };
}

// The bounds of a 64-bit step are proven to fit, so wrapping never happens and the loop can be vectorised.
native_int!(i64, I64, |a: i64, b| Some(a.wrapping_add(b)), |a: i64, b| Some(a.wrapping_sub(b)), |a: i64, b| Some(
    a.wrapping_mul(b)
));
native_int!(i128, I128, i128::checked_add, i128::checked_sub, i128::checked_mul);

impl Int for i256 {
    fn of(wide: i64) -> Self {
        i256::from_i128(i128::from(wide))
    }
    fn from_cells(cells: &Cells, row: usize) -> Self {
        cells.wide(row)
    }
    fn slice(cells: &Cells) -> Option<&[Self]> {
        match cells {
            Cells::I256(cells) => Some(cells),
            _ => None,
        }
    }
    fn from_i256(wide: i256) -> Option<Self> {
        Some(wide)
    }
    fn add(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }
    fn sub(self, other: Self) -> Option<Self> {
        self.checked_sub(other)
    }
    fn mul(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }
    fn floor_div(self, other: Self) -> Option<Self> {
        if other <= i256::ZERO {
            return Some(i256::ZERO);
        }
        let quotient = self.checked_div(other)?;
        let exact = quotient.checked_mul(other)? == self;
        if self < i256::ZERO && !exact { quotient.checked_sub(i256::ONE) } else { Some(quotient) }
    }
}

/// What a run is told beside the population, as integers.
pub(crate) struct Params {
    period_start: i64,
    period_end: i64,
    as_of: i64,
    period_year: i64,
}

impl Params {
    pub fn new(settings: &Settings) -> Self {
        let (start, end) = (settings.period.start(), settings.period.end());
        Params {
            period_start: day_number(start),
            period_end: day_number(end),
            as_of: day_number(settings.as_of.unwrap_or(end)),
            period_year: i64::from(end.year()),
        }
    }

    fn get(&self, param: Param) -> i64 {
        match param {
            Param::PeriodStart => self.period_start,
            Param::PeriodEnd => self.period_end,
            Param::AsOf => self.as_of,
            Param::PeriodYear => self.period_year,
        }
    }
}

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

    pub fn cells(&self, reg: Reg) -> &Cells {
        &self.cells[reg]
    }

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
                    Op::PeerSum(index) => self.peer_sum(*index, columns, start, out),
                    _ => self.ints::<i64>(&step.op, params, out),
                }
            }
            Cells::I128(out) => {
                out.resize(self.len, 0);
                match &step.op {
                    Op::PeerSum(index) => self.peer_sum(*index, columns, start, out),
                    _ => self.ints::<i128>(&step.op, params, out),
                }
            }
            Cells::I256(out) => {
                out.resize(self.len, i256::ZERO);
                match &step.op {
                    Op::PeerSum(index) => self.peer_sum(*index, columns, start, out),
                    _ => self.ints::<i256>(&step.op, params, out),
                }
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

    fn ints<T: Int>(&self, op: &Op, params: &Params, out: &mut [T]) -> Option<()> {
        match op {
            Op::Int(n) => out.fill(T::of(*n)),
            Op::Param(param) => out.fill(T::of(params.get(*param))),
            Op::Add(a, b) => self.two(*a, *b, out, T::add)?,
            Op::Sub(a, b) => self.two(*a, *b, out, T::sub)?,
            Op::Mul(a, b) => self.two(*a, *b, out, T::mul)?,
            Op::Min(a, b) => self.two(*a, *b, out, |a, b| Some(a.min(b)))?,
            Op::Max(a, b) => self.two(*a, *b, out, |a, b| Some(a.max(b)))?,
            Op::FloorDiv(a, b) => self.floor_div(*a, *b, out)?,
            Op::Scale(a, by) => {
                let (a, by) = (&self.cells[*a], T::from_i256(*by)?);
                for (row, out) in out.iter_mut().enumerate() {
                    *out = T::from_cells(a, row).mul(by)?;
                }
            }
            Op::Select(when, yes, no) => {
                let (when, yes, no) = (self.bytes(*when), &self.cells[*yes], &self.cells[*no]);
                for (row, out) in out.iter_mut().enumerate() {
                    *out = T::from_cells(if when[row] == TRUE { yes } else { no }, row);
                }
            }
            Op::CountTrue(regs) => {
                for (row, out) in out.iter_mut().enumerate() {
                    let n = regs.iter().filter(|&&reg| self.bytes(reg)[row] == TRUE).count();
                    *out = T::of(n as i64);
                }
            }
            Op::Age(day) => {
                let (y, m, d) = civil(params.as_of);
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
    for (row, out) in out.iter_mut().enumerate() {
        let (mut lo, mut hi) = (i128::from(constant), i128::from(constant));
        for (of, factor) in terms {
            let (least, most) = match of {
                PointsOf::Total => (ranges.total.0[row], ranges.total.1[row]),
                PointsOf::Criterion(index) => (ranges.criteria[*index].0[row], ranges.criteria[*index].1[row]),
            };
            let ends = [i128::from(least) * i128::from(*factor), i128::from(most) * i128::from(*factor)];
            lo += ends[0].min(ends[1]);
            hi += ends[0].max(ends[1]);
        }
        *out = match op {
            _ if lo == hi => truth(op.holds(lo.cmp(&0))),
            Comparison::Eq | Comparison::Ne if lo > 0 || hi < 0 => truth(op == Comparison::Ne),
            Comparison::Eq | Comparison::Ne => UNKNOWN,
            _ => match (op.holds(lo.cmp(&0)), op.holds(hi.cmp(&0))) {
                (true, true) => TRUE,
                (false, false) => FALSE,
                _ => UNKNOWN,
            },
        };
    }
}
