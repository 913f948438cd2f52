//! One subject: who it is, its years, where sources differ, its assessments, and what happened to it.

use axum::extract::{Path, State};
use axum::response::Html;
use huoju_model::{Actor, Lang, Outcome as Came};
use huoju_store::NOW;
use huoju_store::assessment::{Assessment, ResultRow};
use huoju_store::observation::Observation;
use huoju_store::subject::Subject;

use super::series;
use super::subjects::kind_key;
use crate::evaluate::Clauses;
use crate::figure::{Sheet, thousands};
use crate::view::subject::{PastAssessment, SubjectPage};
use crate::view::{Fact, Frame, Link, Outcome, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// `GET /subjects/{subject}`
pub async fn subject(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(subject): Path<String>,
) -> Result<Html<String>, PageError> {
    let id = subject.parse::<i64>().map_err(|_| PageError::NotFound)?;
    let found = app.store.subject(actor.scope(), id).await?;
    let known = app.store.observations_of(actor.scope(), id, NOW).await?;
    let sheet = Sheet::of(&app.store, &app.catalogue, visitor.lang, &known).await?;
    let results = app.store.results_of(actor.scope(), id).await?;
    let codes: Vec<&str> = app.catalogue.dictionary().iter().map(|indicator| indicator.code.as_str()).collect();
    let figures = series::by_figure(&known, &sheet);
    let mut assessed = Vec::new();
    for made in latest(&results) {
        assessed.push(Clauses::of(&app, &visitor, &actor, made.clone(), id).await?.assessed(id));
    }
    let page = SubjectPage {
        own_result: results.first().map(|(_, row)| came(row.outcome)),
        profile: profile(&found, &known, &sheet, &visitor),
        series: series::series(&figures, &codes, &sheet, &visitor),
        differing: series::differing(&figures, &sheet, &visitor),
        assessed,
        assessments: results.iter().map(|result| past(result, &app, &visitor)).collect(),
        frame: frame(&found, results.first(), &app, &visitor),
        ..SubjectPage::default()
    };
    render::page(&page)
}

/// The latest assessment by each scheme.
fn latest(results: &[(Assessment, ResultRow)]) -> Vec<&Assessment> {
    let mut latest: Vec<&Assessment> = Vec::new();
    for (made, _) in results {
        if !latest.iter().any(|other| other.scheme == made.scheme) {
            latest.push(made);
        }
    }
    latest
}

fn frame(found: &Subject, latest: Option<&(Assessment, ResultRow)>, app: &App, visitor: &Visitor) -> Frame {
    let words = Words::of(visitor.lang);
    let basis = latest.map(|(made, _)| {
        let title = scheme_title(app, &made.scheme, visitor.lang);
        vec![
            Fact { label: words.get("scheme"), text: title, href: paths::scheme(&made.scheme) },
            Fact::new(words.get("period"), made.data_period.to_string()),
            Fact::new(words.get("own-result"), words.get("own-only")),
        ]
    });
    Frame { basis: basis.unwrap_or_default(), ..render::frame(visitor, Room::Subjects, &found.name) }
}

fn profile(found: &Subject, known: &[Observation], sheet: &Sheet<'_>, visitor: &Visitor) -> Vec<Fact> {
    let words = Words::of(visitor.lang);
    let sources: std::collections::BTreeSet<i64> = known.iter().map(|observation| observation.source_id).collect();
    let counted = [("n", thousands(&known.len().to_string())), ("sources", sources.len().to_string())];
    let mut facts = vec![
        Fact::new(words.get("credit-code"), found.code.clone().unwrap_or_default()),
        Fact::new(words.get("kind"), words.get(kind_key(&found.kind))),
    ];
    let registered = known.iter().find(|observation| observation.indicator == "registered_on");
    facts.extend(registered.map(|observation| {
        let name = sheet.indicator("registered_on").map_or("", |indicator| indicator.name.get(visitor.lang));
        Fact::new(name, sheet.figure(observation).value)
    }));
    let said = words.with("known-figures", &counted.each_ref().map(|(key, value)| (*key, value.as_str())));
    facts.push(Fact::new(words.get("known-of"), said));
    facts
}

/// How it came out, as pages have it.
pub fn came(outcome: Came) -> Outcome {
    match outcome {
        Came::Pass => Outcome::Pass,
        Came::Fail => Outcome::Fail,
        Came::Undetermined => Outcome::Undetermined,
    }
}

fn past((made, row): &(Assessment, ResultRow), app: &App, visitor: &Visitor) -> PastAssessment {
    let title = scheme_title(app, &made.scheme, visitor.lang);
    let subject = row.subject_id.to_string();
    PastAssessment {
        what: Link::new(title, paths::explanation(&made.hash, &subject)),
        period: made.data_period.to_string(),
        outcome: came(row.outcome),
        points: points(row),
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

/// A scheme's title; its id where the library has it no more.
pub fn scheme_title(app: &App, scheme: &str, lang: Lang) -> String {
    app.catalogue.scheme(scheme).map_or_else(|_| scheme.to_owned(), |read| read.title.get(lang).to_owned())
}
