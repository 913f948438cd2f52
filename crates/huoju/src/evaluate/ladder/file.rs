//! A ladder over a file: whoever holds a title is said by its column of facts, and everybody is assessed by every rung's
//! scheme, in the edition that is in force.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use huoju_catalogue::{Catalogue, CatalogueError};
use huoju_model::ladder::{Held, Move, Seen};
use huoju_model::{Indicator, Kind, Ladder, Period, Rung, Standing};
use huoju_programme::evaluate::canonical::Rows;
use huoju_programme::evaluate::ladder::lacks::{Lacks, edition, lacks};
use huoju_programme::evaluate::ladder::table::Line;
use huoju_programme::evaluate::ladder::{Counts, Spot, flows};
use huoju_scheme::{Program, Settings};
use huoju_store::assessment::ResultRow;
use huoju_table::{Batch, Notice, Remark, Table, TableError, Wanted};
use jiff::civil::Date;

use super::Sheet;
use super::summary::{self, Year};
use crate::args;
use crate::evaluate::assess::Piece;
use crate::evaluate::population::last_full_year;
use crate::evaluate::summary::Seen as Read;
use crate::output::cell::cell;
use crate::output::progress::opening;
use crate::report::{Exit, Failure, Remarks, note, refusals, say};
use crate::words::Words;

/// A ladder with what its rungs read of a file.
struct Climb<'c> {
    ladder: Ladder,
    /// A rung's editions, the earliest first.
    programs: Vec<Vec<Program>>,
    /// The fact that says who holds a rung's title.
    facts: Vec<Option<&'c Indicator>>,
}

/// Whoever stood where, by id: what the next year is compared with.
type Stood = HashMap<String, Standing>;

/// One year of a file, as it is read.
struct Climbed<'a> {
    climb: &'a Climb<'a>,
    settings: Settings,
    /// Of each rung the edition that is in force.
    editions: Vec<Option<&'a Program>>,
    /// Of each rung, whether the file says who holds its title.
    told: Vec<bool>,
    before: Option<&'a Stood>,
    stood: Stood,
    counts: Counts,
}

pub fn run(
    asked: &args::Ladder,
    path: &Path,
    ladder: Ladder,
    catalogue: &Catalogue,
    words: &Words,
) -> Result<Exit, Failure> {
    let climb = Climb::new(ladder, catalogue).map_err(|error| Failure::catalogue(&error, words))?;
    let open = |period| {
        let wanted = Wanted { columns: climb.columns(), period, sheet: asked.sheet.clone(), ..Wanted::default() };
        let table = || huoju_table::open(path, &wanted, catalogue.dictionary());
        opening(path, words, table).map_err(|error| Failure::table(&error, words))
    };
    let first = open(asked.period)?;
    let layout = first.layout();
    let periods = match asked.period {
        Some(period) => vec![period],
        None if !layout.periods.is_empty() => layout.periods.clone(),
        None => vec![layout.period.unwrap_or_else(last_full_year)],
    };
    // Which of several years is read is not for the reader to choose: all are.
    let is_of_years = |notice: &Notice| matches!(notice.what, Remark::PeriodTaken { .. } | Remark::OtherPeriods { .. });
    let notices = layout.notices.iter().filter(|notice| layout.periods.is_empty() || !is_of_years(notice));
    Remarks::of(&notices.cloned().collect::<Vec<_>>()).say(words);
    climb.announce(&first, words);
    let mut sheet = Sheet::new(asked, &climb.ladder, words);
    let mut read = Read::new(None, false);
    let (mut years, mut before) = (Vec::new(), None);
    for &period in &periods {
        let own = if periods.len() > 1 { Some(open(Some(period))?) } else { None };
        let mut climbed = Climbed::new(&climb, period, asked.day, before.as_ref());
        for batch in batches(own.as_ref().unwrap_or(&first)) {
            let batch = batch.map_err(|error| Failure::table(&error, words))?;
            climbed.add(&batch.population, &mut sheet, words)?;
            // The rows of a long file are read once for every year of it.
            if before.is_none() {
                let Batch { refusals, notices, n_read, .. } = batch;
                read.add(Piece { n_read, refusals, notices, ..Piece::default() });
            }
        }
        let (year, stood) = climbed.finish();
        years.push(year);
        before = Some(stood);
    }
    if before.is_none_or(|stood| stood.is_empty()) {
        refusals(&read.refusals, read.n_refused, read.n_more_refusals, words);
        return Err(Failure::new(words.get(if read.n_refused > 0 { "nothing-assessed" } else { "no-subjects" })));
    }
    sheet.finish(words)?;
    read.remarks.say(words);
    refusals(&read.refusals, read.n_refused, read.n_more_refusals, words);
    summary::say_all(&climb.ladder, &years, words);
    if let Some(path) = &asked.out {
        say(&words.with("summary-written", &[("path", &path.display().to_string())]));
    }
    Ok(if read.n_refused > 0 { Exit::Refused } else { Exit::Done })
}

