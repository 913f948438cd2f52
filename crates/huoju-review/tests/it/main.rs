//! The crate through its public doors.

mod published;
mod ranks;
