//! observation.
