//! Rooms: even, without conflicts, drawn.

use huoju_review::rooms::{Plan, share};
use proptest::prelude::*;

use crate::support::pools;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rooms_are_even_and_hold_no_conflict(pool in pools(), rooms in 1usize..3, size in 1usize..3) {
        let plan = Plan { rooms, size, seed: "s".into() };
        let Ok(shared) = share(&pool, &plan) else {
            prop_assert!(rooms * size > pool.experts.len() || rooms > pool.entries.len());
            return Ok(());
        };
        let n_entries: Vec<usize> = shared.rooms.iter().map(|room| room.entries.len()).collect();
        let most = pool.entries.len().div_ceil(rooms);
        prop_assert!(n_entries.iter().all(|&n| n <= most));
        if shared.left.is_empty() {
            prop_assert!(n_entries.iter().all(|&n| n >= pool.entries.len() / rooms));
        }
        prop_assert_eq!(n_entries.iter().sum::<usize>() + shared.left.len(), pool.entries.len());
        for room in &shared.rooms {
            let barred = room.entries.iter().any(|&p| room.experts.iter().any(|&x| pool.is_barred(p, x)));
            prop_assert!(!barred);
        }
        prop_assert_eq!(&share(&pool, &plan).expect("again"), &shared);
    }

    #[test]
    fn one_room_of_one_has_the_best_expert_there_is(pool in pools()) {
        let free = |x: u32| (0..pool.entries.len() as u32).all(|p| !pool.is_barred(p, x));
        let total = |x: u32| pool.pairs.iter().filter(|pair| pair.expert == x).map(|pair| pair.similarity).sum::<i64>();
        let best = (0..pool.experts.len() as u32).filter(|&x| free(x)).map(total).max();
        let shared = share(&pool, &Plan { rooms: 1, size: 1, seed: "s".into() }).expect("a room");
        if let Some(best) = best.filter(|_| shared.left.is_empty()) {
            prop_assert_eq!(shared.total, best);
        }
    }
}
