//! What each page shows, as plain data.
//!
//! Texts are owned and already formatted for the reader: `1,369`, `29.07%`, `2025 年`. What a page decides by (an
//! outcome, a mark, a state) is a small enum. Links are whole addresses, made with [`crate::paths`].

pub mod assess;
pub mod compare;
pub mod edges;
pub mod frame;
pub mod home;
pub mod imports;
pub mod ladder;
pub mod offers;
pub mod part;
pub mod reference;
pub mod result;
pub mod schemes;
pub mod sign_in;
pub mod steps;
pub mod subject;
pub mod subjects;
pub mod system;
pub mod track;
pub mod weights;
pub mod whatif;

pub use frame::{Frame, Room, Stamp, User, Word};
pub use part::*;
