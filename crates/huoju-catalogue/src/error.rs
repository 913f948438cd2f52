//! Why a pack could not be used.

use std::io::ErrorKind;

use huoju_model::Lang;
use huoju_scheme::InForce;
use huoju_scheme::diagnostic::Diagnostics;
use jiff::civil::Date;

/// Why the catalogue could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Files with errors in them, each with its findings.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Findings(Vec<Diagnostics>),
    /// No scheme of this id.
    #[error("there is no scheme `{id}`; see `huoju scheme list`")]
    Unknown {
        /// What was asked for.
        id: String,
        /// The id that may have been meant.
        near: Option<String>,
    },
    /// A rule with several parts in force, of which one is to be named.
    #[error("`{family}` has several parts in force, name one: {}", parts.join(", "))]
    Parts {
        /// The rule.
        family: String,
        /// The editions in force, one of each part.
        parts: Vec<String>,
    },
    /// A rule of which no edition is in force on a day.
    #[error("no edition of `{family}` is in force on {day}: {}", told(editions, Lang::En))]
    NoEdition {
        /// The rule.
        family: String,
        /// The day.
        day: Date,
        /// Its editions, with the days they are in force.
        editions: Vec<(String, InForce)>,
    },
    /// No offer of this id.
    #[error("there is no offer `{id}`")]
    UnknownOffer {
        /// What was asked for.
        id: String,
        /// The id that may have been meant.
        near: Option<String>,
    },
    /// No index of this id.
    #[error("there is no index `{id}`; there are: {}", known.join(", "))]
    UnknownIndex {
        /// What was asked for.
        id: String,
        /// The ids that there are.
        known: Vec<String>,
    },
    /// No rank rule of this id.
    #[error("there is no rank rule `{id}`; there are {}", known.join(", "))]
    UnknownRank {
        /// What was asked for.
        id: String,
        /// The id that may have been meant.
        near: Option<String>,
        /// All ids.
        known: Vec<String>,
    },
    /// No ladder of this id.
    #[error("there is no ladder `{id}`; there are {}", known.join(", "))]
    UnknownLadder {
        /// What was asked for.
        id: String,
        /// The id that may have been meant.
        near: Option<String>,
        /// All ids.
        known: Vec<String>,
    },
    /// A file or folder could not be read.
    #[error("could not read {path}: {source}")]
    Read {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A text that is not UTF-8.
    #[error("{path} is not UTF-8 text")]
    NotUtf8 {
        /// The file.
        path: String,
    },
    /// A folder given as packs that holds none.
    #[error("{path} holds no pack: a pack is a folder with a pack.toml")]
    NoPack {
        /// The folder.
        path: String,
    },
}

impl CatalogueError {
    /// An error if any file has one.
    pub(crate) fn unless_clean(files: Vec<Diagnostics>) -> Result<(), CatalogueError> {
        let wrong: Vec<_> = files.into_iter().filter(Diagnostics::has_errors).collect();
        if wrong.is_empty() { Ok(()) } else { Err(CatalogueError::Findings(wrong)) }
    }

