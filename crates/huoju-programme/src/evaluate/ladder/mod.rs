//! 梯度: who stands on which rung of a ladder, year by year, and who goes where from one year to the next.
//!
//! A year is looked at on its last day, the running one today. Two things are told of each rung and kept apart: whether
//! its title was held on that day, by the lists that are known, and how the last assessment of that year's figures by
//! its scheme came out. A title that nobody holds on a day, by those lists, is not told for that day: lists that end
//! there make nobody fall.

pub mod export;
mod kept;
pub mod lacks;
pub mod list;
mod sight;
pub mod table;

use std::collections::HashMap;

use huoju_catalogue::Catalogue;
use huoju_model::ladder::Move;
use huoju_model::{Actor, Ladder, Period, Rung, Standing};
use huoju_store::Store;
use huoju_store::assessment::Assessment;
use huoju_store::subject::Search;
use huoju_store::title::Span;
use jiff::ToSpan;
use jiff::civil::{Date, date};

pub use kept::Kept;

use sight::Sight;

use super::{EvaluateError, results};

/// When a ladder is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The year whose figures are assessed.
    pub year: i16,
    /// The day on which titles are held.
    pub day: Date,
}

/// Where somebody stands at a moment: on a rung by a title, on none, or nobody told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spot {
    /// Of no title it is known whether it is held.
    Untold,
    /// On no list that is known.
    None,
    /// The highest rung whose title is held.
    Rung(u8),
}

/// So many went from one spot to another within a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Where they stood.
    pub from: Spot,
    /// Where they stand.
    pub to: Spot,
    /// How many.
    pub n: usize,
}

/// How many stand where at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// By the title held, a rung each.
    pub held: Vec<usize>,
    /// By our own assessment, the highest rung that it reaches.
    pub reached: Vec<usize>,
    /// On no rung by a title.
    pub none: usize,
    /// Of whom nothing is known.
    pub untold: usize,
}

/// Everybody's standing on a ladder, at each moment.
#[derive(Debug)]
pub struct Standings {
    /// The ladder.
    pub ladder: Ladder,
    /// The moments, the earliest first.
    pub moments: Vec<Moment>,
    /// Whether anybody is known to hold a rung's title at a moment: by moment, then by rung.
    pub told: Vec<Vec<bool>>,
    /// The last assessment by a rung's schemes of a moment's year: by moment, then by rung.
    pub assessed: Vec<Vec<Option<Assessment>>>,
    /// The subjects, in the order of their names.
    pub subjects: Vec<i64>,
    /// What is told of all of them together, a moment each: every page tells it.
    told_of: Vec<Told>,
    /// The last days of all who hold a rung's title at the last moment, by rung.
    ends: Vec<Vec<Date>>,
    /// By subject, then by moment.
    stands: Vec<Stand>,
}

/// A standing, and the last day of the title that it is by.
#[derive(Debug, Clone, Copy, Default)]
struct Stand {
    standing: Standing,
    until: Option<Date>,
}

/// What is told of all subjects at a moment.
#[derive(Debug)]
struct Told {
    counts: Counts,
    flows: Vec<Flow>,
    n_rose: usize,
    n_fell: usize,
    /// The subjects' places, the highest rungs first and by name.
    order: Vec<usize>,
}

/// As many full years as a ladder is looked back along.
const YEARS: i16 = 5;

/// The last days of the last full years, then today.
pub fn moments(today: Date) -> Vec<Moment> {
    let full = (today.year() - YEARS..today.year()).map(|year| Moment { year, day: date(year, 12, 31) });
    full.chain([Moment { year: today.year(), day: today }]).collect()
}

impl Standings {
    /// Where everybody whom the actor may see stands.
    pub async fn read(
        store: &Store,
        catalogue: &Catalogue,
        actor: &Actor,
        ladder: Ladder,
        moments: Vec<Moment>,
    ) -> Result<Self, EvaluateError> {
        let subjects = store.subject_rows(actor.scope(), &Search::of_kind(KIND)).await?;
        let assessed = assessed(store, catalogue, actor, &ladder, &moments).await?;
        let mut seen = Sight::new(&subjects, moments.len(), ladder.rungs.len());
        for (r, rung) in ladder.rungs.iter().enumerate() {
            let spans = match &rung.holds {
                Some(title) => store.spans_of(title).await?.iter().map(|span| lasts(span, rung)).collect(),
                None => Vec::new(),
            };
            for (m, moment) in moments.iter().enumerate() {
                seen.lists((m, r), spans.iter().filter(|span| span.is_in_force(moment.day)));
                if let Some(made) = &assessed[m][r] {
                    seen.results((m, r), store.outcomes(actor.scope(), &made.hash).await?);
                }
            }
        }
        let (stands, ends) = (seen.stands(&ladder), seen.ends());
        let mut standings =
            Standings { ladder, moments, told: seen.told, assessed, subjects, told_of: Vec::new(), ends, stands };
        standings.told_of = (0..standings.moments.len()).map(|moment| standings.tell(moment)).collect();
        Ok(standings)
    }

    /// Where a subject, by its place, stands at a moment.
    pub fn standing(&self, subject: usize, moment: usize) -> Standing {
        self.stand(subject, moment).standing
    }

    /// The last day of the title by which it stands there; `None` where its list leaves it out, or none is held.
    pub fn until(&self, subject: usize, moment: usize) -> Option<Date> {
        self.stand(subject, moment).until
    }

    fn stand(&self, subject: usize, moment: usize) -> Stand {
        self.stands.get(subject * self.moments.len() + moment).copied().unwrap_or_default()
    }

