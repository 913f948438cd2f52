//! An answer with everything that a reader needs: moves with figures, what they cost, which clauses they turn.

use std::collections::BTreeSet;

use arrow_array::RecordBatch;
use arrow_buffer::i256;
use huoju_model::{Lang, Outcome, Period, Text};

use super::levers::{MOST_LEVERS, STILL, Steps, given};
use super::model::Model;
use super::reach::Reach;
use super::search::Found;
use super::{Aim, Answer};
use crate::assess::{AssessError, Settings};
use crate::columns::Columns;
use crate::diagnostic::Say;
use crate::explain::{Counts, Entry, Explanation, State as Standing, Way};
use crate::program::{FALSE, TRUE};
use crate::scheme::{Input, InputKind, Points, Scheme};
use crate::words::shown;

/// The gap (差距) of one subject.
#[derive(Debug, Clone)]
pub struct Gap {
    /// The subject's id, and its name where the population has one.
    pub subject: (String, Option<String>),
    /// The scheme's id, title and document.
    pub scheme: (String, Text, String),
    /// The tier to reach, its id and title; `None` where any will do.
    pub goal: Option<(String, Text)>,
    /// The outcome as the figures are.
    pub outcome: Outcome,
    /// The period that the figures describe, and what was missed in it, or is yet to be done.
    pub now: Outlook,
    /// Where that period is closed, the next one that is open, as if the figures stood again in it.
    pub next: Option<Outlook>,
    /// What stays as it is, whatever is moved.
    pub held: Vec<Say>,
    /// Whether the costs are only a sample.
    pub sample: bool,
}

/// What a goal takes in one period.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The period.
    pub period: Period,
    /// Whether it is over, so that its figures can't be moved any more.
    pub closed: bool,
    /// How the subject stands to the goal.
    pub state: State,
    /// The plans, the cheapest first; each does without a lever of every one before it.
    pub plans: Vec<Plan>,
    /// Whether it is proven that none is cheaper, or that there is none.
    pub proven: bool,
    /// Why there is no plan.
    pub why: Vec<Why>,
    /// The figures that are missing: code and name. Where it is undetermined they must be known first.
    pub missing: Vec<(String, Say)>,
}

/// How a subject stands to a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The goal is met.
    Reached,
    /// It is not known whether it is met.
    Undetermined,
    /// It is not met.
    Missed,
}

impl State {
    /// Of a goal's truth: it may be met yet where nothing that is known says no.
    pub(super) fn of(goal: u8) -> State {
        match goal {
            TRUE => State::Reached,
            FALSE => State::Missed,
            _ => State::Undetermined,
        }
    }
}

/// A way to the goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What is done, lever by lever.
    pub moves: Vec<Move>,
    /// The figures that move, with all moves together.
    pub figures: Vec<Figure>,
    /// The gates, criteria and tiers that change.
    pub turns: Vec<Turn>,
    /// The total before and after; `None` where nothing is scored.
    pub total: Option<(Points, Points)>,
    /// What it costs, in hundredths of the levers' unit and in words.
    pub cost: (u64, String),
}

/// Steps of one lever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The lever's id.
    pub lever: String,
    /// Its title.
    pub title: Text,
    /// How many steps.
    pub steps: u32,
    /// What they cost, in hundredths of the levers' unit and in words.
    pub cost: (u64, String),
    /// The figures that it moves, what moves with it last; each begins where the moves before it end.
    pub figures: Vec<Figure>,
}

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The indicator's code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub from: Say,
    /// What it becomes.
    pub to: Say,
    /// The difference with its sign; empty for a fact.
    pub by: Say,
    /// In smallest units, where it is an amount: before and after.
    pub amount: Option<(i64, i64)>,
}

/// A gate, criterion or tier that a plan changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its clause.
    pub clause: String,
    /// What came of it.
    pub from: Standing,
    /// What would come of it.
    pub to: Standing,
    /// Of a criterion, the measure that counts before and after: `3.5%` and `4%`.
    pub values: Option<(Say, Say)>,
}

/// A reason why no plan reaches the goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The clause that stands in the way, where it is one.
    pub clause: Option<String>,
    /// What it is.
    pub says: Say,
}

/// The gap of a subject from what was found.
pub(super) fn gap(aim: &Aim, explanation: Explanation, model: &Model<'_>, now: Outlook, next: Option<Outlook>) -> Gap {
    let tiers = &model.program.scheme().tiers;
    let goal = (aim.tier.is_some()).then(|| &tiers[model.n_tiers - 1]);
    Gap {
        subject: explanation.subject,
        scheme: explanation.scheme,
        goal: goal.map(|tier| (tier.id.clone(), tier.title.clone())),
        outcome: explanation.outcome,
        now,
        next,
        held: held(model).into_iter().chain(unused(model, aim)).collect(),
        sample: aim.levers.sample,
    }
}

