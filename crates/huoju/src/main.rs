//! The `huoju` command.
fn main() {}
