//! Generated cases: below, on and above every band edge and every limit of a condition.
//!
//! For each comparison of a scheme a subject is found whose measure lies as near the edge as its smallest units
//! allow, by bisecting one of its figures while the others stay put. The program and the naive reading must agree
//! on all of them, and the nearest two figures must fall on different sides.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use huoju_model::Outcome;
use jiff::civil::Date;
use num_bigint::BigInt;
use num_rational::BigRational;

use crate::assess::{AssessError, Program, Settings};
use crate::assessed::Assessed;
use crate::calendar::{civil, day_number};
use crate::kinds::growth_of;
use crate::ratio::Ratio;
use crate::reference::{self, Cell, Found, Row};
use crate::scheme::{Band, Cond, InputKind, Item, ItemKind, Num, Points, Scheme, Test};
use crate::show::in_dimension;
use crate::survey::Survey;
use crate::words::constant;

/// One generated case.
#[derive(Debug, Clone)]
pub struct EdgeCase {
    /// Where the edge stands: a gate's, criterion's or tier's id, and the edge.
    pub place: String,
    /// What the program and the naive reading each found, where they differ.
    pub differ: Option<(String, String)>,
}

/// Every generated case of a scheme, and the edges that no subject could be put beside.
pub fn edge_cases(program: &Program, settings: &Settings) -> (Vec<EdgeCase>, Vec<String>) {
    let scheme = program.scheme();
    let (mut cases, mut unreached) = (Vec::new(), Vec::new());
    for (place, num, edge) in edges(scheme) {
        let rows = beside(scheme, settings, num, &edge);
        if rows.is_empty() {
            once(&mut unreached, place.clone());
        }
        for row in rows {
            cases.push(EdgeCase { place: place.clone(), differ: differ(program, settings, &row) });
        }
    }
    (cases, unreached)
}

/// One edge may be met in several places of one gate or criterion.
fn once(places: &mut Vec<String>, place: String) {
    if !places.contains(&place) {
        places.push(place);
    }
}

/// Compares the program with the naive reading on one subject, which a scheme that compares subjects finds alone.
pub fn differ(program: &Program, settings: &Settings, row: &Row) -> Option<(String, String)> {
    let naive = reference::assess(program.scheme(), row, settings);
    let assessed = match alone(program, settings, &batch(program.scheme(), std::slice::from_ref(row))) {
        Ok(assessed) => found(program.scheme(), &assessed, 0),
        Err(error) => return Some((error.to_string(), naive.to_string())),
    };
    (assessed != naive).then(|| (assessed.to_string(), naive.to_string()))
}

/// Assesses a population with nobody beside it.
fn alone(program: &Program, settings: &Settings, population: &RecordBatch) -> Result<Assessed, AssessError> {
    let mut survey = Survey::default();
    if program.needs_survey() {
        program.survey(population, settings, &mut survey)?;
    }
    program.assess(population, &Settings { standing: Some(Arc::new(survey.finish())), ..settings.clone() })
}

/// One row of an assessment in the naive reading's terms.
pub fn found(scheme: &Scheme, assessed: &Assessed, row: usize) -> Found {
    let points = |p: i32| Points(i64::from(p) * 10i64.pow(u32::from(Points::SCALE - scheme.points_scale)));
    let truth = |t: u8| match t {
        crate::program::TRUE => Some(true),
        crate::program::FALSE => Some(false),
        _ => None,
    };
    let tier = usize::from(assessed.tier[row]);
    Found {
        outcome: assessed.outcome(row),
        tier: (tier < scheme.tiers.len() && assessed.outcome(row) == Outcome::Pass).then_some(tier),
        total: (points(assessed.total[row]), points(assessed.total_min[row]), points(assessed.total_max[row])),
        criteria: assessed.criteria.iter().map(|c| (c.missing[row] == 0).then(|| points(c.points[row]))).collect(),
        gates: assessed.gates.iter().map(|gate| truth(gate[row])).collect(),
    }
}

