//! Many subjects searched at once: all the boxes that their searches ask about in a round are bounded in one run of
//! the program, and all their points tried in another.
//!
//! A box is the subject as it would stand with the steps of its lower corner taken ([`Stand`]); where that can't tell,
//! [`Reach`] is asked about the subject as it is.

use arrow_array::RecordBatch;

use super::cost::Cost;
use super::levers::{STILL, Steps};
use super::model::Model;
use super::reach::Reach;
use super::search::{Ask, Search, Span};
use super::stand::Stand;
use crate::assess::{AssessError, Settings};
use crate::columns::Columns;
use crate::run::Frame;

/// The subjects' population.
pub(super) struct Hunt<'a, 'f> {
    pub model: &'a Model<'a>,
    pub population: &'a RecordBatch,
    pub columns: &'a Columns,
    pub settings: &'a Settings,
    /// Where trials run.
    pub frame: &'a mut Frame<'f>,
}

/// A subject whose search is under way.
pub(super) struct Hunted<'a> {
    /// Its row of the population.
    pub row: usize,
    /// The warnings that it has, a bit each.
    pub warned: u64,
    pub search: Search<'a>,
}

/// A box that is asked about, and by whose search.
type Asked = (usize, Span);

impl Hunt<'_, '_> {
    /// Goes on until every search has ended.
    pub fn run(&mut self, all: &mut [Hunted<'_>]) -> Result<(), AssessError> {
        let mut open: Vec<usize> = (0..all.len()).collect();
        while !open.is_empty() {
            let (mut spans, mut points) = (Vec::new(), Vec::new());
            open.retain(|&at| {
                let Hunted { row, search, .. } = &mut all[at];
                match search.next(|steps| self.model.fits(self.columns, *row, steps)) {
                    Some(Ask::Bound(asked)) => spans.extend(asked.into_iter().map(|span| (at, span))),
                    Some(Ask::Try(steps)) => points.push((at, steps)),
                    None => return false,
                }
                true
            });
            self.bound(all, spans)?;
            self.tell(all, &points)?;
        }
        Ok(())
    }

    fn tell(&mut self, all: &mut [Hunted<'_>], points: &[(usize, Steps)]) -> Result<(), AssessError> {
        let rows = points.iter().map(|(at, _)| all[*at].row);
        let steps: Vec<Steps> = points.iter().map(|(_, steps)| *steps).collect();
        let warned: Vec<u64> = points.iter().map(|(at, _)| all[*at].warned).collect();
        let moved = self.model.stepped(self.population, rows, &steps)?;
        let met = self.model.meets(self.frame, &moved, self.settings, &warned)?;
        points.iter().zip(met).for_each(|((at, _), met)| all[*at].search.tell(met));
        Ok(())
    }

    fn bound(&mut self, all: &mut [Hunted<'_>], spans: Vec<Asked>) -> Result<(), AssessError> {
        let mut goals = vec![None; spans.len()];
        let fits = |n: &usize| self.model.fits(self.columns, all[spans[*n].0].row, &spans[*n].1.low);
        let corners: Vec<usize> = (0..spans.len()).filter(fits).collect();
        self.stand(all, &spans, &corners, &mut goals)?;
        let others: Vec<usize> = (0..spans.len()).filter(|n| goals[*n].is_none()).collect();
        self.reach(all, &spans, &others, &mut goals)?;
        for ((at, span), goal) in spans.into_iter().zip(goals) {
            all[at].search.bound(span, goal.unwrap_or(Cost::FREE));
        }
        Ok(())
    }

    /// Bounds those of the boxes whose lower corner leaves every figure within its limits, as far as can be told.
    fn stand(
        &mut self,
        all: &[Hunted<'_>],
        spans: &[Asked],
        of: &[usize],
        goals: &mut [Option<Cost>],
    ) -> Result<(), AssessError> {
        let rows = of.iter().map(|n| all[spans[*n].0].row);
        let corners: Vec<Steps> = of.iter().map(|n| spans[*n].1.low).collect();
        let moved = self.model.stepped(self.population, rows, &corners)?;
        self.model.chunks(self.frame, &moved, self.settings, |chunk| {
            let mut stand = Stand::new(self.model, chunk.base(0), chunk.assessed);
            for (row, &n) in of[chunk.start..][..chunk.frame.len].iter().enumerate() {
                let (at, Span { low, high }) = &spans[n];
                let mut top = STILL;
                top.iter_mut().zip(low.iter().zip(high)).for_each(|(top, (low, high))| *top = high - low);
                stand.look(chunk.base(row), top, all[*at].warned);
                goals[n] = stand.goal().map(|way| stand.ways.cost(&way));
            }
            Ok(())
        })
    }

    /// Bounds the others.
    fn reach(
        &mut self,
        all: &[Hunted<'_>],
        spans: &[Asked],
        of: &[usize],
        goals: &mut [Option<Cost>],
    ) -> Result<(), AssessError> {
        let rows = of.iter().map(|n| all[spans[*n].0].row);
        let still = self.model.stepped(self.population, rows, &vec![STILL; of.len()])?;
        self.model.chunks(self.frame, &still, self.settings, |chunk| {
            for (row, &n) in of[chunk.start..][..chunk.frame.len].iter().enumerate() {
                let span = &spans[n].1;
                goals[n] = Some(Reach::new(self.model, &chunk.base(row)).goal(&span.low, &span.high));
            }
            Ok(())
        })
    }
}
