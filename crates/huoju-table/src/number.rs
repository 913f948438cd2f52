//! From what an office wrote to an integer of an indicator's smallest unit, exactly.

use std::borrow::Cow;

use huoju_model::{Amount, Decimal, DecimalError, Unit};

use crate::refusal::Why;

/// What stands for "no figure" in a cell of amounts.
const MISSING: [&str; 20] = [
    "无",
    "n/a",
    "na",
    "null",
    "none",
    "nil",
    "…",
    "...",
    "……",
    "缺",
    "缺失",
    "空",
    "不适用",
    "未填",
    "暂无",
    "/",
    "\\",
    "不详",
    "未知",
    "无数据",
];

/// How the cells of a column become an amount.
#[derive(Debug, Clone)]
pub(crate) struct AmountReader {
    pub amount: Amount,
    /// The unit of a number that gives none.
    pub unit: Unit,
}

/// A value read, and whether it was rounded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scaled {
    pub value: i64,
    pub rounded: bool,
    /// The unit written behind the number, where it is one of the indicator's `also_units` and its column's is not.
    pub also: Option<Unit>,
}

impl AmountReader {
    /// Reads a text; `None` where it stands for a missing figure.
    pub fn text(&self, text: &str) -> Result<Option<Scaled>, Why> {
        if let Some(value) = self.plain(text) {
            return Ok(Some(value));
        }
        let plain = half_width(text);
        let text = plain.trim();
        if is_missing(text) {
            return Ok(None);
        }
        if text.starts_with('#') {
            return Err(Why::ErrorCell);
        }
        let (negative, text) = match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
            Some(inner) => (true, inner.trim()),
            None => (false, text),
        };
        let (text, symbol) = self.currency(text);
        let (digits, suffix) = split_suffix(text);
        let digits = ungrouped(digits).ok_or(Why::NotANumber { unit: self.unit })?;
        let number = Decimal::parse(&digits).map_err(|e| self.unheld(&e, digits.starts_with('-') != negative))?;
        let number = if negative { Decimal::new(-number.digits(), number.scale()) } else { number };
        let unit = self.unit_of(suffix, symbol)?;
        let also = (self.amount.is_also(unit) && unit.dimension() != self.unit.dimension()).then_some(unit);
        Ok(Some(Scaled { also, ..self.scaled(number, unit)? }))
    }

    /// The many cells that are digits and nothing else, without going through a decimal.
    fn plain(&self, text: &str) -> Option<Scaled> {
        let bytes = text.as_bytes();
        if bytes.is_empty() || bytes.len() > 15 || !bytes.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let digits = bytes.iter().fold(0i64, |n, b| n * 10 + i64::from(b - b'0'));
        self.scaled(Decimal::new(i128::from(digits), 0), self.unit).ok()
    }

    /// Reads a float: its 15 significant digits.
    pub fn number(&self, number: f64) -> Result<Scaled, Why> {
        let decimal = match short(number) {
            Some(short) => short,
            None => Decimal::from_f64(number).map_err(|e| self.unheld(&e, number < 0.0))?,
        };
        self.scaled(decimal, self.unit)
    }

    /// Why a number can't even be held: it is no number, or larger or finer than any amount.
    fn unheld(&self, error: &DecimalError, negative: bool) -> Why {
        match error {
            DecimalError::TooLarge if negative => self.below(),
            DecimalError::TooLarge => self.beyond(),
            DecimalError::TooLong | DecimalError::TooFine { .. } => {
                Why::TooFine { unit: self.amount.unit, scale: self.amount.scale }
            }
            DecimalError::NotANumber => Why::NotANumber { unit: self.unit },
        }
    }

    /// An amount in `unit` as an integer within the declared bounds.
    pub fn scaled(&self, number: Decimal, unit: Unit) -> Result<Scaled, Why> {
        let Amount { unit: kept, scale, .. } = self.amount;
        let (num, den) = self.amount.conversion(unit).ok_or_else(|| self.wrong_unit(unit.symbol()))?;
        let too_fine = Why::TooFine { unit: kept, scale };
        let shift = i64::from(scale) - i64::from(number.scale());
        let (up, down) = (shift.max(0) as u32, (-shift).max(0) as u32);
        let parts = (10i128.checked_pow(up), 10i128.checked_pow(down));
        let (Some(up), Some(down)) = parts else { return Err(too_fine) };
        let over = number.digits().checked_mul(i128::from(num)).and_then(|n| n.checked_mul(up));
        let (Some(over), Some(under)) = (over, down.checked_mul(i128::from(den))) else {
            return Err(if number.digits() < 0 { self.below() } else { self.beyond() });
        };
        let rest = over % under;
        if rest != 0 && !self.amount.rounds {
            return Err(too_fine);
        }
        let half_up = rest != 0 && rest.unsigned_abs() >= under.unsigned_abs() - rest.unsigned_abs();
        let value = over / under + if half_up { over.signum() } else { 0 };
        match i64::try_from(value) {
            Ok(value) => self.bounded(value).map(|value| Scaled { value, rounded: rest != 0, also: None }),
            Err(_) if value < 0 => Err(self.below()),
            Err(_) => Err(self.beyond()),
        }
    }

    /// The value, if it is within the declared bounds.
    pub fn bounded(&self, value: i64) -> Result<i64, Why> {
        if value > self.amount.maximum {
            Err(self.beyond())
        } else if value < self.amount.minimum {
            Err(self.below())
        } else {
            Ok(value)
        }
    }

    fn wrong_unit(&self, found: &str) -> Why {
        Why::WrongUnit { found: found.into(), accepted: self.amount.accepted_units().collect() }
    }

    fn beyond(&self) -> Why {
        Why::Beyond { maximum: shown_amount(self.amount.maximum, &self.amount) }
    }

    fn below(&self) -> Why {
        Why::Below { minimum: shown_amount(self.amount.minimum, &self.amount) }
    }

    /// Takes a currency's sign away where the amount is of that currency.
    fn currency<'t>(&self, text: &'t str) -> (&'t str, Option<&'static str>) {
        let sign = [("¥", "元"), ("￥", "元"), ("$", "美元")].into_iter().find(|(sign, _)| text.starts_with(sign));
        match sign {
            Some((sign, unit)) => (text[sign.len()..].trim_start(), Some(unit)),
            None => (text, None),
        }
    }

    fn unit_of(&self, suffix: &str, currency: Option<&'static str>) -> Result<Unit, Why> {
        let fits = |unit: Unit| self.amount.conversion(unit).is_some();
        if let Some(unit) = currency.and_then(Unit::parse)
            && !fits(unit)
        {
            return Err(self.wrong_unit(unit.symbol()));
        }
        if suffix.is_empty() {
            // A currency sign says which currency, not which multiple: the column's unit stands.
            return Ok(self.unit);
        }
        match Unit::parse(suffix) {
            Some(unit) if fits(unit) => Ok(unit),
            Some(unit) => Err(self.wrong_unit(unit.symbol())),
            None if suffix.chars().count() <= 8 && !suffix.contains(|c: char| c.is_ascii_digit()) => {
                Err(self.wrong_unit(suffix))
            }
            None => Err(Why::NotANumber { unit: self.unit }),
        }
    }
}

