//! A gap as text for an officer, and as JSON for pages and other programs.

use huoju_model::Lang;
use serde_json::{Value, json};

use super::answer::{Figure, Gap, Move, Outlook, Plan, State, Turn};
use crate::explain::State as Standing;
use crate::report::{outcome_word, state_json, state_word};
use crate::scheme::Points;
use crate::words::{cited, with_clause};

impl Gap {
    /// The gap as lines of text.
    pub fn text(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let (id, title, source) = &self.scheme;
        let subject = match &self.subject {
            (id, Some(name)) if name != id => format!("{name}  {id}"),
            (id, _) => id.clone(),
        };
        let basis = if zh {
            format!("《{}》（{source}）  所属期 {}  预评", title.get(lang), self.now.period.zh())
        } else {
            format!("{} ({source}, {id}), period {}, preliminary", title.get(lang), self.now.period)
        };
        let goal = match (&self.goal, zh) {
            (Some((_, title)), true) => format!("目标：{}", title.get(lang)),
            (Some((_, title)), false) => format!("goal: {}", title.get(lang)),
            (None, true) => "目标：通过".to_owned(),
            (None, false) => "goal: pass".to_owned(),
        };
        let outcome = outcome_word(self.outcome, lang);
        let outcome = if zh { format!("结果：{outcome}") } else { format!("outcome: {outcome}") };
        let mut out = vec![subject, basis, format!("{outcome}   {goal}"), String::new()];
        self.now.lines(lang, &mut out);
        if let Some(next) = &self.next {
            out.push(String::new());
            out.push(assumption(&self.now, next, lang));
            next.lines(lang, &mut out);
        }
        self.notes(lang, &mut out);
        out.push(String::new());
        out.join("\n")
    }

    fn notes(&self, lang: Lang, out: &mut Vec<String>) {
        let zh = lang == Lang::Zh;
        let planned =
            [Some(&self.now), self.next.as_ref()].into_iter().flatten().any(|period| !period.plans.is_empty());
        let mut notes: Vec<String> = self.held.iter().map(|held| held.get(lang).to_owned()).collect();
        if self.sample && planned {
            notes.push(
                if zh {
                    "费用是示例，不是规定，请按本地实际另写可调项文件"
                } else {
                    "the costs are a sample and no rule; write your own levers file"
                }
                .to_owned(),
            );
        }
        if !notes.is_empty() {
            out.push(String::new());
            out.push(if zh { "说明" } else { "Notes" }.to_owned());
            out.extend(notes.into_iter().map(|note| format!("  {note}")));
        }
    }

    /// The gap as a JSON object, `format` first.
    pub fn json(&self, lang: Lang) -> Value {
        json!({
            "format": "huoju.gap/1",
            "subject": { "id": self.subject.0, "name": self.subject.1 },
            "scheme": { "id": self.scheme.0, "title": self.scheme.1.get(lang), "source": self.scheme.2 },
            "preliminary": true,
            "goal": self.goal.as_ref().map(|(id, title)| json!({ "tier": id, "title": title.get(lang) })),
            "outcome": self.outcome.code(),
            "now": self.now.json(lang),
            "next": self.next.as_ref().map(|next| next.json(lang)),
            "assumption": self.next.as_ref().map(|next| assumption(&self.now, next, lang)),
            "held": self.held.iter().map(|held| held.get(lang)).collect::<Vec<_>>(),
            "sample_costs": self.sample,
        })
    }
}

/// What the next open period is looked at with.
fn assumption(now: &Outlook, next: &Outlook, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "{}的目标（假定{}的数字在{}照旧；{}已结账，只说差多少）",
            next.period.zh(),
            now.period.zh(),
            next.period.zh(),
            now.period.zh()
        ),
        Lang::En => format!(
            "Targets for {} (if the figures of {} stood again in {}; {} is closed and was only missed)",
            next.period, now.period, next.period, now.period
        ),
    }
}

