//! Observations (观测值): one value of one indicator for one subject and period, by one source.

use std::collections::HashMap;

use huoju_model::{Period, Scope};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::rows::{COLUMN, Cell, insert, int, marks, maybe_int, maybe_text, packed, period, text, unpacked, word};
use crate::{Store, StoreError, Write};

/// How firm a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// 终报.
    Actual,
    /// 初报: tax figures before the annual settlement.
    Provisional,
    /// 修订: it replaced another value of the same source.
    Revised,
    /// Asked for and not there.
    Missing,
    /// 不适用.
    NotApplicable,
    /// 保密: there, and not shown.
    Suppressed,
}

impl Status {
    const ALL: [Status; 6] = [
        Status::Actual,
        Status::Provisional,
        Status::Revised,
        Status::Missing,
        Status::NotApplicable,
        Status::Suppressed,
    ];

    /// The word of its column.
    pub fn code(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Provisional => "provisional",
            Status::Revised => "revised",
            Status::Missing => "missing",
            Status::NotApplicable => "not_applicable",
            Status::Suppressed => "suppressed",
        }
    }

    /// Reads [`code`](Self::code) back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == word)
    }
}

/// What was observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An amount in smallest units, a fact as 0 or 1, a day since 1970-01-01.
    Whole(i64),
    /// A category's name or a text.
    Said(String),
}

/// One value, as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Of whom.
    pub subject_id: i64,
    /// Of what.
    pub indicator: String,
    /// For when.
    pub period: Period,
    /// By whom.
    pub source_id: i64,
    /// How firm.
    pub status: Status,
    /// What; none where it is missing, not applicable or suppressed.
    pub value: Option<Value>,
    /// What its source says of the value besides: 超, 比2016年.
    pub words: Option<String>,
    /// The cell it was read from: `F17`.
    pub place: Option<String>,
    /// The batch that brought it.
    pub from_batch: i64,
    /// The batch that closed it.
    pub to_batch: Option<i64>,
}

/// One value that a batch brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewObservation {
    /// Of whom.
    pub subject_id: i64,
    /// Of what.
    pub indicator: String,
    /// For when.
    pub period: Period,
    /// What.
    pub value: Value,
    /// What its source says of the value besides.
    pub words: Option<String>,
    /// The cell it was read from.
    pub place: String,
}

/// What there is of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The indicator.
    pub indicator: String,
    /// How many values stand.
    pub n: i64,
    /// The first period.
    pub first: String,
    /// The last period.
    pub last: String,
}

/// What came of writing observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Values that nobody had brought before.
    pub n_new: i64,
    /// Values that replaced another one of the same source.
    pub n_changed: i64,
    /// Values that the source had brought already.
    pub n_same: i64,
}

