//! Subjects (主体) and their names.

use std::collections::HashMap;

use huoju_model::{Outcome, Scope};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use crate::conditions::Conditions;
use crate::list::List;
use crate::names;
use crate::rows::{COLUMN, Cell, insert, int, marks, maybe_int, maybe_text, packed, text, unpacked};
use crate::{Store, StoreError, Write};

/// What is observed, assessed or takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The row.
    pub id: i64,
    /// `enterprise`, `zone`, `nation`, …
    pub kind: String,
    /// Unified social credit code, or another code.
    pub code: Option<String>,
    /// Its present name.
    pub name: String,
    /// The subject it was merged into.
    pub merged_into: Option<i64>,
    /// How often it was changed, from 1.
    pub version: i64,
}

/// A subject that is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubject {
    /// `enterprise`, `zone`, …
    pub kind: &'static str,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// The day from which it bears the name, where known.
    pub since: Option<String>,
}

/// What a reader looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The kind; all, if `None`.
    pub kind: Option<String>,
    /// Parts of a name, a former name, a code or pinyin initials, apart by spaces; each must be found.
    pub words: String,
    /// The zone or carrier to which it belongs.
    pub within: Option<i64>,
    /// The title that it holds, and on which day (ISO 8601).
    pub holds: Option<(String, String)>,
    /// The assessment, and how it came out there.
    pub came: Option<(String, Outcome)>,
}

impl Search {
    /// All of a kind.
    pub fn of_kind(kind: &str) -> Self {
        Search { kind: Some(kind.to_owned()), ..Search::default() }
    }

    fn conditions(&self, scope: Scope) -> Conditions {
        let mut all = Conditions::default();
        all.that("s.to_batch is null");
        all.and_if("s.kind = ?", self.kind.as_deref().filter(|kind| !kind.is_empty()));
        all.within("s.id", scope.within);
        all.within("s.id", self.within);
        if let Some((title, day)) = &self.holds {
            let holds = "s.id in (select t.subject_id from title t where t.title = ? and t.to_batch is null \
                         and (t.granted_on is null or t.granted_on <= ?) and (t.valid_to is null or t.valid_to >= ?))";
            all.and_each(holds, [title, day, day].map(|said| Cell::from(said.as_str())));
        }
        if let Some((hash, outcome)) = &self.came {
            let came = "s.id in (select r.subject_id from assessment_row r where r.hash = ? and r.outcome = ?)";
            all.and_each(came, [hash, outcome.code()].map(Cell::from));
        }
        for word in self.words.split_whitespace() {
            let key = names::key(word).replace(['%', '_'], "");
            if key.is_empty() {
                continue;
            }
            // A code is in capitals, initials are small.
            let called = match key.is_ascii() {
                true => {
                    "(s.name_key like '%' || ? || '%' or s.code like upper(?) || '%' or s.initials like '%' || ? || '%' \
                     or s.id in (select n.subject_id from subject_name n where n.to_batch is null \
                     and n.name_key like '%' || ? || '%'))"
                }
                false => {
                    "(s.name_key like '%' || ? || '%' or s.id in (select n.subject_id from subject_name n \
                     where n.to_batch is null and n.name_key like '%' || ? || '%'))"
                }
            };
            all.and(called, key);
        }
        all
    }
}

impl Store {
    /// A page of subjects in the order of their name's key, and how many there are.
    pub async fn subjects(
        &self,
        scope: Scope,
        search: &Search,
        skip: i64,
        n: i64,
    ) -> Result<(Vec<Subject>, i64), StoreError> {
        let list = List {
            all: search.conditions(scope),
            from: "subject s",
            id: "s.id",
            order: "s.name_key, s.id",
            order_from_end: "s.name_key desc, s.id desc",
        };
        let (ids, n_all) = if search.words.trim().is_empty() {
            let n_all = self.length_of(&list).await?;
            (self.page_of(&list, n_all, skip, n).await?, n_all)
        } else {
            self.page_and_length(&list, skip, n).await?
        };
        let mut rows = HashMap::with_capacity(ids.len());
        for some in ids.chunks(1_000) {
            let sql = format!("select * from subject where id in ({})", marks(1, some.len()));
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            for row in query.fetch_all(&self.reads).await? {
                let found = subject(&row)?;
                rows.insert(found.id, found);
            }
        }
        Ok((ids.iter().filter_map(|id| rows.remove(id)).collect(), n_all))
    }

