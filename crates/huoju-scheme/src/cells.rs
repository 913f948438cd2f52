//! Cells (格): subjects whom no change of points can tell apart, so that a scheme with other points is run over one of
//! each cell instead of all.
//!
//! A row's cell is what its points, gates and tiers are decided from: bands, truths, counts, given points, and which
//! criteria lack something. One pass finds the cells; from then on points, weights and pass marks are settled anew in
//! the time that some hundred rows take. Where a scheme reads anything else than the pass did, as after an edge moved,
//! every row is run again: the answer is the same either way.

use std::collections::{BTreeSet, HashMap};

use arrow_array::{RecordBatch, UInt32Array};
use arrow_select::take::take_record_batch;
use huoju_model::MissingMode;

use crate::assess::{AssessError, Program, Settings};
use crate::assessed::{Assessed, Verdict};
use crate::columns::{CHUNK, Columns, Params};
use crate::program::{ItemCode, ItemCodeKind, Op, Reg, TRUE};
use crate::run::Frame;
use crate::score::given_points;
use crate::survey::Survey;

/// With more cells than this, rows are as good.
const MOST_CELLS: usize = 50_000;

/// A population in cells.
pub struct Cells {
    program: Program,
    settings: Settings,
    population: RecordBatch,
    /// Each row's cell; `None` where every row is one.
    of: Option<Vec<u32>>,
    /// A row of each cell.
    examples: RecordBatch,
    now: Assessed,
}

/// A population assessed by a scheme with other points.
pub struct Rescored<'c> {
    of: Option<&'c [u32]>,
    assessed: Assessed,
}

/// What points, gates and tiers are decided from.
#[derive(Debug, Default, PartialEq, Eq)]
struct Read {
    regs: BTreeSet<Reg>,
    given: BTreeSet<usize>,
}

impl Cells {
    /// Finds the cells of a population under a scheme.
    pub fn new(program: &Program, population: &RecordBatch, settings: &Settings) -> Result<Self, AssessError> {
        program.in_force(settings)?;
        let (of, first) = found(program, population, settings)?;
        let whole = first.len() > MOST_CELLS.min(population.num_rows() / 2);
        let examples = match whole {
            true => population.clone(),
            false => take_record_batch(population, &UInt32Array::from(first)).map_err(|_| AssessError::Overflow)?,
        };
        Ok(Cells {
            program: program.clone(),
            settings: settings.clone(),
            population: population.clone(),
            of: (!whole).then_some(of),
            now: program.assess(&examples, settings)?,
            examples,
        })
    }

    /// The scheme as it is.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The subjects.
    pub fn population(&self) -> &RecordBatch {
        &self.population
    }

    /// How they are assessed.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How many cells there are.
    pub fn n_cells(&self) -> usize {
        self.examples.num_rows()
    }

    /// How a subject stands under the scheme as it is.
    pub fn now(&self, row: usize) -> Verdict {
        self.now.verdict(at(self.of.as_deref(), row))
    }

    /// Everybody under another scheme: by the cells where it differs in points alone, else row by row.
    pub fn assess(&self, other: &Program) -> Result<Rescored<'_>, AssessError> {
        if self.fits(other) {
            let assessed = other.assess(&self.examples, &self.settings)?;
            return Ok(Rescored { of: self.of.as_deref(), assessed });
        }
        let mut settings = self.settings.clone();
        if other.needs_survey() {
            let mut survey = Survey::default();
            other.survey(&self.population, &settings, &mut survey)?;
            settings.standing = Some(std::sync::Arc::new(survey.finish()));
        }
        Ok(Rescored { of: None, assessed: other.assess(&self.population, &settings)? })
    }

    /// Whether another scheme reads nothing but what the cells were found by.
    pub fn fits(&self, other: &Program) -> bool {
        let lacks = |program: &Program| -> Vec<_> {
            program.code().criteria.iter().map(|criterion| (criterion.inputs, criterion.strict.clone())).collect()
        };
        let (own, others) = (Read::of(&self.program), Read::of(other));
        self.program.inputs() == other.inputs()
            && self.mode(&self.program) == self.mode(other)
            && plain(&self.program) == plain(other)
            && self.program.code().surveys == other.code().surveys
            && lacks(&self.program) == lacks(other)
            && others.regs.is_subset(&own.regs)
            && others.given.is_subset(&own.given)
    }

    fn mode(&self, program: &Program) -> MissingMode {
        self.settings.missing.unwrap_or(program.scheme().missing)
    }
}

impl Rescored<'_> {
    /// How a subject stands.
    pub fn verdict(&self, row: usize) -> Verdict {
        self.assessed.verdict(at(self.of, row))
    }
}

