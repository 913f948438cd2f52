//! Where results go: aligned text for people, and the files of `huoju-table` for machines.

pub mod cell;
pub mod columns;
pub mod lines;
pub mod place;
pub mod progress;
pub mod sink;
pub mod speech;
pub mod text;
