//! 首页: the figures that matter, what waits for a hand, the latest assessments, and what came in.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Html;
use huoju_model::{Actor, Outcome};
use huoju_programme::evaluate::results;
use huoju_store::assessment::Assessment;
use huoju_store::batch::Batch;
use huoju_store::source::Source;
use huoju_store::subject::Search;
use huoju_store::title::Held;

use crate::figure::{permitted, thousands};
use crate::view::home::{HomePage, Post, RecentAssessment, Todo, Update};
use crate::view::{Figure, Frame, KeyFigure, Lineage, Link, Mark, Origin, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// How many assessments and sources are named, and how many key figures there are.
const NAMED: usize = 8;
const FIGURES: usize = 6;
/// As many missing figures as a to-do names.
const LACKS: usize = 3;
/// As many batches as are looked through for the last of each source.
const BATCHES: i64 = 200;

/// `GET /`
pub async fn home(State(app): State<App>, visitor: Visitor, actor: Actor) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let batches = app.store.batches(0, BATCHES).await?;
    let sources = app.store.sources().await?;
    let of = Of { app: &app, visitor: &visitor, actor: &actor, words, batches, sources };
    let made = results::assessments(&app.store, &actor, None, 0, NAMED as i64).await?;
    let page = HomePage {
        figures: of.figures().await?,
        todos: of.todos(&made).await?,
        doors: doors(words),
        assessments: made.iter().map(|made| recent(made, &app, &visitor)).collect(),
        updates: of.updates(),
        frame: Frame { subtitle: day(words), ..render::frame(&visitor, Room::Home, words.get("home-title")) },
        ..HomePage::default()
    };
    render::page(&page)
}

/// `2026-03-16 星期一`
fn day(words: &Words) -> String {
    let today = render::today();
    let weekday = today.weekday().to_monday_one_offset().to_string();
    words.with("home-day", &[("day", &today.to_string()), ("weekday", &weekday)])
}

/// What the page is made from.
struct Of<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    actor: &'a Actor,
    words: &'a Words,
    /// The last ones, newest first.
    batches: Vec<Batch>,
    sources: Vec<Source>,
}

