//! What pages load besides themselves, embedded.
