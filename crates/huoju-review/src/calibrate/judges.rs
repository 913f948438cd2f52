//! Each expert beside the others on the same entries: leniency, spread, deviation.

use super::mixed::Fit;
use super::panel::Panel;

/// What an expert's sheets look like. Everything is on the scale of the score.
#[derive(Debug, Clone, PartialEq)]
pub struct Judge {
    /// The expert.
    pub expert: u32,
    /// How many whole sheets.
    pub sheets: usize,
    /// The mean of them.
    pub mean: f64,
    /// Their standard deviation; none of one sheet.
    pub spread: Option<f64>,
    /// How much higher they mark than others on the same entries, shrunk where sheets are few; none without a model.
    pub leniency: Option<f64>,
    /// The standard error of it.
    pub error: Option<f64>,
    /// The mean distance from the others' mean of the same entry, their own mean difference taken off; none where
    /// nobody else judged the same entries.
    pub deviation: Option<f64>,
    /// Whether the leniency is beyond two standard errors: 有差异.
    pub differs: bool,
}

/// Each expert of a panel, in its order.
pub fn judges(panel: &Panel, fit: Option<&Fit>) -> Vec<Judge> {
    let mut scores: Vec<Vec<f64>> = vec![Vec::new(); panel.experts.len()];
    panel.sheets.iter().for_each(|o| scores[o.expert as usize].push(o.score));
    let differences = differences(panel);
    let judge = |(at, &expert): (usize, &u32)| {
        let (leniency, error) = (fit.map(|fit| fit.experts[at]), fit.map(|fit| fit.expert_errors[at]));
        Judge {
            expert,
            sheets: scores[at].len(),
            mean: mean(&scores[at]).unwrap_or(f64::NAN),
            spread: spread(&scores[at]),
            leniency,
            error,
            deviation: deviation(&differences[at]),
            differs: leniency.zip(error).is_some_and(|(leniency, error)| leniency.abs() > 2.0 * error),
        }
    };
    panel.experts.iter().enumerate().map(judge).collect()
}

/// Per expert, of each sheet beside others, the difference from the mean of the others, with the entry.
pub fn differences(panel: &Panel) -> Vec<Vec<(u32, f64)>> {
    let mut differences = vec![Vec::new(); panel.experts.len()];
    for sheets in panel.by_entry().filter(|sheets| sheets.len() > 1) {
        let sum: f64 = sheets.iter().map(|o| o.score).sum();
        for o in sheets {
            let others = (sum - o.score) / (sheets.len() - 1) as f64;
            differences[o.expert as usize].push((o.entry, o.score - others));
        }
    }
    differences
}

fn deviation(differences: &[(u32, f64)]) -> Option<f64> {
    let plain: Vec<f64> = differences.iter().map(|(_, difference)| *difference).collect();
    let own = mean(&plain)?;
    mean(&plain.iter().map(|difference| (difference - own).abs()).collect::<Vec<_>>())
}

pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

pub(super) fn spread(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}
