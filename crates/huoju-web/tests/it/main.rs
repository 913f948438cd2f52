//! Every page with invented data, in both languages: what no page may do, and a gallery to look at.

mod gallery;
mod pages;
mod samples;
