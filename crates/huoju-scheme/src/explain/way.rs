//! The ways to a criterion's points as data: what was measured, with which figures, and the band that it falls into.

use huoju_model::{Lang, Text};

use super::item::Part;
use super::{Explainer, State, silent};
use crate::diagnostic::Say;
use crate::inputs::inputs_of_item;
use crate::program::{ItemCode, ItemCodeKind, NO_BAND};
use crate::ratio::Ratio;
use crate::scheme::{Item, ItemKind, Points};
use crate::score::Scored;
use crate::sheet::{Graduation, rule, ruler};
use crate::words::Words;

/// One way to a criterion's points that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The clause of the part that it is a way to, where that has one of its own.
    pub clause: Option<String>,
    /// The title of that part, where it has one of its own.
    pub title: Option<Text>,
    /// Better ways that are closed, then the conditions under which it is a way at all, with their figures.
    pub when: Vec<Say>,
    /// What is measured: `研发费用 ÷ 销售收入`; empty where nothing is.
    pub measure: Say,
    /// The same with figures: `6 万元 ÷ 100 万元`; empty for a single figure.
    pub figures: Say,
    /// What came of it: `6%`, or what it lacks; empty where nothing is measured.
    pub value: Say,
    /// Whether it has a value.
    pub known: bool,
    /// Its bands in Chinese and in English, the lowest first; empty where it has none.
    pub rulers: [Vec<Graduation>; 2],
    /// The band that it falls into, from the lowest.
    pub place: Option<usize>,
    /// How it is scored where no band says it; empty where one does.
    pub rule: Say,
    /// Its points.
    pub state: State,
    /// Full points of what it is a way to: of the criterion, or of the part where parts are added up.
    pub full: Points,
    /// Whether its points are the criterion's.
    pub counts: Counts,
    /// The figures that it reads, as places in [`Program::inputs`](crate::Program::inputs).
    pub reads: Vec<usize>,
}

/// Whether a way's points are its criterion's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// They are, or are part of them.
    Yes,
    /// Another way gives more.
    No,
    /// They would be, by a condition that is not known.
    Perhaps,
    /// They would be, if no condition before it holds that is not known.
    Otherwise,
}

impl Way {
    /// Its bands in a language.
    pub fn ruler(&self, lang: Lang) -> &[Graduation] {
        match lang {
            Lang::Zh => &self.rulers[0],
            Lang::En => &self.rulers[1],
        }
    }
}

impl Explainer<'_> {
    /// The way that an item without parts is; `None` for one that has parts.
    pub(super) fn way(&self, item: &Item, code: &ItemCode, of: Part<'_>, scored: &Scored) -> Option<Way> {
        if matches!(item.kind, ItemKind::BestOf(_) | ItemKind::SumOf(_) | ItemKind::FirstOf(_)) {
            return None;
        }
        let (measure, figures, value, known) = self.found(item);
        let rulers = [Lang::Zh, Lang::En].map(|lang| ruler(&Words { scheme: self.scheme, lang }, item.bands()));
        Some(Way {
            clause: of.clause.cloned(),
            title: of.title.cloned(),
            when: Vec::new(),
            measure,
            figures,
            value,
            known,
            rulers,
            place: self.place(item, code),
            rule: self.say(|words| rule(&words, item)),
            state: self.state(item, scored),
            full: of.full,
            counts: Counts::Yes,
            reads: places(inputs_of_item(self.scheme, item)),
        })
    }

    /// The way of an arm on which the document is silent: anything may come of it.
    pub(super) fn silent_way(&self, reason: &Text, of: Part<'_>) -> Way {
        let nothing = Say::new("", "");
        Way {
            clause: of.clause.cloned(),
            title: of.title.cloned(),
            when: Vec::new(),
            measure: nothing.clone(),
            figures: nothing.clone(),
            value: nothing,
            known: true,
            rulers: [Vec::new(), Vec::new()],
            place: None,
            rule: silent(reason),
            state: State::Missing(of.range.0, of.range.1),
            full: of.full,
            counts: Counts::Yes,
            reads: Vec::new(),
        }
    }

    fn found(&self, item: &Item) -> (Say, Say, Say, bool) {
        let nothing = Say::new("", "");
        let Some(measure) = item.measure() else { return (nothing.clone(), nothing.clone(), nothing, true) };
        let edges: Vec<Ratio> = item.bands().iter().filter_map(|band| band.from).map(|(edge, _)| edge).collect();
        let figured = |words: Words<'_>| self.figured(words, &measure.num, &edges);
        let known = figured(Words { scheme: self.scheme, lang: Lang::Zh }).known;
        (
            self.say(|words| words.num(&measure.num)),
            self.say(|words| figured(words).parts.unwrap_or_default()),
            self.say(|words| figured(words).result),
            known,
        )
    }

    fn place(&self, item: &Item, code: &ItemCode) -> Option<usize> {
        let ItemCodeKind::Banded { band, .. } = &code.kind else { return None };
        let place = self.frame.bytes(*band)[0];
        (place != NO_BAND).then(|| item.bands().len().checked_sub(usize::from(place) + 1)).flatten()
    }

    fn state(&self, item: &Item, scored: &Scored) -> State {
        match scored.missing[0] {
            0 => State::Points(self.points(scored.points[0]), item.max),
            _ => State::Missing(self.points(scored.lo[0]), self.points(scored.hi[0])),
        }
    }
}

/// The places of the bits that are set.
pub(super) fn places(bits: u128) -> Vec<usize> {
    (0..128).filter(|place| bits & (1 << place) != 0).collect()
}
