//! What fits one enterprise, what nearly does, and what is missing.

use axum::extract::{Path, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::evaluate::matching::{Standing, table};
use huoju_store::matching::MatchRow;

use super::{fit_row, frame, last};
use crate::view::offers::SubjectOffersPage;
use crate::view::{Empty, Link};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// `GET /subjects/{subject}/offers`
pub async fn subject(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(subject): Path<String>,
) -> Result<Html<String>, PageError> {
    let id = subject.parse::<i64>().map_err(|_| PageError::NotFound)?;
    let found = app.store.subject(actor.scope(), id).await?;
    let words = Words::of(visitor.lang);
    let (made, said) = last(&app, &visitor).await?;
    let mut rows = match &made {
        Some(made) => app.store.fits_of(actor.scope(), made.id, id).await?,
        None => Vec::new(),
    };
    let place = |row: &MatchRow| Standing::ALL.iter().position(|one| one.code() == row.standing);
    // What stands comes before what gives way to it.
    rows.sort_by_key(|row| (place(row), row.gives_way_to.is_some()));
    let row = |row: &MatchRow| {
        let benefit = said.offer(&row.offer).map_or_else(String::new, |offer| table::benefit(offer, visitor.lang));
        fit_row(row, Link::new(said.title(&row.offer), paths::offer(&row.offer)), benefit, &said)
    };
    let mut frame = frame(made.as_ref(), &words.with("offers-for", &[("n", &found.name)]), &visitor);
    frame.crumbs.push(Link::new(&found.name, paths::subject(&subject)));
    let key = if made.is_some() { "offers-fit-none" } else { "offers-unmatched" };
    let page = SubjectOffersPage {
        rows: rows.iter().map(row).collect(),
        empty: Empty {
            title: words.get("offer-nothing"),
            text: words.get(key),
            link: Some(Link::new(words.get("room-offers"), paths::OFFERS)),
        },
        frame,
    };
    render::page(&page)
}
