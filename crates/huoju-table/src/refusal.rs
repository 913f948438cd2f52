//! Refusals (退回): a cell or a row that was not read, where it stands, and what would be accepted.

use std::fmt;
use std::sync::Arc;

use huoju_model::Unit;

/// A cell that was not read, or a whole row: nothing of its row is in the population.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The file's name as it was given.
    pub file: Arc<str>,
    /// The sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Excel's row, CSV's line or Parquet's row, from 1.
    pub row: u64,
    /// The code of the row's subject, where it can be read.
    pub id: Option<Arc<str>>,
    /// Its name, where the file has names.
    pub name: Option<Arc<str>>,
    /// The header of the column; none where the whole row is refused.
    pub column: Option<Arc<str>>,
    /// The cell as a spreadsheet names it: `C17`.
    pub cell: Option<String>,
    /// What was given, cut after 60 characters.
    pub value: String,
    /// Why, and what would be accepted.
    pub why: Why,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " [{sheet}]")?;
        }
        match &self.cell {
            Some(cell) => write!(f, " {cell}")?,
            None => write!(f, " row {}", self.row)?,
        }
        if let Some(who) = self.name.as_ref().or(self.id.as_ref()) {
            write!(f, " ({who})")?;
        }
        if let Some(column) = &self.column {
            write!(f, " `{column}`")?;
        }
        write!(f, ": {}", self.why)
    }
}

/// Why a cell or a row was refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// Not a number.
    NotANumber {
        /// The unit that a bare number would have here.
        unit: Unit,
    },
    /// The cell holds an error such as `#REF!`.
    ErrorCell,
    /// A number with a unit that doesn't fit.
    WrongUnit {
        /// What was written behind the number.
        found: String,
        /// The units that convert.
        accepted: Vec<Unit>,
    },
    /// Greater than the indicator's maximum.
    Beyond {
        /// The maximum with its unit.
        maximum: String,
    },
    /// Less than the indicator's minimum.
    Below {
        /// The minimum with its unit.
        minimum: String,
    },
    /// More decimal places than the indicator keeps, so reading it would change it.
    TooFine {
        /// The indicator's unit.
        unit: Unit,
        /// The places it keeps.
        scale: u8,
    },
    /// Not one of a category's values.
    UnknownValue {
        /// The values there are.
        accepted: Vec<String>,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// Neither yes nor no.
    NotYesNo,
    /// Not a day of the calendar.
    NotADate,
    /// A year or a month without its day.
    NoDay,
    /// Not a period.
    NotAPeriod,
    /// The enterprise stands in an earlier row already.
    Duplicate {
        /// The row that was read.
        first: u64,
        /// Whether both rows give the same figures.
        equal: bool,
    },
    /// The row names no enterprise.
    NoId,
    /// A code that the workbook keeps as a number, which holds 15 digits only.
    LostDigits,
    /// More text than a cell holds.
    TooLong {
        /// How many characters there are.
        chars: usize,
    },
    /// Bytes that are no text in the file's encoding.
    Undecodable {
        /// The encoding that the file is read in.
        encoding: &'static str,
    },
    /// The row is in UTF-8, though the file is in another encoding.
    MixedEncoding {
        /// The encoding that the file is read in.
        encoding: &'static str,
    },
    /// Two columns of one indicator give different values.
    Disagree {
        /// The other column's header and letter.
        other: String,
        /// What stands there.
        value: String,
    },
    /// More cells than the header has columns, so it is not known which belongs where.
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A quotation mark was opened and never closed.
    OpenQuote,
    /// As many former names as days on which they were given up, or no days at all; this is neither.
    NotOneDayAName {
        /// Former names.
        names: usize,
        /// Days.
        days: usize,
    },
    /// The code of a subject that is neither in the file nor known.
    NoSuchSubject,
    /// The code of an indicator that no pack declares.
    NoSuchIndicator,
    /// Neither a unit that is known nor blank.
    NoSuchUnit,
}

fn list(units: &[Unit], separator: &str) -> String {
    units.iter().map(|unit| unit.symbol()).collect::<Vec<_>>().join(separator)
}

