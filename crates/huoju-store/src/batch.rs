//! Batches (批次): each change of what is known, in order. A batch's id is also a point in time: reads *as of* it see
//! what was known when it was committed.

use huoju_model::{Actor, Period};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::ledger::now;
use crate::rows::{int, marks, maybe_int, maybe_text, text};
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
    /// The title of a list of titles.
    pub title: Option<String>,
    /// The batch that it undoes, or whose names it answers.
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
    /// The title of a list of titles.
    pub title: Option<&'a str>,
    /// The batch that it undoes, or whose names it answers.
    pub about: Option<i64>,
    /// Why it undoes that.
    pub reason: Option<&'a str>,
}

impl<'a> NewBatch<'a> {
    /// A batch of a kind and a source, and nothing else.
    pub fn of(kind: &'a str, source_id: i64) -> Self {
        NewBatch { kind, source_id, file: None, sheet: None, period: None, title: None, about: None, reason: None }
    }
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

    /// The batches of these ids, in their order.
    pub async fn batches_of(&self, ids: &[i64]) -> Result<Vec<Batch>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(1_000) {
            let sql = format!("select * from batch where id in ({}) order by id", marks(1, some.len()));
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            let rows = query.fetch_all(&self.reads).await?;
            found.extend(rows.iter().map(batch).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
    }

    /// How many batches there are.
    pub async fn n_batches(&self) -> Result<i64, StoreError> {
        int(&sqlx::query("select count(*) as n from batch").fetch_one(&self.reads).await?, "n")
    }

    /// The last batches of a source.
    pub async fn batches_of_source(&self, source: i64, n: i64) -> Result<Vec<Batch>, StoreError> {
        let sql = "select * from batch where source_id = $1 order by id desc limit $2";
        let rows = sqlx::query(sql).bind(source).bind(n).fetch_all(&self.reads).await?;
        rows.iter().map(batch).collect()
    }

    /// The batches of the same bytes that were not undone.
    pub async fn batches_of_file(&self, hash: &str) -> Result<Vec<Batch>, StoreError> {
        let sql = "select * from batch where file_hash = $1 and state = 'committed' order by id";
        let rows = sqlx::query(sql).bind(hash).fetch_all(&self.reads).await?;
        rows.iter().map(batch).collect()
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
        let sql = "insert into batch (id, kind, source_id, file_hash, file_name, sheet, period, title, about, reason, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing";
        let done = sqlx::query(sql)
            .bind(id)
            .bind(new.kind)
            .bind(new.source_id)
            .bind(new.file.map(|(hash, _)| hash.to_owned()))
            .bind(new.file.map(|(_, name)| name.to_owned()))
            .bind(new.sheet.map(str::to_owned))
            .bind(new.period.map(|period| period.to_string()))
            .bind(new.title.map(str::to_owned))
            .bind(new.about)
            .bind(new.reason.map(str::to_owned))
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
}

pub(crate) fn batch(row: &AnyRow) -> Result<Batch, StoreError> {
    Ok(Batch {
        id: int(row, "id")?,
        kind: text(row, "kind")?,
        source_id: int(row, "source_id")?,
        file: maybe_text(row, "file_hash")?.zip(maybe_text(row, "file_name")?),
        sheet: maybe_text(row, "sheet")?,
        period: maybe_text(row, "period")?,
        title: maybe_text(row, "title")?,
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
