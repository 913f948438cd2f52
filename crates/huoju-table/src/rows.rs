//! From rows of cells to batches of a population: the same for workbooks and CSV.
//!
//! A row with any refused cell is refused whole and every bad cell of it is reported; 合计 rows, notes and blank rows
//! are passed over; the first row of an enterprise is read and a later one refused.

mod skip;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use arrow_schema::{DataType, SchemaRef};
use huoju_model::{CreditCode, Dictionary, Period, indicator::folded};

use crate::Wanted;
use crate::batch::{self, Batch, ColumnBuilder, RowNumbers};
use crate::cell::{self, AlsoTold, Cell, CellReader, Habits, Parsed};
use crate::error::TableError;
use crate::layout::{Column, Layout};
use crate::notice::{Notice, Remark};
use crate::number::shown_amount;
use crate::refusal::{Refusal, Why, shown};
use skip::{Skip, skip};

/// The cells of one row.
pub(crate) trait Row {
    /// The cell in a column.
    fn cell(&self, index: usize) -> Cell<'_>;
    /// The first column that is not blank.
    fn first(&self) -> Option<usize>;
    /// One more than the last column that is not blank.
    fn width(&self) -> usize;
}

/// How a file's rows are read: its layout with a reader for every column.
#[derive(Debug)]
pub(crate) struct Plan {
    file: Arc<str>,
    sheet: Option<Arc<str>>,
    id: Column,
    id_is_credit_code: bool,
    name: Option<Column>,
    period: Option<Column>,
    figures: Vec<Figure>,
    /// Whether rows may not be wider than the header: in CSV more cells mean an unquoted separator.
    n_columns: Option<usize>,
    only: Option<Arc<std::collections::HashSet<String>>>,
    /// Whether one subject may stand in several rows.
    repeats: bool,
    habits: Habits,
    schema: SchemaRef,
}

#[derive(Debug)]
struct Figure {
    column: Column,
    reader: CellReader,
    duplicates: Vec<(Column, CellReader)>,
}

impl Plan {
    /// The plan of a layout. `n_columns` limits a row's width.
    pub fn new(
        layout: &Layout,
        dictionary: &Dictionary,
        wanted: &Wanted,
        habits: Habits,
        n_columns: Option<usize>,
    ) -> Self {
        let reader = |found: &crate::Found, unit| {
            let kind = dictionary.get(&found.code).map(|indicator| &indicator.kind);
            kind.map_or(CellReader::Text, |kind| CellReader::new(kind, unit))
        };
        let figures: Vec<Figure> = layout
            .found
            .iter()
            .map(|found| Figure {
                column: found.column.clone(),
                reader: reader(found, found.unit),
                duplicates: found.duplicates.iter().map(|(c, unit)| (c.clone(), reader(found, *unit))).collect(),
            })
            .collect();
        let fields = layout.found.iter().map(|found| found.field()).zip(figures.iter().map(|figure| &figure.reader));
        let schema = batch::schema(DataType::Utf8, layout.name.is_some(), fields, layout.period_column.is_some());
        Plan {
            file: layout.file.clone(),
            sheet: layout.sheet.clone(),
            id: layout.id.clone(),
            id_is_credit_code: is_credit_code(&layout.id.header),
            name: layout.name.clone(),
            period: layout.period_column.clone(),
            figures,
            n_columns,
            only: wanted.shared_only(),
            repeats: wanted.repeats,
            habits,
            schema,
        }
    }

    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Whether others were asked for. Who can't be told by their code is read, so that the code is refused aloud.
    fn leaves_out(&self, id: &Result<String, Why>) -> bool {
        let (Some(only), Ok(id)) = (&self.only, id) else { return false };
        !only.contains(id) && !CreditCode::parse(id).is_ok_and(|(code, _)| only.contains(code.as_str()))
    }
}

/// Whether a header promises unified social credit codes.
pub(crate) fn is_credit_code(header: &str) -> bool {
    let folded = folded(header);
    folded.contains("信用代码") || folded.contains("纳税人识别号")
}

