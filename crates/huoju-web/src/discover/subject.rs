//! One subject: who it is, its years, where sources differ, its assessments, and what happened to it.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::{Actor, Kind, Lang, Outcome as Came};
use huoju_store::NOW;
use huoju_store::assessment::{Assessment, ResultRow};
use huoju_store::observation::Observation;
use huoju_store::register::Membership;
use huoju_store::subject::Subject;
use huoju_store::title::Title;
use serde::Deserialize;

use super::series;
use super::subjects::kind_key;
use crate::evaluate::Clauses;
use crate::figure::{Sheet, thousands};
use crate::view::subject::{ByScheme, FormerName, HeldTitle, PastAssessment, SubjectPage};
use crate::view::{Fact, Frame, Link, Outcome, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// So many assessments stand on the page, the latest; the others are behind it.
const SHOWN: usize = 20;

/// Which assessment is open on the page.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The latest by this scheme; of all where there is none by it.
    #[serde(default)]
    scheme: String,
}

/// `GET /subjects/{subject}`
pub async fn subject(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(subject): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let id = subject.parse::<i64>().map_err(|_| PageError::NotFound)?;
    let (store, scope) = (&app.store, actor.scope());
    let found = store.subject(scope, id).await?;
    // What doesn't wait for one another is asked for side by side.
    let ((known, sheet), (results, n_results, clauses), members, titles, former_names) = tokio::try_join!(
        async {
            let known = store.observations_of(scope, id, NOW).await?;
            let sheet = Sheet::of(store, &app.catalogue, visitor.lang, &known).await?;
            Ok((known, sheet))
        },
        results_and_clauses(&app, &visitor, &actor, id, &asked.scheme),
        async { store.memberships_of(scope, id).await.map_err(PageError::from) },
        held(&app, &actor, id, visitor.lang),
        former_names(&app, &actor, &found),
    )?;
    let counted = app.catalogue.dictionary().iter().filter(|indicator| !is_profile(&indicator.kind));
    let codes: Vec<&str> = counted.map(|indicator| indicator.code.as_str()).collect();
    let figures = series::by_figure(&known, &sheet);
    let latest = latest(&results);
    let open = clauses.as_ref().map(|clauses| &clauses.of.assessment);
    let mut assessed: Vec<ByScheme> = latest.iter().map(|(made, _)| folded(made, id, &app, &visitor)).collect();
    if let Some(clauses) = &clauses {
        let scheme = &clauses.of.assessment.scheme;
        assessed.iter_mut().filter(|of| of.anchor == *scheme).for_each(|of| of.open = Some(clauses.assessed(id)));
    }
    let page = SubjectPage {
        actions: vec![Link::new(Words::of(visitor.lang).get("offers-see"), paths::subject_offers(&subject))],
        own_results: own_results(&latest, &app, visitor.lang),
        profile: profile(&found, &known, &members, &sheet, &visitor),
        series: series::series(&figures, &codes, &sheet, &visitor),
        differing: series::differing(&figures, &sheet, &visitor),
        assessed,
        titles,
        former_names,
        assessments: results.iter().take(SHOWN).map(|result| past(result, &app, &visitor)).collect(),
        all_assessments: all_assessments(&subject, n_results, &visitor),
        frame: frame(&found, open, &app, &visitor),
        ..SubjectPage::default()
    };
    render::page(&page)
}

/// Its latest results, the latest by each scheme among them, how many there are, and the latest by the scheme asked for,
/// or of all, explained: explaining one takes longer than all the rest of the page.
async fn results_and_clauses<'a>(
    app: &'a App,
    visitor: &Visitor,
    actor: &Actor,
    id: i64,
    scheme: &str,
) -> Result<(Vec<(Assessment, ResultRow)>, i64, Option<Clauses<'a>>), PageError> {
    let (results, n) = app.store.latest_of(actor.scope(), id, SHOWN as i64).await?;
    let open = results.iter().find(|(made, _)| made.scheme == scheme).or(results.first());
    let clauses = match open {
        Some((made, _)) => Some(Clauses::of(app, visitor, actor, made.clone(), id).await?),
        None => None,
    };
    Ok((results, n, clauses))
}

