//! Assessments (评价结果): immutable results under the hash of their canonical text, their rows, and the batches that they
//! used. How the rows are looked up is in [`results`](crate::results).

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use huoju_model::{Actor, MissingMode, Outcome, Period, PermittedUse, Scope};
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::files::place_whole;
use crate::ledger::{Act, sha256};
use crate::rows::{Cell, insert, int, marks, maybe_int, maybe_text, period, text, word};
use crate::tally::Tally;
use crate::{Store, StoreError, Write};

/// What an assessment says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Its name: the hash of its canonical text.
    pub hash: String,
    /// The scheme's id.
    pub scheme: String,
    /// The hash of the scheme's text.
    pub scheme_hash: String,
    /// The period that the figures describe (数据年度).
    pub data_period: Period,
    /// The year that it is made for (评价年度).
    pub evaluation_year: i64,
    /// The day of application, where one was given.
    pub as_of_day: Option<String>,
    /// The last batch that could be seen.
    pub as_of_batch: i64,
    /// How missing figures were treated.
    pub missing: MissingMode,
    /// Whether facts were presumed.
    pub presume: bool,
    /// How many were assessed.
    pub counts: Counts,
    /// Who had it made.
    pub made_by: String,
    /// When, UTC.
    pub made_at: String,
}

/// How many came out how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Assessed.
    pub n: i64,
    /// Passed.
    pub n_pass: i64,
    /// Failed.
    pub n_fail: i64,
    /// Undetermined.
    pub n_undetermined: i64,
}

/// One subject's result. Points are ten-thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultRow {
    /// The row of `subject`.
    pub subject_id: i64,
    /// The outcome.
    pub outcome: Outcome,
    /// The tier's id.
    pub tier: Option<String>,
    /// The total, what is missing counted as nothing.
    pub total: i64,
    /// The least that it can be.
    pub total_min: i64,
    /// The most that it can be.
    pub total_max: i64,
    /// JSON: points by criterion, null where missing.
    pub points: String,
    /// JSON: each gate's outcome.
    pub gates: String,
    /// Codes of what is missing, joined by `;`.
    pub missing: String,
    /// Where its line begins in the canonical text, in bytes; `None` in rows of earlier releases.
    pub line_at: Option<i64>,
}

/// A batch that an assessment used and that no longer stands as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The batch.
    pub batch_id: i64,
    /// The name of its file.
    pub file: Option<String>,
    /// The source's name.
    pub source: String,
    /// What happened.
    pub what: Happened,
    /// Why.
    pub reason: String,
}

/// What happened to an input since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// The import was undone.
    Undone,
    /// The source was withdrawn.
    Withdrawn,
}

/// A batch that an assessment used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The batch.
    pub batch_id: i64,
    /// The hash of its file.
    pub file_hash: Option<String>,
    /// The source's code.
    pub source: String,
}

/// Where the values of a batch are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchOrigin {
    /// As a reader is told: source, file and sheet.
    pub said: String,
    /// Whether its values may be told of one enterprise: not 统计专用 ones without an authority.
    pub may_be_told: bool,
}

impl Store {
    /// Where an assessment's canonical text lies.
    pub fn assessment_path(&self, hash: &str) -> PathBuf {
        self.folder().join("assessments").join(format!("{hash}.jsonl"))
    }

    /// Keeps an assessment's canonical text under its hash; what stands there already stays. The rows come with
    /// [`Write::assessment`].
    pub fn keep_assessment(&self, canonical: &str) -> Result<String, StoreError> {
        let hash = sha256(&[canonical]);
        place_whole(&self.assessment_path(&hash), canonical.as_bytes())?;
        Ok(hash)
    }

    /// An assessment's canonical text.
    pub fn assessment_text(&self, hash: &str) -> Result<String, StoreError> {
        let path = self.assessment_path(hash);
        std::fs::read_to_string(&path).map_err(|error| StoreError::io(&path, error))
    }

