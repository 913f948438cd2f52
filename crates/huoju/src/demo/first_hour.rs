//! One workbook with mistakes, for an officer's first hour: about sixty enterprises of the zone as they wrote of
//! themselves. What can be read though it is ugly stands beside what can't; the second sheet says what was meant, as if
//! somebody had phoned, so that every bad cell can be mended.

use crate::demo::growth::{LAST_YEAR, Year};
use crate::demo::names::ZONE;
use crate::demo::sheet::{Cell, HEADER_ROW, Sheet};
use crate::demo::zone::{Enterprise, Zone};

const N_ROWS: usize = 58;
const HEADER: [&str; 12] = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "职工总数",
    "科技人员",
    "销售收入",
    "研发费用",
    "成本费用支出总额",
    "资产总额",
    "Ⅰ类知识产权",
    "Ⅱ类知识产权",
    "备注",
];
/// Places of columns.
const CODE: usize = 2;
const STAFF: usize = 3;
const TECH: usize = 4;
const SALES: usize = 5;
const RND: usize = 6;
const COSTS: usize = 7;
const ASSETS: usize = 8;
const CLASS_1: usize = 9;
const CLASS_2: usize = 10;
const REMARK: usize = 11;

/// What one cell became, from what it was.
type Spoil = fn(&str) -> Cell;

/// Cells that can't be read: row, column, and what was written there.
const BAD: [(usize, usize, Spoil); 11] = [
    (3, SALES, |_| Cell::Broken("#REF!")),
    (7, STAFF, |right| Cell::text(letters(right))),
    (11, RND, |right| Cell::text(format!("约{right}"))),
    (16, ASSETS, |_| Cell::Broken("#VALUE!")),
    (20, COSTS, |_| Cell::text("见附件")),
    (24, SALES, |right| Cell::text(format!("{right}万台"))),
    (29, STAFF, |right| Cell::text(format!("-{right}"))),
    (33, TECH, |right| Cell::text(format!("{right}.5"))),
    (38, RND, |right| Cell::text(format!("{}.{}.{}", &right[..1], &right[1..2], &right[2..]))),
    (42, CLASS_2, |right| Cell::text(format!("{right}人"))),
    (47, CODE, |_| Cell::Blank),
];

/// Cells that are ugly and can be read.
const UGLY: [(usize, usize, Spoil); 8] = [
    (1, STAFF, |right| Cell::text(full_width(right))),
    (2, SALES, |right| Cell::text(thousands(right))),
    (5, RND, |right| Cell::text(format!("{right}万元"))),
    (9, TECH, |right| Cell::text(format!(" {right} "))),
    (13, CLASS_1, |_| Cell::text("—")),
    (18, ASSETS, |right| Cell::text(full_width(right))),
    (22, COSTS, |right| Cell::text(thousands(right))),
    (35, CODE, |right| Cell::text(full_width(&right.to_lowercase()))),
];

/// The workbook's sheets: the table, and what was found out by telephone.
pub fn sheets(zone: &Zone, office: &str) -> Vec<(&'static str, Sheet)> {
    let chosen: Vec<_> =
        zone.active(LAST_YEAR).filter(|(enterprise, year)| suits(enterprise, year)).take(N_ROWS).collect();
    let mut rows: Vec<_> =
        (1..).zip(&chosen).map(|(number, (enterprise, year))| row(number, enterprise, year)).collect();
    let mut mends = Vec::new();
    for (place, column, spoil) in BAD {
        if let Some(cell) = rows.get_mut(place).and_then(|row| row.get_mut(column)) {
            let right = std::mem::replace(cell, Cell::Blank);
            *cell = spoil(&plain(&right));
            mends.push((place, column, right));
        }
    }
    for (place, column, spoil) in UGLY {
        if let Some(cell) = rows.get_mut(place).and_then(|row| row.get_mut(column)) {
            *cell = spoil(&plain(cell));
        }
    }
    let notes = mends.into_iter().map(|(place, column, right)| mend(&chosen, place, column, right)).collect();
    repeated(&mut rows);
    rows.push(total(&rows));
    vec![("企业自报", reported(rows, office)), ("电话核对记录", telephoned(notes, office))]
}