/// The page of all assessments, where there are more than the page of the subject shows.
fn all_assessments(subject: &str, n: i64, visitor: &Visitor) -> Link {
    if n <= SHOWN as i64 {
        return Link::default();
    }
    let all = Words::of(visitor.lang).with("assessments-every", &[("n", &thousands(&n.to_string()))]);
    Link::new(all, paths::subject_assessments(subject))
}

/// What came of the latest assessment by each scheme.
fn own_results(latest: &[&(Assessment, ResultRow)], app: &App, lang: Lang) -> Vec<(String, Outcome)> {
    latest.iter().map(|(made, row)| (scheme_title(app, &made.scheme, lang), came(row.outcome))).collect()
}

/// The latest assessment by each scheme.
fn latest(results: &[(Assessment, ResultRow)]) -> Vec<&(Assessment, ResultRow)> {
    let mut latest: Vec<&(Assessment, ResultRow)> = Vec::new();
    for result in results {
        if !latest.iter().any(|(other, _)| other.scheme == result.0.scheme) {
            latest.push(result);
        }
    }
    latest
}

/// An assessment behind an address that opens it.
fn folded(made: &Assessment, subject: i64, app: &App, visitor: &Visitor) -> ByScheme {
    let title = scheme_title(app, &made.scheme, visitor.lang);
    let year = made.evaluation_year.to_string();
    ByScheme {
        anchor: made.scheme.clone(),
        caption: Words::of(visitor.lang).with("scheme-year", &[("scheme", &title), ("year", &year)]),
        href: paths::subject_by(&subject.to_string(), &made.scheme),
        open: None,
    }
}

fn frame(found: &Subject, open: Option<&Assessment>, app: &App, visitor: &Visitor) -> Frame {
    let words = Words::of(visitor.lang);
    let basis = open.map(|made| {
        let title = scheme_title(app, &made.scheme, visitor.lang);
        vec![
            Fact { label: words.get("scheme"), text: title, href: paths::scheme(&made.scheme) },
            Fact::new(words.get("period"), made.data_period.to_string()),
            Fact::new(words.get("nature"), words.get("own-only")),
        ]
    });
    Frame { basis: basis.unwrap_or_default(), ..render::frame(visitor, Room::Subjects, &found.name) }
}

fn profile(
    found: &Subject,
    known: &[Observation],
    members: &[(Membership, String)],
    sheet: &Sheet<'_>,
    visitor: &Visitor,
) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let sources: std::collections::BTreeSet<i64> = known.iter().map(|observation| observation.source_id).collect();
    let counted = [("n", thousands(&known.len().to_string())), ("sources", sources.len().to_string())];
    // Who is no enterprise may have no code: that is not a missing one.
    let code = found.code.as_ref().map(|code| Fact::new(words.get("credit-code"), code));
    let mut facts: Vec<Fact> = code.into_iter().collect();
    if facts.is_empty() && found.kind == "enterprise" {
        facts.push(Fact::new(words.get("credit-code"), ""));
    }
    facts.push(Fact::new(words.get("kind"), words.get(kind_key(&found.kind))));
    facts.extend(members.iter().map(|(member, name)| {
        let of = member.of_id.to_string();
        let href = if is_zone(&member.role) { paths::zone(&of) } else { paths::subject(&of) };
        Fact { label: words.get(role_key(&member.role)), text: name.clone(), href }
    }));
    let said: BTreeMap<&str, &Observation> =
        known.iter().map(|observation| (observation.indicator.as_str(), observation)).collect();
    let mut said: Vec<(&str, &Observation)> = said.into_iter().collect();
    said.sort_by_key(|(code, _)| sheet.places.get(code).copied().unwrap_or(usize::MAX));
    facts.extend(said.into_iter().filter_map(|(code, observation)| {
        let indicator = sheet.indicator(code).filter(|indicator| is_profile(&indicator.kind))?;
        Some(Fact::new(indicator.name.get(visitor.lang), sheet.figure(observation).value))
    }));
    let said = words.with("known-figures", &counted.each_ref().map(|(key, value)| (*key, value.as_str())));
    facts.push(Fact::new(words.get("known-of"), said));
    facts
}

