//! Sources (来源): what their values may be used for, whose are taken first, and when they are used no more.
//! Administrators alone decide it.

use huoju_model::{Actor, PermittedUse};
use huoju_store::ledger::Act;
use huoju_store::source::Source;
use huoju_store::{Store, StoreError};

use crate::ProgrammeError;

/// What a source's values may be used for, and whose are taken where sources differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What its values may be used for.
    pub permitted_use: PermittedUse,
    /// The document that allows 统计专用 values to judge one enterprise; none takes it back.
    pub authority: Option<String>,
    /// Where sources differ, the one of the least is taken.
    pub precedence: i64,
}

/// Changes a source's terms. `version` is the one that was looked at.
pub async fn change(
    store: &Store,
    actor: &Actor,
    code: &str,
    version: i64,
    terms: Terms,
) -> Result<(), ProgrammeError> {
    let source = looked_at(store, actor, code, version).await?;
    let Terms { permitted_use, authority, precedence } = terms;
    let authority = authority.map(|said| said.trim().to_owned()).filter(|said| !said.is_empty());
    let said = authority.as_deref().unwrap_or("-");
    let what = format!("{} -> {} {precedence} {said}", source.permitted_use.code(), permitted_use.code());
    changed(store, actor, &Source { permitted_use, authority, precedence, ..source }, "source.change", &what).await
}

/// Withdraws a source: its values stay on record and are used no more. Assessments that used them say so.
pub async fn withdraw(
    store: &Store,
    actor: &Actor,
    code: &str,
    version: i64,
    reason: &str,
) -> Result<(), ProgrammeError> {
    let source = looked_at(store, actor, code, version).await?;
    if reason.trim().is_empty() {
        return Err(ProgrammeError::NoReason);
    }
    if source.withdrawn.is_some() {
        return Err(StoreError::Stale("source").into());
    }
    changed(store, actor, &Source { withdrawn: Some(reason.to_owned()), ..source }, "source.withdraw", reason).await
}

/// The source as it was looked at, by who may change it.
async fn looked_at(store: &Store, actor: &Actor, code: &str, version: i64) -> Result<Source, ProgrammeError> {
    if !actor.administers() {
        return Err(ProgrammeError::Forbidden(actor.to_string()));
    }
    let source = store.source(code).await?.ok_or_else(|| ProgrammeError::NoSource(code.to_owned()))?;
    Ok(Source { version, ..source })
}

async fn changed(store: &Store, actor: &Actor, source: &Source, name: &str, what: &str) -> Result<(), ProgrammeError> {
    let mut write = store.write().await?;
    write.change_source(source).await?;
    let about = format!("source {}", source.code);
    write.commit(actor, Act { name, about: &about, what }).await?;
    Ok(())
}
