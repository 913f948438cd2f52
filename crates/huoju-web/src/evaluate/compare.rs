//! Two assessments compared: another run, another year, another edition; who enters, who leaves, who moves.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::Actor;
use huoju_programme::evaluate::export::tier_word;
use huoju_programme::evaluate::results::{self, Compared};
use huoju_scheme::{Points, Program};
use huoju_store::assessment::Assessment;
use huoju_store::results::{Change, Standing};
use serde::Deserialize;

use crate::discover::{came, scheme_title};
use crate::figure::thousands;
use crate::view::compare::{ComparePage, Group, Moved, Stood};
use crate::view::{Choice, Empty, Fact, Figure, Frame, KeyFigure, Link, Options, Room, grouped};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// As many of a group as are shown.
const SHOWN: usize = 300;

/// With which other.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    with: String,
}

/// `GET /assessments/{assessment}/compare`: with the run before by the same scheme, unless another is named.
pub async fn compare(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let now = app.store.assessment(&assessment).await?;
    let all = results::assessments(&app.store, &actor, None, 0, i64::MAX).await?;
    let names = names(&app, &visitor, &all).await?;
    let name = |one: &Assessment| names.get(&one.hash).cloned().unwrap_or_default();
    let others: Vec<&Assessment> = all.iter().filter(|one| one.hash != now.hash).collect();
    let before =
        if asked.with.is_empty() { nearest(&now, &all) } else { Some(app.store.assessment(&asked.with).await?) };
    let mut page = ComparePage {
        href: paths::compare(&now.hash),
        frame: Frame {
            crumbs: vec![Link::new(name(&now), paths::assessment(&now.hash))],
            ..render::frame(&visitor, Room::Assessments, words.get("compare"))
        },
        ..ComparePage::default()
    };
    let Some(before) = before else {
        page.empty = Some(Empty {
            title: words.get("compare-nothing"),
            text: words.get("compare-nothing-more"),
            link: Some(Link::new(words.get("run-assessment"), paths::ASSESS)),
        });
        return render::page(&page);
    };
    let choices = others.iter().map(|one| Choice::new(&one.hash, name(one), &before.hash)).collect();
    page.others = Options { choices, ..Options::default() };
    page.frame.basis = basis(&now, &before, &name, words);
    let compared = results::compare(&app.store, &actor, &before.hash, &now.hash).await?;
    page.figures = figures(&now, &before, &compared, words);
    let stood = |made: &Assessment| results::basis(&app.store, &app.catalogue, &made.hash);
    let of = Of { visitor: &visitor, now: &now, before: stood(&before)?.program, after: stood(&now)?.program };
    let groups =
        [("compare-enter", compared.entrants), ("compare-leave", compared.leavers), ("compare-move", compared.moves)];
    page.groups = groups.into_iter().filter(|(_, all)| !all.is_empty()).map(|(key, all)| of.group(key, &all)).collect();
    if page.groups.is_empty() {
        page.empty = Some(Empty { title: words.get("compare-same"), text: words.get("compare-same-more"), link: None });
    }
    render::page(&page)
}

/// The last run before this one by its scheme; else the one after.
fn nearest(now: &Assessment, all: &[Assessment]) -> Option<Assessment> {
    // The list begins with the latest.
    let mut same = all.iter().filter(|one| one.scheme == now.scheme);
    let later = same.by_ref().take_while(|one| one.hash != now.hash).last().cloned();
    same.next().cloned().or(later)
}

/// `科技型中小企业评价 2026 年度，第 2 次运行`, by hash.
async fn names(app: &App, visitor: &Visitor, all: &[Assessment]) -> Result<HashMap<String, String>, PageError> {
    let words = Words::of(visitor.lang);
    let hashes: Vec<&str> = all.iter().map(|one| one.hash.as_str()).collect();
    let runs = app.store.runs(&hashes).await?;
    let name = |one: &Assessment| {
        let scheme = scheme_title(app, &one.scheme, visitor.lang);
        let run = runs.get(&one.hash).copied().unwrap_or(1).to_string();
        let about = [("scheme", scheme.as_str()), ("year", &one.evaluation_year.to_string()), ("run", &run)];
        (one.hash.clone(), words.with("compare-run", &about))
    };
    Ok(all.iter().map(name).collect())
}

fn basis(now: &Assessment, before: &Assessment, name: &dyn Fn(&Assessment) -> String, words: &Words) -> Vec<Fact> {
    let fact = |key: &str, one: &Assessment| Fact {
        href: paths::assessment(&one.hash),
        ..Fact::new(words.get(key), name(one))
    };
    vec![
        fact("compare-before", before),
        fact("compare-after", now),
        Fact::new(words.get("own-result"), words.get("own-only")),
    ]
}

fn figures(now: &Assessment, before: &Assessment, compared: &Compared, words: &Words) -> Vec<KeyFigure> {
    let key = |label: &str, n: String, context: String| KeyFigure {
        label: words.get(label),
        figure: Figure::plain(n, words.get("count")),
        context,
        ..KeyFigure::default()
    };
    let of = |made: &Assessment| words.with("compare-of", &[("n", &thousands(&made.counts.n.to_string()))]);
    vec![
        key("compare-passed-before", thousands(&before.counts.n_pass.to_string()), of(before)),
        key("compare-passed-after", thousands(&now.counts.n_pass.to_string()), of(now)),
        key("compare-enter", grouped(compared.entrants.len()), String::new()),
        key("compare-leave", grouped(compared.leavers.len()), String::new()),
        key("compare-move", grouped(compared.moves.len()), String::new()),
    ]
}

/// What it takes to show a change.
struct Of<'a> {
    visitor: &'a Visitor,
    now: &'a Assessment,
    /// The schemes as they stood.
    before: Program,
    after: Program,
}

impl Of<'_> {
    fn group(&self, key: &str, all: &[Change]) -> Group {
        let more = all.len().saturating_sub(SHOWN);
        Group {
            title: Words::of(self.visitor.lang).get(key),
            n: grouped(all.len()),
            rows: all.iter().take(SHOWN).map(|change| self.moved(change)).collect(),
            more: if more == 0 { String::new() } else { grouped(more) },
        }
    }

    fn moved(&self, change: &Change) -> Moved {
        let id = change.subject_id.to_string();
        let href = if change.after.is_some() { paths::explanation(&self.now.hash, &id) } else { paths::subject(&id) };
        let stood = |standing: &Option<Standing>, program: &Program| {
            standing.as_ref().map(|standing| self.stood(standing, program))
        };
        Moved {
            subject: Link::new(&change.name, href),
            code: change.code.clone().unwrap_or_default(),
            before: stood(&change.before, &self.before),
            after: stood(&change.after, &self.after),
            difference: self.difference(change),
        }
    }

    fn stood(&self, standing: &Standing, program: &Program) -> Stood {
        let points = program.scheme().total.map(|_| Points(standing.total).to_string());
        let tier = standing.tier.as_ref().map(|id| tier_word(program, id, self.visitor.lang));
        let comma = Words::of(self.visitor.lang).get("match-and");
        let what = points.into_iter().chain(tier).collect::<Vec<_>>().join(&comma);
        Stood { outcome: came(standing.outcome), what }
    }

    fn difference(&self, change: &Change) -> String {
        let (Some(before), Some(after)) = (&change.before, &change.after) else { return String::new() };
        let scored = [&self.before, &self.after].into_iter().all(|program| program.scheme().total.is_some());
        match after.total - before.total {
            _ if !scored => String::new(),
            more if more > 0 => format!("+{}", Points(more)),
            less => thousands(&Points(less).to_string()),
        }
    }
}
