//! Who gets in, who doesn't, and for how long.

use huoju_model::{Actor, Lang, Role};
use huoju_programme::people::{
    self, ABSOLUTE, Entered, FIRST, IDLE, LINK, NewUser, PER_ADDRESS, PER_LOGIN, PeopleError, WINDOW, Weakness,
};
use huoju_store::Store;
use huoju_testkit::on_both;
use jiff::{SignedDuration, Timestamp};

const HOME: &str = "10.0.0.7";
const SECOND: SignedDuration = SignedDuration::from_secs(1);

fn operator() -> Actor {
    Actor::Operator("test".into())
}

fn morning() -> Timestamp {
    "2026-03-02T00:00:00Z".parse().expect("a time")
}

/// The first administrator's password.
async fn admin(store: &Store) -> String {
    people::first(store, &operator(), morning()).await.expect("an answer").expect("a password")
}

/// An officer's password, beside an administrator.
async fn officer(store: &Store) -> String {
    if store.people().await.expect("people").is_empty() {
        admin(store).await;
    }
    let new = NewUser { login: "Chen".into(), name: "陈晓".into(), role: Role::Officer };
    people::add(store, &operator(), &new, morning()).await.expect("a password")
}

async fn enter(store: &Store, login: &str, password: &str) -> Result<Entered, PeopleError> {
    people::sign_in(store, login, password, HOME, morning()).await
}

async fn lasts(store: &Store, token: &str, at: Timestamp) -> bool {
    people::session(store, token, at).await.expect("an answer").is_some()
}

#[test]
fn the_first_start_makes_one_administrator_once() {
    on_both(async |kit| {
        let password = admin(&kit.store).await;
        assert_eq!(people::first(&kit.store, &operator(), morning()).await.expect("an answer"), None);
        let entered = enter(&kit.store, FIRST, &password).await.expect("in");
        let who = entered.signed_in.person;
        assert_eq!((who.role, who.must_change), (Role::Administrator, true));
    });
}

#[test]
fn a_session_ends_when_left_alone_and_at_the_end_of_the_day() {
    on_both(async |kit| {
        let password = officer(&kit.store).await;
        let token = enter(&kit.store, "chen", &password).await.expect("in").token;
        assert!(!lasts(&kit.store, "", morning()).await);
        assert!(!lasts(&kit.store, &token.to_uppercase(), morning()).await);
        assert!(!lasts(&kit.store, &token, morning() + IDLE).await);
        let mut now = morning();
        while now + (IDLE - SECOND) < morning() + ABSOLUTE {
            now += IDLE - SECOND;
            assert!(lasts(&kit.store, &token, now).await, "used at {now}");
        }
        assert!(lasts(&kit.store, &token, morning() + ABSOLUTE - SECOND).await);
        assert!(!lasts(&kit.store, &token, morning() + ABSOLUTE).await);
    });
}

#[test]
fn signing_out_ends_it_and_the_ledger_has_both() {
    on_both(async |kit| {
        let password = officer(&kit.store).await;
        let Entered { token, signed_in } = enter(&kit.store, "CHEN ", &password).await.expect("in");
        people::sign_out(&kit.store, &signed_in, &token).await.expect("out");
        assert!(!lasts(&kit.store, &token, morning()).await);
        people::sign_out(&kit.store, &signed_in, &token).await.expect("out already");
        let records = kit.store.ledger(0, 10).await.expect("records");
        let acts: Vec<_> = records.iter().rev().map(|r| (r.actor.as_str(), r.act.as_str(), r.about.as_str())).collect();
        assert_eq!(
            acts,
            [
                ("operator:test", "person.add", "person admin"),
                ("operator:test", "person.add", "person chen"),
                ("person:chen", "session.begin", "person chen"),
                ("person:chen", "session.end", "person chen"),
            ]
        );
    });
}

#[test]
fn after_some_wrong_tries_even_the_right_password_waits() {
    on_both(async |kit| {
        let password = officer(&kit.store).await;
        for turn in 1..=PER_LOGIN {
            let wrong = enter(&kit.store, "chen", "wrong").await;
            assert!(matches!(wrong, Err(PeopleError::WrongPassword)), "{turn}: {wrong:?}");
        }
        let locked = enter(&kit.store, "chen", &password).await.expect_err("locked");
        assert!(matches!(locked, PeopleError::Locked(until) if until == morning() + WINDOW), "{locked:?}");
        assert_eq!(locked.say(Lang::Zh).as_deref(), Some("试错太多，08:15:00 以后再试"));
        let almost = morning() + WINDOW - SECOND;
        let early = people::sign_in(&kit.store, "chen", &password, "10.0.0.8", almost).await;
        assert!(matches!(early, Err(PeopleError::Locked(_))), "another address makes no difference: {early:?}");
        people::sign_in(&kit.store, "chen", &password, HOME, morning() + WINDOW).await.expect("in");
    });
}

#[test]
fn one_right_try_clears_the_login_and_not_the_address() {
    on_both(async |kit| {
        let password = officer(&kit.store).await;
        let mut now = morning();
        let mut enter = async |password: &str| {
            now += SECOND;
            people::sign_in(&kit.store, "chen", password, HOME, now).await
        };
        for turn in 0..PER_ADDRESS {
            if turn % (PER_LOGIN - 1) == 0 {
                enter(&password).await.expect("in");
            }
            enter("wrong").await.expect_err("wrong");
        }
        let locked = enter(&password).await;
        assert!(matches!(locked, Err(PeopleError::Locked(_))), "{locked:?}");
        people::sign_in(&kit.store, "chen", &password, "10.0.0.8", morning()).await.expect("in from elsewhere");
    });
}

