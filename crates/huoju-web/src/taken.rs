//! Lists taken along as a workbook: what is sent for one, and how it is written and answered. Whoever takes one says what
//! for; the use case keeps that in the ledger.

use std::path::Path;

use axum::response::Response;
use huoju_table::FileFormat;
use serde::Deserialize;

use crate::view::Sure;
use crate::words::Words;
use crate::{PageError, render};

/// Excel's workbooks.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What is to be taken along: the list's own filters, and what for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order<A: Default> {
    /// The filters.
    #[serde(flatten)]
    pub asked: A,
    /// What for (用途).
    pub reason: String,
}

/// A workbook under a name, written by a use case.
pub async fn workbook<E>(
    name: &str,
    write: impl AsyncFnOnce((&Path, FileFormat)) -> Result<usize, E>,
) -> Result<Response, PageError>
where
    PageError: From<E>,
{
    file(name, (FileFormat::Xlsx, WORKBOOK), write).await
}

/// A file of a format and its media type under a name, written by a use case.
pub async fn file<E>(
    name: &str,
    (format, media): (FileFormat, &'static str),
    write: impl AsyncFnOnce((&Path, FileFormat)) -> Result<usize, E>,
) -> Result<Response, PageError>
where
    PageError: From<E>,
{
    let folder = tempfile::tempdir().map_err(|error| PageError::Bug(error.to_string()))?;
    let path = folder.path().join("taken");
    write((&path, format)).await?;
    let bytes = std::fs::read(&path).map_err(|error| PageError::Bug(error.to_string()))?;
    Ok(render::attached(name, media, bytes))
}

/// The offer to take a list along as a workbook: what its button says, where it is sent, and what follows besides the
/// record of the ledger.
pub fn offer(words: &Words, open: &str, action: String, follows: Vec<String>, hidden: Vec<(String, String)>) -> Sure {
    let record = words.get("export-ledger");
    Sure {
        open: open.to_owned(),
        action,
        consequences: follows.into_iter().chain([record]).collect(),
        reason: true,
        act: words.with("export-now", &[("n", "XLSX")]),
        hidden,
    }
}

/// The fields of filters, as a form hides them.
pub fn hidden<const N: usize>(fields: [(&'static str, &str); N]) -> Vec<(String, String)> {
    fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}
