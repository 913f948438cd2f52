//! A folder that is filled out of sight and put in its place when it is whole.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use huoju_store::ledger::hex;
use sha2::{Digest, Sha256};

use super::{BackupError, DUMP, FOLDERS, Part, SQLITE};

/// A folder beside its place. Dropped before it is placed, it is gone.
#[derive(Debug)]
pub(super) struct Draft {
    folder: PathBuf,
}

impl Draft {
    /// An empty one with the folders of a data directory, that only its owner may look into.
    pub(super) fn beside(place: &Path) -> Result<Self, BackupError> {
        let place = std::path::absolute(place).map_err(|error| BackupError::io(place, error))?;
        let parent = place.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(parent).map_err(|error| BackupError::io(parent, error))?;
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let folder = parent.join(format!(".{name}.{}", std::process::id()));
        private(&folder).map_err(|error| BackupError::io(&folder, error))?;
        let draft = Draft { folder };
        for folder in FOLDERS {
            let path = draft.path(folder);
            fs::create_dir(&path).map_err(|error| BackupError::io(&path, error))?;
        }
        Ok(draft)
    }

    /// The path of something inside.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Copies one file.
    pub(super) fn copy(&self, from: &Path, name: &str) -> Result<Part, BackupError> {
        let to = self.path(name);
        let bytes = File::open(from).map_err(|error| BackupError::io(from, error))?;
        let file = File::create(&to).map_err(|error| BackupError::io(&to, error))?;
        part(name, bytes, Some(file)).map_err(|error| BackupError::io(&to, error))
    }

    /// Copies the folders of a data directory, without drafts that begin with a dot.
    pub(super) fn copy_folders(&self, data: &Path) -> Result<(), BackupError> {
        for folder in FOLDERS {
            for name in names(&data.join(folder))? {
                self.copy(&data.join(folder).join(&name), &format!("{folder}/{name}"))?;
            }
        }
        Ok(())
    }

    /// All that it holds, rows first.
    pub(super) fn parts(&self) -> Result<Vec<Part>, BackupError> {
        let rows = [SQLITE, DUMP].map(str::to_owned).into_iter().filter(|name| self.path(name).is_file());
        let mut paths: Vec<String> = rows.collect();
        for folder in FOLDERS {
            paths.extend(names(&self.path(folder))?.into_iter().map(|name| format!("{folder}/{name}")));
        }
        let part = |name: String| {
            let path = self.path(&name);
            File::open(&path).and_then(|bytes| part(&name, bytes, None)).map_err(|error| BackupError::io(&path, error))
        };
        paths.into_iter().map(part).collect()
    }

    /// Writes one file.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let path = self.path(name);
        let written = File::create(&path).and_then(|file| part(name, bytes, Some(file)));
        written.map(drop).map_err(|error| BackupError::io(&path, error))
    }

    /// Puts it in its place, where nothing or an empty folder stands.
    pub(super) fn place(self, place: &Path) -> Result<(), BackupError> {
        let placed = FOLDERS.iter().try_for_each(|folder| sync(&self.path(folder))).and_then(|()| {
            sync(&self.folder)?;
            // Where there is an empty folder it makes room; anything else stays, and the next line fails.
            let _ = fs::remove_dir(place);
            fs::rename(&self.folder, place)?;
            self.folder.parent().map_or(Ok(()), sync)
        });
        placed.map_err(|error| BackupError::io(place, error))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After it was placed there is nothing left to remove.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Reads to the end, writes it where there is somewhere to write to, and says what it was.
fn part(name: &str, mut bytes: impl Read, mut to: Option<File>) -> io::Result<Part> {
    let (mut hasher, mut n_bytes, mut some) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let n = bytes.read(&mut some)?;
        let read = some.get(..n).unwrap_or_default();
        if read.is_empty() {
            break;
        }
        hasher.update(read);
        n_bytes += n as u64;
        if let Some(file) = &mut to {
            file.write_all(read)?;
        }
    }
    if let Some(file) = to {
        file.sync_all()?;
    }
    Ok(Part { path: name.to_owned(), n_bytes, sha256: hex(&hasher.finalize()) })
}

fn names(folder: &Path) -> Result<Vec<String>, BackupError> {
    let failed = |error| BackupError::io(folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.file_type().map_err(failed)?.is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}
