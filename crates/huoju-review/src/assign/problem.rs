//! From a pool and rules to a network.

use std::collections::HashMap;

use crate::assign::{Bonus, Rules};
use crate::error::ReviewError;
use crate::flow::{Choice, Limits, NONE};
use crate::panel::Pool;

/// What a network is made of, with the way back to entries and pairs.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Needs and caps.
    pub limits: Limits,
    /// The eligible choices.
    pub choices: Vec<Choice>,
    /// The pair of each choice.
    pub pairs: Vec<u32>,
    /// The entry of each demand: an entry has one, or one for each kind of its panel.
    pub entries: Vec<u32>,
    /// The organisation of each expert as a number; [`NONE`] where it is unknown.
    pub orgs: Vec<u32>,
}

/// On a branch: of this organisation, this entry may have experts for this demand only.
#[derive(Debug, Clone, Copy)]
pub struct Only {
    /// The entry.
    pub entry: u32,
    /// The organisation.
    pub org: u32,
    /// The demand.
    pub demand: u32,
}

impl Problem {
    /// The problem of a pool under rules. `floor`: only pairs at least as similar. `times`: needs and caps so many times.
    pub fn new(pool: &Pool, rules: &Rules, floor: i64, times: u32) -> Self {
        let (first, kinds, entries, needs) = demands(pool, rules, times);
        let orgs = orgs(pool);
        let caps = pool.experts.iter().map(|expert| expert.cap * times).collect();
        let (mut choices, mut pairs) = (Vec::with_capacity(pool.pairs.len()), Vec::with_capacity(pool.pairs.len()));
        for (at, pair) in pool.pairs.iter().enumerate() {
            if pair.similarity < floor || (rules.conflicts && pool.is_barred(pair.entry, pair.expert)) {
                continue;
            }
            let expert = &pool.experts[pair.expert as usize];
            let own = first[pair.entry as usize]..first[pair.entry as usize + 1];
            let fits = |d: &u32| kinds[*d as usize].is_none_or(|kind| kind == expert.kind);
            let Some(demand) = own.into_iter().find(fits) else { continue };
            let group = if rules.one_per_org { orgs[pair.expert as usize] } else { NONE };
            choices.push(Choice { demand, expert: pair.expert, value: pair.similarity, group });
            pairs.push(at as u32);
        }
        let limits = Limits { needs, caps, group_cap: times, step: rules.balance };
        Problem { limits, choices, pairs, entries, orgs }
    }

    /// Adds what linking gives for some pairs.
    pub fn add_bonuses(&mut self, pool: &Pool, bonuses: &[Bonus]) {
        let by_pair: HashMap<(u32, u32), i64> = bonuses.iter().map(|b| ((b.entry, b.expert), b.bonus)).collect();
        for (choice, &pair) in self.choices.iter_mut().zip(&self.pairs) {
            let pair = pool.pairs[pair as usize];
            choice.value += by_pair.get(&(pair.entry, pair.expert)).copied().unwrap_or(0);
        }
    }

    /// Leaves out what a branch forbids.
    pub fn restricted(&self, only: &[Only]) -> Problem {
        let allowed = |choice: &Choice| {
            let (entry, org) = (self.entries[choice.demand as usize], self.orgs[choice.expert as usize]);
            only.iter().all(|only| only.entry != entry || only.org != org || only.demand == choice.demand)
        };
        let kept = self.choices.iter().zip(&self.pairs).filter(|(choice, _)| allowed(choice));
        let (choices, pairs) = kept.map(|(choice, pair)| (*choice, *pair)).unzip();
        Problem { choices, pairs, ..self.clone() }
    }

    /// The first entry where an organisation has experts of several kinds, so that both rules can't be one flow.
    pub fn crossing(&self, pool: &Pool, rules: &Rules) -> Result<(), ReviewError> {
        let mut seen: HashMap<(u32, u32), u32> = HashMap::new();
        for choice in self.choices.iter().filter(|_| rules.one_per_org && rules.panels) {
            let (entry, org) = (self.entries[choice.demand as usize], self.orgs[choice.expert as usize]);
            if org != NONE && *seen.entry((entry, org)).or_insert(choice.demand) != choice.demand {
                return Err(ReviewError::Crossing { entry: pool.entries[entry as usize].id.clone() });
            }
        }
        Ok(())
    }
}

type Demands<'p> = (Vec<u32>, Vec<Option<&'p str>>, Vec<u32>, Vec<u32>);

/// The first demand of each entry, then each demand's kind, entry and need.
fn demands<'p>(pool: &'p Pool, rules: &Rules, times: u32) -> Demands<'p> {
    let (mut first, mut kinds, mut entries, mut needs) = (vec![0], Vec::new(), Vec::new(), Vec::new());
    for (at, entry) in pool.entries.iter().enumerate() {
        let whole = [(None, entry.need)];
        let parts = entry.panel.iter().map(|(kind, need)| (Some(kind.as_str()), *need));
        let parts: Vec<_> =
            if rules.panels && !entry.panel.is_empty() { parts.collect() } else { whole.into_iter().collect() };
        for (kind, need) in parts {
            kinds.push(kind);
            entries.push(at as u32);
            needs.push(need * times);
        }
        first.push(entries.len() as u32);
    }
    (first, kinds, entries, needs)
}

fn orgs(pool: &Pool) -> Vec<u32> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let number = |expert: &crate::panel::Expert| -> u32 { u32::from(expert.org.is_empty()) };
    let mut orgs = Vec::with_capacity(pool.experts.len());
    for expert in &pool.experts {
        if number(expert) == 1 {
            orgs.push(NONE);
            continue;
        }
        let next = numbers.len() as u32;
        orgs.push(*numbers.entry(expert.org.as_str()).or_insert(next));
    }
    orgs
}
