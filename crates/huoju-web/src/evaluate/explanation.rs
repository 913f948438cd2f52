//! One subject's explanation (依据) in an assessment: a page for paper.

use axum::extract::{Path, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_store::subject::Subject;

use super::clauses::Clauses;
use super::result::{mode_key, seals};
use crate::view::result::ExplanationPage;
use crate::view::{Fact, Frame, Link, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// `GET /assessments/{assessment}/subjects/{subject}`
pub async fn explanation(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path((assessment, subject)): Path<(String, String)>,
) -> Result<Html<String>, PageError> {
    let id = subject.parse::<i64>().map_err(|_| PageError::NotFound)?;
    let made = app.store.assessment(&assessment).await?;
    let found = app.store.subject(actor.scope(), id).await?;
    let clauses = Clauses::of(&app, &visitor, &actor, made, id).await?;
    let words = Words::of(visitor.lang);
    let made = &clauses.of.assessment;
    let assessed = clauses.assessed(id);
    let scheme = &clauses.of.explanation.scheme;
    let page = ExplanationPage {
        profile: vec![
            Fact::new(words.get("credit-code"), found.code.clone().unwrap_or_default()),
            Fact { label: words.get("subject"), text: words.get("subject-page"), href: paths::subject(&subject) },
            Fact::new(words.get("data-year"), made.data_period.to_string()),
            Fact::new(words.get("evaluation-year"), made.evaluation_year.to_string()),
        ],
        inputs: clauses.inputs(),
        lacks: clauses.lacks().await?,
        gap: clauses.gap()?,
        seals: seals(made, &app, words).await?,
        frame: Frame {
            basis: vec![
                Fact::new(words.get("as-of"), render::moment(&made.made_at)),
                Fact { label: words.get("scheme"), text: scheme.2.clone(), href: paths::scheme(&made.scheme) },
                Fact::new(words.get("missing-mode"), words.get(mode_key(made.missing))),
                Fact::new(words.get("nature"), words.get("own-only")),
            ],
            crumbs: vec![Link::new(&assessed.caption, paths::assessment(&made.hash))],
            ..frame(&found, &visitor)
        },
        assessed,
    };
    render::page(&page)
}

fn frame(found: &Subject, visitor: &Visitor) -> Frame {
    render::frame(visitor, Room::Assessments, &found.name)
}
