//! Held titles (持有资格): what lists say that others granted, never our own assessment.

use std::collections::{HashMap, HashSet};

use huoju_model::Scope;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::observation::Written;
use crate::rows::{COLUMN, Cell, insert, int, marks, maybe_text, packed, text, unpacked};
use crate::{Store, StoreError, Write};

/// A title and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Who.
    pub subject_id: i64,
    /// The title: 高新技术企业.
    pub title: String,
    /// Its number on the certificate or in the list.
    pub number: Option<String>,
    /// The batch of the list: 2025年第4批.
    pub batch_no: Option<String>,
    /// The day it was announced, ISO 8601.
    pub granted_on: Option<String>,
    /// The last day it holds.
    pub valid_to: Option<String>,
    /// The scheme by which the list's day makes that its last; `None` where the list says it itself.
    pub end_by: Option<String>,
    /// The holder's name as the list has it.
    pub listed_as: String,
    /// The cell of that name.
    pub place: String,
}

/// How many hold a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The title.
    pub title: String,
    /// How many hold it, each counted once.
    pub n: i64,
    /// The batches that say so.
    pub batches: Vec<i64>,
}

/// From when to when somebody holds a title, as one list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Who.
    pub subject_id: i64,
    /// The day it was announced, ISO 8601; empty where the list doesn't say.
    pub from: String,
    /// The last day it holds; empty where the list doesn't say.
    pub to: String,
}

/// What makes two entries of one source's lists the same title held.
type Key = (i64, String, Option<String>, Option<String>);

impl Title {
    fn key(&self) -> Key {
        // A number is enough; without one the list's batch and day are.
        let batch = if self.number.is_some() { None } else { self.batch_no.clone().or(self.granted_on.clone()) };
        (self.subject_id, self.title.clone(), self.number.clone(), batch)
    }

    fn says_the_same(&self, other: &Title) -> bool {
        self.said() == other.said()
    }

    fn said(&self) -> [&Option<String>; 4] {
        [&self.batch_no, &self.granted_on, &self.valid_to, &self.end_by]
    }
}

impl Store {
    /// The titles that a subject holds or held, the latest first, each with the batch that brought it.
    pub async fn titles_of(&self, _: Scope, subject: i64) -> Result<Vec<(Title, i64)>, StoreError> {
        let sql = "select * from title where subject_id = $1 and to_batch is null \
                   order by coalesce(granted_on, '') desc, title, id";
        let rows = sqlx::query(sql).bind(subject).fetch_all(&self.reads).await?;
        rows.iter().map(|row| Ok((title(row)?, int(row, "from_batch")?))).collect()
    }
}

impl Store {
    /// The titles that each of these subjects holds on a day (ISO 8601).
    pub async fn titles_on(&self, subjects: &[i64], day: &str) -> Result<HashMap<i64, Vec<String>>, StoreError> {
        let mut held: HashMap<i64, Vec<String>> = HashMap::new();
        for some in subjects.chunks(1_000) {
            let sql = format!(
                "select distinct subject_id, title from title where subject_id in ({}) and to_batch is null \
                 and (granted_on is null or granted_on <= $1) and (valid_to is null or valid_to >= $1) order by title",
                marks(2, some.len())
            );
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)).bind(day), |query, id| query.bind(*id));
            for row in query.fetch_all(&self.reads).await? {
                held.entry(int(&row, "subject_id")?).or_default().push(text(&row, "title")?);
            }
        }
        Ok(held)
    }

    /// From when to when who holds or held a title, by every list that is known, whoever may see them: fit for counting
    /// and for rows that are asked for within a scope.
    pub async fn spans_of(&self, title: &str) -> Result<Vec<Span>, StoreError> {
        let sql = format!(
            "select {} from title where title = $1 and to_batch is null",
            packed(&["subject_id", "granted_on", "valid_to"])
        );
        let row = sqlx::query(AssertSqlSafe(sql)).bind(title.to_owned()).fetch_one(&self.reads).await?;
        unpacked(&row, |line| {
            let mut parts = line.split(COLUMN);
            let (subject, from, to) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Span { subject_id: subject.parse().ok()?, from: from.to_owned(), to: to.to_owned() })
        })
    }

    /// The titles that anybody holds or held.
    pub async fn titles(&self) -> Result<Vec<String>, StoreError> {
        let sql = "select distinct title from title where to_batch is null order by title";
        sqlx::query(sql).fetch_all(&self.reads).await?.iter().map(|row| text(row, "title")).collect()
    }

    /// How many hold each title on a day (ISO 8601), the most first.
    pub async fn titles_held(&self, scope: Scope, day: &str) -> Result<Vec<Held>, StoreError> {
        let held = "from title t where t.to_batch is null and (t.granted_on is null or t.granted_on <= $1) \
                    and (t.valid_to is null or t.valid_to >= $1) and ($2 = 0 or exists (select 1 from membership m \
                    where m.subject_id = t.subject_id and m.of_id = $2 and m.to_batch is null))";
        let counts = format!(
            "select t.title, count(distinct t.subject_id) as n {held} group by t.title order by n desc, t.title"
        );
        let batches = format!("select distinct t.title, t.from_batch {held} order by t.from_batch");
        let bound = |sql: String| {
            sqlx::query(AssertSqlSafe(sql)).bind(day.to_owned()).bind(scope.within.unwrap_or(0)).fetch_all(&self.reads)
        };
        let mut of: HashMap<String, Vec<i64>> = HashMap::new();
        for row in bound(batches).await? {
            of.entry(text(&row, "title")?).or_default().push(int(&row, "from_batch")?);
        }
        let held = |row: &AnyRow| {
            let title = text(row, "title")?;
            let batches = of.get(&title).cloned().unwrap_or_default();
            Ok(Held { title, n: int(row, "n")?, batches })
        };
        bound(counts).await?.iter().map(held).collect()
    }
}

