//! Days as offices write them, and as spreadsheets count them.

use jiff::civil::Date;

use crate::number::half_width;
use crate::refusal::Why;

/// A day as offices write it in a text: `2020-01-02`, `2020/1/2`, `2020.1.2`, `2020年1月2日` or `20200102`; a time of day behind it is dropped.
pub fn read(text: &str) -> Result<Date, Why> {
    let half = half_width(text);
    let day = half.trim().split(['T', 't']).next().unwrap_or_default();
    let day = if day.contains('年') { day.to_owned() } else { day.split(' ').next().unwrap_or_default().to_owned() };
    let parts: Vec<&str> = day
        .split(['-', '/', '.', '年', '月', '日', '号', '—', '–'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| digits(part)).collect();
    match numbers.as_deref() {
        Some(&[year, month, day]) if parts[0].len() == 4 => civil(year, month, day),
        Some(&[whole]) if parts[0].len() == 8 => compact(whole),
        Some(&[_, _] | &[_]) if matches!(parts[0].len(), 4 | 6) => Err(Why::NoDay),
        _ => Err(Why::NotADate),
    }
}

/// A number in a date's cell: `20200102`, or a serial number whose format was lost; a year alone has no day.
pub(crate) fn number(number: f64, epoch_1904: bool) -> Result<Date, Why> {
    if number.fract() == 0.0 && (1900.0..=2100.0).contains(&number) {
        return Err(Why::NoDay);
    }
    if number.fract() == 0.0 && (10_000_101.0..=99_991_231.0).contains(&number) {
        return compact(number as i64);
    }
    serial(number, epoch_1904).ok_or(Why::NotADate)
}

/// The day of a spreadsheet's serial number, counted from 1900 (whose 29 February never was) or from 1904.
pub(crate) fn serial(number: f64, epoch_1904: bool) -> Option<Date> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let days = number.floor() as i32;
    let (epoch, days) = match (epoch_1904, days) {
        (true, days) => ((1904, 1, 1), days),
        (false, 60) => return None,
        (false, days @ ..60) => ((1899, 12, 31), days),
        (false, days) => ((1899, 12, 30), days),
    };
    let epoch = Date::new(epoch.0, epoch.1, epoch.2).ok()?;
    epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Days since 1970-01-01, as Arrow counts them.
pub(crate) fn to_arrow(date: Date) -> i32 {
    date.since(jiff::civil::Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// The day that Arrow counts so.
pub(crate) fn from_arrow(days: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

fn digits(part: &str) -> Option<i64> {
    (part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
}

fn compact(whole: i64) -> Result<Date, Why> {
    civil(whole / 10_000, whole / 100 % 100, whole % 100)
}

fn civil(year: i64, month: i64, day: i64) -> Result<Date, Why> {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return Err(Why::NotADate);
    };
    Date::new(year, month, day).map_err(|_| Why::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_forms_offices_write() {
        for (text, day) in [
            ("2020-01-02", "2020-01-02"),
            ("2020/1/2", "2020-01-02"),
            ("2020.1.2", "2020-01-02"),
            ("2020年1月2日", "2020-01-02"),
            ("2020 年 1 月 2 日", "2020-01-02"),
            ("20200102", "2020-01-02"),
            ("２０２０－０１－０２", "2020-01-02"),
            ("2020-01-02 00:00:00", "2020-01-02"),
            ("2020-01-02T08:30:00", "2020-01-02"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(read(text).map(|d| d.to_string()), Ok(day.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_day_that_never_was_or_is_not_given_is_refused() {
        for (text, why) in [
            ("2020年3月", Why::NoDay),
            ("2020-03", Why::NoDay),
            ("202003", Why::NoDay),
            ("2020", Why::NoDay),
            ("2023-02-29", Why::NotADate),
            ("2023-13-01", Why::NotADate),
            ("1/2/2020", Why::NotADate),
            ("去年", Why::NotADate),
            ("99999999999", Why::NotADate),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn serial_numbers_count_from_their_epoch() {
        let day = |n, epoch| serial(n, epoch).map(|d| d.to_string());
        assert_eq!(day(43_832.0, false).as_deref(), Some("2020-01-02"));
        assert_eq!(day(43_832.75, false).as_deref(), Some("2020-01-02"));
        assert_eq!(day(42_370.0, true).as_deref(), Some("2020-01-02"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59.0, false).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60.0, false), None);
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(2_958_465.0, false).as_deref(), Some("9999-12-31"));
        assert_eq!(day(-1.0, false), None);
        assert_eq!(day(f64::NAN, false), None);
        assert_eq!(number(2020.0, false), Err(Why::NoDay));
        assert_eq!(number(20_200_102.0, false).map(|d| d.to_string()), Ok("2020-01-02".into()));
    }

    #[test]
    fn arrow_counts_days_from_1970() {
        let day = Date::constant(2020, 1, 2);
        assert_eq!(to_arrow(day), 18_263);
        assert_eq!(from_arrow(18_263), Some(day));
        assert_eq!(from_arrow(i32::MAX), None);
    }
}
