//! Jobs are claimed by one worker, outlive it, and are done once; on both engines.

use huoju_model::Actor;
use huoju_store::job::{Job, JobState, MAX_CLAIMS, Outcome, WORKER_DIED};
use huoju_store::{Store, StoreError};
use huoju_testkit::on_both;

const AT: &str = "2026-03-02T08:00:00Z";
const LATER: &str = "2026-03-02T08:05:00Z";

async fn add(store: &Store) -> i64 {
    let mut write = store.write().await.expect("a transaction");
    let id = write.add_job(&Actor::System, "assess", "{}", AT).await.expect("lined up");
    write.commit_quietly().await.expect("committed");
    id
}

async fn claim(store: &Store, worker: &str) -> Option<i64> {
    store.claim_job(worker, AT).await.expect("an answer").map(|job| job.id)
}

async fn finish(store: &Store, id: i64, worker: &str) -> Result<(), StoreError> {
    let mut write = store.write().await?;
    write.finish_job(id, worker, &Outcome::Done("{\"hash\":\"a\"}".into()), LATER).await?;
    write.commit_quietly().await
}

async fn cancel(store: &Store, id: i64) -> Result<(), StoreError> {
    let mut write = store.write().await?;
    write.cancel_job(id, LATER).await?;
    write.commit_quietly().await
}

async fn job(store: &Store, id: i64) -> Job {
    store.job(id).await.expect("a job")
}

#[test]
fn jobs_are_claimed_in_order_and_each_by_one_worker() {
    on_both(async |kit| {
        let (store, other) = (&kit.store, kit.again().await);
        let ids = [add(store).await, add(store).await, add(store).await];
        let (a, b) = tokio::join!(claim(store, "a"), claim(&other, "b"));
        let mut claimed = [a, b, claim(store, "a").await].map(|id| id.expect("a job"));
        claimed.sort_unstable();
        assert_eq!(claimed, ids);
        assert_eq!(claim(store, "a").await, None);
        other.close().await;
    });
}

#[test]
fn a_step_is_seen_by_others_and_the_end_too() {
    on_both(async |kit| {
        let id = add(&kit.store).await;
        claim(&kit.store, "a").await;
        let told = kit.store.see_job(id, "a", Some((2048, 10_000, "scoring")), LATER).await.expect("told");
        assert!(!told, "nobody cancelled it");
        assert!(!kit.store.see_job(id, "a", None, LATER).await.expect("told"));
        let running = job(&kit.again().await, id).await;
        assert_eq!((running.done, running.of, running.message.as_deref()), (2048, 10_000, Some("scoring")));
        assert_eq!(running.seen_at.as_deref(), Some(LATER));
        finish(&kit.store, id, "a").await.expect("finished");
        let done = job(&kit.store, id).await;
        assert_eq!((done.state, done.result.as_deref()), (JobState::Done, Some("{\"hash\":\"a\"}")));
    });
}

#[test]
fn a_job_whose_worker_died_waits_again_and_the_dead_may_not_finish_it() {
    on_both(async |kit| {
        let id = add(&kit.store).await;
        claim(&kit.store, "a").await;
        assert_eq!(kit.store.recover_jobs(AT, LATER).await.expect("recovered"), 0, "it was seen at that second");
        assert_eq!(kit.store.recover_jobs("2026-03-02T08:00:01Z", LATER).await.expect("recovered"), 1);
        assert_eq!(claim(&kit.store, "b").await, Some(id));
        let late = finish(&kit.store, id, "a").await;
        assert!(matches!(late, Err(StoreError::Stale("job"))), "{late:?}");
        let late = kit.store.see_job(id, "a", None, LATER).await;
        assert!(matches!(late, Err(StoreError::Stale("job"))), "{late:?}");
        finish(&kit.store, id, "b").await.expect("finished");
        let twice = finish(&kit.store, id, "b").await;
        assert!(matches!(twice, Err(StoreError::Stale("job"))), "{twice:?}");
    });
}

#[test]
fn a_job_that_kills_its_workers_is_given_up() {
    on_both(async |kit| {
        let id = add(&kit.store).await;
        for turn in 1..=MAX_CLAIMS {
            assert_eq!(claim(&kit.store, "a").await, Some(id), "turn {turn}");
            kit.store.recover_jobs(LATER, LATER).await.expect("recovered");
        }
        assert_eq!(claim(&kit.store, "a").await, None);
        let failed = job(&kit.store, id).await;
        assert_eq!((failed.state, failed.message.as_deref()), (JobState::Failed, Some(WORKER_DIED)));
    });
}

#[test]
fn a_job_put_back_by_its_worker_is_not_counted_against_it() {
    on_both(async |kit| {
        let id = add(&kit.store).await;
        for _ in 0..=MAX_CLAIMS {
            assert_eq!(claim(&kit.store, "a").await, Some(id));
            kit.store.release_jobs("a").await.expect("put back");
        }
        assert_eq!(job(&kit.store, id).await.state, JobState::Waiting);
    });
}

#[test]
fn a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step() {
    on_both(async |kit| {
        let (first, second) = (add(&kit.store).await, add(&kit.store).await);
        claim(&kit.store, "a").await;
        cancel(&kit.store, second).await.expect("cancelled");
        assert_eq!(job(&kit.store, second).await.state, JobState::Cancelled);
        cancel(&kit.store, first).await.expect("told");
        assert_eq!(job(&kit.store, first).await.state, JobState::Running);
        assert!(kit.store.see_job(first, "a", None, AT).await.expect("told"));
        // The worker dies before it heard of it: then nobody takes it up again.
        kit.store.recover_jobs(LATER, LATER).await.expect("recovered");
        assert_eq!(job(&kit.store, first).await.state, JobState::Cancelled);
        let late = cancel(&kit.store, first).await;
        assert!(matches!(late, Err(StoreError::Stale("job"))), "{late:?}");
    });
}
