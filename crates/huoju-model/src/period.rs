//! Periods (期): the year, quarter, month, or cumulative months that a figure describes.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A period (期): a [`Span`] of one calendar year, from 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    span: Span,
}

/// Which part of its year a [`Period`] covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    /// 年度
    Year,
    /// 季度, 1 to 4
    Quarter(u8),
    /// 月, 1 to 12
    Month(u8),
    /// 累计: from January through this month. 1—5月 is `Cumulative(5)`; never the same as a month, since its
    /// figures contain each other.
    Cumulative(u8),
}

/// Why a text or a pair of numbers is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not in any form that is read.
    #[error("`{0}` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月")]
    Form(String),
    /// The year is not 1 to 9999.
    #[error("year {0} is out of range; years run from 1 to 9999")]
    Year(i64),
    /// The quarter is not 1 to 4.
    #[error("there is no quarter {0}; quarters run from 1 to 4")]
    Quarter(u8),
    /// The month is not 1 to 12.
    #[error("there is no month {0}; months run from 1 to 12")]
    Month(u8),
    /// A range of months that does not begin in January.
    #[error("`{0}` does not begin in January; cumulative figures run from January")]
    NotFromJanuary(String),
}

const FIRST_YEAR: i16 = 1;
const LAST_YEAR: i16 = 9999;

impl Period {
    /// A whole year.
    pub fn of_year(year: i16) -> Result<Self, PeriodError> {
        Self::new(year, Span::Year)
    }

    /// A span of a year.
    pub fn new(year: i16, span: Span) -> Result<Self, PeriodError> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            return Err(PeriodError::Year(i64::from(year)));
        }
        match span {
            Span::Quarter(q) if !(1..=4).contains(&q) => Err(PeriodError::Quarter(q)),
            Span::Month(m) | Span::Cumulative(m) if !(1..=12).contains(&m) => Err(PeriodError::Month(m)),
            _ => Ok(Period { year, span }),
        }
    }

    /// Reads `2025`, `2025年`, `2025年度`, `2025Q1`, `2025年一季度`, `2025年第1季度`, `2025-03`, `2025年3月`,
    /// `2025年1—5月`; spaces and full-width forms don't matter.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let folded = folded(text);
        let form = || PeriodError::Form(text.trim().chars().take(40).collect());
        let n_digits = folded.bytes().take_while(u8::is_ascii_digit).count();
        let (year, rest) = folded.split_at(n_digits);
        if n_digits != 4 {
            return Err(form());
        }
        let year = year.parse::<i16>().map_err(|_| form())?;
        Self::new(year, span(rest).ok_or_else(form)?.map_err(|_| PeriodError::NotFromJanuary(text.trim().to_owned()))?)
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Which part of the year.
    pub fn span(self) -> Span {
        self.span
    }

    /// The first day.
    pub fn start(self) -> Date {
        let month = match self.span {
            Span::Year | Span::Cumulative(_) => 1,
            Span::Quarter(q) => 3 * q - 2,
            Span::Month(m) => m,
        };
        first_of(self.year, month)
    }

    /// The last day.
    pub fn end(self) -> Date {
        let month = match self.span {
            Span::Year => 12,
            Span::Quarter(q) => 3 * q,
            Span::Month(m) | Span::Cumulative(m) => m,
        };
        first_of(self.year, month).last_of_month()
    }

    /// The period `n` of its kind before: years, quarters, months; for cumulative months the same months of the
    /// year `n` before. Stops at the first year there is.
    pub fn earlier(self, n: u32) -> Self {
        let back = i64::from(n);
        let (year, span) = match self.span {
            Span::Year | Span::Cumulative(_) => (i64::from(self.year) - back, self.span),
            Span::Quarter(q) => {
                let (year, quarter) = shifted(self.year, q, 4, back);
                (year, Span::Quarter(quarter))
            }
            Span::Month(m) => {
                let (year, month) = shifted(self.year, m, 12, back);
                (year, Span::Month(month))
            }
        };
        match i16::try_from(year) {
            Ok(year) if year >= FIRST_YEAR => Period { year, span },
            _ => Period { year: FIRST_YEAR, span: self.span.first() },
        }
    }

    /// As a Chinese document writes it: 2025年, 2025年一季度, 2025年3月, 2025年1—5月.
    pub fn zh(self) -> String {
        let year = self.year;
        match self.span {
            Span::Year => format!("{year}年"),
            Span::Quarter(q) => format!("{year}年{}季度", ['一', '二', '三', '四'][usize::from(q - 1) % 4]),
            Span::Month(m) => format!("{year}年{m}月"),
            Span::Cumulative(m) => format!("{year}年1—{m}月"),
        }
    }
}

