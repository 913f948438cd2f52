//! `huoju rank` from outside: places, faults by line, and reports that repeat.

use insta::assert_snapshot;

use crate::support::Desk;

const MARKS: &str = "entry_id,expert_id,mark,state\nA,甲,88,\nA,乙,83,\nA,丙,89,\nB,甲,85,\nB,乙,85,\nB,丙,85,\n\
                     C,甲,86,\nC,乙,85,\nC,丙,84,\nD,甲,,recused\nD,乙,80,\nD,丙,82,\n";

/// The built-in rules: the desk's own packs lie over them and have none.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("marks.csv", MARKS);
    desk
}

#[test]
fn marks_become_places_and_ties_are_explained() {
    let done = desk().huoju("rank mean-of-3 --marks marks.csv --draws 0");
    assert_eq!(done.status, 0, "{}", done.err);
    assert_snapshot!(done.out, @r"
    名次  项目   得分  校准分（参考）  名次区间90%（参考）  结果  说明
       1  A     86.67               —                    —  —
       2  B     85.00               —                    —  —     同分，按 spread asc 定先后（0）
       3  C     85.00               —                    —  —     同分，按 spread asc 定先后（2）
       —  D         —               —                    —  —     D只有 2 个有效分，至少要 3 个
    ");
}

#[test]
fn a_workbook_of_marks_is_ranked_like_the_csv_of_its_cells() {
    let desk = desk();
    desk.workbook("marks.xlsx", MARKS);
    let of = |file: &str| desk.huoju(&format!("rank mean-of-3 --marks {file} --draws 0")).out;
    assert_eq!(of("marks.xlsx"), of("marks.csv"));
    desk.workbook("marks.xlsx", &MARKS.replace("83", "183"));
    let refused = desk.huoju("rank mean-of-3 --marks marks.xlsx");
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("marks.xlsx 第3行"), "{}", refused.err);
}

#[test]
fn every_fault_is_named_with_its_line_and_nothing_is_ranked() {
    let desk = desk();
    desk.write("marks.csv", "entry_id,expert_id,mark\nA,甲,188\nA,甲,88\nB,乙,8x\nB,丙,88.123\n");
    let done = desk.huoju("rank mean-of-3 --marks marks.csv --out out.csv --lang en");
    assert_eq!(done.status, 2);
    assert!(!desk.files().contains(&"out.csv".to_owned()));
    for said in ["0 to 100 is accepted", "line 2 has it already", "not a number", "multiples of 0.01"] {
        assert!(done.err.contains(said), "{said} in {}", done.err);
    }
}

#[test]
fn the_same_seed_writes_the_same_files_on_any_number_of_threads() {
    let desk = desk();
    for threads in [1, 3] {
        let line =
            format!("rank mean-of-3 --marks marks.csv --out {threads}.csv --report {threads}.json --threads {threads}");
        assert_eq!(desk.huoju(&line).status, 0);
    }
    assert_eq!(desk.read("1.csv"), desk.read("3.csv"));
    assert_eq!(desk.read("1.json"), desk.read("3.json"));
}

#[test]
fn an_unknown_rule_names_those_that_there_are() {
    let done = desk().huoju("rank mean-of-4 --marks marks.csv");
    assert_eq!((done.status, done.err.as_str()), (2, "错误：没有名为 `mean-of-4` 的排序规则；是不是 `mean-of-3`？\n"));
}
