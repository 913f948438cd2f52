//! A population in, an assessment a row out: points, ranges, gates, tier, outcome and what is missing.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::DataType;
use huoju_model::{MissingMode, Period, Span, Text};
use jiff::civil::Date;

use crate::assessed::{Assessed, NO_TIER};
use crate::columns::{CHUNK, Columns, Params};
use crate::program::{Code, CriterionCode, FALSE, TRUE, UNKNOWN};
use crate::run::{Frame, Ranges};
use crate::scheme::{Input, Scheme};
use crate::score::score;
use crate::survey::Standing;

/// Why a population could not be assessed at all. A subject that merely lacks figures is not an error.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// The scheme was not yet, or no longer, in force.
    #[error("scheme `{scheme}` is in force from {from}{}, so it cannot assess {period}{}",
        to.map_or(String::new(), |to| format!(" to {to}")),
        as_of.map_or(String::new(), |day| format!(" as applied for on {day}")))]
    NotInForce {
        /// The scheme.
        scheme: String,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Option<Date>,
        /// What was to be assessed.
        period: Period,
        /// The day of application, where one was given.
        as_of: Option<Date>,
    },
    /// The scheme assesses years, and this period is none.
    #[error("scheme `{scheme}` assesses years, and {period} is not one")]
    Period {
        /// The scheme.
        scheme: String,
        /// What was to be assessed.
        period: Period,
    },
    /// A column of the population is not of its indicator's kind.
    #[error("column `{column}` is {found}, not {wanted}")]
    Column {
        /// The column.
        column: String,
        /// What it is.
        found: DataType,
        /// What it should be.
        wanted: &'static str,
    },
    /// A figure lies beyond the bounds that its indicator declares, for which exactness was proven.
    #[error("column `{column}`, row {row}: {value} lies beyond the indicator's bounds")]
    Bounds {
        /// The column.
        column: String,
        /// The row of the batch, from 0.
        row: usize,
        /// The figure, in smallest units.
        value: i64,
    },
    /// The scheme ranks subjects or takes means over them, so all must be surveyed first.
    #[error("scheme `{0}` compares subjects with one another; survey the whole population first")]
    NoStanding(String),
    /// Our bug, not the reader's data: a proven bound did not hold.
    #[error("the program of this scheme overflowed; please report it together with the scheme file")]
    Overflow,
}

/// How to assess.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The period that the figures describe.
    pub period: Period,
    /// The day of application; the period's end, if `None`.
    pub as_of: Option<Date>,
    /// Treatment of missing figures; the scheme's own, if `None`.
    pub missing: Option<MissingMode>,
    /// Whether facts that offices don't record may be presumed.
    pub presume: bool,
    /// What the first pass found, for schemes that compare subjects: see [`Program::needs_survey`].
    pub standing: Option<Arc<Standing>>,
}

impl Settings {
    /// The scheme's own ways, for this period.
    pub fn of(period: Period) -> Self {
        Settings { period, as_of: None, missing: None, presume: true, standing: None }
    }
}

/// A scheme ready to assess. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Program {
    scheme: Arc<Scheme>,
    all_inputs: u128,
}

impl Program {
    /// Makes a checked scheme ready.
    pub fn compile(scheme: Scheme) -> Self {
        let code = &scheme.code;
        let sets = code.gates.iter().chain(&code.tiers).map(|(_, inputs)| *inputs);
        let all_inputs = sets.chain(code.criteria.iter().map(|c| c.inputs)).fold(0, |all, inputs| all | inputs);
        Program { scheme: Arc::new(scheme), all_inputs }
    }

