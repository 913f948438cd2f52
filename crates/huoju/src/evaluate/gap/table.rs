//! The gaps of all subjects as a table: who is one step away, by which step, and the cheapest plan.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use huoju_model::Lang;
use huoju_programme::evaluate::steps::{Nearness, told};
use huoju_scheme::gap::{Aim, State, Sweep, Swept, Told};
use huoju_table::Batch;
use huoju_table::write::{OutputColumn, OutputKind, WriteOptions, Writer};

use crate::args::Gap;
use crate::evaluate::assess::Piece as Read;
use crate::evaluate::pool::{self, Stopped};
use crate::evaluate::population::{Population, Trouble};
use crate::evaluate::summary::Seen;
use crate::output::cell::cell;
use crate::report::{Exit, Failure, note, refusals, say};
use crate::words::Words;

/// The columns after the subject's own: name, and the key of its header.
const COLUMNS: [(&str, &str); 13] = [
    ("outcome", "gap-column-outcome"),
    ("state", "gap-column-state"),
    ("one_step", "gap-column-one-step"),
    ("step", "gap-column-step"),
    ("indicator", "gap-column-indicator"),
    ("from", "gap-column-from"),
    ("to", "gap-column-to"),
    ("by", "gap-column-by"),
    ("with", "gap-column-with"),
    ("cost", "gap-column-cost"),
    ("plan", "gap-column-plan"),
    ("plan_cost", "gap-column-plan-cost"),
    ("proven", "gap-column-proven"),
];

/// One batch of the file.
struct Piece {
    rows: RecordBatch,
    counts: Counts,
    read: Read,
}

/// Subjects by how they stand to the goal.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    reached: usize,
    undetermined: usize,
    one_step: usize,
    further: usize,
    beyond: usize,
    unproven: usize,
}

/// Runs the command for all subjects.
pub fn run(asked: &Gap, population: &Population, aim: &Aim, n_tiers: usize, words: &Words) -> Result<Exit, Failure> {
    let sweep = Sweep::new(&population.program, aim, n_tiers);
    let mut writer = writer(asked, population, words)?;
    let lang = words.lang;
    let (mut seen, mut counts) = (Seen::new(None, false), Counts::default());
    let fail = |error| Failure::output(&error, asked.out.as_deref(), words);
    let done = pool::in_order(
        population.table.n_parts(),
        asked.threads,
        |part, give| read_part(population, &sweep, lang, part, give),
        |piece: Piece| {
            counts.add(piece.counts);
            seen.add(piece.read);
            writer.write(&piece.rows).map_err(|error| Trouble::Said(fail(error)))
        },
    );
    done.map_err(|trouble| trouble.said(words))?;
    if counts.n() == 0 {
        refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
        return Err(Failure::new(words.get(if seen.n_refused > 0 { "nothing-assessed" } else { "no-subjects" })));
    }
    writer.finish().map_err(fail)?;
    seen.remarks.say(words);
    refusals(&seen.refusals, seen.n_refused, seen.n_more_refusals, words);
    say_all(asked, population, aim, &counts, words);
    Ok(if seen.n_refused > 0 { Exit::Refused } else { Exit::Done })
}

