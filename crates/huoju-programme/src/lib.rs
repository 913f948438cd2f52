//! The use cases (用例) that pages and commands share: who may do what, in which order, and what the ledger says of it.
//!
//! [`people`] signs people in, [`jobs`] carries on what outlives a request, [`verify`] asks whether all is as it was
//! written, [`backup`] copies it away and back. They know no page and no SQL.

pub mod backup;
pub mod jobs;
pub mod people;
pub mod verify;
