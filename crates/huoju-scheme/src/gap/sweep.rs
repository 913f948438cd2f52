//! The gaps of a whole population: who is one step away, by which step, and the cheapest plan of everyone else.
//!
//! A subject's bound most often names the very steps that reach the goal. So all of a chunk's suggestions are tried in
//! one run of the program, and only where one fails is that subject searched by itself. What is found is steps and
//! costs; it is put into words only when asked for.

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
use super::stand::Stand;
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
#[derive(Debug, Clone, Copy)]
pub struct Swept {
    /// The outcome as the figures are.
    pub outcome: Outcome,
    /// How it stands to the goal.
    pub state: State,
    /// The cheapest plan that pulls a single lever; `None` where no single one is enough.
    pub step: Option<Single>,
    /// The cheapest plan of all; `None` where the levers don't reach the goal.
    pub plan: Option<Found>,
    /// Whether it is proven that none is cheaper, or that there is none.
    pub proven: bool,
}

/// Steps of a single lever that meet the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Single {
    lever: u8,
    steps: u32,
    /// What they cost, in hundredths of the levers' unit.
    pub cost: u64,
}

/// A subject's plans in words, as [`Swept`] has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The cheapest that pulls a single lever.
    pub step: Option<Brief>,
    /// The cheapest of all.
    pub plan: Option<Brief>,
}

/// A plan in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// What is done, lever by lever.
    pub moves: Vec<Move>,
    /// What it costs, in hundredths of the levers' unit and in words.
    pub cost: (u64, String),
}

