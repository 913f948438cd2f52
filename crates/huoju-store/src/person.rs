//! People (用户), their sessions, links that sign in once, and failed tries.
//!
//! Secrets never lie here: a password is its Argon2 hash, a token its SHA-256. What a token means, how long a session
//! lasts and how many tries there are is decided by the use cases.

use huoju_model::{Actor, Role};
use sqlx::any::AnyRow;

use crate::rows::{int, text, word};
use crate::{Store, StoreError, Write};

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The row's number.
    pub id: i64,
    /// What they sign in with.
    pub login: String,
    /// What colleagues call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether the password was made for them, so that they must choose another.
    pub must_change: bool,
    /// Whether they may sign in.
    pub active: bool,
    /// Since when they are there, UTC.
    pub made_at: String,
    /// How often the row was changed.
    pub version: i64,
}

impl Person {
    /// Them, acting.
    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.id, login: self.login.clone(), role: self.role }
    }
}

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct NewPerson<'a> {
    /// What they sign in with.
    pub login: &'a str,
    /// What colleagues call them.
    pub name: &'a str,
    /// What they may do.
    pub role: Role,
    /// The hash of their password.
    pub password_hash: &'a str,
    /// Whether they must choose another password.
    pub must_change: bool,
}

/// A session: somebody's browser that is signed in. All times are UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of its token, in hex.
    pub token_hash: String,
    /// Whose.
    pub person_id: i64,
    /// The token that each of its forms carries.
    pub csrf: String,
    /// When it began.
    pub made_at: String,
    /// When it was last used.
    pub seen_at: String,
    /// When it ends, used or not.
    pub expires_at: String,
}

impl Store {
    /// All people, by login.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let rows = sqlx::query("select * from person order by login").fetch_all(&self.reads).await?;
        rows.iter().map(person).collect()
    }

    /// Somebody by login.
    pub async fn person(&self, login: &str) -> Result<Option<Person>, StoreError> {
        Ok(self.person_with_password(login).await?.map(|(person, _)| person))
    }

    /// Somebody by login, and the hash of their password.
    pub async fn person_with_password(&self, login: &str) -> Result<Option<(Person, String)>, StoreError> {
        let found =
            sqlx::query("select * from person where login = $1").bind(login).fetch_optional(&self.reads).await?;
        found.map(|row| Ok((person(&row)?, text(&row, "password_hash")?))).transpose()
    }

    /// A session and whose it is, as long as they may sign in. Whether it has run out is the caller's question.
    pub async fn session(&self, token_hash: &str) -> Result<Option<(Session, Person)>, StoreError> {
        let sql = "select * from session where token_hash = $1";
        let Some(row) = sqlx::query(sql).bind(token_hash).fetch_optional(&self.reads).await? else { return Ok(None) };
        let session = session(&row)?;
        let sql = "select * from person where id = $1 and state = 'active'";
        let row = sqlx::query(sql).bind(session.person_id).fetch_optional(&self.reads).await?;
        row.map(|row| Ok((session, person(&row)?))).transpose()
    }
}

impl Write {
    /// Adds somebody. A login is borne once.
    pub async fn add_person(&mut self, new: &NewPerson<'_>, at: &str) -> Result<i64, StoreError> {
        let id = self.next_id("select coalesce(max(id), 0) + 1 from person").await?;
        let sql = "insert into person (id, login, name, role, password_hash, must_change, made_at) \
                   values ($1, $2, $3, $4, $5, $6, $7) on conflict (login) do nothing";
        let done = sqlx::query(sql)
            .bind(id)
            .bind(new.login)
            .bind(new.name)
            .bind(new.role.code())
            .bind(new.password_hash)
            .bind(i64::from(new.must_change))
            .bind(at)
            .execute(self.connection())
            .await?;
        match done.rows_affected() {
            1 => Ok(id),
            _ => Err(StoreError::Exists { what: "person", which: new.login.to_owned() }),
        }
    }

    /// How many administrators may sign in.
    pub async fn n_administrators(&mut self) -> Result<i64, StoreError> {
        let sql = "select count(*) as n from person where role = 'administrator' and state = 'active'";
        int(&sqlx::query(sql).fetch_one(self.connection()).await?, "n")
    }

    /// Gives somebody another password. Whoever is signed in as them is signed out, and their links are void.
    pub async fn set_password(&mut self, who: &Person, hash: &str, must_change: bool) -> Result<(), StoreError> {
        let sql = "update person set password_hash = $1, must_change = $2, version = version + 1 \
                   where id = $3 and version = $4";
        let done = sqlx::query(sql)
            .bind(hash)
            .bind(i64::from(must_change))
            .bind(who.id)
            .bind(who.version)
            .execute(self.connection())
            .await?;
        self.one(done.rows_affected())?;
        self.sign_out_everywhere(who.id).await
    }

    /// Lets somebody sign in no more; their acts stay theirs.
    pub async fn stop_person(&mut self, who: &Person) -> Result<(), StoreError> {
        let sql = "update person set state = 'stopped', version = version + 1 \
                   where id = $1 and version = $2 and state = 'active'";
        let done = sqlx::query(sql).bind(who.id).bind(who.version).execute(self.connection()).await?;
        self.one(done.rows_affected())?;
        self.sign_out_everywhere(who.id).await
    }

