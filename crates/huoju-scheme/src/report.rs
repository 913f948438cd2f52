//! An explanation as text for an officer, and as JSON for pages and other programs.

use huoju_model::{Lang, Outcome, Text};
use serde_json::{Value, json};

use crate::explain::{Entry, Explanation, GroupEntry, Reason, State};
use crate::scheme::Points;
use crate::words::{cited, with_clause};

impl Explanation {
    /// The explanation as lines of text.
    pub fn text(&self, lang: Lang) -> String {
        let (id, title, source) = &self.scheme;
        let basis = match lang {
            Lang::Zh => format!("《{}》（{source}）  所属期 {}  预评", title.get(lang), self.period.zh()),
            Lang::En => format!("{} ({source}, {id}), period {}, preliminary", title.get(lang), self.period),
        };
        let mut out = vec![self.subject_line(), basis];
        self.decision(lang, &mut out);
        if !self.readings.is_empty() {
            out.push(String::new());
            out.push(if lang == Lang::Zh { "口径说明" } else { "How words were read" }.to_owned());
            out.extend(self.readings.iter().map(|(clause, text)| format!("  〔{}〕{}", cited(clause), text.get(lang))));
        }
        out.push(String::new());
        out.join("\n")
    }

    /// The same without what every subject of one run shares: the scheme's title and readings.
    pub fn brief(&self, lang: Lang) -> String {
        let mut out = vec![self.subject_line()];
        self.decision(lang, &mut out);
        out.push(String::new());
        out.join("\n")
    }

    fn subject_line(&self) -> String {
        match &self.subject {
            (id, Some(name)) if name != id => format!("{name}  {id}"),
            (id, _) => id.clone(),
        }
    }

    /// Outcome, gates, criteria, tiers and warnings.
    fn decision(&self, lang: Lang, out: &mut Vec<String>) {
        let zh = lang == Lang::Zh;
        out.push(self.result_line(zh, lang));
        out.extend(self.missing_line(lang));
        let sections = [
            (if zh { "门槛" } else { "Gates" }, &self.gates),
            (if zh { "评价项" } else { "Criteria" }, &self.criteria),
            (if zh { "档次" } else { "Tiers" }, &self.tiers),
        ];
        for (heading, entries) in sections.into_iter().filter(|(_, entries)| !entries.is_empty()) {
            out.push(String::new());
            out.push(heading.to_owned());
            let mut under = None;
            for entry in entries {
                let before = std::mem::replace(&mut under, entry.group);
                let group = entry.group.map(|at| &self.groups[at]);
                out.extend(group.filter(|_| before != entry.group).map(|group| group_line(group, lang)));
                entry_lines(entry, if group.is_some() { 4 } else { 2 }, lang, out);
            }
        }
        if !self.warnings.is_empty() {
            out.push(String::new());
            out.push(if zh { "请核对" } else { "Please check" }.to_owned());
            out.extend(self.warnings.iter().map(|warning| format!("  ! {}", warning.get(lang))));
        }
    }

    fn result_line(&self, zh: bool, lang: Lang) -> String {
        let mut parts =
            vec![format!("{}{}", if zh { "结果：" } else { "Outcome: " }, outcome_word(self.outcome, lang))];
        if let Some((_, title, clause)) = &self.tier {
            parts.push(format!("{}{}", if zh { "档次：" } else { "tier: " }, with_clause(title, clause, lang)));
        } else if self.outcome == Outcome::Pass {
            // It passes either way, but which tier it is hangs on what is missing.
            parts.push(if zh { "档次：待定" } else { "tier: undetermined" }.to_owned());
        }
        if let Some((total, least, most, max)) = self.total {
            let range = if least == most {
                String::new()
            } else if zh {
                format!("，视缺数在 {least} 到 {most} 之间")
            } else {
                format!(", {least} to {most} by what is missing")
            };
            parts.push(if zh {
                format!("总分：{total} / {max}{range}")
            } else {
                format!("total: {total} of {max}{range}")
            });
        }
        parts.join("   ")
    }

