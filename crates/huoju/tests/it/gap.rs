//! `huoju gap`: one subject as text and JSON, all as a table, and what is said of bad levers.

use insta::assert_snapshot;

use crate::support::Desk;

const LEVERS: &str = r#"format = "huoju.levers/1"
sample = true
[[lever]]
id = "hire"
title = { zh = "招人", en = "hire" }
moves = { t_tech = "1 人", t_staff = "1 人" }
most = 20
cost = "20 万元"
[[lever]]
id = "sell"
title = { zh = "多卖", en = "sell more" }
moves = { t_sales = "10 万元" }
most = 50
cost = "3 万元"
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("levers.toml", LEVERS);
    desk.data("A1,甲公司,50,15,1000,否\nA2,乙公司,50,4,500,否\nA3,丙公司,50,,500,否\nA4,丁公司,50,0,10,否\nA5,戊公司,50,14,50,否\n");
    desk
}

const ASKED: &str = "gap test-star --data park.csv --period 2025 --as-of 2025-06-01 --levers levers.toml";

#[test]
fn one_subject_sees_the_cheapest_ways() {
    assert_snapshot!(desk().huoju(&format!("{ASKED} --subject A2")).out, @r#"
    乙公司  A2
    《测试之星》（测试〔2025〕1号）  所属期 2025年  预评
    结果：未通过   目标：通过

    办法1：190 万元，最省
      招人 × 2  40 万元
          测试科技人员 4 人 → 6 人（+2 人）
          测试职工 50 人 → 52 人（+2 人）
      多卖 × 50  150 万元
          测试收入 500 万元 → 1,000 万元（+500 万元）
        → 人员〔第二条〕0 → 30 分（满分 60）：测试科技人员 ÷ 测试职工 8% → ≈ 11.54%
        → 规模〔第三条〕20.5 → 40 分（满分 40）：测试收入 500 万元 → 1,000 万元
        → 银星〔第五条〕不符合 → 符合
        → 总分 20.5 → 70
    办法2：320 万元
      招人 × 16  320 万元
          测试科技人员 4 人 → 20 人（+16 人）
          测试职工 50 人 → 66 人（+16 人）
        → 人员〔第二条〕0 → 60 分（满分 60）：测试科技人员 ÷ 测试职工 8% → ≈ 30.3%
        → 银星〔第五条〕不符合 → 符合
        → 总分 20.5 → 80.5

    说明
      费用是示例，不是规定，请按本地实际另写可调项文件
    "#);
    assert_snapshot!(desk().huoju(&format!("{ASKED} --subject 乙公司 --to gold --lang en")).out, @r#"
    乙公司  A2
    test star (测试〔2025〕1号, test-star), period 2025, preliminary
    outcome: fail   goal: gold

    Way 1: 470 万元, the cheapest
      hire × 16  320 万元
          test tech staff 4 人 → 20 人 (+16 人)
          test staff 50 人 → 66 人 (+16 人)
      sell more × 50  150 万元
          test sales 500 万元 → 1,000 万元 (+500 万元)
        → people [第二条] 0 → 60 of 60 points: test tech staff ÷ test staff 8% → ≈ 30.3%
        → scale [第三条] 20.5 → 40 of 40 points: test sales 500 万元 → 1,000 万元
        → gold [第四条] does not hold → holds
        → silver [第五条] does not hold → holds
        → total 20.5 → 100

    Notes
      the costs are a sample and no rule; write your own levers file
    "#);
}

#[test]
fn all_subjects_are_a_table() {
    let desk = desk();
    let done = desk.huoju(&format!("{ASKED} --out gaps.csv"));
    assert_eq!(done.status, 0, "{}", done.err);
    assert_snapshot!(desk.read("gaps.csv").trim_start_matches('\u{feff}'), @r#"
    id,name,outcome,state,one_step,step,indicator,from,to,by,with,cost,plan,plan_cost,proven
    A1,甲公司,pass,reached,,,,,,,,,,,
    A2,乙公司,fail,missed,true,招人 × 16,t_tech,4 人,20 人,16 人,测试职工 50 人 → 66 人,320 万元,"招人 × 2：测试科技人员 4 人 → 6 人、测试职工 50 人 → 52 人；多卖 × 50：测试收入 500 万元 → 1,000 万元",190 万元,true
    A3,丙公司,undetermined,undetermined,,,,,,,,,,,
    A4,丁公司,fail,beyond,false,,,,,,,,,,true
    A5,戊公司,fail,missed,true,招人 × 2,t_tech,14 人,16 人,2 人,测试职工 50 人 → 52 人,40 万元,招人 × 2：测试科技人员 14 人 → 16 人、测试职工 50 人 → 52 人,40 万元,true
    "#);
    let summary: Vec<&str> = done.err.lines().filter(|line| line.contains("一步") || line.contains("示例")).collect();
    assert_snapshot!(summary.join("\n"), @r#"
    已达到 1，待定 1；一步之差 2，几步之差 0，可调项达不到 1
    注意：费用是示例，不是规定；请按本地实际另写可调项文件，用 --levers 指定
    "#);
    for ending in ["xlsx", "parquet", "json"] {
        let done = desk.huoju(&format!("{ASKED} --out gaps.{ending}"));
        assert_eq!((done.status, desk.path().join(format!("gaps.{ending}")).is_file()), (0, true), "{}", done.err);
    }
}

#[test]
fn json_is_one_document_and_threads_change_nothing() {
    let desk = desk();
    let json = desk.huoju(&format!("{ASKED} --subject A2 --json")).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("json");
    assert_eq!((&json["format"], &json["now"]["plans"][0]["cost"]), (&"huoju.gap/1".into(), &"190 万元".into()));
    let [one, many] = [1, 4].map(|threads| desk.huoju(&format!("{ASKED} --threads {threads}")).out);
    assert_eq!(one, many);
}

#[test]
fn a_closed_period_is_only_missed() {
    let desk = desk();
    let closed = ASKED.replace("--as-of 2025-06-01", "--as-of 2026-03-31");
    assert_snapshot!(desk.huoju(&format!("{closed} --subject A5")).out, @r#"
    戊公司  A5
    《测试之星》（测试〔2025〕1号）  所属期 2025年  预评
    结果：未通过   目标：通过

    2025年差：
      测试科技人员 +2 人（是 14 人，要 16 人）
      测试职工 +2 人（是 50 人，要 52 人）
        → 人员〔第二条〕30 → 60 分（满分 60）：测试科技人员 ÷ 测试职工 28% → ≈ 30.77%
        → 银星〔第五条〕不符合 → 符合
        → 总分 30 → 60

    2026年的目标（假定2025年的数字在2026年照旧；2025年已结账，只说差多少）
    办法1：40 万元，最省
      招人 × 2  40 万元
          测试科技人员 14 人 → 16 人（+2 人）
          测试职工 50 人 → 52 人（+2 人）
        → 人员〔第二条〕30 → 60 分（满分 60）：测试科技人员 ÷ 测试职工 28% → ≈ 30.77%
        → 银星〔第五条〕不符合 → 符合
        → 总分 30 → 60

    说明
      费用是示例，不是规定，请按本地实际另写可调项文件
    "#);
    let said = desk.huoju(&closed).err;
    assert!(said.contains("2025年已结账"), "{said}");
}

#[test]
fn what_is_wrong_is_said_with_the_next_step() {
    let desk = desk();
    let said = |line: &str| {
        let done = desk.huoju(line);
        assert_eq!(done.status, 2);
        done.err.lines().last().unwrap_or_default().to_owned()
    };
    assert_snapshot!(said("gap test-star"), @"错误：gap 从文件读数，请给出 --data，如 huoju gap test-star --data 园区.xlsx");
    assert_snapshot!(said(&format!("{ASKED} --to bronze")), @"错误：办法 test-star 没有档次“bronze”；有：gold、silver");
    assert_snapshot!(said(&format!("{ASKED} --out park.csv")), @"错误：park.csv 不能既读又写，也不能写两次；结果请写到别的文件");
    assert_snapshot!(said(&format!("{ASKED} --out gaps.doc")), @"错误：从 gaps.doc 的扩展名看不出格式；请用 .csv、.xlsx、.parquet、.json，或加 --format");
    assert_snapshot!(said(&format!("{ASKED} --subject 无名")), @"错误：park.csv 里没有主体“无名”");
    let unmoved = desk.huoju("gap test-star --data park.csv --period 2025").err;
    assert!(unmoved.contains("可调项都动不了"), "{unmoved}");
    desk.write("levers.toml", &LEVERS.replace("t_tech", "t_teck"));
    let wrong = desk.huoju(ASKED);
    assert!(
        wrong.status == 2 && wrong.err.contains("没有指标 `t_teck`") && wrong.err.contains("levers.toml"),
        "{}",
        wrong.err
    );
}
