//! 梯度: the ladders of the packs, and of one who stands on which rung, year by year.

mod asked;
mod counts;
mod export;
mod rows;
mod rungs;

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::{Actor, Ladder};
use huoju_programme::evaluate::ladder::Standings;
use huoju_programme::evaluate::ladder::list::{Asked as Wanted, Entry, list};

pub use export::export;

use crate::evaluate::schemes::document;
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::ladder::{LadderPage, LadderRow, LaddersPage};
use crate::view::{Choice, Empty, Fact, Field, Figure, Frame, KeyFigure, Link, Options, Pages, Room};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};
use asked::{Asked, MOVES, year_head, year_words};

const ON_A_PAGE: usize = 50;

/// Titles that end within so many months are told of.
const SOON: u8 = 12;

/// `GET /ladders`
pub async fn ladders(State(app): State<App>, visitor: Visitor) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let mut rows = Vec::new();
    for entry in app.catalogue.ladders() {
        let ladder = app.catalogue.ladder(entry.id)?;
        rows.push(LadderRow {
            title: Link::new(ladder.title.get(visitor.lang), paths::ladder(entry.id)),
            place: place(&ladder, &visitor),
            rungs: ladder.rungs.iter().map(|rung| rung.title.get(visitor.lang).to_owned()).collect(),
            source: Link::new(document(&ladder.source, &app, visitor.lang).text, ""),
        });
    }
    render::page(&LaddersPage {
        rows,
        empty: Empty { title: words.get("ladders-none"), text: words.get("ladders-none-more"), link: None },
        frame: render::frame(&visitor, Room::Ladders, ""),
    })
}

/// `GET /ladders/{ladder}`
pub async fn ladder(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let standings = standings(&app, &actor, &id).await?;
    let wanted = asked.wanted(&standings);
    let read = |skip| page_of(&app, &actor, &standings, &wanted, skip);
    let (number, entries, n) = paged(&asked.page, ON_A_PAGE, read).await?;
    let (n_ending, expiring) = expiring(&standings, words, &visitor);
    let page = LadderPage {
        href: paths::ladder(&id),
        figures: figures(&standings, wanted.moment, n_ending, words),
        expiring,
        note: standings.ladder.note.as_ref().map_or_else(String::new, |note| note.get(visitor.lang).to_owned()),
        chart: counts::chart(&standings, words, visitor.lang),
        years: standings.moments.iter().map(|moment| year_head(moment, words)).collect(),
        counts: counts::counts(&standings, &id, words, visitor.lang),
        notes: counts::notes(&standings, words, visitor.lang),
        ways: counts::ways(&standings, &id, visitor.lang),
        rungs: rungs::rungs(&app, &standings.ladder, words, visitor.lang),
        year: asked.years(&standings, wanted.moment, words),
        spot: spots(&standings, &asked, words, &visitor),
        moved: moves(&asked, words),
        words: Field { value: asked.q.clone(), ..Field::default() },
        applied: asked.applied(&standings, &id, words, visitor.lang),
        clear: paths::ladder(&id) + "#list",
        counted: words.with("count-subjects", &[("n", &thousands(&n.to_string()))]),
        rows: entries.iter().map(|entry| rows::row(entry, &standings, wanted.moment, words, &visitor)).collect(),
        pages: Pages::new(number, ON_A_PAGE, usize::try_from(n).unwrap_or(0), |page| asked.address(&id, page)),
        take: export::offer(words, &asked, &id, n),
        empty: Empty {
            title: words.get("ladder-nobody"),
            text: words.get("ladder-nobody-more"),
            link: Some(Link::new(words.get("all"), paths::ladder(&id) + "#list")),
        },
        frame: frame(&standings, &app, &visitor),
    };
    render::page(&page)
}

/// A page of those who are looked for, and how many there are.
async fn page_of(
    app: &App,
    actor: &Actor,
    standings: &Standings,
    wanted: &Wanted,
    skip: i64,
) -> Result<(Vec<Entry>, i64), PageError> {
    let skip = usize::try_from(skip).unwrap_or(0);
    let (entries, n) = list(&app.store, &app.catalogue, actor, standings, wanted, skip, ON_A_PAGE).await?;
    Ok((entries, i64::try_from(n).unwrap_or(i64::MAX)))
}

