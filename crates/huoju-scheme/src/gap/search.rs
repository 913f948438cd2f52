//! The cheapest steps that meet a goal, proven so: best first, by branch and bound over boxes of steps.
//!
//! A box is never cheaper than its bound ([`Reach::goal`]), so what is met at the bound's price is the cheapest there
//! is. Whether a point meets the goal is asked of the program; boxes only get smaller, so the search ends.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};

use super::cost::Cost;
use super::levers::{STILL, Steps};
use super::reach::Reach;

/// Steps that meet the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub(crate) steps: Steps,
    /// What they cost, in hundredths of the levers' unit.
    pub cost: u64,
}

/// A search under way.
pub(crate) struct Search {
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
    low: Steps,
    high: Steps,
    /// What its goal costs beyond the lower corner.
    goal: Cost,
}

impl Search {
    /// Over all boxes from nothing to each of `tops`, looking into so many boxes at most.
    pub fn new(reach: &mut Reach<'_>, tops: &[Steps], most: usize) -> Self {
        let mut search = Search {
            open: BinaryHeap::new(),
            asked: None,
            best: None,
            missed: HashSet::new(),
            n_made: 0,
            n_seen: 0,
            most,
            given_up: false,
        };
        for top in tops {
            search.add(reach, STILL, *top);
        }
        search
    }

    /// The next point to be asked about; `None` at the end.
    pub fn next(&mut self, reach: &mut Reach<'_>) -> Option<Steps> {
        while let Some(node) = self.open.pop() {
            if self.best.is_some_and(|best| best.cost <= node.least) {
                return None;
            }
            if self.n_seen >= self.most {
                self.given_up = true;
                return None;
            }
            self.n_seen += 1;
            let point = node.point();
            if self.missed.contains(&point)
                || !reach.model.fits(reach.base.columns, reach.base.start + reach.base.row, &point)
            {
                self.split(reach, node, &point);
                continue;
            }
            self.asked = Some((node, point));
            return Some(point);
        }
        None
    }

    /// Whether the point asked about meets the goal.
    pub fn tell(&mut self, reach: &mut Reach<'_>, meets: bool) {
        let Some((node, point)) = self.asked.take() else { return };
        if meets {
            let cost = reach.model.price(&point);
            if self.best.is_none_or(|best| cost < best.cost) {
                self.best = Some(Found { steps: point, cost });
            }
            if cost <= node.least {
                return;
            }
        } else {
            self.missed.insert(point);
        }
        self.split(reach, node, &point);
    }

    /// The cheapest found, and whether there is none cheaper.
    pub fn end(&self) -> (Option<Found>, bool) {
        (self.best, !self.given_up)
    }

    fn add(&mut self, reach: &mut Reach<'_>, low: Steps, high: Steps) {
        let goal = reach.goal(&low, &high);
        let least = reach.model.price(&low).saturating_add(goal.value);
        if goal.is_never() || self.best.is_some_and(|best| best.cost <= least) {
            return;
        }
        self.n_made += 1;
        self.open.push(Node { least, turn: self.n_made, low, high, goal });
    }

    /// In two, where the suggestion moves most, else across the middle of the longest side.
    fn split(&mut self, reach: &mut Reach<'_>, node: Node, point: &Steps) {
        let n = reach.model.levers.len();
        let spent = |lever: usize| u64::from(point[lever] - node.low[lever]).saturating_mul(reach.model.prices[lever]);
        let moved = (0..n).filter(|&lever| point[lever] > node.low[lever]).max_by_key(|&lever| spent(lever));
        let longest = (0..n).max_by_key(|&lever| node.high[lever] - node.low[lever]);
        let (lever, from) = match (moved, longest) {
            (Some(lever), _) => (lever, point[lever]),
            (None, Some(lever)) if node.high[lever] > node.low[lever] => {
                (lever, node.low[lever] + (node.high[lever] - node.low[lever]).div_ceil(2))
            }
            _ => return,
        };
        let (mut below, mut above) = (node.high, node.low);
        (below[lever], above[lever]) = (from - 1, from);
        self.add(reach, node.low, below);
        self.add(reach, above, node.high);
    }
}

impl Node {
    /// Its lower corner with the steps that its bound suggests.
    fn point(&self) -> Steps {
        let mut point = self.low;
        for ((at, more), most) in point.iter_mut().zip(&self.goal.steps).zip(&self.high) {
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
