//! 账本: every act, page by page, and whether the chain holds.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use huoju_model::{Actor, Lang};
use huoju_programme::verify::{self, Verified as Found};
use huoju_store::ledger::{Record, Sought};
use serde::Deserialize;

use crate::discover::scheme_title;
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::system::{LedgerPage, Record as Row, Verified};
use crate::view::{Choice, Link, Options, Pages, Room};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

const ON_A_PAGE: usize = 50;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    act: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    page: String,
}

/// `GET /ledger`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    _: Actor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let words = Words::of(visitor.lang);
    let sought = Sought { act: asked.act.clone(), actor: asked.who.clone() };
    let read = |skip| app.store.ledger_of(&sought, skip, ON_A_PAGE as i64);
    let (number, records, total) = paged(&asked.page, ON_A_PAGE, read).await?;
    let (acts, actors) = app.store.ledger_words().await?;
    let who = Who::of(&app.store).await?;
    let named = Named { app: &app, lang: visitor.lang, made: made(&app, &visitor).await? };
    let last = verify::last(&app.store).await?;
    let all = |now: &str| Choice::new("", words.get("all"), now);
    let act = |act: &String| Choice::new(act, act_word(act, words), &asked.act);
    let actor = |actor: &String| Choice::new(actor, who.name(actor, words), &asked.who);
    let options = |first: Choice, rest: Vec<Choice>| Options {
        choices: std::iter::once(first).chain(rest).collect(),
        error: String::new(),
    };
    let page = LedgerPage {
        verified: last.as_ref().map_or(Verified::Never, came),
        verified_at: last.as_ref().map_or_else(String::new, |last| at(last, words)),
        broken: last.as_ref().map_or_else(String::new, |last| broken(last, words)),
        verify: format!("{}/verify", paths::LEDGER),
        acts: options(all(&asked.act), acts.iter().map(act).collect()),
        people: options(all(&asked.who), actors.iter().map(actor).collect()),
        rows: records.iter().map(|record| row(record, &who, &named, words)).collect(),
        pages: Pages::new(number, ON_A_PAGE, total as usize, |page| {
            let (act, who) = (render::escaped(&asked.act), render::escaped(&asked.who));
            format!("{}?act={act}&who={who}&page={page}", paths::LEDGER)
        }),
        frame: render::frame(&visitor, Room::Ledger, ""),
    };
    render::page(&page)
}

fn came(last: &Found) -> Verified {
    if last.sound() { Verified::Holds } else { Verified::Broken }
}

/// When it was verified, and up to which record.
pub fn at(last: &Found, words: &Words) -> String {
    let about = [("at", &*render::moment(&last.at)), ("n", &*thousands(&last.n.to_string()))];
    words.with("verified-at", &about)
}

/// What was found wrong, the gravest first.
fn broken(last: &Found, words: &Words) -> String {
    let n = |n: usize| n.to_string();
    if let Some(seq) = last.broken_at {
        words.with("broken-record", &[("n", &thousands(&seq.to_string()))])
    } else if last.n_files > 0 {
        words.with("broken-files", &[("n", &n(last.n_files))])
    } else if last.n_assessments > 0 {
        words.with("broken-assessments", &[("n", &n(last.n_assessments))])
    } else if !last.breaches.is_empty() {
        words.with("broken-rows", &[("which", &last.breaches.join("、"))])
    } else {
        String::new()
    }
}

/// An act's name in words; as it stands where it has none yet.
fn act_word(act: &str, words: &Words) -> String {
    let key = match act {
        "assess" => "act-assess",
        "edition.save" => "act-edition-save",
        "export" => "act-export",
        "import.commit" => "act-import-commit",
        "import.discard" => "act-import-discard",
        "import.try" => "act-import-try",
        "import.undo" => "act-import-undo",
        "job.add" => "act-job-add",
        "job.cancel" => "act-job-cancel",
        "gap.reckon" => "act-gap-reckon",
        "offers.match" => "act-offers-match",
        "ledger.verify" => "act-verify",
        "match.answer" => "act-match-answer",
        "match.take_back" => "act-match-take-back",
        "person.add" => "act-person-add",
        "person.change_password" => "act-person-change-password",
        "person.link" => "act-person-link",
        "person.reset_password" => "act-person-reset-password",
        "person.stop" => "act-person-stop",
        "session.begin" => "act-session-begin",
        "session.end" => "act-session-end",
        "source.change" => "act-source-change",
        "source.withdraw" => "act-source-withdraw",
        _ => return act.to_owned(),
    };
    words.get(key)
}

