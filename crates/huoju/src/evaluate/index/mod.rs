//! `huoju index`: from an index file and figures to scores, places, intervals and every step's table.

mod data;
mod report;
mod tables;

use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_index::{Chain, Index, IndexError, Outcome, Remark, Robust, Sensitivity};
use huoju_model::Lang;

use crate::args;
use crate::report::{Exit, Failure, note, print, say};
use crate::words::Words;

/// How many remarks of one kind are printed.
const SHOWN: usize = 5;

/// Everything that a run came to.
struct Made<'a> {
    chain: Chain<'a>,
    outcome: Outcome,
    robust: Option<Robust>,
    sensitivity: Vec<Sensitivity>,
}

/// Runs the command.
pub fn run(asked: &args::Index, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let index = catalogue.index(&asked.index).map_err(|error| Failure::catalogue(&error, words))?;
    let data = data::read(asked, &index, catalogue, words)?;
    let chain = match Chain::new(&index, &data) {
        Ok(chain) => chain.map_err(|error| failed(&error, words))?,
        Err(faults) => {
            let lines = faults.iter().map(|fault| if words.lang == Lang::Zh { fault.zh() } else { fault.en() });
            return Err(Failure::new(lines.collect::<Vec<_>>().join("\n")));
        }
    };
    let outcome = chain.run(&chain.nominal(), true);
    remarks(&index, &outcome.remarks, words);
    if outcome.places.iter().all(|&place| place == 0) {
        return Err(failed(&IndexError::AllMissing, words));
    }
    let robust = robust(asked, &chain, words)?;
    let sensitivity = match asked.sensitivity {
        0 => Vec::new(),
        n => chain.sensitivity(n, asked.seed, asked.threads),
    };
    let made = Made { chain, outcome, robust, sensitivity };
    deliver(asked, &made, words)?;
    summary(asked, &made, words);
    Ok(Exit::Done)
}

fn failed(error: &IndexError, words: &Words) -> Failure {
    Failure::new(if words.lang == Lang::Zh { error.zh() } else { error.en() })
}

fn robust(asked: &args::Index, chain: &Chain<'_>, words: &Words) -> Result<Option<Robust>, Failure> {
    if let Some(path) = &asked.weights {
        let sets = data::weight_sets(path, chain, words)?;
        chain.check_sets(&sets).map_err(|error| failed(&error, words))?;
        return Ok(Some(chain.robustness(sets.len(), asked.seed, Some(&sets), asked.threads)));
    }
    Ok((asked.draws > 0).then(|| chain.robustness(asked.draws, asked.seed, None, asked.threads)))
}

fn deliver(asked: &args::Index, made: &Made<'_>, words: &Words) -> Result<(), Failure> {
    if let Some(folder) = &asked.steps {
        tables::steps(folder, made, words)?;
    }
    if let Some(path) = &asked.report {
        write(Some(path), &report::all(made, words), words)?;
    }
    if let Some(subject) = &asked.subject {
        print(&report::of_subject(subject, made, words)?, words)?;
        if asked.out.is_none() {
            return Ok(());
        }
    }
    let text = if asked.json { tables::json(made) } else { tables::result(made).csv(asked.out.is_some()) };
    write(asked.out.as_deref(), &text, words)
}

/// Writes a text to a file, whole or not at all, or to stdout.
fn write(out: Option<&Path>, text: &str, words: &Words) -> Result<(), Failure> {
    use std::io::Write;
    let place = crate::output::place::Place::open(out);
    let written = place.and_then(|mut place| place.write_all(text.as_bytes()).and_then(|()| place.finish()));
    written.map_err(|error| Failure::unwritable(out, &error, words))
}

/// Remarks, the first of each kind in full.
fn remarks(index: &Index, remarks: &[Remark], words: &Words) {
    for text in &index.readings {
        note(&words.with("index-reading", &[("text", words.name(text))]), words);
    }
    let mut kinds: Vec<(huoju_index::What, usize)> = Vec::new();
    for remark in remarks {
        match kinds.iter_mut().find(|(what, _)| *what == remark.what) {
            Some((_, n)) => *n += 1,
            None => kinds.push((remark.what, 1)),
        }
        if kinds.iter().any(|(what, n)| *what == remark.what && *n <= SHOWN) {
            note(&if words.lang == Lang::Zh { remark.zh() } else { remark.en() }, words);
        }
    }
    for (_, n) in kinds.iter().filter(|(_, n)| *n > SHOWN) {
        note(&words.with("index-remark-more", &[("count", &(n - SHOWN).to_string())]), words);
    }
}

fn summary(asked: &args::Index, made: &Made<'_>, words: &Words) {
    let index = made.chain.index;
    let ranked = made.outcome.places.iter().filter(|&&place| place > 0).count().to_string();
    let about = [
        ("title", words.name(&index.title)),
        ("subjects", &made.outcome.places.len().to_string()),
        ("ranked", &ranked),
    ];
    say(&words.with("index-summary", &about));
    if let Some(robust) = &made.robust {
        let share = format!("{}%", (index.robustness.interval * 1000.0).round() / 10.0);
        let shift = format!("{:.2}", robust.mean_absolute_shift);
        let (draws, seed) = (robust.n_draws.to_string(), asked.seed.to_string());
        say(&words.with("index-draws", &[("draws", &draws), ("seed", &seed), ("shift", &shift), ("share", &share)]));
    }
    made.sensitivity.iter().for_each(|found| say(&sobol(found, words)));
}

fn sobol(found: &Sensitivity, words: &Words) -> String {
    let input = ("input", found.input.code());
    let Some(sobol) = found.of_shift else { return words.with("index-sobol-even", &[input]) };
    let [first, total] = [sobol.first, sobol.total].map(|share| format!("{share:.3}"));
    words.with("index-sobol", &[input, ("first", &first), ("total", &total)])
}
