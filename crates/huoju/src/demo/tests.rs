//! The files as others will read them.
