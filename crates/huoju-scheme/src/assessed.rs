//! What comes of an assessment: a column for each thing decided, as Arrow arrays, and the counts over a population.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::UInt16Type;
use arrow_array::{ArrayRef, Decimal128Array, DictionaryArray, Int32Array, StringArray, UInt16Array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use huoju_model::{Outcome, Text};

use crate::assess::Program;
use crate::program::{FALSE, NO_BAND, Reg, TRUE, UNKNOWN};
use crate::scheme::{Input, Points};

/// No tier holds.
pub(crate) const NO_TIER: u8 = u8::MAX;

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
    pub fn band_columns(&self) -> Vec<Column> {
        let column = |(name, _): &(String, Reg)| Column {
            name: format!("band.{name}"),
            label: Text::new(format!("分档 {name}"), format!("band {name}")),
            kind: ColumnKind::Points { scale: 0 },
        };
        self.code().bands.iter().map(column).collect()
    }
}

fn with_unit(title: &Text) -> Text {
    Text { zh: format!("{}(分)", title.zh), en: title.en.as_ref().map(|en| format!("{en} (points)")) }
}

/// One criterion's column.
#[derive(Debug, Clone, Default)]
pub(crate) struct CriterionColumn {
    pub points: Vec<i32>,
    pub missing: Vec<u8>,
}

/// How one subject stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The outcome.
    pub outcome: Outcome,
    /// The place of its tier in the scheme.
    pub tier: Option<usize>,
    /// The total, what is missing counted as nothing; `None` where nothing is scored.
    pub total: Option<Points>,
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
    pub(crate) bands: Vec<Vec<u8>>,
    pub(crate) missing: Vec<u128>,
    pub(crate) tally: Tally,
}

impl Assessed {
    pub(crate) fn new(program: &Program, n: usize) -> Self {
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
        outcome(self.outcome[row])
    }

    /// What a row lacks: places in [`Program::inputs`].
    pub fn missing(&self, row: usize) -> impl Iterator<Item = usize> {
        let bits = self.missing[row];
        (0..128).filter(move |input| bits >> input & 1 == 1)
    }

    /// The figures that a row lacks.
    pub fn lacks(&self, row: usize) -> Vec<Input> {
        self.missing(row).filter_map(|input| self.program.inputs().get(input).cloned()).collect()
    }

    /// How a gate came out in a row; gates are counted as the scheme has them.
    pub fn gate(&self, gate: usize, row: usize) -> Outcome {
        outcome(self.gates[gate][row])
    }

    /// Whether a row's points lie at or above `least`: `None` where what is missing decides it.
    pub fn reaches(&self, row: usize, least: Points) -> Option<bool> {
        let unit = 10i64.pow(u32::from(Points::SCALE - self.program.scheme().points_scale));
        let (lo, hi) = (i64::from(self.total_min[row]) * unit, i64::from(self.total_max[row]) * unit);
        if lo >= least.0 {
            return Some(true);
        }
        (hi < least.0).then_some(false)
    }

    /// The tier that a row reached, a place in the scheme's tiers.
    pub fn tier(&self, row: usize) -> Option<usize> {
        Some(usize::from(self.tier[row])).filter(|tier| *tier < self.program.scheme().tiers.len())
    }

    /// The points of a criterion, counted as the scheme has them, in a row; `None` where it is missing.
    pub(crate) fn got(&self, criterion: usize, row: usize) -> Option<Points> {
        let column = &self.criteria[criterion];
        let by = 10i64.pow(u32::from(Points::SCALE.saturating_sub(self.program.scheme().points_scale)));
        (column.missing[row] == 0).then(|| Points(i64::from(column.points[row]) * by))
    }

    /// Outcome, tier and total of a row.
    pub fn verdict(&self, row: usize) -> Verdict {
        let scheme = self.program.scheme();
        let by = 10i64.pow(u32::from(Points::SCALE.saturating_sub(scheme.points_scale)));
        Verdict {
            outcome: self.outcome(row),
            tier: (self.tier[row] != NO_TIER).then_some(usize::from(self.tier[row])),
            total: (!scheme.criteria.is_empty()).then(|| Points(i64::from(self.total[row]) * by)),
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
        let nulls = missing.map(|missing| nulls(missing.len(), |row| missing[row] == 0));
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
    pub(crate) fn count(&mut self, outcomes: &[u8], tiers: &[u8]) {
        let n = |bytes: &[u8], wanted: u8| bytes.iter().filter(|&&byte| byte == wanted).count();
        self.n += outcomes.len();
        self.pass += n(outcomes, TRUE);
        self.fail += n(outcomes, FALSE);
        self.undetermined += n(outcomes, UNKNOWN);
        for (tier, count) in self.tiers.iter_mut().enumerate() {
            *count += n(tiers, tier as u8);
        }
    }

    pub(crate) fn count_missing(&mut self, mut bits: u128) {
        while bits != 0 {
            self.missing[bits.trailing_zeros() as usize] += 1;
            bits &= bits - 1;
        }
    }

    /// Counts how one subject stands; warnings and what is missing are not told of it.
    pub(crate) fn add_one(&mut self, verdict: &Verdict) {
        self.n += 1;
        *match verdict.outcome {
            Outcome::Pass => &mut self.pass,
            Outcome::Fail => &mut self.fail,
            Outcome::Undetermined => &mut self.undetermined,
        } += 1;
        if let Some(tier) = verdict.tier {
            self.tiers.resize(self.tiers.len().max(tier + 1), 0);
            self.tiers[tier] += 1;
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

pub(crate) fn outcome(truth: u8) -> Outcome {
    match truth {
        TRUE => Outcome::Pass,
        FALSE => Outcome::Fail,
        _ => Outcome::Undetermined,
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

/// A bitmap of where a value is there.
fn nulls(len: usize, is_valid: impl FnMut(usize) -> bool) -> NullBuffer {
    NullBuffer::new(BooleanBuffer::collect_bool(len, is_valid))
}

/// Words by their place in a list; null beyond it.
fn words(places: &[u8], list: &[&str]) -> ArrayRef {
    let beyond = |row: usize| usize::from(places[row]) >= list.len();
    let nulls = (0..places.len()).any(beyond).then(|| nulls(places.len(), |row| !beyond(row)));
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
