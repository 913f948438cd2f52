//! One subject's assessment clause by clause, as the subject's page and the explanation both show it.

use std::collections::HashMap;

use huoju_model::{Actor, Lang, MissingMode, Outcome as Came, Period};
use huoju_programme::evaluate::explain::Basis;
use huoju_programme::evaluate::{Explained, explain};
use huoju_scheme::InputKind;
use huoju_scheme::cited;
use huoju_scheme::explain::{Counts, Entry, Reason, State, Way};
use huoju_scheme::scheme::ItemKind;
use huoju_store::assessment::Assessment;
use huoju_store::observation::{Status, Value};
use huoju_store::population::{Candidate, Refused};
use huoju_store::source::Source;

use crate::discover::came;
use crate::figure::{mark, permitted, shown};
use crate::view::result::Input;
use crate::view::subject::{Assessed, ClauseRow, ClauseSource, Fall, Line, TotalRow};
use crate::view::{Band, BandState, Clause, Figure, Lineage, Link, Mark, Origin, Outcome, Presence};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths};

/// One subject's result, explained, with what it takes to show it.
pub struct Clauses<'a> {
    pub(super) app: &'a App,
    pub(super) lang: Lang,
    pub(super) words: &'a Words,
    /// The sources, by row.
    sources: HashMap<i64, Source>,
    /// The result.
    pub of: Explained,
}

impl<'a> Clauses<'a> {
    /// Explains a subject's result in an assessment.
    pub async fn of(
        app: &'a App,
        visitor: &Visitor,
        actor: &Actor,
        made: Assessment,
        subject: i64,
    ) -> Result<Self, PageError> {
        let of = explain(&app.store, &app.catalogue, actor, made, subject).await?;
        let sources = app.store.sources().await?.into_iter().map(|source| (source.id, source)).collect();
        Ok(Clauses { app, lang: visitor.lang, words: Words::of(visitor.lang), sources, of })
    }

    /// The assessment, clause by clause.
    pub fn assessed(&self, subject: i64) -> Assessed {
        let (made, explanation) = (&self.of.assessment, &self.of.explanation);
        let title = explanation.scheme.1.get(self.lang);
        let gates = self.headed(&explanation.gates, |gate| vec![self.test(gate, Fall::Gate, String::new())]);
        let criteria = self.headed(&explanation.criteria, |criterion| self.criterion(criterion));
        let scored = self.scored_tier();
        let tiers = explanation.tiers.iter().enumerate().filter(|(at, _)| Some(*at) != scored);
        let tiers = tiers.map(|(_, tier)| self.test(tier, Fall::Tier, self.words.get("tier")));
        let rows: Vec<ClauseRow> = gates.into_iter().chain(criteria).chain(tiers).collect();
        let about = [("scheme", title.to_owned()), ("year", made.evaluation_year.to_string())];
        Assessed {
            caption: self.words.with("scheme-year", &about.each_ref().map(|(key, value)| (*key, value.as_str()))),
            scheme: Link::new(self.words.get("scheme-whole"), paths::scheme(&made.scheme)),
            assessment: Link::new(self.words.get("this-assessment"), paths::assessment(&made.hash)),
            explanation: paths::explanation(&made.hash, &subject.to_string()),
            conclusion: self.conclusion(),
            total: self.total(scored, subject),
            notes: self.notes(&rows),
            rows,
        }
    }

    /// The figures that the scheme reads, each with where it is from.
    pub fn inputs(&self) -> Vec<Input> {
        self.of.figures.iter().map(|basis| self.input(basis)).collect()
    }

    /// The tier that asks for a total; its conditions stand in the last row.
    pub(super) fn scored_tier(&self) -> Option<usize> {
        self.of.program.scheme().tiers.iter().position(|tier| tier.least_total().is_some())
    }

    fn clause(&self, text: &str, anchor: &str) -> Clause {
        Clause { text: cited(text), href: paths::clause(&self.of.assessment.scheme, anchor) }
    }

    /// The rows of entries, each group's under its heading.
    fn headed(&self, entries: &[Entry], rows: impl Fn(&Entry) -> Vec<ClauseRow>) -> Vec<ClauseRow> {
        let (mut all, mut under) = (Vec::new(), None);
        for entry in entries {
            if std::mem::replace(&mut under, entry.group) != entry.group {
                all.extend(entry.group.map(|at| self.group(at)));
            }
            all.extend(rows(entry));
        }
        all
    }

