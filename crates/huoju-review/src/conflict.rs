//! Conflicts (回避): who must keep away from what, by which fact, since when.
//!
//! A *tie* binds an entry or an expert to a party: an organisation or a person. Where an entry and an expert are tied to
//! the same party, now or until less than so many years ago, the expert keeps away. What either side declares is added
//! as it stands.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

/// What binds an entry or an expert to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The entry or expert, by its place in the list.
    pub who: u32,
    /// An organisation or a person.
    pub party: String,
    /// How: employer, shareholder, co_applicant, applicant, adviser, …
    pub relation: String,
    /// Since when; `None`: not known, so long ago.
    pub from: Option<Date>,
    /// Until when; `None`: it lasts.
    pub to: Option<Date>,
    /// Where it is on record.
    pub source: String,
}

/// Why an expert keeps away from an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entry.
    pub entry: u32,
    /// The expert.
    pub expert: u32,
    /// `declared`, or the two relations: `applicant-employer`.
    pub reason: String,
    /// Since when, or when it was declared.
    pub date: Option<Date>,
    /// The party and the sources, or what was declared.
    pub evidence: String,
}

/// From when on a tie that has ended still binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The day that is looked back from.
    pub as_of: Date,
    /// How many years.
    pub years: i32,
}

impl Reach {
    /// Whether a tie binds: begun by the day, and not ended before the years began. One that ended on the first day
    /// of the years still binds.
    pub fn binds(&self, tie: &Tie) -> bool {
        let first = self.as_of.saturating_sub(self.years.years());
        tie.from.is_none_or(|from| from <= self.as_of) && tie.to.is_none_or(|to| to >= first)
    }
}

/// The conflicts that follow from ties, by entry and expert; every fact of a pair is told.
pub fn computed(entries: &[Tie], experts: &[Tie], reach: Reach) -> Vec<Conflict> {
    let mut by_party: HashMap<&str, Vec<&Tie>> = HashMap::new();
    for tie in experts.iter().filter(|tie| reach.binds(tie) && !tie.party.is_empty()) {
        by_party.entry(&tie.party).or_default().push(tie);
    }
    let mut found = Vec::new();
    for own in entries.iter().filter(|tie| reach.binds(tie)) {
        for other in by_party.get(own.party.as_str()).into_iter().flatten() {
            found.push(met(own, other));
        }
    }
    found.sort_by(|a, b| (a.entry, a.expert, &a.reason, &a.evidence).cmp(&(b.entry, b.expert, &b.reason, &b.evidence)));
    found.dedup();
    found
}

fn met(own: &Tie, other: &Tie) -> Conflict {
    Conflict {
        entry: own.who,
        expert: other.who,
        reason: format!("{}-{}", own.relation, other.relation),
        date: own.from.max(other.from),
        evidence: format!("{}: {} [{}], {} [{}]", own.party, span(own), own.source, span(other), other.source),
    }
}

/// `employer 2021-03-01..2024-06-30`
fn span(tie: &Tie) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match (tie.from, tie.to) {
        (None, None) => tie.relation.clone(),
        (from, to) => format!("{} {}..{}", tie.relation, day(from), day(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn tie(who: u32, party: &str, relation: &str, to: Option<Date>) -> Tie {
        Tie { who, party: party.into(), relation: relation.into(), from: None, to, source: "登记".into() }
    }

    #[test]
    fn a_past_tie_binds_for_so_many_years_to_the_day() {
        let reach = Reach { as_of: date(2026, 3, 1), years: 3 };
        let binds = |to| reach.binds(&tie(0, "A", "employer", Some(to)));
        assert!(binds(date(2023, 3, 1)));
        assert!(!binds(date(2023, 2, 28)));
        assert!(!reach.binds(&Tie { from: Some(date(2026, 3, 2)), ..tie(0, "A", "employer", None) }));
    }

    #[test]
    fn every_fact_of_a_pair_is_told_and_no_party_binds_nobody() {
        let reach = Reach { as_of: date(2026, 3, 1), years: 3 };
        let entries =
            [tie(0, "甲", "applicant", None), tie(0, "乙", "co_applicant", None), tie(1, "", "applicant", None)];
        let experts = [tie(7, "甲", "employer", None), tie(7, "乙", "shareholder", None), tie(8, "", "employer", None)];
        let reasons: Vec<_> =
            computed(&entries, &experts, reach).into_iter().map(|c| (c.entry, c.expert, c.reason)).collect();
        let told = |reason: &str| (0, 7, reason.to_owned());
        assert_eq!(reasons, [told("applicant-employer"), told("co_applicant-shareholder")]);
    }
}
