//! Files that are wrong, false or made to hurt: a clear message in both languages, the right exit status, and a result
//! that is whole or absent.

use std::io::Write;

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Desk, HEADER};

/// A line that is good, and one that brings the trouble.
const GOOD: &str = "A1,甲公司,50,15,1000,否\n";

/// A file, and what becomes of it.
struct Bad {
    file: &'static str,
    bytes: Vec<u8>,
    scheme: &'static str,
    status: i32,
    /// Rows of the result, its header among them; 0 where there is none.
    lines: usize,
    zh: &'static [&'static str],
    en: &'static [&'static str],
}

impl Bad {
    /// The file is refused as a whole.
    fn file(
        file: &'static str,
        bytes: impl Into<Vec<u8>>,
        zh: &'static [&'static str],
        en: &'static [&'static str],
    ) -> Self {
        Bad { file, bytes: bytes.into(), scheme: "test-star", status: 2, lines: 0, zh, en }
    }

    /// Of two rows the second is refused.
    fn row(row: &str, zh: &'static [&'static str], en: &'static [&'static str]) -> Self {
        let bytes = format!("{HEADER}{GOOD}{row}").into_bytes();
        Bad { file: "park.csv", bytes, scheme: "test-star", status: 1, lines: 2, zh, en }
    }

    /// All rows are read, and something is remarked.
    fn remark(text: &str, zh: &'static [&'static str], en: &'static [&'static str]) -> Self {
        Bad { file: "park.csv", bytes: text.into(), scheme: "test-star", status: 0, lines: 2, zh, en }
    }

    fn by(self, scheme: &'static str) -> Self {
        Bad { scheme, ..self }
    }
}

fn headers() -> Vec<Bad> {
    vec![
        Bad::remark(
            "企业名称,测试职工,测试科技人圆,测试收入(万元),备注\n甲公司,50,15,1000,无\n",
            &["没有读取：测试科技人圆（是不是“测试科技人员”？）、备注", "测试科技人员（t_tech）：影响人员"],
            &["测试科技人圆 (did you mean `测试科技人员`?), 备注", "test tech staff (t_tech): bears on people"],
        ),
        Bad::file(
            "park.csv",
            "企业名称,测试职工(万元),测试收入(人)\n甲公司,50,1000\n",
            &["B1“测试职工(万元)”写的是万元，应为人、万人；C1“测试收入(人)”写的是人，应为元", "再改正表头里的单位"],
            &["B1 `测试职工(万元)` says 万元, it must be one of 人, 万人; C1", "mend the unit in its header"],
        ),
        Bad::file(
            "park.csv",
            "企业名称,Ⅰ类知识产权(人)\n甲公司,1\n",
            &["B1“Ⅰ类知识产权(人)”写的是人，应为项、万项、件、万件、个、万个", "请先核对口径"],
            &["`Ⅰ类知识产权(人)` says 人, it must be one of 项, 万项, 件", "check what the column counts"],
        )
        .by("cn-tech-sme"),
        Bad::remark(
            "企业名称,Ⅰ类知识产权(件),Ⅱ类知识产权\n甲公司,1,2个\n",
            &[
                "park.csv：“Ⅰ类知识产权(件)”的单位写作件，按1件=1项读取",
                "C2：“2个”的单位写作个，按1个=1项读取；本列其他各行同样处理",
            ],
            &[
                "`Ⅰ类知识产权(件)` is given in 件, read as 1 件 = 1 项",
                "C2: `2个` is given in 个, read as 1 个 = 1 项; so are further rows of this column",
            ],
        )
        .by("cn-tech-sme"),
        Bad::remark(
            "企业名称,研发费用(万元),销售收入(万元)\n甲公司,1200,1000\n",
            &["1 个主体：研发费用大于销售收入"],
            &["1 subject: R&D expense exceeds sales revenue"],
        )
        .by("cn-tech-sme"),
        Bad::remark(&wide(), &["有 296 列不知是什么指标，没有读取：旁列4、"], &["answers to 296 columns"]),
        Bad::file("park.csv", "甲,乙\n1,2\n", &["没有找到表头"], &["no header"]),
    ]
}

/// 300 columns, four of which are known.
fn wide() -> String {
    let more = |text: &str| (4..300).map(|n| format!(",{text}{n}")).collect::<String>();
    format!("企业名称,测试职工,测试科技人员,测试收入(万元){}\n甲公司,50,15,1000{}\n", more("旁列"), more(""))
}

