//! The cheapest steps that meet a goal, proven so: best first, by branch and bound over boxes of steps.
//!
//! A box is never cheaper than its bound, so what is met at the bound's price is the cheapest there is. A search asks
//! and is told: what boxes cost at least, and whether a point meets the goal; so one subject's questions can be
//! answered beside those of many. Boxes only get smaller, so the search ends.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

use super::cost::Cost;
use super::levers::{STILL, Steps};
use super::model::Model;

/// Steps that meet the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub(crate) steps: Steps,
    /// What they cost, in hundredths of the levers' unit.
    pub cost: u64,
}

/// All steps between two corners.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub low: Steps,
    pub high: Steps,
}

/// What a search must know to go on.
pub(crate) enum Ask {
    /// What the goal costs at least within each of these, beyond its lower corner: [`Search::bound`] is told.
    Bound(Vec<Span>),
    /// Whether these steps meet the goal: [`Search::tell`] is told.
    Try(Steps),
}

/// A search under way.
pub(crate) struct Search<'m> {
    model: &'m Model<'m>,
    /// Boxes without a bound.
    unbound: Vec<Span>,
    open: BinaryHeap<Node>,
    /// The box whose point is being asked about.
    asked: Option<(Node, Steps)>,
    best: Option<Found>,
    missed: HashSet<Steps>,
    n_made: usize,
    n_seen: usize,
    most: usize,
    given_up: bool,
}

/// A box not looked into yet.
struct Node {
    /// The least that any point of it costs.
    least: u64,
    /// Of equal ones the last made comes first, since it lies deepest; the answer is the same on every machine.
    turn: usize,
    span: Span,
    /// What its goal costs beyond the lower corner.
    goal: Cost,
}

impl<'m> Search<'m> {
    /// Over all boxes from nothing to each of `tops`, looking into so many boxes at most.
    pub fn new(model: &'m Model<'m>, tops: &[Steps], most: usize) -> Self {
        Search {
            model,
            unbound: tops.iter().map(|top| Span { low: STILL, high: *top }).collect(),
            open: BinaryHeap::new(),
            asked: None,
            best: None,
            missed: HashSet::new(),
            n_made: 0,
            n_seen: 0,
            most,
            given_up: false,
        }
    }

    /// Over the box from nothing to `top`, whose bound is known, and whether the steps that it suggests are known to
    /// miss the goal.
    pub fn of(model: &'m Model<'m>, top: Steps, goal: Cost, missed: bool, most: usize) -> Self {
        let mut search = Search::new(model, &[], most);
        search.missed.extend(missed.then_some(goal.steps));
        search.bound(Span { low: STILL, high: top }, goal);
        search
    }

    /// What is to be answered next, where `fits` says whether steps leave every figure within its limits; `None` at
    /// the end.
    pub fn next(&mut self, fits: impl Fn(&Steps) -> bool) -> Option<Ask> {
        loop {
            if !self.unbound.is_empty() {
                return Some(Ask::Bound(std::mem::take(&mut self.unbound)));
            }
            let node = self.open.pop()?;
            if self.best.is_some_and(|best| best.cost <= node.least) {
                return None;
            }
            if self.n_seen >= self.most {
                self.given_up = true;
                return None;
            }
            self.n_seen += 1;
            let point = node.point();
            if !self.missed.contains(&point) && fits(&point) {
                self.asked = Some((node, point));
                return Some(Ask::Try(point));
            }
            self.split(node.span, &point);
        }
    }

    /// What a box costs at least, beyond its lower corner.
    pub fn bound(&mut self, span: Span, goal: Cost) {
        let least = self.model.price(&span.low).saturating_add(goal.value);
        if goal.is_never() || self.best.is_some_and(|best| best.cost <= least) {
            return;
        }
        self.n_made += 1;
        self.open.push(Node { least, turn: self.n_made, span, goal });
    }

    /// Whether the point asked about meets the goal.
    pub fn tell(&mut self, meets: bool) {
        let Some((node, point)) = self.asked.take() else { return };
        if meets {
            let cost = self.model.price(&point);
            if self.best.is_none_or(|best| cost < best.cost) {
                self.best = Some(Found { steps: point, cost });
            }
            if cost <= node.least {
                return;
            }
        } else {
            self.missed.insert(point);
        }
        self.split(node.span, &point);
    }

    /// The cheapest found, and whether there is none cheaper.
    pub fn end(&self) -> (Option<Found>, bool) {
        (self.best, !self.given_up)
    }

    /// In two, where the suggestion moves most, else across the middle of the longest side.
    fn split(&mut self, Span { low, high }: Span, point: &Steps) {
        let n = self.model.levers.len();
        let spent = |lever: usize| u64::from(point[lever] - low[lever]).saturating_mul(self.model.prices[lever]);
        let moved = (0..n).filter(|&lever| point[lever] > low[lever]).max_by_key(|&lever| spent(lever));
        let longest = (0..n).max_by_key(|&lever| high[lever] - low[lever]);
        let (lever, from) = match (moved, longest) {
            (Some(lever), _) => (lever, point[lever]),
            (None, Some(lever)) if high[lever] > low[lever] => {
                (lever, low[lever] + (high[lever] - low[lever]).div_ceil(2))
            }
            _ => return,
        };
        let (mut below, mut above) = (high, low);
        (below[lever], above[lever]) = (from - 1, from);
        self.unbound.extend([Span { low, high: below }, Span { low: above, high }]);
    }
}

impl Node {
    /// Its lower corner with the steps that its bound suggests.
    fn point(&self) -> Steps {
        let mut point = self.span.low;
        for ((at, more), most) in point.iter_mut().zip(&self.goal.steps).zip(&self.span.high) {
            *at = at.saturating_add(*more).min(*most);
        }
        point
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    /// The cheapest is the greatest, since a heap gives its greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.least, self.turn).cmp(&(self.least, other.turn))
    }
}

/// The boxes that leave out every plan known: each does without a lever of each of them.
pub(crate) fn without(found: &[Found], top: &Steps) -> Vec<Steps> {
    let mut tops = vec![*top];
    for plan in found {
        let used = |lever: &usize| plan.steps[*lever] > 0;
        let mut next: Vec<Steps> = Vec::new();
        for top in tops {
            if (0..top.len()).filter(used).any(|lever| top[lever] == 0) {
                next.push(top);
                continue;
            }
            for lever in (0..top.len()).filter(used) {
                let mut without = top;
                without[lever] = 0;
                next.push(without);
            }
        }
        next.sort_unstable();
        next.dedup();
        tops = next;
    }
    tops
}
