//! The store from outside, on both engines.

mod invariants;
mod jobs;
mod people;
