//! A zone whose facts are put there row by row, on SQLite and on PostgreSQL.

use huoju_store::ledger::random_hex;
use huoju_store::{Place, Store};
use sqlx::AnyPool;

/// A store and its rows. Ids are what the tests say, so that they can be read.
#[derive(Debug)]
pub struct Zone {
    /// The store.
    pub store: Store,
    rows: AnyPool,
    _folder: tempfile::TempDir,
}

impl Zone {
    /// An empty one; its rows lie in `database`, else in SQLite.
    pub async fn new(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let address = database.clone().unwrap_or_else(|| format!("sqlite://{}/huoju.db", folder.path().display()));
        let place = Place { folder: folder.path().to_owned(), database };
        let store = Store::open(&place, true).await.expect("a store");
        Zone { store, rows: AnyPool::connect(&address).await.expect("its rows"), _folder: folder }
    }

    /// Changes rows as a careful hand would.
    pub async fn put(&self, sql: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&self.rows).await.expect(sql);
    }

    /// A source, in use.
    pub async fn source(&self, id: i64, name: &str, permitted_use: &str, precedence: i64) {
        let code = format!("s{id}");
        self.put(&format!(
            "insert into source (id, code, name, permitted_use, precedence) values ({id}, '{code}', '{name}', '{permitted_use}', {precedence})"
        ))
        .await;
    }

    /// A batch of a source, with a file of its own.
    pub async fn batch(&self, id: i64, source: i64) {
        self.put(&format!(
            "insert into file (hash, name, n_bytes, received_at) values ('file{id}', '{id}.xlsx', 1, '2026-01-01T00:00:00Z');
             insert into batch (id, kind, source_id, file_hash, file_name, sheet, made_by, made_at)
             values ({id}, 'figures', {source}, 'file{id}', '{id}.xlsx', 'Sheet1', 'test', '2026-01-01T00:00:00Z')"
        ))
        .await;
    }

    /// An enterprise; its code is `E` and its id.
    pub async fn enterprise(&self, id: i64, batch: i64) {
        self.put(&format!(
            "insert into subject (id, kind, code, name, name_key, initials, from_batch)
             values ({id}, 'enterprise', 'E{id}', '企业{id}', '企业{id}', 'qy{id}', {batch})"
        ))
        .await;
    }

    /// A number of 2025. What the same source said before is closed.
    pub async fn observe(&self, batch: i64, source: i64, subject: i64, indicator: &str, value: i64) {
        self.put(&format!(
            "update observation set to_batch = {batch} where subject_id = {subject} and indicator = '{indicator}'
             and period = '2025' and source_id = {source} and to_batch is null;
             insert into observation (subject_id, indicator, period, source_id, status, value, place, from_batch)
             values ({subject}, '{indicator}', '2025', {source}, 'actual', {value}, 'C{subject}', {batch});
             delete from batch_figure where indicator = '{indicator}' and period = '2025';
             insert into batch_figure (batch_id, indicator, period, n_opened, n_closed)
             select b.id, '{indicator}', '2025', sum(case when o.from_batch = b.id then 1 else 0 end),
             sum(case when o.to_batch = b.id then 1 else 0 end) from batch b join observation o
             on b.id in (o.from_batch, o.to_batch) and o.indicator = '{indicator}' and o.period = '2025' group by b.id"
        ))
        .await;
    }

    /// A held title.
    pub async fn title(&self, id: i64, batch: i64, subject: i64, title: &str, granted_on: &str, valid_to: &str) {
        self.put(&format!(
            "insert into title (id, subject_id, title, granted_on, valid_to, listed_as, place, from_batch)
             values ({id}, {subject}, '{title}', '{granted_on}', '{valid_to}', '企业', 'A7', {batch})"
        ))
        .await;
    }
}

/// A new database on the server that `HUOJU_TEST_POSTGRES` names, where it names one.
pub async fn new_database(test: &str) -> Option<String> {
    let server = std::env::var("HUOJU_TEST_POSTGRES").ok().filter(|server| !server.is_empty())?;
    sqlx::any::install_default_drivers();
    let name: String = format!("a{}_{test}", random_hex(8)).chars().take(60).collect();
    let pool = AnyPool::connect(&format!("{server}/postgres")).await.expect("the server");
    sqlx::query(sqlx::AssertSqlSafe(format!("create database \"{name}\""))).execute(&pool).await.expect("a database");
    Some(format!("{server}/{name}"))
}

/// Each test on SQLite, and on PostgreSQL where a server is named; where none is, the second one says so.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test($crate::zone::Zone::new(None).await).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $test() {
                match $crate::zone::new_database(stringify!($test)).await {
                    Some(database) => super::$test($crate::zone::Zone::new(Some(database)).await).await,
                    None => eprintln!("left out: HUOJU_TEST_POSTGRES names no server"),
                }
            })*
        }
    };
}
