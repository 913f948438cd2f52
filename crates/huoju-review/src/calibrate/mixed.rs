//! The mixed model of marks: `y = μ + q(entry) + b(expert) + e`, all three normal, variances by REML, effects by BLUP.
//!
//! Restricted maximum likelihood in the relative form of Bates et al. (Fitting Linear Mixed-Effects Models Using lme4,
//! J. Stat. Softw. 67(1), 2015), steps by average information (Gilmour, Thompson, Cullis, Biometrics 51, 1995) with
//! the deviance checked. Entries are eliminated, as their block is diagonal, so matrices are as large as the panel of
//! experts. An expert with one mark is shrunk towards zero, not trusted.

use super::linear::Cholesky;
use super::panel::Panel;

/// A fitted model.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The mean.
    pub mean: f64,
    /// The variance between entries.
    pub entry_variance: f64,
    /// The variance between experts.
    pub expert_variance: f64,
    /// What is left.
    pub residual_variance: f64,
    /// The effect of each entry, shrunk (BLUP).
    pub entries: Vec<f64>,
    /// The leniency of each expert, shrunk (BLUP).
    pub experts: Vec<f64>,
    /// The standard error of prediction of each expert's.
    pub expert_errors: Vec<f64>,
    /// The REML criterion, −2 log of the restricted likelihood.
    pub criterion: f64,
    pub(super) factor: Cholesky,
}

/// Variance ratios below this are zero: the boundary.
const LEAST: f64 = 1e-8;
const ROUNDS: usize = 60;

/// Fits a connected panel; `None` where it can't be: fewer than two entries or experts, fewer sheets than entries and
/// experts leave free, or all marks equal.
pub fn fit(panel: &Panel) -> Option<Fit> {
    let (n, q, b) = (panel.sheets.len(), panel.entries.len(), panel.experts.len());
    if q < 2 || b < 2 || n < q + b || panel.constant() {
        return None;
    }
    let data = Data::of(panel);
    let mut ratios = [1.0, 0.5];
    let mut point = Point::at(&data, ratios)?;
    for _ in 0..ROUNDS {
        let (gradient, information) = point.slopes(&data);
        let free = [0, 1].map(|k| ratios[k] > LEAST || gradient[k] < 0.0);
        let Some((next, moved)) = improved(&data, &point, ratios, step(gradient, information, free)) else { break };
        let gained = point.deviance - next.deviance;
        (ratios, point) = (moved, next);
        if gained < 1e-9 {
            break;
        }
    }
    Some(point.finish(&data, ratios))
}

/// The Newton step of the deviance, over the ratios that are free to move.
fn step(gradient: [f64; 2], information: [[f64; 2]; 2], free: [bool; 2]) -> [f64; 2] {
    let [[a, c], [_, d]] = information;
    match free {
        [false, false] => [0.0, 0.0],
        [true, false] => [-gradient[0] / a, 0.0],
        [false, true] => [0.0, -gradient[1] / d],
        [true, true] => {
            let determinant = a * d - c * c;
            if determinant <= 1e-12 * a * d {
                return [-gradient[0] / a, -gradient[1] / d];
            }
            [(c * gradient[1] - d * gradient[0]) / determinant, (c * gradient[0] - a * gradient[1]) / determinant]
        }
    }
}

/// The longest of the step's halves that lowers the deviance, if any does.
fn improved(data: &Data<'_>, point: &Point, ratios: [f64; 2], step: [f64; 2]) -> Option<(Point, [f64; 2])> {
    let mut scale = 1.0;
    for _ in 0..20 {
        let moved = [0, 1].map(|k| (ratios[k] + scale * step[k]).clamp(ratios[k] * 0.1, ratios[k] * 10.0 + 1e-3));
        let moved = moved.map(|ratio| ratio.max(LEAST * 0.1));
        if let Some(next) = Point::at(data, moved).filter(|next| next.deviance < point.deviance) {
            return Some((next, moved));
        }
        scale *= 0.5;
    }
    None
}

struct Data<'p> {
    panel: &'p Panel,
    /// Per entry how many sheets, and the sum of their scores, less the mean of all.
    entries: Vec<(f64, f64)>,
    /// Per expert the same.
    experts: Vec<(f64, f64)>,
    centre: f64,
    squares: f64,
}

impl<'p> Data<'p> {
    fn of(panel: &'p Panel) -> Self {
        let centre = panel.sheets.iter().map(|o| o.score).sum::<f64>() / panel.sheets.len() as f64;
        let mut data = Data {
            panel,
            entries: vec![(0.0, 0.0); panel.entries.len()],
            experts: vec![(0.0, 0.0); panel.experts.len()],
            centre,
            squares: 0.0,
        };
        for sheet in &panel.sheets {
            let score = sheet.score - centre;
            let (entry, expert) = (&mut data.entries[sheet.entry as usize], &mut data.experts[sheet.expert as usize]);
            (entry.0, entry.1) = (entry.0 + 1.0, entry.1 + score);
            (expert.0, expert.1) = (expert.0 + 1.0, expert.1 + score);
            data.squares += score * score;
        }
        data
    }
}

