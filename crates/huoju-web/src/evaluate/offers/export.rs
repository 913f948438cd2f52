//! The enterprises of an offer as a workbook.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::evaluate::matching::export::{Wanted, export as write};

use super::last;
use super::offer::Asked;
use crate::figure::thousands;
use crate::taken::{self, Order};
use crate::view::Sure;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths};

/// `POST /offers/{offer}/export`: the enterprises that the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
    Form(order): Form<Order<Asked>>,
) -> Result<Response, PageError> {
    let (made, said) = last(&app, &visitor).await?;
    let (matching, offer) = (made.ok_or(PageError::NotFound)?, said.offer(&id).ok_or(PageError::NotFound)?);
    let asked = order.asked.wanted();
    let wanted = Wanted { matching: &matching, offer, asked: &asked, purpose: &order.reason };
    let name = format!("{} {}.xlsx", offer.title.get(visitor.lang), matching.day);
    taken::workbook(&name, async |to| write(&app.store, &actor, &wanted, &said, to).await).await
}

/// The offer to take these enterprises along.
pub fn take(words: &Words, id: &str, asked: &Asked, n: i64) -> Sure {
    let follows = vec![words.with("offer-export", &[("n", &thousands(&n.to_string()))])];
    taken::offer(words, &words.get("offer-take"), paths::offer_export(id), follows, taken::hidden(asked.fields()))
}
