//! The store through its public doors.

mod holdings;
mod invariants;
mod jobs;
mod ledger;
mod people;
mod population;
mod results;
mod years;
