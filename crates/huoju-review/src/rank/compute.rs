//! The steps of a rule over the marks of a contest: exact values, missing ones with their reason.

use super::aggregate::{mean, median, sum, trimmed_mean};
use super::contest::Contest;
use super::rule::{Act, Operand, Rule, Source, Step};
use crate::number::Number;
use crate::sheet::{Dim, Dims, Key, NONE};

/// A value, or what it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// It is known.
    Is(Number),
    /// It is missing, which is never zero.
    Missing(Lack),
}

impl Cell {
    /// The number, where it is known.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Cell::Is(number) => Some(number),
            Cell::Missing(_) => None,
        }
    }
}

/// Why a value is missing, and where it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A mark that the expert did not give.
    Absent(Key),
    /// A mark that the expert may not give.
    Recused(Key),
    /// Fewer marks than the rule asks for.
    Few {
        /// Of what.
        key: Key,
        /// How many there are.
        found: usize,
    },
    /// A table has no value for it.
    Table {
        /// The table, by its place in the rule.
        table: usize,
        /// Of what.
        key: Key,
    },
    /// A section of the entry has no marks.
    Section(Key),
}

/// Values with their keys in order, kept apart by `by`.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// The dimensions of the keys.
    pub by: Dims,
    /// The values, by key.
    pub cells: Vec<(Key, Cell)>,
}

impl Values {
    /// The value of a key.
    pub fn get(&self, key: Key) -> Option<&Cell> {
        let found = self.cells.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(&self.cells[found].1)
    }

    /// The values of an entry.
    pub fn of_entry(&self, entry: u32) -> &[(Key, Cell)] {
        let from = self.cells.partition_point(|(key, _)| key.at(Dim::Entry) < entry);
        let to = self.cells.partition_point(|(key, _)| key.at(Dim::Entry) <= entry);
        &self.cells[from..to]
    }

    /// The known value of an entry by itself, or of one section or criterion of it.
    pub fn of(&self, entry: u32, section: Option<u32>, criterion: Option<u32>) -> Option<&Number> {
        let key = Key([entry, section.unwrap_or(NONE), criterion.unwrap_or(NONE), NONE, NONE]);
        self.get(key).and_then(Cell::number)
    }
}

/// Which marks are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct View<'v> {
    /// Only those of these entries, in ascending order.
    pub only: Option<&'v [u32]>,
    /// Not those of this expert.
    pub without: Option<u32>,
    /// Each expert's marks by themselves, as if nobody else had judged: nothing is dropped, nothing rounded, and all
    /// values stay apart by expert.
    pub alone: bool,
}

/// The values of every step of the rule.
pub fn compute(rule: &Rule, contest: &Contest, view: View<'_>) -> Vec<Values> {
    let mut run = Run { rule, contest, view, steps: Vec::with_capacity(rule.steps.len()) };
    for step in &rule.steps {
        let values = run.step(step);
        run.steps.push(values);
    }
    run.steps
}

struct Run<'r> {
    rule: &'r Rule,
    contest: &'r Contest,
    view: View<'r>,
    steps: Vec<Values>,
}

