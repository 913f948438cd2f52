//! Indicators (指标): what a code means, once, and the dictionary (指标目录) that finds one by code or header.

use std::collections::HashMap;

use crate::{Dimension, Text, Unit};

/// An indicator (指标): a code with its names, and what its values are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The code that schemes and files use: `rnd`, `ip_class_1`.
    pub code: String,
    /// Its name: 研发费用.
    pub name: Text,
    /// Other headers that offices use for it.
    pub also: Vec<String>,
    /// What its values are.
    pub kind: Kind,
    /// The document that defines it, an id of `sources.toml`.
    pub source: Option<String>,
    /// What it counts and what it leaves out.
    pub note: Option<Text>,
    /// The title (资格) whose holding on the day answers it, where it is such a fact: 高新技术企业.
    pub title: Option<String>,
    /// Of a text: the words (注销, 吊销) with which it says that a subject is no more, so that nobody assesses it.
    pub ends: Vec<String>,
}

/// What the values of an indicator are, and how a population's column holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A number with a unit; an `Int64` column of its smallest unit.
    Amount(Amount),
    /// True or false; a `Boolean` column.
    Fact {
        /// The value taken where its column is absent or its cell blank, for what offices don't record per
        /// enterprise; explanations say 推定.
        presumed: Option<bool>,
    },
    /// One of a closed list; a `Utf8` column of the values' names.
    Category(Vec<Category>),
    /// Free text; a `Utf8` column. Never decides anything but equality.
    Text,
    /// A day; a `Date32` column.
    Date,
}

/// An amount: integers of `10^-scale` of `unit`, within declared bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The unit that the indicator is kept in.
    pub unit: Unit,
    /// Decimal places of that unit that are kept: 元 at scale 2 keeps 分.
    pub scale: u8,
    /// The least value, in smallest units: 0 unless the indicator may be negative.
    pub minimum: i64,
    /// The greatest value, in smallest units. Every comparison is proven not to overflow from it.
    pub maximum: i64,
    /// Whether more decimal places than `scale` are rounded half up, and reported, rather than refused.
    pub rounds: bool,
    /// Units of another dimension that offices write for the very same count, 件 where it is kept in 项: they and
    /// their multiples are read one for one.
    pub also_units: Vec<Unit>,
}

/// One value of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The value as schemes and columns write it.
    pub name: String,
    /// Other spellings met in files.
    pub also: Vec<String>,
}

impl Amount {
    /// What it measures.
    pub fn dimension(&self) -> Dimension {
        self.unit.dimension()
    }

    /// How many base units one smallest unit is, as an exact fraction: 分 of 元 is `(1, 100)`.
    pub fn step(&self) -> (i64, i64) {
        let (num, den) = self.unit.factor();
        (num, den * 10i64.pow(u32::from(self.scale)))
    }

    /// Whether a unit is not the amount's own kind but one of its `also_units`, or a multiple of one.
    pub fn is_also(&self, unit: Unit) -> bool {
        self.also_units.iter().any(|also| also.dimension() == unit.dimension())
    }

    /// The fraction that turns a figure in `unit` into one in the amount's own: 万件 into 项 is `(10000, 1)` where 件 is
    /// one of its `also_units`. `None` where the unit doesn't fit.
    pub fn conversion(&self, unit: Unit) -> Option<(i64, i64)> {
        if self.is_also(unit) { Some(unit.like_for_like(self.unit)) } else { unit.conversion(self.unit) }
    }

    /// The bases of a unit that is read one for one and of the amount's own, for a remark: 件 and 项 for 万件.
    pub fn one_for_one(&self, unit: Unit) -> Option<(Unit, Unit)> {
        let base = |unit: Unit| unit.dimension().base_unit();
        self.is_also(unit).then(|| base(unit).zip(base(self.unit))).flatten()
    }

    /// Every unit that a file may give it in, its own kind first.
    pub fn accepted_units(&self) -> impl Iterator<Item = Unit> {
        self.unit.siblings().chain(self.also_units.iter().flat_map(|unit| unit.siblings()))
    }
}

