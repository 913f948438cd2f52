//! The gaps of a whole population: who is one step away, by which step, and the cheapest plan of everyone else.
//!
//! A subject's bound most often names the very steps that reach the goal. So all of a chunk's suggestions are tried in
//! one run of the program, and only where one fails is that subject searched by itself.

use arrow_array::{RecordBatch, UInt32Array};
use arrow_select::take::take_record_batch;
use huoju_model::{MissingMode, Outcome};

use super::Aim;
use super::answer::{Move, State, Teller};
use super::cost::Cost;
use super::levers::{STILL, Steps, rooms};
use super::model::Model;
use super::reach::{Base, Reach};
use super::search::{Found, Search};
use crate::assess::{AssessError, Program, Settings};
use crate::assessed::Assessed;
use crate::columns::{CHUNK, Columns, Params};
use crate::run::Frame;
use crate::score::{Scored, score};

/// So many boxes are looked into for one subject of a population.
const MOST_BOXES: usize = 2_000;

/// A program beside levers, ready for whole populations.
pub struct Sweep<'p> {
    model: Model<'p>,
    aim: &'p Aim,
}

/// One subject of a population.
#[derive(Debug, Clone)]
pub struct Swept {
    /// The outcome as the figures are.
    pub outcome: Outcome,
    /// How it stands to the goal.
    pub state: State,
    /// The cheapest plan that pulls a single lever; `None` where no single one is enough.
    pub step: Option<Brief>,
    /// The cheapest plan of all; `None` where the levers don't reach the goal.
    pub plan: Option<Brief>,
    /// Whether it is proven that none is cheaper, or that there is none.
    pub proven: bool,
}

/// A plan in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// What is done, lever by lever.
    pub moves: Vec<Move>,
    /// What it costs, in hundredths of the levers' unit and in words.
    pub cost: (u64, String),
}

/// What was found for one row, before it is put into words.
#[derive(Debug, Clone, Copy)]
struct Row {
    state: State,
    step: Option<Found>,
    plan: Option<Found>,
    proven: bool,
}

/// A chunk of a population with its registers.
struct Chunk<'a> {
    population: &'a RecordBatch,
    columns: &'a Columns,
    frame: &'a Frame<'a>,
    start: usize,
    fixed: &'a [Scored],
    missing: &'a [u128],
    settings: &'a Settings,
    strict: bool,
}

/// A suggestion to be tried.
struct Tried {
    row: usize,
    goal: Cost,
    /// The levers that could reach the goal each by itself.
    alone: u32,
    warned: u64,
}

impl<'p> Sweep<'p> {
    /// Gets ready; `n_tiers` as [`Aim::n_tiers`] has it.
    pub fn new(program: &'p Program, aim: &'p Aim, n_tiers: usize) -> Self {
        Sweep { model: Model::new(program, &aim.levers, n_tiers), aim }
    }

    /// Every row of a population.
    pub fn rows(&self, population: &RecordBatch, settings: &Settings) -> Result<Vec<Swept>, AssessError> {
        let program = self.model.program;
        let columns = Columns::new(program.scheme(), population, settings.presume)?;
        let (params, mut frame) = (Params::new(settings), program.frame(settings)?);
        let mode = settings.missing.unwrap_or(program.scheme().missing);
        let mut assessed = Assessed::new(program, columns.n_rows);
        let mut found = Vec::with_capacity(columns.n_rows);
        for start in (0..columns.n_rows).step_by(CHUNK) {
            let len = CHUNK.min(columns.n_rows - start);
            program.chunk(&columns, &params, &mut frame, start, len, mode, &mut assessed)?;
            let fixed = self.model.fixed.iter().map(|item| score(item, program.code(), &columns, &frame, start));
            let chunk = Chunk {
                population,
                columns: &columns,
                frame: &frame,
                start,
                fixed: &fixed.collect::<Vec<_>>(),
                missing: &columns.missing(start, len),
                settings,
                strict: mode == MissingMode::Strict,
            };
            found.extend(self.chunk(&chunk)?);
        }
        Ok(found
            .iter()
            .enumerate()
            .map(|(row, found)| self.told(*found, assessed.outcome(row), &columns, row))
            .collect())
    }

    fn told(&self, found: Row, outcome: Outcome, columns: &Columns, row: usize) -> Swept {
        let teller = Teller { model: &self.model, aim: self.aim, columns, row };
        let brief = |found: Found| Brief { moves: teller.moves(&found), cost: teller.cost(&found) };
        Swept {
            outcome,
            state: found.state,
            step: found.step.map(brief),
            plan: found.plan.map(brief),
            proven: found.proven,
        }
    }

