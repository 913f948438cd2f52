//! A scheme as data for a page that reads like the document: the words of [`show`](crate::show), piece by piece.

use huoju_model::{Lang, Text};

use crate::scheme::{Arm, Award, Band, Item, ItemKind, Scheme, Test};
use crate::show::{award, edge, quantity};
use crate::words::Words;

/// A scheme in the reader's words.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The headings over gates or criteria.
    pub groups: Vec<SheetGroup>,
    /// Named numbers: clause, title and what it is.
    pub measures: Vec<(Option<String>, String, String)>,
    /// Gates, in order.
    pub gates: Vec<SheetTest>,
    /// Criteria, in order.
    pub criteria: Vec<SheetCriterion>,
    /// Tiers, in order.
    pub tiers: Vec<SheetTest>,
    /// Cases on which the document is silent: clause and reason.
    pub silent: Vec<(String, String)>,
    /// The indicators that it reads, by code, each with the years that are asked: `研发费用：当年、上年、前年`.
    pub indicators: Vec<(String, String)>,
}

/// A heading of the document.
#[derive(Debug, Clone)]
pub struct SheetGroup {
    /// The clause; empty where the title is itself what is cited.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// The most that its criteria give together; empty over gates.
    pub full: String,
}

/// A gate or a tier.
#[derive(Debug, Clone)]
pub struct SheetTest {
    /// Its id.
    pub id: String,
    /// The heading that it stands under, by its place.
    pub group: Option<usize>,
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// What it asks, a line a condition, each with how deep it stands under those before it.
    pub conditions: Vec<(usize, String)>,
    /// Whether one of them is enough.
    pub any: bool,
    /// Whether the first case that applies decides.
    pub by_case: bool,
}

/// A criterion.
#[derive(Debug, Clone)]
pub struct SheetCriterion {
    /// Its id.
    pub id: String,
    /// The heading that it stands under, by its place.
    pub group: Option<usize>,
    /// The clause.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// The most it gives.
    pub full: String,
    /// How its ways go together: `取其高者`; empty for a single one.
    pub together: String,
    /// The ways to its points.
    pub ways: Vec<SheetWay>,
}

/// One way to a criterion's points.
#[derive(Debug, Clone, Default)]
pub struct SheetWay {
    /// Its own clause, where it has one.
    pub clause: Option<String>,
    /// When it applies, its title, what is measured; empty for nothing of it.
    pub measure: String,
    /// Its bands, the lowest first; empty where it has none.
    pub ruler: Vec<Graduation>,
    /// How it is scored beside a ruler, or without one. Empty for nothing to add.
    pub rule: String,
}

/// A band on a ruler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graduation {
    /// What it gives: `16`, `1–5`, `待定`.
    pub points: String,
    /// Its lower edge: `25%`.
    pub edge: String,
}

impl Scheme {
    /// The scheme in the reader's words.
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let words = Words { scheme: self, lang };
        let measures = self
            .measures
            .iter()
            .map(|measure| (measure.clause.clone(), measure.title.get(lang).to_owned(), words.num(&measure.value)));
        Sheet {
            groups: (self.groups.iter())
                .map(|group| SheetGroup {
                    clause: group.clause_beside(lang).unwrap_or_default().to_owned(),
                    title: group.title.get(lang).to_owned(),
                    full: group.max.map_or_else(String::new, |max| max.to_string()),
                })
                .collect(),
            measures: measures.collect(),
            gates: (self.gates.iter())
                .map(|gate| SheetTest {
                    group: gate.group,
                    ..test(&words, &gate.id, &gate.clause, &gate.title, &gate.test)
                })
                .collect(),
            criteria: (self.criteria.iter())
                .map(|criterion| SheetCriterion {
                    id: criterion.id.clone(),
                    group: criterion.group,
                    clause: criterion.clause.clone(),
                    title: criterion.title.get(lang).to_owned(),
                    full: criterion.item.max.to_string(),
                    together: together(&words, &criterion.item),
                    ways: ways(&words, &criterion.item),
                })
                .collect(),
            tiers: self.tiers.iter().map(|t| test(&words, &t.id, &t.clause, &t.title, &t.test)).collect(),
            indicators: indicators(&words),
            silent: (self.silences().into_iter())
                .map(|(clause, why)| (clause.to_owned(), why.get(lang).to_owned()))
                .collect(),
        }
    }

    /// Where the document does not say what follows: the nearest clause and the reason.
    pub fn silences(&self) -> Vec<(&str, &Text)> {
        let mut silent = Vec::new();
        for criterion in &self.criteria {
            criterion.item.visit(&mut |item| {
                let clause = item.clause.as_ref().unwrap_or(&criterion.clause);
                silent.extend(reasons(item).map(|reason| (clause.as_str(), reason)));
            });
        }
        let gates = self.gates.iter().map(|gate| (&gate.clause, &gate.test));
        for (clause, test) in gates.chain(self.tiers.iter().map(|tier| (&tier.clause, &tier.test))) {
            if let Test::FirstOf(arms) = test {
                let reasons = arms.iter().filter_map(|arm| Some((arm.clause.as_ref(), arm.then.as_ref().err()?)));
                silent.extend(reasons.map(|(own, reason)| (own.unwrap_or(clause).as_str(), reason)));
            }
        }
        silent
    }
}

