//! Packs of data: the indicators, sources, schemes and cases that are built into the binary or lie in a folder.
//!
//! A [`Catalogue`] joins packs into one dictionary of indicators, one set of sources and one list of schemes.
//! Everything is text that people write, so every problem is a finding with file, line, column and mend.
//! What a scheme means is not known here: its text goes to [`huoju_scheme`], and its cases come back as
//! differences between what was expected and what was found.

pub mod cases;
mod catalogue;
mod error;
mod family;
mod indicators;
mod indices;
mod ladders;
mod levers;
pub mod offers;
mod own;
mod pack;
mod programs;
mod quantity;
mod rank_cases;
mod ranks;
mod sources;
mod terms;

pub use cases::{Case, Cases, Difference};
pub use catalogue::{Catalogue, Entry};
pub use error::CatalogueError;
pub use family::{Chosen, Meant, Why};
pub use offers::Offer;
pub use pack::{File, Pack};
pub use rank_cases::{RankCase, RankCases};
pub use terms::Terms;
