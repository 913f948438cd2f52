//! 评价: assess everybody whom the store knows, look results up, and say of each figure where it is from.
//!
//! An assessment is one canonical text ([`canonical`]) under its hash: the scheme's text, the batches that were used
//! and every subject's result with its figures. What is shown later is read from there, so it stays what it was
//! when imports are undone or sources withdrawn, and [`results::since`] says that they were.

pub mod assess;
pub mod canonical;
pub mod edges;
mod error;
pub mod explain;
pub mod export;
pub mod gap;
pub mod job;
pub mod ladder;
pub mod matching;
pub mod own;
mod population;
pub mod results;
mod standing;
pub mod steps;
pub mod whatif;
pub mod why;

pub use assess::{Made, Request, Step, assess};
pub use error::EvaluateError;
pub use explain::{Basis, Explained, explain};