    /// The first line of an assessment's canonical text: what it was made of, without its subjects.
    pub fn assessment_head(&self, hash: &str) -> Result<String, StoreError> {
        let path = self.assessment_path(hash);
        let mut line = String::new();
        let read = File::open(&path).and_then(|file| BufReader::new(file).read_line(&mut line));
        read.map_err(|error| StoreError::io(&path, error))?;
        Ok(line)
    }

    /// The line of one subject in an assessment's canonical text; `None` where it was not assessed.
    pub async fn assessment_line(&self, hash: &str, subject: i64) -> Result<Option<String>, StoreError> {
        let sql = "select line_at from assessment_row where hash = $1 and subject_id = $2";
        let row = sqlx::query(sql).bind(hash.to_owned()).bind(subject).fetch_optional(&self.reads).await?;
        let Some(row) = row else { return Ok(None) };
        let at = maybe_int(&row, "line_at")?.and_then(|at| u64::try_from(at).ok());
        let path = self.assessment_path(hash);
        line_of(&path, at, subject).map(Some).map_err(|error| StoreError::io(&path, error))
    }

    /// The assessments whose canonical text is gone or no longer that of its hash.
    pub async fn damaged_assessments(&self) -> Result<Vec<Assessment>, StoreError> {
        let mut made = self.assessments(None, 0, i64::MAX).await?;
        made.retain(|made| self.assessment_text(&made.hash).map_or(true, |text| sha256(&[&text]) != made.hash));
        Ok(made)
    }

    /// The assessments, of one scheme or of all, the last first.
    pub async fn assessments(&self, scheme: Option<&str>, skip: i64, n: i64) -> Result<Vec<Assessment>, StoreError> {
        // The batch orders those made within one second.
        let sql = "select * from assessment where $1 = '' or scheme = $1 \
                   order by made_at desc, as_of_batch desc, hash limit $2 offset $3";
        let rows =
            sqlx::query(sql).bind(scheme.unwrap_or("").to_owned()).bind(n).bind(skip).fetch_all(&self.reads).await?;
        rows.iter().map(assessment).collect()
    }

