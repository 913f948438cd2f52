//! Why one result is not a pass, read off its row: what it lacks, which gates it doesn't meet, by how much it is short.

use std::collections::BTreeMap;

use huoju_model::{Lang, Outcome, Text};
use huoju_scheme::{Points, Program, with_clause};
use huoju_store::assessment::ResultRow;

use super::export::figure_words;

/// Why a result is not a pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Why {
    /// It passes, or the row alone doesn't say.
    #[default]
    Nothing,
    /// Figures are missing: their columns. A result that passes may lack some too.
    Lacks(Vec<String>),
    /// Nothing is missing; on these the document is silent, or they can't be computed.
    Open(Vec<Text>),
    /// Gates that it doesn't meet, in the scheme's order.
    Gates(Vec<Unmet>),
    /// All gates are met and the points don't reach the pass mark, by so many at least.
    Short(Points),
}

/// A gate that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// The gate's title.
    pub title: Text,
    /// The clause that asks for it.
    pub clause: String,
}

impl Why {
    /// The same in words for a file; empty where there is nothing to say.
    pub fn said(&self, program: &Program, lang: Lang) -> String {
        let (zh, en, what) = match self {
            Why::Nothing => return String::new(),
            Why::Lacks(columns) => ("缺数据：", "lacks ", figure_words(program, &columns.join(";"), lang)),
            Why::Open(titles) => {
                let titles: Vec<&str> = titles.iter().map(|title| title.get(lang)).collect();
                ("办法没有说到或算不出：", "left open by the scheme: ", titles.join(comma(lang)))
            }
            Why::Gates(gates) => ("不符：", "not met: ", named(gates, lang)),
            Why::Short(points) => ("至少差分：", "points short at least: ", points.to_string()),
        };
        format!("{}{what}", if lang == Lang::Zh { zh } else { en })
    }
}

/// `研发费用占比〔第十一条（五）〕`, joined.
pub fn named(gates: &[Unmet], lang: Lang) -> String {
    let named = gates.iter().map(|gate| with_clause(&gate.title, &gate.clause, lang));
    named.collect::<Vec<_>>().join(comma(lang))
}

/// Between the parts of a list in a file.
pub fn comma(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "、" } else { ", " }
}

/// Why a result by this scheme is not a pass.
pub fn why(program: &Program, row: &ResultRow) -> Why {
    match row.outcome {
        Outcome::Undetermined if row.missing.is_empty() => open(program, row),
        Outcome::Pass | Outcome::Undetermined => lacks(row),
        Outcome::Fail => failed(program, row),
    }
}

fn lacks(row: &ResultRow) -> Why {
    let codes: Vec<String> = row.missing.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect();
    if codes.is_empty() { Why::Nothing } else { Why::Lacks(codes) }
}

/// What each gate came to, by its id.
fn gates(row: &ResultRow) -> BTreeMap<String, String> {
    serde_json::from_str(&row.gates).unwrap_or_default()
}

fn failed(program: &Program, row: &ResultRow) -> Why {
    let (scheme, came) = (program.scheme(), gates(row));
    let failed = |id: &str| came.get(id).is_some_and(|came| came == Outcome::Fail.code());
    let unmet = scheme.gates.iter().filter(|gate| failed(&gate.id));
    let unmet: Vec<Unmet> =
        unmet.map(|gate| Unmet { title: gate.title.clone(), clause: gate.clause.clone() }).collect();
    match scheme.pass_mark() {
        _ if !unmet.is_empty() => Why::Gates(unmet),
        Some(mark) if row.total_max < mark.0 => Why::Short(Points(mark.0 - row.total_max)),
        _ => Why::Nothing,
    }
}

fn open(program: &Program, row: &ResultRow) -> Why {
    let (scheme, came) = (program.scheme(), gates(row));
    let points: BTreeMap<String, Option<i64>> = serde_json::from_str(&row.points).unwrap_or_default();
    let is_open = |id: &str| came.get(id).is_some_and(|came| came == Outcome::Undetermined.code());
    let gates = scheme.gates.iter().filter(|gate| is_open(&gate.id)).map(|gate| gate.title.clone());
    let criteria = scheme.criteria.iter().filter(|c| points.get(&c.id).is_some_and(Option::is_none));
    Why::Open(gates.chain(criteria.map(|c| c.title.clone())).collect())
}
