//! `huoju.assignment/1`: an assignment and what is to be said of it, for programs. The text report says the same.

use huoju_review::assign::{Assignment, Mode, Rules};
use huoju_review::panel::Pool;
use serde_json::{Value, json};

use crate::select::assign::Answer;
use crate::select::certificate::{answer, shortages};
use crate::select::report::{n_parts, weakest};

/// The document.
pub fn text(pool: &Pool, rules: &Rules, done: &Assignment, answers: &[Answer]) -> String {
    let proof = &done.proof;
    let (mode, k, seed) = match &rules.mode {
        Mode::Total => ("total", None, None),
        Mode::Fair => ("fair", None, None),
        Mode::Random { k, seed } => ("random", Some(k), Some(seed)),
    };
    let weakest = weakest(pool, done)
        .map(|(worst, entry, sum)| json!({ "pair": worst, "entry_id": pool.entries[entry].id, "sum": sum }));
    let document = json!({
        "format": "huoju.assignment/1",
        "mode": mode, "k": k, "seed": seed,
        "places": { "needed": pool.need(), "filled": done.pairs.len(), "unmet": done.unmet.iter().sum::<u32>() },
        "similarity": done.total,
        "weakest": weakest,
        "proof": { "value": proof.value, "bound": proof.bound, "is_proved": proof.is_proved, "branches": proof.branches },
        "binding_caps": proof.prices.iter().filter(|&&price| price > 0).count(),
        "parts": n_parts(pool, done),
        "shortages": shortages(pool, done),
        "why_not": answers.iter().map(answer).collect::<Vec<_>>(),
        "entries": entries(pool, done),
    });
    format!("{document:#}\n")
}

/// Each entry with its experts, both in the files' order.
fn entries(pool: &Pool, done: &Assignment) -> Vec<Value> {
    let mut panels: Vec<Vec<(u32, i64)>> = vec![Vec::new(); pool.entries.len()];
    for &at in &done.pairs {
        let pair = pool.pairs[at as usize];
        panels[pair.entry as usize].push((pair.expert, pair.similarity));
    }
    panels.iter_mut().for_each(|panel| panel.sort_unstable());
    let expert =
        |&(at, similarity): &(u32, i64)| json!({ "expert_id": pool.experts[at as usize].id, "similarity": similarity });
    let one = |at: usize| {
        let experts: Vec<Value> = panels[at].iter().map(expert).collect();
        json!({ "entry_id": pool.entries[at].id, "unmet": done.unmet[at], "experts": experts })
    };
    (0..pool.entries.len()).map(one).collect()
}
