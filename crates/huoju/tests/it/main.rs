//! The command from outside: the real binary on small files made here, and the workspace's arrows.

mod arrows;
mod assess;
mod bad_figures;
mod bad_schemes;
mod compare;
mod editions;
mod explain;
mod files;
mod gap;
mod help;
mod index;
mod ladder;
mod matching;
mod office;
mod one_number;
mod rank;
mod scheme;
mod select;
mod stored;
mod support;
mod system;
