//! How near those who did not pass an assessment are (差距), as it was reckoned once: by an assessment, a period that the
//! targets are for, and what could be moved. What is reckoned stands as it was made.

use huoju_model::{Period, Scope};
use sqlx::any::AnyRow;

use crate::assessment::{ResultRow, result_row};
use crate::conditions::Conditions;
use crate::rows::{Cell, insert, int, maybe_text, period, text};
use crate::{Store, StoreError, Write};

/// What a reckoning of gaps says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// Its number.
    pub id: i64,
    /// The assessment.
    pub assessment: String,
    /// The period that the targets are for.
    pub period: Period,
    /// What could be moved, as it stood: JSON.
    pub levers: String,
    /// Its hash.
    pub levers_hash: String,
    /// What stays as it is, whatever is moved: JSON.
    pub held: String,
    /// How many rows it has.
    pub n: i64,
    /// Who had it made.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
}

/// How near one subject is that did not pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow {
    /// The row of `subject`.
    pub subject_id: i64,
    /// `one_step`, `several`, `reached`, `undetermined` or `beyond`.
    pub state: String,
    /// The lever that is enough by itself.
    pub lever: Option<String>,
    /// The cheapest plan of a single lever: JSON.
    pub step: Option<String>,
    /// The cheapest plan of all, where that is another: JSON.
    pub plan: Option<String>,
    /// Whether it is proven that none is cheaper, or that there is none.
    pub proven: bool,
    /// What must be known first: codes joined by `;`.
    pub missing: String,
}

/// A row with whom it is about, and how that one came out in the assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Code, where it has one.
    pub code: Option<String>,
    /// Present name.
    pub name: String,
    /// The row.
    pub row: GapRow,
    /// The result.
    pub result: ResultRow,
}

/// Which rows are looked for. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GapFilter {
    /// Only this state.
    pub state: Option<String>,
    /// Only those for whom this lever is enough by itself.
    pub lever: Option<String>,
    /// Part of a name, or the beginning of a code.
    pub words: String,
}

/// How many stand so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapCount {
    /// How near they are.
    pub state: String,
    /// The lever that is enough by itself.
    pub lever: Option<String>,
    /// How many.
    pub n: i64,
    /// For how many of them it is not proven that none is cheaper, or that there is none.
    pub n_unproven: i64,
}

/// The rows `r` of a reckoning that a scope shows.
fn rows_of(gap: i64, scope: Scope) -> Conditions {
    let mut all = Conditions::default();
    all.and("r.gap_id = ?", gap);
    all.within("r.subject_id", scope.within);
    all
}

impl GapFilter {
    fn conditions(&self, gap: i64, scope: Scope) -> Conditions {
        let mut all = rows_of(gap, scope);
        all.and_if("r.state = ?", self.state.as_deref());
        all.and_if("r.lever = ?", self.lever.as_deref());
        all.named("r.subject_id", &self.words);
        all
    }
}

impl Store {
    /// The reckonings of an assessment, the last first.
    pub async fn gaps_of(&self, assessment: &str) -> Result<Vec<Gaps>, StoreError> {
        let sql = "select * from gap where assessment_hash = $1 order by id desc";
        sqlx::query(sql).bind(assessment).fetch_all(&self.reads).await?.iter().map(gaps).collect()
    }

    /// How many stand how, and by which lever.
    pub async fn gap_counts(&self, scope: Scope, gap: i64) -> Result<Vec<GapCount>, StoreError> {
        let all = rows_of(gap, scope);
        let sql = format!(
            "select r.state, r.lever, count(*) as n, cast(sum(1 - r.proven) as bigint) as n_unproven \
             from gap_row r where {} group by r.state, r.lever order by n desc, r.lever",
            all.sql()
        );
        let count = |row: &AnyRow| {
            Ok(GapCount {
                state: text(row, "state")?,
                lever: maybe_text(row, "lever")?,
                n: int(row, "n")?,
                n_unproven: int(row, "n_unproven")?,
            })
        };
        all.query(sql).fetch_all(&self.reads).await?.iter().map(count).collect()
    }

