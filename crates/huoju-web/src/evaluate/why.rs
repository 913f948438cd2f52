//! Why a result is not a pass, in a few words beside its outcome.

use huoju_model::{Lang, Text};
use huoju_programme::evaluate::export::figure_words;
use huoju_programme::evaluate::why::{Unmet, Why};
use huoju_scheme::{Program, with_clause};

use crate::words::Words;

/// As many missing figures or unmet gates as a row names.
const NAMED: usize = 3;

/// Why, in the reader's language; empty where there is nothing to say.
pub fn reason(words: &Words, program: &Program, why: &Why, lang: Lang) -> String {
    match why {
        Why::Nothing => String::new(),
        Why::Lacks(columns) => {
            let named = figure_words(program, &columns.iter().take(NAMED).cloned().collect::<Vec<_>>().join(";"), lang);
            some_of(words, ["lacks-of", "lacks-of-more"], &named, columns.len())
        }
        Why::Open(titles) => {
            let titles: Vec<&str> = titles.iter().map(|title: &Text| title.get(lang)).collect();
            words.with("unsettled", &[("n", &titles.join(&words.get("list-comma")))])
        }
        Why::Gates(gates) => {
            let named = |gate: &Unmet| with_clause(&gate.title, &gate.clause, lang);
            let named: Vec<String> = gates.iter().take(NAMED).map(named).collect();
            let named = named.join(&words.get("list-comma"));
            some_of(words, ["gate-failed", "gate-failed-more"], &named, gates.len())
        }
        Why::Short(points) => words.with("short-by", &[("n", &points.to_string())]),
    }
}

/// Those that are named, and how many more there are.
fn some_of(words: &Words, [all, some]: [&str; 2], named: &str, n: usize) -> String {
    match n.saturating_sub(NAMED) {
        0 => words.with(all, &[("n", named)]),
        more => words.with(some, &[("n", named), ("more", &more.to_string())]),
    }
}