impl Write {
    /// Writes the titles that a batch brings. What its source's lists say already is left alone; what they say
    /// otherwise of the same number is closed.
    pub async fn grant(&mut self, batch: i64, source: i64, new: Vec<Title>) -> Result<Written, StoreError> {
        let known = self.granted(source, &new).await?;
        let (mut written, mut rows) = (Written::default(), Vec::with_capacity(new.len()));
        let first = self.next_id("select coalesce(max(id), 0) + 1 from title").await?;
        let mut seen = HashSet::new();
        for title in new {
            // A list that gives one number twice gives it once.
            if !seen.insert(title.key()) {
                continue;
            }
            match known.get(&title.key()) {
                Some((_, old)) if old.says_the_same(&title) => {
                    written.n_same += 1;
                    continue;
                }
                Some((id, _)) => {
                    written.n_changed += 1;
                    let sql = "update title set to_batch = $1 where id = $2";
                    sqlx::query(sql).bind(batch).bind(*id).execute(self.connection()).await?;
                }
                None => written.n_new += 1,
            }
            rows.push(cells(first + rows.len() as i64, title, batch));
        }
        let into = "title (id, subject_id, title, number, batch_no, granted_on, valid_to, end_by, listed_as, place, from_batch)";
        insert(self.connection(), into, 11, rows).await?;
        Ok(written)
    }

    /// What the source's lists have said so far of these titles.
    async fn granted(&mut self, source: i64, new: &[Title]) -> Result<HashMap<Key, (i64, Title)>, StoreError> {
        let mut known = HashMap::new();
        let titles: std::collections::BTreeSet<&str> = new.iter().map(|title| title.title.as_str()).collect();
        for name in titles {
            let sql = "select t.* from title t join batch b on b.id = t.from_batch \
                       where t.title = $1 and b.source_id = $2 and t.to_batch is null";
            for row in sqlx::query(sql).bind(name).bind(source).fetch_all(self.connection()).await? {
                let title = title(&row)?;
                known.insert(title.key(), (int(&row, "id")?, title));
            }
        }
        Ok(known)
    }
}

/// A row of `title`.
pub(crate) fn title(row: &AnyRow) -> Result<Title, StoreError> {
    Ok(Title {
        subject_id: int(row, "subject_id")?,
        title: text(row, "title")?,
        number: maybe_text(row, "number")?,
        batch_no: maybe_text(row, "batch_no")?,
        granted_on: maybe_text(row, "granted_on")?,
        valid_to: maybe_text(row, "valid_to")?,
        end_by: maybe_text(row, "end_by")?,
        listed_as: text(row, "listed_as")?,
        place: maybe_text(row, "place")?.unwrap_or_default(),
    })
}

fn cells(id: i64, title: Title, batch: i64) -> Vec<Cell> {
    vec![
        id.into(),
        title.subject_id.into(),
        title.title.into(),
        title.number.into(),
        title.batch_no.into(),
        title.granted_on.into(),
        title.valid_to.into(),
        title.end_by.into(),
        title.listed_as.into(),
        title.place.into(),
        batch.into(),
    ]
}
