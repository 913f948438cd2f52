//! A population in, an assessment a row out: points, ranges, gates, tier, outcome and what is missing.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::UInt16Type;
use arrow_array::{ArrayRef, Decimal128Array, DictionaryArray, Int32Array, RecordBatch, StringArray, UInt16Array};
use arrow_schema::DataType;
use huoju_model::{Dictionary, MissingMode, Outcome, Period, Text};
use jiff::civil::Date;

use crate::program::{AwardCode, Code, FALSE, ItemCode, ItemCodeKind, NO_BAND, TRUE, UNKNOWN};
use crate::run::{CHUNK, Columns, Frame, Params, Ranges};
use crate::scheme::{Input, Scheme};
use crate::survey::Standing;

/// Why a population could not be assessed at all. A subject that merely lacks figures is not an error.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// The scheme was not yet, or no longer, in force.
    #[error("scheme `{scheme}` is in force from {from}{}, so it cannot assess {period}", to.map_or(String::new(), |to| format!(" to {to}")))]
    NotInForce {
        /// The scheme.
        scheme: String,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Option<Date>,
        /// What was to be assessed.
        period: Period,
    },
    /// A column of the population is not of its indicator's kind.
    #[error("column `{column}` is {found}, not {wanted}")]
    Column {
        /// The column.
        column: String,
        /// What it is.
        found: DataType,
        /// What it should be.
        wanted: &'static str,
    },
    /// A figure lies beyond the bounds that its indicator declares, for which exactness was proven.
    #[error("column `{column}`, row {row}: {value} lies beyond the indicator's bounds")]
    Bounds {
        /// The column.
        column: String,
        /// The row of the batch, from 0.
        row: usize,
        /// The figure, in smallest units.
        value: i64,
    },
    /// The scheme ranks subjects or takes means over them, so all must be surveyed first.
    #[error("scheme `{0}` compares subjects with one another; survey the whole population first")]
    NoStanding(String),
    /// Our bug, not the reader's data: a proven bound did not hold.
    #[error("the program of this scheme overflowed; please report it together with the scheme file")]
    Overflow,
}

/// How to assess.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The period that the figures describe.
    pub period: Period,
    /// The day of application; the period's end, if `None`.
    pub as_of: Option<Date>,
    /// Treatment of missing figures; the scheme's own, if `None`.
    pub missing: Option<MissingMode>,
    /// Whether facts that offices don't record may be presumed.
    pub presume: bool,
    /// What the first pass found, for schemes that compare subjects: see [`Program::needs_survey`].
    pub standing: Option<Arc<Standing>>,
}

impl Settings {
    /// The scheme's own ways, for this period.
    pub fn of(period: Period) -> Self {
        Settings { period, as_of: None, missing: None, presume: true, standing: None }
    }
}

/// A scheme ready to assess. Cheap to clone, shared between threads.
#[derive(Debug, Clone)]
pub struct Program {
    scheme: Arc<Scheme>,
    all_inputs: u128,
}

/// A column of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name: `outcome`, `criterion.personnel`, …
    pub name: String,
    /// What readers see above it.
    pub label: Text,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Points, with so many decimal places; null where missing.
    Points {
        /// Decimal places.
        scale: u8,
    },
    /// A word: an outcome, a gate's state, a tier's id.
    Word,
    /// Indicator codes joined by `;`.
    Codes,
}

