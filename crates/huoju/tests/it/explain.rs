//! `huoju explain`: one subject, clause by clause.

use insta::assert_snapshot;

use crate::support::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.data("A1,甲公司,50,15,1000,否\nA2,乙公司,50,5,100,\nA3,乙公司,50,,1000,是\n");
    desk
}

#[test]
fn a_subject_is_found_by_id_or_name() {
    let desk = desk();
    let by_id = desk.huoju("explain test-star --data park.csv --period 2025 --subject A1");
    assert_eq!(by_id.status, 0);
    assert_snapshot!(by_id.out, @"
    甲公司  A1
    《测试之星》（测试〔2025〕1号）  所属期 2025年  预评
    结果：通过   档次：金星〔第四条〕   总分：100 / 100

    门槛
      ■ 无违法〔第一条〕符合
          测试无违法：是（推定）

    评价项
      ■ 人员〔第二条〕60 分（满分 60）
          测试科技人员 ÷ 测试职工：15 人 ÷ 50 人 = 30%，落在“30%”档，得 60 分
      ■ 规模〔第三条〕40 分（满分 40）
          测试收入：1,000 万元，落在“1000 万元”档，得 40 分

    档次
      ■ 金星〔第四条〕符合
          总分 ≥ 90 分，符合
      ■ 银星〔第五条〕符合
          满足其一：
            总分 ≥ 60 分，符合
            测试称号：否
    ");
    let by_name = desk.huoju("explain test-star --data park.csv --period 2025 --subject 甲公司");
    assert_eq!(by_name.out, by_id.out);
}

#[test]
fn an_unknown_or_ambiguous_subject_is_answered_with_names() {
    let desk = desk();
    let said = |subject: &str| {
        let done = desk.huoju(&format!("explain test-star --data park.csv --period 2025 --subject {subject}"));
        assert_eq!((done.status, done.out.as_str()), (2, ""));
        done.err
            .lines()
            .filter(|line| !line.starts_with("注意") && !line.starts_with("  推定"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_snapshot!(said("乙公司"), @"
    错误：“乙公司”不止一个，请改用代码：
      A2  乙公司
      A3  乙公司
    ");
    assert_snapshot!(said("甲"), @r"
    错误：park.csv 里没有主体“甲”
    相近的有：
      A1  甲公司
    ");
    assert_snapshot!(said("无名"), @"错误：park.csv 里没有主体“无名”");
}

#[test]
fn json_is_one_document() {
    let done = desk().huoju("explain test-star --data park.csv --period 2025 --subject A1 --json");
    assert_eq!(done.status, 0);
    assert!(done.out.starts_with('{') && done.out.trim_end().ends_with('}'), "{}", done.out);
}
