//! The gap card: by how much a closed period was missed, and what the next open one would take.

use huoju_model::{Lang, Text};
use huoju_programme::evaluate;
use huoju_scheme::cited;
use huoju_scheme::diagnostic::Say;
use huoju_scheme::gap::{Figure, Gap, Outlook, Plan, State};

use super::clauses::Clauses;
use crate::view::Clause;
use crate::view::result::{GapCard, GapMove, GapPlan};
use crate::words::Words;
use crate::{PageError, paths, render};

impl Clauses<'_> {
    /// The card of a subject that missed; `None` where it passes, where it is undetermined, or where nothing can be moved.
    pub fn gap(&self) -> Result<Option<GapCard>, PageError> {
        let Some(gap) = evaluate::gap::gap(&self.of, &self.app.catalogue, render::today())? else { return Ok(None) };
        let open = gap.next.as_ref().unwrap_or(&gap.now);
        if gap.now.state != State::Missed {
            return Ok(None);
        }
        let card = Card { of: self, gap: &gap, words: self.words, lang: self.lang };
        Ok(Some(GapCard {
            title: card.title(open),
            about: card.about(open),
            missed: card.missed(),
            plans: open.plans.iter().enumerate().map(|(n, plan)| card.plan(n, plan, open)).collect(),
            why: open.why.iter().map(|why| card.why(why.clause.as_deref(), &why.says)).collect(),
            notes: card.notes(open),
        }))
    }
}

struct Card<'a> {
    of: &'a Clauses<'a>,
    gap: &'a Gap,
    words: &'a Words,
    lang: Lang,
}

impl Card<'_> {
    fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn title(&self, open: &Outlook) -> String {
        let (now, next) = (self.gap.now.period.to_string(), open.period.to_string());
        match (open.state, open.plans.is_empty()) {
            (State::Reached, _) => self.words.with("gap-reached-next", &[("now", &now), ("next", &next)]),
            (_, true) => self.words.with("gap-hopeless", &[("next", &next)]),
            _ if self.gap.next.is_some() => self.words.with("gap-next", &[("now", &now), ("next", &next)]),
            _ => self.words.with("gap-now", &[("next", &next)]),
        }
    }

    /// The assumption under which one looks, and whether it is proven.
    fn about(&self, open: &Outlook) -> String {
        let (now, next) = (self.gap.now.period.to_string(), open.period.to_string());
        let assumed = match &self.gap.next {
            Some(_) => self.words.with("gap-assumed", &[("now", &now), ("next", &next)]),
            None => String::new(),
        };
        let proven = match (open.plans.is_empty(), open.proven) {
            (true, _) => String::new(),
            (false, true) => self.words.get("gap-proven"),
            (false, false) => self.words.get("gap-not-proven"),
        };
        assumed + &proven
    }

    /// Of a closed period only by how much it was missed: `科技人员 +1 人（是 25 人，要 26 人）`.
    fn missed(&self) -> Vec<String> {
        if !self.gap.now.closed {
            return Vec::new();
        }
        let first = self.gap.now.plans.first();
        first.iter().flat_map(|plan| &plan.figures).map(|figure| self.lacking(figure)).collect()
    }

    fn lacking(&self, figure: &Figure) -> String {
        let by = figure.by.get(self.lang);
        let what = if by.is_empty() { self.text(&figure.name) } else { format!("{} {by}", self.text(&figure.name)) };
        let about = [("what", &*what), ("from", figure.from.get(self.lang)), ("to", figure.to.get(self.lang))];
        self.words.with("gap-was", &about)
    }

    fn plan(&self, n: usize, plan: &Plan, open: &Outlook) -> GapPlan {
        let about = [("n", &*(n + 1).to_string()), ("cost", &plan.cost.1)];
        let key = if n == 0 && open.proven { "gap-cheapest" } else { "gap-way" };
        GapPlan {
            title: self.words.with(key, &about),
            moves: plan.figures.iter().map(|figure| self.moved(figure, plan)).collect(),
            turns: plan.turns.iter().map(|turn| (self.cited(&turn.clause), self.turn(turn))).collect(),
            total: plan.total.filter(|(from, to)| from != to).map_or_else(String::new, |(from, to)| {
                self.words.with("gap-total", &[("from", &from.to_string()), ("to", &to.to_string())])
            }),
        }
    }

    fn moved(&self, figure: &Figure, plan: &Plan) -> GapMove {
        let by = plan.moves.iter().filter(|one| one.figures.iter().any(|moved| moved.code == figure.code));
        let by: Vec<String> = by.map(|one| self.text(&one.title)).collect();
        GapMove {
            what: self.text(&figure.name),
            by: by.join(&self.words.get("list-comma")),
            from: figure.from.get(self.lang).to_owned(),
            to: figure.to.get(self.lang).to_owned(),
            difference: figure.by.get(self.lang).to_owned(),
        }
    }

    fn turn(&self, turn: &huoju_scheme::gap::Turn) -> String {
        let title = self.text(&turn.title);
        match &turn.values {
            Some((from, to)) => {
                let about = [("what", &*title), ("from", from.get(self.lang)), ("to", to.get(self.lang))];
                self.words.with("gap-turn", &about)
            }
            None => self.words.with("gap-turn-met", &[("what", &title)]),
        }
    }

    fn cited(&self, clause: &str) -> Clause {
        Clause { text: cited(clause), href: paths::scheme(&self.of.of.assessment.scheme) }
    }

    fn why(&self, clause: Option<&str>, says: &Say) -> (Clause, String) {
        (clause.map_or_else(Clause::default, |clause| self.cited(clause)), says.get(self.lang).to_owned())
    }

    fn notes(&self, open: &Outlook) -> Vec<String> {
        let held = self.gap.held.iter().map(|held| held.get(self.lang).to_owned());
        let sample = (self.gap.sample && !open.plans.is_empty()).then(|| self.words.get("gap-sample-costs"));
        held.chain(sample).collect()
    }
}
