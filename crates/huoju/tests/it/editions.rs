//! Editions of one rule by the day of application, and who stands beside an edge.

use insta::assert_snapshot;

use crate::support::{Desk, SCHEME};

/// Two editions of one rule: until the end of 2024, and from 2025.
fn desk() -> Desk {
    let desk = Desk::new();
    let first = SCHEME.replace("in_force = { from = 2020-01-01 }", "in_force = { from = 2020-01-01, to = 2024-12-31 }");
    let then = SCHEME.replace("id = \"test-star\"", "id = \"test-star-2025\"\nfamily = \"test-star\"");
    desk.write("packs/test/schemes/test-star.toml", &first);
    desk.write(
        "packs/test/schemes/test-star-2025.toml",
        &then.replace("{ from = 2020-01-01 }", "{ from = 2025-01-01 }").replace("\"30%\" = 60", "\"31%\" = 60"),
    );
    desk.data("A1,甲公司,50,15,1000,否\n");
    desk
}

#[test]
fn the_day_of_application_chooses_the_edition_and_it_is_told() {
    let desk = desk();
    let assessed = |asked: &str| {
        let done = desk.huoju(&format!("assess test-star --data park.csv --period 2024 {asked} --columns id,total"));
        let told = done.err.lines().filter(|line| line.contains("施行")).collect::<Vec<_>>().join("\n");
        format!("{}\n{told}", done.out.lines().last().unwrap_or_default())
    };
    assert_snapshot!(assessed("--as-of 2024-12-31"), @"A1,100");
    assert_snapshot!(assessed("--as-of 2025-01-01"), @"
    A1,70
    注意：2025-01-01 施行的是 `test-star-2025`：测试之星（测试〔2025〕1号，2025-01-01 起），这天只有这一版
    ");
    assert_snapshot!(assessed(""), @"A1,100");
    assert_snapshot!(assessed("--as-of 2019-12-31"), @"

    错误：2019-12-31 这天 `test-star` 没有施行的版本；各版施行的日子：test-star 2020-01-01—2024-12-31、test-star-2025 2025-01-01—
    ");
}

#[test]
fn an_audit_lists_who_stands_beside_which_edge() {
    let desk = Desk::new();
    desk.data("A1,甲公司,50,15,1000,否\nA2,乙公司,50,x,1000,否\n");
    let done = desk.huoju("audit test-star --data park.csv --period 2025");
    assert_eq!(done.status, 1, "a row was refused: {}", done.err);
    assert_snapshot!(done.out, @"
    side,clause,edge,moved,change,outcome.before,outcome.after,id,name
    刚够,,结果,测试科技人员 减 1 人,金星 → 银星,通过,通过,A1,甲公司
    刚够,,结果,测试职工 加 1 人,金星 → 银星,通过,通过,A1,甲公司
    刚够,,结果,测试收入 减 1 万元,金星 → 银星,通过,通过,A1,甲公司
    刚够,第二条,人员,测试科技人员 减 1 人,60 → 30 分,通过,通过,A1,甲公司
    刚够,第二条,人员,测试职工 加 1 人,60 → 30 分,通过,通过,A1,甲公司
    刚够,第三条,规模,测试收入 减 1 万元,40 → 20.5 分,通过,通过,A1,甲公司
    ");
    assert!(done.err.contains("共 1；在边上 1，其中动一个单位结果就变的 0"), "{}", done.err);
    assert!(desk.huoju("audit test-star").err.contains("audit 从文件读数"));
    assert_eq!(desk.huoju("audit test-star --data park.csv --period 2025 --out edges.xlsx").status, 1);
    assert!(desk.path().join("edges.xlsx").is_file());
}
