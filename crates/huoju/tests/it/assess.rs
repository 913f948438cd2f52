//! `huoju assess` from file to file.

use insta::assert_snapshot;

use crate::support::{Desk, HEADER, SCHEME};

const GOOD: &str = "A1,甲公司,50,15,1000,否\nA2,乙公司,50,5,100,\nA3,丙公司,50,,1000,是\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.data(GOOD);
    desk
}

#[test]
fn a_pipe_gets_csv_and_the_summary_goes_to_stderr() {
    let done = desk().huoju("assess test-star --data park.csv --period 2025");
    assert_eq!(done.status, 0);
    assert_snapshot!(done.out, @r"
    id,outcome,tier,total,total_min,total_max,criterion.people,criterion.scale,gate.clean,missing
    A1,pass,gold,100,100,100,60,40,pass,
    A2,undetermined,,50.5,50.5,50.5,30,20.5,pass,t_title
    A3,pass,,40,40,100,,40,pass,t_tech
    ");
    assert_snapshot!(done.err, @"
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：测试无违法
    注意：park.csv A2：“A1”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：park.csv A3：“A2”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：park.csv A4：“A3”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    测试之星（test-star），2025年
    行数：读取 3，评价 3，退回 0
    结果：通过 2，未通过 0，待定 1
    档次：金星 1、银星 0
    缺得最多的指标：测试科技人员 1、测试称号 1
    ");
}

#[test]
fn a_table_is_aligned_and_speaks_the_readers_language() {
    let done = desk().huoju("assess test-star --data park.csv --period 2025 --format table");
    assert_snapshot!(done.out, @"
    统一社会信用代码  企业名称  结果  档次  总分(分)  人员(分)  规模(分)
    A1                甲公司    通过  金星       100        60        40
    A2                乙公司    待定  —         50.5        30      20.5
    A3                丙公司    通过  —       40–100         —        40
    ");
    let done = desk().huoju("assess test-star --data park.csv --period 2025 --format table --lang en");
    assert_snapshot!(done.out, @"
    id  name    outcome       tier  total (points)  people (points)  scale (points)
    A1  甲公司  pass          gold             100               60              40
    A2  乙公司  undetermined  —               50.5               30            20.5
    A3  丙公司  pass          —             40–100                —              40
    ");
}

#[test]
fn refused_rows_are_named_and_the_rest_is_assessed() {
    let desk = desk();
    desk.data(&format!("{GOOD}A4,丁公司,五十,5,1000,否\nA5,戊公司,50,-5,1000,也许\n"));
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --out out.csv --refused refused.csv");
    assert_eq!(done.status, 1);
    assert_snapshot!(done.err, @"
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：测试无违法
    注意：park.csv A2：“A1”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：park.csv A3：“A2”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：park.csv A4：“A3”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    注意：同样的提示共 5 处，其余 2 处从略
    退回 2 行：
      park.csv C5（丁公司）“测试职工”填的是“五十”：不是数字；请填以人计的数字，没有数据请留空
      park.csv D6（戊公司）“测试科技人员”填的是“-5”：小于下限（0人）；请核对正负号和数值
      park.csv F6（戊公司）“测试称号”填的是“也许”：不是“是”或“否”；请填是或否，没有数据请留空
    注明退回原因的副本已写到 refused.csv
    测试之星（test-star），2025年
    行数：读取 5，评价 3，退回 2
    结果：通过 2，未通过 0，待定 1
    档次：金星 1、银星 0
    缺得最多的指标：测试科技人员 1、测试称号 1
    结果已写到 out.csv
    ");
    assert_eq!(desk.read("out.csv").lines().count(), 4);
    assert_snapshot!(desk.read("refused.csv").trim_start_matches('\u{feff}'), @r#"
    统一社会信用代码,企业名称,测试职工,测试科技人员,测试收入(万元),测试称号,退回原因
    A1,甲公司,50,15,1000,否,
    A2,乙公司,50,5,100,,
    A3,丙公司,50,,1000,是,
    A4,丁公司,五十,5,1000,否,测试职工：不是数字；请填以人计的数字，没有数据请留空
    A5,戊公司,50,-5,1000,也许,"测试科技人员：小于下限（0人）；请核对正负号和数值
    测试称号：不是“是”或“否”；请填是或否，没有数据请留空"
    "#);
}

#[test]
fn nothing_is_left_behind_where_nothing_could_be_assessed() {
    let desk = desk();
    desk.data("A4,丁公司,五十,5,1000,否\n");
    let before = desk.files();
    for ending in ["csv", "xlsx", "parquet", "json"] {
        let done = desk.huoju(&format!("assess test-star --data park.csv --period 2025 --out out.{ending}"));
        assert_eq!(done.status, 2, "{ending}");
        assert!(done.err.contains("没有一行可以评价"), "{}", done.err);
        assert_eq!(desk.files(), before, "{ending}");
    }
    desk.write("out.csv", "older");
    assert_eq!(desk.huoju("assess test-star --data park.csv --out out.csv").status, 2);
    assert_eq!(desk.read("out.csv"), "older");
}

#[test]
fn the_result_and_the_marked_copy_are_both_there_or_neither() {
    let desk = desk();
    desk.data(&format!("{GOOD}A4,丁公司,五十,5,1000,否\n"));
    let before = desk.files();
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --out out.csv --refused no/such/refused.csv");
    assert_eq!((done.status, desk.files()), (2, before));
    assert!(done.err.ends_with("错误：没有文件或文件夹 no/such/refused.csv；请核对路径\n"), "{}", done.err);
}

#[test]
fn a_column_of_a_later_year_is_named_and_not_read() {
    let desk = Desk::new();
    desk.write("park.csv", "企业名称,2024年测试职工,2025年测试职工\n甲公司,50,60\n");
    let done = desk.huoju("assess test-star --data park.csv --period 2024");
    assert_eq!(done.status, 0);
    assert!(done.err.contains("下列各列的年份晚于所属期 2024年，没有读取：2025年测试职工"), "{}", done.err);
}

#[test]
fn every_format_holds_the_same_result() {
    let desk = desk();
    for ending in ["csv", "xlsx", "parquet", "json"] {
        let done = desk.huoju(&format!("assess test-star --data park.csv --period 2025 --out out.{ending}"));
        assert_eq!(done.status, 0, "{}", done.err);
    }
    assert_snapshot!(desk.read("out.json"), @r#"
    {"format":"huoju.assessments/1","scheme":"test-star","period":"2025","rows":[
    {"id":"A1","outcome":"pass","tier":"gold","total":100,"total_min":100,"total_max":100,"criterion.people":60,"criterion.scale":40,"gate.clean":"pass","missing":""},
    {"id":"A2","outcome":"undetermined","tier":null,"total":50.5,"total_min":50.5,"total_max":50.5,"criterion.people":30,"criterion.scale":20.5,"gate.clean":"pass","missing":"t_title"},
    {"id":"A3","outcome":"pass","tier":null,"total":40,"total_min":40,"total_max":100,"criterion.people":null,"criterion.scale":40,"gate.clean":"pass","missing":"t_tech"}
    ]}
    "#);
    // Parquet is read back by assessing it: its ids are subjects again, its figures are not.
    for ending in ["xlsx", "parquet"] {
        let bytes = std::fs::metadata(desk.path().join(format!("out.{ending}"))).expect("a file").len();
        assert!(bytes > 500, "{ending} has {bytes} bytes");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let desk = desk();
    let rows: String = (0..30_000).map(|n| format!("B{n:05},,{},{},{},否\n", n % 97, n % 31, n % 2000)).collect();
    desk.data(&rows);
    let run = |threads: usize| {
        let line = format!("assess test-star --data park.csv --period 2025 --threads {threads}");
        desk.huoju(&line).out
    };
    let one = run(1);
    assert_eq!(one.lines().count(), 30_001);
    assert_eq!(one, run(4));
}

#[test]
fn only_some_subjects_and_some_columns() {
    let desk = desk();
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --only A3,A9 --columns id,total,name");
    assert_eq!(done.status, 0);
    assert_snapshot!(done.out, @r"
    id,total,name
    A3,40,丙公司
    ");
    assert!(done.err.contains("--only 中有 1 个主体没有评价，文件里没有或已退回：A9"), "{}", done.err);
    desk.write("ids.txt", "A1\r\n\nA2\n");
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --only ids.txt --columns id");
    assert_eq!(done.out, "id\nA1\nA2\n");
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --columns id,band.people");
    assert_snapshot!(done.out, @"
    id,band.people
    A1,0
    A2,1
    A3,
    ");
    let done = desk.huoju("assess test-star --data park.csv --columns id,totl");
    assert_eq!(done.status, 2);
    assert!(done.err.contains("没有列 totl"), "{}", done.err);
}

#[test]
fn missing_figures_follow_the_mode_and_presumption_can_be_turned_off() {
    let desk = desk();
    let out = |more: &str| desk.huoju(&format!("assess test-star --data park.csv --period 2025 --only A1 {more}")).out;
    assert_snapshot!(out("--columns id,outcome,gate.clean"), @r"
    id,outcome,gate.clean
    A1,pass,pass
    ");
    assert_snapshot!(out("--columns id,outcome,gate.clean,missing --no-presume"), @r"
    id,outcome,gate.clean,missing
    A1,undetermined,undetermined,t_clean
    ");
}

#[test]
fn an_absent_column_is_one_warning_that_names_what_depends_on_it() {
    let desk = Desk::new();
    desk.write("park.csv", "统一社会信用代码,测试职工,测试收入\nA1,50,1000\n");
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --lang en");
    assert_snapshot!(done.err, @"
    note: park.csv: no unit in the header, so the indicator's own is taken: 测试收入 in 元
    note: the file has no columns for these figures, so they count as missing:
      test tech staff (t_tech): bears on people
      test title (t_title): bears on silver
    note: the file has no columns for these facts, so they are presumed (--no-presume turns it off):
      presumed true: test clean record
    note: park.csv A2: `A1` is not a credit code: a credit code has 18 characters, this has 2; read as it stands
    test star (test-star), 2025
    rows: 1 read, 1 assessed, 0 refused
    outcomes: 0 pass, 0 fail, 1 undetermined
    tiers: gold 0, silver 0
    missing most often: test tech staff 1, test title 1
    ");
}

#[test]
fn explanations_stand_under_each_subject_and_in_json() {
    let desk = desk();
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --explain --only A1,A3");
    assert_eq!(done.status, 0);
    assert_snapshot!(done.out, @"
    《测试之星》（测试〔2025〕1号）  所属期 2025年  预评

    甲公司  A1
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

    丙公司  A3
    结果：通过   档次：待定   总分：40 / 100，视缺数在 40 到 100 之间
    缺少：测试科技人员

    门槛
      ■ 无违法〔第一条〕符合
          测试无违法：是（推定）

    评价项
      ◧ 人员〔第二条〕缺数，0 到 60 分
          测试科技人员 ÷ 测试职工：缺测试科技人员
      ■ 规模〔第三条〕40 分（满分 40）
          测试收入：1,000 万元，落在“1000 万元”档，得 40 分

    档次
      ◧ 金星〔第四条〕待定
          总分 ≥ 90 分，待定
      ■ 银星〔第五条〕符合
          满足其一：
            总分 ≥ 60 分，待定
            测试称号：是
    ");
    let done = desk.huoju("assess test-star --data park.csv --period 2025 --explain --format json");
    let head = "{\"format\":\"huoju.explanations/1\",\"scheme\":\"test-star\",\"period\":\"2025\",\"explanations\":[\n";
    assert!(done.out.starts_with(head), "{}", done.out);
    assert!(done.out.trim_end().ends_with("]}"), "{}", done.out);
}

#[test]
fn what_can_not_run_says_why_and_the_next_step() {
    let desk = desk();
    let said = |line: &str| {
        let done = desk.huoju(line);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{line}");
        done.err.trim_end().to_owned()
    };
    assert_snapshot!(said("assess test-stra --data park.csv"), @"错误：没有名为 `test-stra` 的办法；是不是 `test-star`？");
    assert_snapshot!(said("assess test-star --data absent.csv"), @"错误：没有文件或文件夹 absent.csv；请核对路径");
    assert_snapshot!(said("assess test-star --data park.csv --period 2018 --as-of 2019-03-31"), @"错误：2019-03-31 这天 `test-star` 没有施行的版本；各版施行的日子：test-star 2020-01-01—");
    assert_snapshot!(said("assess packs/test/schemes/test-star.toml --data park.csv --period 2018 --as-of 2019-12-31"), @"错误：办法 `test-star` 自 2020-01-01 起施行，2019-12-31 的申报不能用它；当时施行的办法见 `huoju scheme list --at 2019-12-31`");
    assert_snapshot!(said("assess test-star --data park.csv --out park.csv"), @"错误：--out 与 --data 是同一个文件 park.csv；结果请写到别的文件");
    assert_snapshot!(said("assess test-star --data park.csv --period 2025 --out no/such/folder.csv"), @"
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：测试无违法
    错误：没有文件或文件夹 no/such/folder.csv；请核对路径
    ");
    assert_snapshot!(said("assess ./draft.toml --data park.csv"), @"错误：没有文件或文件夹 ./draft.toml；请核对路径");
    assert_eq!(desk.read("park.csv"), format!("{HEADER}{GOOD}"));
}

#[test]
fn a_place_is_counted_among_all_whoever_is_asked_for() {
    let desk = Desk::new();
    let head = SCHEME.split("[[gate]]").next().unwrap_or_default().replace("test-star", "test-rank");
    desk.write(
        "rank.toml",
        &format!(
            "{head}[[criterion]]\nid = \"place\"\ntitle = \"名次\"\nclause = \"第二条\"\nmeasure = \"t_sales\"\n\
             rank = {{ order = \"desc\" }}\nbands = {{ \"<= 50%\" = 100, else = 0 }}\n\
             [[tier]]\nid = \"upper\"\ntitle = \"前半\"\nclause = \"第三条\"\nholds = \"total >= 100 分\"\n"
        ),
    );
    desk.data("A1,,1,1,400,\nA2,,1,1,300,\nA3,,1,1,200,\nA4,,1,1,100,\n");
    let out = |more: &str| {
        let done = desk.huoju(&format!("assess ./rank.toml --data park.csv --period 2025 --columns id,total {more}"));
        assert_eq!(done.status, 0, "{}", done.err);
        done.out.replace('\n', " ")
    };
    assert_eq!(out(""), "id,total A1,100 A2,100 A3,0 A4,0 ");
    assert_eq!(out("--only A3,A2"), "id,total A2,100 A3,0 ");
}