impl Run<'_> {
    fn step(&self, step: &Step) -> Values {
        let marks;
        let source = match step.of {
            Source::Marks => {
                marks = self.marks(step);
                &marks
            }
            Source::Step(at) => &self.steps[at],
            Source::Table(at) => &self.contest.tables[at],
        };
        let mut values = match &step.act {
            Act::Multiply(operand) => self.joined(source, operand, |a, b| a * b),
            Act::Add(operand) => self.joined(source, operand, |a, b| a + b),
            Act::Subtract(operand) => self.joined(source, operand, |a, b| a - b),
            _ => self.gathered(source, step),
        };
        if let Some(round) = step.round.as_ref().filter(|_| !self.view.alone) {
            for (_, cell) in &mut values.cells {
                if let Cell::Is(number) = cell {
                    *number = round.apply(number);
                }
            }
        }
        values
    }

    /// The marks of the step's criteria that are in view.
    fn marks(&self, step: &Step) -> Values {
        let by = self.rule.dims_of_marks(&step.only);
        let seen = |key: Key| {
            (step.only.is_empty() || step.only.contains(&key.at(Dim::Criterion)))
                && self.view.without != Some(key.at(Dim::Expert))
                && !(self.view.alone && key.at(Dim::Expert) == NONE)
        };
        let take = |cells: &[(Key, Cell)]| -> Vec<(Key, Cell)> {
            cells.iter().filter(|(key, _)| seen(*key)).map(|(key, cell)| (key.kept(by), cell.clone())).collect()
        };
        let all = &self.contest.grid;
        let cells = match self.view.only {
            None => take(&all.cells),
            Some(entries) => entries.iter().flat_map(|&entry| take(all.of_entry(entry))).collect(),
        };
        Values { by, cells }
    }

    /// Each value with what belongs to it.
    fn joined(&self, source: &Values, operand: &Operand, with: impl Fn(&Number, &Number) -> Number) -> Values {
        let join = |(key, cell): &(Key, Cell)| {
            let Cell::Is(number) = cell else { return (*key, cell.clone()) };
            let joined = match self.other(*key, operand) {
                Cell::Is(other) => Cell::Is(with(number, &other)),
                missing => missing,
            };
            (*key, joined)
        };
        Values { by: source.by, cells: source.cells.iter().map(join).collect() }
    }

    fn other(&self, key: Key, operand: &Operand) -> Cell {
        match operand {
            Operand::Constant(number) => Cell::Is(number.clone()),
            Operand::Each { over, values } => match values.get(&key.at(*over)) {
                Some(number) => Cell::Is(number.clone()),
                None => Cell::Missing(Lack::Section(key)),
            },
            Operand::Value(Source::Table(table)) => {
                let kept = key.kept(self.contest.tables[*table].by);
                let blank = || match &self.rule.tables[*table].blank {
                    Some(number) => Cell::Is(number.clone()),
                    None => Cell::Missing(Lack::Table { table: *table, key: kept }),
                };
                self.contest.tables[*table].get(kept).cloned().unwrap_or_else(blank)
            }
            Operand::Value(Source::Step(step)) => {
                let kept = key.kept(self.steps[*step].by);
                self.steps[*step].get(kept).cloned().unwrap_or(Cell::Missing(Lack::Section(kept)))
            }
            Operand::Value(Source::Marks) => Cell::Missing(Lack::Section(key)),
        }
    }

    /// Values of one group each, one from many.
    fn gathered(&self, source: &Values, step: &Step) -> Values {
        let by = if self.view.alone && source.by.has(Dim::Expert) { step.by.with(Dim::Expert) } else { step.by };
        let gone = source.by.less(by);
        let mut keyed: Vec<(Key, &(Key, Cell))> = source.cells.iter().map(|cell| (cell.0.kept(by), cell)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        let groups = keyed.chunk_by(|a, b| a.0 == b.0);
        let cells = groups.map(|group| (group[0].0, self.one(group, gone, step))).collect();
        Values { by, cells }
    }

    fn one(&self, group: &[(Key, &(Key, Cell))], gone: Dims, step: &Step) -> Cell {
        let key = group[0].0;
        if gone.has(Dim::Section) {
            let present = |section| group.iter().any(|(_, cell)| cell.0.at(Dim::Section) == section);
            let sections = 0..self.rule.sections.len() as u32;
            if let Some(section) = sections.into_iter().find(|&section| !present(section)) {
                let mut lacking = key;
                lacking.0[Dim::Section as usize] = section;
                return Cell::Missing(Lack::Section(lacking));
            }
        }
        if gone.has(Dim::Expert) {
            return self.over_experts(key, group, step);
        }
        let mut numbers = Vec::with_capacity(group.len());
        for (_, (key, cell)) in group {
            match cell {
                Cell::Is(number) => numbers.push((*key, number)),
                Cell::Missing(lack) => return Cell::Missing(*lack),
            }
        }
        self.act(step, &numbers, 0).map_or(Cell::Missing(Lack::Section(key)), Cell::Is)
    }

    /// Experts without a mark are left out, and too few marks make no mean.
    fn over_experts(&self, key: Key, group: &[(Key, &(Key, Cell))], step: &Step) -> Cell {
        let given = group.iter().filter_map(|(_, (key, cell))| Some((*key, cell.number()?)));
        let numbers: Vec<_> = given.collect();
        let few = Cell::Missing(Lack::Few { key, found: numbers.len() });
        if numbers.len() < self.rule.at_least {
            return few;
        }
        let drop = if let Act::TrimmedMean(drop) = step.act { drop } else { 0 };
        self.act(step, &numbers, drop).map_or(few, Cell::Is)
    }

    fn act(&self, step: &Step, numbers: &[(Key, &Number)], drop: usize) -> Option<Number> {
        let plain = || numbers.iter().map(|(_, number)| *number).collect::<Vec<_>>();
        match &step.act {
            Act::Mean => mean(&plain()),
            Act::TrimmedMean(_) => trimmed_mean(plain(), drop),
            Act::Median => median(plain()),
            Act::Sum => Some(sum(plain())),
            Act::Weighted { over, weights, mean } => weighted(numbers, *over, weights, *mean),
            Act::Multiply(_) | Act::Add(_) | Act::Subtract(_) => None,
        }
    }
}

fn weighted(numbers: &[(Key, &Number)], over: Dim, weights: &[(u32, Number)], mean: bool) -> Option<Number> {
    let mut total = Number::whole(0);
    for (of, weight) in weights {
        let (_, number) = numbers.iter().find(|(key, _)| key.at(over) == *of)?;
        total += &(weight * number);
    }
    Some(if mean { &total / &sum(weights.iter().map(|(_, weight)| weight)) } else { total })
}
