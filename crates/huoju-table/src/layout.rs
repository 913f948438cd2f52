//! Where in a file the table stands: its header, and what each column holds.

mod found;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use huoju_model::{Dictionary, Period, Unit};

use crate::Wanted;
use crate::error::TableError;
use crate::header::{self, Role, Year};
use crate::notice::{EncodingBy, Notice, Remark};
use found::{also_units, duplicates, hint, units, wrong_units};

/// What was found in a file, for the reader to check before trusting what was read.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The file's name as it was given.
    pub file: Arc<str>,
    /// The sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// The header's rows, from 1; none in Parquet.
    pub header_rows: Vec<u64>,
    /// The column that tells the enterprises apart.
    pub id: Column,
    /// The column of their names.
    pub name: Option<Column>,
    /// The column of periods: then the file is long, with a row a subject and period.
    pub period_column: Option<Column>,
    /// The columns that are read, in the file's order.
    pub found: Vec<Found>,
    /// What was wanted and has no column.
    pub absent: Vec<(String, u8)>,
    /// The columns that are not read.
    pub ignored: Vec<Ignored>,
    /// The period of the rows, where the file or the caller says.
    pub period: Option<Period>,
    /// The periods that a long file has rows of, the earliest first.
    pub periods: Vec<Period>,
    /// How many rows lie below the header, where that is known beforehand.
    pub n_rows: Option<u64>,
    /// A text file's encoding and how it was decided.
    pub encoding: Option<(&'static str, EncodingBy)>,
    /// What the reader should know of the file as a whole.
    pub notices: Vec<Notice>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header as it stands, the group above it first.
    pub header: Arc<str>,
    /// Its place, from 0.
    pub index: usize,
    /// Its place as a spreadsheet names it: `C`.
    pub letter: String,
}

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub column: Column,
    /// The indicator's code.
    pub code: String,
    /// How many periods earlier than the row's.
    pub earlier: u8,
    /// The unit of a bare number, of an amount.
    pub unit: Option<Unit>,
    /// Further columns of the same figure, compared row by row.
    pub duplicates: Vec<(Column, Option<Unit>)>,
}

impl Found {
    /// The name of its field in a population: `rnd`, `rnd@-1`.
    pub fn field(&self) -> String {
        field_name(&self.code, self.earlier)
    }
}

/// A column that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// Where it stands.
    pub column: Column,
    /// Why it is not read.
    pub why: IgnoredBecause,
}

/// Why a column is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IgnoredBecause {
    /// Known, and nothing that was asked for needs it.
    NotWanted,
    /// Its year is after the period.
    Later,
    /// A further column of codes, names or periods.
    Further,
    /// Not known; the wanted name that it is perhaps a slip of.
    Unknown(Option<String>),
}

/// The name of a figure's field in a population.
pub(crate) fn field_name(code: &str, earlier: u8) -> String {
    if earlier == 0 { code.to_owned() } else { format!("{code}@-{earlier}") }
}

/// A column's place as a spreadsheet names it.
pub(crate) fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut n = index + 1;
    while n > 0 {
        letters.push((b'A' + ((n - 1) % 26) as u8) as char);
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// One of a file's first rows, as text.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeadRow {
    pub number: u64,
    pub cells: Vec<String>,
}

/// How many rows are searched for the header.
pub(crate) const HEAD_ROWS: usize = 30;

/// A header: its rows and what each column holds.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub rows: Vec<u64>,
    pub columns: Vec<(String, Role)>,
    /// Wanted indicators among them, then whether there is an id or a name.
    pub score: (usize, usize),
    pub notes: Vec<(Unit, u64)>,
}