/// Whether what stands behind a number is letters that scanning and typing put for 0 and 1.
fn is_misread_digit(found: &str) -> bool {
    !found.is_empty() && found.chars().all(|c| matches!(c, 'O' | 'o' | 'Ｏ' | 'ｏ' | 'I' | 'l' | '〇'))
}

impl Why {
    /// In Chinese: what was given and what would be accepted.
    pub fn zh(&self) -> String {
        match self {
            Why::NotANumber { unit } => format!("不是数字；请填以{unit}计的数字，没有数据请留空"),
            Why::ErrorCell => "公式出错；请改正公式或直接填写数值".into(),
            Why::WrongUnit { found, .. } if is_misread_digit(found) => {
                format!("数字里混有字母“{found}”，可能是 0 或 1；请核对后填写数字")
            }
            Why::WrongUnit { found, accepted } => {
                format!("计量单位“{found}”不适用；可用：{}", list(accepted, "、"))
            }
            Why::Beyond { maximum } => format!("大于上限（{maximum}）；请核对数值和计量单位"),
            Why::Below { minimum } if minimum.starts_with("0 ") => "不能是负数；请核对正负号".to_owned(),
            Why::Below { minimum } => format!("小于下限（{minimum}）；请核对正负号和数值"),
            Why::TooFine { unit, scale: 0 } => format!("应为整数；以{unit}计，不能有小数"),
            Why::TooFine { unit, scale } => format!("小数位过多；以{unit}计最多保留{scale}位小数"),
            Why::UnknownValue { accepted, near } => {
                let hint = near.as_ref().map_or(String::new(), |near| format!("，是不是“{near}”？"));
                format!("不在可选值之中{hint}；可选：{}", accepted.join("、"))
            }
            Why::NotYesNo => "不是“是”或“否”；请填是或否，没有数据请留空".into(),
            Why::NotADate => "不是日期；请填年月日，如 2025-03-01".into(),
            Why::NoDay => "日期不完整，缺少日；请填到日，如 2025-03-01".into(),
            Why::NotAPeriod => "不是所属期；请填 2025、2025Q1、2025-03 或 2025年1—5月 这样的期".into(),
            Why::Duplicate { first, equal } => {
                let figures = if *equal { "两行数据相同" } else { "两行数据不同" };
                format!("与第{first}行是同一主体，{figures}；每个主体只留一行")
            }
            Why::NoId => "没有主体代码；请补填统一社会信用代码".into(),
            Why::LostDigits => "代码存成了数字，15位以后的数字已丢失；请将该列设为文本后重新填写".into(),
            Why::TooLong { chars } => format!("内容过长，有{chars}个字符；单元格最多{CELL_LIMIT}个字符"),
            Why::Undecodable { encoding } => format!("不是 {encoding} 编码的文字；请将整个文件另存为 UTF-8"),
            Why::MixedEncoding { encoding } => {
                format!("本行是 UTF-8 编码，而文件按 {encoding} 读取；请将整个文件另存为 UTF-8")
            }
            Why::Disagree { other, value } => {
                format!("与重复列 {other} 的“{value}”不一致；请只留一列，或改为一致")
            }
            Why::TooManyCells { found, expected } => {
                format!("本行有{found}个单元格，表头只有{expected}列；含分隔符的内容请用引号括起")
            }
            Why::OpenQuote => "引号没有成对，其后的内容无法分列；请补上引号".into(),
            Why::NotOneDayAName { names, days } => {
                format!("有{names}个曾用名、{days}个更名日期；请一一对应，早的在前，以“；”分隔，不知道的整格留空")
            }
            Why::NoSuchSubject => "没有这个代码的主体，表里也没有；请先登记它，或核对代码".into(),
            Why::NoSuchIndicator => "没有这个指标；请核对代码，新指标先写进指标目录 indicators.toml".into(),
            Why::NoSuchUnit => "没有这个计量单位；请写元、万元、家、人、% 这样的单位".into(),
        }
    }

