//! Standings that were read already: a page asks for the same few, and reading one looks at every title and result.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use huoju_catalogue::Catalogue;
use huoju_model::Actor;
use huoju_store::{Store, StoreError};
use jiff::civil::Date;

use super::{EvaluateError, Standings, moments};

/// As many standings as are kept.
const KEPT: usize = 16;

/// Whose, of which ladder and on which day.
type Key = (String, Option<i64>, Date);

/// What standings depend on: the last batch, and how many assessments there are. Neither ever goes back.
type Mark = (i64, i64);

/// The standings that were asked for, as long as nothing was imported or assessed since.
#[derive(Debug, Default)]
pub struct Kept(Mutex<HashMap<Key, (Mark, Arc<Standings>)>>);

impl Kept {
    /// Where everybody whom the actor may see stands on a ladder, in the last years and today.
    pub async fn standings(
        &self,
        store: &Store,
        catalogue: &Catalogue,
        actor: &Actor,
        ladder: &str,
        today: Date,
    ) -> Result<Arc<Standings>, EvaluateError> {
        let key = (ladder.to_owned(), actor.scope().within, today);
        let mark = mark(store).await?;
        if let Some((_, kept)) = self.lock().get(&key).filter(|(kept, _)| *kept == mark) {
            return Ok(Arc::clone(kept));
        }
        let ladder = catalogue.ladder(ladder)?;
        let read = Arc::new(Standings::read(store, catalogue, actor, ladder, moments(today)).await?);
        let mut kept = self.lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, (mark, Arc::clone(&read)));
        Ok(read)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, (Mark, Arc<Standings>)>> {
        // What a thread that panicked left is whole: standings are put in or they aren't.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn mark(store: &Store) -> Result<Mark, StoreError> {
    Ok((store.newest_batch().await?, store.n_assessments().await?))
}
