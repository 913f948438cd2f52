//! The ledger of titles (资格台账): who holds which title until when.
//!
//! Whoever was granted a title several times holds it once: what counts is the entry that ends last, so that a title
//! that was renewed in time never looks expired.

use huoju_model::Scope;
use sqlx::any::AnyRow;

use crate::conditions::Conditions;
use crate::rows::{int, maybe_text, text};
use crate::title::{Title, title};
use crate::{Store, StoreError};

/// A title that a subject holds or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The subject's code, where it has one.
    pub code: Option<String>,
    /// Its present name.
    pub name: String,
    /// The title.
    pub title: Title,
    /// The batch of the list.
    pub batch: i64,
}

/// Which titles are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// As it was known on this day (ISO 8601): what was granted later doesn't count.
    pub day: String,
    /// Only this title.
    pub title: Option<String>,
    /// Only those that end on this day or later.
    pub from: Option<String>,
    /// Only those that end on this day or earlier.
    pub to: Option<String>,
    /// Whether those that end last stand first; else those that end first do.
    pub last_first: bool,
}

impl Holdings {
    fn conditions(&self, scope: Scope) -> Conditions {
        let mut all = Conditions::default();
        all.that("t.to_batch is null and s.to_batch is null");
        all.and("(t.granted_on is null or t.granted_on <= ?)", self.day.as_str());
        let end = |row: &str| format!("coalesce({row}.valid_to, {row}.granted_on, '')");
        let (this, other) = (end("t"), end("n"));
        let later = format!(
            "not exists (select 1 from title n where n.subject_id = t.subject_id and n.title = t.title \
             and n.to_batch is null and (n.granted_on is null or n.granted_on <= ?) \
             and ({other} > {this} or ({other} = {this} and n.id > t.id)))"
        );
        all.and(&later, self.day.as_str());
        all.and_if("t.title = ?", self.title.as_deref());
        all.and_if("t.valid_to >= ?", self.from.as_deref());
        all.and_if("t.valid_to <= ?", self.to.as_deref());
        all.within("t.subject_id", scope.within);
        all
    }

    /// Whose end the list doesn't say stands last either way.
    fn order(&self) -> &'static str {
        match self.last_first {
            true => "coalesce(t.valid_to, '') desc, t.title, t.id",
            false => "coalesce(t.valid_to, '9999'), t.title, t.id",
        }
    }
}

/// The rows that conditions are asked of.
const FROM: &str = "from title t join subject s on s.id = t.subject_id where";

impl Store {
    /// A page of the titles looked for, and how many there are.
    pub async fn holdings(
        &self,
        scope: Scope,
        asked: &Holdings,
        skip: i64,
        n: i64,
    ) -> Result<(Vec<Holding>, i64), StoreError> {
        let (all, count) = (asked.conditions(scope), self.n_holdings(scope, asked).await?);
        let [most, after] = all.next();
        let sql = format!(
            "select t.*, s.code, s.name {FROM} {} order by {} limit {most} offset {after}",
            all.sql(),
            asked.order()
        );
        let rows = all.query(sql).bind(n).bind(skip).fetch_all(&self.reads).await?;
        Ok((rows.iter().map(holding).collect::<Result<_, _>>()?, count))
    }

    /// How many titles are looked for.
    pub async fn n_holdings(&self, scope: Scope, asked: &Holdings) -> Result<i64, StoreError> {
        let all = asked.conditions(scope);
        let sql = format!("select count(*) as n {FROM} {}", all.sql());
        int(&all.query(sql).fetch_one(&self.reads).await?, "n")
    }
}

fn holding(row: &AnyRow) -> Result<Holding, StoreError> {
    Ok(Holding {
        code: maybe_text(row, "code")?,
        name: text(row, "name")?,
        title: title(row)?,
        batch: int(row, "from_batch")?,
    })
}
