//! Steps taken: the figures of subjects as they would be, and whether the program then finds the goal met.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, BooleanArray, Int64Array, RecordBatch, UInt32Array, new_null_array};
use arrow_schema::{DataType, Field, Schema};
use arrow_select::take::take_record_batch;

use super::levers::Steps;
use super::model::Model;
use crate::assess::{AssessError, Settings};
use crate::assessed::Assessed;
use crate::columns::{CHUNK, Columns, Params};
use crate::program::{FALSE, Reg, TRUE};
use crate::run::Frame;
use crate::scheme::InputKind;

impl Model<'_> {
    /// Some rows of a population with steps taken, as [`Model::moved`] takes them.
    pub fn stepped(
        &self,
        population: &RecordBatch,
        rows: impl Iterator<Item = usize>,
        steps: &[Steps],
    ) -> Result<RecordBatch, AssessError> {
        // A batch of more rows than 32 bits count is none that a memory holds.
        let places: UInt32Array = rows.map(|row| row as u32).collect();
        let taken = take_record_batch(population, &places).map_err(|_| AssessError::Overflow)?;
        Ok(self.moved(&taken, steps))
    }

    /// A population with its rows' steps taken. What is missing stays missing, save a fact that a lever makes so.
    pub fn moved(&self, population: &RecordBatch, steps: &[Steps]) -> RecordBatch {
        let schema = population.schema();
        let mut fields: Vec<Arc<Field>> = schema.fields().iter().cloned().collect();
        let mut arrays = population.columns().to_vec();
        for input in self.moved_inputs() {
            let (name, kind) = (self.program.inputs()[input].column(), &self.program.inputs()[input].kind);
            let place = fields.iter().position(|field| *field.name() == name);
            let now = place.map(|place| arrays[place].clone());
            let Some(array) = self.column(input, kind, now, steps) else { continue };
            let field = Arc::new(Field::new(name, array.data_type().clone(), true));
            match place {
                Some(place) => (fields[place], arrays[place]) = (field, array),
                None => {
                    fields.push(field);
                    arrays.push(array);
                }
            }
        }
        // Unreachable: every column has a value a row.
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap_or_else(|_| population.clone())
    }

    fn column(&self, input: usize, kind: &InputKind, now: Option<ArrayRef>, steps: &[Steps]) -> Option<ArrayRef> {
        match kind {
            InputKind::Amount { .. } => {
                let now = now?;
                let ints = now.as_primitive_opt::<Int64Type>()?;
                // What stands under a null is nothing, whatever it becomes.
                let moved =
                    ints.values().iter().zip(steps).map(|(int, steps)| int.wrapping_add(self.shift(input, steps)));
                Some(Arc::new(Int64Array::new(moved.collect(), ints.nulls().cloned())))
            }
            InputKind::Fact { .. } => {
                let now = now.unwrap_or_else(|| new_null_array(&DataType::Boolean, steps.len()));
                let facts = now.as_boolean_opt()?;
                let moved = facts.iter().zip(steps).map(|(fact, steps)| self.made(input, steps).or(fact));
                Some(Arc::new(moved.collect::<BooleanArray>()))
            }
            InputKind::Word | InputKind::Date => None,
        }
    }

    /// Whether every figure of a row stays within what its indicator allows.
    pub fn fits(&self, columns: &Columns, row: usize, steps: &Steps) -> bool {
        self.moved_inputs().all(|input| match (&self.program.inputs()[input].kind, columns.int(input, row)) {
            (InputKind::Amount { bounds: (lo, hi), .. }, Some(now)) => {
                let moved = |(lever, by): &(usize, i64)| i128::from(*by) * i128::from(steps[*lever]);
                let then = i128::from(now) + self.shifts[input].iter().map(moved).sum::<i128>();
                (i128::from(*lo)..=i128::from(*hi)).contains(&then)
            }
            _ => true,
        })
    }

    /// Whether what no lever moves keeps each row of a frame from the goal.
    pub fn hopeless(&self, frame: &Frame<'_>) -> Vec<bool> {
        let (code, mut hopeless) = (self.program.code(), vec![false; frame.len]);
        for (reg, _) in code.gates.iter().filter(|(reg, _)| !self.moves(*reg)) {
            hopeless.iter_mut().zip(frame.bytes(*reg)).for_each(|(lost, truth)| *lost |= *truth != TRUE);
        }
        let tiers = &code.tiers[..self.n_tiers];
        if tiers.iter().all(|(reg, _)| !self.moves(*reg)) {
            let tiers = best(frame, tiers);
            hopeless.iter_mut().zip(tiers).for_each(|(lost, truth)| *lost |= truth != TRUE);
        }
        hopeless
    }

    /// The smallest units that steps add to a figure.
    pub fn shift(&self, input: usize, steps: &Steps) -> i64 {
        self.shifts[input].iter().map(|(lever, by)| by * i64::from(steps[*lever])).sum()
    }

    /// What steps make of a fact; `None` where they leave it.
    pub fn made(&self, input: usize, steps: &Steps) -> Option<bool> {
        self.sets[input].iter().rev().find(|(lever, _)| steps[*lever] > 0).map(|(_, fact)| *fact)
    }

    /// Whether each row meets the goal, and brings up no warning that isn't among its `warned`, a bit each. The frame is
    /// one to be used again.
    pub fn meets(
        &self,
        frame: &mut Frame<'_>,
        population: &RecordBatch,
        settings: &Settings,
        warned: &[u64],
    ) -> Result<Vec<bool>, AssessError> {
        let program = self.program;
        let columns = Columns::new(program.inputs(), population, settings.presume)?;
        let params = Params::new(settings);
        let mode = settings.missing.unwrap_or(program.scheme().missing);
        let mut meets = Vec::with_capacity(columns.n_rows);
        for start in (0..columns.n_rows).step_by(CHUNK) {
            let len = CHUNK.min(columns.n_rows - start);
            program.chunk(&columns, &params, frame, start, len, mode, &mut Assessed::new(program, len))?;
            let each = self.goals(frame).into_iter().zip(self.warned(frame)).zip(&warned[start..]);
            meets.extend(each.map(|((goal, doubts), warned)| goal == TRUE && doubts & !warned == 0));
        }
        Ok(meets)
    }

    /// How far each row of a frame meets the goal: all gates and any of the tiers that are good enough.
    pub fn goals(&self, frame: &Frame<'_>) -> Vec<u8> {
        let code = self.program.code();
        let mut goals = best(frame, &code.tiers[..self.n_tiers]);
        for (reg, _) in &code.gates {
            goals.iter_mut().zip(frame.bytes(*reg)).for_each(|(all, truth)| *all = (*all).min(*truth));
        }
        goals
    }

    /// The warnings of each row, a bit each.
    pub fn warned(&self, frame: &Frame<'_>) -> Vec<u64> {
        let mut warned = vec![0; frame.len];
        for (bit, reg) in self.program.code().warnings.iter().enumerate().take(64) {
            let each = warned.iter_mut().zip(frame.bytes(*reg));
            each.for_each(|(bits, truth)| *bits |= u64::from(*truth == TRUE) << bit);
        }
        warned
    }
}

/// Of each row the truest of these.
fn best(frame: &Frame<'_>, of: &[(Reg, u128)]) -> Vec<u8> {
    let mut best = vec![FALSE; frame.len];
    for (reg, _) in of {
        best.iter_mut().zip(frame.bytes(*reg)).for_each(|(any, truth)| *any = (*any).max(*truth));
    }
    best
}