/// The best header among the first rows; one row before two, an earlier before a later.
pub(crate) fn find(head: &[HeadRow], wanted: &Wanted, dictionary: &Dictionary) -> Option<Header> {
    let codes: HashSet<&str> = wanted.columns.iter().map(|(code, _)| code.as_str()).collect();
    let single = |i: usize| header_of(None, &head[i], dictionary);
    let double = |i: usize| header_of(Some(&head[i]), &head[i + 1], dictionary);
    let singles = (0..head.len()).map(single);
    let doubles = (0..head.len().saturating_sub(1)).filter(|&i| head[i + 1].number == head[i].number + 1).map(double);
    let mut best: Option<Header> = None;
    for mut candidate in singles.chain(doubles) {
        candidate.score = score(&candidate.columns, &codes);
        if candidate.score.1 > 0 && best.as_ref().is_none_or(|best| candidate.score > best.score) {
            best = Some(candidate);
        }
    }
    let mut best = best?;
    let above = head.iter().filter(|row| Some(&row.number) < best.rows.first());
    best.notes = above
        .flat_map(|row| row.cells.iter().flat_map(|cell| header::noted_units(cell)).map(|u| (u, row.number)))
        .collect();
    Some(best)
}

/// How many wanted figures a header has (of each year), and how much of id and name.
fn score(columns: &[(String, Role)], codes: &HashSet<&str>) -> (usize, usize) {
    let mut figures = Vec::new();
    let (mut ids, mut names, mut others) = (0, 0, 0);
    for (_, role) in columns {
        match role {
            Role::Indicator { code, year, .. } if codes.contains(code.as_str()) && !figures.contains(&(code, year)) => {
                figures.push((code, year));
            }
            Role::Id { .. } => ids = 2,
            Role::Name => names = 2,
            Role::Indicator { .. } | Role::Period | Role::Serial => others = 1,
            _ => {}
        }
    }
    let named = ids + names;
    (figures.len(), if named == 0 { 0 } else { named + others })
}

fn header_of(group: Option<&HeadRow>, row: &HeadRow, dictionary: &Dictionary) -> Header {
    let groups = group.map(|group| spread(group, row));
    let n = row.cells.len().max(group.map_or(0, |group| group.cells.len()));
    let columns = (0..n).map(|i| {
        let sub = row.cells.get(i).map_or("", String::as_str).trim();
        let group = groups.as_ref().and_then(|groups| groups.get(i)).map(String::as_str);
        let role = header::role(group, sub, dictionary);
        let text = match group.map(str::trim).filter(|group| !group.is_empty() && *group != sub) {
            Some(group) if sub.is_empty() => group.to_owned(),
            Some(group) => format!("{group} {sub}"),
            None => sub.to_owned(),
        };
        (one_line(&text), role)
    });
    let rows = group.iter().map(|group| group.number).chain([row.number]).collect();
    Header { rows, columns: columns.collect(), score: (0, 0), notes: Vec::new() }
}

