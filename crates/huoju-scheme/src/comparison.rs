//! A comparison (推演): one population under two schemes, and who enters, leaves and moves.

use std::collections::BTreeMap;

use huoju_model::Outcome;

use crate::assessed::{Tally, Verdict};

/// Of those of one word, as an industry or a size class: how many pass, before and after, and how many enter and leave.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Passed before.
    pub before: usize,
    /// Would pass.
    pub after: usize,
    /// Enter.
    pub entrants: usize,
    /// Leave.
    pub leavers: usize,
}

/// Who stands otherwise, by their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How it came out before.
    pub before: Tally,
    /// And after.
    pub after: Tally,
    /// Who passes now and did not.
    pub entrants: Vec<usize>,
    /// Who passed and does not now.
    pub leavers: Vec<usize>,
    /// Whose tier or outcome is another otherwise.
    pub moved: Vec<usize>,
    /// How many have another total, and nothing else that is another.
    pub n_rescored: usize,
    /// How many went from a tier to another, or from and to none: places in each scheme's tiers.
    pub flows: BTreeMap<(Option<usize>, Option<usize>), usize>,
}

impl Comparison {
    /// Compares how each of so many rows stands.
    pub fn of(n_rows: usize, before: impl Fn(usize) -> Verdict, after: impl Fn(usize) -> Verdict) -> Self {
        let mut comparison = Comparison::default();
        // Counted by place, as a map asked for each row takes longer than all the rest. A scheme has under 256 tiers.
        let mut flows = vec![0usize; 256 * 256];
        let place = |tier: Option<usize>| tier.map_or(0, |tier| (tier + 1).min(255));
        for row in 0..n_rows {
            let (was, is) = (before(row), after(row));
            comparison.before.add_one(&was);
            comparison.after.add_one(&is);
            flows[place(was.tier) * 256 + place(is.tier)] += 1;
            let passes = |verdict: &Verdict| verdict.outcome == Outcome::Pass;
            match (passes(&was), passes(&is)) {
                (false, true) => comparison.entrants.push(row),
                (true, false) => comparison.leavers.push(row),
                _ if was.outcome != is.outcome || was.tier != is.tier => comparison.moved.push(row),
                _ => comparison.n_rescored += usize::from(was.total != is.total),
            }
        }
        let tier = |place: usize| place.checked_sub(1);
        let counted = flows.into_iter().enumerate().filter(|(_, n)| *n > 0);
        comparison.flows = counted.map(|(at, n)| ((tier(at / 256), tier(at % 256)), n)).collect();
        comparison
    }

    /// The same by what is said of each row, those with the most entrants and leavers first and those of whom nothing is
    /// said last; nothing where nothing is said of anybody. `stood` gives how a row stood and how it would stand.
    pub fn shares<'s>(
        &self,
        said: &'s [Option<String>],
        stood: impl Fn(usize) -> [Verdict; 2],
    ) -> Vec<(Option<&'s str>, Share)> {
        let mut shares: BTreeMap<Option<&str>, Share> = BTreeMap::new();
        let of = |row: usize| said[row].as_deref();
        let passes = |verdict: &Verdict| usize::from(verdict.outcome == Outcome::Pass);
        for row in 0..said.len() {
            let (share, [was, is]) = (shares.entry(of(row)).or_default(), stood(row));
            share.before += passes(&was);
            share.after += passes(&is);
        }
        self.entrants.iter().for_each(|row| shares.entry(of(*row)).or_default().entrants += 1);
        self.leavers.iter().for_each(|row| shares.entry(of(*row)).or_default().leavers += 1);
        let mut shares: Vec<_> = shares.into_iter().collect();
        shares.sort_by_key(|(said, share)| (said.is_none(), std::cmp::Reverse(share.entrants + share.leavers)));
        shares.retain(|_| said.iter().any(Option::is_some));
        shares
    }
}