    /// A page of rows, the nearest first, and how many there are.
    pub async fn nearest(
        &self,
        scope: Scope,
        gap: i64,
        filter: &GapFilter,
        skip: i64,
        n: i64,
    ) -> Result<(Vec<Near>, i64), StoreError> {
        let all = filter.conditions(gap, scope);
        let [most, after] = all.next();
        // The result's own `missing` is another's name here.
        let sql = format!(
            "select r.subject_id, r.state, r.lever, r.step, r.plan, r.proven, r.missing as first_known, s.code, s.name, \
             a.outcome, a.tier, a.total, a.total_min, a.total_max, a.points, a.gates, a.missing, a.line_at \
             from gap_row r join gap g on g.id = r.gap_id join subject s on s.id = r.subject_id \
             join assessment_row a on a.hash = g.assessment_hash and a.subject_id = r.subject_id \
             where {} order by r.place limit {most} offset {after}",
            all.sql()
        );
        let rows = all.query(sql).bind(n).bind(skip).fetch_all(&self.reads).await?;
        let count = format!("select count(*) as n from gap_row r where {}", all.sql());
        let count = int(&all.query(count).fetch_one(&self.reads).await?, "n")?;
        Ok((rows.iter().map(near).collect::<Result<_, _>>()?, count))
    }
}

impl Write {
    /// Writes a reckoning and its rows, the nearest first; its number, which takes the place of the given one, comes back.
    /// `None` where the same was reckoned already: then nothing is written.
    pub async fn gaps(
        &mut self,
        made: &Gaps,
        rows: impl IntoIterator<Item = GapRow>,
    ) -> Result<Option<i64>, StoreError> {
        let next = "select coalesce(max(id), 0) + 1 as id from gap";
        let id = int(&sqlx::query(next).fetch_one(self.connection()).await?, "id")?;
        let sql = "insert into gap (id, assessment_hash, period, levers, levers_hash, held, n, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
        let written = sqlx::query(sql)
            .bind(id)
            .bind(made.assessment.clone())
            .bind(made.period.to_string())
            .bind(made.levers.clone())
            .bind(made.levers_hash.clone())
            .bind(made.held.clone())
            .bind(made.n)
            .bind(made.made_by.clone())
            .bind(made.made_at.clone())
            .execute(self.connection())
            .await?;
        if written.rows_affected() == 0 {
            return Ok(None);
        }
        let into = "gap_row (gap_id, place, subject_id, state, lever, step, plan, proven, missing)";
        let rows = (0..).zip(rows).map(|(place, row)| cells(id, place, row));
        insert(self.connection(), into, 9, rows).await?;
        Ok(Some(id))
    }
}

fn cells(id: i64, place: i64, row: GapRow) -> Vec<Cell> {
    vec![
        id.into(),
        place.into(),
        row.subject_id.into(),
        row.state.into(),
        row.lever.into(),
        row.step.into(),
        row.plan.into(),
        i64::from(row.proven).into(),
        row.missing.into(),
    ]
}

fn gaps(row: &AnyRow) -> Result<Gaps, StoreError> {
    Ok(Gaps {
        id: int(row, "id")?,
        assessment: text(row, "assessment_hash")?,
        period: period(row, "period")?,
        levers: text(row, "levers")?,
        levers_hash: text(row, "levers_hash")?,
        held: text(row, "held")?,
        n: int(row, "n")?,
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
    })
}

fn near(row: &AnyRow) -> Result<Near, StoreError> {
    Ok(Near {
        code: maybe_text(row, "code")?,
        name: text(row, "name")?,
        row: GapRow {
            subject_id: int(row, "subject_id")?,
            state: text(row, "state")?,
            lever: maybe_text(row, "lever")?,
            step: maybe_text(row, "step")?,
            plan: maybe_text(row, "plan")?,
            proven: int(row, "proven")? == 1,
            missing: text(row, "first_known")?,
        },
        result: result_row(row, "missing")?,
    })
}
