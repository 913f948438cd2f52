//! For how long titles (资格) hold: what the editions of the schemes that grant them say.

use huoju_scheme::InForce;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::Catalogue;

/// For how long one title holds, by whichever edition was in force when it was granted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<Term>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    scheme: String,
    in_force: InForce,
    years: u8,
}

impl Catalogue {
    /// For how long a title holds. A scheme that can't be read says nothing.
    pub fn terms(&self, title: &str) -> Terms {
        let read = self.schemes().filter_map(|entry| self.compiled(entry.id).ok());
        let term = read.filter_map(|program| {
            let scheme = program.scheme();
            let grant = scheme.grants.as_ref().filter(|grant| grant.title == title)?;
            let years = grant.valid.as_ref()?.years;
            Some(Term { scheme: scheme.id.clone(), in_force: scheme.in_force, years })
        });
        Terms(term.collect())
    }
}

impl Terms {
    /// The last day of the title granted on a day, and the scheme that says so; `None` where no edition that was in force
    /// that day says for how long it holds.
    pub fn end(&self, granted: Date) -> Option<(Date, &str)> {
        let term = self.0.iter().find(|term| term.in_force.holds(granted))?;
        Some((granted.checked_add(i32::from(term.years).years()).ok()?, &term.scheme))
    }
}
