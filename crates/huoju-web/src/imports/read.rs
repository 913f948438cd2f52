//! What was read of a file, for its page: refused cells, how it was understood, and its first rows.

use huoju_catalogue::Catalogue;
use huoju_model::Lang;
use huoju_programme::discover::Notice;
use huoju_programme::discover::import::{Findings, Read, Row};

use crate::figure::{shown, unit_of, unit_word};
use crate::view::imports::{Preview, PreviewColumn, PreviewRow, Refusal, Remark};
use crate::words::Words;

/// How many refusals and remarks, and how many rows, are shown.
const SHOWN: usize = 100;
const PREVIEWED: usize = 8;

/// The first refused cells, and how many more there are.
pub fn refusals(read: &Read, lang: Lang) -> (Vec<Refusal>, String) {
    let more = read.refusals.len().saturating_sub(SHOWN);
    let more = if more == 0 { String::new() } else { more.to_string() };
    let first = read.refusals.iter().take(SHOWN).map(|refusal| refused(refusal, lang));
    (first.collect(), more)
}

fn refused(refusal: &huoju_programme::discover::Refusal, lang: Lang) -> Refusal {
    let said = match lang {
        Lang::Zh => refusal.why.zh(),
        Lang::En => refusal.why.en(),
    };
    // What is wrong comes first, then how to mend it.
    let (why, mend) = said.split_once(['；', ';']).unwrap_or((&said, ""));
    let letters = refusal.cell.as_deref().map_or("", |cell| cell.trim_end_matches(|c: char| c.is_ascii_digit()));
    let header = refusal.column.as_deref().unwrap_or_default();
    Refusal {
        row: refusal.row.to_string(),
        column: format!("{letters} {header}").trim().to_owned(),
        value: refusal.value.clone(),
        why: why.to_owned(),
        mend: mend.trim().to_owned(),
    }
}

/// How the file was understood: its header, each column, then what is worth saying of the whole and of single rows.
pub fn remarks(read: &Read, catalogue: &Catalogue, lang: Lang) -> Vec<Remark> {
    let words = Words::of(lang);
    let rows: Vec<String> = read.layout.header_rows.iter().map(u64::to_string).collect();
    let mut remarks = Vec::new();
    if !rows.is_empty() {
        remarks.push(Remark {
            place: String::new(),
            text: words.with("import-header-rows", &[("rows", &rows.join("、"))]),
        });
    }
    remarks.extend(read.layout.found.iter().map(|found| {
        let indicator = catalogue.dictionary().get(&found.code);
        let name = indicator.map_or(&*found.column.header, |indicator| indicator.name.get(lang));
        let period = period(read, found.earlier);
        let about = [("header", &*found.column.header), ("name", name), ("period", &period)];
        let read_as = words.with("import-column", &about);
        let unit = found.unit.map_or_else(String::new, |unit| words.with("in-unit", &[("n", unit_word(unit, lang))]));
        Remark { place: words.with("import-column-place", &[("n", &found.column.letter)]), text: read_as + &unit }
    }));
    remarks.extend(read.layout.ignored.iter().map(|ignored| Remark {
        place: words.with("import-column-place", &[("n", &ignored.column.letter)]),
        text: words.with("import-column-ignored", &[("header", &ignored.column.header)]),
    }));
    let notices = read.layout.notices.iter().chain(&read.notices).filter(|notice| !notice.is_doubt()).take(SHOWN);
    remarks.extend(notices.map(|notice| noticed(notice, lang)));
    remarks
}

/// Codes that are read as they stand and may be mistyped: whoever commits should have looked at them.
pub fn doubts(read: &Read, lang: Lang) -> Vec<Remark> {
    read.notices.iter().filter(|notice| notice.is_doubt()).take(SHOWN).map(|notice| noticed(notice, lang)).collect()
}

fn noticed(notice: &Notice, lang: Lang) -> Remark {
    Remark {
        place: match (&notice.cell, notice.row) {
            (Some(cell), _) => cell.clone(),
            (None, Some(row)) => Words::of(lang).with("import-row-place", &[("n", &row.to_string())]),
            (None, None) => String::new(),
        },
        text: match lang {
            Lang::Zh => notice.zh(),
            Lang::En => notice.en(),
        },
    }
}

/// The period of a column; `—` where the file is of none.
fn period(read: &Read, earlier: u8) -> String {
    read.period.map_or_else(|| "—".to_owned(), |period| period.earlier(u32::from(earlier)).to_string())
}

/// What a register or a list says besides its figures: whom it renames, whose names are unsure, whom nobody knows.
pub fn findings(findings: &Findings, lang: Lang) -> impl Iterator<Item = Remark> {
    let words = Words::of(lang);
    let renamed = findings.renamed.iter().map(|one| {
        let about = [("code", &*one.code), ("from", &*one.from), ("to", &*one.to)];
        Remark { place: String::new(), text: words.with("finding-renamed", &about) }
    });
    let namesakes = findings.namesakes.iter().map(|one| {
        let about = [("name", &*one.name), ("codes", &*one.codes.join("、"))];
        Remark { place: String::new(), text: words.with("finding-namesakes", &about) }
    });
    let listed = |key: &'static str| {
        move |one: &huoju_programme::discover::import::Listed| Remark {
            place: one.place.clone(),
            text: words.with(key, &[("name", &one.name)]),
        }
    };
    let unsure = findings.unsure.iter().map(listed("finding-unsure"));
    let unknown = findings.unknown.iter().map(listed("finding-unknown"));
    renamed.chain(namesakes).chain(unsure).chain(unknown).take(SHOWN).collect::<Vec<_>>().into_iter()
}

/// The first rows as they will be stored; `None` where no row was read.
pub fn preview(read: &Read, catalogue: &Catalogue, lang: Lang) -> Option<Preview> {
    if read.rows.is_empty() {
        return None;
    }
    let words = Words::of(lang);
    let column = |name: String| PreviewColumn { name, ..PreviewColumn::default() };
    let figures = read.layout.found.iter().map(|found| {
        let indicator = catalogue.dictionary().get(&found.code);
        let name = indicator.map_or(&*found.column.header, |indicator| indicator.name.get(lang));
        let unit = unit_of(indicator, lang);
        let name = match found.earlier {
            0 => name.to_owned(),
            earlier => format!("{name} {}", period(read, earlier)),
        };
        PreviewColumn { name, number: !unit.is_empty(), unit }
    });
    let columns = [column(words.get("subject")), column(words.get("credit-code"))].into_iter().chain(figures);
    Some(Preview {
        columns: columns.collect(),
        rows: read.rows.iter().take(PREVIEWED).map(|row| previewed(row, read, catalogue, lang)).collect(),
    })
}

fn previewed(row: &Row, read: &Read, catalogue: &Catalogue, lang: Lang) -> PreviewRow {
    let figures = read.layout.found.iter().map(|found| {
        let cell = row.cells.iter().find(|cell| cell.code == found.code && cell.earlier == found.earlier);
        shown(cell.map(|cell| &cell.value), catalogue.dictionary().get(&found.code), lang).0
    });
    let named = [row.name.clone().unwrap_or_default(), row.id.clone()];
    PreviewRow { row: row.number.to_string(), cells: named.into_iter().chain(figures).collect() }
}
