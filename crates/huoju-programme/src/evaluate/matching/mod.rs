//! Matching (政策匹配): which offers fit whom, what nearly fits and why not.
//!
//! The conditions of all offers run over a population as one program ([`Joint`]); how subjects came out by a scheme is assessed once and brought
//! to all offers that ask for it. Of an exclusive set (就高不重复) only the highest benefit stands, see
//! [`Matched::gives_way`]. An offer that is granted without being applied for (免申即享) is matched a second time without
//! presuming anything: a candidate is whom the data held decide every condition for.

pub mod export;
pub mod kept;
mod said;
mod store;
pub mod table;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{ArrowError, Field, Schema};
use huoju_catalogue::Offer;
use huoju_catalogue::offers::{Asks, Open};
use huoju_model::{Outcome, Period, Text};
use huoju_scheme::scheme::Gate;
use huoju_scheme::{AssessError, Assessed, Input, Joined, Joint, Program, Settings};
use jiff::civil::Date;

pub use said::Said;
pub use store::{OfStore, of_store};

/// How an offer stands to a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// All conditions hold (符合).
    Fits,
    /// One condition fails and all others hold (差一条).
    OneAway,
    /// None fails, and what is missing decides the rest (待定).
    Open,
    /// Not this one.
    Not,
}

impl Standing {
    /// All of them.
    pub const ALL: [Standing; 4] = [Standing::Fits, Standing::OneAway, Standing::Open, Standing::Not];

    /// Its word in files and the store.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Fits => "fits",
            Standing::OneAway => "one_away",
            Standing::Open => "undetermined",
            Standing::Not => "not",
        }
    }

    /// Reads its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == word)
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Standing::Fits => Text::new("符合", "fits"),
            Standing::OneAway => Text::new("差一条", "one condition away"),
            Standing::Open => Text::new("待定", "undetermined"),
            Standing::Not => Text::new("不符合", "does not fit"),
        }
    }
}

/// Offers ready to be matched.
#[derive(Debug)]
pub struct Matcher {
    offers: Arc<[Offer]>,
    settings: Settings,
    day: Date,
    inputs: Vec<Input>,
    /// The conditions of all.
    joint: Joint,
    /// The conditions of those that may be granted without being applied for.
    automatic: Joint,
    /// The place of each offer in it.
    automatic_places: Vec<Option<usize>>,
    /// Of each offer, those of its exclusive set that can be applied for, the highest benefit first.
    rivals: Vec<Vec<usize>>,
}

/// What came of matching a population.
#[derive(Debug)]
pub struct Matched<'m> {
    matcher: &'m Matcher,
    came: Joined<'m>,
    /// How each offer stands to each subject.
    standings: Vec<Vec<Standing>>,
    /// How those that may be granted without being applied for come out where nothing is presumed.
    held: Joined<'m>,
    /// The assessments that brought facts, by their columns.
    brought: HashMap<&'m str, Arc<Assessed>>,
}

impl Matcher {
    /// Matches as of this day of application; `presume` says whether facts that nobody records may be presumed.
    pub fn new(offers: Arc<[Offer]>, period: Period, day: Date, presume: bool) -> Self {
        let settings = Settings { as_of: Some(day), presume, ..Settings::of(period) };
        let inputs = inputs(&offers);
        let rivals = (0..offers.len()).map(|offer| rivals(&offers, offer, day)).collect();
        let joint = Joint::of(offers.iter().map(|offer| &offer.program));
        let automatic = Joint::of(offers.iter().filter(|offer| offer.automatic).map(|offer| &offer.program));
        let mut places = 0..;
        let automatic_places = offers.iter().map(|offer| offer.automatic.then(|| places.next()).flatten()).collect();
        Matcher { offers, settings, day, inputs, joint, automatic, automatic_places, rivals }
    }

    /// The offers.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// The day of application.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The period whose figures are read.
    pub fn period(&self) -> Period {
        self.settings.period
    }

    /// The figures that the offers read, and the schemes whose assessments they ask for.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// Matches every row of a population: `id`, and a column per figure of [`inputs`](Self::inputs).
    pub fn rows(&self, population: &RecordBatch) -> Result<Matched<'_>, AssessError> {
        let (told, brought) = self.bring(population, &self.settings, |_| true)?;
        let bare = Settings { presume: false, ..self.settings.clone() };
        let (held, _) = self.bring(population, &bare, |offer| offer.automatic)?;
        let (came, held) = (self.joint.run(&told, &self.settings)?, self.automatic.run(&held, &bare)?);
        let standings = (0..self.offers.len()).map(|offer| standings(&came, offer)).collect();
        Ok(Matched { matcher: self, came, standings, held, brought })
    }

    /// The population with a column for each fact that an assessment brings. A scheme that was not in force brings
    /// nothing, so that what is asked of it stays undetermined.
    fn bring(
        &self,
        population: &RecordBatch,
        settings: &Settings,
        which: impl Fn(&Offer) -> bool,
    ) -> Result<(RecordBatch, HashMap<&str, Arc<Assessed>>), AssessError> {
        let mut by_scheme: HashMap<&str, Option<Arc<Assessed>>> = HashMap::new();
        let mut brought = HashMap::new();
        let (mut fields, mut columns) = (population.schema().fields().to_vec(), population.columns().to_vec());
        for told in self.offers.iter().filter(|offer| which(offer)).flat_map(|offer| &offer.assessed) {
            if brought.contains_key(told.column.as_str()) {
                continue;
            }
            let scheme = told.program.scheme().id.as_str();
            if !by_scheme.contains_key(scheme) {
                by_scheme.insert(scheme, assessed(&told.program, population, settings)?);
            }
            let Some(Some(assessed)) = by_scheme.get(scheme) else { continue };
            let facts = facts(assessed, told.asks);
            fields.push(Arc::new(Field::new(&told.column, facts.data_type().clone(), true)));
            columns.push(facts);
            brought.insert(told.column.as_str(), Arc::clone(assessed));
        }
        let rows = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns);
        Ok((rows.map_err(|error| not_a_batch(&error))?, brought))
    }
}

