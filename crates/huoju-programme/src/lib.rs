//! The use cases (用例) that pages and commands share: who may do what, in which order, and what the ledger says of it.
//!
//! [`discover`] brings facts in. It joins the store to tables and to the catalogue; it knows no page and no SQL.

pub mod discover;
mod error;

pub use error::ProgrammeError;
