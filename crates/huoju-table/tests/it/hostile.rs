//! Files that are broken, false or made to hurt: a message each, never a panic.

use std::io::{Cursor, Read, Write};

use insta::assert_snapshot;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::kit::{Folder, told, wanted};

/// The workbook with some of its parts rewritten.
pub fn rezipped(bytes: &[u8], rewrite: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("a text");
        out.start_file(name.as_str(), SimpleFileOptions::default()).expect("an entry");
        out.write_all(rewrite(&name, text).as_bytes()).expect("a text");
    }
    out.finish().expect("an archive").into_inner()
}

fn good_workbook() -> Vec<u8> {
    let folder = Folder::new();
    let path = folder.sheet("a.xlsx", &["id|职工总数|注册日期", "a|1|2020-01-02", "b|2|2020-01-02"]);
    std::fs::read(path).expect("a file")
}

fn of(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let folder = Folder::new();
    told(&folder.file(name, bytes), &wanted("staff registered"))
}

#[test]
fn an_empty_file_says_so() {
    for name in ["a.csv", "a.xlsx", "a.xls", "a.ods", "a.parquet"] {
        assert!(of(name, "").starts_with("the file"), "{name}");
    }
    assert_snapshot!(of("a.csv", ""), @r"
    the file a.csv is empty
    文件 a.csv 是空的
    ");
    assert_snapshot!(of("a.csv", "\u{feff}\n\n"), @r"
    no header in the first rows of a.csv; it needs a column 统一社会信用代码, id or 企业名称
    在 a.csv 的前若干行里没有找到表头；表头须有统一社会信用代码或企业名称一列
    ");
    assert_snapshot!(of("a.docx", "x"), @r"
    a.docx is no file that can be read: .xlsx, .xls, .ods, .csv, .parquet or a folder of Parquet
    a.docx 不是可读的文件；可读 .xlsx、.xls、.ods、.csv、.parquet 或 Parquet 文件夹
    ");
}

#[test]
fn a_file_that_is_not_what_its_ending_says_is_named_for_what_it_is() {
    assert_snapshot!(of("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx"), @r"
    a.xlsx is an old or encrypted workbook by its content; mend its ending, or take the password off a workbook
    a.xlsx 的内容是旧版或加密的工作簿，与扩展名不符；请改正扩展名，加密的工作簿请先去掉密码
    ");
    assert_snapshot!(of("a.csv", good_workbook()), @r"
    a.csv is a ZIP (a new workbook) by its content; mend its ending, or take the password off a workbook
    a.csv 的内容是ZIP（新版工作簿），与扩展名不符；请改正扩展名，加密的工作簿请先去掉密码
    ");
    assert_snapshot!(of("a.parquet", "id,staff\n"), @r"
    a.parquet is not what its ending says; open it where it was made and save it again
    a.parquet 的内容与扩展名不符；请用原来的软件打开后另存
    ");
    assert_snapshot!(of("a.csv", b"id,\x00\x01\x02\n"), @r"
    a.csv is not what its ending says; open it where it was made and save it again
    a.csv 的内容与扩展名不符；请用原来的软件打开后另存
    ");
    // WPS saves a new workbook under the old ending.
    assert!(of("a.xls", good_workbook()).contains("id=a"));
}

#[test]
fn a_truncated_workbook_is_damaged_at_every_length() {
    let whole = good_workbook();
    assert_snapshot!(of("a.xlsx", &whole[..whole.len() / 2]), @r"
    a.xlsx is damaged or cut short (invalid Zip archive: Could not find EOCD); get it again, or save it again where it was made
    a.xlsx 已损坏或不完整（invalid Zip archive: Could not find EOCD）；请重新获取，或用原来的软件打开后另存
    ");
    for length in (4..whole.len()).step_by(97) {
        assert!(of("a.xlsx", &whole[..length]).contains("damaged"), "{length}");
    }
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_parsed() {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("an entry");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..100 {
        out.write_all(&zeros).expect("a text");
    }
    let mut bomb = out.finish().expect("an archive").into_inner();
    assert_snapshot!(of("a.xlsx", &bomb), @r"
    a.xlsx unpacks to more than 64 MiB, as no real workbook does; use CSV or Parquet
    a.xlsx 解压后超过 64 MiB，不像真实的工作簿；大数据请用 CSV 或 Parquet
    ");
    // The same with a false size in the directory and in the entry's own header.
    let size = (100u32 << 20).to_le_bytes();
    let places: Vec<_> = (0..bomb.len() - 4).filter(|&i| bomb[i..i + 4] == size).collect();
    for place in places {
        bomb[place..place + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    let told = of("a.xlsx", &bomb);
    assert!(told.contains("unpacks to more") || told.contains("damaged"), "{told}");
}

#[test]
fn a_truncated_parquet_file_is_damaged() {
    let folder = Folder::new();
    let path = folder.path("good.parquet");
    let ids = std::sync::Arc::new(arrow_array::Int64Array::from(vec![1, 2, 3]));
    crate::parquet::write(&path, vec![("id", ids.clone()), ("staff", ids)]);
    let whole = std::fs::read(path).expect("a file");
    assert!(of("a.parquet", &whole).contains("id=3"));
    for length in 4..whole.len() {
        assert!(of("a.parquet", &whole[..length]).contains("damaged"), "{length}");
    }
}

#[test]
fn a_cell_of_ten_megabytes_in_a_workbook_is_refused() {
    let bytes = rezipped(&good_workbook(), |_, text| text.replace("2020-01-02", &"长".repeat(3_400_000)));
    assert_snapshot!(of("a.xlsx", bytes), @r"
    ! C2 `长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长… (3400000)`: the text has 3400000 characters; a cell holds at most 32767
    ! C3 `长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长… (3400000)`: the text has 3400000 characters; a cell holds at most 32767
    ");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for (name, magic) in [
            ("a.csv", b"" as &[u8]),
            ("a.xlsx", b"PK\x03\x04"),
            ("a.ods", b"PK\x03\x04"),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            ("a.parquet", b"PAR1"),
        ] {
            of(name, &bytes);
            of(name, [magic, &bytes].concat());
        }
    }

    #[test]
    fn random_texts_never_panic(text in "(id|营业收入|职工总数|[,\t;\"\n\r]|[0-9]{1,3}|#REF!|万元|\\(|\\)|年|20[0-9]{2}|[\u{0}-\u{ffff}]){0,60}") {
        of("a.csv", format!("id,职工总数,注册日期\n{text}"));
        of("a.csv", &text);
    }
}
