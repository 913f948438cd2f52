//! The pages of Huoju: what each one shows ([`view`]), how it looks (`templates/`, [`assets`], [`chart`]), the words it
//! says it in ([`words`]), and the server around them: who asks ([`extract`]), what keeps strangers out ([`security`]),
//! signing in ([`sign_in`]), what goes wrong ([`error`]), and the server itself ([`serve`]).
//!
//! A page is a plain struct of [`view`] that renders itself: every text in it is already formatted, so a page can be
//! made from sample data in a test and knows neither a store nor a request.

pub mod assets;
pub mod chart;
mod discover;
pub mod error;
mod evaluate;
pub mod extract;
mod figure;
mod imports;
mod paging;
pub mod paths;
mod reference;
pub mod render;
pub mod security;
pub mod serve;
pub mod sign_in;
pub mod state;
mod system;
mod taken;
mod track;
pub mod view;
mod who;
pub mod words;

pub use error::PageError;
pub use evaluate::Ready;
pub use extract::Visitor;
pub use state::{App, Settings};
