//! Results looked up: lists by pages, and two assessments side by side.
//!
//! A list names no condition that isn't asked for, so that an index can give it in order; subjects are joined to the rows
//! of the one page only.

use std::collections::HashMap;

use huoju_model::{Outcome, Scope};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::assessment::{ResultRow, outcome, result_row};
use crate::conditions::Conditions;
use crate::list::List;
use crate::population::{MEMBER, Member, member};
use crate::rows::{COLUMN, int, marks, maybe_int, maybe_text, packed, text, unpacked};
use crate::{Store, StoreError};

/// A result with whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Code, where it has one.
    pub code: Option<String>,
    /// Present name.
    pub name: String,
    /// The result.
    pub row: ResultRow,
}

/// Which results are looked for. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Only this tier.
    pub tier: Option<String>,
    /// Only totals from this on, in ten-thousandths.
    pub least: Option<i64>,
    /// Only totals below this.
    pub below: Option<i64>,
    /// Only those that lack this figure.
    pub lacks: Option<String>,
    /// Part of a name or of its pinyin initials, or the beginning of a code.
    pub words: String,
    /// Which come first.
    pub order: Order,
}

/// In which order results are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The highest total first, and equals by the names they had then: the order in which the assessment was kept.
    #[default]
    Highest,
    /// The lowest total first: the other way round.
    Lowest,
    /// By name.
    Name,
    /// By code.
    Code,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Order::Highest => "r.place",
            Order::Lowest => "r.place desc",
            Order::Name => "s.initials, s.name, s.id",
            Order::Code => "s.code, s.id",
        }
    }

    /// The same from its end.
    fn sql_from_end(self) -> &'static str {
        match self {
            Order::Highest => Order::Lowest.sql(),
            Order::Lowest => Order::Highest.sql(),
            Order::Name => "s.initials desc, s.name desc, s.id desc",
            Order::Code => "s.code desc, s.id desc",
        }
    }

    /// What is read, so that it comes in this order: SQLite takes a cross join as it is written, subjects by their index.
    fn from(self) -> &'static str {
        if self.is_by_subject() { "subject s cross join assessment_row r" } else { "assessment_row r" }
    }

    /// Whether it is an order of what stands in the subject's row.
    fn is_by_subject(self) -> bool {
        matches!(self, Order::Name | Order::Code)
    }
}

/// One subject in two assessments: what it was, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The row of `subject`.
    pub subject_id: i64,
    /// Code, where it has one.
    pub code: Option<String>,
    /// Present name.
    pub name: String,
    /// Outcome, tier and total before; none where it was not assessed.
    pub before: Option<Standing>,
    /// And after.
    pub after: Option<Standing>,
}

/// How a subject stands in an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The outcome.
    pub outcome: Outcome,
    /// The tier's id.
    pub tier: Option<String>,
    /// The total, in ten-thousandths.
    pub total: i64,
}

/// The rows `r` of an assessment that a scope shows.
pub(crate) fn rows_of(hash: &str, scope: Scope) -> Conditions {
    let mut all = Conditions::default();
    all.and("r.hash = ?", hash);
    all.within("r.subject_id", scope.within);
    all
}

impl Filter {
    fn conditions(&self, hash: &str, scope: Scope) -> Conditions {
        let mut all = rows_of(hash, scope);
        if self.order.is_by_subject() {
            all.that("r.subject_id = s.id");
        }
        all.and_if("r.outcome = ?", self.outcome.map(Outcome::code));
        all.and_if("r.tier = ?", self.tier.as_deref());
        all.and_if("r.total >= ?", self.least);
        all.and_if("r.total < ?", self.below);
        all.and_if("';' || r.missing || ';' like '%;' || ? || ';%'", self.lacks.as_deref());
        let words = self.plain_words();
        if !words.is_empty() {
            // A code is in capitals, initials are small, and a name is as it is.
            let named = match words.is_ascii() {
                true => {
                    "s.name like '%' || ? || '%' or s.initials like '%' || lower(?) || '%' or s.code like upper(?) || '%'"
                }
                false => "s.name like '%' || ? || '%'",
            };
            let among = match self.order.is_by_subject() {
                true => format!("({named})"),
                // As a case: PostgreSQL would look each row's subject up rather than find all that are named so once.
                false => {
                    format!(
                        "case when r.subject_id in (select s.id from subject s where {named}) then 1 else 0 end = 1"
                    )
                }
            };
            all.and(&among, words);
        }
        all
    }

    fn list(&self, hash: &str, scope: Scope) -> List {
        List {
            all: self.conditions(hash, scope),
            from: self.order.from(),
            id: "r.subject_id",
            order: self.order.sql(),
            order_from_end: self.order.sql_from_end(),
        }
    }

    fn plain_words(&self) -> String {
        self.words.trim().replace(['%', '_'], "")
    }

    /// The count that an assessment keeps of what is asked for, where that is no more than an outcome.
    fn kept(&self, scope: Scope) -> Option<&'static str> {
        let outcome = Filter { outcome: self.outcome, order: self.order, ..Filter::default() };
        let kept = match self.outcome {
            None => "n",
            Some(Outcome::Pass) => "n_pass",
            Some(Outcome::Fail) => "n_fail",
            Some(Outcome::Undetermined) => "n_undetermined",
        };
        (*self == outcome && scope.within.is_none()).then_some(kept)
    }

    /// Whether an index gives what is asked for; else each row is looked at.
    fn is_by_index(&self) -> bool {
        self.plain_words().is_empty() && self.lacks.is_none()
    }
}

