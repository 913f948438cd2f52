//! The use cases (用例) that pages and commands share: who may do what, in which order, and what the ledger says of it.
//!
//! [`evaluate`] assesses what the store knows. It joins the store to the catalogue and the engine; it knows no page and
//! no SQL.

pub mod evaluate;
