//! Rows of a kept matching in the reader's language: ids of offers and conditions and codes of figures become words.

use std::collections::HashMap;
use std::sync::Arc;

use huoju_catalogue::Offer;
use huoju_model::Lang;
use huoju_store::matching::MatchRow;

use super::{Standing, inputs, table};

/// What the ids and codes of rows are called. What is no longer in the packs is called by its id.
#[derive(Debug)]
pub struct Said {
    offers: Arc<[Offer]>,
    figures: HashMap<String, String>,
    lang: Lang,
}

impl Said {
    /// The names of these offers and of what they read.
    pub fn of(offers: Arc<[Offer]>, lang: Lang) -> Self {
        let read = inputs(&offers).into_iter();
        let brought = offers.iter().flat_map(|offer| offer.program.inputs().iter().cloned());
        let figures = read.chain(brought).map(|input| (input.column(), input.label(lang))).collect();
        Said { offers, figures, lang }
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The offer of this id.
    pub fn offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    /// The title of an offer, a sample marked as one (示例).
    pub fn title(&self, id: &str) -> String {
        match (self.offer(id), self.lang) {
            (None, _) => id.to_owned(),
            (Some(offer), Lang::Zh) if offer.sample => format!("{}（示例）", offer.title.get(self.lang)),
            (Some(offer), Lang::En) if offer.sample => format!("{} (sample)", offer.title.get(self.lang)),
            (Some(offer), _) => offer.title.get(self.lang).to_owned(),
        }
    }

    /// `符合`
    pub fn standing(&self, row: &MatchRow) -> String {
        Standing::parse(&row.standing).map_or_else(|| row.standing.clone(), |one| one.name().get(self.lang).to_owned())
    }

    /// The conditions that fail, with their clauses.
    pub fn failed(&self, row: &MatchRow) -> String {
        let gates = self.offer(&row.offer).map(|offer| offer.program.scheme().gates.as_slice()).unwrap_or_default();
        let failed: Vec<_> = gates.iter().filter(|gate| row.failed.split(';').any(|id| id == gate.id)).collect();
        table::cited(&failed, self.lang)
    }

    /// The figures that are missing.
    pub fn missing(&self, row: &MatchRow) -> String {
        let codes = row.missing.split(';').filter(|code| !code.is_empty());
        let names = codes.map(|code| self.figures.get(code).map_or(code, String::as_str));
        names.collect::<Vec<_>>().join(table::semicolon(self.lang))
    }

    /// What stands instead; empty where nothing does.
    pub fn gives_way(&self, row: &MatchRow) -> String {
        row.gives_way_to.as_deref().map_or_else(String::new, |other| self.title(other))
    }
}
