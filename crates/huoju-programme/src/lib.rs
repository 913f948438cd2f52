//! The use cases (用例) that pages and commands share: who may do what, in which order, and what the ledger says of it.
//!
//! [`discover`] brings facts in, [`people`] signs people in, [`jobs`] carries on what outlives a request. It joins the
//! store to tables and to the catalogue; it knows no page and no SQL.

pub mod discover;
mod error;
pub mod jobs;
pub mod people;

pub use error::ProgrammeError;
