//! The titles looked for as a workbook: a list of whom to ring, with what to ask them about.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::track::export::{Wanted, export as write};

use super::titles::Asked;
use crate::figure::thousands;
use crate::taken::{self, Order};
use crate::view::Sure;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths};

/// `POST /titles/export`: the titles that the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Form(order): Form<Order<Asked>>,
) -> Result<Response, PageError> {
    let asked = order.asked.wanted();
    let wanted = Wanted { asked: &asked, lang: visitor.lang, purpose: &order.reason };
    let name = format!("{} {}.xlsx", Words::of(visitor.lang).get("titles-list"), asked.day);
    taken::workbook(&name, async |to| write(&app.store, &app.catalogue, &actor, &wanted, to).await).await
}

/// The offer to take these titles along.
pub fn offer(words: &Words, asked: &Asked, n: i64) -> Sure {
    let follows = vec![words.with("export-titles", &[("n", &thousands(&n.to_string()))]), words.get("export-no-phone")];
    let action = paths::TITLES_EXPORT.to_owned();
    taken::offer(words, &words.get("titles-take"), action, follows, taken::hidden(asked.fields()))
}
