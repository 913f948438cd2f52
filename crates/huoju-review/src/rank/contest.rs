//! What is ranked: entries, marks and side tables, taken from records with every fault named.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use huoju_model::Decimal;

use super::compute::{Cell, Lack, Values};
use super::error::{Fault, Why};
use super::rule::{Criterion, Rule};
use crate::number::{Number, of_decimal, shown};
use crate::sheet::{Dim, Dims, Key, Mark, NONE, Sheet};

/// A file as rows of text.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Its name, for messages.
    pub file: String,
    /// The header.
    pub header: Vec<String>,
    /// The rows with their lines, from 1.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Whether an entry takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It does.
    #[default]
    In,
    /// 退出: it was judged and gave up its place.
    Withdrawn,
    /// 取消资格: it has no place.
    Disqualified,
}

/// What the list of entries says of one.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its name, where there is one.
    pub name: String,
    /// The columns that the rule or the statistics read.
    pub columns: BTreeMap<String, String>,
    /// Whether it takes part.
    pub standing: Standing,
}

/// A contest to rank.
#[derive(Debug, Clone)]
pub struct Contest {
    /// The marks.
    pub sheet: Sheet,
    /// The entries, by their place in the sheet.
    pub entries: Vec<Entry>,
    /// The side tables, as the rule lists them.
    pub tables: Vec<Values>,
    /// The marks and, as missing, everything that was to be marked and wasn't.
    pub grid: Values,
}

const STATES: &str = "mark, absent (缺席), recused (回避)";
const STANDINGS: &str = "in, withdrawn (退出), disqualified (取消资格)";

impl Contest {
    /// Reads a contest. `entries` lists who takes part and in which field; without it everyone with a mark does.
    pub fn read(
        rule: &Rule,
        marks: &Records,
        entries: Option<&Records>,
        tables: &[(String, Records)],
    ) -> Result<Contest, Vec<Fault>> {
        let mut reader = Reader { rule, faults: Vec::new(), sheet: Sheet::default(), entries: Vec::new() };
        if let Some(entries) = entries {
            reader.entries(entries);
        }
        let tables = reader.tables(tables);
        reader.marks(marks, &tables);
        if reader.sheet.entries.is_empty() {
            reader.fault(&marks.file, 0, "", "", Why::Empty);
        }
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        reader.sheet.sort();
        let mut all = reader.entries;
        all.resize_with(reader.sheet.entries.len(), Entry::default);
        let grid = grid(rule, &reader.sheet, &tables);
        Ok(Contest { sheet: reader.sheet, entries: all, tables, grid })
    }
}

/// The marks with a missing one wherever one was to be given: by each expert that marked anything in that section of
/// the entry, and by nobody (`NONE`) for each thing of the rule, so that no sum can pass over it.
fn grid(rule: &Rule, sheet: &Sheet, tables: &[Values]) -> Values {
    let by = Dims::of(&Dim::ALL);
    let cell = |(key, mark): &(Key, Mark)| match mark {
        Mark::Given(number) => (*key, Cell::Is(number.clone())),
        Mark::Absent => (*key, Cell::Missing(Lack::Absent(*key))),
        Mark::Recused => (*key, Cell::Missing(Lack::Recused(*key))),
    };
    let mut cells: Vec<_> = sheet.marks.iter().map(cell).collect();
    let panel = Dims::of(&[Dim::Entry, Dim::Section, Dim::Expert]);
    let mut seated: BTreeSet<Key> = sheet.marks.iter().map(|(key, _)| key.kept(panel)).collect();
    let sections = if rule.sections.is_empty() { vec![NONE] } else { (0..rule.sections.len() as u32).collect() };
    for entry in 0..sheet.entries.len() as u32 {
        seated.extend(sections.iter().map(|&section| Key([entry, section, NONE, NONE, NONE])));
    }
    for seat in seated {
        for (at, criterion) in rule.criteria.iter().enumerate() {
            for item in items(criterion, seat, tables) {
                let [entry, section, .., expert] = seat.0;
                let key = Key([entry, section, at as u32, item, expert]);
                if expert == NONE || sheet.marks.binary_search_by_key(&key, |(key, _)| *key).is_err() {
                    cells.push((key, Cell::Missing(Lack::Absent(key))));
                }
            }
        }
    }
    cells.sort_by_key(|(key, _)| *key);
    Values { by, cells }
}

