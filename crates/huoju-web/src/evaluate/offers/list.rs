//! What is on offer with how many it fits, and matching anew.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use huoju_catalogue::Offer;
use huoju_catalogue::offers::{OfferKind, Open};
use huoju_model::{Actor, Period};
use huoju_programme::evaluate::matching::{Said, Standing, kept, table};
use huoju_store::matching::FitCount;
use jiff::civil::Date;
use serde::Deserialize;

use super::{frame, last, shut, window};
use crate::figure::thousands;
use crate::view::offers::{OfferRow, OffersPage};
use crate::view::{Choice, Empty, Link, Options, Pages, Sure};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// As many offers as a page shows.
const ON_A_PAGE: usize = 50;

/// Which offers are asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    open: String,
    page: String,
}

impl Asked {
    fn address(&self, page: usize) -> String {
        let given = [("kind", &self.kind), ("open", &self.open)].into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| format!("{name}={}&", render::escaped(value)));
        format!("{}?{}page={page}", paths::OFFERS, pairs.collect::<String>())
    }
}

/// `GET /offers`
pub async fn offers(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let (words, today) = (Words::of(visitor.lang), render::today());
    let (made, said) = last(&app, &visitor).await?;
    let counts = match &made {
        Some(made) => app.store.fit_counts(actor.scope(), made.id).await?,
        None => Vec::new(),
    };
    let counts = by_standing(counts);
    let all = app.catalogue.offers()?;
    let wanted = |offer: &&Offer| {
        let kind = OfferKind::parse(&asked.kind).is_none_or(|kind| kind == offer.kind);
        kind && (asked.open != "now" || (offer.open(today) == Open::Now && !offer.spent()))
    };
    let matched = made.is_some();
    let wanted: Vec<&Offer> = all.iter().filter(wanted).collect();
    let total = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    let (number, skip) = Pages::place(&asked.page, ON_A_PAGE, Some(total));
    let here = wanted.iter().skip(usize::try_from(skip).unwrap_or(0)).take(ON_A_PAGE);
    let rows: Vec<OfferRow> = here.map(|offer| row(offer, &counts, matched, today, &said, words)).collect();
    let page = OffersPage {
        kinds: kinds(&asked.kind, &visitor),
        open: Options {
            choices: vec![
                Choice::new("", words.get("all"), &asked.open),
                Choice::new("now", words.get("offer-open-now"), &asked.open),
            ],
            ..Options::default()
        },
        counted: words.with("offers-counted", &[("n", &thousands(&wanted.len().to_string()))]),
        pages: Pages::new(number, ON_A_PAGE, wanted.len(), |page| asked.address(page)),
        rows,
        renew: Sure {
            open: words.get("offers-renew"),
            action: paths::OFFERS_MATCH.to_owned(),
            consequences: vec![words.get("offers-renew-follows"), words.get("offers-renew-keeps")],
            act: words.get("offers-renew-now"),
            ..Sure::default()
        },
        matched,
        empty: Empty { title: words.get("offers-none"), text: words.get("offers-none-more"), link: None },
        frame: frame(made.as_ref(), "", &visitor),
    };
    render::page(&page)
}

/// `POST /offers/match`: lines a matching up by the figures of the last full year, as of today, and leads to its job.
pub async fn matching(State(app): State<App>, visitor: Visitor, actor: Actor) -> Result<Redirect, PageError> {
    let today = render::today();
    let year = Period::of_year(today.year() - 1).map_err(|error| PageError::Bug(error.to_string()))?;
    let job = kept::order(&app.store, &actor, year, today, visitor.lang).await?;
    Ok(Redirect::to(&paths::job(&job.to_string())))
}

/// How many stand so to an offer, and to how many of all it may be granted without being applied for.
fn by_standing(counts: Vec<FitCount>) -> HashMap<(String, String), (i64, i64)> {
    counts.into_iter().map(|one| ((one.offer, one.standing), (one.n, one.n_automatic))).collect()
}

fn row(
    offer: &Offer,
    counts: &HashMap<(String, String), (i64, i64)>,
    matched: bool,
    today: Date,
    said: &Said,
    words: &Words,
) -> OfferRow {
    let of =
        |standing: Standing| counts.get(&(offer.id.clone(), standing.code().to_owned())).copied().unwrap_or_default();
    let to = |n: i64, standing: &str| match (matched, n) {
        (false, _) => Link::new("…", ""),
        (true, 0) => Link::new("0", ""),
        (true, n) => {
            Link::new(thousands(&n.to_string()), format!("{}?standing={standing}#list", paths::offer(&offer.id)))
        }
    };
    let automatic = of(Standing::Fits).1;
    OfferRow {
        offer: Link::new(offer.title.get(said.lang()), paths::offer(&offer.id)),
        sample: offer.sample,
        kind: offer.kind.name().get(said.lang()).to_owned(),
        benefit: table::benefit(offer, said.lang()),
        window: window(offer, words),
        shut: shut(offer, today, words),
        fits: to(of(Standing::Fits).0, Standing::Fits.code()),
        one_away: to(of(Standing::OneAway).0, Standing::OneAway.code()),
        open: to(of(Standing::Open).0, Standing::Open.code()),
        automatic: if offer.automatic { to(automatic, "automatic") } else { Link::default() },
    }
}

fn kinds(now: &str, visitor: &Visitor) -> Options {
    let all = std::iter::once(Choice::new("", Words::of(visitor.lang).get("all"), now));
    let kinds = [OfferKind::Policy, OfferKind::Loan, OfferKind::Service];
    let kinds = kinds.map(|kind| Choice::new(kind.code(), kind.name().get(visitor.lang), now));
    Options { choices: all.chain(kinds).collect(), ..Options::default() }
}
