//! The command from outside: the real binary on small files made here, and the workspace's arrows.

mod arrows;
mod assess;
mod bad_figures;
mod bad_schemes;
mod explain;
mod files;
mod help;
#[path = "../../../huoju-store/tests/it/kit.rs"]
mod kit;
mod office;
mod scheme;
mod stored;
mod support;