impl State {
    /// Its code in files.
    pub fn code(self) -> &'static str {
        match self {
            State::Reached => "reached",
            State::Undetermined => "undetermined",
            State::Missed => "missed",
        }
    }
}

impl Outlook {
    fn lines(&self, lang: Lang, out: &mut Vec<String>) {
        let zh = lang == Lang::Zh;
        match self.state {
            State::Reached => out.push(if zh { "已达到" } else { "Reached" }.to_owned()),
            State::Undetermined => out.push(self.unknown(lang)),
            State::Missed if self.plans.is_empty() => self.hopeless(lang, out),
            State::Missed if self.closed => self.missed(lang, out),
            State::Missed => {
                for (n, plan) in self.plans.iter().enumerate() {
                    out.push(plan.heading(n, self.proven, lang));
                    plan.lines(lang, out);
                }
            }
        }
    }

    fn unknown(&self, lang: Lang) -> String {
        let names: Vec<&str> = self.missing.iter().map(|(_, name)| name.get(lang)).collect();
        match (lang, names.is_empty()) {
            (Lang::Zh, true) => "待定：办法没有规定这种情形，差多少说不出".to_owned(),
            (Lang::En, true) => "undetermined: the rule does not say, so neither does this".to_owned(),
            (Lang::Zh, false) => format!("待定，先要知道：{}", names.join("、")),
            (Lang::En, false) => format!("Undetermined; first find out: {}", names.join(", ")),
        }
    }

    fn hopeless(&self, lang: Lang, out: &mut Vec<String>) {
        out.push(match (lang, self.proven) {
            (Lang::Zh, true) => "可调项达不到目标".to_owned(),
            (Lang::En, true) => "The levers don't reach the goal".to_owned(),
            (Lang::Zh, false) => "在查找的限度内没有找到办法，未证明没有".to_owned(),
            (Lang::En, false) => {
                "Nothing was found within the limit of the search; that there is nothing is not proven".to_owned()
            }
        });
        for why in &self.why {
            let clause = why.clause.as_ref().map(|clause| match lang {
                Lang::Zh => format!("〔{}〕", cited(clause)),
                Lang::En => format!("[{}] ", cited(clause)),
            });
            out.push(format!("  {}{}", clause.unwrap_or_default(), why.says.get(lang)));
        }
    }

    /// Of a closed period only by how much it was missed.
    fn missed(&self, lang: Lang, out: &mut Vec<String>) {
        let Some(plan) = self.plans.first() else { return };
        out.push(match lang {
            Lang::Zh => format!("{}差：", self.period.zh()),
            Lang::En => format!("{} missed by:", self.period),
        });
        for figure in &plan.figures {
            let (name, from, to, by) =
                (figure.name.get(lang), figure.from.get(lang), figure.to.get(lang), figure.by.get(lang));
            out.push(match (lang, by.is_empty()) {
                (Lang::Zh, false) => format!("  {name} {by}（是 {from}，要 {to}）"),
                (Lang::En, false) => format!("  {name} {by} (was {from}, needed {to})"),
                (Lang::Zh, true) => format!("  {name}（是“{from}”，要“{to}”）"),
                (Lang::En, true) => format!("  {name} (was {from}, needed {to})"),
            });
        }
        plan.turns(lang, out);
    }

    fn json(&self, lang: Lang) -> Value {
        json!({
            "period": self.period.to_string(),
            "closed": self.closed,
            "state": self.state.code(),
            "proven": self.proven,
            "plans": self.plans.iter().map(|plan| plan.json(lang)).collect::<Vec<_>>(),
            "why": self.why.iter().map(|why| json!({ "clause": why.clause, "text": why.says.get(lang) })).collect::<Vec<_>>(),
            "missing": self.missing.iter().map(|(code, name)| json!({ "code": code, "name": name.get(lang) })).collect::<Vec<_>>(),
        })
    }
}

