//! Remarks about what was read: the first of each kind in full, the others counted.

use std::mem::{Discriminant, discriminant};

use huoju_table::{Notice, Remark};

use crate::report::{note, pick};
use crate::words::Words;

/// How many remarks of one kind are printed about rows, and about the file as a whole.
const SHOWN: [u64; 2] = [3, 10];

/// Remarks by kind, in the order in which the kinds were met. However many there are, few are kept.
#[derive(Default)]
pub struct Remarks(Vec<Group>);

struct Group {
    like: (Discriminant<Remark>, bool),
    shown: Vec<Notice>,
    n: u64,
}

impl Remarks {
    /// Those on a file as a whole.
    pub fn of(notices: &[Notice]) -> Self {
        let mut remarks = Remarks::default();
        notices.iter().cloned().for_each(|notice| remarks.add(notice));
        remarks
    }

    /// Counts a remark, and keeps it if it is one of the first.
    pub fn add(&mut self, notice: Notice) {
        let of_file = notice.row.is_none();
        let like = (discriminant(&notice.what), of_file);
        let at = self.0.iter().position(|group| group.like == like).unwrap_or_else(|| {
            self.0.push(Group { like, shown: Vec::new(), n: 0 });
            self.0.len() - 1
        });
        let group = &mut self.0[at];
        if group.n < SHOWN[usize::from(of_file)] {
            group.shown.push(notice);
        }
        group.n += 1;
    }

    /// Prints them.
    pub fn say(&self, words: &Words) {
        for group in &self.0 {
            for notice in &group.shown {
                let said = pick(words, notice.zh(), notice.en());
                note(&format!("{}{}{said}", place(notice, words), words.get("colon")), words);
            }
            let rest = group.n - group.shown.len() as u64;
            if rest > 0 {
                let about = [("count", rest.to_string()), ("all", group.n.to_string())];
                note(&words.with("notice-more", &about.each_ref().map(|(key, value)| (*key, value.as_str()))), words);
            }
        }
    }
}

/// `park.xlsx [Sheet1] B17`
fn place(notice: &Notice, words: &Words) -> String {
    let file = super::file(&notice.file, notice.sheet.as_deref());
    match (&notice.cell, notice.row) {
        (Some(cell), _) => words.with("place-cell", &[("file", &file), ("cell", cell)]),
        (None, Some(row)) => words.with("place-row", &[("file", &file), ("row", &row.to_string())]),
        (None, None) => file,
    }
}
