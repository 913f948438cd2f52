//! The use cases (用例) that pages and commands share: who may do what, in which order, and what the ledger says of it.
//!
//! [`discover`] brings facts in, [`evaluate`] assesses what the store knows, [`track`] follows what was granted,
//! [`people`] signs people in, [`jobs`] carries on what outlives a request, [`verify`] asks whether all is as it was
//! written, [`backup`] copies it away and back. It joins the store to tables, to the catalogue and to the engine; it
//! knows no page and no SQL.

pub mod backup;
pub mod discover;
mod error;
pub mod evaluate;
pub mod jobs;
pub mod people;
pub mod sheet;
pub mod track;
pub mod verify;

pub use error::ProgrammeError;
