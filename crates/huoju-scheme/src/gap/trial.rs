//! A population under way: what each subject's bound suggests is tried, a chunk at a time, and those that it doesn't
//! serve are left over to be searched together.

use arrow_array::RecordBatch;

use super::answer::State;
use super::chunk::Chunk;
use super::cost::Cost;
use super::hunt::{Hunt, Hunted};
use super::levers::{STILL, Steps, ample_rooms, rooms};
use super::model::Model;
use super::reach::Reach;
use super::search::{Found, Search};
use super::stand::Stand;
use super::sweep::{Single, Swept};
use crate::assess::{AssessError, Settings};
use crate::columns::CHUNK;
use crate::run::Frame;

/// So many boxes are looked into for one subject of a population.
const MOST_BOXES: usize = 2_000;

/// A population on the way, chunk by chunk.
pub(super) struct Trial<'a> {
    model: &'a Model<'a>,
    /// Only what the program reads.
    population: &'a RecordBatch,
    settings: &'a Settings,
    /// Where trials run.
    frame: Frame<'a>,
    /// The suggestions of a chunk, kept for the next.
    tried: Vec<Tried>,
    pub found: Vec<Swept>,
    /// Whose suggestions were not enough.
    left: Vec<Tried>,
    /// Of whose levers none was enough where one seemed to be.
    left_singles: Vec<Tried>,
}

/// A subject with a suggestion to be tried.
#[derive(Clone, Copy)]
pub(super) struct Tried {
    /// Its row of the population.
    row: usize,
    top: Steps,
    /// Whether all levers can be pulled in full, so that no figure leaves its bounds.
    ample: bool,
    goal: Cost,
    /// Whether what its bound suggests was tried in vain.
    missed: bool,
    /// The levers that could reach the goal each by itself.
    alone: u32,
    warned: u64,
}

impl<'a> Trial<'a> {
    pub fn new(model: &'a Model<'a>, population: &'a RecordBatch, settings: &'a Settings, frame: Frame<'a>) -> Self {
        let (tried, left, left_singles) = (Vec::new(), Vec::new(), Vec::new());
        let found = Vec::with_capacity(population.num_rows());
        Trial { model, population, settings, frame, tried, found, left, left_singles }
    }

    /// The next chunk.
    pub fn chunk(&mut self, chunk: &Chunk<'_>) -> Result<(), AssessError> {
        let swept = |(row, goal)| Swept {
            outcome: chunk.assessed.outcome(row),
            state: State::of(goal),
            step: None,
            plan: None,
            proven: true,
        };
        self.found.extend(self.model.goals(chunk.frame).into_iter().enumerate().map(swept));
        let mut stand = Stand::new(self.model, chunk.base(0), chunk.assessed);
        let room = self.model.have_room(chunk.columns, chunk.start, chunk.frame.len);
        let hopeless = self.model.hopeless(chunk.frame);
        let missed = |row: &usize| self.found[chunk.start + row].state == State::Missed && !hopeless[*row];
        let missed = (0..chunk.frame.len).filter(missed);
        let (mut tried, mut singles) = (std::mem::take(&mut self.tried), Vec::new());
        tried.clear();
        tried.extend(missed.filter_map(|row| self.suggested(chunk, &mut stand, row, room[row])));
        for (tried, reached) in tried.iter().zip(self.reached(chunk, &tried)?) {
            if reached != Some(true) {
                self.left.push(Tried { missed: reached.is_some(), ..*tried });
            } else if self.take(tried, Some(tried.found())) {
                singles.extend(self.single(chunk, &mut stand, tried));
            }
        }
        for (single, reached) in singles.iter().zip(self.reached(chunk, &singles)?) {
            match reached {
                Some(true) => self.found[single.row].step = Single::of(&single.found()),
                _ => self.left_singles.push(*single),
            }
        }
        self.tried = tried;
        if self.left.len() + self.left_singles.len() >= CHUNK || self.found.len() == chunk.columns.n_rows {
            self.search(chunk)?;
        }
        Ok(())
    }

    /// Takes note of a subject's plan, which may be the cheapest of a single lever itself; whether such a one is still
    /// to be looked for.
    fn take(&mut self, tried: &Tried, plan: Option<Found>) -> bool {
        let row = &mut self.found[tried.row];
        row.plan = plan;
        let Some(plan) = plan else { return false };
        let is_single = plan.steps.iter().filter(|steps| **steps > 0).count() == 1;
        if is_single {
            row.step = Single::of(&plan);
        }
        !is_single && tried.tops().next().is_some()
    }

