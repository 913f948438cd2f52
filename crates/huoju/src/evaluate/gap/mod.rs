//! `huoju gap`: what is lacking, and the cheapest steps that reach it; of one subject as text, of all as a table.

pub mod stored;
mod table;

use std::io::Write;

use huoju_catalogue::Catalogue;
use huoju_scheme::gap::{Aim, UnknownTier};

use crate::args::{Gap, processors};
use crate::evaluate::explain;
use crate::evaluate::population::{Population, today};
use crate::output::place::Place;
use crate::report::{Exit, Failure, note};
use crate::words::Words;

/// So many ways are told of one subject.
const N_PLANS: usize = 3;

/// Runs the command.
pub fn run(asked: &Gap, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let levers = catalogue.levers(asked.levers.as_deref()).map_err(|error| Failure::catalogue(&error, words))?;
    let threads = if asked.subject.is_some() { processors() } else { asked.threads };
    let population = Population::open(&asked.basis, None, threads, catalogue, words)?;
    let today = asked.basis.as_of.unwrap_or_else(today);
    let aim = Aim { levers, tier: asked.tier.clone(), today, n_plans: N_PLANS };
    let n_tiers = aim.n_tiers(&population.program).map_err(|error| unknown_tier(&error, words))?;
    if !aim.moves(&population.program) {
        note(&words.get("gap-no-lever"), words);
    }
    match &asked.subject {
        Some(subject) => one(asked, subject, &population, &aim, n_tiers, words),
        None => table::run(asked, &population, &aim, n_tiers, words),
    }
}

fn one(
    asked: &Gap,
    subject: &str,
    population: &Population,
    aim: &Aim,
    n_tiers: usize,
    words: &Words,
) -> Result<Exit, Failure> {
    let row = explain::one(&population.table, asked.basis.data.path(), subject, words)?;
    let gap = population.program.gap(&row, 0, &population.settings, aim, n_tiers);
    let gap = gap.map_err(|error| Failure::assess(&error, words))?;
    let text = if asked.json {
        serde_json::to_string_pretty(&gap.json(words.lang)).map_err(|error| Failure::new(error.to_string()))? + "\n"
    } else {
        gap.text(words.lang)
    };
    let out = asked.out.as_deref();
    let written = Place::open(out).and_then(|mut place| place.write_all(text.as_bytes()).and_then(|()| place.finish()));
    written.map_err(|error| Failure::unwritable(out, &error, words))?;
    Ok(Exit::Done)
}

fn unknown_tier(error: &UnknownTier, words: &Words) -> Failure {
    let about = [("scheme", error.scheme.as_str()), ("tier", &error.tier), ("known", &words.list(&error.known))];
    Failure::new(words.with("gap-unknown-tier", &about))
}