impl Indicator {
    /// The amount's declaration, where this is an amount.
    pub fn amount(&self) -> Option<&Amount> {
        match &self.kind {
            Kind::Amount(amount) => Some(amount),
            _ => None,
        }
    }
}

/// How a header names an indicator: see [`Dictionary::named`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<'d> {
    /// The indicator.
    pub indicator: &'d Indicator,
    /// Periods before the period of the row: 0, or 1 for `revenue@-1`.
    pub earlier: u8,
    /// The unit given in the header, where one is.
    pub unit: Option<Unit>,
}

/// Why a dictionary can't hold an indicator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DictionaryError {
    /// Two indicators have one code.
    #[error("indicator `{0}` is declared twice")]
    Code(String),
    /// Two indicators answer to one name or other header.
    #[error("`{name}` names both `{first}` and `{second}`")]
    Name {
        /// The name in question.
        name: String,
        /// The code that had it first.
        first: String,
        /// The code that wants it too.
        second: String,
    },
}

/// The dictionary of indicators (指标目录).
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    indicators: Vec<Indicator>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Dictionary {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an indicator. Two may not share a code, a name or another header.
    pub fn add(&mut self, indicator: Indicator) -> Result<(), DictionaryError> {
        let index = self.indicators.len();
        if self.by_code.contains_key(&indicator.code) {
            return Err(DictionaryError::Code(indicator.code));
        }
        let names: Vec<String> = std::iter::once(&indicator.name.zh)
            .chain(&indicator.name.en)
            .chain(&indicator.also)
            .map(|name| folded(name))
            .collect();
        for name in &names {
            if let Some(&first) = self.by_name.get(name).filter(|&&first| first != index) {
                return Err(DictionaryError::Name {
                    name: name.clone(),
                    first: self.indicators[first].code.clone(),
                    second: indicator.code,
                });
            }
        }
        self.by_name.extend(names.into_iter().map(|name| (name, index)));
        self.by_code.insert(indicator.code.clone(), index);
        self.indicators.push(indicator);
        Ok(())
    }

    /// The indicator of this code.
    pub fn get(&self, code: &str) -> Option<&Indicator> {
        self.by_code.get(code).map(|&index| &self.indicators[index])
    }

    /// All of them, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter()
    }

    /// Reads a column's header: a code or a name, then an optional unit in brackets and an optional earlier
    /// period: `revenue`, `revenue[万元]`, `营业收入(万元)`, `营业收入（万元）@-1`, `营业收入，万元`.
    /// `None` where no indicator answers to it; `Some` with no unit where it gives none.
    pub fn named(&self, header: &str) -> Option<Named<'_>> {
        let header = folded(header);
        let (rest, earlier) = split_earlier(&header);
        if let Some(indicator) = self.find(rest) {
            return Some(Named { indicator, earlier, unit: None });
        }
        let (name, unit) = split_unit(rest)?;
        let (name, earlier) = match split_earlier(name) {
            (_, 0) => (name, earlier),
            found => found,
        };
        Some(Named { indicator: self.find(name)?, earlier, unit: Some(unit) })
    }

    fn find(&self, name: &str) -> Option<&Indicator> {
        let index = self.by_code.get(name).or_else(|| self.by_name.get(name))?;
        Some(&self.indicators[*index])
    }
}

