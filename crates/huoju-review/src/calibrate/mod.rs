//! Statistics beside the legal score, never instead of it: how far judges and luck may have moved a place.
//!
//! Here are the only floats of the crate, and none of them reaches a place or an outcome. A judge who "differs" (有差异)
//! marks otherwise than others did on the same entries; it says nothing about why.
//!
//! The data are whole sheets: what an expert's marks of an entry would come to by the rule if nobody else had judged.

mod additive;
mod chance;
mod draws;
mod gap;
mod halo;
mod judges;
mod leave_one;
mod linear;
mod mixed;
mod normal;
mod panel;
mod reliability;
mod report;

pub use additive::additive;
pub use draws::{Interval, MOST_DRAWS, RankOdds, Standing};
pub use gap::{Gap, benjamini_hochberg};
pub use halo::Halo;
pub use judges::Judge;
pub use leave_one::LeftOut;
pub use mixed::{Fit, fit};
pub use panel::{Observation, Panel, panels};
pub use reliability::icc;
pub use report::{Calibrated, Calibration, Component, Settings, calibrate};
