//! Units of measure (计量单位): conversion between those of one dimension, and the algebra of dimensions.
//!
//! A unit is one row of [`UNITS`]. Units of one dimension convert exactly by `num / den`; units of different
//! dimensions never compare: 元 against 人, 元 against 美元, or 件 against 项 is an error at load. Where offices write 件
//! for a count that one indicator keeps in 项, that indicator says so ([`crate::Amount::also_units`]); nothing here does.

use std::fmt;

/// What is counted or measured; the axes of a [`Dimension`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Base {
    /// 人民币
    Yuan,
    /// 美元, kept apart: there is no exact rate.
    Dollar,
    /// 人
    Person,
    /// 人年, full-time equivalent
    PersonYear,
    /// 件: patents, works
    Piece,
    /// 项: projects, prizes, standards
    Item,
    /// 家: enterprises, institutions
    Establishment,
    /// 个
    Each,
    /// 人次
    Visit,
    /// 分, points of a scheme
    Point,
    /// 天
    Day,
    /// 工作日
    WorkingDay,
    /// 月
    Month,
    /// 年
    Year,
    /// 吨标准煤
    CoalTonne,
    /// 平方米
    SquareMetre,
    /// 类: classes of industry
    Class,
}

const N_BASES: usize = 17;

/// A product of powers of [`Base`]s; a ratio of like amounts has none left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Dimension([i8; N_BASES]);

impl Dimension {
    /// A bare number or a ratio.
    pub const NONE: Dimension = Dimension([0; N_BASES]);

    /// The dimension of one base.
    pub const fn of(base: Base) -> Self {
        let mut powers = [0; N_BASES];
        powers[base as usize] = 1;
        Dimension(powers)
    }

    /// The dimension of one base over another.
    const fn ratio(over: Base, under: Base) -> Self {
        let mut powers = [0; N_BASES];
        powers[over as usize] = 1;
        powers[under as usize] = -1;
        Dimension(powers)
    }

    /// Whether nothing is left: a bare number or a ratio.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether it counts things: 件, 项, 家, 个 or 人. Only a count can be written in another's unit and stay the same
    /// number.
    pub fn is_count(self) -> bool {
        let counts = [Base::Piece, Base::Item, Base::Establishment, Base::Each, Base::Person];
        counts.into_iter().any(|base| self == Dimension::of(base))
    }

    /// The dimension of a product.
    pub fn times(self, other: Self) -> Self {
        self.combined(other, i8::saturating_add)
    }

    /// The dimension of a quotient.
    pub fn over(self, other: Self) -> Self {
        self.combined(other, i8::saturating_sub)
    }

    fn combined(mut self, other: Self, op: impl Fn(i8, i8) -> i8) -> Self {
        for (power, by) in self.0.iter_mut().zip(other.0) {
            *power = op(*power, by);
        }
        self
    }

    /// The unit whose factor is 1, where this is a plain unit's dimension.
    pub fn base_unit(self) -> Option<Unit> {
        Unit::all().find(|unit| unit.dimension() == self && unit.factor() == (1, 1))
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() {
            return f.write_str("1");
        }
        let part = |sign: i8| {
            Unit::all()
                .filter(|unit| unit.factor() == (1, 1))
                .flat_map(move |unit| {
                    let base = unit.dimension().0.iter().position(|&p| p == 1);
                    let power = base.map_or(0, |b| self.0[b] * sign);
                    std::iter::repeat_n(unit.symbol(), power.max(0) as usize)
                })
                .collect::<Vec<_>>()
                .join("·")
        };
        let (over, under) = (part(1), part(-1));
        match (over.is_empty(), under.is_empty()) {
            (_, true) => f.write_str(&over),
            (true, false) => write!(f, "1/{under}"),
            (false, false) => write!(f, "{over}/{under}"),
        }
    }
}

struct Row {
    symbol: &'static str,
    also: &'static [&'static str],
    en: &'static str,
    dimension: Dimension,
    num: i64,
    den: i64,
}

