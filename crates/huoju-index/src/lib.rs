//! Composite indices (综合指数): the chain from figures to ranks, each step's table kept, and how sure a rank is.
//!
//! In: an [`Index`] (choices, a tree of indicators) and [`Data`]. Out: an [`Outcome`] with every step's table, scores
//! and places, and for the asking a [`Robust`] with intervals of places. These are statistics, so floats live here;
//! `NaN` inside the tables stands for a missing figure. No I/O, no stores, no schemes, no chance but the seed given.

mod aggregate;
mod chain;
mod data;
pub mod document;
mod draw;
mod error;
mod normalise;
mod robustness;
mod sensitivity;
pub mod statistics;
mod treat;
mod tree;

pub use chain::{Chain, Outcome, Setting, StepTable};
pub use data::{Data, Row};
pub use document::Index;
pub use error::{Fault, FaultKind, IndexError, Remark, What};
pub use robustness::{Removal, Robust, Sets};
pub use sensitivity::{Input, Sensitivity, Sobol};
pub use treat::Treatment;
pub use tree::Tree;
