//! One row of the list: how near somebody is, and what is to be done, in its own figures.

use huoju_model::Lang;
use huoju_programme::evaluate::export::figure_words;
use huoju_programme::evaluate::steps::{Nearness, told};
use huoju_programme::evaluate::why::why;
use huoju_scheme::Program;
use huoju_scheme::gap::{Brief, Figure, Move};
use huoju_store::gap::Near;

use crate::evaluate::reason;
use crate::paths;
use crate::view::Link;
use crate::view::steps::{StepMove, StepRow};
use crate::words::Words;

/// A row of the list.
pub fn row(near: &Near, hash: &str, program: &Program, words: &Words, lang: Lang) -> StepRow {
    let nearness = Nearness::parse(&near.row.state).unwrap_or(Nearness::Beyond);
    let read = |kept: &Option<String>| kept.as_deref().and_then(told::read);
    let (step, plan) = (read(&near.row.step), read(&near.row.plan));
    let shown = step.as_ref().or(plan.as_ref());
    let explained = paths::explanation(hash, &near.row.subject_id.to_string());
    StepRow {
        subject: Link::new(&near.name, format!("{explained}#gap")),
        code: near.code.clone().unwrap_or_default(),
        nearness: nearness.name().get(lang).to_owned(),
        form: form(nearness),
        moves: shown.iter().flat_map(|plan| &plan.moves).map(|one| moved(one, words, lang)).collect(),
        reason: unreached(nearness, near, program, words, lang),
        cost: shown.map_or_else(String::new, |plan| plan.cost.1.clone()),
        cheaper: step.and(plan).map_or_else(String::new, |plan| cheaper(&plan, words, lang)),
    }
}

fn form(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::Reached => "ok",
        Nearness::OneStep | Nearness::Several | Nearness::Beyond => "no",
        Nearness::Undetermined => "na",
    }
}

fn moved(one: &Move, words: &Words, lang: Lang) -> StepMove {
    let Some((first, with)) = one.figures.split_first() else {
        return StepMove { target: told::times(one, lang), ..StepMove::default() };
    };
    let by = [("now", first.from.get(lang)), ("lever", &*told::times(one, lang))];
    StepMove { target: target(first, words, lang), by: words.with("steps-by", &by), with: told::moved(with, lang) }
}

/// `科技人员 再增 2 人，到 42 人`
fn target(figure: &Figure, words: &Words, lang: Lang) -> String {
    let (by, what, to) = (figure.by.get(lang), figure.name.get(lang), figure.to.get(lang));
    let (key, by) = match (by.strip_prefix('+'), by.strip_prefix('-')) {
        (Some(more), _) => ("steps-more", more),
        (_, Some(less)) => ("steps-less", less),
        _ => return words.with("steps-become", &[("what", what), ("to", to)]),
    };
    words.with(key, &[("what", what), ("by", by), ("to", to)])
}

/// Several levers together that cost less than the single one.
fn cheaper(plan: &Brief, words: &Words, lang: Lang) -> String {
    words.with("steps-cheaper", &[("plan", &told::planned(plan, lang)), ("cost", &plan.cost.1)])
}

/// What must be known first, or why nothing reaches it.
fn unreached(nearness: Nearness, near: &Near, program: &Program, words: &Words, lang: Lang) -> String {
    match nearness {
        Nearness::Undetermined if !near.row.missing.is_empty() => {
            words.with("steps-first", &[("n", &figure_words(program, &near.row.missing, lang))])
        }
        Nearness::Undetermined | Nearness::Beyond => reason(words, program, &why(program, &near.result), lang),
        _ => String::new(),
    }
}