/// A population of these rows.
pub fn batch(scheme: &Scheme, rows: &[Row]) -> RecordBatch {
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..rows.len()).map(|n| n.to_string())));
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    let mut arrays = vec![ids];
    for (index, input) in scheme.inputs.iter().enumerate() {
        let cells = rows.iter().map(|row| row.get(&index));
        let array: ArrayRef = match input.kind {
            InputKind::Amount { .. } => Arc::new(
                cells.map(|c| if let Some(Cell::Int(int)) = c { Some(*int) } else { None }).collect::<Int64Array>(),
            ),
            InputKind::Fact { .. } => Arc::new(
                cells
                    .map(|c| if let Some(Cell::Fact(fact)) = c { Some(*fact) } else { None })
                    .collect::<BooleanArray>(),
            ),
            InputKind::Word => Arc::new(
                cells
                    .map(|c| if let Some(Cell::Word(word)) = c { Some(word.as_str()) } else { None })
                    .collect::<StringArray>(),
            ),
            InputKind::Date => Arc::new(
                cells
                    .map(|c| if let Some(Cell::Day(day)) = c { Some(day_number(*day) as i32) } else { None })
                    .collect::<Date32Array>(),
            ),
        };
        fields.push(Field::new(input.column(), array.data_type().clone(), true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        .unwrap_or_else(|_| RecordBatch::new_empty(Arc::new(Schema::empty())))
}

/// A number and the value it is compared with.
type Edge<'s> = (String, &'s Num, Threshold<'s>);

/// What a number is compared with.
enum Threshold<'s> {
    Constant(BigRational),
    Number(&'s Num),
}

impl Threshold<'_> {
    /// A compound growth is compared by its quotient.
    fn raise(&mut self, growth: Option<u8>) {
        if let (Threshold::Constant(c), Some(n)) = (self, growth) {
            *c = (c.clone() + BigInt::from(1)).pow(i32::from(n));
        }
    }
}

fn edges(scheme: &Scheme) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    let gates = scheme.gates.iter().map(|gate| (format!("gate.{}", gate.id), &gate.test));
    let tiers = scheme.tiers.iter().map(|tier| (format!("tier.{}", tier.id), &tier.test));
    for (place, test) in gates.chain(tiers) {
        test_edges(&place, test, &mut edges);
    }
    for criterion in &scheme.criteria {
        let place = format!("criterion.{}", criterion.id);
        criterion.item.visit(&mut |item| item_edges(&place, item, &mut edges));
    }
    edges.iter_mut().for_each(|(_, num, threshold)| threshold.raise(growth_of(scheme, num)));
    edges
}

fn test_edges<'s>(place: &str, test: &'s Test, edges: &mut Vec<Edge<'s>>) {
    test.visit(&mut |cond| cond_edges(place, cond, edges));
}

fn cond_edges<'s>(place: &str, cond: &'s Cond, edges: &mut Vec<Edge<'s>>) {
    match cond {
        Cond::Compare(_, Num::Const(c, unit), num) | Cond::Compare(_, num, Num::Const(c, unit)) => {
            edges.push((format!("{place} {}", constant(*c, *unit)), num, Threshold::Constant(big(*c))));
        }
        Cond::Compare(_, a, b) => edges.push((place.to_owned(), a, Threshold::Number(b))),
        Cond::And(conds) | Cond::Or(conds) => conds.iter().for_each(|cond| cond_edges(place, cond, edges)),
        Cond::Not(inner) => cond_edges(place, inner, edges),
        _ => {}
    }
}

fn item_edges<'s>(place: &str, item: &'s Item, edges: &mut Vec<Edge<'s>>) {
    let mut push = |num: &'s Num, at: Ratio, label: String| {
        edges.push((format!("{place} {label}"), num, Threshold::Constant(big(at))))
    };
    match &item.kind {
        ItemKind::Banded { measure, bands, .. } => {
            for Band { from, label, .. } in bands {
                if let Some((at, _)) = from {
                    push(&measure.num, *at, label.clone());
                }
            }
        }
        ItemKind::Steps { measure, per, .. } => push(&measure.num, *per, in_dimension(*per, measure.dimension)),
        ItemKind::Linear { measure, ends, .. } => {
            push(&measure.num, ends.0, in_dimension(ends.0, measure.dimension));
            push(&measure.num, ends.1, in_dimension(ends.1, measure.dimension));
        }
        ItemKind::FirstOf(arms) => {
            arms.iter().filter_map(|arm| arm.when.as_ref()).for_each(|when| cond_edges(place, when, edges))
        }
        _ => {}
    }
}

fn big(ratio: Ratio) -> BigRational {
    BigRational::new(ratio.num().into(), ratio.den().into())
}

