//! Who acts, and what they may see.

use std::fmt;

/// Who acts: every use case is given one, and the ledger names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person at the command line: an operator of the machine, by the name the machine has for them.
    Operator(String),
    /// A person who is signed in.
    Person {
        /// The row of `person`.
        id: i64,
        /// Their login.
        login: String,
        /// What they may do.
        role: Role,
    },
    /// The program itself, for a job that it carries on.
    System,
}

/// What a person may do (角色).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// 管理员: people, sources and the ledger besides.
    Administrator,
    /// 专员: imports, assesses, reads.
    Officer,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 2] = [Role::Administrator, Role::Officer];

    /// The word that tables and commands carry.
    pub fn code(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Officer => "officer",
        }
    }

    /// The word that offices use.
    pub fn zh(self) -> &'static str {
        match self {
            Role::Administrator => "管理员",
            Role::Officer => "专员",
        }
    }

    /// Reads [`code`](Self::code) or [`zh`](Self::zh) back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == word || role.zh() == word)
    }
}

impl Actor {
    /// Whether people, sources and settings may be changed. An operator owns the machine.
    pub fn administers(&self) -> bool {
        match self {
            Actor::Operator(_) | Actor::System => true,
            Actor::Person { role, .. } => *role == Role::Administrator,
        }
    }

    /// What they may see. Two roles see the same so far; a scope is passed all the same, so that none is forgotten.
    pub fn scope(&self) -> Scope {
        Scope { within: None }
    }
}

/// As the ledger names them: `operator:root`, `person:chen`, `system`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Operator(name) => write!(f, "operator:{name}"),
            Actor::Person { login, .. } => write!(f, "person:{login}"),
            Actor::System => f.write_str("system"),
        }
    }
}

/// Which subjects a reader may see (数据范围). Lists, pages, counts and exports take the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// Only members of this subject, a zone or a carrier; all, if `None`.
    pub within: Option<i64>,
}