/// The indicators that a scheme reads, by code, with the years that are asked where it is not the period's own alone.
pub(crate) fn indicators(words: &Words<'_>) -> Vec<(String, String)> {
    let inputs = &words.scheme.inputs;
    let firsts = inputs.iter().enumerate().filter(|(at, input)| inputs[..*at].iter().all(|one| one.code != input.code));
    let named = firsts.map(|(_, first)| {
        let mut years: Vec<u8> = inputs.iter().filter(|one| one.code == first.code).map(|one| one.earlier).collect();
        years.sort_unstable();
        let name = first.name.get(words.lang);
        if years == [0] {
            return (first.code.clone(), name.to_owned());
        }
        let asked = years.into_iter().map(|earlier| year(words, earlier)).collect::<Vec<_>>();
        let asked = asked.join(words.say("、", ", "));
        (first.code.clone(), format!("{name}{}{asked}", words.say("：", ": ")))
    });
    named.collect()
}

fn year(words: &Words<'_>, earlier: u8) -> String {
    match earlier {
        0 => words.say("当年", "the year itself").to_owned(),
        1 => words.say("上年", "the year before").to_owned(),
        2 => words.say("前年", "2 years before").to_owned(),
        n => words.say(format!("{n}年前"), format!("{n} years before")),
    }
}

fn reasons(item: &Item) -> impl Iterator<Item = &Text> {
    let (bands, arms): (&[Band], &[Arm]) = match &item.kind {
        ItemKind::Banded { bands, .. } => (bands, &[]),
        ItemKind::FirstOf(arms) => (&[], arms),
        _ => (&[], &[]),
    };
    let silent = bands.iter().filter_map(|band| if let Award::Silent(why) = &band.award { Some(why) } else { None });
    silent.chain(arms.iter().filter_map(|arm| arm.then.as_ref().err()))
}

fn test(words: &Words<'_>, id: &str, clause: &str, title: &Text, test: &Test) -> SheetTest {
    let conditions = match test {
        Test::Any(conds) => conds.iter().map(|cond| (0, words.cond(cond))).collect(),
        _ => words.test(test),
    };
    SheetTest {
        id: id.to_owned(),
        group: None,
        clause: clause.to_owned(),
        title: title.get(words.lang).to_owned(),
        conditions,
        any: matches!(test, Test::Any(conds) if conds.len() > 1),
        by_case: matches!(test, Test::FirstOf(_)),
    }
}

/// How the parts of an item go together; empty for an item without parts.
pub(crate) fn together(words: &Words<'_>, item: &Item) -> String {
    match &item.kind {
        ItemKind::BestOf(_) => words.say("取其高者", "the best of").to_owned(),
        ItemKind::SumOf(_) => {
            words.say(format!("各项相加，至多 {} 分", item.max), format!("the sum of, at most {}", item.max))
        }
        ItemKind::FirstOf(_) => words.say("分情形，依次看", "by case, in order").to_owned(),
        _ => String::new(),
    }
}