    /// The rows of the subjects looked for, in the order of their name's key.
    pub async fn subject_rows(&self, scope: Scope, search: &Search) -> Result<Vec<i64>, StoreError> {
        let all = search.conditions(scope);
        let sql = format!(
            "select {} from (select s.id, row_number() over (order by s.name_key, s.id) as n from subject s where {}) found",
            packed(&["n", "id"]),
            all.sql()
        );
        let row = all.query(sql).fetch_one(&self.reads).await?;
        let of_line = |line: &str| {
            let (n, id) = line.split_once(COLUMN)?;
            Some((n.parse::<i64>().ok()?, id.parse::<i64>().ok()?))
        };
        let mut found = unpacked(&row, of_line)?;
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// Code and present name of these subjects.
    pub async fn called(&self, subjects: &[i64]) -> Result<HashMap<i64, (Option<String>, String)>, StoreError> {
        let mut names = HashMap::with_capacity(subjects.len());
        for some in subjects.chunks(1_000) {
            let sql = format!("select id, code, name from subject where id in ({})", marks(1, some.len()));
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            for row in query.fetch_all(&self.reads).await? {
                names.insert(int(&row, "id")?, (maybe_text(&row, "code")?, text(&row, "name")?));
            }
        }
        Ok(names)
    }

    /// One subject, by its row.
    pub async fn subject(&self, scope: Scope, id: i64) -> Result<Subject, StoreError> {
        let sql = "select s.* from subject s where s.id = $1 and s.to_batch is null and ($2 = 0 or exists \
                   (select 1 from membership m where m.subject_id = s.id and m.of_id = $2 and m.to_batch is null))";
        let row = sqlx::query(sql).bind(id).bind(scope.within.unwrap_or(0)).fetch_optional(&self.reads).await?;
        subject(&row.ok_or_else(|| StoreError::not_found("subject", id))?)
    }

    /// The rows of these codes.
    pub async fn by_codes(&self, codes: &[String]) -> Result<HashMap<String, i64>, StoreError> {
        by_codes(&mut *self.reads.acquire().await?, codes).await
    }

    /// The subjects that answer to a code, to a name or to a former name, whole.
    pub async fn subjects_called(&self, scope: Scope, called: &str) -> Result<Vec<Subject>, StoreError> {
        let sql = "select s.* from subject s where s.to_batch is null and (s.code = $1 or s.name_key = $2 or exists \
                   (select 1 from subject_name n where n.subject_id = s.id and n.to_batch is null and n.name_key = $2)) \
                   and ($3 = 0 or exists (select 1 from membership m where m.subject_id = s.id and m.of_id = $3 and m.to_batch is null)) \
                   order by s.id";
        let query = sqlx::query(sql).bind(called.trim().to_uppercase()).bind(names::key(called));
        let rows = query.bind(scope.within.unwrap_or(0)).fetch_all(&self.reads).await?;
        rows.iter().map(subject).collect()
    }
}

async fn by_codes(connection: &mut AnyConnection, codes: &[String]) -> Result<HashMap<String, i64>, StoreError> {
    let mut found = HashMap::with_capacity(codes.len());
    for some in codes.chunks(1_000) {
        let sql = format!("select id, code from subject where to_batch is null and code in ({})", marks(1, some.len()));
        let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, code| query.bind(code));
        for row in query.fetch_all(&mut *connection).await? {
            found.insert(text(&row, "code")?, int(&row, "id")?);
        }
    }
    Ok(found)
}

impl Write {
    /// The rows of these codes.
    pub async fn by_codes(&mut self, codes: &[String]) -> Result<HashMap<String, i64>, StoreError> {
        by_codes(self.connection(), codes).await
    }

    /// Adds subjects in a batch; their rows come back in order.
    pub async fn add_subjects(&mut self, batch: i64, new: &[NewSubject]) -> Result<Vec<i64>, StoreError> {
        let first = self.next_id("select coalesce(max(id), 0) + 1 from subject").await?;
        let ids: Vec<i64> = (first..).take(new.len()).collect();
        let keyed = |subject: &NewSubject| (names::key(&subject.name), names::initials(&subject.name));
        let subjects = ids.iter().zip(new).map(|(id, subject)| {
            let (key, initials) = keyed(subject);
            let Cells(cells) = Cells::of(*id)
                .and(subject.kind)
                .and(subject.code.clone())
                .and(&*subject.name)
                .and(key)
                .and(initials)
                .and(batch);
            cells
        });
        insert(self.connection(), "subject (id, kind, code, name, name_key, initials, from_batch)", 7, subjects)
            .await?;
        let named = ids.iter().zip(new).map(|(id, subject)| {
            let (key, initials) = keyed(subject);
            Cells::of(*id).and(&*subject.name).and(key).and(initials).and(subject.since.clone()).and(batch).0
        });
        let into = "subject_name (subject_id, name, name_key, initials, valid_from, from_batch)";
        insert(self.connection(), into, 6, named).await?;
        Ok(ids)
    }
}

/// A row to write, cell by cell.
struct Cells(Vec<Cell>);

impl Cells {
    fn of(first: impl Into<Cell>) -> Self {
        Cells(vec![first.into()])
    }

    fn and(mut self, next: impl Into<Cell>) -> Self {
        self.0.push(next.into());
        self
    }
}

pub(crate) fn subject(row: &AnyRow) -> Result<Subject, StoreError> {
    Ok(Subject {
        id: row.try_get("id")?,
        kind: text(row, "kind")?,
        code: maybe_text(row, "code")?,
        name: text(row, "name")?,
        merged_into: maybe_int(row, "merged_into")?,
        version: int(row, "version")?,
    })
}
