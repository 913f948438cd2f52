//! Subjects (主体) and their identifiers: the unified social credit code (统一社会信用代码) of GB 32100—2015.

use std::fmt;

/// A unified social credit code (统一社会信用代码): 18 characters of its alphabet, in upper case and half width.
///
/// A failed check digit is a warning, not an error: codes in real use fail it, and a person may override.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode(String);

/// Why a text can't be a credit code at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Not 18 characters.
    #[error("a credit code has 18 characters, this has {0}")]
    Length(usize),
    /// A character outside the alphabet, or a letter where the administrative division has digits.
    #[error("character {position} is `{found}`, which a credit code has not there ({accepted})")]
    Character {
        /// Its place, from 1.
        position: usize,
        /// What stands there.
        found: char,
        /// What may stand there.
        accepted: &'static str,
    },
}

/// What deserves a second look in a well-formed credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CreditCodeWarning {
    /// Its last character is not the check character of the others.
    #[error("the check character is `{found}` where `{expected}` is expected; a character may be mistyped")]
    Check {
        /// What stands there.
        found: char,
        /// What the first 17 characters call for.
        expected: char,
    },
    /// Its 17th character is not the check character of the organisation code (组织机构代码) in places 9 to 16.
    #[error("the organisation code's check is `{found}` where `{expected}` is expected; it may not be a credit code")]
    Organisation {
        /// What stands there.
        found: char,
        /// What places 9 to 16 call for.
        expected: char,
    },
}

const LENGTH: usize = 18;
/// The characters in the order of their values: no I, O, S, V or Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^i mod 31, of the first 17 characters.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Of the eight characters of an organisation code (GB 11714).
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl CreditCode {
    /// Reads a code in either case and width, spaces left out; with it, what deserves a second look.
    pub fn parse(text: &str) -> Result<(Self, Vec<CreditCodeWarning>), CreditCodeError> {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        if chars.len() != LENGTH {
            return Err(CreditCodeError::Length(chars.len()));
        }
        for (index, &found) in chars.iter().enumerate() {
            let division = (2..8).contains(&index);
            let accepted = if division { "digits" } else { "digits and A–Y without I, O, S, V" };
            if value(found).is_none_or(|v| division && v > 9) {
                return Err(CreditCodeError::Character { position: index + 1, found, accepted });
            }
        }
        let warnings = [check(&chars), organisation_check(&chars)].into_iter().flatten().collect();
        Ok((CreditCode(chars.into_iter().collect()), warnings))
    }

    /// The code in upper case and half width.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn plain(c: char) -> char {
    let half = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    half.to_ascii_uppercase()
}

fn value(c: char) -> Option<u32> {
    ALPHABET.chars().position(|a| a == c).map(|v| v as u32)
}

fn check(chars: &[char]) -> Option<CreditCodeWarning> {
    let sum: u32 = chars.iter().zip(WEIGHTS).map(|(&c, weight)| value(c).unwrap_or(0) * weight).sum();
    let expected = ALPHABET.chars().nth(((31 - sum % 31) % 31) as usize)?;
    let found = *chars.last()?;
    (found != expected).then_some(CreditCodeWarning::Check { found, expected })
}

fn organisation_check(chars: &[char]) -> Option<CreditCodeWarning> {
    // Here A is 10 and Z is 35: the organisation code's alphabet leaves no letter out.
    let body = chars.get(8..16)?;
    let sum: u32 = body.iter().zip(ORGANISATION_WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10)?,
    };
    let found = *chars.get(16)?;
    (found != expected).then_some(CreditCodeWarning::Organisation { found, expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match CreditCode::parse(text) {
            Err(error) => format!("refused: {error}"),
            Ok((code, warnings)) => std::iter::once(code.to_string())
                .chain(warnings.iter().map(ToString::to_string))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    #[test]
    fn codes_that_pass_both_checks_have_no_warning() {
        for code in [
            "12440600MB2C07549J",
            "91330100799655058B",
            "91350100M000100Y43",
            "91110000101623741K",
            "911101066976941872",
        ] {
            assert_eq!(read(code), code);
        }
    }

    #[test]
    fn a_failed_check_is_a_warning_with_the_expected_character() {
        assert_eq!(
            read("91350100M000100Y44"),
            "91350100M000100Y44; the check character is `4` where `3` is expected; a character may be mistyped"
        );
        assert!(read("91310115MA1H8R7C6D").contains("the check character is `D` where `7` is expected"));
        assert!(read("91350211M0000XUF46").contains("the check character is `6` where `R` is expected"));
        assert!(read("111111111111111111").contains("the check character is `1`"));
        assert_eq!(
            read("362322198709086409"),
            "362322198709086409; the organisation code's check is `0` where `5` is expected; it may not be a credit code"
        );
    }

    #[test]
    fn a_code_is_read_in_either_case_and_width() {
        assert_eq!(read(" 91350100m000100y43 "), "91350100M000100Y43");
        assert_eq!(read("９１３５０１００ Ｍ０００１００ｙ４３"), "91350100M000100Y43");
    }

    #[test]
    fn a_malformed_code_is_refused_with_the_place() {
        let not_there = "which a credit code has not there";
        assert_eq!(read(""), "refused: a credit code has 18 characters, this has 0");
        assert_eq!(read("91350100M000100Y4"), "refused: a credit code has 18 characters, this has 17");
        assert_eq!(read("91350100M000100Y433"), "refused: a credit code has 18 characters, this has 19");
        assert_eq!(
            read("91350100M000100O43"),
            format!("refused: character 16 is `O`, {not_there} (digits and A–Y without I, O, S, V)")
        );
        assert_eq!(read("9135A100M000100Y43"), format!("refused: character 5 is `A`, {not_there} (digits)"));
        assert_eq!(
            read("科技有限公司科技有限公司科技有限公司").split(',').next(),
            Some("refused: character 1 is `科`")
        );
    }
}
