//! Boundary audit (边界审计): who stands within one unit of an edge, and which edge it is.
//!
//! By the rule itself: everybody's figure is moved by one unit, up and then down, and assessed again. A gate, the points
//! of a criterion or the result that comes out otherwise names the edge. So an audit can't disagree with the score, and
//! it finds each subject whom one unit moves and no other. Where others stand is held, as a gap holds it.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Int64Array, RecordBatch};
use huoju_model::{Lang, Outcome, Unit};

use crate::assess::{AssessError, Program, Settings};
use crate::assessed::{Assessed, Verdict};
use crate::cells::Cells;
use crate::report::outcome_word;
use crate::scheme::{Input, InputKind, Item, ItemKind, Points};

/// What an edge is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The result: outcome or tier.
    Result,
    /// A gate, by its place in the scheme.
    Gate(usize),
    /// A criterion's points, by its place in the scheme.
    Criterion(usize),
}

/// What came of an edge's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Outcome and tier.
    Result(Outcome, Option<usize>),
    /// Of a gate.
    Gate(Outcome),
    /// Of a criterion; `None` where it is missing.
    Points(Option<Points>),
}

/// One subject beside one edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// The subject's row.
    pub row: usize,
    /// The figure that was moved: its place in [`Program::inputs`].
    pub input: usize,
    /// By how much, in its smallest units.
    pub by: i64,
    /// What came out otherwise.
    pub place: Place,
    /// What comes of it as the figures are, and with the one moved.
    pub came: [Came; 2],
    /// The outcome as the figures are, and with the one moved.
    pub outcome: [Outcome; 2],
}

impl Place {
    /// The clause that the edge stands in; none of the result's.
    pub fn clause(self, program: &Program) -> Option<&str> {
        match self {
            Place::Result => None,
            Place::Gate(gate) => Some(&program.scheme().gates[gate].clause),
            Place::Criterion(criterion) => Some(&program.scheme().criteria[criterion].clause),
        }
    }

    /// What the edge is of, in words.
    pub fn title(self, program: &Program, lang: Lang) -> &str {
        match self {
            Place::Result => say(lang, "结果", "outcome"),
            Place::Gate(gate) => program.scheme().gates[gate].title.get(lang),
            Place::Criterion(criterion) => program.scheme().criteria[criterion].title.get(lang),
        }
    }
}

fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    if lang == Lang::Zh { zh } else { en }
}

impl Came {
    /// `通过`, `符合`, `16`, `…` where points are missing.
    fn said(self, program: &Program, lang: Lang) -> String {
        match self {
            Came::Points(points) => points.map_or_else(|| "…".to_owned(), |points| points.to_string()),
            Came::Gate(Outcome::Pass) => say(lang, "符合", "met").to_owned(),
            Came::Gate(Outcome::Fail) => say(lang, "不符合", "not met").to_owned(),
            Came::Result(Outcome::Pass, Some(tier)) => program.scheme().tiers[tier].title.get(lang).to_owned(),
            Came::Gate(outcome) | Came::Result(outcome, _) => outcome_word(outcome, lang).to_owned(),
        }
    }

    /// The greater, the better.
    fn rank(self) -> (u8, i64) {
        let outcome = |outcome: Outcome| match outcome {
            Outcome::Fail => 0,
            Outcome::Undetermined => 1,
            Outcome::Pass => 2,
        };
        match self {
            // The first tier is the best.
            Came::Result(came, tier) => (outcome(came), tier.map_or(i64::MIN, |tier| -(tier as i64))),
            Came::Gate(came) => (outcome(came), 0),
            Came::Points(points) => (0, points.map_or(i64::MIN, |points| points.0)),
        }
    }
}

impl Beside {
    /// Whether the move makes it better: then the subject stands just below the edge, else just on it.
    pub fn rises(&self) -> bool {
        self.came[1].rank() > self.came[0].rank()
    }

    /// The figure that was moved, and by how much: `科技人员 减 1 人`.
    pub fn moved(&self, program: &Program, lang: Lang) -> String {
        let input = &program.inputs()[self.input];
        let unit = office_unit(input).map_or_else(String::new, |(_, said)| said);
        let way = if self.by < 0 { say(lang, "减", "less") } else { say(lang, "加", "plus") };
        format!("{} {way} {unit}", input.label(lang))
    }

