//! Parquet out: zstd, row groups of 131072 rows, which several threads may encode while one appends them in order.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use ::parquet::arrow::ArrowSchemaConverter;
use ::parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::ColumnPath;
use arrow_array::{Array, ArrayRef, Decimal128Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::place::Place;
use super::value::{arrays, integer};
use super::{OutputColumn, OutputKind, Sink, output};
use crate::error::TableError;

/// Rows in a row group.
pub(crate) const GROUP_ROWS: usize = 131_072;

/// A Parquet file under construction; see [`encoder`](Self::encoder) for writing it from several threads.
pub struct ParquetSink {
    writer: SerializedFileWriter<Box<dyn Write + Send>>,
    encoder: Encoder,
    place: Option<Place>,
}

/// Encodes row groups, on any thread.
#[derive(Clone)]
pub struct Encoder {
    factory: Arc<ArrowRowGroupWriterFactory>,
    schema: SchemaRef,
}

/// A row group, encoded and compressed.
pub struct EncodedGroup {
    chunks: Vec<ArrowColumnChunk>,
    n_rows: usize,
}

impl EncodedGroup {
    /// How many rows it holds.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }
}

impl ParquetSink {
    /// Begins a file beside `path`, moved there by [`finish`](Self::finish).
    pub fn create(path: &Path, schema: SchemaRef) -> Result<Self, TableError> {
        let (place, file) = Place::create(path)?;
        let out = Box::new(BufWriter::with_capacity(1 << 20, file));
        Ok(ParquetSink { place: Some(place), ..Self::to(out, schema)? })
    }

    /// Begins a file on any output.
    pub fn to(out: Box<dyn Write + Send>, schema: SchemaRef) -> Result<Self, TableError> {
        let parquet_schema = ArrowSchemaConverter::new().convert(&schema).map_err(TableError::internal)?;
        let properties = Arc::new(properties(&schema));
        let writer = SerializedFileWriter::new(out, parquet_schema.root_schema_ptr(), properties).map_err(failed)?;
        let factory = Arc::new(ArrowRowGroupWriterFactory::new(&writer, Arc::clone(&schema)));
        Ok(ParquetSink { writer, encoder: Encoder { factory, schema }, place: None })
    }

    /// An encoder for this file's row groups; every thread may have its own.
    pub fn encoder(&self) -> Encoder {
        self.encoder.clone()
    }

    /// Appends a row group; the file keeps the order of the calls.
    pub fn append(&mut self, group: EncodedGroup) -> Result<(), TableError> {
        if group.n_rows == 0 {
            return Ok(());
        }
        let mut writer = self.writer.next_row_group().map_err(failed)?;
        for chunk in group.chunks {
            chunk.append_to_row_group(&mut writer).map_err(failed)?;
        }
        writer.close().map_err(failed)?;
        Ok(())
    }

    /// Ends the file and moves it to its place.
    pub fn finish(self) -> Result<(), TableError> {
        self.writer.into_inner().map_err(failed)?.flush().map_err(output)?;
        self.place.map_or(Ok(()), Place::keep)
    }
}

impl Encoder {
    /// Encodes batches of the file's schema as one row group. A group of about 131072 rows serves readers best.
    pub fn encode(&self, batches: &[RecordBatch]) -> Result<EncodedGroup, TableError> {
        let mut writers = self.factory.create_column_writers(0).map_err(failed)?;
        for batch in batches {
            let mut leaves = writers.iter_mut();
            for (field, array) in self.schema.fields().iter().zip(batch.columns()) {
                for leaf in compute_leaves(field, array).map_err(failed)? {
                    let writer =
                        leaves.next().ok_or_else(|| TableError::internal("more columns than the schema has"))?;
                    writer.write(&leaf).map_err(failed)?;
                }
            }
        }
        let chunks = writers.into_iter().map(|writer| writer.close()).collect::<Result<_, _>>().map_err(failed)?;
        Ok(EncodedGroup { chunks, n_rows: batches.iter().map(RecordBatch::num_rows).sum() })
    }
}

fn failed(error: ParquetError) -> TableError {
    match error {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(source) => output(*source),
            Err(other) => TableError::internal(other),
        },
        other => TableError::internal(other),
    }
}