/// The model at some ratios of variances, `[entries, experts]` to the residual.
struct Point {
    factor: Cholesky,
    deviance: f64,
    residual: f64,
    mean: f64,
    /// Effects over their ratio's root are `u`; here the effects themselves, over the residual scale 1.
    entries: Vec<f64>,
    experts: Vec<f64>,
    ratios: [f64; 2],
}

impl Point {
    /// Solves the mixed-model equations with entries eliminated: experts (scaled by the root of their ratio), then μ.
    fn at(data: &Data<'_>, ratios: [f64; 2]) -> Option<Point> {
        let (factor, log_entries) = factored(data, ratios)?;
        let right = right(data, &data.entries, &data.experts, ratios);
        let solved = factor.solve(&right);
        let explained: f64 = solved.iter().zip(&right).map(|(x, r)| x * r).sum::<f64>()
            + data.entries.iter().map(|(k, sum)| ratios[0] * sum * sum / (1.0 + ratios[0] * k)).sum::<f64>();
        let free = data.panel.sheets.len() as f64 - 1.0;
        let residual = (data.squares - explained) / free;
        if residual.is_nan() || residual <= 0.0 {
            return None;
        }
        let deviance = log_entries + factor.log_determinant() + free * (1.0 + (std::f64::consts::TAU * residual).ln());
        let (mean, experts) = scaled(&solved, ratios);
        let entries = entry_effects(data, &data.entries, mean, &experts, ratios);
        Some(Point { factor, deviance, residual, mean, entries, experts, ratios })
    }

    /// The gradient of the deviance, and twice the average information, by the two ratios.
    fn slopes(&self, data: &Data<'_>) -> ([f64; 2], [[f64; 2]; 2]) {
        let [entry_traces, expert_traces] = self.traces(data);
        let rest = residuals(data.panel, |o| o.score - data.centre - self.mean, &self.entries, &self.experts);
        let (entries, experts) = sums(data.panel, &rest);
        let square = |sums: &[f64]| sums.iter().map(|x| x * x).sum::<f64>() / self.residual;
        let gradient = [entry_traces - square(&entries), expert_traces - square(&experts)];
        // Working variates Z Zᵀ P y of each ratio, and P times them.
        let by_entry: Vec<f64> = data.panel.sheets.iter().map(|o| entries[o.entry as usize]).collect();
        let by_expert: Vec<f64> = data.panel.sheets.iter().map(|o| experts[o.expert as usize]).collect();
        let projected = [self.projected(data, &by_entry), self.projected(data, &by_expert)];
        let of = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>() / self.residual;
        // The residual variance is profiled out, which takes its share off.
        let free = data.panel.sheets.len() as f64 - 1.0;
        let pulls = [square(&entries), square(&experts)];
        let share = |j: usize, k: usize| pulls[j] * pulls[k] / free;
        let cross = of(&by_entry, &projected[1]) - share(0, 1);
        let entry = (of(&by_entry, &projected[0]) - share(0, 0)).max(1e-12);
        let expert = (of(&by_expert, &projected[1]) - share(1, 1)).max(1e-12);
        (gradient, [[entry, cross], [cross, expert]])
    }

    /// The traces of `Zᵀ P Z` for entries and experts.
    fn traces(&self, data: &Data<'_>) -> [f64; 2] {
        let b = data.experts.len();
        let inverse = self.factor.inverse();
        let at = |i: usize, j: usize| inverse[i * (b + 1) + j];
        let expert_trace: f64 = (0..b).map(|j| at(j, j)).sum();
        let root = self.ratios[1].sqrt();
        let mut entry_trace = 0.0;
        for sheets in data.panel.by_entry() {
            let k = sheets.len() as f64;
            let d = 1.0 + self.ratios[0] * k;
            let mut spread = k * k * at(b, b);
            for one in sheets {
                let i = one.expert as usize;
                spread += 2.0 * k * root * at(i, b);
                spread += sheets.iter().map(|other| root * root * at(i, other.expert as usize)).sum::<f64>();
            }
            // The inverse's own diagonal is 1/d and what the experts and the mean leave uncertain.
            entry_trace += k / d - spread / (d * d);
        }
        [entry_trace, (b as f64 - expert_trace) / self.ratios[1]]
    }

