//! 遴选: from marks to those who go on.

pub mod rank;