/// The decimal of a float that is whole or has at most four places: the common case, without printing the float.
/// At most 15 digits, so a float that equals the quotient has no other decimal as short.
fn short(number: f64) -> Option<Decimal> {
    const STEPS: [(f64, u32); 3] = [(1.0, 0), (100.0, 2), (10_000.0, 4)];
    STEPS.into_iter().find_map(|(step, scale)| {
        let digits = (number * step).round();
        (digits.abs() < 1e15 && digits / step == number).then(|| Decimal::new(digits as i128, scale))
    })
}

/// Whether a cell's text stands for a missing figure: nothing, a dash, 无, N/A.
pub(crate) fn is_missing(text: &str) -> bool {
    is_dash(text) || MISSING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Nothing, or dashes and strokes only.
pub(crate) fn is_dash(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '-' | '—' | '–' | '－' | '―' | '‐' | '−' | '─' | '━' | '_' | '*' | '/' | '\\' | ' '))
}

/// Full-width letters, digits and signs in half width; odd spaces plain; zero-width marks away.
pub(crate) fn half_width(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let half =
        text.chars().filter(|c| !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')).map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '‘' | '’' => '\'',
            '−' => '-',
            c if c.is_whitespace() => ' ',
            other => other,
        });
    Cow::Owned(half.collect())
}

