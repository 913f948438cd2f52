//! 维护: the version, where the data lie, what is stored, and how it is backed up and verified.

use axum::extract::State;
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::verify;
use huoju_store::subject::Search;

use super::ledger;
use crate::figure::thousands;
use crate::view::system::SystemPage;
use crate::view::{Fact, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// `GET /system`
pub async fn page(State(app): State<App>, visitor: Visitor, actor: Actor) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let store = &app.store;
    let (n_records, head) = store.ledger_head().await?;
    let (_, n_subjects) = store.subjects(actor.scope(), &Search::default(), 0, 0).await?;
    let verified = verify::last(store).await?;
    let verified = match &verified {
        Some(last) => format!(
            "{} {}",
            words.get(if last.sound() { "ledger-holds" } else { "ledger-broken" }),
            ledger::at(last, words)
        ),
        None => words.get("ledger-never"),
    };
    let count = |label: &str, n: i64| Fact::new(words.get(label), thousands(&n.to_string()));
    let engine = if store.is_postgres() { "PostgreSQL" } else { "SQLite" };
    let folder = store.folder().display().to_string();
    let page = SystemPage {
        about: vec![
            Fact::new(words.get("version"), env!("CARGO_PKG_VERSION")),
            Fact::new(words.get("database"), engine),
            Fact::new(words.get("data-folder"), &folder),
            Fact::new(words.get("digest"), render::short(&head)),
            Fact { label: words.get("ledger-verified"), text: verified, href: paths::LEDGER.to_owned() },
        ],
        stock: vec![
            count("subjects", n_subjects),
            count("observations", store.n_observations().await?),
            count("batches", store.n_batches().await?),
            count("key-records", n_records),
        ],
        backup: backup(&folder, store.is_postgres()),
        restore: "huoju restore /backup/huoju-1 --dir huoju-data-2".to_owned(),
        verify: format!("huoju verify --dir {folder}"),
        frame: render::frame(&visitor, Room::System, ""),
    };
    render::page(&page)
}

/// The command that backs up; rows in PostgreSQL come as a dump made just before.
fn backup(folder: &str, postgres: bool) -> String {
    if postgres {
        let dump = "pg_dump --format=custom --file=/backup/huoju.dump \"$DATABASE_URL\"";
        format!("{dump} && huoju backup --dir {folder} --rows /backup/huoju.dump --to /backup/huoju-1")
    } else {
        format!("huoju backup --dir {folder} --to /backup/huoju-1")
    }
}
