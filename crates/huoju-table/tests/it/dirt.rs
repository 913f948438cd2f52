//! The dirt of real workbooks, one kind a test.

use insta::assert_snapshot;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::kit::{Folder, fill, told, wanted};

fn sheet(columns: &str, rows: &[&str]) -> String {
    let folder = Folder::new();
    told(&folder.sheet("a.xlsx", rows), &wanted(columns))
}

#[test]
fn numbers_as_text_are_read_and_what_is_no_number_is_refused() {
    let told = sheet(
        "revenue staff share",
        &[
            "id|营业收入（万元）|职工总数|研发投入占比(%)",
            "a|'1,234.50|'８５|'12%",
            "b|（1,234）|85人|5.5",
            "c|'120元|'—|/",
            "d|12%|'约50|'1.234",
            "e|-1|-5|101",
            "f|无|N/A|…",
        ],
    );
    assert_snapshot!(told, @r"
    2: id=a revenue=1234500000 staff=85 share=1200
    4: id=c revenue=12000 staff=∅ share=∅
    7: id=f revenue=∅ staff=∅ share=∅
    ! B3 `（1,234）`: below the indicator's minimum of 0元; check the sign and the number
    ! B5 `12%`: the unit `%` doesn't fit; one of 元, 千元, 万元, 百万元, 千万元, 亿元, 万亿元 would
    ! C5 `约50`: not a number; give a number in 人, or leave it blank if missing
    ! D5 `1.234`: too many decimal places; in % at most 2 are kept
    ! B6 `-1`: below the indicator's minimum of 0元; check the sign and the number
    ! C6 `-5`: below the indicator's minimum of 0人; check the sign and the number
    ! D6 `101`: above the indicator's maximum of 100%; check the number and its unit
    ");
}

#[test]
fn a_count_in_another_unit_that_its_indicator_lists_is_read_one_for_one() {
    let rows = |header: &str, cells: &[&str]| {
        let rows: Vec<String> = std::iter::once(header.to_owned())
            .chain(cells.iter().zip('a'..).map(|(cells, id)| format!("{id}|{cells}")))
            .collect();
        sheet("rights works", &rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_snapshot!(rows("id|知识产权(件)|软件著作权（件）", &["3|1", "2|'4项", "5|'2万件", "6|'7个", "1|'3人"]), @"
    * `知识产权(件)`, `软件著作权（件）` are given in 件, read as 1 件 = 1 项
    2: id=a rights=3 works=1
    3: id=b rights=2 works=4
    4: id=c rights=5 works=20000
    5: id=d rights=6 works=7
    ! C6 `3人`: the unit `人` doesn't fit; one of 项, 万项, 件, 万件, 个, 万个 would
    * C5 `7个` is given in 个, read as 1 个 = 1 项; so are further rows of this column
    ");
    assert_snapshot!(rows("id|知识产权(万件)|软件著作权（项）", &["3|1", "0.5|'4件", "1|'6件", "1|'9个"]), @"
    * `知识产权(万件)` is given in 件, read as 1 件 = 1 项
    2: id=a rights=30000 works=1
    3: id=b rights=5000 works=4
    4: id=c rights=10000 works=6
    5: id=d rights=10000 works=9
    * C3 `4件` is given in 件, read as 1 件 = 1 项; so are further rows of this column
    * C5 `9个` is given in 个, read as 1 个 = 1 项; so are further rows of this column
    ");
    assert_snapshot!(rows("id|知识产权(人)|软件著作权（家）", &["3|1"]), @"
    headers of a.xlsx [Sheet1] give units that don't fit: B1 `知识产权(人)` says 人, it must be one of 项, 万项, 件, 万件, 个, 万个; C1 `软件著作权（家）` says 家, it must be one of 项, 万项, 件, 万件, 个, 万个; check what the column counts, then mend the unit in its header, or rename the column if it is another figure
    a.xlsx [Sheet1] 的表头单位与指标不符：B1“知识产权(人)”写的是人，应为项、万项、件、万件、个、万个；C1“软件著作权（家）”写的是家，应为项、万项、件、万件、个、万个。请先核对口径，再改正表头里的单位；若该列不是这个指标，请改列名
    ");
}

#[test]
fn a_note_above_the_header_may_give_a_count_in_such_a_unit() {
    let told = sheet("rights revenue works", &["单位：万元、件", "id|知识产权|营业收入|软件著作权", "a|3|1|2"]);
    assert_snapshot!(told, @"
    * row 1 gives the unit 件 for columns without one
    * row 1 gives the unit 万元 for columns without one
    * `知识产权`, `软件著作权` are given in 件, read as 1 件 = 1 项
    3: id=a rights=3 revenue=1000000 works=2
    ");
}

#[test]
fn float_noise_is_fifteen_digits_and_more_places_are_refused_or_rounded() {
    let folder = Folder::new();
    let path = folder.book("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        fill(sheet, &["id|营业收入(元)|资产总额(元)", "a", "b", "c"]);
        sheet.write_number(1, 1, 0.1 + 0.2).expect("a cell");
        sheet.write_number(1, 2, 0.5).expect("a cell");
        sheet.write_number(2, 1, 1.0 / 3.0).expect("a cell");
        sheet.write_number(3, 1, 1e300).expect("a cell");
    });
    assert_snapshot!(told(&path, &wanted("revenue assets")), @r"
    2: id=a revenue=30 assets=1
    ! B3 `0.333333333333333`: too many decimal places; in 元 at most 2 are kept
    ! B4 `100000000000000000000000000000000000000000000000000000000000… (301)`: above the indicator's maximum of 1万亿元; check the number and its unit
    * C2 `0.5` was rounded to 1元, as the indicator allows
    ");
}

#[test]
fn facts_categories_texts_and_days_are_read() {
    let told = sheet(
        "hnte field registered remark",
        &[
            "id|高新技术企业|技术领域|注册日期|主营产品",
            "a|是|电子信息|2020-01-02|芯片",
            "b|×|高技术服务业|2020年1月2日|—",
            "c|√|新 材料|20200102| 软件 ",
            "d|无|—|2020.1.2|1.5",
            "e|大概|新材枓|2020年3月|x",
            "f|'/|生物|'2020|x",
            "g|1|'|2023-02-29|x",
        ],
    );
    assert_snapshot!(told, @r"
    2: id=a hnte=true field=电子信息 registered=day 18263 remark=芯片
    3: id=b hnte=false field=高技术服务 registered=day 18263 remark=∅
    4: id=c hnte=true field=新材料 registered=day 18263 remark=软件
    5: id=d hnte=false field=∅ registered=day 18263 remark=1.5
    ! B6 `大概`: neither yes nor no; write 是 or 否, or leave it blank if missing
    ! C6 `新材枓`: not one of the values (did you mean `新材料`?); one of 电子信息, 新材料, 高技术服务 would do
    ! D6 `2020年3月`: the day is missing; write the whole date, as 2025-03-01
    ! C7 `生物`: not one of the values; one of 电子信息, 新材料, 高技术服务 would do
    ! D7 `2020`: the day is missing; write the whole date, as 2025-03-01
    ! D8 `2023-02-29`: not a date; write it as 2025-03-01
    ");
}

#[test]
fn serial_days_count_from_the_workbooks_epoch() {
    let folder = Folder::new();
    let path = folder.book("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        fill(sheet, &["id|注册日期", "a", "b", "c"]);
        sheet.write_number_with_format(1, 1, 43_832, &day).expect("a cell");
        sheet.write_number(2, 1, 43_832).expect("a cell");
        sheet.write_number(3, 1, 2020).expect("a cell");
    });
    assert_snapshot!(told(&path, &wanted("registered")), @r"
    2: id=a registered=day 18263
    3: id=b registered=day 18263
    ! B4 `2020`: the day is missing; write the whole date, as 2025-03-01
    ");
    let path = folder.file("b.xlsx", with_1904_epoch(&std::fs::read(&path).expect("a file")));
    assert_snapshot!(told(&path, &wanted("registered")), @r"
    2: id=a registered=day 19725
    3: id=b registered=day 19725
    ! B4 `2020`: the day is missing; write the whole date, as 2025-03-01
    ");
}

/// The workbook counted from 1904, as a Mac made it.
fn with_1904_epoch(bytes: &[u8]) -> Vec<u8> {
    crate::hostile::rezipped(bytes, |name, text| match name {
        "xl/workbook.xml" => text.replace("<workbookPr ", "<workbookPr date1904=\"1\" "),
        _ => text,
    })
}

#[test]
fn titles_notes_totals_and_blank_rows_are_passed_over() {
    let folder = Folder::new();
    let path = folder.book("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        let grey = Format::new().set_background_color("#dddddd");
        fill(
            sheet,
            &[
                "高新区企业统计表",
                "填报单位：管委会||单位：万元、人",
                "序号|企业名称|统一社会信用代码|营业收入|职工总数",
                "1|甲|91350100M000100Y43|1.5|10",
                "2|乙|91110000101623741K|2|20",
                "3",
                "",
                "|小计||3.5|30",
                "序号|企业名称|统一社会信用代码|营业收入|职工总数",
                "3|丙|911101066976941872|3|30",
                "合 计|||6.5|60",
                "总计（3家）|||6.5|60",
                "说明：金额以万元计",
                "注：1.含税",
                "填表人：张三||审核人：李四",
                "（以下空白）",
            ],
        );
        for row in 20..40 {
            sheet.write_blank(row, 0, &grey).expect("a cell");
        }
        sheet.write_blank(1_048_575, 16_383, &grey).expect("a cell");
    });
    assert_snapshot!(told(&path, &wanted("revenue staff")), @"
    * row 2 gives the unit 万元 for columns without one
    * row 2 gives the unit 人 for columns without one
    4: id=91350100M000100Y43 name=甲 revenue=1500000 staff=10
    5: id=91110000101623741K name=乙 revenue=2000000 staff=20
    ! C10 `911101066976942000`: the code is kept as a number, whose digits after the 15th are lost; make the column text and type it again
    *  skipped rows that are no subject: totals 3; titles, notes and signatures 4; repeated headers 1
    ");
}

#[test]
fn years_over_and_in_headers_are_earlier_periods() {
    let told_group = sheet(
        "revenue revenue@-1 revenue@-2 rnd@-1",
        &["企业名称|营业收入(万元)||||上年研发费用（元）", "|2023年|2024年|2025年|", "甲|1|2|3||5"],
    );
    assert_snapshot!(told_group, @r"
    * no column of codes, so `企业名称` tells the subjects apart
    * no period was given, so the latest of the file is read: 2025
    3: id=甲 revenue@-2=1000000 revenue@-1=2000000 revenue=3000000 rnd@-1=500
    ");
    let told_year =
        sheet("revenue revenue@-1", &["id|2024年营业收入(万元)|2025年度营业收入（万元）|2020年营业收入", "a|1|2|0"]);
    assert_snapshot!(told_year, @r"
    * no period was given, so the latest of the file is read: 2025
    - D2020年营业收入: NotWanted
    2: id=a revenue@-1=1000000 revenue=2000000
    ");
    let folder = Folder::new();
    let path = folder.sheet("a.xlsx", &["id|2024年营业收入(元)|2025年营业收入(元)", "a|1|2"]);
    let mut wanted = wanted("revenue revenue@-1");
    wanted.period = huoju_model::Period::parse("2024").ok();
    assert_snapshot!(told(&path, &wanted), @r#"
    - C2025年营业收入(元): Later
    absent [("revenue", 1)]
    2: id=a revenue=100
    "#);
}

#[test]
fn duplicate_columns_must_agree() {
    let told = sheet("revenue", &["id|营业收入(万元)|营收(元)", "a|1|10000", "b|1|10001", "c||5", "d|1|", "e|1|x"]);
    assert_snapshot!(told, @r"
    * duplicate columns: B营业收入(万元) is read and compared with C营收(元); rows that differ are refused
    2: id=a revenue=1000000
    5: id=d revenue=1000000
    ! B3 `1`: the duplicate column C营收(元) says `10001`; keep one column, or make them agree
    ! B4 ``: the duplicate column C营收(元) says `5`; keep one column, or make them agree
    ! B6 `1`: the duplicate column C营收(元) says `x`; keep one column, or make them agree
    ");
}

#[test]
fn a_duplicate_enterprise_is_refused_with_the_row_of_the_first() {
    let told = sheet("staff", &["id|职工总数", "a|1", "b|x", "a|1", "a|2", "b|5", "|7"]);
    assert_snapshot!(told, @r"
    2: id=a staff=1
    6: id=b staff=5
    ! B3 `x`: not a number; give a number in 人, or leave it blank if missing
    ! A4 `a`: this subject stands in row 2 already, with equal figures; keep one row a subject
    ! A5 `a`: this subject stands in row 2 already, with other figures; keep one row a subject
    ! A7 ``: the row names no subject; give its unified social credit code
    ");
}

#[test]
fn an_id_that_became_a_number_is_refused_and_a_failed_check_is_remarked() {
    let told = sheet(
        "staff",
        &[
            "统一社会信用代码|职工总数",
            "911101066976941872|1",
            "'911101066976941872|2",
            "91310115MA1H8R7C6D|3",
            "９１350100m000100y43|4",
            "12345|5",
        ],
    );
    assert_snapshot!(told, @r"
    3: id=911101066976941872 staff=2
    4: id=91310115MA1H8R7C6D staff=3
    5: id=91350100M000100Y43 staff=4
    6: id=12345 staff=5
    ! A2 `911101066976942000`: the code is kept as a number, whose digits after the 15th are lost; make the column text and type it again
    * A4 credit code 91310115MA1H8R7C6D: the check character is `D` where `7` is expected; a character may be mistyped; read as it stands
    * A4 credit code 91310115MA1H8R7C6D: the organisation code's check is `6` where `4` is expected; it may not be a credit code; read as it stands
    * A6 `12345` is not a credit code: a credit code has 18 characters, this has 5; read as it stands
    ");
}

#[test]
fn names_are_ids_where_there_is_no_code() {
    assert_snapshot!(sheet("staff", &["企业名称|职工总数", "甲|1", "甲|2"]), @r"
    * no column of codes, so `企业名称` tells the subjects apart
    2: id=甲 staff=1
    ! A3 `甲`: this subject stands in row 2 already, with other figures; keep one row a subject
    ");
}

#[test]
fn error_cells_are_refused() {
    let folder = Folder::new();
    let path = folder.book("a.xlsx", |book| {
        let sheet = book.add_worksheet();
        fill(sheet, &["id|营业收入(元)|高新技术企业|职工总数", "a||是|1"]);
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
        sheet.write_string(1, 2, "#REF!").expect("a cell");
    });
    assert_snapshot!(told(&path, &wanted("revenue hnte staff")), @r"
    ! B2 `#DIV/0!`: the cell is a formula error; mend the formula or give the value
    ! C2 `#REF!`: the cell is a formula error; mend the formula or give the value
    ");
}

#[test]
fn the_sheet_with_most_columns_is_read_and_a_tie_is_asked_about() {
    let folder = Folder::new();
    let make = |book: &mut Workbook| {
        fill(book.add_worksheet().set_name("一").expect("a name"), &["id|职工总数", "a|1"]);
        fill(book.add_worksheet().set_name("二").expect("a name"), &["id|职工总数|研发费用(元)", "a|2|3"]);
        fill(book.add_worksheet().set_name("三").expect("a name"), &["说明", "x"]);
    };
    let path = folder.book("a.xlsx", make);
    assert_snapshot!(told(&path, &wanted("staff rnd")), @"2: id=a staff=2 rnd=300");
    assert_snapshot!(told(&path, &wanted("staff")), @r"
    several sheets of a.xlsx fit equally well: 一, 二; choose one with --sheet
    a.xlsx 里有几张工作表都像是数据表：一、二；请用 --sheet 指定一张
    ");
    let mut named = wanted("staff");
    named.sheet = Some("一".into());
    assert_snapshot!(told(&path, &named), @"2: id=a staff=1");
    named.sheet = Some("四".into());
    assert_snapshot!(told(&path, &named), @r"
    a.xlsx has no sheet `四`; it has 一, 二, 三
    a.xlsx 里没有工作表“四”；现有：一、二、三
    ");
    named.sheet = Some("三".into());
    assert_snapshot!(told(&path, &named), @r"
    no header in the first rows of a.xlsx (sheets: 一, 二, 三); it needs a column 统一社会信用代码, id or 企业名称
    在 a.xlsx 的前若干行里没有找到表头（工作表：一、二、三）；表头须有统一社会信用代码或企业名称一列
    ");
}

#[test]
fn headers_that_are_unknown_absent_or_in_a_wrong_unit_are_named() {
    let told = sheet("revenue staff rnd", &["id|营业收人(万元)|职工人数|利润总额", "a|1|2|3"]);
    assert_snapshot!(told, @r#"
    - B营业收人(万元): Unknown, perhaps 营业收入
    - C职工人数: Unknown, perhaps 职工总数
    - D利润总额: NotWanted
    absent [("revenue", 0), ("staff", 0), ("rnd", 0)]
    2: id=a
    "#);
    assert_snapshot!(sheet("staff", &["id|职工总数(万元)", "a|1"]), @"
    headers of a.xlsx [Sheet1] give units that don't fit: B1 `职工总数(万元)` says 万元, it must be one of 人, 万人; check what the column counts, then mend the unit in its header, or rename the column if it is another figure
    a.xlsx [Sheet1] 的表头单位与指标不符：B1“职工总数(万元)”写的是万元，应为人、万人。请先核对口径，再改正表头里的单位；若该列不是这个指标，请改列名
    ");
    assert_snapshot!(sheet("staff", &["foo|bar", "a|1"]), @r"
    no header in the first rows of a.xlsx (sheets: Sheet1); it needs a column 统一社会信用代码, id or 企业名称
    在 a.xlsx 的前若干行里没有找到表头（工作表：Sheet1）；表头须有统一社会信用代码或企业名称一列
    ");
    assert_snapshot!(sheet("staff", &["id|职工总数"]), @r"
    row 1 of a.xlsx is the header, and nothing is below it
    a.xlsx 第1行是表头，其下没有数据
    ");
}

#[test]
fn only_some_subjects_are_read_where_asked() {
    let folder = Folder::new();
    let path = folder.sheet("a.xlsx", &["id|职工总数", "a|x", "b|2", "c|3"]);
    let mut wanted = wanted("staff");
    wanted.only = Some(["b", "c"].map(String::from).into());
    assert_snapshot!(told(&path, &wanted), @r"
    3: id=b staff=2
    4: id=c staff=3
    ");
}

#[test]
fn headings_of_sections_and_hints_in_headers_are_no_figures() {
    let told = sheet(
        "revenue staff hnte",
        &[
            "*企业全称|营业收入（万元）|其中：职工总数（人）|高新技术企业（是/否）",
            "一、规上企业",
            "甲公司|1|10|是",
            "（二）规下企业",
            "乙公司",
            "十方公司",
            "小计（规下）|1|10",
        ],
    );
    assert_snapshot!(told, @"
    * no column of codes, so `*企业全称` tells the subjects apart
    3: id=甲公司 revenue=1000000 staff=10 hnte=true
    5: id=乙公司 revenue=∅ staff=∅ hnte=∅
    6: id=十方公司 revenue=∅ staff=∅ hnte=∅
    *  skipped rows that are no subject: totals 1; titles, notes and signatures 2
    ");
}

#[test]
fn a_refusal_says_whose_row_it_is() {
    let folder = Folder::new();
    let path = folder.sheet("a.xlsx", &["id|企业名称|职工总数", "a|甲（集团）公司|x", "|乙公司|1", "c||-1"]);
    let table = huoju_table::open(&path, &wanted("staff"), &crate::kit::dictionary()).expect("a table");
    let refusals = table.read_part(0).expect("a part").flat_map(|batch| batch.expect("a batch").refusals);
    let whose: Vec<_> =
        refusals.map(|refusal| format!("{} {:?} {:?}", refusal.row, refusal.id, refusal.name)).collect();
    assert_snapshot!(whose.join("\n"), @r#"
    2 Some("a") Some("甲（集团）公司")
    3 None Some("乙公司")
    4 Some("c") None
    "#);
}
