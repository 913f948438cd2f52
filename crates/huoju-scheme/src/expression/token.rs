//! The tokens of an expression: numbers with their units, dates, quoted texts, words and signs.

use std::ops::Range;

use huoju_model::{Decimal, Unit};
use jiff::civil::Date;

use super::Comparison;
use crate::diagnostic::Diagnostic;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Number(Decimal, Option<Unit>),
    Text(String),
    Date(Date),
    Word(String),
    Compare(Comparison),
    Sign(char),
    Range,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Range<usize>,
}

pub(super) fn tokens(text: &str, at: usize) -> Result<Vec<Token>, Diagnostic> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let (kind, len) = match first {
            c if c.is_whitespace() => {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            '0'..='9' => number(rest, at + start)?,
            '"' | '\'' => quoted(rest, first, at + start)?,
            '.' if rest.starts_with("..") => (TokenKind::Range, 2),
            '(' | ')' | ',' | '+' | '-' | '*' | '/' | '@' => (TokenKind::Sign(first), 1),
            '<' | '>' | '=' | '!' | '≤' | '≥' | '≠' => comparison(rest, at + start)?,
            c if c.is_ascii_alphabetic() || c == '_' => {
                let len = word_length(rest);
                (TokenKind::Word(rest[..len].to_owned()), len)
            }
            c => {
                let span = at + start..at + start + c.len_utf8();
                return Err(Diagnostic::error(
                    span,
                    format!("不认识的字符 `{c}`"),
                    format!("`{c}` is not part of an expression"),
                )
                .mend(
                    "指标写代码（如 rnd），文字加引号，单位跟在数字后面",
                    "write indicators by code, quote texts, put units behind numbers",
                ));
            }
        };
        tokens.push(Token { kind, span: at + start..at + start + len });
        rest = &rest[len..];
    }
    Ok(tokens)
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len())
}

fn comparison(text: &str, at: usize) -> Result<(TokenKind, usize), Diagnostic> {
    for (sign, comparison) in [
        ("<=", Comparison::Le),
        (">=", Comparison::Ge),
        ("!=", Comparison::Ne),
        ("==", Comparison::Eq),
        ("≤", Comparison::Le),
        ("≥", Comparison::Ge),
        ("≠", Comparison::Ne),
        ("<", Comparison::Lt),
        (">", Comparison::Gt),
        ("=", Comparison::Eq),
    ] {
        if text.starts_with(sign) {
            return Ok((TokenKind::Compare(comparison), sign.len()));
        }
    }
    Err(Diagnostic::error(at..at + 1, "`!` 单独没有意思，写 != 或 not", "`!` alone means nothing; write != or not"))
}

fn quoted(text: &str, quote: char, at: usize) -> Result<(TokenKind, usize), Diagnostic> {
    match text[1..].find(quote) {
        Some(len) => Ok((TokenKind::Text(text[1..1 + len].to_owned()), len + 2)),
        None => Err(Diagnostic::error(at..at + text.len(), "引号没有收尾", "the quote is not closed")),
    }
}

/// A number with its unit, or a date.
fn number(text: &str, at: usize) -> Result<(TokenKind, usize), Diagnostic> {
    if let Some(date) = text.get(..10)
        && date.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
    {
        return match date.parse::<Date>() {
            Ok(day) => Ok((TokenKind::Date(day), 10)),
            Err(_) => {
                Err(Diagnostic::error(at..at + 10, format!("没有 {date} 这一天"), format!("there is no day {date}")))
            }
        };
    }
    let mut len = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if text[len..].starts_with('.') && text[len + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        let fraction = &text[len + 1..];
        len += 1 + fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
    }
    let value = Decimal::parse(&text[..len])
        .map_err(|_| Diagnostic::error(at..at + len, "数字太长", "the number is too long"))?;
    let after = &text[len..];
    let gap = after.len() - after.trim_start().len();
    let word = after.trim_start();
    let unit_len =
        word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '%' | '％' | '‰' | '²' | '㎡'))).unwrap_or(word.len());
    if unit_len == 0 || matches!(&word[..unit_len], "and" | "or" | "in" | "not") {
        return Ok((TokenKind::Number(value, None), len));
    }
    match Unit::parse(&word[..unit_len]) {
        Some(unit) => Ok((TokenKind::Number(value, Some(unit)), len + gap + unit_len)),
        None => {
            let span = at + len + gap..at + len + gap + unit_len;
            let written = &word[..unit_len];
            Err(Diagnostic::error(span, format!("不认识的计量单位 `{written}`"), format!("unknown unit `{written}`"))
                .mend(
                    "如 元、万元、亿元、人、件、项、家、%、分、天、年",
                    "such as 元, 万元, 亿元, 人, 件, 项, 家, %, 分, 天, 年",
                ))
        }
    }
}
