//! 政策匹配: what is on offer, whom it fits, and what fits one enterprise, as of the last matching.

mod export;
mod list;
mod offer;
mod subject;

pub use export::export;
pub use list::{matching, offers};
pub use offer::offer;
pub use subject::subject;

use huoju_catalogue::Offer;
use huoju_catalogue::offers::Open;
use huoju_programme::evaluate::matching::{Said, Standing};
use huoju_store::matching::{MatchRow, Matching};
use jiff::civil::Date;

use crate::view::offers::FitRow;
use crate::view::{Fact, Frame, Link, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, render};

/// The last matching, and what its rows are called.
async fn last(app: &App, visitor: &Visitor) -> Result<(Option<Matching>, Said), PageError> {
    Ok((app.store.last_matching().await?, Said::of(app.catalogue.offers()?, visitor.lang)))
}

/// The frame of a page that stands on a matching.
fn frame(made: Option<&Matching>, title: &str, visitor: &Visitor) -> Frame {
    let words = Words::of(visitor.lang);
    let mut frame = render::frame(visitor, Room::Offers, title);
    if let Some(made) = made {
        frame.basis.push(Fact::new(words.get("offer-day"), &made.day));
        frame.basis.push(Fact::new(words.get("data-year"), made.period.to_string()));
        frame.basis.push(Fact::new(words.get("offer-matched-at"), render::moment(&made.made_at)));
    }
    frame.basis.push(Fact::new(words.get("nature"), words.get("own-only")));
    frame
}

/// `2026-03-01 至 2026-12-20`
fn window(offer: &Offer, words: &Words) -> String {
    let opens = offer.window.map_or(offer.in_force.from, |window| window.opens).to_string();
    match offer.window.and_then(|window| window.closes).or(offer.in_force.to) {
        Some(closes) => words.with("offer-from-to", &[("from", &opens), ("to", &closes.to_string())]),
        None => words.with("offer-from", &[("from", &opens)]),
    }
}

/// What keeps it from being applied for on a day; empty where nothing does.
fn shut(offer: &Offer, day: Date, words: &Words) -> String {
    match offer.open(day) {
        Open::NotYet => words.get("offer-not-yet"),
        Open::Closed => words.get("offer-closed"),
        Open::Now if offer.spent() => words.get("offer-spent"),
        Open::Now => String::new(),
    }
}

/// A row about `of`.
fn fit_row(row: &MatchRow, of: Link, benefit: String, said: &Said) -> FitRow {
    let form = match Standing::parse(&row.standing) {
        Some(Standing::Fits) => "ok",
        Some(Standing::OneAway) => "no",
        _ => "na",
    };
    FitRow {
        of,
        benefit,
        standing: said.standing(row),
        form,
        automatic: row.automatic,
        failed: said.failed(row),
        missing: said.missing(row),
        gives_way: said.gives_way(row),
    }
}
