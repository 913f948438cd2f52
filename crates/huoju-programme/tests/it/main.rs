//! The use cases from outside, on both engines.

mod backup;
mod jobs;
mod people;