    fn missing_line(&self, lang: Lang) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        let names: Vec<&str> = self.missing.iter().map(|(_, name)| name.get(lang)).collect();
        Some(match lang {
            Lang::Zh => format!("缺少：{}", names.join("、")),
            Lang::En => format!("Missing: {}", names.join(", ")),
        })
    }

    /// The explanation as a JSON object, `format` first.
    pub fn json(&self, lang: Lang) -> Value {
        let text = |points: Points| json!(points.to_string().parse::<serde_json::Number>().ok());
        json!({
            "format": "huoju.explanation/1",
            "subject": { "id": self.subject.0, "name": self.subject.1 },
            "scheme": { "id": self.scheme.0, "title": self.scheme.1.get(lang), "source": self.scheme.2 },
            "period": self.period.to_string(),
            "missing_mode": self.missing_mode.code(),
            "preliminary": true,
            "outcome": self.outcome.code(),
            "tier": self.tier.as_ref().map(|(id, title, clause)| json!({ "id": id, "title": title.get(lang), "clause": clause })),
            "total": self.total.map(|(total, ..)| text(total)),
            "total_min": self.total.map(|(_, least, ..)| text(least)),
            "total_max": self.total.map(|(_, _, most, _)| text(most)),
            "missing": self.missing.iter().map(|(code, name)| json!({ "code": code, "name": name.get(lang) })).collect::<Vec<_>>(),
            "groups": self.groups.iter().map(|group| group_json(group, lang)).collect::<Vec<_>>(),
            "gates": self.entries(&self.gates, lang),
            "criteria": self.entries(&self.criteria, lang),
            "tiers": self.entries(&self.tiers, lang),
            "warnings": self.warnings.iter().map(|warning| warning.get(lang)).collect::<Vec<_>>(),
            "readings": self.readings.iter().map(|(clause, text)| json!({ "clause": clause, "text": text.get(lang) })).collect::<Vec<_>>(),
        })
    }

    fn entries(&self, entries: &[Entry], lang: Lang) -> Vec<Value> {
        let entry = |entry: &Entry| {
            let mut value = json!({ "id": entry.id, "title": entry.title.get(lang), "clause": entry.clause });
            if let Some(group) = entry.group {
                value["group"] = json!(self.groups[group].id);
            }
            add_state(&mut value, &entry.state);
            let reason = |reason: &Reason| json!({ "depth": reason.depth, "clause": reason.clause, "text": reason.says.get(lang) });
            value["reasons"] = entry.reasons.iter().map(reason).collect();
            value
        };
        entries.iter().map(entry).collect()
    }
}

/// 通过, 未通过 or 待定.
pub fn outcome_word(outcome: Outcome, lang: Lang) -> &'static str {
    match (outcome, lang) {
        (Outcome::Pass, Lang::Zh) => "通过",
        (Outcome::Fail, Lang::Zh) => "未通过",
        (Outcome::Undetermined, Lang::Zh) => "待定",
        (outcome, Lang::En) => outcome.code(),
    }
}

pub(crate) fn state_word(state: &State, lang: Lang) -> String {
    match (state, lang) {
        (State::Truth(Outcome::Pass), Lang::Zh) => "符合".into(),
        (State::Truth(Outcome::Fail), Lang::Zh) => "不符合".into(),
        (State::Truth(Outcome::Pass), Lang::En) => "holds".into(),
        (State::Truth(Outcome::Fail), Lang::En) => "does not hold".into(),
        (State::Truth(outcome), lang) => outcome_word(*outcome, lang).into(),
        (State::Points(points, max), Lang::Zh) => format!("{points} 分（满分 {max}）"),
        (State::Points(points, max), Lang::En) => format!("{points} of {max} points"),
        (State::Missing(lo, hi), Lang::Zh) => format!("缺数，{lo} 到 {hi} 分"),
        (State::Missing(lo, hi), Lang::En) => format!("missing, {lo} to {hi} points"),
    }
}

fn mark(state: &State) -> char {
    match state {
        State::Truth(Outcome::Pass) | State::Points(..) => '■',
        State::Truth(Outcome::Fail) => '□',
        State::Truth(Outcome::Undetermined) | State::Missing(..) => '◧',
    }
}

fn group_line(group: &GroupEntry, lang: Lang) -> String {
    let state = group.state.as_ref().map_or(String::new(), |state| state_word(state, lang));
    format!("  {}", headline(&group.title, &group.clause, &state, lang))
}

fn headline(title: &Text, clause: &str, state: &str, lang: Lang) -> String {
    let gap = if lang == Lang::Zh { "" } else { " " };
    format!("{}{gap}{state}", with_clause(title, clause, lang)).trim_end().to_owned()
}

fn entry_lines(entry: &Entry, indent: usize, lang: Lang, out: &mut Vec<String>) {
    let says = headline(&entry.title, &entry.clause, &state_word(&entry.state, lang), lang);
    out.push(format!("{:indent$}{} {says}", "", mark(&entry.state)));
    for Reason { depth, clause, says, .. } in &entry.reasons {
        let clause = clause.as_ref().map_or(String::new(), |clause| format!("{} ", cited(clause)));
        out.push(format!("{:1$}{clause}{2}", "", indent + 4 + 2 * depth, says.get(lang)));
    }
}

/// What came of an entry, as keys of a JSON object.
pub(crate) fn state_json(state: &State) -> Value {
    let points = |points: &Points| json!(points.to_string().parse::<serde_json::Number>().ok());
    match state {
        State::Truth(outcome) => json!({ "state": outcome.code() }),
        State::Points(got, max) => json!({ "points": points(got), "max": points(max) }),
        State::Missing(lo, hi) => json!({ "points": null, "points_min": points(lo), "points_max": points(hi) }),
    }
}

fn group_json(group: &GroupEntry, lang: Lang) -> Value {
    let mut value = json!({ "id": group.id, "title": group.title.get(lang), "clause": group.clause });
    if let Some(state) = &group.state {
        add_state(&mut value, state);
    }
    value
}

fn add_state(value: &mut Value, state: &State) {
    if let (Some(value), Value::Object(state)) = (value.as_object_mut(), state_json(state)) {
        value.extend(state);
    }
}
