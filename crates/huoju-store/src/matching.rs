//! Which offers (政策、产品) fit whom, as matched at a time. A matching stands as it was made; pages show the last.

use huoju_model::{Period, Scope};
use sqlx::any::AnyRow;

use crate::conditions::Conditions;
use crate::rows::{Cell, insert, int, maybe_text, period, text};
use crate::{Store, StoreError, Write};

/// What a matching says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// Its number.
    pub id: i64,
    /// The period whose figures were read.
    pub period: Period,
    /// The day of application (ISO 8601).
    pub day: String,
    /// The last batch that could be seen.
    pub as_of_batch: i64,
    /// How many enterprises were matched.
    pub n: i64,
    /// Who had it made.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
}

/// How an offer stands to one enterprise that it fits, nearly fits or may fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchRow {
    /// The offer's id.
    pub offer: String,
    /// `fits`, `one_away` or `undetermined`.
    pub standing: String,
    /// The row of `subject`.
    pub subject_id: i64,
    /// Whether it may be granted without being applied for.
    pub automatic: bool,
    /// The offer that stands instead.
    pub gives_way_to: Option<String>,
    /// Ids of the conditions that fail, joined by `;`.
    pub failed: String,
    /// Codes of what is missing, joined by `;`.
    pub missing: String,
}

/// A row with whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitting {
    /// Code, where it has one.
    pub code: Option<String>,
    /// Present name.
    pub name: String,
    /// The row.
    pub row: MatchRow,
}

/// Which enterprises of an offer are looked for. The default is all that have a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fittings {
    /// Only this standing.
    pub standing: Option<String>,
    /// Only those to whom it may be granted without being applied for.
    pub automatic: bool,
    /// Only those that lack this figure.
    pub lacks: Option<String>,
    /// Part of a name, or the beginning of a code.
    pub words: String,
}

/// How many enterprises stand how to an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FitCount {
    /// The offer's id.
    pub offer: String,
    /// `fits`, `one_away` or `undetermined`.
    pub standing: String,
    /// How many.
    pub n: i64,
    /// To how many of them it may be granted without being applied for.
    pub n_automatic: i64,
}

/// The rows `r` of a matching that a scope shows.
fn rows_of(matching: i64, scope: Scope) -> Conditions {
    let mut all = Conditions::default();
    all.and("r.matching_id = ?", matching);
    all.within("r.subject_id", scope.within);
    all
}

impl Fittings {
    fn conditions(&self, matching: i64, offer: &str, scope: Scope) -> Conditions {
        let mut all = rows_of(matching, scope);
        all.and("r.offer = ?", offer);
        all.and_if("r.standing = ?", self.standing.as_deref());
        if self.automatic {
            all.that("r.automatic = 1");
        }
        all.and_if("';' || r.missing || ';' like '%;' || ? || ';%'", self.lacks.as_deref());
        all.named("r.subject_id", &self.words);
        all
    }
}

impl Store {
    /// The last matching; `None` where none was made.
    pub async fn last_matching(&self) -> Result<Option<Matching>, StoreError> {
        let sql = "select * from matching order by id desc limit 1";
        sqlx::query(sql).fetch_optional(&self.reads).await?.as_ref().map(matching).transpose()
    }

    /// How many enterprises stand how to each offer.
    pub async fn fit_counts(&self, scope: Scope, matching: i64) -> Result<Vec<FitCount>, StoreError> {
        let all = rows_of(matching, scope);
        let sql = format!(
            "select r.offer, r.standing, count(*) as n, cast(sum(r.automatic) as bigint) as n_automatic \
             from matching_row r where {} group by r.offer, r.standing order by r.offer, r.standing",
            all.sql()
        );
        let count = |row: &AnyRow| {
            Ok(FitCount {
                offer: text(row, "offer")?,
                standing: text(row, "standing")?,
                n: int(row, "n")?,
                n_automatic: int(row, "n_automatic")?,
            })
        };
        all.query(sql).fetch_all(&self.reads).await?.iter().map(count).collect()
    }