/// Reads rows one by one and hands them over in batches.
pub(crate) struct RowReader {
    plan: Arc<Plan>,
    builders: Vec<ColumnBuilder>,
    rows: Vec<u64>,
    refusals: Vec<Refusal>,
    notices: Vec<Notice>,
    also_told: AlsoTold,
    n_read: usize,
    seen: HashMap<(u64, u64), Seen>,
    skipped: (u64, u64, u64),
    values: Vec<Parsed>,
}

/// The first row of an enterprise, and a digest of its figures.
struct Seen {
    row: u64,
    figures: u64,
}

impl RowReader {
    pub fn new(plan: Arc<Plan>) -> Self {
        let builders = plan.schema.fields().iter().map(|field| ColumnBuilder::new(field.data_type())).collect();
        RowReader {
            plan,
            builders,
            rows: Vec::new(),
            refusals: Vec::new(),
            notices: Vec::new(),
            also_told: AlsoTold::default(),
            n_read: 0,
            seen: HashMap::new(),
            skipped: (0, 0, 0),
            values: Vec::new(),
        }
    }

    /// How many rows wait to be handed over.
    pub fn n_waiting(&self) -> usize {
        self.n_read
    }

    /// Reads a row, or passes over one that is no enterprise.
    pub fn push(&mut self, number: u64, row: &dyn Row) {
        let plan = Arc::clone(&self.plan);
        let Some(first) = row.first() else { return };
        if let Some(skip) = skip(&plan, row, first) {
            return self.count(skip);
        }
        let id = cell::id(&row.cell(plan.id.index), plan.habits.encoding);
        if plan.leaves_out(&id) {
            return;
        }
        self.n_read += 1;
        let place = Place { plan: &plan, number, row: Some(row) };
        if let Some(expected) = plan.n_columns.filter(|&n| row.width() > n) {
            let why = Why::TooManyCells { found: row.width(), expected };
            return self.refusals.push(place.refused(None, shown(&joined(row)), why));
        }
        self.read(id, row, &place);
    }

    /// Reads the cells of a row and keeps it, if none of them is refused and its enterprise is new.
    fn read(&mut self, id: Result<String, Why>, row: &dyn Row, place: &Place<'_>) {
        let n_before = self.refusals.len();
        let plan = place.plan;
        let id = id.map(|id| self.checked(id, place)).unwrap_or_else(|why| {
            self.refusals.push(place.refused(Some(&plan.id), row.cell(plan.id.index).shown(), why));
            String::new()
        });
        let period = self.period(row, place);
        self.figures(row, place);
        let name = plan.name.as_ref().map(|column| row.cell(column.index));
        if let Some(why) = name.as_ref().and_then(|cell| unreadable_name(cell, plan.habits.encoding)) {
            let shown = name.as_ref().map(Cell::shown).unwrap_or_default();
            self.refusals.push(place.refused(plan.name.as_ref(), shown, why));
        }
        if self.refusals.len() == n_before && !self.is_duplicate(&id, &period, name.as_ref(), place) {
            self.append(place.number, &id, name.as_ref(), &period);
        }
    }

    /// The id in its canonical form; what its checks find is remarked.
    fn checked(&mut self, id: String, place: &Place<'_>) -> String {
        if !place.plan.id_is_credit_code {
            return id;
        }
        let column = &place.plan.id;
        match CreditCode::parse(&id) {
            Ok((code, warnings)) => {
                for warning in warnings {
                    let code = code.to_string();
                    self.notices.push(place.remarked(column, Remark::CreditCheck { code, warning }));
                }
                code.to_string()
            }
            Err(error) => {
                self.notices.push(place.remarked(column, Remark::CreditForm { code: shown(&id), error }));
                id
            }
        }
    }

    fn period(&mut self, row: &dyn Row, place: &Place<'_>) -> String {
        let Some(column) = &place.plan.period else { return String::new() };
        let cell = row.cell(column.index);
        match Period::parse(&cell.plain()) {
            Ok(period) => period.to_string(),
            Err(_) => {
                self.refusals.push(place.refused(Some(column), cell.shown(), Why::NotAPeriod));
                String::new()
            }
        }
    }

