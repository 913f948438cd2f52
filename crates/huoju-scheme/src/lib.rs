//! From the text of a scheme (办法) to exact, explained assessments over columns.
//!
//! The way of a rule: text → [`check`] (names, units, bands: every fault at once) → [`Scheme`] →
//! [`lower`] (integers, bounds, registers) → [`Program::assess`] (a row a subject) and [`explain`], which reads
//! the same registers. It knows no store, no people, no particular law and no float.

mod assess;
mod assessed;
pub mod audit;
mod calendar;
mod cells;
mod check;
mod columns;
mod comparison;
pub mod diagnostic;
pub mod dial;
mod diff;
pub mod edges;
pub mod edition;
pub mod explain;
pub mod expression;
pub mod gap;
mod inputs;
mod int;
mod joint;
mod kinds;
mod lower;
mod program;
mod ratio;
pub mod read;
pub mod reference;
mod report;
mod run;
pub mod scheme;
mod score;
mod sheet;
mod show;
mod survey;
mod words;

pub use assess::{AssessError, Program, Settings};
pub use assessed::{Assessed, Column, ColumnKind, Tally, Verdict};
pub use cells::{Cells, Rescored};
pub use check::{Brought, Heading, Vocabulary, read_conditions, read_scheme};
pub use comparison::{Comparison, Share};
pub use diagnostic::{Diagnostic, Diagnostics, Say};
pub use diff::{Change, diff};
pub use explain::Explanation;
pub use joint::{Joined, Joint};
pub use ratio::Ratio;
pub use report::outcome_word;
pub use scheme::{Grant, InForce, Input, InputKind, Points, Scheme, Validity};
pub use sheet::{Graduation, Sheet, SheetCriterion, SheetGroup, SheetTest, SheetWay};
pub use show::show;
pub use survey::{Standing, Survey};
pub use words::{cited, grouped, with_clause};
