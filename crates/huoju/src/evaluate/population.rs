//! A scheme ready to run beside a file whose layout is known, with everything said that was found in it.

use std::collections::HashSet;
use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_model::{Period, Text};
use huoju_scheme::{AssessError, Input, InputKind, Program, Settings, Standing, Survey};
use huoju_table::{IgnoredBecause, Layout, Table, TableError, Wanted};
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use crate::args::Basis;
use crate::evaluate::pool::{self, Stopped};
use crate::evaluate::scheme;
use crate::output::progress::opening;
use crate::report::{Failure, Remarks, note};
use crate::words::Words;

/// What stops an assessment.
pub enum Trouble {
    /// The file.
    Table(TableError),
    /// The engine.
    Assess(AssessError),
    /// Something said already.
    Said(Failure),
}

impl Trouble {
    /// In the reader's language.
    pub fn said(self, words: &Words) -> Failure {
        match self {
            Trouble::Table(error) => Failure::table(&error, words),
            Trouble::Assess(error) => Failure::assess(&error, words),
            Trouble::Said(failure) => failure,
        }
    }
}

/// What is judged, by what, and how.
pub struct Population {
    /// The scheme.
    pub program: Program,
    /// The file.
    pub table: Table,
    /// Period, day, treatment of missing figures.
    pub settings: Settings,
}

impl Population {
    /// Reads the scheme, opens the file and says what the reader should know of both. `only` leaves out all other
    /// subjects.
    pub fn open(
        basis: &Basis,
        only: Option<HashSet<String>>,
        threads: usize,
        catalogue: &Catalogue,
        words: &Words,
    ) -> Result<Self, Failure> {
        let program = scheme::meant(basis, catalogue, words)?;
        Self::of(program, basis, (&[], only), (threads, true), catalogue, words)
    }

    /// The same of a scheme that is read already, with some indicators beside those that it reads. `tells`: whether what
    /// the reader should know is said.
    pub fn beside(
        program: Program,
        basis: &Basis,
        beside: &[&str],
        (threads, tells): (usize, bool),
        catalogue: &Catalogue,
        words: &Words,
    ) -> Result<Self, Failure> {
        Self::of(program, basis, (beside, None), (threads, tells), catalogue, words)
    }

    fn of(
        program: Program,
        basis: &Basis,
        (beside, only): (&[&str], Option<HashSet<String>>),
        (threads, tells): (usize, bool),
        catalogue: &Catalogue,
        words: &Words,
    ) -> Result<Self, Failure> {
        let mut columns: Vec<(String, u8)> =
            program.inputs().iter().map(|input| (input.code.clone(), input.earlier)).collect();
        let beside = beside.iter().map(|code| ((*code).to_owned(), 0)).filter(|column| !columns.contains(column));
        columns.extend(beside.collect::<Vec<_>>());
        let (period, sheet) = (basis.period, basis.sheet.clone());
        let wanted = Wanted { columns, only, period, sheet, ..Wanted::default() };
        let open = |wanted: &Wanted| {
            let table = || huoju_table::open(basis.data.path(), wanted, catalogue.dictionary());
            opening(basis.data.path(), words, table).map_err(|error| Failure::table(&error, words))
        };
        let table = open(&wanted)?;
        let period = basis.period.or(table.layout().period).unwrap_or_else(last_full_year);
        let settings =
            Settings { period, as_of: basis.as_of, missing: basis.missing, presume: basis.presume, standing: None };
        program.in_force(&settings).map_err(|error| Failure::assess(&error, words))?;
        let mut population = Population { program, table, settings };
        if tells {
            population.announce(words);
        }
        if population.program.needs_survey() {
            let all = wanted.only.is_some().then(|| open(&Wanted { only: None, ..wanted })).transpose()?;
            let standing = population.survey(all.as_ref().unwrap_or(&population.table), threads);
            population.settings.standing = Some(Arc::new(standing.map_err(|trouble| trouble.said(words))?));
        }
        Ok(population)
    }

    /// The first pass of a scheme that compares subjects: over all of them, whoever was asked for.
    fn survey(&self, all: &Table, threads: usize) -> Result<Standing, Trouble> {
        let mut survey = Survey::default();
        let part = |part: usize, give: &mut dyn FnMut(Survey) -> Result<(), Stopped>| {
            let mut of_part = Survey::default();
            for batch in all.read_part(part).map_err(Trouble::Table)? {
                let population = batch.map_err(Trouble::Table)?.population;
                self.program.survey(&population, &self.settings, &mut of_part).map_err(Trouble::Assess)?;
            }
            // Whoever takes it may have stopped, and then knows why.
            let _ = give(of_part);
            Ok(())
        };
        pool::in_order(all.n_parts(), threads, part, |of_part| {
            survey.merge(of_part);
            Ok(())
        })?;
        Ok(survey.finish())
    }

