//! Lists that come as names only: who holds a title, who is on a negative list. Names are written as offices write
//! them: the name of that day or an older one, brackets of either width, spaces behind, a slip, a stranger.

use jiff::civil::{Date, date};

use crate::demo::DemoError;
use crate::demo::chance::{Chance, exp};
use crate::demo::files::{Entry, Titles};
use crate::demo::growth::FIRST_YEAR;
use crate::demo::offices::sheet;
use crate::demo::sheet::{Cell, Sheet};
use crate::demo::zone::{Enterprise, NAMESAKES, Zone};

/// Streams of chance.
mod stream {
    pub const LISTED: u8 = 10;
    pub const CERTIFIED: u8 = 11;
    pub const FAST: u8 = 12;
    pub const NEGATIVE: u8 = 13;
    pub const WRITTEN: u8 = 14;
    pub const REGIONAL: u8 = 15;
    pub const GIANT: u8 = 16;
}

/// A name on every list of titles that no register holds.
const STRANGER: &str = "云溪未央远岫科技有限公司";

/// A list of titles.
pub fn list(zone: &Zone, entry: &Entry) -> Result<Sheet, DemoError> {
    let titles = entry.titles.as_ref().ok_or_else(|| DemoError::Table(entry.name.clone()))?;
    let number = if entry.sheet == "listed" { "入库编号" } else { "证书编号" };
    let rows: Vec<_> = titles
        .batches
        .iter()
        .enumerate()
        .flat_map(|(n, (batch, day))| {
            let holders = holders(zone, &entry.sheet, titles, n, *day);
            with_slips(zone, holders, *day)
                .into_iter()
                .zip(1..)
                .map(|(name, place)| {
                    let number = numbered(&entry.sheet, day.year(), n, place);
                    vec![
                        Cell::text(name),
                        Cell::text(number),
                        Cell::text(batch),
                        Cell::Day(*day),
                        Cell::Day(until(titles, *day)),
                    ]
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let header = ["企业名称", number, "批次", "公告日期", "有效期至"];
    Ok(sheet(&format!("{}名单", titles.title), None, &header, rows))
}

fn until(titles: &Titles, day: Date) -> Date {
    match titles.years {
        0 => date(day.year(), 12, 31),
        years => date(day.year() + years, day.month(), day.day()),
    }
}

/// A number in the form of such lists, with the division that is assigned to nobody.
fn numbered(sheet: &str, year: i16, batch: usize, place: usize) -> String {
    match sheet {
        "listed" => format!("{year}9999010{}{place:06}", batch + 1),
        "certified" => format!("GR{year}99{place:06}"),
        _ => format!("YX{year}{place:04}"),
    }
}

/// Who is announced in a batch, in the order of the list.
fn holders<'z>(zone: &'z Zone, sheet: &str, titles: &Titles, batch: usize, day: Date) -> Vec<&'z Enterprise> {
    let mut holders: Vec<_> = zone
        .enterprises
        .iter()
        .filter(|enterprise| enterprise.closed.is_none_or(|closed| closed > day))
        .filter(|enterprise| match sheet {
            "listed" => listed(zone, enterprise, titles, batch, day),
            "certified" => certified(zone, enterprise, day.year()),
            "regional" => regional(zone, enterprise, day.year()),
            "giant" => giant(zone, enterprise, day.year()),
            _ => fast(zone, enterprise, day.year()),
        })
        .map(|enterprise| (zone.chance(stream::WRITTEN, enterprise.place, day.year()).share(), enterprise))
        .collect();
    holders.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    holders.into_iter().map(|(_, enterprise)| enterprise).collect()
}

/// Each year anew, most of those that invent and are not too large; a batch of the three by chance.
fn listed(zone: &Zone, enterprise: &Enterprise, titles: &Titles, batch: usize, day: Date) -> bool {
    let Some(figures) = enterprise.year(day.year() - 1) else { return false };
    let mut chance = zone.chance(stream::LISTED, enterprise.place, day.year());
    let has_rights = if figures.class_1 + figures.class_2 > 0 { 0.85 } else { 0.1 };
    let keen = figures.rnd > 0 && figures.staff < 450 && chance.happens(has_rights * likely(enterprise.drive + 0.5));
    let which = chance.whole(1, 3);
    let batch = if titles.batches.len() > 1 { batch as i64 + 1 } else { batch_of(titles) };
    keen && which == batch
}

/// `2025年第2批` is the second.
fn batch_of(titles: &Titles) -> i64 {
    let name = titles.batches.first().map(|(name, _)| name.as_str()).unwrap_or_default();
    name.chars().rev().find_map(|c| c.to_digit(10)).map_or(1, i64::from)
}

/// Every third year, those that invent.
fn certified(zone: &Zone, enterprise: &Enterprise, year: i16) -> bool {
    // The first batch is older than the figures.
    let Some(figures) = enterprise.year((year - 1).max(FIRST_YEAR)) else { return false };
    let mut chance = zone.chance(stream::CERTIFIED, enterprise.place, 0);
    let turn = i16::try_from(chance.whole(0, 2)).unwrap_or_default();
    let invents = figures.rnd > 0 && enterprise.industry.supported && figures.class_1 + figures.class_2 > 2;
    invents && (year - turn) % 3 == 0 && chance.happens(0.75 * likely(enterprise.drive - 0.2))
}

/// Every third year, small ones that do research; some never ask.
fn regional(zone: &Zone, enterprise: &Enterprise, year: i16) -> bool {
    let Some(figures) = enterprise.year((year - 1).max(FIRST_YEAR)) else { return false };
    let mut chance = zone.chance(stream::REGIONAL, enterprise.place, 0);
    let turn = i16::try_from(chance.whole(0, 2)).unwrap_or_default();
    figures.rnd > 0
        && figures.staff < 300
        && (year - turn) % 3 == 0
        && chance.happens(0.8 * likely(enterprise.drive + 0.3))
}

/// Those of the rung below that sell enough and hold no certificate of the rung above.
fn giant(zone: &Zone, enterprise: &Enterprise, year: i16) -> bool {
    let holds = |granted: &dyn Fn(i16) -> bool| (year - 2..=year).any(granted);
    let Some(figures) = enterprise.year((year - 1).max(FIRST_YEAR)) else { return false };
    let is_on_the_rung_below = holds(&|granted| regional(zone, enterprise, granted));
    let is_above = holds(&|granted| certified(zone, enterprise, granted));
    let turn = i16::try_from(enterprise.place % 3).unwrap_or_default();
    let asks = (year - turn) % 3 == 0 && zone.chance(stream::GIANT, enterprise.place, 0).happens(0.7);
    is_on_the_rung_below && !is_above && figures.sales >= 80_000 && asks
}

/// Those that grew by two fifths in two years.
fn fast(zone: &Zone, enterprise: &Enterprise, year: i16) -> bool {
    let (Some(before), Some(after)) = (enterprise.year(year - 3), enterprise.year(year - 1)) else { return false };
    let grew = before.sales > 80_000 && after.sales * 10 > before.sales * 14 && after.rnd * 25 > after.sales;
    grew && zone.chance(stream::FAST, enterprise.place, 0).happens(0.5) && year % 2 == enterprise.place as i16 % 2
}

/// 0 to 1, a half at 0.
fn likely(drive: f64) -> f64 {
    1.0 / (1.0 + exp(-1.6 * drive))
}

/// The names as the list has them, with one slip of the pen and, last, one that is in no register.
fn with_slips(zone: &Zone, holders: Vec<&Enterprise>, day: Date) -> Vec<String> {
    let is_plain = |enterprise: &&Enterprise| enterprise.name.starts_with("云溪") && enterprise.former.is_empty();
    let slip = holders.iter().position(|one| is_plain(one) && !NAMESAKES.contains(&one.place));
    let mut names: Vec<String> = holders.iter().map(|enterprise| written(zone, enterprise, day)).collect();
    if let Some((name, place)) = slip.and_then(|slip| Some((holders.get(slip)?.name.clone(), slip))) {
        names[place] = swapped(&name);
    }
    names.push(STRANGER.to_owned());
    names
}

/// The third and fourth characters the other way round.
fn swapped(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    if chars.len() > 3 {
        chars.swap(2, 3);
    }
    chars.into_iter().collect()
}

/// A name as a list writes it.
fn written(zone: &Zone, enterprise: &Enterprise, day: Date) -> String {
    let mut chance = zone.chance(stream::WRITTEN, enterprise.place, day.year() + 1);
    let outdated = enterprise.former.last().filter(|_| chance.happens(0.35));
    let name = outdated.map_or_else(|| enterprise.name_on(day), |former| &former.name);
    dirtied(name, &mut chance)
}

fn dirtied(name: &str, chance: &mut Chance) -> String {
    let narrow = chance.happens(0.4);
    let name = if narrow { name.replace('（', "(").replace('）', ")") } else { name.to_owned() };
    match chance.whole(1, 100) {
        1..=3 => format!("{name} "),
        4..=5 => format!("{name}\u{3000}"),
        6 => format!(" {name}"),
        7 => name.replacen("云溪", "云溪 ", 1),
        _ => name,
    }
}

/// 严重失信主体名单: names only, with the reason and the day.
pub fn negative(zone: &Zone) -> Sheet {
    const REASONS: [&str; 4] =
        ["重大税收违法失信主体", "拖欠农民工工资失信主体", "严重违法失信企业", "环境保护领域失信主体"];
    let day = date(2026, 2, 6);
    let mut rows: Vec<_> = zone
        .enterprises
        .iter()
        .filter(|enterprise| enterprise.closed.is_none())
        .filter_map(|enterprise| {
            let mut chance = zone.chance(stream::NEGATIVE, enterprise.place, 0);
            // Who was once called otherwise is sought under the old name too.
            let listed = chance.happens(if enterprise.former.is_empty() { 0.006 } else { 0.03 });
            let since = date(day.year() - chance.whole(0, 1) as i16, 1, chance.whole(4, 28) as i8);
            let row = || {
                vec![Cell::text(written(zone, enterprise, day)), Cell::text(chance.one_of(&REASONS)), Cell::Day(since)]
            };
            listed.then(row)
        })
        .collect();
    rows.push(vec![Cell::text("云溪旧谷贸易有限公司"), Cell::text(REASONS[0]), Cell::Day(day)]);
    sheet("严重失信主体名单", None, &["企业名称", "列入原因", "公告日期"], rows)
}
