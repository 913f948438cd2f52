//! Names that no rule could settle (名单比对): each waits until a person says who is meant, or that nobody here is.

use huoju_model::Actor;
use sqlx::any::AnyRow;

use crate::ledger::now;
use crate::rows::{Cell, insert, int, maybe_int, maybe_text, text};
use crate::{Store, StoreError, Write, names};

/// A listed name that waits, or was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// The row.
    pub id: i64,
    /// The list it stands in.
    pub batch_id: i64,
    /// Its cell.
    pub place: String,
    /// The name as the list has it.
    pub listed_as: String,
    /// The other cells of its row, as JSON.
    pub row_json: String,
    /// Why no rule settled it: `several`, `former`, `similar`, `merged`.
    pub why: String,
    /// What was said.
    pub state: Answer,
    /// Who said it.
    pub decided_by: Option<String>,
    /// How often it was changed, from 1.
    pub version: i64,
}

/// What a person said of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Open,
    /// This subject is meant; the batch that brought what the list gives it.
    Chosen {
        /// The subject.
        subject: i64,
        /// The batch.
        batch: i64,
    },
    /// None of those here is meant.
    Nobody,
}

impl Answer {
    fn code(self) -> &'static str {
        match self {
            Answer::Open => "open",
            Answer::Chosen { .. } => "chosen",
            Answer::Nobody => "nobody",
        }
    }
}

/// A name that a list leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMatch {
    /// Its cell.
    pub place: String,
    /// The name as the list has it.
    pub listed_as: String,
    /// The other cells of its row, as JSON.
    pub row_json: String,
    /// Why no rule settled it.
    pub why: &'static str,
}

/// How many names wait, and how many were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MatchCounts {
    /// Names that wait.
    pub n_open: i64,
    /// Names whose subject was chosen.
    pub n_chosen: i64,
    /// Names that nobody here bears.
    pub n_nobody: i64,
}

/// Only those of lists that stand, of one list where `$1` is not 0.
const STANDING: &str =
    "from name_match m join batch b on b.id = m.batch_id and b.state = 'committed' and ($1 = 0 or m.batch_id = $1)";

impl Store {
    /// A page of the names that wait, in the order of their lists, of one list or of all.
    pub async fn open_matches(&self, batch: Option<i64>, skip: i64, n: i64) -> Result<Vec<NameMatch>, StoreError> {
        let sql = format!("select m.* {STANDING} where m.state = 'open' order by m.batch_id, m.id limit $2 offset $3");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(batch.unwrap_or(0)).bind(n).bind(skip);
        query.fetch_all(&self.reads).await?.iter().map(name_match).collect()
    }

    /// The names of a list, or of all, that were answered; the last answer first.
    pub async fn answered_matches(&self, batch: Option<i64>, n: i64) -> Result<Vec<NameMatch>, StoreError> {
        let sql =
            format!("select m.* {STANDING} where m.state <> 'open' order by m.decided_at desc, m.id desc limit $2");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(batch.unwrap_or(0)).bind(n);
        query.fetch_all(&self.reads).await?.iter().map(name_match).collect()
    }

    /// How many names of a list, or of all, wait and were answered.
    pub async fn match_counts(&self, batch: Option<i64>) -> Result<MatchCounts, StoreError> {
        let sql = format!("select m.state, count(*) as n {STANDING} group by m.state");
        let mut counts = MatchCounts::default();
        for row in sqlx::query(sqlx::AssertSqlSafe(sql)).bind(batch.unwrap_or(0)).fetch_all(&self.reads).await? {
            let n = int(&row, "n")?;
            match text(&row, "state")?.as_str() {
                "open" => counts.n_open = n,
                "chosen" => counts.n_chosen = n,
                _ => counts.n_nobody = n,
            }
        }
        Ok(counts)
    }

    /// One of them.
    pub async fn name_match(&self, id: i64) -> Result<NameMatch, StoreError> {
        let row = sqlx::query("select * from name_match where id = $1").bind(id).fetch_optional(&self.reads).await?;
        name_match(&row.ok_or_else(|| StoreError::not_found("match", id))?)
    }
}

impl Write {
    /// Leaves names of a batch open for a person.
    pub async fn leave_open(&mut self, batch: i64, new: Vec<NewMatch>) -> Result<(), StoreError> {
        let first = self.next_id("select coalesce(max(id), 0) + 1 from name_match").await?;
        let rows = (first..).zip(new).map(|(id, one)| {
            let key = names::key(&one.listed_as);
            let cells: Vec<Cell> = vec![
                id.into(),
                batch.into(),
                one.place.into(),
                one.listed_as.into(),
                key.into(),
                one.row_json.into(),
                one.why.into(),
            ];
            cells
        });
        let into = "name_match (id, batch_id, place, listed_as, name_key, row_json, why)";
        insert(self.connection(), into, 7, rows).await
    }

    /// Writes what was said of a name; refused where somebody said something since it was read.
    pub async fn answer(&mut self, actor: &Actor, asked: &NameMatch, answer: Answer) -> Result<(), StoreError> {
        let said = answer != Answer::Open;
        let chosen = if let Answer::Chosen { subject, batch } = answer { Some((subject, batch)) } else { None };
        let sql = "update name_match set state = $1, subject_id = $2, answered_in = $3, decided_by = $4, \
                   decided_at = $5, version = version + 1 where id = $6 and version = $7";
        let done = sqlx::query(sql)
            .bind(answer.code())
            .bind(chosen.map(|(subject, _)| subject))
            .bind(chosen.map(|(_, batch)| batch))
            .bind(said.then(|| actor.to_string()))
            .bind(said.then(now))
            .bind(asked.id)
            .bind(asked.version)
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 0 { Err(StoreError::Stale("match")) } else { Ok(()) }
    }
}

fn name_match(row: &AnyRow) -> Result<NameMatch, StoreError> {
    let chosen = maybe_int(row, "subject_id")?.zip(maybe_int(row, "answered_in")?);
    let state = match (text(row, "state")?.as_str(), chosen) {
        ("chosen", Some((subject, batch))) => Answer::Chosen { subject, batch },
        ("nobody", _) => Answer::Nobody,
        _ => Answer::Open,
    };
    Ok(NameMatch {
        id: int(row, "id")?,
        batch_id: int(row, "batch_id")?,
        place: text(row, "place")?,
        listed_as: text(row, "listed_as")?,
        row_json: text(row, "row_json")?,
        why: text(row, "why")?,
        state,
        decided_by: maybe_text(row, "decided_by")?,
        version: int(row, "version")?,
    })
}
