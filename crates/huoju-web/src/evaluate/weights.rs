//! 本区权重: an office fills in the numbers that a document leaves to it, sees what they add up to and what they change,
//! and saves them as an edition of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use huoju_model::{Actor, Decimal, Lang, Text};
use huoju_programme::evaluate::EvaluateError;
use huoju_programme::evaluate::own::{self, Draft, Part, Request};
use huoju_scheme::scheme::{Criterion, Group as Heading};
use huoju_scheme::{Points, Scheme, diff};
use jiff::civil::Date;

use super::result::points_of;
use super::scheme::clause;
use super::schemes::label;
use super::whatif::law;
use crate::view::weights::{Cell, Group, Part as Column, Row, WeightsPage};
use crate::view::whatif::Law;
use crate::view::{Field, Frame, Link, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// What was filled in, by the name of its field.
type Asked = BTreeMap<String, String>;

/// `GET /schemes/{scheme}/weights`
pub async fn form(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Path(scheme): Path<String>,
) -> Result<Html<String>, PageError> {
    let parts = parts(&app, &scheme)?;
    let of = Of { app: &app, words: Words::of(visitor.lang), visitor: &visitor, scheme: &scheme, parts, asked: None };
    render::page(&of.page(Vec::new(), &[]))
}

/// `POST /schemes/{scheme}/weights`: looks the numbers over, or saves them.
pub async fn fill(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(scheme): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, PageError> {
    let named = (0..).map_while(|part| asked.get(&base_name(part)));
    let mut parts: Vec<Arc<Scheme>> = named.map(|id| listed(&app, id)).collect::<Result<_, _>>()?;
    if parts.is_empty() {
        parts = self::parts(&app, &scheme)?;
    }
    let words = Words::of(visitor.lang);
    let of = Of { app: &app, words, visitor: &visitor, scheme: &scheme, parts, asked: Some(&asked) };
    let (request, misread) = of.request();
    let saves = asked.get("act").is_some_and(|act| act == "save");
    let tried = match (misread.is_empty(), saves) {
        (false, _) => Err(EvaluateError::Edition(Vec::new())),
        (true, false) => own::drafts(&app.catalogue, &request).map(Done::Looked),
        (true, true) => own::save(&app.store, &app.catalogue, &actor, &request).await.map(Done::Saved),
    };
    match tried {
        Ok(Done::Saved(ids)) => {
            let same = of.parts.iter().position(|part| part.id == scheme).unwrap_or(0);
            let saved = ids.get(same).map_or_else(|| paths::SCHEMES.to_owned(), |id| paths::scheme(id));
            Ok(Redirect::to(&saved).into_response())
        }
        Ok(Done::Looked(drafts)) => Ok(render::page(&of.page(Vec::new(), &drafts))?.into_response()),
        Err(EvaluateError::Edition(faults)) => {
            let said = faults.iter().map(|fault| fault.say(visitor.lang));
            let page = of.page(misread.into_iter().chain(said).collect(), &[]);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render::page(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What was done with the numbers.
enum Done {
    Looked(Vec<Draft>),
    Saved(Vec<String>),
}

/// The parts of a scheme's rule: those of its own document and day, and where a part has none, the one in force.
fn parts(app: &App, scheme: &str) -> Result<Vec<Arc<Scheme>>, PageError> {
    let read = listed(app, scheme)?;
    if read.part.is_none() {
        return Ok(vec![read]);
    }
    let beside = |other: &Scheme| other.source == read.source && other.in_force.from == read.in_force.from;
    let mut parts = vec![Arc::clone(&read)];
    // Of several that were saved for one day the last counts.
    let family = app.catalogue.family(&read.family).into_iter().rev().filter(|other| beside(other));
    let in_force = app.catalogue.in_force(&read.family, render::today()).into_iter().map(|chosen| chosen.scheme);
    for other in family.chain(in_force) {
        if parts.iter().all(|known| known.part != other.part) {
            parts.push(other);
        }
    }
    parts.sort_by_key(|scheme| scheme.part.as_ref().map(|part| part.number));
    Ok(parts)
}

/// A scheme of the library; files have no place on a page.
fn listed(app: &App, scheme: &str) -> Result<Arc<Scheme>, PageError> {
    let known = app.catalogue.schemes().any(|entry| entry.id == scheme);
    if known { Ok(app.catalogue.scheme(scheme)?) } else { Err(PageError::NotFound) }
}

fn base_name(part: usize) -> String {
    format!("base.{part}")
}

fn weight_name(part: usize, criterion: &str) -> String {
    format!("w.{part}.{criterion}")
}

fn end_name(part: usize, criterion: &str) -> String {
    format!("e.{part}.{criterion}")
}

struct Of<'a> {
    app: &'a App,
    words: &'a Words,
    visitor: &'a Visitor,
    scheme: &'a str,
    parts: Vec<Arc<Scheme>>,
    /// `None` before anything was filled in.
    asked: Option<&'a Asked>,
}

impl Of<'_> {
    fn lang(&self) -> Lang {
        self.visitor.lang
    }

    fn said(&self, name: &str) -> Option<&str> {
        self.asked?.get(name).map(|value| value.trim())
    }

    /// What was filled in, and what of it can't be read.
    fn request(&self) -> (Request, Vec<String>) {
        let (mut misread, mut parts) = (Vec::new(), Vec::new());
        for (place, scheme) in self.parts.iter().enumerate() {
            let mut part = Part { scheme: scheme.id.clone(), weights: BTreeMap::new(), ends: BTreeMap::new() };
            for criterion in &scheme.criteria {
                let name = own::part_name(scheme);
                match self.number(&weight_name(place, &criterion.id), |number| points_of(number).filter(|p| p.0 >= 0)) {
                    Ok(weight) => part.weights.extend(weight.map(|weight| (criterion.id.clone(), weight))),
                    Err(value) => misread.push(self.misread(name, criterion, &value)),
                }
                match self.number(&end_name(place, &criterion.id), Some) {
                    Ok(end) => part.ends.extend(end.map(|end| (criterion.id.clone(), end))),
                    Err(value) => misread.push(self.misread(name, criterion, &value)),
                }
            }
            parts.push(part);
        }
        let text = |name: &str| self.said(name).unwrap_or_default().to_owned();
        let from = text("from").parse::<Date>();
        // Numbers may be looked over before it is said from when they hold.
        if from.is_err() && self.said("act") == Some("save") {
            misread.push(self.words.get("weights-no-day"));
        }
        let request = Request {
            title: text("title"),
            document: text("document"),
            document_title: text("document_title"),
            issuer: text("issuer"),
            from: from.unwrap_or_else(|_| render::today()),
            parts,
        };
        (request, misread)
    }

    /// What stands in a field; what can't be read comes back as it was written.
    fn number<T>(&self, name: &str, read: impl Fn(Decimal) -> Option<T>) -> Result<Option<T>, String> {
        let Some(value) = self.said(name) else { return Ok(None) };
        Decimal::parse(value).ok().and_then(read).map(Some).ok_or_else(|| value.to_owned())
    }

    fn misread(&self, part: &Text, criterion: &Criterion, value: &str) -> String {
        let (part, title) = (part.get(self.lang()), criterion.title.get(self.lang()));
        self.words.with("weights-misread", &[("part", part), ("field", title), ("value", value)])
    }

    fn page(&self, faults: Vec<String>, drafts: &[Draft]) -> WeightsPage {
        let field = |name: &str| Field { value: self.said(name).unwrap_or_default().to_owned(), ..Field::default() };
        WeightsPage {
            action: paths::weights(self.scheme),
            title: field("title"),
            document: field("document"),
            document_title: field("document_title"),
            issuer: field("issuer"),
            from: field("from"),
            parts: (0..self.parts.len()).map(|part| self.column(part)).collect(),
            groups: self.groups(),
            sound: !drafts.is_empty(),
            changes: drafts.iter().map(|draft| self.changes(draft)).filter(|(_, law)| !law.is_empty()).collect(),
            faults,
            frame: self.frame(),
        }
    }

    fn frame(&self) -> Frame {
        let first = self.parts.iter().find(|part| part.id == self.scheme).or(self.parts.first());
        let title = first.map_or_else(String::new, |scheme| scheme.title.get(self.lang()).to_owned());
        Frame {
            crumbs: vec![Link::new(title, paths::scheme(self.scheme))],
            basis: Vec::new(),
            ..render::frame(self.visitor, Room::Schemes, self.words.get("weights"))
        }
    }

    fn column(&self, place: usize) -> Column {
        let scheme = &self.parts[place];
        let sum = self.sum(place, |_| true);
        let total = scheme.total.unwrap_or_default();
        Column {
            name: scheme.part.as_ref().map_or_else(String::new, |part| part.title.get(self.lang()).to_owned()),
            base: (
                base_name(place),
                scheme.id.clone(),
                Link::new(scheme.title.get(self.lang()), paths::scheme(&scheme.id)),
            ),
            label: label(scheme, self.app, self.words),
            sum: sum.map_or_else(String::new, |sum| sum.to_string()),
            total: total.to_string(),
            off: sum != Some(total),
        }
    }

    /// What the weights of some criteria of a part come to, as filled in; `None` where one can't be read.
    fn sum(&self, part: usize, of: impl Fn(&Criterion) -> bool) -> Option<Points> {
        let criteria = self.parts[part].criteria.iter().filter(|criterion| of(criterion));
        let weights = criteria.map(|criterion| {
            let filled = self.number(&weight_name(part, &criterion.id), points_of).ok()?;
            Some(filled.unwrap_or(criterion.item.max).0)
        });
        weights.collect::<Option<Vec<_>>>().map(|all| Points(all.into_iter().fold(0, i64::saturating_add)))
    }

    /// The criteria of all parts, in their groups.
    fn groups(&self) -> Vec<Group> {
        let mut known: Vec<&str> = Vec::new();
        let mut named: Vec<(Option<&Heading>, Vec<Row>)> = Vec::new();
        for (scheme, criterion) in self.parts.iter().flat_map(|scheme| scheme.criteria.iter().map(move |c| (scheme, c)))
        {
            if known.contains(&criterion.id.as_str()) {
                continue;
            }
            known.push(&criterion.id);
            let (group, row) = (group_of(scheme, criterion), self.row(criterion));
            match named.iter_mut().find(|(of, _)| id_of(*of) == id_of(group)) {
                Some((_, rows)) => rows.push(row),
                None => named.push((group, vec![row])),
            }
        }
        let sums = |group: Option<&Heading>| {
            let sum = |part| self.sum(part, |criterion| id_of(group_of(&self.parts[part], criterion)) == id_of(group));
            (0..self.parts.len()).map(|part| sum(part).map_or_else(String::new, |sum| sum.to_string())).collect()
        };
        let group = |(of, rows): (Option<&Heading>, Vec<Row>)| Group {
            title: of.map_or_else(String::new, |of| of.title.get(self.lang()).to_owned()),
            sums: sums(of),
            rows,
        };
        named.into_iter().map(group).collect()
    }

    fn row(&self, criterion: &Criterion) -> Row {
        Row {
            clause: clause(&criterion.clause),
            title: criterion.title.get(self.lang()).to_owned(),
            cells: (0..self.parts.len()).map(|part| self.cell(part, &criterion.id)).collect(),
        }
    }

    fn cell(&self, part: usize, id: &str) -> Option<Cell> {
        let scheme = &self.parts[part];
        let place = scheme.criteria.iter().position(|criterion| criterion.id == id)?;
        let filled = |name: String, now: String| {
            let value = self.said(&name).map_or(now, str::to_owned);
            (name, value)
        };
        let weight = filled(weight_name(part, id), scheme.criteria[place].item.max.to_string());
        let end = scheme.ends.iter().find(|end| end.criterion == place).map(|end| {
            let (name, value) = filled(end_name(part, id), end.number.to_string());
            (name, value, end.unit.clone())
        });
        let name = scheme.part.as_ref().map_or_else(String::new, |part| part.title.get(self.lang()).to_owned());
        Some(Cell { part: name, weight, end })
    }

    /// What a part's numbers change, without what the head says.
    fn changes(&self, draft: &Draft) -> (String, Vec<Law>) {
        let changes = diff(&draft.base, &draft.scheme, self.lang());
        let law = changes.into_iter().filter(|change| !change.clause.is_empty()).map(law).collect();
        (own::part_name(&draft.base).get(self.lang()).to_owned(), law)
    }
}

fn group_of<'s>(scheme: &'s Scheme, criterion: &Criterion) -> Option<&'s Heading> {
    criterion.group.and_then(|at| scheme.groups.get(at))
}

/// Groups of several parts are one by their id.
fn id_of(group: Option<&Heading>) -> &str {
    group.map_or("", |group| &group.id)
}
