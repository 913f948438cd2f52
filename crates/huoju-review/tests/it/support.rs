//! Small pools by chance, and every assignment there is of them.

use huoju_review::assign::Rules;
use huoju_review::panel::{Entry, Expert, Pair, Pool};
use proptest::prelude::*;

const KINDS: [&str; 2] = ["technical", "finance"];

/// At most four entries and five experts, with ties among similarities, conflicts, organisations and kinds.
pub fn pools() -> impl Strategy<Value = Pool> {
    let entries = prop::collection::vec((0u32..3, 0u32..2, any::<bool>()), 1..4);
    let experts = prop::collection::vec((0u32..3, 0usize..3, 0usize..2), 1..6);
    (entries, experts).prop_flat_map(|(entries, experts)| {
        let n = entries.len() * experts.len();
        let cells = prop::collection::vec((0i64..6, 0u8..10), n);
        cells.prop_map(move |cells| pool(&entries, &experts, &cells))
    })
}

fn pool(entries: &[(u32, u32, bool)], experts: &[(u32, usize, usize)], cells: &[(i64, u8)]) -> Pool {
    let entry = |(at, &(a, b, has_panel)): (usize, &(u32, u32, bool))| Entry {
        id: format!("P{at}"),
        need: a + b,
        panel: if has_panel { vec![(KINDS[0].into(), a), (KINDS[1].into(), b)] } else { vec![] },
        ..Entry::default()
    };
    let expert = |(at, &(cap, org, kind)): (usize, &(u32, usize, usize))| Expert {
        id: format!("X{at}"),
        org: ["", "甲", "乙"][org].into(),
        cap,
        kind: KINDS[kind].into(),
        ..Expert::default()
    };
    let mut pool = Pool {
        entries: entries.iter().enumerate().map(entry).collect(),
        experts: experts.iter().enumerate().map(expert).collect(),
        ..Pool::default()
    };
    for (at, &(similarity, fate)) in cells.iter().enumerate() {
        let (entry, expert) = ((at / experts.len()) as u32, (at % experts.len()) as u32);
        if fate == 0 {
            pool.conflicts.insert((entry, expert));
        }
        if fate != 1 {
            pool.pairs.push(Pair { entry, expert, similarity });
        }
    }
    pool.checked().expect("a sound pool")
}

/// What an assignment comes to: unfilled places, then the least similarity, the total, and the cost of the load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    pub unmet: i64,
    pub least: i64,
    pub total: i64,
    pub load: i64,
}

/// Whether these pairs obey the rules, told in the plainest way; then what they come to.
pub fn sum(pool: &Pool, rules: &Rules, pairs: &[u32]) -> Option<Sum> {
    let mut load = vec![0i64; pool.experts.len()];
    let mut least = i64::MAX;
    let mut total = 0;
    for (at, &a) in pairs.iter().enumerate() {
        let pair = pool.pairs[a as usize];
        let expert = &pool.experts[pair.expert as usize];
        let same = |&b: &u32| {
            let other = pool.pairs[b as usize];
            let org = &pool.experts[other.expert as usize].org;
            other.entry == pair.entry && !org.is_empty() && *org == expert.org
        };
        let barred = rules.conflicts && pool.is_barred(pair.entry, pair.expert);
        if barred || (rules.one_per_org && pairs[..at].iter().any(same)) {
            return None;
        }
        load[pair.expert as usize] += 1;
        (least, total) = (least.min(pair.similarity), total + pair.similarity);
    }
    let fits = |at: usize, entry: &Entry| {
        let own = || pairs.iter().map(|&a| pool.pairs[a as usize]).filter(move |pair| pair.entry == at as u32);
        let of = |kind: &str| own().filter(|pair| pool.experts[pair.expert as usize].kind == kind).count() as u32;
        let parts = !rules.panels || entry.panel.iter().all(|(kind, n)| of(kind) <= *n);
        own().count() as u32 <= entry.need && parts
    };
    let caps = load.iter().zip(&pool.experts).all(|(&load, expert)| load <= i64::from(expert.cap));
    let needs = pool.entries.iter().enumerate().all(|(at, entry)| fits(at, entry));
    let cost = load.iter().map(|load| rules.balance * load * (load - 1) / 2).sum();
    (caps && needs).then_some(Sum { unmet: pool.need() as i64 - pairs.len() as i64, least, total, load: cost })
}

/// The best of all assignments by a key, least first.
pub fn best<K: Ord>(pool: &Pool, rules: &Rules, key: impl Fn(Sum) -> K) -> K {
    let n = pool.pairs.len();
    let subsets = (0u32..1 << n).map(|bits| (0..n as u32).filter(|at| bits >> at & 1 == 1).collect::<Vec<_>>());
    subsets.filter_map(|pairs| sum(pool, rules, &pairs)).map(key).min().expect("nothing is always allowed")
}
