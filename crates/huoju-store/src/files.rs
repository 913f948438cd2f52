//! Uploaded files under the hash of their bytes: the root of every value.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::ledger::{hex, now};
use crate::{Store, StoreError, Write};

/// A file that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// How many bytes.
    pub n_bytes: i64,
}

impl Store {
    /// Keeps bytes on disk under their hash, where they are not there yet. The row comes with [`Write::file`].
    pub fn keep_bytes(&self, name: &str, bytes: &[u8]) -> Result<Kept, StoreError> {
        let hash = hex(&Sha256::digest(bytes));
        let path = self.file_path(&hash, name);
        place_whole(&path, bytes)?;
        Ok(Kept { hash, name: name.to_owned(), n_bytes: bytes.len() as i64 })
    }

    /// Where the bytes of a hash lie. The name's ending is kept, since readers go by it.
    pub fn file_path(&self, hash: &str, name: &str) -> PathBuf {
        let plain = |c: &char| c.is_ascii_alphanumeric();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.chars().filter(plain).take(8).collect::<String>());
        let ending = ending.unwrap_or_default().to_lowercase();
        self.folder().join("files").join(if ending.is_empty() { hash.to_owned() } else { format!("{hash}.{ending}") })
    }

    /// The hashes and names of all kept files.
    pub async fn files(&self) -> Result<Vec<Kept>, StoreError> {
        let rows = sqlx::query("select hash, name, n_bytes from file order by hash").fetch_all(&self.reads).await?;
        rows.iter().map(kept).collect()
    }

    /// The kept files whose bytes are gone or no longer those of their hash.
    pub async fn damaged_files(&self) -> Result<Vec<Kept>, StoreError> {
        let mut kept = self.files().await?;
        kept.retain(|kept| {
            let bytes = std::fs::read(self.file_path(&kept.hash, &kept.name));
            bytes.map_or(true, |bytes| hex(&Sha256::digest(&bytes)) != kept.hash)
        });
        Ok(kept)
    }
}

/// Puts bytes at a place named by their hash, where nothing stands yet: whole and on disk, or not at all.
pub(crate) fn place_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let (Some(folder), Some(name), false) = (path.parent(), path.file_name(), path.is_file()) else {
        return Ok(());
    };
    let draft = folder.join(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let written = std::fs::File::create(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed =
        written.and_then(|()| std::fs::rename(&draft, path)).and_then(|()| std::fs::File::open(folder)?.sync_all());
    placed.map_err(|error| {
        let _ = std::fs::remove_file(&draft);
        StoreError::io(path, error)
    })
}

fn kept(row: &sqlx::any::AnyRow) -> Result<Kept, StoreError> {
    use crate::rows::{int, text};
    Ok(Kept { hash: text(row, "hash")?, name: text(row, "name")?, n_bytes: int(row, "n_bytes")? })
}

impl Write {
    /// Notes a kept file.
    pub async fn file(&mut self, kept: &Kept) -> Result<(), StoreError> {
        let sql = "insert into file (hash, name, n_bytes, received_at) values ($1, $2, $3, $4) on conflict do nothing";
        sqlx::query(sql)
            .bind(&kept.hash)
            .bind(&kept.name)
            .bind(kept.n_bytes)
            .bind(now())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
