//! The nouns of Huoju: what is observed, in which unit, for which period, from which source.
//!
//! Everything here is exact and pure: no input or output, no clock, no float that decides anything.
//! Money and points are integers of a declared smallest unit; a missing value is never zero.

pub mod actor;
pub mod assessment;
pub mod indicator;
pub mod ladder;
pub mod period;
pub mod quantity;
pub mod source;
pub mod subject;
pub mod text;
pub mod unit;

pub use actor::{Actor, Role, Scope};
pub use assessment::{MissingMode, Outcome};
pub use indicator::{Amount, Category, Dictionary, DictionaryError, Indicator, Kind, Named};
pub use ladder::{Ladder, Rung, Standing};
pub use period::{Period, PeriodError, Span};
pub use quantity::{Decimal, DecimalError};
pub use source::{PermittedUse, Source};
pub use subject::{CreditCode, CreditCodeError, CreditCodeWarning};
pub use text::{Lang, Text};
pub use unit::{Dimension, Unit};
