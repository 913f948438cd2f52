//! Conditions that stand in a file of another kind: each becomes a gate of a scheme that has nothing but gates, so that
//! units are checked, what is missing is three-valued and explanations come as for any scheme.

use std::ops::Range;
use std::sync::Arc;

use huoju_model::{Dictionary, MissingMode, Text};
use jiff::civil::Date;

use super::{Checker, Totals, Vocabulary, heading};
use crate::diagnostic::{Diagnostic, nearest};
use crate::edition::Places;
use crate::lower;
use crate::read::{Spanned, Table};
use crate::scheme::{Cond, Gate, InForce, Input, InputKind, Scheme, Test, Tier};

/// The tier of who meets all conditions.
const MET: &str = "met";

/// What the file says around its conditions.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Whom it is for: `enterprise`.
    pub assesses: String,
    /// The document, an id of `sources.toml`.
    pub source: String,
}

/// A fact that is no indicator: whoever makes the population brings it as a column of booleans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// The column.
    pub column: String,
    /// What readers see.
    pub name: Text,
}

/// Reads the `[[condition]]` tables of a file: `id`, `title`, `clause`, and one of `when` (an expression), `holds` (a
/// title) and what `brought` reads: `None` where the table has none, and within it where that is faulty and reported. The scheme has a gate a condition and passes where all hold; days in force are
/// its file's to look after. `None` where anything in the file is wrong.
pub fn read_conditions(
    root: &Table<'_, '_>,
    text: &str,
    head: Heading,
    dictionary: &Dictionary,
    brought: &dyn Fn(&Table<'_, '_>) -> Option<Option<Brought>>,
) -> Option<Scheme> {
    let vocabulary = Vocabulary { dictionary, sources: &|_| true };
    let found = root.findings();
    let mut checker = Checker::new(&vocabulary, found, text, Totals::Declared);
    let tables = root.tables("condition");
    if tables.is_empty() && !root.has("condition") {
        root.missing("condition", "[[condition]]");
    }
    let ids: Vec<_> = tables.iter().map(|table| table.required_text("id", "size")).collect();
    checker.gate_ids(&ids);
    let gates = tables.iter().zip(ids).map(|(table, id)| checker.condition_gate(table, id.value, brought)).collect();
    let tier = Tier {
        id: MET.to_owned(),
        title: Text::new("符合", "met"),
        clause: String::new(),
        test: Test::All(Vec::new()),
        place: 0..0,
    };
    let scheme = Scheme {
        family: head.id.clone(),
        id: head.id,
        title: head.title,
        part: None,
        sample: None,
        assesses: head.assesses,
        source: head.source,
        in_force: InForce { from: Date::MIN, to: None },
        grants: None,
        total: None,
        missing: MissingMode::Settled,
        note: None,
        points_scale: 0,
        inputs: checker.inputs,
        measures: Vec::new(),
        groups: Vec::new(),
        gates,
        criteria: Vec::new(),
        tiers: vec![tier],
        warnings: Vec::new(),
        readings: Vec::new(),
        dials: Vec::new(),
        ends: Vec::new(),
        places: Places::default(),
        text: text.into(),
        code: Arc::default(),
    };
    if found.borrow().has_errors() {
        return None;
    }
    match lower::compile(&scheme) {
        Ok(code) => Some(Scheme { code: Arc::new(code), ..scheme }),
        Err(problems) => {
            problems.into_iter().for_each(|problem| root.report(problem));
            None
        }
    }
}

impl Checker<'_, '_> {
    fn condition_gate(
        &mut self,
        table: &Table<'_, '_>,
        id: String,
        brought: &dyn Fn(&Table<'_, '_>) -> Option<Option<Brought>>,
    ) -> Gate {
        let clause = self.clause(table);
        let title = table.name("title").unwrap_or_else(|| Text::zh(id.clone()));
        let (when, held, brought) = (table.text("when"), table.text("holds"), brought(table));
        let test = match (when, held, brought) {
            (Some(when), None, None) => self.own_condition(&when),
            (None, Some(title), None) => self.held(&title),
            (None, None, Some(fact)) => fact.map(|fact| self.brought(fact)),
            // A value of another kind than text was reported where it stands.
            (None, None, None) if table.has("when") || table.has("holds") || table.has("assessed") => None,
            _ => {
                self.report(one_way(heading(table)));
                None
            }
        };
        table.finish();
        let test = Test::All(test.into_iter().collect());
        Gate { id, title, clause, group: None, test, place: heading(table) }
    }

    /// A condition on a subject's own figures: an offer looks at one enterprise, not at all of them.
    fn own_condition(&mut self, when: &Spanned<String>) -> Option<Cond> {
        let node = self.expression(when)?;
        let cond = self.condition(&node, 0, false)?;
        if self.asks_of_others(&cond) {
            return self.fail(
                &node,
                "条件要拿企业互相比较，这里只看企业自己",
                "the condition compares enterprises with one another, and only one is looked at here",
                ("换成企业自己的指标，如 rnd / sales >= 5%", "ask for its own figures, such as rnd / sales >= 5%"),
            );
        }
        Some(cond)
    }

    fn brought(&mut self, fact: Brought) -> Cond {
        let key = (fact.column.clone(), 0);
        let n = self.inputs.len();
        let index = *self.input_index.entry(key).or_insert(n);
        if index == n {
            let kind = InputKind::Fact { presumed: None };
            self.inputs.push(Input { code: fact.column, earlier: 0, name: fact.name, kind });
        }
        Cond::Fact(index)
    }

    /// The fact that a title (资格) answers.
    fn held(&mut self, title: &Spanned<String>) -> Option<Cond> {
        let dictionary = self.vocabulary.dictionary;
        if let Some(indicator) = dictionary.iter().find(|one| one.title.as_deref() == Some(&title.value)) {
            return Some(Cond::Fact(self.input(indicator, 0)));
        }
        let name = &title.value;
        let known: Vec<&str> = dictionary.iter().filter_map(|one| one.title.as_deref()).collect();
        let (zh, en) = (format!("没有资格 `{name}`"), format!("there is no title `{name}`"));
        let finding = Diagnostic::error(title.span.clone(), zh, en);
        self.report(match nearest(name, known.iter().copied()) {
            Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => finding.mend(
                format!("在 indicators.toml 里加一项写了 title 的指标；现有：{}", known.join("、")),
                format!("add an indicator that has it as `title`; there are {}", known.join(", ")),
            ),
        });
        None
    }
}

fn one_way(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        span,
        "条件要写且只写一种：`when`、`holds` 或 `assessed`",
        "a condition is one of `when`, `holds` and `assessed`",
    )
    .mend(
        "如 when = \"rnd / sales >= 5%\"，holds = \"高新技术企业\"，或 assessed = \"办法编号\" 配 outcome = \"pass\"",
        "such as when = \"rnd / sales >= 5%\", holds = \"高新技术企业\", or assessed = \"scheme-id\" with outcome = \"pass\"",
    )
}