    fn group(&self, at: usize) -> ClauseRow {
        let group = &self.of.explanation.groups[at];
        let max = self.of.program.scheme().groups[at].max;
        ClauseRow {
            group: true,
            clause: Clause { text: cited(&group.clause), href: String::new() },
            title: group.title.get(self.lang).to_owned(),
            taken: true,
            points: group.state.as_ref().map_or_else(String::new, |state| self.points(state)),
            full: max.map_or_else(String::new, |max| max.to_string()),
            ..ClauseRow::default()
        }
    }

    fn test(&self, entry: &Entry, fall: impl Fn(Outcome) -> Fall, role: String) -> ClauseRow {
        let held = if let State::Truth(held) = entry.state { held } else { Came::Undetermined };
        ClauseRow {
            clause: self.clause(&entry.clause, &entry.id),
            title: entry.title.get(self.lang).to_owned(),
            taken: true,
            inputs: entry.reasons.iter().map(|reason| self.line(reason)).collect(),
            fall: fall(came(held)),
            points: role,
            sources: self.sources_of(&entry.reads),
            ..ClauseRow::default()
        }
    }

    pub(super) fn line(&self, reason: &Reason) -> Line {
        let own = reason.clause.as_ref().map_or(String::new(), |clause| format!("{} ", cited(clause)));
        Line { depth: reason.depth, text: format!("{own}{}", reason.says.get(self.lang)) }
    }

    fn criterion(&self, entry: &Entry) -> Vec<ClauseRow> {
        let whole = self.full(entry);
        if entry.ways.is_empty() {
            let row = self.test(entry, |_| Fall::Nothing, String::new());
            return vec![ClauseRow { points: self.points(&entry.state), full: whole, ..row }];
        }
        let several = entry.ways.len() > 1;
        let rows = entry.ways.iter().map(|way| self.way(entry, way, several));
        if several && self.is(entry, |kind| matches!(kind, ItemKind::SumOf(_))) {
            return std::iter::once(self.sum(entry, whole)).chain(rows).collect();
        }
        rows.collect()
    }

    /// Full points of a criterion.
    fn full(&self, entry: &Entry) -> String {
        let criteria = &self.of.program.scheme().criteria;
        let found = criteria.iter().find(|criterion| criterion.id == entry.id);
        found.map_or(String::new(), |criterion| criterion.item.max.to_string())
    }

    /// The row above parts that are added up.
    fn sum(&self, entry: &Entry, full: String) -> ClauseRow {
        ClauseRow {
            clause: self.clause(&entry.clause, &entry.id),
            title: entry.title.get(self.lang).to_owned(),
            aside: self.words.get("way-sum"),
            taken: true,
            points: self.points(&entry.state),
            full,
            ..ClauseRow::default()
        }
    }

    /// Whether a criterion's item is of a kind.
    fn is(&self, entry: &Entry, of: impl Fn(&ItemKind) -> bool) -> bool {
        self.of.program.scheme().criteria.iter().any(|one| one.id == entry.id && of(&one.item.kind))
    }

    fn way(&self, entry: &Entry, way: &Way, several: bool) -> ClauseRow {
        let text = |say: &huoju_scheme::Say| say.get(self.lang).to_owned();
        let lines = way.when.iter().map(text).chain([text(&way.measure), text(&way.figures)]);
        let lines = lines.filter(|line| !line.is_empty()).map(|text| Line { depth: 0, text });
        let origins = way.reads.iter().filter_map(|&at| self.of.figures.get(at)).filter_map(|basis| self.origin(basis));
        let lineage = Lineage { title: text(&way.measure), origins: origins.collect(), ..Lineage::default() };
        ClauseRow {
            clause: self.clause(way.clause.as_ref().unwrap_or(&entry.clause), &entry.id),
            title: entry.title.get(self.lang).to_owned(),
            aside: self.aside(entry, way, several),
            taken: way.counts != Counts::No,
            inputs: lines.collect(),
            value: Figure {
                value: text(&way.value),
                presence: if way.known { Presence::Value } else { Presence::Missing },
                lineage: Some(lineage).filter(|lineage| !lineage.title.is_empty() && !lineage.origins.is_empty()),
                ..Figure::default()
            },
            fall: self.fall(way),
            points: self.points(self.state(entry, way)),
            full: way.full.to_string(),
            sources: self.sources_of(&way.reads),
            ..ClauseRow::default()
        }
    }