/// An ordinary small enterprise, so that every figure of the row is there to be spoilt.
fn suits(enterprise: &Enterprise, year: &Year) -> bool {
    enterprise.place % 11 == 3 && year.rnd >= 10_000 && year.sales > year.rnd && year.tech > 1
}

/// Written by hand: whole 万元.
fn row(number: i64, enterprise: &Enterprise, year: &Year) -> Vec<Cell> {
    let money = [year.sales, year.rnd, year.costs, year.assets].map(|amount| Cell::Whole(amount / 100));
    let mut row = vec![Cell::Whole(number), Cell::text(&enterprise.name), Cell::text(&enterprise.code)];
    row.extend([Cell::Whole(year.staff), Cell::Whole(year.tech)]);
    row.extend(money);
    row.extend([Cell::Whole(year.class_1), Cell::Whole(year.class_2), Cell::Blank]);
    row
}

/// Three enterprises sent their row twice, once with another figure.
fn repeated(rows: &mut Vec<Vec<Cell>>) {
    for (place, change) in [(4, 0), (15, 37), (26, 0)] {
        let Some(mut again) = rows.get(place).cloned() else { continue };
        if let Some(Cell::Whole(sales)) = again.get_mut(SALES) {
            *sales += change;
        }
        if let Some(remark) = again.get_mut(REMARK) {
            *remark = Cell::text(if change == 0 { "补报" } else { "补报，以此为准" });
        }
        rows.push(again);
    }
    for (number, row) in (1..).zip(rows) {
        if let Some(first) = row.first_mut() {
            *first = Cell::Whole(number);
        }
    }
}

fn total(rows: &[Vec<Cell>]) -> Vec<Cell> {
    let sum = |column: usize| {
        rows.iter()
            .filter_map(|row| match row.get(column) {
                Some(Cell::Whole(number)) => Some(*number),
                _ => None,
            })
            .sum()
    };
    let mut row = vec![Cell::text("合计"), Cell::Blank, Cell::Blank];
    row.extend((STAFF..=CLASS_2).map(|column| Cell::Whole(sum(column))));
    row
}

fn reported(rows: Vec<Vec<Cell>>, office: &str) -> Sheet {
    Sheet {
        title: format!("{ZONE}{LAST_YEAR}年科技企业自报表（示例数据）"),
        office: office.to_owned(),
        unit: Some("万元"),
        header: HEADER.to_vec(),
        rows,
        notes: vec![
            "注：示例数据，企业和数字均为虚构；有错的格子是有意留的，改法见“电话核对记录”。".to_owned(),
            "填表人：张某　　审核人：李某".to_owned(),
        ],
    }
}

/// One line of what was found out: which cell, whose, and what is right.
fn mend(chosen: &[(&Enterprise, &Year)], place: usize, column: usize, right: Cell) -> Vec<Cell> {
    let letter = char::from(b'A' + column as u8);
    let cell = format!("{letter}{}", place + HEADER_ROW as usize + 2);
    let name = chosen.get(place).map(|(enterprise, _)| enterprise.name.as_str()).unwrap_or_default();
    vec![Cell::text(cell), Cell::text(name), Cell::text(HEADER[column]), right]
}

fn telephoned(rows: Vec<Vec<Cell>>, office: &str) -> Sheet {
    Sheet {
        title: "电话核对记录（示例数据）".to_owned(),
        office: office.to_owned(),
        header: vec!["单元格", "单位", "栏目", "应为"],
        rows,
        notes: vec!["重复报送的三家：两家两次一样，删去后一行；一家以后一行为准，删去前一行。".to_owned()],
        ..Sheet::default()
    }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Whole(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Digits as a careless hand types them: 0 as O, 1 as l.
fn letters(digits: &str) -> String {
    let typed: String = digits
        .chars()
        .map(|c| match c {
            '0' => 'O',
            '1' => 'l',
            other => other,
        })
        .collect();
    if typed == digits { format!("{digits}O") } else { typed }
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c })
        .collect()
}

fn thousands(digits: &str) -> String {
    let mut parts: Vec<String> =
        digits.as_bytes().rchunks(3).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    parts.reverse();
    parts.join(",") + ".00"
}