    /// What a subject's bound suggests; `None` where the goal is out of reach.
    fn suggested<'c>(&self, chunk: &Chunk<'c>, stand: &mut Stand<'c>, row: usize, ample: bool) -> Option<Tried>
    where
        'a: 'c,
    {
        let (model, at) = (self.model, chunk.start + row);
        let top = if ample {
            ample_rooms(&model.levers, chunk.columns, at)
        } else {
            rooms(model.program, &model.levers, chunk.columns, at)
        };
        let (goal, alone) = bound(chunk, stand, row, top);
        (!goal.is_never()).then_some(Tried {
            row: at,
            top,
            ample,
            goal,
            missed: false,
            alone,
            warned: chunk.base(row).warned,
        })
    }

    /// What the bounds of single levers suggest: the cheapest of them; `None` where none is enough.
    fn single<'c>(&self, chunk: &Chunk<'c>, stand: &mut Stand<'c>, tried: &Tried) -> Option<Tried>
    where
        'a: 'c,
    {
        let goals = tried.tops().map(|top| bound(chunk, stand, tried.row - chunk.start, top).0);
        // Of equal ones the last, as in a search.
        let cheapest = goals.filter(|goal| !goal.is_never()).reduce(|a, b| if b.value <= a.value { b } else { a })?;
        Some(Tried { goal: cheapest, ..*tried })
    }

    /// Whether each suggestion reaches the goal at no more than its bound: then nothing is cheaper. `None` where its
    /// steps can't be taken, or cost more than that.
    fn reached(&mut self, chunk: &Chunk<'_>, tried: &[Tried]) -> Result<Vec<Option<bool>>, AssessError> {
        let fits = |one: &Tried| {
            self.model.price(&one.goal.steps) == one.goal.value
                && (one.ample || self.model.fits(chunk.columns, one.row, &one.goal.steps))
        };
        let fits: Vec<bool> = tried.iter().map(fits).collect();
        let asked = || tried.iter().zip(&fits).filter(|(_, fits)| **fits).map(|(one, _)| one);
        let steps: Vec<Steps> = asked().map(|one| one.goal.steps).collect();
        let warned: Vec<u64> = asked().map(|one| one.warned).collect();
        let moved = self.model.stepped(self.population, asked().map(|one| one.row), &steps)?;
        let mut met = self.model.meets(&mut self.frame, &moved, self.settings, &warned)?.into_iter();
        Ok(fits.into_iter().map(|fits| if fits { met.next() } else { None }).collect())
    }

    /// Searches for all that are left over.
    fn search(&mut self, chunk: &Chunk<'_>) -> Result<(), AssessError> {
        let (model, left) = (self.model, std::mem::take(&mut self.left));
        let plans = self.hunted(chunk, &left, |one| Search::of(model, one.top, one.goal, one.missed, MOST_BOXES))?;
        for (tried, (plan, proven)) in left.iter().zip(plans) {
            self.found[tried.row].proven = proven;
            if self.take(tried, plan) {
                self.left_singles.push(*tried);
            }
        }
        let left = std::mem::take(&mut self.left_singles);
        let singles =
            self.hunted(chunk, &left, |one| Search::new(model, &one.tops().collect::<Vec<_>>(), MOST_BOXES))?;
        for (tried, (step, proven)) in left.iter().zip(singles) {
            let row = &mut self.found[tried.row];
            (row.step, row.proven) = (step.as_ref().and_then(Single::of), row.proven && proven);
        }
        Ok(())
    }

    fn hunted(
        &mut self,
        chunk: &Chunk<'_>,
        left: &[Tried],
        search: impl Fn(&Tried) -> Search<'a>,
    ) -> Result<Vec<(Option<Found>, bool)>, AssessError> {
        let hunted = |one: &Tried| Hunted { row: one.row, warned: one.warned, search: search(one) };
        let mut all: Vec<Hunted<'_>> = left.iter().map(hunted).collect();
        let Trial { model, population, settings, frame, .. } = self;
        Hunt { model, population, columns: chunk.columns, settings, frame }.run(&mut all)?;
        Ok(all.iter().map(|one| one.search.end()).collect())
    }
}

/// What the goal costs a row under these tops at least, and the levers that could reach it each by itself.
fn bound<'c>(chunk: &Chunk<'c>, stand: &mut Stand<'c>, row: usize, top: Steps) -> (Cost, u32) {
    stand.look(chunk.base(row), top, u64::MAX);
    match stand.goal() {
        Some(way) => (stand.ways.cost(&way), way.alone),
        None => {
            let base = chunk.base(row);
            let mut reach = Reach::new(stand.model, &base);
            (reach.goal(&STILL, &top), reach.goal_alone())
        }
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
