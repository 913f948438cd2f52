//! One offer as its document says it, and the enterprises that it fits, nearly fits or may fit.

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_catalogue::Offer;
use huoju_model::Actor;
use huoju_programme::evaluate::matching::{Standing, table};
use huoju_store::matching::{Fittings, Matching};
use serde::Deserialize;

use super::export::take;
use super::{fit_row, frame, last, shut, window};
use crate::evaluate::scheme::{clause, gate};
use crate::evaluate::schemes::document;
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::offers::OfferPage;
use crate::view::{Choice, Empty, Fact, Field, Frame, Link, Options, Pages};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;

/// The word of the filter for those to whom it may be granted without being applied for.
const AUTOMATIC: &str = "automatic";

/// Which enterprises are asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    standing: String,
    find: String,
    page: String,
}

impl Asked {
    /// The same as the store takes it. What can't be read doesn't filter.
    pub fn wanted(&self) -> Fittings {
        Fittings {
            standing: Standing::parse(&self.standing).map(|standing| standing.code().to_owned()),
            automatic: self.standing == AUTOMATIC,
            lacks: None,
            // PostgreSQL takes no such character in a text, and no name has one.
            words: self.find.trim().replace('\0', ""),
        }
    }

    /// All that filters, by the name of its field.
    pub fn fields(&self) -> [(&'static str, &str); 2] {
        [("standing", &self.standing), ("find", &self.find)]
    }

    fn address(&self, offer: &str, page: usize) -> String {
        let given = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| format!("{name}={}&", render::escaped(value)));
        format!("{}?{}page={page}#list", paths::offer(offer), pairs.collect::<String>())
    }
}

/// `GET /offers/{offer}`
pub async fn offer(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let (words, wanted) = (Words::of(visitor.lang), asked.wanted());
    let (made, said) = last(&app, &visitor).await?;
    let offer = said.offer(&id).ok_or(PageError::NotFound)?;
    let (number, rows, n) = match &made {
        Some(made) => {
            let read = |skip| app.store.fittings(actor.scope(), (made.id, &id), &wanted, skip, ON_A_PAGE as i64);
            paged(&asked.page, ON_A_PAGE, read).await?
        }
        None => (1, Vec::new(), 0),
    };
    let subject =
        |one: &huoju_store::matching::Fitting| Link::new(&one.name, paths::subject(&one.row.subject_id.to_string()));
    let page = OfferPage {
        sample: offer.sample,
        about: about(offer, &app, &visitor),
        conditions: offer.program.scheme().sheet(visitor.lang).gates.into_iter().map(gate).collect(),
        documents: offer.documents.iter().map(|document| document.get(visitor.lang).to_owned()).collect(),
        clawback: clawback(offer, &visitor),
        standings: standings(&asked, &visitor),
        find: Field { value: asked.find.clone(), ..Field::default() },
        applied: applied(&asked, &id, &visitor),
        clear: format!("{}#list", paths::offer(&id)),
        counted: words.with("offer-n-enterprises", &[("n", &thousands(&n.to_string()))]),
        rows: rows.iter().map(|one| fit_row(&one.row, subject(one), String::new(), &said)).collect(),
        pages: Pages::new(number, ON_A_PAGE, usize::try_from(n).unwrap_or(0), |page| asked.address(&id, page)),
        take: take(words, &id, &asked, n),
        empty: empty(made.as_ref(), words),
        frame: titled(offer, &app, made.as_ref(), &visitor),
    };
    render::page(&page)
}

/// The page bears the offer's title and cites its document.
fn titled(offer: &Offer, app: &App, made: Option<&Matching>, visitor: &Visitor) -> Frame {
    let mut frame = frame(made, offer.title.get(visitor.lang), visitor);
    frame.basis.insert(0, document(&offer.source, app, visitor.lang));
    frame
}

