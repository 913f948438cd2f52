//! Conflicts, assignments and draws from files.
