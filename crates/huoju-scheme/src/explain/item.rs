//! How an item's points were found, line by line: the measure with its figures, the band, the judge, the parts.

use huoju_model::Lang;

use super::{Counts, Explainer, Lines, silent, way};
use crate::diagnostic::Say;
use crate::inputs::inputs_of_cond;
use crate::program::{FALSE, ItemCode, ItemCodeKind, NO_BAND, TRUE, UNKNOWN, Value};
use crate::ratio::Ratio;
use crate::scheme::{Arm, Award, Band, Item, ItemKind, Measured, Points};
use crate::score::{Scored, given_points, score};
use crate::words::Words;

impl Explainer<'_> {
    /// An item's lines; its points come back so that the caller can say which was taken.
    pub(super) fn item(&self, item: &Item, code: &ItemCode, depth: usize, lines: &mut Lines) -> Scored {
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
            (ItemKind::Ranked { measure, bands, .. }, ItemCodeKind::Banded { value, band, .. }) => {
                let place = self.frame.bytes(*band)[0];
                self.ranked(item, measure, bands, value, place, depth, lines);
            }
            (ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. }, _) => {
                lines.cited(depth, item.clause.as_ref(), self.then(self.measured(measure, &[]), &scored));
            }
            (ItemKind::BestOf(items), ItemCodeKind::BestOf(codes)) => {
                lines.cited(depth, item.clause.as_ref(), Say::new("取其高者：", "the best of:"));
                self.best(items, codes, &scored, depth + 1, lines);
            }
            (ItemKind::SumOf(items), ItemCodeKind::SumOf(codes)) => {
                let cap = item.max;
                lines.cited(
                    depth,
                    item.clause.as_ref(),
                    Say::new(format!("各项相加，至多 {cap} 分："), format!("the sum of, at most {cap}:")),
                );
                self.inner(items, codes, depth + 1, lines);
            }
            (ItemKind::FirstOf(arms), ItemCodeKind::FirstOf(codes)) => {
                let mut open = false;
                for (arm, (_, code)) in arms.iter().zip(codes) {
                    match self.arm(arm, code.as_ref(), open, depth, lines) {
                        TRUE => break,
                        truth => open |= truth == UNKNOWN,
                    }
                }
            }
            _ => {}
        }
        lines.ways.extend(self.way(item, code, &scored));
        scored
    }

    /// An arm that may apply, and whether it does. What stands under an unknown condition, or after one, is only
    /// what would be, and says so.
    fn arm(&self, arm: &Arm, code: Option<&ItemCode>, open: bool, depth: usize, lines: &mut Lines) -> u8 {
        let truth = arm.when.as_ref().map_or(TRUE, |when| self.truth(when));
        if truth == FALSE {
            return truth;
        }
        let (reasons, ways) = (lines.reasons.len(), lines.ways.len());
        if let Some(when) = &arm.when {
            self.cond(when, depth, lines);
        }
        let when: Vec<Say> = lines.reasons[reasons..].iter().map(|reason| reason.says.clone()).collect();
        let depth = match (truth, open) {
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
                self.item(item, code, depth, lines);
            }
            (Err(reason), _) => lines.add(depth, silent(reason)),
            _ => {}
        }
        let reads = way::places(arm.when.as_ref().map_or(0, |when| inputs_of_cond(self.scheme, when)));
        for way in &mut lines.ways[ways..] {
            way.when.splice(0..0, when.iter().cloned());
            way.reads.splice(0..0, reads.iter().copied());
            if truth == UNKNOWN || open {
                way.counts = Counts::Perhaps;
            }
        }
        truth
    }

    fn inner(&self, items: &[Item], codes: &[ItemCode], depth: usize, lines: &mut Lines) {
        for (item, code) in items.iter().zip(codes) {
            self.part(item, code, depth, lines);
        }
    }

    /// The parts of which the best counts; of equals it is the first.
    fn best(&self, items: &[Item], codes: &[ItemCode], best: &Scored, depth: usize, lines: &mut Lines) {
        let mut found = false;
        for (item, code) in items.iter().zip(codes) {
            let ways = lines.ways.len();
            let part = self.part(item, code, depth, lines);
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

    fn part(&self, item: &Item, code: &ItemCode, depth: usize, lines: &mut Lines) -> Scored {
        // A judge's line says the title itself.
        if let (Some(title), false) = (&item.title, matches!(item.kind, ItemKind::Judged { .. })) {
            lines.add(depth, self.say(|words| format!("{}{}", title.get(words.lang), words.say("：", ":"))));
            return self.item(item, code, depth + 1, lines);
        }
        self.item(item, code, depth, lines)
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
                (_, Lang::Zh) => format!("落在「{label}」档"),
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

    /// `营业收入：320 万元，第 12 名，共 240 家，落在「<= 5%」档`
    #[expect(clippy::too_many_arguments, reason = "the parts of one item")]
    fn ranked(
        &self,
        item: &Item,
        measure: &Measured,
        bands: &[Band],
        share: &Value,
        place: u8,
        depth: usize,
        lines: &mut Lines,
    ) {
        let figure = self.measured(measure, &[]);
        if place == NO_BAND {
            return lines.cited(depth, item.clause.as_ref(), figure);
        }
        let cell = |reg: usize| self.frame.cells(reg).wide(0).as_i128();
        let (at, of) = (cell(share.num), share.den.map_or(0, cell));
        let ranked = joined(figure, Say::new(format!("第 {at} 名，共 {of} 个"), format!("place {at} of {of}")));
        let band = &bands[usize::from(place)];
        let falls =
            joined(ranked, Say::new(format!("落在「{}」档", band.label), format!("in the band `{}`", band.label)));
        lines.cited(
            depth,
            item.clause.as_ref(),
            match &band.award {
                Award::Points(points) => joined(falls, got(*points)),
                Award::Silent(reason) => joined(falls, silent(reason)),
                Award::Within(..) => falls,
            },
        );
    }

    fn then(&self, figure: Say, scored: &Scored) -> Say {
        if scored.missing[0] != 0 {
            return figure;
        }
        joined(figure, got(self.points(scored.points[0])))
    }
}

fn joined(a: Say, b: Say) -> Say {
    Say::new(format!("{}，{}", a.zh, b.zh), format!("{}, {}", a.en, b.en))
}

fn got(points: Points) -> Say {
    Say::new(format!("得 {points} 分"), format!("{points} points"))
}