impl Program {
    /// Makes a checked scheme ready.
    pub fn compile(scheme: Scheme, _dictionary: &Dictionary) -> Self {
        let code = &scheme.code;
        let sets = code.gates.iter().chain(&code.tiers).map(|(_, inputs)| *inputs);
        let all_inputs = sets.chain(code.criteria.iter().map(|c| c.inputs)).fold(0, |all, inputs| all | inputs);
        Program { scheme: Arc::new(scheme), all_inputs }
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The figures it reads.
    pub fn inputs(&self) -> &[Input] {
        &self.scheme.inputs
    }

    pub(crate) fn code(&self) -> &Code {
        &self.scheme.code
    }

    /// Every column of an assessment after the subject's id, in order.
    pub fn columns(&self) -> Vec<Column> {
        let scheme = self.scheme();
        let column = |name: &str, label: Text, kind| Column { name: name.to_owned(), label, kind };
        let points = ColumnKind::Points { scale: scheme.points_scale };
        let mut columns = vec![
            column("outcome", Text::new("结果", "outcome"), ColumnKind::Word),
            column("tier", Text::new("档次", "tier"), ColumnKind::Word),
        ];
        if !scheme.criteria.is_empty() {
            columns.push(column("total", Text::new("总分(分)", "total (points)"), points));
            columns.push(column("total_min", Text::new("最低可能总分(分)", "least possible total (points)"), points));
            columns.push(column("total_max", Text::new("最高可能总分(分)", "most possible total (points)"), points));
        }
        for criterion in &scheme.criteria {
            let label = with_unit(&criterion.title);
            columns.push(column(&format!("criterion.{}", criterion.id), label, points));
        }
        for gate in &scheme.gates {
            columns.push(column(&format!("gate.{}", gate.id), gate.title.clone(), ColumnKind::Word));
        }
        columns.push(column("missing", Text::new("缺少的指标", "missing"), ColumnKind::Codes));
        columns
    }

    /// Columns that [`columns`](Self::columns) leaves out and [`Assessed::column`] has: the band that each measure fell
    /// into, the highest band 0, null where the measure is not known. Points, weights and tiers can be settled anew
    /// from them without the figures.
    pub fn band_columns(&self) -> Vec<String> {
        self.code().bands.iter().map(|(name, _)| format!("band.{name}")).collect()
    }

    /// What depends on an input: gates, criteria and tiers by their titles.
    pub fn dependents(&self, input: usize) -> Vec<&Text> {
        let (scheme, code, bit) = (self.scheme(), self.code(), 1u128 << input);
        let gates = scheme
            .gates
            .iter()
            .zip(&code.gates)
            .filter(|(_, (_, inputs))| inputs & bit != 0)
            .map(|(gate, _)| &gate.title);
        let criteria = scheme
            .criteria
            .iter()
            .zip(&code.criteria)
            .filter(|(_, code)| code.inputs & bit != 0)
            .map(|(c, _)| &c.title);
        let tiers = scheme
            .tiers
            .iter()
            .zip(&code.tiers)
            .filter(|(_, (_, inputs))| inputs & bit != 0)
            .map(|(tier, _)| &tier.title);
        gates.chain(criteria).chain(tiers).collect()
    }

    /// Whether the scheme is in force for this period: on some day of it, or on the day of application.
    pub fn in_force(&self, settings: &Settings) -> Result<(), AssessError> {
        let scheme = self.scheme();
        let (first, last) = match settings.as_of {
            Some(day) => (day, day),
            // Figures of a year are filed after it, so a scheme that came into force since may assess them.
            None => (settings.period.start(), Date::MAX),
        };
        if last < scheme.in_force.from || scheme.in_force.to.is_some_and(|to| first > to) {
            return Err(AssessError::NotInForce {
                scheme: scheme.id.clone(),
                from: scheme.in_force.from,
                to: scheme.in_force.to,
                period: settings.period,
            });
        }
        Ok(())
    }

    /// Assesses every row of a population: a column `id`, and a column per input named as [`Input::column`] says,
    /// amounts in `Int64` smallest units. Absent columns and nulls are missing.
    pub fn assess(&self, population: &RecordBatch, settings: &Settings) -> Result<Assessed, AssessError> {
        self.in_force(settings)?;
        let columns = Columns::new(self.scheme(), population, settings.presume)?;
        let params = Params::new(settings);
        let mut frame = self.frame(settings)?;
        let mut assessed = Assessed::new(self, columns.n_rows);
        let mode = settings.missing.unwrap_or(self.scheme.missing);
        for start in (0..columns.n_rows).step_by(CHUNK) {
            let len = CHUNK.min(columns.n_rows - start);
            self.chunk(&columns, &params, &mut frame, start, len, mode, &mut assessed)?;
        }
        Ok(assessed)
    }

    /// Registers, with the standing that the scheme needs.
    pub(crate) fn frame<'a>(&'a self, settings: &'a Settings) -> Result<Frame<'a>, AssessError> {
        if self.needs_survey() && settings.standing.is_none() {
            return Err(AssessError::NoStanding(self.scheme().id.clone()));
        }
        Ok(Frame::new(self.code(), settings.standing.as_deref()))
    }

    #[expect(clippy::too_many_arguments, reason = "one chunk's whole surroundings; a struct would only rename them")]
    pub(crate) fn chunk(
        &self,
        columns: &Columns,
        params: &Params,
        frame: &mut Frame<'_>,
        start: usize,
        len: usize,
        mode: MissingMode,
        out: &mut Assessed,
    ) -> Result<(), AssessError> {
        let code = self.code();
        frame.first(columns, params, start, len)?;
        let row_missing = columns.missing(start, len);

        let mut ranges = Vec::with_capacity(code.criteria.len());
        let (mut total, mut least, mut most) = (vec![0i32; len], vec![0i32; len], vec![0i32; len]);
        let mut listed = if mode == MissingMode::Strict {
            row_missing.iter().map(|bits| bits & self.all_inputs).collect()
        } else {
            vec![0u128; len]
        };
        for (criterion, kept) in code.criteria.iter().zip(&mut out.criteria) {
            let mut scored = score(&criterion.item, code, columns, frame, start);
            if mode == MissingMode::Strict {
                let mut complete: Vec<u8> =
                    row_missing.iter().map(|bits| TRUE * u8::from(bits & criterion.inputs == 0)).collect();
                for &reg in &criterion.strict {
                    complete
                        .iter_mut()
                        .zip(frame.bytes(reg))
                        .for_each(|(complete, known)| *complete = *known.min(complete));
                }
                scored.demand(&criterion.item, &complete);
            }
            // The points of what is missing are 0.
            for (sums, more) in [(&mut total, &scored.points), (&mut least, &scored.lo), (&mut most, &scored.hi)] {
                sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
            if mode == MissingMode::Settled {
                for row in (0..len).filter(|&row| scored.missing[row] != 0) {
                    listed[row] |= row_missing[row] & criterion.inputs;
                }
            }
            kept.points.extend_from_slice(&scored.points);
            kept.missing.extend_from_slice(&scored.missing);
            ranges.push((scored.lo, scored.hi));
        }
        for ((_, reg), kept) in code.bands.iter().zip(&mut out.bands) {
            kept.extend_from_slice(frame.bytes(*reg));
        }
        frame.second(columns, params, start, &Ranges { criteria: &ranges, total: (&least, &most) })?;
        self.decide(frame, len, &row_missing, mode, &mut listed, out);
        for (count, &reg) in out.tally.warnings.iter_mut().zip(&code.warnings) {
            *count += frame.bytes(reg).iter().filter(|&&t| t == TRUE).count();
        }
        out.total.extend_from_slice(&total);
        out.total_min.extend_from_slice(&least);
        out.total_max.extend_from_slice(&most);
        for bits in &listed {
            out.tally.count_missing(*bits);
        }
        out.missing.extend_from_slice(&listed);
        Ok(())
    }

    /// Gates and tiers into tier and outcome.
    fn decide(
        &self,
        frame: &Frame<'_>,
        len: usize,
        row_missing: &[u128],
        mode: MissingMode,
        listed: &mut [u128],
        out: &mut Assessed,
    ) {
        let code = self.code();
        let mut gates = vec![TRUE; len];
        for ((reg, inputs), kept) in code.gates.iter().zip(&mut out.gates) {
            let truths = frame.bytes(*reg);
            kept.extend_from_slice(truths);
            gates.iter_mut().zip(truths).for_each(|(all, truth)| *all = *truth.min(all));
            if mode == MissingMode::Settled {
                for row in (0..len).filter(|&row| truths[row] == UNKNOWN) {
                    listed[row] |= row_missing[row] & inputs;
                }
            }
        }
        for row in 0..len {
            let (mut best, mut tier, mut unsure) = (FALSE, NO_TIER, false);
            for (index, (reg, _)) in code.tiers.iter().enumerate() {
                let holds = frame.bytes(*reg)[row];
                if holds == TRUE && best != TRUE && !unsure {
                    tier = index as u8;
                }
                unsure |= holds == UNKNOWN;
                best = best.max(holds);
            }
            let outcome = gates[row].min(best);
            out.outcome.push(outcome);
            out.tier.push(if outcome == TRUE { tier } else { NO_TIER });
            if outcome == UNKNOWN && best == UNKNOWN && mode == MissingMode::Settled {
                for (reg, inputs) in &code.tiers {
                    if frame.bytes(*reg)[row] == UNKNOWN {
                        listed[row] |= row_missing[row] & inputs;
                    }
                }
            }
            out.tally.count(outcome, out.tier[out.tier.len() - 1]);
        }
    }
}

fn with_unit(title: &Text) -> Text {
    Text { zh: format!("{}(分)", title.zh), en: title.en.as_ref().map(|en| format!("{en} (points)")) }
}

/// No tier holds.
pub(crate) const NO_TIER: u8 = u8::MAX;

/// The points of an item in a chunk. Where `missing`, the points are 0 and `[lo, hi]` is what they could be.
pub(crate) struct Scored {
    pub points: Vec<i32>,
    pub missing: Vec<u8>,
    pub lo: Vec<i32>,
    pub hi: Vec<i32>,
}

impl Scored {
    fn new(len: usize) -> Self {
        Scored { points: vec![0; len], missing: vec![0; len], lo: vec![0; len], hi: vec![0; len] }
    }

    fn set(&mut self, row: usize, points: i32) {
        (self.points[row], self.missing[row], self.lo[row], self.hi[row]) = (points, 0, points, points);
    }

    fn set_missing(&mut self, row: usize, (lo, hi): (i32, i32)) {
        (self.points[row], self.missing[row], self.lo[row], self.hi[row]) = (0, 1, lo, hi);
    }

    fn copy(&mut self, row: usize, from: &Scored) {
        (self.points[row], self.missing[row]) = (from.points[row], from.missing[row]);
        (self.lo[row], self.hi[row]) = (from.lo[row], from.hi[row]);
    }

    /// Strict treatment: what is not `complete` is missing, whatever the rest would settle.
    fn demand(&mut self, item: &ItemCode, complete: &[u8]) {
        for (row, complete) in complete.iter().enumerate() {
            if *complete != TRUE && self.missing[row] == 0 {
                self.set_missing(row, (item.min, item.max));
            }
        }
    }
}

/// Points as far as what is known settles them.
pub(crate) fn score(item: &ItemCode, code: &Code, columns: &Columns, frame: &Frame<'_>, start: usize) -> Scored {
    let mut out = Scored::new(frame.len);
    let all = (item.min, item.max);
    match &item.kind {
        ItemCodeKind::Fixed(points) => (0..frame.len).for_each(|row| out.set(row, *points)),
        ItemCodeKind::Judged { given } => {
            for row in 0..frame.len {
                judge(&mut out, row, given_points(code, columns, *given, start + row), all);
            }
        }
        ItemCodeKind::Banded { band, awards, given: None, undefined: None, .. } => {
            fixed_awards(&mut out, frame.bytes(*band), awards, all);
        }
        ItemCodeKind::Banded { value, band, awards, given, undefined } => {
            let bands = frame.bytes(*band);
            for row in 0..frame.len {
                if bands[row] == NO_BAND {
                    let present = value.present.is_none_or(|present| frame.bytes(present)[row] == TRUE);
                    match undefined {
                        Some(points) if present => out.set(row, *points),
                        _ => out.set_missing(row, all),
                    }
                    continue;
                }
                match awards[usize::from(bands[row])] {
                    AwardCode::Points(points) => out.set(row, points),
                    AwardCode::Silent => out.set_missing(row, all),
                    AwardCode::Within(lo, hi) => {
                        let points = given.and_then(|given| given_points(code, columns, given, start + row));
                        judge(&mut out, row, points, (lo, hi));
                    }
                }
            }
        }
        ItemCodeKind::Counted { value, points, undefined } => {
            let counted = frame.cells(*points);
            for row in 0..frame.len {
                let holds = |reg: Option<usize>| reg.is_none_or(|reg| frame.bytes(reg)[row] == TRUE);
                match undefined {
                    _ if holds(value.known) => out.set(row, counted.wide(row).as_i128() as i32),
                    Some(points) if holds(value.present) => out.set(row, *points),
                    _ => out.set_missing(row, all),
                }
            }
        }
        ItemCodeKind::BestOf(items) => best_of(&mut out, &scores(items, code, columns, frame, start)),
        ItemCodeKind::SumOf(items) => sum_of(&mut out, &scores(items, code, columns, frame, start), item.max),
        ItemCodeKind::FirstOf(arms) => {
            let scored: Vec<_> = arms
                .iter()
                .map(|(_, item)| item.as_ref().map(|item| score(item, code, columns, frame, start)))
                .collect();
            first_of(&mut out, arms, &scored, frame, all);
        }
    }
    out
}

/// Bands without a judge and without points for the undefined, which most are: a table by band.
fn fixed_awards(out: &mut Scored, bands: &[u8], awards: &[AwardCode], (min, max): (i32, i32)) {
    let mut table = [(0, 1, min, max); 256];
    for (place, award) in awards.iter().enumerate() {
        if let AwardCode::Points(points) = award {
            table[place] = (*points, 0, *points, *points);
        }
    }
    for (row, band) in bands.iter().enumerate() {
        let (points, missing, lo, hi) = table[usize::from(*band)];
        (out.points[row], out.missing[row], out.lo[row], out.hi[row]) = (points, missing, lo, hi);
    }
}

fn scores(items: &[ItemCode], code: &Code, columns: &Columns, frame: &Frame<'_>, start: usize) -> Vec<Scored> {
    items.iter().map(|item| score(item, code, columns, frame, start)).collect()
}

/// The points that a person gave, at the scheme's scale; `None` if there are none or they are finer than that.
pub(crate) fn given_points(code: &Code, columns: &Columns, given: usize, row: usize) -> Option<i32> {
    let int = columns.int(given, row)?;
    let (from, to) = (u32::from(code.given_scale[given]), u32::from(code.points_scale));
    let points =
        if to >= from { int.checked_mul(10i64.pow(to - from))? } else { exact_div(int, 10i64.pow(from - to))? };
    i32::try_from(points).ok()
}

fn exact_div(a: i64, b: i64) -> Option<i64> {
    (a % b == 0).then_some(a / b)
}

/// Given points count only within their range.
fn judge(out: &mut Scored, row: usize, points: Option<i32>, (lo, hi): (i32, i32)) {
    match points {
        Some(points) if (lo..=hi).contains(&points) => out.set(row, points),
        _ => out.set_missing(row, (lo, hi)),
    }
}

/// The firm chooses: the best of what can be computed.
fn best_of(out: &mut Scored, items: &[Scored]) {
    for row in 0..out.points.len() {
        let known = items.iter().filter(|item| item.missing[row] == 0).map(|item| item.points[row]).max();
        let max = |of: fn(&Scored) -> &[i32]| items.iter().map(|item| of(item)[row]).max().unwrap_or(0);
        match known {
            Some(points) => out.set(row, points),
            None => out.set_missing(row, (max(|item| &item.lo), max(|item| &item.hi))),
        }
    }
}

fn sum_of(out: &mut Scored, items: &[Scored], cap: i32) {
    for row in 0..out.points.len() {
        let sum = |of: fn(&Scored) -> &[i32]| items.iter().map(|item| of(item)[row]).sum::<i32>().min(cap);
        let (lo, hi) = (sum(|item| &item.lo), sum(|item| &item.hi));
        // Where the cap is reached whatever is missing, nothing is missing.
        if lo == hi { out.set(row, lo) } else { out.set_missing(row, (lo, hi)) }
    }
}

fn first_of(
    out: &mut Scored,
    arms: &[(Option<usize>, Option<ItemCode>)],
    scored: &[Option<Scored>],
    frame: &Frame<'_>,
    all: (i32, i32),
) {
    for row in 0..frame.len {
        let (mut open, mut agreed, mut hit, mut n_possible) = (TRUE, None, None, 0);
        for ((when, _), arm) in arms.iter().zip(scored) {
            let when = when.map_or(TRUE, |when| frame.bytes(when)[row]);
            if open.min(when) != FALSE {
                let points = arm.as_ref().filter(|arm| arm.missing[row] == 0).map(|arm| arm.points[row]);
                agreed = Some(agreed.map_or(points, |before| if before == points { points } else { None }));
                (hit, n_possible) = (arm.as_ref(), n_possible + 1);
            }
            open = open.min(TRUE - when);
        }
        match (agreed.flatten(), hit) {
            (Some(points), _) => out.set(row, points),
            // The only arm that can apply leaves its own range.
            (None, Some(arm)) if n_possible == 1 => out.copy(row, arm),
            _ => out.set_missing(row, all),
        }
    }
}

/// One criterion's column.
#[derive(Debug, Clone, Default)]
pub(crate) struct CriterionColumn {
    pub points: Vec<i32>,
    pub missing: Vec<u8>,
}

/// The assessments of a population, column by column, a row a subject in the population's order.
#[derive(Debug, Clone)]
pub struct Assessed {
    program: Program,
    pub(crate) outcome: Vec<u8>,
    pub(crate) tier: Vec<u8>,
    pub(crate) total: Vec<i32>,
    pub(crate) total_min: Vec<i32>,
    pub(crate) total_max: Vec<i32>,
    pub(crate) criteria: Vec<CriterionColumn>,
    pub(crate) gates: Vec<Vec<u8>>,
    bands: Vec<Vec<u8>>,
    pub(crate) missing: Vec<u128>,
    tally: Tally,
}

/// Counts over a population.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Subjects assessed.
    pub n: usize,
    /// Passed.
    pub pass: usize,
    /// Failed.
    pub fail: usize,
    /// Undetermined.
    pub undetermined: usize,
    /// Passed with each tier, in the scheme's order.
    pub tiers: Vec<usize>,
    /// Each of the scheme's warnings.
    pub warnings: Vec<usize>,
    /// Subjects that lack each input, in the scheme's order.
    pub missing: Vec<usize>,
}

impl Tally {
    fn count(&mut self, outcome: u8, tier: u8) {
        self.n += 1;
        match outcome {
            TRUE => self.pass += 1,
            FALSE => self.fail += 1,
            _ => self.undetermined += 1,
        }
        if let Some(count) = self.tiers.get_mut(usize::from(tier)) {
            *count += 1;
        }
    }