/// A chunk of a population with its registers.
struct Chunk<'a> {
    /// Only what the program reads.
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
    top: Steps,
    /// Whether all levers can be pulled in full, so that no figure leaves its bounds.
    ample: bool,
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
        let population = &self.read(population);
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
            self.chunk(&chunk, &assessed, &mut found)?;
        }
        Ok(found)
    }

    /// The plans of a population that was swept, in words.
    pub fn told(
        &self,
        population: &RecordBatch,
        settings: &Settings,
        swept: &[Swept],
    ) -> Result<Vec<Told>, AssessError> {
        let columns = Columns::new(self.model.program.scheme(), population, settings.presume)?;
        let told = |(row, one): (usize, &Swept)| {
            let teller = Teller { model: &self.model, aim: self.aim, columns: &columns, row };
            let brief = |found: Found| Brief { moves: teller.moves(&found), cost: teller.cost(&found) };
            Told { step: one.step.map(|step| brief(step.found())), plan: one.plan.map(brief) }
        };
        Ok(swept.iter().enumerate().map(told).collect())
    }

    /// The columns that the program reads.
    fn read(&self, population: &RecordBatch) -> RecordBatch {
        let names = self.model.program.inputs().iter().map(|input| input.column());
        let mut places: Vec<usize> = names.filter_map(|name| population.schema().index_of(&name).ok()).collect();
        places.sort_unstable();
        population.project(&places).unwrap_or_else(|_| population.clone())
    }

    fn chunk(&self, chunk: &Chunk<'_>, assessed: &Assessed, found: &mut Vec<Swept>) -> Result<(), AssessError> {
        let swept = |row| Swept {
            outcome: assessed.outcome(chunk.start + row),
            state: self.model.state(chunk.frame, row),
            step: None,
            plan: None,
            proven: true,
        };
        found.extend((0..chunk.frame.len).map(swept));
        let rows = &mut found[chunk.start..];
        let mut stand = Stand::new(&self.model, chunk.base(0), assessed);
        let missed = (0..rows.len()).filter(|row| rows[*row].state == State::Missed);
        let tried: Vec<Tried> = missed.filter_map(|row| self.suggested(chunk, &mut stand, row)).collect();
        let reached = self.reached(chunk, &tried)?;
        for (tried, reached) in tried.iter().zip(reached) {
            let row = &mut rows[tried.row];
            (row.plan, row.proven) =
                if reached { (Some(tried.found()), true) } else { self.searched(chunk, tried, &[tried.top])? };
        }
        self.steps(chunk, &mut stand, &tried, rows)
    }

    /// What a subject's bound suggests; `None` where the goal is out of reach.
    fn suggested<'a>(&'a self, chunk: &Chunk<'a>, stand: &mut Stand<'a>, row: usize) -> Option<Tried> {
        if self.model.hopeless(chunk.frame, row) {
            return None;
        }
        let ample = self.model.has_room(chunk.columns, chunk.start + row);
        let top = rooms(self.model.program, &self.model.levers, chunk.columns, chunk.start + row, ample);
        (stand.base, stand.top) = (chunk.base(row), top);
        let (goal, alone) = match stand.goal() {
            Some(way) => (stand.ways.cost(&way), way.alone),
            None => {
                let base = chunk.base(row);
                let mut reach = Reach::new(&self.model, &base);
                (reach.goal(&STILL, &top), reach.goal_alone())
            }
        };
        (!goal.is_never()).then(|| Tried { row, top, ample, goal, alone, warned: self.model.warned(chunk.frame, row) })
    }

    /// Whether each suggestion reaches the goal at no more than its bound: then nothing is cheaper.
    fn reached(&self, chunk: &Chunk<'_>, tried: &[Tried]) -> Result<Vec<bool>, AssessError> {
        let fits = |one: &Tried| {
            self.model.price(&one.goal.steps) == one.goal.value
                && (one.ample || self.model.fits(chunk.columns, chunk.start + one.row, &one.goal.steps))
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

    /// The cheapest plans of a single lever, which the cheapest plan may be itself.
    fn steps<'a>(
        &'a self,
        chunk: &Chunk<'a>,
        stand: &mut Stand<'a>,
        tried: &[Tried],
        rows: &mut [Swept],
    ) -> Result<(), AssessError> {
        let mut singles = Vec::new();
        for tried in tried {
            let Some(plan) = rows[tried.row].plan else { continue };
            if plan.steps.iter().filter(|steps| **steps > 0).count() == 1 {
                rows[tried.row].step = Single::of(&plan);
            } else if tried.tops().next().is_some() {
                singles.extend(self.single(chunk, stand, tried));
            }
        }
        let reached = self.reached(chunk, &singles)?;
        for (single, reached) in singles.iter().zip(reached) {
            let row = &mut rows[single.row];
            if reached {
                row.step = Single::of(&single.found());
            } else {
                let (step, proven) = self.searched(chunk, single, &single.tops().collect::<Vec<_>>())?;
                (row.step, row.proven) = (step.as_ref().and_then(Single::of), row.proven && proven);
            }
        }
        Ok(())
    }

    /// What the bounds of single levers suggest: the cheapest of them; `None` where none is enough.
    fn single<'a>(&'a self, chunk: &Chunk<'a>, stand: &mut Stand<'a>, tried: &Tried) -> Option<Tried> {
        let mut cheapest = Cost::NEVER;
        for top in tried.tops() {
            (stand.base, stand.top) = (chunk.base(tried.row), top);
            let goal = match stand.goal() {
                Some(way) => stand.ways.cost(&way),
                None => {
                    let base = chunk.base(tried.row);
                    Reach::new(&self.model, &base).goal(&STILL, &top)
                }
            };
            // Of equal ones the last, as in a search.
            if !goal.is_never() && goal.value <= cheapest.value {
                cheapest = goal;
            }
        }
        (!cheapest.is_never()).then_some(Tried { goal: cheapest, ..*tried })
    }
}

impl Single {
    /// The first lever that is pulled.
    fn of(found: &Found) -> Option<Single> {
        let lever = found.steps.iter().position(|steps| *steps > 0)?;
        Some(Single { lever: lever as u8, steps: found.steps[lever], cost: found.cost })
    }

    fn found(&self) -> Found {
        let mut steps = STILL;
        steps[usize::from(self.lever)] = self.steps;
        Found { steps, cost: self.cost }
    }
}

impl Tried {
    fn found(&self) -> Found {
        Found { steps: self.goal.steps, cost: self.goal.value }
    }

    /// Of each lever that could do it by itself, all of its steps and none of the others'.
    fn tops(&self) -> impl Iterator<Item = Steps> {
        let able = |lever: &usize| self.top[*lever] > 0 && self.alone & (1 << lever) != 0;
        (0..self.top.len()).filter(able).map(|lever| {
            let mut alone = STILL;
            alone[lever] = self.top[lever];
            alone
        })
    }
}

impl<'a> Chunk<'a> {
    fn base(&self, row: usize) -> Base<'a> {
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
