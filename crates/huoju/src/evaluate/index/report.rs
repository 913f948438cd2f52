//! The text report: what makes a subject's score, its strengths and weaknesses, what would move its place.

use huoju_index::document::Aggregate;
use huoju_index::statistics::{mean, places};

use super::Made;
use crate::report::Failure;
use crate::words::Words;

/// How many indicators a line names.
const NAMED: usize = 3;

/// The report on all subjects, in the data's order.
pub fn all(made: &Made<'_>, words: &Words) -> String {
    (0..made.outcome.places.len()).map(|row| one(row, made, words)).collect::<Vec<_>>().join("\n")
}

/// The report on one subject, by id or name.
pub fn of_subject(subject: &str, made: &Made<'_>, words: &Words) -> Result<String, Failure> {
    let rows = &made.chain.data.rows;
    let own: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].id == subject || rows[row].name == subject).collect();
    if own.is_empty() {
        return Err(Failure::new(words.with("index-no-subject", &[("subject", subject)])));
    }
    Ok(own.into_iter().map(|row| one(row, made, words)).collect())
}

fn one(row: usize, made: &Made<'_>, words: &Words) -> String {
    let (chain, outcome) = (&made.chain, &made.outcome);
    let score = outcome.scores[chain.tree.root][row];
    let name = name(row, made);
    if outcome.places[row] == 0 {
        return words.with("report-head-none", &[("name", &name)]) + "\n";
    }
    let rank = outcome.places[row].to_string();
    let mut lines = vec![words.with("report-head", &[("name", &name), ("score", &short(score)), ("rank", &rank)])];
    if let Some(robust) = &made.robust
        && let Some((low, high)) = robust.interval[row]
    {
        let (low, high) = (low.to_string(), high.to_string());
        let shift = format!("{:+.2}", robust.mean_shift[row]);
        lines.push(words.with("report-interval", &[("low", &low), ("high", &high), ("shift", &shift)]));
    }
    lines.extend(shape(row, made, words));
    lines.extend(parts(row, made, words));
    lines.extend(next(row, made, words));
    lines.join("\n") + "\n"
}

fn name(row: usize, made: &Made<'_>) -> String {
    let row = &made.chain.data.rows[row];
    let period = row.period.map_or(String::new(), |period| format!(" {period}"));
    format!("{}{period}", if row.name.is_empty() { &row.id } else { &row.name })
}

fn short(value: f64) -> String {
    format!("{value:.2}")
}

fn title(element: usize, made: &Made<'_>, words: &Words) -> String {
    made.chain.index.title_of(element).map_or(String::new(), |title| words.name(title).to_owned())
}

/// The rows that a row is compared with.
fn peers<'m>(row: usize, made: &'m Made<'_>) -> &'m [usize] {
    made.chain.periods.iter().find(|rows| rows.contains(&row)).map_or(&[], Vec::as_slice)
}

/// The indicators in which it stands best and worst among its peers.
fn shape(row: usize, made: &Made<'_>, words: &Words) -> Vec<String> {
    let peers = peers(row, made);
    let Some(own) = peers.iter().position(|&peer| peer == row) else { return Vec::new() };
    let mut standing: Vec<(u32, usize)> = (0..made.chain.tree.n_leaves)
        .map(|leaf| {
            let scores: Vec<f64> = peers.iter().map(|&peer| made.outcome.scores[leaf][peer]).collect();
            (places(&scores)[own], leaf)
        })
        .filter(|(place, _)| *place > 0)
        .collect();
    standing.sort_unstable();
    let item = |&(place, leaf): &(u32, usize)| {
        let (score, place) = (short(made.outcome.scores[leaf][row]), place.to_string());
        words.with("report-item", &[("title", &title(leaf, made, words)), ("score", &score), ("rank", &place)])
    };
    let line = |key, items: Vec<String>| words.with(key, &[("list", &words.list(items))]);
    let best = standing.iter().take(NAMED).map(item).collect();
    let worst = standing.iter().rev().take(NAMED).map(item).collect();
    vec![line("report-strengths", best), line("report-weaknesses", worst)]
}

/// The indicators whose weighted distance from the peers' mean is greatest, either way.
fn parts(row: usize, made: &Made<'_>, words: &Words) -> Vec<String> {
    let effective = made.chain.effective_weights(&made.outcome);
    let peers = peers(row, made);
    let distance = |leaf: usize| {
        let scores: Vec<f64> = peers.iter().map(|&peer| made.outcome.scores[leaf][peer]).collect();
        (effective[leaf] * (made.outcome.scores[leaf][row] - mean(&scores)), leaf)
    };
    let mut parts: Vec<(f64, usize)> =
        (0..made.chain.tree.n_leaves).map(distance).filter(|(points, _)| !points.is_nan()).collect();
    parts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let part = |(points, leaf): &(f64, usize)| {
        words.with("report-part", &[("title", &title(*leaf, made, words)), ("points", &format!("{points:+.2}"))])
    };
    let above: Vec<String> = parts.iter().filter(|(points, _)| *points > 0.0).take(NAMED).map(part).collect();
    let below: Vec<String> = parts.iter().rev().filter(|(points, _)| *points < 0.0).take(NAMED).map(part).collect();
    let line =
        |key: &str, items: Vec<String>| (!items.is_empty()).then(|| words.with(key, &[("list", &words.list(items))]));
    [line("report-raises", above), line("report-lowers", below)].into_iter().flatten().collect()
}

/// The one before it, and which indicators alone would reach it: exact where all groups are arithmetic means of
/// children that are all there, else left out.
fn next(row: usize, made: &Made<'_>, words: &Words) -> Vec<String> {
    let (tree, outcome) = (&made.chain.tree, &made.outcome);
    let scores = &outcome.scores[tree.root];
    let above = peers(row, made).iter().copied().filter(|&peer| scores[peer] > scores[row]);
    let Some(other) = above.min_by(|&a, &b| scores[a].total_cmp(&scores[b])) else { return Vec::new() };
    let gap = scores[other] - scores[row];
    let mut lines = vec![words.with("report-gap", &[("other", &name(other, made)), ("gap", &short(gap))])];
    let plain = made.chain.index.nodes.iter().all(|node| node.aggregate == Aggregate::Arithmetic);
    let whole =
        (0..tree.parent.len()).all(|element| !outcome.active[element] || !outcome.scores[element][row].is_nan());
    if !plain || !whole {
        return lines;
    }
    let effective = made.chain.effective_weights(outcome);
    let mut levers: Vec<(f64, usize)> = (0..tree.n_leaves)
        .filter(|&leaf| effective[leaf] > 0.0)
        .map(|leaf| (gap / effective[leaf], leaf))
        .filter(|&(gain, leaf)| outcome.scores[leaf].iter().any(|&score| score >= outcome.scores[leaf][row] + gain))
        .collect();
    levers.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (gain, leaf) in levers.iter().take(NAMED) {
        let from = outcome.scores[*leaf][row];
        let about = [("title", title(*leaf, made, words)), ("from", short(from)), ("to", short(from + gain))];
        let about: Vec<(&str, &str)> = about.iter().map(|(key, value)| (*key, value.as_str())).collect();
        lines.push(words.with("report-lever", &about));
    }
    if levers.is_empty() {
        lines.push(words.get("report-no-lever"));
    }
    lines
}
