//! Where a result goes: stdout, or a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file under another name beside its own until [`commit`](Self::commit); dropped before that, it is gone.
pub struct Draft {
    target: PathBuf,
    draft: Option<PathBuf>,
}

impl Draft {
    /// A draft of `target`, in the same folder and with the same ending.
    pub fn new(target: &Path) -> Self {
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let draft = target.with_file_name(format!(".huoju-{}-{name}", std::process::id()));
        Draft { target: target.to_owned(), draft: Some(draft) }
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        self.draft.as_deref().unwrap_or(&self.target)
    }

    /// Puts the finished file in its place.
    pub fn commit(mut self) -> io::Result<()> {
        let Some(draft) = self.draft.take() else { return Ok(()) };
        let moved =
            File::open(&draft).and_then(|file| file.sync_all()).and_then(|()| std::fs::rename(&draft, &self.target));
        if moved.is_err() {
            self.draft = Some(draft);
        }
        moved
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(draft) = &self.draft {
            let _ = std::fs::remove_file(draft);
        }
    }
}

/// Stdout, or a draft.
pub enum Place {
    /// Stdout, buffered.
    Stdout(io::BufWriter<io::Stdout>),
    /// A file.
    File(io::BufWriter<File>, Draft),
}

impl Place {
    /// Opens the file, or stdout where there is none.
    pub fn open(out: Option<&Path>) -> io::Result<Self> {
        let Some(path) = out else { return Ok(Place::Stdout(io::BufWriter::new(io::stdout()))) };
        let draft = Draft::new(path);
        Ok(Place::File(io::BufWriter::new(File::create(draft.path())?), draft))
    }

    /// Writes out what is left, and puts a file in its place.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Place::Stdout(mut out) => out.flush(),
            Place::File(mut out, draft) => {
                out.flush()?;
                draft.commit()
            }
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Place::Stdout(out) => out.write(bytes),
            Place::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Place::Stdout(out) => out.flush(),
            Place::File(out, _) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("out.csv");
        let entries = || std::fs::read_dir(folder.path()).expect("the folder").count();
        let mut place = Place::open(Some(&target)).expect("a draft");
        place.write_all(b"id\n").expect("a line");
        assert!(!target.exists());
        drop(place);
        assert_eq!(entries(), 0);
        let mut place = Place::open(Some(&target)).expect("a draft");
        place.write_all(b"id\n").expect("a line");
        place.finish().expect("it is put in place");
        assert_eq!((std::fs::read_to_string(&target).ok().as_deref(), entries()), (Some("id\n"), 1));
    }
}
