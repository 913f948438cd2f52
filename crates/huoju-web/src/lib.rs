//! The pages of Huoju over HTTP: who asks ([`extract`]), what keeps strangers out ([`security`]), signing in
//! ([`sign_in`]), what goes wrong ([`error`]), and the server itself ([`serve`]).

pub mod error;
pub mod extract;
pub mod render;
pub mod security;
pub mod serve;
pub mod sign_in;
pub mod state;

pub use error::PageError;
pub use extract::Visitor;
pub use state::{App, Settings};
