//! 本区版: own editions of a scheme. An office fills in the numbers that a document leaves to it, for all parts of a rule
//! at once; each part is checked as a scheme file is, kept, and of use from then on.

use std::collections::BTreeMap;
use std::sync::Arc;

use huoju_catalogue::{Catalogue, CatalogueError, File};
use huoju_model::{Actor, Decimal, Lang, PermittedUse, Source, Text};
use huoju_scheme::edition::Edition as Filled;
use huoju_scheme::{Points, Scheme};
use huoju_store::edition::Edition;
use huoju_store::ledger::{Act, now};
use huoju_store::{Store, StoreError, Write};
use jiff::civil::Date;

use super::EvaluateError;

/// What an office fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The title that all parts share.
    pub title: String,
    /// The number of the office's document.
    pub document: String,
    /// The document's title; the edition's, where it is empty.
    pub document_title: String,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// The first day in force.
    pub from: Date,
    /// The parts of the rule.
    pub parts: Vec<Part>,
}

/// The numbers of one part of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The scheme that they are filled into.
    pub scheme: String,
    /// The most that a criterion gives, by its id; what is not named stays as it is.
    pub weights: BTreeMap<String, Points>,
    /// Where a criterion's points in proportion reach their most, by its id, in the scheme's own unit.
    pub ends: BTreeMap<String, Decimal>,
}

/// A part with the office's numbers in it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What they were filled into.
    pub base: Arc<Scheme>,
    /// The edition.
    pub scheme: Scheme,
}

/// Why nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no title.
    NoTitle,
    /// It has no document's number.
    NoDocument,
    /// The weights of a part do not add up to what is declared.
    Sum {
        /// The part, or the scheme where it has none.
        part: Text,
        /// What they come to.
        sum: Points,
        /// What is declared.
        total: Points,
    },
    /// A criterion can't be given this weight.
    Weight {
        /// The part.
        part: Text,
        /// The criterion.
        criterion: Text,
    },
    /// Something else of a part is wrong.
    Unsound {
        /// The part.
        part: Text,
        /// What, and how to mend it.
        why: Text,
    },
}

impl Fault {
    /// In the reader's words.
    pub fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Fault::NoTitle => ("没有写名称".to_owned(), "the title is missing".to_owned()),
            Fault::NoDocument => ("没有写文号".to_owned(), "the document's number is missing".to_owned()),
            Fault::Sum { part, sum, total } => {
                let (more, less) = (Points(sum.0.saturating_sub(total.0)), Points(total.0.saturating_sub(sum.0)));
                let (zh, en) = match more.0 > 0 {
                    true => (format!("多 {more} 分"), format!("{more} too many")),
                    false => (format!("差 {less} 分"), format!("{less} too few")),
                };
                (
                    format!("{}：各项合计 {sum} 分，办法的满分是 {total} 分，{zh}", part.get(Lang::Zh)),
                    format!("{}: the weights add up to {sum}, the total is {total}: {en}", part.get(Lang::En)),
                )
            }
            Fault::Weight { part, criterion } => (
                format!("{}：“{}”不能是这个分值", part.get(Lang::Zh), criterion.get(Lang::Zh)),
                format!("{}: `{}` can't have this weight", part.get(Lang::En), criterion.get(Lang::En)),
            ),
            Fault::Unsound { part, why } => (
                format!("{}：{}", part.get(Lang::Zh), why.get(Lang::Zh)),
                format!("{}: {}", part.get(Lang::En), why.get(Lang::En)),
            ),
        };
        if lang == Lang::Zh { zh } else { en }
    }
}

/// What a part of a rule is called among the others; the scheme's title, where it has no parts.
pub fn part_name(scheme: &Scheme) -> &Text {
    scheme.part.as_ref().map_or(&scheme.title, |part| &part.title)
}

/// What an edition lacks of a name; its numbers may be looked over all the same.
fn unnamed(request: &Request) -> Vec<Fault> {
    let empty = |text: &str| text.trim().is_empty();
    let title = empty(&request.title).then_some(Fault::NoTitle);
    title.into_iter().chain(empty(&request.document).then_some(Fault::NoDocument)).collect()
}

/// The parts with these numbers in them, as they would be saved; every fault of the numbers at once.
pub fn drafts(catalogue: &Catalogue, request: &Request) -> Result<Vec<Draft>, EvaluateError> {
    numbered(catalogue, request, 1)
}

/// Saves the parts as own editions and shelves them; their ids come back.
pub async fn save(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    request: &Request,
) -> Result<Vec<String>, EvaluateError> {
    // What is wrong is said before anybody else is kept waiting.
    let mut faults = unnamed(request);
    match drafts(catalogue, request) {
        Err(EvaluateError::Edition(found)) => faults.extend(found),
        tried => drop(tried?),
    }
    if !faults.is_empty() {
        return Err(EvaluateError::Edition(faults));
    }
    let mut write = store.write().await?;
    let known = write.editions().await?;
    let taken = |id: &str| known.iter().any(|one| one.scheme == id) || catalogue.schemes().any(|one| one.id == id);
    let free = |number: &usize| request.parts.iter().all(|part| !taken(&own_id(&part.scheme, *number)));
    let drafts = numbered(catalogue, request, (1..).find(free).unwrap_or_default())?;
    let mut kept = Vec::new();
    for draft in &drafts {
        kept.push(keep(store, &mut write, actor, request, draft).await?);
    }
    let ids: Vec<String> = kept.iter().map(|edition| edition.scheme.clone()).collect();
    let hashes = kept.iter().map(|edition| format!("{} {}", edition.scheme, edition.file_hash)).collect::<Vec<_>>();
    let act = Act { name: "edition.save", about: &format!("scheme {}", ids.join(" ")), what: &hashes.join("\n") };
    write.commit(actor, act).await?;
    for (edition, draft) in kept.iter().zip(&drafts) {
        put(catalogue, edition, draft.scheme.text.to_string());
    }
    Ok(ids)
}

