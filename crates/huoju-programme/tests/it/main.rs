//! The use cases through their public doors, on both engines.

mod backup;
mod bulletin;
mod evaluate;
mod import;
mod jobs;
mod lists;
mod people;
mod register;
mod steps;
mod titles;