    fn tell(&self, moment: usize) -> Told {
        let n = self.subjects.len();
        let mut counts = Counts::none(self.ladder.rungs.len());
        (0..n).for_each(|subject| counts.add(&self.standing(subject, moment)));
        let ways = |before: usize| {
            flows((0..n).map(|subject| [before, moment].map(|moment| Spot::of(&self.standing(subject, moment)))))
        };
        let moved = |how| (0..n).filter(|&subject| self.moved(subject, moment) == Some(how)).count();
        let mut order: Vec<usize> = (0..n).collect();
        // Those on one rung stay in the order of their names.
        order.sort_by_key(|&subject| {
            let standing = self.standing(subject, moment);
            std::cmp::Reverse((standing.held, standing.reached, standing.is_told()))
        });
        Told {
            counts,
            flows: moment.checked_sub(1).map(ways).unwrap_or_default(),
            n_rose: moved(Move::Rose),
            n_fell: moved(Move::Fell),
            order,
        }
    }

    /// How many stand where at a moment.
    pub fn counts(&self, moment: usize) -> Counts {
        self.told_of.get(moment).map_or_else(|| Counts::none(self.ladder.rungs.len()), |told| told.counts.clone())
    }

    /// Who went where from the moment before to this one, those who stayed among them: the highest spots first. Nothing
    /// at the first moment.
    pub fn flows(&self, moment: usize) -> &[Flow] {
        self.told_of.get(moment).map_or(&[], |told| &told.flows)
    }

    /// The subjects' places at a moment, the highest rungs first and by name.
    pub fn order(&self, moment: usize) -> &[usize] {
        self.told_of.get(moment).map_or(&[], |told| &told.order)
    }

    /// How many rose, and how many fell, from the moment before to this one.
    pub fn n_moved(&self, moment: usize) -> [usize; 2] {
        self.told_of.get(moment).map_or([0, 0], |told| [told.n_rose, told.n_fell])
    }

    /// How many of those who hold a rung's title at the last moment hold it for so many months more at most.
    pub fn n_ending(&self, rung: usize, months: u8) -> usize {
        let Some(last) = self.moments.last() else { return 0 };
        let by = last.day.checked_add(i32::from(months).months()).unwrap_or(Date::MAX);
        self.ends.get(rung).map_or(0, |ends| ends.iter().filter(|end| **end <= by).count())
    }

    /// How a subject moved from the moment before to this one; `None` at the first.
    pub fn moved(&self, subject: usize, moment: usize) -> Option<Move> {
        let before = moment.checked_sub(1)?;
        Some(self.standing(subject, moment).since(&self.standing(subject, before)))
    }

    /// The place of the last full year among the moments; of the first where there is none.
    pub fn last_full_year(&self) -> usize {
        self.moments.iter().rposition(|moment| moment.day == date(moment.year, 12, 31)).unwrap_or(0)
    }
}

impl Counts {
    /// Of nobody, on so many rungs.
    pub fn none(n_rungs: usize) -> Self {
        Counts { held: vec![0; n_rungs], reached: vec![0; n_rungs], none: 0, untold: 0 }
    }

    /// Counts one more.
    pub fn add(&mut self, standing: &Standing) {
        match Spot::of(standing) {
            Spot::Rung(rung) => self.held[usize::from(rung)] += 1,
            Spot::None => self.none += 1,
            Spot::Untold => self.untold += 1,
        }
        if let Some(rung) = standing.reached {
            self.reached[usize::from(rung)] += 1;
        }
    }
}

/// How many went where, each from one spot to another: the highest spots first.
pub fn flows(each: impl Iterator<Item = [Spot; 2]>) -> Vec<Flow> {
    let mut counts: HashMap<[Spot; 2], usize> = HashMap::new();
    each.for_each(|spots| *counts.entry(spots).or_default() += 1);
    let mut flows: Vec<Flow> = counts.into_iter().map(|([from, to], n)| Flow { from, to, n }).collect();
    flows.sort_by_key(|flow| std::cmp::Reverse((flow.from, flow.to)));
    flows
}

impl Spot {
    /// That of a standing, by the title held.
    pub fn of(standing: &Standing) -> Self {
        match standing.held {
            Some(rung) => Spot::Rung(rung),
            None if standing.is_told() => Spot::None,
            None => Spot::Untold,
        }
    }
}

/// Whom ladders are for.
const KIND: &str = "enterprise";

/// From when to when somebody holds a title; `None` where that is not known.
struct Lasts {
    subject: i64,
    from: Option<Date>,
    to: Option<Date>,
}

impl Lasts {
    fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// What a list says, its end by the rung's years where the list leaves it out.
fn lasts(span: &Span, rung: &Rung) -> Lasts {
    let (from, to): (Option<Date>, Option<Date>) = (span.from.parse().ok(), span.to.parse().ok());
    let by_years = || from?.checked_add(i32::from(rung.years?).years()).ok();
    Lasts { subject: span.subject_id, from, to: to.or_else(by_years) }
}

/// The last assessment by each rung's schemes of each moment's year.
async fn assessed(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    ladder: &Ladder,
    moments: &[Moment],
) -> Result<Vec<Vec<Option<Assessment>>>, EvaluateError> {
    // They come the last made first.
    let made = results::assessments(store, actor, None, 0, i64::MAX).await?;
    let of = |rung: &Rung, moment: &Moment| {
        let period = Period::of_year(moment.year).ok()?;
        let is = |made: &&Assessment| rung.schemes.contains(&made.scheme) && made.data_period == period;
        let of_all =
            |made: &&Assessment| results::basis(store, catalogue, &made.hash).is_ok_and(|basis| basis.within.is_none());
        made.iter().filter(is).find(of_all).cloned()
    };
    Ok(moments.iter().map(|moment| ladder.rungs.iter().map(|rung| of(rung, moment)).collect()).collect())
}
