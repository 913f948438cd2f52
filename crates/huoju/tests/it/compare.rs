//! `huoju compare`: one file under two schemes.

use insta::assert_snapshot;

use crate::support::{Desk, SCHEME};

fn desk() -> Desk {
    let desk = Desk::new();
    let draft = SCHEME
        .replace("\"30%\" = 60, \"10%\" = 30", "\"30%\" = 60, \"10%\" = 40")
        .replace("total >= 90 分", "total >= 95 分");
    desk.write("draft.toml", &draft);
    desk.data("A1,甲公司,50,15,1000,否\nA2,乙公司,50,6,100,否\nA3,丙公司,50,,500,否\nA4,丁公司,50,5,1000,否\nA5,戊公司,50,x,50,否\nA6,己公司,50,6,50,否\n");
    desk
}

const ASKED: &str = "compare test-star draft.toml --data park.csv --period 2025";

#[test]
fn who_enters_and_moves_is_told_with_the_change_as_text() {
    let done = desk().huoju(ASKED);
    assert_eq!(done.status, 1, "a row was refused: {}", done.err);
    assert_snapshot!(done.out, @r"
    id,name,industry,size_class,change,outcome.before,tier.before,total.before,outcome.after,tier.after,total.after
    A2,乙公司,,,enters,fail,,50.5,pass,银星,60.5
    A4,丁公司,,,rescored,pass,银星,70,pass,银星,80
    A6,己公司,,,rescored,fail,,30,fail,,40
    ");
    assert_snapshot!(done.err, @r"
    注意：文件里没有下列事实，作推定处理（加 --no-presume 则不推定）：
      推定为是：测试无违法
    退回 1 行：
      park.csv D6（戊公司）“测试科技人员”填的是“x”：不是数字；请填以人计的数字，没有数据请留空
    测试之星 (test-star) → 测试之星 (test-star)
    共 5；通过 2 → 3：进入 1，退出 0；另有换档或待定有变 0，只是分数变了 2
      无档次 → 银星  1
      第二条 人员 「10%」档：30 分 → 40 分
      第四条 金星 总分：≥ 90 分 → ≥ 95 分
    ");
}

#[test]
fn it_reads_from_a_file_and_writes_over_none() {
    let desk = desk();
    assert_snapshot!(desk.huoju("compare test-star draft.toml").err, @"错误：compare 从文件读数，请给出 --data，如 huoju compare cn-tech-sme 草案.toml --data 园区.xlsx");
    assert_eq!(desk.huoju(&format!("{ASKED} --out park.csv")).status, 2);
    assert_eq!(desk.huoju(&format!("{ASKED} --out changes.xlsx --lang en")).status, 1);
    assert!(desk.path().join("changes.xlsx").is_file());
}

#[test]
fn who_enters_is_told_by_industry_and_size_where_the_file_tells_them() {
    let desk = desk();
    let rows = "A1,甲公司,50,15,1000,否,软件,小型\nA2,乙公司,50,6,100,否,软件,微型\nA3,丙公司,50,6,100,否,,\n";
    let header = "统一社会信用代码,企业名称,测试职工,测试科技人员,测试收入(万元),测试称号,行业,企业规模\n";
    desk.write("park.csv", &format!("{header}{rows}"));
    let done = desk.huoju(ASKED);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("A2,乙公司,软件,微型,enters,fail"), "{}", done.out);
    let told = done.err.lines().skip_while(|line| !line.starts_with("按行业")).take(6).collect::<Vec<_>>().join("\n");
    assert_snapshot!(told, @"
    按行业（通过的家数）
      软件：1 → 2，进入 1，退出 0
      不详：0 → 1，进入 1，退出 0
    按规模（通过的家数）
      微型：0 → 1，进入 1，退出 0
      小型：1 → 1，进入 0，退出 0
    ");
}
