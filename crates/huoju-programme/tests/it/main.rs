//! The use cases through their public doors.

mod import;
