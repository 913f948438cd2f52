//! One scale for all indicators, higher being better.

use crate::document::{Leaf, Normalise};
use crate::error::What;
use crate::statistics::{count, mean, range, ranks_ascending, sd};

/// Normalises the figures of one indicator; `Err` says why it can't be. `reference` is the place of the reference
/// subject among them.
pub(crate) fn normalise(
    values: &[f64],
    how: &Normalise,
    leaf: &Leaf,
    reference: Option<usize>,
) -> Result<Vec<f64>, What> {
    let sign = if leaf.less { -1.0 } else { 1.0 };
    let signed: Vec<f64> = values.iter().map(|value| sign * value).collect();
    let (low, high) = range(&signed).ok_or(What::AllMissing)?;
    let spread = || if low < high { Ok(high - low) } else { Err(What::Constant) };
    let onto = |(from, to): (f64, f64), share: f64| share * (to - from) + from;
    let capped = |cap: bool, share: f64| if cap && share > 1.0 { 1.0 } else { share };
    let each = |formula: &dyn Fn(f64) -> f64| signed.iter().map(|&x| formula(x)).collect::<Vec<f64>>();
    Ok(match how {
        Normalise::MinMax { to } => {
            let spread = spread()?;
            each(&|x| onto(*to, (x - low) / spread))
        }
        Normalise::ZScore { mean: centre, sd: scale } => {
            spread()?;
            let (own, deviation) = (mean(&signed), sd(&signed));
            each(&|x| (x - own) / deviation * scale + centre)
        }
        Normalise::Rank => spread().map(|_| ranks_ascending(&signed))?,
        Normalise::Borda => spread().map(|_| ranks_ascending(&signed).iter().map(|rank| rank - 1.0).collect())?,
        Normalise::Percentile { to } => {
            spread()?;
            let others = count(&signed) as f64 - 1.0;
            ranks_ascending(&signed).iter().map(|rank| onto(*to, (rank - 1.0) / others)).collect()
        }
        Normalise::Maximum { to } => {
            let spread = spread()?;
            each(&|x| onto(*to, 1.0 - (high - x) / spread))
        }
        Normalise::ShareOfMaximum { to } => {
            spread()?;
            if high == 0.0 {
                return Err(What::ReferenceIsWorst);
            }
            each(&|x| onto(*to, x / high))
        }
        Normalise::Reference { cap, to, .. } => {
            let reference = reference.map_or(f64::NAN, |at| signed[at]);
            if reference.is_nan() || reference == low {
                return Err(What::ReferenceIsWorst);
            }
            each(&|x| onto(*to, capped(*cap, 1.0 - (reference - x) / (reference - low))))
        }
        Normalise::Target { cap, to } => {
            let target = sign * leaf.target.unwrap_or(f64::NAN);
            if target == low {
                return Err(What::TargetIsWorst);
            }
            each(&|x| onto(*to, capped(*cap, (x - low) / (target - low))))
        }
        Normalise::Goalposts { cap, to } => {
            let (bottom, top) = leaf.goalposts.unwrap_or((f64::NAN, f64::NAN));
            let (worst, best) = if leaf.less { (-top, -bottom) } else { (bottom, top) };
            each(&|x| {
                let share = (x - worst) / (best - worst);
                onto(*to, if *cap && !share.is_nan() { share.clamp(0.0, 1.0) } else { share })
            })
        }
    })
}
