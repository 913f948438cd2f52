//! `huoju compare`: one population under two schemes or editions: who enters, leaves and moves.
//!
//! The file is read once for each scheme, as each reads other figures. Subjects are matched by their ids; one whose row
//! either scheme refused is in neither count, and is said.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use huoju_catalogue::Catalogue;
use huoju_programme::evaluate::whatif::BY;
use huoju_scheme::{Comparison, Points, Program, Scheme, Share, Verdict, diff};
use huoju_table::Batch;
use huoju_table::write::{OutputColumn, OutputKind, WriteOptions, Writer};

use crate::args::{Basis, Compare};
use crate::evaluate::assess::Piece as Read;
use crate::evaluate::pool::{self, Stopped};
use crate::evaluate::population::{Population, Trouble};
use crate::evaluate::scheme;
use crate::evaluate::summary::Seen;
use crate::output::cell::cell;
use crate::report::{Exit, Failure, note, refusals, say};
use crate::words::Words;

/// As many industries are told.
const SHARES: usize = 12;

/// The columns of those that stand otherwise: name, key of its header, whether it holds points.
const COLUMNS: [(&str, &str, bool); 11] = [
    ("id", "compare-column-id", false),
    ("name", "compare-column-name", false),
    ("industry", "compare-column-industry", false),
    ("size_class", "compare-column-size", false),
    ("change", "compare-column-change", false),
    ("outcome.before", "compare-column-outcome-before", false),
    ("tier.before", "compare-column-tier-before", false),
    ("total.before", "compare-column-total-before", true),
    ("outcome.after", "compare-column-outcome-after", false),
    ("tier.after", "compare-column-tier-after", false),
    ("total.after", "compare-column-total-after", true),
];

/// One subject under one scheme.
struct One {
    id: String,
    name: Option<String>,
    /// What the file says of its industry and size class.
    said: [Option<String>; 2],
    verdict: Verdict,
}

/// A population under one scheme.
struct Side {
    scheme: Scheme,
    rows: Vec<One>,
    seen: Seen,
}

/// Runs the command.
pub fn run(asked: &Compare, catalogue: &Catalogue, words: &Words) -> Result<Exit, Failure> {
    let program = |basis: &Basis| scheme::compiled(&basis.scheme, catalogue, words);
    let (first, then) = (program(&asked.basis)?, program(&asked.other)?);
    // Of a scheme that reads the same figures there is nothing new to be said of the file.
    let tells = first.inputs() != then.inputs();
    let before = side(first, &asked.basis, (asked.threads, true), catalogue, words)?;
    let after = side(then, &asked.other, (asked.threads, tells), catalogue, words)?;
    let pairs = paired(&before, &after);
    if pairs.is_empty() {
        refusals(&before.seen.refusals, before.seen.n_refused, before.seen.n_more_refusals, words);
        let n_refused = before.seen.n_refused + after.seen.n_refused;
        return Err(Failure::new(words.get(if n_refused > 0 { "nothing-assessed" } else { "no-subjects" })));
    }
    let compared = Comparison::of(pairs.len(), |row| pairs[row].0.verdict, |row| pairs[row].1.verdict);
    write(asked, &before, &after, &pairs, &compared, words)?;
    for side in [Some(&before), tells.then_some(&after)].into_iter().flatten() {
        refusals(&side.seen.refusals, side.seen.n_refused, side.seen.n_more_refusals, words);
    }
    say_all(&before, &after, &pairs, &compared, words);
    let n_refused = before.seen.n_refused + after.seen.n_refused;
    Ok(if n_refused > 0 { Exit::Refused } else { Exit::Done })
}

fn side(
    program: Program,
    basis: &Basis,
    (threads, tells): (usize, bool),
    catalogue: &Catalogue,
    words: &Words,
) -> Result<Side, Failure> {
    let population = Population::beside(program, basis, &BY, (threads, tells), catalogue, words)?;
    let (mut rows, mut seen) = (Vec::new(), Seen::new(None, false));
    let read = |part, give: &mut dyn FnMut((Vec<One>, Read)) -> Result<(), Stopped>| -> Result<(), Trouble> {
        for batch in population.table.read_part(part).map_err(Trouble::Table)? {
            let Batch { population: figures, refusals, notices, n_read, .. } = batch.map_err(Trouble::Table)?;
            let rows = verdicts(&population, &figures)?;
            if give((rows, Read { n_read, refusals, notices, ..Read::default() })).is_err() {
                return Ok(());
            }
        }
        Ok(())
    };
    let done = pool::in_order(population.table.n_parts(), threads, read, |(some, read)| {
        rows.extend(some);
        seen.add(read);
        Ok(())
    });
    done.map_err(|trouble| trouble.said(words))?;
    Ok(Side { scheme: population.program.scheme().clone(), rows, seen })
}

