//! The enterprises of an offer as a file, with what it is for in the ledger.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, StringArray};
use huoju_catalogue::Offer;
use huoju_model::{Actor, Lang, Text};
use huoju_store::Store;
use huoju_store::ledger::Act;
use huoju_store::matching::{Fitting, Fittings, Matching};
use huoju_table::{FileFormat, OutputKind};

use super::said::Said;
use crate::evaluate::EvaluateError;
use crate::sheet::{self, Column};

/// What is taken along, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The matching.
    pub matching: &'w Matching,
    /// The offer.
    pub offer: &'w Offer,
    /// Which enterprises.
    pub asked: &'w Fittings,
    /// What for (用途).
    pub purpose: &'w str,
}

/// Writes the enterprises that are looked for, and one record of the ledger that says what for; how many there were
/// comes back. Without a purpose nothing is written.
pub async fn export(
    store: &Store,
    actor: &Actor,
    wanted: &Wanted<'_>,
    said: &Said,
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let Wanted { matching, offer, asked, purpose } = *wanted;
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let (rows, _) = store.fittings(actor.scope(), (matching.id, &offer.id), asked, 0, i64::MAX).await?;
    let head = vec![("format", "huoju.match/1".to_owned()), ("day", matching.day.clone())];
    sheet::write(path, format, columns(&rows, said), head).map_err(EvaluateError::Table)?;
    let (about, what) = (format!("offer {} {purpose}", offer.id), format!("{} {asked:?}", rows.len()));
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(rows.len())
}

fn columns(rows: &[Fitting], said: &Said) -> Vec<Column> {
    let lang = said.lang();
    let texts = |name: &str, header: Text, of: &dyn Fn(&Fitting) -> String| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Text,
        array: Arc::new(rows.iter().map(|row| Some(of(row)).filter(|said| !said.is_empty())).collect::<StringArray>())
            as ArrayRef,
    };
    let yes = |automatic: bool| match (automatic, lang) {
        (false, _) => String::new(),
        (true, Lang::Zh) => "是".to_owned(),
        (true, Lang::En) => "yes".to_owned(),
    };
    vec![
        texts("name", Text::new("企业名称", "name"), &|one| one.name.clone()),
        texts("id", Text::new("统一社会信用代码", "code"), &|one| one.code.clone().unwrap_or_default()),
        texts("offer", Text::new("政策产品", "offer"), &|one| said.title(&one.row.offer)),
        texts("standing", Text::new("匹配", "standing"), &|one| said.standing(&one.row)),
        texts("failed", Text::new("不符合的条件", "conditions that fail"), &|one| said.failed(&one.row)),
        texts("missing", Text::new("缺的数据", "missing figures"), &|one| said.missing(&one.row)),
        texts("gives_way_to", Text::new("就高不重复，让位于", "gives way to"), &|one| {
            said.gives_way(&one.row)
        }),
        texts("automatic", Text::new("免申即享候选", "without application"), &|one| yes(one.row.automatic)),
    ]
}
