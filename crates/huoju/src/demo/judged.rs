//! Points that experts gave to this year's applicants. In which steps the form prints them stands in `scores.csv`:
//! header, figure, the least of the figure, then the points from and to; of the lines of a header the first that holds.

use crate::demo::DemoError;
use crate::demo::chance::Chance;
use crate::demo::growth::{LAST_YEAR, Year};
use crate::demo::offices::{files, self_developed, sheet};
use crate::demo::sheet::{Cell, Sheet};
use crate::demo::zone::{Enterprise, Zone};

const EXPERTS: u8 = 6;

struct Step {
    header: &'static str,
    figure: &'static str,
    at_least: i64,
    points: (i64, i64),
}

/// 专家评审评分: whole points, one row an applicant.
pub fn judged(zone: &Zone) -> Result<Sheet, DemoError> {
    let steps = steps()?;
    let mut headers: Vec<&'static str> = steps.iter().map(|step| step.header).collect();
    headers.dedup();
    let rows = zone.active(LAST_YEAR).filter(|(enterprise, figures)| applies(zone, enterprise, figures)).map(
        |(enterprise, figures)| {
            let mut chance = zone.chance(EXPERTS, enterprise.place, LAST_YEAR);
            let points = headers.iter().map(|header| points(zone, enterprise, figures, header, &steps, &mut chance));
            [Cell::text(&enterprise.name), Cell::text(&enterprise.code)].into_iter().chain(points).collect()
        },
    );
    let header: Vec<_> = ["企业名称", "统一社会信用代码"].into_iter().chain(headers.iter().copied()).collect();
    Ok(sheet("创新能力专家评审评分", None, &header, rows.collect()))
}

fn steps() -> Result<Vec<Step>, DemoError> {
    include_str!("scores.csv").lines().map(|line| step(line).ok_or_else(|| DemoError::Table(line.to_owned()))).collect()
}

fn step(line: &'static str) -> Option<Step> {
    let [header, figure, at_least, from, to] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
    Some(Step { header, figure, at_least: at_least.parse().ok()?, points: (from.parse().ok()?, to.parse().ok()?) })
}

/// Those who file, are older than a year and have something to show: two in five of them this year.
fn applies(zone: &Zone, enterprise: &Enterprise, figures: &Year) -> bool {
    let mut chance = zone.chance(EXPERTS, enterprise.place, 0);
    enterprise.established.year() < LAST_YEAR - 1
        && files(zone, enterprise)
        && figures.class_1 + figures.class_2 > 0
        && chance.happens(if enterprise.drive > 0.5 { 0.55 } else { 0.25 })
}

/// The points under a header: within the step, higher where the drive is higher; now and then an expert left it out.
fn points(
    zone: &Zone,
    enterprise: &Enterprise,
    figures: &Year,
    header: &str,
    steps: &[Step],
    chance: &mut Chance,
) -> Cell {
    let reached = |step: &&Step| {
        step.header == header
            && figure(zone, enterprise, figures, step.figure).is_some_and(|value| value >= step.at_least)
    };
    let Some(step) = steps.iter().find(reached) else { return Cell::Blank };
    let (from, to) = step.points;
    let lift = 0.6 + 0.12 * enterprise.drive + 0.2 * chance.normal();
    let given = from + ((to - from) as f64 * lift.clamp(0.0, 1.0)).round() as i64;
    Cell::Whole(given).unless(chance.happens(0.004))
}

/// A figure that points depend on; growth in thousandths.
fn figure(zone: &Zone, enterprise: &Enterprise, figures: &Year, name: &str) -> Option<i64> {
    let year = |back: i16| enterprise.year(LAST_YEAR - back);
    Some(match name {
        "any" => 0,
        "class_1" => figures.class_1,
        "class_2" => figures.class_2,
        "self_developed" => i64::from(self_developed(zone, enterprise)),
        "converted" => (0..3).filter_map(|back| Some(year(back)?.converted)).sum(),
        "assets_growth" => growth([2, 1, 0].map(|back| year(back).map(|of| of.assets - of.liabilities)))?,
        "sales_growth" => growth([2, 1, 0].map(|back| year(back).map(|of| of.sales)))?,
        _ => return None,
    })
}

/// The mean of the yearly growths, in thousandths; of one growth where there are two years.
fn growth(years: [Option<i64>; 3]) -> Option<i64> {
    let rate = |before: Option<i64>, after: Option<i64>| match (before?, after?) {
        (before, after) if before > 0 => Some((after - before) as f64 / before as f64),
        _ => None,
    };
    let [first, second, third] = years;
    let last = rate(second, third)?;
    let mean = match (first, rate(first, second)) {
        (None | Some(0), _) => last,
        (_, Some(earlier)) => (earlier + last) / 2.0,
        (_, None) => return None,
    };
    Some((mean * 1000.0).floor() as i64)
}
