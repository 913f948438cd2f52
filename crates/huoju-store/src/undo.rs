//! Undoing a batch (撤销): what it brought and is still open is closed, and what it had replaced stands again. Nothing
//! is deleted, so what was known in between can still be read.

use std::collections::BTreeMap;

use huoju_model::Actor;
use sqlx::AssertSqlSafe;

use crate::batch::{NewBatch, batch};
use crate::rows::{int, maybe_int, text};
use crate::{StoreError, Write};

/// Facts that a batch opens and closes: the table, what is copied of a row that stands again, and what makes two rows
/// the same fact, so that none stands twice. Observations have their own way, for their number.
const FACTS: [(&str, &str, &str); 3] = [
    (
        "subject_name",
        "subject_id, name, name_key, initials, valid_from, valid_to",
        "x.subject_id = old.subject_id and x.name_key = old.name_key",
    ),
    (
        "membership",
        "subject_id, of_id, role, valid_from, valid_to",
        "x.subject_id = old.subject_id and x.of_id = old.of_id and x.role = old.role",
    ),
    ("link", "subject_id, to_id, kind", "x.subject_id = old.subject_id and x.kind = old.kind"),
];

impl Write {
    /// Undoes a batch in a new one, whose id comes back; the answers that people gave to the names it left open are
    /// undone first, each in a batch of its own.
    pub async fn undo_batch(&mut self, actor: &Actor, id: i64, reason: &str) -> Result<i64, StoreError> {
        let sql = "select id from batch where about = $1 and kind = 'match' and state = 'committed' order by id desc";
        for row in sqlx::query(sql).bind(id).fetch_all(self.connection()).await? {
            self.undo_one(actor, int(&row, "id")?, reason).await?;
        }
        self.undo_one(actor, id, reason).await
    }

    async fn undo_one(&mut self, actor: &Actor, id: i64, reason: &str) -> Result<i64, StoreError> {
        let row = sqlx::query("select * from batch where id = $1").bind(id).fetch_optional(self.connection()).await?;
        let undone = batch(&row.ok_or_else(|| StoreError::not_found("batch", id))?)?;
        if undone.undone_in.is_some() {
            return Err(StoreError::Stale("batch"));
        }
        if undone.kind == "undo" {
            return Err(StoreError::not_found("import", id));
        }
        let new = NewBatch { about: Some(id), reason: Some(reason), ..NewBatch::of("undo", undone.source_id) };
        let undo = self.begin_batch(actor, &new).await?;
        self.withdraw(id, undo).await?;
        self.ask_again(id).await?;
        let sql = "update batch set state = 'undone', undone_in = $1 where id = $2";
        sqlx::query(sql).bind(undo).bind(id).execute(self.connection()).await?;
        Ok(undo)
    }

    async fn withdraw(&mut self, batch: i64, undo: i64) -> Result<(), StoreError> {
        self.withdraw_observations(batch, undo).await?;
        self.withdraw_titles(batch, undo).await?;
        for (table, columns, same) in FACTS {
            let close = format!("update {table} set to_batch = $1 where from_batch = $2 and to_batch is null");
            self.both(close, undo, batch).await?;
            let again = format!(
                "insert into {table} ({columns}, from_batch) select {columns}, cast($1 as bigint) from {table} old \
                 where old.to_batch = $2 and old.from_batch <> $2 \
                 and not exists (select 1 from {table} x where x.to_batch is null and {same})"
            );
            self.both(again, undo, batch).await?;
        }
        self.present_names(batch).await?;
        // Whom others have written of since stays.
        let gone = "update subject set to_batch = $1, version = version + 1 where from_batch = $2 and to_batch is null \
             and not exists (select 1 from observation o where o.subject_id = subject.id and o.to_batch is null) \
             and not exists (select 1 from title t where t.subject_id = subject.id and t.to_batch is null) \
             and not exists (select 1 from subject_name n join batch b on b.id = n.from_batch \
             where n.subject_id = subject.id and n.to_batch is null and b.kind = 'register') \
             and not exists (select 1 from membership m where m.of_id = subject.id and m.to_batch is null)";
        self.both(gone.to_owned(), undo, batch).await
    }

