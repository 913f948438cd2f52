//! Those who are looked for as a workbook.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::evaluate::ladder::export::{Wanted, export as write};
use huoju_table::FileFormat;
use serde::Deserialize;

use super::asked::Asked;
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

/// `POST /ladders/{ladder}/export`: those whom the filters let through, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
    Form(order): Form<Order>,
) -> Result<Response, PageError> {
    let standings = super::standings(&app, &actor, &id).await?;
    let asked = order.asked.wanted(&standings);
    let folder = tempfile::tempdir().map_err(|error| PageError::Bug(error.to_string()))?;
    let path = folder.path().join("ladder.xlsx");
    let wanted = Wanted { standings: &standings, asked: &asked, lang: visitor.lang, purpose: &order.reason };
    write(&app.store, &app.catalogue, &actor, &wanted, (&path, FileFormat::Xlsx)).await?;
    let bytes = std::fs::read(&path).map_err(|error| PageError::Bug(error.to_string()))?;
    let year = standings.moments.get(asked.moment).map_or_else(String::new, |moment| moment.year.to_string());
    let name = format!("{} {year}.xlsx", standings.ladder.title.get(visitor.lang));
    Ok(render::attached(&name, MEDIA, bytes))
}

/// The offer to take these along.
pub fn offer(words: &Words, asked: &Asked, ladder: &str, n: i64) -> Sure {
    Sure {
        open: words.get("ladder-take"),
        action: paths::ladder_export(ladder),
        consequences: vec![
            words.with("export-ladder", &[("n", &thousands(&n.to_string()))]),
            words.get("export-ledger"),
        ],
        reason: true,
        act: words.with("export-now", &[("n", "XLSX")]),
        hidden: asked.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
    }
}
