//! Batches (批次): each change of what is known, in order. A batch's id is also a point in time: reads *as of* it see
//! what was known when it was committed.

use huoju_model::{Actor, Period};
use sqlx::any::AnyRow;

use crate::ledger::now;
use crate::rows::{int, maybe_int, maybe_text, text};
use crate::{Store, StoreError, Write};

/// A batch that was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its place in the order of changes.
    pub id: i64,
    /// What it brought: `figures`, `register`, …, `undo`.
    pub kind: String,
    /// Who sent it.
    pub source_id: i64,
    /// The bytes it was read from, and the name they came with.
    pub file: Option<(String, String)>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The period of its figures; none where the file has one in each row.
    pub period: Option<String>,
    /// The batch that it undoes.
    pub about: Option<i64>,
    /// The batch that undid it.
    pub undone_in: Option<i64>,
    /// Why it was undone.
    pub reason: Option<String>,
    /// Rows read, rows refused among them, values written, and those among them that replaced another.
    pub counts: Counts,
    /// Who committed it.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
}

/// What a batch counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows read.
    pub n_rows: i64,
    /// Rows refused.
    pub n_refused: i64,
    /// Values written.
    pub n_values: i64,
    /// Values that replaced another one of the same source.
    pub n_changed: i64,
}

/// What a batch is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch<'a> {
    /// What it brings.
    pub kind: &'a str,
    /// Who sent it.
    pub source_id: i64,
    /// The hash and the name of its file.
    pub file: Option<(&'a str, &'a str)>,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// The period of its figures.
    pub period: Option<Period>,
    /// The batch that it undoes, and why.
    pub undoes: Option<(i64, &'a str)>,
}

impl Store {
    /// The batches, the last first.
    pub async fn batches(&self, skip: i64, n: i64) -> Result<Vec<Batch>, StoreError> {
        let sql = "select * from batch order by id desc limit $1 offset $2";
        let rows = sqlx::query(sql).bind(n).bind(skip).fetch_all(&self.reads).await?;
        rows.iter().map(batch).collect()
    }

    /// One batch.
    pub async fn batch(&self, id: i64) -> Result<Batch, StoreError> {
        let row = sqlx::query("select * from batch where id = $1").bind(id).fetch_optional(&self.reads).await?;
        batch(&row.ok_or_else(|| StoreError::not_found("batch", id))?)
    }

    /// The last batch there is; 0 before the first.
    pub async fn last_batch(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("select coalesce(max(id), 0) as id from batch").fetch_one(&self.reads).await?;
        int(&row, "id")
    }

    /// The assessments that used a batch's values.
    pub async fn assessments_using(&self, batch: i64) -> Result<Vec<String>, StoreError> {
        let sql = "select hash from assessment_input where batch_id = $1 order by hash";
        let rows = sqlx::query(sql).bind(batch).fetch_all(&self.reads).await?;
        rows.iter().map(|row| text(row, "hash")).collect()
    }
}

impl Write {
    /// Opens a batch. The same bytes as the same kind from the same source for the same period are refused.
    pub async fn begin_batch(&mut self, actor: &Actor, new: &NewBatch<'_>) -> Result<i64, StoreError> {
        let id = self.next_id("select coalesce(max(id), 0) + 1 from batch").await?;
        let sql = "insert into batch (id, kind, source_id, file_hash, file_name, sheet, period, about, reason, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing";
        let done = sqlx::query(sql)
            .bind(id)
            .bind(new.kind)
            .bind(new.source_id)
            .bind(new.file.map(|(hash, _)| hash.to_owned()))
            .bind(new.file.map(|(_, name)| name.to_owned()))
            .bind(new.sheet.map(str::to_owned))
            .bind(new.period.map(|period| period.to_string()))
            .bind(new.undoes.map(|(batch, _)| batch))
            .bind(new.undoes.map(|(_, reason)| reason.to_owned()))
            .bind(actor.to_string())
            .bind(now())
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 0 {
            let which = new.file.map_or_else(String::new, |(_, name)| name.to_owned());
            return Err(StoreError::Exists { what: "batch", which });
        }
        Ok(id)
    }

