//! Who is one step away in a data directory, kept for its pages.

use huoju_catalogue::Catalogue;
use huoju_model::Period;
use huoju_programme::evaluate::{results, steps};
use huoju_store::{Place, Store};

use crate::discover::operator;
use crate::evaluate::population::today;
use crate::evaluate::stored::running;
use crate::report::Failure;
use crate::words::Words;

/// Reckons and keeps it for the last assessment of a period by each of these schemes.
pub fn keep(
    schemes: &[String],
    place: &Place,
    period: Period,
    catalogue: &Catalogue,
    words: &Words,
) -> Result<(), Failure> {
    running(words, async {
        let store = Store::open(place, false).await?;
        for scheme in schemes {
            let made = results::latest(&store, &operator(), scheme, Some(period)).await?;
            steps::kept::keep(&store, catalogue, &operator(), &made.hash, today(), &mut |_, _| true).await?;
        }
        Ok(())
    })
}
