//! What a run is told: the columns of a population that a scheme reads, and the days that go with them.
//!
//! Columns are found by name, checked against their kinds and bounds, and handed out a chunk at a time, with what is
//! missing or presumed.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};

use crate::assess::{AssessError, Settings};
use crate::calendar::day_number;
use crate::program::{FALSE, Param, TRUE, UNKNOWN, truth};
use crate::scheme::{Input, InputKind};

/// Rows of a chunk.
pub(crate) const CHUNK: usize = 2048;

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

    pub fn get(&self, param: Param) -> i64 {
        match param {
            Param::PeriodStart => self.period_start,
            Param::PeriodEnd => self.period_end,
            Param::AsOf => self.as_of,
            Param::PeriodYear => self.period_year,
        }
    }
}

/// One input's column of a batch.
#[derive(Debug)]
enum Column {
    Absent,
    Int(arrow_array::Int64Array),
    Day(arrow_array::Date32Array),
    Fact(BooleanArray),
    Word(StringArray),
}

/// The inputs of a program in a batch, found by name and checked against their kinds and bounds.
#[derive(Debug)]
pub(crate) struct Columns {
    columns: Vec<Column>,
    presumed: Vec<Option<bool>>,
    pub n_rows: usize,
}

impl Columns {
    pub fn new(inputs: &[Input], population: &RecordBatch, presume: bool) -> Result<Self, AssessError> {
        let mut columns = Vec::with_capacity(inputs.len());
        let mut presumed = Vec::with_capacity(inputs.len());
        for input in inputs {
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

    /// Whether this input is missing in a row. What is presumed is not.
    pub fn lacks(&self, input: usize, row: usize) -> bool {
        self.presumed[input].is_none()
            && match &self.columns[input] {
                Column::Absent => true,
                Column::Int(array) => array.is_null(row),
                Column::Day(array) => array.is_null(row),
                Column::Fact(array) => array.is_null(row),
                Column::Word(array) => array.is_null(row),
            }
    }

    /// The integer of this input and row.
    #[inline]
    pub fn int(&self, input: usize, row: usize) -> Option<i64> {
        match &self.columns[input] {
            Column::Int(ints) if ints.is_valid(row) => Some(ints.value(row)),
            Column::Day(days) if days.is_valid(row) => Some(i64::from(days.value(row))),
            _ => None,
        }
    }

    /// Keeps of these rows those whose integer of this input is there and not beyond an end.
    pub fn within(&self, input: usize, start: usize, (lo, hi): (i64, i64), rows: &mut [bool]) {
        let Column::Int(ints) = &self.columns[input] else { return rows.fill(false) };
        let values = &ints.values()[start..start + rows.len()];
        rows.iter_mut().zip(values).for_each(|(row, int)| *row &= (lo <= *int) & (*int <= hi));
        if let Some(nulls) = self.nulls(input) {
            let valid = nulls.inner().slice(start, rows.len());
            rows.iter_mut().zip(valid.iter()).for_each(|(row, valid)| *row &= valid);
        }
    }

    /// The fact of this input and row, recorded or presumed.
    pub fn fact(&self, input: usize, row: usize) -> Option<bool> {
        match &self.columns[input] {
            Column::Fact(facts) if facts.is_valid(row) => Some(facts.value(row)),
            _ => self.presumed[input],
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

    pub fn present(&self, input: usize, start: usize, out: &mut [u8]) {
        if matches!(self.columns[input], Column::Absent) {
            out.fill(FALSE);
        } else if self.valid(input, start, out) {
            out.iter_mut().for_each(|truth| *truth *= TRUE);
        } else {
            out.fill(TRUE);
        }
    }

    pub fn load(&self, input: usize, start: usize, out: &mut [i64]) {
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

    pub fn facts(&self, input: usize, start: usize, out: &mut [u8]) {
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

    pub fn member(&self, input: usize, words: &[String], start: usize, out: &mut [u8]) {
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

fn column(input: &Input, array: &ArrayRef) -> Result<Column, AssessError> {
    let wrong = |wanted| AssessError::Column { column: input.column(), found: array.data_type().clone(), wanted };
    Ok(match input.kind {
        InputKind::Amount { bounds, .. } => {
            let ints = array.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong("Int64"))?;
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