fn read_part(
    population: &Population,
    sweep: &Sweep<'_>,
    lang: Lang,
    part: usize,
    give: &mut dyn FnMut(Piece) -> Result<(), Stopped>,
) -> Result<(), Trouble> {
    for batch in population.table.read_part(part).map_err(Trouble::Table)? {
        let Batch { population: rows, refusals, notices, n_read, .. } = batch.map_err(Trouble::Table)?;
        let swept = sweep.rows(&rows, &population.settings).map_err(Trouble::Assess)?;
        let mut counts = Counts::default();
        swept.iter().for_each(|one| counts.count(one));
        let told = sweep.told(&rows, &population.settings, &swept).map_err(Trouble::Assess)?;
        let rows = table(&rows, &swept, &told, lang).map_err(Trouble::Said)?;
        let read = Read { n_read, refusals, notices, ..Read::default() };
        if give(Piece { rows, counts, read }).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn writer(asked: &Gap, population: &Population, words: &Words) -> Result<Writer, Failure> {
    let layout = population.table.layout();
    let column = |name: &str, header: String, kind| OutputColumn { name: name.to_owned(), header, kind };
    let mut columns = vec![column("id", layout.id.header.to_string(), OutputKind::Text)];
    columns.extend(layout.name.as_ref().map(|name| column("name", name.header.to_string(), OutputKind::Text)));
    columns.extend(COLUMNS.map(|(name, key)| {
        let kind = if is_fact(name) { OutputKind::Fact } else { OutputKind::Text };
        column(name, words.get(key), kind)
    }));
    let json_head = vec![
        ("format", "huoju.gaps/1".to_owned()),
        ("scheme", population.program.scheme().id.clone()),
        ("period", population.settings.period.to_string()),
    ];
    let options = WriteOptions { csv_mark: asked.out.is_some(), json_head, ..WriteOptions::default() };
    let format = asked.format.file();
    let writer = match &asked.out {
        Some(path) => Writer::create(path, format, columns, options),
        None => Writer::to(Box::new(std::io::BufWriter::new(std::io::stdout())), format, columns, options),
    };
    writer.map_err(|error| Failure::output(&error, asked.out.as_deref(), words))
}

fn is_fact(column: &str) -> bool {
    matches!(column, "one_step" | "proven")
}

/// The rows of a batch, in words.
fn table(population: &RecordBatch, swept: &[Swept], told: &[Told], lang: Lang) -> Result<RecordBatch, Failure> {
    let (mut fields, mut arrays) = (Vec::new(), Vec::<ArrayRef>::new());
    for name in ["id", "name"] {
        let Some(own) = population.column_by_name(name) else { continue };
        fields.push(Field::new(name, DataType::Utf8, true));
        arrays.push(Arc::new((0..swept.len()).map(|row| cell(own, row)).collect::<StringArray>()));
    }
    for (name, _) in COLUMNS {
        let array: ArrayRef = if is_fact(name) {
            Arc::new(swept.iter().map(|one| fact(name, one)).collect::<BooleanArray>())
        } else {
            Arc::new(swept.iter().zip(told).map(|(one, said)| text(name, one, said, lang)).collect::<StringArray>())
        };
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(|error| Failure::new(error.to_string()))
}

fn fact(column: &str, one: &Swept) -> Option<bool> {
    match (column, one.state) {
        ("one_step", State::Missed) => Some(one.step.is_some()),
        ("proven", State::Missed) => Some(one.proven),
        _ => None,
    }
}

fn text(column: &str, one: &Swept, said: &Told, lang: Lang) -> Option<String> {
    let step = || said.step.as_ref().and_then(|step| step.moves.first());
    let figure = || step().and_then(|step| step.figures.first());
    let plan = || said.plan.as_ref().or(said.step.as_ref());
    match column {
        "outcome" => Some(one.outcome.code().to_owned()),
        "state" if one.state == State::Missed && one.plan.is_none() => Some("beyond".to_owned()),
        "state" => Some(one.state.code().to_owned()),
        "step" => step().map(|step| told::times(step, lang)),
        "indicator" => figure().map(|figure| figure.code.clone()),
        "from" => figure().map(|figure| figure.from.get(lang).to_owned()),
        "to" => figure().map(|figure| figure.to.get(lang).to_owned()),
        "by" => figure().map(|figure| figure.by.get(lang).trim_start_matches('+').to_owned()),
        "with" => step()
            .and_then(|step| step.figures.get(1..))
            .map(|with| told::moved(with, lang))
            .filter(|with| !with.is_empty()),
        "cost" => said.step.as_ref().map(|step| step.cost.1.clone()),
        "plan" => plan().map(|plan| told::planned(plan, lang)),
        "plan_cost" => plan().map(|plan| plan.cost.1.clone()),
        _ => None,
    }
}

impl Counts {
    fn count(&mut self, one: &Swept) {
        let place = match Nearness::of(one) {
            Nearness::Reached => &mut self.reached,
            Nearness::Undetermined => &mut self.undetermined,
            Nearness::OneStep => &mut self.one_step,
            Nearness::Several => &mut self.further,
            Nearness::Beyond => &mut self.beyond,
        };
        *place += 1;
        self.unproven += usize::from(!one.proven);
    }

    fn add(&mut self, other: Counts) {
        self.reached += other.reached;
        self.undetermined += other.undetermined;
        self.one_step += other.one_step;
        self.further += other.further;
        self.beyond += other.beyond;
        self.unproven += other.unproven;
    }

    fn n(&self) -> usize {
        self.reached + self.undetermined + self.one_step + self.further + self.beyond
    }
}

fn say_all(asked: &Gap, population: &Population, aim: &Aim, counts: &Counts, words: &Words) {
    let (scheme, period) = (population.program.scheme(), words.period(population.settings.period));
    let about = [("title", words.name(&scheme.title)), ("scheme", &scheme.id), ("period", &period)];
    say(&words.with("summary-title", &about));
    let Counts { reached, undetermined, one_step, further, beyond, unproven } = counts;
    let numbers = [reached, undetermined, one_step, further, beyond].map(usize::to_string);
    let names = ["reached", "undetermined", "one", "further", "beyond"];
    let about: Vec<(&str, &str)> = names.into_iter().zip(numbers.iter().map(String::as_str)).collect();
    say(&words.with("gap-summary", &about));
    if *unproven > 0 {
        note(&words.with("gap-unproven", &[("count", &unproven.to_string())]), words);
    }
    if let Some((next, _)) = aim.next(population.settings.period) {
        let about = [("period", period.as_str()), ("next", &words.period(next))];
        note(&words.with("gap-closed", &about), words);
    }
    if aim.levers.sample {
        note(&words.get("gap-sample"), words);
    }
    if let Some(path) = &asked.out {
        say(&words.with("summary-written", &[("path", &path.display().to_string())]));
    }
}
