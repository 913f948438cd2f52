//! Notices (提示): what the reader should know though nothing was refused.

use std::fmt;
use std::sync::Arc;

use huoju_model::{CreditCodeError, CreditCodeWarning, Period, Unit};

/// Something read, with a remark.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// The file's name as it was given.
    pub file: Arc<str>,
    /// The sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// The row it is about, where it is about one.
    pub row: Option<u64>,
    /// The column's header.
    pub column: Option<Arc<str>>,
    /// The cell as a spreadsheet names it.
    pub cell: Option<String>,
    /// The remark.
    pub what: Remark,
}

/// How a file's encoding was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingBy {
    /// A byte order mark.
    Mark,
    /// All of it is well-formed.
    WellFormed,
    /// Most of its lines are; the others are refused.
    Majority,
}

/// What a [`Notice`] says.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// A value was rounded, as its indicator allows.
    Rounded {
        /// As given.
        from: String,
        /// As read, with its unit.
        to: String,
    },
    /// A credit code whose check fails: read as it stands.
    CreditCheck {
        /// The code.
        code: String,
        /// What fails.
        warning: CreditCodeWarning,
    },
    /// An id under a credit code's header that is none: read as it stands.
    CreditForm {
        /// The id.
        code: String,
        /// What it lacks.
        error: CreditCodeError,
    },
    /// Several columns of one indicator; the first is read and compared with the others.
    DuplicateColumn {
        /// The column that is read.
        read: String,
        /// The columns that are compared.
        others: Vec<String>,
    },
    /// Columns whose header gives no unit: the indicator's own is taken.
    UnitAssumed {
        /// Headers and the unit taken.
        columns: Vec<(String, Unit)>,
    },
    /// A note above the header gives the unit.
    UnitFromNote {
        /// The unit.
        unit: Unit,
        /// The note's row.
        row: u64,
    },
    /// Columns given in a unit of their indicator's `also_units`, which is read one for one.
    UnitAlso {
        /// Their headers.
        columns: Vec<String>,
        /// The base of the unit given.
        given: Unit,
        /// The base of the indicator's own.
        own: Unit,
    },
    /// The first cell of a column that has such a unit behind its number.
    UnitAlsoInCell {
        /// As given.
        from: String,
        /// The base of the unit given.
        given: Unit,
        /// The base of the indicator's own.
        own: Unit,
    },
    /// The encoding of a text file.
    Encoding {
        /// Its name.
        name: &'static str,
        /// How it was decided.
        by: EncodingBy,
    },
    /// No column of codes: names tell the enterprises apart.
    NameAsId {
        /// The header of the names.
        header: String,
    },
    /// The period was not given: the latest in the file is taken.
    PeriodTaken {
        /// The period.
        period: Period,
    },
    /// Rows of other periods, or of none that is wanted.
    OtherPeriods {
        /// How many.
        rows: u64,
        /// The period that is read.
        period: Period,
    },
    /// Rows that are no enterprise.
    Skipped {
        /// 合计, 小计.
        totals: u64,
        /// Notes and signatures.
        notes: u64,
        /// The header again.
        headers: u64,
    },
}

impl Remark {
    /// In Chinese.
    pub fn zh(&self) -> String {
        match self {
            Remark::Rounded { from, to } => format!("“{from}”按本指标的规定四舍五入为{to}"),
            Remark::CreditCheck { code, warning: CreditCodeWarning::Check { found, expected } } => {
                format!("统一社会信用代码{code}的校验码是{found}，应为{expected}；已照原样读取，请核对")
            }
            Remark::CreditCheck { code, warning: CreditCodeWarning::Organisation { found, expected } } => {
                format!("统一社会信用代码{code}中组织机构代码的校验码是{found}，应为{expected}；已照原样读取，请核对")
            }
            Remark::CreditForm { code, error: CreditCodeError::Length(n) } => {
                format!("“{code}”不是统一社会信用代码：应有18位，现有{n}位；已照原样读取")
            }
            Remark::CreditForm { code, error: CreditCodeError::Character { position, found, .. } } => {
                format!("“{code}”不是统一社会信用代码：第{position}位不能是“{found}”；已照原样读取")
            }
            Remark::DuplicateColumn { read, others } => {
                format!("重复列：读取{read}，并与{}逐行核对，不一致的行退回", others.join("、"))
            }
            Remark::UnitAssumed { columns } => {
                let columns: Vec<_> = columns.iter().map(|(header, unit)| format!("{header}（{unit}）")).collect();
                format!("表头没有计量单位，按指标目录的单位读取：{}", columns.join("、"))
            }
            Remark::UnitFromNote { unit, row } => format!("第{row}行注明单位为{unit}，用于没有单位的列"),
            Remark::UnitAlso { columns, given, own } => {
                format!("“{}”的单位写作{given}，按1{given}=1{own}读取", columns.join("”、“"))
            }
            Remark::UnitAlsoInCell { from, given, own } => {
                format!("“{from}”的单位写作{given}，按1{given}=1{own}读取；本列其他各行同样处理")
            }
            Remark::Encoding { name, by: EncodingBy::Mark } => format!("文件按{name}读取（有字节序标记）"),
            Remark::Encoding { name, by: EncodingBy::WellFormed } => format!("文件按{name}读取（全文都合该编码）"),
            Remark::Encoding { name, by: EncodingBy::Majority } => {
                format!("文件混用编码，多数行合{name}，按{name}读取，其余行退回")
            }
            Remark::NameAsId { header } => format!("没有主体代码列，以“{header}”区分主体"),
            Remark::PeriodTaken { period } => format!("没有指定所属期，取文件中最近的{}", period.zh()),
            Remark::OtherPeriods { rows, period } => format!("读取{}的行，另有{rows}行属于其他所属期", period.zh()),
            Remark::Skipped { totals, notes, headers } => {
                let parts: Vec<_> = [(totals, "合计"), (notes, "标题、说明、签字"), (headers, "重复的表头")]
                    .into_iter()
                    .filter(|(n, _)| **n > 0)
                    .map(|(n, what)| format!("{what} {n} 行"))
                    .collect();
                format!("跳过不是主体的行：{}", parts.join("；"))
            }
        }
    }

