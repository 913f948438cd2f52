//! Why a subject came out as it did, in one sentence, and what it lacks, by who gives it of others.

use std::collections::HashMap;

use huoju_model::Outcome as Came;
use huoju_scheme::explain::{Entry, State};
use huoju_scheme::{Input, InputKind, Points};

use super::Clauses;
use crate::PageError;
use crate::view::result::LackGroup;
use crate::words::Words;

/// As many missing figures as a sentence names.
const NAMED: usize = 3;

impl Clauses<'_> {
    /// `未通过：规模不符（资产总额 ≤ 2 亿元：2.6 亿元，不符合）`
    pub(super) fn conclusion(&self) -> String {
        let outcome = self.of.explanation.outcome;
        let why = match outcome {
            Came::Pass => self.passed(),
            Came::Fail => self.failed(),
            Came::Undetermined => self.open(),
        };
        let key = crate::discover::came(outcome).key();
        let parts = [self.words.get(key), why];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&self.words.get("colon"))
    }

    fn passed(&self) -> String {
        let tier = self.of.explanation.tier.as_ref().map(|(_, title, _)| title.get(self.lang).to_owned());
        let against = self.scored_tier().is_some().then(|| self.against_the_mark()).flatten();
        tier.into_iter().chain(against).collect::<Vec<_>>().join(&self.words.get("list-comma-wide"))
    }

    fn failed(&self) -> String {
        let explanation = &self.of.explanation;
        let gates: Vec<String> = self.gates_that(Came::Fail);
        if !gates.is_empty() {
            return gates.join(&self.words.get("list-semicolon"));
        }
        match (explanation.total, self.of.program.scheme().pass_mark()) {
            (Some((_, _, most, _)), Some(mark)) if most < mark => self.against_the_mark().unwrap_or_default(),
            _ => {
                let tier = self.scored_tier().and_then(|at| explanation.tiers.get(at));
                tier.map_or(String::new(), |tier| self.because(tier, Came::Fail).unwrap_or_default())
            }
        }
    }

    /// `缺研发费用；已知 44 分，合格线 60 分`, or on what the document is silent.
    fn open(&self) -> String {
        let missing = &self.of.explanation.missing;
        if missing.is_empty() {
            return self.gates_that(Came::Undetermined).join(&self.words.get("list-semicolon"));
        }
        let names: Vec<&str> = missing.iter().take(NAMED).map(|(_, name)| name.get(self.lang)).collect();
        let more = missing.len().saturating_sub(NAMED);
        let key = if more == 0 { "lacks-of" } else { "lacks-of-more" };
        let named = names.join(&self.words.get("list-comma"));
        let lacks = self.words.with(key, &[("n", &named), ("more", &more.to_string())]);
        std::iter::once(lacks)
            .chain(self.against_the_mark())
            .collect::<Vec<_>>()
            .join(&self.words.get("list-semicolon"))
    }

    /// `总分 74，合格线 60 分`; `已知 44 分，补齐后至多 94 分，合格线 60 分`
    fn against_the_mark(&self) -> Option<String> {
        let (_, least, most, _) = self.of.explanation.total?;
        let mark = self.of.program.scheme().pass_mark()?;
        let key = if least == most { "against-mark" } else { "against-mark-open" };
        let said = |points: Points| points.to_string();
        let about = [("least", said(least)), ("most", said(most)), ("mark", said(mark))];
        Some(self.words.with(key, &about.each_ref().map(|(key, value)| (*key, value.as_str()))))
    }

    /// The gates that came out so, each with the one condition that decided it.
    fn gates_that(&self, came: Came) -> Vec<String> {
        let gates = self.of.explanation.gates.iter().filter(|gate| gate.state == State::Truth(came));
        let said = |gate: &Entry| {
            let title = gate.title.get(self.lang);
            let key = if came == Came::Fail { "gate-because" } else { "gate-open" };
            match self.because(gate, came) {
                Some(why) => self.words.with(key, &[("gate", title), ("why", &why)]),
                None if came == Came::Fail => self.words.with("gate-failed", &[("n", title)]),
                None => title.to_owned(),
            }
        };
        gates.map(said).collect()
    }

    /// The one condition that came out so; `None` where several did.
    fn because(&self, entry: &Entry, came: Came) -> Option<String> {
        let mut such = entry.reasons.iter().filter(|reason| reason.held == Some(came));
        let (first, second) = (such.next()?, such.next());
        second.is_none().then(|| self.line(first).text)
    }

    /// What is missing, by who gives it of others.
    pub async fn lacks(&self) -> Result<Vec<LackGroup>, PageError> {
        let givers = self.app.store.givers(self.of.assessment.data_period).await?;
        let mut groups: Vec<LackGroup> = Vec::new();
        for (column, name) in &self.of.explanation.missing {
            let input = self.of.figures.iter().map(|basis| &basis.input).find(|input| input.column() == *column);
            let from = giver(&givers, input, column, self.words);
            let name = name.get(self.lang).to_owned();
            match groups.iter_mut().find(|group| group.from == from) {
                Some(group) => group.names.push(name),
                None => groups.push(LackGroup { from, names: vec![name] }),
            }
        }
        Ok(groups)
    }
}

/// Who gives a figure of others: experts, who give points, or the sources that gave it for this period.
pub fn giver(givers: &HashMap<String, Vec<String>>, input: Option<&Input>, column: &str, words: &Words) -> String {
    if input.is_some_and(|input| is_points(&input.kind)) {
        return words.get("given-by-experts");
    }
    let code = column.split('@').next().unwrap_or(column);
    givers.get(code).map_or_else(|| words.get("given-by-nobody"), |names| names.join(&words.get("list-comma")))
}

/// Whether a figure is points that a person gives.
fn is_points(kind: &InputKind) -> bool {
    matches!(kind, InputKind::Amount { unit, .. } if unit.symbol() == "分")
}
