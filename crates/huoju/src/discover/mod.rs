//! 发现: facts come into the data directory, are looked up there, and can be taken back; every act is in its ledger.

pub mod demo;
pub mod import;
mod subject;
mod troubles;

use huoju_model::Actor;
use huoju_programme::ProgrammeError;
use huoju_store::{Place, Store};

use crate::report::{Exit, Failure, print};
use crate::words::Words;

pub use subject::look;
use troubles::said;

/// `huoju undo`
#[derive(Debug)]
pub struct Undo {
    /// The data directory.
    pub place: Place,
    /// The import.
    pub batch: i64,
    /// Why.
    pub reason: String,
}

/// `huoju subject`
#[derive(Debug)]
pub struct Look {
    /// The data directory.
    pub place: Place,
    /// A code, a name or a former name.
    pub called: String,
}

/// Takes an import back.
pub fn undo(asked: &Undo, words: &Words) -> Result<Exit, Failure> {
    let undo = running(words, async {
        let store = Store::open(&asked.place, false).await?;
        huoju_programme::discover::import::undo(&store, &operator(), asked.batch, &asked.reason).await
    })?;
    let about = [("batch", asked.batch.to_string()), ("undo", undo.to_string())];
    print(&(words.with("undo-done", &about.each_ref().map(|(key, value)| (*key, value.as_str()))) + "\n"), words)?;
    Ok(Exit::Done)
}

/// A person at the command line is an operator of the machine, and is recorded so.
pub fn operator() -> Actor {
    let name =
        ["SUDO_USER", "USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    Actor::Operator(name.unwrap_or_else(|| "?".to_owned()))
}

/// Runs what waits for the store.
fn running<T>(words: &Words, work: impl Future<Output = Result<T, ProgrammeError>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(error.to_string()))?;
    runtime.block_on(work).map_err(|error| said(&error, words))
}