    fn one(&self, n_rows: u64) -> Result<(), StoreError> {
        if n_rows == 1 { Ok(()) } else { Err(StoreError::Stale("person")) }
    }

    async fn sign_out_everywhere(&mut self, person: i64) -> Result<(), StoreError> {
        for sql in ["delete from session where person_id = $1", "delete from sign_in_link where person_id = $1"] {
            sqlx::query(sql).bind(person).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Begins a session, and forgets those that have run out.
    pub async fn add_session(&mut self, new: &Session) -> Result<(), StoreError> {
        let ended = "delete from session where expires_at <= $1";
        sqlx::query(ended).bind(&new.made_at).execute(self.connection()).await?;
        let sql = "insert into session (token_hash, person_id, csrf, made_at, seen_at, expires_at) \
                   values ($1, $2, $3, $4, $5, $6)";
        sqlx::query(sql)
            .bind(&new.token_hash)
            .bind(new.person_id)
            .bind(&new.csrf)
            .bind(&new.made_at)
            .bind(&new.seen_at)
            .bind(&new.expires_at)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Notes that a session was used.
    pub async fn see_session(&mut self, token_hash: &str, at: &str) -> Result<(), StoreError> {
        let sql = "update session set seen_at = $1 where token_hash = $2";
        sqlx::query(sql).bind(at).bind(token_hash).execute(self.connection()).await?;
        Ok(())
    }

    /// Ends a session; says whether there was one.
    pub async fn end_session(&mut self, token_hash: &str) -> Result<bool, StoreError> {
        let sql = "delete from session where token_hash = $1";
        let done = sqlx::query(sql).bind(token_hash).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Adds a link that signs somebody in once, and forgets those that have run out.
    pub async fn add_link(
        &mut self,
        token_hash: &str,
        person: i64,
        expires_at: &str,
        now: &str,
    ) -> Result<(), StoreError> {
        let ended = "delete from sign_in_link where expires_at <= $1";
        sqlx::query(ended).bind(now).execute(self.connection()).await?;
        let sql = "insert into sign_in_link (token_hash, person_id, expires_at) values ($1, $2, $3)";
        sqlx::query(sql).bind(token_hash).bind(person).bind(expires_at).execute(self.connection()).await?;
        Ok(())
    }

    /// Uses a link up. None where it was used, has run out, or its person may not sign in.
    pub async fn use_link(&mut self, token_hash: &str, now: &str) -> Result<Option<Person>, StoreError> {
        let sql = "update sign_in_link set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1";
        let done = sqlx::query(sql).bind(now).bind(token_hash).execute(self.connection()).await?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        let sql = "select p.* from person p join sign_in_link l on l.person_id = p.id \
                   where l.token_hash = $1 and p.state = 'active'";
        let row = sqlx::query(sql).bind(token_hash).fetch_optional(self.connection()).await?;
        row.map(|row| person(&row)).transpose()
    }

    /// The times of the last failures of a login or an address since then, the last first; at most `n`.
    pub async fn failures(&mut self, key: &str, since: &str, n: i64) -> Result<Vec<String>, StoreError> {
        let sql = "select at from sign_in_failure where key = $1 and at > $2 order by at desc limit $3";
        let rows = sqlx::query(sql).bind(key).bind(since).bind(n).fetch_all(self.connection()).await?;
        rows.iter().map(|row| text(row, "at")).collect()
    }

    /// Notes a failure, and forgets those before `since`.
    pub async fn add_failure(&mut self, key: &str, at: &str, since: &str) -> Result<(), StoreError> {
        let old = "delete from sign_in_failure where at <= $1";
        sqlx::query(old).bind(since).execute(self.connection()).await?;
        let sql = "insert into sign_in_failure (key, at) values ($1, $2)";
        sqlx::query(sql).bind(key).bind(at).execute(self.connection()).await?;
        Ok(())
    }

    /// Takes back what was noted of a key: all of it, or only what was noted `at` that time.
    pub async fn forget_failures(&mut self, key: &str, at: Option<&str>) -> Result<(), StoreError> {
        let sql = "delete from sign_in_failure where key = $1 and at = coalesce($2, at)";
        sqlx::query(sql).bind(key).bind(at).execute(self.connection()).await?;
        Ok(())
    }
}

fn person(row: &AnyRow) -> Result<Person, StoreError> {
    Ok(Person {
        id: int(row, "id")?,
        login: text(row, "login")?,
        name: text(row, "name")?,
        role: word(row, "role", Role::parse)?,
        must_change: int(row, "must_change")? != 0,
        active: text(row, "state")? == "active",
        made_at: text(row, "made_at")?,
        version: int(row, "version")?,
    })
}

fn session(row: &AnyRow) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: text(row, "token_hash")?,
        person_id: int(row, "person_id")?,
        csrf: text(row, "csrf")?,
        made_at: text(row, "made_at")?,
        seen_at: text(row, "seen_at")?,
        expires_at: text(row, "expires_at")?,
    })
}
