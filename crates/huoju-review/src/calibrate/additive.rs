//! Additive least squares: `y = q(entry) + b(expert)`, leniencies adding up to zero. Nothing is shrunk.

use super::linear::Cholesky;
use super::panel::Panel;

/// The level of each entry and the leniency of each expert of a connected panel; `None` where numbers fail.
pub fn additive(panel: &Panel) -> Option<(Vec<f64>, Vec<f64>)> {
    let b = panel.experts.len();
    // Constants lie in the kernel of a connected panel; ones in every cell fix their sum at zero.
    let mut rows = vec![1.0; b * b];
    let mut right = vec![0.0; b];
    for sheets in panel.by_entry() {
        let k = sheets.len() as f64;
        let mean = sheets.iter().map(|o| o.score).sum::<f64>() / k;
        for (at, one) in sheets.iter().enumerate() {
            let i = one.expert as usize;
            right[i] += one.score - mean;
            rows[i * b + i] += 1.0;
            sheets[..=at].iter().for_each(|other| rows[i * b + other.expert as usize] -= 1.0 / k);
        }
    }
    let experts = Cholesky::of(rows, b)?.solve(&right);
    let level = |sheets: &[super::Observation]| {
        sheets.iter().map(|o| o.score - experts[o.expert as usize]).sum::<f64>() / sheets.len() as f64
    };
    Some((panel.by_entry().map(level).collect(), experts))
}
