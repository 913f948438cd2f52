//! 推演: an assessment with other points. From the assessment's own figures: who would enter, leave and move, by tier,
//! industry and size, and the change in the words of the document.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, StringArray};
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, Text};
use huoju_scheme::dial::Turned;
use huoju_scheme::{Cells, Change, Comparison, Points, Program, Rescored, Share, Verdict, diff, outcome_word};
use huoju_store::Store;
use huoju_store::assessment::Assessment;
use huoju_store::ledger::Act;
use huoju_store::population::Member;
use huoju_table::{FileFormat, OutputKind};

use super::EvaluateError;
use super::population::{self, Whole};
use crate::sheet::{self, Column};

/// The indicators by whose words it is told who moves: industry and size class.
pub const BY: [&str; 2] = ["industry", "size_class"];

/// An assessment ready to be tried with other points: everybody whom the actor may see.
pub struct Base {
    /// The assessment.
    pub assessment: Assessment,
    /// Its scheme and figures.
    pub cells: Cells,
    /// Who each row is.
    pub members: Vec<Member>,
    /// What is last said of each row's industry and size class.
    said: [Vec<Option<String>>; 2],
}

/// What would come of other points.
pub struct Tried<'b> {
    base: &'b Base,
    /// The scheme with these points; its text is a scheme file.
    pub program: Program,
    after: Rescored<'b>,
    /// Who enters, leaves and moves, by their rows.
    pub comparison: Comparison,
}

/// Reads an assessment's figures out of its text.
pub async fn base(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    assessment: Assessment,
) -> Result<Base, EvaluateError> {
    let hash = assessment.hash.as_str();
    // Places and means are those of everybody, whoever is shown.
    let Whole { program, settings, mut lines } = Whole::of(store, catalogue, hash)?;
    let shown = store.assessed(actor.scope(), hash).await?;
    let mut shown: HashMap<i64, Member> = shown.into_iter().map(|member| (member.id, member)).collect();
    lines.retain(|line| shown.contains_key(&line.subject_id));
    let members: Vec<Member> = lines.iter().filter_map(|line| shown.remove(&line.subject_id)).collect();
    let figures = population::of_lines(&program, &lines, &vec![None; lines.len()])?;
    let cells = Cells::new(&program, &figures, &settings)?;
    let ids: Vec<i64> = members.iter().map(|member| member.id).collect();
    let mut said = [Vec::new(), Vec::new()];
    for (of, indicator) in said.iter_mut().zip(BY) {
        let mut words = store.words_of(indicator, &ids, false).await?;
        of.extend(ids.iter().map(|id| words.remove(id)));
    }
    Ok(Base { assessment, cells, members, said })
}

/// Tries other points, by the places of the scheme's dials.
pub fn tried<'b>(base: &'b Base, catalogue: &Catalogue, turned: &Turned) -> Result<Tried<'b>, EvaluateError> {
    let scheme = catalogue.turned(base.cells.program().scheme(), turned)?;
    let program = Program::compile(scheme);
    let after = base.cells.assess(&program)?;
    let comparison = Comparison::of(base.members.len(), |row| base.cells.now(row), |row| after.verdict(row));
    Ok(Tried { base, program, after, comparison })
}

impl Tried<'_> {
    /// What is different, as the document would say it.
    pub fn changes(&self, lang: Lang) -> Vec<Change> {
        diff(self.base.cells.program().scheme(), self.program.scheme(), lang)
    }

    /// How a row stood, and how it would stand.
    pub fn verdicts(&self, row: usize) -> [Verdict; 2] {
        [self.base.cells.now(row), self.after.verdict(row)]
    }

    /// By industry, the most entrants and leavers first; those of whom none is known are last. Nothing where nobody's is.
    pub fn by_industry(&self) -> Vec<(Option<&str>, Share)> {
        self.by(0)
    }

    /// By size class.
    pub fn by_size(&self) -> Vec<(Option<&str>, Share)> {
        self.by(1)
    }

    fn by(&self, which: usize) -> Vec<(Option<&str>, Share)> {
        self.comparison.shares(&self.base.said[which], |row| self.verdicts(row))
    }
}

/// Writes who enters, leaves and moves, with a record of the ledger that says what for; how many there were comes back.
pub async fn export(
    store: &Store,
    actor: &Actor,
    tried: &Tried<'_>,
    (lang, purpose): (Lang, &str),
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let Comparison { entrants, leavers, moved, .. } = &tried.comparison;
    let ways = [("新进", "enters", entrants), ("退出", "leaves", leavers), ("有变动", "moves", moved)];
    let rows: Vec<(Text, usize)> =
        ways.into_iter().flat_map(|(zh, en, rows)| rows.iter().map(move |row| (Text::new(zh, en), *row))).collect();
    let changes: Vec<String> = tried.changes(lang).iter().map(|change| change.text(lang)).collect();
    let head = vec![
        ("format", "huoju.comparison/1".to_owned()),
        ("scheme", tried.base.assessment.scheme.clone()),
        ("assessment", tried.base.assessment.hash.clone()),
        ("changes", changes.join("；")),
    ];
    sheet::write(path, format, tried.columns(&rows, lang), head).map_err(EvaluateError::Table)?;
    let about = format!("assessment {} {purpose}", tried.base.assessment.hash);
    let what = format!("{} {}", rows.len(), changes.join(";"));
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(rows.len())
}

impl Tried<'_> {
    fn columns(&self, rows: &[(Text, usize)], lang: Lang) -> Vec<Column> {
        let text = |name: &str, zh: &str, en: &str, of: &dyn Fn(&(Text, usize)) -> Option<String>| Column {
            name: name.to_owned(),
            header: Text::new(zh, en).get(lang).to_owned(),
            kind: OutputKind::Text,
            array: Arc::new(rows.iter().map(of).collect::<StringArray>()),
        };
        let points = |name: &str, zh: &str, en: &str, side: usize| {
            let total = |(_, row): &(Text, usize)| self.verdicts(*row)[side].total.map(|points| points.0);
            let array: ArrayRef = Arc::new(rows.iter().map(total).collect::<Int64Array>());
            let header = Text::new(zh, en).get(lang).to_owned();
            Column { name: name.to_owned(), header, kind: OutputKind::Number { scale: Points::SCALE }, array }
        };
        let member = |row: usize| &self.base.members[row];
        let outcome = |row: usize, side: usize| {
            let program = [self.base.cells.program(), &self.program][side];
            let verdict = self.verdicts(row)[side];
            let tier = verdict.tier.map(|tier| program.scheme().tiers[tier].title.get(lang));
            tier.unwrap_or(outcome_word(verdict.outcome, lang)).to_owned()
        };
        vec![
            text("way", "变动", "way", &|(way, _)| Some(way.get(lang).to_owned())),
            text("id", "统一社会信用代码", "code", &|(_, row)| member(*row).code.clone()),
            text("name", "企业名称", "name", &|(_, row)| Some(member(*row).name.clone())),
            text("industry", "行业", "industry", &|(_, row)| self.base.said[0][*row].clone()),
            text("size_class", "企业规模", "size class", &|(_, row)| self.base.said[1][*row].clone()),
            text("outcome.before", "原来", "before", &|(_, row)| Some(outcome(*row, 0))),
            points("total.before", "原来总分(分)", "total before (points)", 0),
            text("outcome.after", "改后", "after", &|(_, row)| Some(outcome(*row, 1))),
            points("total.after", "改后总分(分)", "total after (points)", 1),
        ]
    }
}
