//! Own editions (本区版): schemes that an office made from the packs' with its own numbers. They are kept elsewhere and
//! shelved here while the program runs, so that whoever holds the library finds them at once; none is ever taken away.

use std::iter::successors;
use std::sync::OnceLock;

use huoju_model::Source;

use crate::{CatalogueError, File, Pack};

/// What a pack of own editions says of itself.
const HEAD: &str = "format = \"huoju.pack/1\"\nid = \"own\"\ntitle = { zh = \"本区\", en = \"This office\" }\n";

/// The own editions, in the order in which they were shelved.
#[derive(Debug)]
pub(crate) struct Own {
    /// The pack that they are told to be of.
    pub pack: Pack,
    first: Place,
}

/// An own edition: its text, and the document that it cites.
#[derive(Debug)]
pub(crate) struct Shelved {
    pub file: File,
    pub source: Source,
    next: Place,
}

/// Where one is or is to be. A place once taken stays, so that what was lent from it holds.
type Place = OnceLock<Box<Shelved>>;

impl Own {
    pub fn new() -> Result<Self, CatalogueError> {
        let file = File { path: "own/pack.toml".to_owned(), text: HEAD.to_owned() };
        Ok(Own { pack: Pack::new(file, None, None, Default::default())?, first: Place::new() })
    }

    pub fn all(&self) -> impl Iterator<Item = &Shelved> {
        successors(self.first.get(), |shelved| shelved.next.get()).map(Box::as_ref)
    }

    pub fn add(&self, file: File, source: Source) {
        let mut new = Box::new(Shelved { file, source, next: Place::new() });
        let mut place = &self.first;
        loop {
            match place.set(new) {
                Ok(()) => return,
                Err(back) => new = back,
            }
            // It was refused as it is taken.
            let Some(taken) = place.get() else { return };
            place = &taken.next;
        }
    }
}
