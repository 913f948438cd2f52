//! The mixed model beside published results.

use huoju_review::calibrate::{Observation, fit, panels};

/// `Penicillin`: diameters (mm) of the zone in which growth is inhibited, of six samples (columns) on 24 plates (rows).
/// Davies and Goldsmith, Statistical Methods in Research and Production, 4th ed. 1972, table 6.6; as in lme4.
const PENICILLIN: [[u8; 6]; 24] = [
    [27, 23, 26, 23, 23, 21],
    [27, 23, 26, 23, 23, 21],
    [25, 21, 25, 24, 24, 20],
    [26, 23, 25, 23, 23, 20],
    [25, 22, 26, 22, 23, 20],
    [24, 22, 25, 23, 22, 19],
    [24, 20, 23, 21, 22, 19],
    [26, 22, 26, 24, 24, 21],
    [24, 21, 24, 22, 22, 20],
    [24, 21, 24, 23, 22, 19],
    [26, 23, 26, 24, 24, 21],
    [25, 22, 26, 24, 24, 20],
    [26, 24, 26, 24, 25, 22],
    [26, 23, 26, 23, 23, 20],
    [26, 23, 25, 24, 24, 22],
    [25, 22, 25, 23, 23, 20],
    [25, 21, 24, 23, 23, 20],
    [25, 22, 24, 23, 23, 19],
    [24, 21, 23, 21, 21, 19],
    [26, 23, 26, 24, 24, 21],
    [25, 21, 24, 22, 22, 18],
    [25, 22, 25, 22, 22, 20],
    [24, 21, 24, 22, 24, 19],
    [24, 21, 24, 22, 21, 18],
];

#[test]
fn penicillin_has_the_variances_that_are_published() {
    let sheets: Vec<_> = (0..144u32)
        .map(|at| Observation {
            entry: at / 6,
            expert: at % 6,
            score: f64::from(PENICILLIN[at as usize / 6][at as usize % 6]),
        })
        .collect();
    let panels = panels(&sheets);
    assert_eq!(panels.len(), 1);
    let fit = fit(&panels[0]).expect("it can be fitted");
    // Bates, Mächler, Bolker, Walker: lme4, chapter 2: plate .84671, sample 1.93157, residual .54992, mean 22.9722,
    // REML criterion 330.8606.
    let near = |found: f64, published: f64| assert!((found - published).abs() < 1e-4, "{found} is not {published}");
    near(fit.entry_variance.sqrt(), 0.84671);
    near(fit.expert_variance.sqrt(), 1.93157);
    near(fit.residual_variance.sqrt(), 0.54992);
    near(fit.mean, 22.97222);
    near(fit.criterion, 330.86059);
}
