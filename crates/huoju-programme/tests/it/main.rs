//! The use cases through their public doors, on both engines.

mod import;
mod jobs;
mod people;
