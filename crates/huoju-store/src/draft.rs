//! Drafts (试读): dry runs that wait for a person's yes, each with the bytes that were looked at.

use sqlx::any::AnyRow;

use crate::rows::text;
use crate::{Store, StoreError, Write};

/// A dry run that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name, which nobody guesses.
    pub id: String,
    /// The hash of the bytes that were looked at.
    pub file_hash: String,
    /// The name they came with.
    pub file_name: String,
    /// What the file is to be imported as, in the words of who reads it again.
    pub request: String,
    /// What was found, in the same way.
    pub summary: String,
    /// Who tried it.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
}

impl Store {
    /// Every draft, the last first.
    pub async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let rows = sqlx::query("select * from draft order by made_at desc, id").fetch_all(&self.reads).await?;
        rows.iter().map(draft).collect()
    }

    /// One draft.
    pub async fn draft(&self, id: &str) -> Result<Draft, StoreError> {
        let row = sqlx::query("select * from draft where id = $1").bind(id).fetch_optional(&self.reads).await?;
        draft(&row.ok_or_else(|| StoreError::not_found("draft", id))?)
    }
}

impl Write {
    /// Lays a draft by; its file is there already.
    pub async fn add_draft(&mut self, new: &Draft) -> Result<(), StoreError> {
        let sql = "insert into draft (id, file_hash, file_name, request, summary, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(sql)
            .bind(&new.id)
            .bind(&new.file_hash)
            .bind(&new.file_name)
            .bind(&new.request)
            .bind(&new.summary)
            .bind(&new.made_by)
            .bind(&new.made_at)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Takes a draft away; says whether it was still there.
    pub async fn end_draft(&mut self, id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from draft where id = $1").bind(id).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }
}

fn draft(row: &AnyRow) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: text(row, "id")?,
        file_hash: text(row, "file_hash")?,
        file_name: text(row, "file_name")?,
        request: text(row, "request")?,
        summary: text(row, "summary")?,
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
    })
}
