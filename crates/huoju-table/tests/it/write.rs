//! Files out, and the marked-up copy.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray};
use huoju_table::marked::write_refused;
use huoju_table::write::{FileFormat, OutputColumn, OutputKind, ParquetSink, WriteOptions, Writer};
use insta::assert_snapshot;

use crate::kit::{Folder, fill, told, wanted};

fn columns() -> Vec<OutputColumn> {
    let column = |name: &str, header: &str, kind| OutputColumn { name: name.into(), header: header.into(), kind };
    vec![
        column("id", "统一社会信用代码", OutputKind::Text),
        column("staff", "职工总数（人）", OutputKind::Number { scale: 0 }),
        column("revenue", "营业收入（元）", OutputKind::Number { scale: 2 }),
        column("hnte", "高新技术企业", OutputKind::Fact),
        column("registered", "注册日期", OutputKind::Date),
        column("remark", "主营产品", OutputKind::Text),
    ]
}

fn batch() -> RecordBatch {
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(StringArray::from(vec!["91350100M000100Y43", "911101066976941872"]))),
        ("staff", Arc::new(Int64Array::from(vec![Some(85), None]))),
        ("revenue", Arc::new(Int64Array::from(vec![Some(123_450), Some(5)]))),
        ("hnte", Arc::new(BooleanArray::from(vec![Some(true), Some(false)]))),
        ("registered", Arc::new(Date32Array::from(vec![Some(18_263), None]))),
        ("remark", Arc::new(StringArray::from(vec!["=cmd|' /C calc'!A0", "软件, \"云\""]))),
    ];
    RecordBatch::try_from_iter(columns).expect("a batch")
}

fn written(folder: &Folder, name: &str) -> std::path::PathBuf {
    let path = folder.path(name);
    let format = FileFormat::of_path(&path).expect("a format");
    let mut writer = Writer::create(&path, format, columns(), WriteOptions::default()).expect("a writer");
    writer.write(&batch()).expect("rows");
    writer.finish().expect("a file");
    path
}