    /// In English: what was given and what would be accepted.
    pub fn en(&self) -> String {
        match self {
            Why::NotANumber { unit } => format!("not a number; give a number in {unit}, or leave it blank if missing"),
            Why::ErrorCell => "the cell is a formula error; mend the formula or give the value".into(),
            Why::WrongUnit { found, .. } if is_misread_digit(found) => {
                format!("there is a letter, `{found}`, among the digits, perhaps for a 0 or a 1; check it and write digits")
            }
            Why::WrongUnit { found, accepted } => {
                format!("the unit `{found}` doesn't fit; one of {} would", list(accepted, ", "))
            }
            Why::Beyond { maximum } => format!("above the indicator's maximum of {maximum}; check the number and its unit"),
            Why::Below { minimum } if minimum.starts_with("0 ") => "can't be negative; check the sign".to_owned(),
            Why::Below { minimum } => format!("below the indicator's minimum of {minimum}; check the sign and the number"),
            Why::TooFine { unit, scale: 0 } => format!("has decimal places; in {unit} it must be whole"),
            Why::TooFine { unit, scale } => format!("too many decimal places; in {unit} at most {scale} are kept"),
            Why::UnknownValue { accepted, near } => {
                let hint = near.as_ref().map_or(String::new(), |near| format!(" (did you mean `{near}`?)"));
                format!("not one of the values{hint}; one of {} would do", accepted.join(", "))
            }
            Why::NotYesNo => "neither yes nor no; write 是 or 否, or leave it blank if missing".into(),
            Why::NotADate => "not a date; write it as 2025-03-01".into(),
            Why::NoDay => "the day is missing; write the whole date, as 2025-03-01".into(),
            Why::NotAPeriod => "not a period; write it as 2025, 2025Q1, 2025-03 or 2025年1—5月".into(),
            Why::Duplicate { first, equal } => {
                let figures = if *equal { "with equal figures" } else { "with other figures" };
                format!("this subject stands in row {first} already, {figures}; keep one row a subject")
            }
            Why::NoId => "the row names no subject; give its unified social credit code".into(),
            Why::LostDigits => {
                "the code is kept as a number, whose digits after the 15th are lost; make the column text and type it again"
                    .into()
            }
            Why::TooLong { chars } => format!("the text has {chars} characters; a cell holds at most {CELL_LIMIT}"),
            Why::Undecodable { encoding } => format!("not text in {encoding}; save the whole file as UTF-8"),
            Why::MixedEncoding { encoding } => {
                format!("this row is in UTF-8 while the file is read as {encoding}; save the whole file as UTF-8")
            }
            Why::Disagree { other, value } => {
                format!("the duplicate column {other} says `{value}`; keep one column, or make them agree")
            }
            Why::TooManyCells { found, expected } => {
                format!("the row has {found} cells and the header {expected} columns; quote what holds the separator")
            }
            Why::OpenQuote => "a quotation mark is never closed, so what follows can't be split; close it".into(),
            Why::NotOneDayAName { names, days } => format!(
                "{names} former names and {days} days of change; give one day a name, the earliest first, with `；` between, or no day"
            ),
            Why::NoSuchSubject => "no subject has this code, nor does the file; register it first, or check the code".into(),
            Why::NoSuchIndicator => {
                "there is no such indicator; check the code, or declare it first in an indicators.toml".into()
            }
            Why::NoSuchUnit => "there is no such unit; write 元, 万元, 家, 人, % or the like".into(),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

/// The most characters in a cell, which is Excel's own limit.
pub(crate) const CELL_LIMIT: usize = 32_767;

/// The most characters of a value that a message repeats.
const SHOWN: usize = 60;

/// A value as messages show it: on one line, cut after 60 characters with its length.
pub(crate) fn shown(value: &str) -> String {
    shown_of(value, value.chars().count())
}

/// As [`shown`], of a value whose head alone is at hand.
pub(crate) fn shown_of(head: &str, chars: usize) -> String {
    let mut line: String = head.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars > SHOWN {
        line.push_str(&format!("… ({chars})"));
    }
    line
}
