//! 遴选: who may judge whom, who judges what, and in which order, each with its proof.

pub mod flow;
