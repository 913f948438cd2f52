//! A population (总体) out of the store: which value a scheme takes of each figure, as of a batch, and where it is from.
//!
//! Where sources differ the one of least precedence is taken, and of one source the newest batch. A withdrawn source
//! is never taken, nor a 统计专用 one that has no authority on record. A held title, valid on the day, answers the fact
//! that it is declared for as its list's source says it; that nobody holds one answers nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use huoju_model::{Period, Scope};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use crate::rows::{COLUMN, int, maybe_text, packed, text, unpacked};
use crate::source::Source;
use crate::{Store, StoreError};

/// A figure that is asked for: an indicator of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The indicator's code.
    pub code: String,
    /// The period.
    pub period: Period,
    /// The title (资格) whose holding answers it, where it is such a fact.
    pub title: Option<String>,
    /// Whether its values are words, not numbers.
    pub is_word: bool,
}

/// Who is to be assessed.
#[derive(Debug, Clone)]
pub struct Whom {
    /// Whom the reader may see.
    pub scope: Scope,
    /// `enterprise`, `zone`, …
    pub kind: String,
    /// Only those who belong to this zone or carrier.
    pub within: Option<i64>,
    /// Only those who are not said to be no more, by these.
    pub ends: Vec<End>,
}

impl Whom {
    /// Everybody of a kind.
    pub fn all(scope: Scope, kind: &str) -> Self {
        Whom { scope, kind: kind.to_owned(), within: None, ends: Vec::new() }
    }
}

/// How it is said that a subject is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The indicator that says so: 登记状态.
    pub code: String,
    /// The words that say so, alone or first, 已 aside: 注销, 吊销.
    pub words: Vec<String>,
    /// What is said of later periods doesn't count.
    pub until: Period,
}

/// One who is to be assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The row of `subject`.
    pub id: i64,
    /// Unified social credit code, where it has one.
    pub code: Option<String>,
    /// Its present name.
    pub name: String,
}

/// The value of a figure that a scheme takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// An amount in smallest units, a fact as 0 or 1, a day since 1970-01-01.
    pub value: Option<i64>,
    /// A category's name or a text.
    pub said: Option<String>,
    /// The source that says so.
    pub source_id: i64,
    /// The batch that brought it.
    pub batch_id: i64,
    /// The cell it was read from: `F17`.
    pub place: Option<String>,
}

/// Why a source's values are not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It was withdrawn, for this reason.
    Withdrawn(String),
    /// 统计专用, and no authority is on record.
    StatisticsOnly,
}

/// A source some of whose values would have been read, and why they were not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its row.
    pub source_id: i64,
    /// Its name.
    pub source: String,
    /// Why.
    pub why: Refused,
    /// How many values.
    pub n: u64,
}

/// Who is assessed and what is known of them, a column a figure, a place a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// By code, those without one last, by their row.
    pub members: Vec<Member>,
    /// As the figures were asked for.
    pub columns: Vec<Vec<Option<Taken>>>,
    /// Sources that were not taken.
    pub passed_over: Vec<PassedOver>,
    /// How many were left out, as they are no more.
    pub ended: usize,
}

/// One value of a figure beside the others: what is shown where sources differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The value.
    pub taken: Taken,
    /// The source's name.
    pub source: String,
    /// How firm: `actual`, `provisional`, …
    pub status: String,
    /// The file's name.
    pub file: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The document that allows 统计专用 values to judge one enterprise.
    pub authority: Option<String>,
    /// Why it can't be taken, where it can't.
    pub refused: Option<Refused>,
}

/// What decides between sources.
struct Judge {
    sources: HashMap<i64, (i64, String, Option<Refused>)>,
    passed_over: BTreeMap<i64, u64>,
}

impl Judge {
    async fn of(store: &Store) -> Result<Self, StoreError> {
        let sources = store.sources().await?.into_iter().map(|source| {
            let refused = refused(&source);
            (source.id, (source.precedence, source.name, refused))
        });
        Ok(Judge { sources: sources.collect(), passed_over: BTreeMap::new() })
    }

    /// Puts a value in its place, unless what stands there goes before it.
    fn weigh(&mut self, place: &mut Option<Taken>, new: Taken) {
        let Some((precedence, _, refused)) = self.sources.get(&new.source_id) else { return };
        if refused.is_some() {
            *self.passed_over.entry(new.source_id).or_default() += 1;
            return;
        }
        let rank = |taken: &Taken| self.sources.get(&taken.source_id).map(|(precedence, ..)| *precedence);
        let stays = place.as_ref().is_some_and(|old| {
            (rank(old).unwrap_or(i64::MAX), -old.batch_id, old.source_id) <= (*precedence, -new.batch_id, new.source_id)
        });
        if !stays {
            *place = Some(new);
        }
    }