    /// Which run of its scheme and period each of these assessments is, by hash, the first being 1.
    pub async fn runs(&self, hashes: &[&str]) -> Result<HashMap<String, i64>, StoreError> {
        let mut runs = HashMap::with_capacity(hashes.len());
        for some in hashes.chunks(1_000) {
            let sql = format!(
                "select a.hash, (select count(*) from assessment b where b.scheme = a.scheme \
                 and b.data_period = a.data_period and (b.made_at < a.made_at or (b.made_at = a.made_at \
                 and (b.as_of_batch < a.as_of_batch or (b.as_of_batch = a.as_of_batch and b.hash >= a.hash))))) as n \
                 from assessment a where a.hash in ({})",
                marks(1, some.len())
            );
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, hash| query.bind(*hash));
            for row in query.fetch_all(&self.reads).await? {
                runs.insert(text(&row, "hash")?, int(&row, "n")?);
            }
        }
        Ok(runs)
    }

    /// How many assessments there are.
    pub async fn n_assessments(&self) -> Result<i64, StoreError> {
        int(&sqlx::query("select count(*) as n from assessment").fetch_one(&self.reads).await?, "n")
    }

    /// The assessment of a hash, or of the one hash that begins so.
    pub async fn assessment(&self, hash: &str) -> Result<Assessment, StoreError> {
        let plain = hash.chars().all(|c| c.is_ascii_hexdigit()) && !hash.is_empty();
        let sql = "select * from assessment where hash like $1 || '%' limit 2";
        let begun = if plain { hash.to_lowercase() } else { "-".to_owned() };
        let rows = sqlx::query(sql).bind(begun).fetch_all(&self.reads).await?;
        match rows.as_slice() {
            [one] => assessment(one),
            _ => Err(StoreError::not_found("assessment", hash)),
        }
    }

    /// The batches that an assessment used.
    pub async fn assessment_inputs(&self, hash: &str) -> Result<Vec<i64>, StoreError> {
        let sql = "select batch_id from assessment_input where hash = $1 order by batch_id";
        let rows = sqlx::query(sql).bind(hash.to_owned()).fetch_all(&self.reads).await?;
        rows.iter().map(|row| int(row, "batch_id")).collect()
    }

    /// Which of the batches that it used were undone since, and which sources withdrawn.
    pub async fn assessment_since(&self, hash: &str) -> Result<Vec<Since>, StoreError> {
        let sql = "select b.id, b.file_name, b.state as batch_state, u.reason as batch_reason, s.name, \
                   s.state as source_state, s.reason as source_reason from assessment_input i \
                   join batch b on b.id = i.batch_id join source s on s.id = b.source_id \
                   left join batch u on u.id = b.undone_in where i.hash = $1 \
                   and (b.state = 'undone' or s.state = 'withdrawn') order by b.id";
        let rows = sqlx::query(sql).bind(hash.to_owned()).fetch_all(&self.reads).await?;
        rows.iter().map(since).collect()
    }

    /// Those among these assessments that used a batch undone since, or a source withdrawn.
    pub async fn stale_among(&self, hashes: &[&str]) -> Result<HashSet<String>, StoreError> {
        let mut stale = HashSet::new();
        for some in hashes.chunks(1_000) {
            let sql = format!(
                "select distinct i.hash from assessment_input i join batch b on b.id = i.batch_id \
                 join source s on s.id = b.source_id where (b.state = 'undone' or s.state = 'withdrawn') \
                 and i.hash in ({})",
                marks(1, some.len())
            );
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, hash| query.bind(*hash));
            for row in query.fetch_all(&self.reads).await? {
                stale.insert(text(&row, "hash")?);
            }
        }
        Ok(stale)
    }

    /// What is known of these batches, by their ids.
    pub async fn batches_used(&self, batches: &[i64]) -> Result<Vec<Used>, StoreError> {
        let used = |row: &AnyRow| {
            Ok(Used { batch_id: int(row, "id")?, file_hash: maybe_text(row, "file_hash")?, source: text(row, "code")? })
        };
        self.of_batches("b.id, b.file_hash, s.code", batches).await?.iter().map(used).collect()
    }

    /// Where the values of these batches are from, by batch.
    pub async fn origins(&self, batches: &[i64]) -> Result<HashMap<i64, BatchOrigin>, StoreError> {
        let columns = "b.id, s.name, s.permitted_use, s.authority, b.file_name, b.sheet";
        let origin = |row: &AnyRow| {
            let file = maybe_text(row, "file_name")?.map_or_else(String::new, |file| format!("，{file}"));
            let sheet = maybe_text(row, "sheet")?.map_or_else(String::new, |sheet| format!(" [{sheet}]"));
            let permitted = word(row, "permitted_use", PermittedUse::parse)?;
            let may_be_told = permitted.may_judge_one() || maybe_text(row, "authority")?.is_some();
            let said = format!("{}{file}{sheet}", text(row, "name")?);
            Ok((int(row, "id")?, BatchOrigin { said, may_be_told }))
        };
        self.of_batches(columns, batches).await?.iter().map(origin).collect()
    }

    /// Columns of batches `b` and their sources `s`, by the batches' ids.
    async fn of_batches(&self, columns: &'static str, batches: &[i64]) -> Result<Vec<AnyRow>, StoreError> {
        let mut rows = Vec::with_capacity(batches.len());
        for some in batches.chunks(1_000) {
            let sql = format!(
                "select {columns} from batch b join source s on s.id = b.source_id where b.id in ({}) order by b.id",
                marks(1, some.len())
            );
            let query = some.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, id| query.bind(*id));
            rows.extend(query.fetch_all(&self.reads).await?);
        }
        Ok(rows)
    }

    /// The latest so many results of a subject and the latest by each scheme, the latest first, and how many there are.
    pub async fn latest_of(
        &self,
        _: Scope,
        subject: i64,
        n: i64,
    ) -> Result<(Vec<(Assessment, ResultRow)>, i64), StoreError> {
        let rows = sqlx::query(AssertSqlSafe(results_where("p.place <= $2 or p.by_scheme = 1")));
        self.results_and_count(rows.bind(subject).bind(n), subject).await
    }

    /// A page of a subject's results, the latest first, and how many there are.
    pub async fn results_of(
        &self,
        _: Scope,
        subject: i64,
        skip: i64,
        n: i64,
    ) -> Result<(Vec<(Assessment, ResultRow)>, i64), StoreError> {
        let rows = sqlx::query(AssertSqlSafe(results_where("p.place > $2 and p.place - $2 <= $3")));
        self.results_and_count(rows.bind(subject).bind(skip).bind(n), subject).await
    }

    async fn results_and_count(
        &self,
        rows: sqlx::query::Query<'_, sqlx::Any, sqlx::any::AnyArguments>,
        subject: i64,
    ) -> Result<(Vec<(Assessment, ResultRow)>, i64), StoreError> {
        let rows = rows.fetch_all(&self.reads).await?;
        let count = format!("select count(*) as n {OF_SUBJECT}");
        let count = sqlx::query(AssertSqlSafe(count)).bind(subject).fetch_one(&self.reads).await?;
        let results = rows.iter().map(|row| Ok((assessment(row)?, result_row(row, "lacks")?)));
        Ok((results.collect::<Result<_, StoreError>>()?, int(&count, "n")?))
    }
}

