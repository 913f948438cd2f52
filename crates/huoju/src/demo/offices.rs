//! What each office sees of the zone. Gaps are not by chance alone: the small declare less, the survey leaves them out,
//! and who does not plan to apply files nothing.

use crate::demo::files::{Entry, Status};
use crate::demo::growth::{FIRST_YEAR, LAST_YEAR, Year};
use crate::demo::names::ZONE;
use crate::demo::sheet::{Cell, Sheet};
use crate::demo::zone::{Enterprise, Zone};

/// Which stream of chance an office draws from.
mod office {
    pub const TAX: u8 = 1;
    pub const STAFF: u8 = 2;
    pub const IP: u8 = 3;
    pub const SURVEY: u8 = 4;
    pub const FILING: u8 = 5;
}

const MADE_UP: &str = "注：示例数据。企业、代码和数字均为虚构。";

/// A sheet with its title, header and rows; rows are numbered here.
pub fn sheet(what: &str, unit: Option<&'static str>, header: &[&'static str], rows: Vec<Vec<Cell>>) -> Sheet {
    let numbered = (1..).zip(rows).map(|(number, row)| std::iter::once(Cell::Whole(number)).chain(row).collect());
    Sheet {
        title: format!("{ZONE}{what}（示例数据）"),
        unit,
        header: std::iter::once("序号").chain(header.iter().copied()).collect(),
        rows: numbered.collect(),
        notes: vec![MADE_UP.to_owned()],
        ..Sheet::default()
    }
}

fn who(enterprise: &Enterprise, year: i16) -> [Cell; 2] {
    let name = enterprise.name_on(jiff::civil::date(year, 12, 31));
    [Cell::text(name), Cell::text(&enterprise.code)]
}

/// 企业登记信息: everyone, the closed too. Several former names and their days are joined by `；`, the earliest first.
pub fn register(zone: &Zone) -> Sheet {
    let header = [
        "企业名称",
        "统一社会信用代码",
        "曾用名",
        "更名日期",
        "成立日期",
        "登记状态",
        "注册地址",
        "经营地址",
        "行业代码",
        "行业",
    ];
    let rows = zone.enterprises.iter().map(|enterprise| {
        let names: Vec<&str> = enterprise.former.iter().map(|former| former.name.as_str()).collect();
        let days: Vec<_> = enterprise.former.iter().map(|former| former.changed.to_string()).collect();
        vec![
            Cell::text(&enterprise.name),
            Cell::text(&enterprise.code),
            Cell::text(names.join("；")).unless(names.is_empty()),
            Cell::text(days.join("；")).unless(days.is_empty()),
            Cell::Day(enterprise.established),
            Cell::text(if enterprise.closed.is_some() { "注销" } else { "存续" }),
            Cell::text(&enterprise.registered_at),
            Cell::text(&enterprise.works_at),
            Cell::text(enterprise.industry.code),
            Cell::text(enterprise.industry.name),
        ]
    });
    sheet("企业登记信息", None, &header, rows.collect())
}

const TAX_HEADER: [&str; 9] = [
    "企业名称",
    "统一社会信用代码",
    "销售收入",
    "营业收入",
    "成本费用支出总额",
    "研发费用",
    "净利润",
    "资产总额",
    "负债总额",
];

/// What is declared to the tax office for a year. Prepayments leave R&D out more often: it is claimed with the return.
pub fn tax(zone: &Zone, entry: &Entry) -> Sheet {
    let year = entry.period.map_or(LAST_YEAR, |period| period.year());
    let early = entry.status == Status::Provisional;
    let rows = zone.active(year).filter_map(|(enterprise, figures)| {
        let mut chance = zone.chance(office::TAX, enterprise.place, year);
        let small = figures.staff < 12;
        let unfiled = chance.happens(if small { 0.03 } else { 0.004 });
        let no_rnd = chance.happens(match (small, early) {
            (true, true) => 0.09,
            (false, true) => 0.035,
            (true, false) => 0.06,
            (false, false) => 0.015,
        });
        let no_costs = chance.happens(if small { 0.02 } else { 0.003 });
        (!unfiled).then(|| declared(enterprise, figures, year, no_rnd, no_costs))
    });
    let kind = if early { "预缴申报主要数据（初报）" } else { "汇算清缴主要数据" };
    sheet(&format!("企业{year}年度{kind}"), Some("万元"), &TAX_HEADER, rows.collect())
}