/// What each assessment is called, by its hash.
async fn made(app: &App, visitor: &Visitor) -> Result<HashMap<String, String>, PageError> {
    let words = Words::of(visitor.lang);
    let made = app.store.assessments(None, 0, i64::MAX).await?;
    let named = made.into_iter().map(|made| {
        let scheme = scheme_title(app, &made.scheme, visitor.lang);
        let about = [("scheme", scheme.as_str()), ("year", &made.evaluation_year.to_string())];
        (made.hash, words.with("scheme-year", &about))
    });
    Ok(named.collect())
}

/// What acts are about, as readers call it.
struct Named<'a> {
    app: &'a App,
    lang: Lang,
    /// Assessments, by their hash.
    made: HashMap<String, String>,
}

impl Named<'_> {
    fn assessment(&self, hash: &str) -> String {
        self.made.get(hash).cloned().unwrap_or_else(|| render::short(hash))
    }

    fn scheme(&self, id: &str) -> String {
        scheme_title(self.app, id, self.lang)
    }
}

fn row(record: &Record, who: &Who, named: &Named<'_>, words: &Words) -> Row {
    Row {
        number: record.seq.to_string(),
        at: render::moment(&record.at),
        who: who.name(&record.actor, words),
        act: act_word(&record.act, words),
        what: what(&record.about, who, named, words),
        hash: record.hash.chars().take(8).collect(),
        full_hash: record.hash.clone(),
    }
}

/// `batch 17` → 第 17 批, leading there.
fn what(about: &str, who: &Who, named: &Named<'_>, words: &Words) -> Link {
    match about.split_once(' ') {
        Some(("batch", id)) => Link::new(words.with("batch-number", &[("n", id)]), paths::import(id)),
        Some(("source", code)) => Link::new(code, paths::source(code)),
        Some(("person", login)) => Link::new(who.name(&format!("person:{login}"), words), ""),
        // An export says what for after the hash.
        Some(("assessment", rest)) => {
            let (hash, purpose) = rest.split_once(' ').unwrap_or((rest, ""));
            let name = named.assessment(hash);
            let name = if purpose.is_empty() {
                name
            } else {
                words.with("export-for", &[("what", &name), ("purpose", purpose)])
            };
            Link::new(name, paths::assessment(hash))
        }
        Some((kind @ ("gap" | "edges"), rest)) => {
            let (hash, purpose) = rest.split_once(' ').unwrap_or((rest, ""));
            let name = named.assessment(hash);
            let (key, path) = match kind {
                "gap" => ("steps-of", paths::steps(hash)),
                _ => ("edges-of", paths::edges(hash)),
            };
            let name = words.with(key, &[("n", &name)]);
            let name = match purpose.is_empty() {
                true => name,
                false => words.with("export-for", &[("what", &name), ("purpose", purpose)]),
            };
            Link::new(name, path)
        }
        Some(("scheme", ids)) => {
            let first = ids.split_once(' ').map_or(ids, |(first, _)| first);
            let titles = ids.split(' ').map(|id| named.scheme(id)).collect::<Vec<_>>();
            Link::new(titles.join(&words.get("list-comma")), paths::scheme(first))
        }
        // So does one of the ledger of titles.
        Some(("titles", purpose)) => {
            let about = [("what", &*words.get("room-titles")), ("purpose", purpose)];
            Link::new(words.with("export-for", &about), paths::TITLES)
        }
        Some(("offer", rest)) => {
            let (id, purpose) = rest.split_once(' ').unwrap_or((rest, ""));
            let about = [("what", &*words.get("room-offers")), ("purpose", purpose)];
            Link::new(words.with("export-for", &about), paths::offer(id))
        }
        Some(("matching", _)) => Link::new(words.get("room-offers"), paths::OFFERS),
        Some(("ladder", rest)) => {
            let (id, purpose) = rest.split_once(' ').unwrap_or((rest, ""));
            let about = [("what", &*words.get("room-ladders")), ("purpose", purpose)];
            Link::new(words.with("export-for", &about), paths::ladder(id))
        }
        Some(("job", id)) => Link::new(format!("{} {id}", words.get("job")), paths::job(id)),
        Some(("match", _)) => Link::new(words.get("match-listed"), paths::MATCHES),
        Some(("draft", _)) => Link::new(words.get("batch-dry-run"), ""),
        None if about == "ledger" => Link::new(words.get("room-ledger"), paths::LEDGER),
        _ => Link::new(about, ""),
    }
}

/// `POST /ledger/verify`
pub async fn verify(State(app): State<App>, actor: Actor) -> Result<Redirect, PageError> {
    verify::verify_on_record(&app.store, &actor).await?;
    Ok(Redirect::to(paths::LEDGER))
}
