//! The chain: denominate, impute, screen, treat, normalise, weight, aggregate, rank, each step's table kept.

use std::collections::HashMap;

use crate::aggregate::aggregate;
use crate::data::{Data, years};
use crate::document::{Aggregate, Impute, Index, MissingRule, Normalise, Parameters, Step, Treat, Weighting};
use crate::draw::Stream;
use crate::error::{Fault, IndexError, Remark, What};
use crate::normalise::normalise;
use crate::statistics::{correlation, first_eigenvector, mean, median, places};
use crate::treat::{Treatment, treat};
use crate::tree::Tree;

/// A table: a column an indicator or element, a row a row of the data; `NaN` is missing.
pub type StepTable = Vec<Vec<f64>>;

/// An index beside its data, ready to run under any setting.
pub struct Chain<'a> {
    /// The index.
    pub index: &'a Index,
    /// Its tree.
    pub tree: Tree,
    /// The data.
    pub data: &'a Data,
    /// The rows that share parameters.
    blocks: Vec<Vec<usize>>,
    /// The rows that are ranked together.
    pub periods: Vec<Vec<usize>>,
    subjects: Vec<Vec<usize>>,
}

/// The choices of one run: the file's own, or those of a draw.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// What fills gaps.
    pub impute: &'a Impute,
    /// What is done about outliers.
    pub treat: Treat,
    /// How indicators come to one scale.
    pub normalise: &'a Normalise,
    /// One aggregation for every group, over the file's own.
    pub aggregate: Option<Aggregate>,
    /// Weights of every element within its group, over the file's own.
    pub weights: Option<Vec<f64>>,
    /// The element left out, with all below it.
    pub without: Option<usize>,
    /// The key of chance, for [`Impute::HotDeck`].
    pub key: u64,
}

/// What a run comes to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The table behind each step, in the order in which they ran.
    pub steps: Vec<(Step, StepTable)>,
    /// The weight of each element within its group; each group's sum to 1.
    pub weights: Vec<f64>,
    /// Whether each element counts: a constant indicator does not.
    pub active: Vec<bool>,
    /// The scores of each element.
    pub scores: StepTable,
    /// Each row's place within its period; 0 where it has no score.
    pub places: Vec<u32>,
    /// What was done to each indicator, for each set of parameters.
    pub treatments: Vec<Vec<Treatment>>,
    /// What was remarkable.
    pub remarks: Vec<Remark>,
}

/// The first half of a run: indicators on their scales. Draws that made the same choices share it.
#[derive(Default)]
pub(crate) struct Scaled {
    steps: Vec<(Step, StepTable)>,
    table: StepTable,
    /// Whether each indicator varies; empty where none was normalised.
    varies: Vec<bool>,
    treatments: Vec<Vec<Treatment>>,
    remarks: Vec<Remark>,
}

/// The second half of a run.
#[derive(Default)]
pub(crate) struct Scored {
    /// The scores of each group.
    groups: StepTable,
    weights: Vec<f64>,
    active: Vec<bool>,
    /// Each row's place within its period; 0 where it has no score.
    pub(crate) places: Vec<u32>,
    remarks: Vec<Remark>,
}

impl<'a> Chain<'a> {
    /// Looks up every column; `Err` of the first kind are faults of the index file.
    pub fn new(index: &'a Index, data: &'a Data) -> Result<Result<Self, IndexError>, Vec<Fault>> {
        let tree = Tree::of(index)?;
        let blocks = match index.parameters {
            Parameters::Pooled => vec![(0..data.rows.len()).collect()],
            Parameters::ByPeriod => data.periods(),
        };
        let chain = Chain { index, tree, data, blocks, periods: data.periods(), subjects: data.subjects() };
        Ok(chain.check().map(|()| chain))
    }

    fn check(&self) -> Result<(), IndexError> {
        let column = |column: &str, role| Err(IndexError::Column { column: column.to_owned(), role });
        for leaf in &self.index.leaves {
            if !self.data.figures.contains_key(&leaf.indicator) {
                return column(&leaf.indicator, "indicator");
            }
            if let Some(code) = leaf.denominator.as_ref().filter(|code| !self.data.figures.contains_key(*code)) {
                return column(code, "denominator");
            }
        }
        let imputes = self.index.robustness.impute.iter().chain([&self.index.impute]);
        let wanted = imputes.filter_map(|impute| match impute {
            Impute::GroupMean(group) | Impute::GroupMedian(group) => Some(group),
            _ => None,
        });
        if let Some(group) =
            wanted.chain(&self.index.columns.groups).find(|group| !self.data.categories.contains_key(*group))
        {
            return column(group, "group");
        }
        let Some(first) = self.data.rows.first() else { return Err(IndexError::NoSubject) };
        let fixed = |leaf| matches!(self.index.normalise_of(leaf), Normalise::Goalposts { .. });
        if self.data.rows.len() == 1 && !(0..self.index.leaves.len()).all(fixed) {
            return Err(IndexError::OneSubject { subject: first.id.clone() });
        }
        for leaf in 0..self.index.leaves.len() {
            if let Normalise::Reference { subject, .. } = self.index.normalise_of(leaf)
                && !self.data.rows.iter().any(|row| row.id == *subject)
            {
                return Err(IndexError::NoReference { subject: subject.clone() });
            }
        }
        Ok(())
    }