/// A subject's results. A cross join: SQLite takes it in this order, each row by its key, as there is no index by subject.
const OF_SUBJECT: &str = "from assessment a cross join assessment_row r where r.hash = a.hash and r.subject_id = $1";

/// The results of a subject in these places: `place` among all, the latest first, and `by_scheme` among those by one scheme.
/// Only what is asked for is read whole.
fn results_where(places: &str) -> String {
    let order = "order by a.made_at desc, a.as_of_batch desc, a.hash";
    format!(
        "with p as (select a.hash, row_number() over ({order}) as place, \
         row_number() over (partition by a.scheme {order}) as by_scheme {OF_SUBJECT}) \
         select a.*, r.subject_id, r.outcome, r.tier, r.total, r.total_min, r.total_max, r.points, r.gates, r.line_at, \
         r.missing as lacks from p cross join assessment a cross join assessment_row r \
         where a.hash = p.hash and r.hash = p.hash and r.subject_id = $1 and ({places}) order by p.place"
    )
}

impl Write {
    /// Writes an assessment that is kept already, its rows in the order of its list, and the batches that it used. `false`: it stands already,
    /// and nothing was written.
    pub async fn assessment(
        &mut self,
        made: &Assessment,
        rows: impl IntoIterator<Item = ResultRow>,
        inputs: &[i64],
    ) -> Result<bool, StoreError> {
        let sql = "insert into assessment (hash, scheme, scheme_hash, data_period, evaluation_year, as_of_day, \
                   as_of_batch, missing, presume, n, n_pass, n_fail, n_undetermined, made_by, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing";
        let done = sqlx::query(sql)
            .bind(made.hash.clone())
            .bind(made.scheme.clone())
            .bind(made.scheme_hash.clone())
            .bind(made.data_period.to_string())
            .bind(made.evaluation_year)
            .bind(made.as_of_day.clone())
            .bind(made.as_of_batch)
            .bind(made.missing.code())
            .bind(i64::from(made.presume))
            .bind(made.counts.n)
            .bind(made.counts.n_pass)
            .bind(made.counts.n_fail)
            .bind(made.counts.n_undetermined)
            .bind(made.made_by.clone())
            .bind(made.made_at.clone())
            .execute(self.connection())
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        let into = "assessment_row (hash, subject_id, outcome, tier, total, total_min, total_max, points, gates, missing, line_at, place)";
        let mut tally = Tally::default();
        let counted = (1..).zip(rows.into_iter().inspect(|row| tally.add(row)));
        insert(self.connection(), into, 12, counted.map(|(place, row)| cells(&made.hash, row, place))).await?;
        self.keep_tally(&made.hash, &tally).await?;
        let inputs = inputs.iter().map(|batch| vec![Cell::from(made.hash.as_str()), Cell::from(*batch)]);
        insert(self.connection(), "assessment_input (hash, batch_id)", 2, inputs).await?;
        Ok(true)
    }

