//! The ledger (账本): every act of a person, one record each, chained by hashes.
//!
//! `hash = SHA-256(seq ⏎ at ⏎ actor ⏎ act ⏎ about ⏎ digest ⏎ prev)`, each hash in hex, and
//! `digest = SHA-256(salt ⏎ what)`: what was done can be proven by who has it, and not guessed by who has not.

use std::collections::HashMap;

use huoju_model::Actor;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use crate::rows::{int, text};
use crate::{Store, StoreError};

/// What a person did.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// The act's name: `import.commit`.
    pub name: &'a str,
    /// What it was done to: `batch 17`.
    pub about: &'a str,
    /// All of it, as canonical text; only its salted digest is kept.
    pub what: &'a str,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its place, from 1.
    pub seq: i64,
    /// When, UTC.
    pub at: String,
    /// Who.
    pub actor: String,
    /// The act's name.
    pub act: String,
    /// What it was done to.
    pub about: String,
    /// The salted digest of what was done.
    pub digest: String,
    /// The salt.
    pub salt: String,
    /// The hash of the record before.
    pub prev: String,
    /// This record's hash.
    pub hash: String,
}

/// What a reader of the ledger looks for; what is empty is not asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// The act's name.
    pub act: String,
    /// Who.
    pub actor: String,
}

/// What a walk along the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every record holds; so many, and the hash of the last.
    Holds {
        /// How many.
        n: i64,
        /// The last one's hash.
        hash: String,
    },
    /// The first record that does not hold, and why.
    Broken {
        /// Its place.
        seq: i64,
        /// What is wrong with it.
        why: Broken,
    },
}

/// What is wrong with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Its own words don't give its hash: it was changed.
    Changed,
    /// It doesn't carry the hash of the one before.
    Unchained,
    /// A record between it and the one before is gone.
    Gap,
    /// The head names another end: records were cut off or added.
    Head,
}

/// SHA-256 in hex.
pub fn sha256(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(parts.join("\n"));
    hex(&hasher.finalize())
}

/// Bytes in hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// So many random bytes from the operating system, in hex.
pub fn random_hex(n: usize) -> String {
    let mut bytes = vec![0; n];
    // Without the system's randomness nothing secret can be made at all.
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    hex(&bytes)
}

/// Now, as the store writes it.
pub fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Record {
    fn own_hash(&self) -> String {
        let seq = self.seq.to_string();
        sha256(&[&seq, &self.at, &self.actor, &self.act, &self.about, &self.digest, &self.prev])
    }
}

pub(crate) async fn append(connection: &mut AnyConnection, actor: &Actor, act: Act<'_>) -> Result<i64, StoreError> {
    let head = sqlx::query("select seq, hash from head where id = 1").fetch_one(&mut *connection).await?;
    let salt = random_hex(16);
    let mut record = Record {
        seq: int(&head, "seq")? + 1,
        at: now(),
        actor: actor.to_string(),
        act: act.name.to_owned(),
        about: act.about.to_owned(),
        digest: sha256(&[&salt, act.what]),
        salt,
        prev: text(&head, "hash")?,
        hash: String::new(),
    };
    record.hash = record.own_hash();
    let insert = "insert into ledger (seq, at, actor, act, about, digest, salt, prev, hash) \
                  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(insert)
        .bind(record.seq)
        .bind(&record.at)
        .bind(&record.actor)
        .bind(&record.act)
        .bind(&record.about)
        .bind(&record.digest)
        .bind(&record.salt)
        .bind(&record.prev)
        .bind(&record.hash)
        .execute(&mut *connection)
        .await?;
    let update = "update head set seq = $1, hash = $2 where id = 1";
    sqlx::query(update).bind(record.seq).bind(&record.hash).execute(&mut *connection).await?;
    Ok(record.seq)
}

/// How many records are walked at once.
const STRETCH: i64 = 10_000;

impl Store {
    /// Records from the last backwards, `skip` of them passed over.
    pub async fn ledger(&self, skip: i64, n: i64) -> Result<Vec<Record>, StoreError> {
        let rows = sqlx::query("select * from ledger order by seq desc limit $1 offset $2")
            .bind(n)
            .bind(skip)
            .fetch_all(&self.reads)
            .await?;
        rows.iter().map(record).collect()
    }

