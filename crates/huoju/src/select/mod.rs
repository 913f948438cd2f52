//! 遴选: conflicts, assignment, rooms, draws.

pub mod assign;
mod certificate;
pub mod conflicts;
pub mod draw;
pub mod pool;
mod report;
mod rooms;
mod sheet;