impl Of<'_> {
    /// How many enterprises there are, and how many of them hold each title today.
    async fn figures(&self) -> Result<Vec<KeyFigure>, PageError> {
        let (store, scope) = (&self.app.store, self.actor.scope());
        let enterprises = Search::of_kind("enterprise");
        let (_, n) = store.subjects(scope, &enterprises, 0, 0).await?;
        let registers: Vec<i64> =
            self.batches.iter().filter(|batch| batch.kind == "register").map(|batch| batch.id).collect();
        let mut figures = vec![KeyFigure {
            label: self.words.get("key-enterprises"),
            figure: self.counted(n, &registers, "key-enterprises-rule", "key-enterprises-change"),
            ..KeyFigure::default()
        }];
        let held = store.titles_held(scope, &render::today().to_string()).await?;
        let title = |held: &Held| KeyFigure {
            label: held.title.clone(),
            figure: self.counted(held.n, &held.batches, "key-held-rule", "key-held-change"),
            context: self.words.get("key-held"),
            ..KeyFigure::default()
        };
        figures.extend(held.iter().take(FIGURES - 1).map(title));
        Ok(figures)
    }

    /// A count with the batches that it was counted from.
    fn counted(&self, n: i64, batches: &[i64], rule: &str, change: &str) -> Figure {
        let origins = batches.iter().filter_map(|id| self.origin(*id)).collect();
        let lineage =
            Lineage { origins, rule: self.words.get(rule), change: self.words.get(change), ..Lineage::default() };
        let figure = Figure::plain(thousands(&n.to_string()), self.words.get("count"));
        Figure { lineage: Some(lineage), ..figure }
    }

    fn origin(&self, id: i64) -> Option<Origin> {
        let batch = self.batches.iter().find(|batch| batch.id == id)?;
        let source = self.source(batch)?;
        Some(Origin {
            source: Link::new(&source.name, paths::source(&source.code)),
            file: batch.file.as_ref().map_or_else(String::new, |(_, name)| name.clone()),
            sheet: batch.sheet.clone().unwrap_or_default(),
            batch: self.batch(batch),
            permitted: permitted(source, self.visitor.lang),
            ..Origin::default()
        })
    }

    fn source(&self, batch: &Batch) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == batch.source_id)
    }

    fn batch(&self, batch: &Batch) -> Link {
        let id = batch.id.to_string();
        Link::new(self.words.with("batch-number", &[("n", &id)]), paths::import(&id))
    }

    /// Names to decide, and who could not be judged by the last run of each scheme.
    async fn todos(&self, made: &[Assessment]) -> Result<Vec<Todo>, PageError> {
        let n_unsure = self.visitor.glance.n_unsure;
        let mut todos: Vec<Todo> = (n_unsure > 0).then(|| unsure(n_unsure, self.words)).into_iter().collect();
        let mut seen = BTreeSet::new();
        for one in made.iter().filter(|one| seen.insert(&one.scheme)) {
            if one.counts.n_undetermined > 0 {
                todos.push(self.undetermined(one).await?);
            }
        }
        Ok(todos)
    }

    async fn undetermined(&self, made: &Assessment) -> Result<Todo, PageError> {
        let words = self.words;
        let lacking = results::tally(&self.app.store, self.actor, &made.hash).await?.lacking();
        let lack = |(column, n): &(String, i64)| {
            let code = column.split('@').next().unwrap_or(column);
            let known = self.app.catalogue.dictionary().get(code);
            let name = known.map_or(code, |known| known.name.get(self.visitor.lang));
            words.with("todo-lack", &[("name", name), ("n", &thousands(&n.to_string()))])
        };
        let lacks: Vec<String> = lacking.iter().take(LACKS).map(lack).collect();
        let title = title(made, self.app, self.visitor);
        let n = thousands(&made.counts.n_undetermined.to_string());
        let href = format!("{}?outcome={}#rows", paths::assessment(&made.hash), Outcome::Undetermined.code());
        Ok(Todo {
            what: Link::new(words.with("todo-undetermined", &[("scheme", title.as_str()), ("n", &n)]), href),
            about: words.with("todo-lacks", &[("lacks", &lacks.join(&words.get("list-comma")))]),
            act: words.get("todo-undetermined-act"),
            ..Todo::default()
        })
    }

    /// The last batch of each source that brought something.
    fn updates(&self) -> Vec<Update> {
        let mut seen = BTreeSet::new();
        let brought = self.batches.iter().filter(|batch| !matches!(batch.kind.as_str(), "undo" | "match"));
        let last = brought.filter(|batch| batch.undone_in.is_none() && seen.insert(batch.source_id));
        let update = |batch: &Batch| Update {
            source: self.source(batch).map_or_else(Link::default, |s| Link::new(&s.name, paths::source(&s.code))),
            period: batch.period.clone().unwrap_or_else(|| "—".to_owned()),
            mark: Mark::None,
            rows: thousands(&(batch.counts.n_rows - batch.counts.n_refused).to_string()),
            at: Link::new(render::day(&batch.made_at), paths::import(&batch.id.to_string())),
        };
        last.take(NAMED).map(update).collect()
    }
}

/// Names on lists that wait for a person.
fn unsure(n: i64, words: &Words) -> Todo {
    Todo {
        what: Link::new(words.with("todo-names", &[("n", &thousands(&n.to_string()))]), paths::MATCHES),
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

/// `科技型中小企业评价 2026 年度`
fn title(made: &Assessment, app: &App, visitor: &Visitor) -> String {
    let scheme = super::scheme_title(app, &made.scheme, visitor.lang);
    let year = made.evaluation_year.to_string();
    Words::of(visitor.lang).with("scheme-year", &[("scheme", scheme.as_str()), ("year", &year)])
}

fn recent(made: &Assessment, app: &App, visitor: &Visitor) -> RecentAssessment {
    let [total, passed, failed, undetermined] =
        [made.counts.n, made.counts.n_pass, made.counts.n_fail, made.counts.n_undetermined]
            .map(|n| thousands(&n.to_string()));
    RecentAssessment {
        what: Link::new(title(made, app, visitor), paths::assessment(&made.hash)),
        at: render::day(&made.made_at),
        passed,
        failed,
        undetermined,
        total,
    }
}
