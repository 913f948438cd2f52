//! What registers (登记) say of subjects: their names with the days they were borne, where they belong, and whom they
//! were merged into. Said anew, what stood before is closed and not deleted.

use std::collections::{HashMap, HashSet};

use huoju_model::Scope;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::names;
use crate::rows::{Cell, insert, int, marks, maybe_int, maybe_text, text};
use crate::{Store, StoreError, Write};

/// A name and the days it was borne: from the first day to the day on which the next one held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Whose.
    pub subject_id: i64,
    /// The name.
    pub name: String,
    /// The first day, where known.
    pub valid_from: Option<String>,
    /// The day it was given up, where it was and the day is known.
    pub valid_to: Option<String>,
}

/// A name of an enterprise as lists are compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The name and its days.
    pub name: Name,
    /// The key it is compared by.
    pub key: String,
    /// Whether it is the present name.
    pub is_present: bool,
    /// The enterprise's code.
    pub code: Option<String>,
    /// Whom the enterprise was merged into.
    pub merged_into: Option<i64>,
}

/// That a subject belongs to another: registered in a zone, working in it, incubated by a carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub subject_id: i64,
    /// To whom.
    pub of_id: i64,
    /// How: `registered`, `working`, `incubated`, `part`.
    pub role: String,
    /// The first day, where known.
    pub valid_from: Option<String>,
    /// The last day, where it ended.
    pub valid_to: Option<String>,
}

impl Store {
    /// The names of a subject, the present one and those it once bore, each with the batch that brought it.
    pub async fn names_of(&self, _: Scope, subject: i64) -> Result<Vec<(Name, i64)>, StoreError> {
        let sql = "select * from subject_name where subject_id = $1 and to_batch is null \
                   order by coalesce(valid_to, '9999'), from_batch";
        let rows = sqlx::query(sql).bind(subject).fetch_all(&self.reads).await?;
        rows.iter().map(|row| Ok((name(row)?, int(row, "from_batch")?))).collect()
    }

    /// The zones and carriers that anybody belongs to: row, name, and how many belong there, the most first.
    pub async fn places(&self, scope: Scope) -> Result<Vec<(i64, String, i64)>, StoreError> {
        let sql = "select s.id, s.name, count(distinct m.subject_id) as n from membership m \
                   join subject s on s.id = m.of_id where m.to_batch is null and ($1 = 0 or s.id = $1) \
                   group by s.id, s.name order by n desc, s.id";
        let rows = sqlx::query(sql).bind(scope.within.unwrap_or(0)).fetch_all(&self.reads).await?;
        rows.iter().map(|row| Ok((int(row, "id")?, text(row, "name")?, int(row, "n")?))).collect()
    }

    /// Where a subject belongs, each with the other's name.
    pub async fn memberships_of(&self, _: Scope, subject: i64) -> Result<Vec<(Membership, String)>, StoreError> {
        let sql = "select m.*, s.name from membership m join subject s on s.id = m.of_id \
                   where m.subject_id = $1 and m.to_batch is null order by m.role desc, m.of_id";
        let rows = sqlx::query(sql).bind(subject).fetch_all(&self.reads).await?;
        rows.iter().map(|row| Ok((membership(row)?, text(row, "name")?))).collect()
    }

    /// The names of what each of these subjects belongs to, a zone or a carrier, each once.
    pub async fn places_of(&self, subjects: &[i64]) -> Result<HashMap<i64, Vec<String>>, StoreError> {
        let mut places: HashMap<i64, Vec<String>> = HashMap::new();
        for some in subjects.chunks(1_000) {
            let sql = format!(
                "select distinct m.subject_id, s.name from membership m join subject s on s.id = m.of_id \
                 where m.subject_id in ({}) and m.to_batch is null order by m.subject_id, s.name",
                marks(1, some.len())
            );
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            for row in query.fetch_all(&self.reads).await? {
                places.entry(int(&row, "subject_id")?).or_default().push(text(&row, "name")?);
            }
        }
        Ok(places)
    }

    /// Every name of every enterprise, for comparing lists with.
    pub async fn bearers(&self) -> Result<Vec<Bearer>, StoreError> {
        bearers(&mut *self.reads.acquire().await?).await
    }
}

impl Write {
    /// As [`Store::bearers`], inside this change.
    pub async fn bearers(&mut self) -> Result<Vec<Bearer>, StoreError> {
        bearers(self.connection()).await
    }

