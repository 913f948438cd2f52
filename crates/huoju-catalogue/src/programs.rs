//! Programs by the text of their scheme, or by its id: a page asks for the same few over and over, and reading one takes
//! milliseconds.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use huoju_scheme::Program;

/// As many as are kept: all that the packs have, by id and by text, and some that assessments were made by before.
const KEPT: usize = 128;

/// The programs that were asked for.
#[derive(Debug, Default)]
pub struct Programs(Mutex<HashMap<String, Program>>);

impl Programs {
    /// The program of a text or an id, which `make` makes where it isn't kept.
    pub fn of<E>(&self, key: &str, make: impl FnOnce() -> Result<Program, E>) -> Result<Program, E> {
        // What a thread that panicked left is whole: a program is put in or it isn't.
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = kept().get(key) {
            return Ok(program.clone());
        }
        let made = make()?;
        let mut kept = kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key.to_owned(), made.clone());
        Ok(made)
    }
}
