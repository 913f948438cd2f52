//! Places: by score, then by the rule's ties, and shared (1-2-2-4) where nothing tells apart.

use super::aggregate::mean;
use super::compute::Values;
use super::contest::Contest;
use super::rule::{Tie, TieBy};
use crate::number::Number;
use crate::sheet::{Dim, Mark};

/// The place of one entry among those it was ranked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The entry.
    pub entry: u32,
    /// From 1; equal ones share the best.
    pub place: usize,
    /// Whether another has the same place.
    pub shared: bool,
    /// The tie that put it apart from others with its score: its place in the rule, and the entry's own value.
    pub tie: Option<(usize, Number)>,
}

/// Places for scored entries. Ties are tried in order on those that are still equal; one that not all of them have a
/// value for is passed over, since a missing value is not a low one.
pub fn places(scored: &[(u32, &Number)], ties: &[Tie], value: &dyn Fn(&Tie, u32) -> Option<Number>) -> Vec<Placed> {
    let mut scored = scored.to_vec();
    scored.sort_by(|a, b| b.1.cmp(a.1));
    let mut placed = Vec::with_capacity(scored.len());
    for equal in scored.chunk_by(|a, b| a.1 == b.1) {
        let entries = equal.iter().map(|(entry, _)| (*entry, None)).collect();
        split(entries, ties, 0, value, &mut placed);
    }
    placed
}

type Equal = Vec<(u32, Option<(usize, Number)>)>;

/// Puts a group of equal entries into order by the ties from `at` on.
fn split(equal: Equal, ties: &[Tie], at: usize, value: &dyn Fn(&Tie, u32) -> Option<Number>, placed: &mut Vec<Placed>) {
    let Some(tie) = ties.get(at).filter(|_| equal.len() > 1) else {
        let (place, shared) = (placed.len() + 1, equal.len() > 1);
        placed.extend(equal.into_iter().map(|(entry, tie)| Placed { entry, place, shared, tie }));
        return;
    };
    let valued: Option<Vec<_>> = equal.iter().map(|(entry, _)| Some((*entry, value(tie, *entry)?))).collect();
    let Some(mut valued) = valued.filter(|valued| valued.iter().any(|(_, number)| *number != valued[0].1)) else {
        return split(equal, ties, at + 1, value, placed);
    };
    valued.sort_by(|a, b| if tie.descending { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) });
    for group in valued.chunk_by(|a, b| a.1 == b.1) {
        let group = group.iter().map(|(entry, number)| (*entry, Some((at, number.clone())))).collect();
        split(group, ties, at + 1, value, placed);
    }
}

/// What a tie compares of an entry.
pub fn tie_value(tie: &Tie, entry: u32, steps: &[Values], contest: &Contest) -> Option<Number> {
    match tie.by {
        TieBy::Value { step, section, criterion } => steps[step].of(entry, section, criterion).cloned(),
        TieBy::Median => super::aggregate::median(expert_means(entry, contest).iter().collect()),
        TieBy::Spread => {
            let means = expert_means(entry, contest);
            Some(means.iter().max()? - means.iter().min()?)
        }
    }
}

/// The plain mean of what each expert gave the entry.
fn expert_means(entry: u32, contest: &Contest) -> Vec<Number> {
    let marks = &contest.sheet.marks;
    let from = marks.partition_point(|(key, _)| key.at(Dim::Entry) < entry);
    let of_entry = marks[from..].iter().take_while(|(key, _)| key.at(Dim::Entry) == entry);
    let mut given: Vec<(u32, &Number)> = of_entry
        .filter_map(|(key, mark)| match mark {
            Mark::Given(number) => Some((key.at(Dim::Expert), number)),
            Mark::Absent | Mark::Recused => None,
        })
        .collect();
    given.sort_by_key(|(expert, _)| *expert);
    let by_expert = given.chunk_by(|a, b| a.0 == b.0);
    by_expert.filter_map(|marks| mean(&marks.iter().map(|(_, number)| *number).collect::<Vec<_>>())).collect()
}
