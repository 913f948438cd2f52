//! How an item's points were found, line by line: the measure with its figures, the band, the judge, the parts.

use huoju_model::{Lang, Text};

use super::{Counts, Explainer, Lines, conjuncts, silent, verdict, way};
use crate::diagnostic::Say;
use crate::inputs::inputs_of_cond;
use crate::program::{FALSE, ItemCode, ItemCodeKind, NO_BAND, TRUE, UNKNOWN};
use crate::ratio::Ratio;
use crate::scheme::{Arm, Award, Band, Cond, Item, ItemKind, Measured, Points};
use crate::score::{Scored, given_points, score};
use crate::words::Words;

/// What came before an arm.
#[derive(Default)]
struct Before<'s> {
    /// Arms that do not apply.
    failed: Vec<&'s Arm>,
    /// Whether one of them may apply yet.
    open: bool,
}

/// The part of a criterion that an item is a way to: what names it, and the most there is to get.
#[derive(Clone, Copy)]
pub(super) struct Part<'s> {
    /// Its title; `None` for the criterion itself.
    pub title: Option<&'s Text>,
    /// Its clause; `None` where it is the criterion's.
    pub clause: Option<&'s String>,
    /// Full points.
    pub full: Points,
    /// The fewest and the most that the item itself can give.
    pub range: (Points, Points),
}

impl<'s> Part<'s> {
    /// The criterion as a whole.
    pub fn whole(item: &'s Item) -> Self {
        Part { title: item.title.as_ref(), clause: item.clause.as_ref(), full: item.max, range: (item.min, item.max) }
    }

    /// One of what is added up: its points are its own.
    fn added(self, item: &'s Item) -> Self {
        Part { full: item.max, ..self.choice(item) }
    }

    /// One of several ways to the same points.
    fn choice(self, item: &'s Item) -> Self {
        let (title, clause) = (item.title.as_ref().or(self.title), item.clause.as_ref().or(self.clause));
        Part { title, clause, range: (item.min, item.max), ..self }
    }
}

