//! The store through its public doors.

mod kit;
mod population;
