//! Why a use case could not be carried out.

use huoju_store::StoreError;
use huoju_table::TableError;

/// Why a use case could not be carried out. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error("{0:?}")]
    Table(TableError),
    /// The actor may not do this.
    #[error("{0} may not do this")]
    Forbidden(String),
    /// There is no source of this code, and none was described.
    #[error("there is no source `{0}`")]
    NoSource(String),
    /// A source of this code has another name or use.
    #[error("source `{0}` has another name or use")]
    OtherSource(String),
    /// The file tells its enterprises apart by names alone.
    #[error("the file has no codes, only names in column `{0}`")]
    NamesOnly(String),
    /// Neither the file nor the caller says which period the figures are of.
    #[error("the period of the figures is not known")]
    NoPeriod,
    /// A list of titles says nowhere which title it is of.
    #[error("the list's title is not known")]
    NoTitle,
    /// The file lacks a column that its kind needs, by its Chinese header.
    #[error("the file has no column `{0}`")]
    NoColumn(String),
    /// The bytes are not those of the dry run.
    #[error("the file is not the one that was looked at: {found} instead of {expected}")]
    Replaced {
        /// The hash of the dry run.
        expected: String,
        /// The hash of the file now.
        found: String,
    },
    /// An import is undone for a reason, and none was given.
    #[error("no reason was given")]
    NoReason,
    /// No row of the file could be taken.
    #[error("nothing could be taken from the file")]
    Nothing,
}