impl Explainer<'_> {
    /// An item's lines; its points come back so that the caller can say which was taken.
    pub(super) fn item(&self, item: &Item, code: &ItemCode, of: Part<'_>, depth: usize, lines: &mut Lines) -> Scored {
        let scored = score(code, self.program.code(), self.columns, self.frame, 0);
        match (&item.kind, &code.kind) {
            (ItemKind::Fixed(points), _) => lines.cited(depth, item.clause.as_ref(), got(*points)),
            (ItemKind::Judged { given }, _) => {
                lines.cited(depth, item.clause.as_ref(), self.judged(item, *given, item.min, item.max))
            }
            (ItemKind::Banded { measure, bands, given }, ItemCodeKind::Banded { band, .. }) => {
                let place = self.frame.bytes(*band)[0];
                self.banded(item, measure, bands, *given, place, depth, lines);
            }
            (ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. }, _) => {
                lines.cited(depth, item.clause.as_ref(), self.then(self.measured(measure, &[]), &scored));
            }
            (ItemKind::BestOf(items), ItemCodeKind::BestOf(codes)) => {
                lines.cited(depth, item.clause.as_ref(), Say::new("取其高者：", "the best of:"));
                self.best(items, codes, &scored, of, depth + 1, lines);
            }
            (ItemKind::SumOf(items), ItemCodeKind::SumOf(codes)) => {
                let cap = item.max;
                lines.cited(
                    depth,
                    item.clause.as_ref(),
                    Say::new(format!("各项相加，至多 {cap} 分："), format!("the sum of, at most {cap}:")),
                );
                for (item, code) in items.iter().zip(codes) {
                    self.part(item, code, of.added(item), depth + 1, lines);
                }
            }
            (ItemKind::FirstOf(arms), ItemCodeKind::FirstOf(codes)) => {
                let mut before = Before::default();
                for (arm, (_, code)) in arms.iter().zip(codes) {
                    if self.arm(arm, code.as_ref(), of, &mut before, depth, lines) == TRUE {
                        break;
                    }
                }
            }
            _ => {}
        }
        lines.ways.extend(self.way(item, code, of, &scored));
        scored
    }

    /// An arm that may apply, and whether it does. What stands under an unknown condition, or after one, is only
    /// what would be, and says so.
    fn arm<'s>(
        &self,
        arm: &'s Arm,
        code: Option<&ItemCode>,
        of: Part<'_>,
        before: &mut Before<'s>,
        depth: usize,
        lines: &mut Lines,
    ) -> u8 {
        let truth = arm.when.as_ref().map_or(TRUE, |when| self.truth(when));
        if truth == FALSE {
            before.failed.push(arm);
            return truth;
        }
        let (reasons, ways) = (lines.reasons.len(), lines.ways.len());
        if let Some(when) = &arm.when {
            conjuncts(when).iter().for_each(|when| self.cond(when, depth, lines));
        }
        let mut when = self.better(arm, &before.failed);
        when.0.extend(lines.reasons[reasons..].iter().map(|reason| reason.says.clone()));
        when.1.extend(way::places(arm.when.as_ref().map_or(0, |when| inputs_of_cond(self.scheme, when))));
        let depth = match (truth, before.open) {
            (UNKNOWN, _) => {
                lines.add(depth, Say::new("如果符合：", "if it holds:"));
                depth + 1
            }
            (_, true) => {
                lines.add(depth, Say::new("如果不符合：", "if it does not hold:"));
                depth + 1
            }
            _ => depth,
        };
        match (&arm.then, code) {
            (Ok(item), Some(code)) => {
                self.item(item, code, of.choice(item), depth, lines);
            }
            (Err(reason), _) => {
                lines.add(depth, silent(reason));
                lines.ways.push(self.silent_way(reason, of));
            }
            _ => {}
        }
        for way in &mut lines.ways[ways..] {
            way.when.splice(0..0, when.0.iter().cloned());
            way.reads.splice(0..0, when.1.iter().copied());
            match (truth, before.open) {
                (UNKNOWN, _) => way.counts = Counts::Perhaps,
                (_, true) => way.counts = Counts::Otherwise,
                _ => {}
            }
        }
        before.open |= truth == UNKNOWN;
        truth
    }

    /// The arms before this one that would have given more, in a line each: `Ⅰ类知识产权 ≥ 1 项（30 分）：0 项，不符合`;
    /// and the figures that they read.
    fn better(&self, arm: &Arm, failed: &[&Arm]) -> (Vec<Say>, Vec<usize>) {
        let most = |arm: &Arm| arm.then.as_ref().map(|item| item.max).unwrap_or_default();
        let better = failed.iter().filter(|before| most(before) > most(arm));
        let conds = better.filter_map(|before| before.when.as_ref().map(|when| (when, most(before))));
        let (mut says, mut reads) = (Vec::new(), Vec::new());
        for (when, most) in conds {
            says.push(worth(self.closed(when), most));
            reads.extend(way::places(inputs_of_cond(self.scheme, when)));
        }
        (says, reads)
    }

    /// A condition that does not hold, in one line.
    fn closed(&self, when: &Cond) -> Say {
        let mut lines = Lines::default();
        match when {
            Cond::And(_) | Cond::Or(_) | Cond::Not(_) => {
                lines.add(0, verdict(self.say(|words| words.cond(when)), FALSE))
            }
            plain => self.cond(plain, 0, &mut lines),
        }
        lines.reasons.pop().map_or_else(|| Say::new("", ""), |reason| reason.says)
    }

    /// The parts of which the best counts; of equals it is the first.
    fn best(&self, items: &[Item], codes: &[ItemCode], best: &Scored, of: Part<'_>, depth: usize, lines: &mut Lines) {
        let mut found = false;
        for (item, code) in items.iter().zip(codes) {
            let ways = lines.ways.len();
            let part = self.part(item, code, of.choice(item), depth, lines);
            if best.missing[0] != 0 {
                continue;
            }
            let is_best = !found && part.missing[0] == 0 && part.points[0] == best.points[0];
            if !is_best {
                lines.ways[ways..].iter_mut().for_each(|way| way.counts = Counts::No);
            }
            found |= is_best;
        }
    }

    fn part(&self, item: &Item, code: &ItemCode, of: Part<'_>, depth: usize, lines: &mut Lines) -> Scored {
        // A judge's line says the title itself.
        if let (Some(title), false) = (&item.title, matches!(item.kind, ItemKind::Judged { .. })) {
            lines.add(depth, self.say(|words| format!("{}{}", title.get(words.lang), words.say("：", ":"))));
            return self.item(item, code, of, depth + 1, lines);
        }
        self.item(item, code, of, depth, lines)
    }

    /// `研发费用 ÷ 营业收入：6 万元 ÷ 100 万元 = 6%`
    fn measured(&self, measure: &Measured, edges: &[Ratio]) -> Say {
        self.say(|words| {
            format!("{}{}{}", words.num(&measure.num), words.say("：", ": "), self.figure(words, &measure.num, edges))
        })
    }

    /// The name, range and points of a judge.
    fn judged(&self, item: &Item, given: usize, lo: Points, hi: Points) -> Say {
        let name = |words: Words<'_>| match &item.title {
            Some(title) => title.get(words.lang).to_owned(),
            None => words.input(&self.scheme.inputs[given]),
        };
        let points = given_points(self.program.code(), self.columns, given, 0).map(|points| self.points(points));
        let raw = self.columns.int(given, 0).is_some();
        self.say(|words| match points {
            Some(points) if (lo..=hi).contains(&points) => words.say(
                format!("{}：评定 {points} 分（可给 {lo}–{hi} 分）", name(words)),
                format!("{}: given {points} points (of {lo}–{hi})", name(words)),
            ),
            _ if raw => words.say(
                format!("{}：评定的 {} 不在可给的 {lo}–{hi} 分之内，不予采用", name(words), self.amount(words, given)),
                format!(
                    "{}: the points given, {}, lie outside {lo}–{hi} and don't count",
                    name(words),
                    self.amount(words, given)
                ),
            ),
            _ => words.say(
                format!("{}：尚未评定，可给 {lo}–{hi} 分", name(words)),
                format!("{}: not judged yet, {lo}–{hi} points", name(words)),
            ),
        })
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one item")]
    fn banded(
        &self,
        item: &Item,
        measure: &Measured,
        bands: &[Band],
        given: Option<usize>,
        place: u8,
        depth: usize,
        lines: &mut Lines,
    ) {
        let edges: Vec<Ratio> = bands.iter().filter_map(|band| band.from).map(|(edge, _)| edge).collect();
        let figure = self.measured(measure, &edges);
        if place == NO_BAND {
            let present = self
                .value(&measure.num)
                .is_some_and(|value| value.present.is_none_or(|reg| self.frame.bytes(reg)[0] == TRUE));
            let says = match measure.undefined {
                Some(points) if present => joined(figure, got(points)),
                _ => figure,
            };
            return lines.cited(depth, item.clause.as_ref(), says);
        }
        let band = &bands[usize::from(place)];
        let falls = self.say(|words| {
            let label = &band.label;
            match (&band.from, words.lang) {
                (None, Lang::Zh) if label == "else" => "落在最低一档".into(),
                (None, Lang::En) if label == "else" => "in the lowest band".into(),
                (_, Lang::Zh) => format!("落在“{label}”档"),
                (_, Lang::En) => format!("in the band `{label}`"),
            }
        });
        let says = joined(figure, falls);
        match &band.award {
            Award::Points(points) => lines.cited(depth, item.clause.as_ref(), joined(says, got(*points))),
            Award::Silent(reason) => lines.cited(depth, item.clause.as_ref(), joined(says, silent(reason))),
            Award::Within(lo, hi) => {
                lines.cited(
                    depth,
                    item.clause.as_ref(),
                    joined(says, Say::new(format!("{lo}–{hi} 分"), format!("{lo}–{hi} points"))),
                );
                if let Some(given) = given {
                    lines.add(depth + 1, self.judged(item, given, *lo, *hi));
                }
            }
        }
    }

    fn then(&self, figure: Say, scored: &Scored) -> Say {
        if scored.missing[0] != 0 {
            return figure;
        }
        joined(figure, got(self.points(scored.points[0])))
    }
}

/// A condition's line with what it would have given.
fn worth(line: Say, points: Points) -> Say {
    Say::new(format!("{}（符合的可得 {points} 分）", line.zh), format!("{} (up to {points} points if it did)", line.en))
}

fn joined(a: Say, b: Say) -> Say {
    Say::new(format!("{}，{}", a.zh, b.zh), format!("{}, {}", a.en, b.en))
}

fn got(points: Points) -> Say {
    Say::new(format!("得 {points} 分"), format!("{points} points"))
}