    /// The scheme, to be kept beside its programs.
    pub fn shared(&self) -> Arc<Scheme> {
        Arc::clone(&self.scheme)
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The figures it reads.
    pub fn inputs(&self) -> &[Input] {
        &self.scheme.inputs
    }

    pub(crate) fn code(&self) -> &Code {
        &self.scheme.code
    }

    /// What depends on an input: gates, criteria and tiers by their titles.
    pub fn dependents(&self, input: usize) -> Vec<&Text> {
        let (scheme, code, bit) = (self.scheme(), self.code(), 1u128 << input);
        let gates = scheme
            .gates
            .iter()
            .zip(&code.gates)
            .filter(|(_, (_, inputs))| inputs & bit != 0)
            .map(|(gate, _)| &gate.title);
        let criteria = scheme
            .criteria
            .iter()
            .zip(&code.criteria)
            .filter(|(_, code)| code.inputs & bit != 0)
            .map(|(c, _)| &c.title);
        let tiers = scheme
            .tiers
            .iter()
            .zip(&code.tiers)
            .filter(|(_, (_, inputs))| inputs & bit != 0)
            .map(|(tier, _)| &tier.title);
        gates.chain(criteria).chain(tiers).collect()
    }

    /// Whether the scheme is in force for this period: on some day of it, or on the day of application.
    pub fn in_force(&self, settings: &Settings) -> Result<(), AssessError> {
        let scheme = self.scheme();
        if settings.period.span() != Span::Year {
            return Err(AssessError::Period { scheme: scheme.id.clone(), period: settings.period });
        }
        let (first, last) = match settings.as_of {
            Some(day) => (day, day),
            // Figures of a year are filed after it, so a scheme that came into force since may assess them.
            None => (settings.period.start(), Date::MAX),
        };
        if last < scheme.in_force.from || scheme.in_force.to.is_some_and(|to| first > to) {
            return Err(AssessError::NotInForce {
                scheme: scheme.id.clone(),
                from: scheme.in_force.from,
                to: scheme.in_force.to,
                period: settings.period,
                as_of: settings.as_of,
            });
        }
        Ok(())
    }

    /// Assesses every row of a population: a column `id`, and a column per input named as [`Input::column`] says,
    /// amounts in `Int64` smallest units. Absent columns and nulls are missing.
    pub fn assess(&self, population: &RecordBatch, settings: &Settings) -> Result<Assessed, AssessError> {
        self.in_force(settings)?;
        let columns = Columns::new(self.inputs(), population, settings.presume)?;
        let params = Params::new(settings);
        let mut frame = self.frame(settings)?;
        let mut assessed = Assessed::new(self, columns.n_rows);
        let mode = settings.missing.unwrap_or(self.scheme.missing);
        for start in (0..columns.n_rows).step_by(CHUNK) {
            let len = CHUNK.min(columns.n_rows - start);
            self.chunk(&columns, &params, &mut frame, start, len, mode, &mut assessed)?;
        }
        Ok(assessed)
    }

    /// Registers, with the standing that the scheme needs.
    pub(crate) fn frame<'a>(&'a self, settings: &'a Settings) -> Result<Frame<'a>, AssessError> {
        if self.needs_survey() && settings.standing.is_none() {
            return Err(AssessError::NoStanding(self.scheme().id.clone()));
        }
        Ok(Frame::new(self.code(), settings.standing.as_deref()))
    }

    #[expect(clippy::too_many_arguments, reason = "one chunk's whole surroundings; a struct would only rename them")]
    pub(crate) fn chunk(
        &self,
        columns: &Columns,
        params: &Params,
        frame: &mut Frame<'_>,
        start: usize,
        len: usize,
        mode: MissingMode,
        out: &mut Assessed,
    ) -> Result<(), AssessError> {
        let code = self.code();
        frame.first(columns, params, start, len)?;
        let row_missing = columns.missing(start, len);

        let mut ranges = Vec::with_capacity(code.criteria.len());
        let (mut total, mut least, mut most) = (vec![0i32; len], vec![0i32; len], vec![0i32; len]);
        let mut listed = if mode == MissingMode::Strict {
            row_missing.iter().map(|bits| bits & self.all_inputs).collect()
        } else {
            vec![0u128; len]
        };
        for (criterion, kept) in code.criteria.iter().zip(&mut out.criteria) {
            let mut scored = score(&criterion.item, code, columns, frame, start);
            if mode == MissingMode::Strict {
                scored.demand(&criterion.item, &complete(criterion, &row_missing, frame));
            }
            // The points of what is missing are 0.
            for (sums, more) in [(&mut total, &scored.points), (&mut least, &scored.lo), (&mut most, &scored.hi)] {
                sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
            for row in (0..len).filter(|&row| scored.missing[row] != 0) {
                let inputs = if mode == MissingMode::Settled { row_missing[row] & criterion.inputs } else { 0 };
                listed[row] |= inputs | scored.unusable(row);
            }
            kept.points.extend_from_slice(&scored.points);
            kept.missing.extend_from_slice(&scored.missing);
            ranges.push((scored.lo, scored.hi));
        }
        for ((_, reg), kept) in code.bands.iter().zip(&mut out.bands) {
            kept.extend_from_slice(frame.bytes(*reg));
        }
        frame.second(columns, params, start, &Ranges { criteria: &ranges, total: (&least, &most) })?;
        self.decide(frame, &row_missing, mode, &mut listed, out);
        for (count, &reg) in out.tally.warnings.iter_mut().zip(&code.warnings) {
            *count += frame.bytes(reg).iter().filter(|&&t| t == TRUE).count();
        }
        out.total.extend_from_slice(&total);
        out.total_min.extend_from_slice(&least);
        out.total_max.extend_from_slice(&most);
        for bits in &listed {
            out.tally.count_missing(*bits);
        }
        out.missing.extend_from_slice(&listed);
        Ok(())
    }

    /// Gates and tiers into tier and outcome.
    fn decide(
        &self,
        frame: &Frame<'_>,
        row_missing: &[u128],
        mode: MissingMode,
        listed: &mut [u128],
        out: &mut Assessed,
    ) {
        let code = self.code();
        let mut gates = vec![TRUE; frame.len];
        for ((reg, inputs), kept) in code.gates.iter().zip(&mut out.gates) {
            let truths = frame.bytes(*reg);
            kept.extend_from_slice(truths);
            gates.iter_mut().zip(truths).for_each(|(all, truth)| *all = *truth.min(all));
            if mode == MissingMode::Settled {
                for row in (0..frame.len).filter(|&row| truths[row] == UNKNOWN) {
                    listed[row] |= row_missing[row] & inputs;
                }
            }
        }
        let (best, mut tier) = first_tiers(code, frame);
        let outcome: Vec<u8> = gates.iter().zip(&best).map(|(gates, best)| *gates.min(best)).collect();
        tier.iter_mut()
            .zip(&outcome)
            .for_each(|(tier, outcome)| *tier = if *outcome == TRUE { *tier } else { NO_TIER });
        if mode == MissingMode::Settled {
            for row in (0..frame.len).filter(|&row| outcome[row] == UNKNOWN && best[row] == UNKNOWN) {
                for (_, inputs) in code.tiers.iter().filter(|(reg, _)| frame.bytes(*reg)[row] == UNKNOWN) {
                    listed[row] |= row_missing[row] & inputs;
                }
            }
        }
        out.tally.count(&outcome, &tier);
        out.outcome.extend_from_slice(&outcome);
        out.tier.extend_from_slice(&tier);
    }
}

/// Under strict treatment, where a criterion lacks no figure and all that it must know is known.
fn complete(criterion: &CriterionCode, row_missing: &[u128], frame: &Frame<'_>) -> Vec<u8> {
    let mut complete: Vec<u8> = row_missing.iter().map(|bits| TRUE * u8::from(bits & criterion.inputs == 0)).collect();
    for &reg in &criterion.strict {
        complete.iter_mut().zip(frame.bytes(reg)).for_each(|(complete, known)| *complete = *known.min(complete));
    }
    complete
}

/// Whether each row meets any tier, and the first it meets, unless one before it is still open.
fn first_tiers(code: &Code, frame: &Frame<'_>) -> (Vec<u8>, Vec<u8>) {
    let (mut best, mut tier, mut open) = (vec![FALSE; frame.len], vec![NO_TIER; frame.len], vec![TRUE; frame.len]);
    for (index, (reg, _)) in code.tiers.iter().enumerate() {
        let rows = frame.bytes(*reg).iter().zip(&mut best).zip(&mut tier).zip(&mut open);
        for (((holds, best), tier), open) in rows {
            *tier = if *holds == TRUE && *open == TRUE { index as u8 } else { *tier };
            *open = (*open).min(TRUE - *holds);
            *best = (*best).max(*holds);
        }
    }
    (best, tier)
}