/// The groups' headers over every column they span: a merged cell keeps its text in its first column alone.
fn spread(group: &HeadRow, row: &HeadRow) -> Vec<String> {
    let mut last = String::new();
    let n = row.cells.len().max(group.cells.len());
    (0..n)
        .map(|i| {
            let own = group.cells.get(i).map_or("", String::as_str).trim();
            let sub = row.cells.get(i).map_or("", String::as_str).trim();
            if !own.is_empty() {
                last = own.to_owned();
            } else if sub.is_empty() {
                last.clear();
            }
            last.clone()
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// From a header to a layout: which column is read for what.
pub(crate) fn lay_out(
    path: &Path,
    sheet: Option<&str>,
    header: &Header,
    wanted: &Wanted,
    dictionary: &Dictionary,
) -> Result<Layout, TableError> {
    let column =
        |index: usize| Column { header: header.columns[index].0.as_str().into(), index, letter: letter(index) };
    let no_header =
        || TableError::NoHeader { path: path.to_owned(), sheets: sheet.map(str::to_owned).into_iter().collect() };
    let first = |is: &dyn Fn(&Role) -> bool| header.columns.iter().position(|(_, role)| is(role));
    let name = first(&|role| *role == Role::Name);
    let id =
        (0..header::IDS.len()).find_map(|rank| first(&|role| matches!(role, Role::Id { rank: r, .. } if *r == rank)));
    let period_index = first(&|role| *role == Role::Period);
    let mut layout = Layout {
        file: path.display().to_string().into(),
        sheet: sheet.map(Into::into),
        header_rows: header.rows.clone(),
        id: column(id.or(name).ok_or_else(no_header)?),
        name: name.filter(|_| id.is_some()).map(column),
        period_column: period_index.map(column),
        found: Vec::new(),
        absent: Vec::new(),
        ignored: Vec::new(),
        period: wanted.period,
        periods: Vec::new(),
        n_rows: None,
        encoding: None,
        notices: Vec::new(),
    };
    if id.is_none() {
        layout.remark(Remark::NameAsId { header: layout.id.header.to_string() });
    }
    take_latest_year(&mut layout, header);
    wrong_units(path, &layout, header, wanted, dictionary)?;
    for (index, (_, role)) in header.columns.iter().enumerate() {
        let taken = [id.or(name), name, period_index].contains(&Some(index));
        place(&mut layout, column(index), role, taken, wanted);
    }
    let long = layout.period_column.is_some();
    let has = |(code, earlier): &(String, u8)| {
        layout.found.iter().any(|found| found.code == *code && (long || found.earlier == *earlier))
    };
    layout.absent = wanted.columns.iter().filter(|wanted| !has(wanted)).cloned().collect();
    hint(&mut layout, dictionary);
    units(&mut layout, &header.notes, dictionary);
    also_units(&mut layout, dictionary);
    duplicates(&mut layout);
    Ok(layout)
}

/// Headers that speak of calendar years need a period to count back from: the latest of them, where none is given.
fn take_latest_year(layout: &mut Layout, header: &Header) {
    let years = header.columns.iter().filter_map(|(_, role)| match role {
        Role::Indicator { year: Year::Of(year), .. } => Some(*year),
        _ => None,
    });
    if layout.period.is_none()
        && layout.period_column.is_none()
        && let Some(period) = years.max().and_then(|year| Period::of_year(year).ok())
    {
        layout.period = Some(period);
        layout.remark(Remark::PeriodTaken { period });
    }
}

fn place(layout: &mut Layout, column: Column, role: &Role, taken: bool, wanted: &Wanted) {
    let mut ignore = |why| layout.ignored.push(Ignored { column: column.clone(), why });
    let (code, year, unit) = match role {
        _ if taken => return,
        Role::Blank | Role::Serial => return,
        Role::Id { .. } | Role::Name | Role::Period => return ignore(IgnoredBecause::Further),
        Role::Unknown => return ignore(IgnoredBecause::Unknown(None)),
        Role::Indicator { code, year, unit } => (code, *year, *unit),
    };
    let earlier = match (year, layout.period) {
        (Year::Row, _) => Some(0),
        (Year::Earlier(n), _) => Some(n),
        (Year::Of(year), Some(period)) => u8::try_from(i32::from(period.year()) - i32::from(year)).ok(),
        (Year::Of(_), None) => None,
    };
    let Some(earlier) = earlier else { return ignore(IgnoredBecause::Later) };
    let long = layout.period_column.is_some();
    let is_wanted = |(c, e): &(String, u8)| c == code && (*e == earlier || (long && earlier == 0));
    if !wanted.columns.iter().any(is_wanted) {
        return ignore(IgnoredBecause::NotWanted);
    }
    match layout.found.iter_mut().find(|found| found.code == *code && found.earlier == earlier) {
        Some(first) => first.duplicates.push((column, unit)),
        None => layout.found.push(Found { column, code: code.clone(), earlier, unit, duplicates: Vec::new() }),
    }
}

impl Layout {
    /// Adds a remark on the file as a whole.
    pub(crate) fn remark(&mut self, what: Remark) {
        let (file, sheet) = (self.file.clone(), self.sheet.clone());
        self.notices.push(Notice { file, sheet, row: None, column: None, cell: None, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702, 16_383].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
