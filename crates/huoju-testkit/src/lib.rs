//! For tests alone, used from `tests/` folders: a fresh store on SQLite, and the same again on PostgreSQL.
//!
//! [`on_both`] runs a test twice and ends each time by asking that no invariant is broken.

// A test that can't have its store has nothing to say.
#![allow(clippy::unwrap_used)]

pub mod zone;

use std::sync::Once;

use huoju_store::ledger::{Verdict, random_hex};
use huoju_store::{Place, Store, create_database};
use tempfile::TempDir;

/// A store of its own, gone when the test ends.
#[derive(Debug)]
pub struct Testkit {
    /// The store.
    pub store: Store,
    /// Where it lies.
    pub place: Place,
    folder: TempDir,
}

/// Names the PostgreSQL server on which tests run a second time: `postgres://huoju@127.0.0.1:5432`. Its user may make
/// databases; each test has one to itself.
pub const SERVER: &str = "HUOJU_TEST_POSTGRES";

/// Runs a test on SQLite, and on PostgreSQL where [`SERVER`] names a server.
pub fn on_both(test: impl AsyncFn(&Testkit)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        run(Testkit::new(None).await, &test).await;
        match new_database().await {
            Some(database) => run(Testkit::new(Some(database)).await, &test).await,
            None => left_out(),
        }
    });
}

async fn run(kit: Testkit, test: &impl AsyncFn(&Testkit)) {
    test(&kit).await;
    kit.assert_sound().await;
    kit.store.close().await;
}

fn left_out() {
    static SAID: Once = Once::new();
    SAID.call_once(|| eprintln!("left out on PostgreSQL: {SERVER} names no server"));
}

async fn new_database() -> Option<String> {
    let server = std::env::var(SERVER).ok().filter(|server| !server.is_empty())?;
    let server = server.trim_end_matches("/postgres").trim_end_matches('/');
    // Processes get the numbers of earlier ones again, and their databases are still there.
    let name = format!("huoju_{}", random_hex(8));
    create_database(&format!("{server}/postgres"), &name).await.unwrap();
    Some(format!("{server}/{name}"))
}

impl Testkit {
    /// A store in a folder of its own, its rows in `database` or in SQLite.
    pub async fn new(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path().join("data"), database };
        let store = Store::open(&place, true).await.unwrap();
        Testkit { store, place, folder }
    }

    /// A folder for the test's own files.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The same rows, opened as another process would.
    pub async fn again(&self) -> Store {
        Store::open(&self.place, false).await.unwrap()
    }

    /// What somebody does who goes around the program; how many rows it touched.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let file = self.place.folder.join("huoju.db");
        let address = self.place.database.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()));
        let pool = sqlx::AnyPool::connect(&address).await.unwrap();
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
        pool.close().await;
        done.rows_affected()
    }

    /// Fails where an invariant is broken or the ledger's chain doesn't hold.
    pub async fn assert_sound(&self) {
        assert_eq!(self.store.breaches().await.unwrap(), []);
        let verdict = self.store.verify_ledger().await.unwrap();
        assert!(matches!(verdict, Verdict::Holds { .. }), "{verdict:?}");
    }
}