    /// In English.
    pub fn en(&self) -> String {
        match self {
            Remark::Rounded { from, to } => format!("`{from}` was rounded to {to}, as the indicator allows"),
            Remark::CreditCheck { code, warning } => format!("credit code {code}: {warning}; read as it stands"),
            Remark::CreditForm { code, error } => format!("`{code}` is not a credit code: {error}; read as it stands"),
            Remark::DuplicateColumn { read, others } => {
                format!(
                    "duplicate columns: {read} is read and compared with {}; rows that differ are refused",
                    others.join(", ")
                )
            }
            Remark::UnitAssumed { columns } => {
                let columns: Vec<_> = columns.iter().map(|(header, unit)| format!("{header} in {unit}")).collect();
                format!("no unit in the header, so the indicator's own is taken: {}", columns.join(", "))
            }
            Remark::UnitFromNote { unit, row } => format!("row {row} gives the unit {unit} for columns without one"),
            Remark::UnitAlso { columns, given, own } => {
                let are = if columns.len() == 1 { "is" } else { "are" };
                format!("`{}` {are} given in {given}, read as 1 {given} = 1 {own}", columns.join("`, `"))
            }
            Remark::UnitAlsoInCell { from, given, own } => {
                format!("`{from}` is given in {given}, read as 1 {given} = 1 {own}; so are further rows of this column")
            }
            Remark::Encoding { name, by: EncodingBy::Mark } => format!("read as {name}, by its byte order mark"),
            Remark::Encoding { name, by: EncodingBy::WellFormed } => format!("read as {name}, which all of it is"),
            Remark::Encoding { name, by: EncodingBy::Majority } => {
                format!("the encodings are mixed: read as {name}, which most lines are; the others are refused")
            }
            Remark::NameAsId { header } => format!("no column of codes, so `{header}` tells the subjects apart"),
            Remark::PeriodTaken { period } => {
                format!("no period was given, so the latest of the file is read: {period}")
            }
            Remark::OtherPeriods { rows, period } => format!("rows of {period} are read; {rows} are of other periods"),
            Remark::Skipped { totals, notes, headers } => {
                let parts: Vec<_> =
                    [(totals, "totals"), (notes, "titles, notes and signatures"), (headers, "repeated headers")]
                        .into_iter()
                        .filter(|(n, _)| **n > 0)
                        .map(|(n, what)| format!("{what} {n}"))
                        .collect();
                format!("skipped rows that are no subject: {}", parts.join("; "))
            }
        }
    }
}

impl Notice {
    /// Whether somebody should look before it is used: a code that may be mistyped.
    pub fn is_doubt(&self) -> bool {
        matches!(self.what, Remark::CreditCheck { .. } | Remark::CreditForm { .. })
    }

    /// The remark in Chinese.
    pub fn zh(&self) -> String {
        self.what.zh()
    }

    /// The remark in English.
    pub fn en(&self) -> String {
        self.what.en()
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (&self.cell, self.row) {
            (Some(cell), _) => write!(f, " {cell}")?,
            (None, Some(row)) => write!(f, " row {row}")?,
            (None, None) => {}
        }
        write!(f, ": {}", self.what.en())
    }
}
