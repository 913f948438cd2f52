//! Sources (来源): who sends figures, what they may be used for, and whose are taken where they differ.

use std::collections::HashMap;

use huoju_model::{Period, PermittedUse};
use sqlx::any::AnyRow;

use crate::rows::{int, maybe_text, text, word};
use crate::{Store, StoreError, Write};

/// Who sends figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The row.
    pub id: i64,
    /// The word by which commands name it: `tax`.
    pub code: String,
    /// Its name: 市税务局.
    pub name: String,
    /// What its values may be used for.
    pub permitted_use: PermittedUse,
    /// The document that allows 统计专用 values to judge one enterprise, where there is one.
    pub authority: Option<String>,
    /// Where sources differ, the one of the least precedence is taken.
    pub precedence: i64,
    /// Why its values are used no more, where they aren't.
    pub withdrawn: Option<String>,
    /// How often it was changed, from 1.
    pub version: i64,
}

/// A source that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// The word by which commands name it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What its values may be used for.
    pub permitted_use: PermittedUse,
}

/// What a source brought, its undone batches left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// The source's row.
    pub source_id: i64,
    /// How many batches.
    pub n_batches: i64,
    /// How many values they wrote.
    pub n_values: i64,
    /// When the last came, UTC.
    pub latest: String,
}

impl Source {
    /// Whether its values may judge one enterprise.
    pub fn may_judge_one(&self) -> bool {
        self.withdrawn.is_none() && (self.permitted_use.may_judge_one() || self.authority.is_some())
    }
}

impl Store {
    /// Every source, by precedence.
    pub async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let rows = sqlx::query("select * from source order by precedence, id").fetch_all(&self.reads).await?;
        rows.iter().map(source).collect()
    }

    /// Who gives each indicator in a period: by its code the sources' names, by precedence.
    pub async fn givers(&self, period: Period) -> Result<HashMap<String, Vec<String>>, StoreError> {
        let sql = "select f.indicator, s.name from batch_figure f join batch b on b.id = f.batch_id \
                   join source s on s.id = b.source_id where f.period = $1 group by f.indicator, s.precedence, s.id, s.name \
                   having sum(f.n_opened - f.n_closed) > 0 order by s.precedence, s.id";
        let mut givers: HashMap<String, Vec<String>> = HashMap::new();
        for row in sqlx::query(sql).bind(period.to_string()).fetch_all(&self.reads).await? {
            givers.entry(text(&row, "indicator")?).or_default().push(text(&row, "name")?);
        }
        Ok(givers)
    }

    /// How many subjects have an indicator, by period, the last period first.
    pub async fn stock(&self, indicator: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "select period, count(distinct subject_id) as n from observation \
                   where indicator = $1 and to_batch is null group by period order by period desc";
        let rows = sqlx::query(sql).bind(indicator.to_owned()).fetch_all(&self.reads).await?;
        rows.iter().map(|row| Ok((text(row, "period")?, int(row, "n")?))).collect()
    }

    /// What each source brought that brought anything.
    pub async fn source_stock(&self) -> Result<Vec<Stock>, StoreError> {
        let sql = "select source_id, count(*) as n_batches, cast(sum(n_values) as bigint) as n_values, \
                   max(made_at) as latest from batch where state = 'committed' and kind <> 'undo' group by source_id";
        let rows = sqlx::query(sql).fetch_all(&self.reads).await?;
        let stock = |row: &AnyRow| {
            Ok(Stock {
                source_id: int(row, "source_id")?,
                n_batches: int(row, "n_batches")?,
                n_values: int(row, "n_values")?,
                latest: text(row, "latest")?,
            })
        };
        rows.iter().map(stock).collect()
    }

    /// The indicators that a source gives.
    pub async fn indicators_of_source(&self, source: i64) -> Result<Vec<String>, StoreError> {
        let sql = "select f.indicator from batch b join batch_figure f on f.batch_id = b.id where b.source_id = $1 \
                   group by f.indicator having sum(f.n_opened - f.n_closed) > 0 order by f.indicator";
        let rows = sqlx::query(sql).bind(source).fetch_all(&self.reads).await?;
        rows.iter().map(|row| text(row, "indicator")).collect()
    }

    /// The source of a code.
    pub async fn source(&self, code: &str) -> Result<Option<Source>, StoreError> {
        let row = sqlx::query("select * from source where code = $1").bind(code).fetch_optional(&self.reads).await?;
        row.as_ref().map(source).transpose()
    }
}

impl Write {
    /// Adds a source behind all others.
    pub async fn add_source(&mut self, new: &NewSource) -> Result<i64, StoreError> {
        let id = self.next_id("select coalesce(max(id), 0) + 1 from source").await?;
        let sql = "insert into source (id, code, name, permitted_use, precedence) values ($1, $2, $3, $4, $5) \
                   on conflict do nothing";
        let done = sqlx::query(sql)
            .bind(id)
            .bind(&new.code)
            .bind(&new.name)
            .bind(new.permitted_use.code())
            .bind(id)
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 0 {
            return Err(StoreError::Exists { what: "source", which: new.code.clone() });
        }
        Ok(id)
    }

    /// Writes what may be changed of a source; refused where somebody changed it since it was read.
    pub async fn change_source(&mut self, changed: &Source) -> Result<(), StoreError> {
        let state = if changed.withdrawn.is_some() { "withdrawn" } else { "in_use" };
        let sql = "update source set name = $1, authority = $2, precedence = $3, state = $4, reason = $5, \
                   permitted_use = $8, version = version + 1 where id = $6 and version = $7";
        let done = sqlx::query(sql)
            .bind(&changed.name)
            .bind(&changed.authority)
            .bind(changed.precedence)
            .bind(state)
            .bind(&changed.withdrawn)
            .bind(changed.id)
            .bind(changed.version)
            .bind(changed.permitted_use.code())
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 0 { Err(StoreError::Stale("source")) } else { Ok(()) }
    }
}

pub(crate) fn source(row: &AnyRow) -> Result<Source, StoreError> {
    let withdrawn = text(row, "state")? == "withdrawn";
    Ok(Source {
        id: int(row, "id")?,
        code: text(row, "code")?,
        name: text(row, "name")?,
        permitted_use: word(row, "permitted_use", PermittedUse::parse)?,
        authority: maybe_text(row, "authority")?,
        precedence: int(row, "precedence")?,
        withdrawn: withdrawn.then(|| maybe_text(row, "reason").map(Option::unwrap_or_default)).transpose()?,
        version: int(row, "version")?,
    })
}
