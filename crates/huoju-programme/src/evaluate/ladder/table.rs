//! Standings as the columns of a file, from the store or from a file alike.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, StringArray};
use huoju_model::{Ladder, Lang, Standing, Text};
use huoju_scheme::{Program, outcome_word};
use huoju_store::assessment::ResultRow;
use huoju_table::OutputKind;
use jiff::civil::{Date, date};

use super::Spot;
use super::lacks::{Lacks, said, titles};
use super::list::Entry;
use crate::evaluate::why::comma;
use crate::sheet::Column;

/// Somebody's row.
#[derive(Debug)]
pub struct Line<'l> {
    /// Its code.
    pub id: Option<&'l str>,
    /// Its name.
    pub name: Option<&'l str>,
    /// Where it stands.
    pub standing: Standing,
    /// The last day of the title by which it stands there, where that is known.
    pub until: Option<Date>,
    /// Where it stood the year before, where that was looked at.
    pub before: Option<Standing>,
    /// How it came out for the next step, and by which program.
    pub next: Option<(&'l Program, &'l ResultRow)>,
    /// What it lacks for the next step.
    pub lacks: Option<&'l Lacks>,
}

/// How rungs and outcomes are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By their ids and codes, for programs; what is lacking is in words all the same.
    Ids(Lang),
    /// By their titles, for people.
    Titles(Lang),
}

impl<'l> Line<'l> {
    /// That of somebody whom the store knows.
    pub fn of(entry: &'l Entry) -> Self {
        Line {
            id: entry.code.as_deref(),
            name: Some(&entry.name),
            standing: entry.standing,
            until: entry.until,
            before: entry.before,
            next: entry.next.as_ref().map(|came| (&came.program, &came.row)),
            lacks: entry.lacks.as_ref(),
        }
    }
}

/// The columns of these rows, all of one year.
pub fn columns(ladder: &Ladder, year: Option<i16>, lines: &[Line<'_>], naming: Naming) -> Vec<Column> {
    let lang = naming.lang();
    let texts = |name: &str, header: Text, of: &dyn Fn(&Line<'_>) -> Option<String>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Text,
        array: Arc::new(lines.iter().map(of).collect::<StringArray>()) as ArrayRef,
    };
    let rung = |rung: Option<u8>| naming.rung(ladder, rung?);
    let until = lines.iter().map(|one| Some((one.until? - date(1970, 1, 1)).get_days()));
    vec![
        texts("id", Text::new("统一社会信用代码", "code"), &|one| one.id.map(str::to_owned)),
        texts("name", Text::new("企业名称", "name"), &|one| one.name.map(str::to_owned)),
        texts("year", Text::new("年度", "year"), &|_| year.map(|year| year.to_string())),
        texts("held", Text::new("所在级（按持有资格）", "rung (by the title held)"), &|one| {
            naming.spot(ladder, Spot::of(&one.standing))
        }),
        Column {
            name: "held_until".to_owned(),
            header: Text::new("有效期至", "valid to").get(lang).to_owned(),
            kind: OutputKind::Date,
            array: Arc::new(until.collect::<Date32Array>()),
        },
        texts("before", Text::new("上年所在级", "rung of the year before"), &|one| {
            naming.spot(ladder, Spot::of(one.before.as_ref()?))
        }),
        texts("reached", Text::new("预评达到的最高级", "highest rung reached by own assessment"), &|one| {
            rung(one.standing.reached)
        }),
        texts("passed_by", Text::new("越过的级（不算缺）", "rungs passed by (no fault)"), &|one| {
            let by = (0u8..).zip(&ladder.rungs).filter(|(rung, _)| one.standing.passes_by(usize::from(*rung)));
            let by: Vec<String> = by.filter_map(|(rung, _)| naming.rung(ladder, rung)).collect();
            Some(by.join(naming.joint())).filter(|said| !said.is_empty())
        }),
        texts("next", Text::new("下一级", "next rung"), &|one| rung(one.standing.next)),
        texts("next_outcome", Text::new("下一级预评", "own assessment for it"), &|one| {
            let outcome = one.next?.1.outcome;
            Some(match naming {
                Naming::Ids(_) => outcome.code().to_owned(),
                Naming::Titles(lang) => outcome_word(outcome, lang).to_owned(),
            })
        }),
        texts("lacks", Text::new("还缺什么", "what is lacking"), &|one| {
            let titles = titles(ladder, &one.standing, lang);
            let said = said(one.lacks?, &titles, one.next.map(|(program, _)| program), lang);
            Some(said).filter(|said| !said.is_empty())
        }),
    ]
}

impl Naming {
    fn lang(self) -> Lang {
        match self {
            Naming::Ids(lang) | Naming::Titles(lang) => lang,
        }
    }

    fn joint(self) -> &'static str {
        match self {
            Naming::Ids(_) => ";",
            Naming::Titles(lang) => comma(lang),
        }
    }

    fn rung(self, ladder: &Ladder, rung: u8) -> Option<String> {
        let rung = ladder.rungs.get(usize::from(rung))?;
        Some(match self {
            Naming::Ids(_) => rung.id.clone(),
            Naming::Titles(lang) => rung.title.get(lang).to_owned(),
        })
    }

    /// Where somebody stands. For programs what is not told is left out, as a missing figure is.
    pub fn spot(self, ladder: &Ladder, spot: Spot) -> Option<String> {
        let word = match (spot, self) {
            (Spot::Rung(rung), _) => return self.rung(ladder, rung),
            (Spot::None, Naming::Ids(_)) => return Some("none".to_owned()),
            (Spot::Untold, Naming::Ids(_)) => return None,
            (Spot::None, Naming::Titles(_)) => Text::new("不在名单上", "on no list"),
            (Spot::Untold, Naming::Titles(_)) => Text::new("没有数据", "not told"),
        };
        Some(word.get(self.lang()).to_owned())
    }
}
