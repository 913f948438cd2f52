//! The list of who stands where: looked for by spot, move and name, a page at a time, with what each lacks for the next
//! step and why whoever fell did.

use std::collections::{HashMap, HashSet};

use huoju_catalogue::Catalogue;
use huoju_model::ladder::Move;
use huoju_model::{Actor, Standing};
use huoju_scheme::Program;
use huoju_store::Store;
use huoju_store::assessment::ResultRow;
use huoju_store::subject::Search;
use jiff::civil::Date;

use super::lacks::{Lacks, lacks};
use super::{Spot, Standings};
use crate::evaluate::{EvaluateError, results};

/// Who is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// At which moment, by its place.
    pub moment: usize,
    /// Where they stand.
    pub spot: Option<Spot>,
    /// Where they stood at the moment before.
    pub from: Option<Spot>,
    /// How they moved since the moment before.
    pub moved: Option<Move>,
    /// The highest rung that our own assessment reaches.
    pub reached: Option<u8>,
    /// Parts of a name or code.
    pub words: String,
}

/// Somebody on a ladder.
#[derive(Debug)]
pub struct Entry {
    /// The row of the subject.
    pub subject: i64,
    /// Its code, where it has one.
    pub code: Option<String>,
    /// Its present name.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// The last day of the title by which it stands there, where that is known.
    pub until: Option<Date>,
    /// Where it stood at the moment before; `None` at the first.
    pub before: Option<Standing>,
    /// The last day of the title by which it stood there.
    pub before_until: Option<Date>,
    /// What it lacks for the next step; `None` where there is none.
    pub lacks: Option<Lacks>,
    /// The result that says so.
    pub next: Option<Came>,
    /// Of whoever fell: how it came out when assessed for the rung that it held.
    pub fell: Option<Came>,
}

/// How somebody came out for a rung.
#[derive(Debug)]
pub struct Came {
    /// The assessment.
    pub hash: String,
    /// Its scheme, as it stood.
    pub program: Program,
    /// The result.
    pub row: ResultRow,
}

/// A page of those who are looked for, the highest rungs first and by name, and how many there are.
pub async fn list(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    standings: &Standings,
    asked: &Asked,
    skip: usize,
    n: usize,
) -> Result<(Vec<Entry>, usize), EvaluateError> {
    let called: Option<HashSet<i64>> = match asked.words.trim() {
        "" => None,
        words => {
            let search = Search { words: words.to_owned(), ..Search::default() };
            Some(store.subject_rows(actor.scope(), &search).await?.into_iter().collect())
        }
    };
    let is_called = |subject: usize| called.as_ref().is_none_or(|called| called.contains(&standings.subjects[subject]));
    let order = standings.order(asked.moment).iter().copied();
    let found: Vec<usize> = order.filter(|&subject| asked.lets(standings, subject) && is_called(subject)).collect();
    let total = found.len();
    let page: Vec<usize> = found.into_iter().skip(skip).take(n).collect();
    Ok((entries(store, catalogue, standings, asked.moment, &page).await?, total))
}

impl Asked {
    fn lets(&self, standings: &Standings, subject: usize) -> bool {
        let standing = standings.standing(subject, self.moment);
        let before = self.moment.checked_sub(1).map(|before| standings.standing(subject, before));
        let came_from = |from: Spot| before.as_ref().is_some_and(|before| Spot::of(before) == from);
        self.spot.is_none_or(|spot| Spot::of(&standing) == spot)
            && self.from.is_none_or(came_from)
            && self.moved.is_none_or(|moved| standings.moved(subject, self.moment) == Some(moved))
            && self.reached.is_none_or(|rung| standing.reached == Some(rung))
    }
}

/// The results of some subjects by one rung's scheme.
struct Results {
    hash: String,
    program: Program,
    rows: HashMap<i64, ResultRow>,
}

/// The results of these subjects at a moment, a rung each.
async fn came(
    store: &Store,
    catalogue: &Catalogue,
    standings: &Standings,
    moment: usize,
    ids: &[i64],
) -> Result<Vec<Option<Results>>, EvaluateError> {
    let mut came = Vec::new();
    for made in standings.assessed.get(moment).into_iter().flatten() {
        came.push(match made {
            Some(made) => Some(Results {
                hash: made.hash.clone(),
                program: results::basis(store, catalogue, &made.hash)?.program,
                rows: store.results_among(&made.hash, ids).await?,
            }),
            None => None,
        });
    }
    Ok(came)
}

/// What is told of some subjects, by their places.
async fn entries(
    store: &Store,
    catalogue: &Catalogue,
    standings: &Standings,
    moment: usize,
    page: &[usize],
) -> Result<Vec<Entry>, EvaluateError> {
    let ids: Vec<i64> = page.iter().map(|&subject| standings.subjects[subject]).collect();
    let mut names = store.called(&ids).await?;
    let came = came(store, catalogue, standings, moment, &ids).await?;
    let entry = |&place: &usize| {
        let (code, name) = names.remove(&standings.subjects[place]).unwrap_or_default();
        let standing = standings.standing(place, moment);
        let earlier = moment.checked_sub(1);
        let before = earlier.map(|before| standings.standing(place, before));
        let has_fallen = standings.moved(place, moment) == Some(Move::Fell);
        let result = |rung: Option<u8>| {
            let by = came.get(usize::from(rung?))?.as_ref()?;
            let row = by.rows.get(&standings.subjects[place])?.clone();
            Some(Came { hash: by.hash.clone(), program: by.program.clone(), row })
        };
        let next = result(standing.next);
        let known = next.as_ref().map(|came| (&came.program, &came.row));
        Entry {
            subject: standings.subjects[place],
            code,
            name,
            standing,
            until: standings.until(place, moment),
            before,
            before_until: earlier.and_then(|before| standings.until(place, before)),
            lacks: standing.next.map(|rung| lacks(&standings.ladder, usize::from(rung), known)),
            fell: result(before.and_then(|before| before.held).filter(|_| has_fallen)),
            next,
        }
    };
    Ok(page.iter().map(entry).collect())
}
