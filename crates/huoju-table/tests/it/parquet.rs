//! Parquet: types, units, bounds, folders.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int64Array, RecordBatch,
    StringArray,
};
use huoju_table::plain;
use huoju_table::write::ParquetSink;
use insta::assert_snapshot;

use crate::kit::{Folder, told, wanted};

pub fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).expect("a batch");
    let mut sink = ParquetSink::create(path, batch.schema()).expect("a file");
    let group = sink.encoder().encode(&[batch]).expect("a group");
    sink.append(group).expect("a group");
    sink.finish().expect("a file");
}

#[test]
fn integers_of_a_coarser_unit_are_multiplied_and_bounds_are_checked() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    write(
        &path,
        vec![
            ("id", Arc::new(Int64Array::from(vec![Some(1), Some(2), Some(3), None])) as ArrayRef),
            ("revenue[万元]", Arc::new(Int64Array::from(vec![Some(1), None, Some(100_000_001), Some(1)]))),
            ("staff", Arc::new(Int32Array::from(vec![Some(5), Some(0), Some(7), Some(1)]))),
            ("职工", Arc::new(Int32Array::from(vec![1, 2, 3, 4]))),
        ],
    );
    assert_snapshot!(told(&path, &wanted("revenue staff rnd")), @r#"
    - D职工: Unknown
    absent [("rnd", 0)]
    1: id=1 revenue=1000000 staff=5
    2: id=2 revenue=∅ staff=0
    ! row 3 `100000001`: above the indicator's maximum of 1万亿元; check the number and its unit
    ! row 4 ``: the row names no subject; give its unified social credit code
    "#);
}

#[test]
fn a_listed_unit_is_read_one_for_one_in_headers_and_texts() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    write(
        &path,
        vec![
            ("id", Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef),
            ("知识产权(万件)", Arc::new(Int64Array::from(vec![2, 101]))),
            ("works", Arc::new(StringArray::from(vec!["3件", "4件"]))),
        ],
    );
    assert_snapshot!(told(&path, &wanted("rights works")), @"
    * `知识产权(万件)` is given in 件, read as 1 件 = 1 项
    1: id=1 rights=20000 works=3
    ! row 2 `101`: above the indicator's maximum of 100万项; check the number and its unit
    * row 1 `3件` is given in 件, read as 1 件 = 1 项; so are further rows of this column
    ");
}

#[test]
fn every_type_reads_as_its_kind() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    let decimals =
        Decimal128Array::from(vec![Some(12_345), None, Some(1)]).with_precision_and_scale(20, 3).expect("decimals");
    write(
        &path,
        vec![
            ("统一社会信用代码", Arc::new(StringArray::from(vec!["a", " b ", "c"])) as ArrayRef),
            ("企业名称", Arc::new(StringArray::from(vec![Some("甲"), None, Some("丙")]))),
            ("营业收入", Arc::new(Float64Array::from(vec![Some(0.1 + 0.2), Some(12.5), None]))),
            ("rnd", Arc::new(decimals)),
            ("staff", Arc::new(StringArray::from(vec!["1,234", "85人", "—"]))),
            ("hnte", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]))),
            ("registered", Arc::new(Date32Array::from(vec![Some(18_263), None, Some(0)]))),
            ("field", Arc::new(StringArray::from(vec![Some("新材料"), Some("高技术服务业"), None]))),
            ("remark", Arc::new(StringArray::from(vec!["x", " y", ""]))),
            ("revenue@-1", Arc::new(Int32Array::from(vec![1, 2, 3]))),
        ],
    );
    assert_snapshot!(told(&path, &wanted("revenue revenue@-1 rnd staff hnte registered field remark")), @r"
    * no unit in the header, so the indicator's own is taken: 营业收入 in 元
    2: id=b name=∅ revenue=1250 rnd=∅ staff=85 hnte=∅ registered=∅ field=高技术服务 remark=y revenue@-1=200
    ! row 1 `12.345`: too many decimal places; in 元 at most 2 are kept
    ! row 3 `0.001`: too many decimal places; in 元 at most 2 are kept
    ");
}