    /// Reads the figures of a row into `values`.
    fn figures(&mut self, row: &dyn Row, place: &Place<'_>) {
        self.values.clear();
        for figure in &place.plan.figures {
            let cell = row.cell(figure.column.index);
            let value = match figure.reader.read(&cell, place.plan.habits) {
                Ok((value, aside)) => {
                    if aside.rounded {
                        let remark = rounded_to(&cell, &value, &figure.reader);
                        self.notices.push(place.remarked(&figure.column, remark));
                    }
                    let told = &mut self.also_told;
                    if let Some(remark) = told.first(figure.column.index, &figure.reader, aside.also, || cell.shown()) {
                        self.notices.push(place.remarked(&figure.column, remark));
                    }
                    value
                }
                Err(why) => {
                    self.refusals.push(place.refused(Some(&figure.column), cell.shown(), why));
                    Parsed::Missing
                }
            };
            for (column, reader) in &figure.duplicates {
                let other = row.cell(column.index);
                let differs = match reader.read(&other, place.plan.habits) {
                    Ok((Parsed::Missing, _)) => false,
                    Ok((read, _)) => read != value,
                    Err(_) => true,
                };
                if differs {
                    let why =
                        Why::Disagree { other: format!("{}{}", column.letter, column.header), value: other.shown() };
                    self.refusals.push(place.refused(Some(&figure.column), cell.shown(), why));
                }
            }
            self.values.push(value);
        }
    }

    fn is_duplicate(&mut self, id: &str, period: &str, name: Option<&Cell<'_>>, place: &Place<'_>) -> bool {
        let mut hasher = DefaultHasher::new();
        for value in &self.values {
            match value {
                Parsed::Missing => 0.hash(&mut hasher),
                Parsed::Amount(n) => n.hash(&mut hasher),
                Parsed::Fact(truth) => truth.hash(&mut hasher),
                Parsed::Text(text) => text.hash(&mut hasher),
                Parsed::Category(n) => n.hash(&mut hasher),
                Parsed::Date(n) => n.hash(&mut hasher),
            }
        }
        name.map(Cell::plain).hash(&mut hasher);
        let figures = hasher.finish();
        // Where rows may repeat a subject, only a row that says the same is one too many.
        let row = if place.plan.repeats { figures } else { 0 };
        match self.seen.entry((digest((0, row), id, period), digest((1, row), id, period))) {
            std::collections::hash_map::Entry::Vacant(vacant) => {
                vacant.insert(Seen { row: place.number, figures });
                false
            }
            std::collections::hash_map::Entry::Occupied(seen) => {
                let why = Why::Duplicate { first: seen.get().row, equal: seen.get().figures == figures };
                self.refusals.push(place.refused(Some(&place.plan.id), shown(id), why));
                true
            }
        }
    }

    fn append(&mut self, number: u64, id: &str, name: Option<&Cell<'_>>, period: &str) {
        let mut builders = self.builders.iter_mut();
        let mut next = |text: Option<&str>| {
            if let Some(builder) = builders.next() {
                builder.push_text(text);
            }
        };
        next(Some(id));
        if let Some(name) = name {
            let plain = name.plain();
            next(Some(plain.trim()).filter(|name| !name.is_empty()));
        }
        for ((builder, value), figure) in builders.by_ref().zip(&self.values).zip(&self.plan.figures) {
            builder.push(value, &figure.reader);
        }
        if self.plan.period.is_some()
            && let Some(builder) = self.builders.last_mut()
        {
            builder.push_text(Some(period));
        }
        self.rows.push(number);
    }

    /// Refuses a row that can't even be split into cells.
    pub fn refuse(&mut self, number: u64, value: &str, why: Why) {
        self.n_read += 1;
        let refusal = Place { plan: &self.plan, number, row: None }.refused(None, shown(value), why);
        self.refusals.push(refusal);
    }

