//! Why a whole file could not be read or written. A bad cell is no error: see [`Refusal`](crate::Refusal).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use huoju_model::Unit;

/// Why a table could not be read or written at all. `Display` is for logs; the edges show [`zh`](Self::zh) or
/// [`en`](Self::en).
#[derive(Debug, thiserror::Error)]
#[error("{}", self.en())]
pub enum TableError {
    /// The operating system refused.
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// Nothing in the file, or no Parquet file in the folder.
    Empty {
        /// The file or folder.
        path: PathBuf,
    },
    /// Not a kind of file that is read.
    Ending {
        /// The file.
        path: PathBuf,
    },
    /// The bytes are not what the file's ending says.
    NotItsEnding {
        /// The file.
        path: PathBuf,
        /// What the bytes are, where that is known.
        found: Option<Content>,
    },
    /// Truncated or damaged.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        detail: String,
    },
    /// A workbook that unpacks to more than any real one does.
    TooBig {
        /// The file.
        path: PathBuf,
        /// What it unpacks to at least, in MiB.
        unpacked_mib: u64,
    },
    /// The sheet asked for is not there.
    NoSheet {
        /// The file.
        path: PathBuf,
        /// The one asked for.
        sheet: String,
        /// Those there are.
        sheets: Vec<String>,
    },
    /// Several sheets fit equally well.
    SheetTie {
        /// The file.
        path: PathBuf,
        /// The sheets that fit.
        sheets: Vec<String>,
    },
    /// No row is a header.
    NoHeader {
        /// The file.
        path: PathBuf,
        /// The sheets of a workbook.
        sheets: Vec<String>,
    },
    /// A header and nothing below it.
    NoRows {
        /// The file.
        path: PathBuf,
        /// The header's row.
        header_row: u64,
    },
    /// Headers that give a unit that their indicator can't have.
    HeaderUnit {
        /// The file.
        path: PathBuf,
        /// The sheet of a workbook.
        sheet: Option<String>,
        /// Every such header.
        columns: Vec<HeaderUnit>,
    },
    /// A Parquet column of a type that its indicator can't have.
    ColumnType {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// Its type.
        found: String,
        /// What would be accepted.
        accepted: &'static str,
    },
    /// A folder's files don't have the same columns.
    FolderDiffers {
        /// The file that differs from the first.
        path: PathBuf,
        /// The column in which it does.
        column: String,
    },
    /// A table can't be built or encoded: our fault, not the file's.
    Internal {
        /// What failed.
        detail: String,
    },
}

/// A header whose unit doesn't fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderUnit {
    /// The header's cell; blank in Parquet.
    pub cell: String,
    /// The header.
    pub header: String,
    /// The unit it gives.
    pub found: Unit,
    /// The units that convert.
    pub accepted: Vec<Unit>,
}

impl HeaderUnit {
    fn zh(&self) -> String {
        let HeaderUnit { cell, header, found, accepted } = self;
        format!("{cell}“{header}”写的是{found}，应为{}", symbols(accepted, "、"))
    }

    fn en(&self) -> String {
        let HeaderUnit { cell, header, found, accepted } = self;
        let space = if cell.is_empty() { "" } else { " " };
        format!("{cell}{space}`{header}` says {found}, it must be one of {}", symbols(accepted, ", "))
    }
}

fn symbols(units: &[Unit], separator: &str) -> String {
    units.iter().map(|unit| unit.symbol()).collect::<Vec<_>>().join(separator)
}

/// A file, and its sheet where it has sheets.
fn place(path: &Path, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| path.display().to_string(), |sheet| format!("{} [{sheet}]", path.display()))
}

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A ZIP archive, as new workbooks are.
    Zip,
    /// A compound file: an `.xls`, or a workbook under a password.
    Compound,
    /// Parquet.
    Parquet,
    /// PDF.
    Pdf,
}

