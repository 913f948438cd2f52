//! The use cases (用例) that pages and commands share: who may do what, in which order, and what the ledger says of it.
//!
//! [`people`] signs people in, [`jobs`] carries on what outlives a request. They know no page and no SQL.

pub mod jobs;
pub mod people;
