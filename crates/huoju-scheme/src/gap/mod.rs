//! The gap (差距): the smallest changes that reach a goal, in the subject's own figures.
//!
//! Exact: the cheapest steps of all, or else the answer says that this is not proven. Levers ([`levers`]) say what can
//! be moved; [`reach`] runs the scheme's own program over whole boxes of steps and tells what the goal costs at least;
//! [`search`] branches and bounds; [`apply`] asks the program of each point. So a gap can't disagree with the score.
//! A whole population is swept ([`sweep`]): [`stand`] bounds each subject from where it stands, what that suggests is
//! tried for all at once, and those it doesn't serve are searched together, round by round ([`hunt`]).
//! What people judge stays as it is, the cuts of percentiles are held, and no closed account is ever to be changed:
//! for a closed period an answer says only by how much it was missed.

mod answer;
mod apply;
mod arms;
mod choice;
mod chunk;
mod cost;
mod cover;
mod hunt;
mod levels;
mod levers;
mod line;
mod model;
mod points;
mod reach;
mod report;
mod search;
mod slope;
mod stairs;
mod stand;
mod sweep;
mod trial;
mod way;

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};
use huoju_model::Period;
use jiff::civil::Date;

use self::chunk::Chunk;
use self::levers::rooms;
use self::model::Model;
use self::reach::Reach;
use self::search::{Ask, Search, without};
use crate::assess::{AssessError, Program, Settings};
use crate::explain::Explanation;
use crate::scheme::Input;

pub use answer::{Figure, Gap, Move, Outlook, Plan, State, Turn, Why};
pub use levers::{Lever, Levers, MOST_LEVERS, Motion};
pub use search::Found;
pub use sweep::{Brief, Single, Sweep, Swept, Told};

/// So many boxes are looked into for one plan of one subject; beyond them it is not proven minimal.
const MOST_BOXES: usize = 50_000;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Aim {
    /// What can be moved.
    pub levers: Levers,
    /// The tier to reach, or one that stands before it; any, if `None`.
    pub tier: Option<String>,
    /// The day from which one looks: a period that ended before it is closed.
    pub today: Date,
    /// How many plans at most, each doing without a lever of every cheaper one.
    pub n_plans: usize,
}

/// A tier that the scheme doesn't have.
#[derive(Debug, thiserror::Error)]
#[error("scheme `{scheme}` has no tier `{tier}`; it has {}", known.join(", "))]
pub struct UnknownTier {
    /// The scheme.
    pub scheme: String,
    /// What was asked for.
    pub tier: String,
    /// The tiers that it has.
    pub known: Vec<String>,
}

impl Aim {
    /// Where a period is closed, the first year that isn't, and how many years later that is.
    pub fn next(&self, period: Period) -> Option<(Period, u8)> {
        let years = u8::try_from(self.today.year() - period.year()).ok()?;
        let next = Period::of_year(self.today.year()).ok()?;
        (period.end() < self.today).then_some((next, years))
    }

    /// Whether any lever moves anything that a program reads.
    pub fn moves(&self, program: &Program) -> bool {
        !levers::bind(program, &self.levers).is_empty()
    }

    /// How many of a scheme's first tiers are good enough.
    pub fn n_tiers(&self, program: &Program) -> Result<usize, UnknownTier> {
        let tiers = &program.scheme().tiers;
        let Some(wanted) = &self.tier else { return Ok(tiers.len()) };
        let found = tiers.iter().position(|tier| tier.id == *wanted).map(|place| place + 1);
        found.ok_or_else(|| UnknownTier {
            scheme: program.scheme().id.clone(),
            tier: wanted.clone(),
            known: tiers.iter().map(|tier| tier.id.clone()).collect(),
        })
    }
}

/// What one subject's search found.
struct Answer {
    state: State,
    found: Vec<Found>,
    proven: bool,
    why: Vec<Why>,
}

