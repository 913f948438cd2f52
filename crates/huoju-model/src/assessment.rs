//! What an assessment (评价结果) ends in, and how it treats what is missing.

use std::fmt;

/// The outcome (结果) of an assessment: three-valued, since a missing figure is not a zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// 通过: holds whatever the missing figures are.
    Pass,
    /// 未通过: fails whatever the missing figures are.
    Fail,
    /// 待定: what is missing could decide it either way.
    Undetermined,
}

impl Outcome {
    /// The word that files carry: `pass`, `fail` or `undetermined`.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::Undetermined => "undetermined",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// When a criterion counts as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingMode {
    /// Any missing input, or a denominator that is not positive, leaves the criterion missing.
    Strict,
    /// The criterion is missing only if what is known does not settle it.
    Settled,
}

impl MissingMode {
    /// The word that schemes and options use: `strict` or `settled`.
    pub fn code(self) -> &'static str {
        match self {
            MissingMode::Strict => "strict",
            MissingMode::Settled => "settled",
        }
    }

    /// Reads [`code`](Self::code) back.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "strict" => Some(MissingMode::Strict),
            "settled" => Some(MissingMode::Settled),
            _ => None,
        }
    }
}
