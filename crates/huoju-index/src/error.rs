//! What is wrong with an index file or with the data given to it, and what was remarkable and yet could be done.
//!
//! `Display` is for logs; [`Fault::zh`] and its like are for people, each with the next step.

/// Something wrong with an index file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.en())]
pub struct Fault {
    /// The indicator or node it is about; empty where it is about the whole.
    pub element: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with an index file.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// An id that is there already.
    Twice,
    /// A parent that is not there.
    NoSuchParent(String),
    /// A parent that is an indicator.
    ParentIsIndicator(String),
    /// Every node has a parent.
    NoRoot,
    /// A second node without a parent; the first.
    TwoRoots(String),
    /// A node that is its own ancestor.
    Circle,
    /// A node without children.
    NoChildren,
    /// A group whose weights are all zero.
    NoWeight,
    /// A weight below zero, or none.
    Weight(f64),
    /// A target is wanted and not given.
    NoTarget,
    /// Goalposts are wanted and not given.
    NoGoalposts,
    /// Goalposts of which the low one is not below the high one.
    Goalposts(f64, f64),
}

impl Fault {
    /// A fault of an element.
    pub fn new(element: &str, kind: FaultKind) -> Self {
        Fault { element: element.to_owned(), kind }
    }

    /// What is wrong, in Chinese.
    pub fn zh(&self) -> String {
        let id = &self.element;
        match &self.kind {
            FaultKind::Twice => format!("`{id}` 出现两次；节点和指标共用一套代码，各用一次"),
            FaultKind::NoSuchParent(parent) => format!("`{id}` 的上级 `{parent}` 不存在；请写一个 [[node]] 的 id"),
            FaultKind::ParentIsIndicator(parent) => {
                format!("`{id}` 的上级 `{parent}` 是指标；上级只能是 [[node]]")
            }
            FaultKind::NoRoot => "没有根：应有且只有一个不写 parent 的 [[node]]".to_owned(),
            FaultKind::TwoRoots(first) => {
                format!("`{id}` 和 `{first}` 都没有 parent，就有了两个根；给其中一个写上 parent")
            }
            FaultKind::Circle => format!("节点 `{id}` 绕成了圈，到不了根；请改 parent"),
            FaultKind::NoChildren => format!("节点 `{id}` 没有下级；给它指标，或删去它"),
            FaultKind::NoWeight => format!("节点 `{id}` 的下级权重全是 0；至少一个应大于 0"),
            FaultKind::Weight(weight) => format!("`{id}` 的权重 {weight} 不可用；应为 0 或正数"),
            FaultKind::NoTarget => format!("指标 `{id}` 按目标值标准化，却没有 target；请写 target = 数"),
            FaultKind::NoGoalposts => {
                format!("指标 `{id}` 按上下限标准化，却没有 goalposts；请写 goalposts = [下限, 上限]")
            }
            FaultKind::Goalposts(low, high) => format!("指标 `{id}` 的下限 {low} 应小于上限 {high}"),
        }
    }

    /// What is wrong, in English.
    pub fn en(&self) -> String {
        let id = &self.element;
        match &self.kind {
            FaultKind::Twice => format!("`{id}` is there twice; nodes and indicators share one namespace"),
            FaultKind::NoSuchParent(parent) => {
                format!("there is no node `{parent}`, the parent of `{id}`; write the id of a [[node]]")
            }
            FaultKind::ParentIsIndicator(parent) => {
                format!("`{parent}`, the parent of `{id}`, is an indicator; only a [[node]] can be a parent")
            }
            FaultKind::NoRoot => "there is no root: exactly one [[node]] goes without a parent".to_owned(),
            FaultKind::TwoRoots(first) => {
                format!("neither `{id}` nor `{first}` has a parent, so there are two roots; give one of them a parent")
            }
            FaultKind::Circle => {
                format!("the node `{id}` is its own ancestor and never reaches the root; mend a parent")
            }
            FaultKind::NoChildren => format!("the node `{id}` has no children; give it indicators or take it out"),
            FaultKind::NoWeight => format!("the weights below `{id}` are all zero; at least one must be above"),
            FaultKind::Weight(weight) => format!("`{id}` can't weigh {weight}; a weight is zero or more"),
            FaultKind::NoTarget => {
                format!("`{id}` is normalised by its target and has none; write target = a number")
            }
            FaultKind::NoGoalposts => {
                format!("`{id}` is normalised by its goalposts and has none; write goalposts = [low, high]")
            }
            FaultKind::Goalposts(low, high) => {
                format!("the goalposts of `{id}` must rise, not go from {low} to {high}")
            }
        }
    }
}

/// Why no index could be made of these data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IndexError {
    /// A column that the index needs is not among the data.
    #[error("the data have no column `{column}`, which the index needs as {role}")]
    Column {
        /// Its code.
        column: String,
        /// What for: `indicator`, `denominator`, `group`.
        role: &'static str,
    },
    /// No subject.
    #[error("the data hold no subject")]
    NoSubject,
    /// One subject only, where its score depends on the others.
    #[error("there is one subject only, `{subject}`: its score depends on others")]
    OneSubject {
        /// Its id.
        subject: String,
    },
    /// The subject of a reference is not there.
    #[error("the reference subject `{subject}` is not among the data")]
    NoReference {
        /// Its id.
        subject: String,
    },
    /// No indicator has any spread or figure left.
    #[error("no subject gets a score: every indicator is missing or constant")]
    AllMissing,
    /// A weight set leaves all of a group at zero.
    #[error("weight set {row}: all of `{element}` weigh {weight}")]
    WeightSet {
        /// The set, from 1.
        row: usize,
        /// The element or group.
        element: String,
        /// The weight.
        weight: f64,
    },
}

