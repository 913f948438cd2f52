//! 跟踪: what follows once something was granted. [`titles`] is the ledger of titles (资格台账): whose ends when, and how
//! its holder came out when last assessed by the scheme that grants it; [`export`] takes it along as a file.

pub mod export;
pub mod titles;