/// One period's part of an answer.
pub(super) fn outlook(
    model: &Model<'_>,
    one: &RecordBatch,
    settings: &Settings,
    aim: &Aim,
    answer: Answer,
) -> Result<(Outlook, Explanation), AssessError> {
    let program = model.program;
    let before = program.explain_as_is(one, settings)?;
    let columns = Columns::new(program.inputs(), one, settings.presume)?;
    let teller = Teller { model, aim, columns: &columns, row: 0 };
    let plans = answer.found.iter().map(|found| {
        let after = program.explain_as_is(&model.moved(one, &[found.steps]), settings)?;
        Ok(teller.plan(found, &before, &after))
    });
    let outlook = Outlook {
        period: settings.period,
        closed: settings.period.end() < aim.today,
        state: answer.state,
        plans: plans.collect::<Result<_, AssessError>>()?,
        proven: answer.proven,
        why: answer.why,
        missing: before.missing.clone(),
    };
    Ok((outlook, before))
}

/// Words what was found for one subject.
pub(super) struct Teller<'a> {
    pub model: &'a Model<'a>,
    pub aim: &'a Aim,
    pub columns: &'a Columns,
    /// The subject's row.
    pub row: usize,
}

impl Teller<'_> {
    fn plan(&self, found: &Found, before: &Explanation, after: &Explanation) -> Plan {
        Plan {
            moves: self.moves(found),
            figures: self.figures(found),
            turns: turns(before, after),
            total: before.total.zip(after.total).map(|(before, after)| (before.0, after.0)),
            cost: self.cost(found),
        }
    }

    pub fn cost(&self, found: &Found) -> (u64, String) {
        (found.cost, self.aim.levers.cost(found.cost))
    }

    /// What is done, lever by lever.
    pub fn moves(&self, found: &Found) -> Vec<Move> {
        let mut taken = STILL;
        let mut moves = Vec::new();
        for (lever, bound) in self.model.levers.iter().enumerate().filter(|(lever, _)| found.steps[*lever] > 0) {
            let start = taken;
            taken[lever] = found.steps[lever];
            let told = &self.aim.levers.list[bound.place];
            let cost = bound.cost.saturating_mul(u64::from(taken[lever]));
            let inputs = bound.shifts.iter().map(|(input, _)| *input).chain(bound.sets.iter().map(|(input, _)| *input));
            moves.push(Move {
                lever: told.id.clone(),
                title: told.title.clone(),
                steps: taken[lever],
                cost: (cost, self.aim.levers.cost(cost)),
                figures: inputs.filter_map(|input| self.figure(input, &start, &taken)).collect(),
            });
        }
        moves
    }

    /// The figures that move, with all moves together.
    fn figures(&self, found: &Found) -> Vec<Figure> {
        self.model.moved_inputs().filter_map(|input| self.figure(input, &STILL, &found.steps)).collect()
    }

    /// A figure between two sets of steps; `None` where it doesn't move.
    fn figure(&self, input: usize, from: &Steps, to: &Steps) -> Option<Figure> {
        let told = &self.model.program.inputs()[input];
        let figure = |from: Say, to: Say, by: Say, amount| Figure {
            code: told.code.clone(),
            name: told.name.clone(),
            from,
            to,
            by,
            amount,
        };
        if let InputKind::Fact { .. } = told.kind {
            let at = |steps: &Steps| self.model.made(input, steps).or(self.columns.fact(input, self.row));
            let (from, to) = (at(from), at(to));
            return (from != to).then(|| figure(fact(from), fact(to), Say::new("", ""), None));
        }
        let now = self.columns.int(input, self.row)?;
        let at = |steps: &Steps| now + self.model.shift(input, steps);
        let (from, to) = (at(from), at(to));
        let sign = if to > from { "+" } else { "" };
        let by = |say: Say| Say::new(format!("{sign}{}", say.zh), format!("{sign}{}", say.en));
        let say = |int| self.amount(told, int);
        (from != to).then(|| figure(say(from), say(to), by(say(to - from)), Some((from, to))))
    }

    fn amount(&self, input: &Input, int: i64) -> Say {
        let InputKind::Amount { unit, step, .. } = input.kind else { return Say::new("", "") };
        let num = i256::from_i128(i128::from(int)).wrapping_mul(i256::from_i128(step.num()));
        let text = shown(num, i256::from_i128(step.den()), unit.dimension(), Some(input), &[]);
        Say::new(text.clone(), text)
    }
}

fn fact(fact: Option<bool>) -> Say {
    match fact {
        Some(true) => Say::new("是", "yes"),
        Some(false) => Say::new("否", "no"),
        None => Say::new("未填", "not given"),
    }
}

/// The entries that differ.
fn turns(before: &Explanation, after: &Explanation) -> Vec<Turn> {
    let entries =
        |of: &Explanation| -> Vec<Entry> { of.gates.iter().chain(&of.criteria).chain(&of.tiers).cloned().collect() };
    let pairs = entries(before).into_iter().zip(entries(after));
    let turned = pairs.filter(|(from, to)| from.state != to.state);
    let turn = |(from, to): (Entry, Entry)| {
        let values = values(&from, &to);
        Turn { values, id: to.id, title: to.title, clause: to.clause, from: from.state, to: to.state }
    };
    turned.map(turn).collect()
}