    /// Notes what a batch counted.
    pub async fn count_batch(&mut self, id: i64, counts: Counts) -> Result<(), StoreError> {
        let sql = "update batch set n_rows = $1, n_refused = $2, n_values = $3, n_changed = $4 where id = $5";
        sqlx::query(sql)
            .bind(counts.n_rows)
            .bind(counts.n_refused)
            .bind(counts.n_values)
            .bind(counts.n_changed)
            .bind(id)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Undoes a batch in a new one: what it brought and is still open is closed, and what it had replaced stands again.
    /// Nothing is deleted, so what was known in between can still be read.
    pub async fn undo_batch(&mut self, actor: &Actor, id: i64, reason: &str) -> Result<i64, StoreError> {
        let row = sqlx::query("select * from batch where id = $1").bind(id).fetch_optional(self.connection()).await?;
        let undone = batch(&row.ok_or_else(|| StoreError::not_found("batch", id))?)?;
        if undone.undone_in.is_some() {
            return Err(StoreError::Stale("batch"));
        }
        if undone.kind == "undo" {
            return Err(StoreError::not_found("import", id));
        }
        let new = NewBatch {
            kind: "undo",
            source_id: undone.source_id,
            file: None,
            sheet: None,
            period: None,
            undoes: Some((id, reason)),
        };
        let undo = self.begin_batch(actor, &new).await?;
        self.withdraw(id, undo).await?;
        let sql = "update batch set state = 'undone', undone_in = $1 where id = $2";
        sqlx::query(sql).bind(undo).bind(id).execute(self.connection()).await?;
        Ok(undo)
    }

    async fn withdraw(&mut self, batch: i64, undo: i64) -> Result<(), StoreError> {
        // First what stood before it and was replaced by a value that still stands, then the values themselves.
        let again = "insert into observation (subject_id, indicator, period, source_id, status, value, said, place, from_batch) \
                     select old.subject_id, old.indicator, old.period, old.source_id, old.status, old.value, old.said, old.place, \
                     cast($1 as bigint) from observation old join observation mine on mine.subject_id = old.subject_id \
                     and mine.indicator = old.indicator and mine.period = old.period and mine.source_id = old.source_id \
                     where old.to_batch = $2 and mine.from_batch = $2 and mine.to_batch is null";
        sqlx::query(again).bind(undo).bind(batch).execute(self.connection()).await?;
        for sql in [
            "update observation set to_batch = $1 where from_batch = $2 and to_batch is null",
            "update title set to_batch = $1 where from_batch = $2 and to_batch is null",
            "update subject_name set to_batch = $1 where from_batch = $2 and to_batch is null",
            "update membership set to_batch = $1 where from_batch = $2 and to_batch is null",
            // Whom others have written of since stays.
            "update subject set to_batch = $1, version = version + 1 where from_batch = $2 and to_batch is null \
             and not exists (select 1 from observation o where o.subject_id = subject.id and o.to_batch is null) \
             and not exists (select 1 from title t where t.subject_id = subject.id and t.to_batch is null)",
        ] {
            sqlx::query(sql).bind(undo).bind(batch).execute(self.connection()).await?;
        }
        Ok(())
    }
}

fn batch(row: &AnyRow) -> Result<Batch, StoreError> {
    Ok(Batch {
        id: int(row, "id")?,
        kind: text(row, "kind")?,
        source_id: int(row, "source_id")?,
        file: maybe_text(row, "file_hash")?.zip(maybe_text(row, "file_name")?),
        sheet: maybe_text(row, "sheet")?,
        period: maybe_text(row, "period")?,
        about: maybe_int(row, "about")?,
        undone_in: maybe_int(row, "undone_in")?,
        reason: maybe_text(row, "reason")?,
        counts: Counts {
            n_rows: int(row, "n_rows")?,
            n_refused: int(row, "n_refused")?,
            n_values: int(row, "n_values")?,
            n_changed: int(row, "n_changed")?,
        },
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
    })
}