impl Plan {
    fn heading(&self, n: usize, proven: bool, lang: Lang) -> String {
        let cost = &self.cost.1;
        let proof = match (n, proven, lang) {
            (0, true, Lang::Zh) => "，最省",
            (0, true, Lang::En) => ", the cheapest",
            (_, true, _) => "",
            (_, false, Lang::Zh) => "，未证明最省",
            (_, false, Lang::En) => ", not proven the cheapest",
        };
        match lang {
            Lang::Zh => format!("办法{}：{cost}{proof}", n + 1),
            Lang::En => format!("Way {}: {cost}{proof}", n + 1),
        }
    }

    fn lines(&self, lang: Lang, out: &mut Vec<String>) {
        for Move { title, steps, cost, figures, .. } in &self.moves {
            let times = if *steps > 1 { format!(" × {steps}") } else { String::new() };
            out.push(format!("  {}{times}  {}", title.get(lang), cost.1));
            out.extend(figures.iter().map(|figure| format!("      {}", figure.line(lang))));
        }
        self.turns(lang, out);
    }

    fn turns(&self, lang: Lang, out: &mut Vec<String>) {
        out.extend(self.turns.iter().map(|turn| format!("    → {}", turn.line(lang))));
        if let Some((from, to)) = self.total.filter(|(from, to)| from != to) {
            out.push(match lang {
                Lang::Zh => format!("    → 总分 {from} → {to}"),
                Lang::En => format!("    → total {from} → {to}"),
            });
        }
    }

    fn json(&self, lang: Lang) -> Value {
        let moves = self.moves.iter().map(|each| {
            json!({
                "lever": each.lever, "title": each.title.get(lang), "steps": each.steps, "cost": each.cost.1,
                "figures": each.figures.iter().map(|figure| figure.json(lang)).collect::<Vec<_>>(),
            })
        });
        json!({
            "cost": self.cost.1,
            "moves": moves.collect::<Vec<_>>(),
            "figures": self.figures.iter().map(|figure| figure.json(lang)).collect::<Vec<_>>(),
            "clauses": self.turns.iter().map(|turn| turn.json(lang)).collect::<Vec<_>>(),
            "total": self.total.map(|(from, to)| json!([number(from), number(to)])),
        })
    }
}

impl Figure {
    fn line(&self, lang: Lang) -> String {
        let by = self.by.get(lang);
        let by = match lang {
            _ if by.is_empty() => String::new(),
            Lang::Zh => format!("（{by}）"),
            Lang::En => format!(" ({by})"),
        };
        format!("{} {} → {}{by}", self.name.get(lang), self.from.get(lang), self.to.get(lang))
    }

    fn json(&self, lang: Lang) -> Value {
        let Figure { code, name, from, to, by, .. } = self;
        json!({ "code": code, "name": name.get(lang), "from": from.get(lang), "to": to.get(lang), "by": by.get(lang) })
    }
}

impl Turn {
    fn line(&self, lang: Lang) -> String {
        let space = if lang == Lang::Zh { "" } else { " " };
        let from = match (&self.from, &self.to) {
            // The most there is is said once.
            (Standing::Points(from, _), Standing::Points(..)) => from.to_string(),
            (from, _) => state_word(from, lang),
        };
        let states = format!("{from} → {}", state_word(&self.to, lang));
        let values = self.values.as_ref().map_or(String::new(), |(from, to)| {
            let (from, to) = (from.get(lang), to.get(lang));
            if lang == Lang::Zh { format!("：{from} → {to}") } else { format!(": {from} → {to}") }
        });
        format!("{}{space}{states}{values}", with_clause(&self.title, &self.clause, lang))
    }

    fn json(&self, lang: Lang) -> Value {
        let values = self.values.as_ref();
        json!({
            "id": self.id, "title": self.title.get(lang), "clause": self.clause,
            "from": state_json(&self.from), "to": state_json(&self.to),
            "from_value": values.map(|values| values.0.get(lang)), "to_value": values.map(|values| values.1.get(lang)),
        })
    }
}

fn number(points: Points) -> Value {
    json!(points.to_string().parse::<serde_json::Number>().ok())
}