const fn row(symbol: &'static str, also: &'static [&'static str], en: &'static str, base: Base, num: i64) -> Row {
    Row { symbol, also, en, dimension: Dimension::of(base), num, den: 1 }
}

/// Every unit, the base of each dimension first.
static UNITS: &[Row] = &[
    row("元", &["人民币元", "CNY", "RMB", "yuan"], "yuan", Base::Yuan, 1),
    row("千元", &["仟元"], "thousand yuan", Base::Yuan, 1_000),
    row("万元", &["人民币万元", "萬元"], "10,000 yuan", Base::Yuan, 10_000),
    row("百万元", &[], "million yuan", Base::Yuan, 1_000_000),
    row("千万元", &[], "10 million yuan", Base::Yuan, 10_000_000),
    row("亿元", &["億元"], "100 million yuan", Base::Yuan, 100_000_000),
    row("万亿元", &[], "trillion yuan", Base::Yuan, 1_000_000_000_000),
    row("美元", &["USD"], "US dollars", Base::Dollar, 1),
    row("千美元", &[], "thousand US dollars", Base::Dollar, 1_000),
    row("万美元", &[], "10,000 US dollars", Base::Dollar, 10_000),
    row("百万美元", &[], "million US dollars", Base::Dollar, 1_000_000),
    row("亿美元", &[], "100 million US dollars", Base::Dollar, 100_000_000),
    row("人", &["名", "persons"], "persons", Base::Person, 1),
    row("万人", &[], "10,000 persons", Base::Person, 10_000),
    row("人年", &[], "person-years", Base::PersonYear, 1),
    row("件", &[], "pieces", Base::Piece, 1),
    row("万件", &[], "10,000 pieces", Base::Piece, 10_000),
    row("项", &["項"], "items", Base::Item, 1),
    row("万项", &[], "10,000 items", Base::Item, 10_000),
    row("家", &[], "establishments", Base::Establishment, 1),
    row("万家", &[], "10,000 establishments", Base::Establishment, 10_000),
    row("个", &["個"], "each", Base::Each, 1),
    row("万个", &[], "10,000 each", Base::Each, 10_000),
    row("人次", &[], "visits", Base::Visit, 1),
    row("万人次", &[], "10,000 visits", Base::Visit, 10_000),
    row("分", &["points"], "points", Base::Point, 1),
    row("天", &["日", "days"], "days", Base::Day, 1),
    row("工作日", &["个工作日", "working days"], "working days", Base::WorkingDay, 1),
    row("个月", &["months"], "months", Base::Month, 1),
    row("年", &["years"], "years", Base::Year, 1),
    row("吨标准煤", &["吨标煤", "tce"], "tonnes of coal equivalent", Base::CoalTonne, 1),
    row("万吨标准煤", &["万吨标煤"], "10,000 tonnes of coal equivalent", Base::CoalTonne, 10_000),
    Row {
        symbol: "吨标准煤/万元",
        also: &["吨标煤/万元"],
        en: "tonnes of coal equivalent per 10,000 yuan",
        dimension: Dimension::ratio(Base::CoalTonne, Base::Yuan),
        num: 1,
        den: 10_000,
    },
    row("类", &[], "classes", Base::Class, 1),
    row("平方米", &["㎡", "m2", "m²"], "square metres", Base::SquareMetre, 1),
    row("万平方米", &[], "10,000 square metres", Base::SquareMetre, 10_000),
    row("公顷", &[], "hectares", Base::SquareMetre, 10_000),
    row("平方公里", &["km2", "km²"], "square kilometres", Base::SquareMetre, 1_000_000),
    Row { symbol: "亩", also: &["畝"], en: "mu", dimension: Dimension::of(Base::SquareMetre), num: 10_000, den: 15 },
    Row { symbol: "倍", also: &[], en: "times", dimension: Dimension::NONE, num: 1, den: 1 },
    Row { symbol: "%", also: &["％", "百分之"], en: "%", dimension: Dimension::NONE, num: 1, den: 100 },
    Row { symbol: "‰", also: &[], en: "per mille", dimension: Dimension::NONE, num: 1, den: 1_000 },
    Row {
        symbol: "百分点",
        also: &["个百分点"],
        en: "percentage points",
        dimension: Dimension::NONE,
        num: 1,
        den: 100,
    },
];

/// A unit of measure (计量单位), such as 元, 万元, 人 or %.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit(u8);

impl Unit {
    /// 元
    pub const YUAN: Unit = Unit(0);

    /// Every unit, the base of each dimension before its multiples.
    pub fn all() -> impl Iterator<Item = Unit> {
        (0..UNITS.len()).map(|index| Unit(index as u8))
    }

    /// The unit written so, by its symbol or a common other form; `cny` is `CNY`.
    pub fn parse(symbol: &str) -> Option<Unit> {
        let symbol = symbol.trim();
        let is = |form: &str| form.eq_ignore_ascii_case(symbol);
        Self::all().find(|unit| is(unit.symbol()) || unit.row().also.iter().any(|form| is(form)))
    }

    fn row(self) -> &'static Row {
        &UNITS[self.0 as usize]
    }

    /// The symbol that files and pages show: `万元`.
    pub fn symbol(self) -> &'static str {
        self.row().symbol
    }

    /// The English name: `10,000 yuan`.
    pub fn en(self) -> &'static str {
        self.row().en
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.row().dimension
    }

    /// How many base units one of this is, as an exact fraction: 万元 is `(10000, 1)`, % is `(1, 100)`.
    pub fn factor(self) -> (i64, i64) {
        (self.row().num, self.row().den)
    }

    /// The fraction that turns an amount in this unit into one in `other`; `None` where the dimensions differ.
    pub fn conversion(self, other: Unit) -> Option<(i64, i64)> {
        (self.dimension() == other.dimension()).then(|| self.like_for_like(other))
    }

    /// As [`conversion`](Self::conversion), with the base of one dimension taken for the base of the other.
    pub(crate) fn like_for_like(self, other: Unit) -> (i64, i64) {
        let ((a, b), (c, d)) = (self.factor(), other.factor());
        let (num, den) = (a * d, b * c);
        let divisor = gcd(num, den);
        (num / divisor, den / divisor)
    }

    /// The units of the same dimension, for a message that says what would be accepted.
    pub fn siblings(self) -> impl Iterator<Item = Unit> {
        Self::all().filter(move |unit| unit.dimension() == self.dimension())
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(symbol: &str) -> Unit {
        Unit::parse(symbol).unwrap_or_else(|| panic!("{symbol} is no unit"))
    }

    #[test]
    fn money_converts_by_exact_fractions_and_dollars_stay_apart() {
        assert_eq!(unit("亿元").conversion(unit("万元")), Some((10_000, 1)));
        assert_eq!(unit("千元").conversion(unit("万元")), Some((1, 10)));
        assert_eq!(unit("万亿元").conversion(unit("元")), Some((1_000_000_000_000, 1)));
        assert_eq!(unit("亿美元").conversion(unit("亿元")), None);
        assert_eq!(unit("件").conversion(unit("项")), None);
        assert_eq!(unit("亩").conversion(unit("平方米")), Some((2_000, 3)));
    }

    #[test]
    fn every_symbol_names_one_unit() {
        let mut seen = std::collections::HashSet::new();
        for row in UNITS {
            for symbol in std::iter::once(&row.symbol).chain(row.also) {
                assert!(seen.insert(symbol.to_ascii_lowercase()), "{symbol} twice");
            }
        }
        assert_eq!(unit("元"), Unit::YUAN);
        assert_eq!(unit("cny"), Unit::YUAN);
        assert_eq!(unit("Rmb"), Unit::YUAN);
    }

    #[test]
    fn a_ratio_of_like_amounts_has_no_dimension() {
        let (yuan, person) = (unit("万元").dimension(), unit("人").dimension());
        assert!(yuan.over(unit("亿元").dimension()).is_none());
        assert_eq!(yuan.over(person).to_string(), "元/人");
        assert_eq!(Dimension::NONE.over(person).to_string(), "1/人");
        assert_eq!(yuan.times(yuan).to_string(), "元·元");
        assert_eq!(yuan.base_unit(), Some(Unit::YUAN));
    }
}
