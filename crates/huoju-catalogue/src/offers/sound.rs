//! What an offer may not say: dates and sums that contradict one another, sets of one, and benefits that are forbidden.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use huoju_scheme::diagnostic::{Diagnostic, Diagnostics};
use huoju_scheme::read::{Spanned, Table};
use huoju_scheme::scheme::InForce;

use super::read::comparable;
use super::{Benefit, Offer, Places, Window, Worth, one};
use crate::pack::File;

/// Words of benefits that the rules of fair competition forbid: tax that is given back, and rewards for what was paid
/// to the local treasury.
const FORBIDDEN: [&str; 12] = [
    "税收返还",
    "返还税",
    "税款返还",
    "先征后返",
    "财政返还",
    "税收奖励",
    "地方贡献",
    "财政贡献",
    "税收贡献",
    "经济贡献",
    "地方留成",
    "tax rebate",
];

/// A benefit whose words, measure or title name something forbidden.
pub(super) fn permitted(root: &Table<'_, '_>, table: &Table<'_, '_>, benefit: &Benefit) {
    let title = root.name("title").unwrap_or_default();
    let said = [Some(&title), Some(&benefit.words), benefit.per.as_ref()];
    let texts: Vec<String> = said
        .into_iter()
        .flatten()
        .flat_map(|text| [Some(&text.zh), text.en.as_ref()])
        .flatten()
        .map(|t| t.to_lowercase())
        .collect();
    let Some(word) = FORBIDDEN.iter().find(|word| texts.iter().any(|text| text.contains(*word))) else { return };
    let at = table.value("words").map_or(table.span(), |words| words.span());
    table.report(
        Diagnostic::error(
            at,
            format!("不能以“{word}”为优惠：公平竞争审查不许返还税收，也不许按地方贡献奖励"),
            format!("“{word}” can't be a benefit: fair competition forbids giving tax back and rewarding what was paid locally"),
        )
        .mend(
            "改为与研发投入、认定、平台建设等挂钩的补助",
            "tie the benefit to R&D, recognition or facilities instead",
        ),
    );
}

/// How much is neither left out nor said twice.
pub(super) fn how_much(span: Range<usize>, twice: bool) -> Diagnostic {
    let (zh, en) = match twice {
        true => ("`amount` 和 `cap` 只能写一个", "`amount` and `cap` don't go together"),
        false => ("没有写给多少", "it isn't said how much is given"),
    };
    Diagnostic::error(span.start..span.end.min(span.start + 40), zh, en).mend(
        "定额写 amount = \"20 万元\"，最多多少写 cap = \"100 万元\"",
        "write amount = \"20 万元\" for a fixed sum, cap = \"100 万元\" for the most",
    )
}

/// A window lies within the days in force.
pub(super) fn window(table: &Table<'_, '_>, window: Window, in_force: InForce) {
    let last = window.closes.unwrap_or(window.opens);
    if window.opens >= in_force.from && in_force.to.is_none_or(|to| last <= to) {
        return;
    }
    let to = in_force.to.map_or_else(String::new, |to| to.to_string());
    table.report(
        Diagnostic::error(
            table.span(),
            format!("申请时间超出施行期 {} 至 {to}", in_force.from),
            format!("the window reaches beyond the days in force, {} to {to}", in_force.from),
        )
        .mend("核对 window 和 in_force", "check window and in_force"),
    );
}

/// No more is left than there was, in the same unit.
pub(super) fn left(table: &Table<'_, '_>, total: &Spanned<Worth>, left: &Spanned<Worth>) {
    if !comparable(&total.value, &left.value) {
        table.report(other_unit(&left.span, &left.value, &total.value));
    } else if left.value.hundredths > total.value.hundredths {
        let (left_said, total_said) = (&left.value.written, &total.value.written);
        table.report(
            Diagnostic::error(
                left.span.clone(),
                format!("剩余 {left_said} 多于预算 {total_said}"),
                format!("{left_said} left is more than the budget of {total_said}"),
            )
            .mend("核对两个数", "check the two sums"),
        );
    }
}

/// One benefit fits into what one enterprise may have in a year, and that into what it may have in all.
pub(super) fn caps(
    root: &Table<'_, '_>,
    benefit: &Spanned<Benefit>,
    caps: &[(&'static str, &Option<Spanned<Worth>>); 2],
) {
    let [(_, most), (_, a_year)] = caps;
    let worth = benefit.value.worth.as_ref();
    for (key, cap) in caps {
        if let (Some(worth), Some(cap)) = (worth, cap) {
            holds(root, key, cap, worth, ("一次的优惠", "one benefit"));
        }
    }
    if let (Some(most), Some(a_year)) = (most, a_year) {
        holds(root, "most", most, &a_year.value, ("每年上限", "the most a year"));
    }
}

fn holds(root: &Table<'_, '_>, key: &str, cap: &Spanned<Worth>, worth: &Worth, (zh, en): (&str, &str)) {
    if !comparable(&cap.value, worth) {
        root.report(other_unit(&cap.span, &cap.value, worth));
    } else if worth.hundredths > cap.value.hundredths {
        let (cap_said, said) = (&cap.value.written, &worth.written);
        root.report(
            Diagnostic::error(
                cap.span.clone(),
                format!("`{key}` 是 {cap_said}，{zh} {said} 就超过了"),
                format!("`{key}` is {cap_said}, and {en} of {said} exceeds it"),
            )
            .mend("提高上限，或减小优惠", "raise the cap or lower the benefit"),
        );
    }
}

fn other_unit(span: &Range<usize>, one: &Worth, other: &Worth) -> Diagnostic {
    Diagnostic::error(
        span.clone(),
        format!("{} 和 {} 单位不同，无从比较", one.written, other.written),
        format!("{} and {} differ in unit and don't compare", one.written, other.written),
    )
}

/// What is wrong between offers: an id twice, a set of one, and sums of one set that don't compare.
pub(super) fn among(read: &[(Offer, Places, &File)]) -> Vec<Diagnostics> {
    let mut found = Vec::new();
    let mut ids: HashMap<&str, &str> = HashMap::new();
    let mut sets: BTreeMap<&str, Vec<&(Offer, Places, &File)>> = BTreeMap::new();
    for member in read {
        let (offer, places, file) = member;
        if let Some(other) = ids.insert(&offer.id, &file.path) {
            let id = &offer.id;
            let (zh, en) = (format!("`{id}` 已在 {other} 中"), format!("`{id}` is in {other} already"));
            found.push(one(file, Diagnostic::error(places.id.clone(), zh, en)));
        }
        if let Some(set) = &offer.exclusive {
            sets.entry(set).or_default().push(member);
        }
    }
    for (set, members) in sets {
        let (first, rest) = (members[0], &members[1..]);
        if rest.is_empty() {
            found.push(one(first.2, alone(set, first.1.exclusive.clone())));
        }
        for (offer, places, file) in rest {
            if let (Some(a), Some(b)) = (&first.0.benefit.worth, &offer.benefit.worth)
                && !comparable(a, b)
            {
                found.push(one(file, other_unit(&places.exclusive, b, a)));
            }
        }
    }
    found
}

fn alone(set: &str, span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        span,
        format!("就高不重复的组 `{set}` 只有这一项"),
        format!("this is the only one of the exclusive set `{set}`"),
    )
    .mend("给同组的另一项也写上，或删去这一行", "name the set in its other offers too, or leave the line out")
}