impl Content {
    /// In Chinese.
    pub fn zh(self) -> &'static str {
        match self {
            Content::Zip => "ZIP（新版工作簿）",
            Content::Compound => "旧版或加密的工作簿",
            Content::Parquet => "Parquet",
            Content::Pdf => "PDF",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Content::Zip => "a ZIP (a new workbook)",
            Content::Compound => "an old or encrypted workbook",
            Content::Parquet => "Parquet",
            Content::Pdf => "PDF",
        }
    }
}

impl TableError {
    /// The same of a file that its reader knows by another name.
    pub fn of(mut self, name: &str) -> Self {
        match &mut self {
            TableError::Io { path, .. }
            | TableError::Empty { path }
            | TableError::Ending { path }
            | TableError::NotItsEnding { path, .. }
            | TableError::Damaged { path, .. }
            | TableError::TooBig { path, .. }
            | TableError::NoSheet { path, .. }
            | TableError::SheetTie { path, .. }
            | TableError::NoHeader { path, .. }
            | TableError::NoRows { path, .. }
            | TableError::HeaderUnit { path, .. }
            | TableError::ColumnType { path, .. }
            | TableError::FolderDiffers { path, .. } => *path = name.into(),
            TableError::Internal { .. } => {}
        }
        self
    }

    /// In Chinese: what was found, what was expected, the next step.
    pub fn zh(&self) -> String {
        match self {
            TableError::Io { path, source } => io_zh(path, source),
            TableError::Empty { path } if path.is_dir() => format!("文件夹 {} 里没有 .parquet 文件", path.display()),
            TableError::Empty { path } => format!("文件 {} 是空的", path.display()),
            TableError::Ending { path } => {
                format!("{} 不是可读的文件；可读 .xlsx、.xls、.ods、.csv、.parquet 或 Parquet 文件夹", path.display())
            }
            TableError::NotItsEnding { path, found: Some(found) } => {
                format!(
                    "{} 的内容是{}，与扩展名不符；请改正扩展名，加密的工作簿请先去掉密码",
                    path.display(),
                    found.zh()
                )
            }
            TableError::NotItsEnding { path, found: None } => {
                format!("{} 的内容与扩展名不符；请用原来的软件打开后另存", path.display())
            }
            TableError::Damaged { path, detail } => {
                format!("{} 已损坏或不完整（{detail}）；请重新获取，或用原来的软件打开后另存", path.display())
            }
            TableError::TooBig { path, unpacked_mib } => {
                format!("{} 解压后超过 {unpacked_mib} MiB，不像真实的工作簿；大数据请用 CSV 或 Parquet", path.display())
            }
            TableError::NoSheet { path, sheet, sheets } => {
                format!("{} 里没有工作表“{sheet}”；现有：{}", path.display(), sheets.join("、"))
            }
            TableError::SheetTie { path, sheets } => {
                format!("{} 里有几张工作表都像是数据表：{}；请用 --sheet 指定一张", path.display(), sheets.join("、"))
            }
            TableError::NoHeader { path, sheets } => {
                let sheets =
                    if sheets.is_empty() { String::new() } else { format!("（工作表：{}）", sheets.join("、")) };
                format!(
                    "在 {} 的前若干行里没有找到表头{sheets}；表头须有统一社会信用代码或企业名称一列",
                    path.display()
                )
            }
            TableError::NoRows { path, header_row } => {
                format!("{} 第{header_row}行是表头，其下没有数据", path.display())
            }
            TableError::HeaderUnit { path, sheet, columns } => format!(
                "{} 的表头单位与指标不符：{}。请先核对口径，再改正表头里的单位；若该列不是这个指标，请改列名",
                place(path, sheet.as_deref()),
                columns.iter().map(HeaderUnit::zh).collect::<Vec<_>>().join("；")
            ),
            TableError::ColumnType { path, column, found, accepted } => {
                format!("{} 的列“{column}”类型是 {found}；可用：{accepted}", path.display())
            }
            TableError::FolderDiffers { path, column } => {
                format!("{} 与文件夹里第一个文件的列不同（{column}）；各文件须有相同的列", path.display())
            }
            TableError::Internal { detail } => format!("程序内部错误，请报告：{detail}"),
        }
    }