/// The measure whose points count before and after, named again only where it is another; `None` where several count,
/// none is measured, or its value stays.
fn values(from: &Entry, to: &Entry) -> Option<(Say, Say)> {
    let (from, to) = (counting(from)?, counting(to)?);
    let named = |way: &Way| {
        Say::new(format!("{} {}", way.measure.zh, way.value.zh), format!("{} {}", way.measure.en, way.value.en))
    };
    let after = if from.measure == to.measure { to.value.clone() } else { named(to) };
    (from.measure != to.measure || from.value != to.value).then(|| (named(from), after))
}

fn counting(entry: &Entry) -> Option<&Way> {
    let mut ways = entry.ways.iter().filter(|way| way.counts == Counts::Yes && !way.value.zh.is_empty());
    let way = ways.next()?;
    ways.next().is_none().then_some(way)
}

/// What no lever is let move: what people judge, and where others stand.
fn held(model: &Model<'_>) -> Vec<Say> {
    let scheme = model.program.scheme();
    let mut held = Vec::new();
    let judged: BTreeSet<usize> =
        scheme.inputs.iter().enumerate().map(|(i, _)| i).filter(|i| given(scheme) & (1 << i) != 0).collect();
    if !judged.is_empty() {
        let names = |lang: Lang, sep: &str| {
            judged.iter().map(|input| scheme.inputs[*input].label(lang)).collect::<Vec<_>>().join(sep)
        };
        held.push(Say::new(
            format!("由人评定的分数不动：{}", names(Lang::Zh, "、")),
            format!("points that people give stay: {}", names(Lang::En, ", ")),
        ));
    }
    if model.program.needs_survey() {
        held.push(Say::new(
            "其他主体不动：名次、百分位和同行均值按现在的总体算",
            "the others stay: places, percentiles and means are those of today's population",
        ));
    }
    held
}

/// The levers that are more than can be looked at together, and so were left out.
fn unused(model: &Model<'_>, aim: &Aim) -> Option<Say> {
    let titles = |lang: Lang, sep: &str| {
        model.unused.iter().map(|place| aim.levers.list[*place].title.get(lang)).collect::<Vec<_>>().join(sep)
    };
    (!model.unused.is_empty()).then(|| {
        Say::new(
            format!("可调项最多看 {MOST_LEVERS} 项，没有看：{}", titles(Lang::Zh, "、")),
            format!("at most {MOST_LEVERS} levers are looked at; left out: {}", titles(Lang::En, ", ")),
        )
    })
}

impl Reach<'_> {
    /// What stands in the way, where no plan was found with all steps there are.
    pub(super) fn why(&mut self, top: &Steps) -> Vec<Why> {
        self.look(&STILL, top);
        let scheme = self.model.program.scheme();
        let code = self.model.program.code();
        let never = |reg: usize| self.truth(reg)[usize::from(TRUE)].is_never();
        let gates = scheme.gates.iter().zip(&code.gates).filter(|(_, (reg, _))| never(*reg));
        let mut why: Vec<Why> = gates.map(|(gate, _)| blocked(&gate.title, &gate.clause)).collect();
        let tiers = &scheme.tiers[..self.model.n_tiers];
        if tiers.iter().zip(&code.tiers).all(|(_, (reg, _))| never(*reg)) {
            why.extend(tiers.iter().map(|tier| blocked(&tier.title, &tier.clause)));
            why.extend(self.short(scheme));
        }
        if why.is_empty() {
            let says = Say::new("可调项怎样组合都达不到", "no combination of the levers reaches it");
            why.push(Why { clause: None, says });
        }
        why
    }

    /// The most points there are with every lever, where a tier asks for more.
    fn short(&self, scheme: &Scheme) -> Option<Why> {
        let mark = scheme.tiers[..self.model.n_tiers].iter().filter_map(|tier| tier.least_total()).min()?;
        let most: i64 = (0..scheme.criteria.len()).map(|index| self.criterion(index, true).top()).sum();
        let most = Points(most * 10i64.pow(u32::from(Points::SCALE - scheme.points_scale)));
        let says = Say::new(
            format!("把可调项都用上，确定的总分最多 {most} 分，要 {mark} 分"),
            format!("with every lever the sure total is at most {most}, and {mark} is asked for"),
        );
        (most < mark).then_some(Why { clause: None, says })
    }
}

fn blocked(title: &Text, clause: &str) -> Why {
    let says = Say::new(
        format!("{}：没有可调项能使它符合", title.get(Lang::Zh)),
        format!("{}: no lever makes it hold", title.get(Lang::En)),
    );
    Why { clause: Some(clause.to_owned()), says }
}