    /// The subjects of a kind by the keys of their names, former ones too.
    pub async fn keys_of_kind(&mut self, kind: &str) -> Result<HashMap<String, i64>, StoreError> {
        let sql = "select n.name_key, n.subject_id from subject_name n join subject s on s.id = n.subject_id \
                   where s.kind = $1 and n.to_batch is null and s.to_batch is null order by n.subject_id desc";
        let rows = sqlx::query(sql).bind(kind).fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok((text(row, "name_key")?, int(row, "subject_id")?))).collect()
    }

    /// Writes names with their days. A name that stands with other days is closed first; one that stands as it is said
    /// is left alone, and so are names that nothing is said of.
    pub async fn set_names(&mut self, batch: i64, new: Vec<Name>) -> Result<(), StoreError> {
        let subjects: Vec<i64> = new.iter().map(|name| name.subject_id).collect();
        let rows = self.open_rows("subject_name", &subjects).await?;
        let mut stands: HashMap<(i64, String), Vec<Name>> = HashMap::new();
        for row in &rows {
            let name = name(row)?;
            stands.entry((name.subject_id, text(row, "name_key")?)).or_default().push(name);
        }
        let mut cells = Vec::new();
        for name in new {
            let key = (name.subject_id, names::key(&name.name));
            let old = stands.get(&key).map_or(&[] as &[Name], Vec::as_slice);
            if old == [name.clone()] {
                continue;
            }
            if !old.is_empty() {
                let sql = "update subject_name set to_batch = $1 where subject_id = $2 and name_key = $3 and to_batch is null";
                sqlx::query(sql).bind(batch).bind(key.0).bind(&key.1).execute(self.connection()).await?;
            }
            cells.push(name_cells(name, batch));
        }
        insert(self.connection(), NAME_COLUMNS, 7, cells).await
    }

    /// Gives a subject another present name; its names with their days are [`set_names`](Self::set_names)'s.
    pub async fn rename(&mut self, subject: i64, name: &str) -> Result<(), StoreError> {
        let sql = "update subject set name = $1, name_key = $2, initials = $3, version = version + 1 where id = $4";
        sqlx::query(sql)
            .bind(name)
            .bind(names::key(name))
            .bind(names::initials(name))
            .bind(subject)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Says where subjects belong in one role, all of it: what stands otherwise for them in this role is closed.
    /// How many memberships are new.
    pub async fn set_memberships(
        &mut self,
        batch: i64,
        role: &str,
        subjects: &[i64],
        new: Vec<Membership>,
    ) -> Result<usize, StoreError> {
        let rows = self.open_rows("membership", subjects).await?;
        let stands = rows.iter().map(membership).collect::<Result<Vec<_>, _>>()?;
        for old in stands.iter().filter(|old| old.role == role && !new.contains(old)) {
            let sql = "update membership set to_batch = $1 \
                       where subject_id = $2 and of_id = $3 and role = $4 and to_batch is null";
            let query = sqlx::query(sql).bind(batch).bind(old.subject_id).bind(old.of_id).bind(role);
            query.execute(self.connection()).await?;
        }
        let mut seen = HashSet::new();
        let missing = |one: &Membership| !stands.contains(one) && seen.insert((one.subject_id, one.of_id));
        let cells: Vec<Vec<Cell>> =
            { new }.into_iter().filter(missing).map(|one| membership_cells(one, batch)).collect();
        let n = cells.len();
        insert(self.connection(), MEMBERSHIP_COLUMNS, 6, cells).await?;
        Ok(n)
    }

    /// Records that a subject was merged into another, unless that is known.
    pub async fn merge(&mut self, batch: i64, subject: i64, into: i64) -> Result<bool, StoreError> {
        let sql = "update subject set merged_into = $1, version = version + 1 \
                   where id = $2 and (merged_into is null or merged_into <> $1)";
        let done = sqlx::query(sql).bind(into).bind(subject).execute(self.connection()).await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        let sql = "update link set to_batch = $1 where subject_id = $2 and kind = 'successor' and to_batch is null";
        sqlx::query(sql).bind(batch).bind(subject).execute(self.connection()).await?;
        let sql = "insert into link (subject_id, to_id, kind, from_batch) values ($1, $2, 'successor', $3)";
        sqlx::query(sql).bind(subject).bind(into).bind(batch).execute(self.connection()).await?;
        Ok(true)
    }

    /// The rows of a table that stand open for these subjects.
    async fn open_rows(&mut self, table: &'static str, subjects: &[i64]) -> Result<Vec<AnyRow>, StoreError> {
        let mut rows = Vec::new();
        for some in subjects.chunks(1_000) {
            let sql =
                format!("select * from {table} where to_batch is null and subject_id in ({})", marks(1, some.len()));
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, subject| query.bind(subject));
            rows.extend(query.fetch_all(self.connection()).await?);
        }
        Ok(rows)
    }
}

const NAME_COLUMNS: &str = "subject_name (subject_id, name, name_key, initials, valid_from, valid_to, from_batch)";
const MEMBERSHIP_COLUMNS: &str = "membership (subject_id, of_id, role, valid_from, valid_to, from_batch)";

async fn bearers(connection: &mut AnyConnection) -> Result<Vec<Bearer>, StoreError> {
    let sql = "select n.*, s.name_key as present, s.code, s.merged_into from subject_name n \
               join subject s on s.id = n.subject_id \
               where n.to_batch is null and s.to_batch is null and s.kind = 'enterprise' order by n.subject_id";
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    let bearer = |row: &AnyRow| {
        let key = text(row, "name_key")?;
        let is_present = key == text(row, "present")?;
        let (code, merged_into) = (maybe_text(row, "code")?, maybe_int(row, "merged_into")?);
        Ok(Bearer { name: name(row)?, key, is_present, code, merged_into })
    };
    rows.iter().map(bearer).collect()
}

fn name(row: &AnyRow) -> Result<Name, StoreError> {
    Ok(Name {
        subject_id: int(row, "subject_id")?,
        name: text(row, "name")?,
        valid_from: maybe_text(row, "valid_from")?,
        valid_to: maybe_text(row, "valid_to")?,
    })
}

fn name_cells(name: Name, batch: i64) -> Vec<Cell> {
    let (key, initials) = (names::key(&name.name), names::initials(&name.name));
    vec![
        name.subject_id.into(),
        name.name.into(),
        key.into(),
        initials.into(),
        name.valid_from.into(),
        name.valid_to.into(),
        batch.into(),
    ]
}

fn membership(row: &AnyRow) -> Result<Membership, StoreError> {
    Ok(Membership {
        subject_id: int(row, "subject_id")?,
        of_id: int(row, "of_id")?,
        role: text(row, "role")?,
        valid_from: maybe_text(row, "valid_from")?,
        valid_to: maybe_text(row, "valid_to")?,
    })
}

fn membership_cells(one: Membership, batch: i64) -> Vec<Cell> {
    vec![
        one.subject_id.into(),
        one.of_id.into(),
        one.role.into(),
        one.valid_from.into(),
        one.valid_to.into(),
        batch.into(),
    ]
}
