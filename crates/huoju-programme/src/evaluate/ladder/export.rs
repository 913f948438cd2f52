//! The list of who stands where as a file that leaves the house.

use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang};
use huoju_store::Store;
use huoju_store::ledger::Act;
use huoju_table::FileFormat;

use super::Standings;
use super::list::{Asked, list};
use super::table::{Line, Naming, columns};
use crate::evaluate::EvaluateError;
use crate::sheet;

/// What is taken along, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// Whose standings.
    pub standings: &'w Standings,
    /// Which of them.
    pub asked: &'w Asked,
    /// In whose language.
    pub lang: Lang,
    /// What for (用途).
    pub purpose: &'w str,
}

/// Writes those who are looked for, and one record of the ledger that says what for; how many there were comes back.
/// Without a purpose nothing is written.
pub async fn export(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    wanted: &Wanted<'_>,
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let Wanted { standings, asked, lang, purpose } = *wanted;
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let (entries, _) = list(store, catalogue, actor, standings, asked, 0, usize::MAX).await?;
    let lines: Vec<Line<'_>> = entries.iter().map(Line::of).collect();
    let moment = standings.moments.get(asked.moment);
    let columns = columns(&standings.ladder, moment.map(|moment| moment.year), &lines, Naming::Titles(lang));
    let what = format!("{} {} {asked:?}", columns.len(), entries.len());
    let day = moment.map_or_else(String::new, |moment| moment.day.to_string());
    let head =
        vec![("format", "huoju.ladder-result/1".to_owned()), ("ladder", standings.ladder.id.clone()), ("day", day)];
    sheet::write(path, format, columns, head).map_err(EvaluateError::Table)?;
    let about = format!("ladder {} {purpose}", standings.ladder.id);
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(entries.len())
}
