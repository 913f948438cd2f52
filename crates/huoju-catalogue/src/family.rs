//! Families (同一办法的各版): the editions of one rule, and which of them is in force on a day.
//!
//! Schemes that name one `family` are editions of one rule. Where they name parts besides (a stage of growth), the parts
//! stand side by side and each has editions of its own.

use std::sync::Arc;

use huoju_scheme::Scheme;
use jiff::civil::Date;

use crate::catalogue::is_path;
use crate::{Catalogue, CatalogueError};

/// The edition of a part that is in force on a day.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The edition.
    pub scheme: Arc<Scheme>,
    /// Why this one.
    pub why: Why,
}

/// What a name stands for on a day.
#[derive(Debug, Clone)]
pub struct Meant {
    /// The scheme: an id or a path.
    pub scheme: String,
    /// The day and the edition, where the day chose it.
    pub chosen: Option<(Date, Chosen)>,
}

/// Why an edition is the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No other is in force on the day.
    Only,
    /// It is the office's own, and goes before those of the packs.
    Own,
    /// Of several it came into force last.
    Latest,
}

impl Catalogue {
    /// The editions of a rule, the earliest in force first. Schemes that can't be read are passed over.
    pub fn family(&self, family: &str) -> Vec<Arc<Scheme>> {
        let read = self.schemes().filter_map(|entry| self.scheme(entry.id).ok());
        let mut editions: Vec<_> = read.filter(|scheme| scheme.family == family).collect();
        // In the library's order where they begin on one day: own editions last, and the last saved of them.
        editions.sort_by_key(|scheme| scheme.in_force.from);
        editions
    }

    /// Of each part of a rule the edition that is in force on a day; nothing of a part that has none.
    pub fn in_force(&self, family: &str, day: Date) -> Vec<Chosen> {
        let mut parts: Vec<Vec<Arc<Scheme>>> = Vec::new();
        for scheme in self.family(family).into_iter().filter(|scheme| scheme.in_force.holds(day)) {
            match parts.iter_mut().find(|part| part[0].part == scheme.part) {
                Some(part) => part.push(scheme),
                None => parts.push(vec![scheme]),
            }
        }
        parts.sort_by_key(|part| part[0].part.as_ref().map(|part| part.number));
        parts.into_iter().filter_map(|editions| self.chosen(editions)).collect()
    }

    fn chosen(&self, mut editions: Vec<Arc<Scheme>>) -> Option<Chosen> {
        let n = editions.len();
        let own = editions.iter().filter(|scheme| self.is_own(&scheme.id)).count();
        if own > 0 {
            editions.retain(|scheme| self.is_own(&scheme.id));
        }
        let why = match own {
            _ if n == 1 => Why::Only,
            1 => Why::Own,
            _ => Why::Latest,
        };
        Some(Chosen { scheme: editions.pop()?, why })
    }

    /// The edition of a scheme's part of its rule that is in force on a day; `None` where none is.
    pub fn edition_beside(&self, scheme: &Scheme, day: Date) -> Option<Chosen> {
        self.in_force(&scheme.family, day).into_iter().find(|chosen| chosen.scheme.part == scheme.part)
    }

    /// The one edition of a rule that is in force on a day. Where the rule has parts, or none is in force, it is told
    /// what there is.
    pub fn edition(&self, family: &str, day: Date) -> Result<Chosen, CatalogueError> {
        let mut chosen = self.in_force(family, day);
        match (chosen.pop(), chosen.is_empty()) {
            (Some(one), true) => Ok(one),
            (Some(last), false) => {
                let parts = chosen.iter().chain([&last]).map(|chosen| chosen.scheme.id.clone()).collect();
                Err(CatalogueError::Parts { family: family.to_owned(), parts })
            }
            (None, _) => Err(self.no_edition(family, day)),
        }
    }

    fn no_edition(&self, family: &str, day: Date) -> CatalogueError {
        let days = |scheme: &Arc<Scheme>| (scheme.id.clone(), scheme.in_force);
        let editions = self.family(family).iter().map(days).collect();
        CatalogueError::NoEdition { family: family.to_owned(), day, editions }
    }

    /// Which scheme a name stands for: with a day of application the edition of the rule that is in force then, else the
    /// scheme of this id or path. A rule that no scheme bears the id of is taken in the edition of today.
    pub fn meant(&self, name: &str, as_of: Option<Date>, today: Date) -> Result<Meant, CatalogueError> {
        let is_scheme = is_path(name) || self.schemes().any(|entry| entry.id == name);
        let is_rule = !is_path(name) && !self.family(name).is_empty();
        match (as_of, is_scheme, is_rule) {
            (Some(day), _, true) => self.on(name, day),
            (None, false, true) => self.on(name, today),
            _ => Ok(Meant { scheme: name.to_owned(), chosen: None }),
        }
    }

    fn on(&self, family: &str, day: Date) -> Result<Meant, CatalogueError> {
        let chosen = self.edition(family, day)?;
        Ok(Meant { scheme: chosen.scheme.id.clone(), chosen: Some((day, chosen)) })
    }
}