    /// What comes out otherwise: `16 → 12 分`.
    pub fn change(&self, program: &Program, lang: Lang) -> String {
        let [from, to] = self.came.map(|came| came.said(program, lang));
        let unit = if matches!(self.came[0], Came::Points(_)) { say(lang, " 分", " points") } else { "" };
        format!("{from} → {to}{unit}")
    }
}

/// One unit of an amount as offices write it, in smallest units and in words: 1 人, and of money 1 万元. `None` for what is
/// no amount.
pub fn office_unit(input: &Input) -> Option<(i64, String)> {
    let InputKind::Amount { unit, scale, .. } = input.kind else { return None };
    let one = 10i64.checked_pow(u32::from(scale))?;
    match unit == Unit::YUAN {
        true => Some((one.checked_mul(10_000)?, "1 万元".to_owned())),
        false => Some((one, format!("1 {unit}"))),
    }
}

/// Everybody beside an edge, by input, direction and row. `unit` says by how many smallest units a figure is moved; an input
/// for which it says nothing stays. A figure that is missing, or would leave its bounds, isn't moved.
pub fn audit(
    program: &Program,
    population: &RecordBatch,
    settings: &Settings,
    unit: impl Fn(&Input) -> Option<i64>,
) -> Result<Vec<Beside>, AssessError> {
    let now = program.assess(population, settings)?;
    let mut found = Vec::new();
    for (place, input) in program.inputs().iter().enumerate() {
        let Some(unit) = unit(input) else { continue };
        for by in [unit, -unit] {
            let Some(moved) = moved(population, input, by) else { continue };
            let then = program.assess(&moved, settings)?;
            (0..now.n_rows()).for_each(|row| differences(program, [&now, &then], (row, place, by), &mut found));
        }
    }
    Ok(found)
}

impl Cells {
    /// The population's audit by [`office_unit`].
    pub fn audit(&self) -> Result<Vec<Beside>, AssessError> {
        let unit = |input: &Input| office_unit(input).map(|(unit, _)| unit);
        audit(self.program(), self.population(), self.settings(), unit)
    }
}

/// The population with one figure of everybody moved; `None` where it has no such column.
fn moved(population: &RecordBatch, input: &Input, by: i64) -> Option<RecordBatch> {
    let InputKind::Amount { bounds: (least, most), .. } = input.kind else { return None };
    let place = population.schema().index_of(&input.column()).ok()?;
    let ints = population.column(place).as_primitive_opt::<Int64Type>()?;
    let within = |int: &i64| (least..=most).contains(int);
    let column: Int64Array =
        ints.iter().map(|int| int.map(|int| int.checked_add(by).filter(within).unwrap_or(int))).collect();
    let mut columns = population.columns().to_vec();
    columns[place] = Arc::new(column);
    RecordBatch::try_new(population.schema(), columns).ok()
}

fn differences(
    program: &Program,
    sides: [&Assessed; 2],
    (row, input, by): (usize, usize, i64),
    found: &mut Vec<Beside>,
) {
    let outcome = sides.map(|side| side.outcome(row));
    let mut compare = |place: Place, came: [Came; 2]| {
        if came[0] != came[1] {
            found.push(Beside { row, input, by, place, came, outcome });
        }
    };
    let result = |Verdict { outcome, tier, .. }: Verdict| Came::Result(outcome, tier);
    compare(Place::Result, sides.map(|side| result(side.verdict(row))));
    for gate in 0..program.scheme().gates.len() {
        compare(Place::Gate(gate), sides.map(|side| Came::Gate(side.gate(gate, row))));
    }
    for (index, criterion) in program.scheme().criteria.iter().enumerate() {
        if has_edges(&criterion.item) {
            compare(Place::Criterion(index), sides.map(|side| Came::Points(side.got(index, row))));
        }
    }
}

/// Whether points go by bands; where they go by every unit, or a person gives them, none is an edge.
fn has_edges(item: &Item) -> bool {
    let mut all = true;
    item.visit(&mut |item| {
        let smooth = matches!(
            item.kind,
            ItemKind::Judged { .. }
                | ItemKind::Steps { .. }
                | ItemKind::Linear { .. }
                | ItemKind::Banded { given: Some(_), .. }
        );
        all &= !smooth;
    });
    all
}
