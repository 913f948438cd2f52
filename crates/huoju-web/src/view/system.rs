//! 系统: the ledger, people, and how the machine is kept.

use askama::Template;

use super::{Fact, Field, Frame, Link, Options, Pages, Sure};

/// 账本: every act of a person, each record carrying the hash of the one before.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ledger.html")]
pub struct LedgerPage {
    /// The frame.
    pub frame: Frame,
    /// How the last verification came out.
    pub verified: Verified,
    /// When it was, and up to which record: `2026-03-16 09:00，至第 48,213 条`. Empty where never.
    pub verified_at: String,
    /// What it found, where it failed: which record and what to do. Empty where it held.
    pub broken: String,
    /// Where the button verifies (POST).
    pub verify: String,
    /// `act`: kinds of acts, to filter by.
    pub acts: Options,
    /// `who`: people, to filter by.
    pub people: Options,
    /// Records, latest first.
    pub rows: Vec<Record>,
    /// The pages.
    pub pages: Pages,
}

/// How a verification came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verified {
    /// Never done.
    #[default]
    Never,
    /// Every record carries the hash of the one before.
    Holds,
    /// One doesn't.
    Broken,
}

/// One record of the ledger.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Its number.
    pub number: String,
    /// When.
    pub at: String,
    /// Who, and in which capacity.
    pub who: String,
    /// What was done: `导入入库`.
    pub act: String,
    /// To what.
    pub what: Link,
    /// The first digits of its hash.
    pub hash: String,
    /// Its whole hash, shown on demand.
    pub full_hash: String,
}

/// 用户: people, and the form that adds one (POST to [`crate::paths::PEOPLE`] with `account`, `name`, `role`).
#[derive(Debug, Clone, Default, Template)]
#[template(path = "people.html")]
pub struct PeoplePage {
    /// The frame.
    pub frame: Frame,
    /// People.
    pub rows: Vec<Person>,
    /// `account`: what one signs in with.
    pub account: Field,
    /// `name`
    pub name: Field,
    /// `role`: administrator, officer.
    pub roles: Options,
    /// A password just generated, shown this once: for whom, and the password.
    pub password: Option<Fact>,
}

/// One person.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// What they sign in with.
    pub account: String,
    /// Their name.
    pub name: String,
    /// Their role in words.
    pub role: String,
    /// When they last signed in. Empty where never.
    pub last: String,
    /// Whether they can sign in.
    pub active: bool,
    /// A new password for them; `None` where it isn't allowed.
    pub reset: Option<Sure>,
    /// Closing the account; `None` where it isn't allowed.
    pub close: Option<Sure>,
}

/// 维护: where the data is, how to back it up, the version.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "system.html")]
pub struct SystemPage {
    /// The frame.
    pub frame: Frame,
    /// Version, database, data directory, its size, the ledger.
    pub about: Vec<Fact>,
    /// Counts of what is stored.
    pub stock: Vec<Fact>,
    /// The command that backs up: `huoju backup --to /mnt/backup`.
    pub backup: String,
    /// The command that restores.
    pub restore: String,
    /// The command that verifies.
    pub verify: String,
}
