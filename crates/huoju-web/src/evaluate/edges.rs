//! 边界审计: who stands within one unit of an edge in an assessment, those just on it and those just below it apart.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Html;
use huoju_model::{Actor, Outcome};
use huoju_programme::evaluate::export::tier_word;
use huoju_programme::evaluate::whatif::Base;
use huoju_scheme::audit::{Beside, Came, Place, office_unit};
use huoju_scheme::{AssessError, Scheme, outcome_word};

use super::clauses::cited;
use crate::view::edges::{EdgeRow, EdgesPage, Side};
use crate::view::{Clause, Empty, Fact, Figure, Frame, KeyFigure, Link, Room, grouped};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// As many beside one edge as are named.
const NAMED: usize = 100;

/// `GET /assessments/{assessment}/edges`
pub async fn edges(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
) -> Result<Html<String>, PageError> {
    let base = app.ready.of(&app, &actor, &assessment).await?;
    let audited = std::sync::Arc::clone(&base);
    let found = tokio::task::spawn_blocking(move || audited.cells.audit()).await;
    let found = found.map_err(|panic| PageError::Bug(panic.to_string()))?;
    let found = found.map_err(|error: AssessError| PageError::Bug(error.to_string()))?;
    let of = Of { words: Words::of(visitor.lang), visitor: &visitor, base: &base };
    render::page(&of.page(&found))
}

/// What tells one edge from another.
type Key = (Place, usize, i64, String);

/// An assessment with all it takes to show its edges.
struct Of<'a> {
    words: &'a Words,
    visitor: &'a Visitor,
    base: &'a Base,
}

impl Of<'_> {
    fn page(&self, found: &[Beside]) -> EdgesPage {
        let (falls, rises): (Vec<&Beside>, Vec<&Beside>) = found.iter().partition(|one| !one.rises());
        let sides = [("edges-on", "edges-on-more", &falls), ("edges-below", "edges-below-more", &rises)];
        EdgesPage {
            figures: sides.iter().flat_map(|(key, _, all)| self.figures(key, all)).collect(),
            sides: sides
                .iter()
                .filter(|(.., all)| !all.is_empty())
                .map(|(title, about, all)| Side {
                    title: self.words.get(title),
                    about: self.words.get(about),
                    rows: self.rows(all),
                })
                .collect(),
            empty: Empty { title: self.words.get("edges-none"), text: self.words.get("edges-none-more"), link: None },
            frame: self.frame(),
        }
    }

    fn scheme(&self) -> &Scheme {
        self.base.cells.program().scheme()
    }

    fn frame(&self) -> Frame {
        let (words, made, scheme) = (self.words, &self.base.assessment, self.scheme());
        let about = [("scheme", scheme.title.get(self.visitor.lang)), ("year", &*made.evaluation_year.to_string())];
        let name = words.with("scheme-year", &about);
        Frame {
            basis: vec![
                Fact { label: words.get("scheme"), text: scheme.source.clone(), href: paths::scheme(&made.scheme) },
                Fact::new(words.get("data-year"), made.data_period.to_string()),
                Fact::new(words.get("edges-unit"), words.get("edges-unit-is")),
                Fact::new(words.get("nature"), words.get("own-only")),
            ],
            crumbs: vec![Link::new(&name, paths::assessment(&made.hash))],
            ..render::frame(self.visitor, Room::Assessments, words.with("edges-of", &[("n", &name)]))
        }
    }

    /// Of one side: whose result changes, and how many stand there at all.
    fn figures(&self, side: &str, all: &[&Beside]) -> [KeyFigure; 2] {
        let side = self.words.get(side);
        let key = |label: &str, rows: BTreeSet<usize>| KeyFigure {
            label: self.words.with(label, &[("side", &side)]),
            figure: Figure::plain(grouped(rows.len()), self.words.get("count")),
            ..KeyFigure::default()
        };
        let turned = all.iter().filter(|one| one.outcome[0] != one.outcome[1]);
        [
            key("edges-key-turned", turned.map(|one| one.row).collect()),
            key("edges-key-all", all.iter().map(|one| one.row).collect()),
        ]
    }

    fn rows(&self, all: &[&Beside]) -> Vec<EdgeRow> {
        let mut groups: BTreeMap<Key, Vec<&Beside>> = BTreeMap::new();
        for one in all {
            groups.entry((one.place, one.input, one.by, self.change(one))).or_default().push(one);
        }
        groups.into_iter().map(|((place, input, by, change), all)| self.row(place, input, by, change, &all)).collect()
    }

    fn row(&self, place: Place, input: usize, by: i64, change: String, all: &[&Beside]) -> EdgeRow {
        let (scheme, lang) = (self.scheme(), self.visitor.lang);
        let (title, clause) = match place {
            Place::Result => (self.words.get("outcome"), None),
            Place::Gate(gate) => (scheme.gates[gate].title.get(lang).to_owned(), Some(&scheme.gates[gate].clause)),
            Place::Criterion(index) => {
                let criterion = &scheme.criteria[index];
                (criterion.title.get(lang).to_owned(), Some(&criterion.clause))
            }
        };
        let turned = all.iter().filter(|one| one.outcome[0] != one.outcome[1]).count();
        let more = all.len().saturating_sub(NAMED);
        EdgeRow {
            clause: clause.map_or_else(Clause::default, |clause| Clause {
                text: cited(clause),
                href: paths::scheme(&self.base.assessment.scheme),
            }),
            title,
            moved: self.moved(input, by),
            change,
            n: grouped(all.len()),
            turned: if turned == 0 { String::new() } else { grouped(turned) },
            who: all.iter().take(NAMED).map(|one| self.who(one.row)).collect(),
            more: if more == 0 { String::new() } else { grouped(more) },
        }
    }

    fn who(&self, row: usize) -> Link {
        let member = &self.base.members[row];
        Link::new(&member.name, paths::explanation(&self.base.assessment.hash, &member.id.to_string()))
    }

    /// `科技人员 减 1 人`
    fn moved(&self, input: usize, by: i64) -> String {
        let input = &self.base.cells.program().inputs()[input];
        let unit = office_unit(input).map_or_else(String::new, |(_, unit)| unit);
        let key = if by < 0 { "edges-less" } else { "edges-more-by" };
        self.words.with(key, &[("what", &input.label(self.visitor.lang)), ("by", &unit)])
    }

    /// `16 → 12 分`
    fn change(&self, one: &Beside) -> String {
        let [from, to] = one.came.map(|came| self.came(came));
        let key = if matches!(one.came[0], Came::Points(_)) { "edges-points" } else { "edges-change-of" };
        self.words.with(key, &[("from", &from), ("to", &to)])
    }

    fn came(&self, came: Came) -> String {
        let lang = self.visitor.lang;
        match came {
            Came::Points(points) => points.map_or_else(|| "…".to_owned(), |points| points.to_string()),
            Came::Gate(outcome) => self.words.get(crate::discover::came(outcome).met_key()),
            Came::Result(Outcome::Pass, Some(tier)) => {
                tier_word(self.base.cells.program(), &self.scheme().tiers[tier].id, lang)
            }
            Came::Result(outcome, _) => outcome_word(outcome, lang).to_owned(),
        }
    }
}
