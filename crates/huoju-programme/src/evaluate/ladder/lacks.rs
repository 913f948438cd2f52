//! What somebody lacks for the next rung, read off the last result by its scheme.

use huoju_model::{Ladder, Lang, Outcome, Period, Standing};
use huoju_scheme::{Program, Settings};
use huoju_store::assessment::ResultRow;
use jiff::civil::{Date, date};

use crate::evaluate::why::{Why, comma, why};

/// What is lacking for a rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacks {
    /// Nothing, by our own assessment: it may apply.
    Nothing,
    /// Clauses, points or figures, as its scheme says.
    Why(Why),
    /// The rung's scheme is there, and the subject was not assessed by it.
    NotAssessed,
    /// The rung's conditions are not in any pack.
    NoScheme,
}

/// What a result by a rung's scheme says is lacking; `None` where there is no result.
pub fn lacks(ladder: &Ladder, rung: usize, result: Option<(&Program, &ResultRow)>) -> Lacks {
    match result {
        Some((_, row)) if row.outcome == Outcome::Pass => Lacks::Nothing,
        Some((program, row)) => Lacks::Why(why(program, row)),
        None if ladder.rungs.get(rung).is_some_and(|rung| !rung.schemes.is_empty()) => Lacks::NotAssessed,
        None => Lacks::NoScheme,
    }
}

/// The same in words for a file, the titles that must be held first before it; empty where nothing is lacking.
pub fn said(lacks: &Lacks, titles: &[String], program: Option<&Program>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let titles = titles.join(comma(lang));
    let first = match (titles.is_empty(), zh) {
        (true, _) => String::new(),
        (false, true) => format!("须先有资格：{titles}"),
        (false, false) => format!("must hold first: {titles}"),
    };
    let own = match (lacks, program) {
        (Lacks::Why(why), Some(program)) => why.said(program, lang),
        (Lacks::NotAssessed, _) if zh => "没有按这一级的办法评价过".to_owned(),
        (Lacks::NotAssessed, _) => "not assessed by this rung's scheme".to_owned(),
        (Lacks::NoScheme, _) if zh => "这一级的条件没有收录".to_owned(),
        (Lacks::NoScheme, _) => "this rung's conditions are in no pack".to_owned(),
        _ => String::new(),
    };
    let parts = [first, own].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(if zh { "；" } else { "; " })
}

/// The titles that somebody's next step needs and that it is not known to hold.
pub fn titles(ladder: &Ladder, standing: &Standing, lang: Lang) -> Vec<String> {
    let lacking = ladder.rungs.iter().enumerate().filter(|(rung, _)| standing.lacks(*rung));
    lacking.map(|(_, rung)| rung.title.get(lang).to_owned()).collect()
}

/// The edition, by its place, that figures of a year are assessed by: the last that is in force on the day, or where none
/// is given, in the year after, when they are filed.
pub fn edition(programs: &[Program], period: Period, day: Option<Date>) -> Option<usize> {
    let settings = Settings { as_of: day, ..Settings::of(period) };
    let filed = date(period.year().saturating_add(1).min(9999), 12, 31);
    let is_in_force =
        |program: &Program| program.in_force(&settings).is_ok() && program.scheme().in_force.from <= filed;
    programs.iter().rposition(is_in_force)
}
