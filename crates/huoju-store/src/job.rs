//! Jobs (任务): work that outlives a request. They wait in line, are claimed by one worker at a time, show how far they
//! are, and can be cancelled.
//!
//! A job outlives its worker: when the worker is no longer seen, the job waits again, and whatever the old worker still
//! says of it is refused. So work that ends in [`Write::finish_job`], in the transaction that also holds what it did,
//! is done once. A job whose workers died [`MAX_CLAIMS`] times fails instead of taking the next one along.

use huoju_model::Actor;
use sqlx::any::AnyRow;

use crate::rows::{int, maybe_text, text, word};
use crate::{Store, StoreError, Write};

/// How often a job is claimed before it is given up.
pub const MAX_CLAIMS: i64 = 3;

/// The message of a job that was given up; whoever shows it finds the reader's words.
pub const WORKER_DIED: &str = "worker-died";

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// 等待: nobody works on it yet.
    Waiting,
    /// 进行中.
    Running,
    /// 完成.
    Done,
    /// 失败.
    Failed,
    /// 已取消.
    Cancelled,
}

impl JobState {
    const ALL: [JobState; 5] =
        [JobState::Waiting, JobState::Running, JobState::Done, JobState::Failed, JobState::Cancelled];

    /// The word of its column.
    pub fn code(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
            JobState::Cancelled => "cancelled",
        }
    }

    /// Reads [`code`](Self::code) back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == word)
    }

    /// Whether something may still happen to it.
    pub fn open(self) -> bool {
        matches!(self, JobState::Waiting | JobState::Running)
    }
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number; they are claimed in this order.
    pub id: i64,
    /// What kind of work: `assess`.
    pub kind: String,
    /// What it is given, as JSON.
    pub args: String,
    /// Where it stands.
    pub state: JobState,
    /// So many steps are done,
    pub done: i64,
    /// of so many; 0 where that is not known.
    pub of: i64,
    /// What it is at, or why it failed.
    pub message: Option<String>,
    /// What came of it, as its kind writes it.
    pub result: Option<String>,
    /// Whether it is to stop.
    pub cancel: bool,
    /// Who works on it, or did last.
    pub worker: Option<String>,
    /// When that worker was last heard of, UTC.
    pub seen_at: Option<String>,
    /// Who asked for it, as the ledger names them.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
    /// When it ended, UTC.
    pub finished_at: Option<String>,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With this result.
    Done(String),
    /// For this reason.
    Failed(String),
    /// Because somebody asked for it.
    Cancelled,
}

impl Store {
    /// Jobs from the last backwards, `skip` of them passed over, and how many there are.
    pub async fn jobs(&self, skip: i64, n: i64) -> Result<(Vec<Job>, i64), StoreError> {
        let sql = "select * from job order by id desc limit $1 offset $2";
        let rows = sqlx::query(sql).bind(n).bind(skip).fetch_all(&self.reads).await?;
        let count = sqlx::query("select count(*) as n from job").fetch_one(&self.reads).await?;
        Ok((rows.iter().map(job).collect::<Result<_, _>>()?, int(&count, "n")?))
    }

    /// One job.
    pub async fn job(&self, id: i64) -> Result<Job, StoreError> {
        let row = sqlx::query("select * from job where id = $1").bind(id).fetch_optional(&self.reads).await?;
        job(&row.ok_or_else(|| StoreError::not_found("job", id))?)
    }

    /// Gives the first job that waits to a worker.
    pub async fn claim_job(&self, worker: &str, at: &str) -> Result<Option<Job>, StoreError> {
        // Most of the time nothing waits; then nobody stands in line for it.
        let waits = "select id from job where state = 'waiting' order by id limit 1";
        if sqlx::query(waits).fetch_optional(&self.reads).await?.is_none() {
            return Ok(None);
        }
        let mut write = self.write().await?;
        let Some(row) = sqlx::query(waits).fetch_optional(write.connection()).await? else { return Ok(None) };
        let id = int(&row, "id")?;
        let sql = "update job set state = 'running', worker = $1, seen_at = $2, n_claims = n_claims + 1, done = 0, \
                   message = null where id = $3";
        sqlx::query(sql).bind(worker).bind(at).bind(id).execute(write.connection()).await?;
        let row = sqlx::query("select * from job where id = $1").bind(id).fetch_one(write.connection()).await?;
        let claimed = job(&row)?;
        write.commit_quietly().await?;
        Ok(Some(claimed))
    }

    /// Notes that a worker is alive, and how far it is where `step` says so. Says whether the job is to stop; a worker
    /// that has lost its job is told that it is [`Stale`](StoreError::Stale).
    pub async fn see_job(
        &self,
        id: i64,
        worker: &str,
        step: Option<(i64, i64, &str)>,
        at: &str,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let (done, of, message) = step.map_or((None, None, None), |(done, of, message)| {
            (Some(done), Some(of), Some(message).filter(|message| !message.is_empty()))
        });
        let sql = "update job set seen_at = $1, done = coalesce($2, done), of = coalesce($3, of), \
                   message = coalesce($4, message) where id = $5 and worker = $6 and state = 'running'";
        let updated = sqlx::query(sql)
            .bind(at)
            .bind(done)
            .bind(of)
            .bind(message)
            .bind(id)
            .bind(worker)
            .execute(write.connection())
            .await?;
        if updated.rows_affected() == 0 {
            return Err(StoreError::Stale("job"));
        }
        let row = sqlx::query("select cancel from job where id = $1").bind(id).fetch_one(write.connection()).await?;
        let cancel = int(&row, "cancel")? != 0;
        write.commit_quietly().await?;
        Ok(cancel)
    }

