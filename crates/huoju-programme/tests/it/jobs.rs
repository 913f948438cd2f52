//! A worker does what waits, is told to stop, and leaves nothing behind when it dies.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use huoju_model::{Actor, Role};
use huoju_programme::jobs::{self, Finished, JobError, Runner};
use huoju_store::job::{Job, JobState};
use huoju_store::ledger::Act;
use huoju_store::person::NewPerson;
use huoju_store::{Store, StoreError};
use huoju_testkit::on_both;

fn operator() -> Actor {
    Actor::Operator("test".into())
}

async fn add(store: &Store, kind: &str) -> i64 {
    jobs::add(store, &operator(), kind, "{\"n\":3}").await.expect("lined up")
}

async fn job(store: &Store, id: i64) -> Job {
    store.job(id).await.expect("a job")
}

/// Waits until a job is so.
async fn until(store: &Store, id: i64, so: impl Fn(&Job) -> bool) -> Job {
    for _ in 0..400 {
        let job = job(store, id).await;
        if so(&job) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("job {id} is {:?}", job(store, id).await)
}

#[test]
fn a_job_is_done_with_what_it_was_given() {
    on_both(async |kit| {
        let runner = Runner::new(kit.store.clone()).on("count", async |run| {
            run.step(2, 3, "two of three").await?;
            Ok(Finished::With(format!("given {}", run.job.args)))
        });
        assert!(!runner.turn().await.expect("a turn"), "nothing waits");
        let id = add(&kit.store, "count").await;
        assert!(runner.turn().await.expect("a turn"));
        let done = job(&kit.store, id).await;
        assert_eq!((done.state, done.done, done.of), (JobState::Done, 2, 3));
        assert_eq!((done.result.as_deref(), done.made_by.as_str()), (Some("given {\"n\":3}"), "operator:test"));
    });
}

#[test]
fn what_fails_or_panics_or_is_unknown_says_so_and_the_worker_goes_on() {
    on_both(async |kit| {
        let runner = Runner::new(kit.store.clone())
            .on("fail", async |_| Err(JobError::Failed("没有可评价的主体".into())))
            .on("panic", async |_| panic!("a bug"))
            .on("fine", async |_| Ok(Finished::With(String::new())));
        let ids = [
            add(&kit.store, "fail").await,
            add(&kit.store, "panic").await,
            add(&kit.store, "other").await,
            add(&kit.store, "fine").await,
        ];
        while runner.turn().await.expect("a turn") {}
        let mut states = Vec::new();
        for id in ids {
            states.push(job(&kit.store, id).await.state);
        }
        assert_eq!(states, [JobState::Failed, JobState::Failed, JobState::Failed, JobState::Done]);
        assert_eq!(job(&kit.store, ids[0]).await.message.as_deref(), Some("没有可评价的主体"));
    });
}

#[test]
fn a_running_job_is_cancelled_at_its_next_step() {
    on_both(async |kit| {
        let runner = Runner::new(kit.store.clone()).on("long", async |run| {
            for step in 0.. {
                run.step(step, 1_000_000, "").await?;
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            Ok(Finished::Already)
        });
        let id = add(&kit.store, "long").await;
        let store = kit.store.clone();
        let canceller = tokio::spawn(async move {
            until(&store, id, |job| job.done > 2).await;
            jobs::cancel(&store, &operator(), id).await.expect("cancelled");
        });
        assert!(runner.turn().await.expect("a turn"));
        canceller.await.expect("an end");
        assert_eq!(job(&kit.store, id).await.state, JobState::Cancelled);
        let again = jobs::cancel(&kit.store, &operator(), id).await;
        assert!(matches!(again, Err(StoreError::Stale("job"))), "{again:?}");
        let nothing = jobs::cancel(&kit.store, &operator(), 99).await;
        assert!(matches!(nothing, Err(StoreError::NotFound { what: "job", .. })), "{nothing:?}");
    });
}

#[test]
fn a_worker_that_is_shut_down_puts_its_job_back_and_the_next_one_does_it() {
    on_both(async |kit| {
        let begun = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&begun);
        let runner = Runner::new(kit.store.clone()).on("long", move |run| {
            let first = seen.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                run.step(1, 2, "").await?;
                if first {
                    std::future::pending::<()>().await;
                }
                Ok(Finished::With("done".into()))
            }
        });
        let id = add(&kit.store, "long").await;
        let store = kit.store.clone();
        runner
            .run(async move {
                until(&store, id, |job| job.done == 1).await;
            })
            .await;
        assert_eq!(job(&kit.store, id).await.state, JobState::Waiting);
        assert!(runner.turn().await.expect("a turn"));
        assert_eq!(job(&kit.store, id).await.result.as_deref(), Some("done"));
        assert_eq!(begun.load(Ordering::SeqCst), 2);
    });
}

/// What a job did and its end stand together or not at all: a worker that lost its job leaves nothing behind.
#[test]
fn work_that_ends_in_its_own_transaction_is_done_once() {
    on_both(async |kit| {
        let runner = Runner::new(kit.store.clone()).on("add", async |run| {
            let mut write = run.store().write().await?;
            let login = format!("p{}", run.job.id);
            let new = NewPerson {
                login: &login,
                name: "甲",
                role: Role::Administrator,
                password_hash: "$x",
                must_change: false,
            };
            write.add_person(&new, "2026-03-02T08:00:00Z").await?;
            run.finish(&mut write, "added").await?;
            write.commit(&operator(), Act { name: "person.add", about: &login, what: "" }).await?;
            Ok(Finished::Already)
        });
        let lost = runner.clone().on("add", async |run| {
            let store = run.store();
            // Meanwhile somebody takes the job for dead and takes it up.
            store.recover_jobs("9999", "2026-03-02T08:00:00Z").await?;
            store.claim_job("other", "2026-03-02T08:00:00Z").await?;
            let mut write = store.write().await?;
            run.finish(&mut write, "added").await?;
            Ok(Finished::Already)
        });
        let (first, second) = (add(&kit.store, "add").await, add(&kit.store, "add").await);
        assert!(runner.turn().await.expect("a turn"));
        assert_eq!(job(&kit.store, first).await.result.as_deref(), Some("added"));
        assert!(lost.turn().await.expect("a turn"));
        assert_eq!(job(&kit.store, second).await.worker.as_deref(), Some("other"));
        assert_eq!(kit.store.people().await.expect("people").len(), 1);
    });
}