    fn count_missing(&mut self, mut bits: u128) {
        while bits != 0 {
            self.missing[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }

    /// Adds the counts of another part of the same population.
    pub fn add(&mut self, other: &Tally) {
        self.n += other.n;
        self.pass += other.pass;
        self.fail += other.fail;
        self.undetermined += other.undetermined;
        for (sums, more) in [
            (&mut self.tiers, &other.tiers),
            (&mut self.warnings, &other.warnings),
            (&mut self.missing, &other.missing),
        ] {
            sums.resize(sums.len().max(more.len()), 0);
            sums.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
        }
    }
}

impl Assessed {
    fn new(program: &Program, n: usize) -> Self {
        let (scheme, code) = (program.scheme(), program.code());
        let tally = Tally {
            tiers: vec![0; scheme.tiers.len()],
            warnings: vec![0; scheme.warnings.len()],
            missing: vec![0; scheme.inputs.len()],
            ..Tally::default()
        };
        let criterion = || CriterionColumn { points: Vec::with_capacity(n), missing: Vec::with_capacity(n) };
        Assessed {
            program: program.clone(),
            outcome: Vec::with_capacity(n),
            tier: Vec::with_capacity(n),
            total: Vec::with_capacity(n),
            total_min: Vec::with_capacity(n),
            total_max: Vec::with_capacity(n),
            criteria: code.criteria.iter().map(|_| criterion()).collect(),
            gates: code.gates.iter().map(|_| Vec::with_capacity(n)).collect(),
            bands: code.bands.iter().map(|_| Vec::with_capacity(n)).collect(),
            missing: Vec::with_capacity(n),
            tally,
        }
    }

    /// How many subjects.
    pub fn n_rows(&self) -> usize {
        self.outcome.len()
    }

    /// The counts.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The outcome of a row.
    pub fn outcome(&self, row: usize) -> Outcome {
        match self.outcome[row] {
            TRUE => Outcome::Pass,
            FALSE => Outcome::Fail,
            _ => Outcome::Undetermined,
        }
    }

    /// A column by its name, as [`Program::columns`] lists them.
    pub fn column(&self, name: &str) -> Option<ArrayRef> {
        let scheme = self.program.scheme();
        Some(match name {
            "outcome" => words(&self.outcome, &["fail", "undetermined", "pass"]),
            "tier" => words(&self.tier, &scheme.tiers.iter().map(|tier| tier.id.as_str()).collect::<Vec<_>>()),
            "total" | "total_min" | "total_max" if scheme.criteria.is_empty() => return None,
            "total" => self.points(&self.total, None),
            "total_min" => self.points(&self.total_min, None),
            "total_max" => self.points(&self.total_max, None),
            "missing" => self.codes(),
            _ => {
                if let Some(id) = name.strip_prefix("criterion.") {
                    let column = &self.criteria[scheme.criteria.iter().position(|c| c.id == id)?];
                    self.points(&column.points, Some(&column.missing))
                } else if let Some(id) = name.strip_prefix("band.") {
                    let bands = &self.bands[self.program.code().bands.iter().position(|(name, _)| name == id)?];
                    Arc::new(
                        bands.iter().map(|&band| (band != NO_BAND).then_some(i32::from(band))).collect::<Int32Array>(),
                    )
                } else {
                    let id = name.strip_prefix("gate.")?;
                    words(
                        &self.gates[scheme.gates.iter().position(|gate| gate.id == id)?],
                        &["fail", "undetermined", "pass"],
                    )
                }
            }
        })
    }

    fn points(&self, points: &[i32], missing: Option<&[u8]>) -> ArrayRef {
        let scale = self.program.scheme().points_scale;
        let nulls = missing.map(|missing| missing.iter().map(|&m| m == 0).collect::<Vec<bool>>().into());
        if scale == 0 {
            return Arc::new(Int32Array::new(points.to_vec().into(), nulls));
        }
        let wide: Vec<i128> = points.iter().map(|&p| i128::from(p)).collect();
        let array = Decimal128Array::new(wide.into(), nulls);
        match array.clone().with_precision_and_scale(12, scale as i8) {
            Ok(array) => Arc::new(array),
            Err(_) => Arc::new(array),
        }
    }

    /// Each distinct set of missing inputs is spelled once.
    fn codes(&self) -> ArrayRef {
        let inputs = &self.program.scheme().inputs;
        let mut known: HashMap<u128, u16> = HashMap::new();
        let mut texts: Vec<String> = Vec::new();
        let mut keys = Vec::with_capacity(self.missing.len());
        let mut last = None;
        for &bits in &self.missing {
            let key = match last {
                Some((same, key)) if same == bits => key,
                _ => {
                    let Ok(next) = u16::try_from(texts.len()) else { return self.codes_spelled() };
                    *known.entry(bits).or_insert_with(|| {
                        texts.push(spelled(inputs, bits));
                        next
                    })
                }
            };
            last = Some((bits, key));
            keys.push(key);
        }
        dictionary(keys.into(), &texts)
    }

    /// So many different sets that a dictionary doesn't hold them.
    fn codes_spelled(&self) -> ArrayRef {
        let inputs = &self.program.scheme().inputs;
        Arc::new(self.missing.iter().map(|&bits| Some(spelled(inputs, bits))).collect::<StringArray>())
    }
}

fn spelled(inputs: &[Input], mut bits: u128) -> String {
    let mut codes = Vec::new();
    while bits != 0 {
        codes.push(inputs[bits.trailing_zeros() as usize].column());
        bits &= bits - 1;
    }
    codes.join(";")
}

/// Words by their place in a list; null beyond it.
fn words(places: &[u8], list: &[&str]) -> ArrayRef {
    let nulls = places
        .iter()
        .any(|&p| usize::from(p) >= list.len())
        .then(|| places.iter().map(|&p| usize::from(p) < list.len()).collect::<Vec<bool>>().into());
    let keys = places.iter().map(|&p| if usize::from(p) < list.len() { u16::from(p) } else { 0 });
    let keys = UInt16Array::new(keys.collect::<Vec<_>>().into(), nulls);
    let texts: Vec<String> = list.iter().map(|&word| word.to_owned()).collect();
    dictionary(keys, &texts)
}

fn dictionary(keys: UInt16Array, texts: &[String]) -> ArrayRef {
    let values: ArrayRef = Arc::new(StringArray::from_iter_values(texts));
    match DictionaryArray::<UInt16Type>::try_new(keys.clone(), values) {
        Ok(array) => Arc::new(array),
        // Unreachable: every key was made from its text's place.
        Err(_) => Arc::new(keys.iter().map(|key| key.and_then(|k| texts.get(usize::from(k)))).collect::<StringArray>()),
    }
}
