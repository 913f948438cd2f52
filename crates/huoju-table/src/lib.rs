//! Reading and writing tables: files to populations, populations to files, every refusal named.
//!
//! [`open`] finds the header in a workbook, a CSV, a Parquet file or a folder of them, and says in a [`Layout`] what it
//! found; [`Table::read_part`] then reads batches of a population ([`Batch`] states the contract). Each cell that can't
//! be read is a [`Refusal`] with its file, sheet, row, column, value and what would be accepted; nothing is guessed
//! silently. [`Writer`] goes the other way, and [`write_refused`] sends a marked-up
//! copy back to its sender. This crate knows indicators and their units; it knows no rules.

mod archive;
mod batch;
mod biff;
mod cell;
mod compound;
mod csv;
mod date;
mod error;
mod guard;
mod header;
mod layout;
mod long;
pub mod marked;
mod notice;
mod number;
mod parquet;
mod plain;
mod refusal;
mod rows;
mod sniff;
mod table;
mod workbook;
pub mod write;

pub use batch::{Batch, RowNumbers};
pub use date::read as day;
pub use error::{Content, HeaderUnit, TableError, io_en, io_zh};
pub use layout::{Column, Found, Ignored, IgnoredBecause, Layout};
pub use marked::write_refused;
pub use notice::{EncodingBy, Notice, Remark};
pub use plain::{PlainRow, plain, stands_for_missing};
pub use refusal::{Refusal, Why};
pub use table::{Part, Table, Wanted, open};
pub use write::{FileFormat, OutputColumn, OutputKind, WriteOptions, Writer};
