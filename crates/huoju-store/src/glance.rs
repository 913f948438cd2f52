//! How a store stands at a glance: what every page says at its foot and in its navigation.

use crate::rows::{int, maybe_int, maybe_text, text};
use crate::{Store, StoreError};

/// How a store stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// The number of the ledger's last record; 0 before the first.
    pub record: i64,
    /// That record's hash.
    pub digest: String,
    /// The last batch and when it came, UTC; `None` before the first.
    pub last_batch: Option<(i64, String)>,
    /// How many listed names wait for a person.
    pub n_unsure: i64,
}

impl Store {
    /// How the store stands now.
    pub async fn glance(&self) -> Result<Glance, StoreError> {
        let sql = "select h.seq, h.hash, b.id, b.made_at, (select count(*) from name_match where state = 'open') as n \
                   from head h left join batch b on b.id = (select max(id) from batch)";
        let row = sqlx::query(sql).fetch_one(&self.reads).await?;
        Ok(Glance {
            record: int(&row, "seq")?,
            digest: text(&row, "hash")?,
            last_batch: maybe_int(&row, "id")?.zip(maybe_text(&row, "made_at")?),
            n_unsure: int(&row, "n")?,
        })
    }
}
