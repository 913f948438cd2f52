//! One scheme, to be read like the document that it is taken from.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse};
use huoju_catalogue::{Entry, Why};
use huoju_model::{Actor, Lang};
use huoju_scheme::{Graduation, Program, Scheme, Sheet, SheetCriterion, SheetGroup, SheetTest, SheetWay, cited, diff};
use serde::Deserialize;

use super::result::mode_key;
use super::schemes::{document, in_force, label};
use super::whatif::law;
use crate::view::schemes::{Arm, Case, Changes, Criterion, Edition, Gate, Heading, Reading, SchemePage};
use crate::view::subject::Line;
use crate::view::{Band, BandState, Clause, Fact, Frame, Link, Room};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// With which other edition it is compared.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    with: String,
}

/// `GET /schemes/{scheme}`
pub async fn scheme(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Path(scheme): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let entry = app.catalogue.schemes().find(|entry| entry.id == scheme).ok_or(PageError::NotFound)?;
    let words = Words::of(visitor.lang);
    let program = app.catalogue.compiled(entry.id)?;
    let read = program.scheme();
    let sheet = read.sheet(visitor.lang);
    let cases = cases(&app, &entry, &program)?;
    let held = cases.iter().filter(|case| case.holds).count();
    let counted = [("n", cases.len().to_string()), ("held", held.to_string())];
    let page = SchemePage {
        actions: actions(read, &app, words),
        about: about(read, &entry, &app, &visitor).into_iter().chain(saved(&app, read, words).await?).collect(),
        notes: notes(read, &app, visitor.lang),
        changes: changes(&app, read, &asked.with, visitor.lang)?,
        readings: read.readings.iter().map(|one| reading(&one.clause, one.text.get(visitor.lang))).collect(),
        second_looks: read.warnings.iter().map(|one| one.says.get(visitor.lang).to_owned()).collect(),
        editions: editions(&app, &entry, read, visitor.lang),
        cases: words.with("cases-held-of", &counted.each_ref().map(|(key, value)| (*key, value.as_str()))),
        case_rows: cases,
        frame: frame(read, &app, &visitor),
        ..clauses(sheet, words)
    };
    render::page(&page)
}

/// `GET /schemes/{scheme}/text`: the text that the pack holds.
pub async fn text(
    State(app): State<App>,
    _: Actor,
    Path(scheme): Path<String>,
) -> Result<impl IntoResponse, PageError> {
    let entry = app.catalogue.schemes().find(|entry| entry.id == scheme).ok_or(PageError::NotFound)?;
    let named = format!("attachment; filename=\"{}.toml\"", entry.id);
    let head = [(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, named)];
    Ok((head, entry.file.text.clone()))
}

/// The scheme's own words.
fn clauses(sheet: Sheet, words: &Words) -> SchemePage {
    let groups = &sheet.groups;
    let (mut over_gates, mut over_criteria) = (None, None);
    SchemePage {
        measures: sheet
            .measures
            .into_iter()
            .map(|(clause, title, is)| {
                reading(clause.as_deref().unwrap_or_default(), &format!("{title}{}{is}", words.get("colon")))
            })
            .collect(),
        gates: (sheet.gates.into_iter())
            .map(|of| Gate { heading: heading(groups, of.group, &mut over_gates), ..gate(of) })
            .collect(),
        criteria: (sheet.criteria.into_iter())
            .map(|of| Criterion { heading: heading(groups, of.group, &mut over_criteria), ..criterion(of) })
            .collect(),
        tiers: sheet.tiers.into_iter().map(gate).collect(),
        indicators: sheet.indicators.iter().map(|(code, asked)| Link::new(asked, paths::indicator(code))).collect(),
        silent: sheet.silent.iter().map(|(clause, reason)| reading(clause, reason)).collect(),
        ..SchemePage::default()
    }
}

/// The group that begins where another stood before.
fn heading(groups: &[SheetGroup], group: Option<usize>, before: &mut Option<usize>) -> Option<Heading> {
    let begins = std::mem::replace(before, group) != group;
    let of = groups.get(group?).filter(|_| begins)?;
    Some(Heading { clause: clause(&of.clause), title: of.title.clone(), full: of.full.clone() })
}

fn frame(read: &Scheme, app: &App, visitor: &Visitor) -> Frame {
    let words = Words::of(visitor.lang);
    let basis =
        vec![document(&read.source, app, visitor.lang), Fact::new(words.get("in-force"), in_force(read, words))];
    Frame { basis, ..render::frame(visitor, Room::Schemes, read.title.get(visitor.lang)) }
}

fn about(read: &Scheme, entry: &Entry<'_>, app: &App, visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let document = app.catalogue.source(&read.source);
    let title = document.map_or(String::new(), |document| document.title.get(visitor.lang).to_owned());
    let mut facts = vec![
        Fact::new(words.get("document-title"), title),
        Fact::new(words.get("issued-by"), document.map_or(String::new(), |document| document.issuer.join(" "))),
        Fact::new(
            words.get("issued-on"),
            document.and_then(|document| document.issued).map_or(String::new(), |day| day.to_string()),
        ),
        Fact::new(words.get("points-in-all"), read.total.map_or(words.get("no-points"), |total| total.to_string())),
        Fact::new(words.get("missing-mode"), words.get(mode_key(read.missing))),
        Fact::new(words.get("pack"), entry.pack.title.get(visitor.lang)),
    ];
    let label = label(read, app, words);
    facts.extend((!label.is_empty()).then(|| Fact::new(words.get("nature"), label)));
    facts
}