    /// `P v` without the residual scale: what is left of `v` after the model.
    fn projected(&self, data: &Data<'_>, v: &[f64]) -> Vec<f64> {
        let (entries, experts) = sums(data.panel, v);
        let counted = |sums: Vec<f64>, of: &[(f64, f64)]| sums.into_iter().zip(of).map(|(s, (k, _))| (*k, s)).collect();
        let (entries, experts): (Vec<_>, Vec<_>) = (counted(entries, &data.entries), counted(experts, &data.experts));
        let solved = self.factor.solve(&right(data, &entries, &experts, self.ratios));
        let (mean, experts) = scaled(&solved, self.ratios);
        let entries = entry_effects(data, &entries, mean, &experts, self.ratios);
        let effects = |o: &super::Observation| mean + entries[o.entry as usize] + experts[o.expert as usize];
        data.panel.sheets.iter().zip(v).map(|(o, v)| v - effects(o)).collect()
    }

    fn finish(self, data: &Data<'_>, ratios: [f64; 2]) -> Fit {
        let b = data.experts.len();
        let inverse = self.factor.inverse();
        let error = |j: usize| (inverse[j * (b + 1) + j] * ratios[1] * self.residual).sqrt();
        let settled = ratios.map(|ratio| if ratio <= LEAST { 0.0 } else { ratio });
        Fit {
            mean: self.mean + data.centre,
            entry_variance: settled[0] * self.residual,
            expert_variance: settled[1] * self.residual,
            residual_variance: self.residual,
            entries: self.entries,
            experts: self.experts,
            expert_errors: (0..b).map(error).collect(),
            criterion: self.deviance,
            factor: self.factor,
        }
    }
}

/// The equations' matrix over experts and μ, factored, and the logarithm of what was eliminated.
fn factored(data: &Data<'_>, [entry_ratio, expert_ratio]: [f64; 2]) -> Option<(Cholesky, f64)> {
    let b = data.experts.len();
    let (n, root) = (b + 1, expert_ratio.sqrt());
    let mut rows = vec![0.0; n * n];
    for (j, (count, _)) in data.experts.iter().enumerate() {
        rows[j * n + j] = 1.0 + expert_ratio * count;
        rows[b * n + j] = root * count;
    }
    rows[b * n + b] = data.panel.sheets.len() as f64;
    let mut log = 0.0;
    for sheets in data.panel.by_entry() {
        let k = sheets.len() as f64;
        let d = 1.0 + entry_ratio * k;
        log += d.ln();
        let weight = entry_ratio / d;
        for (at, one) in sheets.iter().enumerate() {
            let i = one.expert as usize;
            rows[b * n + i] -= weight * root * k;
            for other in &sheets[..=at] {
                rows[i * n + other.expert as usize] -= weight * expert_ratio;
            }
        }
        rows[b * n + b] -= weight * k * k;
    }
    Some((Cholesky::of(rows, n)?, log))
}

/// The right-hand side for sums by entry and expert.
fn right(data: &Data<'_>, entries: &[(f64, f64)], experts: &[(f64, f64)], ratios: [f64; 2]) -> Vec<f64> {
    let root = ratios[1].sqrt();
    let mut right: Vec<f64> = experts.iter().map(|(_, sum)| root * sum).collect();
    let mut total: f64 = experts.iter().map(|(_, sum)| sum).sum();
    for (sheets, (k, sum)) in data.panel.by_entry().zip(entries) {
        let part = ratios[0] * sum / (1.0 + ratios[0] * k);
        sheets.iter().for_each(|o| right[o.expert as usize] -= root * part);
        total -= k * part;
    }
    right.push(total);
    right
}

fn scaled(solved: &[f64], ratios: [f64; 2]) -> (f64, Vec<f64>) {
    let (mean, experts) = solved.split_last().map_or((0.0, &[][..]), |(mean, experts)| (*mean, experts));
    (mean, experts.iter().map(|u| u * ratios[1].sqrt()).collect())
}

fn entry_effects(data: &Data<'_>, entries: &[(f64, f64)], mean: f64, experts: &[f64], ratios: [f64; 2]) -> Vec<f64> {
    let effect = |(sheets, (k, sum)): (&[super::Observation], &(f64, f64))| {
        let judged: f64 = sheets.iter().map(|o| experts[o.expert as usize]).sum();
        ratios[0] * (sum - k * mean - judged) / (1.0 + ratios[0] * k)
    };
    data.panel.by_entry().zip(entries).map(effect).collect()
}

fn residuals(
    panel: &Panel,
    centred: impl Fn(&super::Observation) -> f64,
    entries: &[f64],
    experts: &[f64],
) -> Vec<f64> {
    panel.sheets.iter().map(|o| centred(o) - entries[o.entry as usize] - experts[o.expert as usize]).collect()
}

/// Sums of a value per sheet, by entry and by expert.
fn sums(panel: &Panel, values: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut entries, mut experts) = (vec![0.0; panel.entries.len()], vec![0.0; panel.experts.len()]);
    for (sheet, value) in panel.sheets.iter().zip(values) {
        entries[sheet.entry as usize] += value;
        experts[sheet.expert as usize] += value;
    }
    (entries, experts)
}
