//! The points of criteria from where a subject stands, upwards: what each more costs.

use super::choice::{Choice, Term};
use super::levers::MOST_LEVERS;
use super::model::{Part, up};
use super::stairs::worst;
use super::stand::{Stand, Want};
use super::way::Way;
use crate::expression::Comparison;
use crate::program::{AwardCode, ItemCodeKind, NO_BAND, Op, Reg, TRUE, Value};
use crate::scheme::PointsOf;

/// To have at least so many points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    pub points: i64,
    pub way: Way,
}

impl Stand<'_> {
    /// What it costs that `Σ factor · points + constant` meets zero, whatever is missing.
    pub(super) fn points(&mut self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64) -> Option<Way> {
        self.points_with(op, terms, constant, &[])
    }

    /// All of these, a sum together with what single criteria must have besides, as in `Reach::all`.
    pub(super) fn together(&mut self, regs: &[Reg]) -> Option<Way> {
        let code = self.model.program.code();
        let single = |reg: Reg| self.model.singles[reg];
        let has_singles = regs.iter().any(|reg| single(*reg).is_some());
        let (begin, mut n_sums) = (self.ways.begin(), 0);
        for &reg in regs.iter().filter(|reg| single(**reg).is_none()) {
            match &code.steps[reg].op {
                _ if self.now(reg) == TRUE => {}
                Op::Points { op, terms, constant } if has_singles => {
                    let way = self.points_with(*op, terms, *constant, regs)?;
                    self.ways.more(way);
                    n_sums += usize::from(terms.iter().all(|(of, _)| *of == PointsOf::Total));
                }
                _ => self.more(reg)?,
            }
        }
        for &reg in regs.iter().filter(|reg| n_sums == 0 && single(**reg).is_some()) {
            self.more(reg)?;
        }
        Some(self.ways.all(begin))
    }

    fn points_with(&mut self, op: Comparison, terms: &[(PointsOf, i64)], constant: i64, beside: &[Reg]) -> Option<Way> {
        let (sign, least) = match op {
            Comparison::Ge => (1, 0),
            Comparison::Gt => (1, 1),
            Comparison::Le => (-1, 0),
            Comparison::Lt => (-1, 1),
            Comparison::Eq | Comparison::Ne => return None,
        };
        let (start, mut need) = (self.levels.len(), least - sign * constant);
        let mut choice = self.choice.take().unwrap_or_default();
        choice.clear();
        let (all, sure) = (need, self.sure(terms, sign));
        for (of, factor) in terms {
            let criteria = match of {
                PointsOf::Total => 0..self.model.criteria.len(),
                PointsOf::Criterion(index) => *index..*index + 1,
            };
            for criterion in criteria {
                let factor = sign * factor;
                let singles = beside.iter().filter_map(|reg| self.model.singles[*reg]);
                let asked = singles.filter(|(index, _)| *index == criterion && factor > 0).map(|(_, n)| n).max();
                let from = self.levels.len();
                // With so many the others need give no more than they do.
                let rest = |sure: i64| all - sure + self.floor(criterion) * factor;
                let enough = sure.map_or(i64::MAX, |sure| up(rest(sure), factor));
                self.criterion(criterion, factor > 0, asked.map_or(enough, |asked| asked.max(enough)))?;
                let levels = &self.levels[from..];
                let skipped = levels.iter().filter(|level| asked.is_some_and(|asked| level.points < asked)).count();
                match &levels[skipped..] {
                    [] => return Some(Way::NEVER),
                    // What gives the same at any price is taken off at once.
                    [only] if only.way.value == 0 => need -= only.points * factor.abs(),
                    _ => choice.add(Term::new(factor.abs(), from + skipped, self.levels.len()))?,
                }
            }
        }
        let way = self.chosen(&mut choice, need);
        self.levels.truncate(start);
        self.choice = Some(choice);
        way
    }

    /// What a sum gives as it is, at least; `None` where some of it counts downwards.
    fn sure(&self, terms: &[(PointsOf, i64)], sign: i64) -> Option<i64> {
        let each = terms.iter().map(|(of, factor)| {
            let points: i64 = match of {
                PointsOf::Total => (0..self.model.criteria.len()).map(|index| self.floor(index)).sum(),
                PointsOf::Criterion(index) => self.floor(*index),
            };
            (factor * sign > 0).then_some(points * factor * sign)
        });
        each.sum()
    }

    /// What a criterion gives as it is, at least.
    fn floor(&self, index: usize) -> i64 {
        let (column, row) = (&self.assessed.criteria[index], self.base.row);
        let least = self.model.criteria[index].item.min;
        i64::from(if column.missing[row] == 0 { column.points[row] } else { least })
    }

    /// The cheapest choice of a level of each term that gives what is needed.
    fn chosen(&mut self, choice: &mut Choice, need: i64) -> Option<Way> {
        choice.tops[choice.n] = 0;
        for at in (0..choice.n).rev() {
            let term = choice.terms[at];
            choice.tops[at] = choice.tops[at + 1] + self.levels[term.levels().end - 1].points * term.factor;
        }
        if choice.tops[0] < need {
            return Some(Way::NEVER);
        }
        choice.choose(&self.levels, 0, need, 0, 0)?;
        let Some((_, best)) = choice.best else { return Some(Way::NEVER) };
        let terms = &choice.terms[..choice.n];
        let mut way = Way::FREE;
        for place in &best[..choice.n] {
            way = self.ways.and(&way, &self.levels[*place as usize].way);
        }
        if way.value > 0 {
            let levels = terms.iter().flat_map(|term| &self.levels[term.levels()]);
            way.levers = levels.fold(0, |bits, level| bits | level.way.levers);
        }
        way.alone = self.able(terms, need, way.levers);
        Some(way)
    }

    /// Which of these levers give what is needed each by itself, a bit each.
    fn able(&self, terms: &[Term], need: i64, of: u32) -> u32 {
        let (mut most, mut able) = ([0; MOST_LEVERS], of);
        for term in terms {
            let mut left = of;
            for level in self.levels[term.levels()].iter().rev() {
                let mut here = level.way.alone & left;
                left &= !here;
                while here != 0 {
                    most[here.trailing_zeros() as usize] += level.points * term.factor;
                    here &= here - 1;
                }
            }
            // Those left have no level of this term by themselves.
            able &= !left;
        }
        let mut left = able;
        while left != 0 {
            let lever = left.trailing_zeros();
            left &= left - 1;
            if most[lever as usize] < need {
                able &= !(1 << lever);
            }
        }
        able
    }

    /// The levels of a criterion up to what is `enough`, put last, as strictly as missing figures are treated.
    fn criterion(&mut self, index: usize, up: bool, enough: i64) -> Option<()> {
        let model = self.model;
        let part = &model.criteria[index];
        let start = self.levels.len();
        if !up && part.fixed.is_none() {
            return None;
        }
        let (column, row) = (&self.assessed.criteria[index], self.base.row);
        let lacks = column.missing[row] != 0;
        if !lacks && part.movers & self.pulled == 0 {
            let points = i64::from(column.points[row]);
            self.levels.push(Level { points: if up { points } else { -points }, way: Way::FREE });
            return Some(());
        }
        self.item(part, up, enough)?;
        // What is not missing under strict treatment lacks nothing already.
        if self.base.strict && lacks && part.whole[usize::from(!up)] {
            let complete = self.complete(index)?;
            if complete.value > 0 {
                self.after(start, &complete);
                self.levels.insert(start, Level { points: worst(part.item, up), way: Way::FREE });
                self.settle(start);
            }
        }
        Some(())
    }

    /// Puts what must be so first to every level from here on.
    pub(super) fn after(&mut self, start: usize, first: &Way) {
        if first.value > 0 {
            for level in &mut self.levels[start..] {
                level.way = self.ways.and(first, &level.way);
            }
        }
    }

    /// Under strict treatment, what it costs that a criterion lacks nothing.
    fn complete(&mut self, index: usize) -> Option<Way> {
        let code = &self.model.program.code().criteria[index];
        let mut lacking = self.base.missing & code.inputs;
        let begin = self.ways.begin();
        while lacking != 0 {
            let input = lacking.trailing_zeros() as usize;
            lacking &= lacking - 1;
            let there = self.fact(input, true).or(&self.fact(input, false));
            self.ways.more(there);
        }
        for reg in &code.strict {
            self.more(*reg)?;
        }
        Some(self.ways.all(begin))
    }

    fn item(&mut self, part: &Part<'_>, up: bool, enough: i64) -> Option<()> {
        let start = self.levels.len();
        self.each_level(part, up, enough)?;
        self.settle(start);
        Some(())
    }

    /// The levels of an item, needless ones among them; the first is had for nothing.
    pub(super) fn each_level(&mut self, part: &Part<'_>, up: bool, enough: i64) -> Option<()> {
        let item = part.item;
        if let Some(fixed) = part.fixed {
            let scored = &self.base.fixed[fixed];
            let points = if up { scored.lo[self.base.row] } else { -scored.hi[self.base.row] };
            self.levels.push(Level { points: i64::from(points), way: Way::FREE });
            return Some(());
        }
        if !matches!(item.kind, ItemCodeKind::SumOf(_)) {
            self.levels.push(Level { points: worst(item, up), way: Way::FREE });
        }
        match &item.kind {
            ItemCodeKind::Banded { value, band, awards, given, undefined } => {
                self.banded(part, (value, *band), awards, (*given, *undefined), enough, false)?;
            }
            ItemCodeKind::BestOf(_) => {
                for part in part.parts.iter().flatten() {
                    self.each_level(part, up, enough)?;
                }
            }
            ItemCodeKind::SumOf(_) => self.sum_of(part)?,
            ItemCodeKind::FirstOf(arms) => self.arms(arms, &part.parts, enough, false)?,
            ItemCodeKind::Fixed(_) | ItemCodeKind::Judged { .. } => {}
            ItemCodeKind::Counted { .. } => return None,
        }
        Some(())
    }

    /// The band it is in costs nothing, and those above it what their edge costs.
    pub(super) fn banded(
        &mut self,
        part: &Part<'_>,
        (value, band): (&Value, Reg),
        awards: &[AwardCode],
        (given, undefined): (Option<usize>, Option<i32>),
        enough: i64,
        only_known: bool,
    ) -> Option<()> {
        let Op::Bands { edges, known, .. } = &self.model.program.code().steps[band].op else { return None };
        let now = self.now(band);
        let known = known.filter(|_| now == NO_BAND);
        let known = known.map_or(Some(Way::FREE), |known| self.truth(known, Want::True))?;
        if let Some(points) = undefined {
            let present = value.present.map_or(Some(Way::FREE), |present| self.truth(present, Want::True))?;
            let lost = value.known.map_or(Some(Way::NEVER), |known| self.truth(known, Want::NotTrue))?;
            let way = self.ways.and(&present, &lost);
            self.levels.push(Level { points: i64::from(points), way });
        }
        if known.is_never() {
            return Some(());
        }
        let code = self.model.program.code();
        let award = |stand: &Self, place: usize| stand.base.award(code, &awards[place], given, part.item);
        let now = if now == NO_BAND { edges.len() } else { usize::from(now) };
        if !part.rises && (now + 1..awards.len()).any(|place| award(self, place).0 > award(self, now).0) {
            return None;
        }
        let model = self.model;
        let asked = &model.slopes.asked[band];
        let best = if model.movers[band] & self.pulled == 0 { now } else { 0 };
        // Of all edges the sides are the same.
        let sides = if now > best { self.sides(asked.first()?)? } else { (0, 0) };
        // Without `else` the last band has an edge of its own, and where nothing is known yet it is climbed to as well.
        for place in (best..awards.len().min(now + 1)).rev() {
            let way = match edges.get(place).filter(|_| place < now) {
                None => known,
                Some(edge) => {
                    let reached = self.reach(&asked[place], sides, i128::from(!edge.included))?;
                    self.ways.and(&known, &reached)
                }
            };
            let (points, most) = award(self, place);
            if only_known && points != most {
                continue;
            }
            self.levels.push(Level { points: i64::from(points), way });
            if i64::from(points) >= enough {
                break;
            }
        }
        Some(())
    }

    /// Of every two levels, one from each side of `middle`, what both give together.
    pub(super) fn pairs(&mut self, start: usize, middle: usize, both: impl Fn(i64, i64) -> i64) {
        let end = self.levels.len();
        for a in start..middle {
            for b in middle..end {
                let (a, b) = (self.levels[a], self.levels[b]);
                let way = self.ways.and(&a.way, &b.way);
                self.levels.push(Level { points: both(a.points, b.points), way });
            }
        }
        self.levels.drain(start..end);
    }

    fn sum_of(&mut self, part: &Part<'_>) -> Option<()> {
        let (start, cap) = (self.levels.len(), i64::from(part.item.max));
        self.levels.push(Level { points: 0, way: Way::FREE });
        for part in part.parts.iter().flatten() {
            let middle = self.levels.len();
            self.item(part, true, i64::MAX)?;
            self.pairs(start, middle, |a, b| (a + b).min(cap));
            self.settle(start);
        }
        Some(())
    }

    /// Keeps of the levels from here on those that no other gives as cheaply; the first is had for nothing.
    fn settle(&mut self, start: usize) {
        if self.levels.len() == start + 1 {
            return;
        }
        let floor = self.levels[start].points;
        if !self.levels[start..].is_sorted_by_key(|level| level.points) {
            self.levels[start..].sort_by_key(|level| level.points);
        }
        let (mut cheapest, mut kept) = (Way::NEVER, self.levels.len());
        for at in (start..self.levels.len()).rev() {
            let level = self.levels[at];
            if level.points < floor || level.way.is_never() {
                continue;
            }
            cheapest = cheapest.or(&level.way);
            let above = self.levels.get_mut(kept);
            match above {
                Some(above) if above.points == level.points => above.way = cheapest,
                // What gives more for the same price makes this one needless, but it may be paid by other levers.
                Some(Level { way: above, .. }) if above.value == cheapest.value && above.alone == cheapest.alone => {
                    above.levers |= cheapest.levers;
                }
                _ => {
                    kept -= 1;
                    self.levels[kept] = Level { points: level.points, way: cheapest };
                }
            }
        }
        let n = self.levels.len() - kept;
        self.levels.copy_within(kept.., start);
        self.levels.truncate(start + n);
    }
}
