//! 差一步: how near those are who did not pass an assessment, reckoned as a job and kept.

mod asked;
mod export;
mod rows;

use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use huoju_model::{Actor, Period, Text};
use huoju_programme::evaluate::EvaluateError;
use huoju_programme::evaluate::results::{self, Basis};
use huoju_programme::evaluate::steps::{Nearness, kept, told};
use huoju_store::assessment::Assessment;
use huoju_store::gap::{GapCount, Gaps};

use super::result::mode_key;
use super::results::ON_A_PAGE;
use crate::chart::share;
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::steps::{LeverRow, Steps, StepsPage};
use crate::view::{Empty, Fact, Field, Figure, Frame, KeyFigure, Link, Pages, Room, Sure};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};
use asked::Asked;

pub use export::export;

/// `POST /assessments/{assessment}/steps`: lines the reckoning up, looked at from today, and leads to its job.
pub async fn reckon(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
) -> Result<Redirect, PageError> {
    let (store, catalogue) = (&app.store, &app.catalogue);
    let job = kept::order(store, catalogue, &actor, &assessment, render::today(), visitor.lang).await?;
    Ok(Redirect::to(&paths::job(&job.to_string())))
}

/// `GET /assessments/{assessment}/steps`
pub async fn steps(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let made = app.store.assessment(&assessment).await?;
    let basis = results::basis(&app.store, &app.catalogue, &made.hash)?;
    let found = found(&app, &made, &basis).await?;
    let of = Of { app: &app, visitor: &visitor, actor: &actor, words, made: &made, basis: &basis };
    let page = StepsPage {
        href: paths::steps(&made.hash),
        renew: (found.can && !found.is_current).then(|| renew(&made, words)),
        about: found.gaps.as_ref().map(|gaps| about(gaps, &found, &made, words)).unwrap_or_default(),
        empty: empty(&found, words),
        of: match &found.gaps {
            Some(gaps) => of.steps(gaps, &asked).await?,
            None => Steps::default(),
        },
        reckoned: found.gaps.is_some(),
        frame: of.frame(found.gaps.as_ref()),
    };
    render::page(&page)
}

/// What was reckoned of an assessment.
struct Found {
    /// The reckoning that would be made today, else the last one.
    gaps: Option<Gaps>,
    /// Whether it is the one that would be made today.
    is_current: bool,
    /// Whether any lever moves what the scheme reads.
    can: bool,
}

async fn found(app: &App, made: &Assessment, basis: &Basis) -> Result<Found, PageError> {
    let all = app.store.gaps_of(&made.hash).await?;
    let current = match kept::aimed(&app.catalogue, &basis.program, render::today()) {
        Ok(aim) => Some(kept::current(&all, &aim, made.data_period).cloned()),
        Err(EvaluateError::NoLever) => None,
        Err(error) => return Err(error.into()),
    };
    let (can, current) = (current.is_some(), current.flatten());
    Ok(Found { is_current: current.is_some(), gaps: current.or_else(|| all.into_iter().next()), can })
}

fn renew(made: &Assessment, words: &Words) -> Sure {
    Sure {
        open: words.get("steps-renew"),
        action: paths::steps(&made.hash),
        consequences: vec![words.get("steps-renew-follows"), words.get("steps-renew-keeps")],
        act: words.get("steps-renew-now"),
        ..Sure::default()
    }
}

/// The period that the targets are for and what is assumed of it; whether it was reckoned with other levers or an
/// earlier year.
fn about(gaps: &Gaps, found: &Found, made: &Assessment, words: &Words) -> Vec<String> {
    let (now, next) = (made.data_period.to_string(), gaps.period.to_string());
    let about = [("now", now.as_str()), ("next", next.as_str())];
    let assumed = (gaps.period != made.data_period).then(|| words.with("gap-assumed", &about));
    let stale = (!found.is_current).then(|| words.get("steps-stale"));
    assumed.into_iter().chain(stale).collect()
}

fn empty(found: &Found, words: &Words) -> Empty {
    let [title, text] = match (found.can, &found.gaps) {
        (_, Some(_)) => ["steps-nobody", "steps-nobody-more"],
        (true, None) => ["steps-none", "steps-none-more"],
        (false, None) => ["steps-no-lever", "steps-no-lever-more"],
    };
    Empty { title: words.get(title), text: words.get(text), link: None }
}

/// One assessment with all it takes to show how near everybody is.
struct Of<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    actor: &'a Actor,
    words: &'a Words,
    made: &'a Assessment,
    basis: &'a Basis,
}

