//! How a zone is set up: its name, and whether all it holds is invented.

use crate::rows::text;
use crate::{Store, StoreError, Write};

/// The name of the zone whose office this is.
pub const ZONE: &str = "zone";
/// Whether all data is invented: `1`.
pub const DEMO: &str = "demo";
/// How the last verification came out, in the words of who made it.
pub const VERIFIED: &str = "verified";

impl Store {
    /// What is set under a name.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let row =
            sqlx::query("select value from setting where name = $1").bind(name).fetch_optional(&self.reads).await?;
        row.as_ref().map(|row| text(row, "value")).transpose()
    }
}

impl Write {
    /// As [`Store::setting`], inside this change.
    pub async fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "select value from setting where name = $1";
        let row = sqlx::query(sql).bind(name).fetch_optional(self.connection()).await?;
        row.as_ref().map(|row| text(row, "value")).transpose()
    }

    /// Sets something.
    pub async fn set(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql =
            "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
        sqlx::query(sql).bind(name).bind(value).execute(self.connection()).await?;
        Ok(())
    }
}