    /// A page of the enterprises of an offer, those that it fits first, and how many there are.
    pub async fn fittings(
        &self,
        scope: Scope,
        (matching, offer): (i64, &str),
        asked: &Fittings,
        skip: i64,
        n: i64,
    ) -> Result<(Vec<Fitting>, i64), StoreError> {
        let all = asked.conditions(matching, offer, scope);
        let [most, after] = all.next();
        let sql = format!(
            "select r.*, s.code, s.name from matching_row r join subject s on s.id = r.subject_id where {} \
             order by case r.standing when 'fits' then 0 when 'one_away' then 1 else 2 end, r.subject_id \
             limit {most} offset {after}",
            all.sql()
        );
        let rows = all.query(sql).bind(n).bind(skip).fetch_all(&self.reads).await?;
        let count = format!("select count(*) as n from matching_row r where {}", all.sql());
        let count = int(&all.query(count).fetch_one(&self.reads).await?, "n")?;
        let one = |row: &AnyRow| {
            Ok(Fitting { code: maybe_text(row, "code")?, name: text(row, "name")?, row: match_row(row)? })
        };
        Ok((rows.iter().map(one).collect::<Result<_, StoreError>>()?, count))
    }

    /// How the offers that fit, nearly fit or may fit stand to one enterprise.
    pub async fn fits_of(&self, scope: Scope, matching: i64, subject: i64) -> Result<Vec<MatchRow>, StoreError> {
        let mut all = rows_of(matching, scope);
        all.and("r.subject_id = ?", subject);
        let sql = format!("select r.* from matching_row r where {} order by r.offer", all.sql());
        all.query(sql).fetch_all(&self.reads).await?.iter().map(match_row).collect()
    }
}

impl Write {
    /// Writes a matching and its rows; its number, which takes the place of the given one, comes back.
    pub async fn matching(
        &mut self,
        made: &Matching,
        rows: impl IntoIterator<Item = MatchRow>,
    ) -> Result<i64, StoreError> {
        let next = "select coalesce(max(id), 0) + 1 as id from matching";
        let id = int(&sqlx::query(next).fetch_one(self.connection()).await?, "id")?;
        let sql = "insert into matching (id, period, day, as_of_batch, n, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(sql)
            .bind(id)
            .bind(made.period.to_string())
            .bind(made.day.clone())
            .bind(made.as_of_batch)
            .bind(made.n)
            .bind(made.made_by.clone())
            .bind(made.made_at.clone())
            .execute(self.connection())
            .await?;
        let into = "matching_row (matching_id, offer, standing, subject_id, automatic, gives_way_to, failed, missing)";
        insert(self.connection(), into, 8, rows.into_iter().map(|row| cells(id, row))).await?;
        Ok(id)
    }
}

fn cells(id: i64, row: MatchRow) -> Vec<Cell> {
    vec![
        id.into(),
        row.offer.into(),
        row.standing.into(),
        row.subject_id.into(),
        i64::from(row.automatic).into(),
        row.gives_way_to.into(),
        row.failed.into(),
        row.missing.into(),
    ]
}

fn matching(row: &AnyRow) -> Result<Matching, StoreError> {
    Ok(Matching {
        id: int(row, "id")?,
        period: period(row, "period")?,
        day: text(row, "day")?,
        as_of_batch: int(row, "as_of_batch")?,
        n: int(row, "n")?,
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
    })
}

fn match_row(row: &AnyRow) -> Result<MatchRow, StoreError> {
    Ok(MatchRow {
        offer: text(row, "offer")?,
        standing: text(row, "standing")?,
        subject_id: int(row, "subject_id")?,
        automatic: int(row, "automatic")? == 1,
        gives_way_to: maybe_text(row, "gives_way_to")?,
        failed: text(row, "failed")?,
        missing: text(row, "missing")?,
    })
}
