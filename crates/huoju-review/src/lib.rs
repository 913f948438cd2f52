//! 遴选: who may judge whom, who judges what, in which order, and what comes of the marks, each with its proof.
//!
//! Pure: no files, no clock, and no chance but the seed that is given.

pub mod assign;
pub mod calibrate;
pub mod chance;
pub mod conflict;
pub mod draw;
pub mod error;
pub mod flow;
pub mod number;
pub mod panel;
pub mod rank;
pub mod rooms;
pub mod sheet;
