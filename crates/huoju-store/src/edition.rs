//! Own editions of schemes (本区版): each a text among the kept files, with the document that it cites. Once saved, one
//! stays as it is.

use sqlx::any::AnyRow;

use crate::rows::text;
use crate::{Store, StoreError, Write};

/// An own edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The scheme's id.
    pub scheme: String,
    /// The scheme that its numbers were filled into.
    pub based_on: String,
    /// The hash of its text.
    pub file_hash: String,
    /// The number of the document that it cites.
    pub document: String,
    /// The document's title.
    pub document_title: String,
    /// Who issued it; empty where that was not said.
    pub issuer: String,
    /// Who saved it.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
}

const ALL: &str = "select * from edition order by made_at, scheme";

impl Store {
    /// Every own edition, in the order in which they were saved.
    pub async fn editions(&self) -> Result<Vec<Edition>, StoreError> {
        sqlx::query(ALL).fetch_all(&self.reads).await?.iter().map(edition).collect()
    }

    /// The text of an own edition.
    pub fn edition_text(&self, edition: &Edition) -> Result<String, StoreError> {
        let path = self.file_path(&edition.file_hash, TEXT);
        std::fs::read_to_string(&path).map_err(|error| StoreError::io(&path, error))
    }
}

/// What a scheme's text is called among the kept files, as far as its ending goes.
const TEXT: &str = "scheme.toml";

impl Write {
    /// As [`Store::editions`], inside this change.
    pub async fn editions(&mut self) -> Result<Vec<Edition>, StoreError> {
        sqlx::query(ALL).fetch_all(self.connection()).await?.iter().map(edition).collect()
    }

    /// Notes an own edition; its text is among the kept files already.
    pub async fn add_edition(&mut self, new: &Edition) -> Result<(), StoreError> {
        let sql = "insert into edition (scheme, based_on, file_hash, document, document_title, issuer, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = [
            &new.scheme,
            &new.based_on,
            &new.file_hash,
            &new.document,
            &new.document_title,
            &new.issuer,
            &new.made_by,
            &new.made_at,
        ];
        let query = values.into_iter().fold(sqlx::query(sql), |query, value| query.bind(value));
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn edition(row: &AnyRow) -> Result<Edition, StoreError> {
    Ok(Edition {
        scheme: text(row, "scheme")?,
        based_on: text(row, "based_on")?,
        file_hash: text(row, "file_hash")?,
        document: text(row, "document")?,
        document_title: text(row, "document_title")?,
        issuer: text(row, "issuer")?,
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
    })
}