/// `1,234.5万元` into `1,234.5` and `万元`.
fn split_suffix(text: &str) -> (&str, &str) {
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ' | '+' | '-');
    let mut end = text.find(|c| !numeric(c)).unwrap_or(text.len());
    // The e of 1.5e8 is part of the number where a digit or a sign follows.
    let rest = &text[end..];
    if rest.starts_with(['e', 'E']) && rest[1..].starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-') {
        let tail = rest[2..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |n| end + 2 + n);
        end = tail;
    }
    (text[..end].trim(), text[end..].trim())
}

/// The digits without thousands separators; nothing where what looks like one does not part thousands, since `1,23`
/// could be one and a bit.
fn ungrouped(digits: &str) -> Option<Cow<'_, str>> {
    let digits = digits.strip_prefix('\'').unwrap_or(digits);
    let is_separator = |c: char| matches!(c, ',' | '\'' | ' ');
    if !digits.contains(is_separator) {
        return Some(Cow::Borrowed(digits));
    }
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let (sign, whole) = match whole.strip_prefix(['-', '+']) {
        Some(rest) => (&whole[..1], rest.trim_start()),
        None => ("", whole),
    };
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let first = (1..=3).contains(&groups.first()?.len());
    let thousands = first && groups[1..].iter().all(|group| group.len() == 3);
    let clean = thousands && fraction.is_none_or(|fraction| !fraction.contains(is_separator));
    clean.then(|| {
        let fraction = fraction.map_or(String::new(), |fraction| format!(".{fraction}"));
        Cow::Owned(format!("{sign}{}{fraction}", groups.concat()))
    })
}

