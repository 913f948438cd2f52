//! 遴选: who may judge whom, who judges what, and in which order, each with its proof.
//!
//! Pure: no files, no clock, and no chance but the seed that is given.

pub mod assign;
pub mod chance;
pub mod conflict;
pub mod draw;
pub mod error;
pub mod flow;
pub mod panel;
pub mod rooms;