/// The items of a criterion that an entry shows in a section; one nameless where it has none.
fn items(criterion: &Criterion, seat: Key, tables: &[Values]) -> Vec<u32> {
    let Some(table) = criterion.items.and_then(|table| tables.get(table)) else { return vec![NONE] };
    let of_seat = table
        .of_entry(seat.at(Dim::Entry))
        .iter()
        .filter(|(key, _)| !table.by.has(Dim::Section) || key.at(Dim::Section) == seat.at(Dim::Section));
    of_seat.map(|(key, _)| key.at(Dim::Item)).collect()
}

struct Reader<'r> {
    rule: &'r Rule,
    faults: Vec<Fault>,
    sheet: Sheet,
    entries: Vec<Entry>,
}

impl Reader<'_> {
    fn fault(&mut self, file: &str, line: u64, column: &str, value: &str, why: Why) {
        self.faults.push(Fault { file: file.into(), line, column: column.into(), value: value.into(), why });
    }

    /// The places of the wanted columns; a stray or missing one is a fault. Rows of another width are left out, named.
    fn columns<'f>(&mut self, file: &'f Records, must: &[&str], may: &[&str]) -> Option<Columns<'f>> {
        let known: Vec<&str> = must.iter().chain(may).copied().collect();
        let stray = |header: &&String| !header.is_empty() && !known.contains(&header.as_str());
        for header in file.header.iter().filter(stray) {
            let known = known.iter().map(|&name| name.to_owned()).collect();
            self.fault(&file.file, 1, header, "", Why::StrayColumn(known));
        }
        let before = self.faults.len();
        for name in must.iter().filter(|&&name| file.header.iter().all(|header| header != name)) {
            self.fault(&file.file, 1, name, "", Why::NoColumn);
        }
        let wanted = file.header.len();
        for (line, row) in file.rows.iter().filter(|(_, row)| row.len() != wanted) {
            self.fault(&file.file, *line, "", "", Why::Ragged { wanted, found: row.len() });
        }
        (self.faults.len() == before)
            .then(|| Columns { places: file.header.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect() })
    }

    fn entries(&mut self, file: &Records) {
        let mut may = vec!["name", "field", "group", "org", "need", "state"];
        may.extend(self.rule.entry_columns());
        let mut must = vec!["entry_id"];
        must.extend(self.rule.entry_columns());
        let Some(columns) = self.columns(file, &must, &may) else { return };
        let mut lines: HashMap<u32, u64> = HashMap::new();
        for (line, row) in &file.rows {
            let id = columns.cell(row, "entry_id");
            if id.is_empty() {
                self.fault(&file.file, *line, "entry_id", "", Why::Blank);
                continue;
            }
            let place = self.sheet.entries.add(id);
            if let Some(first) = lines.insert(place, *line) {
                self.fault(&file.file, *line, "entry_id", id, Why::Twice(first));
                continue;
            }
            let state = columns.cell(row, "state");
            let standing = standing(state).unwrap_or_else(|| {
                self.fault(&file.file, *line, "state", state, Why::State(STANDINGS));
                Standing::In
            });
            let kept = may.iter().map(|&name| (name.to_owned(), columns.cell(row, name).to_owned()));
            self.entries.push(Entry { name: columns.cell(row, "name").to_owned(), columns: kept.collect(), standing });
        }
    }

    /// The side tables of the rule; what nobody gave or nobody reads is a fault.
    fn tables(&mut self, given: &[(String, Records)]) -> Vec<Values> {
        let known = || self.rule.tables.iter().map(|table| table.id.clone()).collect::<Vec<_>>();
        let stray: Vec<_> = given.iter().filter(|(id, _)| !known().contains(id)).collect();
        let known = known();
        for (id, file) in stray {
            self.fault(&file.file, 0, "", id, Why::StrayTable(known.clone()));
        }
        let rule = self.rule;
        let mut tables = Vec::new();
        for table in &rule.tables {
            let file = given.iter().find(|(id, _)| *id == table.id);
            tables.push(match file {
                Some((_, file)) => self.table(file, table.by),
                None => {
                    if table.blank.is_none() {
                        self.fault("--table", 0, "", &table.id, Why::NoTable);
                    }
                    Values { by: table.by, cells: Vec::new() }
                }
            });
        }
        tables
    }

    fn table(&mut self, file: &Records, by: Dims) -> Values {
        let mut values = Values { by, cells: Vec::new() };
        let headers: Vec<String> = by.list().map(header).collect();
        let mut must: Vec<&str> = headers.iter().map(String::as_str).collect();
        must.push("value");
        let Some(columns) = self.columns(file, &must, &[]) else { return values };
        let mut lines: HashMap<Key, u64> = HashMap::new();
        for (line, row) in &file.rows {
            let mut key = Key([NONE; 5]);
            let mut known = true;
            for dim in by.list() {
                let name = columns.cell(row, &header(dim));
                let place = self.place(dim, name, true);
                known &= place.is_ok();
                match place {
                    Ok(place) => key.0[dim as usize] = place,
                    Err(why) => self.fault(&file.file, *line, &header(dim), name, why),
                }
            }
            let text = columns.cell(row, "value");
            match Decimal::parse(text) {
                Err(_) => self.fault(&file.file, *line, "value", text, Why::NotANumber),
                Ok(_) if !known => {}
                Ok(decimal) => match lines.insert(key, *line) {
                    Some(first) => self.fault(&file.file, *line, "value", text, Why::Twice(first)),
                    None => values.cells.push((key, Cell::Is(of_decimal(decimal)))),
                },
            }
        }
        values.cells.sort_by_key(|(key, _)| *key);
        values
    }

    /// The place of a name; entries, experts and items may be `new`.
    fn place(&mut self, dim: Dim, name: &str, new: bool) -> Result<u32, Why> {
        let fixed = |names: Vec<&str>| {
            let found = names.iter().position(|&known| known == name);
            found.map(|at| at as u32).ok_or_else(|| Why::Unknown(names.into_iter().map(str::to_owned).collect()))
        };
        let names = match dim {
            Dim::Section => return fixed(self.rule.sections.iter().map(|section| section.id.as_str()).collect()),
            Dim::Criterion => return fixed(self.rule.criteria.iter().map(|c| c.name.id.as_str()).collect()),
            _ if name.is_empty() => return Err(Why::Blank),
            Dim::Entry if !self.entries.is_empty() => {
                return self.sheet.entries.find(name).ok_or(Why::UnknownEntry);
            }
            Dim::Entry => &mut self.sheet.entries,
            Dim::Item => &mut self.sheet.items,
            Dim::Expert => &mut self.sheet.experts,
        };
        if new { Ok(names.add(name)) } else { names.find(name).ok_or(Why::Unknown(Vec::new())) }
    }

    fn marks(&mut self, file: &Records, tables: &[Values]) {
        let mut must = vec!["entry_id", "expert_id", "mark"];
        let mut may = vec!["group", "state"];
        if self.rule.criteria.len() > 1 {
            must.push("criterion")
        } else {
            may.push("criterion")
        }
        if self.rule.sections.is_empty() {
            may.push("section")
        } else {
            must.push("section")
        }
        let itemised = self.rule.criteria.iter().any(|criterion| criterion.items.is_some());
        if itemised {
            must.push("item")
        } else {
            may.push("item")
        }
        let Some(columns) = self.columns(file, &must, &may) else { return };
        let mut lines: HashMap<Key, u64> = HashMap::with_capacity(file.rows.len());
        for (line, row) in &file.rows {
            let Some(key) = self.key(file, *line, row, &columns, tables) else { continue };
            self.group(file, *line, columns.cell(row, "group"), key.at(Dim::Expert));
            if let Some(first) = lines.insert(key, *line) {
                let expert = columns.cell(row, "expert_id");
                self.fault(&file.file, *line, "expert_id", expert, Why::Twice(first));
                continue;
            }
            let text = columns.cell(row, "mark");
            match self.mark(key.at(Dim::Criterion), text, columns.cell(row, "state")) {
                Ok(mark) => self.sheet.marks.push((key, mark)),
                Err(why @ Why::State(_)) => {
                    self.fault(&file.file, *line, "state", columns.cell(row, "state"), why);
                }
                Err(why) => self.fault(&file.file, *line, "mark", text, why),
            }
        }
    }

    /// What a line of marks is about.
    fn key(
        &mut self,
        file: &Records,
        line: u64,
        row: &[String],
        columns: &Columns<'_>,
        tables: &[Values],
    ) -> Option<Key> {
        let mut key = Key([NONE; 5]);
        for dim in Dim::ALL {
            let name = columns.cell(row, &header(dim));
            let optional = match dim {
                Dim::Section => self.rule.sections.is_empty(),
                Dim::Criterion => self.rule.criteria.len() == 1,
                Dim::Item => self.rule.criteria.get(key.at(Dim::Criterion) as usize)?.items.is_none(),
                Dim::Entry | Dim::Expert => false,
            };
            let place = match (optional, name.is_empty()) {
                (true, true) => Ok(if dim == Dim::Criterion { 0 } else { NONE }),
                (true, false) if dim == Dim::Item => Err(Why::Unknown(Vec::new())),
                _ => self.place(dim, name, dim != Dim::Item),
            };
            match place {
                Ok(place) => key.0[dim as usize] = place,
                Err(why) => {
                    self.fault(&file.file, line, &header(dim), name, why);
                    return None;
                }
            }
        }
        self.shown(key, tables)
            .map_err(|why| {
                self.fault(&file.file, line, "item", columns.cell(row, "item"), why);
            })
            .ok()?;
        Some(key)
    }

    /// Whether the entry shows this item at all.
    fn shown(&self, key: Key, tables: &[Values]) -> Result<(), Why> {
        let criterion = &self.rule.criteria[key.at(Dim::Criterion) as usize];
        if criterion.items.is_none() {
            return Ok(());
        }
        let items = items(criterion, key, tables);
        if items.contains(&key.at(Dim::Item)) {
            return Ok(());
        }
        Err(Why::Unknown(items.into_iter().map(|item| self.sheet.items.name(item).to_owned()).collect()))
    }

    fn group(&mut self, file: &Records, line: u64, group: &str, expert: u32) {
        self.sheet.groups.resize(self.sheet.experts.len(), None);
        if group.is_empty() {
            return;
        }
        match &self.sheet.groups[expert as usize] {
            Some(other) if other != group => {
                let why = Why::TwoGroups(other.clone());
                self.fault(&file.file, line, "group", group, why);
            }
            Some(_) => {}
            None => self.sheet.groups[expert as usize] = Some(group.to_owned()),
        }
    }

    /// A mark in one of its states; a blank one is absent.
    fn mark(&self, criterion: u32, text: &str, state: &str) -> Result<Mark, Why> {
        let without = match state {
            "" if text.is_empty() => return Ok(Mark::Absent),
            "" | "mark" => None,
            "absent" | "缺席" => Some(Mark::Absent),
            "recused" | "回避" => Some(Mark::Recused),
            _ => return Err(Why::State(STATES)),
        };
        match without {
            Some(state) if text.is_empty() => Ok(state),
            Some(_) => Err(Why::MarkBesideState),
            None if text.is_empty() => Err(Why::Blank),
            None => given(&self.rule.criteria[criterion as usize], text).map(Mark::Given),
        }
    }
}

