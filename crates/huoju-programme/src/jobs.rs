//! Jobs (任务): one worker that takes what waits and does it, one at a time.
//!
//! What a kind of job does is registered with [`Runner::on`]; whoever works is handed a [`Run`] to say how far it is,
//! and learns from it when to stop. A worker that is alive is seen every [`HEARTBEAT`]; a job whose worker was not seen
//! for [`DEAD`] is taken up again by the next one.

use std::collections::HashMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use huoju_model::Actor;
use huoju_store::job::{Job, Outcome};
use huoju_store::ledger::{Act, random_hex};
use huoju_store::{Store, StoreError, Write};
use jiff::{SignedDuration, Timestamp};

/// How often a worker says that it is alive.
pub const HEARTBEAT: Duration = Duration::from_secs(5);

/// How long a worker may be silent before it counts as dead.
pub const DEAD: SignedDuration = SignedDuration::from_secs(60);

/// How often a worker looks whether something waits.
const LOOK: Duration = Duration::from_millis(500);

/// Lines a job up; its number comes back.
pub async fn add(store: &Store, actor: &Actor, kind: &str, args: &str) -> Result<i64, StoreError> {
    let mut write = store.write().await?;
    let id = write.add_job(actor, kind, args, &now()).await?;
    write.commit(actor, Act { name: "job.add", about: &about(id), what: &format!("{kind} {args}") }).await?;
    Ok(id)
}

/// Cancels a job that waits or runs; one that has ended is [`Stale`](StoreError::Stale).
pub async fn cancel(store: &Store, actor: &Actor, id: i64) -> Result<(), StoreError> {
    store.job(id).await?;
    let mut write = store.write().await?;
    write.cancel_job(id, &now()).await?;
    write.commit(actor, Act { name: "job.cancel", about: &about(id), what: "" }).await?;
    Ok(())
}

fn about(id: i64) -> String {
    format!("job {id}")
}

fn now() -> String {
    at(Timestamp::now())
}

fn at(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Why a job did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// For this reason, as its kind words it.
    #[error("{0}")]
    Failed(String),
    /// This release knows no such kind.
    #[error("there is no kind of job `{0}`")]
    Unknown(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A job that runs, in the hands of whoever does it.
#[derive(Debug, Clone)]
pub struct Run {
    store: Store,
    worker: Arc<str>,
    /// The job, as it was taken.
    pub job: Job,
}

impl Run {
    /// The store, for what the job does.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Says that `done` of `of` steps are done; fails with [`JobError::Cancelled`] where the job is to stop.
    pub async fn step(&self, done: i64, of: i64, message: &str) -> Result<(), JobError> {
        self.told(Some((done, of, message))).await
    }

    async fn told(&self, step: Option<(i64, i64, &str)>) -> Result<(), JobError> {
        let cancel = self.store.see_job(self.job.id, &self.worker, step, &now()).await?;
        if cancel { Err(JobError::Cancelled) } else { Ok(()) }
    }

    /// Ends the job within the transaction that holds what it did, so that it is done exactly once. Then the work
    /// returns [`Finished::Already`].
    pub async fn finish(&self, write: &mut Write, result: &str) -> Result<(), StoreError> {
        write.finish_job(self.job.id, &self.worker, &Outcome::Done(result.to_owned()), &now()).await
    }

    async fn end(&self, outcome: Outcome) -> Result<(), StoreError> {
        let mut write = self.store.write().await?;
        write.finish_job(self.job.id, &self.worker, &outcome, &now()).await?;
        write.commit_quietly().await
    }
}

/// How work that succeeded has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// With this result, still to be written down.
    With(String),
    /// By [`Run::finish`] already.
    Already,
}

type Doing = Pin<Box<dyn Future<Output = Result<Finished, JobError>> + Send>>;
type Work = Arc<dyn Fn(Run) -> Doing + Send + Sync>;

/// The worker.
#[derive(Clone)]
pub struct Runner {
    store: Store,
    worker: Arc<str>,
    kinds: HashMap<&'static str, Work>,
}

impl Runner {
    /// A worker that knows nothing yet.
    pub fn new(store: Store) -> Self {
        Runner { store, worker: random_hex(8).into(), kinds: HashMap::new() }
    }

    /// What is done for jobs of a kind. Work that takes the processor for long goes to `spawn_blocking`.
    pub fn on<F, D>(mut self, kind: &'static str, work: F) -> Self
    where
        F: Fn(Run) -> D + Send + Sync + 'static,
        D: Future<Output = Result<Finished, JobError>> + Send + 'static,
    {
        self.kinds.insert(kind, Arc::new(move |run| Box::pin(work(run))));
        self
    }

    /// Takes up what waits until `stop`, then puts back what it was at. A store that can't be reached is tried again.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        loop {
            let done = tokio::select! {
                done = self.turn() => done,
                () = &mut stop => break,
            };
            if !matches!(done, Ok(true)) {
                tokio::select! {
                    () = tokio::time::sleep(LOOK) => {},
                    () = &mut stop => break,
                }
            }
        }
        // What was dropped in the middle is not lost: it waits again, here at once or after its silence elsewhere.
        let _ = self.store.release_jobs(&self.worker).await;
    }

    /// Takes up one job and does it, if one waits.
    pub async fn turn(&self) -> Result<bool, StoreError> {
        let time = Timestamp::now();
        self.store.recover_jobs(&at(time - DEAD), &at(time)).await?;
        let Some(job) = self.store.claim_job(&self.worker, &at(time)).await? else { return Ok(false) };
        let run = Run { store: self.store.clone(), worker: Arc::clone(&self.worker), job };
        let outcome = match self.work(&run).await {
            Ok(Finished::Already) | Err(JobError::Store(StoreError::Stale("job"))) => return Ok(true),
            Ok(Finished::With(result)) => Outcome::Done(result),
            Err(JobError::Cancelled) => Outcome::Cancelled,
            Err(error) => Outcome::Failed(error.to_string()),
        };
        run.end(outcome).await?;
        Ok(true)
    }

    async fn work(&self, run: &Run) -> Result<Finished, JobError> {
        let work = self.kinds.get(run.job.kind.as_str()).ok_or_else(|| JobError::Unknown(run.job.kind.clone()))?;
        let mut doing = Task(tokio::spawn(work(run.clone())));
        loop {
            tokio::select! {
                done = &mut doing.0 => return done.unwrap_or_else(|panic| Err(JobError::Failed(panic.to_string()))),
                () = tokio::time::sleep(HEARTBEAT) => {
                    // A store that can't hear it now is told again.
                    let told = run.told(None).await;
                    if let Err(stop @ (JobError::Cancelled | JobError::Store(StoreError::Stale(_)))) = told {
                        return Err(stop);
                    }
                },
            }
        }
    }
}

/// A task that ends when nobody waits for it any more.
struct Task(tokio::task::JoinHandle<Result<Finished, JobError>>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
