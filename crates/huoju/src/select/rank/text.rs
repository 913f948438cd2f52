//! The ranking for people: a table, then what stands out.

use huoju_review::rank::Outcome;

use super::Ranked;
use super::sheet::{calibrated, order, outcome, score, tie, why};
use crate::output::text::{Columns, cut};
use crate::words::Words;

/// The table: place, entry, score, tie, outcome; for reference the level and the interval of the place.
pub fn table(ranked: &Ranked, words: &Words) -> String {
    let pools = ranked.ranking.pools.len() > 1;
    let keys = [
        "rank-place",
        "rank-entry",
        "rank-pool",
        "rank-score",
        "rank-level",
        "rank-interval",
        "rank-outcome",
        "rank-note",
    ];
    let mut rows = vec![keys.map(|key| words.get(key)).to_vec()];
    rows.extend(order(ranked).into_iter().map(|entry| row(ranked, entry, words)));
    if !pools {
        rows.iter_mut().for_each(|row| drop(row.remove(2)));
    }
    let numbers: Vec<bool> =
        (0..rows[0].len()).map(|at| at == 0 || (at > 1 + usize::from(pools) && at < rows[0].len() - 2)).collect();
    let columns = Columns::of(&rows, numbers);
    rows.iter().map(|row| columns.line(row)).collect()
}

fn row(ranked: &Ranked, entry: u32, words: &Words) -> Vec<String> {
    let row = &ranked.ranking.rows[entry as usize];
    let found = calibrated(ranked, entry);
    let id = ranked.contest.sheet.entries.name(entry);
    let name = &ranked.contest.entries[entry as usize].name;
    let none = || "—".to_owned();
    let interval =
        found.and_then(|found| found.odds.as_ref()).map(|odds| format!("{}–{}", odds.ninety.0, odds.ninety.1));
    let mut note = vec![tie(ranked, row, words), why(ranked, row, words)];
    note.push(found.filter(|found| found.crosses).map(|_| words.get("rank-review")));
    vec![
        row.placed.as_ref().map_or_else(none, |placed| placed.place.to_string()),
        cut(if name.is_empty() { id } else { name }),
        ranked.ranking.pools[row.pool].name.clone(),
        score(ranked, row).unwrap_or_else(none),
        found.and_then(|found| found.level).map_or_else(none, |level| format!("{level:.2}")),
        interval.unwrap_or_else(none),
        row.outcome.map_or_else(none, |found| outcome(found, words)),
        words.list(note.into_iter().flatten()),
    ]
}

/// What to know besides the table, a line each.
pub fn summary(ranked: &Ranked, words: &Words) -> Vec<String> {
    let rows = &ranked.ranking.rows;
    let count =
        |outcome: fn(&Outcome) -> bool| rows.iter().filter(|row| row.outcome.as_ref().is_some_and(outcome)).count();
    let title = words.name(&ranked.rule.title);
    let mut lines = vec![words.with("rank-title", &[("title", title), ("rule", &ranked.rule.id)])];
    let counts = [
        rows.len(),
        count(|o| *o == Outcome::Taken),
        count(|o| matches!(o, Outcome::Reserve(_))),
        count(|o| *o == Outcome::AtLine),
    ];
    let [entries, taken, reserve, at_line] = counts.map(|n| n.to_string());
    lines.push(if ranked.rule.quota.is_some() {
        words
            .with("rank-counts", &[("entries", &entries), ("taken", &taken), ("reserve", &reserve), ("line", &at_line)])
    } else {
        words.with("rank-count", &[("entries", &entries)])
    });
    lines.extend(statistics(ranked, words));
    lines
}

fn statistics(ranked: &Ranked, words: &Words) -> Vec<String> {
    let Some(found) = &ranked.calibration else { return Vec::new() };
    let mut lines = Vec::new();
    if let Some((_, of_mean, k)) = found.reliability {
        let about = [("icc", format!("{of_mean:.2}")), ("k", format!("{k:.1}"))];
        lines.push(words.with("rank-reliability", &[("icc", &about[0].1), ("k", &about[1].1)]));
    }
    let crossing = found.entries.iter().flatten().filter(|entry| entry.crosses).count();
    if crossing > 0 {
        lines.push(words.with("rank-crossing", &[("count", &crossing.to_string())]));
    }
    let experts = &ranked.contest.sheet.experts;
    let differ =
        found.judges.iter().filter(|judge| judge.differs).filter_map(|judge| Some((judge.expert, judge.leniency?)));
    let differ: Vec<String> = differ.map(|(expert, by)| format!("{} {by:+.2}", experts.name(expert))).collect();
    if !differ.is_empty() {
        lines.push(words.with("rank-differ", &[("experts", &some(&differ, words))]));
    }
    let gaps = found.gaps.iter().filter(|gap| gap.q < 0.05);
    let gaps: Vec<String> =
        gaps.map(|gap| format!("{} {:+.2} (q={:.3})", experts.name(gap.expert), gap.gap, gap.q)).collect();
    if !gaps.is_empty() {
        lines.push(words.with("rank-gaps", &[("experts", &some(&gaps, words))]));
    }
    if !found.left_out.is_empty() {
        let names: Vec<String> = found.left_out.iter().map(|left| experts.name(left.expert).to_owned()).collect();
        lines.push(
            words.with("rank-left-out", &[("count", &names.len().to_string()), ("experts", &some(&names, words))]),
        );
    }
    let settings = [ranked.settings.seed.to_string(), ranked.settings.draws.to_string()];
    lines.push(words.with("rank-draws", &[("seed", &settings[0]), ("draws", &settings[1])]));
    lines
}

/// The first five, and how many there are where there are more.
fn some(names: &[String], words: &Words) -> String {
    let first = words.list(&names[..names.len().min(5)]);
    if names.len() > 5 { format!("{first} … ({})", names.len()) } else { first }
}