fn declared(enterprise: &Enterprise, figures: &Year, year: i16, no_rnd: bool, no_costs: bool) -> Vec<Cell> {
    let amounts = [
        Cell::Money(figures.sales),
        Cell::Money(figures.revenue),
        Cell::Money(figures.costs).unless(no_costs),
        Cell::Money(figures.rnd).unless(no_rnd),
        Cell::Money(figures.profit),
        Cell::Money(figures.assets),
        Cell::Money(figures.liabilities),
    ];
    who(enterprise, year).into_iter().chain(amounts).collect()
}

/// Returns that were put right later: a part of the R&D was not accepted, or sales were added.
pub fn corrections(zone: &Zone, entry: &Entry) -> Sheet {
    let year = entry.period.map_or(LAST_YEAR, |period| period.year());
    let rows = zone.active(year).filter_map(|(enterprise, figures)| {
        let mut chance = zone.chance(office::TAX, enterprise.place, 0);
        if figures.rnd == 0 || figures.staff < 12 || !chance.happens(0.03) {
            return None;
        }
        let mut right = figures.clone();
        if chance.happens(0.7) {
            right.rnd = figures.rnd * chance.whole(55, 95) / 100;
        } else {
            let added = figures.sales * chance.whole(1, 6) / 100;
            right.sales += added;
            right.revenue += added;
            right.profit += added * 85 / 100;
        }
        Some(declared(enterprise, &right, year, false, false))
    });
    sheet(&format!("企业{year}年度更正申报（修订）"), Some("万元"), &TAX_HEADER, rows.collect())
}

/// Rows of every year that an office covers, with the year as their last column.
fn yearly(
    zone: &Zone,
    from: i16,
    to: i16,
    row: impl Fn(&Enterprise, &Year, i16) -> Option<Vec<Cell>>,
) -> Vec<Vec<Cell>> {
    let of_year = |year| zone.active(year).map(move |(enterprise, figures)| (enterprise, figures, year));
    (from..=to)
        .flat_map(of_year)
        .filter_map(|(enterprise, figures, year)| {
            let figures = row(enterprise, figures, year)?;
            let [name, code] = who(enterprise, year);
            Some([name, code, Cell::text(year.to_string())].into_iter().chain(figures).collect())
        })
        .collect()
}

/// 职工 and 科技人员; the small often don't say who does research.
pub fn staff(zone: &Zone) -> Sheet {
    let header = ["企业名称", "统一社会信用代码", "年度", "职工总数", "科技人员"];
    let rows = yearly(zone, FIRST_YEAR, LAST_YEAR, |enterprise, figures, year| {
        let mut chance = zone.chance(office::STAFF, enterprise.place, year);
        let unsaid = chance.happens(if figures.staff < 12 { 0.07 } else { 0.018 });
        let unknown = chance.happens(0.006);
        Some(vec![Cell::Whole(figures.staff).unless(unknown), Cell::Whole(figures.tech).unless(unsaid)])
    });
    sheet("企业职工和科技人员", None, &header, rows)
}