impl Program {
    /// What one row of a population lacks, and the cheapest ways to it; `n_tiers` as [`Aim::n_tiers`] has it.
    pub fn gap(
        &self,
        population: &RecordBatch,
        row: usize,
        settings: &Settings,
        aim: &Aim,
        n_tiers: usize,
    ) -> Result<Gap, AssessError> {
        self.in_force(settings)?;
        let model = Model::new(self, &aim.levers, n_tiers);
        let one = population.slice(row, 1);
        let (now, explanation) = model.outlook(&one, settings, aim)?;
        let next = match aim.next(settings.period) {
            None => None,
            Some((period, years)) => {
                let then = Settings { period, as_of: None, ..settings.clone() };
                Some(model.outlook(&self.carried(&one, years), &then, aim)?.0)
            }
        };
        Ok(answer::gap(aim, explanation, &model, now, next))
    }

    /// A population as if its figures stood again so many years later: what was this year's is then also the year's
    /// before.
    pub fn carried(&self, population: &RecordBatch, years: u8) -> RecordBatch {
        let inputs = self.inputs().iter();
        let columns = inputs.filter_map(|input| {
            let then = Input { earlier: input.earlier.saturating_sub(years), ..input.clone() };
            let array = population.column_by_name(&then.column())?;
            Some((Field::new(input.column(), array.data_type().clone(), true), array.clone()))
        });
        let named = ["id", "name"].into_iter().filter_map(|name| {
            let array = population.column_by_name(name)?;
            Some((Field::new(name, array.data_type().clone(), true), array.clone()))
        });
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = named.chain(columns).unzip();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap_or_else(|_| population.clone())
    }
}

impl Model<'_> {
    fn outlook(
        &self,
        one: &RecordBatch,
        settings: &Settings,
        aim: &Aim,
    ) -> Result<(Outlook, Explanation), AssessError> {
        let answer = self.answer(one, settings, aim.n_plans)?;
        answer::outlook(self, one, settings, aim, answer)
    }

    /// Searches for one subject.
    fn answer(&self, one: &RecordBatch, settings: &Settings, n_plans: usize) -> Result<Answer, AssessError> {
        let mut answer = Answer { state: State::Missed, found: Vec::new(), proven: true, why: Vec::new() };
        self.chunks(&mut self.program.frame(settings)?, one, settings, |chunk| {
            answer.state = State::of(self.goals(chunk.frame)[0]);
            if answer.state == State::Missed { self.search(chunk, one, settings, n_plans, &mut answer) } else { Ok(()) }
        })?;
        Ok(answer)
    }

    /// Searches for a subject that missed the goal, one plan after the other.
    fn search(
        &self,
        chunk: &Chunk<'_>,
        one: &RecordBatch,
        settings: &Settings,
        n_plans: usize,
        answer: &mut Answer,
    ) -> Result<(), AssessError> {
        let base = chunk.base(0);
        let (mut reach, warned) = (Reach::new(self, &base), [base.warned]);
        let mut frame = self.program.frame(settings)?;
        let top = rooms(self.program, &self.levers, chunk.columns, 0);
        while answer.found.len() < n_plans {
            let mut search = Search::new(self, &without(&answer.found, &top), MOST_BOXES);
            while let Some(ask) = search.next(|steps| self.fits(chunk.columns, 0, steps)) {
                match ask {
                    Ask::Bound(spans) => {
                        spans.into_iter().for_each(|span| search.bound(span, reach.goal(&span.low, &span.high)));
                    }
                    Ask::Try(steps) => {
                        let moved = self.moved(one, &[steps]);
                        search.tell(self.meets(&mut frame, &moved, settings, &warned)?[0]);
                    }
                }
            }
            let (found, proven) = search.end();
            answer.proven &= proven;
            let Some(found) = found else { break };
            answer.found.push(found);
        }
        if answer.found.is_empty() {
            answer.why = reach.why(&top);
        }
        Ok(())
    }
}
