//! The explanation (依据) of one assessment, clause by clause, read off the registers that decided it.
//!
//! Nothing is computed a second time: the figures, bands and truths shown are the cells of the program's own run
//! over that one row. Only wording happens here.
//! This file walks the gates, criteria and tiers; `figures` words numbers, `item` words points, and `way` has the same
//! points as data, for rulers.

mod figures;
mod item;
mod way;

use arrow_array::{RecordBatch, cast::AsArray};
use huoju_model::{Lang, MissingMode, Outcome, Period, Text};

use crate::assess::{AssessError, Program, Settings};
use crate::assessed::{Assessed, CriterionColumn, NO_TIER};
use crate::columns::{Columns, Params};
use crate::diagnostic::Say;
use crate::inputs::inputs_of_test;
use crate::program::{CriterionCode, FALSE, TRUE, UNKNOWN};
use crate::run::Frame;
use crate::scheme::{Cond, Criterion, Points, Scheme, Test, TestArm};
use crate::words::Words;

pub use way::{Counts, Way};

/// Why one subject got what it got.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The subject's id, and its name where the population has one.
    pub subject: (String, Option<String>),
    /// The scheme's id, title and document.
    pub scheme: (String, Text, String),
    /// The period that the figures describe.
    pub period: Period,
    /// How missing figures were treated.
    pub missing_mode: MissingMode,
    /// The outcome.
    pub outcome: Outcome,
    /// The tier: its id, title and clause.
    pub tier: Option<(String, Text, String)>,
    /// Total, least and most possible total, and the most there is; `None` where nothing is scored.
    pub total: Option<(Points, Points, Points, Points)>,
    /// The headings over gates or criteria, with what came of each.
    pub groups: Vec<GroupEntry>,
    /// The gates, in order.
    pub gates: Vec<Entry>,
    /// The criteria, in order.
    pub criteria: Vec<Entry>,
    /// The tiers, in order.
    pub tiers: Vec<Entry>,
    /// Figures that deserve a second look.
    pub warnings: Vec<Text>,
    /// How ambiguous words were read.
    pub readings: Vec<(String, Text)>,
    /// Figures that are missing: code and name.
    pub missing: Vec<(String, Say)>,
}

/// A heading over gates or criteria.
#[derive(Debug, Clone)]
pub struct GroupEntry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// The points of its criteria together; `None` over gates.
    pub state: Option<State>,
}

/// A gate, criterion or tier with its reasons.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The heading that it stands under, by its place in [`Explanation::groups`].
    pub group: Option<usize>,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// What came of it.
    pub state: State,
    /// Why, line by line.
    pub reasons: Vec<Reason>,
    /// Of a criterion, the ways to its points that were looked at, as data.
    pub ways: Vec<Way>,
    /// The figures that it reads, as places in [`Program::inputs`].
    pub reads: Vec<usize>,
}

/// What came of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A gate or tier: met, not met or unknown.
    Truth(Outcome),
    /// A criterion: these points of so many.
    Points(Points, Points),
    /// A criterion that is missing: between these.
    Missing(Points, Points),
}

/// A line of reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// How deep it stands.
    pub depth: usize,
    /// Its own clause, where it has one.
    pub clause: Option<String>,
    /// What it says.
    pub says: Say,
    /// Whether the condition holds that it tells of; `None` where it tells of none.
    pub held: Option<Outcome>,
}

impl Program {
    /// Explains one row of a population.
    pub fn explain(
        &self,
        population: &RecordBatch,
        row: usize,
        settings: &Settings,
    ) -> Result<Explanation, AssessError> {
        self.in_force(settings)?;
        self.explain_as_is(&population.slice(row, 1), settings)
    }

