//! Exact fractions of a scheme's own numbers: thresholds, conversions, points.

use std::cmp::Ordering;
use std::fmt;

use huoju_model::Decimal;

/// An exact fraction in lowest terms, its denominator positive. Every operation says when it can't be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// One.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// `num / den`; `None` for a zero denominator.
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 || num == i128::MIN || den == i128::MIN {
            return None;
        }
        let divisor = gcd(num, den).max(1) * den.signum();
        Some(Ratio { num: num / divisor, den: den / divisor })
    }

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Ratio { num: i128::from(n), den: 1 }
    }

    /// A decimal.
    pub fn decimal(decimal: Decimal) -> Option<Self> {
        Self::new(decimal.digits(), 10i128.checked_pow(decimal.scale())?)
    }

    /// The numerator.
    pub fn num(self) -> i128 {
        self.num
    }

    /// The denominator, positive.
    pub fn den(self) -> i128 {
        self.den
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let a = self.num.checked_mul(other.den)?;
        let b = other.num.checked_mul(self.den)?;
        Self::new(a.checked_add(b)?, self.den.checked_mul(other.den)?)
    }

    /// The number with the other sign.
    pub fn negated(self) -> Self {
        Ratio { num: -self.num, den: self.den }
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// Product.
    pub fn times(self, other: Self) -> Option<Self> {
        let (a, b) = (Self::new(self.num, other.den)?, Self::new(other.num, self.den)?);
        Self::new(a.num.checked_mul(b.num)?, a.den.checked_mul(b.den)?)
    }

    /// Quotient; `None` by zero.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.den, other.num)?)
    }

    /// A whole power.
    pub fn power(self, n: u32) -> Option<Self> {
        (0..n).try_fold(Ratio::ONE, |product, _| product.times(self))
    }

    /// Below, at or above zero.
    pub fn sign(self) -> i128 {
        self.num.signum()
    }

    /// The whole number of `10^-scale` steps that this is, if it is one.
    pub fn at_scale(self, scale: u8) -> Option<i64> {
        let scaled = self.num.checked_mul(10i128.checked_pow(u32::from(scale))?)?;
        if scaled % self.den != 0 {
            return None;
        }
        i64::try_from(scaled / self.den).ok()
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// Compares by continued fractions, so that no product can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        loop {
            let (whole_a, whole_b) = (a.num.div_euclid(a.den), b.num.div_euclid(b.den));
            if whole_a != whole_b {
                return whole_a.cmp(&whole_b);
            }
            let (rest_a, rest_b) = (a.num.rem_euclid(a.den), b.num.rem_euclid(b.den));
            match (rest_a, rest_b) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                // x < y exactly where 1/x > 1/y.
                _ => (a, b) = (Ratio { num: b.den, den: rest_b }, Ratio { num: a.den, den: rest_a }),
            }
        }
    }
}

impl fmt::Display for Ratio {
    /// A decimal where it is one, else a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for scale in 0..=18u32 {
            let power = 10i128.pow(scale);
            if power % self.den == 0
                && let Some(digits) = self.num.checked_mul(power / self.den)
            {
                return write!(f, "{}", Decimal::new(digits, scale));
            }
        }
        write!(f, "{}/{}", self.num, self.den)
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).expect("a ratio")
    }

    #[test]
    fn fractions_are_exact_and_in_lowest_terms() {
        assert_eq!(ratio(15, 50), ratio(3, 10));
        assert_eq!(ratio(3, -10), ratio(-3, 10));
        assert_eq!(ratio(1, 3).plus(ratio(1, 6)), Some(ratio(1, 2)));
        assert_eq!(ratio(1, 3).over(Ratio::ZERO), None);
        assert_eq!(ratio(12, 10).power(3), Some(ratio(1728, 1000)));
        assert_eq!(ratio(-1, 8).to_string(), "-0.125");
        assert_eq!(ratio(1, 3).to_string(), "1/3");
    }

    #[test]
    fn the_order_holds_where_products_would_overflow() {
        let (a, b) = (ratio(i128::MAX, i128::MAX - 1), ratio(i128::MAX - 1, i128::MAX - 2));
        assert!(a < b);
        assert!(ratio(-1, 3) < Ratio::ZERO);
        assert!(ratio(-2, 3) < ratio(-1, 3));
        assert_eq!(ratio(2, 4).cmp(&ratio(1, 2)), Ordering::Equal);
    }
}
