//! The rungs with the documents that they stand on.

use huoju_model::{Ladder, Lang, Rung};

use crate::discover::scheme_title;
use crate::view::ladder::RungRow;
use crate::view::{Clause, Link};
use crate::words::Words;
use crate::{App, paths};

/// The rungs, the highest first.
pub fn rungs(app: &App, ladder: &Ladder, words: &Words, lang: Lang) -> Vec<RungRow> {
    let titles = |places: &[usize]| {
        let titles = places.iter().filter_map(|&rung| ladder.rungs.get(rung)).map(|rung| rung.title.get(lang));
        titles.collect::<Vec<_>>().join(&words.get("list-comma"))
    };
    let row = |rung: &Rung| RungRow {
        name: rung.title.get(lang).to_owned(),
        schemes: rung.schemes.iter().map(|id| Link::new(scheme_title(app, id, lang), paths::scheme(id))).collect(),
        needs: titles(&rung.needs),
        excludes: titles(&rung.excludes),
        valid: rung
            .years
            .map_or_else(String::new, |years| words.with("ladder-years-valid", &[("n", &years.to_string())])),
        clause: cited(rung),
        note: rung.note.as_ref().map_or_else(String::new, |note| note.get(lang).to_owned()),
    };
    ladder.rungs.iter().rev().map(row).collect()
}

/// `宁科规发〔2020〕3号 认定条件1`
fn cited(rung: &Rung) -> Clause {
    let parts = [rung.source.as_deref(), rung.clause.as_deref()].into_iter().flatten();
    Clause { text: huoju_scheme::cited(&parts.collect::<Vec<_>>().join(" ")), href: String::new() }
}