    /// Explains a population of one row, whether or not the scheme is in force.
    pub(crate) fn explain_as_is(&self, one: &RecordBatch, settings: &Settings) -> Result<Explanation, AssessError> {
        let columns = Columns::new(self.inputs(), one, settings.presume)?;
        let params = Params::new(settings);
        let mut frame = self.frame(settings)?;
        let mode = settings.missing.unwrap_or(self.scheme().missing);
        let mut assessed = Assessed::new(self, 1);
        self.chunk(&columns, &params, &mut frame, 0, 1, mode, &mut assessed)?;
        let explainer = Explainer { program: self, scheme: self.scheme(), columns: &columns, frame: &frame, settings };
        Ok(explainer.explanation(one, &assessed, mode))
    }
}

struct Explainer<'a> {
    program: &'a Program,
    scheme: &'a Scheme,
    columns: &'a Columns,
    frame: &'a Frame<'a>,
    settings: &'a Settings,
}

/// Lines under construction.
#[derive(Default)]
struct Lines {
    reasons: Vec<Reason>,
    ways: Vec<Way>,
}

impl Lines {
    fn add(&mut self, depth: usize, says: Say) {
        self.cited(depth, None, says);
    }

    fn cited(&mut self, depth: usize, clause: Option<&String>, says: Say) {
        self.reasons.push(Reason { depth, clause: clause.cloned(), says, held: None });
    }

    fn held(&mut self, depth: usize, says: Say, truth: u8) {
        self.reasons.push(Reason { depth, clause: None, says, held: Some(outcome(truth)) });
    }
}

