//! The tables that an index writes: its result, and in a folder every step's.

use std::path::Path;

use huoju_index::statistics::{
    correlation, count, cronbach_alpha, mean, places, quantile, range, sd, skew_and_kurtosis,
};
use huoju_index::{Sensitivity, Sobol};
use serde_json::{Map, Value};

use super::{Made, write};
use crate::report::Failure;
use crate::words::Words;

/// A table of texts; numbers are written so that they read back to the same float.
pub struct Lines {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Lines {
    fn new(header: &[&str]) -> Self {
        Lines { header: header.iter().map(|&name| name.to_owned()).collect(), rows: Vec::new() }
    }

    /// As CSV; `mark` puts a byte order mark before it, for Excel.
    pub fn csv(&self, mark: bool) -> String {
        let line = |row: &Vec<String>| row.iter().map(|cell| field(cell)).collect::<Vec<_>>().join(",") + "\n";
        let lines: String = std::iter::once(&self.header).chain(&self.rows).map(line).collect();
        if mark { format!("\u{feff}{lines}") } else { lines }
    }
}

/// A cell in quotes where it needs them; a text that a spreadsheet would take for a formula begins with `'`.
fn field(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']) && cell.parse::<f64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r', ';', '\t']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

fn place(place: u32) -> String {
    if place == 0 { String::new() } else { place.to_string() }
}

/// The columns that say which row it is.
fn keys(made: &Made<'_>) -> Lines {
    let rows = &made.chain.data.rows;
    let (named, panel) = (rows.iter().any(|row| !row.name.is_empty()), rows.iter().any(|row| row.period.is_some()));
    let mut lines = Lines::new(&["id"]);
    lines.header.extend(named.then(|| "name".to_owned()));
    lines.header.extend(panel.then(|| "period".to_owned()));
    lines.rows = rows
        .iter()
        .map(|row| {
            let mut cells = vec![row.id.clone()];
            cells.extend(named.then(|| row.name.clone()));
            cells.extend(panel.then(|| row.period.map_or(String::new(), |period| period.to_string())));
            cells
        })
        .collect();
    lines
}

fn add(lines: &mut Lines, header: &str, cell: impl Fn(usize) -> String) {
    lines.header.push(header.to_owned());
    lines.rows.iter_mut().enumerate().for_each(|(row, cells)| cells.push(cell(row)));
}

/// The result: score and place, interval and chances, places within groups, the score of every group of indicators.
pub fn result(made: &Made<'_>) -> Lines {
    let (chain, outcome) = (&made.chain, &made.outcome);
    let mut lines = keys(made);
    add(&mut lines, "score", |row| number(outcome.scores[chain.tree.root][row]));
    add(&mut lines, "rank", |row| place(outcome.places[row]));
    if let Some(robust) = &made.robust {
        add(&mut lines, "rank_low", |row| robust.interval[row].map_or(String::new(), |(low, _)| low.to_string()));
        add(&mut lines, "rank_high", |row| robust.interval[row].map_or(String::new(), |(_, high)| high.to_string()));
        add(&mut lines, "mean_shift", |row| number(robust.mean_shift[row]));
        for (top, chances) in chain.index.robustness.top.iter().zip(&robust.top) {
            add(&mut lines, &format!("top_{top}"), |row| number(chances[row]));
        }
        add(&mut lines, "draws_without_score", |row| robust.n_without[row].to_string());
    }
    for group in &chain.index.columns.groups {
        let within = within(made, group);
        add(&mut lines, &format!("rank.{group}"), |row| place(within[row]));
    }
    for element in (chain.tree.n_leaves..chain.tree.parent.len()).filter(|&element| element != chain.tree.root) {
        add(&mut lines, &format!("score.{}", chain.index.id_of(element)), |row| number(outcome.scores[element][row]));
    }
    lines
}

/// Places within each category of a column, in each period.
fn within(made: &Made<'_>, group: &str) -> Vec<u32> {
    let (chain, categories) = (&made.chain, &made.chain.data.categories[group]);
    let mut found = vec![0; categories.len()];
    for rows in &chain.periods {
        let mut names: Vec<&String> = rows.iter().filter_map(|&row| categories[row].as_ref()).collect();
        names.sort();
        names.dedup();
        for name in names {
            let own: Vec<usize> = rows.iter().copied().filter(|&row| categories[row].as_ref() == Some(name)).collect();
            let scores: Vec<f64> = own.iter().map(|&row| made.outcome.scores[chain.tree.root][row]).collect();
            own.iter().zip(places(&scores)).for_each(|(&row, place)| found[row] = place);
        }
    }
    found
}

/// The result as a document: numbers as numbers, what is missing null.
pub fn json(made: &Made<'_>) -> String {
    let lines = result(made);
    let texts = ["id", "name", "period"];
    let value = |header: &String, cell: &String| match cell.parse::<f64>() {
        _ if texts.contains(&header.as_str()) => Value::from(cell.as_str()),
        Ok(_) => cell.parse::<serde_json::Number>().map_or(Value::Null, Value::Number),
        Err(_) => Value::Null,
    };
    let row = |cells: &Vec<String>| {
        let pairs = lines.header.iter().zip(cells).map(|(header, cell)| (header.clone(), value(header, cell)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let rows: Vec<Value> = lines.rows.iter().map(row).collect();
    let mut document =
        serde_json::json!({ "format": "huoju.index-result/1", "index": made.chain.index.id, "rows": rows });
    if !made.sensitivity.is_empty() {
        document["sensitivity"] = made.sensitivity.iter().map(sobol_indices).collect();
    }
    document.to_string() + "\n"
}

/// An input's indices: of the mean absolute shift, and of each row's place in the order of the rows.
fn sobol_indices(found: &Sensitivity) -> Value {
    let pair = |sobol: Option<Sobol>| {
        sobol.map_or(Value::Null, |sobol| serde_json::json!({ "first": sobol.first, "total": sobol.total }))
    };
    let ranks: Vec<Value> = found.of_places.iter().copied().map(pair).collect();
    serde_json::json!({ "input": found.input.code(), "mean_absolute_shift": pair(found.of_shift), "ranks": ranks })
}

/// Writes every step's table into a folder.
pub fn steps(folder: &Path, made: &Made<'_>, words: &Words) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::unwritable(Some(folder), &error, words))?;
    let put = |name: &str, lines: &Lines| write(Some(&folder.join(format!("{name}.csv"))), &lines.csv(true), words);
    let (chain, outcome) = (&made.chain, &made.outcome);
    let id = |element: usize| chain.index.id_of(element);
    let table = |columns: &[Vec<f64>]| {
        let mut lines = keys(made);
        columns.iter().enumerate().for_each(|(at, column)| add(&mut lines, id(at), |row| number(column[row])));
        lines
    };
    let raw: Vec<Vec<f64>> =
        chain.index.leaves.iter().map(|leaf| chain.data.figures[&leaf.indicator].clone()).collect();
    put("0-data", &table(&raw))?;
    put("statistics-0-data", &statistics(made, &raw))?;
    for (at, (step, columns)) in outcome.steps.iter().enumerate() {
        put(&format!("{}-{}", at + 1, step.code()), &table(columns))?;
        put(&format!("statistics-{}-{}", at + 1, step.code()), &statistics(made, columns))?;
    }
    put("6-scores", &table(&outcome.scores))?;
    put("7-result", &result(made))?;
    put("weights", &weights(made))?;
    put("treatment", &treatment(made))?;
    put("correlations", &correlations(made))?;
    put("alpha", &alpha(made))?;
    put("removal", &removal(made))?;
    if made.sensitivity.is_empty() {
        return Ok(());
    }
    put("sensitivity", &sensitivity(made))?;
    put("sensitivity-shift", &sensitivity_of_shift(made))
}

/// Availability and shape of each indicator.
fn statistics(made: &Made<'_>, columns: &[Vec<f64>]) -> Lines {
    let names = ["indicator", "n", "missing", "min", "q1", "median", "q3", "max", "mean", "sd", "skewness", "kurtosis"];
    let mut lines = Lines::new(&names);
    for (at, column) in columns.iter().enumerate() {
        let (low, high) = range(column).unwrap_or((f64::NAN, f64::NAN));
        let (skew, kurtosis) = skew_and_kurtosis(column);
        let [q1, median, q3] = [0.25, 0.5, 0.75].map(|p| quantile(column, p));
        let n = count(column);
        let mut row = vec![made.chain.index.id_of(at).to_owned(), n.to_string(), (column.len() - n).to_string()];
        row.extend([low, q1, median, q3, high, mean(column), sd(column), skew, kurtosis].map(number));
        lines.rows.push(row);
    }
    lines
}

fn weights(made: &Made<'_>) -> Lines {
    let (chain, outcome) = (&made.chain, &made.outcome);
    let effective = chain.effective_weights(outcome);
    let mut lines = Lines::new(&["element", "parent", "level", "counts", "weight", "effective_weight"]);
    for (element, effective) in effective.into_iter().enumerate() {
        let parent = chain.tree.parent[element].map_or("", |parent| chain.index.id_of(parent));
        let mut row = vec![chain.index.id_of(element).to_owned(), parent.to_owned()];
        row.extend([chain.tree.level[element].to_string(), outcome.active[element].to_string()]);
        row.extend([outcome.weights[element], effective].map(number));
        lines.rows.push(row);
    }
    lines
}

fn treatment(made: &Made<'_>) -> Lines {
    let mut lines = Lines::new(&["indicator", "parameters", "winsorised_high", "winsorised_low", "transform"]);
    for (at, sets) in made.outcome.treatments.iter().enumerate() {
        for (set, done) in sets.iter().enumerate() {
            let (high, low) = done.winsorised;
            let row = [
                made.chain.index.id_of(at).to_owned(),
                (set + 1).to_string(),
                high.to_string(),
                low.to_string(),
                done.transform.word().to_owned(),
            ];
            lines.rows.push(row.to_vec());
        }
    }
    lines
}

/// Each element's correlation with its group and with the index.
fn correlations(made: &Made<'_>) -> Lines {
    let (chain, scores) = (&made.chain, &made.outcome.scores);
    let mut lines = Lines::new(&["element", "parent", "with_parent", "with_index"]);
    for element in 0..chain.tree.parent.len() {
        let Some(parent) = chain.tree.parent[element] else { continue };
        let with = |other: usize| number(correlation(&scores[element], &scores[other]));
        let ids = [element, parent].map(|at| chain.index.id_of(at).to_owned());
        lines.rows.push(ids.into_iter().chain([with(parent), with(chain.tree.root)]).collect());
    }
    lines
}

fn alpha(made: &Made<'_>) -> Lines {
    let chain = &made.chain;
    let mut lines = Lines::new(&["node", "children", "cronbach_alpha"]);
    for &node in &chain.tree.upwards {
        let children = chain.tree.children[node].iter().filter(|&&child| made.outcome.active[child]);
        let columns: Vec<&[f64]> = children.map(|&child| made.outcome.scores[child].as_slice()).collect();
        lines.rows.push(vec![
            chain.index.id_of(node).to_owned(),
            columns.len().to_string(),
            number(cronbach_alpha(&columns)),
        ]);
    }
    lines
}

fn removal(made: &Made<'_>) -> Lines {
    let chain = &made.chain;
    let mut lines = Lines::new(&["element", "mean_shift", "greatest_shift", "subject"]);
    for removal in chain.removals() {
        let (greatest, row) = removal.greatest;
        let subject = if greatest > 0 { chain.data.rows[row].id.clone() } else { String::new() };
        let id = chain.index.id_of(removal.element).to_owned();
        lines.rows.push(vec![id, number(removal.mean), greatest.to_string(), subject]);
    }
    lines
}

/// Sobol indices of each row's place; blank where it doesn't vary.
fn sensitivity(made: &Made<'_>) -> Lines {
    let mut lines = keys(made);
    for found in &made.sensitivity {
        let code = found.input.code();
        let cell = |row: usize, part: fn(Sobol) -> f64| found.of_places[row].map_or(String::new(), |s| number(part(s)));
        add(&mut lines, &format!("first.{code}"), |row| cell(row, |sobol| sobol.first));
        add(&mut lines, &format!("total.{code}"), |row| cell(row, |sobol| sobol.total));
    }
    lines
}

/// Sobol indices of the mean absolute shift, an input a row.
fn sensitivity_of_shift(made: &Made<'_>) -> Lines {
    let mut lines = Lines::new(&["input", "first", "total"]);
    for found in &made.sensitivity {
        let part = |part: fn(Sobol) -> f64| found.of_shift.map_or(String::new(), |sobol| number(part(sobol)));
        lines.rows.push(vec![found.input.code().to_owned(), part(|sobol| sobol.first), part(|sobol| sobol.total)]);
    }
    lines
}