    fn count(&mut self, skip: Skip) {
        let (totals, notes, headers) = &mut self.skipped;
        match skip {
            Skip::Total => *totals += 1,
            Skip::Note => *notes += 1,
            Skip::Header => *headers += 1,
            Skip::Nothing => {}
        }
    }

    /// Hands over what was read since the last time.
    pub fn take(&mut self) -> Result<Batch, TableError> {
        let columns = self.builders.iter_mut().map(ColumnBuilder::finish).collect();
        Ok(Batch {
            population: batch::record_batch(&self.plan.schema, columns)?,
            file: self.plan.file.clone(),
            rows: RowNumbers::Each(std::mem::take(&mut self.rows)),
            refusals: std::mem::take(&mut self.refusals),
            notices: std::mem::take(&mut self.notices),
            n_read: std::mem::take(&mut self.n_read),
        })
    }

    /// As [`take`](Self::take), at the end: says what was skipped.
    pub fn finish(&mut self) -> Result<Batch, TableError> {
        let (totals, notes, headers) = std::mem::take(&mut self.skipped);
        if totals + notes + headers > 0 {
            let what = Remark::Skipped { totals, notes, headers };
            let (file, sheet) = (self.plan.file.clone(), self.plan.sheet.clone());
            self.notices.push(Notice { file, sheet, row: None, column: None, cell: None, what });
        }
        self.take()
    }
}

/// Where a row stands, for what is said about it.
struct Place<'p> {
    plan: &'p Plan,
    number: u64,
    /// Its cells, where it could be split into cells.
    row: Option<&'p dyn Row>,
}

impl Place<'_> {
    fn refused(&self, column: Option<&Column>, value: String, why: Why) -> Refusal {
        Refusal {
            file: self.plan.file.clone(),
            sheet: self.plan.sheet.clone(),
            row: self.number,
            id: self.subject(Some(&self.plan.id), |cell| cell::id(cell, self.plan.habits.encoding).ok()),
            name: self.subject(self.plan.name.as_ref(), |cell| Some(cell.plain().trim().to_owned())),
            column: column.map(|column| column.header.clone()),
            cell: column.map(|column| format!("{}{}", column.letter, self.number)),
            value,
            why,
        }
    }

    /// The subject's id or name as it stands, to tell a reader whose row it is.
    fn subject(&self, column: Option<&Column>, read: impl Fn(&Cell<'_>) -> Option<String>) -> Option<Arc<str>> {
        let text = read(&self.row?.cell(column?.index)).filter(|text| !text.is_empty())?;
        Some(shown(&text).into())
    }

    fn remarked(&self, column: &Column, what: Remark) -> Notice {
        Notice {
            file: self.plan.file.clone(),
            sheet: self.plan.sheet.clone(),
            row: Some(self.number),
            column: Some(column.header.clone()),
            cell: Some(format!("{}{}", column.letter, self.number)),
            what,
        }
    }
}

/// Half of a 128-bit digest of an enterprise and period: the ids themselves would not fit in memory.
fn digest(half: (u8, u64), id: &str, period: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (half, id, period).hash(&mut hasher);
    hasher.finish()
}

fn unreadable_name(cell: &Cell<'_>, encoding: &'static str) -> Option<Why> {
    match cell {
        Cell::TooLong(_, chars) => Some(Why::TooLong { chars: *chars }),
        Cell::Undecodable(_) => Some(Why::Undecodable { encoding }),
        Cell::Error(_) => Some(Why::ErrorCell),
        _ => None,
    }
}

fn rounded_to(cell: &Cell<'_>, value: &Parsed, reader: &CellReader) -> Remark {
    let to = match (value, reader) {
        (Parsed::Amount(value), CellReader::Amount(reader)) => shown_amount(*value, &reader.amount),
        _ => String::new(),
    };
    Remark::Rounded { from: cell.shown(), to }
}

fn joined(row: &dyn Row) -> String {
    (0..row.width().min(20)).map(|i| row.cell(i).plain().into_owned()).collect::<Vec<_>>().join(",")
}
