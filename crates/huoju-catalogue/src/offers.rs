//! `offers/*.toml`: what is on offer (政策、贷款、服务), to whom, and what it is worth.
//!
//! The conditions of an offer are a program of gates, so they are checked, run and explained as any scheme is.
//! How subjects came out by a scheme is brought to that program as a fact, see [`Assessed`].

use std::path::Path;
use std::sync::Arc;

use huoju_model::{Text, Unit};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, nearest};
use huoju_scheme::scheme::InForce;
use huoju_scheme::{Points, Program};
use jiff::civil::Date;

use crate::catalogue::is_path;
use crate::pack::{File, stem};
use crate::{Catalogue, CatalogueError};

mod assessed;
mod read;
mod sound;

/// Whom offers are for.
const ENTERPRISE: &str = "enterprise";

/// An offer (政策、贷款、服务) for enterprises.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its id, which is its file's name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What is offered.
    pub kind: OfferKind,
    /// Whether it is invented to show how offers work (示例).
    pub sample: bool,
    /// Who grants it.
    pub department: Text,
    /// The document, an id of `sources.toml`.
    pub source: String,
    /// The days between which the document is in force.
    pub in_force: InForce,
    /// The days between which it is applied for; `None` where it is open as long as the document is in force.
    pub window: Option<Window>,
    /// Whether it may be granted without being applied for (免申即享), to whom the data held decide every condition for.
    pub automatic: bool,
    /// The exclusive set (就高不重复) that it belongs to: of one set the highest benefit stands.
    pub exclusive: Option<String>,
    /// What it gives.
    pub benefit: Benefit,
    /// The most for one enterprise, over all years.
    pub most: Option<Worth>,
    /// The most for one enterprise within a year.
    pub most_a_year: Option<Worth>,
    /// What there is in all, and what is left of it.
    pub budget: Option<Budget>,
    /// What is handed in.
    pub documents: Vec<Text>,
    /// What is taken back, and when (追回).
    pub clawback: Vec<Clawback>,
    /// Free text.
    pub note: Option<Text>,
    /// Its conditions, a gate each.
    pub program: Program,
    /// The facts of its program that assessments bring.
    pub assessed: Vec<Assessed>,
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferKind {
    /// 政策
    Policy,
    /// 贷款
    Loan,
    /// 服务
    Service,
}

/// The days between which an offer is applied for, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens: Date,
    /// The last day; `None` where none is set.
    pub closes: Option<Date>,
}

/// What an offer gives.
#[derive(Debug, Clone)]
pub struct Benefit {
    /// What it is worth; `None` for services that are not counted in money.
    pub worth: Option<Worth>,
    /// Whether that is the most it can be, rather than a fixed sum.
    pub is_cap: bool,
    /// Per what: `每家企业一次`.
    pub per: Option<Text>,
    /// In the document's words.
    pub words: Text,
}

/// A sum: as it was written, and in hundredths of its base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// `20 万元`
    pub written: String,
    /// The base unit.
    pub unit: Unit,
    /// Hundredths of it.
    pub hundredths: i64,
}

impl Worth {
    /// As tables print it: `2,000 万元`.
    pub fn shown(&self) -> String {
        match self.written.split_once(' ') {
            Some((number, unit)) => format!("{} {unit}", huoju_scheme::grouped(number)),
            None => self.written.clone(),
        }
    }
}

/// What there is to give (预算).
#[derive(Debug, Clone)]
pub struct Budget {
    /// In all.
    pub total: Worth,
    /// What was left, on which day; `None` where nobody has said.
    pub left: Option<(Worth, Date)>,
}

/// What is taken back, and when (追回).
#[derive(Debug, Clone)]
pub struct Clawback {
    /// The clause.
    pub clause: String,
    /// When.
    pub when: Text,
    /// What.
    pub what: Text,
}

/// A fact that an own assessment (预评) brings to the conditions of offers.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The column of the population.
    pub column: String,
    /// The scheme.
    pub program: Program,
    /// What is asked of the outcome.
    pub asks: Asks,
}

/// What an offer asks of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// It passed.
    Pass,
    /// It reached this tier, a place in the scheme's tiers.
    Tier(usize),
    /// Its total is at least this, whatever is missing.
    Total(Points),
}

/// Whether an offer can be applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Its window has not opened, or its document is not in force yet.
    NotYet,
    /// Now.
    Now,
    /// Its window has closed, or its document is no longer in force.
    Closed,
}

impl OfferKind {
    const ALL: [OfferKind; 3] = [OfferKind::Policy, OfferKind::Loan, OfferKind::Service];

