//! A file under another name until it is whole.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::error::TableError;

/// A temporary sibling of a file; removed unless it is kept.
pub(crate) struct Place {
    path: PathBuf,
    temporary: PathBuf,
    kept: bool,
}

impl Place {
    /// Creates the temporary file.
    pub fn create(path: &Path) -> Result<(Self, File), TableError> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for attempt in 0..100u32 {
            let temporary = path.with_file_name(format!(".{name}.{}-{attempt}.part", std::process::id()));
            match File::options().write(true).read(true).create_new(true).open(&temporary) {
                Ok(file) => return Ok((Place { path: path.to_owned(), temporary, kept: false }, file)),
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(source) => return Err(TableError::Io { path: path.to_owned(), source }),
            }
        }
        let source = std::io::Error::other("no free name for a temporary file beside it");
        Err(TableError::Io { path: path.to_owned(), source })
    }

    /// Moves the file to its place, once it is on disk.
    pub fn keep(mut self) -> Result<(), TableError> {
        let io = |source| TableError::Io { path: self.path.clone(), source };
        File::open(&self.temporary).and_then(|file| file.sync_all()).map_err(io)?;
        std::fs::rename(&self.temporary, &self.path).map_err(io)?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing can be done about a temporary file that can't be removed.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}