/// Shelves the own editions that a store keeps.
pub async fn shelve(store: &Store, catalogue: &Catalogue) -> Result<(), StoreError> {
    for edition in store.editions().await? {
        let text = store.edition_text(&edition)?;
        put(catalogue, &edition, text);
    }
    Ok(())
}

async fn keep(
    store: &Store,
    write: &mut Write,
    actor: &Actor,
    request: &Request,
    draft: &Draft,
) -> Result<Edition, StoreError> {
    let id = &draft.scheme.id;
    let file = store.keep_bytes(&format!("{id}.toml"), draft.scheme.text.as_bytes())?;
    write.file(&file).await?;
    let title = if request.document_title.trim().is_empty() { &request.title } else { &request.document_title };
    let edition = Edition {
        scheme: id.clone(),
        based_on: draft.base.id.clone(),
        file_hash: file.hash,
        document: draft.scheme.source.clone(),
        document_title: title.trim().to_owned(),
        issuer: request.issuer.trim().to_owned(),
        made_by: actor.to_string(),
        made_at: now(),
    };
    write.add_edition(&edition).await?;
    Ok(edition)
}

fn put(catalogue: &Catalogue, edition: &Edition, text: String) {
    let source = Source {
        id: edition.document.clone(),
        numbered: true,
        title: Text::zh(edition.document_title.clone()),
        issuer: Some(edition.issuer.clone()).filter(|issuer| !issuer.is_empty()).into_iter().collect(),
        issued: None,
        note: None,
        permitted_use: PermittedUse::Public,
    };
    catalogue.shelve(File { path: format!("own/schemes/{}.toml", edition.scheme), text }, source);
}

/// `some-scheme-own-2`, also where the first own edition was filled in anew.
fn own_id(base: &str, number: usize) -> String {
    const OWN: &str = "-own-";
    let stem = base.rsplit_once(OWN).filter(|(_, n)| n.parse::<usize>().is_ok()).map_or(base, |(stem, _)| stem);
    format!("{stem}{OWN}{number}")
}

fn numbered(catalogue: &Catalogue, request: &Request, number: usize) -> Result<Vec<Draft>, EvaluateError> {
    let (mut faults, mut drafts) = (Vec::new(), Vec::new());
    for part in &request.parts {
        let base = catalogue.scheme(&part.scheme)?;
        if let Some(fault) = sum(&base, part) {
            faults.push(fault);
            continue;
        }
        let filled = filled(&base, part, request, number);
        match catalogue.own_edition(&base, &filled) {
            Ok(scheme) => {
                faults.extend(unmet(&scheme, part));
                drafts.push(Draft { base, scheme });
            }
            Err(CatalogueError::Findings(found)) => faults.extend(unsound(&base, &found)),
            Err(error) => return Err(error.into()),
        }
    }
    if faults.is_empty() { Ok(drafts) } else { Err(EvaluateError::Edition(faults)) }
}

/// What the weights come to, where that is not what is declared.
fn sum(base: &Scheme, part: &Part) -> Option<Fault> {
    let total = base.total?;
    let weight = |id: &str, now: Points| part.weights.get(id).copied().unwrap_or(now).0;
    let sum = Points(base.criteria.iter().map(|one| weight(&one.id, one.item.max)).fold(0, i64::saturating_add));
    (sum != total).then(|| Fault::Sum { part: part_name(base).clone(), sum, total })
}

/// The criteria that came out with another weight than was asked for.
fn unmet(scheme: &Scheme, part: &Part) -> Vec<Fault> {
    let other = |id: &str, now: Points| part.weights.get(id).is_some_and(|asked| *asked != now);
    let unmet = scheme.criteria.iter().filter(|one| other(&one.id, one.item.max));
    unmet.map(|one| Fault::Weight { part: part_name(scheme).clone(), criterion: one.title.clone() }).collect()
}

fn unsound<'a>(base: &'a Scheme, found: &'a [huoju_scheme::Diagnostics]) -> impl Iterator<Item = Fault> + 'a {
    let errors = found.iter().flat_map(|found| found.list()).filter(|one| !one.warning);
    errors.map(|one| {
        let why = Text::new(one.what.get(Lang::Zh), one.what.get(Lang::En));
        Fault::Unsound { part: part_name(base).clone(), why }
    })
}

fn filled(base: &Scheme, part: &Part, request: &Request, number: usize) -> Filled {
    let place = |id: &str| base.criteria.iter().position(|one| one.id == id);
    let weighed = part.weights.iter().filter_map(|(id, weight)| Some(base.weighed(place(id)?, *weight)));
    let end = |(id, number): (&String, &Decimal)| {
        let criterion = place(id)?;
        Some((base.ends.iter().position(|end| end.criterion == criterion)?, *number))
    };
    Filled {
        id: own_id(&base.id, number),
        title: titled(request.title.trim(), base.part.as_ref().map(|part| &part.title)),
        source: request.document.trim().to_owned(),
        from: request.from,
        points: weighed.flatten().collect(),
        ends: part.ends.iter().filter_map(end).collect(),
    }
}

/// `云溪高新区企业创新积分（初创期）`
fn titled(title: &str, part: Option<&Text>) -> Text {
    match part {
        None => Text::zh(title.to_owned()),
        Some(part) => {
            Text::new(format!("{title}（{}）", part.get(Lang::Zh)), format!("{title} ({})", part.get(Lang::En)))
        }
    }
}