impl Explainer<'_> {
    fn explanation(&self, one: &RecordBatch, assessed: &Assessed, missing_mode: MissingMode) -> Explanation {
        let (scheme, code) = (self.scheme, self.program.code());
        let tier = (assessed.tier[0] != NO_TIER).then(|| &scheme.tiers[usize::from(assessed.tier[0])]);
        let gates = scheme.gates.iter().zip(&code.gates).map(|(gate, (reg, _))| {
            let truth = self.frame.bytes(*reg)[0];
            let entry = self.truth_entry(&gate.id, &gate.title, &gate.clause, &gate.test, truth);
            Entry { group: gate.group, ..entry }
        });
        let tiers = scheme.tiers.iter().zip(&code.tiers).map(|(tier, (reg, _))| {
            let entry = self.truth_entry(&tier.id, &tier.title, &tier.clause, &tier.test, self.frame.bytes(*reg)[0]);
            // A tier that asks for nothing stands and falls with the gates.
            match &tier.test {
                Test::All(conds) if conds.is_empty() => Entry { state: State::Truth(assessed.outcome(0)), ..entry },
                _ => entry,
            }
        });
        let criteria = (scheme.criteria.iter().zip(&code.criteria).zip(&assessed.criteria))
            .map(|((criterion, code), column)| self.points_entry(criterion, code, column))
            .collect::<Vec<_>>();
        Explanation {
            subject: subject(one),
            scheme: (scheme.id.clone(), scheme.title.clone(), scheme.source.clone()),
            period: self.settings.period,
            missing_mode,
            outcome: assessed.outcome(0),
            tier: tier.map(|tier| (tier.id.clone(), tier.title.clone(), tier.clause.clone())),
            total: (!scheme.criteria.is_empty()).then(|| {
                let max = scheme.total.unwrap_or_default();
                (
                    self.points(assessed.total[0]),
                    self.points(assessed.total_min[0]),
                    self.points(assessed.total_max[0]),
                    max,
                )
            }),
            groups: (scheme.groups.iter().enumerate())
                .map(|(at, group)| GroupEntry {
                    id: group.id.clone(),
                    title: group.title.clone(),
                    clause: group.clause.clone(),
                    state: group.max.map(|max| together(criteria.iter().filter(|entry| entry.group == Some(at)), max)),
                })
                .collect(),
            gates: gates.collect(),
            criteria,
            tiers: tiers.collect(),
            warnings: (scheme.warnings.iter().zip(&code.warnings))
                .filter(|(_, reg)| self.frame.bytes(**reg)[0] == TRUE)
                .map(|(warning, _)| warning.says.clone())
                .collect(),
            readings: scheme.readings.iter().map(|r| (r.clause.clone(), r.text.clone())).collect(),
            missing: self.missing(assessed.missing[0]),
        }
    }

    /// Points of the program, at its scheme's scale.
    fn points(&self, points: i32) -> Points {
        Points(i64::from(points) * 10i64.pow(u32::from(Points::SCALE - self.scheme.points_scale)))
    }

    fn say(&self, of: impl Fn(Words<'_>) -> String) -> Say {
        let words = |lang| Words { scheme: self.scheme, lang };
        Say::new(of(words(Lang::Zh)), of(words(Lang::En)))
    }

    fn missing(&self, bits: u128) -> Vec<(String, Say)> {
        let each = self.scheme.inputs.iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0);
        each.map(|(_, input)| (input.column(), self.say(|words| words.input(input)))).collect()
    }

    fn incomplete(&self, inputs: u128) -> Say {
        let row_missing = self.columns.missing(0, 1);
        let names = self.missing(row_missing[0] & inputs);
        if names.is_empty() {
            return Say::new(
                "从严处理：有一项算不出来，本项按缺数计",
                "strict treatment: one measure is undefined, so the criterion is missing",
            );
        }
        let list = |lang: Lang, sep: &str| names.iter().map(|(_, name)| name.get(lang)).collect::<Vec<_>>().join(sep);
        Say::new(
            format!("从严处理：缺{}，本项按缺数计", list(Lang::Zh, "、")),
            format!("strict treatment: without {} the criterion is missing", list(Lang::En, ", ")),
        )
    }

    fn points_entry(&self, criterion: &Criterion, code: &CriterionCode, column: &CriterionColumn) -> Entry {
        let mut lines = Lines::default();
        let scored = self.item(&criterion.item, &code.item, item::Part::whole(&criterion.item), 0, &mut lines);
        let state = match column.missing[0] {
            0 => State::Points(self.points(column.points[0]), criterion.item.max),
            // Strict treatment widens what the item alone would leave.
            _ if scored.missing[0] == 0 => {
                lines.add(0, self.incomplete(code.inputs));
                State::Missing(criterion.item.min, criterion.item.max)
            }
            _ => State::Missing(self.points(scored.lo[0]), self.points(scored.hi[0])),
        };
        Entry {
            id: criterion.id.clone(),
            group: criterion.group,
            title: criterion.title.clone(),
            clause: criterion.clause.clone(),
            state,
            reasons: lines.reasons,
            ways: lines.ways,
            reads: way::places(code.inputs),
        }
    }

    fn truth_entry(&self, id: &str, title: &Text, clause: &str, test: &Test, truth: u8) -> Entry {
        let mut lines = Lines::default();
        self.test(test, 0, &mut lines);
        Entry {
            id: id.to_owned(),
            group: None,
            title: title.clone(),
            clause: clause.to_owned(),
            state: State::Truth(outcome(truth)),
            reasons: lines.reasons,
            ways: lines.ways,
            reads: way::places(inputs_of_test(self.scheme, test)),
        }
    }

    fn truth(&self, cond: &Cond) -> u8 {
        let known = self.program.code().truths.iter().find(|(known, _)| known == cond);
        known.map_or(UNKNOWN, |(_, reg)| self.frame.bytes(*reg)[0])
    }

    fn test(&self, test: &Test, depth: usize, lines: &mut Lines) {
        match test {
            Test::All(conds) if conds.is_empty() => {
                lines.add(depth, self.say(|words| words.nothing_asked().to_owned()));
            }
            Test::All(conds) => {
                conds.iter().flat_map(conjuncts).for_each(|cond| self.cond(cond, depth, lines));
            }
            Test::Any(conds) => {
                lines.add(depth, Say::new("满足其一：", "one of:"));
                conds.iter().for_each(|cond| self.cond(cond, depth + 1, lines));
            }
            Test::FirstOf(arms) => self.first_of(arms, depth, lines),
        }
    }

    /// The arms that may apply, up to the one that does. No figures are said twice: a condition is left out where what
    /// its arm asks says the same.
    fn first_of(&self, arms: &[TestArm], depth: usize, lines: &mut Lines) {
        let mut said: Vec<&Cond> = Vec::new();
        for (at, arm) in arms.iter().enumerate() {
            let truth = arm.when.as_ref().map_or(TRUE, |when| self.truth(when));
            if truth == FALSE {
                continue;
            }
            let asks = arm.then.as_ref().map_or(Vec::new(), leaves_of_test);
            let from = lines.reasons.len();
            match &arm.when {
                Some(when) if fresh(&leaves(when), &asks) => self.unsaid(when, &mut said, depth, lines),
                Some(_) => {}
                None => {
                    let before = arms[..at].iter().filter_map(|before| before.when.as_ref());
                    before.for_each(|when| self.unsaid(when, &mut said, depth, lines));
                    lines.add(depth, Say::new("其余情形：", "otherwise:"));
                }
            }
            let inner = if lines.reasons.len() > from { depth + 1 } else { depth };
            match &arm.then {
                Ok(Test::All(conds)) if conds.is_empty() => {
                    lines.add(inner, Say::new("即符合", "met"));
                }
                Ok(test) if asks.is_empty() || fresh(&asks, &said) => self.test(test, inner, lines),
                Ok(_) => {}
                Err(reason) => lines.held(inner, silent(reason), UNKNOWN),
            }
            if let Some(first) = lines.reasons.get_mut(from) {
                first.clause.clone_from(&arm.clause);
            }
            said.extend(asks);
            if truth == TRUE {
                break;
            }
        }
    }

    /// A condition, unless its figures were all said.
    fn unsaid<'c>(&self, cond: &'c Cond, said: &mut Vec<&'c Cond>, depth: usize, lines: &mut Lines) {
        if fresh(&leaves(cond), said) {
            conjuncts(cond).iter().for_each(|cond| self.cond(cond, depth, lines));
            said.extend(leaves(cond));
        }
    }

    /// A condition with the figures that decide it.
    fn cond(&self, cond: &Cond, depth: usize, lines: &mut Lines) {
        let truth = self.truth(cond);
        match cond {
            Cond::And(conds) | Cond::Or(conds) => {
                let heading = match cond {
                    Cond::And(_) => Say::new("须全部符合", "all of these"),
                    _ => Say::new("符合其一即可", "one of these"),
                };
                lines.held(depth, verdict(heading, truth), truth);
                conds.iter().for_each(|cond| self.cond(cond, depth + 1, lines));
            }
            Cond::Not(inner) => {
                lines.held(depth, verdict(self.say(|words| words.cond(cond)), truth), truth);
                self.cond(inner, depth + 1, lines);
            }
            Cond::Fact(input) => lines.held(depth, self.fact(*input, truth), truth),
            Cond::Compare(_, a, b) => {
                let figures = self.say(|words| self.with_figures(words, cond, a, b));
                lines.held(depth, verdict(figures, truth), truth);
            }
            Cond::Days(_, a, b) => {
                let figures = self.say(|words| {
                    let days = [a, b].map(|day| self.day(words, day));
                    format!(
                        "{}：{}",
                        words.cond(cond),
                        days.into_iter().flatten().collect::<Vec<_>>().join(words.say("，", ", "))
                    )
                });
                lines.held(depth, verdict(figures, truth), truth);
            }
            Cond::Member(input, _) => {
                let figures = self.say(|words| match self.columns.word(*input, 0) {
                    Some(word) => format!("{}（{word}）", words.cond(cond)),
                    None => format!("{}（{}）", words.cond(cond), words.say("未填", "not given")),
                });
                lines.held(depth, verdict(figures, truth), truth);
            }
            Cond::Points(..) => lines.held(depth, verdict(self.say(|words| words.cond(cond)), truth), truth),
        }
    }

    fn fact(&self, input: usize, truth: u8) -> Say {
        let presumed = self.columns.is_presumed(input, 0);
        self.say(|words| {
            let name = words.input(&self.scheme.inputs[input]);
            let value = match (truth, presumed) {
                (UNKNOWN, _) => words.say("未填，待定", "not given, undetermined"),
                (TRUE, true) => words.say("是（推定）", "yes (presumed)"),
                (TRUE, false) => words.say("是", "yes"),
                (_, true) => words.say("否（推定）", "no (presumed)"),
                (_, false) => words.say("否", "no"),
            };
            format!("{name}{}{value}", words.say("：", ": "))
        })
    }
}