    /// In English: what was found, what was expected, the next step.
    pub fn en(&self) -> String {
        match self {
            TableError::Io { path, source } => {
                format!("can't read or write {}: {}; check the path and its permissions", path.display(), io_en(source))
            }
            TableError::Empty { path } if path.is_dir() => {
                format!("the folder {} holds no .parquet file", path.display())
            }
            TableError::Empty { path } => format!("the file {} is empty", path.display()),
            TableError::Ending { path } => {
                format!(
                    "{} is no file that can be read: .xlsx, .xls, .ods, .csv, .parquet or a folder of Parquet",
                    path.display()
                )
            }
            TableError::NotItsEnding { path, found: Some(found) } => {
                format!(
                    "{} is {} by its content; mend its ending, or take the password off a workbook",
                    path.display(),
                    found.en()
                )
            }
            TableError::NotItsEnding { path, found: None } => {
                format!("{} is not what its ending says; open it where it was made and save it again", path.display())
            }
            TableError::Damaged { path, detail } => {
                format!(
                    "{} is damaged or cut short ({detail}); get it again, or save it again where it was made",
                    path.display()
                )
            }
            TableError::TooBig { path, unpacked_mib } => {
                format!(
                    "{} unpacks to more than {unpacked_mib} MiB, as no real workbook does; use CSV or Parquet",
                    path.display()
                )
            }
            TableError::NoSheet { path, sheet, sheets } => {
                format!("{} has no sheet `{sheet}`; it has {}", path.display(), sheets.join(", "))
            }
            TableError::SheetTie { path, sheets } => {
                format!(
                    "several sheets of {} fit equally well: {}; choose one with --sheet",
                    path.display(),
                    sheets.join(", ")
                )
            }
            TableError::NoHeader { path, sheets } => {
                let sheets =
                    if sheets.is_empty() { String::new() } else { format!(" (sheets: {})", sheets.join(", ")) };
                format!(
                    "no header in the first rows of {}{sheets}; it needs a column 统一社会信用代码, id or 企业名称",
                    path.display()
                )
            }
            TableError::NoRows { path, header_row } => {
                format!("row {header_row} of {} is the header, and nothing is below it", path.display())
            }
            TableError::HeaderUnit { path, sheet, columns } => format!(
                "headers of {} give units that don't fit: {}; check what the column counts, then mend the unit in its \
                 header, or rename the column if it is another figure",
                place(path, sheet.as_deref()),
                columns.iter().map(HeaderUnit::en).collect::<Vec<_>>().join("; ")
            ),
            TableError::ColumnType { path, column, found, accepted } => {
                format!("column `{column}` of {} has the type {found}; accepted are {accepted}", path.display())
            }
            TableError::FolderDiffers { path, column } => {
                format!(
                    "{} differs from the folder's first file in `{column}`; all need the same columns",
                    path.display()
                )
            }
            TableError::Internal { detail } => format!("internal error, please report it: {detail}"),
        }
    }

    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        TableError::Internal { detail: error.to_string() }
    }
}

/// What the operating system said of a file, in Chinese, with the next step.
pub fn io_zh(path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    match error.kind() {
        ErrorKind::NotFound => format!("没有文件或文件夹 {path}；请核对路径"),
        ErrorKind::PermissionDenied => format!("没有权限读写 {path}；请核对文件权限，或换一个位置"),
        ErrorKind::IsADirectory => format!("{path} 是文件夹，不是文件；请写文件名"),
        ErrorKind::StorageFull => format!("写 {path} 时磁盘已满；请腾出空间后重试"),
        ErrorKind::ReadOnlyFilesystem => format!("{path} 所在的磁盘只读；请换一个位置"),
        _ => format!("无法读写文件 {path}：{}；请核对路径和权限", io_en(error)),
    }
}

/// What the operating system said, without its number.
pub fn io_en(error: &std::io::Error) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or_default().to_owned()
}
