//! A fraction of unlimited size that is two machine words while it fits, as marks, weights and their means do.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// An exact number: a mark, a weight, a mean that no step has rounded yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(Form);

/// In lowest terms, its denominator positive; [`Form::Small`] whenever both fit, so that equal numbers have one form.
#[derive(Clone, PartialEq, Eq)]
enum Form {
    Small(i64, i64),
    Big(Box<BigRational>),
}

/// Numerators and denominators below this are floats without loss.
const FLOAT_MOST: u64 = 1 << 53;

impl Number {
    /// The fraction `over / under`. Panics where `under` is 0, as a division does.
    pub fn ratio(over: i128, under: i128) -> Number {
        assert!(under != 0, "a fraction over 0");
        if let (Ok(over), Ok(under @ 1..)) = (i64::try_from(over), i64::try_from(under)) {
            let shared = gcd(over.unsigned_abs(), under.unsigned_abs()) as i64;
            // Only |i64::MIN| would not fit, and no positive `under` shares that much.
            return Number(Form::Small(over / shared, under / shared));
        }
        let shared = wide_gcd(over.unsigned_abs(), under.unsigned_abs());
        let lowest = |part: i128| i64::try_from(part.unsigned_abs() / shared).ok();
        match (lowest(over), lowest(under)) {
            (Some(top), Some(bottom)) => {
                Number(Form::Small(if (over < 0) == (under < 0) { top } else { -top }, bottom))
            }
            _ => Number::of(BigRational::new(over.into(), under.into())),
        }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Number {
        Number(Form::Small(number, 1))
    }

    /// The number that a fraction of unlimited size is.
    pub(super) fn of(ratio: BigRational) -> Number {
        match (ratio.numer().to_i64(), ratio.denom().to_i64()) {
            (Some(over), Some(under)) => Number(Form::Small(over, under)),
            _ => Number(Form::Big(Box::new(ratio))),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Form::Small(over, under) => BigRational::new_raw((*over).into(), (*under).into()),
            Form::Big(ratio) => BigRational::clone(ratio),
        }
    }

    /// As near as a float comes; for statistics, never for a rank.
    pub fn to_f64(&self) -> f64 {
        match self.0 {
            Form::Small(over, under) if over.unsigned_abs() < FLOAT_MOST && (under as u64) < FLOAT_MOST => {
                over as f64 / under as f64
            }
            _ => self.big().to_f64().unwrap_or(f64::NAN),
        }
    }

    /// The whole number below or at it, where a `usize` holds it.
    pub fn to_usize(&self) -> Option<usize> {
        match &self.0 {
            Form::Small(over, under) => usize::try_from(over.div_euclid(*under)).ok(),
            Form::Big(ratio) => ratio.floor().to_integer().to_usize(),
        }
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(over, _) => *over < 0,
            Form::Big(ratio) => ratio.is_negative(),
        }
    }

    /// Whether it is above 0.
    pub fn is_positive(&self) -> bool {
        !self.is_negative() && !self.is_zero()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small(0, _))
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small(_, under) => *under == 1,
            Form::Big(ratio) => ratio.is_integer(),
        }
    }

    /// Whether it is an odd whole number.
    pub fn is_odd(&self) -> bool {
        self.is_integer()
            && match &self.0 {
                Form::Small(over, _) => over % 2 != 0,
                Form::Big(ratio) => ratio.numer().bit(0),
            }
    }

    /// Without its sign.
    pub fn abs(&self) -> Number {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Without what is behind the point.
    pub fn trunc(&self) -> Number {
        match &self.0 {
            Form::Small(over, under) => Number::whole(over / under),
            Form::Big(ratio) => Number::of(ratio.trunc()),
        }
    }

    /// How many decimals it has; `None` where they never end, or where there are more than 30.
    pub fn places(&self) -> Option<u32> {
        match &self.0 {
            Form::Small(_, under) => (0..=30).find(|&places| 10u128.pow(places) % *under as u128 == 0),
            Form::Big(ratio) => {
                let ten = BigInt::from(10);
                (0..=30).find(|&places| (ten.pow(places) % ratio.denom()).is_zero())
            }
        }
    }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn wide_gcd(mut a: u128, mut b: u128) -> u128 {
    while b > u128::from(u64::MAX) {
        (a, b) = (b, a % b);
    }
    if b == 0 {
        return a;
    }
    // Both below 2^64 from here: the rest is done in one word.
    u128::from(gcd(b as u64, (a % b) as u64))
}

impl Add<&Number> for &Number {
    type Output = Number;

    fn add(self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) if b == d => {
                Number::ratio(i128::from(*a) + i128::from(*c), (*b).into())
            }
            (Form::Small(a, b), Form::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Number::ratio(a * d + c * b, b * d)
            }
            _ => Number::of(self.big() + other.big()),
        }
    }
}