impl Span {
    /// The first span of its kind in a year; cumulative months stay what they are.
    fn first(self) -> Self {
        match self {
            Span::Quarter(_) => Span::Quarter(1),
            Span::Month(_) => Span::Month(1),
            other => other,
        }
    }
}

/// `back` parts before part `part` of `year`, where a year has `parts`.
fn shifted(year: i16, part: u8, parts: i64, back: i64) -> (i64, u8) {
    let index = i64::from(year) * parts + i64::from(part) - 1 - back;
    (index.div_euclid(parts), index.rem_euclid(parts) as u8 + 1)
}

fn first_of(year: i16, month: u8) -> Date {
    Date::new(year, month as i8, 1).unwrap_or(Date::MIN)
}

/// What follows the year; the inner error is a range of months that does not begin in January.
fn span(rest: &str) -> Option<Result<Span, ()>> {
    if matches!(rest, "" | "年" | "年度") {
        return Some(Ok(Span::Year));
    }
    let quarter = |text: &str| Some(Ok(Span::Quarter(quarter(text)?)));
    let month = |text: &str| Some(Ok(Span::Month(number(text)?)));
    if let Some(q) = rest.strip_prefix('q').or_else(|| rest.strip_prefix("-q")) {
        return quarter(q);
    }
    let Some(rest) = rest.strip_prefix('年') else {
        return month(rest.strip_prefix(['-', '/', '.'])?);
    };
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    if let Some(q) = rest.strip_suffix("季度").or_else(|| rest.strip_suffix('季')) {
        return quarter(q.strip_prefix('第').unwrap_or(q));
    }
    let months = rest.strip_suffix("累计").unwrap_or(rest).strip_suffix('月')?;
    match months.split_once(['-', '至', '~']) {
        None => month(months),
        Some((from, to)) => match (number(from.strip_suffix('月').unwrap_or(from))?, number(to)?) {
            (1, to) => Some(Ok(Span::Cumulative(to))),
            _ => Some(Err(())),
        },
    }
}

fn quarter(text: &str) -> Option<u8> {
    match text {
        "一" => Some(1),
        "二" => Some(2),
        "三" => Some(3),
        "四" => Some(4),
        digits => number(digits),
    }
}

fn number(digits: &str) -> Option<u8> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Without spaces, in half width and lower case, every dash a hyphen.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '—' | '–' | '－' | '―' | '‐' | '−' => '-',
            '～' => '~',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other.to_ascii_lowercase(),
        })
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace("--", "-")
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match self.span {
            Span::Year => write!(f, "{year:04}"),
            Span::Quarter(q) => write!(f, "{year:04}Q{q}"),
            Span::Month(m) => write!(f, "{year:04}-{m:02}"),
            Span::Cumulative(m) => write!(f, "{year:04}年1—{m}月"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        Self::parse(text)
    }
}