/// What criteria come to together, of `max` points at most.
fn together<'e>(criteria: impl Iterator<Item = &'e Entry>, max: Points) -> State {
    let (mut sum, mut missing) = ((0, 0), false);
    for entry in criteria {
        let (least, most) = match entry.state {
            State::Points(points, _) => (points, points),
            State::Missing(least, most) => (least, most),
            State::Truth(_) => continue,
        };
        missing |= matches!(entry.state, State::Missing(..));
        sum = (sum.0 + least.0, sum.1 + most.0);
    }
    match missing {
        true => State::Missing(Points(sum.0), Points(sum.1)),
        false => State::Points(Points(sum.0), max),
    }
}

/// The conditions that a condition is made of.
fn leaves(cond: &Cond) -> Vec<&Cond> {
    match cond {
        Cond::And(conds) | Cond::Or(conds) => conds.iter().flat_map(leaves).collect(),
        Cond::Not(inner) => leaves(inner),
        leaf => vec![leaf],
    }
}

fn leaves_of_test(test: &Test) -> Vec<&Cond> {
    match test {
        Test::All(conds) | Test::Any(conds) => conds.iter().flat_map(leaves).collect(),
        Test::FirstOf(arms) => arms.iter().filter_map(|arm| arm.when.as_ref()).flat_map(leaves).collect(),
    }
}