    fn finish(self) -> Vec<PassedOver> {
        let sources = self.sources;
        let passed_over = |(source_id, n)| {
            let (_, source, why) = sources.get(&source_id)?.clone();
            Some(PassedOver { source_id, source, why: why?, n })
        };
        self.passed_over.into_iter().filter_map(passed_over).collect()
    }
}

/// Why nothing of a source is taken.
pub(crate) fn refused(source: &Source) -> Option<Refused> {
    if let Some(reason) = &source.withdrawn {
        return Some(Refused::Withdrawn(reason.clone()));
    }
    let may = source.permitted_use.may_judge_one() || source.authority.as_ref().is_some_and(|said| !said.is_empty());
    (!may).then_some(Refused::StatisticsOnly)
}

/// How many figures are read at a time: while one is taken in, the engine reads the next.
const AT_ONCE: usize = 3;

impl Store {
    /// Those who are to be assessed as of a batch, with the value that is taken of each figure. `day` is the day on
    /// which a title must be valid, as ISO 8601.
    pub async fn population(
        &self,
        whom: &Whom,
        as_of: i64,
        day: &str,
        figures: &[Figure],
    ) -> Result<Population, StoreError> {
        let mut members = self.members(whom, as_of).await?;
        let ended = self.ended(&whom.ends, as_of).await?;
        let n_all = members.len();
        members.retain(|member| !ended.contains(&member.id));
        let ended = n_all - members.len();
        let places: HashMap<i64, usize> =
            members.iter().enumerate().map(|(place, member)| (member.id, place)).collect();
        let mut judge = Judge::of(self).await?;
        let mut columns = Vec::with_capacity(figures.len());
        let mut all = stream::iter(figures).map(|figure| self.values(figure, as_of, day)).buffered(AT_ONCE);
        while let Some(values) = all.try_next().await? {
            let mut column = vec![None; members.len()];
            for (subject, taken) in values {
                if let Some(place) = places.get(&subject).and_then(|&place| column.get_mut(place)) {
                    judge.weigh(place, taken);
                }
            }
            columns.push(column);
        }
        Ok(Population { members, columns, passed_over: judge.finish(), ended })
    }

