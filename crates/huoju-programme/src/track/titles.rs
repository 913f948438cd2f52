//! Who holds which title until when, and whether its holder would be granted it again, as far as the zone's own last
//! assessment says.

use std::collections::HashMap;
use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_model::Actor;
use huoju_scheme::Program;
use huoju_store::Store;
use huoju_store::assessment::{Assessment, ResultRow};
use huoju_store::holdings::{Holding, Holdings};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::evaluate::why::{Why, why};
use crate::evaluate::{EvaluateError, results};

/// The indicator whose word says where a subject works, before the one that says where it is registered.
const ADDRESSES: [&str; 2] = ["business_address", "registered_address"];

/// Which titles are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// As of which day: titles end before it or after it, and what was granted later doesn't count.
    pub day: Date,
    /// Only this title.
    pub title: Option<String>,
    /// Only the title that this scheme grants; its assessment, and no other scheme's, is shown beside it.
    pub scheme: Option<String>,
    /// By when it ends.
    pub ends: Ends,
}

/// By when a title ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Whenever; also where its list doesn't say.
    Any,
    /// It holds on the day, and ends within so many months; the day as many months later is still among them.
    Within(u8),
    /// It ended before the day.
    Expired,
}

/// A title held, and what is known of its holder.
#[derive(Debug)]
pub struct Entry {
    /// Who holds what.
    pub holding: Holding,
    /// Days that are left: 0 on its last day, less than 0 once it ended; `None` where its list doesn't say.
    pub days_left: Option<i32>,
    /// How its holder came out; `None` where no scheme grants it, nobody was assessed by it, or this one wasn't.
    pub again: Option<Again>,
    /// The zones and carriers that it belongs to.
    pub places: Vec<String>,
    /// Where it works, else where it is registered; empty where neither may be told or is known.
    pub address: String,
}

/// How the holder of a title came out when last assessed by a scheme that grants it.
#[derive(Debug)]
pub struct Again {
    /// The assessment.
    pub renewal: Arc<Renewal>,
    /// The result.
    pub row: ResultRow,
    /// Why it is not a pass.
    pub why: Why,
}

/// The last assessment by a scheme that grants a title.
#[derive(Debug)]
pub struct Renewal {
    /// The title.
    pub title: String,
    /// The assessment.
    pub assessment: Assessment,
    /// Its scheme, as it stood.
    pub program: Program,
}

/// How many titles end by when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ended before the day.
    pub n_expired: i64,
    /// Hold on the day and end within 3, 6 and 12 months of it.
    pub n_within: [i64; 3],
}

/// The months that titles are counted by.
pub const MONTHS: [u8; 3] = [3, 6, 12];

/// The schemes that grant a title, with it, in the packs' order. A scheme that can't be read grants nothing here.
pub fn granting(catalogue: &Catalogue) -> Vec<(String, String)> {
    let read = catalogue.schemes().filter_map(|entry| catalogue.compiled(entry.id).ok());
    read.filter_map(|program| Some((program.scheme().id.clone(), program.scheme().grants.clone()?.title))).collect()
}

/// A page of the titles that are looked for, and how many there are: those that end first, and of the expired those
/// that ended last.
pub async fn titles(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    asked: &Asked,
    skip: i64,
    n: i64,
) -> Result<(Vec<Entry>, i64), EvaluateError> {
    let granting = granting(catalogue);
    let Some(holdings) = asked.holdings(&granting) else { return Ok((Vec::new(), 0)) };
    let (held, total) = store.holdings(actor.scope(), &holdings, skip, n).await?;
    let renewals = renewals(store, catalogue, actor, asked, &granting, &held).await?;
    Ok((entries(store, asked.day, held, &renewals).await?, total))
}

/// How many titles end by when, of those that are looked for whenever they end.
pub async fn counts(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    asked: &Asked,
) -> Result<Counts, EvaluateError> {
    let granting = granting(catalogue);
    let mut counts = Counts::default();
    let by = |ends| Asked { ends, ..asked.clone() }.holdings(&granting);
    if let Some(expired) = by(Ends::Expired) {
        counts.n_expired = store.n_holdings(actor.scope(), &expired).await?;
    }
    for (n, months) in counts.n_within.iter_mut().zip(MONTHS) {
        if let Some(within) = by(Ends::Within(months)) {
            *n = store.n_holdings(actor.scope(), &within).await?;
        }
    }
    Ok(counts)
}