fn at(of: Option<&[u32]>, row: usize) -> usize {
    of.map_or(row, |of| of[row] as usize)
}

/// The steps that need no points; `None` in the place of one that does.
fn plain(program: &Program) -> Vec<Option<&Op>> {
    let mut plain: Vec<Option<&Op>> = Vec::new();
    for step in &program.code().steps {
        let needs =
            matches!(step.op, Op::Points { .. }) || step.op.operands().into_iter().any(|reg| plain[reg].is_none());
        plain.push((!needs).then_some(&step.op));
    }
    plain
}

/// Each row's cell, and the first row of each cell.
fn found(
    program: &Program,
    population: &RecordBatch,
    settings: &Settings,
) -> Result<(Vec<u32>, Vec<u32>), AssessError> {
    let columns = Columns::new(program.inputs(), population, settings.presume)?;
    let (params, mut frame) = (Params::new(settings), program.frame(settings)?);
    let (read, mut key) = (Read::of(program), Vec::new());
    let mode = settings.missing.unwrap_or(program.scheme().missing);
    let mut cells: HashMap<Vec<u8>, u32> = HashMap::new();
    let (mut of, mut first) = (Vec::with_capacity(columns.n_rows), Vec::new());
    for start in (0..columns.n_rows).step_by(CHUNK) {
        let len = CHUNK.min(columns.n_rows - start);
        program.chunk(&columns, &params, &mut frame, start, len, mode, &mut Assessed::new(program, len))?;
        let missing = columns.missing(start, len);
        for (row, missing) in missing.iter().enumerate() {
            read.key(program, &columns, &frame, (start, row), *missing, &mut key);
            let cell = match cells.get(&key) {
                Some(cell) => *cell,
                None => {
                    let cell = first.len() as u32;
                    first.push((start + row) as u32);
                    cells.insert(key.clone(), cell);
                    cell
                }
            };
            of.push(cell);
        }
    }
    Ok((of, first))
}

impl Read {
    fn of(program: &Program) -> Self {
        let (code, plain, mut read) = (program.code(), plain(program), Read::default());
        let tests = code.gates.iter().chain(&code.tiers).map(|(reg, _)| *reg);
        tests.chain(code.warnings.iter().copied()).for_each(|reg| read.reg(program, &plain, reg));
        for criterion in &code.criteria {
            read.item(&criterion.item);
        }
        read
    }

    /// A register; of one that needs points, what it is made of.
    fn reg(&mut self, program: &Program, plain: &[Option<&Op>], reg: Reg) {
        if plain[reg].is_some() {
            self.regs.insert(reg);
        } else {
            let operands = program.code().steps[reg].op.operands();
            operands.into_iter().for_each(|operand| self.reg(program, plain, operand));
        }
    }

    /// What an item is scored from: no item needs points.
    fn item(&mut self, item: &ItemCode) {
        match &item.kind {
            ItemCodeKind::Banded { value, band: reg, given, .. } => {
                self.regs.extend([Some(*reg), value.present].into_iter().flatten());
                self.given.extend(given);
            }
            ItemCodeKind::Counted { value, points: reg, .. } => {
                self.regs.extend([Some(*reg), value.present, value.known].into_iter().flatten());
            }
            ItemCodeKind::Judged { given } => drop(self.given.insert(*given)),
            ItemCodeKind::BestOf(items) | ItemCodeKind::SumOf(items) => {
                items.iter().for_each(|item| self.item(item));
            }
            ItemCodeKind::FirstOf(arms) => {
                for (when, item) in arms {
                    self.regs.extend(when);
                    item.iter().for_each(|item| self.item(item));
                }
            }
            ItemCodeKind::Fixed(_) => {}
        }
    }

    /// What a row's cell is known by.
    fn key(
        &self,
        program: &Program,
        columns: &Columns,
        frame: &Frame<'_>,
        (start, row): (usize, usize),
        missing: u128,
        key: &mut Vec<u8>,
    ) {
        key.clear();
        for reg in &self.regs {
            match frame.bytes(*reg) {
                [] => key.extend(frame.cells(*reg).wide(row).to_le_bytes()),
                bytes => key.push(bytes[row]),
            }
        }
        for given in &self.given {
            let points = given_points(program.code(), columns, *given, start + row);
            let there = columns.int(*given, start + row).is_some();
            key.push(u8::from(there) + u8::from(points.is_some()));
            key.extend(points.unwrap_or_default().to_le_bytes());
        }
        for criterion in &program.code().criteria {
            let known = criterion.strict.iter().all(|reg| frame.bytes(*reg)[row] == TRUE);
            key.push(u8::from(known && missing & criterion.inputs == 0));
        }
    }
}