fn cells() -> Vec<Bad> {
    vec![
        Bad::row(
            "A2,乙公司,-5,3,1000,否\n",
            &["C3（乙公司）“测试职工”填的是“-5”：小于下限（0人）；请核对正负号和数值"],
            &["C3 (乙公司) `测试职工` says `-5`: below the indicator's minimum of 0人"],
        ),
        Bad::row(
            &format!("A2,乙公司,{},3,1000,否\n", "长".repeat(3_500_000)),
            &["C3（乙公司）", "… (3500000)”：内容过长，有3500000个字符；单元格最多32767个字符"],
            &["C3 (乙公司)", "the text has 3500000 characters; a cell holds at most 32767"],
        ),
        Bad::row(
            "A2,乙公司,50,3,100000000.01,否\n",
            &["E3（乙公司）“测试收入(万元)”填的是“100000000.01”：大于上限（1万亿元）"],
            &["says `100000000.01`: above the indicator's maximum of 1万亿元"],
        ),
        Bad::row(
            "A2,乙公司,0.30000000000000004,3,1000,否\n",
            &["填的是“0.30000000000000004”：应为整数；以人计，不能有小数"],
            &["says `0.30000000000000004`: has decimal places; in 人 it must be whole"],
        ),
        Bad::row(
            "A2,乙公司,约五十,3,1000,否\n",
            &["填的是“约五十”：不是数字；请填以人计的数字"],
            &["says `约五十`: not a number"],
        ),
        Bad::row(
            "A1,甲公司,50,3,1000,否\n",
            &["与第2行是同一主体，两行数据不同"],
            &["stands in row 2 already, with other figures"],
        ),
        Bad::row("A2,\"乙公司,50,3,1000,否\n", &["引号没有成对"], &["a quotation mark is never closed"]),
        Bad::row("A2,乙公司,50,3,1,000,否\n", &["有7个单元格，表头只有6列"], &["7 cells and the header 6 columns"]),
    ]
}

fn files() -> Vec<Bad> {
    let whole = workbook(50.0);
    let mut mixed = format!("{HEADER}{GOOD}").into_bytes();
    // 乙公司 in GBK, in a file that is otherwise in UTF-8.
    mixed.extend_from_slice(b"A2,\xd2\xd2\xb9\xab\xcb\xbe,50,3,1000,\n");
    vec![
        Bad::file("park.xlsx", bomb(), &["解压后超过 64 MiB"], &["unpacks to more than 64 MiB"]),
        Bad::file("park.xlsx", &whole[..whole.len() / 2], &["已损坏或不完整", "请重新获取"], &["damaged or cut short"]),
        Bad::file("park.xlsx", "", &["文件 park.xlsx 是空的"], &["the file park.xlsx is empty"]),
        Bad::file("park.csv", workbook(50.0), &["的内容是ZIP（新版工作簿），与扩展名不符"], &["is a ZIP"]),
        Bad::file("park.docx", "x", &["不是可读的文件"], &["is no file that can be read"]),
        Bad {
            bytes: mixed,
            ..Bad::row(
                "",
                &["文件混用编码", "B3", "不是 UTF-8 编码的文字"],
                &["encodings are mixed", "not text in UTF-8"],
            )
        },
    ]
}

fn workbook(staff: f64) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in ["企业名称", "测试职工", "测试科技人员", "测试收入(万元)"].into_iter().enumerate()
    {
        sheet.write_string(0, column as u16, header).expect("a header");
    }
    sheet.write_string(1, 0, "甲公司").expect("a name");
    for (column, figure) in [staff, 15.0, (0.1 + 0.2) * 1000.0].into_iter().enumerate() {
        sheet.write_number(1, column as u16 + 1, figure).expect("a figure");
    }
    book.save_to_buffer().expect("a workbook")
}

fn bomb() -> Vec<u8> {
    let mut out = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("an entry");
    for _ in 0..100 {
        out.write_all(&[b' '; 1 << 20]).expect("a text");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn bad_input_ends_in_a_clear_message_and_nothing_half_written() {
    for bad in headers().into_iter().chain(cells()).chain(files()) {
        for (lang, parts) in [("zh", bad.zh), ("en", bad.en)] {
            let desk = Desk::new();
            std::fs::write(desk.path().join(bad.file), &bad.bytes).expect("the file");
            let before = desk.files();
            let line = format!("assess {} --data {} --period 2025 --out out.csv --lang {lang}", bad.scheme, bad.file);
            let done = desk.huoju(&line);
            assert_eq!((done.status, done.out.as_str()), (bad.status, ""), "{line}: {}", done.err);
            parts.iter().for_each(|part| assert!(done.err.contains(part), "`{part}` in {}", done.err));
            assert!(done.err.len() < 4000, "a message of {} bytes", done.err.len());
            let written = desk.files().into_iter().filter(|name| !before.contains(name)).collect::<Vec<_>>();
            assert_eq!(written, if bad.lines > 0 { vec!["out.csv"] } else { vec![] }, "{line}");
            if bad.lines > 0 {
                assert_eq!(desk.read("out.csv").lines().count(), bad.lines, "{line}");
            }
        }
    }
}

#[test]
fn a_tenth_and_two_tenths_are_three_tenths() {
    let desk = Desk::new();
    // 300.00000000000006 as a float, 300 万元 by its fifteen digits.
    std::fs::write(desk.path().join("park.xlsx"), workbook(50.0)).expect("the file");
    let done = desk.huoju("explain test-star --data park.xlsx --period 2025 --subject 甲公司");
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("测试收入：300 万元"), "{}", done.out);
}
