//! All that the sources say of one subject's figures, side by side: what is taken, and what stands beside it.

use std::collections::{BTreeSet, HashMap};

use huoju_model::Scope;
use sqlx::any::AnyRow;

use crate::batch::Batch;
use crate::observation::{Observation, Status, Value};
use crate::population::{Candidate, Figure, Taken, refused};
use crate::rows::{int, maybe_text, text};
use crate::source::Source;
use crate::{Store, StoreError};

impl Store {
    /// All values that stand of a subject's figures as of a batch, figure by figure: the one that is taken first, then
    /// by precedence; those that can't be taken last.
    pub async fn candidates(
        &self,
        scope: Scope,
        subject: i64,
        figures: &[Figure],
        as_of: i64,
        day: &str,
    ) -> Result<Vec<Vec<Candidate>>, StoreError> {
        // Whom the scope hides has no name, and that is said rather than an empty list.
        self.name_of(scope, subject).await?;
        let codes: BTreeSet<&str> = figures.iter().map(|figure| figure.code.as_str()).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        if codes.is_empty() {
            return Ok(Vec::new());
        }
        let mut heard: Vec<Heard> = self.known_of(subject, as_of, &codes).await?.into_iter().map(Heard::of).collect();
        heard.retain(|one| {
            figures.iter().any(|figure| figure.code == one.answers && figure.period.to_string() == one.period)
        });
        heard.extend(self.held_by(subject, as_of, day).await?);
        let batches: BTreeSet<i64> = heard.iter().map(|one| one.taken.batch_id).collect();
        let batches = self.batches_of(&batches.into_iter().collect::<Vec<_>>()).await?;
        let (batches, sources) = (by_id(batches, |batch| batch.id), by_id(self.sources().await?, |source| source.id));
        let mut found: HashMap<(String, String), Vec<(i64, Candidate)>> = HashMap::new();
        for one in heard {
            let from = batches.get(&one.taken.batch_id).zip(sources.get(&one.taken.source_id));
            let (batch, source) = from.ok_or_else(|| StoreError::not_found("batch", one.taken.batch_id))?;
            let key = (one.answers.clone(), one.period.clone());
            found.entry(key).or_default().push((source.precedence, one.from(batch, source)));
        }
        Ok(figures.iter().map(|figure| ranked(figure, &found)).collect())
    }

    /// The titles that a subject holds on a day.
    async fn held_by(&self, subject: i64, as_of: i64, day: &str) -> Result<Vec<Heard>, StoreError> {
        let sql = "select t.title, t.from_batch, t.place, b.source_id from title t join batch b on b.id = t.from_batch \
                   where t.subject_id = $1 and t.from_batch <= $2 and (t.to_batch is null or t.to_batch > $2) \
                   and (t.granted_on is null or t.granted_on <= $3) and (t.valid_to is null or t.valid_to >= $3)";
        let rows = sqlx::query(sql).bind(subject).bind(as_of).bind(day).fetch_all(&self.reads).await?;
        let held = |row: &AnyRow| {
            let (source_id, batch_id) = (int(row, "source_id")?, int(row, "from_batch")?);
            let taken = Taken { value: Some(1), said: None, source_id, batch_id, place: maybe_text(row, "place")? };
            Ok(Heard { answers: text(row, "title")?, period: String::new(), status: Status::Actual, taken })
        };
        rows.iter().map(held).collect()
    }
}

/// What was said of a subject: the figure or title, for when, and how firmly.
struct Heard {
    answers: String,
    period: String,
    status: Status,
    taken: Taken,
}

impl Heard {
    fn of(one: Observation) -> Self {
        let (value, said) = match one.value {
            Some(Value::Whole(value)) => (Some(value), one.words),
            Some(Value::Said(said)) => (None, Some(said)),
            None => (None, None),
        };
        let taken = Taken { value, said, source_id: one.source_id, batch_id: one.from_batch, place: one.place };
        Heard { answers: one.indicator, period: one.period.to_string(), status: one.status, taken }
    }

    fn from(self, batch: &Batch, source: &Source) -> Candidate {
        Candidate {
            taken: self.taken,
            source: source.name.clone(),
            status: self.status.code().to_owned(),
            file: batch.file.as_ref().map(|(_, name)| name.clone()),
            sheet: batch.sheet.clone(),
            authority: source.authority.clone(),
            refused: refused(source),
        }
    }
}

fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> i64) -> HashMap<i64, T> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}

fn ranked(figure: &Figure, found: &HashMap<(String, String), Vec<(i64, Candidate)>>) -> Vec<Candidate> {
    let mut all = found.get(&(figure.code.clone(), figure.period.to_string())).cloned().unwrap_or_default();
    if let Some(title) = &figure.title {
        all.extend(found.get(&(title.clone(), String::new())).cloned().unwrap_or_default());
    }
    all.sort_by_key(|(precedence, one)| {
        let nothing = one.taken.value.is_none() && one.taken.said.is_none();
        (one.refused.is_some(), nothing, *precedence, -one.taken.batch_id, one.taken.source_id)
    });
    all.into_iter().map(|(_, one)| one).collect()
}