fn verdicts(population: &Population, figures: &RecordBatch) -> Result<Vec<One>, Trouble> {
    let assessed = population.program.assess(figures, &population.settings).map_err(Trouble::Assess)?;
    let text = |column: &str, row| figures.column_by_name(column).and_then(|array| cell(array, row));
    let one = |row| One {
        id: text("id", row).unwrap_or_default(),
        name: text("name", row),
        said: BY.map(|indicator| text(indicator, row)),
        verdict: assessed.verdict(row),
    };
    Ok((0..figures.num_rows()).map(one).collect())
}

/// Those that stand in both, in the file's order.
fn paired<'s>(before: &'s Side, after: &'s Side) -> Vec<(&'s One, &'s One)> {
    let then: HashMap<&str, &One> = after.rows.iter().map(|one| (one.id.as_str(), one)).collect();
    before.rows.iter().filter_map(|one| Some((one, *then.get(one.id.as_str())?))).collect()
}

/// Those that stand otherwise, with the word for how.
fn changed<'c>(compared: &'c Comparison, pairs: &[(&One, &One)]) -> Vec<(&'static str, usize)> {
    let ways = [("enters", &compared.entrants), ("leaves", &compared.leavers), ("moves", &compared.moved)];
    let way: HashMap<usize, &'static str> =
        ways.into_iter().flat_map(|(way, rows): (_, &'c Vec<usize>)| rows.iter().map(move |row| (*row, way))).collect();
    let rescored = |row: usize| (pairs[row].0.verdict.total != pairs[row].1.verdict.total).then_some("rescored");
    (0..pairs.len()).filter_map(|row| Some((way.get(&row).copied().or_else(|| rescored(row))?, row))).collect()
}

fn write(
    asked: &Compare,
    before: &Side,
    after: &Side,
    pairs: &[(&One, &One)],
    compared: &Comparison,
    words: &Words,
) -> Result<(), Failure> {
    let column = |&(name, key, is_points): &(&str, &str, bool)| OutputColumn {
        name: name.to_owned(),
        header: words.get(key),
        kind: if is_points { OutputKind::Number { scale: Points::SCALE } } else { OutputKind::Text },
    };
    let json_head = vec![
        ("format", "huoju.comparison/1".to_owned()),
        ("before", before.scheme.id.clone()),
        ("after", after.scheme.id.clone()),
    ];
    let options = WriteOptions { csv_mark: asked.out.is_some(), json_head, ..WriteOptions::default() };
    let columns: Vec<OutputColumn> = COLUMNS.iter().map(column).collect();
    let fail = |error| Failure::output(&error, asked.out.as_deref(), words);
    let format = asked.format.file();
    let mut writer = match &asked.out {
        Some(path) => Writer::create(path, format, columns, options),
        None => Writer::to(Box::new(std::io::BufWriter::new(std::io::stdout())), format, columns, options),
    }
    .map_err(fail)?;
    let rows = table(before, after, pairs, &changed(compared, pairs), words)?;
    writer.write(&rows).map_err(fail)?;
    writer.finish().map_err(fail)
}

fn table(
    before: &Side,
    after: &Side,
    pairs: &[(&One, &One)],
    changed: &[(&'static str, usize)],
    words: &Words,
) -> Result<RecordBatch, Failure> {
    let tier = |scheme: &Scheme, verdict: &Verdict| {
        verdict.tier.and_then(|tier| scheme.tiers.get(tier)).map(|tier| words.name(&tier.title).to_owned())
    };
    let text = |column: &str, (way, row): &(&'static str, usize)| -> Option<String> {
        let (was, is) = pairs[*row];
        match column {
            "id" => Some(was.id.clone()),
            "name" => was.name.clone(),
            "industry" => was.said[0].clone(),
            "size_class" => was.said[1].clone(),
            "change" => Some((*way).to_owned()),
            "outcome.before" => Some(was.verdict.outcome.code().to_owned()),
            "tier.before" => tier(&before.scheme, &was.verdict),
            "outcome.after" => Some(is.verdict.outcome.code().to_owned()),
            _ => tier(&after.scheme, &is.verdict),
        }
    };
    let total = |column: &str, (_, row): &(&'static str, usize)| {
        let (was, is) = pairs[*row];
        let verdict = if column == "total.before" { &was.verdict } else { &is.verdict };
        verdict.total.map(|points| points.0)
    };
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, _, is_points) in COLUMNS {
        let (kind, array): (DataType, ArrayRef) = match is_points {
            true => (DataType::Int64, Arc::new(changed.iter().map(|one| total(name, one)).collect::<Int64Array>())),
            false => (DataType::Utf8, Arc::new(changed.iter().map(|one| text(name, one)).collect::<StringArray>())),
        };
        fields.push(Field::new(name, kind, true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|error| Failure::new(error.to_string()))
}

fn say_all(before: &Side, after: &Side, pairs: &[(&One, &One)], compared: &Comparison, words: &Words) {
    let titles = [&before.scheme, &after.scheme].map(|scheme| format!("{} ({})", words.name(&scheme.title), scheme.id));
    say(&words.with("compare-title", &[("before", titles[0].as_str()), ("after", &titles[1])]));
    let numbers = [
        ("n", pairs.len()),
        ("before", compared.before.pass),
        ("after", compared.after.pass),
        ("enter", compared.entrants.len()),
        ("leave", compared.leavers.len()),
        ("move", compared.moved.len()),
        ("rescored", compared.n_rescored),
    ]
    .map(|(name, n)| (name, n.to_string()));
    say(&words.with("compare-summary", &numbers.each_ref().map(|(name, n)| (*name, n.as_str()))));
    for line in flows(before, after, compared, words) {
        say(&line);
    }
    for (which, key) in ["compare-by-industry", "compare-by-size"].into_iter().enumerate() {
        by(which, &words.get(key), pairs, compared, words).iter().for_each(|line| say(line));
    }
    let alone = (before.rows.len() - pairs.len(), after.rows.len() - pairs.len());
    if alone != (0, 0) {
        let about = [("before", alone.0.to_string()), ("after", alone.1.to_string())];
        note(&words.with("compare-alone", &about.each_ref().map(|(name, n)| (*name, n.as_str()))), words);
    }
    for change in diff(&before.scheme, &after.scheme, words.lang).iter().filter(|_| before.scheme.id == after.scheme.id)
    {
        say(&("  ".to_owned() + &change.text(words.lang)));
    }
}

/// `优秀 → 合格  12`: those that went from a tier to another.
fn flows(before: &Side, after: &Side, compared: &Comparison, words: &Words) -> Vec<String> {
    let title = |scheme: &Scheme, tier: Option<usize>| match tier.and_then(|tier| scheme.tiers.get(tier)) {
        Some(tier) => words.name(&tier.title).to_owned(),
        None => words.get("compare-no-tier"),
    };
    let mut flows: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (&(from, to), n) in &compared.flows {
        *flows.entry((title(&before.scheme, from), title(&after.scheme, to))).or_default() += n;
    }
    let moved = flows.into_iter().filter(|((from, to), _)| from != to);
    moved.map(|((from, to), n)| format!("  {from} → {to}  {n}")).collect()
}

/// `  软件  2 → 3，+1 −0`: how many pass, enter and leave by industry or size, those with the most first.
fn by(which: usize, title: &str, pairs: &[(&One, &One)], compared: &Comparison, words: &Words) -> Vec<String> {
    let said: Vec<Option<String>> = pairs.iter().map(|(was, _)| was.said[which].clone()).collect();
    let shares = compared.shares(&said, |row| [pairs[row].0.verdict, pairs[row].1.verdict]);
    let line = |(said, share): &(Option<&str>, Share)| {
        let about = [
            ("said", said.map_or_else(|| words.get("compare-unknown"), str::to_owned)),
            ("before", share.before.to_string()),
            ("after", share.after.to_string()),
            ("enter", share.entrants.to_string()),
            ("leave", share.leavers.to_string()),
        ];
        words.with("compare-share", &about.each_ref().map(|(key, value)| (*key, value.as_str())))
    };
    let lines = shares.iter().take(SHARES).map(|share| format!("  {}", line(share)));
    let more = shares.len().saturating_sub(SHARES);
    let more = (more > 0).then(|| format!("  {}", words.with("compare-more", &[("n", &more.to_string())])));
    let head = (!shares.is_empty()).then(|| title.to_owned());
    head.into_iter().chain(lines).chain(more).collect()
}
