//! Text in columns, where a Chinese character is two wide.

use unicode_width::UnicodeWidthStr;

/// Wider than this a cell is cut.
const WIDEST: usize = 40;

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with spaces behind it, or before it where it is a number, up to `to` columns.
pub fn padded(text: &str, to: usize, number: bool) -> String {
    let spaces = " ".repeat(to.saturating_sub(width(text)));
    if number { spaces + text } else { text.to_owned() + &spaces }
}

/// The text, cut with `…` where it is too wide for a table.
pub fn cut(text: &str) -> String {
    if width(text) <= WIDEST {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept) + width(c.encode_utf8(&mut [0; 4])) >= WIDEST {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// The columns of a table that is written line by line: their widths come from the rows met first.
pub struct Columns {
    widths: Vec<usize>,
    numbers: Vec<bool>,
}

impl Columns {
    /// Columns wide enough for these rows, the heading among them; `numbers` are set to the right.
    pub fn of(rows: &[Vec<String>], numbers: Vec<bool>) -> Self {
        let mut widths = vec![0; numbers.len()];
        for row in rows {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = (*wide).max(width(cell));
            }
        }
        Columns { widths, numbers }
    }

    /// One line, without spaces at its end.
    pub fn line(&self, row: &[String]) -> String {
        let cells = row.iter().enumerate().map(|(at, cell)| padded(cell, self.widths[at], self.numbers[at]));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    }
}

/// A whole table whose cells are all text.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = Columns::of(rows, vec![false; rows.first().map_or(0, Vec::len)]);
    rows.iter().map(|row| columns.line(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_characters_are_two_wide() {
        let rows = [vec!["甲".to_owned(), "1".to_owned()], vec!["abc".to_owned(), "22".to_owned()]];
        let columns = Columns::of(&rows, vec![false, true]);
        assert_eq!(columns.line(&rows[0]), "甲    1\n");
        assert_eq!(columns.line(&rows[1]), "abc  22\n");
    }

    #[test]
    fn a_wide_cell_is_cut() {
        assert_eq!(cut("短"), "短");
        assert_eq!(width(&cut(&"长".repeat(30))), 39);
        assert!(cut(&"a".repeat(41)).ends_with('…'));
    }
}
