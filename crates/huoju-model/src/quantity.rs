//! Exact decimals: how an amount is read before it becomes an integer of its indicator's smallest unit.

use std::fmt;

/// An exact decimal number, `digits × 10^-scale`, always in lowest terms (no trailing zero after the point).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

/// Why a text or a number is not a usable exact decimal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not a number in plain or scientific notation.
    #[error("not a number")]
    NotANumber,
    /// More digits than can be held exactly.
    #[error("more than 38 digits")]
    TooLong,
    /// Has more decimal places than the unit holds.
    #[error("has {places} decimal places, the unit holds {scale}")]
    TooFine {
        /// Decimal places found.
        places: u32,
        /// Decimal places that the unit holds.
        scale: u32,
    },
    /// Does not fit the integer that stores it.
    #[error("too large")]
    TooLarge,
}

/// Longest exponent accepted in `1.5e8`: more can't be an amount.
const MAX_EXPONENT: i32 = 60;

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { digits: 0, scale: 0 };

    /// `digits × 10^-scale`, brought to lowest terms.
    pub fn new(mut digits: i128, mut scale: u32) -> Self {
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Decimal { digits, scale }
    }

    /// Reads `-12.50`, `1e3`, `.5` or `5.`: ASCII only, no separators, no spaces. Callers that read offices'
    /// cells normalise full-width digits and thousands separators first, because only they can say what was written.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| DecimalError::NotANumber)?),
            None => (text, 0),
        };
        let (negative, unsigned) = match mantissa.as_bytes().first() {
            Some(b'-') => (true, &mantissa[1..]),
            Some(b'+') => (false, &mantissa[1..]),
            _ => (false, mantissa),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::NotANumber);
        }
        let mut digits: i128 = 0;
        for b in whole.bytes().chain(fraction.trim_end_matches('0').bytes()) {
            digits = digits
                .checked_mul(10)
                .and_then(|d| d.checked_add(i128::from(b - b'0')))
                .ok_or(DecimalError::TooLong)?;
        }
        let scale = fraction.trim_end_matches('0').len() as i32;
        let signed = if negative { -digits } else { digits };
        match exponent {
            _ if signed == 0 => Ok(Decimal::ZERO),
            beyond if beyond > MAX_EXPONENT => Err(DecimalError::TooLarge),
            beyond if beyond < -MAX_EXPONENT => Err(DecimalError::TooLong),
            _ => Self::shifted(signed, scale - exponent),
        }
    }

    /// The decimal of a workbook's or a Parquet file's float: its 15 significant digits, which is what Excel
    /// keeps and shows. So `0.1 + 0.2` in a cell is 0.3, and nothing else is rounded.
    pub fn from_f64(value: f64) -> Result<Self, DecimalError> {
        if !value.is_finite() {
            return Err(DecimalError::NotANumber);
        }
        Self::parse(&format!("{value:.14e}"))
    }

    /// `digits × 10^-scale` where the scale may be negative.
    fn shifted(digits: i128, scale: i32) -> Result<Self, DecimalError> {
        if digits == 0 {
            return Ok(Decimal::ZERO);
        }
        if scale >= 0 {
            return if scale > 2 * MAX_EXPONENT {
                Err(DecimalError::TooLong)
            } else {
                Ok(Decimal::new(digits, scale as u32))
            };
        }
        let factor = 10i128.checked_pow(scale.unsigned_abs()).ok_or(DecimalError::TooLarge)?;
        digits.checked_mul(factor).map(|digits| Decimal { digits, scale: 0 }).ok_or(DecimalError::TooLarge)
    }

    /// The digits without the point.
    pub fn digits(self) -> i128 {
        self.digits
    }

    /// How many of the digits stand after the point.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// This number times `num / den`, if that is a decimal that can be held.
    pub fn times(self, num: i64, den: i64) -> Option<Self> {
        let product = self.digits.checked_mul(i128::from(num))?;
        let (mut digits, mut scale) = (product, self.scale);
        // A finite quotient exists only if den's factors are 2 and 5: widen until it divides.
        for _ in 0..40 {
            if digits % i128::from(den) == 0 {
                return Some(Decimal::new(digits / i128::from(den), scale));
            }
            digits = digits.checked_mul(10)?;
            scale += 1;
        }
        None
    }

    /// The integer number of `10^-scale` steps that this is: `12.5` at scale 2 is 1250. More places than that are
    /// an error, since dropping them would change what was reported.
    pub fn to_scaled(self, scale: u32) -> Result<i64, DecimalError> {
        if self.scale > scale {
            return Err(DecimalError::TooFine { places: self.scale, scale });
        }
        let factor = 10i128.checked_pow(scale - self.scale).ok_or(DecimalError::TooLarge)?;
        let scaled = self.digits.checked_mul(factor).ok_or(DecimalError::TooLarge)?;
        i64::try_from(scaled).map_err(|_| DecimalError::TooLarge)
    }

    /// As [`to_scaled`](Self::to_scaled), rounding half away from zero (四舍五入) where there are more places.
    pub fn to_scaled_rounded(self, scale: u32) -> Result<i64, DecimalError> {
        if self.scale <= scale {
            return self.to_scaled(scale);
        }
        let Some(factor) = 10i128.checked_pow(self.scale - scale) else { return Ok(0) };
        let (quotient, rest) = (self.digits / factor, self.digits % factor);
        let up =
            if rest.unsigned_abs() >= factor.unsigned_abs() - rest.unsigned_abs() { self.digits.signum() } else { 0 };
        i64::try_from(quotient + up).map_err(|_| DecimalError::TooLarge)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unsigned = self.digits.unsigned_abs();
        let sign = if self.digits < 0 { "-" } else { "" };
        if self.scale == 0 {
            return write!(f, "{sign}{unsigned}");
        }
        let padded = format!("{unsigned:0>width$}", width = self.scale as usize + 1);
        let (whole, fraction) = padded.split_at(padded.len() - self.scale as usize);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> String {
        Decimal::parse(text).map_or_else(|e| e.to_string(), |d| d.to_string())
    }

    #[test]
    fn a_decimal_keeps_what_was_written() {
        for (text, read) in [
            ("0.30", "0.3"),
            ("-12.050", "-12.05"),
            ("1e3", "1000"),
            ("1.5e8", "150000000"),
            ("2.5E-3", "0.0025"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0", "0"),
            ("1e61", "too large"),
            ("1e-999999", "more than 38 digits"),
            ("", "not a number"),
            ("-", "not a number"),
            (".", "not a number"),
            ("1e", "not a number"),
            ("1,000", "not a number"),
            ("１", "not a number"),
        ] {
            assert_eq!(decimal(text), read, "{text}");
        }
    }

    #[test]
    fn a_float_is_its_fifteen_significant_digits() {
        for (value, read) in
            [(0.1 + 0.2, "0.3"), (1234.5, "1234.5"), (1e15, "1000000000000000"), (-0.0, "0"), (0.07 * 100.0, "7")]
        {
            assert_eq!(Decimal::from_f64(value).map(|d| d.to_string()), Ok(read.to_owned()));
        }
        assert!(Decimal::from_f64(f64::NAN).is_err());
    }

    #[test]
    fn more_places_than_the_unit_holds_are_refused_unless_rounded() {
        let d = Decimal::new(12_345, 3);
        assert_eq!(d.to_scaled(3), Ok(12_345));
        assert_eq!(d.to_scaled(2), Err(DecimalError::TooFine { places: 3, scale: 2 }));
        assert_eq!(d.to_scaled_rounded(2), Ok(1_235));
        assert_eq!(Decimal::new(-12_345, 3).to_scaled_rounded(2), Ok(-1_235));
        assert_eq!(Decimal::new(12_344, 3).to_scaled_rounded(2), Ok(1_234));
        assert_eq!(Decimal::new(i128::from(i64::MAX) + 1, 0).to_scaled(0), Err(DecimalError::TooLarge));
    }

    #[test]
    fn a_fraction_of_a_decimal_is_exact_or_nothing() {
        assert_eq!(Decimal::new(5, 0).times(1, 100).map(|d| d.to_string()), Some("0.05".to_owned()));
        assert_eq!(Decimal::new(3, 0).times(10_000, 15).map(|d| d.to_string()), Some("2000".to_owned()));
        assert_eq!(Decimal::new(1, 0).times(1, 3), None);
    }
}