/// Whether a figure tells who somebody is, and is no series over years: a day, a text.
fn is_profile(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Date)
}

/// Whether one is a member of a zone in this role.
fn is_zone(role: &str) -> bool {
    matches!(role, "registered" | "working")
}

fn role_key(role: &str) -> &'static str {
    match role {
        "registered" => "member-registered",
        "working" => "member-working",
        "incubated" => "member-incubated",
        _ => "member-part",
    }
}

/// The titles that it holds or held, each with its list; those in force first.
async fn held(app: &App, actor: &Actor, id: i64, lang: Lang) -> Result<Vec<HeldTitle>, PageError> {
    let today = huoju_store::ledger::now();
    let titles = app.store.titles_of(actor.scope(), id).await?;
    let held = |(title, batch): (Title, i64)| HeldTitle {
        end_by: end_by(app, &title, lang),
        valid: title.valid_to.as_deref().is_none_or(|until| until >= today.get(..10).unwrap_or_default()),
        title: title.title,
        number: title.number.unwrap_or_default(),
        batch: Link::new(title.batch_no.unwrap_or(title.place), paths::import(&batch.to_string())),
        since: title.granted_on.unwrap_or_default(),
        until: title.valid_to.unwrap_or_default(),
    };
    let mut titles: Vec<HeldTitle> = titles.into_iter().map(held).collect();
    titles.sort_by_key(|title| !title.valid);
    Ok(titles)
}

/// The scheme that a title's last day follows from; empty where its list says the day.
pub fn end_by(app: &App, title: &Title, lang: Lang) -> Link {
    let link = |id: &String| Link::new(scheme_title(app, id, lang), paths::scheme(id));
    title.end_by.as_ref().map_or_else(Link::default, link)
}

/// Names that it once bore, each with its register.
async fn former_names(app: &App, actor: &Actor, found: &Subject) -> Result<Vec<FormerName>, PageError> {
    let mut former = Vec::new();
    for (name, batch) in app.store.names_of(actor.scope(), found.id).await? {
        if name.name != found.name {
            let file = app.store.batch(batch).await?.file.map_or_else(String::new, |(_, file)| file);
            let source = Link::new(file, paths::import(&batch.to_string()));
            former.push(FormerName { name: name.name, until: name.valid_to.unwrap_or_default(), source });
        }
    }
    Ok(former)
}

/// How it came out, as pages have it.
pub fn came(outcome: Came) -> Outcome {
    match outcome {
        Came::Pass => Outcome::Pass,
        Came::Fail => Outcome::Fail,
        Came::Undetermined => Outcome::Undetermined,
    }
}

/// A row of the table of assessments.
pub fn past((made, row): &(Assessment, ResultRow), app: &App, visitor: &Visitor) -> PastAssessment {
    let title = scheme_title(app, &made.scheme, visitor.lang);
    let subject = row.subject_id.to_string();
    PastAssessment {
        what: Link::new(title, paths::explanation(&made.hash, &subject)),
        period: made.data_period.to_string(),
        outcome: came(row.outcome),
        points: if has_points(app, &made.scheme) { points(row) } else { "—".to_owned() },
    }
}

/// `68`, or `50–80` where what is missing leaves it open.
pub fn points(row: &ResultRow) -> String {
    let shown = |ten_thousandths: i64| huoju_model::Decimal::new(i128::from(ten_thousandths), 4).to_string();
    if row.total_min == row.total_max {
        shown(row.total)
    } else {
        format!("{}–{}", shown(row.total_min), shown(row.total_max))
    }
}

/// Whether a scheme gives points; one that the library has no more is taken to.
fn has_points(app: &App, scheme: &str) -> bool {
    app.catalogue.scheme(scheme).map_or(true, |read| !read.criteria.is_empty())
}

/// A scheme's title; its id where the library has it no more.
pub fn scheme_title(app: &App, scheme: &str, lang: Lang) -> String {
    app.catalogue.compiled(scheme).map_or_else(|_| scheme.to_owned(), |read| read.scheme().title.get(lang).to_owned())
}
