//! The ledger's chain: it holds as written, and whatever is changed afterwards is found.

use huoju_model::{Actor, PermittedUse};
use huoju_store::ledger::{Act, Broken, Verdict};
use huoju_store::source::NewSource;
use huoju_store::{Place, Store, StoreError};

struct Zone {
    store: Store,
    file: String,
    _folder: tempfile::TempDir,
}

impl Zone {
    /// Three sources, so three records.
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place { folder: folder.path().to_owned(), database: None };
        let store = Store::open(&place, true).await.expect("a store");
        for code in ["tax", "hr", "ip"] {
            let mut write = store.write().await.expect("a transaction");
            let new = NewSource { code: code.into(), name: code.into(), permitted_use: PermittedUse::Administrative };
            write.add_source(&new).await.expect("a source");
            write.commit(&Actor::System, Act { name: "source.add", about: code, what: code }).await.expect("a record");
        }
        Zone { store, file: format!("sqlite://{}", folder.path().join("huoju.db").display()), _folder: folder }
    }

    /// What somebody does who has the file and goes around the program.
    async fn tamper(&self, sql: &'static str) {
        let pool = sqlx::AnyPool::connect(&self.file).await.expect("the file");
        let done = sqlx::query(sql).execute(&pool).await.expect("a change");
        assert_eq!(done.rows_affected(), 1, "{sql}");
        pool.close().await;
    }

    async fn verdict(&self) -> Verdict {
        self.store.verify_ledger().await.expect("a verdict")
    }
}

fn broken(seq: i64, why: Broken) -> Verdict {
    Verdict::Broken { seq, why }
}

#[tokio::test]
async fn a_chain_that_nobody_touched_holds() {
    let zone = Zone::new().await;
    let records = zone.store.ledger(0, 10).await.expect("records");
    assert_eq!(
        records.iter().map(|r| (r.seq, r.about.as_str())).collect::<Vec<_>>(),
        [(3, "ip"), (2, "hr"), (1, "tax")]
    );
    assert_eq!(zone.verdict().await, Verdict::Holds { n: 3, hash: records[0].hash.clone() });
}

#[tokio::test]
async fn one_changed_character_of_any_column_is_found() {
    for sql in [
        "update ledger set at = replace(at, 'T', ' ') where seq = 2",
        "update ledger set actor = 'systen' where seq = 2",
        "update ledger set act = 'source.edd' where seq = 2",
        "update ledger set about = 'hs' where seq = 2",
        "update ledger set digest = '0' || substr(digest, 2) || 'x' where seq = 2",
    ] {
        let zone = Zone::new().await;
        zone.tamper(sql).await;
        assert_eq!(zone.verdict().await, broken(2, Broken::Changed), "{sql}");
    }
}

#[tokio::test]
async fn a_record_that_was_removed_replaced_or_cut_off_is_found() {
    for (sql, verdict) in [
        ("delete from ledger where seq = 2", broken(3, Broken::Gap)),
        ("update ledger set prev = 'x' where seq = 2", broken(2, Broken::Unchained)),
        ("update ledger set hash = 'x' where seq = 2", broken(2, Broken::Changed)),
        ("delete from ledger where seq = 3", broken(2, Broken::Head)),
        ("update head set hash = 'x' where id = 1", broken(3, Broken::Head)),
    ] {
        let zone = Zone::new().await;
        zone.tamper(sql).await;
        assert_eq!(zone.verdict().await, verdict, "{sql}");
    }
}

#[tokio::test]
async fn a_write_that_is_dropped_never_was() {
    let zone = Zone::new().await;
    let mut write = zone.store.write().await.expect("a transaction");
    let new = NewSource { code: "bank".into(), name: "bank".into(), permitted_use: PermittedUse::Public };
    write.add_source(&new).await.expect("a source");
    drop(write);
    assert_eq!(zone.store.source("bank").await.expect("an answer"), None);
    assert!(matches!(zone.verdict().await, Verdict::Holds { n: 3, .. }));
}

#[tokio::test]
async fn a_source_that_somebody_else_changed_meanwhile_is_not_overwritten() {
    let zone = Zone::new().await;
    let seen = zone.store.source("tax").await.expect("an answer").expect("a source");
    let mut write = zone.store.write().await.expect("a transaction");
    let mut changed = seen.clone();
    changed.withdrawn = Some("口径有误".into());
    write.change_source(&changed).await.expect("changed");
    write
        .commit(&Actor::System, Act { name: "source.withdraw", about: "tax", what: "口径有误" })
        .await
        .expect("a record");
    let now = zone.store.source("tax").await.expect("an answer").expect("a source");
    assert_eq!((now.withdrawn.as_deref(), now.version, now.may_judge_one()), (Some("口径有误"), 2, false));
    let mut write = zone.store.write().await.expect("a transaction");
    assert!(matches!(write.change_source(&seen).await, Err(StoreError::Stale("source"))));
}

#[tokio::test]
async fn a_directory_without_data_is_not_taken_for_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place { folder: folder.path().join("none"), database: None };
    assert!(matches!(Store::open(&place, false).await, Err(StoreError::Absent(_))));
    assert!(!place.folder.exists(), "looking makes nothing");
}
