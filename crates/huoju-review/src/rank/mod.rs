//! From marks to places by a rank rule: exact, each step a column, each tie explained.
//!
//! [`Contest`] is what is ranked, [`compute`] runs the rule's steps over it, [`place`] orders and shares places,
//! [`quota`] says who goes on. [`rank`] does all of it.

pub mod aggregate;
pub mod compute;
pub mod contest;
pub mod error;
pub mod place;
pub mod quota;
mod ranking;
pub mod remark;
pub mod rule;

pub use compute::{Cell, Lack, Values, View, compute};
pub use contest::{Contest, Records};
pub use error::{Fault, Why};
pub use quota::Outcome;
pub use ranking::{Pool, Ranking, Row, rank};
pub use rule::Rule;
