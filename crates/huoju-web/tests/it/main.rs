//! The server from outside: requests in, answers out, on both engines.

mod browser;
mod forms;
mod pages;
mod server;
mod signing_in;
