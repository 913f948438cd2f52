//! Where the rows lie, and the one way to change them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use huoju_model::Actor;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, Connection as _, Transaction};

use crate::StoreError;
use crate::ledger::{self, Act};
use crate::migrate::migrate;

/// Where the rows lie.
#[derive(Debug, Clone)]
pub struct Place {
    /// The data directory: `huoju.db`, `files/`, `assessments/`.
    pub folder: PathBuf,
    /// The address of a PostgreSQL database that holds the rows instead of `huoju.db`.
    pub database: Option<String>,
}

/// The rows of one zone. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) reads: AnyPool,
    writes: AnyPool,
    folder: PathBuf,
    engine: Engine,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

const READERS: u32 = 8;
const PATIENCE: Duration = Duration::from_secs(30);
/// After so long a connection may have been cut by the other side.
const IDLE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the rows of a data directory, making both where `create` says so.
    pub async fn open(place: &Place, create: bool) -> Result<Self, StoreError> {
        install_default_drivers();
        let file = place.folder.join("huoju.db");
        if create {
            for folder in [&place.folder, &place.folder.join("files"), &place.folder.join("assessments")] {
                std::fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
            }
        } else if !place.folder.is_dir() || (place.database.is_none() && !file.is_file()) {
            return Err(StoreError::Absent(place.folder.clone()));
        }
        let (engine, address) = match &place.database {
            Some(address) => (Engine::Postgres, address.clone()),
            None => (Engine::Sqlite, format!("sqlite://{}?mode=rwc", url_path(&file))),
        };
        let writes = pool(engine, if engine == Engine::Sqlite { 1 } else { READERS }, &address).await?;
        migrate(&mut *writes.acquire().await?).await?;
        let reads = if engine == Engine::Sqlite { pool(engine, READERS, &address).await? } else { writes.clone() };
        Ok(Store { reads, writes, folder: place.folder.clone(), engine })
    }

    /// The data directory.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens a write transaction: IMMEDIATE on SQLite, and on both engines in line behind the one before, so that
    /// ids, the ledger and what was read here hold until the commit. Dropped without a commit, it never was.
    pub async fn write(&self) -> Result<Write, StoreError> {
        let mut tx = match self.engine {
            Engine::Sqlite => self.writes.begin_with("BEGIN IMMEDIATE").await?,
            Engine::Postgres => self.writes.begin().await?,
        };
        sqlx::query("update head set id = 1 where id = 1").execute(&mut *tx).await?;
        Ok(Write { tx })
    }

    /// Copies the rows of a SQLite data directory into one consistent file, while others go on working.
    /// On PostgreSQL that is `pg_dump`'s work, and this says so.
    pub async fn copy_rows(&self, to: &Path) -> Result<(), StoreError> {
        if self.engine == Engine::Postgres {
            return Err(StoreError::NotFound { what: "huoju.db", which: "pg_dump".to_owned() });
        }
        let mut connection = self.reads.acquire().await?;
        sqlx::query("vacuum into $1").bind(to.to_string_lossy().into_owned()).execute(&mut *connection).await?;
        Ok(())
    }

    /// Whether the rows lie in PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.engine == Engine::Postgres
    }

    /// Lets go of the database, so that its files are whole on disk.
    pub async fn close(&self) {
        self.reads.close().await;
        self.writes.close().await;
    }
}

/// Percent signs and question marks would end the path of an address.
fn url_path(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

async fn pool(engine: Engine, n: u32, address: &str) -> Result<AnyPool, StoreError> {
    // Asking a connection whether it lives is a trip of its own, so only one that has been idle is asked.
    let options =
        AnyPoolOptions::new().max_connections(n).acquire_timeout(PATIENCE).test_before_acquire(false).before_acquire(
            |connection, since| {
                Box::pin(async move {
                    if since.idle_for > IDLE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            },
        );
    let options = match engine {
        Engine::Postgres => options.after_connect(|connection, _| {
            Box::pin(async move {
                // One plan for all values: what was written since statistics were last taken is no value that they know
                // of, and PostgreSQL would plan as though there were hardly a row of it.
                sqlx::raw_sql("set plan_cache_mode = force_generic_plan").execute(connection).await.map(drop)
            })
        }),
        Engine::Sqlite => options.after_connect(|connection, _| {
            Box::pin(async move {
                // Full: what was acknowledged survives a power cut. Other processes are waited for.
                let pragmas = "pragma busy_timeout = 30000; pragma journal_mode = wal; pragma synchronous = full; \
                               pragma foreign_keys = on; pragma cache_size = -65536; pragma mmap_size = 1073741824";
                sqlx::raw_sql(pragmas).execute(connection).await.map(drop)
            })
        }),
    };
    Ok(options.connect(address).await?)
}

/// A write transaction. It ends in [`commit`](Write::commit), or nothing happened.
#[derive(Debug)]
pub struct Write {
    pub(crate) tx: Transaction<'static, Any>,
}

impl Write {
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    /// Writes what a person did into the ledger and makes all of it durable; the record's number comes back.
    pub async fn commit(mut self, actor: &Actor, act: Act<'_>) -> Result<i64, StoreError> {
        let seq = ledger::append(&mut self.tx, actor, act).await?;
        self.tx.commit().await?;
        Ok(seq)
    }

    /// Commits housekeeping that is nobody's act: a job's progress, a session that was seen.
    pub async fn commit_quietly(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }

    /// The next number of a table's ids.
    pub(crate) async fn next_id(&mut self, sql: &'static str) -> Result<i64, StoreError> {
        let (id,): (i64,) = sqlx::query_as(sql).fetch_one(&mut *self.tx).await?;
        Ok(id)
    }
}

/// Makes a new database on the PostgreSQL server of `address`, for a zone that is to have its own.
pub async fn create_database(address: &str, name: &str) -> Result<(), StoreError> {
    install_default_drivers();
    let pool = pool(Engine::Postgres, 1, address).await?;
    let quoted = name.replace('"', "\"\"");
    sqlx::query(sqlx::AssertSqlSafe(format!("create database \"{quoted}\""))).execute(&pool).await?;
    pool.close().await;
    Ok(())
}
