//! The gaps of a whole population: who is one step away, by which step, and the cheapest plan of everyone else.
//!
//! A subject's bound most often names the very steps that reach the goal. So all of a chunk's suggestions are tried in
//! one run of the program ([`trial`](super::trial)), and only those that fail are searched, together
//! ([`hunt`](super::hunt)). What is found is steps and costs; it is put into words only when asked for.

use arrow_array::RecordBatch;
use huoju_model::Outcome;

use super::Aim;
use super::answer::{Move, State, Teller};
use super::levers::STILL;
use super::model::Model;
use super::search::Found;
use super::trial::Trial;
use crate::assess::{AssessError, Program, Settings};
use crate::columns::Columns;

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
    /// The cheapest of all, where that is another.
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

impl<'p> Sweep<'p> {
    /// Gets ready; `n_tiers` as [`Aim::n_tiers`] has it.
    pub fn new(program: &'p Program, aim: &'p Aim, n_tiers: usize) -> Self {
        Sweep { model: Model::new(program, &aim.levers, n_tiers), aim }
    }

    /// Every row of a population.
    pub fn rows(&self, population: &RecordBatch, settings: &Settings) -> Result<Vec<Swept>, AssessError> {
        let population = &self.read(population);
        let frame = || self.model.program.frame(settings);
        let mut trial = Trial::new(&self.model, population, settings, frame()?);
        self.model.chunks(&mut frame()?, population, settings, |chunk| trial.chunk(chunk))?;
        Ok(trial.found)
    }

    /// The plans of a population that was swept, in words.
    pub fn told(
        &self,
        population: &RecordBatch,
        settings: &Settings,
        swept: &[Swept],
    ) -> Result<Vec<Told>, AssessError> {
        let columns = Columns::new(self.model.program.inputs(), population, settings.presume)?;
        let told = |(row, one): (usize, &Swept)| {
            let teller = Teller { model: &self.model, aim: self.aim, columns: &columns, row };
            let brief = |found: Found| Brief { moves: teller.moves(&found), cost: teller.cost(&found) };
            let step = one.step.map(|step| step.found());
            Told { step: step.map(brief), plan: one.plan.filter(|plan| step != Some(*plan)).map(brief) }
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
}

impl Single {
    /// The first lever that is pulled.
    pub(super) fn of(found: &Found) -> Option<Single> {
        let lever = found.steps.iter().position(|steps| *steps > 0)?;
        Some(Single { lever: lever as u8, steps: found.steps[lever], cost: found.cost })
    }

    fn found(&self) -> Found {
        let mut steps = STILL;
        steps[usize::from(self.lever)] = self.steps;
        Found { steps, cost: self.cost }
    }
}
