//! What is copied away comes back the same; what was changed on the way is found.

use std::path::{Path, PathBuf};

use huoju_model::Actor;
use huoju_programme::backup::{BackupError, Manifest, backup, restore};
use huoju_programme::people;
use huoju_programme::verify::{Findings, verify};
use huoju_store::ledger::{Act, Broken, Verdict};
use huoju_store::{Place, Store};
use huoju_testkit::{Testkit, on_both};
use jiff::Timestamp;

/// A person, a kept file and an assessment's text.
async fn fill(store: &Store) {
    people::first(store, &Actor::System, Timestamp::now()).await.expect("an administrator");
    let kept = store.keep_bytes("税务.csv", "代码,名称\nA,甲\n".as_bytes()).expect("kept");
    let mut write = store.write().await.expect("a transaction");
    write.file(&kept).await.expect("noted");
    write.commit(&Actor::System, Act { name: "test", about: "file", what: &kept.hash }).await.expect("committed");
    let text = "{\"outcome\":\"pass\"}\n";
    let hash = huoju_store::ledger::sha256(&[text]);
    std::fs::write(store.folder().join("assessments").join(format!("{hash}.jsonl")), text).expect("written");
}

/// A dump, where the rows lie in PostgreSQL: its bytes are pg_dump's affair.
fn dump(kit: &Testkit) -> Option<PathBuf> {
    let dump = kit.folder().join("rows");
    kit.store.is_postgres().then(|| {
        std::fs::write(&dump, "a dump").expect("written");
        dump
    })
}

async fn made(kit: &Testkit) -> (PathBuf, Manifest, Findings) {
    fill(&kit.store).await;
    let to = kit.folder().join("backups/monday");
    let (manifest, findings) = backup(&kit.store, dump(kit).as_deref(), &to, Timestamp::now()).await.expect("a backup");
    (to, manifest, findings)
}

/// Another directory; in PostgreSQL over the same database, as if it had been restored.
fn elsewhere(kit: &Testkit, name: &str) -> Place {
    Place { folder: kit.folder().join(name), database: kit.place.database.clone() }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn only(folder: &Path) -> PathBuf {
    folder.join(names(folder).remove(0))
}

#[test]
fn a_backup_comes_back_as_it_was() {
    on_both(async |kit| {
        let (to, manifest, findings) = made(kit).await;
        assert!(findings.sound(), "{findings:?}");
        let rows = if kit.store.is_postgres() { "huoju.dump" } else { "huoju.db" };
        let paths: Vec<_> = manifest.files.iter().map(|part| part.path.split('/').next().unwrap_or_default()).collect();
        assert_eq!(paths, [rows, "files", "assessments"]);
        assert_eq!(names(&to), ["assessments", "backup.json", "files", rows], "nothing else is left");
        assert_eq!(names(&kit.folder().join("backups")), ["monday"]);
        let place = elsewhere(kit, "restored");
        let (_, findings) = restore(&to, &place).await.expect("restored");
        assert!(findings.sound(), "{findings:?}");
        let store = Store::open(&place, false).await.expect("a store");
        assert_eq!(store.ledger_head().await.expect("a head"), kit.store.ledger_head().await.expect("a head"));
        assert_eq!(names(&place.folder.join("files")), names(&kit.place.folder.join("files")));
        store.close().await;
    });
}

#[test]
fn nothing_is_written_over_and_nothing_half_done_is_left() {
    on_both(async |kit| {
        let (to, manifest, _) = made(kit).await;
        let again = backup(&kit.store, dump(kit).as_deref(), &to, Timestamp::now()).await;
        assert!(matches!(again, Err(BackupError::Occupied(_))), "{again:?}");
        let over = restore(&to, &kit.place).await;
        assert!(matches!(over, Err(BackupError::Occupied(_))), "{over:?}");
        let file = to.join(&manifest.files[1].path);
        std::fs::write(&file, "代码,名称\nA,乙\n").expect("changed");
        let damaged = restore(&to, &elsewhere(kit, "restored")).await;
        assert!(matches!(&damaged, Err(BackupError::Damaged(path)) if *path == file), "{damaged:?}");
        assert!(!names(kit.folder()).iter().any(|name| name.contains("restored")), "{:?}", names(kit.folder()));
    });
}

#[test]
fn a_list_that_leads_elsewhere_is_no_backup() {
    on_both(async |kit| {
        let (to, manifest, _) = made(kit).await;
        let list = to.join("backup.json");
        let text = std::fs::read_to_string(&list).expect("a list");
        for path in ["../huoju.db", "/etc/passwd", "files/../../x", "files/.x", "other/x", ""] {
            let evil = text.replace(&manifest.files[1].path, path);
            std::fs::write(&list, evil).expect("written");
            let refused = restore(&to, &elsewhere(kit, "restored")).await;
            assert!(matches!(refused, Err(BackupError::NoBackup(_))), "{path}: {refused:?}");
        }
        let none = restore(kit.folder(), &elsewhere(kit, "restored")).await;
        assert!(matches!(none, Err(BackupError::Store(_))), "{none:?}");
    });
}

#[test]
fn a_dump_is_asked_for_where_the_rows_lie_in_postgresql_and_only_there() {
    on_both(async |kit| {
        let (to, ..) = made(kit).await;
        let other = kit.folder().join("backups/tuesday");
        let rows = kit.folder().join("rows");
        std::fs::write(&rows, "a dump").expect("written");
        let postgres = kit.store.is_postgres();
        let wrong = backup(&kit.store, (!postgres).then_some(rows.as_path()), &other, Timestamp::now()).await;
        match (&wrong, postgres) {
            (Err(BackupError::NeedsDump), true) | (Err(BackupError::NeedsNoDump), false) => {}
            other => panic!("{other:?}"),
        }
        let database = if postgres { None } else { Some("postgres://x".to_owned()) };
        let wrong = restore(&to, &Place { folder: kit.folder().join("restored"), database }).await;
        match (&wrong, postgres) {
            (Err(BackupError::NeedsDatabase(_)), true) | (Err(BackupError::NeedsNoDatabase), false) => {}
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn one_changed_byte_anywhere_is_found() {
    on_both(async |kit| {
        fill(&kit.store).await;
        let found = async || verify(&kit.store).await.expect("findings");
        assert!(found().await.sound());
        let file = only(&kit.place.folder.join("files"));
        let bytes = std::fs::read(&file).expect("bytes");
        std::fs::write(&file, "代码,名称\nA,乙\n").expect("changed");
        assert_eq!(found().await.files.iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>(), ["税务.csv"]);
        std::fs::remove_file(&file).expect("removed");
        assert_eq!(found().await.files.len(), 1, "gone is found too");
        std::fs::write(&file, bytes).expect("mended");
        let assessment = only(&kit.place.folder.join("assessments"));
        std::fs::write(&assessment, "{\"outcome\":\"fail\"}\n").expect("changed");
        assert_eq!(found().await.assessments.len(), 1);
        std::fs::write(&assessment, "{\"outcome\":\"pass\"}\n").expect("mended");
        kit.tamper("update ledger set about = 'person admim' where seq = 1").await;
        assert_eq!(found().await.ledger, Verdict::Broken { seq: 1, why: Broken::Changed });
        kit.tamper("update ledger set about = 'person admin' where seq = 1").await;
        kit.tamper("update person set role = 'officer'").await;
        let breaches = found().await.breaches;
        assert_eq!(breaches.iter().map(|breach| breach.invariant.code).collect::<Vec<_>>(), ["an-administrator"]);
        kit.tamper("update person set role = 'administrator'").await;
    });
}
