//! The command from outside: the real binary on small files made here, and the workspace's arrows.

mod arrows;
mod assess;
mod explain;
mod files;
mod help;
mod scheme;
mod support;