    /// Its word in files.
    pub fn code(self) -> &'static str {
        match self {
            OfferKind::Policy => "policy",
            OfferKind::Loan => "loan",
            OfferKind::Service => "service",
        }
    }

    /// Reads its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == word)
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            OfferKind::Policy => Text::new("政策", "policy"),
            OfferKind::Loan => Text::new("贷款", "loan"),
            OfferKind::Service => Text::new("服务", "service"),
        }
    }
}

impl Offer {
    /// Whether it can be applied for on this day.
    pub fn open(&self, day: Date) -> Open {
        let Offer { in_force, window, .. } = self;
        let opens = window.map_or(in_force.from, |window| window.opens.max(in_force.from));
        let closes = window.and_then(|window| window.closes).or(in_force.to);
        match day {
            day if day < opens => Open::NotYet,
            day if closes.is_some_and(|last| day > last) => Open::Closed,
            _ => Open::Now,
        }
    }

    /// Whether nothing is left of its budget.
    pub fn spent(&self) -> bool {
        self.budget.as_ref().and_then(|budget| budget.left.as_ref()).is_some_and(|(left, _)| left.hundredths == 0)
    }
}

impl Catalogue {
    /// The offers of all packs, in the order of their ids; read once.
    pub fn offers(&self) -> Result<Arc<[Offer]>, CatalogueError> {
        if let Some(offers) = self.kept_offers.get() {
            return Ok(Arc::clone(offers));
        }
        let offers: Arc<[Offer]> = self.offers_with(&[])?.into();
        Ok(Arc::clone(self.kept_offers.get_or_init(|| offers)))
    }

    /// The offers of these ids or files, several joined by commas; `None`: all of the packs.
    pub fn offers_named(&self, named: Option<&str>) -> Result<Vec<Offer>, CatalogueError> {
        let Some(named) = named else { return Ok(self.offers()?.to_vec()) };
        let named: Vec<&str> = named.split([',', '，']).map(str::trim).filter(|one| !one.is_empty()).collect();
        let paths = named.iter().filter(|one| is_path(one));
        let files = paths.map(|path| File::of_disk(Path::new(path))).collect::<Result<Vec<_>, _>>()?;
        let offers = self.offers_with(&files)?;
        let ids = named.iter().map(|one| if is_path(one) { stem(one) } else { one });
        let wanted: Vec<&str> = ids.collect();
        if let Some(id) = wanted.iter().find(|id| offers.iter().all(|offer| offer.id != **id)) {
            let near = nearest(id, offers.iter().map(|offer| offer.id.as_str())).map(str::to_owned);
            return Err(CatalogueError::UnknownOffer { id: (*id).to_owned(), near });
        }
        Ok(offers.into_iter().filter(|offer| wanted.contains(&offer.id.as_str())).collect())
    }

    /// The offers of all packs in the order of their ids, and with them those of `files`, which replace packs' offers of
    /// the same id. All are held against one another.
    fn offers_with(&self, files: &[File]) -> Result<Vec<Offer>, CatalogueError> {
        let replaced = |file: &&File| files.iter().all(|given| given.stem() != file.stem());
        let packs = self.packs().iter().flat_map(|pack| &pack.offers).filter(replaced);
        let mut found = Vec::new();
        let mut read: Vec<(Offer, Places, &File)> = Vec::new();
        for file in packs.chain(files) {
            let (offer, findings) = read::read(file, self);
            found.push(findings);
            read.extend(offer.map(|(offer, places)| (offer, places, file)));
        }
        CatalogueError::unless_clean(found)?;
        CatalogueError::unless_clean(sound::among(&read))?;
        let mut offers: Vec<Offer> = read.into_iter().map(|(offer, ..)| offer).collect();
        offers.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(offers)
    }

    /// The ids of the offers of all packs.
    pub fn offer_ids(&self) -> impl Iterator<Item = &str> {
        self.packs().iter().flat_map(|pack| pack.offers.iter().map(File::stem))
    }

    /// The cases of an offer of a pack; `None` where there are none.
    pub fn offer_cases(&self, offer: &Offer) -> Result<Option<crate::Cases>, CatalogueError> {
        self.cases(&offer.id, offer.program.scheme())
    }
}

/// Where an offer says what is held against other offers.
struct Places {
    id: std::ops::Range<usize>,
    exclusive: std::ops::Range<usize>,
}

/// One finding about a file.
fn one(file: &File, finding: Diagnostic) -> Diagnostics {
    let mut found = Diagnostics::new(&file.path, &file.text);
    found.push(finding);
    found
}