impl<'m> Matched<'m> {
    /// How many subjects.
    pub fn n_rows(&self) -> usize {
        self.came.n_rows()
    }

    /// How an offer stands to a subject.
    pub fn standing(&self, offer: usize, row: usize) -> Standing {
        self.standings[offer][row]
    }

    /// The conditions that came out so.
    pub fn conditions(&self, offer: usize, row: usize, outcome: Outcome) -> Vec<&'m Gate> {
        let gates = self.matcher.offers[offer].program.scheme().gates.iter().enumerate();
        gates.filter(|(gate, _)| self.came.gate(offer, *gate, row) == outcome).map(|(_, gate)| gate).collect()
    }

    /// The figures whose absence leaves a condition undetermined; those that an own assessment lacks stand for what it
    /// would bring.
    pub fn missing(&self, offer: usize, row: usize) -> Vec<Input> {
        let mut missing: Vec<Input> = Vec::new();
        for input in self.came.missing(offer, row) {
            let behind = self.brought.get(input.code.as_str()).map(|assessed| assessed.lacks(row)).unwrap_or_default();
            let all = if behind.is_empty() { vec![input.clone()] } else { behind };
            missing.extend(all.into_iter().filter(|one| !missing.contains(one)).collect::<Vec<_>>());
        }
        missing
    }

    /// Whether it may be granted without being applied for: the data held decide every condition, nothing is presumed,
    /// it can be had now, and it gives way to none.
    pub fn automatic(&self, offer: usize, row: usize) -> bool {
        let of = &self.matcher.offers[offer];
        let held = self.matcher.automatic_places[offer].is_some_and(|place| self.held.passes(place, row));
        held && of.open(self.matcher.day) == Open::Now && !of.spent() && self.gives_way(offer, row).is_none()
    }

    /// The offer of the same exclusive set that stands instead, where this one fits and gives way (就高不重复).
    pub fn gives_way(&self, offer: usize, row: usize) -> Option<usize> {
        if self.standing(offer, row) != Standing::Fits {
            return None;
        }
        let fits = |rival: &&usize| self.standing(**rival, row) == Standing::Fits;
        self.matcher.rivals[offer].iter().find(fits).copied().filter(|rival| *rival != offer)
    }
}

/// How an offer stands to everybody.
fn standings(came: &Joined<'_>, offer: usize) -> Vec<Standing> {
    let (failed, open) = came.not_passed(offer);
    let standing = |(failed, open)| match (failed, open) {
        (0, 0) => Standing::Fits,
        (1, 0) => Standing::OneAway,
        (0, _) => Standing::Open,
        _ => Standing::Not,
    };
    failed.into_iter().zip(open).map(standing).collect()
}

/// The assessment of a population by a scheme; `None` where the scheme is not in force.
fn assessed(
    program: &Program,
    population: &RecordBatch,
    settings: &Settings,
) -> Result<Option<Arc<Assessed>>, AssessError> {
    match program.assess(population, settings) {
        Ok(assessed) => Ok(Some(Arc::new(assessed))),
        Err(AssessError::NotInForce { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What an offer asks of an assessment, row by row; null where that is undetermined.
fn facts(assessed: &Assessed, asks: Asks) -> ArrayRef {
    let fact = |row: usize| match (asks, assessed.outcome(row)) {
        (_, Outcome::Fail) => Some(false),
        (Asks::Total(points), Outcome::Pass) => assessed.reaches(row, points),
        // Who can't reach the points doesn't, however the rest is settled.
        (Asks::Total(points), Outcome::Undetermined) => assessed.reaches(row, points).filter(|reaches| !reaches),
        (_, Outcome::Undetermined) => None,
        (Asks::Pass, Outcome::Pass) => Some(true),
        (Asks::Tier(tier), Outcome::Pass) => assessed.tier(row).map(|reached| reached == tier),
    };
    Arc::new((0..assessed.n_rows()).map(fact).collect::<BooleanArray>())
}

/// The figures that offers read, each once; facts that assessments bring are none.
fn inputs(offers: &[Offer]) -> Vec<Input> {
    let mut all: Vec<Input> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for offer in offers {
        let brought = |input: &&Input| offer.assessed.iter().all(|told| told.column != input.code);
        let own = offer.program.inputs().iter().filter(brought);
        let behind = offer.assessed.iter().flat_map(|told| told.program.inputs());
        all.extend(own.chain(behind).filter(|input| seen.insert(input.column())).cloned());
    }
    all
}

/// The offers of the same exclusive set that can be had on the day, and this one: the highest benefit first, of equal
/// ones the first by id.
fn rivals(offers: &[Offer], offer: usize, day: Date) -> Vec<usize> {
    let Some(set) = &offers[offer].exclusive else { return Vec::new() };
    let stands = |one: &usize| {
        let other = &offers[*one];
        other.exclusive.as_ref() == Some(set) && (*one == offer || (other.open(day) == Open::Now && !other.spent()))
    };
    let mut rivals: Vec<usize> = (0..offers.len()).filter(stands).collect();
    let worth = |one: usize| offers[one].benefit.worth.as_ref().map_or(0, |worth| worth.hundredths);
    rivals.sort_by_key(|one| (Reverse(worth(*one)), *one));
    rivals
}

fn not_a_batch(error: &ArrowError) -> AssessError {
    AssessError::Column {
        column: error.to_string(),
        found: arrow_schema::DataType::Null,
        wanted: "a column of the population",
    }
}
