//! Long files: one row a subject and period. The rows of the period asked for are the population, and an earlier
//! figure comes from the subject's earlier row. All rows are held in memory while they are joined.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, new_null_array};
use arrow_schema::{Field, Schema, SchemaRef};
use arrow_select::interleave::interleave;
use huoju_model::Period;

use crate::batch::{self, Batch, PERIOD, RowNumbers};
use crate::error::TableError;
use crate::layout::{Layout, field_name};
use crate::notice::Remark;
use crate::{Part, Wanted};

/// Rows in a batch.
const BATCH_ROWS: usize = 8192;

/// A long file, joined.
pub(crate) struct Long {
    batches: Arc<Vec<Batch>>,
    schema: SchemaRef,
    pub layout: Layout,
}

/// Where a row stands: its batch and its place there.
type At = (usize, usize);

impl Long {
    /// Joins the rows that `parts` gives, in the file's order.
    pub fn join(
        parts: impl Iterator<Item = Result<Part, TableError>>,
        mut layout: Layout,
        wanted: &Wanted,
    ) -> Result<Self, TableError> {
        let mut read = Vec::new();
        for part in parts {
            for batch in part? {
                read.push(batch?);
            }
        }
        let rows = Rows::of(&read);
        let period = wanted.period.or_else(|| rows.periods.iter().flatten().max().copied());
        if wanted.period.is_none()
            && let Some(period) = period
        {
            layout.remark(Remark::PeriodTaken { period });
        }
        layout.period = period;
        layout.periods = rows.periods.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let (batches, schema) = rows.joined(&read, period, wanted)?;
        let n_rows: usize = batches.iter().map(|batch| batch.population.num_rows()).sum();
        layout.n_rows = Some(n_rows as u64);
        let others = rows.periods.len() - n_rows;
        if let (Some(period), true) = (period, others > 0) {
            layout.remark(Remark::OtherPeriods { rows: others as u64, period });
        }
        Ok(Long { batches: Arc::new(batches), schema, layout })
    }

    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub fn read(&self) -> Part {
        let batches = Arc::clone(&self.batches);
        Part::new((0..batches.len()).map(move |index| Ok(batches[index].clone())))
    }
}

/// Every row that was read, by subject and period.
struct Rows {
    places: Vec<At>,
    periods: Vec<Option<Period>>,
    ids: Vec<String>,
    index: HashMap<(String, Period), At>,
}

impl Rows {
    fn of(read: &[Batch]) -> Self {
        let mut rows = Rows { places: Vec::new(), periods: Vec::new(), ids: Vec::new(), index: HashMap::new() };
        let mut known: HashMap<String, Option<Period>> = HashMap::new();
        for (b, batch) in read.iter().enumerate() {
            let Some(periods) = batch.population.column_by_name(PERIOD) else { continue };
            let periods = periods.as_string::<i32>();
            for row in 0..batch.population.num_rows() {
                let text = periods.value(row);
                let period = *known.entry(text.to_owned()).or_insert_with(|| Period::parse(text).ok());
                let id = crate::parquet::text_of(batch.population.column(0), row);
                if let Some(period) = period {
                    rows.index.entry((id.clone(), period)).or_insert((b, row));
                }
                rows.places.push((b, row));
                rows.periods.push(period);
                rows.ids.push(id);
            }
        }
        rows
    }

    fn joined(
        &self,
        read: &[Batch],
        period: Option<Period>,
        wanted: &Wanted,
    ) -> Result<(Vec<Batch>, SchemaRef), TableError> {
        let Some(source) = read.first().map(|batch| batch.population.schema()) else {
            return Ok((Vec::new(), Arc::new(Schema::empty())));
        };
        // Which field of the output comes from which column of the rows, how many periods earlier.
        let mut fields: Vec<(Field, usize, u8)> = Vec::new();
        for (column, field) in source.fields().iter().enumerate() {
            if matches!(field.name().as_str(), "id" | "name") {
                fields.push((field.as_ref().clone(), column, 0));
            }
        }
        for (code, earlier) in &wanted.columns {
            if let Some((column, field)) = source.column_with_name(code)
                && fields.iter().all(|(known, ..)| *known.name() != field_name(code, *earlier))
            {
                fields.push((field.clone().with_name(field_name(code, *earlier)), column, *earlier));
            }
        }
        let schema: SchemaRef =
            Arc::new(Schema::new(fields.iter().map(|(field, ..)| field.clone()).collect::<Vec<_>>()));
        let current: Vec<usize> =
            (0..self.places.len()).filter(|&i| period.is_some() && self.periods[i] == period).collect();
        let mut batches = Vec::new();
        for rows in current.chunks(BATCH_ROWS) {
            let columns = fields.iter().map(|(_, column, earlier)| self.column(read, rows, *column, period, *earlier));
            let population = batch::record_batch(&schema, columns.collect::<Result<_, _>>()?)?;
            batches.push(self.batch(read, rows, population));
        }
        if batches.is_empty() {
            let population = RecordBatch::new_empty(Arc::clone(&schema));
            batches.push(self.batch(read, &[], population));
        }
        attach(&mut batches[0], read);
        Ok((batches, schema))
    }

    fn column(
        &self,
        read: &[Batch],
        rows: &[usize],
        column: usize,
        period: Option<Period>,
        earlier: u8,
    ) -> Result<ArrayRef, TableError> {
        let mut sources: Vec<ArrayRef> = read.iter().map(|batch| Arc::clone(batch.population.column(column))).collect();
        let nothing = (sources.len(), 0);
        sources.push(new_null_array(sources[0].data_type(), 1));
        let then = period.map(|period| period.earlier(u32::from(earlier)));
        let places: Vec<At> = rows
            .iter()
            .map(|&row| match (earlier, then) {
                (0, _) => self.places[row],
                (_, Some(then)) if Some(then) != period => {
                    self.index.get(&(self.ids[row].clone(), then)).copied().unwrap_or(nothing)
                }
                _ => nothing,
            })
            .collect();
        let sources: Vec<&dyn Array> = sources.iter().map(AsRef::as_ref).collect();
        interleave(&sources, &places).map_err(TableError::internal)
    }

    fn batch(&self, read: &[Batch], rows: &[usize], population: RecordBatch) -> Batch {
        let number = |&row: &usize| {
            let (b, place) = self.places[row];
            read[b].rows.get(place).unwrap_or(0)
        };
        Batch {
            file: read[0].file.clone(),
            rows: RowNumbers::Each(rows.iter().map(number).collect()),
            refusals: Vec::new(),
            notices: Vec::new(),
            n_read: population.num_rows(),
            population,
        }
    }
}

/// What was said of rows of any period, with the first batch.
fn attach(first: &mut Batch, read: &[Batch]) {
    for batch in read {
        first.refusals.extend(batch.refusals.iter().cloned());
        first.notices.extend(batch.notices.iter().cloned());
        first.n_read += batch.n_read - batch.population.num_rows();
    }
}
