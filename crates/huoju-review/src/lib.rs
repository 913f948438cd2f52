//! Expert review (评审): marks become ranks by rules that are data, with honest statistics beside them.
//!
//! Pure: no files, no clock, no chance but the seed that is given.

pub mod calibrate;
pub mod number;
pub mod rank;
pub mod sheet;