    /// Remarks on the file as a whole, then columns that are absent and what that bears on.
    fn announce(&self, words: &Words) {
        let layout = self.table.layout();
        Remarks::of(&layout.notices).say(words);
        for (key, lines) in
            [("absent-columns", self.missing(layout, words)), ("presumed-columns", self.presumed(layout, words))]
        {
            if !lines.is_empty() {
                let lines: String = lines.into_iter().map(|line| format!("\n  {line}")).collect();
                note(&(words.get(key) + words.get("colon").trim_end() + &lines), words);
            }
        }
        for line in [self.later(layout, words), unknown(layout, words)].into_iter().flatten() {
            note(&line, words);
        }
    }

    /// The columns of years that the period does not reach.
    fn later(&self, layout: &Layout, words: &Words) -> Option<String> {
        let later = layout.ignored.iter().filter(|ignored| ignored.why == IgnoredBecause::Later);
        let columns = words.list(later.map(|ignored| &ignored.column.header));
        let period = words.period(self.settings.period);
        (!columns.is_empty()).then(|| words.with("later-columns", &[("period", &period), ("columns", &columns)]))
    }

    /// A line for each figure without a column: what it bears on.
    fn missing(&self, layout: &Layout, words: &Words) -> Vec<String> {
        let missing = self.absent(layout).filter(|(_, input)| self.presumes(input).is_none());
        let line = |(index, input): (usize, &Input)| {
            let used = words.list(self.program.dependents(index).into_iter().map(|title: &Text| words.name(title)));
            let name = input.label(words.lang);
            words.with("absent-column", &[("name", &name), ("code", &input.column()), ("used", &used)])
        };
        missing.map(line).collect()
    }

    /// A line for what is presumed true, and one for what is presumed false.
    fn presumed(&self, layout: &Layout, words: &Words) -> Vec<String> {
        let of = |value: bool, word: &str| {
            let facts = self.absent(layout).filter(|(_, input)| self.presumes(input) == Some(value));
            let names: Vec<_> = facts.map(|(_, input)| words.name(&input.name)).collect();
            // Names of facts hold commas themselves.
            let names = names.join(&words.get("semicolon"));
            let line = words.with("presumed-column", &[("value", &words.get(word)), ("names", &names)]);
            (!names.is_empty()).then_some(line)
        };
        [of(true, "yes"), of(false, "no")].into_iter().flatten().collect()
    }

    /// The figures without a column.
    fn absent(&self, layout: &Layout) -> impl Iterator<Item = (usize, &Input)> {
        let inputs = self.program.inputs().iter().enumerate();
        inputs.filter(|(_, input)| layout.absent.contains(&(input.code.clone(), input.earlier)))
    }

    fn presumes(&self, input: &Input) -> Option<bool> {
        match input.kind {
            InputKind::Fact { presumed } if self.settings.presume => presumed,
            _ => None,
        }
    }
}

/// How many unknown columns are named.
const NAMED: usize = 10;

/// The columns that nobody knows, first those that are perhaps a slip of a known one.
fn unknown(layout: &Layout, words: &Words) -> Option<String> {
    let mut unknown: Vec<(&str, Option<&str>)> = layout
        .ignored
        .iter()
        .filter_map(|ignored| match &ignored.why {
            IgnoredBecause::Unknown(near) => Some((&*ignored.column.header, near.as_deref())),
            _ => None,
        })
        .collect();
    unknown.sort_by_key(|(_, near)| near.is_none());
    let said = unknown.iter().take(NAMED).map(|(header, near)| match near {
        Some(near) => words.with("ignored-near", &[("header", header), ("near", near)]),
        None => (*header).to_owned(),
    });
    let (columns, count) = (words.list(said), unknown.len().to_string());
    let key = if unknown.len() > NAMED { "ignored-many" } else { "ignored-columns" };
    (!unknown.is_empty()).then(|| words.with(key, &[("columns", &columns), ("count", &count)]))
}

/// The day by the clock in Beijing.
pub fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now() + 8.hours()).date()
}

/// The last full year by the clock in Beijing.
pub fn last_full_year() -> Period {
    Period::of_year(today().year())
        .map_or_else(|_| Period::of_year(1).expect("1 is a year"), |period| period.earlier(1))
}