    /// The records that are looked for, from the last backwards, `skip` of them passed over, and how many there are.
    pub async fn ledger_of(&self, sought: &Sought, skip: i64, n: i64) -> Result<(Vec<Record>, i64), StoreError> {
        let found = "from ledger where ($1 = '' or act = $1) and ($2 = '' or actor = $2)";
        let bound = |sql: String| sqlx::query(AssertSqlSafe(sql)).bind(sought.act.clone()).bind(sought.actor.clone());
        let count = bound(format!("select count(*) as n {found}")).fetch_one(&self.reads).await?;
        let rows = bound(format!("select * {found} order by seq desc limit $3 offset $4"));
        let rows = rows.bind(n).bind(skip).fetch_all(&self.reads).await?;
        Ok((rows.iter().map(record).collect::<Result<_, _>>()?, int(&count, "n")?))
    }

    /// The acts that stand in the ledger, and who did them.
    pub async fn ledger_words(&self) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let acts = sqlx::query("select distinct act as word from ledger order by act").fetch_all(&self.reads).await?;
        let actors =
            sqlx::query("select distinct actor as word from ledger order by actor").fetch_all(&self.reads).await?;
        let words = |rows: &[AnyRow]| rows.iter().map(|row| text(row, "word")).collect::<Result<Vec<_>, _>>();
        Ok((words(&acts)?, words(&actors)?))
    }

    /// When an act was last done to each thing that it was done to, UTC.
    pub async fn last_acts(&self, act: &str) -> Result<HashMap<String, String>, StoreError> {
        let sql = "select about, max(at) as at from ledger where act = $1 group by about";
        let rows = sqlx::query(sql).bind(act).fetch_all(&self.reads).await?;
        rows.iter().map(|row| Ok((text(row, "about")?, text(row, "at")?))).collect()
    }

    /// The records about something, the last first.
    pub async fn ledger_about(&self, about: &str) -> Result<Vec<Record>, StoreError> {
        let rows = sqlx::query("select * from ledger where about = $1 order by seq desc")
            .bind(about)
            .fetch_all(&self.reads)
            .await?;
        rows.iter().map(record).collect()
    }

    /// How many records there are and the hash of the last, as the head says.
    pub async fn ledger_head(&self) -> Result<(i64, String), StoreError> {
        let head = sqlx::query("select seq, hash from head where id = 1").fetch_one(&self.reads).await?;
        Ok((int(&head, "seq")?, text(&head, "hash")?))
    }

    /// Walks the chain from its first record to its head.
    pub async fn verify_ledger(&self) -> Result<Verdict, StoreError> {
        let (n, end) = self.ledger_head().await?;
        let (mut seq, mut prev) = (0, String::new());
        loop {
            let rows = sqlx::query("select * from ledger where seq > $1 order by seq limit $2")
                .bind(seq)
                .bind(STRETCH)
                .fetch_all(&self.reads)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                let record = record(row)?;
                if let Some(why) = fault(&record, seq, &prev) {
                    return Ok(Verdict::Broken { seq: record.seq, why });
                }
                (seq, prev) = (record.seq, record.hash);
            }
        }
        if seq < n || (seq == n && prev != end) {
            return Ok(Verdict::Broken { seq, why: Broken::Head });
        }
        Ok(Verdict::Holds { n: seq, hash: prev })
    }
}

fn fault(record: &Record, seq: i64, prev: &str) -> Option<Broken> {
    if record.seq != seq + 1 {
        return Some(Broken::Gap);
    }
    if record.prev != prev {
        return Some(Broken::Unchained);
    }
    (record.own_hash() != record.hash).then_some(Broken::Changed)
}

fn record(row: &AnyRow) -> Result<Record, StoreError> {
    let get = |column: &str| -> Result<String, StoreError> { Ok(row.try_get(column)?) };
    Ok(Record {
        seq: int(row, "seq")?,
        at: get("at")?,
        actor: get("actor")?,
        act: get("act")?,
        about: get("about")?,
        digest: get("digest")?,
        salt: get("salt")?,
        prev: get("prev")?,
        hash: get("hash")?,
    })
}