#[test]
fn a_type_that_does_not_fit_is_named() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    write(
        &path,
        vec![
            ("id", Arc::new(Int64Array::from(vec![1])) as ArrayRef),
            ("staff", Arc::new(BooleanArray::from(vec![true]))),
        ],
    );
    assert_snapshot!(told(&path, &wanted("staff")), @r"
    column `staff` of a.parquet has the type Boolean; accepted are integers, floats, decimals or text
    a.parquet 的列“staff”类型是 Boolean；可用：integers, floats, decimals or text
    ");
}

#[test]
fn a_folder_is_read_file_by_file_in_parts() {
    let folder = Folder::new();
    let inside = folder.path("all");
    std::fs::create_dir(&inside).expect("a folder");
    assert_snapshot!(told(&inside, &wanted("staff")), @r"
    the folder all holds no .parquet file
    文件夹 all 里没有 .parquet 文件
    ");
    let ids = |ids: &[i64]| Arc::new(Int64Array::from(ids.to_vec())) as ArrayRef;
    write(&inside.join("b.parquet"), vec![("id", ids(&[3])), ("staff", ids(&[7]))]);
    write(&inside.join("a.parquet"), vec![("id", ids(&[1, 2])), ("staff", ids(&[5, -6]))]);
    std::fs::write(inside.join("_SUCCESS"), "").expect("a file");
    assert_snapshot!(told(&inside, &wanted("staff")), @r"
    1: id=1 staff=5
    ! row 2 `-6`: below the indicator's minimum of 0人; check the sign and the number
    1: id=3 staff=7
    ");
    let mut some = wanted("staff");
    some.only = Some(["2", "3"].map(String::from).into());
    assert_snapshot!(told(&inside, &some), @r"
    ! row 2 `-6`: below the indicator's minimum of 0人; check the sign and the number
    1: id=3 staff=7
    ");
    write(&inside.join("c.parquet"), vec![("id", ids(&[1])), ("人数", ids(&[5]))]);
    assert_snapshot!(told(&inside, &wanted("staff")), @r"
    all/c.parquet differs from the folder's first file in `staff`; all need the same columns
    all/c.parquet 与文件夹里第一个文件的列不同（staff）；各文件须有相同的列
    ");
}

#[test]
fn a_long_parquet_file_is_joined() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    let numbers = |numbers: &[i64]| Arc::new(Int64Array::from(numbers.to_vec())) as ArrayRef;
    write(
        &path,
        vec![("id", numbers(&[1, 2, 1])), ("period", numbers(&[2025, 2025, 2024])), ("staff", numbers(&[5, 6, 4]))],
    );
    assert_snapshot!(told(&path, &wanted("staff staff@-1")), @r"
    * no period was given, so the latest of the file is read: 2025
    * rows of 2025 are read; 1 are of other periods
    1: id=1 staff=5 staff@-1=4
    2: id=2 staff=6 staff@-1=∅
    ");
}

#[test]
fn a_plain_table_is_the_same_from_parquet_as_from_csv() {
    let folder = Folder::new();
    let path = folder.path("a.parquet");
    write(
        &path,
        vec![
            ("id", Arc::new(StringArray::from(vec![Some("甲"), None])) as ArrayRef),
            ("x", Arc::new(Float64Array::from(vec![Some(0.1 + 0.2), None]))),
            ("n", Arc::new(Int64Array::from(vec![-7, 1 << 60]))),
        ],
    );
    let csv = folder.file("a.csv", "id,x,n\n甲,0.30000000000000004,-7\n,,1152921504606846976\n");
    assert_eq!(plain(&path, None).expect("rows"), plain(&csv, None).expect("rows"));
}
