//! Real workbooks, made by LibreOffice from `tests/files/office.fods`
//! (`soffice --headless --convert-to xlsx|ods office.fods`, `--convert-to xls:"MS Excel 97"`).

use std::path::Path;

use insta::assert_snapshot;

use crate::kit::{told, wanted};

const COLUMNS: &str = "revenue revenue@-1 staff tech_staff registered";

#[test]
fn a_workbook_as_offices_make_it_is_read_and_its_bad_cells_are_named() {
    let told = told(Path::new("tests/files/office.xlsx"), &wanted(COLUMNS));
    assert_snapshot!(told, @"
    * no period was given, so the latest of the file is read: 2025
    * row 2 gives the unit 万元 for columns without one
    5: id=91350100M000100Y43 name=甲科技有限公司 registered=day 16495 revenue@-1=1200500000 revenue=1500250000 staff=85 tech_staff=30
    6: id=91110000101623741K name=乙新材料有限公司 registered=day 17657 revenue@-1=∅ revenue=300000 staff=120 tech_staff=40
    ! D7 `2019年3月`: the day is missing; write the whole date, as 2025-03-01
    ! F7 `#DIV/0!`: the cell is a formula error; mend the formula or give the value
    ! G7 `-5`: below the indicator's minimum of 0人; check the sign and the number
    *  skipped rows that are no subject: totals 1; titles, notes and signatures 1
    ");
}

#[test]
fn the_same_workbook_reads_alike_in_every_format() {
    let xlsx = told(Path::new("tests/files/office.xlsx"), &wanted(COLUMNS));
    for other in ["tests/files/office.ods", "tests/files/office.xls"] {
        assert_eq!(told(Path::new(other), &wanted(COLUMNS)), xlsx, "{other}");
    }
}
