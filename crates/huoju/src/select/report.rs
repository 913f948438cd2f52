//! What a person reads about an assignment.

use huoju_review::assign::{Assignment, Mode, Reason, Rules, components};
use huoju_review::error::ReviewError;
use huoju_review::panel::Pool;

use crate::report::{Failure, note, say};
use crate::select::assign::Answer;
use crate::words::Words;

/// Ids that are listed before it says how many more there are.
const SHOWN: usize = 8;

/// An engine's error in the reader's language.
pub fn failure(error: &ReviewError, words: &Words) -> Failure {
    let said = match error {
        ReviewError::Crossing { entry } => words.with("assign-crossing", &[("entry", entry)]),
        ReviewError::TooFew { wanted, found } => {
            words.with("select-too-few", &[("wanted", &wanted.to_string()), ("found", &found.to_string())])
        }
        other => words.with("select-internal", &[("why", &other.to_string())]),
    };
    Failure::new(said)
}

/// A sum of millionths as people read it: `12492.053271`.
pub fn millionths(value: i64) -> String {
    let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    format!("{sign}{}.{:06}", value / 1_000_000, value % 1_000_000)
}

/// The report on stderr.
pub fn assignment(pool: &Pool, rules: &Rules, done: &Assignment, words: &Words) {
    let unmet: u32 = done.unmet.iter().sum();
    let filled = done.pairs.len().to_string();
    say(&words.with("assign-filled", &[("needed", &pool.need().to_string()), ("filled", &filled)]));
    say(&words.with("assign-total", &[("total", &millionths(done.total))]));
    if let Some((worst, entry, sum)) = weakest(pool, done) {
        let (worst, sum) = (millionths(worst), millionths(sum));
        say(&words.with("assign-worst", &[("worst", &worst), ("entry", &pool.entries[entry].id), ("sum", &sum)]));
    }
    let proof = &done.proof;
    let about = [
        ("value", proof.value.to_string()),
        ("bound", proof.bound.to_string()),
        ("branches", proof.branches.to_string()),
    ];
    let about: Vec<(&str, &str)> = about.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say(&match (proof.value == proof.bound, proof.is_proved) {
        (true, _) => words.with("assign-proved", &about[..1]),
        (false, true) => words.with("assign-branched", &about),
        (false, false) => words.with("assign-gap", &about[..2]),
    });
    if let Mode::Random { k, seed } = &rules.mode {
        say(&words.with("assign-random", &[("k", &k.to_string()), ("seed", seed)]));
    }
    let full = proof.prices.iter().filter(|&&price| price > 0).count();
    say(&words.with("assign-binding", &[("count", &full.to_string())]));
    let parts = n_parts(pool, done);
    if parts > 1 {
        note(&words.with("assign-parts", &[("count", &parts.to_string())]), words);
    }
    if unmet > 0 {
        shortages(pool, done, unmet, words);
    }
}

/// The similarity of the worst pair, and the entry whose panel has the lowest sum, with it; none without a pair.
pub fn weakest(pool: &Pool, done: &Assignment) -> Option<(i64, usize, i64)> {
    let mut sums = vec![0; pool.entries.len()];
    let pairs = || done.pairs.iter().map(|&pair| pool.pairs[pair as usize]);
    pairs().for_each(|pair| sums[pair.entry as usize] += pair.similarity);
    let entry = (0..sums.len()).filter(|&at| pool.entries[at].need > 0).min_by_key(|&at| sums[at])?;
    Some((pairs().map(|pair| pair.similarity).min()?, entry, sums[entry]))
}

/// How many parts of entries and experts nothing connects.
pub fn n_parts(pool: &Pool, done: &Assignment) -> usize {
    components(pool, &done.pairs).into_iter().flatten().collect::<std::collections::BTreeSet<u32>>().len()
}

fn shortages(pool: &Pool, done: &Assignment, unmet: u32, words: &Words) {
    note(&words.with("assign-unmet", &[("count", &unmet.to_string())]), words);
    for shortage in &done.shortages {
        let need: u64 = shortage.demands.iter().map(|&at| u64::from(pool.entries[at as usize].need)).sum();
        let places: u64 = shortage.experts.iter().map(|&at| u64::from(pool.experts[at as usize].cap)).sum();
        let (n_entries, n_experts) = (shortage.demands.len().to_string(), shortage.experts.len().to_string());
        let ids = shortage.demands.iter().take(SHOWN).map(|&at| &pool.entries[at as usize].id);
        let about = [
            ("entries", n_entries.as_str()),
            ("ids", &words.list(ids)),
            ("need", &need.to_string()),
            ("experts", &n_experts),
            ("places", &places.to_string()),
            ("unmet", &shortage.n_unmet.to_string()),
        ];
        say(&format!("  {}", words.with("assign-shortage", &about)));
    }
}

/// Why not this expert, as a sentence.
pub fn answer(answer: &Answer, words: &Words) -> String {
    let about = |more: &str| {
        let loss = [("entry", answer.entry.as_str()), ("expert", &answer.expert), ("value", more)];
        loss.map(|(name, value)| (name, value.to_owned()))
    };
    let told = |key: &str, more: &str| {
        let about = about(more);
        words.with(key, &about.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    };
    match answer.reason {
        Reason::Assigned => told("why-assigned", ""),
        Reason::Conflict => told("why-conflict", ""),
        Reason::NotEligible => told("why-not-eligible", ""),
        Reason::BelowFloor { floor } => told("why-floor", &millionths(floor)),
        Reason::WrongKind => told("why-kind", ""),
        Reason::NoPlace => told("why-no-place", ""),
        Reason::Loss { loss, leaves_unmet: false } => told("why-loss", &millionths(loss)),
        Reason::Loss { leaves_unmet: true, .. } => told("why-unmet", ""),
    }
}
