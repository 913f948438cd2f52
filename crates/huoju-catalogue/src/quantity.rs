//! `1 万亿元`: an amount as people write it in a pack, into the integer of an indicator's smallest unit.

use huoju_model::{Amount, Decimal, Unit};
use huoju_scheme::diagnostic::Say;

/// Reads `50 人` as the smallest units that `amount` is kept in. What goes wrong is said with an example.
pub(crate) fn smallest_units(text: &str, amount: &Amount) -> Result<i64, Say> {
    let own = amount.unit;
    let (number, unit) = number_and_unit(text).ok_or_else(|| not_an_amount(text, own))?;
    let (num, den) = unit.conversion(own).ok_or_else(|| wrong_unit(text, unit, own))?;
    let exact = number.times(num, den).and_then(|value| value.to_scaled(u32::from(amount.scale)).ok());
    exact.ok_or_else(|| too_fine_or_large(text, amount))
}

/// As [`smallest_units`], and within the indicator's bounds.
pub(crate) fn within_bounds(text: &str, amount: &Amount) -> Result<i64, Say> {
    let value = smallest_units(text, amount)?;
    if (amount.minimum..=amount.maximum).contains(&value) {
        return Ok(value);
    }
    Err(Say::new(format!("`{text}` 超出该指标的范围"), format!("`{text}` is beyond the indicator's bounds")))
}

/// `-1 万亿元` into its number and its unit; `None` where either is missing or unknown.
pub(crate) fn number_and_unit(text: &str) -> Option<(Decimal, Unit)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    Some((Decimal::parse(number).ok()?, Unit::parse(unit)?))
}

fn not_an_amount(text: &str, own: Unit) -> Say {
    Say::new(
        format!("`{text}` 应为数字加单位，如 \"1 {own}\""),
        format!("`{text}` must be a number with its unit, such as \"1 {own}\""),
    )
}

fn wrong_unit(text: &str, unit: Unit, own: Unit) -> Say {
    let accepted: Vec<_> = own.siblings().map(Unit::symbol).collect();
    Say::new(
        format!("`{text}` 的单位 {unit} 不能换算为 {own}；可写：{}", accepted.join("、")),
        format!("the unit {unit} of `{text}` does not convert to {own}; accepted: {}", accepted.join(", ")),
    )
}

fn too_fine_or_large(text: &str, amount: &Amount) -> Say {
    let (unit, scale) = (amount.unit, amount.scale);
    Say::new(
        format!("`{text}` 存不下：该指标以 {unit} 计，保留 {scale} 位小数"),
        format!("`{text}` can't be held: the indicator is kept in {unit} with {scale} decimal places"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let amount = Amount {
            unit: Unit::YUAN,
            scale: 2,
            minimum: 0,
            maximum: 1_000_000_000_000,
            rounds: false,
            also_units: Vec::new(),
        };
        match within_bounds(text, &amount) {
            Ok(value) => value.to_string(),
            Err(say) => say.en,
        }
    }

    #[test]
    fn an_amount_is_read_into_smallest_units() {
        assert_eq!(read("1 亿元"), "10000000000");
        assert_eq!(read("0.5万元"), "500000");
        assert_eq!(read("12.34 元"), "1234");
    }

    #[test]
    fn what_is_no_amount_of_the_indicator_says_what_would_be() {
        assert_eq!(read("12"), "`12` must be a number with its unit, such as \"1 元\"");
        assert_eq!(read("abc"), "`abc` must be a number with its unit, such as \"1 元\"");
        assert!(read("3 人").starts_with("the unit 人 of `3 人` does not convert to 元; accepted: 元, 千元"));
        assert_eq!(read("0.001 元"), "`0.001 元` can't be held: the indicator is kept in 元 with 2 decimal places");
        assert_eq!(read("-1 元"), "`-1 元` is beyond the indicator's bounds");
        assert_eq!(read("2 万亿元"), "`2 万亿元` is beyond the indicator's bounds");
    }
}
