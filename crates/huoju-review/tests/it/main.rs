//! The crate from outside, held against brute force on small pools.

mod assign;
mod rooms;
mod support;
