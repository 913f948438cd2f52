//! What is wrong with the files of a contest: each fault with its file, line, column, value and what is accepted.

/// One fault. A contest with any is not ranked: a place that rests on a slip would have to be taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {column} `{value}`: {}", why.en())]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where it is about the whole file.
    pub line: u64,
    /// The column, or empty.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong and what would be right.
    pub why: Why,
}

/// What is wrong, with what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A column that must be there isn't.
    NoColumn,
    /// A column that nothing reads; with the columns that may stand there.
    StrayColumn(Vec<String>),
    /// Nothing stands where something must.
    Blank,
    /// Not a number.
    NotANumber,
    /// Outside the range of the criterion.
    OutOfRange {
        /// The lowest mark.
        least: String,
        /// The highest mark.
        most: String,
    },
    /// Finer than the criterion's step.
    TooFine(String),
    /// No criterion, section or item of this name; with those that there are.
    Unknown(Vec<String>),
    /// An entry that the list of entries doesn't have.
    UnknownEntry,
    /// The same key on an earlier line.
    Twice(u64),
    /// No state of a mark; with those that there are.
    State(&'static str),
    /// A mark beside a state that excludes one.
    MarkBesideState,
    /// An expert with two groups; with the other.
    TwoGroups(String),
    /// A line with more or fewer cells than the header.
    Ragged {
        /// How many the header has.
        wanted: usize,
        /// How many stand there.
        found: usize,
    },
    /// A table that the rule reads and nobody gave.
    NoTable,
    /// A table that the rule doesn't read; with those that it does.
    StrayTable(Vec<String>),
    /// No entry to rank.
    Empty,
}

impl Why {
    /// 中文
    pub fn zh(&self) -> String {
        match self {
            Why::NoColumn => "缺少这一列".into(),
            Why::StrayColumn(known) => format!("不认识的列；可以有：{}", known.join("、")),
            Why::Blank => "没有填写".into(),
            Why::NotANumber => "不是数；请填十进制数，没有给分的请留空并在 state 填 absent 或 recused".into(),
            Why::OutOfRange { least, most } => format!("超出范围；应为 {least} 至 {most}"),
            Why::TooFine(step) => format!("小数位数过多；应为 {step} 的整数倍"),
            Why::Unknown(known) if known.is_empty() => "排序规则里没有这一项；此处应留空".into(),
            Why::Unknown(known) => format!("排序规则里没有；可用：{}", known.join("、")),
            Why::UnknownEntry => "申报名单里没有这一项；请核对编号，或补进名单".into(),
            Why::Twice(line) => format!("第{line}行已经填过；每位专家对每项只能有一个分"),
            Why::State(known) => format!("不认识的状态；可用：{known}"),
            Why::MarkBesideState => "状态为缺席或回避的不能有分；请去掉分或改正状态".into(),
            Why::TwoGroups(other) => format!("同一位专家前面填的是“{other}”；一位专家只能有一个分组"),
            Why::Ragged { wanted, found } => format!("这一行有 {found} 格，表头有 {wanted} 格"),
            Why::NoTable => "排序规则要用这张附表；请用 --table 名称=文件 给出".into(),
            Why::StrayTable(known) if known.is_empty() => "排序规则不用附表".into(),
            Why::StrayTable(known) => format!("排序规则不用这张附表；可用：{}", known.join("、")),
            Why::Empty => "没有一项可以排序；请核对文件".into(),
        }
    }

    /// English
    pub fn en(&self) -> String {
        match self {
            Why::NoColumn => "this column is missing".into(),
            Why::StrayColumn(known) => format!("an unknown column; there may be {}", known.join(", ")),
            Why::Blank => "nothing stands here".into(),
            Why::NotANumber => {
                "not a number; write a decimal, or leave it blank and write absent or recused as the state".into()
            }
            Why::OutOfRange { least, most } => format!("out of range; {least} to {most} is accepted"),
            Why::TooFine(step) => format!("too many decimals; multiples of {step} are accepted"),
            Why::Unknown(known) if known.is_empty() => "the rank rule has none; leave it blank".into(),
            Why::Unknown(known) => format!("the rank rule doesn't know it; accepted: {}", known.join(", ")),
            Why::UnknownEntry => "not on the list of entries; check the id, or add it to the list".into(),
            Why::Twice(line) => format!("line {line} has it already; an expert gives each thing one mark"),
            Why::State(known) => format!("an unknown state; accepted: {known}"),
            Why::MarkBesideState => "who is absent or recused gives no mark; take it away or correct the state".into(),
            Why::TwoGroups(other) => format!("the same expert's group is `{other}` above; an expert has one group"),
            Why::Ragged { wanted, found } => format!("{found} cells where the header has {wanted}"),
            Why::NoTable => "the rank rule reads this table; give it with --table NAME=FILE".into(),
            Why::StrayTable(known) if known.is_empty() => "the rank rule reads no tables".into(),
            Why::StrayTable(known) => format!("the rank rule doesn't read this table; it reads {}", known.join(", ")),
            Why::Empty => "there is nothing to rank; check the file".into(),
        }
    }
}
