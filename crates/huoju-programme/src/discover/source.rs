//! Sources (来源): what their values may be used for, and when they are used no more. Administrators alone decide it.

use huoju_model::{Actor, PermittedUse};
use huoju_store::ledger::Act;
use huoju_store::source::Source;
use huoju_store::{Store, StoreError};

use crate::ProgrammeError;

/// Changes what a source's values may be used for. `version` is the one that was looked at.
pub async fn permit(
    store: &Store,
    actor: &Actor,
    code: &str,
    version: i64,
    used: PermittedUse,
) -> Result<(), ProgrammeError> {
    let source = looked_at(store, actor, code, version).await?;
    let what = format!("{} {}", source.permitted_use.code(), used.code());
    changed(store, actor, &Source { permitted_use: used, ..source }, "source.permit", &what).await
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