/// A header or a word without the white space, line breaks, stars, case and widths in which offices differ; two that
/// fold alike are the same name.
pub fn folded(header: &str) -> String {
    header
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | '\u{feff}' | '\u{200b}'))
        .map(|c| match c {
            '（' | '【' | '［' => '(',
            '）' | '】' | '］' => ')',
            '[' => '(',
            ']' => ')',
            '，' => ',',
            '：' => ':',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// `revenue@-1` into the name and 1; what gives no earlier period is 0 periods earlier.
fn split_earlier(header: &str) -> (&str, u8) {
    let split = header.rsplit_once("@-").and_then(|(rest, periods)| Some((rest, periods.parse().ok()?)));
    split.unwrap_or((header, 0))
}

/// `营业收入(万元)` or `营业收入(单位:万元)` or `营业收入,万元` into the name and its unit.
fn split_unit(header: &str) -> Option<(&str, Unit)> {
    let (name, unit) = match header.strip_suffix(')') {
        Some(open) => open.rsplit_once('(')?,
        None => header.rsplit_once(',').or_else(|| header.rsplit_once('/'))?,
    };
    let unit = unit.trim_start_matches("单位").trim_start_matches(':');
    Some((name, Unit::parse(unit)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(code: &str, zh: &str, also: &[&str]) -> Indicator {
        Indicator {
            code: code.into(),
            name: Text::zh(zh),
            also: also.iter().map(|&a| a.into()).collect(),
            kind: Kind::Amount(Amount {
                unit: Unit::YUAN,
                scale: 2,
                minimum: 0,
                maximum: 100_000_000_000_000,
                rounds: false,
                also_units: Vec::new(),
            }),
            source: None,
            note: None,
            title: None,
            ends: Vec::new(),
        }
    }

    fn dictionary() -> Dictionary {
        let mut dictionary = Dictionary::new();
        for indicator in [amount("revenue", "营业收入", &["营收"]), amount("rnd", "研发费用", &["研究开发费用(合计)"])]
        {
            dictionary.add(indicator).expect("two indicators");
        }
        dictionary
    }

    fn named(header: &str) -> String {
        match dictionary().named(header) {
            Some(n) => format!("{} -{} {}", n.indicator.code, n.earlier, n.unit.map_or("", Unit::symbol)),
            None => "none".into(),
        }
    }

    #[test]
    fn a_header_is_a_code_or_a_name_with_unit_and_earlier_period() {
        for (header, read) in [
            ("revenue", "revenue -0 "),
            ("revenue[万元]", "revenue -0 万元"),
            (" 营业收入 （万元） ", "revenue -0 万元"),
            ("营业\n收入(单位：千元)", "revenue -0 千元"),
            ("营收，亿元", "revenue -0 亿元"),
            ("revenue@-1", "revenue -1 "),
            ("revenue[万元]@-2", "revenue -2 万元"),
            ("revenue@-2[万元]", "revenue -2 万元"),
            ("研究开发费用（合计）", "rnd -0 "),
            ("＊营业收入", "revenue -0 "),
            ("REVENUE", "revenue -0 "),
            ("Revenue[CNY]", "revenue -0 元"),
            ("营业收入(同比)", "none"),
            ("revenue@-x", "none"),
            ("", "none"),
        ] {
            assert_eq!(named(header), read, "{header}");
        }
    }

    #[test]
    fn a_unit_that_an_indicator_lists_counts_one_for_one_and_no_other_does() {
        let unit = |symbol| Unit::parse(symbol).expect("a unit");
        let also_units = vec![unit("件"), unit("个")];
        let rights = Amount { unit: unit("项"), scale: 0, minimum: 0, maximum: 1_000, rounds: false, also_units };
        for (symbol, one_is) in [
            ("项", Some((1, 1))),
            ("万项", Some((10_000, 1))),
            ("件", Some((1, 1))),
            ("万件", Some((10_000, 1))),
            ("个", Some((1, 1))),
            ("人", None),
            ("家", None),
            ("%", None),
        ] {
            assert_eq!(rights.conversion(unit(symbol)), one_is, "{symbol}");
        }
        let accepted: Vec<_> = rights.accepted_units().map(Unit::symbol).collect();
        assert_eq!(accepted, ["项", "万项", "件", "万件", "个", "万个"]);
    }

    #[test]
    fn two_indicators_never_answer_to_one_name() {
        let mut dictionary = dictionary();
        let clash = dictionary.add(amount("sales", "销售收入", &["营 收"])).expect_err("营收 is taken");
        assert_eq!(clash.to_string(), "`营收` names both `revenue` and `sales`");
        let twice = dictionary.add(amount("rnd", "研发", &[])).expect_err("rnd is taken");
        assert_eq!(twice.to_string(), "indicator `rnd` is declared twice");
    }
}