/// Ids and names are all different, so a dictionary of them is a waste; nearly everything else that is written, points
/// and outcomes, has few values. Nobody filters on them, so statistics are kept for ids alone.
fn properties(schema: &Schema) -> WriterProperties {
    let level = ZstdLevel::try_new(1).unwrap_or_default();
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_created_by("huoju".into());
    for field in schema.fields() {
        let path = ColumnPath::from(field.name().as_str());
        if matches!(field.name().as_str(), "id" | "name") {
            properties = properties.set_column_dictionary_enabled(path.clone(), false);
        }
        if field.name() == "id" {
            properties = properties.set_column_statistics_enabled(path, EnabledStatistics::Chunk);
        }
    }
    properties.build()
}

/// Batches in the order they come, for a writer of any format.
pub(super) struct BatchSink {
    sink: Option<ParquetSink>,
    out: Option<Box<dyn Write + Send>>,
    columns: Vec<OutputColumn>,
    schema: SchemaRef,
    waiting: Vec<RecordBatch>,
    n_waiting: usize,
}

impl BatchSink {
    pub fn new(out: Box<dyn Write + Send>, columns: Vec<OutputColumn>) -> Result<Self, TableError> {
        let schema = Arc::new(Schema::empty());
        Ok(BatchSink { sink: None, out: Some(out), columns, schema, waiting: Vec::new(), n_waiting: 0 })
    }

    /// The file's schema is that of the first batch, decimals where a number has places.
    fn begin(&mut self, arrays: &[ArrayRef]) -> Result<(), TableError> {
        if let Some(out) = self.out.take() {
            let field =
                |(column, array): (&OutputColumn, &ArrayRef)| Field::new(&column.name, array.data_type().clone(), true);
            self.schema = Arc::new(Schema::new(self.columns.iter().zip(arrays).map(field).collect::<Vec<_>>()));
            self.sink = Some(ParquetSink::to(out, Arc::clone(&self.schema))?);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), TableError> {
        if let Some(sink) = &mut self.sink {
            let group = sink.encoder.encode(&self.waiting)?;
            sink.append(group)?;
        }
        self.waiting.clear();
        self.n_waiting = 0;
        Ok(())
    }
}

/// Numbers with places as decimals; everything else as it is.
fn exact(array: &ArrayRef, kind: OutputKind) -> Result<ArrayRef, TableError> {
    let OutputKind::Number { scale } = kind else { return Ok(Arc::clone(array)) };
    if scale == 0 {
        return Ok(Arc::clone(array));
    }
    let digits = (0..array.len()).map(|row| if array.is_null(row) { None } else { integer(array, row) });
    let decimals = digits.collect::<Decimal128Array>().with_precision_and_scale(19, scale as i8);
    decimals.map(|decimals| Arc::new(decimals) as ArrayRef).map_err(TableError::internal)
}

impl Sink for BatchSink {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        let columns = arrays(&self.columns, batch)?;
        let columns: Vec<ArrayRef> = columns
            .iter()
            .zip(&self.columns)
            .map(|(array, column)| exact(array, column.kind))
            .collect::<Result<_, _>>()?;
        self.begin(&columns)?;
        self.waiting.push(RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(TableError::internal)?);
        self.n_waiting += batch.num_rows();
        if self.n_waiting >= GROUP_ROWS { self.flush() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), TableError> {
        if self.out.is_some() {
            // No batch came: an empty file still has its columns.
            let empty: Vec<ArrayRef> =
                self.columns.iter().map(|column| arrow_array::new_empty_array(&data_type(column.kind))).collect();
            self.begin(&empty)?;
        }
        self.flush()?;
        self.sink.map_or(Ok(()), ParquetSink::finish)
    }
}

fn data_type(kind: OutputKind) -> DataType {
    match kind {
        OutputKind::Text => DataType::Utf8,
        OutputKind::Number { scale: 0 } => DataType::Int64,
        OutputKind::Number { scale } => DataType::Decimal128(19, scale as i8),
        OutputKind::Fact => DataType::Boolean,
        OutputKind::Date => DataType::Date32,
    }
}