/// All batches of a table, in the file's order.
fn batches(table: &Table) -> impl Iterator<Item = Result<Batch, TableError>> {
    (0..table.n_parts()).flat_map(|part| -> Box<dyn Iterator<Item = Result<Batch, TableError>>> {
        match table.read_part(part) {
            Ok(batches) => Box::new(batches),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    })
}

impl<'c> Climb<'c> {
    fn new(ladder: Ladder, catalogue: &'c Catalogue) -> Result<Self, CatalogueError> {
        let editions = |rung: &Rung| rung.schemes.iter().map(|scheme| catalogue.compiled(scheme)).collect();
        let programs = ladder.rungs.iter().map(editions).collect::<Result<_, _>>()?;
        let stands_for =
            |title: &String| catalogue.dictionary().iter().find(|indicator| indicator.title.as_ref() == Some(title));
        let facts = ladder.rungs.iter().map(|rung| rung.holds.as_ref().and_then(stands_for)).collect();
        Ok(Climb { ladder, programs, facts })
    }

    /// All that any rung reads.
    fn columns(&self) -> Vec<(String, u8)> {
        let facts = self.facts.iter().flatten().map(|fact| (fact.code.clone(), 0));
        let inputs = self.programs.iter().flatten().flat_map(Program::inputs);
        let all: BTreeSet<(String, u8)> =
            inputs.map(|input| (input.code.clone(), input.earlier)).chain(facts).collect();
        all.into_iter().collect()
    }

    /// Names the titles of which the file doesn't speak.
    fn announce(&self, table: &Table, words: &Words) {
        let has = |fact: &Indicator| !table.layout().absent.contains(&(fact.code.clone(), 0));
        let rungs = self.ladder.rungs.iter().zip(&self.facts).filter(|(rung, _)| rung.holds.is_some());
        let silent = rungs.filter(|(_, fact)| !fact.is_some_and(has));
        let titles = words.list(silent.map(|(rung, _)| words.name(&rung.title)));
        if !titles.is_empty() {
            note(&words.with("ladder-no-column", &[("rungs", &titles)]), words);
        }
    }
}

impl<'a> Climbed<'a> {
    fn new(climb: &'a Climb<'a>, period: Period, day: Option<Date>, before: Option<&'a Stood>) -> Self {
        let of = |programs: &'a Vec<Program>| edition(programs, period, day).and_then(|at| programs.get(at));
        Climbed {
            climb,
            settings: Settings { as_of: day, ..Settings::of(period) },
            editions: climb.programs.iter().map(of).collect(),
            told: vec![false; climb.ladder.rungs.len()],
            before,
            stood: Stood::new(),
            counts: Counts::none(climb.ladder.rungs.len()),
        }
    }

    /// Assesses a batch by every rung, and writes its rows.
    fn add(&mut self, population: &RecordBatch, sheet: &mut Sheet<'_>, words: &Words) -> Result<(), Failure> {
        for (told, fact) in self.told.iter_mut().zip(&self.climb.facts) {
            *told |= fact.is_some_and(|fact| population.column_by_name(&fact.code).is_some());
        }
        let mut came: Vec<Vec<Option<ResultRow>>> = Vec::new();
        for program in &self.editions {
            came.push(match program {
                Some(program) => {
                    let assessed = program.assess(population, &self.settings);
                    let assessed = assessed.map_err(|error| Failure::assess(&error, words))?;
                    let rows = Rows::of(program, &assessed);
                    (0..population.num_rows()).map(|row| Some(rows.row(row, 0))).collect()
                }
                None => vec![None; population.num_rows()],
            });
        }
        let text = |name: &str, row| cell(population.column_by_name(name)?, row);
        let ids: Vec<Option<String>> = (0..population.num_rows()).map(|row| text("id", row)).collect();
        let names: Vec<Option<String>> = (0..population.num_rows()).map(|row| text("name", row)).collect();
        let stands: Vec<Standing> =
            (0..population.num_rows()).map(|row| self.standing(population, &came, row)).collect();
        let lacking: Vec<Option<Lacks>> =
            stands.iter().enumerate().map(|(row, one)| self.lacks(one, &came, row)).collect();
        let line = |row: usize| Line {
            id: ids[row].as_deref(),
            name: names[row].as_deref(),
            standing: stands[row],
            until: None,
            before: ids[row].as_ref().and_then(|id| self.before?.get(id)).copied(),
            next: self.result(&stands[row], &came, row),
            lacks: lacking[row].as_ref(),
        };
        let lines: Vec<Line<'_>> = (0..population.num_rows()).map(line).collect();
        sheet.write(self.settings.period.year(), &lines, words)?;
        for (id, standing) in ids.into_iter().zip(stands) {
            self.counts.add(&standing);
            self.stood.extend(id.map(|id| (id, standing)));
        }
        Ok(())
    }

    fn standing(&self, population: &RecordBatch, came: &[Vec<Option<ResultRow>>], row: usize) -> Standing {
        let seen = |(fact, came): (&Option<&Indicator>, &Vec<Option<ResultRow>>)| Seen {
            held: fact.map_or(Held::Untold, |fact| held(population, fact, row)),
            outcome: came[row].as_ref().map(|came| came.outcome),
        };
        let seen: Vec<Seen> = self.climb.facts.iter().zip(came).map(seen).collect();
        self.climb.ladder.standing(&seen)
    }

    /// How a row came out for its next step.
    fn result<'r>(
        &self,
        standing: &Standing,
        came: &'r [Vec<Option<ResultRow>>],
        row: usize,
    ) -> Option<(&'a Program, &'r ResultRow)> {
        let rung = usize::from(standing.next?);
        Some(((*self.editions.get(rung)?)?, came.get(rung)?.get(row)?.as_ref()?))
    }

    fn lacks(&self, standing: &Standing, came: &[Vec<Option<ResultRow>>], row: usize) -> Option<Lacks> {
        Some(lacks(&self.climb.ladder, usize::from(standing.next?), self.result(standing, came, row)))
    }

    /// The year, and what the next is compared with.
    fn finish(self) -> (Year, Stood) {
        let year = self.settings.period.year();
        let (mut ways, mut moved) = (Vec::new(), [0, 0]);
        if let Some(before) = self.before {
            let unknown = Standing::default();
            for (id, stands) in &self.stood {
                let stood = before.get(id).unwrap_or(&unknown);
                ways.push([Spot::of(stood), Spot::of(stands)]);
                match stands.since(stood) {
                    Move::Rose => moved[0] += 1,
                    Move::Fell => moved[1] += 1,
                    Move::Stayed | Move::Untold => {}
                }
            }
            let left = before.iter().filter(|(id, _)| !self.stood.contains_key(*id));
            ways.extend(left.map(|(_, stood)| [Spot::of(stood), Spot::of(&unknown)]));
        }
        let known = self.told.iter().zip(&self.editions).map(|(told, edition)| [*told, edition.is_some()]).collect();
        (Year { year, counts: self.counts, flows: flows(ways.into_iter()), known, moved }, self.stood)
    }
}

/// Whether a row's fact says that it holds the title. A blank cell is what the fact is presumed to be; without a column
/// nothing is said.
fn held(population: &RecordBatch, fact: &Indicator, row: usize) -> Held {
    let column = population.column_by_name(&fact.code).and_then(|column| column.as_boolean_opt());
    let Some(column) = column else { return Held::Untold };
    let said = (!column.is_null(row)).then(|| column.value(row));
    let presumed = match fact.kind {
        Kind::Fact { presumed } => presumed,
        _ => None,
    };
    match said.or(presumed) {
        Some(true) => Held::Yes,
        Some(false) => Held::No,
        None => Held::Untold,
    }
}
