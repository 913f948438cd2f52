//! Assignments against all that there are, and their proofs.

use huoju_review::assign::{Assignment, Mode, Reason, Rules, assign, components, why};
use huoju_review::panel::{Entry, Expert, Pair, Pool};
use proptest::prelude::*;

use crate::support::{Sum, best, pools, sum};

fn small() -> impl Strategy<Value = Pool> {
    pools().prop_filter("few enough to try all", |pool| pool.pairs.len() <= 12)
}

fn rules() -> impl Strategy<Value = Rules> {
    (any::<bool>(), any::<bool>(), 0i64..3).prop_map(|(one_per_org, panels, balance)| Rules {
        one_per_org,
        panels,
        balance,
        ..Rules::default()
    })
}

fn done(pool: &Pool, rules: &Rules) -> (Assignment, Sum) {
    let done = assign(pool, rules).expect("an assignment");
    let came_to = sum(pool, rules, &done.pairs).expect("the rules are obeyed");
    assert_eq!(came_to.unmet, done.unmet.iter().map(|&n| i64::from(n)).sum::<i64>());
    assert_eq!(came_to.total, done.total);
    (done, came_to)
}

fn value(sum: Sum) -> (i64, i64) {
    (sum.unmet, sum.load - sum.total)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn no_assignment_is_better(pool in small(), rules in rules()) {
        let (done, came_to) = done(&pool, &rules);
        prop_assert_eq!(value(came_to), best(&pool, &rules, value));
        prop_assert!(done.proof.is_proved && done.proof.value <= done.proof.bound);
        if done.proof.branches == 0 {
            prop_assert_eq!(done.proof.value, done.proof.bound);
        }
    }

    #[test]
    fn fair_raises_the_worst_pair_first(pool in small(), one_per_org in any::<bool>()) {
        let rules = Rules { mode: Mode::Fair, one_per_org, ..Rules::default() };
        let Ok(done) = assign(&pool, &rules) else { return Ok(()) };
        let came_to = sum(&pool, &rules, &done.pairs).expect("the rules are obeyed");
        let key = |sum: Sum| (sum.unmet, -sum.least, -sum.total);
        prop_assert_eq!(key(came_to), best(&pool, &rules, key));
    }

    #[test]
    fn a_price_is_what_one_more_place_gains(pool in small(), one_per_org in any::<bool>()) {
        let rules = Rules { one_per_org, panels: false, ..Rules::default() };
        let before = assign(&pool, &rules).expect("an assignment");
        for at in 0..pool.experts.len() {
            let mut more = pool.clone();
            more.experts[at].cap += 1;
            let after = assign(&more, &rules).expect("an assignment");
            prop_assert_eq!(after.proof.value - before.proof.value, before.proof.prices[at]);
        }
    }

    #[test]
    fn the_loss_of_a_pair_is_what_forcing_it_costs(pool in small(), one_per_org in any::<bool>()) {
        let rules = Rules { one_per_org, panels: false, ..Rules::default() };
        let done = assign(&pool, &rules).expect("an assignment");
        for (at, pair) in pool.pairs.iter().enumerate() {
            let Reason::Loss { loss, leaves_unmet } = why(&pool, &rules, &done, pair.entry, pair.expert) else { continue };
            let n = pool.pairs.len() as u32;
            let with = (0u32..1 << n).filter(|bits| bits >> at & 1 == 1);
            let lists = with.map(|bits| (0..n).filter(|at| bits >> at & 1 == 1).collect::<Vec<_>>());
            let forced = lists.filter_map(|pairs| sum(&pool, &rules, &pairs)).map(value).min().expect("it can be forced");
            let (unmet, cost) = best(&pool, &rules, value);
            prop_assert_eq!((forced.0 - unmet, forced.1 - cost), (i64::from(leaves_unmet), loss));
        }
    }

    #[test]
    fn a_shortage_shares_fewer_places_than_it_needs(pool in small(), one_per_org in any::<bool>()) {
        let rules = Rules { one_per_org, panels: false, ..Rules::default() };
        let done = assign(&pool, &rules).expect("an assignment");
        prop_assert_eq!(done.shortages.iter().map(|s| s.n_unmet).sum::<u32>(), done.unmet.iter().sum::<u32>());
        for shortage in &done.shortages {
            // Left alone with all experts, these entries still lack as much: the reason lies among them.
            let mut alone = pool.clone();
            for (at, entry) in alone.entries.iter_mut().enumerate() {
                entry.need = if shortage.demands.contains(&(at as u32)) { entry.need } else { 0 };
                entry.panel.clear();
            }
            let lacks: u32 = assign(&alone, &rules).expect("an assignment").unmet.iter().sum();
            prop_assert_eq!(lacks, shortage.n_unmet);
        }
    }

    #[test]
    fn a_random_draw_obeys_and_keeps_to_its_pairs(pool in small(), seed in 0u8..9, one_per_org in any::<bool>(), k in 2u32..4) {
        let rules = Rules { mode: Mode::Random { k, seed: seed.to_string() }, one_per_org, panels: false, ..Rules::default() };
        let drawn = assign(&pool, &rules).expect("an assignment");
        prop_assert!(sum(&pool, &rules, &drawn.pairs).is_some());
        prop_assert!(drawn.pairs.iter().all(|pair| drawn.proof.chances.contains(pair)));
        prop_assert_eq!(&assign(&pool, &rules).expect("again").pairs, &drawn.pairs);
        prop_assert_eq!(drawn.proof.value, drawn.proof.bound);
    }
}

