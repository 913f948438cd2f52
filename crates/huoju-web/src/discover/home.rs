//! 首页: the figures that matter, the latest assessments, and what came in.

use axum::extract::State;
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::evaluate;
use huoju_store::assessment::Assessment;
use huoju_store::batch::Batch;
use huoju_store::source::Source;
use huoju_store::subject::Search;

use crate::view::home::{HomePage, Post, RecentAssessment, Todo, Update};
use crate::view::{Figure, Frame, KeyFigure, Link, Mark, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, figure, paths, render};

/// How many assessments and batches are named.
const NAMED: i64 = 8;

/// `GET /`
pub async fn home(State(app): State<App>, visitor: Visitor, actor: Actor) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let enterprises = Search { kind: Some("enterprise".to_owned()), words: String::new() };
    let (_, n_enterprises) = app.store.subjects(actor.scope(), &enterprises, 0, 0).await?;
    let n_figures = app.store.n_observations().await?;
    let (n_records, _) = app.store.ledger_head().await?;
    let made = evaluate::results::assessments(&app.store, &actor, None, 0, NAMED).await?;
    let n_unsure = app.store.match_counts(None).await?.n_open;
    let (batches, sources) = (app.store.batches(0, NAMED).await?, app.store.sources().await?);
    let counted = |label: &str, n: i64| KeyFigure {
        label: words.get(label),
        figure: Figure::plain(figure::thousands(&n.to_string()), ""),
        ..KeyFigure::default()
    };
    let page = HomePage {
        figures: vec![
            counted("key-enterprises", n_enterprises),
            counted("key-observations", n_figures),
            counted("key-sources", sources.len() as i64),
            counted("key-records", n_records),
        ],
        todos: (n_unsure > 0).then(|| unsure(n_unsure, words)).into_iter().collect(),
        doors: doors(words),
        assessments: made.iter().map(|made| recent(made, &app, &visitor)).collect(),
        updates: batches
            .iter()
            .filter(|batch| !matches!(batch.kind.as_str(), "undo" | "match"))
            .map(|batch| update(batch, &sources))
            .collect(),
        frame: Frame { basis: Vec::new(), ..render::frame(&visitor, Room::Home, "") },
        ..HomePage::default()
    };
    render::page(&page)
}

/// Names on lists that wait for a person.
fn unsure(n: i64, words: &Words) -> Todo {
    Todo {
        what: Link::new(words.with("todo-names", &[("n", &figure::thousands(&n.to_string()))]), paths::MATCHES),
        about: words.get("todo-names-about"),
        act: words.get("todo-names-act"),
        ..Todo::default()
    }
}

fn doors(words: &Words) -> Vec<Post> {
    let link = |key: &str, href: &str| Link::new(words.get(key), href);
    vec![
        Post {
            name: words.get("door-cultivate"),
            links: vec![
                link("room-subjects", paths::SUBJECTS),
                link("room-assessments", paths::ASSESSMENTS),
                link("room-schemes", paths::SCHEMES),
            ],
        },
        Post {
            name: words.get("door-statistics"),
            links: vec![
                link("room-imports", paths::IMPORTS),
                link("room-indicators", paths::INDICATORS),
                link("room-sources", paths::SOURCES),
            ],
        },
    ]
}

fn recent(made: &Assessment, app: &App, visitor: &Visitor) -> RecentAssessment {
    let title = super::subject::scheme_title(app, &made.scheme, visitor.lang);
    let count = |n: i64| figure::thousands(&n.to_string());
    RecentAssessment {
        what: Link::new(format!("{title} {}", made.evaluation_year), paths::assessment(&made.hash)),
        at: render::day(&made.made_at),
        passed: count(made.counts.n_pass),
        undetermined: count(made.counts.n_undetermined),
        total: count(made.counts.n),
    }
}

fn update(batch: &Batch, sources: &[Source]) -> Update {
    let source = sources.iter().find(|source| source.id == batch.source_id);
    Update {
        source: Link::new(
            source.map_or(String::new(), |source| source.name.clone()),
            paths::import(&batch.id.to_string()),
        ),
        period: batch.period.clone().unwrap_or_default(),
        mark: Mark::None,
        rows: figure::thousands(&(batch.counts.n_rows - batch.counts.n_refused).to_string()),
        at: render::day(&batch.made_at),
    }
}
