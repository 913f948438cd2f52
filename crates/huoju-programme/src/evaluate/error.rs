//! Why an assessment could not be made or looked up.

use huoju_catalogue::CatalogueError;
use huoju_scheme::AssessError;
use huoju_store::StoreError;
use huoju_table::TableError;

/// Why an assessment could not be made or looked up. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The scheme.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The engine.
    #[error(transparent)]
    Assess(#[from] AssessError),
    /// The file that results go to.
    #[error("{0:?}")]
    Table(TableError),
    /// There is no enterprise to assess.
    #[error("there is no enterprise in the store; import figures first")]
    Nobody,
    /// Nobody has assessed by this scheme yet.
    #[error("nothing was assessed by `{0}` yet")]
    NoAssessment(String),
    /// This subject is not in this assessment.
    #[error("subject {subject} is not in assessment {hash}")]
    NotAssessed {
        /// The assessment.
        hash: String,
        /// The row of the subject.
        subject: i64,
    },
    /// The canonical text is not what was written; `huoju verify` says more.
    #[error("the text of assessment {0} is damaged")]
    Damaged(String),
    /// Whoever waited for it called it off.
    #[error("called off")]
    Cancelled,
}
