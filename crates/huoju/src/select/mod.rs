//! 遴选: conflicts, assignment, rooms, draws, and from marks to those who go on.

pub mod assign;
mod certificate;
pub mod conflicts;
mod document;
pub mod draw;
pub mod pool;
pub mod rank;
mod report;
mod rooms;
mod rows;
mod sheet;
