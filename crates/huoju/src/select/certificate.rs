//! `huoju.certificate.assign/1`: what anyone needs to check that an assignment is the best there is.

use std::path::PathBuf;

use huoju_review::assign::{Assignment, Mode, Reason, Rules, assign};
use huoju_review::panel::Pool;
use serde_json::{Value, json};

use crate::select::assign::Answer;

/// The document.
pub fn text(pool: &Pool, inputs: &[(PathBuf, String)], rules: &Rules, done: &Assignment, answers: &[Answer]) -> String {
    let proof = &done.proof;
    let unmet: u32 = done.unmet.iter().sum();
    let (mode, k, seed) = match &rules.mode {
        Mode::Total => ("total", None, None),
        Mode::Fair => ("fair", None, None),
        Mode::Random { k, seed } => ("random", Some(k), Some(seed)),
    };
    let document = json!({
        "format": "huoju.certificate.assign/1",
        "mode": mode, "k": k, "seed": seed,
        "rules": { "one_per_org": rules.one_per_org, "balance": if k.is_some() { 0 } else { rules.balance }, "link": rules.link, "floor": done.floor },
        "places": { "needed": pool.need(), "filled": done.pairs.len(), "unmet": unmet },
        "similarity": done.total,
        "value": proof.value, "bound": proof.bound, "unmet_cost": proof.unmet_cost, "times": proof.times,
        "is_proved": proof.is_proved, "branches": proof.branches,
        "binding_caps": binding(pool, done),
        "levels": proof.entries.iter().zip(&proof.levels).map(|(&at, level)| json!([pool.entries[at as usize].id, level])).collect::<Vec<_>>(),
        "unmet": (0..pool.entries.len()).filter(|&at| done.unmet[at] > 0).map(|at| json!({ "entry_id": pool.entries[at].id, "places": done.unmet[at] })).collect::<Vec<_>>(),
        "shortages": shortages(pool, done),
        "bonuses": done.bonuses.iter().map(|b| json!([pool.entries[b.entry as usize].id, pool.experts[b.expert as usize].id, b.bonus])).collect::<Vec<_>>(),
        "chances": proof.chances.iter().map(|&at| pair(pool, at)).collect::<Vec<_>>(),
        "why_not": answers.iter().map(answer).collect::<Vec<_>>(),
        "cost_of_rules": costs(pool, rules, done),
        "inputs": inputs.iter().map(|(path, sha256)| json!({ "file": path.display().to_string(), "sha256": sha256 })).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn pair(pool: &Pool, at: u32) -> Value {
    let pair = pool.pairs[at as usize];
    json!([pool.entries[pair.entry as usize].id, pool.experts[pair.expert as usize].id])
}

/// Experts whose cap binds, and what one more place would gain.
fn binding(pool: &Pool, done: &Assignment) -> Vec<Value> {
    let proof = &done.proof;
    let priced = pool.experts.iter().zip(&proof.prices).filter(|(_, price)| **price > 0);
    let meets = |price: i64| price > proof.unmet_cost / 2;
    priced
        .map(|(expert, &price)| json!({ "expert_id": expert.id, "cap": expert.cap, "price": price, "meets_a_need": meets(price) }))
        .collect()
}

/// The shortages, each with the entries that share too few places.
pub fn shortages(pool: &Pool, done: &Assignment) -> Vec<Value> {
    let one = |s: &huoju_review::flow::Shortage| {
        let need: u64 = s.demands.iter().map(|&at| u64::from(pool.entries[at as usize].need)).sum();
        let places: u64 = s.experts.iter().map(|&at| u64::from(pool.experts[at as usize].cap)).sum();
        json!({
            "entries": s.demands.iter().map(|&at| &pool.entries[at as usize].id).collect::<Vec<_>>(),
            "experts": s.experts.iter().map(|&at| &pool.experts[at as usize].id).collect::<Vec<_>>(),
            "need": need, "places": places, "unmet": s.n_unmet,
        })
    };
    done.shortages.iter().map(one).collect()
}

/// An answered question.
pub fn answer(answer: &Answer) -> Value {
    let (reason, value) = match answer.reason {
        Reason::Assigned => ("assigned", None),
        Reason::Conflict => ("conflict", None),
        Reason::NotEligible => ("not_eligible", None),
        Reason::BelowFloor { floor } => ("below_floor", Some(floor)),
        Reason::WrongKind => ("wrong_kind", None),
        Reason::NoPlace => ("no_place", None),
        Reason::Loss { loss, leaves_unmet: false } => ("loss", Some(loss)),
        Reason::Loss { loss, leaves_unmet: true } => ("leaves_a_place_unfilled", Some(loss)),
    };
    json!({ "entry_id": answer.entry, "expert_id": answer.expert, "reason": reason, "value": value })
}

/// What the assignment would be without each rule that is in force.
fn costs(pool: &Pool, rules: &Rules, done: &Assignment) -> Vec<Value> {
    let mut without = Vec::new();
    let plain = Rules { mode: Mode::Total, link: 0, ..rules.clone() };
    if rules.mode != Mode::Total {
        without.push(("mode", Rules { link: rules.link, ..plain.clone() }));
    }
    if rules.link > 0 {
        without.push(("link", Rules { link: 0, ..rules.clone() }));
    }
    if rules.balance > 0 {
        without.push(("balance", Rules { balance: 0, ..rules.clone() }));
    }
    if rules.one_per_org {
        without.push(("one_per_org", Rules { one_per_org: false, ..rules.clone() }));
    }
    if pool.entries.iter().any(|entry| !entry.panel.is_empty()) {
        without.push(("panel", Rules { panels: false, ..rules.clone() }));
    }
    if !pool.conflicts.is_empty() {
        without.push(("conflicts", Rules { conflicts: false, ..rules.clone() }));
    }
    let solved = without.into_iter().filter_map(|(rule, rules)| Some((rule, assign(pool, &rules).ok()?)));
    let unmet: u32 = done.unmet.iter().sum();
    solved
        .map(|(rule, other)| {
            let fewer = i64::from(unmet) - other.unmet.iter().map(|&n| i64::from(n)).sum::<i64>();
            json!({ "rule": rule, "similarity_without": other.total, "costs": other.total - done.total, "places_it_leaves_unfilled": fewer })
        })
        .collect()
}
