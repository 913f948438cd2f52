//! The store through its public doors.

mod ledger;
