//! title.
