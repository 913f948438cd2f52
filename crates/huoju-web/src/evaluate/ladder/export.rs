//! Those who are looked for as a workbook.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::evaluate::ladder::export::{Wanted, export as write};

use super::asked::Asked;
use crate::figure::thousands;
use crate::taken::{self, Order};
use crate::view::Sure;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths};

/// `POST /ladders/{ladder}/export`: those whom the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
    Form(order): Form<Order<Asked>>,
) -> Result<Response, PageError> {
    let standings = super::standings(&app, &actor, &id).await?;
    let asked = order.asked.wanted(&standings);
    let wanted = Wanted { standings: &standings, asked: &asked, lang: visitor.lang, purpose: &order.reason };
    let year = standings.moments.get(asked.moment).map_or_else(String::new, |moment| moment.year.to_string());
    let name = format!("{} {year}.xlsx", standings.ladder.title.get(visitor.lang));
    taken::workbook(&name, async |to| write(&app.store, &app.catalogue, &actor, &wanted, to).await).await
}

/// The offer to take these along.
pub fn offer(words: &Words, asked: &Asked, ladder: &str, n: i64) -> Sure {
    let follows = vec![words.with("export-ladder", &[("n", &thousands(&n.to_string()))])];
    taken::offer(words, &words.get("ladder-take"), paths::ladder_export(ladder), follows, taken::hidden(asked.fields()))
}
