//! Results taken along as a file: whoever takes it says what for.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use huoju_model::Actor;
use huoju_programme::evaluate::export::{Wanted, export as write};
use huoju_store::assessment::Assessment;
use huoju_table::FileFormat;
use serde::Deserialize;

use super::result::Asked;
use super::results::short;
use crate::figure::thousands;
use crate::taken;
use crate::view::Sure;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths};

/// Each format: the word of its field, what it is, how it is sent.
const FORMATS: [(&str, FileFormat, &str); 2] =
    [("xlsx", FileFormat::Xlsx, taken::WORKBOOK), ("csv", FileFormat::Csv, "text/csv; charset=utf-8")];

/// What is to be taken along.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    #[serde(flatten)]
    asked: Asked,
    format: String,
    reason: String,
}

/// `POST /assessments/{assessment}/export`: the results that the filters let through, as a file.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Form(order): Form<Order>,
) -> Result<Response, PageError> {
    let made = app.store.assessment(&assessment).await?;
    let (extension, format, media) = FORMATS
        .into_iter()
        .find(|(word, ..)| *word == order.format)
        .ok_or(PageError::Status(StatusCode::UNPROCESSABLE_ENTITY))?;
    let filter = order.asked.filter();
    let wanted = Wanted { filter: &filter, lang: visitor.lang, purpose: &order.reason };
    let name = file_name(&app, &made, &visitor, extension);
    let to = (format, media);
    taken::file(&name, to, async |to| write(&app.store, &app.catalogue, &actor, &made, &wanted, to).await).await
}

/// `科技型中小企业评价 2025 9c41d0e2b7a1.xlsx`
fn file_name(app: &App, made: &Assessment, visitor: &Visitor, extension: &str) -> String {
    let title = crate::discover::scheme_title(app, &made.scheme, visitor.lang);
    format!("{title} {} {}.{extension}", made.data_period, short(&made.hash))
}

/// The files that these results can be taken along as.
pub fn offers(words: &Words, hash: &str, asked: &Asked, n: i64) -> Vec<Sure> {
    let offer = |(format, ..): (&str, FileFormat, &str)| {
        let file = [("n", format.to_uppercase())];
        let file = file.each_ref().map(|(key, value)| (*key, value.as_str()));
        let given = asked.fields().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Sure {
            open: words.with("export-as", &file),
            action: format!("{}/export", paths::assessment(hash)),
            consequences: vec![
                words.with("export-rows", &[("n", &thousands(&n.to_string()))]),
                words.get("export-withheld"),
                words.get("export-ledger"),
            ],
            reason: true,
            act: words.with("export-now", &file),
            hidden: given.into_iter().chain([("format".to_owned(), format.to_owned())]).collect(),
        }
    };
    FORMATS.map(offer).to_vec()
}
