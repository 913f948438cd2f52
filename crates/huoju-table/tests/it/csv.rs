//! CSV in its encodings and separators, and what is wrong with it line by line.

use encoding_rs::GB18030;
use insta::assert_snapshot;

use crate::kit::{Folder, told, wanted};

const PLAIN: &str = "企业名称,统一社会信用代码,营业收入(万元),高新技术企业\n甲,91350100M000100Y43,\"1,234.5\",是\n乙,91110000101623741K,,否\n";

fn csv(columns: &str, bytes: impl AsRef<[u8]>) -> String {
    let folder = Folder::new();
    told(&folder.file("a.csv", bytes), &wanted(columns))
}

#[test]
fn every_encoding_and_separator_reads_alike() {
    let plain = csv("revenue hnte", PLAIN);
    assert_snapshot!(plain, @r"
    2: id=91350100M000100Y43 name=甲 revenue=1234500000 hnte=true
    3: id=91110000101623741K name=乙 revenue=∅ hnte=false
    ");
    assert_eq!(csv("revenue hnte", format!("\u{feff}{PLAIN}")), plain);
    assert_eq!(csv("revenue hnte", PLAIN.replace('\n', "\r\n")), plain);
    let gb = csv("revenue hnte", GB18030.encode(PLAIN).0);
    assert_eq!(gb, format!("* read as GB18030, which all of it is\n{plain}"));
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(PLAIN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(csv("revenue hnte", utf16), format!("* read as UTF-16LE, by its byte order mark\n{plain}"));
    let unquoted = PLAIN.replace("\"1,234.5\"", "1234.5");
    assert_eq!(csv("revenue hnte", unquoted.replace(',', "\t")), plain);
    assert_eq!(csv("revenue hnte", unquoted.replace(',', ";")), plain);
}

#[test]
fn a_line_in_another_encoding_is_refused_with_its_line() {
    let mut mixed = b"id,\xe4\xb8\xbb\xe8\x90\xa5\xe4\xba\xa7\xe5\x93\x81\na,\xe8\x8a\xaf\xe7\x89\x87\n".to_vec();
    mixed.extend_from_slice(b"b,");
    mixed.extend_from_slice(&GB18030.encode("集成电路").0);
    mixed.extend_from_slice(b"\nc,x\n");
    assert_snapshot!(csv("remark", &mixed), @r"
    * the encodings are mixed: read as UTF-8, which most lines are; the others are refused
    2: id=a remark=芯片
    4: id=c remark=x
    ! B3 `���ɵ�·`: not text in UTF-8; save the whole file as UTF-8
    ");
    let mut mixed = GB18030.encode("id,主营产品\na,芯片\nb,软件\ne,集成电路\n").0.into_owned();
    mixed.extend_from_slice("c,软件\n".as_bytes());
    mixed.extend_from_slice(b"d,\xff\xff\n");
    assert_snapshot!(csv("remark", &mixed), @r"
    * the encodings are mixed: read as GB18030, which most lines are; the others are refused
    2: id=a remark=芯片
    3: id=b remark=软件
    4: id=e remark=集成电路
    ! row 5 `c,软件`: this row is in UTF-8 while the file is read as GB18030; save the whole file as UTF-8
    ! B6 `��`: not text in GB18030; save the whole file as UTF-8
    ");
}

#[test]
fn rows_that_cannot_be_split_are_refused_with_their_line() {
    let told = csv("staff remark", "id,职工总数,主营产品\n\na,1,\"两\n行\"\nb,1,234,x\nc,5\nd,6,\"open\ne,7,x\n");
    assert_snapshot!(told, @r#"
    3: id=a staff=1 remark=两
    行
    6: id=c staff=5 remark=∅
    ! row 5 `b,1,234,x`: the row has 4 cells and the header 3 columns; quote what holds the separator
    ! row 7 `d,6,"open e,7,x`: a quotation mark is never closed, so what follows can't be split; close it
    "#);
}

#[test]
fn a_cell_of_ten_megabytes_is_refused_and_shown_short() {
    let told = csv(
        "staff remark",
        format!("id,职工总数,主营产品\na,1,{}\nb,{},x\n", "长".repeat(3_500_000), "9".repeat(10_000_000)),
    );
    assert_snapshot!(told, @r"
    ! C2 `长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长… (3500000)`: the text has 3500000 characters; a cell holds at most 32767
    ! B3 `999999999999999999999999999999999999999999999999999999999999… (10000000)`: the text has 10000000 characters; a cell holds at most 32767
    ");
}

#[test]
fn three_hundred_columns_are_read_by_name() {
    let header: Vec<String> = (0..298).map(|n| format!("列{n}")).chain(["职工总数".into(), "id".into()]).collect();
    let row: Vec<String> = (0..298).map(|n| n.to_string()).chain(["7".into(), "a".into()]).collect();
    let told = csv("staff", format!("{}\n{}\n", header.join(","), row.join(",")));
    assert!(told.ends_with("2: id=a staff=7\n"), "{told}");
}

#[test]
fn many_rows_come_in_batches() {
    let folder = Folder::new();
    let rows: String = (0..20_000).map(|n| format!("e{n},{}\n", n % 100)).collect();
    let path = folder.file("a.csv", format!("id,职工总数\n{rows}"));
    let table = huoju_table::open(&path, &wanted("staff"), &crate::kit::dictionary()).expect("a table");
    let sizes: Vec<_> = table.read_part(0).expect("a part").map(|batch| batch.expect("a batch").n_read).collect();
    assert_eq!(sizes, [8192, 8192, 3616]);
}