    /// The file's own choices.
    pub fn nominal(&self) -> Setting<'a> {
        let index = self.index;
        Setting {
            impute: &index.impute,
            treat: index.treat,
            normalise: &index.normalise,
            aggregate: None,
            weights: None,
            without: None,
            key: 0,
        }
    }

    /// Runs the chain. With `keep`, every step's table and every remark is kept.
    pub fn run(&self, setting: &Setting<'_>, keep: bool) -> Outcome {
        let scaled = self.scaled(setting, keep);
        let scored = self.scored(&scaled, setting);
        let Scaled { steps, table, treatments, mut remarks, .. } = scaled;
        remarks.extend(scored.remarks);
        let scores = table.into_iter().chain(scored.groups).collect();
        let Scored { weights, active, places, .. } = scored;
        Outcome { steps, weights, active, scores, places, treatments, remarks }
    }

    /// The first half of a run: every indicator on its scale. It doesn't depend on weights, on aggregation or on what is
    /// left out.
    pub(crate) fn scaled(&self, setting: &Setting<'_>, keep: bool) -> Scaled {
        let table = self.index.leaves.iter().map(|leaf| self.data.figures[&leaf.indicator].clone()).collect();
        let mut out = Scaled { table, ..Scaled::default() };
        for &step in &self.index.order {
            match step {
                Step::Denominate => self.denominate(&mut out),
                Step::Impute => self.impute(&mut out.table, setting),
                Step::Screen => self.screen(&mut out),
                Step::Treat => self.treat(setting, &mut out),
                Step::Normalise => self.normalise(setting, &mut out),
            }
            if keep {
                out.steps.push((step, out.table.clone()));
            }
        }
        out
    }

    fn denominate(&self, Scaled { table, remarks, .. }: &mut Scaled) {
        for (leaf, column) in self.index.leaves.iter().zip(table) {
            let Some(code) = &leaf.denominator else { continue };
            for (row, value) in column.iter_mut().enumerate() {
                let by = self.data.figures[code][row];
                if by == 0.0 && !value.is_nan() {
                    remarks.push(Remark::new(What::ZeroDenominator, &leaf.indicator, Some(&self.data.rows[row].id)));
                }
                *value = if by == 0.0 { f64::NAN } else { *value / by * leaf.per };
            }
        }
    }

    fn impute(&self, table: &mut [Vec<f64>], setting: &Setting<'_>) {
        let mut stream = Stream::of(setting.key);
        for column in table.iter_mut() {
            let before = column.clone();
            let fill = |rows: &[usize], value: f64, column: &mut Vec<f64>| {
                rows.iter().filter(|&&row| before[row].is_nan()).for_each(|&row| column[row] = value);
            };
            let of = |rows: &[usize]| rows.iter().map(|&row| before[row]).collect::<Vec<f64>>();
            match setting.impute {
                Impute::None => {}
                Impute::Constant(value) => self.blocks.iter().for_each(|rows| fill(rows, *value, column)),
                Impute::Mean => self.blocks.iter().for_each(|rows| fill(rows, mean(&of(rows)), column)),
                Impute::Median => self.blocks.iter().for_each(|rows| fill(rows, median(&of(rows)), column)),
                Impute::GroupMean(by) => self.groups(by).iter().for_each(|rows| fill(rows, mean(&of(rows)), column)),
                Impute::GroupMedian(by) => {
                    self.groups(by).iter().for_each(|rows| fill(rows, median(&of(rows)), column))
                }
                Impute::Latest => {
                    self.over_time(column, |known, at| known.iter().rfind(|(when, _)| *when < at).map(|(_, x)| *x))
                }
                Impute::Linear => self.over_time(column, linear),
                Impute::HotDeck => {
                    for rows in &self.blocks {
                        let donors: Vec<f64> = of(rows).into_iter().filter(|value| !value.is_nan()).collect();
                        for &row in rows.iter().filter(|&&row| before[row].is_nan() && !donors.is_empty()) {
                            column[row] = donors[stream.below(donors.len())];
                        }
                    }
                }
            }
        }
    }

    /// The rows of each category of a column, within the rows that share parameters; those of none are in no group.
    fn groups(&self, by: &str) -> Vec<Vec<usize>> {
        let categories = &self.data.categories[by];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for rows in &self.blocks {
            let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
            for &row in rows {
                if let Some(category) = &categories[row] {
                    places.entry(category).or_default().push(row);
                }
            }
            groups.extend(places.into_values());
        }
        groups
    }

    /// Fills each subject's gaps from what is known of it at other times.
    fn over_time(&self, column: &mut [f64], from: impl Fn(&[(f64, f64)], f64) -> Option<f64>) {
        for rows in &self.subjects {
            let when = |row: usize| self.data.rows[row].period.map_or(0.0, years);
            let known: Vec<(f64, f64)> =
                rows.iter().filter(|&&row| !column[row].is_nan()).map(|&row| (when(row), column[row])).collect();
            for &row in rows.iter().filter(|&&row| column[row].is_nan()).collect::<Vec<_>>() {
                column[row] = from(&known, when(row)).unwrap_or(f64::NAN);
            }
        }
    }

    fn screen(&self, Scaled { table, remarks, .. }: &mut Scaled) {
        let (screen, n) = (self.index.screen, table.len() as f64);
        for row in 0..self.data.rows.len() {
            let there = table.iter().filter(|column| !column[row].is_nan()).count() as f64 / n;
            let not_zero = table.iter().filter(|column| !column[row].is_nan() && column[row] != 0.0).count() as f64 / n;
            if there < screen.at_least || not_zero < screen.not_zero {
                table.iter_mut().for_each(|column| column[row] = f64::NAN);
                remarks.push(Remark::new(What::Screened, "", Some(&self.data.rows[row].id)));
            }
        }
    }

    fn treat(&self, setting: &Setting<'_>, Scaled { table, treatments, remarks, .. }: &mut Scaled) {
        *treatments = vec![Vec::new(); table.len()];
        for (at, leaf) in self.index.leaves.iter().enumerate() {
            let how = leaf.treat.unwrap_or(setting.treat);
            for rows in &self.blocks {
                let mut values: Vec<f64> = rows.iter().map(|&row| table[at][row]).collect();
                let done = treat(&mut values, &how);
                rows.iter().zip(values).for_each(|(&row, value)| table[at][row] = value);
                if done.no_logarithm {
                    remarks.push(Remark::new(What::NoLogarithm, &leaf.indicator, None));
                }
                treatments[at].push(done);
            }
        }
    }

    fn normalise(&self, setting: &Setting<'_>, Scaled { table, varies, remarks, .. }: &mut Scaled) {
        varies.clear();
        for (at, leaf) in self.index.leaves.iter().enumerate() {
            let how = leaf.normalise.as_ref().unwrap_or(setting.normalise);
            let mut any = false;
            for rows in &self.blocks {
                let values: Vec<f64> = rows.iter().map(|&row| table[at][row]).collect();
                let reference = match how {
                    Normalise::Reference { subject, .. } => {
                        rows.iter().position(|&row| self.data.rows[row].id == *subject)
                    }
                    _ => None,
                };
                let new = normalise(&values, how, leaf, reference);
                any |= new.is_ok();
                let new = new.unwrap_or_else(|what| {
                    remarks.push(Remark::new(what, &leaf.indicator, None));
                    vec![f64::NAN; rows.len()]
                });
                rows.iter().zip(new).for_each(|(&row, value)| table[at][row] = value);
            }
            varies.push(any);
        }
    }

    /// The second half of a run: weights and aggregates upwards, then ranks within each period.
    pub(crate) fn scored(&self, scaled: &Scaled, setting: &Setting<'_>) -> Scored {
        let (n_leaves, n_rows) = (self.index.leaves.len(), self.data.rows.len());
        let active = self.active(&scaled.varies, setting.without);
        let mut out = Scored {
            groups: vec![vec![f64::NAN; n_rows]; active.len() - n_leaves],
            weights: vec![0.0; active.len()],
            active,
            ..Scored::default()
        };
        out.weights[self.tree.root] = 1.0;
        for &node in &self.tree.upwards {
            let Some(own) = self.index.node(node) else { continue };
            let children: Vec<usize> =
                self.tree.children[node].iter().copied().filter(|&child| out.active[child]).collect();
            let column = |&child: &usize| scaled.table.get(child).unwrap_or_else(|| &out.groups[child - n_leaves]);
            let columns: Vec<&[f64]> = children.iter().map(|child| column(child).as_slice()).collect();
            let weights = match &setting.weights {
                Some(weights) => shares(children.iter().map(|&child| weights[child]).collect()),
                None => self.weigh(own.weights, &children, &columns),
            };
            if own.weights == Weighting::Unknown {
                out.remarks.push(Remark::new(What::UnknownWeights, &own.id, None));
            }
            let how = setting.aggregate.unwrap_or(own.aggregate);
            let (scores, met) = match how {
                Aggregate::Copeland => self.by_period(&columns, &weights, how, own.missing),
                _ => aggregate(&columns, &weights, how, own.missing),
            };
            out.remarks
                .extend(met.into_iter().map(|(row, what)| Remark::new(what, &own.id, Some(&self.data.rows[row].id))));
            children.iter().zip(&weights).for_each(|(&child, &weight)| out.weights[child] = weight);
            if !scores.is_empty() {
                out.groups[node - n_leaves] = scores;
            }
        }
        out.places = self.places(&out.groups[self.tree.root - n_leaves]);
        out
    }

    /// Whether each element counts: an indicator that varies and is not left out, a group with such below it.
    fn active(&self, varies: &[bool], without: Option<usize>) -> Vec<bool> {
        let all = std::iter::repeat_n(true, self.index.leaves.len());
        let mut active: Vec<bool> = if varies.is_empty() { all.collect() } else { varies.to_vec() };
        let left_out = without.map_or_else(Vec::new, |element| self.tree.leaves_below(element));
        left_out.into_iter().for_each(|leaf| active[leaf] = false);
        active.resize(self.tree.parent.len(), true);
        for &node in &self.tree.upwards {
            active[node] = self.tree.children[node].iter().any(|&child| active[child]);
        }
        active
    }

    /// Each row's place within its period.
    fn places(&self, scores: &[f64]) -> Vec<u32> {
        let mut out = vec![0; scores.len()];
        for rows in &self.periods {
            let own: Vec<f64> = rows.iter().map(|&row| scores[row]).collect();
            rows.iter().zip(places(&own)).for_each(|(&row, place)| out[row] = place);
        }
        out
    }

    /// Copeland's pairs are of one period.
    fn by_period(
        &self,
        columns: &[&[f64]],
        weights: &[f64],
        how: Aggregate,
        rule: MissingRule,
    ) -> (Vec<f64>, Vec<(usize, What)>) {
        let mut scores = vec![f64::NAN; self.data.rows.len()];
        for rows in &self.periods {
            let of_rows: Vec<Vec<f64>> =
                columns.iter().map(|column| rows.iter().map(|&row| column[row]).collect()).collect();
            let of_rows: Vec<&[f64]> = of_rows.iter().map(Vec::as_slice).collect();
            rows.iter().zip(aggregate(&of_rows, weights, how, rule).0).for_each(|(&row, score)| scores[row] = score);
        }
        (scores, Vec::new())
    }

    fn weigh(&self, how: Weighting, children: &[usize], columns: &[&[f64]]) -> Vec<f64> {
        match how {
            Weighting::Given => shares(children.iter().map(|&child| self.index.weight_of(child)).collect()),
            Weighting::Equal | Weighting::Unknown => shares(vec![1.0; children.len()]),
            Weighting::Pca => {
                let one = |a: usize, b: usize| if a == b { 1.0 } else { correlation(columns[a], columns[b]) };
                let known = |r: f64| if r.is_nan() { 0.0 } else { r };
                let matrix =
                    (0..columns.len()).map(|a| (0..columns.len()).map(|b| known(one(a, b))).collect()).collect();
                shares(first_eigenvector(matrix).into_iter().map(|loading| loading * loading).collect())
            }
        }
    }

    /// The weight of each element in the whole: the product of the weights from it up to the root.
    pub fn effective_weights(&self, outcome: &Outcome) -> Vec<f64> {
        let up = |mut element: usize| {
            let mut weight = outcome.weights[element];
            while let Some(parent) = self.tree.parent[element] {
                weight *= outcome.weights[parent];
                element = parent;
            }
            weight
        };
        (0..self.tree.parent.len()).map(up).collect()
    }
}

/// Weights brought to a sum of 1.
fn shares(weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| if total > 0.0 { weight / total } else { 0.0 }).collect()
}

/// Between the nearest known times, else the nearer.
fn linear(known: &[(f64, f64)], at: f64) -> Option<f64> {
    let (before, after) = (known.iter().rfind(|(when, _)| *when < at), known.iter().find(|(when, _)| *when > at));
    match (before, after) {
        (Some((from, low)), Some((to, high))) => Some(low + (high - low) * (at - from) / (to - from)),
        (Some((_, value)), None) | (None, Some((_, value))) => Some(*value),
        (None, None) => None,
    }
}
