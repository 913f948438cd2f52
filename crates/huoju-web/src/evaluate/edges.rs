//! 边界审计: who stands within one unit of an edge in an assessment, those just on it and those just below it apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use huoju_model::Actor;
use huoju_programme::evaluate::edges::export as write;
use huoju_programme::evaluate::whatif::Base;
use huoju_scheme::audit::{Beside, Place};
use huoju_scheme::{AssessError, Scheme, cited};
use serde::Deserialize;

use crate::taken::{self, Order};
use crate::view::edges::{EdgeRow, EdgesPage, Side};
use crate::view::{Clause, Empty, Fact, Figure, Frame, KeyFigure, Link, Room, Sure, grouped};
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
    let (base, found) = audited(&app, &actor, &assessment).await?;
    let of = Of { words: Words::of(visitor.lang), visitor: &visitor, base: &base };
    render::page(&of.page(&found))
}

/// `POST /assessments/{assessment}/edges/export`: everybody beside every edge, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Form(order): Form<Order<Nothing>>,
) -> Result<Response, PageError> {
    let (base, found) = audited(&app, &actor, &assessment).await?;
    let of = Of { words: Words::of(visitor.lang), visitor: &visitor, base: &base };
    let (name, how) = (of.frame().title + ".xlsx", (visitor.lang, order.reason.as_str()));
    taken::workbook(&name, async |to| write(&app.store, &actor, (&base, &found), how, to).await).await
}

/// An audit has no filters.
#[derive(Debug, Default, Deserialize)]
pub struct Nothing {}

/// An assessment with who stands beside which edge in it.
async fn audited(app: &App, actor: &Actor, hash: &str) -> Result<(Arc<Base>, Vec<Beside>), PageError> {
    let base = app.ready.of(app, actor, hash).await?;
    let own = Arc::clone(&base);
    let found = tokio::task::spawn_blocking(move || own.cells.audit()).await;
    let found = found.map_err(|panic| PageError::Bug(panic.to_string()))?;
    Ok((base, found.map_err(|error: AssessError| PageError::Bug(error.to_string()))?))
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
            takes: self.takes(found),
            empty: Empty { title: self.words.get("edges-none"), text: self.words.get("edges-none-more"), link: None },
            frame: self.frame(),
        }
    }

    /// The offer to take them along; none where nobody stands beside an edge.
    fn takes(&self, found: &[Beside]) -> Vec<Sure> {
        if found.is_empty() {
            return Vec::new();
        }
        let follows = vec![self.words.with("export-rows", &[("n", &grouped(found.len()))])];
        let open = self.words.with("export-as", &[("n", "XLSX")]);
        let action = format!("{}/export", paths::edges(&self.base.assessment.hash));
        vec![taken::offer(self.words, &open, action, follows, Vec::new())]
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
        let program = self.base.cells.program();
        let mut groups: BTreeMap<Key, Vec<&Beside>> = BTreeMap::new();
        for one in all {
            groups.entry((one.place, one.input, one.by, one.change(program, self.visitor.lang))).or_default().push(one);
        }
        groups.into_iter().map(|((place, _, _, change), all)| self.row(place, change, &all)).collect()
    }

    fn row(&self, place: Place, change: String, all: &[&Beside]) -> EdgeRow {
        let program = self.base.cells.program();
        let clause = place.clause(program);
        let turned = all.iter().filter(|one| one.outcome[0] != one.outcome[1]).count();
        let more = all.len().saturating_sub(NAMED);
        EdgeRow {
            clause: clause.map_or_else(Clause::default, |clause| Clause {
                text: cited(clause),
                href: paths::scheme(&self.base.assessment.scheme),
            }),
            title: place.title(program, self.visitor.lang).to_owned(),
            moved: all.first().map_or_else(String::new, |one| one.moved(program, self.visitor.lang)),
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
}