impl Sub<&Number> for &Number {
    type Output = Number;

    fn sub(self, other: &Number) -> Number {
        self + &-other
    }
}

impl Mul<&Number> for &Number {
    type Output = Number;

    fn mul(self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Number::ratio(a * c, b * d)
            }
            _ => Number::of(self.big() * other.big()),
        }
    }
}

/// Panics where the divisor is 0.
impl Div<&Number> for &Number {
    type Output = Number;

    fn div(self, other: &Number) -> Number {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) => {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i128::from);
                Number::ratio(a * d, b * c)
            }
            _ => Number::of(self.big() / other.big()),
        }
    }
}

impl Neg for &Number {
    type Output = Number;

    fn neg(self) -> Number {
        match &self.0 {
            Form::Small(over, under) => Number::ratio(-i128::from(*over), (*under).into()),
            Form::Big(ratio) => Number::of(-BigRational::clone(ratio)),
        }
    }
}

impl AddAssign<&Number> for Number {
    fn add_assign(&mut self, other: &Number) {
        *self = &*self + other;
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) if b == d => a.cmp(c),
            (Form::Small(a, b), Form::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `85`, `-260/3`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Small(over, 1) => write!(f, "{over}"),
            Form::Small(over, under) => write!(f, "{over}/{under}"),
            Form::Big(ratio) => ratio.fmt(f),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numerators and denominators of every size: small ones, those near a word's end, and beyond it.
    fn ratios() -> impl Strategy<Value = BigRational> {
        let part =
            || prop_oneof![-100..100i128, (0..100i128).prop_map(|n| i128::from(i64::MAX) + 50 - n), any::<i128>()];
        let below = |n: i128| i128::from(i64::MIN) - 50 + n;
        (prop_oneof![part(), (0..100i128).prop_map(below)], part())
            .prop_filter("a fraction over 0", |(_, under)| *under != 0)
            .prop_map(|(over, under)| BigRational::new(over.into(), under.into()))
    }

    /// The number, and that it has the one form its value has.
    fn number(ratio: &BigRational) -> Number {
        let number = Number::of(ratio.clone());
        if let (Some(over), Some(under)) = (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            assert_eq!(number, Number::ratio(over, under));
        }
        number
    }

    proptest! {
        #[test]
        fn it_agrees_with_fractions_of_unlimited_size(a in ratios(), b in ratios()) {
            let (x, y) = (number(&a), number(&b));
            prop_assert_eq!(&x + &y, number(&(&a + &b)));
            prop_assert_eq!(&x - &y, number(&(&a - &b)));
            prop_assert_eq!(&x * &y, number(&(&a * &b)));
            if !b.is_zero() {
                prop_assert_eq!(&x / &y, number(&(&a / &b)));
            }
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(x == y, a == b);
            prop_assert_eq!(-&x, number(&-&a));
            prop_assert_eq!(x.abs(), number(&a.abs()));
            prop_assert_eq!(x.trunc(), number(&a.trunc()));
            prop_assert_eq!(x.to_usize(), a.floor().to_integer().to_usize());
            prop_assert_eq!(x.to_string(), a.to_string());
            prop_assert_eq!(Some(x.to_f64()), a.to_f64());
            let signs = (x.is_negative(), x.is_positive(), x.is_zero(), x.is_integer());
            prop_assert_eq!(signs, (a.is_negative(), a.is_positive(), a.is_zero(), a.is_integer()));
        }
    }
}