/// The parts of a condition that must all hold: itself, unless it says so.
fn conjuncts(cond: &Cond) -> &[Cond] {
    match cond {
        Cond::And(conds) => conds,
        cond => std::slice::from_ref(cond),
    }
}

/// Whether one of these has figures that were not said.
fn fresh(conds: &[&Cond], said: &[&Cond]) -> bool {
    let same = |a: &Cond, b: &Cond| match (a, b) {
        (Cond::Compare(_, a, b), Cond::Compare(_, c, d)) => (a, b) == (c, d),
        (a, b) => a == b,
    };
    conds.iter().any(|cond| !said.iter().any(|said| same(cond, said)))
}

fn silent(reason: &Text) -> Say {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| reason.get(lang));
    Say::new(format!("待定：{zh}"), format!("undetermined: {en}"))
}

fn verdict(says: Say, truth: u8) -> Say {
    let (zh, en) = match truth {
        TRUE => ("符合", "holds"),
        FALSE => ("不符合", "does not hold"),
        _ => ("待定", "undetermined"),
    };
    Say::new(format!("{}，{zh}", says.zh), format!("{}, {en}", says.en))
}

fn outcome(truth: u8) -> Outcome {
    match truth {
        TRUE => Outcome::Pass,
        FALSE => Outcome::Fail,
        _ => Outcome::Undetermined,
    }
}

/// The id and name of a one-row population.
fn subject(one: &RecordBatch) -> (String, Option<String>) {
    let text = |column: &str| {
        let array = one.column_by_name(column)?;
        match array.as_string_opt::<i32>() {
            Some(texts) => arrow_array::Array::is_valid(texts, 0).then(|| texts.value(0).to_owned()),
            None => array.as_primitive_opt::<arrow_array::types::Int64Type>().map(|ints| ints.value(0).to_string()),
        }
    };
    (text("id").unwrap_or_default(), text("name"))
}
