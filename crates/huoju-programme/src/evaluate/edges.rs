//! 边界审计 as a table: who stands beside which edge, a row each, for files.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, StringArray};
use huoju_model::{Actor, Lang, Text};
use huoju_scheme::audit::Beside;
use huoju_scheme::{Program, cited, outcome_word};
use huoju_store::Store;
use huoju_store::ledger::Act;
use huoju_table::{FileFormat, OutputKind};

use super::EvaluateError;
use super::whatif::Base;
use crate::sheet::{self, Column};

/// The rows of an audit, those of one edge together. `who` gives the code and the name of a row.
pub fn columns(
    program: &Program,
    found: &[Beside],
    who: impl Fn(usize) -> (Option<String>, Option<String>),
    lang: Lang,
) -> Vec<Column> {
    let mut rows: Vec<&Beside> = found.iter().collect();
    rows.sort_by_key(|one| (one.rises(), one.place, one.input, one.by));
    let texts = |name: &str, header: Text, of: &dyn Fn(&Beside) -> Option<String>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Text,
        array: Arc::new(rows.iter().map(|one| of(one).filter(|said| !said.is_empty())).collect::<StringArray>())
            as ArrayRef,
    };
    let side = |one: &Beside| match one.rises() {
        false => Text::new("刚够", "just on it"),
        true => Text::new("只差一点", "just below it"),
    };
    let outcome = |one: &Beside, side: usize| Some(outcome_word(one.outcome[side], lang).to_owned());
    vec![
        texts("side", Text::new("在哪边", "side"), &|one| Some(side(one).get(lang).to_owned())),
        texts("clause", Text::new("条款", "clause"), &|one| one.place.clause(program).map(cited)),
        texts("edge", Text::new("哪条边", "edge"), &|one| Some(one.place.title(program, lang).to_owned())),
        texts("moved", Text::new("动哪个数", "figure moved"), &|one| Some(one.moved(program, lang))),
        texts("change", Text::new("怎么变", "change"), &|one| Some(one.change(program, lang))),
        texts("outcome.before", Text::new("现在结果", "outcome"), &|one| outcome(one, 0)),
        texts("outcome.after", Text::new("动后结果", "outcome if moved"), &|one| outcome(one, 1)),
        texts("id", Text::new("统一社会信用代码", "code"), &|one| who(one.row).0),
        texts("name", Text::new("企业名称", "name"), &|one| who(one.row).1),
    ]
}

/// Writes an assessment's audit, with a record of the ledger that says what for; how many rows there were comes back.
pub async fn export(
    store: &Store,
    actor: &Actor,
    (base, found): (&Base, &[Beside]),
    (lang, purpose): (Lang, &str),
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let who = |row: usize| {
        let member = &base.members[row];
        (member.code.clone(), Some(member.name.clone()))
    };
    let hash = &base.assessment.hash;
    let head = vec![("format", "huoju.edges/1".to_owned()), ("assessment", hash.clone())];
    let columns = columns(base.cells.program(), found, who, lang);
    sheet::write(path, format, columns, head).map_err(EvaluateError::Table)?;
    let (about, what) = (format!("edges {hash} {purpose}"), found.len().to_string());
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(found.len())
}
