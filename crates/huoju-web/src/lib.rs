//! The pages of Huoju: what each one shows ([`view`]), how it looks (`templates/`, [`assets`], [`chart`]), and the
//! words it says it in ([`words`]).
//!
//! A page is a plain struct of [`view`] that renders itself: every text in it is already formatted, so a page can be
//! made from sample data in a test and knows neither a store nor a request.

pub mod assets;
pub mod chart;
pub mod paths;
pub mod view;
pub mod words;
