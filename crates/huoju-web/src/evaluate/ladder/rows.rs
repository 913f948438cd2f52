//! One row of the list: where somebody stands, how it moved, what the next rung takes.

use huoju_model::ladder::Move;
use huoju_programme::evaluate::ladder::lacks::{Lacks, titles};
use huoju_programme::evaluate::ladder::list::{Came, Entry};
use huoju_programme::evaluate::ladder::table::Naming;
use huoju_programme::evaluate::ladder::{Spot, Standings};
use huoju_programme::evaluate::why::{Why, why};

use crate::discover::came;
use crate::evaluate::reason;
use crate::view::Link;
use crate::view::ladder::ClimberRow;
use crate::words::Words;
use crate::{Visitor, paths};

/// A row of the list.
pub fn row(entry: &Entry, standings: &Standings, moment: usize, words: &Words, visitor: &Visitor) -> ClimberRow {
    let spot = |spot| Naming::Titles(visitor.lang).spot(&standings.ladder, spot).unwrap_or_default();
    let rung = |rung: Option<u8>| rung.map_or_else(String::new, |rung| spot(Spot::Rung(rung)));
    let moved = entry.before.map(|before| entry.standing.since(&before));
    let fell = moved == Some(Move::Fell);
    let moved = match moved {
        Some(Move::Rose) => words.get("ladder-rose"),
        Some(Move::Fell) => words.get("ladder-fell"),
        _ => String::new(),
    };
    ClimberRow {
        subject: Link::new(&entry.name, paths::subject(&entry.subject.to_string())),
        held: spot(Spot::of(&entry.standing)),
        until: entry.until.map_or_else(String::new, |day| day.to_string()),
        before: entry.before.map_or_else(String::new, |before| spot(Spot::of(&before))),
        why: if fell { fall(entry, standings, moment, words, visitor) } else { String::new() },
        fell,
        moved,
        reached: rung(entry.standing.reached),
        next: rung(entry.standing.next),
        outcome: entry.next.as_ref().map(|next| came(next.row.outcome)),
        lacks: lacking(entry, standings, words, visitor),
        passed_by: passed_by(entry, standings, words, visitor),
    }
}

/// The title that ended, and what the rung's scheme says of it.
fn fall(entry: &Entry, standings: &Standings, moment: usize, words: &Words, visitor: &Visitor) -> String {
    let day = standings.moments.get(moment).map(|moment| moment.day);
    let ended = entry.before_until.filter(|until| day.is_some_and(|day| *until < day));
    let ended = match ended {
        Some(until) => words.with("ladder-ended", &[("day", &until.to_string())]),
        None => words.get("ladder-off-list"),
    };
    let own = entry.fell.as_ref().map(|fell| {
        let said = reason(words, &fell.program, &why(&fell.program, &fell.row), visitor.lang);
        let outcome = words.get(came(fell.row.outcome).own_key());
        if said.is_empty() { outcome } else { words.with("ladder-own-says", &[("outcome", &outcome), ("why", &said)]) }
    });
    std::iter::once(ended).chain(own).collect::<Vec<_>>().join(&words.get("list-semicolon"))
}

/// What is lacking for the next rung, leading to the explanation clause by clause.
fn lacking(entry: &Entry, standings: &Standings, words: &Words, visitor: &Visitor) -> Link {
    let titles = titles(&standings.ladder, &entry.standing, visitor.lang).join(&words.get("list-comma"));
    let first = Some(words.with("ladder-first", &[("n", &titles)])).filter(|_| !titles.is_empty());
    let own = match (&entry.lacks, &entry.next) {
        (Some(Lacks::Nothing), _) => Some(words.get("ladder-may-apply")),
        (Some(Lacks::Why(Why::Nothing)), _) => Some(words.get("titles-explained")),
        (Some(Lacks::Why(why)), Some(next)) => Some(reason(words, &next.program, why, visitor.lang)),
        (Some(Lacks::NotAssessed), _) => Some(words.get("ladder-not-assessed")),
        (Some(Lacks::NoScheme), _) => Some(words.get("ladder-no-scheme")),
        _ => None,
    };
    let explained = |next: &Came| paths::explanation(&next.hash, &entry.subject.to_string());
    let text = first.into_iter().chain(own).collect::<Vec<_>>().join(&words.get("list-semicolon"));
    Link::new(text, entry.next.as_ref().map_or_else(String::new, explained))
}

/// The rungs that it passed by without fault.
fn passed_by(entry: &Entry, standings: &Standings, words: &Words, visitor: &Visitor) -> String {
    let rungs = standings.ladder.rungs.iter().enumerate().filter(|(rung, _)| entry.standing.passes_by(*rung));
    let titles: Vec<&str> = rungs.map(|(_, rung)| rung.title.get(visitor.lang)).collect();
    titles.join(&words.get("list-comma"))
}