    fn chunk(&self, chunk: &Chunk<'_>) -> Result<Vec<Row>, AssessError> {
        let state = |row| Row { state: self.model.state(chunk.frame, row), step: None, plan: None, proven: true };
        let mut rows: Vec<Row> = (0..chunk.frame.len).map(state).collect();
        let missed = (0..rows.len()).filter(|row| rows[*row].state == State::Missed);
        let tried: Vec<Tried> = missed.filter_map(|row| self.suggested(chunk, row)).collect();
        let reached = self.reached(chunk, &tried)?;
        for (tried, reached) in tried.iter().zip(reached) {
            let found = Found { steps: tried.goal.steps, cost: tried.goal.value };
            let row = &mut rows[tried.row];
            (row.plan, row.proven) =
                if reached { (Some(found), true) } else { self.searched(chunk, tried, &[self.top(chunk, tried.row)])? };
            if let Some(plan) = row.plan {
                (row.step, row.proven) = self.single(chunk, tried, plan, row.proven)?;
            }
        }
        Ok(rows)
    }

    fn top(&self, chunk: &Chunk<'_>, row: usize) -> Steps {
        rooms(self.model.program, &self.model.levers, chunk.columns, chunk.start + row)
    }

    /// What a subject's bound suggests; `None` where the goal is out of reach.
    fn suggested(&self, chunk: &Chunk<'_>, row: usize) -> Option<Tried> {
        if self.model.hopeless(chunk.frame, row) {
            return None;
        }
        let base = chunk.base(row);
        let mut reach = Reach::new(&self.model, &base);
        let goal = reach.goal(&STILL, &self.top(chunk, row));
        if goal.is_never() {
            return None;
        }
        Some(Tried { row, goal, alone: reach.goal_alone(), warned: self.model.warned(chunk.frame, row) })
    }

    /// Whether each suggestion reaches the goal at no more than its bound: then nothing is cheaper.
    fn reached(&self, chunk: &Chunk<'_>, tried: &[Tried]) -> Result<Vec<bool>, AssessError> {
        let fits = |one: &Tried| {
            self.model.price(&one.goal.steps) == one.goal.value
                && self.model.fits(chunk.columns, chunk.start + one.row, &one.goal.steps)
        };
        let fits: Vec<bool> = tried.iter().map(fits).collect();
        let asked = || tried.iter().zip(&fits).filter(|(_, fits)| **fits).map(|(one, _)| one);
        let places: Vec<u32> = asked().map(|one| (chunk.start + one.row) as u32).collect();
        let steps: Vec<Steps> = asked().map(|one| one.goal.steps).collect();
        let warned: Vec<u64> = asked().map(|one| one.warned).collect();
        let taken =
            take_record_batch(chunk.population, &UInt32Array::from(places)).map_err(|_| AssessError::Overflow)?;
        let mut met = self.model.meets(&self.model.moved(&taken, &steps), chunk.settings, &warned)?.into_iter();
        Ok(fits.iter().map(|fits| *fits && met.next().unwrap_or(false)).collect())
    }

    /// Searches for one subject under these tops.
    fn searched(&self, chunk: &Chunk<'_>, tried: &Tried, tops: &[Steps]) -> Result<(Option<Found>, bool), AssessError> {
        let base = chunk.base(tried.row);
        let mut reach = Reach::new(&self.model, &base);
        let one = chunk.population.slice(chunk.start + tried.row, 1);
        let mut search = Search::new(&mut reach, tops, MOST_BOXES);
        while let Some(steps) = search.next(&mut reach) {
            let moved = self.model.moved(&one, &[steps]);
            search.tell(&mut reach, self.model.meets(&moved, chunk.settings, &[tried.warned])?[0]);
        }
        Ok(search.end())
    }

    /// The cheapest plan of a single lever, which the cheapest plan may be itself.
    fn single(
        &self,
        chunk: &Chunk<'_>,
        tried: &Tried,
        plan: Found,
        proven: bool,
    ) -> Result<(Option<Found>, bool), AssessError> {
        if plan.steps.iter().filter(|steps| **steps > 0).count() == 1 {
            return Ok((Some(plan), proven));
        }
        let top = self.top(chunk, tried.row);
        let alone = |lever: usize| {
            let mut alone = STILL;
            alone[lever] = top[lever];
            alone
        };
        let able = |lever: &usize| top[*lever] > 0 && tried.alone & (1 << lever) != 0;
        let tops: Vec<Steps> = (0..top.len()).filter(able).map(alone).collect();
        if tops.is_empty() {
            return Ok((None, proven));
        }
        let (found, sure) = self.searched(chunk, tried, &tops)?;
        Ok((found, proven && sure))
    }
}

impl Chunk<'_> {
    fn base(&self, row: usize) -> Base<'_> {
        Base {
            columns: self.columns,
            frame: self.frame,
            start: self.start,
            row,
            fixed: self.fixed,
            missing: self.missing[row],
            strict: self.strict,
        }
    }
}