/// Where everybody stands; a ladder that is in no pack is no page.
async fn standings(app: &App, actor: &Actor, id: &str) -> Result<Arc<Standings>, PageError> {
    if app.catalogue.ladders().all(|entry| entry.id != id) {
        return Err(PageError::NotFound);
    }
    Ok(app.ladders.standings(&app.store, &app.catalogue, actor, id, render::today()).await?)
}

fn place(ladder: &Ladder, visitor: &Visitor) -> String {
    let nation = || Words::of(visitor.lang).get("ladder-nation");
    ladder.place.as_ref().map_or_else(nation, |place| place.get(visitor.lang).to_owned())
}

fn frame(standings: &Standings, app: &App, visitor: &Visitor) -> Frame {
    let (words, ladder) = (Words::of(visitor.lang), &standings.ladder);
    let mut frame = render::frame(visitor, Room::Ladders, ladder.title.get(visitor.lang));
    frame.basis.push(Fact::new(words.get("ladder-place"), place(ladder, visitor)));
    frame.basis.push(document(&ladder.source, app, visitor.lang));
    if let Some(last) = standings.moments.last() {
        frame.basis.push(Fact::new(words.get("ladder-day"), last.day.to_string()));
    }
    frame.basis.push(Fact::new(words.get("nature"), words.get("own-only")));
    frame
}

fn figures(standings: &Standings, moment: usize, n_ending: usize, words: &Words) -> Vec<KeyFigure> {
    let year = standings.moments.get(moment).map_or_else(String::new, |moment| year_words(moment, words));
    let is_told = |moment: usize| standings.told.get(moment).is_some_and(|told| told.iter().any(|told| *told));
    let key = |[key, more]: [&str; 2], n: usize, is_known: bool| KeyFigure {
        label: words.with(key, &[("year", &year)]),
        figure: if is_known { Figure::plain(thousands(&n.to_string()), words.get("count")) } else { Figure::missing() },
        context: words.get(more),
        ..KeyFigure::default()
    };
    let on = standings.counts(moment).held.iter().sum::<usize>();
    let [rose, fell] = standings.n_moved(moment);
    let both = is_told(moment) && moment.checked_sub(1).is_some_and(is_told);
    let last = standings.moments.len().saturating_sub(1);
    let mut ending = key(["ladder-key-ending", "ladder-key-ending-more"], n_ending, is_told(last));
    if !ending.figure.unit.is_empty() {
        ending.figure.unit = words.get("unit-titles");
    }
    vec![
        key(["ladder-key-on", "ladder-key-on-more"], on, is_told(moment)),
        key(["ladder-key-rose", "ladder-key-rose-more"], rose, both),
        key(["ladder-key-fell", "ladder-key-fell-more"], fell, both),
        ending,
    ]
}

/// How many titles of the ladder end soon, and each with its own number, leading to the ledger of titles.
fn expiring(standings: &Standings, words: &Words, visitor: &Visitor) -> (usize, Vec<Link>) {
    let (mut all, mut links) = (0, Vec::new());
    for (rung, own) in standings.ladder.rungs.iter().enumerate().rev() {
        let (Some(title), n) = (&own.holds, standings.n_ending(rung, SOON)) else { continue };
        all += n;
        if n > 0 {
            let about = [("title", own.title.get(visitor.lang)), ("n", &*thousands(&n.to_string()))];
            let href = format!("{}?title={}&ends={SOON}", paths::TITLES, render::escaped(title));
            links.push(Link::new(words.with("ladder-ending-one", &about), href));
        }
    }
    (all, links)
}

fn spots(standings: &Standings, asked: &Asked, words: &Words, visitor: &Visitor) -> Options {
    let rungs = standings.ladder.rungs.iter().rev();
    let rungs = rungs.map(|rung| Choice::new(&rung.id, rung.title.get(visitor.lang), &asked.spot));
    let others = [("none", "ladder-none"), ("untold", "ladder-untold")]
        .map(|(word, key)| Choice::new(word, words.get(key), &asked.spot));
    let all = std::iter::once(Choice::new("", words.get("all"), &asked.spot));
    Options { choices: all.chain(rungs).chain(others).collect(), ..Options::default() }
}

fn moves(asked: &Asked, words: &Words) -> Options {
    let all = std::iter::once(Choice::new("", words.get("all"), &asked.moved));
    let each = MOVES.map(|(word, key, _)| Choice::new(word, words.get(key), &asked.moved));
    Options { choices: all.chain(each).collect(), ..Options::default() }
}