    /// Commits an assessment: one record of the ledger.
    pub async fn commit_assessment(self, actor: &Actor, made: &Assessment) -> Result<i64, StoreError> {
        let about = format!("assessment {}", made.hash);
        let what = format!("{} {} {}", made.scheme, made.data_period, made.hash);
        self.commit(actor, Act { name: "assess", about: &about, what: &what }).await
    }
}

/// The line that begins at a place, or the subject's where none is known; empty where there is none.
fn line_of(path: &Path, at: Option<u64>, subject: i64) -> std::io::Result<String> {
    let mut file = BufReader::new(File::open(path)?);
    let mut line = String::new();
    if let Some(at) = at {
        file.seek(SeekFrom::Start(at))?;
        file.read_line(&mut line)?;
        return Ok(line);
    }
    let begins = format!("{{\"subject\":{subject},");
    while file.read_line(&mut line)? > 0 && !line.starts_with(&begins) {
        line.clear();
    }
    Ok(line)
}

fn cells(hash: &str, row: ResultRow, place: i64) -> Vec<Cell> {
    vec![
        hash.into(),
        row.subject_id.into(),
        row.outcome.code().into(),
        row.tier.into(),
        row.total.into(),
        row.total_min.into(),
        row.total_max.into(),
        row.points.into(),
        row.gates.into(),
        row.missing.into(),
        row.line_at.into(),
        place.into(),
    ]
}

pub(crate) fn outcome(code: &str) -> Option<Outcome> {
    [Outcome::Pass, Outcome::Fail, Outcome::Undetermined].into_iter().find(|outcome| outcome.code() == code)
}

fn assessment(row: &AnyRow) -> Result<Assessment, StoreError> {
    Ok(Assessment {
        hash: text(row, "hash")?,
        scheme: text(row, "scheme")?,
        scheme_hash: text(row, "scheme_hash")?,
        data_period: period(row, "data_period")?,
        evaluation_year: int(row, "evaluation_year")?,
        as_of_day: maybe_text(row, "as_of_day")?,
        as_of_batch: int(row, "as_of_batch")?,
        missing: word(row, "missing", MissingMode::parse)?,
        presume: int(row, "presume")? == 1,
        counts: Counts {
            n: int(row, "n")?,
            n_pass: int(row, "n_pass")?,
            n_fail: int(row, "n_fail")?,
            n_undetermined: int(row, "n_undetermined")?,
        },
        made_by: text(row, "made_by")?,
        made_at: text(row, "made_at")?,
    })
}

pub(crate) fn result_row(row: &AnyRow, missing: &str) -> Result<ResultRow, StoreError> {
    Ok(ResultRow {
        subject_id: int(row, "subject_id")?,
        outcome: word(row, "outcome", outcome)?,
        tier: maybe_text(row, "tier")?,
        total: int(row, "total")?,
        total_min: int(row, "total_min")?,
        total_max: int(row, "total_max")?,
        points: text(row, "points")?,
        gates: text(row, "gates")?,
        missing: text(row, missing)?,
        line_at: maybe_int(row, "line_at")?,
    })
}

fn since(row: &AnyRow) -> Result<Since, StoreError> {
    let undone = text(row, "batch_state")? == "undone";
    let (what, reason) =
        if undone { (Happened::Undone, "batch_reason") } else { (Happened::Withdrawn, "source_reason") };
    Ok(Since {
        batch_id: int(row, "id")?,
        file: maybe_text(row, "file_name")?,
        source: text(row, "name")?,
        what,
        reason: maybe_text(row, reason)?.unwrap_or_default(),
    })
}
