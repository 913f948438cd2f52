//! What something costs at least, and the steps that would perhaps do it.

use super::levers::{STILL, Steps};

/// A lower bound of what must be paid for something within a box of steps, beyond the box's lower corner.
///
/// Only what is paid for `levers` is counted, so that bounds over different levers add up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    pub value: u64,
    pub levers: u32,
    /// Steps beyond the lower corner that seem to do it; a suggestion, no proof.
    pub steps: Steps,
}

impl Cost {
    /// It is so already, or nothing is known against it.
    pub const FREE: Cost = Cost { value: 0, levers: 0, steps: STILL };
    /// It can't be within the box.
    pub const NEVER: Cost = Cost { value: u64::MAX, levers: 0, steps: STILL };

    pub fn when(holds: bool) -> Cost {
        if holds { Cost::FREE } else { Cost::NEVER }
    }

    pub fn is_never(&self) -> bool {
        self.value == u64::MAX
    }

    /// Both.
    pub fn and(&self, other: &Cost) -> Cost {
        if self.is_never() || other.is_never() {
            return Cost::NEVER;
        }
        let value = if self.levers & other.levers == 0 {
            self.value.saturating_add(other.value)
        } else {
            self.value.max(other.value)
        };
        let mut steps = self.steps;
        steps.iter_mut().zip(&other.steps).for_each(|(steps, other)| *steps = (*steps).max(*other));
        Cost { value, levers: self.levers | other.levers, steps }
    }

    /// Either.
    pub fn or(&self, other: &Cost) -> Cost {
        if self.is_never() {
            return *other;
        }
        if other.is_never() {
            return *self;
        }
        let cheaper = if self.value <= other.value { self } else { other };
        if cheaper.value == 0 { *cheaper } else { Cost { levers: self.levers | other.levers, ..*cheaper } }
    }

    /// All of them: the dearest first, so that what shares a lever with it adds nothing twice.
    pub fn all(mut costs: Vec<Cost>) -> Cost {
        costs.sort_by_key(|cost| std::cmp::Reverse(cost.value));
        costs.iter().fold(Cost::FREE, |all, cost| all.and(cost))
    }

    /// One of them.
    pub fn any<'c>(costs: impl IntoIterator<Item = &'c Cost>) -> Cost {
        costs.into_iter().fold(Cost::NEVER, |any, cost| any.or(cost))
    }
}

/// What points cost: to have at least so many, ascending in both. The first are had for nothing.
#[derive(Debug, Clone)]
pub(super) struct Stair(pub Vec<(i64, Cost)>);

/// So few points that no others make up for them.
pub(super) const FAR: i64 = -(1 << 48);

impl Stair {
    /// Only these points, whatever is moved.
    pub fn flat(value: i64) -> Stair {
        Stair(vec![(value, Cost::FREE)])
    }

    /// From what each outcome costs: to have at least its points costs the cheapest of those that give as many.
    pub fn of(floor: i64, mut outcomes: Vec<(i64, Cost)>) -> Stair {
        outcomes.retain(|(value, cost)| *value > floor && !cost.is_never());
        outcomes.push((floor, Cost::FREE));
        outcomes.sort_by_key(|(value, _)| *value);
        let (mut stair, mut cheapest) = (Vec::<(i64, Cost)>::new(), Cost::NEVER);
        for (value, cost) in outcomes.into_iter().rev() {
            cheapest = cheapest.or(&cost);
            match stair.last_mut() {
                // What gives more for the same price makes this one needless, but it may be paid by other levers.
                Some((_, above)) if above.value == cheapest.value => above.levers |= cheapest.levers,
                Some((same, above)) if *same == value => *above = cheapest,
                _ => stair.push((value, cheapest)),
            }
        }
        stair.reverse();
        Stair(stair)
    }

    /// What is had for nothing.
    pub fn floor(&self) -> i64 {
        self.0.first().map_or(i64::MIN, |(value, _)| *value)
    }

    /// The most there is at any price.
    pub fn top(&self) -> i64 {
        self.0.last().map_or(i64::MIN, |(value, _)| *value)
    }

    /// What at least so many cost.
    pub fn cost(&self, value: i64) -> Cost {
        self.0.iter().find(|(has, _)| *has >= value).map_or(Cost::NEVER, |(_, cost)| *cost)
    }

    /// Only from so many on: less is as good as nothing at all.
    pub fn at_least(&self, value: i64) -> Stair {
        let enough = self.0.iter().filter(|(has, _)| *has >= value);
        Stair([(FAR, Cost::FREE)].into_iter().chain(enough.copied()).collect())
    }

    /// Both together, and no more than `cap` of them.
    pub fn plus(&self, other: &Stair, cap: i64) -> Stair {
        let pairs = self.0.iter().flat_map(|(a, x)| other.0.iter().map(move |(b, y)| ((a + b).min(cap), x.and(y))));
        Stair::of((self.floor() + other.floor()).min(cap), pairs.collect())
    }

    /// The fewer of both.
    pub fn least(&self, other: &Stair) -> Stair {
        let pairs = self.0.iter().flat_map(|(a, x)| other.0.iter().map(move |(b, y)| (*a.min(b), x.and(y))));
        Stair::of(self.floor().min(other.floor()), pairs.collect())
    }

    /// So many times as many.
    pub fn times(&self, factor: i64) -> Stair {
        Stair(self.0.iter().map(|(value, cost)| (value * factor, *cost)).collect())
    }

    /// The best of these, each open only at the cost before it; `floor` where none is.
    pub fn best(floor: i64, ways: &[(Cost, Stair)]) -> Stair {
        let each = ways.iter().flat_map(|(open, stair)| stair.0.iter().map(move |(v, cost)| (*v, open.and(cost))));
        Stair::of(floor, each.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(value: u64, levers: u32) -> Cost {
        Cost { value, levers, steps: STILL }
    }

    #[test]
    fn bounds_over_different_levers_add_up_and_others_do_not() {
        assert_eq!(cost(3, 0b01).and(&cost(4, 0b10)).value, 7);
        assert_eq!(cost(3, 0b01).and(&cost(4, 0b11)).value, 4);
        assert_eq!(Cost::all(vec![cost(1, 0b01), cost(5, 0b11), cost(2, 0b100)]).value, 7);
        assert!(cost(3, 1).and(&Cost::NEVER).is_never());
    }

    #[test]
    fn either_way_may_be_paid_by_any_lever_of_both() {
        let either = cost(3, 0b01).or(&cost(4, 0b10));
        assert_eq!((either.value, either.levers), (3, 0b11));
        assert_eq!(cost(3, 0b01).or(&Cost::FREE).levers, 0);
        assert_eq!(cost(3, 0b01).or(&Cost::NEVER).levers, 0b01);
    }

    #[test]
    fn a_stair_keeps_the_cheapest_way_to_as_many_points() {
        let stair = Stair::of(0, vec![(10, cost(5, 1)), (20, cost(4, 2)), (30, Cost::NEVER), (5, Cost::FREE)]);
        let shown: Vec<_> = stair.0.iter().map(|(value, cost)| (*value, cost.value, cost.levers)).collect();
        assert_eq!(shown, [(5, 0, 0), (20, 4, 3)]);
        assert_eq!(stair.cost(6).value, 4);
        assert!(stair.cost(21).is_never());
        assert_eq!(stair.plus(&stair, 30).0.iter().map(|(value, _)| *value).collect::<Vec<_>>(), [10, 30]);
    }
}
