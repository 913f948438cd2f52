//! Discover (发现): facts come in, each with its source.
//!
//! [`import`] is the one door: each kind of file has its columns, all are read alike, and registers, [`lists`] and
//! bulletins write what figures by code are not. [`matches`] takes a person's word on names that no rule could settle.

mod bulletin;
pub mod draft;
pub mod import;
mod kind;
pub mod lists;
pub mod matches;
mod read;
mod register;
pub mod source;
pub mod template;

pub use huoju_table::{Notice, Refusal, TableError};
