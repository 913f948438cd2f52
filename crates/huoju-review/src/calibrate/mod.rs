//! Statistics beside the legal score, never instead of it.