/// Subjects just below, on (where the units allow) and just above the edge, for each figure that can move the number.
fn beside(scheme: &Scheme, settings: &Settings, num: &Num, threshold: &Threshold<'_>) -> Vec<Row> {
    let bits = crate::inputs::inputs_of(scheme, num);
    let mut rows = Vec::new();
    for input in (0..scheme.inputs.len()).filter(|input| bits & (1 << input) != 0) {
        for seed in 0..N_SEEDS {
            rows.extend(bisected(scheme, settings, num, threshold, input, seed));
        }
    }
    rows
}

fn bisected(
    scheme: &Scheme,
    settings: &Settings,
    num: &Num,
    threshold: &Threshold<'_>,
    input: usize,
    seed: usize,
) -> Vec<Row> {
    let bounds = match scheme.inputs[input].kind {
        InputKind::Amount { bounds, .. } => bounds,
        InputKind::Date => DAYS,
        _ => return Vec::new(),
    };
    let mut row = plain(scheme, seed);
    let mut above = |int: i64| -> Option<bool> {
        row.insert(input, cell(scheme, input, int));
        let value = reference::value(scheme, &row, settings, num)?;
        let threshold = match threshold {
            Threshold::Constant(c) => c.clone(),
            Threshold::Number(num) => reference::value(scheme, &row, settings, num)?,
        };
        Some(value >= threshold)
    };
    // 0 is often undefined as a denominator, so the search starts at the least figure that is not.
    let Some(least) =
        [bounds.0, 0, 1].into_iter().find(|&int| (bounds.0..=bounds.1).contains(&int) && above(int).is_some())
    else {
        return Vec::new();
    };
    let (mut lo, mut hi) = (least, bounds.1);
    let (Some(at_lo), Some(at_hi)) = (above(lo), above(hi)) else { return Vec::new() };
    if at_lo == at_hi {
        // An edge that everything meets, such as 0%, has only one side.
        let n_rows = if at_lo { 2 } else { 0 };
        return (least..=bounds.1).take(n_rows).map(|int| with(scheme, seed, input, int)).collect();
    }
    while hi - lo > 1 {
        let middle = lo + (hi - lo) / 2;
        match above(middle) {
            Some(side) if side == at_lo => lo = middle,
            Some(_) => hi = middle,
            None => return Vec::new(),
        }
    }
    let near = (lo - 1).max(bounds.0)..=(hi + 1).min(bounds.1);
    near.map(|int| with(scheme, seed, input, int)).collect()
}

/// A plain subject with this figure.
fn with(scheme: &Scheme, seed: usize, input: usize, int: i64) -> Row {
    let mut row = plain(scheme, seed);
    row.insert(input, cell(scheme, input, int));
    row
}

/// The days that dates are tried between: 1990 to 2060.
const DAYS: (i64, i64) = (7_305, 32_872);

fn cell(scheme: &Scheme, input: usize, int: i64) -> Cell {
    match scheme.inputs[input].kind {
        InputKind::Date => {
            let (y, m, d) = civil(int);
            Cell::Day(jiff::civil::Date::new(y as i16, m as i8, d as i8).unwrap_or(Date::MIN))
        }
        _ => Cell::Int(int),
    }
}

/// Subjects of so many different makes are tried.
const N_SEEDS: usize = 5;

/// A subject whose figures are all there: amounts small and large that differ from one another, so that differences
/// and ratios of them are defined for some seed; facts as presumed; the first day of 2015.
fn plain(scheme: &Scheme, seed: usize) -> Row {
    let mut row = Row::new();
    for (index, input) in scheme.inputs.iter().enumerate() {
        let cell = match &input.kind {
            InputKind::Amount { scale, bounds, .. } => {
                let base = [1, 997, 20_000, 60, 3_000][seed % N_SEEDS] * (1 + ((index * 31 + seed * 17) % 9) as i64);
                Cell::Int((base * 10i64.pow(u32::from(*scale))).clamp(bounds.0, bounds.1))
            }
            InputKind::Fact { presumed } => Cell::Fact(presumed.unwrap_or(true)),
            InputKind::Word => continue,
            InputKind::Date => Cell::Day(jiff::civil::date(2015, 1, 1)),
        };
        row.insert(index, cell);
    }
    row
}
