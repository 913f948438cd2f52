//! The cases of rank rules: a small contest and what must come of it, to the last digit.
//!
//! What a case holds are the very files of a contest, written as CSV in the text.

use huoju_review::number::{exact, shown};
use huoju_review::rank::{Contest, Ranking, Records, Rule, rank};
use huoju_scheme::diagnostic::Diagnostics;
use huoju_scheme::read::{Table, Value};

use crate::Difference;
use crate::pack::{File, read_file};

/// The cases of one rule.
#[derive(Debug)]
pub struct RankCases {
    /// Where they stand.
    pub path: String,
    /// The cases.
    pub cases: Vec<RankCase>,
}

/// One case.
#[derive(Debug)]
pub struct RankCase {
    /// The situation and its outcome as a sentence.
    pub name: String,
    marks: String,
    entries: Option<String>,
    tables: Vec<(String, String)>,
    expect: Vec<(String, Vec<(String, String)>)>,
}

/// Reads the cases of a rule.
pub(crate) fn read(file: &File) -> (RankCases, Diagnostics) {
    let (cases, found) = read_file(file, "huoju.rank-cases/1", |root| {
        root.required_text("rule", "mean-of-3");
        root.tables("case").iter().map(case).collect()
    });
    (RankCases { path: file.path.clone(), cases }, found)
}

fn case(table: &Table<'_, '_>) -> RankCase {
    let texts = |table: &Table<'_, '_>| -> Vec<(String, String)> {
        table.entries().iter().map(|(key, value)| (key.value.clone(), said(value))).collect()
    };
    let expect = table.table("expect").map(|expect| {
        let of = |value: &Value<'_, '_, '_>| value.table().as_ref().map(texts).unwrap_or_default();
        expect.entries().iter().map(|(entry, value)| (entry.value.clone(), of(value))).collect()
    });
    let case = RankCase {
        name: table.required_text("name", "三位专家平均，85.67分").value,
        marks: table.required_text("marks", "entry_id,expert_id,mark").value,
        entries: table.text("entries").map(|text| text.value),
        tables: table.table("tables").as_ref().map(texts).unwrap_or_default(),
        expect: expect.unwrap_or_default(),
    };
    table.finish();
    case
}

fn said(value: &Value<'_, '_, '_>) -> String {
    let text = value.text().map(|text| text.value);
    text.or_else(|| Some(value.number()?.value.to_string())).unwrap_or_default()
}

impl RankCase {
    /// What came out otherwise than expected: a step's value, `score`, `place` or `outcome` of an entry.
    pub fn run(&self, rule: &Rule) -> Result<Vec<Difference>, String> {
        let tables: Vec<_> = self.tables.iter().map(|(id, text)| (id.clone(), records(id, text))).collect();
        let entries = self.entries.as_ref().map(|text| records("entries", text));
        let contest = Contest::read(rule, &records("marks", &self.marks), entries.as_ref(), &tables);
        let contest =
            contest.map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
        let ranking = rank(rule, &contest);
        let mut differences = Vec::new();
        for (entry, expected) in &self.expect {
            let Some(at) = contest.sheet.entries.find(entry) else { return Err(format!("no entry {entry}")) };
            for (key, expected) in expected {
                let found = found(rule, &ranking, at, key);
                if found != *expected {
                    let key = format!("{entry}.{key}");
                    differences.push(Difference { key, expected: expected.clone(), found });
                }
            }
        }
        Ok(differences)
    }
}

fn found(rule: &Rule, ranking: &Ranking, entry: u32, key: &str) -> String {
    let row = &ranking.rows[entry as usize];
    let missing = || "missing".to_owned();
    match key {
        "place" => row.placed.as_ref().map_or_else(missing, |placed| placed.place.to_string()),
        "outcome" => row.outcome.map_or_else(missing, |outcome| outcome.word().to_owned()),
        "score" => row.score.as_ref().map_or_else(missing, exact),
        _ => step(rule, ranking, entry, key).unwrap_or_else(missing),
    }
}

/// `technical@short`, or the place in a section: `place@short`.
fn step(rule: &Rule, ranking: &Ranking, entry: u32, key: &str) -> Option<String> {
    let (left, criterion) = key.split_once(':').map_or((key, None), |(left, right)| (left, Some(right)));
    let (name, section) = left.split_once('@').map_or((left, None), |(left, right)| (left, Some(right)));
    let section = section.and_then(|id| rule.sections.iter().position(|s| s.id == id)).map(|at| at as u32);
    let criterion = criterion.and_then(|id| rule.criteria.iter().position(|c| c.name.id == id)).map(|at| at as u32);
    if name == "place" {
        let segment = rule.segments.iter().position(|segment| Some(segment.section) == section)?;
        let placed = ranking.segments[segment].iter().find(|placed| placed.entry == entry)?;
        return Some(placed.place.to_string());
    }
    let at = rule.steps.iter().position(|step| step.name.id == name)?;
    ranking.steps[at].of(entry, section, criterion).map(|number| shown(number, 0))
}

/// Rows of comma-separated text; cells of a case hold no commas.
fn records(name: &str, text: &str) -> Records {
    let cells = |line: &str| line.split(',').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
    let rows = lines.map(|(at, line)| (at as u64 + 1, cells(line))).collect();
    Records { file: name.to_owned(), header, rows }
}
