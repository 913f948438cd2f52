//! Outliers: winsorise one end point after another until the shape passes, else transform.

use crate::document::{Transform, Treat};
use crate::statistics::{range, skew_and_kurtosis};

/// What was done to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Treatment {
    /// Points winsorised at the high end and at the low end.
    pub winsorised: (usize, usize),
    /// The transformation.
    pub transform: Transform,
    /// A logarithm was wanted of figures that have none.
    pub no_logarithm: bool,
}

/// Whether the shape passes: |skewness| or kurtosis is below its threshold. `None` where there are too few figures to
/// say, or all are equal.
fn passes(values: &[f64], treat: &Treat) -> Option<bool> {
    let (skew, kurtosis) = skew_and_kurtosis(values);
    match (skew.is_nan(), kurtosis.is_nan()) {
        (true, _) => None,
        (false, true) => (skew.abs() < treat.skew).then_some(true),
        _ => Some(skew.abs() < treat.skew || kurtosis < treat.kurtosis),
    }
}

/// Treats the figures of one indicator in place.
pub(crate) fn treat(values: &mut Vec<f64>, treat: &Treat) -> Treatment {
    let mut done = Treatment::default();
    if passes(values, treat) != Some(false) {
        return done;
    }
    let original = values.clone();
    if let Some(most) = treat.winsorise {
        done.winsorised = winsorise(values, most, treat);
    }
    if treat.then == Transform::None || passes(values, treat) != Some(false) {
        return done;
    }
    let before = if treat.combine { values.clone() } else { original };
    match transformed(&before, treat.then) {
        Some(new) => {
            done.winsorised = if treat.combine { done.winsorised } else { (0, 0) };
            done.transform = treat.then;
            *values = new;
        }
        None => done.no_logarithm = true,
    }
    done
}

/// Sets the greatest points (skew ≥ 0) or the least ones to the next, until the shape passes or `most` are set. Points
/// tied at an end move together, so that there may be a few more.
fn winsorise(values: &mut [f64], most: usize, treat: &Treat) -> (usize, usize) {
    let mut done = (0, 0);
    while passes(values, treat) == Some(false) && done.0 + done.1 < most {
        let Some((low, high)) = range(values) else { break };
        let up = skew_and_kurtosis(values).0 >= 0.0;
        let end = if up { high } else { low };
        let rest: Vec<f64> = values.iter().copied().filter(|&value| value != end).collect();
        let Some((least, greatest)) = range(&rest) else { break };
        let mut n = 0;
        for value in values.iter_mut().filter(|value| **value == end) {
            *value = if up { greatest } else { least };
            n += 1;
        }
        if up { done.0 = n } else { done.1 = n }
    }
    done
}

/// The transformed figures; `None` where one has no logarithm.
fn transformed(values: &[f64], transform: Transform) -> Option<Vec<f64>> {
    let (low, high) = range(values)?;
    let shift = 0.01 * (high - low);
    let skew = skew_and_kurtosis(values).0;
    let formula = |x: f64| match transform {
        Transform::None => x,
        Transform::Log => x.ln(),
        Transform::LogCtBoth if skew <= 0.0 => -(high + shift - x).ln(),
        Transform::LogCt | Transform::LogCtBoth => (x - low + shift).ln(),
        Transform::LogShift => (x - low + 1.0).ln(),
        Transform::LogGii => ((high - 1.0) * (x - low) / (high - low) + 1.0).ln(),
    };
    let new: Vec<f64> = values.iter().map(|&x| formula(x)).collect();
    let whole = values.iter().zip(&new).all(|(old, new)| old.is_nan() || new.is_finite());
    whole.then_some(new)
}