    /// The points of a way. Where strict treatment leaves its criterion missing, what it would give doesn't count.
    fn state<'w>(&self, entry: &'w Entry, way: &'w Way) -> &'w State {
        let strict = self.of.explanation.missing_mode == MissingMode::Strict;
        match (&entry.state, &way.state) {
            (State::Missing(..), State::Points(..)) if strict => &entry.state,
            (_, state) => state,
        }
    }

    fn aside(&self, entry: &Entry, way: &Way, several: bool) -> String {
        let best = self.is(entry, |kind| matches!(kind, ItemKind::BestOf(_)));
        let title = way.title.as_ref().filter(|_| several).map(|title| title.get(self.lang).to_owned());
        let counts = match way.counts {
            Counts::Yes => (several && best).then(|| self.words.get("way-best")),
            Counts::No => Some(self.words.get("way-not-taken")),
            Counts::Perhaps => Some(self.words.get("way-perhaps")),
            Counts::Otherwise => Some(self.words.get("way-otherwise")),
        };
        title.into_iter().chain(counts).collect::<Vec<_>>().join(&self.words.get("list-comma-wide"))
    }

    fn fall(&self, way: &Way) -> Fall {
        let ruler = way.ruler(self.lang);
        if ruler.is_empty() {
            return Fall::Words(way.rule.get(self.lang).to_owned());
        }
        let state = |at: usize| match way.place {
            Some(place) if at == place => BandState::Hit,
            Some(place) if at == place + 1 => BandState::Next,
            _ => BandState::Plain,
        };
        let band = |(at, band): (usize, &huoju_scheme::Graduation)| Band {
            points: band.points.clone(),
            edge: band.edge.clone(),
            state: state(at),
        };
        Fall::Bands(ruler.iter().enumerate().map(band).collect())
    }

    fn points(&self, state: &State) -> String {
        match state {
            State::Truth(_) => String::new(),
            State::Points(points, _) => points.to_string(),
            State::Missing(least, most) => format!("{least}–{most}"),
        }
    }

    fn total(&self, scored: Option<usize>, subject: i64) -> TotalRow {
        let explanation = &self.of.explanation;
        let tier = scored.and_then(|at| explanation.tiers.get(at));
        let (points, full) = match &explanation.total {
            Some((_, least, most, full)) if least == most => (least.to_string(), full.to_string()),
            Some((_, least, most, full)) => (format!("{least}–{most}"), full.to_string()),
            None => ("—".to_owned(), String::new()),
        };
        let rule = |tier: &Entry| tier.reasons.iter().map(|reason| self.line(reason).text).collect::<Vec<_>>();
        TotalRow {
            clause: tier.map_or_else(Clause::default, |tier| self.clause(&tier.clause, &tier.id)),
            rule: tier.map(rule).unwrap_or_default().join(&self.words.get("list-semicolon")),
            outcome: came(explanation.outcome),
            tier: explanation.tier.as_ref().map_or(String::new(), |(_, title, _)| title.get(self.lang).to_owned()),
            points,
            full,
            remark: self.remark(subject),
            lineage: None,
        }
    }

    /// How much is missing, leading to what it is.
    fn remark(&self, subject: i64) -> Link {
        let n = self.of.explanation.missing.len();
        if n == 0 {
            return Link::new(self.words.get("nothing-missing"), "");
        }
        let page = paths::explanation(&self.of.assessment.hash, &subject.to_string());
        Link::new(self.words.with("lacks-n", &[("n", &n.to_string())]), format!("{page}#lacks"))
    }

    /// What deserves a second look, what the marks mean, and what happened since.
    fn notes(&self, rows: &[ClauseRow]) -> Vec<String> {
        let check = |warning: &huoju_model::Text| self.words.with("second-look", &[("n", warning.get(self.lang))]);
        let warnings = self.of.explanation.warnings.iter().map(check);
        let provisional = rows.iter().flat_map(|row| &row.sources).any(|source| source.mark == Mark::Provisional);
        let legend = provisional.then(|| self.words.get("provisional-note"));
        let since = self.of.since.iter().map(|since| super::result::happened(since, self.words));
        warnings.chain(legend).chain(since).collect()
    }

