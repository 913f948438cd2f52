//! The use cases from outside, on both engines.

mod jobs;
mod people;