impl Store {
    /// The last word that stands of an indicator for each of these subjects: an industry, an address. `only_told`: what
    /// is 统计专用 without an authority on record is left out, as a file that leaves the house demands.
    pub async fn words_of(
        &self,
        indicator: &str,
        subjects: &[i64],
        only_told: bool,
    ) -> Result<HashMap<i64, String>, StoreError> {
        let told = "and exists (select 1 from source s where s.id = observation.source_id \
                    and (s.permitted_use <> 'statistics' or s.authority is not null))";
        let told = if only_told { told } else { "" };
        let mut said = HashMap::new();
        for some in subjects.chunks(1_000) {
            let sql = format!(
                "select subject_id, said from observation where subject_id in ({}) and indicator = $1 \
                 and to_batch is null and said is not null {told} order by period, from_batch",
                marks(2, some.len())
            );
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)).bind(indicator), |query, id| query.bind(*id));
            for row in query.fetch_all(&self.reads).await? {
                said.insert(int(&row, "subject_id")?, text(&row, "said")?);
            }
        }
        Ok(said)
    }

    /// All that is known of a subject as of a batch, by indicator, period and source.
    pub async fn observations_of(&self, _: Scope, subject: i64, as_of: i64) -> Result<Vec<Observation>, StoreError> {
        self.known_of(subject, as_of, &[]).await
    }

    /// What is known of a subject as of a batch: of these indicators, or of all where none is named. A subject's values
    /// lie scattered over the table, as they came batch by batch, so that each that isn't asked for is a page less.
    pub(crate) async fn known_of(
        &self,
        subject: i64,
        as_of: i64,
        indicators: &[&str],
    ) -> Result<Vec<Observation>, StoreError> {
        let columns =
            ["indicator", "period", "source_id", "status", "value", "said", "place", "from_batch", "to_batch"];
        let among = match indicators {
            [] => String::new(),
            some => format!("and indicator in ({})", marks(3, some.len())),
        };
        let sql = format!(
            "select {} from observation where subject_id = $1 and from_batch <= $2 \
             and (to_batch is null or to_batch > $2) {among}",
            packed(&columns)
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(subject).bind(as_of);
        let query = indicators.iter().fold(query, |query, code| query.bind((*code).to_owned()));
        let row = query.fetch_one(&self.reads).await?;
        let mut known = unpacked(&row, |line| unpacked_observation(subject, line))?;
        known.sort_by_cached_key(|one| (one.indicator.clone(), one.period.to_string(), one.source_id));
        Ok(known)
    }

    /// Every value that one figure ever had, the first first.
    pub async fn history_of(
        &self,
        _: Scope,
        subject: i64,
        indicator: &str,
        period: Period,
    ) -> Result<Vec<Observation>, StoreError> {
        let sql = "select * from observation where subject_id = $1 and indicator = $2 and period = $3 order by from_batch, source_id";
        let rows =
            sqlx::query(sql).bind(subject).bind(indicator).bind(period.to_string()).fetch_all(&self.reads).await?;
        rows.iter().map(observation).collect()
    }

    /// What a source has said so far of the same indicators and periods as these values.
    pub async fn known(
        &self,
        source: i64,
        new: &[NewObservation],
    ) -> Result<HashMap<Key, (Value, Status)>, StoreError> {
        known(&mut *self.reads.acquire().await?, source, new).await
    }

    /// What there is of each indicator that anything is known of.
    pub async fn coverage(&self) -> Result<Vec<Coverage>, StoreError> {
        let sql = "select indicator, cast(sum(n) as bigint) as n, min(period) as first_period, max(period) as last_period \
                   from (select indicator, period, sum(n_opened - n_closed) as n from batch_figure \
                   group by indicator, period) standing where n > 0 group by indicator";
        let rows = sqlx::query(sql).fetch_all(&self.reads).await?;
        let coverage = |row: &AnyRow| {
            Ok(Coverage {
                indicator: text(row, "indicator")?,
                n: int(row, "n")?,
                first: text(row, "first_period")?,
                last: text(row, "last_period")?,
            })
        };
        rows.iter().map(coverage).collect()
    }

    /// The rows of the sources that give an indicator.
    pub async fn sources_of_indicator(&self, indicator: &str) -> Result<Vec<i64>, StoreError> {
        let sql = "select b.source_id from batch_figure f join batch b on b.id = f.batch_id where f.indicator = $1 \
                   group by b.source_id having sum(f.n_opened - f.n_closed) > 0";
        let rows = sqlx::query(sql).bind(indicator).fetch_all(&self.reads).await?;
        rows.iter().map(|row| int(row, "source_id")).collect()
    }

    /// How many values stand open.
    pub async fn n_observations(&self) -> Result<i64, StoreError> {
        let sql = "select cast(coalesce(sum(n_opened - n_closed), 0) as bigint) as n from batch_figure";
        int(&sqlx::query(sql).fetch_one(&self.reads).await?, "n")
    }
}

/// A subject, an indicator and a period.
pub type Key = (i64, String, String);

/// Whether a source that said `old` says the same again.
pub fn says_again((value, old): &(Value, Status), new: &Value, status: Status) -> bool {
    value == new && (*old == status || *old == Status::Revised)
}

/// What a source has said so far of the same indicators and periods.
async fn known(
    connection: &mut AnyConnection,
    source: i64,
    new: &[NewObservation],
) -> Result<HashMap<Key, (Value, Status)>, StoreError> {
    let mut pairs: Vec<(String, String)> = new.iter().map(|o| (o.indicator.clone(), o.period.to_string())).collect();
    pairs.sort();
    pairs.dedup();
    let mut known = HashMap::new();
    let sql = "select subject_id, status, value, said from observation \
               where indicator = $1 and period = $2 and source_id = $3 and to_batch is null";
    for (indicator, period) in pairs {
        let rows = sqlx::query(sql).bind(&indicator).bind(&period).bind(source).fetch_all(&mut *connection).await?;
        for row in rows {
            let Some(value) = value(&row)? else { continue };
            let key = (int(&row, "subject_id")?, indicator.clone(), period.clone());
            known.insert(key, (value, word(&row, "status", Status::parse)?));
        }
    }
    Ok(known)
}

