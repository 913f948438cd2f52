//! 差一步: of everybody who did not pass an assessment, how near they are to passing in the next open period, by which
//! steps, in their own figures.
//!
//! [`near`] asks [`Sweep`] of the figures that the assessment was made of, as if they stood again in the period that the
//! targets are for; [`kept`] keeps what came of it, once, and [`told`] is how a plan is kept and worded.

pub mod export;
pub mod kept;
pub mod told;

use arrow_array::RecordBatch;
use huoju_model::{Outcome, Period, Text};
use huoju_scheme::diagnostic::Say;
use huoju_scheme::gap::{Aim, Brief, State, Sweep, Swept, Told};
use huoju_scheme::{Program, Settings};

use super::EvaluateError;
use super::canonical::Line;
use super::population::{Whole, of_lines};

/// How near somebody is to the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Nearness {
    /// A single lever is enough (差一步).
    OneStep,
    /// Several together are (差几步).
    Several,
    /// The same figures reach it in the period that the targets are for.
    Reached,
    /// What is missing must be known first (待定).
    Undetermined,
    /// The levers don't reach it.
    Beyond,
}

impl Nearness {
    /// All of them, the nearest first.
    pub const ALL: [Nearness; 5] =
        [Nearness::OneStep, Nearness::Several, Nearness::Reached, Nearness::Undetermined, Nearness::Beyond];

    /// How near a swept subject is.
    pub fn of(swept: &Swept) -> Self {
        match swept.state {
            State::Reached => Nearness::Reached,
            State::Undetermined => Nearness::Undetermined,
            State::Missed if swept.step.is_some() => Nearness::OneStep,
            State::Missed if swept.plan.is_some() => Nearness::Several,
            State::Missed => Nearness::Beyond,
        }
    }

    /// Its word in the store.
    pub fn code(self) -> &'static str {
        match self {
            Nearness::OneStep => "one_step",
            Nearness::Several => "several",
            Nearness::Reached => "reached",
            Nearness::Undetermined => "undetermined",
            Nearness::Beyond => "beyond",
        }
    }

    /// Reads its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == word)
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Nearness::OneStep => Text::new("差一步", "one step away"),
            Nearness::Several => Text::new("差几步", "several steps away"),
            Nearness::Reached => Text::new("照旧即达", "reached as things are"),
            Nearness::Undetermined => Text::new("待定", "undetermined"),
            Nearness::Beyond => Text::new("可调项达不到", "out of the levers' reach"),
        }
    }
}

/// One who did not pass.
#[derive(Debug, Clone)]
pub struct Near {
    /// The row of `subject`.
    pub subject: i64,
    /// How near.
    pub nearness: Nearness,
    /// The cheapest plan of a single lever.
    pub step: Option<Brief>,
    /// The cheapest plan of all, where that is another.
    pub plan: Option<Brief>,
    /// Whether it is proven that none is cheaper, or that there is none.
    pub proven: bool,
    /// The columns of what must be known first.
    pub missing: Vec<String>,
}

/// How near everybody is.
#[derive(Debug)]
pub struct Reckoned {
    /// Those who did not pass, the nearest first, of equally near ones whom it costs least.
    pub rows: Vec<Near>,
    /// What stays as it is, whatever is moved.
    pub held: Vec<Say>,
}

/// So many are looked at between two words of how far it is.
const AT_ONCE: usize = 1_024;

/// The period that targets are for, and how many years after the assessed one: the next that is open, where that one is
/// closed, as no closed account is ever to be changed.
pub fn target(aim: &Aim, period: Period) -> (Period, u8) {
    aim.next(period).unwrap_or((period, 0))
}

/// How to assess in the period that targets are for.
fn then(settings: &Settings, period: Period) -> Settings {
    match period == settings.period {
        true => settings.clone(),
        false => Settings { period, as_of: None, ..settings.clone() },
    }
}