fn about(offer: &Offer, app: &App, visitor: &Visitor) -> Vec<Fact> {
    let (lang, words) = (visitor.lang, Words::of(visitor.lang));
    let document = app.catalogue.source(&offer.source).map(|source| source.title.get(lang).to_owned());
    let days = (offer.in_force.from.to_string(), offer.in_force.to.map(|day| day.to_string()));
    let in_force = match &days.1 {
        Some(to) => words.with("offer-from-to", &[("from", &days.0), ("to", to)]),
        None => words.with("offer-from", &[("from", &days.0)]),
    };
    let closed = shut(offer, render::today(), words);
    let window = match closed.is_empty() {
        true => window(offer, words),
        false => format!("{}{}{closed}", window(offer, words), words.get("semicolon")),
    };
    let mut facts = vec![
        Fact::new(words.get("offer-kind"), offer.kind.name().get(lang)),
        Fact::new(words.get("document-title"), document.unwrap_or_default()),
        Fact::new(words.get("in-force"), in_force),
        Fact::new(words.get("offer-department"), offer.department.get(lang)),
        Fact::new(words.get("offer-benefit"), table::benefit(offer, lang)),
    ];
    if offer.benefit.worth.is_some() {
        facts.push(Fact::new(words.get("offer-words"), offer.benefit.words.get(lang)));
    }
    facts.push(Fact::new(words.get("offer-window"), window));
    facts.extend(offer.most_a_year.as_ref().map(|most| Fact::new(words.get("offer-most-a-year"), most.shown())));
    facts.extend(offer.most.as_ref().map(|most| Fact::new(words.get("offer-most"), most.shown())));
    facts.extend(offer.budget.as_ref().map(|budget| {
        let left = budget.left.as_ref().map_or_else(String::new, |(left, day)| {
            words.with("offer-left", &[("left", &left.shown()), ("day", &day.to_string())])
        });
        Fact::new(words.get("offer-budget"), format!("{}{left}", budget.total.shown()))
    }));
    facts.extend(offer.exclusive.as_ref().map(|set| {
        let offers = app.catalogue.offers().map(|all| {
            let others = all.iter().filter(|other| other.exclusive.as_ref() == Some(set) && other.id != offer.id);
            others.map(|other| other.title.get(lang).to_owned()).collect::<Vec<_>>().join(&words.get("list-comma"))
        });
        Fact::new(words.get("offer-exclusive"), words.with("offer-exclusive-of", &[("n", &offers.unwrap_or_default())]))
    }));
    if offer.automatic {
        facts.push(Fact::new(words.get("offer-automatic"), words.get("offer-automatic-more")));
    }
    facts.extend(offer.note.as_ref().map(|note| Fact::new(words.get("remark"), note.get(lang))));
    facts
}

fn clawback(offer: &Offer, visitor: &Visitor) -> Vec<(crate::view::Clause, String)> {
    let words = Words::of(visitor.lang);
    let line = |one: &huoju_catalogue::offers::Clawback| {
        let said = format!("{}{}{}", one.when.get(visitor.lang), words.get("colon"), one.what.get(visitor.lang));
        (clause(&one.clause), said)
    };
    offer.clawback.iter().map(line).collect()
}

/// All, each standing, and those to whom it may be granted without being applied for.
fn standings(asked: &Asked, visitor: &Visitor) -> Options {
    let words = Words::of(visitor.lang);
    let all = std::iter::once(Choice::new("", words.get("all"), &asked.standing));
    let told = Standing::ALL.into_iter().filter(|standing| *standing != Standing::Not);
    let told = told.map(|one| Choice::new(one.code(), one.name().get(visitor.lang), &asked.standing));
    let automatic = std::iter::once(Choice::new(AUTOMATIC, words.get("offer-automatic"), &asked.standing));
    Options { choices: all.chain(told).chain(automatic).collect(), ..Options::default() }
}

fn applied(asked: &Asked, offer: &str, visitor: &Visitor) -> Vec<Link> {
    let chosen = standings(asked, visitor).choices.into_iter().find(|choice| choice.chosen);
    let each = [
        (
            &asked.standing,
            chosen.map_or_else(String::new, |choice| choice.text),
            Asked { standing: String::new(), ..asked.clone() },
        ),
        (&asked.find, asked.find.clone(), Asked { find: String::new(), ..asked.clone() }),
    ];
    let given = each.into_iter().filter(|(value, ..)| !value.is_empty());
    given.map(|(_, text, rest)| Link::new(text, rest.address(offer, 1))).collect()
}

fn empty(made: Option<&Matching>, words: &Words) -> Empty {
    match made {
        None => Empty {
            title: words.get("offer-unmatched"),
            text: words.get("offers-unmatched"),
            link: Some(Link::new(words.get("room-offers"), paths::OFFERS)),
        },
        Some(_) => Empty { title: words.get("offer-nobody"), text: words.get("offer-nobody-more"), link: None },
    }
}
