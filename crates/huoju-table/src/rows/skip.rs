//! Rows that are no enterprise: totals, headings of sections, notes and signatures, the header again.

use huoju_model::{Dictionary, indicator::folded};

use super::{Plan, Row};
use crate::cell::Cell;
use crate::header;

/// Why a row is no enterprise.
pub(super) enum Skip {
    Total,
    Note,
    Header,
    Nothing,
}

/// Why this row, whose first cell stands at `first`, is no enterprise; `None` where it is one.
pub(super) fn skip(plan: &Plan, row: &dyn Row, first: usize) -> Option<Skip> {
    let id_cell = row.cell(plan.id.index);
    if is_code(&id_cell) {
        return None;
    }
    let first_cell = row.cell(first);
    let text = folded(&first_cell.plain().chars().take(40).collect::<String>());
    let id_text = folded(&id_cell.plain().chars().take(40).collect::<String>());
    let says_something = !is_total(&id_text) && !is_note(&id_text);
    let id_is_code = !id_cell.is_blank() && first != plan.id.index && id_text != text && says_something;
    let name_text = plan.name.as_ref().map(|name| folded(&row.cell(name.index).plain())).unwrap_or_default();
    if !id_is_code && [&text, &name_text, &id_text].into_iter().any(|text| is_total(text)) {
        return Some(Skip::Total);
    }
    if !id_is_code && (is_note(&text) || is_note(&id_text)) {
        return Some(Skip::Note);
    }
    if id_text == folded(&plan.id.header) || is_header(&id_text) {
        return Some(Skip::Header);
    }
    let read = std::iter::once(&plan.id).chain(&plan.name).chain(&plan.period);
    let all_blank = read.chain(plan.figures.iter().map(|figure| &figure.column)).all(|c| row.cell(c.index).is_blank());
    if row.width() == first + 1 && is_section(&text) {
        return Some(Skip::Note);
    }
    // A template's rows are numbered beforehand; such a row says nothing. Anything else in it is a note.
    let numbered = matches!(first_cell, Cell::Number(_)) || text.bytes().all(|b| b.is_ascii_digit());
    all_blank.then_some(if numbered { Skip::Nothing } else { Skip::Note })
}

/// Whether a cell is plainly a code, as nearly all are: no word of totals, notes or headers begins with a digit.
fn is_code(cell: &Cell<'_>) -> bool {
    let Cell::Text(text) = cell else { return false };
    let bytes = text.as_bytes();
    bytes.len() >= 8 && bytes[0].is_ascii_digit() && bytes.iter().all(u8::is_ascii_alphanumeric)
}

fn is_total(text: &str) -> bool {
    const TOTALS: [&str; 9] = ["合计", "小计", "总计", "共计", "累计", "汇总", "本页合计", "total", "subtotal"];
    let behind = TOTALS.iter().find_map(|word| text.strip_prefix(word));
    behind.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with([':', '(', '共']) || rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// `一、规上企业` or `(二)规下企业`, alone in its row: the heading of a section.
fn is_section(text: &str) -> bool {
    let bare = text.trim_start_matches('(');
    let rest = bare.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    rest.len() < bare.len() && rest.starts_with(['、', ')'])
}

fn is_note(text: &str) -> bool {
    const NOTES: [&str; 17] = [
        "填表人",
        "填报人",
        "审核人",
        "制表",
        "经办人",
        "负责人",
        "单位负责人",
        "统计负责人",
        "联系电话",
        "联系人",
        "填报日期",
        "填表日期",
        "填报单位",
        "填表说明",
        "填报说明",
        "说明:",
        "备注:",
    ];
    let numbered = |word: &str| {
        text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '1', '2', '3', '.', '、']))
    };
    NOTES.iter().any(|word| text.starts_with(word))
        || numbered("注")
        || numbered("说明")
        || text.starts_with("(以下空白")
}

/// Whether an id's text is itself a header of ids, as where a printed page repeats the header.
fn is_header(text: &str) -> bool {
    matches!(header::role(None, text, &Dictionary::new()), header::Role::Id { .. } | header::Role::Name)
}
