//! The report `huoju.ranking/1`: what a page of a ranking shows, and everything behind it.

use huoju_review::calibrate::{Calibration, Component};
use huoju_review::number::exact;
use serde_json::{Map, Value, json};

use super::sheet::{StepColumn, calibrated, marks_of, order, score, step_columns, step_value, tie, why};
use super::{Ranked, all_remarks, said};
use crate::words::Words;

/// The report as text.
pub fn report(ranked: &Ranked, words: &Words) -> String {
    let steps = step_columns(ranked);
    let remarks: Vec<_> = all_remarks(ranked).iter().map(|remark| said(remark, words).to_owned()).collect();
    let value = json!({
        "format": "huoju.ranking/1",
        "rule": { "id": ranked.rule.id, "title": words.name(&ranked.rule.title) },
        "steps": steps.iter().map(|column| step_head(ranked, column, words)).collect::<Vec<_>>(),
        "ties": ranked.rule.ties.iter().map(|tie| &tie.text).collect::<Vec<_>>(),
        "pools": pools(ranked),
        "entries": order(ranked).into_iter().map(|entry| row(ranked, &steps, entry, words)).collect::<Vec<_>>(),
        "segments": segments(ranked),
        "remarks": remarks,
        "reference": ranked.calibration.as_ref().map(|found| reference(ranked, found)),
    });
    // Numbers are finite and keys are texts, so it can be written.
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

fn step_head(ranked: &Ranked, column: &StepColumn, words: &Words) -> Value {
    let step = &ranked.rule.steps[column.step];
    let section = column.section.map(|at| words.name(&ranked.rule.sections[at as usize].title));
    let criterion = column.criterion.map(|at| words.name(&ranked.rule.criteria[at as usize].name.title));
    json!({ "column": column.header, "title": words.name(&step.name.title), "clause": step.clause, "section": section, "criterion": criterion })
}

fn pools(ranked: &Ranked) -> Vec<Value> {
    let name = |entry: &u32| ranked.contest.sheet.entries.name(*entry).to_owned();
    let pools = ranked.ranking.pools.iter();
    pools
        .map(|pool| {
            let entries: Vec<String> = pool.entries.iter().map(name).collect();
            json!({ "name": pool.name, "seats": pool.seats, "void": pool.void, "entries": entries })
        })
        .collect()
}

fn row(ranked: &Ranked, steps: &[StepColumn], entry: u32, words: &Words) -> Value {
    let row = &ranked.ranking.rows[entry as usize];
    let placed = row.placed.as_ref();
    let values: Map<String, Value> =
        steps.iter().map(|column| (column.header.clone(), json!(step_value(ranked, column, entry)))).collect();
    let marks: Vec<Value> = marks_of(ranked, entry)
        .into_iter()
        .map(|(expert, mean)| json!({ "expert": ranked.contest.sheet.experts.name(expert), "mean": mean }))
        .collect();
    json!({
        "id": ranked.contest.sheet.entries.name(entry),
        "name": ranked.contest.entries[entry as usize].name,
        "pool": ranked.ranking.pools[row.pool].name,
        "place": placed.map(|placed| placed.place),
        "shared": placed.is_some_and(|placed| placed.shared),
        "score": score(ranked, row),
        "exact": row.score.as_ref().map(exact),
        "tie": tie(ranked, row, words),
        "outcome": row.outcome.map(huoju_review::rank::Outcome::word),
        "why": why(ranked, row, words),
        "steps": values,
        "marks": marks,
        "reference": reference_of(ranked, entry),
    })
}

fn reference_of(ranked: &Ranked, entry: u32) -> Value {
    let Some(found) = calibrated(ranked, entry) else { return Value::Null };
    let odds = found.odds.as_ref().map(|odds| {
        json!({ "expected": odds.expected, "rank50": [odds.half.0, odds.half.1], "rank90": [odds.ninety.0, odds.ninety.1], "p_top": odds.top })
    });
    json!({ "component": found.component, "mean": found.mean, "additive": found.additive, "level": found.level, "rank": odds, "review": found.crosses })
}

fn segments(ranked: &Ranked) -> Vec<Value> {
    let named = ranked.rule.segments.iter().zip(&ranked.ranking.segments);
    named
        .map(|(segment, placed)| {
            let places: Vec<Value> = placed
                .iter()
                .map(|one| {
                    let tie = one.tie.as_ref().map(|(at, value)| json!({ "rule": segment.ties[*at].text, "value": exact(value) }));
                    json!({ "id": ranked.contest.sheet.entries.name(one.entry), "place": one.place, "shared": one.shared, "tie": tie })
                })
                .collect();
            json!({ "section": ranked.rule.sections[segment.section as usize].id, "places": places })
        })
        .collect()
}

fn reference(ranked: &Ranked, found: &Calibration) -> Value {
    let expert = |at: u32| ranked.contest.sheet.experts.name(at);
    let entries =
        |list: &[u32]| list.iter().map(|&at| ranked.contest.sheet.entries.name(at).to_owned()).collect::<Vec<_>>();
    let judges = found.judges.iter().map(|j| {
        json!({ "expert": expert(j.expert), "sheets": j.sheets, "mean": j.mean, "spread": j.spread, "leniency": j.leniency,
            "error": j.error, "deviation": j.deviation, "differs": j.differs })
    });
    let gaps = found.gaps.iter().map(|g| {
        json!({ "expert": expert(g.expert), "own": g.own, "others": g.others, "gap": g.gap, "p": g.p, "q": g.q, "differs": g.q < 0.05 })
    });
    let halos = found
        .halos
        .iter()
        .map(|h| json!({ "expert": expert(h.expert), "correlation": h.correlation, "pairs": h.pairs }));
    let left = found.left_out.iter().map(|l| {
        json!({ "without": expert(l.expert), "enter": entries(&l.enter), "leave": entries(&l.leave), "unscored": entries(&l.unscored) })
    });
    let reliability = found.reliability.map(|(one, mean, k)| json!({ "icc_1": one, "icc_k": mean, "k": k }));
    json!({
        "seed": ranked.settings.seed,
        "draws": ranked.settings.draws,
        "sheets": found.sheets,
        "reliability": reliability,
        "components": found.components.iter().map(component).collect::<Vec<_>>(),
        "judges": judges.collect::<Vec<_>>(),
        "gaps": gaps.collect::<Vec<_>>(),
        "halo": halos.collect::<Vec<_>>(),
        "left_out": left.collect::<Vec<_>>(),
    })
}

fn component(part: &Component) -> Value {
    let (entries, experts, sheets) = part.size;
    let model = part.fit.as_ref().map(|fit| {
        json!({ "mean": fit.mean, "entry_variance": fit.entry_variance, "expert_variance": fit.expert_variance,
            "residual_variance": fit.residual_variance, "reml": fit.criterion })
    });
    json!({ "entries": entries, "experts": experts, "sheets": sheets, "constant": part.constant, "model": model })
}
