//! 规则库: every scheme of the packs.

use axum::extract::State;
use axum::response::Html;
use huoju_catalogue::Entry;
use huoju_model::{Actor, Lang};
use huoju_programme::evaluate::results;
use huoju_scheme::Scheme;

use crate::view::schemes::{SchemeRow, SchemesPage};
use crate::view::{Empty, Fact, Link, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// `GET /schemes`
pub async fn schemes(State(app): State<App>, visitor: Visitor, actor: Actor) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let mut rows = Vec::new();
    for entry in app.catalogue.schemes() {
        rows.push(row(&entry, &app, &visitor, &actor).await?);
    }
    let page = SchemesPage {
        rows,
        empty: Empty { title: words.get("schemes-none"), text: words.get("schemes-none-more"), link: None },
        frame: render::frame(&visitor, Room::Schemes, ""),
    };
    render::page(&page)
}

async fn row(entry: &Entry<'_>, app: &App, visitor: &Visitor, actor: &Actor) -> Result<SchemeRow, PageError> {
    let scheme = app.catalogue.scheme(entry.id)?;
    let cases = app.catalogue.cases(entry.id, &scheme)?.map_or(0, |cases| cases.cases.len());
    let made = results::assessments(&app.store, actor, Some(entry.id), 0, 1).await?;
    let latest = made.first().map(|made| {
        let about = [("year", made.evaluation_year.to_string()), ("at", render::moment(&made.made_at))];
        let text =
            Words::of(visitor.lang).with("latest-of", &about.each_ref().map(|(key, value)| (*key, value.as_str())));
        Link::new(text, paths::assessment(&made.hash))
    });
    Ok(SchemeRow {
        label: label(&scheme, app, Words::of(visitor.lang)),
        title: Link::new(scheme.title.get(visitor.lang), paths::scheme(entry.id)),
        document: document(&scheme.source, app, visitor.lang).text,
        pack: entry.pack.title.get(visitor.lang).to_owned(),
        in_force: in_force(&scheme, Words::of(visitor.lang)),
        now: scheme.in_force.holds(render::today()),
        cases: cases.to_string(),
        latest: latest.unwrap_or_default(),
    })
}

/// The document by its number; where that is unknown by its title, which is said.
pub fn document(id: &str, app: &App, lang: Lang) -> Fact {
    let words = Words::of(lang);
    match app.catalogue.source(id) {
        Some(source) if !source.numbered => {
            let text = words.with("document-unnumbered", &[("title", source.title.get(lang))]);
            Fact::new(words.get("document-title"), text)
        }
        _ => Fact::new(words.get("document"), id),
    }
}

/// `本区` of an own edition, `示例` of a scheme with invented numbers; nothing of any other.
pub fn label(scheme: &Scheme, app: &App, words: &Words) -> String {
    match (app.catalogue.is_own(&scheme.id), &scheme.sample) {
        (true, _) => words.get("scheme-own"),
        (false, Some(_)) => words.get("scheme-sample"),
        (false, None) => String::new(),
    }
}

/// `自 2017-05-03`, `2021-03-01—2024-12-31，已失效`
pub fn in_force(scheme: &Scheme, words: &Words) -> String {
    let (from, to) = (scheme.in_force.from, scheme.in_force.to);
    let days = match to {
        None => words.with("in-force-from", &[("day", &from.to_string())]),
        Some(to) => format!("{from}—{to}"),
    };
    let today = render::today();
    match (from > today, to.is_some_and(|to| to < today)) {
        (true, _) => words.with("in-force-not-yet", &[("days", &days)]),
        (_, true) => words.with("in-force-no-more", &[("days", &days)]),
        _ => days,
    }
}
