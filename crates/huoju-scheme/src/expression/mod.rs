//! The text of an expression into its tree, before names and units are looked up: `token` cuts it, `parse` builds
//! the tree, which is described here.
//!
//! `rnd / sales >= 5%`, `1000 万元 <= sales <= 4 亿元`, `mean((rnd / sales)@-2..0)`. The grammar is in
//! `docs/reference/formats.md`; it is small on purpose, and nothing in it has an effect.

mod parse;
mod token;

use std::ops::Range;

use huoju_model::{Decimal, Unit};
use jiff::civil::Date;

pub use self::parse::{parse, parse_edge};

/// A node of the tree, with the bytes of the file that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `2 亿元`, `30%`, `3`
    Number(Decimal, Option<Unit>),
    /// `"新材料"`
    Text(String),
    /// `2022-08-01`
    Date(Date),
    /// A name, not yet looked up.
    Name(String),
    /// `x@-1`
    Shift(Box<Node>, u8),
    /// `f(a, b)`
    Call(String, Vec<Node>),
    /// `-x`
    Neg(Box<Node>),
    /// `not x`
    Not(Box<Node>),
    /// `a + b`
    Arithmetic(Arithmetic, Box<Node>, Box<Node>),
    /// `a < b`
    Compare(Comparison, Box<Node>, Box<Node>),
    /// `x in (a, b)`
    In(Box<Node>, Vec<Node>),
    /// `a and b`
    And(Vec<Node>),
    /// `a or b`
    Or(Vec<Node>),
    /// `x@-2..0`: several arguments of a function; nowhere else.
    Spread(Vec<Node>),
}

/// `+ - * /`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
}

/// `= != < <= > >=`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Arithmetic {
    /// Whether this, standing at one side of `outer`, needs brackets there.
    pub(crate) fn bracketed(self, outer: Arithmetic, right: bool) -> bool {
        let rank = |op: Arithmetic| u8::from(matches!(op, Arithmetic::Mul | Arithmetic::Div));
        rank(self) < rank(outer) || (right && rank(self) == rank(outer))
    }
}

impl Comparison {
    /// Whether the right side is the greater one: `<` or `<=`.
    pub fn is_upwards(self) -> bool {
        matches!(self, Comparison::Lt | Comparison::Le)
    }

    /// The sign that readers see.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Eq => "=",
            Comparison::Ne => "≠",
            Comparison::Lt => "<",
            Comparison::Le => "≤",
            Comparison::Gt => ">",
            Comparison::Ge => "≥",
        }
    }

    /// Whether it holds for two things in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Eq => order.is_eq(),
            Comparison::Ne => order.is_ne(),
            Comparison::Lt => order.is_lt(),
            Comparison::Le => order.is_le(),
            Comparison::Gt => order.is_gt(),
            Comparison::Ge => order.is_ge(),
        }
    }

    /// The comparison with its sides exchanged.
    pub fn flipped(self) -> Self {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            same => same,
        }
    }
}