impl Write {
    /// Writes a batch's values: what its source said before and says again is left alone, what it says otherwise now
    /// closes the old value and stands as revised, unless the old one was only provisional.
    pub async fn observe(
        &mut self,
        batch: i64,
        source: i64,
        status: Status,
        new: Vec<NewObservation>,
    ) -> Result<Written, StoreError> {
        let known = known(self.connection(), source, &new).await?;
        let mut written = Written::default();
        let (mut rows, mut closed) = (Vec::with_capacity(new.len()), Vec::new());
        for observation in new {
            let key: Key = (observation.subject_id, observation.indicator.clone(), observation.period.to_string());
            let stands = match known.get(&key) {
                Some(old) if says_again(old, &observation.value, status) => {
                    written.n_same += 1;
                    continue;
                }
                Some((value, old)) => {
                    written.n_changed += 1;
                    closed.push(key.clone());
                    let revises =
                        *old != Status::Provisional && *value != observation.value && status == Status::Actual;
                    if revises { Status::Revised } else { status }
                }
                None => {
                    written.n_new += 1;
                    status
                }
            };
            rows.push(cells(key, source, stands, observation, batch));
        }
        self.close(batch, source, closed).await?;
        let into = "observation (subject_id, indicator, period, source_id, status, value, said, place, from_batch)";
        insert(self.connection(), into, 9, rows).await?;
        self.count_figures(batch).await?;
        Ok(written)
    }

    /// Counts the values that a batch brought and closed, once it has done so.
    pub(crate) async fn count_figures(&mut self, batch: i64) -> Result<(), StoreError> {
        let sql = "insert into batch_figure (batch_id, indicator, period, n_opened, n_closed) \
                   select cast($1 as bigint), indicator, period, cast(sum(opened) as bigint), cast(sum(closed) as bigint) \
                   from (select indicator, period, count(*) as opened, 0 as closed from observation \
                   where from_batch = $1 group by indicator, period union all \
                   select indicator, period, 0, count(*) from observation where to_batch = $1 group by indicator, period) \
                   counted where true group by indicator, period on conflict (batch_id, indicator, period) \
                   do update set n_opened = excluded.n_opened, n_closed = excluded.n_closed";
        sqlx::query(sql).bind(batch).execute(self.connection()).await?;
        Ok(())
    }

    /// Closes values, many subjects at once for each indicator and period.
    async fn close(&mut self, batch: i64, source: i64, closed: Vec<Key>) -> Result<(), StoreError> {
        let mut groups: HashMap<(String, String), Vec<i64>> = HashMap::new();
        for (subject, indicator, period) in closed {
            groups.entry((indicator, period)).or_default().push(subject);
        }
        for ((indicator, period), subjects) in groups {
            for some in subjects.chunks(1_000) {
                let sql = format!(
                    "update observation set to_batch = $1 where indicator = $2 and period = $3 and source_id = $4 \
                     and to_batch is null and subject_id in ({})",
                    marks(5, some.len())
                );
                let query = sqlx::query(AssertSqlSafe(sql)).bind(batch).bind(&indicator).bind(&period).bind(source);
                some.iter().fold(query, |query, subject| query.bind(subject)).execute(self.connection()).await?;
            }
        }
        Ok(())
    }
}

fn cells((subject, indicator, period): Key, source: i64, status: Status, new: NewObservation, batch: i64) -> Vec<Cell> {
    let (whole, said) = match new.value {
        Value::Whole(whole) => (Some(whole), new.words),
        Value::Said(said) => (None, Some(said)),
    };
    vec![
        subject.into(),
        indicator.into(),
        period.into(),
        source.into(),
        status.code().into(),
        whole.into(),
        said.into(),
        new.place.into(),
        batch.into(),
    ]
}

fn value(row: &AnyRow) -> Result<Option<Value>, StoreError> {
    Ok(maybe_int(row, "value")?.map(Value::Whole).or(maybe_text(row, "said")?.map(Value::Said)))
}

fn unpacked_observation(subject_id: i64, line: &str) -> Option<Observation> {
    let mut columns = line.split(COLUMN);
    let mut next = || columns.next();
    let words = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let whole = |text: &str| if text.is_empty() { Some(None) } else { text.parse::<i64>().ok().map(Some) };
    let (indicator, period, source_id) = (next()?.to_owned(), Period::parse(next()?).ok()?, next()?.parse().ok()?);
    let (status, value, said) = (Status::parse(next()?)?, whole(next()?)?, words(next()?));
    let (value, words_besides) = match value {
        Some(whole) => (Some(Value::Whole(whole)), said),
        None => (said.map(Value::Said), None),
    };
    Some(Observation {
        subject_id,
        indicator,
        period,
        source_id,
        status,
        value,
        words: words_besides,
        place: words(next()?),
        from_batch: next()?.parse().ok()?,
        to_batch: whole(next()?)?,
    })
}

fn observation(row: &AnyRow) -> Result<Observation, StoreError> {
    Ok(Observation {
        subject_id: int(row, "subject_id")?,
        indicator: text(row, "indicator")?,
        period: period(row, "period")?,
        source_id: int(row, "source_id")?,
        status: word(row, "status", Status::parse)?,
        value: value(row)?,
        words: if maybe_int(row, "value")?.is_some() { maybe_text(row, "said")? } else { None },
        place: maybe_text(row, "place")?,
        from_batch: int(row, "from_batch")?,
        to_batch: maybe_int(row, "to_batch")?,
    })
}