    async fn members(&self, whom: &Whom, as_of: i64) -> Result<Vec<Member>, StoreError> {
        let sql = format!(
            "select {} from subject s where s.kind = $4 and s.merged_into is null \
             and s.from_batch <= $1 and (s.to_batch is null or s.to_batch > $1) and ($2 = 0 or exists \
             (select 1 from membership m where m.subject_id = s.id and m.of_id = $2 and m.from_batch <= $1 \
             and (m.to_batch is null or m.to_batch > $1))) and ($3 = 0 or exists \
             (select 1 from membership m where m.subject_id = s.id and m.of_id = $3 and m.from_batch <= $1 \
             and (m.to_batch is null or m.to_batch > $1)))",
            packed(&MEMBER)
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(as_of);
        let query = query.bind(whom.scope.within.unwrap_or(0)).bind(whom.within.unwrap_or(0)).bind(whom.kind.clone());
        let mut members = unpacked(&query.fetch_one(&self.reads).await?, member)?;
        // Here and not in SQL, where two engines sort text by two collations.
        members.sort_by(|a, b| (a.code.is_none(), &a.code, a.id).cmp(&(b.code.is_none(), &b.code, b.id)));
        Ok(members)
    }

    /// Those of whom it was last said that they are no more.
    async fn ended(&self, ends: &[End], as_of: i64) -> Result<HashSet<i64>, StoreError> {
        let sql = "select o.subject_id, o.said from observation o join source s on s.id = o.source_id \
                   where s.state = 'in_use' and o.indicator = $1 and o.period <= $2 and o.from_batch + 0 <= $3 \
                   and (o.to_batch is null or o.to_batch > $3) and o.said like '%' || $4 || '%' and not exists \
                   (select 1 from observation later where later.subject_id = o.subject_id \
                   and later.indicator = o.indicator and later.period > o.period and later.period <= $2 \
                   and later.from_batch <= $3 and (later.to_batch is null or later.to_batch > $3))";
        let mut ended = HashSet::new();
        for (end, word) in ends.iter().flat_map(|end| end.words.iter().map(move |word| (end, word))) {
            let query = sqlx::query(sql).bind(&end.code).bind(end.until.to_string()).bind(as_of).bind(word);
            for row in query.fetch_all(&self.reads).await? {
                if text(&row, "said")?.trim_start_matches('已').starts_with(word) {
                    ended.insert(int(&row, "subject_id")?);
                }
            }
        }
        Ok(ended)
    }

    /// What all sources say of a figure, by subject.
    async fn values(&self, figure: &Figure, as_of: i64, day: &str) -> Result<Vec<(i64, Taken)>, StoreError> {
        let mut values = match figure.is_word {
            true => self.observed_words(figure, as_of).await?,
            false => self.observed(figure, as_of).await?,
        };
        if let Some(title) = &figure.title {
            values.extend(self.held(title, as_of, day).await?);
        }
        Ok(values)
    }

    async fn observed(&self, figure: &Figure, as_of: i64) -> Result<Vec<(i64, Taken)>, StoreError> {
        // A row costs ten times what a line of a text does, so a thousand subjects come as one text. Nothing is looked
        // for by its batch: nearly all lie before, and PostgreSQL, which can't know, would go through the index of them.
        let sql = "select string_agg(cast(subject_id as text) || ',' || cast(source_id as text) || ',' \
                   || cast(from_batch as text) || ',' || cast(value as text) || ',' || coalesce(place, ''), '\n') as lines \
                   from observation where indicator = $1 and period = $2 and from_batch + 0 <= $3 \
                   and (to_batch is null or to_batch > $3) and value is not null group by subject_id / 1000";
        let query = sqlx::query(sql).bind(&figure.code).bind(figure.period.to_string()).bind(as_of);
        let mut values = Vec::new();
        for row in query.fetch_all(&self.reads).await? {
            for line in text(&row, "lines")?.lines() {
                let unreadable = || StoreError::Unreadable { column: "value", found: line.to_owned() };
                values.push(taken(line).ok_or_else(unreadable)?);
            }
        }
        Ok(values)
    }

    async fn observed_words(&self, figure: &Figure, as_of: i64) -> Result<Vec<(i64, Taken)>, StoreError> {
        let sql = "select subject_id, source_id, from_batch, said, place from observation where indicator = $1 \
                   and period = $2 and from_batch + 0 <= $3 and (to_batch is null or to_batch > $3) \
                   and said is not null";
        let query = sqlx::query(sql).bind(&figure.code).bind(figure.period.to_string()).bind(as_of);
        let word = |row: &AnyRow| {
            let (source_id, batch_id) = (int(row, "source_id")?, int(row, "from_batch")?);
            let (said, place) = (maybe_text(row, "said")?, maybe_text(row, "place")?);
            Ok((int(row, "subject_id")?, Taken { value: None, said, source_id, batch_id, place }))
        };
        query.fetch_all(&self.reads).await?.iter().map(word).collect()
    }

    /// Those who hold a title on a day.
    async fn held(&self, title: &str, as_of: i64, day: &str) -> Result<Vec<(i64, Taken)>, StoreError> {
        let sql = "select t.subject_id, t.from_batch, t.place, b.source_id from title t join batch b on b.id = t.from_batch \
                   where t.title = $1 and t.from_batch <= $2 and (t.to_batch is null or t.to_batch > $2) \
                   and (t.granted_on is null or t.granted_on <= $3) and (t.valid_to is null or t.valid_to >= $3)";
        let holding = |row: &AnyRow| {
            let (source_id, batch_id) = (int(row, "source_id")?, int(row, "from_batch")?);
            let place = maybe_text(row, "place")?;
            Ok((int(row, "subject_id")?, Taken { value: Some(1), said: None, source_id, batch_id, place }))
        };
        let query = sqlx::query(sql).bind(title).bind(as_of).bind(day);
        query.fetch_all(&self.reads).await?.iter().map(holding).collect()
    }

    /// The present name of a subject that the scope shows.
    pub async fn name_of(&self, scope: Scope, subject: i64) -> Result<String, StoreError> {
        let sql = "select s.name from subject s where s.id = $1 and ($2 = 0 or exists (select 1 from membership m \
                   where m.subject_id = s.id and m.of_id = $2 and m.to_batch is null))";
        let row = sqlx::query(sql).bind(subject).bind(scope.within.unwrap_or(0)).fetch_optional(&self.reads).await?;
        text(&row.ok_or_else(|| StoreError::not_found("subject", subject))?, "name")
    }

    /// The last batch there is; 0 before the first.
    pub async fn newest_batch(&self) -> Result<i64, StoreError> {
        int(&sqlx::query("select coalesce(max(id), 0) as id from batch").fetch_one(&self.reads).await?, "id")
    }
}

/// Columns of a subject `s` that make a [`Member`].
pub(crate) const MEMBER: [&str; 3] = ["s.id", "s.code", "s.name"];

/// A member of a line of [`MEMBER`].
pub(crate) fn member(line: &str) -> Option<Member> {
    let mut cells = line.split(COLUMN);
    let (id, code, name) = (cells.next()?.parse().ok()?, cells.next()?, cells.next()?);
    Some(Member { id, code: Some(code.to_owned()).filter(|code| !code.is_empty()), name: name.to_owned() })
}

/// `subject,source,batch,value,place`
fn taken(line: &str) -> Option<(i64, Taken)> {
    let mut parts = line.splitn(5, ',');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (subject, source_id, batch_id, value) = (number()?, number()?, number()?, number()?);
    let place = parts.next().filter(|place| !place.is_empty()).map(str::to_owned);
    Some((subject, Taken { value: Some(value), said: None, source_id, batch_id, place }))
}