fn square(needs: u32, cap: u32, cells: &[&[i64]]) -> Pool {
    let entry = |at: usize| Entry { id: format!("P{at}"), need: needs, ..Entry::default() };
    let expert = |at: usize| Expert { id: format!("X{at}"), cap, ..Expert::default() };
    let pair = |(entry, row): (usize, &&[i64])| {
        let pair =
            move |(expert, &similarity): (usize, &i64)| Pair { entry: entry as u32, expert: expert as u32, similarity };
        row.iter().enumerate().filter(|(_, s)| **s >= 0).map(pair).collect::<Vec<_>>()
    };
    Pool {
        entries: (0..cells.len()).map(entry).collect(),
        experts: (0..cells[0].len()).map(expert).collect(),
        pairs: cells.iter().enumerate().flat_map(pair).collect(),
        ..Pool::default()
    }
}

#[test]
fn of_two_of_one_organisation_the_better_stays_where_only_one_may() {
    // Each branch forbids the other kind; an unfilled place must cost the same on both.
    let expert = |id: &str, kind: &str| Expert {
        id: id.into(),
        org: "乙".into(),
        kind: kind.into(),
        cap: 1,
        ..Expert::default()
    };
    let panel = vec![("technical".to_owned(), 1), ("finance".to_owned(), 1)];
    let pool = Pool {
        entries: vec![Entry { id: "P0".into(), need: 2, panel, ..Entry::default() }],
        experts: vec![expert("X0", "finance"), expert("X1", "technical")],
        pairs: [4, 5].into_iter().zip(0..).map(|(similarity, expert)| Pair { entry: 0, expert, similarity }).collect(),
        ..Pool::default()
    };
    let done = assign(&pool, &Rules { one_per_org: true, ..Rules::default() }).expect("an assignment");
    assert_eq!((done.total, done.unmet), (5, vec![1]));
}

#[test]
fn coverage_comes_before_similarity() {
    // The best pair alone is worth more than both others, but would leave a place unfilled.
    let pool = square(1, 1, &[&[1_000_000, 1], &[2, -1]]);
    let (done, came_to) = done(&pool, &Rules::default());
    assert_eq!((came_to.unmet, came_to.total, done.pairs), (0, 3, vec![1, 2]));
}

#[test]
fn an_entry_without_an_eligible_expert_is_a_shortage_of_its_own() {
    let pool = square(1, 1, &[&[-1, -1], &[5, 6]]);
    let (done, _) = done(&pool, &Rules::default());
    assert_eq!(done.unmet, [1, 0]);
    assert_eq!((done.shortages[0].demands.clone(), done.shortages[0].experts.len()), (vec![0], 0));
}

#[test]
fn chances_come_true() {
    let pool = square(1, 1, &[&[9, 8], &[9, 7]]);
    let n = |seed: usize| {
        let rules = Rules { mode: Mode::Random { k: 2, seed: seed.to_string() }, ..Rules::default() };
        assign(&pool, &rules).expect("an assignment").pairs.contains(&0)
    };
    let often = (0..400).filter(|&seed| n(seed)).count();
    assert!((160..240).contains(&often), "one in two of 400, {often}");
}

#[test]
fn linking_joins_panels_that_share_nobody() {
    let pool = square(2, 2, &[&[9, 9, 5, 1], &[9, 9, 1, 1], &[1, 1, 9, 9], &[1, 1, 9, 9]]);
    let parts = |rules: &Rules| {
        let done = assign(&pool, rules).expect("an assignment");
        let parts: std::collections::BTreeSet<_> = components(&pool, &done.pairs).into_iter().flatten().collect();
        (parts.len(), done.total)
    };
    assert_eq!(parts(&Rules::default()), (2, 72));
    assert_eq!(parts(&Rules { link: 20, ..Rules::default() }).0, 1);
}