impl Of<'_> {
    fn frame(&self, gaps: Option<&Gaps>) -> Frame {
        let (words, made, scheme) = (self.words, self.made, self.basis.program.scheme());
        let about = [("scheme", scheme.title.get(self.visitor.lang)), ("year", &*made.evaluation_year.to_string())];
        let name = words.with("scheme-year", &about);
        let mut basis = vec![
            Fact { label: words.get("scheme"), text: scheme.source.clone(), href: paths::scheme(&made.scheme) },
            Fact::new(words.get("data-year"), made.data_period.to_string()),
        ];
        if let Some(gaps) = gaps {
            basis.push(Fact::new(words.get("steps-period"), gaps.period.to_string()));
            basis.push(Fact::new(words.get("steps-made-at"), render::moment(&gaps.made_at)));
        }
        basis.push(Fact::new(words.get("missing-mode"), words.get(mode_key(made.missing))));
        basis.push(Fact::new(words.get("nature"), words.get("own-only")));
        Frame {
            basis,
            crumbs: vec![Link::new(&name, paths::assessment(&made.hash))],
            ..render::frame(self.visitor, Room::Assessments, words.with("steps-of", &[("n", &name)]))
        }
    }

    async fn steps(&self, gaps: &Gaps, asked: &Asked) -> Result<Steps, PageError> {
        let (hash, scope, words) = (self.made.hash.as_str(), self.actor.scope(), self.words);
        let filter = asked.filter();
        let read = |skip| self.app.store.nearest(scope, gaps.id, &filter, skip, ON_A_PAGE as i64);
        let (number, rows, n) = paged(&asked.page, ON_A_PAGE, read).await?;
        let counts = self.app.store.gap_counts(scope, gaps.id).await?;
        let (levers, sample) = told::read_levers(&gaps.levers);
        let by_lever = by_lever(&counts, levers);
        Ok(Steps {
            figures: figures(&counts, gaps.period, words, self.visitor),
            levers: self.levers(&by_lever),
            states: asked.states(self.visitor),
            in_levers: asked.levers(&by_lever, self.visitor),
            find: Field { value: asked.find.clone(), ..Field::default() },
            applied: asked.applied(&by_lever, hash, self.visitor),
            clear: format!("{}#list", paths::steps(hash)),
            counted: words.with("count-subjects", &[("n", &thousands(&n.to_string()))]),
            rows: rows
                .iter()
                .map(|near| rows::row(near, hash, &self.basis.program, words, self.visitor.lang))
                .collect(),
            pages: Pages::new(number, ON_A_PAGE, usize::try_from(n).unwrap_or(0), |page| asked.address(hash, page)),
            take: export::offer(words, asked, hash, n),
            notes: self.notes(gaps, &counts, sample),
        })
    }

    fn levers(&self, by_lever: &[(String, Text, i64)]) -> Vec<LeverRow> {
        let most = by_lever.iter().map(|(.., n)| *n).max().unwrap_or(0);
        let row = |(id, title, n): &(String, Text, i64)| LeverRow {
            lever: title.get(self.visitor.lang).to_owned(),
            count: Link::new(
                thousands(&n.to_string()),
                Asked { lever: id.clone(), ..Asked::default() }.address(&self.made.hash, 1),
            ),
            bar: share(*n as f64, most as f64),
        };
        by_lever.iter().map(row).collect()
    }

    fn notes(&self, gaps: &Gaps, counts: &[GapCount], sample: bool) -> Vec<String> {
        let held = told::read_sentences(&gaps.held).into_iter().map(|held| held.get(self.visitor.lang).to_owned());
        let n: i64 = counts.iter().map(|count| count.n_unproven).sum();
        let unproven = (n > 0).then(|| self.words.with("steps-unproven", &[("n", &thousands(&n.to_string()))]));
        let sample = sample.then(|| self.words.get("gap-sample-costs"));
        std::iter::once(self.words.get("steps-note")).chain(held).chain(unproven).chain(sample).collect()
    }
}

/// The levers that are enough by themselves for anybody, the one of most first, with their titles as they were.
fn by_lever(counts: &[GapCount], levers: Vec<(String, Text)>) -> Vec<(String, Text, i64)> {
    let title = |id: &String| levers.iter().find(|(lever, _)| lever == id).map(|(_, title)| title.clone());
    let of = |count: &GapCount| {
        let id = count.lever.clone()?;
        Some((title(&id).unwrap_or_else(|| Text::zh(id.clone())), id, count.n))
    };
    counts.iter().filter_map(of).map(|(title, id, n)| (id, title, n)).collect()
}

fn figures(counts: &[GapCount], period: Period, words: &Words, visitor: &Visitor) -> Vec<KeyFigure> {
    let n = |nearness: Nearness| -> i64 {
        counts.iter().filter(|count| count.state == nearness.code()).map(|count| count.n).sum()
    };
    let key = |nearness: Nearness| KeyFigure {
        label: nearness.name().get(visitor.lang).to_owned(),
        figure: Figure::plain(thousands(&n(nearness).to_string()), words.get("count")),
        context: words.with(more(nearness), &[("year", &period.to_string())]),
        hold: nearness == Nearness::Undetermined,
    };
    Nearness::ALL.map(key).to_vec()
}

/// The key of what a nearness means.
fn more(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::OneStep => "steps-one-more",
        Nearness::Several => "steps-several-more",
        Nearness::Reached => "steps-reached-more",
        Nearness::Undetermined => "steps-open-more",
        Nearness::Beyond => "steps-beyond-more",
    }
}
