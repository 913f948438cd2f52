//! Names that no rule could settle (名单比对): a person says who is meant, or that nobody here is; each answer is one
//! ledger record and can be taken back.

use huoju_model::{Actor, Period};
use huoju_store::batch::{Batch, Counts, NewBatch};
use huoju_store::ledger::Act;
use huoju_store::name_match::{Answer, NameMatch};
use huoju_store::{Store, StoreError, Write};

use super::import::Listed;
use super::lists::{Given, give};
use crate::ProgrammeError;

/// What a person says of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// This subject is meant.
    Subject(i64),
    /// None of those here is meant.
    Nobody,
}

/// What the list gives the one who bears the name.
pub fn given(asked: &NameMatch) -> Given {
    serde_json::from_str(&asked.row_json).unwrap_or_default()
}

/// Records what a person says of a name; where a subject is meant it gets what the list gives. Refused where somebody
/// answered meanwhile, or the list was undone.
pub async fn answer(store: &Store, actor: &Actor, id: i64, said: Said) -> Result<(), ProgrammeError> {
    let asked = store.name_match(id).await?;
    let list = store.batch(asked.batch_id).await?;
    if asked.state != Answer::Open || list.undone_in.is_some() {
        return Err(StoreError::Stale("match").into());
    }
    if let Said::Subject(subject) = said {
        store.subject(actor.scope(), subject).await?;
    }
    let mut write = store.write().await?;
    let answer = match said {
        Said::Nobody => Answer::Nobody,
        Said::Subject(subject) => {
            Answer::Chosen { subject, batch: gave(&mut write, actor, &asked, &list, subject).await? }
        }
    };
    write.answer(actor, &asked, answer).await?;
    let what = format!("{} {said:?}", asked.listed_as);
    commit(write, actor, "match.answer", id, &what).await
}

/// Takes an answer back: the name is open again, and what it gave is known no more.
pub async fn take_back(store: &Store, actor: &Actor, id: i64) -> Result<(), ProgrammeError> {
    let asked = store.name_match(id).await?;
    let mut write = store.write().await?;
    match asked.state {
        Answer::Open => return Err(StoreError::Stale("match").into()),
        Answer::Nobody => write.answer(actor, &asked, Answer::Open).await?,
        Answer::Chosen { batch, .. } => drop(write.undo_batch(actor, batch, &asked.listed_as).await?),
    }
    commit(write, actor, "match.take_back", id, &asked.listed_as).await
}

async fn commit(write: Write, actor: &Actor, name: &str, id: i64, what: &str) -> Result<(), ProgrammeError> {
    write.commit(actor, Act { name, about: &format!("match {id}"), what }).await?;
    Ok(())
}

/// What the list gives, in a batch of its own that names the list.
async fn gave(
    write: &mut Write,
    actor: &Actor,
    asked: &NameMatch,
    list: &Batch,
    subject: i64,
) -> Result<i64, ProgrammeError> {
    let period = list.period.as_deref().and_then(|period| Period::parse(period).ok());
    let new = NewBatch {
        sheet: list.sheet.as_deref(),
        period,
        title: list.title.as_deref(),
        about: Some(list.id),
        ..NewBatch::of("match", list.source_id)
    };
    let batch = write.begin_batch(actor, &new).await?;
    let listed = Listed { name: asked.listed_as.clone(), place: asked.place.clone() };
    let written = give(write, (batch, list.source_id), period, vec![(subject, given(asked), listed)]).await?;
    let n_values = written.n_new + written.n_changed;
    write.count_batch(batch, Counts { n_rows: 1, n_values, n_changed: written.n_changed, n_refused: 0 }).await?;
    Ok(batch)
}