    /// The error in a reader's language, with the next step; findings with their lines of the file.
    pub fn render(&self, lang: Lang, colour: bool) -> String {
        if let CatalogueError::Findings(files) = self {
            return files.iter().map(|found| found.render(lang, colour)).collect();
        }
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            CatalogueError::Findings(_) => self.to_string(),
            CatalogueError::Unknown { id, near: Some(near) } => format!("没有名为 `{id}` 的办法；是不是 `{near}`？"),
            CatalogueError::Unknown { id, near: None } => {
                format!("没有名为 `{id}` 的办法；全部办法见 `huoju scheme list`，办法文件请写路径，如 ./{id}.toml")
            }
            CatalogueError::Parts { family, parts } => {
                format!("`{family}` 现行的有几部，请指明一部：{}", parts.join("、"))
            }
            CatalogueError::NoEdition { family, day, editions } => {
                format!("{day} 这天 `{family}` 没有施行的版本；各版施行的日子：{}", told(editions, Lang::Zh))
            }
            CatalogueError::UnknownIndex { id, known } => {
                format!("没有名为 `{id}` 的指数；现有：{}；指数文件请写路径，如 ./{id}.toml", known.join("、"))
            }
            CatalogueError::UnknownOffer { id, near: Some(near) } => format!("没有政策产品 `{id}`；是不是 `{near}`？"),
            CatalogueError::UnknownOffer { id, near: None } => {
                format!("没有政策产品 `{id}`；编号即规则包 offers 里的文件名，文件请写路径，如 ./{id}.toml")
            }
            CatalogueError::UnknownRank { id, near: Some(near), .. } => {
                format!("没有名为 `{id}` 的排序规则；是不是 `{near}`？")
            }
            CatalogueError::UnknownRank { id, known, .. } => {
                format!("没有名为 `{id}` 的排序规则；现有 {}，规则文件请写路径，如 ./{id}.toml", known.join("、"))
            }
            CatalogueError::UnknownLadder { id, near: Some(near), .. } => {
                format!("没有名为 `{id}` 的梯度；是不是 `{near}`？")
            }
            CatalogueError::UnknownLadder { id, known, .. } => {
                format!("没有名为 `{id}` 的梯度；现有 {}，梯度文件请写路径，如 ./{id}.toml", known.join("、"))
            }
            CatalogueError::Read { path, source } if source.kind() == ErrorKind::NotFound => {
                format!("没有文件或文件夹 {path}；请核对路径")
            }
            CatalogueError::Read { path, source } => format!("无法读取 {path}：{}；请核对路径和权限", said(source)),
            CatalogueError::NotUtf8 { path } => format!("{path} 不是 UTF-8 文本；请另存为 UTF-8"),
            CatalogueError::NoPack { path } => format!("{path} 里没有规则包：规则包是含 pack.toml 的文件夹"),
        }
    }

    fn en(&self) -> String {
        match self {
            CatalogueError::Unknown { id, near: Some(near) } => {
                format!("there is no scheme `{id}`; did you mean `{near}`?")
            }
            CatalogueError::Unknown { id, near: None } => format!(
                "there is no scheme `{id}`; `huoju scheme list` shows them all, and a file is given by its path, such as ./{id}.toml"
            ),
            CatalogueError::UnknownOffer { near: Some(near), .. } => format!("{self}; did you mean `{near}`?"),
            CatalogueError::UnknownOffer { id, near: None } => format!(
                "{self}; an id is the name of a file in a pack's offers, and a file is given by its path, such as ./{id}.toml"
            ),
            CatalogueError::UnknownRank { id, near: Some(near), .. } => {
                format!("there is no rank rule `{id}`; did you mean `{near}`?")
            }
            CatalogueError::UnknownLadder { id, near: Some(near), .. } => {
                format!("there is no ladder `{id}`; did you mean `{near}`?")
            }
            CatalogueError::UnknownRank { id, .. } | CatalogueError::UnknownLadder { id, .. } => {
                format!("{self}; a file is given by its path, such as ./{id}.toml")
            }
            CatalogueError::Read { path, source } => {
                format!("could not read {path}: {}; check the path and its permissions", said(source))
            }
            CatalogueError::UnknownIndex { id, .. } => {
                format!("{self}; a file is given by its path, such as ./{id}.toml")
            }
            CatalogueError::NotUtf8 { .. } => format!("{self}; save it as UTF-8"),
            CatalogueError::Parts { .. }
            | CatalogueError::NoEdition { .. }
            | CatalogueError::NoPack { .. }
            | CatalogueError::Findings(_) => self.to_string(),
        }
    }
}

/// `nx-little-giant-2018 2018-01-01—2019-12-31、nx-little-giant 2020-01-01—`
fn told(editions: &[(String, InForce)], lang: Lang) -> String {
    let one = |(id, days): &(String, InForce)| {
        format!("{id} {}—{}", days.from, days.to.map_or_else(String::new, |to| to.to_string()))
    };
    editions.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
}

/// What the system said, without its number.
fn said(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_owned()
}
