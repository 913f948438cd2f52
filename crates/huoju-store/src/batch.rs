//! batch.
