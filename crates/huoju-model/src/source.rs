//! Sources (来源): the document or register that a figure or a rule comes from, and what may be done with it.

use jiff::civil::Date;

use crate::Text;

/// A source (来源), described once and named by its id wherever it acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id: the document number, as 国科发政〔2017〕115号.
    pub id: String,
    /// Whether the id is its number; where that is unknown the id is made of its title.
    pub numbered: bool,
    /// Its title.
    pub title: Text,
    /// Who issued it, in the document's order.
    pub issuer: Vec<String>,
    /// The day it was issued, where known.
    pub issued: Option<Date>,
    /// What its values may be used for.
    pub permitted_use: PermittedUse,
    /// What is to be known of it besides: what of it could not be checked.
    pub note: Option<Text>,
}

/// What the values of a source may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PermittedUse {
    /// 统计专用: unit-level survey data, which may not leave statistics.
    StatisticsOnly,
    /// 行政共享: shared between offices for their duties.
    Administrative,
    /// 企业授权: what the enterprise itself allowed.
    Authorised,
    /// 公开: published.
    #[default]
    Public,
}

impl PermittedUse {
    /// Every use, the narrowest first.
    pub const ALL: [PermittedUse; 4] =
        [PermittedUse::StatisticsOnly, PermittedUse::Administrative, PermittedUse::Authorised, PermittedUse::Public];

    /// The word that files carry.
    pub fn code(self) -> &'static str {
        match self {
            PermittedUse::StatisticsOnly => "statistics",
            PermittedUse::Administrative => "administrative",
            PermittedUse::Authorised => "authorised",
            PermittedUse::Public => "public",
        }
    }

    /// The word that offices use.
    pub fn zh(self) -> &'static str {
        match self {
            PermittedUse::StatisticsOnly => "统计专用",
            PermittedUse::Administrative => "行政共享",
            PermittedUse::Authorised => "企业授权",
            PermittedUse::Public => "公开",
        }
    }

    /// Reads [`code`](Self::code) or [`zh`](Self::zh) back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permitted| permitted.code() == word || permitted.zh() == word)
    }

    /// Whether the values may be used to assess, match or certify one enterprise.
    pub fn may_judge_one(self) -> bool {
        self != PermittedUse::StatisticsOnly
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permitted_use_is_read_by_either_word() {
        for permitted in PermittedUse::ALL {
            assert_eq!(PermittedUse::parse(permitted.code()), Some(permitted));
            assert_eq!(PermittedUse::parse(permitted.zh()), Some(permitted));
        }
        assert_eq!(PermittedUse::parse("内部"), None);
    }

    #[test]
    fn survey_data_never_judges_one_enterprise() {
        let may: Vec<_> = PermittedUse::ALL.into_iter().filter(|u| u.may_judge_one()).map(PermittedUse::zh).collect();
        assert_eq!(may, ["行政共享", "企业授权", "公开"]);
    }
}
