//! Rows (存): what the zone knows, who did what, and what was computed, on SQLite or PostgreSQL.
//!
//! One SQL text serves both engines: columns are text and bigint, placeholders `$1`. Every change goes through
//! [`Store::write`], which stands in line on one row and ends in one record of the [`ledger`]; every read of subjects
//! takes a [`Scope`](huoju_model::Scope). Facts are only ever added or closed, so any past state can be read *as of* a
//! batch. It knows no rule and no page.

pub mod assessment;
pub mod batch;
mod candidates;
mod conditions;
pub mod draft;
pub mod edition;
mod error;
pub mod files;
pub mod gap;
pub mod glance;
pub mod holdings;
pub mod invariants;
pub mod job;
pub mod ledger;
mod list;
pub mod matching;
mod migrate;
pub mod name_match;
pub mod names;
pub mod observation;
pub mod person;
pub mod population;
pub mod register;
pub mod results;
mod rows;
pub mod setting;
pub mod source;
mod store;
pub mod subject;
pub mod tally;
pub mod title;
mod undo;
pub mod years;

pub use error::StoreError;
pub use store::{Place, Store, Write, create_database};

/// The state of now, where a read asks for a batch *as of* which it reads.
pub const NOW: i64 = i64::MAX;