/// IP rights in force; whom the office could not find among the holders of rights is left blank, not zero.
pub fn ip(zone: &Zone) -> Sheet {
    let header =
        ["企业名称", "统一社会信用代码", "年度", "Ⅰ类知识产权（项）", "Ⅱ类知识产权（项）", "近三年Ⅱ类知识产权（项）"];
    let rows = yearly(zone, FIRST_YEAR, LAST_YEAR, |enterprise, figures, _| {
        let mut chance = zone.chance(office::IP, enterprise.place, 0);
        let unfound = chance.happens(if enterprise.former.is_empty() { 0.03 } else { 0.12 });
        let counts = [figures.class_1, figures.class_2, figures.class_2_recent];
        Some(counts.map(|count| Cell::Whole(count).unless(unfound)).to_vec())
    });
    sheet("企业有效知识产权", None, &header, rows)
}

/// The survey: larger enterprises only, a year behind, and not what the tax office holds: its R&D counts equipment,
/// and some answer from memory.
pub fn survey(zone: &Zone) -> Sheet {
    let header = ["企业名称", "统一社会信用代码", "年度", "营业收入", "销售收入", "研发费用", "职工总数", "资产总额"];
    let rows = yearly(zone, FIRST_YEAR, LAST_YEAR - 1, |enterprise, figures, year| {
        let mut chance = zone.chance(office::SURVEY, enterprise.place, year);
        let outside = figures.revenue < 50_000 || chance.happens(0.05);
        let rnd = if chance.happens(0.18) { figures.rnd * chance.whole(82, 145) / 100 } else { figures.rnd };
        let sales = if chance.happens(0.06) { figures.sales * chance.whole(95, 104) / 100 } else { figures.sales };
        let money = [figures.revenue.max(sales), sales, rnd].map(Cell::Money);
        let rest = [Cell::Whole(figures.staff), Cell::Money(figures.assets)];
        (!outside).then(|| money.into_iter().chain(rest).collect())
    });
    sheet("企业统计年报主要数据（统计专用，不得外传）", Some("万元"), &header, rows)
}

/// Who means to apply, and so files what no office knows.
pub fn files(zone: &Zone, enterprise: &Enterprise) -> bool {
    let mut chance = zone.chance(office::FILING, enterprise.place, 0);
    enterprise.drive + 0.8 * chance.normal() > 0.1
}

/// Whether the rights of an enterprise are its own work.
pub fn self_developed(zone: &Zone, enterprise: &Enterprise) -> bool {
    zone.chance(office::FILING, enterprise.place, 1).happens(0.9)
}

/// What enterprises file themselves, for three years.
pub fn filing(zone: &Zone) -> Sheet {
    let header = [
        "企业名称",
        "统一社会信用代码",
        "年度",
        "总收入",
        "高新技术产品（服务）收入",
        "境内研发费用",
        "科技成果转化数",
        "是否拥有核心技术知识产权所有权",
        "是否属于国家重点支持的高新技术领域",
        "是否有自主研发的知识产权",
        "是否拥有自治区级以上创新平台",
    ];
    let rows = yearly(zone, LAST_YEAR - 2, LAST_YEAR, |enterprise, figures, year| {
        if !files(zone, enterprise) {
            return None;
        }
        let mut chance = zone.chance(office::FILING, enterprise.place, year);
        let money = [figures.income, figures.hightech, figures.rnd_in_china].map(Cell::Money);
        let uncounted = chance.happens(0.04);
        let facts = facts(zone, enterprise, figures);
        let converted = Cell::Whole(figures.converted).unless(uncounted);
        Some(money.into_iter().chain([converted]).chain(facts).collect())
    });
    sheet("企业创新情况填报", Some("万元"), &header, rows)
}

fn facts(zone: &Zone, enterprise: &Enterprise, figures: &Year) -> Vec<Cell> {
    let mut chance = zone.chance(office::FILING, enterprise.place, 2);
    let owns = figures.class_1 + figures.class_2 > 0;
    let in_field = chance.happens(if enterprise.industry.supported { 0.96 } else { 0.4 });
    let platform = figures.staff > 40 && chance.happens(0.22);
    [owns, in_field, owns && self_developed(zone, enterprise), platform].map(Cell::fact).to_vec()
}