/// Periods stand in the order in which they end; of those that end together the one that began first is greater,
/// so a year follows its last quarter.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |p: &Period| (p.end(), std::cmp::Reverse(p.start()), p.span);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).expect("a period")
    }

    #[test]
    fn a_period_is_read_in_the_forms_offices_write() {
        for (text, read) in [
            ("2025", "2025"),
            (" 2025 年 ", "2025"),
            ("２０２５年度", "2025"),
            ("2025Q1", "2025Q1"),
            ("2025-q4", "2025Q4"),
            ("2025年一季度", "2025Q1"),
            ("2025年第1季度", "2025Q1"),
            ("2025年四季度", "2025Q4"),
            ("2025-03", "2025-03"),
            ("2025/3", "2025-03"),
            ("2025.12", "2025-12"),
            ("2025年3月", "2025-03"),
            ("2025年1-5月", "2025年1—5月"),
            ("2025年1—5月", "2025年1—5月"),
            ("2025年1――5月", "2025年1—5月"),
            ("2025年1月至12月", "2025年1—12月"),
            ("2025年1～9月累计", "2025年1—9月"),
        ] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()), Ok(read.to_owned()), "{text}");
            assert_eq!(Period::parse(read), Period::parse(text), "{read} reads back");
        }
    }

    #[test]
    fn what_is_no_period_says_what_would_be() {
        for (text, why) in [
            ("", "`` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月"),
            ("25年", "`25年` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月"),
            ("20255", "`20255` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月"),
            ("2025年3", "`2025年3` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月"),
            ("2025-", "`2025-` is not a period; write 2025, 2025Q1, 2025-03 or 2025年1—5月"),
            ("0000", "year 0 is out of range; years run from 1 to 9999"),
            ("2025Q5", "there is no quarter 5; quarters run from 1 to 4"),
            ("2025-13", "there is no month 13; months run from 1 to 12"),
            ("2025年0月", "there is no month 0; months run from 1 to 12"),
            ("2025年3-5月", "`2025年3-5月` does not begin in January; cumulative figures run from January"),
        ] {
            assert_eq!(Period::parse(text).map_err(|e| e.to_string()), Err(why.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_period_starts_and_ends_on_its_days() {
        for (text, from, to) in [
            ("2025", "2025-01-01", "2025-12-31"),
            ("2025Q1", "2025-01-01", "2025-03-31"),
            ("2025Q4", "2025-10-01", "2025-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2025年1-5月", "2025-01-01", "2025-05-31"),
            ("0001", "0001-01-01", "0001-12-31"),
            ("9999-12", "9999-12-01", "9999-12-31"),
        ] {
            let p = period(text);
            assert_eq!((p.start().to_string(), p.end().to_string()), (from.into(), to.into()), "{text}");
        }
    }

    #[test]
    fn an_earlier_period_is_of_the_same_kind_and_stops_at_the_first_year() {
        for (text, n, earlier) in [
            ("2025", 0, "2025"),
            ("2025", 2, "2023"),
            ("2025Q1", 1, "2024Q4"),
            ("2025Q1", 4, "2024Q1"),
            ("2025-01", 13, "2023-12"),
            ("2025年1-5月", 1, "2024年1—5月"),
            ("0001", 1, "0001"),
            ("0001-12", 12, "0001-01"),
            ("2025Q3", u32::MAX, "0001Q1"),
        ] {
            assert_eq!(period(text).earlier(n).to_string(), earlier, "{text} - {n}");
        }
    }

    #[test]
    fn periods_stand_in_the_order_in_which_they_end() {
        let mut all = ["2025", "2024", "2025Q4", "2025-12", "2025-01", "2025年1-12月"].map(period);
        all.sort();
        assert_eq!(
            all.map(|p| p.to_string()),
            ["2024", "2025-01", "2025-12", "2025Q4", "2025", "2025年1—12月"].map(str::to_owned)
        );
    }

    #[test]
    fn a_period_reads_as_documents_write_it() {
        let zh = ["2025", "2025Q2", "2025-03", "2025年1-5月"].map(|text| period(text).zh());
        assert_eq!(zh, ["2025年", "2025年二季度", "2025年3月", "2025年1—5月"]);
    }
}