impl Asked {
    /// The same as the store takes it; `None` where the scheme grants another title than the one that is asked for.
    fn holdings(&self, granting: &[(String, String)]) -> Option<Holdings> {
        let granted = match &self.scheme {
            Some(scheme) => Some(granting.iter().find(|(id, _)| id == scheme)?.1.clone()),
            None => None,
        };
        let title = match (&self.title, granted) {
            (Some(title), Some(granted)) if *title != granted => return None,
            (title, granted) => granted.or_else(|| title.clone()),
        };
        let day = self.day.to_string();
        let (from, to) = match self.ends {
            Ends::Any => (None, None),
            Ends::Within(months) => {
                let last = self.day.checked_add(i32::from(months).months()).unwrap_or(Date::MAX);
                (Some(day.clone()), Some(last.to_string()))
            }
            Ends::Expired => (None, Some(self.day.yesterday().unwrap_or(Date::MIN).to_string())),
        };
        Some(Holdings { day, title, from, to, last_first: self.ends == Ends::Expired })
    }
}

/// The last assessment for each title that is held here: of the latest period, and of it the one made last.
async fn renewals(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    asked: &Asked,
    granting: &[(String, String)],
    held: &[Holding],
) -> Result<Vec<Arc<Renewal>>, EvaluateError> {
    let mut last: HashMap<&str, Assessment> = HashMap::new();
    for made in results::assessments(store, actor, None, 0, i64::MAX).await? {
        let Some((scheme, title)) = granting.iter().find(|(id, _)| *id == made.scheme) else { continue };
        let is_asked = asked.scheme.as_ref().is_none_or(|asked| asked == scheme);
        let is_held = held.iter().any(|holding| holding.title.title == *title);
        // They come the last made first.
        let is_newer = last.get(title.as_str()).is_none_or(|known| known.data_period < made.data_period);
        if is_asked && is_held && is_newer {
            last.insert(title, made);
        }
    }
    let renewal = |(title, assessment): (&str, Assessment)| {
        let program = results::basis(store, catalogue, &assessment.hash)?.program;
        Ok(Arc::new(Renewal { title: title.to_owned(), assessment, program }))
    };
    last.into_iter().map(renewal).collect()
}

async fn entries(
    store: &Store,
    day: Date,
    held: Vec<Holding>,
    renewals: &[Arc<Renewal>],
) -> Result<Vec<Entry>, EvaluateError> {
    let ids: Vec<i64> = held.iter().map(|holding| holding.title.subject_id).collect();
    let mut came = Vec::with_capacity(renewals.len());
    for renewal in renewals {
        came.push(store.results_among(&renewal.assessment.hash, &ids).await?);
    }
    let places = store.places_of(&ids).await?;
    let [works, registered] = ADDRESSES;
    let works = store.words_of(works, &ids, true).await?;
    let registered = store.words_of(registered, &ids, true).await?;
    let entry = |holding: Holding| {
        let id = holding.title.subject_id;
        let mut beside = renewals.iter().zip(&came).filter(|(renewal, _)| renewal.title == holding.title.title);
        let again = beside.next().and_then(|(renewal, came)| {
            let row = came.get(&id)?.clone();
            Some(Again { renewal: Arc::clone(renewal), why: why(&renewal.program, &row), row })
        });
        Entry {
            days_left: days_left(day, holding.title.valid_to.as_deref()),
            again,
            places: places.get(&id).cloned().unwrap_or_default(),
            address: works.get(&id).or_else(|| registered.get(&id)).cloned().unwrap_or_default(),
            holding,
        }
    };
    Ok(held.into_iter().map(entry).collect())
}

fn days_left(day: Date, valid_to: Option<&str>) -> Option<i32> {
    let last: Date = valid_to?.parse().ok()?;
    Some((last - day).get_days())
}
