//! The use cases through their public doors.

mod evaluate;
#[path = "../../../huoju-store/tests/it/kit.rs"]
mod kit;
