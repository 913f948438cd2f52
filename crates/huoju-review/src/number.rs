//! Exact numbers of a ranking: fractions of unlimited size, rounded only where a rule says so.

mod fraction;

use huoju_model::Decimal;
use num_bigint::BigInt;
use num_rational::BigRational;

pub use fraction::Number;

/// How many decimals of a fraction that never ends are shown.
const SHOWN: u32 = 6;

/// The number that a decimal is.
pub fn of_decimal(decimal: Decimal) -> Number {
    match 10i128.checked_pow(decimal.scale()) {
        Some(under) => Number::ratio(decimal.digits(), under),
        None => Number::of(BigRational::new(decimal.digits().into(), BigInt::from(10).pow(decimal.scale()))),
    }
}

/// A whole number.
pub fn of_count(count: usize) -> Number {
    Number::ratio(count as i128, 1)
}

/// Which way a number between two steps goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// 四舍五入: to the nearer one, halves away from zero.
    HalfUp,
    /// 四舍六入五成双: to the nearer one, halves to the even one.
    HalfEven,
    /// Towards zero (去尾).
    Down,
    /// Away from zero (进一).
    Up,
}

/// A declared rounding: to multiples of `to`, which is positive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The step, such as 0.01.
    pub to: Number,
    /// What happens between two of them.
    pub mode: Mode,
}

impl Round {
    /// The multiple of `to` that this number becomes.
    pub fn apply(&self, number: &Number) -> Number {
        let steps = (number / &self.to).abs();
        let whole = steps.trunc();
        let rest = &steps - &whole;
        let up = if self.goes_up(&whole, &rest) { &whole + &Number::whole(1) } else { whole };
        let rounded = &up * &self.to;
        if number.is_negative() { -&rounded } else { rounded }
    }

    fn goes_up(&self, whole: &Number, rest: &Number) -> bool {
        let (twice, one) = (rest + rest, Number::whole(1));
        match self.mode {
            Mode::Down => false,
            Mode::Up => !rest.is_zero(),
            Mode::HalfUp => twice >= one,
            Mode::HalfEven if twice == one => whole.is_odd(),
            Mode::HalfEven => twice > one,
        }
    }

    /// How many decimals its multiples have.
    pub fn places(&self) -> u32 {
        self.to.places().unwrap_or(SHOWN)
    }
}

/// The number with at least `least` decimals; one that never ends is cut after six, rounded half up.
pub fn shown(number: &Number, least: u32) -> String {
    let wanted = number.places().unwrap_or(SHOWN).max(least);
    let unit = of_decimal(Decimal::new(1, wanted));
    let digits = &Round { to: unit.clone(), mode: Mode::HalfUp }.apply(number) / &unit;
    let sign = if digits.is_negative() { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.abs().to_string(), width = wanted as usize + 1);
    let (whole, fraction) = padded.split_at(padded.len() - wanted as usize);
    if wanted == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The number without loss: a decimal, or a fraction such as `260/3`.
pub fn exact(number: &Number) -> String {
    if number.places().is_some() { shown(number, 0) } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        match text.split_once('/') {
            Some((over, under)) => &number(over) / &number(under),
            None => of_decimal(Decimal::parse(text).expect("a decimal")),
        }
    }

    fn rounded(text: &str, mode: Mode) -> String {
        shown(&Round { to: number("0.01"), mode }.apply(&number(text)), 2)
    }

    #[test]
    fn halves_go_where_the_rule_says() {
        for (given, half_up, half_even, down, up) in [
            ("1.005", "1.01", "1.00", "1.00", "1.01"),
            ("1.015", "1.02", "1.02", "1.01", "1.02"),
            ("-1.005", "-1.01", "-1.00", "-1.00", "-1.01"),
            ("1.0049999", "1.00", "1.00", "1.00", "1.01"),
            ("260/3", "86.67", "86.67", "86.66", "86.67"),
            ("86", "86.00", "86.00", "86.00", "86.00"),
        ] {
            let of = |mode| rounded(given, mode);
            let found = [of(Mode::HalfUp), of(Mode::HalfEven), of(Mode::Down), of(Mode::Up)];
            assert_eq!(found, [half_up, half_even, down, up], "{given}");
        }
    }

    #[test]
    fn a_number_is_shown_with_its_decimals_and_kept_without_loss() {
        assert_eq!((shown(&number("85"), 2), exact(&number("85.50"))), ("85.00".into(), "85.5".into()));
        assert_eq!((shown(&number("260/3"), 0), exact(&number("260/3"))), ("86.666667".into(), "260/3".into()));
        assert_eq!(shown(&number("-0.5"), 0), "-0.5");
    }
}
