//! Discover (发现): facts come in, each with its source.

pub mod import;
