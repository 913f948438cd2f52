//! The enterprises of an offer as a workbook.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::evaluate::matching::export::{Wanted, export as write};
use huoju_table::FileFormat;
use serde::Deserialize;

use super::last;
use super::offer::Asked;
use crate::figure::thousands;
use crate::view::Sure;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What is to be taken along.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    #[serde(flatten)]
    asked: Asked,
    reason: String,
}

/// `POST /offers/{offer}/export`: the enterprises that the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
    Form(order): Form<Order>,
) -> Result<Response, PageError> {
    let (made, said) = last(&app, &visitor).await?;
    let (matching, offer) = (made.ok_or(PageError::NotFound)?, said.offer(&id).ok_or(PageError::NotFound)?);
    let folder = tempfile::tempdir().map_err(|error| PageError::Bug(error.to_string()))?;
    let path = folder.path().join("offer.xlsx");
    let asked = order.asked.wanted();
    let wanted = Wanted { matching: &matching, offer, asked: &asked, purpose: &order.reason };
    write(&app.store, &actor, &wanted, &said, (&path, FileFormat::Xlsx)).await?;
    let bytes = std::fs::read(&path).map_err(|error| PageError::Bug(error.to_string()))?;
    let name = format!("{} {}.xlsx", offer.title.get(visitor.lang), matching.day);
    Ok(render::attached(&name, MEDIA, bytes))
}

/// The offer to take these enterprises along.
pub fn take(words: &Words, id: &str, asked: &Asked, n: i64) -> Sure {
    Sure {
        open: words.get("offer-take"),
        action: paths::offer_export(id),
        consequences: vec![
            words.with("offer-export", &[("n", &thousands(&n.to_string()))]),
            words.get("export-ledger"),
        ],
        reason: true,
        act: words.with("export-now", &[("n", "XLSX")]),
        hidden: asked.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
    }
}