impl IndexError {
    /// The error in Chinese, with the next step.
    pub fn zh(&self) -> String {
        match self {
            IndexError::Column { column, role } => {
                let role = match *role {
                    "denominator" => "分母",
                    "group" => "分组",
                    _ => "指标",
                };
                format!("数据里没有{role}列 `{column}`；请补上这一列，或改指数文件")
            }
            IndexError::NoSubject => "数据里没有主体".to_owned(),
            IndexError::OneSubject { subject } => {
                format!("只有一个主体 `{subject}`，而得分要由各主体比较得出；请加入其他主体，或用 goalposts 标准化")
            }
            IndexError::NoReference { subject } => format!("参照主体 `{subject}` 不在数据里；请核对 subject"),
            IndexError::AllMissing => "没有主体得分：各指标不是缺就是没有差别；请核对数据".to_owned(),
            IndexError::WeightSet { row, element, weight } => {
                format!("第 {row} 组权重里 `{element}` 之下全为 {weight}；请至少给其中一项正的权重")
            }
        }
    }

    /// The error in English, with the next step.
    pub fn en(&self) -> String {
        match self {
            IndexError::Column { .. } => format!("{self}; add it, or change the index file"),
            IndexError::OneSubject { .. } => format!("{self}; add subjects, or normalise by goalposts"),
            IndexError::NoReference { .. } => format!("{self}; check `subject`"),
            IndexError::AllMissing => format!("{self}; check the data"),
            IndexError::WeightSet { .. } => {
                format!("{self}; give at least one of them a weight above zero")
            }
            IndexError::NoSubject => self.to_string(),
        }
    }
}

/// Something remarkable that did not stop the run: what was met, where, and what was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// What was met.
    pub what: What,
    /// The indicator or node.
    pub element: String,
    /// The subject, where it is about one.
    pub subject: Option<String>,
}

/// What can be remarkable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A denominator of zero: the figure counts as missing.
    ZeroDenominator,
    /// All figures are equal where a spread is needed: the indicator is left out.
    Constant,
    /// No figure at all: the indicator is left out.
    AllMissing,
    /// The target is the worst value: the indicator is left out.
    TargetIsWorst,
    /// The reference has no figure or is the worst: the indicator is left out.
    ReferenceIsWorst,
    /// A logarithm of what is not above zero: the indicator is not transformed.
    NoLogarithm,
    /// A geometric or harmonic mean over a zero: it is zero.
    ZeroInMean,
    /// A geometric, harmonic or power mean over a negative number: it is missing.
    NegativeInMean,
    /// Too few figures: the subject is left out.
    Screened,
    /// Weights that nobody has published: equal.
    UnknownWeights,
}

impl Remark {
    pub(crate) fn new(what: What, element: &str, subject: Option<&str>) -> Self {
        Remark { what, element: element.to_owned(), subject: subject.map(str::to_owned) }
    }

    /// The remark in Chinese.
    pub fn zh(&self) -> String {
        let (id, subject) = (&self.element, self.subject.as_deref().unwrap_or_default());
        match self.what {
            What::ZeroDenominator => format!("`{id}`：主体 {subject} 的分母是 0，按缺失处理"),
            What::Constant => format!("`{id}`：各主体的数全都相等，分不出高低，不计入指数"),
            What::AllMissing => format!("`{id}`：没有一个数，不计入指数"),
            What::TargetIsWorst => format!("`{id}`：目标值等于最差值，无法标准化，不计入指数"),
            What::ReferenceIsWorst => format!("`{id}`：参照主体没有数或正是最差，无法标准化，不计入指数"),
            What::NoLogarithm => format!("`{id}`：有 0 或负数，不能取对数，不作变换"),
            What::ZeroInMean => format!("`{id}`：主体 {subject} 的下级有 0 分，几何或调和平均得 0"),
            What::NegativeInMean => format!("`{id}`：主体 {subject} 的下级有负分，无法作这种平均，按缺失处理"),
            What::Screened => format!("主体 {subject} 的数太少，不参加排名"),
            What::UnknownWeights => format!("`{id}`：下级权重未知，得分暂按等权，名次区间按一切可能的权重"),
        }
    }

    /// The remark in English.
    pub fn en(&self) -> String {
        let (id, subject) = (&self.element, self.subject.as_deref().unwrap_or_default());
        match self.what {
            What::ZeroDenominator => {
                format!("`{id}`: the denominator of {subject} is zero, so its figure counts as missing")
            }
            What::Constant => format!("`{id}`: all figures are equal and tell nobody apart, so it is left out"),
            What::AllMissing => format!("`{id}`: there is not one figure, so it is left out"),
            What::TargetIsWorst => format!("`{id}`: the target equals the worst value, so it is left out"),
            What::ReferenceIsWorst => {
                format!("`{id}`: the reference subject has no figure or is the worst itself, so it is left out")
            }
            What::NoLogarithm => format!("`{id}`: has zeros or negative numbers, so it is not transformed"),
            What::ZeroInMean => {
                format!("`{id}`: a child of {subject} scores zero, so the geometric or harmonic mean is zero")
            }
            What::NegativeInMean => {
                format!("`{id}`: a child of {subject} scores below zero, so there is no such mean and it is missing")
            }
            What::Screened => format!("{subject} has too few figures and is not ranked"),
            What::UnknownWeights => {
                format!(
                    "`{id}`: the weights below it are unknown; scores take equal ones, intervals all that are possible"
                )
            }
        }
    }
}
