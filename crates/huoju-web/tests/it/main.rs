//! Every page with invented data, in both languages: what no page may do, and a gallery to look at; then the server from
//! outside: requests in, answers out, on both engines.

mod answers;
mod browser;
mod discover;
mod evaluate;
mod forms;
mod gallery;
mod imports;
mod ladder;
mod matches;
mod offers;
mod pages;
mod reference;
mod samples;
mod server;
mod signing_in;
mod steps;
mod system;
mod track;
mod weights;