impl Store {
    /// The results of these subjects in an assessment.
    pub async fn results_among(&self, hash: &str, subjects: &[i64]) -> Result<HashMap<i64, ResultRow>, StoreError> {
        let mut among = HashMap::new();
        for some in subjects.chunks(1_000) {
            let sql =
                format!("select * from assessment_row where hash = $1 and subject_id in ({})", marks(2, some.len()));
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)).bind(hash), |query, id| query.bind(*id));
            for row in query.fetch_all(&self.reads).await? {
                let row = result_row(&row, "missing")?;
                among.insert(row.subject_id, row);
            }
        }
        Ok(among)
    }

    /// How everybody whom the scope shows came out in an assessment.
    pub async fn outcomes(&self, scope: Scope, hash: &str) -> Result<Vec<(i64, Outcome)>, StoreError> {
        let all = rows_of(hash, scope);
        let sql =
            format!("select {} from assessment_row r where {}", packed(&["r.subject_id", "r.outcome"]), all.sql());
        let row = all.query(sql).fetch_one(&self.reads).await?;
        unpacked(&row, |line| {
            let (subject, came) = line.split_once(COLUMN)?;
            Some((subject.parse().ok()?, outcome(came)?))
        })
    }

    /// Those among the subjects of an assessment that a scope shows.
    pub async fn assessed(&self, scope: Scope, hash: &str) -> Result<Vec<Member>, StoreError> {
        let all = rows_of(hash, scope);
        let columns = packed(&MEMBER);
        let sql =
            format!("select {columns} from assessment_row r join subject s on s.id = r.subject_id where {}", all.sql());
        unpacked(&all.query(sql).fetch_one(&self.reads).await?, member)
    }

    /// A page of results in the filter's order, and how many there are.
    pub async fn results(
        &self,
        scope: Scope,
        hash: &str,
        filter: &Filter,
        skip: i64,
        n: i64,
    ) -> Result<(Vec<Listed>, i64), StoreError> {
        let list = filter.list(hash, scope);
        let (ids, n_all) = if filter.is_by_index() {
            let n_all = match filter.kept(scope) {
                Some(kept) => self.kept_count(hash, kept).await?,
                None => self.length_of(&list).await?,
            };
            (self.page_of(&list, n_all, skip, n).await?, n_all)
        } else {
            self.page_and_length(&list, skip, n).await?
        };
        Ok((self.listed(hash, &ids).await?, n_all))
    }

    /// A count that an assessment keeps; 0 where there is no such assessment.
    async fn kept_count(&self, hash: &str, kept: &str) -> Result<i64, StoreError> {
        let sql = format!("select {kept} as n from assessment where hash = $1");
        let row = sqlx::query(AssertSqlSafe(sql)).bind(hash).fetch_optional(&self.reads).await?;
        row.map_or(Ok(0), |row| int(&row, "n"))
    }

    /// The results of the subjects of a page, in its order.
    async fn listed(&self, hash: &str, ids: &[i64]) -> Result<Vec<Listed>, StoreError> {
        let (mut rows, mut called) = tokio::try_join!(self.results_among(hash, ids), self.called(ids))?;
        let listed = |id| {
            let ((code, name), row) = (called.remove(id)?, rows.remove(id)?);
            Some(Listed { code, name, row })
        };
        Ok(ids.iter().filter_map(listed).collect())
    }

    /// Who stands otherwise in the second of two assessments than in the first, by their row.
    pub async fn changes(&self, scope: Scope, before: &str, after: &str) -> Result<Vec<Change>, StoreError> {
        let sql = "select s.id, s.code, s.name, a.outcome as a_outcome, a.tier as a_tier, a.total as a_total, \
                   b.outcome as b_outcome, b.tier as b_tier, b.total as b_total from subject s \
                   left join assessment_row a on a.subject_id = s.id and a.hash = $1 \
                   left join assessment_row b on b.subject_id = s.id and b.hash = $2 \
                   where (a.hash is not null or b.hash is not null) and (a.hash is null or b.hash is null \
                   or a.outcome <> b.outcome or coalesce(a.tier, '') <> coalesce(b.tier, '') or a.total <> b.total) \
                   and ($3 = 0 or exists (select 1 from membership m where m.subject_id = s.id and m.of_id = $3 \
                   and m.to_batch is null)) order by s.id";
        let query = sqlx::query(sql).bind(before.to_owned()).bind(after.to_owned()).bind(scope.within.unwrap_or(0));
        query.fetch_all(&self.reads).await?.iter().map(change).collect()
    }
}

fn change(row: &AnyRow) -> Result<Change, StoreError> {
    let standing = |[outcome_column, tier, total]: [&'static str; 3]| -> Result<Option<Standing>, StoreError> {
        let Some(found) = maybe_text(row, outcome_column)? else { return Ok(None) };
        let outcome = outcome(&found).ok_or(StoreError::Unreadable { column: outcome_column, found })?;
        Ok(Some(Standing { outcome, tier: maybe_text(row, tier)?, total: maybe_int(row, total)?.unwrap_or_default() }))
    };
    Ok(Change {
        subject_id: row.try_get("id")?,
        code: maybe_text(row, "code")?,
        name: text(row, "name")?,
        before: standing(["a_outcome", "a_tier", "a_total"])?,
        after: standing(["b_outcome", "b_tier", "b_total"])?,
    })
}
