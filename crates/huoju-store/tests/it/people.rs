//! People, sessions, links and failures, on both engines.

use huoju_model::{Actor, Role};
use huoju_store::ledger::Act;
use huoju_store::person::{NewPerson, Person, Session};
use huoju_store::{Store, StoreError, Write};
use huoju_testkit::on_both;

const AT: &str = "2026-03-02T08:00:00Z";
const LATER: &str = "2026-03-02T20:00:00Z";

async fn commit(write: Write) {
    let act = Act { name: "test", about: "test", what: "test" };
    write.commit(&Actor::System, act).await.expect("committed");
}

async fn add(store: &Store, login: &str, role: Role) -> Result<i64, StoreError> {
    let mut write = store.write().await?;
    let new = NewPerson { login, name: "陈晓", role, password_hash: "$argon2id$x", must_change: true };
    let id = write.add_person(&new, AT).await?;
    commit(write).await;
    Ok(id)
}

async fn chen(store: &Store) -> Person {
    add(store, "chen", Role::Administrator).await.expect("added");
    store.person("chen").await.expect("an answer").expect("chen")
}

fn session(person_id: i64) -> Session {
    Session {
        token_hash: "t".repeat(64),
        person_id,
        csrf: "c".into(),
        made_at: AT.into(),
        seen_at: AT.into(),
        expires_at: LATER.into(),
    }
}

async fn sign_in(store: &Store, person: i64) {
    let mut write = store.write().await.expect("a transaction");
    write.add_session(&session(person)).await.expect("a session");
    write.add_link("link", person, LATER, AT).await.expect("a link");
    write.commit_quietly().await.expect("committed");
}

#[test]
fn a_login_is_borne_once() {
    on_both(async |kit| {
        let chen = chen(&kit.store).await;
        assert_eq!((chen.name.as_str(), chen.must_change, chen.active, chen.version), ("陈晓", true, true, 1));
        let twice = add(&kit.store, "chen", Role::Officer).await;
        assert!(matches!(twice, Err(StoreError::Exists { what: "person", .. })), "{twice:?}");
        assert_eq!(kit.store.people().await.expect("people").len(), 1);
    });
}

#[test]
fn another_password_ends_sessions_and_links() {
    on_both(async |kit| {
        let chen = chen(&kit.store).await;
        sign_in(&kit.store, chen.id).await;
        let found = kit.store.session(&session(1).token_hash).await.expect("an answer");
        assert_eq!(found.map(|(session, person)| (session.csrf, person.login)), Some(("c".into(), "chen".into())));
        let mut write = kit.store.write().await.expect("a transaction");
        write.set_password(&chen, "$argon2id$y", false).await.expect("changed");
        assert_eq!(write.use_link("link", AT).await.expect("an answer"), None);
        commit(write).await;
        assert_eq!(kit.store.session(&session(1).token_hash).await.expect("an answer"), None);
        let (now, hash) = kit.store.person_with_password("chen").await.expect("an answer").expect("chen");
        assert_eq!((hash.as_str(), now.must_change, now.version), ("$argon2id$y", false, 2));
    });
}

#[test]
fn a_person_changed_meanwhile_is_not_overwritten() {
    on_both(async |kit| {
        add(&kit.store, "root", Role::Administrator).await.expect("added");
        let chen = chen(&kit.store).await;
        let mut write = kit.store.write().await.expect("a transaction");
        write.stop_person(&chen).await.expect("stopped");
        commit(write).await;
        let mut write = kit.store.write().await.expect("a transaction");
        let stale = write.set_password(&chen, "$argon2id$y", false).await;
        assert!(matches!(stale, Err(StoreError::Stale("person"))), "{stale:?}");
    });
}

#[test]
fn who_is_stopped_is_signed_out() {
    on_both(async |kit| {
        add(&kit.store, "root", Role::Administrator).await.expect("added");
        let chen = chen(&kit.store).await;
        sign_in(&kit.store, chen.id).await;
        let mut write = kit.store.write().await.expect("a transaction");
        assert_eq!(write.n_administrators().await.expect("a count"), 2);
        write.stop_person(&chen).await.expect("stopped");
        assert_eq!(write.n_administrators().await.expect("a count"), 1);
        commit(write).await;
        assert_eq!(kit.store.session(&session(1).token_hash).await.expect("an answer"), None);
    });
}

#[test]
fn a_link_signs_in_once_and_not_after_its_time() {
    on_both(async |kit| {
        let chen = chen(&kit.store).await;
        sign_in(&kit.store, chen.id).await;
        let used = async |at: &str| {
            let mut write = kit.store.write().await.expect("a transaction");
            let found = write.use_link("link", at).await.expect("an answer");
            write.commit_quietly().await.expect("committed");
            found.map(|person| person.login)
        };
        assert_eq!(used(LATER).await, None, "it ends on its second");
        assert_eq!(used("2026-03-02T19:59:59Z").await.as_deref(), Some("chen"));
        assert_eq!(used("2026-03-02T19:59:59Z").await, None);
    });
}

#[test]
fn failures_are_counted_within_their_window() {
    on_both(async |kit| {
        let mut write = kit.store.write().await.expect("a transaction");
        for at in ["2026-03-02T08:00:01Z", "2026-03-02T08:00:02Z", "2026-03-02T08:00:03Z"] {
            write.add_failure("login:chen", at, AT).await.expect("noted");
            write.add_failure("address:10.0.0.7", at, AT).await.expect("noted");
        }
        let since = "2026-03-02T08:00:01Z";
        let found = write.failures("login:chen", since, 5).await.expect("failures");
        assert_eq!(found, ["2026-03-02T08:00:03Z", "2026-03-02T08:00:02Z"], "the edge itself is out");
        write.forget_failures("address:10.0.0.7", Some("2026-03-02T08:00:02Z")).await.expect("forgotten");
        assert_eq!(write.failures("address:10.0.0.7", AT, 5).await.expect("failures").len(), 2);
        write.forget_failures("login:chen", None).await.expect("forgotten");
        assert_eq!(write.failures("login:chen", AT, 5).await.expect("failures"), Vec::<String>::new());
        write.commit_quietly().await.expect("committed");
    });
}