    /// Lets jobs wait again whose worker was last heard of before `since`: those of a process that was killed. How many.
    pub async fn recover_jobs(&self, since: &str, at: &str) -> Result<u64, StoreError> {
        // Most of the time nobody died; then nobody stands in line for it.
        let dead = "select id from job where state = 'running' and seen_at < $1 limit 1";
        if sqlx::query(dead).bind(since).fetch_optional(&self.reads).await?.is_none() {
            return Ok(0);
        }
        let mut write = self.write().await?;
        let cancelled = "update job set state = 'cancelled', finished_at = $1 \
                         where state = 'running' and cancel = 1 and seen_at < $2";
        sqlx::query(cancelled).bind(at).bind(since).execute(write.connection()).await?;
        let given_up = "update job set state = 'failed', finished_at = $1, message = $2 \
                        where state = 'running' and n_claims >= $3 and seen_at < $4";
        sqlx::query(given_up)
            .bind(at)
            .bind(WORKER_DIED)
            .bind(MAX_CLAIMS)
            .bind(since)
            .execute(write.connection())
            .await?;
        let again = "update job set state = 'waiting', worker = null where state = 'running' and seen_at < $1";
        let done = sqlx::query(again).bind(since).execute(write.connection()).await?;
        write.commit_quietly().await?;
        Ok(done.rows_affected())
    }

    /// Lets a worker put back what it won't finish, because it is being shut down.
    pub async fn release_jobs(&self, worker: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let sql = "update job set state = 'waiting', worker = null, n_claims = n_claims - 1 \
                   where worker = $1 and state = 'running'";
        sqlx::query(sql).bind(worker).execute(write.connection()).await?;
        write.commit_quietly().await
    }
}

impl Write {
    /// Lines a job up.
    pub async fn add_job(&mut self, actor: &Actor, kind: &str, args: &str, at: &str) -> Result<i64, StoreError> {
        let id = self.next_id("select coalesce(max(id), 0) + 1 from job").await?;
        let sql = "insert into job (id, kind, args, made_by, made_at) values ($1, $2, $3, $4, $5)";
        sqlx::query(sql)
            .bind(id)
            .bind(kind)
            .bind(args)
            .bind(actor.to_string())
            .bind(at)
            .execute(self.connection())
            .await?;
        Ok(id)
    }

    /// Cancels a job: at once where nobody works on it yet, else its worker is told at its next step.
    pub async fn cancel_job(&mut self, id: i64, at: &str) -> Result<(), StoreError> {
        let waiting = "update job set state = 'cancelled', cancel = 1, finished_at = $1 \
                       where id = $2 and state = 'waiting'";
        let running = "update job set cancel = 1 where id = $1 and state = 'running'";
        let done = sqlx::query(waiting).bind(at).bind(id).execute(self.connection()).await?;
        if done.rows_affected() == 0 {
            let done = sqlx::query(running).bind(id).execute(self.connection()).await?;
            if done.rows_affected() == 0 {
                return Err(StoreError::Stale("job"));
            }
        }
        Ok(())
    }

    /// Ends a job. Refused where it is no longer this worker's, and then nothing else of the transaction may stand.
    pub async fn finish_job(&mut self, id: i64, worker: &str, outcome: &Outcome, at: &str) -> Result<(), StoreError> {
        let (state, result, message) = match outcome {
            Outcome::Done(result) => (JobState::Done, Some(result), None),
            Outcome::Failed(why) => (JobState::Failed, None, Some(why)),
            Outcome::Cancelled => (JobState::Cancelled, None, None),
        };
        let sql = "update job set state = $1, result = $2, message = coalesce($3, message), finished_at = $4 \
                   where id = $5 and worker = $6 and state = 'running'";
        let done = sqlx::query(sql)
            .bind(state.code())
            .bind(result.cloned())
            .bind(message.cloned())
            .bind(at)
            .bind(id)
            .bind(worker)
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale("job")) }
    }
}

fn job(row: &AnyRow) -> Result<Job, StoreError> {
    Ok(Job {
        id: int(row, "id")?,
        kind: text(row, "kind")?,
        args: text(row, "args")?,
        state: word(row, "state", JobState::parse)?,
        done: int(row, "done")?,
        of: int(row, "of")?,
        message: maybe_text(row, "message")?,
        result: maybe_text(row, "result")?,
        cancel: int(row, "cancel")? != 0,
        worker: maybe_text(row, "worker")?,
        seen_at: maybe_text(row, "seen_at")?,
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
        finished_at: maybe_text(row, "finished_at")?,
    })
}