    /// A statement of the undo and of the batch that it undoes.
    async fn both(&mut self, sql: String, undo: i64, batch: i64) -> Result<(), StoreError> {
        sqlx::query(AssertSqlSafe(sql)).bind(undo).bind(batch).execute(self.connection()).await?;
        Ok(())
    }

    async fn withdraw_observations(&mut self, batch: i64, undo: i64) -> Result<(), StoreError> {
        // First what stood before it and was replaced by a value that still stands, then the values themselves.
        let again = "insert into observation (subject_id, indicator, period, source_id, status, value, said, place, from_batch) \
                     select old.subject_id, old.indicator, old.period, old.source_id, old.status, old.value, old.said, old.place, \
                     cast($1 as bigint) from observation old join observation mine on mine.subject_id = old.subject_id \
                     and mine.indicator = old.indicator and mine.period = old.period and mine.source_id = old.source_id \
                     where old.to_batch = $2 and mine.from_batch = $2 and mine.to_batch is null";
        self.both(again.to_owned(), undo, batch).await?;
        let close = "update observation set to_batch = $1 where from_batch = $2 and to_batch is null";
        self.both(close.to_owned(), undo, batch).await?;
        self.count_figures(undo).await
    }

    async fn withdraw_titles(&mut self, batch: i64, undo: i64) -> Result<(), StoreError> {
        let close = "update title set to_batch = $1 where from_batch = $2 and to_batch is null";
        self.both(close.to_owned(), undo, batch).await?;
        let again = "insert into title (id, subject_id, title, number, batch_no, granted_on, valid_to, end_by, listed_as, place, from_batch) \
                     select (select max(id) from title) + row_number() over (order by old.id), old.subject_id, old.title, \
                     old.number, old.batch_no, old.granted_on, old.valid_to, old.end_by, old.listed_as, old.place, cast($1 as bigint) \
                     from title old where old.to_batch = $2 and old.from_batch <> $2 and not exists (select 1 from title x \
                     where x.to_batch is null and x.subject_id = old.subject_id and x.title = old.title \
                     and coalesce(x.number, '') = coalesce(old.number, '') and coalesce(x.batch_no, '') = coalesce(old.batch_no, ''))";
        self.both(again.to_owned(), undo, batch).await
    }

    /// Gives back the present name, and whom it was merged into, to those of whom the batch had said otherwise.
    async fn present_names(&mut self, batch: i64) -> Result<(), StoreError> {
        let sql = "select n.subject_id, n.name, n.name_key, s.name_key as present from subject_name n \
                   join subject s on s.id = n.subject_id \
                   where n.to_batch is null and n.valid_to is null and n.subject_id in \
                   (select subject_id from subject_name where from_batch = $1) order by n.subject_id, n.from_batch";
        let rows = sqlx::query(sql).bind(batch).fetch_all(self.connection()).await?;
        let mut names: BTreeMap<i64, Vec<(String, bool)>> = BTreeMap::new();
        for row in &rows {
            let stands = text(row, "name_key")? == text(row, "present")?;
            names.entry(int(row, "subject_id")?).or_default().push((text(row, "name")?, stands));
        }
        for (subject, names) in names {
            // The name that was brought last, where the present one is known no more.
            if let (false, Some((last, _))) = (names.iter().any(|(_, stands)| *stands), names.last()) {
                self.rename(subject, last).await?;
            }
        }
        let sql = "select l.subject_id, (select x.to_id from link x where x.subject_id = l.subject_id \
                   and x.kind = 'successor' and x.to_batch is null) as into_id from link l \
                   where l.from_batch = $1 and l.kind = 'successor'";
        for row in sqlx::query(sql).bind(batch).fetch_all(self.connection()).await? {
            let sql = "update subject set merged_into = $1, version = version + 1 where id = $2";
            let query = sqlx::query(sql).bind(maybe_int(&row, "into_id")?).bind(int(&row, "subject_id")?);
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Opens again the name that a batch had settled.
    async fn ask_again(&mut self, answered_in: i64) -> Result<(), StoreError> {
        let sql = "update name_match set state = 'open', subject_id = null, answered_in = null, decided_by = null, \
                   decided_at = null, version = version + 1 where answered_in = $1";
        sqlx::query(sql).bind(answered_in).execute(self.connection()).await?;
        Ok(())
    }
}
