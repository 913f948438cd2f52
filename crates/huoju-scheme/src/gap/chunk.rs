//! A population run chunk by chunk, with the registers of each at hand.

use arrow_array::RecordBatch;
use huoju_model::MissingMode;

use super::model::Model;
use super::reach::Base;
use crate::assess::{AssessError, Settings};
use crate::assessed::Assessed;
use crate::columns::{Columns, Params};
use crate::run::Frame;
use crate::score::{Scored, score};

/// Rows of a chunk: fewer than of an assessment's, since its registers are read row by row afterwards and should still
/// be near.
const ROWS: usize = 1024;

/// Some rows of a population as they are.
pub(super) struct Chunk<'a> {
    pub columns: &'a Columns,
    pub frame: &'a Frame<'a>,
    /// Its first row.
    pub start: usize,
    /// What came of these rows.
    pub assessed: &'a Assessed,
    /// The points of the items that don't move.
    fixed: &'a [Scored],
    missing: &'a [u128],
    /// The warnings that each has, a bit each.
    warned: &'a [u64],
    strict: bool,
}

impl Model<'_> {
    /// Runs the program over a population in a frame that may be used again, and hands on each chunk.
    pub fn chunks(
        &self,
        frame: &mut Frame<'_>,
        population: &RecordBatch,
        settings: &Settings,
        mut each: impl FnMut(&Chunk<'_>) -> Result<(), AssessError>,
    ) -> Result<(), AssessError> {
        let program = self.program;
        let columns = Columns::new(program.inputs(), population, settings.presume)?;
        let params = Params::new(settings);
        let mode = settings.missing.unwrap_or(program.scheme().missing);
        for start in (0..columns.n_rows).step_by(ROWS) {
            let len = ROWS.min(columns.n_rows - start);
            let mut assessed = Assessed::new(program, len);
            program.chunk(&columns, &params, frame, start, len, mode, &mut assessed)?;
            let fixed = self.fixed.iter().map(|item| score(item, program.code(), &columns, frame, start));
            each(&Chunk {
                columns: &columns,
                frame,
                start,
                assessed: &assessed,
                fixed: &fixed.collect::<Vec<_>>(),
                missing: &columns.missing(start, len),
                warned: &self.warned(frame),
                strict: mode == MissingMode::Strict,
            })?;
        }
        Ok(())
    }
}

impl<'a> Chunk<'a> {
    /// One row of it, from 0.
    pub fn base(&self, row: usize) -> Base<'a> {
        Base {
            columns: self.columns,
            frame: self.frame,
            start: self.start,
            row,
            fixed: self.fixed,
            missing: self.missing[row],
            warned: self.warned[row],
            strict: self.strict,
        }
    }
}