/// An integer of an amount's smallest unit as a message shows it: in the largest unit that it is at least one of.
pub(crate) fn shown_amount(value: i64, amount: &Amount) -> String {
    let kept = Decimal::new(i128::from(value), u32::from(amount.scale));
    let in_unit = |unit: Unit| {
        let (num, den) = amount.unit.conversion(unit)?;
        let shown = kept.times(num, den)?;
        (shown.scale() <= 4 && shown.digits().unsigned_abs() >= 10u128.pow(shown.scale())).then_some((shown, unit))
    };
    // As Chinese counts: 万 and 亿, not 千 or 百万.
    let counted = |unit: &Unit| [1, 10_000, 100_000_000, 1_000_000_000_000].contains(&unit.factor().0);
    let units = amount.unit.siblings().filter(counted).filter(|unit| unit.factor().1 == 1);
    let largest = units.filter_map(in_unit).max_by_key(|(_, unit)| unit.factor().0);
    match largest {
        Some((shown, unit)) if !amount.dimension().is_none() => format!("{shown}{unit}"),
        _ => format!("{kept}{}", amount.unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(kept: &str, scale: u8, unit: &str) -> AmountReader {
        let unit_of = |symbol| Unit::parse(symbol).expect("a unit");
        let amount = Amount {
            unit: unit_of(kept),
            scale,
            minimum: -1_000_000_000,
            maximum: 100_000_000_000,
            rounds: false,
            also_units: Vec::new(),
        };
        AmountReader { amount, unit: unit_of(unit) }
    }

    fn read(kept: &str, unit: &str, text: &str) -> String {
        match reader(kept, 2, unit).text(text) {
            Ok(Some(scaled)) => scaled.value.to_string(),
            Ok(None) => "missing".into(),
            Err(why) => why.en(),
        }
    }

    #[test]
    fn an_amount_is_read_as_offices_write_it() {
        for (text, value) in [
            ("1234.5", "123450"),
            (" 1,234.50 ", "123450"),
            ("１，２３４．５", "123450"),
            ("1 234", "123400"),
            ("1'234'567", "123456700"),
            ("'1234", "123400"),
            ("(1,234)", "-123400"),
            ("（1,234）", "-123400"),
            ("-5", "-500"),
            ("−5", "-500"),
            ("120万元", "120000000"),
            ("120 万元", "120000000"),
            ("￥12.30", "1230"),
            ("1.5e3", "150000"),
            ("0.0001万元", "100"),
            ("", "missing"),
            ("—", "missing"),
            ("－", "missing"),
            ("——", "missing"),
            ("/", "missing"),
            ("\\", "missing"),
            ("无", "missing"),
            ("N/A", "missing"),
            ("…", "missing"),
            ("缺", "missing"),
            ("　", "missing"),
        ] {
            assert_eq!(read("元", "元", text), value, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_what_would_be() {
        for (text, why) in [
            ("1,23", "not a number; give a number in 元, or leave it blank if missing"),
            ("1,2345", "not a number; give a number in 元, or leave it blank if missing"),
            ("约500", "not a number; give a number in 元, or leave it blank if missing"),
            ("1-2", "not a number; give a number in 元, or leave it blank if missing"),
            ("#REF!", "the cell is a formula error; mend the formula or give the value"),
            ("1e50", "above the indicator's maximum of 10亿元; check the number and its unit"),
            ("-1e99", "below the indicator's minimum of -1000万元; check the sign and the number"),
            ("0.001", "too many decimal places; in 元 at most 2 are kept"),
            ("11亿元", "above the indicator's maximum of 10亿元; check the number and its unit"),
            ("-1亿元", "below the indicator's minimum of -1000万元; check the sign and the number"),
            (
                "99999999999999999999999999999999999999",
                "above the indicator's maximum of 10亿元; check the number and its unit",
            ),
        ] {
            assert_eq!(read("元", "元", text), why, "{text}");
        }
        assert!(read("元", "元", "12%").starts_with("the unit `%` doesn't fit; one of 元, 千元, 万元"));
        assert!(read("元", "元", "85人").starts_with("the unit `人` doesn't fit"));
        assert!(read("元", "元", "$5").starts_with("the unit `美元` doesn't fit"));
        assert!(read("元", "元", "120万").starts_with("the unit `万` doesn't fit"));
    }

    #[test]
    fn a_bare_number_has_the_columns_unit_and_a_suffix_its_own() {
        assert_eq!(read("元", "万元", "1.5"), "1500000");
        assert_eq!(read("元", "万元", "300元"), "30000");
        assert_eq!(read("%", "%", "12%"), "1200");
        assert_eq!(read("%", "倍", "0.12"), "1200");
        assert_eq!(read("人", "人", "85人"), "8500");
    }

    #[test]
    fn a_float_is_its_fifteen_digits_and_rounding_is_only_where_declared() {
        let mut reader = reader("元", 2, "元");
        assert_eq!(reader.number(0.1 + 0.2), Ok(Scaled { value: 30, rounded: false, also: None }));
        assert_eq!(reader.number(1.0 / 3.0), Err(Why::TooFine { unit: reader.amount.unit, scale: 2 }));
        assert!(reader.number(f64::NAN).is_err());
        reader.amount.rounds = true;
        assert_eq!(reader.number(1.0 / 3.0), Ok(Scaled { value: 33, rounded: true, also: None }));
        assert_eq!(reader.number(0.125), Ok(Scaled { value: 13, rounded: true, also: None }));
        assert_eq!(reader.number(-0.125), Ok(Scaled { value: -13, rounded: true, also: None }));
    }
}
