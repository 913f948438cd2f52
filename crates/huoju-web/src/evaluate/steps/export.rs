//! Who is how near as a workbook.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::evaluate::results;
use huoju_programme::evaluate::steps::export::{Wanted, export as write};

use super::asked::Asked;
use crate::figure::thousands;
use crate::taken::{self, Order};
use crate::view::Sure;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths};

/// `POST /assessments/{assessment}/steps/export`: those whom the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Form(order): Form<Order<Asked>>,
) -> Result<Response, PageError> {
    let made = app.store.assessment(&assessment).await?;
    let basis = results::basis(&app.store, &app.catalogue, &made.hash)?;
    let gaps = super::found(&app, &made, &basis).await?.gaps.ok_or(PageError::NotFound)?;
    let title = basis.program.scheme().title.get(visitor.lang);
    let about = [("scheme", title), ("year", &*made.evaluation_year.to_string())];
    let words = Words::of(visitor.lang);
    let name = words.with("steps-of", &[("n", &words.with("scheme-year", &about))]) + ".xlsx";
    let filter = order.asked.filter();
    let wanted =
        Wanted { gaps: &gaps, program: &basis.program, filter: &filter, lang: visitor.lang, purpose: &order.reason };
    taken::workbook(&name, async |to| write(&app.store, &actor, &wanted, to).await).await
}

/// The offer to take these along.
pub fn offer(words: &Words, asked: &Asked, hash: &str, n: i64) -> Sure {
    let follows = vec![words.with("export-steps", &[("n", &thousands(&n.to_string()))])];
    let action = format!("{}/export", paths::steps(hash));
    taken::offer(words, &words.get("steps-take"), action, follows, taken::hidden(asked.fields()))
}
