//! What there is of one indicator: of how many subjects of which kind in each period, and of how many of them sources say
//! different things.
//!
//! A period that one source alone gives is counted from what is kept by batch, as each of its figures is another
//! subject's; of those, only the few that are no enterprises are looked at. The figures themselves are read where several
//! sources give a period.

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::rows::{int, text};
use crate::{Store, StoreError};

/// What there is of an indicator in one period, of one kind of subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The period.
    pub period: String,
    /// `enterprise`, `zone`, …
    pub kind: String,
    /// How many subjects have a value.
    pub n_subjects: i64,
    /// Of how many among them sources say different things.
    pub n_differing: i64,
}

/// Of each period, how many sources give the indicator and how many figures of it stand open.
const PERIODS: &str = "with given as (select f.period, b.source_id, sum(f.n_opened - f.n_closed) as n \
     from batch_figure f join batch b on b.id = f.batch_id where f.indicator = $1 \
     group by f.period, b.source_id having sum(f.n_opened - f.n_closed) > 0), \
     periods as (select period, count(*) as n_sources, cast(sum(n) as bigint) as n from given group by period)";

/// Of whom nearly all figures are.
const MOST: &str = "enterprise";

impl Store {
    /// What there is of one indicator, the last period first.
    pub async fn years_of(&self, indicator: &str) -> Result<Vec<Year>, StoreError> {
        let mut years = self.compared(indicator).await?;
        years.extend(self.counted(indicator).await?);
        years.sort_by(|a, b| b.period.cmp(&a.period).then_with(|| a.kind.cmp(&b.kind)));
        Ok(years)
    }

    /// Of the periods that several sources give.
    async fn compared(&self, indicator: &str) -> Result<Vec<Year>, StoreError> {
        let sql = format!(
            "{PERIODS} select k.period, s.kind, count(*) as n_subjects, cast(sum(k.differs) as bigint) as n_differing from \
             (select period, subject_id, case when min(value) <> max(value) \
             or (max(value) is null and min(said) <> max(said)) then 1 else 0 end as differs \
             from observation where indicator = $1 and to_batch is null \
             and period in (select period from periods where n_sources > 1) group by period, subject_id) k \
             join subject s on s.id = k.subject_id group by k.period, s.kind"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(indicator).fetch_all(&self.reads).await?;
        rows.iter().map(year).collect()
    }

    /// Of the periods that one source gives.
    async fn counted(&self, indicator: &str) -> Result<Vec<Year>, StoreError> {
        let sql = format!(
            "{PERIODS} select o.period, s.kind, count(*) as n_subjects, cast(0 as bigint) as n_differing \
             from subject s cross join observation o where s.kind <> $2 and o.subject_id = s.id and o.indicator = $1 \
             and o.to_batch is null and o.period in (select period from periods where n_sources = 1) \
             group by o.period, s.kind"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(indicator).bind(MOST).fetch_all(&self.reads).await?;
        let mut years = rows.iter().map(year).collect::<Result<Vec<_>, _>>()?;
        let sql = format!("{PERIODS} select period, n from periods where n_sources = 1");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(indicator).fetch_all(&self.reads).await?;
        let mut left: BTreeMap<String, i64> =
            rows.iter().map(|row| Ok((text(row, "period")?, int(row, "n")?))).collect::<Result<_, StoreError>>()?;
        for other in &years {
            left.entry(other.period.clone()).and_modify(|n| *n -= other.n_subjects);
        }
        let of_most = left.into_iter().filter(|(_, n)| *n > 0);
        years.extend(of_most.map(|(period, n_subjects)| Year {
            period,
            kind: MOST.to_owned(),
            n_subjects,
            n_differing: 0,
        }));
        Ok(years)
    }
}

fn year(row: &AnyRow) -> Result<Year, StoreError> {
    Ok(Year {
        period: text(row, "period")?,
        kind: text(row, "kind")?,
        n_subjects: int(row, "n_subjects")?,
        n_differing: int(row, "n_differing")?,
    })
}
