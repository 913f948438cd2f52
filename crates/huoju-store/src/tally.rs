//! What an assessment's rows come to: who has which tier, how the totals lie, what the undetermined lack. It is kept with
//! the assessment, which never changes, so that its page counts no rows.

use std::collections::BTreeMap;

use huoju_model::{Outcome, Scope};
use serde::{Deserialize, Serialize};

use crate::assessment::{Counts, ResultRow, outcome};
use crate::results::rows_of;
use crate::rows::{COLUMN, packed, text, unpacked};
use crate::{Store, StoreError, Write};

/// Ten points, in ten-thousandths: how wide a stretch of totals is.
pub const STRETCH: i64 = 100_000;

/// What the rows of an assessment come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// By a tier's id: how many have it.
    pub tiers: BTreeMap<String, i64>,
    /// By the lower edge of a [`STRETCH`] of totals, in whole stretches: how many lie in it, and how they came out.
    pub stretches: BTreeMap<i64, Counts>,
    /// By a figure's column: how many of the undetermined lack it.
    pub lacks: BTreeMap<String, i64>,
}

impl Tally {
    /// The figures that the undetermined lack, what most of them lack first.
    pub fn lacking(&self) -> Vec<(String, i64)> {
        let mut lacking: Vec<(String, i64)> = self.lacks.iter().map(|(column, n)| (column.clone(), *n)).collect();
        lacking.sort_by_key(|(_, n)| -n);
        lacking
    }

    /// Counts one row more.
    pub(crate) fn add(&mut self, row: &ResultRow) {
        self.count(row.tier.as_deref(), row.total, row.outcome, &row.missing);
    }

    fn count(&mut self, tier: Option<&str>, total: i64, outcome: Outcome, missing: &str) {
        if let Some(tier) = tier {
            *self.tiers.entry(tier.to_owned()).or_default() += 1;
        }
        self.stretches.entry(total.div_euclid(STRETCH)).or_default().add(outcome);
        if outcome == Outcome::Undetermined {
            for column in missing.split(';').filter(|column| !column.is_empty()) {
                *self.lacks.entry(column.to_owned()).or_default() += 1;
            }
        }
    }
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        self.n += 1;
        *match outcome {
            Outcome::Pass => &mut self.n_pass,
            Outcome::Fail => &mut self.n_fail,
            Outcome::Undetermined => &mut self.n_undetermined,
        } += 1;
    }
}

impl Store {
    /// What the rows of an assessment that a scope shows come to. A part of them, and those of earlier releases, are
    /// counted now.
    pub async fn tally(&self, scope: Scope, hash: &str) -> Result<Tally, StoreError> {
        if scope.within.is_none() {
            let sql = "select tally from assessment_tally where hash = $1";
            if let Some(row) = sqlx::query(sql).bind(hash.to_owned()).fetch_optional(&self.reads).await? {
                let found = text(&row, "tally")?;
                return serde_json::from_str(&found).map_err(|_| StoreError::Unreadable { column: "tally", found });
            }
        }
        let all = rows_of(hash, scope);
        let columns = packed(&["r.tier", "r.total", "r.outcome", "r.missing"]);
        let row = all.query(format!("select {columns} from assessment_row r where {}", all.sql()));
        let mut tally = Tally::default();
        unpacked(&row.fetch_one(&self.reads).await?, |line| {
            let mut cells = line.split(COLUMN);
            let (tier, total, came) = (cells.next()?, cells.next()?.parse().ok()?, outcome(cells.next()?)?);
            tally.count(Some(tier).filter(|tier| !tier.is_empty()), total, came, cells.next()?);
            Some(())
        })?;
        Ok(tally)
    }
}

impl Write {
    /// Keeps what an assessment's rows come to.
    pub(crate) async fn keep_tally(&mut self, hash: &str, tally: &Tally) -> Result<(), StoreError> {
        // A map of texts and numbers is always JSON.
        let tally = serde_json::to_string(tally).unwrap_or_default();
        let sql = "insert into assessment_tally (hash, tally) values ($1, $2)";
        sqlx::query(sql).bind(hash.to_owned()).bind(tally).execute(self.connection()).await?;
        Ok(())
    }
}
