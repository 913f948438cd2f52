//! Why there is no backup, or nothing was restored.

use std::path::{Path, PathBuf};

use huoju_model::Lang;
use huoju_store::StoreError;

use super::DUMP;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something stands there already.
    #[error("`{0}` is there already and not empty")]
    Occupied(PathBuf),
    /// The rows lie in PostgreSQL, and no dump of them was given.
    #[error("the rows lie in PostgreSQL: a dump is needed")]
    NeedsDump,
    /// The rows don't lie in PostgreSQL, and a dump was given.
    #[error("the rows don't lie in PostgreSQL: no dump is needed")]
    NeedsNoDump,
    /// The backup's rows are a dump, and no database was named.
    #[error("the rows are a dump for PostgreSQL: {0}")]
    NeedsDatabase(PathBuf),
    /// The backup's rows are SQLite's, and a database was named.
    #[error("the rows are SQLite's, and a database is named")]
    NeedsNoDatabase,
    /// It is no backup, or one of another kind.
    #[error("no backup: {0}")]
    NoBackup(String),
    /// A file of the backup isn't what its list says.
    #[error("`{0}` is not what the backup's list says")]
    Damaged(PathBuf),
}

impl BackupError {
    pub(super) fn io(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        BackupError::Store(match source.kind() {
            ErrorKind::StorageFull => StoreError::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly(path.to_owned()),
            _ => StoreError::Io { path: path.to_owned(), source },
        })
    }

    /// What is shown, with the next step. None where the store failed, which has words of its own.
    pub fn say(&self, lang: Lang) -> Option<String> {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> Option<String> {
        Some(match self {
            BackupError::Store(_) => return None,
            BackupError::Occupied(path) => {
                format!("{} 已经有了，也不是空的，没有动它；请另给一个文件夹", path.display())
            }
            BackupError::NeedsDump => format!(
                "行存在 PostgreSQL 里。请先 pg_dump --format=custom --file={DUMP} \"$DATABASE_URL\"，再给 --rows {DUMP}"
            ),
            BackupError::NeedsNoDump => "行在数据目录里，不在 PostgreSQL；去掉 --rows".to_owned(),
            BackupError::NeedsDatabase(dump) => format!(
                "这份备份的行是 PostgreSQL 的。请先建一个空库，设 DATABASE_URL，并 pg_restore --dbname=\"$DATABASE_URL\" {}，再恢复",
                dump.display()
            ),
            BackupError::NeedsNoDatabase => "这份备份的行是 SQLite 的；请取消环境变量 DATABASE_URL 后再恢复".to_owned(),
            BackupError::NoBackup(why) => format!("这不是备份，或不是这一版能读的备份（{why}）"),
            BackupError::Damaged(path) => {
                format!("{} 的字节与备份清单不符，没有恢复；请用另一份备份", path.display())
            }
        })
    }

    fn en(&self) -> Option<String> {
        Some(match self {
            BackupError::Store(_) => return None,
            BackupError::Occupied(path) => {
                format!("{} is there and not empty, and was left as it is; give another folder", path.display())
            }
            BackupError::NeedsDump => format!(
                "the rows lie in PostgreSQL; run pg_dump --format=custom --file={DUMP} \"$DATABASE_URL\" first, then give --rows {DUMP}"
            ),
            BackupError::NeedsNoDump => {
                "the rows lie in the data directory, not in PostgreSQL; leave --rows out".to_owned()
            }
            BackupError::NeedsDatabase(dump) => format!(
                "the rows of this backup are PostgreSQL's; make an empty database, set DATABASE_URL, run pg_restore --dbname=\"$DATABASE_URL\" {}, then restore",
                dump.display()
            ),
            BackupError::NeedsNoDatabase => {
                "the rows of this backup are SQLite's; unset DATABASE_URL, then restore".to_owned()
            }
            BackupError::NoBackup(why) => format!("this is no backup, or none that this release reads ({why})"),
            BackupError::Damaged(path) => format!(
                "the bytes of {} are not those of the backup's list, nothing was restored; take another backup",
                path.display()
            ),
        })
    }
}