#[test]
fn tries_at_once_are_counted_as_many() {
    on_both(async |kit| {
        officer(&kit.store).await;
        let tries = (0..12).map(|_| {
            let store = kit.store.clone();
            tokio::spawn(async move { enter(&store, "chen", "wrong").await })
        });
        let mut looked_at = 0;
        for tried in tries.collect::<Vec<_>>() {
            looked_at += i64::from(matches!(tried.await.expect("an end"), Err(PeopleError::WrongPassword)));
        }
        assert_eq!(looked_at, PER_LOGIN);
    });
}

#[test]
fn nobody_learns_which_logins_there_are() {
    on_both(async |kit| {
        let password = admin(&kit.store).await;
        officer(&kit.store).await;
        people::stop(&kit.store, &operator(), "chen").await.expect("stopped");
        for (login, password) in [("nobody", "x"), ("chen", "x"), ("陈晓'; --", "x"), (FIRST, "x")] {
            let refused = enter(&kit.store, login, password).await;
            assert!(matches!(refused, Err(PeopleError::WrongPassword)), "{login}: {refused:?}");
        }
        enter(&kit.store, FIRST, &password).await.expect("in");
    });
}

#[test]
fn one_changes_ones_password_and_every_other_browser_is_out() {
    on_both(async |kit| {
        let password = officer(&kit.store).await;
        let elsewhere = enter(&kit.store, "chen", &password).await.expect("in").token;
        let here = enter(&kit.store, "chen", &password).await.expect("in");
        let change = async |old: &str, new: &str| {
            people::change_password(&kit.store, &here.signed_in, old, new, morning()).await
        };
        assert!(matches!(change("wrong", "tea4lunch!").await, Err(PeopleError::WrongPassword)));
        assert!(matches!(change(&password, "short").await, Err(PeopleError::Weak(Weakness::Short))));
        assert!(matches!(change(&password, "i-am-chen-2026").await, Err(PeopleError::Weak(Weakness::Own))));
        assert!(matches!(change(&password, &password).await, Err(PeopleError::Weak(Weakness::Same))));
        let anew = change(&password, "tea4lunch!").await.expect("changed");
        assert!(!lasts(&kit.store, &elsewhere, morning()).await);
        assert!(!lasts(&kit.store, &here.token, morning()).await);
        let now = people::session(&kit.store, &anew.token, morning()).await.expect("an answer").expect("a session");
        assert!(!now.person.must_change);
        enter(&kit.store, "chen", "tea4lunch!").await.expect("in");
    });
}

#[test]
fn a_link_signs_in_once() {
    on_both(async |kit| {
        officer(&kit.store).await;
        let link = async || people::link(&kit.store, &operator(), "chen", morning()).await.expect("a link");
        let token = link().await;
        let entered = people::enter(&kit.store, &token, morning()).await.expect("in");
        assert_eq!(entered.signed_in.person.login, "chen");
        let again = people::enter(&kit.store, &token, morning()).await;
        assert!(matches!(again, Err(PeopleError::SpentLink)), "{again:?}");
        let late = people::enter(&kit.store, &link().await, morning() + LINK).await;
        assert!(matches!(late, Err(PeopleError::SpentLink)), "{late:?}");
    });
}

#[test]
fn officers_change_nobody_and_the_last_administrator_stays() {
    on_both(async |kit| {
        admin(&kit.store).await;
        let password = officer(&kit.store).await;
        let chen = enter(&kit.store, "chen", &password).await.expect("in").signed_in.person.actor();
        for refused in [
            people::list(&kit.store, &chen).await.map(drop),
            people::reset(&kit.store, &chen, FIRST).await.map(drop),
            people::stop(&kit.store, &chen, FIRST).await,
            people::link(&kit.store, &chen, FIRST, morning()).await.map(drop),
        ] {
            assert!(matches!(refused, Err(PeopleError::Forbidden(_))), "{refused:?}");
        }
        let last = people::stop(&kit.store, &operator(), FIRST).await;
        assert!(matches!(last, Err(PeopleError::LastAdministrator)), "{last:?}");
        let new = NewUser { login: "zhao".into(), name: "赵宁".into(), role: Role::Administrator };
        people::add(&kit.store, &operator(), &new, morning()).await.expect("another");
        let zhao = kit.store.person("zhao").await.expect("a store").expect("a person").actor();
        let own = people::stop(&kit.store, &zhao, "zhao").await;
        assert!(matches!(own, Err(PeopleError::Oneself)), "{own:?}");
        people::stop(&kit.store, &zhao, FIRST).await.expect("one of two");
    });
}

#[test]
fn a_login_is_plain_and_a_name_is_not_empty() {
    on_both(async |kit| {
        let add = async |login: &str, name: &str| {
            let new = NewUser { login: login.into(), name: name.into(), role: Role::Administrator };
            people::add(&kit.store, &operator(), &new, morning()).await.map(drop)
        };
        for login in ["a", "陈晓", "a b", "a/b", &"a".repeat(33)] {
            assert!(matches!(add(login, "甲").await, Err(PeopleError::Login(_))), "{login}");
        }
        assert!(matches!(add("wang", "  ").await, Err(PeopleError::NoName)));
        add(&"a".repeat(32), "甲").await.expect("added");
    });
}
