//! The scheme crate through its public face.

mod diagnostics;
mod sme;
mod support;
