//! Exact numbers of a ranking: fractions of unlimited size, rounded only where a rule says so.

use huoju_model::Decimal;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact number: a mark, a weight, a mean that no step has rounded yet.
pub type Number = BigRational;

/// How many decimals of a fraction that never ends are shown.
const SHOWN: u32 = 6;

/// The number that a decimal is.
pub fn of_decimal(decimal: Decimal) -> Number {
    BigRational::new(BigInt::from(decimal.digits()), power_of_ten(decimal.scale()))
}

/// A whole number.
pub fn of_count(count: usize) -> Number {
    BigRational::from_integer(BigInt::from(count))
}

/// As near as a float comes; for statistics, never for a rank.
pub fn to_f64(number: &Number) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
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
        let up = if self.goes_up(&whole, &rest) { &whole + Number::one() } else { whole };
        let rounded = up * &self.to;
        if number.is_negative() { -rounded } else { rounded }
    }

    fn goes_up(&self, whole: &Number, rest: &Number) -> bool {
        let twice = rest + rest;
        match self.mode {
            Mode::Down => false,
            Mode::Up => !rest.is_zero(),
            Mode::HalfUp => twice >= Number::one(),
            Mode::HalfEven if twice == Number::one() => whole.numer().bit(0),
            Mode::HalfEven => twice > Number::one(),
        }
    }

    /// How many decimals its multiples have.
    pub fn places(&self) -> u32 {
        places(&self.to).unwrap_or(SHOWN)
    }
}

/// How many decimals the number has; `None` where they never end.
pub fn places(number: &Number) -> Option<u32> {
    let ten = BigInt::from(10);
    (0..=30).find(|&places| (ten.pow(places) % number.denom()).is_zero())
}

/// The number with at least `least` decimals; one that never ends is cut after six, rounded half up.
pub fn shown(number: &Number, least: u32) -> String {
    let wanted = places(number).unwrap_or(SHOWN).max(least);
    let round = Round { to: BigRational::new(BigInt::one(), power_of_ten(wanted)), mode: Mode::HalfUp };
    let digits = (round.apply(number) * BigRational::from_integer(power_of_ten(wanted))).to_integer();
    let sign = if digits.is_negative() { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.abs().to_string(), width = wanted as usize + 1);
    let (whole, fraction) = padded.split_at(padded.len() - wanted as usize);
    if wanted == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The number without loss: a decimal, or a fraction such as `260/3`.
pub fn exact(number: &Number) -> String {
    if places(number).is_some() { shown(number, 0) } else { number.to_string() }
}

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        match text.split_once('/') {
            Some((over, under)) => number(over) / number(under),
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