    fn sources_of(&self, reads: &[usize]) -> Vec<ClauseSource> {
        let mut sources: Vec<ClauseSource> = Vec::new();
        for one in reads.iter().filter_map(|&at| self.of.figures.get(at)?.taken()) {
            let source = self.source(one);
            if !sources.iter().any(|known| known.source.href == source.href) {
                let at = String::new();
                sources.push(ClauseSource { source, at, mark: mark(status(one)) });
            }
        }
        sources
    }

    fn source(&self, one: &Candidate) -> Link {
        let source = self.sources.get(&one.taken.source_id);
        Link::new(&one.source, source.map_or(String::new(), |source| paths::source(&source.code)))
    }

    fn period(&self, basis: &Basis) -> Period {
        self.of.assessment.data_period.earlier(u32::from(basis.input.earlier))
    }

    fn value(&self, basis: &Basis, value: Option<i64>, said: Option<&String>) -> String {
        let value = said.map(|said| Value::Said(said.clone())).or(value.map(Value::Whole));
        let (text, unit) = shown(value.as_ref(), self.app.catalogue.dictionary().get(&basis.input.code), self.lang);
        if unit.is_empty() { text } else { format!("{text} {unit}") }
    }

    fn input(&self, basis: &Basis) -> Input {
        let name = self.app.catalogue.dictionary().get(&basis.input.code).map(|known| known.name.get(self.lang));
        let used = basis.used.as_ref();
        Input {
            what: format!("{} {}", name.unwrap_or(&basis.input.code), self.period(basis)),
            value: match (used, self.presumed(basis)) {
                (Some(used), _) => self.value(basis, used.value, used.said.as_ref()),
                (None, Some(presumed)) => presumed,
                (None, None) => "…".to_owned(),
            },
            origin: self.origin(basis).map(|origin| Origin { what: String::new(), ..origin }),
            remark: self.remark_of(basis),
        }
    }

    fn origin(&self, basis: &Basis) -> Option<Origin> {
        let one = basis.taken()?;
        let batch = one.taken.batch_id.to_string();
        let source = self.sources.get(&one.taken.source_id);
        Some(Origin {
            what: format!(
                "{} {}",
                basis.input.label(self.lang),
                self.value(basis, one.taken.value, one.taken.said.as_ref())
            ),
            source: self.source(one),
            file: one.file.clone().unwrap_or_default(),
            sheet: one.sheet.clone().unwrap_or_default(),
            cell: one.taken.place.clone().unwrap_or_default(),
            batch: Link::new(self.words.with("batch-number", &[("n", &batch)]), paths::import(&batch)),
            permitted: source.map_or(String::new(), |source| permitted(source, self.lang)),
            status: if status(one) == Status::Provisional { self.words.get("provisional") } else { String::new() },
        })
    }

    /// What was presumed of a fact that nobody records.
    fn presumed(&self, basis: &Basis) -> Option<String> {
        match (&basis.used, &basis.input.kind) {
            (None, InputKind::Fact { presumed: Some(presumed) }) if self.of.assessment.presume => {
                Some(self.words.get(if *presumed { "yes" } else { "no" }))
            }
            _ => None,
        }
    }

    /// What was presumed, is missing, or is said otherwise by others.
    fn remark_of(&self, basis: &Basis) -> String {
        let nothing = match (&basis.used, self.presumed(basis)) {
            (Some(_), _) => None,
            (None, Some(value)) => Some(self.words.with("presumed-as", &[("value", &value)])),
            (None, None) => Some(self.words.get("not-given")),
        };
        let others = basis.candidates.iter().filter(|one| basis.taken() != Some(*one)).map(|one| {
            let value = self.value(basis, one.taken.value, one.taken.said.as_ref());
            let key = match &one.refused {
                None => "also-said",
                Some(Refused::StatisticsOnly) => "also-said-statistics",
                Some(Refused::Withdrawn(_)) => "also-said-withdrawn",
            };
            self.words.with(key, &[("source", &one.source), ("value", &value)])
        });
        nothing.into_iter().chain(others).collect::<Vec<_>>().join(&self.words.get("list-semicolon"))
    }
}

fn status(one: &Candidate) -> Status {
    Status::parse(&one.status).unwrap_or(Status::Actual)
}