/// What of it is a sample, and what is to be known of the document and of the scheme.
fn notes(read: &Scheme, app: &App, lang: Lang) -> Vec<String> {
    let words = Words::of(lang);
    let sample = read.sample.as_ref().map(|sample| words.with("sample-of", &[("what", sample.get(lang))]));
    let of_document = app.catalogue.source(&read.source).and_then(|document| document.note.as_ref());
    let of_document = of_document.map(|note| note.get(lang).to_owned());
    sample.into_iter().chain(of_document).chain(read.note.as_ref().map(|note| note.get(lang).to_owned())).collect()
}

/// A clause of a document that has no page.
pub fn clause(text: &str) -> Clause {
    Clause { text: cited(text), href: String::new() }
}

fn reading(cited: &str, text: &str) -> Reading {
    Reading { clause: clause(cited), text: text.to_owned() }
}

/// What a gate asks, as its page shows it.
pub fn gate(of: SheetTest) -> Gate {
    Gate {
        heading: None,
        anchor: of.id,
        clause: clause(&of.clause),
        title: of.title,
        conditions: of.conditions.into_iter().map(|(depth, text)| Line { depth, text }).collect(),
        any: of.any,
        by_case: of.by_case,
    }
}

fn criterion(of: SheetCriterion) -> Criterion {
    Criterion {
        heading: None,
        anchor: of.id,
        clause: clause(&of.clause),
        title: of.title,
        full: of.full,
        together: of.together,
        arms: of.ways.into_iter().map(arm).collect(),
    }
}

fn arm(way: SheetWay) -> Arm {
    let band = |band: Graduation| Band { points: band.points, edge: band.edge, state: BandState::Plain };
    Arm {
        clause: way.clause.as_deref().map(clause).unwrap_or_default(),
        measure: way.measure,
        bands: way.ruler.into_iter().map(band).collect(),
        words: way.rule,
    }
}

/// Of an own edition who saved it, when, and what its numbers were filled into.
async fn saved(app: &App, read: &Scheme, words: &Words) -> Result<Option<Fact>, PageError> {
    if !app.catalogue.is_own(&read.id) {
        return Ok(None);
    }
    let Some(kept) = app.store.editions().await?.into_iter().find(|kept| kept.scheme == read.id) else {
        return Ok(None);
    };
    let who = Who::of(&app.store).await?.name(&kept.made_by, words);
    let about = [("who", who), ("at", render::moment(&kept.made_at)), ("base", kept.based_on.clone())];
    let text = words.with("edition-saved-by", &about.each_ref().map(|(key, value)| (*key, value.as_str())));
    Ok(Some(Fact { href: paths::scheme(&kept.based_on), ..Fact::new(words.get("edition-saved"), text) }))
}

/// Download its text, fill in the numbers that it leaves to the office, assess by it.
fn actions(read: &Scheme, app: &App, words: &Words) -> Vec<Link> {
    let fills = read.sample.is_some() || app.catalogue.is_own(&read.id);
    let weights = fills.then(|| Link::new(words.get("weights"), paths::weights(&read.id)));
    let text = Link::new(words.get("scheme-text"), format!("{}/text", paths::scheme(&read.id)));
    let assess = Link::new(words.get("assess-by"), format!("{}?scheme={}", paths::ASSESS, read.id));
    [Some(text), weights, Some(assess)].into_iter().flatten().collect()
}

/// The editions of the same part of the same rule, the one in force today marked with the reason.
fn editions(app: &App, entry: &Entry<'_>, read: &Scheme, lang: Lang) -> Vec<Edition> {
    let words = Words::of(lang);
    let now = app.catalogue.in_force(&read.family, render::today());
    let edition = |scheme: Arc<Scheme>| {
        let in_force_now = now.iter().find(|chosen| chosen.scheme.id == scheme.id);
        let why = in_force_now.map(|chosen| words.get(why_key(chosen.why)));
        let label = Some(label(&scheme, app, words)).filter(|label| !label.is_empty());
        Edition {
            edition: Link::new(document(&scheme.source, app, lang).text, paths::scheme(&scheme.id)),
            in_force: in_force(&scheme, words),
            change: label.into_iter().chain(why).collect::<Vec<_>>().join(" · "),
            here: scheme.id == entry.id,
            compare: format!("{}?with={}#changes", paths::scheme(entry.id), scheme.id),
        }
    };
    app.catalogue.family(&read.family).into_iter().filter(|scheme| scheme.part == read.part).map(edition).collect()
}

/// The key of the words that say why an edition is the one in force.
fn why_key(why: Why) -> &'static str {
    match why {
        Why::Only => "edition-only",
        Why::Own => "edition-own",
        Why::Latest => "edition-latest",
    }
}

/// What changes from another edition to this one, in the document's words.
fn changes(app: &App, read: &Scheme, with: &str, lang: Lang) -> Result<Option<Changes>, PageError> {
    let Some(entry) = app.catalogue.schemes().find(|entry| entry.id == with) else { return Ok(None) };
    let other = app.catalogue.scheme(entry.id)?;
    Ok(Some(Changes {
        from: Link::new(other.title.get(lang), paths::scheme(entry.id)),
        law: diff(&other, read, lang).into_iter().map(law).collect(),
    }))
}

/// Each case of the pack, and whether it holds.
fn cases(app: &App, entry: &Entry<'_>, program: &Program) -> Result<Vec<Case>, PageError> {
    let Some(cases) = app.catalogue.cases(entry.id, program.scheme())? else { return Ok(Vec::new()) };
    let case = |case: &huoju_catalogue::Case| {
        let holds = case.run(program).is_ok_and(|differences| differences.is_empty());
        Case { name: case.name.clone(), holds }
    };
    Ok(cases.cases.iter().map(case).collect())
}