fn ways(words: &Words<'_>, item: &Item) -> Vec<SheetWay> {
    match &item.kind {
        ItemKind::BestOf(items) | ItemKind::SumOf(items) => items.iter().flat_map(|inner| part(words, inner)).collect(),
        ItemKind::FirstOf(arms) => arms.iter().flat_map(|arm| arm_ways(words, arm)).collect(),
        _ => vec![way(words, item)],
    }
}

/// The ways to a part; where it has several, the first bears the part's title and clause.
fn part(words: &Words<'_>, item: &Item) -> Vec<SheetWay> {
    let mut found = ways(words, item);
    if let (ItemKind::FirstOf(_), Some(first)) = (&item.kind, found.first_mut()) {
        first.clause = first.clause.take().or_else(|| item.clause.clone());
        if let Some(title) = &item.title {
            first.measure = format!("{}{}{}", title.get(words.lang), words.say("：", ": "), first.measure);
        }
    }
    found
}

fn arm_ways(words: &Words<'_>, arm: &Arm) -> Vec<SheetWay> {
    let when = match &arm.when {
        Some(when) => words.cond(when),
        None => words.say("其余", "otherwise").to_owned(),
    };
    let mut found = match &arm.then {
        Ok(item) => ways(words, item),
        Err(reason) => {
            vec![SheetWay { rule: award(words, &Award::Silent(reason.clone())), ..SheetWay::default() }]
        }
    };
    for way in &mut found {
        way.measure = if way.measure.is_empty() {
            when.clone()
        } else {
            format!("{when}{}{}", words.say("：", ": "), way.measure)
        };
    }
    found
}

fn way(words: &Words<'_>, item: &Item) -> SheetWay {
    let title = item.title.as_ref().map(|title| title.get(words.lang).to_owned());
    let measured = item.measure().map(|measure| words.num(&measure.num));
    let named = match (title, measured) {
        (Some(title), Some(measured)) => format!("{title}{}{measured}", words.say("：", ": ")),
        (Some(named), None) | (None, Some(named)) => named,
        (None, None) => String::new(),
    };
    SheetWay { clause: item.clause.clone(), measure: named, ruler: ruler(words, item.bands()), rule: rule(words, item) }
}

/// Bands as they stand on a ruler, the lowest first.
pub(crate) fn ruler(words: &Words<'_>, bands: &[Band]) -> Vec<Graduation> {
    let points = |band: &Band| match &band.award {
        Award::Points(points) => points.to_string(),
        Award::Within(lo, hi) => format!("{lo}–{hi}"),
        Award::Silent(_) => words.say("待定", "undetermined").to_owned(),
    };
    bands.iter().rev().map(|band| Graduation { points: points(band), edge: edge(words, band) }).collect()
}

/// How an item without parts is scored, where its bands don't say it; empty where they do.
pub(crate) fn rule(words: &Words<'_>, item: &Item) -> String {
    let name = |given: usize| words.input(&words.scheme.inputs[given]);
    match &item.kind {
        ItemKind::Fixed(points) => award(words, &Award::Points(*points)),
        ItemKind::Judged { given } => {
            let (given, range) = (name(*given), award(words, &Award::Within(item.min, item.max)));
            words.say(format!("按“{given}”评定，{range}"), format!("judged, {range}, as given in “{given}”"))
        }
        ItemKind::Banded { given: Some(given), .. } => words.say(
            format!("档内得分按“{}”评定", name(*given)),
            format!("points within a band as given in “{}”", name(*given)),
        ),
        ItemKind::Steps { measure, per, points } => {
            let (per, cap) = (quantity(words, *per, measure), item.max);
            words.say(
                format!("每满 {per}，得 {points} 分，至多 {cap} 分"),
                format!("{points} points per full {per}, at most {cap}"),
            )
        }
        ItemKind::Linear { measure, ends, points: (lo, hi), to } => {
            let [from, until] = [ends.0, ends.1].map(|end| quantity(words, end, measure));
            words.say(
                format!("从 {from} 到 {until} 按比例得 {lo} 到 {hi} 分，四舍五入到 {to} 分"),
                format!("{lo} to {hi} points in proportion from {from} to {until}, rounded half up to {to}"),
            )
        }
        _ => String::new(),
    }
}
