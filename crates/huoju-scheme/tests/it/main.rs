//! The scheme crate through its public face.

mod agreement;
mod audit;
mod diagnostics;
mod diff;
mod edition;
mod gap;
mod gap_proof;
mod group;
mod joint;
mod language;
mod sme;
mod standing;
mod support;
mod whatif;
