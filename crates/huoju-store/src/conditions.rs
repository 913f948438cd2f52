//! The conditions of a read, only those that are asked for: one that holds for all rows keeps an engine from the index
//! that would give them in order.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use crate::rows::{Cell, bind};

/// Conditions in SQL, and what is bound to their placeholders.
#[derive(Default)]
pub struct Conditions {
    all: Vec<String>,
    bound: Vec<Cell>,
}

impl Conditions {
    /// All of them, joined by `and`.
    pub fn sql(&self) -> String {
        self.all.join(" and ")
    }

    /// Adds a condition that has no value.
    pub fn that(&mut self, condition: &str) {
        self.all.push(condition.to_owned());
    }

    /// Adds a condition, each `?` of which is the value.
    pub fn and(&mut self, condition: &str, value: impl Into<Cell>) {
        self.bound.push(value.into());
        self.all.push(condition.replace('?', &format!("${}", self.bound.len())));
    }

    /// Adds a condition whose `?` are these values, in order.
    pub fn and_each(&mut self, condition: &str, values: impl IntoIterator<Item = Cell>) {
        let mut said = String::new();
        let mut values = values.into_iter();
        for (at, part) in condition.split('?').enumerate() {
            if let Some(value) = (at > 0).then(|| values.next()).flatten() {
                self.bound.push(value);
                said.push_str(&format!("${}", self.bound.len()));
            }
            said.push_str(part);
        }
        self.all.push(said);
    }

    /// Adds a condition where there is a value.
    pub fn and_if(&mut self, condition: &str, value: Option<impl Into<Cell>>) {
        if let Some(value) = value {
            self.and(condition, value);
        }
    }

    /// Only who belongs to a place, where one is given; `subject` is the column that says who a row is about.
    pub fn within(&mut self, subject: &str, place: Option<i64>) {
        let members = "(select m.subject_id from membership m where m.of_id = ? and m.to_batch is null)";
        self.and_if(&format!("{subject} in {members}"), place);
    }

    /// Only whose name holds these words or whose code begins with them, where there are any.
    pub fn named(&mut self, subject: &str, words: &str) {
        let words = words.trim().replace(['%', '_'], "");
        let named = "(select s.id from subject s where s.name like '%' || ? || '%' or s.code like upper(?) || '%')";
        self.and_if(&format!("{subject} in {named}"), Some(words).filter(|words| !words.is_empty()));
    }

    /// The two placeholders after those of the conditions: how many rows, and after how many.
    pub fn next(&self) -> [String; 2] {
        [1, 2].map(|next| format!("${}", self.bound.len() + next))
    }

    /// A query with these conditions; placeholders after theirs are the caller's.
    pub fn query(&self, sql: String) -> Query<'static, Any, AnyArguments> {
        bind(sqlx::query(AssertSqlSafe(sql)), self.bound.clone())
    }
}
