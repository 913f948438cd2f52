//! The titles looked for as a workbook: a list of whom to ring, with what to ask them about.

use axum::Form;
use axum::extract::State;
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::track::export::{Wanted, export as write};
use huoju_table::FileFormat;
use serde::Deserialize;

use super::titles::Asked;
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

/// `POST /titles/export`: the titles that the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Form(order): Form<Order>,
) -> Result<Response, PageError> {
    let asked = order.asked.wanted();
    let folder = tempfile::tempdir().map_err(|error| PageError::Bug(error.to_string()))?;
    let path = folder.path().join("titles.xlsx");
    let wanted = Wanted { asked: &asked, lang: visitor.lang, purpose: &order.reason };
    write(&app.store, &app.catalogue, &actor, &wanted, (&path, FileFormat::Xlsx)).await?;
    let bytes = std::fs::read(&path).map_err(|error| PageError::Bug(error.to_string()))?;
    let words = Words::of(visitor.lang);
    let name = format!("{} {}.xlsx", words.get("titles-list"), asked.day);
    Ok(render::attached(&name, MEDIA, bytes))
}

/// The offer to take these titles along.
pub fn offer(words: &Words, asked: &Asked, n: i64) -> Sure {
    Sure {
        open: words.get("titles-take"),
        action: paths::TITLES_EXPORT.to_owned(),
        consequences: vec![
            words.with("export-titles", &[("n", &thousands(&n.to_string()))]),
            words.get("export-no-phone"),
            words.get("export-ledger"),
        ],
        reason: true,
        act: words.with("export-now", &[("n", "XLSX")]),
        hidden: asked.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
    }
}