#[test]
fn csv_and_json_are_exact_and_harmless() {
    let folder = Folder::new();
    let text = |name| std::fs::read_to_string(written(&folder, name)).expect("a text");
    assert_snapshot!(text("a.csv").replace('\u{feff}', "BOM ").replace('\r', ""), @r#"
    BOM id,staff,revenue,hnte,registered,remark
    91350100M000100Y43,85,1234.5,true,2020-01-02,'=cmd|' /C calc'!A0
    911101066976941872,,0.05,false,,"软件, ""云"""
    "#);
    assert_snapshot!(text("a.json"), @r#"
    {"format":"huoju.table/1","rows":[
    {"id":"91350100M000100Y43","staff":85,"revenue":1234.5,"hnte":true,"registered":"2020-01-02","remark":"=cmd|' /C calc'!A0"},
    {"id":"911101066976941872","staff":null,"revenue":0.05,"hnte":false,"registered":null,"remark":"软件, \"云\""}
    ]}
    "#);
    assert_snapshot!(text("a.jsonl"), @r#"
    {"id":"91350100M000100Y43","staff":85,"revenue":1234.5,"hnte":true,"registered":"2020-01-02","remark":"=cmd|' /C calc'!A0"}
    {"id":"911101066976941872","staff":null,"revenue":0.05,"hnte":false,"registered":null,"remark":"软件, \"云\""}
    "#);
}

#[test]
fn what_is_written_reads_back() {
    let folder = Folder::new();
    let columns = wanted("staff revenue hnte registered remark");
    let xlsx = told(&written(&folder, "a.xlsx"), &columns);
    assert_snapshot!(xlsx, @r#"
    2: id=91350100M000100Y43 staff=85 revenue=123450 hnte=true registered=day 18263 remark==cmd|' /C calc'!A0
    3: id=911101066976941872 staff=∅ revenue=5 hnte=false registered=∅ remark=软件, "云"
    "#);
    assert_eq!(told(&written(&folder, "a.parquet"), &columns).replace("1: ", "2: ").len(), xlsx.len());
}

#[test]
fn nothing_is_left_of_a_file_that_was_not_finished() {
    let folder = Folder::new();
    for name in ["a.csv", "a.xlsx", "a.parquet", "a.json"] {
        let path = folder.path(name);
        let format = FileFormat::of_path(&path).expect("a format");
        let mut writer = Writer::create(&path, format, columns(), WriteOptions::default()).expect("a writer");
        writer.write(&batch()).expect("rows");
        drop(writer);
    }
    assert_eq!(folder.names(), [] as [&str; 0]);
    let missing = folder.path("no/such/a.csv");
    assert!(Writer::create(&missing, FileFormat::Csv, columns(), WriteOptions::default()).is_err());
}

#[test]
fn row_groups_are_encoded_on_threads_and_appended_in_order() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    let group = |k: i64| {
        let ids = Arc::new(Int64Array::from_iter_values(k * 3..k * 3 + 3)) as ArrayRef;
        RecordBatch::try_from_iter([("id", ids.clone()), ("staff", ids)]).expect("a batch")
    };
    let mut sink = ParquetSink::create(&path, group(0).schema()).expect("a file");
    let threads: Vec<_> = (0..3)
        .map(|k| {
            let encoder = sink.encoder();
            std::thread::spawn(move || encoder.encode(&[group(k)]).expect("a group"))
        })
        .collect();
    for thread in threads {
        sink.append(thread.join().expect("a thread")).expect("a group");
    }
    sink.finish().expect("a file");
    let told = told(&path, &wanted("staff"));
    assert_eq!(told.lines().count(), 9);
    assert!(told.contains("id=8 staff=8"), "{told}");
}

#[test]
fn a_refused_workbook_goes_back_with_its_reasons() {
    let folder = Folder::new();
    let path = folder.book("a.xlsx", |book| {
        let sheet = book.add_worksheet().set_name("数据").expect("a name");
        fill(sheet, &["统计表", "id|营业收入(万元)|职工总数", "a|1|2", "b|x|-5", "a|1|2", "|3|4"]);
    });
    let copy = folder.path("b.xlsx");
    write_refused(&path, &copy, &refusals(&path, "revenue staff")).expect("a copy");
    assert_snapshot!(sheet_told(&copy), @"
    [数据]
    统计表|||
    id|营业收入(万元)|职工总数|退回原因
    a|1|2|
    b|x|-5|营业收入(万元)：不是数字；请填以万元计的数字，没有数据请留空
    职工总数：小于下限（0人）；请核对正负号和数值
    a|1|2|id：与第3行是同一主体，两行数据相同；每个主体只留一行
    |3|4|id：没有主体代码；请补填统一社会信用代码
    ");
    assert_eq!(folder.names(), ["a.xlsx", "b.xlsx"]);
}

#[test]
fn a_refused_csv_goes_back_with_its_reasons() {
    let folder = Folder::new();
    let path = folder.file("a.csv", "统计表\nid;职工总数\na;1\nb;x\nc;\"open\n");
    let copy = folder.path("b.csv");
    write_refused(&path, &copy, &refusals(&path, "staff")).expect("a copy");
    assert_snapshot!(std::fs::read_to_string(&copy).expect("a text").replace(['\r', '\u{feff}'], ""), @r#"
    统计表
    id,职工总数,退回原因
    a,1,
    b,x,职工总数：不是数字；请填以人计的数字，没有数据请留空
    "c;""open",,引号没有成对，其后的内容无法分列；请补上引号
    "#);
}

#[test]
fn refused_rows_of_parquet_are_listed() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    let numbers = |numbers: [i64; 2]| Arc::new(Int64Array::from(numbers.to_vec())) as ArrayRef;
    crate::parquet::write(&path, vec![("id", numbers([1, 2])), ("staff", numbers([-1, 1]))]);
    let copy = folder.path("b.csv");
    write_refused(&path, &copy, &refusals(&path, "staff")).expect("a copy");
    let text = std::fs::read_to_string(&copy).expect("a text").replace(['\r', '\u{feff}'], "");
    assert_snapshot!(text.replace(&path.display().to_string(), "a.parquet"), @"
    文件,行,列,值,退回原因
    a.parquet,1,staff,-1,小于下限（0人）；请核对正负号和数值
    ");
}

fn refusals(path: &std::path::Path, columns: &str) -> Vec<huoju_table::Refusal> {
    let table = huoju_table::open(path, &wanted(columns), &crate::kit::dictionary()).expect("a table");
    let part = table.read_part(0).expect("a part");
    part.flat_map(|batch| batch.expect("a batch").refusals).collect()
}

/// Every cell of a workbook's first sheet, as the sender sees it.
fn sheet_told(path: &std::path::Path) -> String {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).expect("a sheet");
    let row = |row: &[calamine::Data]| row.iter().map(|cell| cell.to_string()).collect::<Vec<_>>().join("|");
    format!("[{name}]\n{}", range.rows().map(row).collect::<Vec<_>>().join("\n"))
}
