//! Why an assessment could not be made or looked up.

use huoju_catalogue::CatalogueError;
use huoju_model::Lang;
use huoju_scheme::AssessError;
use huoju_store::StoreError;
use huoju_table::TableError;

use super::own::Fault;

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
    /// An export says what it is for.
    #[error("say what the file is for; the ledger keeps it")]
    NoPurpose,
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
    /// No lever moves anything that the scheme reads.
    #[error("no lever moves anything that the scheme reads")]
    NoLever,
    /// An own edition was not saved.
    #[error("{}", .0.iter().map(|fault| fault.say(Lang::En)).collect::<Vec<_>>().join("; "))]
    Edition(Vec<Fault>),
    /// The canonical text is not what was written; `huoju verify` says more.
    #[error("the text of assessment {0} is damaged")]
    Damaged(String),
    /// Whoever waited for it called it off.
    #[error("called off")]
    Cancelled,
}

impl EvaluateError {
    /// What can't be done, in the reader's words; `None` where it is not theirs to mend.
    pub fn say(&self, lang: Lang) -> Option<String> {
        let (zh, en) = match self {
            EvaluateError::Nobody => (
                "库里还没有企业，没有可评价的；请先导入数据".to_owned(),
                "there is no enterprise in the store yet; import figures first".to_owned(),
            ),
            EvaluateError::NoPurpose => (
                "导出要写明用途，记入账本；没有导出".to_owned(),
                "say what the file is for, the ledger keeps it; nothing was exported".to_owned(),
            ),
            EvaluateError::NoLever => (
                "可调项都动不了这部办法要看的数，没有测算；规则包的 levers 里可以另写可调项".to_owned(),
                "no lever moves anything that this scheme reads, so nothing was reckoned; write levers into a pack"
                    .to_owned(),
            ),
            EvaluateError::Edition(faults) => {
                return Some(faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n"));
            }
            EvaluateError::Damaged(hash) => (
                format!("评价 {} 的原文与写下时不同，不能再用；请管理员运行 huoju verify", short(hash)),
                format!(
                    "the text of assessment {} is not what was written; ask the administrator to run `huoju verify`",
                    short(hash)
                ),
            ),
            EvaluateError::Assess(error) => (assess_zh(error)?, error.to_string()),
            _ => return None,
        };
        Some(if lang == Lang::Zh { zh } else { en })
    }
}

/// As much of a hash as tells it from others.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

fn assess_zh(error: &AssessError) -> Option<String> {
    match error {
        AssessError::NotInForce { from, to, period, as_of, .. } => {
            let until = to.map_or_else(|| format!("{from} 起"), |to| format!("{from} 至 {to} "));
            Some(match as_of {
                Some(day) => format!("这部办法自 {until}施行，{day} 的申报不能用它；请换申报日，或换当时施行的办法"),
                None => format!("这部办法自 {until}施行，不能评价{}；请换一个年度，或换当时施行的办法", period.zh()),
            })
        }
        AssessError::Period { period, .. } => Some(format!("这部办法按年评价，{}不是年", period.zh())),
        AssessError::Bounds { column, value, .. } => {
            Some(format!("指标 {column} 的数 {value} 超出它的范围；请核对数值和计量单位"))
        }
        _ => None,
    }
}
