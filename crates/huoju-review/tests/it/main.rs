//! The crate from outside, held against brute force on small pools and against published figures.

mod assign;
mod published;
mod ranks;
mod rooms;
mod support;
