//! What one subject lacks of an assessment's scheme, and the cheapest ways to it in the next open period.

use huoju_catalogue::Catalogue;
use huoju_scheme::gap::{Aim, Gap};
use jiff::civil::Date;

use super::{EvaluateError, Explained};

/// As many ways as are told.
const PLANS: usize = 3;

/// The gap of an explained result, looked at on `today`, by the levers of the packs; `None` where no lever moves what the
/// scheme reads. It is read off the same figures as the explanation, so the two can't disagree.
pub fn gap(explained: &Explained, catalogue: &Catalogue, today: Date) -> Result<Option<Gap>, EvaluateError> {
    let aim = aim(catalogue, today, PLANS)?;
    let (program, settings) = (&explained.program, &explained.settings);
    if !aim.moves(program) {
        return Ok(None);
    }
    let n_tiers = program.scheme().tiers.len();
    Ok(Some(program.gap(&explained.population, 0, settings, &aim, n_tiers)?))
}

/// To pass, by the levers of the packs, looked at on `today`.
pub(super) fn aim(catalogue: &Catalogue, today: Date, n_plans: usize) -> Result<Aim, EvaluateError> {
    Ok(Aim { levers: catalogue.levers(None)?, tier: None, today, n_plans })
}