/// How near everybody is who did not pass. `go_on` hears of how many it is done, and of how many it will be; where it
/// says no, nothing comes of it.
pub fn near(whole: Whole, aim: &Aim, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Result<Reckoned, EvaluateError> {
    let Whole { program, settings, lines } = whole;
    let everybody = of_lines(&program, &lines, &vec![None; lines.len()])?;
    let assessed = program.assess(&everybody, &settings)?;
    drop(everybody);
    let (mut failed, mut rows) = (Vec::<Line>::new(), Vec::new());
    for (row, line) in lines.into_iter().enumerate() {
        match assessed.outcome(row) {
            Outcome::Pass => {}
            Outcome::Fail => failed.push(line),
            Outcome::Undetermined => {
                let missing = assessed.lacks(row).iter().map(huoju_scheme::Input::column).collect();
                rows.push(open(line.subject_id, missing));
            }
        }
    }
    let (period, years) = target(aim, settings.period);
    let search = Search { program: &program, aim, settings: then(&settings, period), years };
    let held = search.held(&failed)?;
    search.all(&failed, go_on, &mut rows)?;
    let cost = |near: &Near| near.step.as_ref().or(near.plan.as_ref()).map_or(0, |plan| plan.cost.0);
    rows.sort_by_key(|near| (near.nearness, cost(near), near.subject));
    Ok(Reckoned { rows, held })
}

fn open(subject: i64, missing: Vec<String>) -> Near {
    Near { subject, nearness: Nearness::Undetermined, step: None, plan: None, proven: true, missing }
}

struct Search<'a> {
    program: &'a Program,
    aim: &'a Aim,
    /// How it would be assessed in the period that targets are for, so many years later.
    settings: Settings,
    years: u8,
}

impl Search<'_> {
    fn n_tiers(&self) -> usize {
        self.program.scheme().tiers.len()
    }

    fn all(
        &self,
        failed: &[Line],
        go_on: &mut dyn FnMut(usize, usize) -> bool,
        rows: &mut Vec<Near>,
    ) -> Result<(), EvaluateError> {
        let sweep = Sweep::new(self.program, self.aim, self.n_tiers());
        let mut n_done = 0;
        for some in failed.chunks(AT_ONCE) {
            if !go_on(n_done, failed.len()) {
                return Err(EvaluateError::Cancelled);
            }
            let population = self.later(some)?;
            let swept = sweep.rows(&population, &self.settings)?;
            let told = sweep.told(&population, &self.settings, &swept)?;
            let assessed = self.program.assess(&population, &self.settings)?;
            rows.extend(swept.iter().zip(told).zip(some).enumerate().map(|(row, ((swept, told), line))| {
                let missing = assessed.lacks(row).iter().map(huoju_scheme::Input::column).collect();
                one(swept, told, line.subject_id, missing)
            }));
            n_done += some.len();
        }
        Ok(())
    }

    /// Figures as they would stand in that period.
    fn later(&self, lines: &[Line]) -> Result<RecordBatch, EvaluateError> {
        let now = of_lines(self.program, lines, &vec![None; lines.len()])?;
        Ok(self.program.carried(&now, self.years))
    }

    /// What stays as it is: the same for all, so one is asked for no plan.
    fn held(&self, failed: &[Line]) -> Result<Vec<Say>, EvaluateError> {
        let Some(first) = failed.first() else { return Ok(Vec::new()) };
        let one = self.later(std::slice::from_ref(first))?;
        let aim = Aim { n_plans: 0, ..self.aim.clone() };
        Ok(self.program.gap(&one, 0, &self.settings, &aim, self.n_tiers())?.held)
    }
}

fn one(swept: &Swept, told: Told, subject: i64, missing: Vec<String>) -> Near {
    match Nearness::of(swept) {
        Nearness::Undetermined => open(subject, missing),
        nearness => {
            let Told { step, plan } = told;
            Near { subject, nearness, step, plan, proven: swept.proven, missing: Vec::new() }
        }
    }
}
