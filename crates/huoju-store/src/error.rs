//! Why the store could not do what was asked.

use std::path::PathBuf;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed it meanwhile; nothing was written.
    #[error("{0} was changed by somebody else meanwhile; read it again")]
    Stale(&'static str),
    /// It stands already; nothing was written.
    #[error("{what} `{which}` is there already")]
    Exists {
        /// What kind of row.
        what: &'static str,
        /// Which.
        which: String,
    },
    /// There is no such row.
    #[error("there is no {what} `{which}`")]
    NotFound {
        /// What kind of row.
        what: &'static str,
        /// Which.
        which: String,
    },
    /// The disk is full; nothing was written.
    #[error("the disk is full; nothing was written")]
    Full,
    /// The directory or database can only be read.
    #[error("`{0}` can't be written to")]
    ReadOnly(PathBuf),
    /// The data directory was made by a later release.
    #[error("the data were written by a later release (schema {found}, this one knows {known})")]
    Later {
        /// The schema's number there.
        found: i64,
        /// The last that is known here.
        known: i64,
    },
    /// There is no data directory here yet.
    #[error("there are no data in `{0}`; run `huoju init` first")]
    Absent(PathBuf),
    /// A file of the data directory.
    #[error("`{path}`: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
    /// What a column holds is not what this release writes there.
    #[error("column `{column}` holds `{found}`, which this release does not know")]
    Unreadable {
        /// The column.
        column: &'static str,
        /// What stands there.
        found: String,
    },
    /// Anything else that the database says.
    #[error("the database: {0}")]
    Database(sqlx::Error),
}

impl StoreError {
    pub(crate) fn io(path: &std::path::Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match source.kind() {
            ErrorKind::StorageFull => StoreError::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly(path.to_owned()),
            _ => StoreError::Io { path: path.to_owned(), source },
        }
    }

    pub(crate) fn not_found(what: &'static str, which: impl ToString) -> Self {
        StoreError::NotFound { what, which: which.to_string() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // SQLITE_FULL is 13 and SQLITE_READONLY 8, in the low byte; PostgreSQL's disk_full is 53100.
        let code = error.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
        let sqlite = code.parse::<i64>().ok().filter(|_| code.len() < 5).map(|code| code & 0xff);
        match (sqlite, code.as_str()) {
            (Some(13), _) | (_, "53100") => StoreError::Full,
            (Some(8), _) | (_, "25006") => StoreError::ReadOnly(PathBuf::from("huoju.db")),
            _ => StoreError::Database(error),
        }
    }
}
