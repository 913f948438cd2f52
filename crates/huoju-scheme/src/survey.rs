//! What an assessment of one subject takes from all the others: its place among them, and their mean.
//!
//! A scheme with places or peer means is assessed in two passes. The first gathers exact values by category,
//! here; the second assesses with the [`Standing`] that comes of it. Values are compared by cross-multiplication
//! and held in memory, 64 bytes for each subject and place.

use std::collections::HashMap;

use arrow_array::RecordBatch;
use arrow_buffer::i256;

use crate::assess::{AssessError, Program, Settings};
use crate::columns::{CHUNK, Columns, Params};
use crate::program::{SurveyCode, TRUE, Value};
use crate::run::Frame;

/// An exact value as `num / den`, the denominator positive; the constant factor is the same for all and left out.
type Exact = (i256, i256);

/// The first pass over a population, part by part.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    groups: Vec<HashMap<Option<String>, Vec<Exact>>>,
}

/// What the first pass found.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    groups: Vec<HashMap<Option<String>, Group>>,
}

#[derive(Debug, Clone, Default)]
struct Group {
    /// Sorted from the least.
    values: Vec<Exact>,
    sum: i256,
}

impl Program {
    /// Whether the scheme compares subjects, so that [`Settings::standing`] is needed.
    pub fn needs_survey(&self) -> bool {
        self.scheme().compares_subjects()
    }

    /// Adds a part of the population to the first pass.
    pub fn survey(
        &self,
        population: &RecordBatch,
        settings: &Settings,
        survey: &mut Survey,
    ) -> Result<(), AssessError> {
        let columns = Columns::new(self.inputs(), population, settings.presume)?;
        let params = Params::new(settings);
        let mut frame = Frame::new(self.code(), None);
        survey.groups.resize_with(self.code().surveys.len(), HashMap::new);
        for start in (0..columns.n_rows).step_by(CHUNK) {
            frame.first(&columns, &params, start, CHUNK.min(columns.n_rows - start))?;
            for (code, groups) in self.code().surveys.iter().zip(&mut survey.groups) {
                gather(code, groups, &columns, &frame, start);
            }
        }
        Ok(())
    }
}

fn gather(
    code: &SurveyCode,
    groups: &mut HashMap<Option<String>, Vec<Exact>>,
    columns: &Columns,
    frame: &Frame<'_>,
    start: usize,
) {
    for row in 0..frame.len {
        let Some(exact) = exact(&code.value, frame, row) else { continue };
        let Ok(group) = category(code, columns, start + row) else { continue };
        groups.entry(group.map(str::to_owned)).or_default().push(exact);
    }
}

/// The value of a row, where it is known.
fn exact(value: &Value, frame: &Frame<'_>, row: usize) -> Option<Exact> {
    let known = value.known.is_none_or(|known| frame.bytes(known)[row] == TRUE);
    known.then(|| (frame.cells(value.num).wide(row), value.den.map_or(i256::ONE, |den| frame.cells(den).wide(row))))
}

/// The category of a row; an error where it is not given.
fn category<'c>(code: &SurveyCode, columns: &'c Columns, row: usize) -> Result<Option<&'c str>, ()> {
    match code.within {
        None => Ok(None),
        Some(within) => columns.word(within, row).map(Some).ok_or(()),
    }
}

impl Survey {
    /// Adds what another thread gathered.
    pub fn merge(&mut self, other: Survey) {
        self.groups.resize_with(self.groups.len().max(other.groups.len()), HashMap::new);
        for (groups, more) in self.groups.iter_mut().zip(other.groups) {
            for (category, values) in more {
                groups.entry(category).or_default().extend(values);
            }
        }
    }

    /// Ends the first pass. The order in which parts were added makes no difference.
    pub fn finish(self) -> Standing {
        let sorted = |mut values: Vec<Exact>| {
            values.sort_unstable_by(order);
            let sum = values.iter().fold(i256::ZERO, |sum, (num, _)| sum.wrapping_add(*num));
            Group { values, sum }
        };
        let groups = self
            .groups
            .into_iter()
            .map(|groups| groups.into_iter().map(|(category, values)| (category, sorted(values))).collect());
        Standing { groups: groups.collect() }
    }
}

/// Products of values that may be ranked were proven to fit.
fn order((a, b): &Exact, (c, d): &Exact) -> std::cmp::Ordering {
    a.wrapping_mul(*d).cmp(&c.wrapping_mul(*b))
}

impl Standing {
    fn group(&self, index: usize, code: &SurveyCode, columns: &Columns, row: usize) -> Option<&Group> {
        let category = category(code, columns, row).ok()?.map(str::to_owned);
        self.groups.get(index)?.get(&category)
    }

    /// How many subjects the row is counted among; 0 where its category is not given.
    pub(crate) fn count(&self, index: usize, code: &SurveyCode, columns: &Columns, row: usize) -> i64 {
        self.group(index, code, columns, row).map_or(0, |group| group.values.len() as i64)
    }

    /// The sum over those subjects.
    pub(crate) fn sum(&self, index: usize, code: &SurveyCode, columns: &Columns, row: usize) -> i256 {
        self.group(index, code, columns, row).map_or(i256::ZERO, |group| group.sum)
    }

    /// The place of a value from 1; equal values share the best.
    pub(crate) fn place(&self, index: usize, code: &SurveyCode, columns: &Columns, row: usize, value: Exact) -> i64 {
        let Some(group) = self.group(index, code, columns, row) else { return 0 };
        let better = if code.descending {
            group.values.len() - group.values.partition_point(|other| order(other, &value).is_le())
        } else {
            group.values.partition_point(|other| order(other, &value).is_lt())
        };
        better as i64 + 1
    }
}