/// A mark within the criterion's range, a multiple of its step.
fn given(criterion: &Criterion, text: &str) -> Result<Number, Why> {
    let number = Decimal::parse(text).map(of_decimal).map_err(|_| Why::NotANumber)?;
    let (least, most) = &criterion.range;
    if number < *least || number > *most {
        return Err(Why::OutOfRange { least: shown(least, 0), most: shown(most, 0) });
    }
    if (&number / &criterion.step).is_integer() { Ok(number) } else { Err(Why::TooFine(shown(&criterion.step, 0))) }
}

fn standing(word: &str) -> Option<Standing> {
    match word {
        "" | "in" => Some(Standing::In),
        "withdrawn" | "退出" => Some(Standing::Withdrawn),
        "disqualified" | "取消资格" => Some(Standing::Disqualified),
        _ => None,
    }
}

fn header(dim: Dim) -> String {
    match dim {
        Dim::Entry | Dim::Expert => format!("{}_id", dim.word()),
        _ => dim.word().to_owned(),
    }
}

struct Columns<'f> {
    places: HashMap<&'f str, usize>,
}

impl Columns<'_> {
    fn cell<'r>(&self, row: &'r [String], column: &str) -> &'r str {
        self.places.get(column).and_then(|&at| row.get(at)).map_or("", |cell| cell.trim())
    }
}
